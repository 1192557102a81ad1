"""Names of people: titles, order, patronymics, particles, initials."""

from __future__ import annotations

from nameresolve.conventions import is_pinyin_syllable
from nameresolve.model import Name, Part, Role
from nameresolve.parsing.inflection import word_meaning
from nameresolve.parsing.lexicon import (
    ends_like_patronymic,
    entries,
    latin_surnames,
    longest,
    small_words,
    surnames,
    vietnamese_surnames,
)
from nameresolve.parsing.plain import plain_parts
from nameresolve.parsing.things import named_thing
from nameresolve.parsing.tokens import Word, join, make_part, words_of
from nameresolve.symbols.syllables import in_korean_names, korean_syllable, vietnamese_syllable
from nameresolve.unicode import clean, is_cased

__all__ = ["parse_person"]

_LONGEST_INITIAL = 2
_LONGEST_EAST_ASIAN = 3


def parse_person(text: str) -> Name:
    """Return a person's name in parts."""
    if plain := plain_parts(text):
        return Name(text, "person", plain)
    words = words_of(text, dotted=False)
    titles = _titles(words) | _titles_set_apart(text, words)
    kept = [word for i, word in enumerate(words) if i not in titles]
    roles = _roles(kept)
    parts = [make_part(text, words[i], "title") for i in sorted(titles)]
    spaced = _family_set_apart(kept)
    for word, role in _regroup(kept, roles):
        parts.extend([make_part(text, word, role)] if spaced else _east_asian(text, word, role))
    return Name(text, "person", tuple(sorted(parts, key=lambda part: part.start)))


def _titles(words: list[Word]) -> set[int]:
    """Return the places of the words that are titles; at least one word stays a name."""
    texts = [word.text.replace("'", "") for word in words]
    found: set[int] = set()
    at = 0
    while at < len(words) - 1:
        count = longest("titles", texts, at)
        if not count or at + count >= len(words) or not _is_title(texts, at, count, {"before", "both"}):
            break
        if words[at + count - 1].comma and not at:
            break  # Khan, Shahbaz: what a comma ends is a family name
        found.update(range(at, at + count))
        at += count
    end = len(words)
    while end - 1 > len(found):
        count = next(
            (n for n in (3, 2, 1) if end - n > len(found) and longest("titles", texts, end - n) == n), 0
        )
        if not count or not _is_title(texts, end - count, count, {"after", "both"}):
            break
        found.update(range(end - count, end))
        end -= count
    return found


def _titles_set_apart(source: str, words: list[Word]) -> set[int]:
    """Return the places of an office told after a full name: ``(President)``, ``, President of Mali``."""
    texts = [word.text.replace("'", "") for word in words]
    for at in range(2, len(words)):
        gap = source[words[at - 1].end : words[at].start]
        if "(" not in gap and not words[at - 1].comma:
            continue
        entry = entries("titles").get(" ".join(texts[at:]))
        if entry is not None and entry[1] == "no":
            return set(range(at, len(words)))
        if words[at - 1].comma and _is_office(texts[at:]):
            return set(range(at, len(words)))
    return set()


_OF = frozenset({"for", "to", "de", "du", "des", "del", "della", "der", "für"})
"""What follows the word for an office beside "of"; bin and al- follow none."""


def _is_office(texts: list[str]) -> bool:
    """Return whether words are a title and what it is held of, not a title and a given name.

    Al Mazrouei, Dr. Ahmed is called Ahmed.
    """
    count = longest("titles", texts, 0)
    rest = texts[count:]
    if not count or not rest:
        return False
    certain = entries("titles")[" ".join(texts[:count])][1] == "no"
    if len(rest) > 1 and (rest[0] == "of" or (certain and rest[0] in _OF)):
        return True
    return certain and not rest[0].isascii() and all(word_meaning(text, ("place_words",)) for text in rest)


def _is_title(texts: list[str], at: int, count: int, positions: set[str]) -> bool:
    position, risk = entries("titles")[" ".join(texts[at : at + count])]
    if position not in positions:
        return False
    if not at and risk != "no" and texts[0] in latin_surnames() and len(texts) <= _LONGEST_EAST_ASIAN:
        return False  # Pak, Indonesian for Mr., and Korean
    others = [
        text
        for text in (*texts[:at], *texts[at + count :])
        if text not in entries("particles") and text not in entries("titles")
    ]
    return risk == "no" or len(others) > 1  # King, Prince, Hafez may be a name


def _roles(words: list[Word]) -> list[Role]:
    """Return the role of each word that is not a title."""
    roles: list[Role] = ["name"] * len(words)
    texts = [word.text.replace("'", "") for word in words]
    for i, word in enumerate(words):
        if i and texts[i] in entries("suffixes"):
            roles[i] = "suffix"
        elif _is_initial(word, words):
            roles[i] = "initial"
    _mark_particles(texts, roles)
    _mark_order(words, roles)
    _mark_patronymic(texts, roles)
    if thing := named_thing(texts):
        at, count, _ = thing
        roles[at : at + count] = ["generic"] * count
    return roles


def _is_initial(word: Word, words: list[Word]) -> bool:
    if not is_cased(word.script) or len(words) == 1:
        return False
    if len(word.text) == 1:
        return True
    return word.dot and len(word.text) <= _LONGEST_INITIAL


