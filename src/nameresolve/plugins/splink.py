"""``NameComparison``: names in Splink 4, over DuckDB.

connection = duckdb.connect()
nameresolve.plugins.duckdb.register(connection, kind="person")
settings = SettingsCreator(link_type="dedupe_only", comparisons=[NameComparison("name")], ...)
Linker(table, settings, DuckDBAPI(connection))
"""

from __future__ import annotations

from collections.abc import Sequence

import nameresolve as nr

try:
    import splink.comparison_level_library as levels
    from splink.comparison_library import CustomComparison
except ModuleNotFoundError as error:
    raise nr.MissingExtraError("splink", extra="splink") from error

__all__ = ["THRESHOLDS", "NameComparison"]

THRESHOLDS = (0.95, 0.7, 0.3)
"""Nearly sure; a match by the default settings; not ruled out."""


class NameComparison(CustomComparison):
    """A comparison of two columns of names by ``nr_similarity``, one level a threshold.

    The levels from the top: either name is missing; written the same; a probability of at least each
    of `thresholds`; all others. Splink learns how much each level says about its data. The connection
    needs the functions of ``nameresolve.plugins.duckdb.register``. Raises `SettingsError` unless the
    thresholds fall and lie between 0 and 1.
    """

    def __init__(self, column: str, thresholds: Sequence[float] = THRESHOLDS) -> None:
        falling = list(thresholds) == sorted(set(thresholds), reverse=True)
        if not thresholds or not falling or not 0.0 < min(thresholds) <= max(thresholds) <= 1.0:
            raise nr.SettingsError(
                f"thresholds are {tuple(thresholds)}, but must be falling probabilities such as {THRESHOLDS}."
            )
        quoted = '"' + column.replace('"', '""')
        similarity = f'nr_similarity({quoted}_l", {quoted}_r")'
        likely = [
            levels.CustomLevel(f"{similarity} >= {threshold}", label_for_charts=f"probability >= {threshold}")
            for threshold in thresholds
        ]
        super().__init__(
            output_column_name=column,
            comparison_description=f"names in {column} by nr_similarity",
            comparison_levels=[
                levels.NullLevel(column),
                levels.ExactMatchLevel(column),
                *likely,
                levels.ElseLevel(),
            ],
        )
