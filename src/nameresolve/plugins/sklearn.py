"""``NameResolver``: names in a scikit-learn pipeline.

from nameresolve.plugins.sklearn import NameResolver
make_column_transformer((NameResolver(kind="person"), ["author"]), remainder="passthrough")
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

import nameresolve as nr
from nameresolve.plugins.answers import Answer, resolve_values, resolver_for

try:
    from sklearn.base import BaseEstimator, TransformerMixin
    from sklearn.utils.validation import check_is_fitted, validate_data
except ModuleNotFoundError as error:
    raise nr.MissingExtraError("scikit-learn", extra="sklearn") from error

__all__ = ["NameResolver"]


class NameResolver(TransformerMixin, BaseEstimator):
    """A transformer that makes four columns of each column of names.

    `gazetteer` is the path of a compiled gazetteer (None: the bundled one), `threshold` the least
    probability of a match. Columns are named after their source: ``author_nr_status``,
    ``author_nr_id``, ``author_nr_name``, ``author_nr_score``. There is nothing to learn: `fit` only
    opens the gazetteer and notes the columns. Pickles hold the path, not the gazetteer.
    """

    def __init__(
        self,
        *,
        gazetteer: str | None = None,
        threshold: float | None = None,
        kind: nr.Kind | None = None,
        workers: int = 1,
    ) -> None:
        self.gazetteer = gazetteer
        self.threshold = threshold
        self.kind = kind
        self.workers = workers

    def fit(self, X: Any, y: object = None) -> Self:  # noqa: ARG002  # scikit-learn passes it
        """Note the columns, and open the gazetteer so that a wrong path is told here."""
        self._columns(X, reset=True)
        self._resolver()
        return self

    def transform(self, X: Any) -> NDArray[np.object_]:
        """Return the answers: four columns for each column of names, missing values as None.

        Raises `FormatError` for a value that is no text.
        """
        check_is_fitted(self, "n_features_in_")
        names = self._columns(X, reset=False)
        made = np.empty((len(names), 0), dtype=object)
        for column in names.T:
            values = (None if _missing(value) else value for value in column)
            answers = resolve_values(values, self._resolver(), kind=self.kind, workers=self.workers)
            made = np.hstack([made, np.array(answers, dtype=object).reshape(-1, len(Answer._fields))])
        return made

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the names of the columns that `transform` makes."""
        check_is_fitted(self, "n_features_in_")
        known = getattr(self, "feature_names_in_", None)
        if input_features is None:
            input_features = known if known is not None else [f"x{i}" for i in range(self.n_features_in_)]
        return np.array([f"{name}_{field}" for name in input_features for field in Answer._fields], object)

    def _resolver(self) -> nr.Resolver:
        return resolver_for(self.gazetteer, self.threshold)

    def _columns(self, table: Any, *, reset: bool) -> NDArray[np.object_]:
        checked: NDArray[np.object_] = validate_data(
            self, table, reset=reset, dtype=object, ensure_all_finite=False
        )
        return checked

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.allow_nan = True
        tags.requires_fit = True
        return tags


def _missing(value: object) -> bool:
    # None, and NaN, NaT and NA, which alone are not equal to themselves (NA will not even say so).
    if value is None:
        return True
    return type(value).__name__ == "NAType" or bool(value != value)  # noqa: PLR0124  # that is the test
