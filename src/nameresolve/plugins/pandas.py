"""``df["name"].nr.resolve()``: names in pandas.

    import nameresolve.plugins.pandas
    df.join(df["name"].nr.resolve(kind="person"))

Importing the module registers the accessor ``nr`` on Series.
"""

from __future__ import annotations

import nameresolve as nr
from nameresolve.plugins.answers import Answer, resolve_values

try:
    import pandas as pd
except ModuleNotFoundError as error:
    raise nr.MissingExtraError("pandas", extra="pandas") from error

__all__ = ["NameAccessor"]


@pd.api.extensions.register_series_accessor("nr")
class NameAccessor:
    """The methods of the library on a Series of names."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def resolve(
        self, resolver: nr.Resolver | None = None, *, kind: nr.Kind | None = None, workers: int = 1
    ) -> pd.DataFrame:
        """Return a DataFrame with the index of the Series: nr_status, nr_id, nr_name, nr_score.

        A missing value (None, NaN, NA) has the status ``"none"``; where there is no match the id and
        the name are missing. Raises `FormatError` for a value that is no text.
        """
        missing = self._series.isna().to_numpy()
        names = (None if gone else value for gone, value in zip(missing, self._series, strict=True))
        answers = resolve_values(names, resolver, kind=kind, workers=workers)
        frame = pd.DataFrame(answers, columns=list(Answer._fields), index=self._series.index)
        texts = dict.fromkeys(Answer._fields[:3], "string")  # the same in pandas 2 and 3: missing is NA
        return frame.astype({**texts, "nr_score": "float64"})
