"""Splink on names alone: trained without labels, by expectation maximization, on the names that are asked.

Splink is made for records with several columns; of a name it is given the whole, the first and the last part.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Sequence
from typing import Any

__all__ = ["rank", "score_pairs"]

_MOST_PAIRS = 1e6
_COLUMNS = ("name", "first_part", "last_part")


def _table(names: Sequence[str]) -> Any:  # noqa: ANN401 - pandas is not installed everywhere
    distinct = sorted(set(names))
    parts = [name.split() or [""] for name in distinct]
    return importlib.import_module("pandas").DataFrame(
        {
            "unique_id": range(len(distinct)),
            "name": distinct,
            "first_part": [words[0] for words in parts],
            "last_part": [words[-1] for words in parts],
        }
    )


def _all_scores(left: Sequence[str], right: Sequence[str]) -> dict[tuple[str, str], float]:
    """Return the probability of each left name with each right one."""
    splink = importlib.import_module("splink")
    library = importlib.import_module("splink.comparison_library")
    database = importlib.import_module("splink.backends.duckdb").DuckDBAPI()
    settings = splink.SettingsCreator(
        link_type="link_only",
        comparisons=[library.NameComparison(column) for column in _COLUMNS],
        blocking_rules_to_generate_predictions=["1=1"],
        probability_two_random_records_match=1 / max(2, len(set(right))),
        retain_matching_columns=True,
    )
    tables = [database.register(_table(names)) for names in (left, right)]
    linker = splink.Linker(tables, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=_MOST_PAIRS, seed=1)
    for column in ("last_part", "first_part"):
        linker.training.estimate_parameters_using_expectation_maximisation(splink.block_on(column))
    found = linker.inference.predict(threshold_match_probability=0).as_pandas_dataframe()
    return dict(
        zip(zip(found["name_l"], found["name_r"], strict=True), found["match_probability"], strict=True)
    )


def score_pairs(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return the probability of each pair of plain names."""
    scores = _all_scores([left for left, _ in pairs], [right for _, right in pairs])
    return [float(scores.get(pair, 0.0)) for pair in pairs]


def rank(queries: Sequence[str], names: Sequence[str], best: int) -> list[list[int]]:
    """Return for each plain query the places of the best plain names."""
    scores = _all_scores(queries, names)
    return [
        sorted(range(len(names)), key=lambda place: -scores.get((query, names[place]), 0.0))[:best]
        for query in queries
    ]
