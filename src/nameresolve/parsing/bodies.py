"""Names of organizations and places: legal forms, generic words, numbers."""

from __future__ import annotations

from nameresolve.model import Kind, Name, Role
from nameresolve.parsing.inflection import listed_word
from nameresolve.parsing.lexicon import entries, given_name_groups, longest, small_words
from nameresolve.parsing.tokens import make_part, words_of
from nameresolve.tables import lines

__all__ = [
    "looks_like_organization",
    "looks_like_place",
    "looks_like_state",
    "parse_organization",
    "parse_place",
    "texts_of",
]

DISTINGUISHING = frozenset(
    {"north", "south", "east", "west", "central", "upper", "lower", "new", "great", "equatorial"}
)
"""Generic words of places that tell them apart: South Sudan is not Sudan."""
_WITHIN = frozenset({"new", "equatorial"})  # Papua New Guinea; but Oliver North Smith
_STATES = frozenset({"republic", "kingdom", "emirate"})
_OF_A_STATE = frozenset(
    {"republic", "democratic", "people", "federal", "islamic", "united", "state", "union"}
)
_LONGEST_LEADING_FORM = 4  # OOO, TOO, PT; not Société


def texts_of(text: str) -> list[str]:
    """Return the cleaned words of a text as the lists have them."""
    return [word.text.replace("'", "") for word in words_of(text, dotted=True)]


def looks_like_organization(text: str) -> bool:
    """Return whether a name of unknown kind has a legal form at an end or a word of bodies.

    >>> looks_like_organization("Siemens AG"), looks_like_organization("Kemel Tokayev")
    (True, False)
    """
    texts = texts_of(text)
    if len(texts) < 2:
        return False
    if not texts[0].isascii() and longest("legal_forms", texts, 0):
        return True  # ООО Ромашка; but Co, AS and PT in Latin letters begin names of people too
    for at in range(1, len(texts)):
        if longest("legal_forms", texts, at) == len(texts) - at:
            return True
    words = entries("org_words")
    return any(words.get(word, ("", ""))[1] == "generic" for word in texts)


def looks_like_place(text: str) -> bool:
    """Return whether a name of unknown kind has a word that tells places apart where places have it.

    It stands first, or it is the last word after "of" (Corea del Norte), or it is one like "new".

    >>> looks_like_place("South Sudan"), looks_like_place("Kanye West")
    (True, False)
    >>> looks_like_place("Papua New Guinea"), looks_like_place("Corea del Norte")
    (True, True)
    >>> looks_like_place("Guinea-Bissau"), looks_like_place("Paris Hilton")
    (True, False)
    >>> looks_like_place("Timur Tengah"), looks_like_place("Timur Bekov")
    (True, False)
    """
    texts = texts_of(text)
    if _are_places(texts):
        return True
    if len(texts) < 2:
        return False
    words = [_tells_apart(word) for word in texts]
    if (
        (words[0] and not _names_a_person(texts))
        or _WITHIN.intersection(words[1:-1])
        or words[-1] == "equatorial"
    ):
        return True
    return len(texts) > 2 and bool(words[-1]) and texts[-2] in entries("particles")


def _are_places(texts: list[str]) -> bool:
    """Return whether all words are those of places, and none a person's name: Guinea-Bissau."""
    places, people = entries("place_words"), lines("frequency", float)
    named = any(word in places for word in texts)
    return named and all(
        (word in places or word in entries("place_generics")) and word not in people for word in texts
    )


def _names_a_person(texts: list[str]) -> bool:
    """Return whether the first word is a given name and no other one of places: Timur is Malay for east."""
    if not given_name_groups(texts[0]):
        return False
    return not any(word in entries("place_words") or word in entries("place_generics") for word in texts[1:])


def _tells_apart(word: str) -> str:
    """Return what a word says that tells places apart, "" if it does not."""
    entry = entries("place_generics").get(word)
    return entry[0] if entry is not None and entry[0] in DISTINGUISHING else ""


