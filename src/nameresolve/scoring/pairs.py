"""Two parts side by side: how they relate and what that weighs."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from nameresolve.distance import Distance, PartForm, part_distance, part_form, unlike
from nameresolve.model import Relation
from nameresolve.parsing.inflection import word_meaning
from nameresolve.parsing.lexicon import given_name_groups, nicknames
from nameresolve.scoring.customs import (
    EQUIVALENT_SHARE,
    NICKNAME_SHARE,
    as_names,
    equivalent,
    father,
    one_stem,
    other_korean,
    other_pinyin,
    other_sign,
    other_surname,
    other_syllable,
    other_umlaut,
    surname_spellings,
    surname_usage,
    two_names,
)
from nameresolve.scoring.endings import (
    czech_feminine,
    czech_stems,
    gender_across,
    other_gender,
    other_given_gender,
    russian_ending,
)
from nameresolve.scoring.openvowels import other_open_vowel
from nameresolve.scoring.settled import other_japanese, other_vietnamese
from nameresolve.scoring.slips import slip
from nameresolve.scoring.units import (
    CHINESE,
    FIRST,
    JAPANESE,
    KOREAN,
    LOCATED,
    NUMBER,
    PATRONYMIC,
    VIETNAMESE,
    WORD,
    Unit,
)
from nameresolve.scoring.weights import agreement, contradicting_cost

__all__ = ["Relating", "relate"]

_LICENSED_AT_LEAST = 0.42
_SURELY_LICENSED = 0.6
_SHORT = 3.0
_SHORT_COST = 1.0
_SHORT_APART = -0.5
"""How far a short part and one in Arabic or Hebrew letters are apart at least, if they are: of the few
letters that are written none is a slip."""
_CONSONANTS_ALONE = frozenset({"Arab", "Hebr"})
_LEAST_SERVANT = 3
_SAME_MEANING = 0.9
"""What two words of bodies share that mean the same, however they are written."""
_MILDLY = -0.5
"""Parts that share more are alike enough to ask whether they are two known names."""


@frozen(slots=True)
class Relating:
    """How two parts relate: `share` is the agreement from -1 to 1, `rule` says why.

    `fault` is the term that a contradiction weighs under: a slip of the pen is milder than another name;
    "another" is another name by what is known of such names, however alike the two sound.
    """

    relation: Relation
    share: float
    rule: str
    fault: str = "contradiction"


@lru_cache(maxsize=1 << 17)
def _relate_forms(left: PartForm, right: PartForm) -> tuple[Distance, float]:
    distance = part_distance(left, right, contradicting_cost(left, right))
    if distance.length <= _SHORT and left.script == right.script and distance.cost > _SHORT_COST:
        return distance, -1.0  # Ali is not Eli, Un is not Hun
    share = agreement(distance, across=left.script != right.script)
    if distance.length <= _SHORT and share < 0.0 and {left.script, right.script} & _CONSONANTS_ALONE:
        return distance, min(share, _SHORT_APART)  # تام is not Sam, though ت is an s to some
    return distance, share


def relate(left: Unit, right: Unit) -> Relating:
    """Return how two parts that are no initials relate; symmetric."""
    if left.form.fold == right.form.fold:
        return _SAME
    return _relate(
        left.form, right.form, (left.traits & right.traits) | ((left.traits | right.traits) & NUMBER)
    )


_SAME = Relating("same", 1.0, "same")
_UNLIKE = Relating("contradicting", -1.0, "different parts")
_OTHER_SYLLABLE = Relating("contradicting", -1.0, "another Vietnamese syllable", "another")
_OTHER_VOWEL = Relating("contradicting", -1.0, "o and u of a Japanese name", "another")
_OTHER_PINYIN = Relating("contradicting", -1.0, "different syllables", "another")
_SERVANT_LEFT_OUT = Relating("contradicting", -1.0, "servant of left out", "slip")


@lru_cache(maxsize=1 << 17)
def _relate(a: PartForm, b: PartForm, traits: int) -> Relating:
    """Return how two parts relate; `traits` are those that both have, or `NUMBER` if one has it."""
    known = _by_role(a, b, traits) or _by_lists(a, b)
    if known is not None:
        return known
    if unlike(a, b):
        return _equivalent(a, b, traits) or (_SERVANT_LEFT_OUT if _servant_left_out(a, b) else _UNLIKE)
    known = _gender_relation(a, b) or _without_russian_ending(a, b)
    return known if known is not None else _by_distance(a, b, traits)


def _without_russian_ending(a: PartForm, b: PartForm) -> Relating | None:
    """Return the relation of a Kazakh family name with the Russian ending and without it, or None."""
    stems = russian_ending(a, b) if a.script == b.script else None
    if stems is None or _share_of(stems, a.script) < _SURELY_LICENSED:
        return None
    return Relating("licensed", 0.5, "with and without the Russian ending")


def _equivalent(a: PartForm, b: PartForm, traits: int, least: float = 0.0) -> Relating | None:
    """Return the relation of two given names, or two fathers' names, that lists say are one."""
    share, rule = _patronymics(a, b) if traits & PATRONYMIC else equivalent(a.fold, b.fold)
    if not share and "Latn" in (a.script, b.script) and a.script != b.script:
        share, rule = _spells_usual_form(*((b, a) if a.script == "Latn" else (a, b)))
    return Relating("equivalent", share, rule) if share > least else None


