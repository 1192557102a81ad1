"""The letters that drawn names are made of, by script, and the ways to type one name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

__all__ = ["CASED", "GIVEN_NAMES", "LETTERS", "TYPINGS", "titled"]

LETTERS: Mapping[str, str] = {
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
"""Letters of names, by ISO 15924 code: common ones, not all of them."""

CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})

GIVEN_NAMES: Mapping[str, tuple[str, ...]] = {
    "Latn": ("Viktor", "Dariga", "Bolat", "Hasan", "Ludwig", "Chiara", "Oksana", "Mehmet", "Priya", "Zsófia"),
    "Cyrl": ("Виктор", "Дарига", "Болат", "Хасан", "Людвиг", "Оксана", "Зарина", "Евгений", "Шухрат"),
    "Arab": ("خالد", "زينب", "حسن", "فاطمة", "يوسف", "طارق"),
    "Hebr": ("יצחק", "דבורה", "שמעון", "רחל", "גדעון"),
    "Grek": ("Σπύρος", "Ελένη", "Θανάσης", "Μαρία", "Γιώργος"),
    "Armn": ("Գարեգին", "Անահիտ", "Վարդան", "Շուշան"),
    "Geor": ("ზურაბ", "ქეთევან", "გიორგი", "ნინო"),
    "Hang": ("박", "최", "정", "강", "조", "윤"),
    "Hani": ("赵", "黄", "周", "吴", "陈", "刘"),
    "Kana": ("ヒロシ", "サチコ", "ケンジ", "マユミ"),
    "Hira": ("ひろし", "さちこ", "けんじ", "まゆみ"),
    "Deva": ("विजय", "सुनीता", "रमेश", "लक्ष्मी"),
    "Thai": ("สมชาย", "มาลี", "วิชัย", "นงนุช"),
}
"""Names of people that take the place of another part; of Hangul and Hanzi the first syllable."""


def titled(word: str) -> str:
    """Return a word with its first letter large, composed again.

    >>> titled("łukasz")
    'Łukasz'
    """
    return unicodedata.normalize("NFC", word[:1].upper() + word[1:])


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


TYPINGS: Mapping[str, Callable[[str], str]] = {
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
"""Ways to type the same name that change nothing about it."""