def _mark_particles(texts: list[str], roles: list[Role]) -> None:
    """Mark articles, filiations and nobiliary particles; the last name part is never one."""
    at = 0
    syllables = 0 < len(texts) <= _LONGEST_EAST_ASIAN and texts[0] in latin_surnames()
    eastern = _is_of_syllables(texts)
    while at < len(texts):
        count = longest("particles", texts, at)
        role = _particle(texts, at, count) if count else ""
        if (syllables and role and role != "filiation") or (eastern and role == "article"):
            at += count  # Kim Il-sung: il is a syllable, no article
            continue
        if not count or roles[at] != "name" or (not at and texts[0] in latin_surnames()):
            at += 1  # Li and Le are particles in Italy and France, family names at the start
            continue
        rest = "name" in roles[at + count :]
        behind = at > 1 and role == "filiation" and "name" in roles[:at]
        if rest or (behind and texts[at] not in small_words("ends_name")):
            for i in range(at, at + count):
                roles[i] = "particle"
        at += count


def _particle(texts: list[str], at: int, count: int) -> str:
    """Return what kind of particle some words are: "article", "filiation", "nobiliary" and so on."""
    return entries("particles")[" ".join(texts[at : at + count])][1]


def _is_of_syllables(texts: list[str]) -> bool:
    """Return whether a name is an East Asian family name, first or last, and syllables: Jong Un Kim."""
    if len(texts) < _LONGEST_EAST_ASIAN:
        return False
    for family, rest in ((texts[0], texts[1:]), (texts[-1], texts[:-1])):
        if family in latin_surnames() and all(map(_is_syllable, rest)):
            return True
    return texts[0] in vietnamese_surnames() and all(map(vietnamese_syllable, texts))


def _is_syllable(text: str) -> bool:
    return korean_syllable(text) or is_pinyin_syllable(text)


def _mark_order(words: list[Word], roles: list[Role]) -> None:
    """Tell family from given names where a comma does."""
    commas = [i for i, word in enumerate(words[:-1]) if word.comma and roles[i + 1] != "suffix"]
    if len(commas) != 1 or not any(role in ("name", "initial") for role in roles[commas[0] + 1 :]):
        return
    for i, role in enumerate(roles):
        if role == "name":
            roles[i] = "family" if i <= commas[0] else "given"


def _mark_patronymic(texts: list[str], roles: list[Role]) -> None:
    """Mark the patronymic of a name of three parts or more: the middle one if two could be it."""
    places = [i for i, role in enumerate(roles) if role in ("name", "given", "family")]
    if len(places) < 3:
        return
    fitting = [
        i
        for i in places[1:]
        if ends_like_patronymic(texts[i]) and roles[i] != "family" and roles[i - 1] != "particle"
    ]  # al-Mosuli is from Mosul
    if fitting:
        roles[fitting[0]] = "patronymic"


def _regroup(words: list[Word], roles: list[Role]) -> list[tuple[Word, Role]]:
    """Join what is one name in several words: ``Abd al-Rahman``, ``Kemel uly``."""
    found: list[tuple[Word, Role]] = []
    at = 0
    while at < len(words):
        end = _servant_end(words, roles, at)
        if end > at + 1:
            found.append((join(words[at:end]), roles[end - 1]))
        elif roles[at] == "particle" and found and _is_son_of_before(words[at], found[-1][1]):
            last, _ = found.pop()
            found.append((join([last, words[at]]), "patronymic"))
        else:
            found.append((words[at], roles[at]))
        at = max(end, at + 1)
    return found


def _is_son_of_before(word: Word, role: Role) -> bool:
    """Return whether a word like ``oğlu`` or ``uly`` makes the name before it a patronymic."""
    return role in ("name", "given") and word.text.replace("'", "") in entries("patronymic_endings")


def _servant_end(words: list[Word], roles: list[Role], at: int) -> int:
    """Return where a name that begins with "servant of" ends; `at` when none begins here."""
    table = entries("particles")
    entry = table.get(words[at].text.replace("'", ""))
    if roles[at] != "particle" or entry is None or entry[1] != "servant":
        return at
    end = at + 1
    while end < len(words) and roles[end] == "particle":
        following = table.get(words[end].text.replace("'", ""))
        if following is None or following[1] != "article":
            break
        end += 1
    if end < len(words) and roles[end] in ("name", "given", "family"):
        return end + 1
    return at


def _family_set_apart(words: list[Word]) -> bool:
    """Return whether a Chinese or Korean family name is a word of its own: in 김 정은, 정 is none."""
    native = [word for word in words if word.script in ("Hani", "Hang")]
    return len(native) > 1 and any(word.text in surnames(word.script) for word in native)


def _east_asian(source: str, word: Word, role: Role) -> list[Part]:
    """Split a Chinese or Korean name written without a space after its family name.

    What follows a Korean one is made of syllables that Korean given names have: 우카시 is Łukasz.
    """
    if word.script not in ("Hani", "Hang") or role != "name":
        return [make_part(source, word, role)]
    known = surnames(word.script)
    size = len(word.text)
    cut = next((n for n in (2, 1) if size > n and word.text[:n] in known), 0)
    if not cut or size > cut + 2 or (word.script == "Hang" and not in_korean_names(word.text[cut:])):
        return [make_part(source, word, role)]
    middle = word.start + clean(source[word.start : word.end]).starts[cut]
    family = Word(word.start, middle, word.text[:cut], word.script)
    given = Word(middle, word.end, word.text[cut:], word.script)
    return [make_part(source, family, "family"), make_part(source, given, "given")]