def looks_like_state(text: str) -> bool:
    """Return whether a name of unknown kind is that of a state by its form of government.

    >>> looks_like_state("Democratic Republic of the Congo"), looks_like_state("Republic Bank")
    (True, False)
    """
    texts = texts_of(text)
    if not any(entries("place_generics").get(word, ("",))[0] in _STATES for word in texts):
        return False
    bodies = {word: entries("org_words")[word] for word in texts if word in entries("org_words")}
    kinds = {canonical for canonical, role in bodies.values() if role == "generic"}
    own = [word for word in texts if word not in bodies and word not in entries("place_generics")]
    return bool(own) and kinds <= _OF_A_STATE


def parse_organization(text: str, kind: Kind = "organization") -> Name:
    """Return an organization's name in parts."""
    words = words_of(text, dotted=True)
    texts = [word.text.replace("'", "") for word in words]
    roles: list[Role] = [_word_role(word) for word in texts]
    for at, count in _legal_forms(texts):
        roles[at : at + count] = ["legal_form"] * count
    if all(role in ("stop", "legal_form") for role in roles):
        roles = ["word" if role == "stop" else role for role in roles]
    _keep_first(texts, roles)
    if all(role == "legal_form" for role in roles):
        roles = ["word"] * len(roles)
    return Name(text, kind, tuple(make_part(text, w, r) for w, r in zip(words, roles, strict=True)))


def _keep_first(texts: list[str], roles: list[Role]) -> None:
    """Make a small word a part again that begins a name of two words: Pro Traffic is not Con Traffic.

    Or that is all the name has beside words that many share: DES International.
    """
    rest = [i for i, role in enumerate(roles) if role != "legal_form"]
    if len(rest) < 2 or roles[rest[0]] != "stop" or texts[rest[0]] in small_words("article"):
        return
    alone = all(roles[i] == "generic" for i in rest[1:]) and len(texts[rest[0]]) > 2
    if alone or (len(rest) == 2 and texts[rest[0]] not in entries("particles")):
        roles[rest[0]] = "word"


def _word_role(word: str) -> Role:
    if word[0].isdigit():
        return "number"  # 5, 47th, 5-я
    entry = listed_word("org_words", word)
    if entry is None or entry[1] == "qualifier":
        return "word"  # Golden, Research: words that many names share, but that name no kind of body
    return "stop" if entry[1] == "stop" and word in entries("org_words") else "generic"


def _legal_forms(texts: list[str]) -> list[tuple[int, int]]:
    """Return where legal forms stand: one that is short or of several words at the start, any at the end."""
    found = []
    first = longest("legal_forms", texts, 0)
    if 0 < first < len(texts) and (first > 1 or len(texts[0]) <= _LONGEST_LEADING_FORM):
        found.append((0, first))
    tail: list[tuple[int, int]] = []
    at = found[0][1] if found else 1
    while at < len(texts):
        count = longest("legal_forms", texts, at)
        if count and (len(texts[at]) > 1 or count > 1):
            tail.append((at, count))
        elif tail:
            tail = []  # Shanghai Co-operation Organization: a form inside a name is none
        at += count or 1
    return found + tail


def parse_place(text: str) -> Name:
    """Return a place's name in parts."""
    words = words_of(text, dotted=True)
    texts = [word.text.replace("'", "") for word in words]
    roles: list[Role] = ["word"] * len(words)
    for at in range(len(texts)):
        count = longest("place_generics", texts, at)
        if count and entries("place_generics")[" ".join(texts[at : at + count])][0] not in DISTINGUISHING:
            roles[at : at + count] = ["generic"] * count
        if _word_role(texts[at]) == "stop" and len(texts) > 1:
            roles[at] = "stop"
        elif texts[at][0].isdigit():
            roles[at] = "number"
    if all(role != "word" for role in roles):
        roles = ["word"] * len(roles)
    return Name(text, "place", tuple(make_part(text, w, r) for w, r in zip(words, roles, strict=True)))
