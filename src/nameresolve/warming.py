"""Reading ahead: what the first name in any script would wait for, read at the start of a long run."""

from __future__ import annotations

import gc

from nameresolve.resolver import Resolver

__all__ = ["warm"]

_OF_EACH_SCRIPT = (
    "Kassym-Jomart Tokayev", "Касым-Жомарт Токаев", "قاسم توكاييف", "קאסים טוקאייב", "托卡耶夫", "토카예프",
    "トカエフ", "とかえふ", "Κασίμ Τοκάγεφ", "ტოკაევი", "Տոկաև", "โตกาเยฟ",
    "टोकायेव", "টোকায়েভ", "டோகாயேவ்", "ටොකයෙව්", "తోకాయెవ్", "ಟೊಕಾಯೆವ್", "ടോകായേവ്", "ટોકાયેવ", "ਤੋਕਾਯੇਵ", "ଟୋକାୟେଭ",
)  # fmt: skip
_OF_OTHER_KINDS = (
    "Токаева Касыма", "김정은", "習近平", "毛泽东", "Kim Jong Un", "Mao Zedong", "Abdul Rahman al-Tokai",
    "Bank of Kazakstan", "Банк Казахстану", "بنك كازاخستان", "New York",
)  # fmt: skip
"""What a name in each script makes the library read, and what others do: an inflected one, one whose
syllables are looked up, one of an organization or a place."""


def warm(resolver: Resolver) -> None:
    """Read the tables of all scripts, and keep them out of the garbage collector's way.

    It would look through them again and again, half a second each time; and it would write to their pages, so
    that each process that is forked later gets its own.

    >>> from nameresolve import Entity, Gazetteer
    >>> warm(Resolver(Gazetteer.from_entities([Entity("Q200881", "person", "Kassym-Jomart Tokayev")])))
    """
    list(resolver.resolve_many(_OF_EACH_SCRIPT + _OF_OTHER_KINDS))
    gc.collect()
    gc.freeze()