def _spells_usual_form(native: PartForm, latin: PartForm) -> tuple[float, str]:
    """Return the share and rule of a native part that spells another form of a Latin given name.

    Джон is Ioannes, since he is John; جیم is James, since he is Jim, and Тони is Antonius.
    """
    for form, worth, rule in _usual_forms(latin.fold):
        if unlike(native, form):
            continue
        share = _relate_forms(native, form)[1]
        if share >= _SURELY_LICENSED:
            return share * worth, rule
    return 0.0, ""


@lru_cache(maxsize=1 << 14)
def _usual_forms(fold: str) -> tuple[tuple[PartForm, float, str], ...]:
    """Return the usual forms and nicknames of a Latin given name, what they are worth, and the rule."""
    groups = [group for group, relation in given_name_groups(fold).items() if relation == "variant"]
    found: list[tuple[PartForm, float, str]] = []
    for group in groups:
        if group != fold:
            found.append((part_form(group, "Latn"), EQUIVALENT_SHARE, f"forms of {group}"))
        rule = f"nickname of {group}"
        found += [(part_form(name, "Latn"), NICKNAME_SHARE, rule) for name in nicknames(group)]
    return tuple(found)


def _by_distance(a: PartForm, b: PartForm, traits: int) -> Relating:
    """Return the relation of two parts by their sounds and letters."""
    distance, share = _relate_forms(a, b)
    known = _equivalent(a, b, traits, max(share, 0.0)) if share < EQUIVALENT_SHARE else None
    if known is not None:
        return known
    if share > 0.0 and not traits & (WORD | LOCATED) and _known_as_two(a, b, share):
        return _TWO_NAMES
    if share > _MILDLY and not traits & (WORD | LOCATED) and (fault := other_open_vowel(a, b)):
        return Relating("contradicting", -0.1, "o and a, which only Belarusian has as one", fault)
    if 0.0 < share < _SURELY_LICENSED and _is_one_sign(a, b):
        return _UNLIKE  # what is merely near one character is another's
    if share > 0.0:
        return Relating("licensed" if share >= _LICENSED_AT_LEAST else "near", share, distance.rule)
    return _contradiction(a, b, share, distance.rule)


def _is_one_sign(a: PartForm, b: PartForm) -> bool:
    """Return whether one of two parts in two scripts is a single Chinese character."""
    return a.script != b.script and any(form.script == "Hani" and len(form.fold) == 1 for form in (a, b))


def _known_as_two(a: PartForm, b: PartForm, share: float) -> bool:
    """Return whether two parts that sound alike are known for two names."""
    return other_umlaut(a.fold, b.fold) or (share < _SURELY_LICENSED and two_names(a, b))


def _contradiction(a: PartForm, b: PartForm, share: float, rule: str) -> Relating:
    """Return how two parts contradict each other: by a slip, as two known names, or for any other reason."""
    if _servant_left_out(a, b):
        return _SERVANT_LEFT_OUT
    kind = slip(a, b)
    if (kind or share > _MILDLY) and two_names(a, b):
        return _TWO_NAMES
    if kind:
        return Relating("contradicting", share, "one letter differs", kind)
    return Relating("contradicting", share, rule)


_TWO_NAMES = Relating("contradicting", -0.2, "two names in use", "known_apart")


_SERVANT = re.compile(r"^abd(?:[aeou]?l|[aeou]([rsnztd])(?=\1))?(?=..)")


def _servant_left_out(a: PartForm, b: PartForm) -> bool:
    """Return whether two parts are as Abd al-Aziz and Aziz: one man or two, so it weighs as a slip."""
    if a.script != "Latn" or b.script != "Latn" or a.fold.startswith("abd") == b.fold.startswith("abd"):
        return False
    bare = [_SERVANT.sub("", form.fold) for form in (a, b)]
    if (bare[0] == a.fold) == (bare[1] == b.fold) or min(map(len, bare)) < _LEAST_SERVANT:
        return False
    return _relate_forms(part_form(bare[0], "Latn"), part_form(bare[1], "Latn"))[1] > 0.0


def _by_role(a: PartForm, b: PartForm, traits: int) -> Relating | None:
    """Return the relation of numbers, words of bodies, syllables and first-written family names."""
    if not traits:
        return None
    if traits & NUMBER:
        equal = _digits(a.fold) == _digits(b.fold)
        return Relating("same" if equal else "contradicting", 1.0 if equal else -1.0, "number")
    if traits & (LOCATED | WORD):
        return _by_meaning(a, b, located=bool(traits & LOCATED))
    known = _by_language(a, b, traits)
    if known is None and traits & FIRST and surname_spellings(a, b):
        return Relating("equivalent", 0.6, "spellings of one family name")
    return known


