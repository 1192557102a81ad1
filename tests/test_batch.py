"""One part opposite many at once costs what it costs opposite each of them alone."""

from __future__ import annotations

import random

import numpy as np
import pytest

from nameresolve.distance import align, cost_table, part_form
from nameresolve.distance.batch import LONGEST_PACKED, PADDING, pack_symbols, pack_units
from nameresolve.distance.pairwise import costs_of_pairs
from nameresolve.symbols import LATIN_ALPHABET
from nameresolve.vocabulary import Vocabulary

SCRIPTS = ("Latn", "Cyrl", "Arab", "Hebr", "Hang", "Kana", "Hani", "Grek", "Deva", "Thai")


def spellings(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices(LATIN_ALPHABET, k=chance.randint(1, 9))) for _ in range(count)]


def natives(chance: random.Random, script: str, count: int) -> list[tuple[str, ...]]:
    """Return random parts, a third of them with a group that has a cost of its own."""
    table = cost_table(script)
    groups = [*table.two_to_one]
    parts = [tuple(chance.choices(table.units, k=chance.randint(1, 8))) for _ in range(count)]
    return [(*chance.choice(groups), *part) if groups and chance.random() < 0.3 else part for part in parts]


@pytest.mark.parametrize("script", SCRIPTS)
def test_many_pairs_cost_what_each_costs_alone(script: str) -> None:
    chance, table = random.Random(script), cost_table(script)
    latin = [*spellings(chance, 60), *(pair for costs in table.one_to_two.values() for pair in costs)][:140]
    for _ in range(8):
        units = natives(chance, script, len(latin))
        packed = (
            pack_symbols(["".join(each) for each in units]) if script == "Latn" else pack_units(units, script)
        )
        alone = [align(each, symbols, table) for each, symbols in zip(units, latin, strict=True)]
        assert costs_of_pairs(pack_symbols(latin), packed) == pytest.approx(alone, abs=1e-3)


def test_packing_pads_and_cuts() -> None:
    packed = pack_symbols(["ab", "", "a" * 40])
    assert packed.shape == (LONGEST_PACKED, 3)
    assert (packed[:, 1] == PADDING).all()
    assert (packed[2:, 0] == PADDING).all()
    assert pack_symbols([]).shape == (0, 0)
    assert pack_symbols([""]).shape == (0, 1)


def test_a_vocabulary_ranks_parts_as_pairs_of_them_would() -> None:
    parts = [(fold, "Latn") for fold in ("tokayev", "tokarev", "nazarbayev", "tokajew", "toqaev")]
    parts += [("тоқаев", "Cyrl"), ("токарев", "Cyrl"), ("توكاييف", "Arab")]
    vocabulary = Vocabulary(parts)
    numbers = np.arange(len(parts))
    for query in (part_form("toqaev", "Latn"), part_form("токаев", "Cyrl"), part_form("توكاييف", "Arab")):
        shares = dict(zip((fold for fold, _ in parts), vocabulary.shares(query, numbers), strict=True))
        same = [shares[fold] for fold in ("tokayev", "tokajew", "toqaev", "тоқаев", "توكاييف")]
        assert min(same) > 0 > max(shares["tokarev"], shares["токарев"])
        assert shares["nazarbayev"] < shares["tokarev"]


def test_many_parts_together_have_the_shares_of_each_alone() -> None:
    """Also ch, which may be two sounds and so costs a little opposite itself; also no parts at all."""
    folds = ("chang", "ivanovich", "zhang", "chung", "iwanowitsch", "tokayev", "li", "xi", "hsi", "шон")
    vocabulary = Vocabulary([(fold, "Latn" if fold.isascii() else "Cyrl") for fold in folds])
    every, latin, none = np.arange(len(folds)), np.arange(len(folds) - 1), np.arange(0)
    asked = [(part_form(fold, "Latn"), numbers) for fold in folds[:-1] for numbers in (every, latin, none)]
    for (form, numbers), shares in zip(asked, vocabulary.shares_of_many(asked), strict=True):
        alone = vocabulary.shares(form, numbers) if len(numbers) else np.zeros(0)
        assert shares == pytest.approx(alone, abs=1e-4)
        assert all(shares[numbers == folds.index(form.fold)] == 1.0)


def test_pairs_cost_the_same_whichever_are_compared_together() -> None:
    chance = random.Random(5)
    left, right = spellings(chance, 1500), spellings(chance, 1500)
    together = costs_of_pairs(pack_symbols(left), pack_symbols(right))
    for place in range(0, 1500, 25):
        alone = costs_of_pairs(pack_symbols(left[place : place + 1]), pack_symbols(right[place : place + 1]))
        assert alone[0] == together[place]


def test_a_part_of_the_vocabulary_agrees_wholly_with_itself() -> None:
    parts = [("ali", "Latn"), ("али", "Cyrl"), ("阿里", "Hani")]
    vocabulary = Vocabulary(parts)
    for number, (fold, script) in enumerate(parts):
        assert vocabulary.shares(part_form(fold, script), np.arange(3))[number] == 1.0
