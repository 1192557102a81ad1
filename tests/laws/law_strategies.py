"""Names to try the laws on: in many scripts, well-formed and not, and small gazetteers of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from nameresolve import Entity, Gazetteer, Kind, NameForm, parse
from nameresolve.scoring.units import CONTENT

LETTERS = {
    "Latn": "abcdefghijklmnopqrstuvwxyzäöüéèçñšžłşğıəőøæß",
    "Cyrl": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґқғүұөңҳҷӯў",
    "Arab": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگکیئأإآةى",
    "Hebr": "אבגדהוזחטיכלמנסעפצקרשתםןץףך",
    "Grek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς",
    "Armn": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "Geor": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "Hang": "김이박최정강조윤장임한오서신권황안송전홍문재인현수지민영",
    "Hani": "王李张刘陈杨赵黄周吴習近平温家宝江泽民胡锦涛小泉純一郎",
    "Kana": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロワンャュョッー",
    "Hira": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもらりるれろわん",
    "Deva": "अआइईउकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौ",
    "Thai": "กขคฆงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหอะาิีุู",
}
CASED = ("Latn", "Cyrl", "Grek", "Armn")
UNSPACED = ("Hang", "Hani", "Kana", "Hira", "Thai")
REAL = (
    "Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев", "توكاييف", "习近平", "김정은", "Tokayev, K.-J.", "Ng", "Ó",
    "Gamal Abd el-Nasser", "von der Leyen", "محمد بن سلمان", "O'Brien", "Нурсултан Абишевич Назарбаев", "Xi",
    "President Kassym-Jomart Tokayev", "J. R. R. Tolkien", "Siemens AG", "ООО Ромашка", "李", "Dr.", "bin", "of the",
    "Kim", "Heydar Aliyev Jr.", "カシムジョマルト・トカエフ", "ΟΔΥΣΣΕΑΣ", "שׁלום", "47th Army", "नरेन्द्र मोदी",
)  # fmt: skip


def _word(script: str) -> st.SearchStrategy[str]:
    shortest, longest = (1, 3) if script in ("Hang", "Hani") else (2, 9)
    return st.text(alphabet=LETTERS[script], min_size=shortest, max_size=longest)


def _titled(word: str) -> str:
    return unicodedata.normalize("NFC", word[:1].upper() + word[1:])


@st.composite
def names(draw: st.DrawFn, scripts: Sequence[str] = tuple(LETTERS)) -> str:
    """Draw a name of one to four words in one script, joined by spaces or hyphens."""
    script = draw(st.sampled_from(scripts))
    words = draw(st.lists(_word(script), min_size=1, max_size=4))
    if script in CASED and draw(st.booleans()):
        words = [_titled(word) for word in words]
    joints = draw(st.lists(st.sampled_from((" ", " ", " ", "-")), min_size=len(words), max_size=len(words)))
    return "".join(word + joint for word, joint in zip(words, joints, strict=True))[:-1]


real_names = st.sampled_from(REAL)
mixed_names = st.lists(names(), min_size=2, max_size=3).map(" ".join)
any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
"""Any text at all, with unpaired surrogates and characters that nobody has assigned."""

any_names = st.one_of(names(), names(), real_names, mixed_names)
anything = st.one_of(any_names, any_text)
kinds: st.SearchStrategy[Kind | None] = st.sampled_from(("person", "organization", "place", "other", None))


def has_content(name: str, kind: Kind | None = None) -> bool:
    """Return whether a name has a part that is compared, and not only punctuation, titles and particles."""
    return any(part.role in CONTENT for part in parse(name, kind=kind).parts)


@st.composite
def entity_lists(draw: st.DrawFn, least: int = 1, most: int = 6) -> list[Entity]:
    """Draw a few people with one to three forms each, no two of one first form."""
    firsts = draw(st.lists(names(), min_size=least, max_size=most, unique_by=str.casefold))
    found = []
    for number, first in enumerate(firsts):
        others = draw(st.lists(names(), max_size=2))
        forms = tuple(NameForm(text) for text in dict.fromkeys([first, *others]))
        found.append(Entity(f"nr:drawn-{number}", "person", first, forms))
    return found


gazetteers = entity_lists().map(Gazetteer.from_entities)


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


REWRITINGS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFKC": lambda text: unicodedata.normalize("NFKC", text),
    "upper case": str.upper,
    "lower case": str.lower,
    "full width": _wide,
    "en dashes": lambda text: text.replace("-", "–"),
    "non-breaking hyphens": lambda text: text.replace("-", "‑"),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "quotation marks": lambda text: f"«{text}»",
    "soft hyphens": "\u00ad".join,
    "spaces around": lambda text: f" \t{text}\n",
}
"""Ways to write the same name that change nothing about it."""