def _by_language(a: PartForm, b: PartForm, traits: int) -> Relating | None:
    """Return the relation of two parts of names of a language that has rules of its own for Latin letters."""
    if traits & KOREAN:
        return _korean_heads(a, b)
    if traits & VIETNAMESE and other_vietnamese(a.fold, b.fold):
        return _OTHER_SYLLABLE
    if traits & JAPANESE and other_japanese(a.fold, b.fold):
        return _OTHER_VOWEL
    return _OTHER_PINYIN if traits & CHINESE and other_pinyin(a, b) else None


def _by_meaning(a: PartForm, b: PartForm, *, located: bool) -> Relating | None:
    """Return the relation of two words of bodies or places that mean the same."""
    if not located and _inflected(a.fold, b.fold):
        return Relating("licensed", 0.8, "with and without s")
    meaning = _shared_meaning(a.fold, b.fold, located=located)
    if meaning:
        alike = 0.0 if unlike(a, b) else max(0.0, _relate_forms(a, b)[1])
        share = _SAME_MEANING + (1.0 - _SAME_MEANING) * alike  # of two, the spelling that is nearer
        return Relating("equivalent", share, f"words for {meaning}")
    return Relating("near", 0.5, "words of one stem") if not located and one_stem(a.fold, b.fold) else None


def _patronymics(a: PartForm, b: PartForm) -> tuple[float, str]:
    """Return the share and rule of two patronymics made of one father's name in two languages."""
    (ours, sex), (theirs, other) = father(a.fold), father(b.fold)
    if not ours or not theirs or {sex, other} == {"m", "f"}:
        return 0.0, ""
    for left in as_names(ours, a.script):
        for right in as_names(theirs, b.script):
            share, rule = equivalent(left, right)
            if share:
                return share, rule
    _, share = _relate_forms(part_form(ours, a.script), part_form(theirs, b.script))
    return min(share, EQUIVALENT_SHARE), "patronymics of one name"


_J_HEAD = re.compile(r"dj|dz|dž|cz|ch|č|j|z")


def _korean_heads(a: PartForm, b: PartForm) -> Relating | None:
    """Return the relation of two Korean syllables that begin as j and y do, or with two spellings of j.

    Elsewhere a j may be a y; between syllables of Korean names Jong and Yong are two.
    """
    if other_korean(a.fold, b.fold):
        return Relating("contradicting", -1.0, "different syllables", "another")
    heads = [_J_HEAD.match(form.fold) for form in (a, b)]
    if heads[0] and heads[1]:
        same = a.fold[heads[0].end() :] == b.fold[heads[1].end() :]
        return Relating("licensed", 0.7, "spellings of a Korean j") if same else None
    if any(heads) and "y" in (a.fold[0], b.fold[0]):
        return Relating("contradicting", -1.0, "different syllables", "another")
    return None


def _shared_meaning(left: str, right: str, *, located: bool) -> str:
    """Return what two words of bodies or places both mean, in whatever language; empty if nothing."""
    lists = ("place_words",) if located else ("org_words", "place_generics")
    meaning = word_meaning(left, lists)
    return meaning if meaning and meaning == word_meaning(right, lists) else ""


def _inflected(left: str, right: str) -> bool:
    """Return whether two words differ by an s at the end: Bank's, Industries' and their like."""
    return (left + "s" == right or right + "s" == left) and min(len(left), len(right)) > _LEAST_SERVANT


def _by_lists(a: PartForm, b: PartForm) -> Relating | None:
    """Return the relation of East Asian family names and syllables."""
    if surname_usage(a, b) or surname_usage(b, a):
        return Relating("licensed", 0.95, "family name in use")
    if other_surname(a, b) or other_surname(b, a):
        return Relating("contradicting", -1.0, "another family name", "another")
    if other_syllable(a, b) or other_sign(a, b) or other_sign(b, a):
        return Relating("contradicting", -1.0, "different syllables", "another")
    return None


def _digits(fold: str) -> str:
    return "".join(char for char in fold if char.isdigit()) or fold


def _share_of(stems: tuple[str, str], script: str) -> float:
    """Return what two stems in one script share."""
    return _relate_forms(part_form(stems[0], script), part_form(stems[1], script))[1]


def _czech(a: PartForm, b: PartForm) -> bool:
    """Return whether one of two family names has the Czech ending of women."""
    if czech_feminine(a.fold, b.fold) or czech_feminine(b.fold, a.fold):
        return True
    stems = czech_stems(a.fold, b.fold)
    return stems is not None and _share_of(stems, a.script) > _SURELY_LICENSED


def _gender_relation(a: PartForm, b: PartForm) -> Relating | None:
    """Return the relation of two parts that differ as the genders of one name do, or None."""
    if a.script != b.script:
        if not gender_across(a, b):
            return None
    elif a.fold[0] != b.fold[0]:
        return None
    elif _czech(a, b):
        return Relating("licensed", 0.6, "Czech feminine form")
    elif other_given_gender(a.fold, b.fold):
        return Relating("contradicting", -0.75, "other gender", "other_gender")
    elif not other_gender(a.fold, b.fold, a.script):
        return None
    return Relating("contradicting", -0.5, "other gender", "other_gender")
