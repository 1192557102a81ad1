"""Two parts side by side: how they relate and what that weighs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from attrs import frozen
from rapidfuzz.distance import OSA

from nameresolve.conventions import is_pinyin_syllable
from nameresolve.distance import Distance, PartForm, part_distance
from nameresolve.model import Relation
from nameresolve.parsing.lexicon import entries, given_name_groups, surnames
from nameresolve.scoring.units import Unit
from nameresolve.scoring.weights import Weights, agreement, contradicting_cost
from nameresolve.symbols import Symbols
from nameresolve.tables import load

__all__ = ["Relating", "relate", "relate_initial"]

_LICENSED_AT_LEAST = 0.42
_FIRST_SOUNDS = 2.8
_LEAST_SLIP = 5
_SHORT = 3.0
_SHORT_COST = 1.0
_WORDS = frozenset({"generic", "word"})


@frozen(slots=True)
class Relating:
    """How two parts relate: `share` is the agreement from -1 to 1, `rule` says why."""

    relation: Relation
    share: float
    rule: str


@cache
def _masculine_of(script: str) -> Mapping[str, tuple[str, ...]]:
    """Return feminine endings of family names and the masculine ones each may answer."""
    table: list[tuple[str, str, str]] = load("lexicon")["family_endings"]
    found: dict[str, list[str]] = {}
    for masculine, feminine, code in table:
        if code == script and masculine != feminine:
            found.setdefault(feminine, []).append(masculine)
    return {feminine: tuple(endings) for feminine, endings in found.items()}


def _feminine_of(left: str, right: str, script: str) -> bool:
    """Return whether the right family name is the feminine form of the left one."""
    table = _masculine_of(script)
    for size in range(1, min(len(right) - 2, 7)):
        for masculine in table.get(right[-size:], ()):
            stem = right[:-size]
            if len(stem) > 2 and left == stem + masculine:
                return True
    return False


@lru_cache(maxsize=1 << 15)
def _other_gender(left: str, right: str, script: str) -> bool:
    """Return whether two family names are the masculine and the feminine form of one."""
    return left[:3] == right[:3] and (_feminine_of(left, right, script) or _feminine_of(right, left, script))


def _equivalent(left: str, right: str, weights: Weights) -> tuple[float, str]:
    """Return the share and rule of two forms of one given name; (0, "") if they are none."""
    ours, theirs = given_name_groups(left), given_name_groups(right)
    for group in ours.keys() & theirs.keys():
        relations = {ours[group], theirs[group]}
        if "translation" in relations:
            continue
        if "nickname" in relations:
            return weights.nickname_share, f"nickname of {group}"
        return weights.equivalent_share, f"forms of {group}"
    return 0.0, ""


_GENDERED_SOUNDS = tuple(
    (masculine, feminine)
    for masculine, feminine in (("ov", "ova"), ("ev", "eva"), ("ow", "owa"), ("ew", "ewa"), ("in", "ina"),
                                ("ski", "ska"), ("ski", "skaya"), ("sky", "ska"), ("sky", "skaya"))
)  # fmt: skip


def _gender_across(left: PartForm, right: PartForm) -> bool:
    """Return whether the sounds of two parts in different scripts end as one name's two genders."""
    for a, b in ((left.symbols, right.symbols), (right.symbols, left.symbols)):
        if any(a.endswith(m) and b.endswith(f) for m, f in _GENDERED_SOUNDS):
            return True
    return False


_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяй")


def _consonants(form: PartForm) -> list[str]:
    return [unit for unit in form.units or form.fold if unit not in _CYRILLIC_VOWELS]


def is_slip(left: PartForm, right: PartForm) -> bool:
    """Return whether one letter was left out, added, changed or swapped with its neighbor."""
    if left.script != right.script or min(len(left.fold), len(right.fold)) < _LEAST_SLIP:
        return False
    if left.script in ("Hani", "Hang"):
        return False
    if left.script == "Latn":
        return OSA.distance(left.fold, right.fold, score_cutoff=1) == 1
    if OSA.distance(left.units or left.fold, right.units or right.fold, score_cutoff=1) != 1:
        return False
    # Languages of one script differ in vowels (Касым, Касъм) and in how they write a sound (Цзи, Дзи);
    # a consonant more or less (Токаев, Токарев) is another name.
    return len(_consonants(left)) != len(_consonants(right))


def _surname_usage(native: PartForm, latin: PartForm) -> bool:
    if native.script not in ("Hani", "Hang") or latin.script != "Latn":
        return False
    return latin.fold in surnames(native.script).get(native.fold, ())


def _generic_name(fold: str) -> str:
    word = entries("org_words").get(fold) or entries("place_generics").get(fold)
    return word[0] if word else ""


@lru_cache(maxsize=1 << 17)
def _relate_forms(left: PartForm, right: PartForm) -> tuple[Distance, float]:
    distance = part_distance(left, right, contradicting_cost(left, right))
    if distance.length <= _SHORT and left.script == right.script and distance.cost > _SHORT_COST:
        return distance, -1.0  # Ali is not Eli, Un is not Hun
    return distance, agreement(distance, across=left.script != right.script)


