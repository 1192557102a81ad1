"""Names into a segment of an index."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from nameresolve.contents import FormParts, FormPartsWriter, head_of
from nameresolve.distance import part_form
from nameresolve.index.keytable import KeyTable
from nameresolve.index.nearest import sketch_of
from nameresolve.index.parts import STORED_FROM
from nameresolve.index.search import FormIndex, other_words
from nameresolve.index.segment import Part, Segment, key_of, letters_of
from nameresolve.model import Kind
from nameresolve.packed import Column, HashTable, Texts, hash_of
from nameresolve.parsing.plain import PlainName, plain_person
from nameresolve.parsing.tokens import phrase_of
from nameresolve.scoring.joins import joined
from nameresolve.scoring.units import SYLLABLE, Units, units_of
from nameresolve.scoring.weights import part_weight, rarity_weight
from nameresolve.sounds import line_of

__all__ = ["IndexBuilder", "posted", "segment_of"]

BODIES = ("organization", "other")
MOST_JOINED = 3
"""Names of more parts than this are not listed as one word too."""

Ints = NDArray[np.uint32]
Hashes = NDArray[np.uint64]


@define
class IndexBuilder:
    """Collects forms and turns them into a `FormIndex`; no object is kept for a form."""

    _parts: dict[Part, int] = field(factory=dict)
    _codes: list[str] = field(factory=list)
    _sounds: list[str] = field(factory=list)
    _rarity: array[float] = field(factory=lambda: array("f"))
    _latin: dict[str, tuple[int, float, int]] = field(factory=dict)
    """The number, weight and first symbol of each part of a plain name."""

    _holders: array[int] = field(factory=lambda: array("I"))
    _held: array[int] = field(factory=lambda: array("I"))
    _entities: array[int] = field(factory=lambda: array("I"))
    _ordinals: array[int] = field(factory=lambda: array("H"))
    _identities: bytearray = field(factory=bytearray)
    _lengths: array[int] = field(factory=lambda: array("Q"))
    _hashes: array[int] = field(factory=lambda: array("Q"))
    _letters: array[int] = field(factory=lambda: array("Q"))
    _content: FormPartsWriter = field(factory=FormPartsWriter)

    def add(self, entity: int, ordinal: int, text: str, kind: Kind, *, family_first: bool = False) -> None:
        """Add a form of an entity; `family_first` says that its family name is written first."""
        plain = plain_person(text) if kind == "person" else None
        identity = phrase_of(text) if plain is None else " ".join(plain.words)
        if plain is None:
            self._add_parsed(text, kind, family_first=family_first)
        else:
            self._add_plain(plain, family_first=family_first)
        self._entities.append(entity)
        self._ordinals.append(ordinal)
        self._hashes.append(hash_of(identity))
        self._letters.append(hash_of(letters_of(identity)))
        line = identity.encode("utf-8") + b"\n"
        self._identities += line
        self._lengths.append(len(line))

    def _add_parsed(self, text: str, kind: Kind, *, family_first: bool) -> None:
        units = units_of(text, kind)
        seen = _parts_of(units, kind)
        for part in sorted(seen) if len(seen) > 1 else seen:
            self._hold(self._number(part))
        self._content.add(units_of(text, kind, family_first) if family_first else units, self._parts.get)

    def _add_plain(self, plain: PlainName, *, family_first: bool) -> None:
        """Add a name whose parts are its words, just as `_add_parsed` does."""
        known = self._latin
        seen = {*plain.words, *_joined_words(plain)}
        for fold in sorted(seen):
            self._hold(known[fold][0] if fold in known else self._new_latin(fold))
        places = plain.ordered(family_first=family_first)
        patronymic = places.index(plain.patronymic) if plain.patronymic >= 0 else -1
        self._content.add_latin("person", [known[plain.words[place]] for place in places], patronymic)

    def _new_latin(self, fold: str) -> int:
        number = self._number((fold, "Latn"))
        form = part_form(fold, "Latn")
        self._latin[fold] = number, part_weight(form), head_of(form)
        return number

    def _number(self, part: Part) -> int:
        """Return the number of a part; what is known of a new one is written down."""
        number = self._parts.get(part)
        if number is None:
            number = self._parts[part] = len(self._parts)
            form = part_form(*part)
            self._codes.append(form.code)
            self._sounds.append(line_of(form))
            self._rarity.append(rarity_weight(form.fold))
        return number

    def _hold(self, number: int) -> None:
        """Note that the form which is being added has a part."""
        self._held.append(number)
        self._holders.append(len(self._entities))

    def segment(self) -> Segment:
        """Return all forms added as a segment."""
        held, holders = (np.frombuffer(each, dtype=np.uint32) for each in (self._held, self._holders))
        offsets, postings = posted(held, holders, len(self._parts))
        return segment_of(
            keys=[key_of(*part) for part in self._parts],
            codes=self._codes,
            sounds=self._sounds,
            weights=np.array(self._rarity, dtype=np.float32),
            offsets=offsets,
            postings=postings,
            entities=np.array(self._entities, dtype=np.uint32),
            ordinals=np.array(self._ordinals, dtype=np.uint16),
            identities=Texts.joined(self._identities, np.array(self._lengths, dtype=np.uint64)),
            hashes=(np.array(self._hashes, dtype=np.uint64), np.array(self._letters, dtype=np.uint64)),
            content=self._content.finish(),
        )

    def finish(self) -> FormIndex:
        """Return the index of all forms added."""
        return FormIndex([self.segment()])


def _joined_words(plain: PlainName) -> Iterable[str]:
    """Return the neighboring words of a plain name that others write as one, as `joined` has them."""
    words = [plain.words[place] for place in plain.ordered()]
    short = [len(word) <= SYLLABLE for word in words]
    if not 1 < len(words) <= MOST_JOINED or (not plain.family and sum(short) < 2):
        return ()
    runs = [(start, end) for start in range(len(words)) for end in range(start + 2, len(words) + 1)]
    cut = len(words) - plain.family
    turned = (cut - 1, cut + 1) if plain.family else None  # Kennedy, John: no space stands between
    return ["".join(words[a:b]) for a, b in runs if all(short[a:b]) or (a, b) == turned]


def _parts_of(units: Units, kind: Kind) -> set[Part]:
    """Return the parts under which a form is listed: its own, and those that are written as one."""
    seen = {(unit.form.fold, unit.form.script) for unit in units.content if unit.role != "initial"}
    if 1 < len(units.content) <= MOST_JOINED:
        loose = kind == "person"
        if not loose or _may_be_tied(units):
            seen |= {(join.fold, join.script) for join in joined(units) if join.tied or not loose}
    if kind in BODIES:
        seen |= {(fold, "Latn") for fold in other_words(units)}
    return seen


def _may_be_tied(units: Units) -> bool:
    """Return whether some neighboring parts may be written as one: most names need no closer look."""
    parts = units.parts
    if len(parts) != len(units.content) or parts[0].role == "family":
        return True
    ends = chain((0,), (part.end for part in parts))
    gaps = (units.text[end : part.start] for end, part in zip(ends, parts, strict=False))
    if any(index and gap != " " for index, gap in enumerate(gaps)):
        return True
    return sum(len(part.fold) <= SYLLABLE for part in parts) > 1


def segment_of(
    *,
    keys: Sequence[str],
    codes: Sequence[str],
    sounds: Iterable[str],
    weights: NDArray[np.float32],
    offsets: NDArray[np.uint64],
    postings: Ints,
    entities: Ints,
    ordinals: NDArray[np.uint16],
    identities: Texts,
    hashes: tuple[Hashes, Hashes] | None = None,
    content: FormParts | None = None,
) -> Segment:
    """Return a segment of its parts and its forms; what it takes to find them is added.

    `hashes` are those of the identities and of their letters, where they are known.
    """
    sketches = np.array([sketch_of(code) for code in codes], dtype=np.uint64).reshape(-1, 2)
    by_text, by_letters = hashes or _hashes_of(identities)
    return Segment(
        parts=Texts.of(keys),
        part_table=HashTable.of_texts(keys, len(keys)),
        codes=Texts.of(codes),
        sounds=Texts.of(sounds),
        weights=Column(weights),
        shapes=Column(np.ascontiguousarray(sketches[:, 0])),
        outlines=Column(np.ascontiguousarray(sketches[:, 1])),
        offsets=Column(offsets.astype(np.uint64)),
        postings=Column(postings),
        entities=Column(entities),
        ordinals=Column(ordinals),
        identities=identities,
        identity_table=HashTable.of(by_text),
        letter_table=HashTable.of(by_letters),
        content=content,
        key_table=KeyTable.of(codes) if len(codes) >= STORED_FROM else None,
    )


def _hashes_of(identities: Texts) -> tuple[Hashes, Hashes]:
    texts = identities.all()
    by_text = np.fromiter(map(hash_of, texts), dtype=np.uint64, count=len(texts))
    by_letters = (hash_of(letters_of(text)) for text in texts)
    return by_text, np.fromiter(by_letters, dtype=np.uint64, count=len(texts))


def posted(held: Ints, holders: Ints, parts: int) -> tuple[NDArray[np.uint64], Ints]:
    """Return offsets and postings from which part (`held`) each form (`holders`) has."""
    offsets = np.zeros(parts + 1, dtype=np.uint64)
    np.cumsum(np.bincount(held, minlength=parts), out=offsets[1:])
    return offsets, holders[np.argsort(held, kind="stable")]