def relate(left: Unit, right: Unit, weights: Weights) -> Relating:
    """Return how two parts that are no initials relate; symmetric."""
    if left.form.fold == right.form.fold:
        return _SAME
    return _relate(left.form, right.form, _role_class(left, right), weights)


_SAME = Relating("same", 1.0, "same")


def _role_class(left: Unit, right: Unit) -> str:
    """Return what of the roles and places of two parts matters for how they relate."""
    if "number" in (left.role, right.role):
        return "number"
    if {left.role, right.role} <= _WORDS:
        return "word"
    return "first" if left.start == right.start == 0 else ""


@lru_cache(maxsize=1 << 17)
def _relate(a: PartForm, b: PartForm, role: str, weights: Weights) -> Relating:
    known = _by_role(a, b, role) or _by_lists(a, b) or _gender_relation(a, b, weights)
    if known is not None:
        return known
    distance, share = _relate_forms(a, b)
    if share < weights.equivalent_share:
        equal_share, rule = _equivalent(a.fold, b.fold, weights)
        if equal_share > max(share, 0.0):
            return Relating("equivalent", equal_share, rule)
    if share > 0.0:
        return Relating("licensed" if share >= _LICENSED_AT_LEAST else "near", share, distance.rule)
    if is_slip(a, b):
        return Relating("contradicting", -weights.slip / weights.contradiction, "one letter differs")
    return Relating("contradicting", share, distance.rule)


def _by_role(a: PartForm, b: PartForm, role: str) -> Relating | None:
    """Return the relation of numbers, generic words and first-written family names."""
    if role == "number":
        equal = _digits(a.fold) == _digits(b.fold)
        return Relating("same" if equal else "contradicting", 1.0 if equal else -1.0, "number")
    if role == "word" and _generic_name(a.fold) == _generic_name(b.fold) != "":
        return Relating("equivalent", 0.9, f"words for {_generic_name(a.fold)}")
    if role == "first" and _surname_spellings(a, b):
        return Relating("equivalent", 0.6, "spellings of one family name")
    return None


def _by_lists(a: PartForm, b: PartForm) -> Relating | None:
    """Return the relation of East Asian family names and syllables."""
    if _surname_usage(a, b) or _surname_usage(b, a):
        return Relating("licensed", 0.95, "family name in use")
    if _other_syllable(a, b):
        return Relating("contradicting", -1.0, "different syllables")
    return None


def _digits(fold: str) -> str:
    return "".join(char for char in fold if char.isdigit()) or fold


def _surname_spellings(left: PartForm, right: PartForm) -> bool:
    """Return whether two Latin spellings are in use for one Korean family name: Bak and Park are 박."""
    if left.script != "Latn" or right.script != "Latn":
        return False
    return any(left.fold in spellings and right.fold in spellings for spellings in surnames("Hang").values())


def _gender_relation(a: PartForm, b: PartForm, weights: Weights) -> Relating | None:
    """Return the relation of two parts that differ as the genders of one name do, or None."""
    if a.script != b.script:
        if not _gender_across(a, b):
            return None
    elif _czech_feminine(a.fold, b.fold) or _czech_feminine(b.fold, a.fold):
        return Relating("licensed", 0.6, "Czech feminine form")
    elif _other_given_gender(a.fold, b.fold):
        return Relating("contradicting", -0.75, "other gender")
    elif not _other_gender(a.fold, b.fold, a.script):
        return None
    return Relating("contradicting", -weights.other_gender / weights.contradiction, "other gender")


def _czech_feminine(left: str, right: str) -> bool:
    """Return whether the right name is the left, a man's or a foreign one, with the Czech -ová."""
    return right.endswith("ová") and right[:-3] == left and not left.endswith(("ov", "ova"))


def _other_given_gender(left: str, right: str) -> bool:
    """Return whether two given names are the two genders of one: Mario and Maria, Ivan and Ivana."""
    swapped = left[:-1] == right[:-1] and {left[-1], right[-1]} in ({"o", "a"}, {"е", "а"}, {"о", "а"})
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    if not swapped and longer not in (f"{shorter}a", f"{shorter}а"):
        return False
    known = load("frequency")
    return left in known and right in known


def _other_syllable(left: PartForm, right: PartForm) -> bool:
    """Return whether both parts are single Pinyin syllables, and not the same: Qian is not Qiang."""
    if left.script != "Latn" or right.script != "Latn":
        return False
    if not (is_pinyin_syllable(left.fold) and is_pinyin_syllable(right.fold)):
        return False
    ways = [{form.symbols, *(symbols for _, symbols in form.readings)} for form in (left, right)]
    return not ways[0] & ways[1]


def relate_initial(left: Unit, right: Unit) -> bool:
    """Return whether an initial can stand for the other part, or for the other initial."""
    a, b = left.form, right.form
    if a.script == b.script and a.fold[0] == b.fold[0]:
        return True
    heads = [_head(form) for form in (a, b)]
    return part_distance(heads[0], heads[1]).cost <= _FIRST_SOUNDS


def _head(form: PartForm) -> PartForm:
    first = form.symbols[:1]
    return PartForm(first, "Latn", Symbols(first), (), (), (first,))
