"""The values: immutable, equal by content, and within their ranges."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

import nameresolve as nr
from nameresolve import Entity, Evidence, NameForm, Part, Settings, SettingsError, parse

VALUES: list[Any] = [
    NameForm("Токаев", "ru", "Cyrl"),
    Entity("Q200881", "person", "Kassym-Jomart Tokayev"),
    Evidence("same", "a", "a", "same", 1.0),
    Settings(),
    parse("Kemel Tokayev"),
    nr.compare("Tokayev", "Toqaev"),
    nr.resolve("Kassym-Jomart Tokayev"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_cannot_be_changed(value: Any) -> None:
    first = type(value).__attrs_attrs__[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(value, first, None)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_travel_and_stay_equal(value: Any) -> None:
    again = pickle.loads(pickle.dumps(value))
    assert again == value
    assert hash(again) == hash(value)


@pytest.mark.parametrize("field", ["match_threshold", "margin", "floor"])
@pytest.mark.parametrize("value", [-0.01, 1.01, float("inf"), float("nan")])
def test_a_setting_outside_its_range_is_refused_by_name(field: str, value: float) -> None:
    with pytest.raises(SettingsError, match=f"{field} is .* probability from 0 to 1"):
        Settings(**{field: value})


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0, 1])
def test_a_setting_within_its_range_is_kept(value: float) -> None:
    assert Settings(match_threshold=value).match_threshold == value


def test_parts_are_found_by_role_in_written_order() -> None:
    name = parse("Tokayev, K.-J.")
    assert [part.text for part in name.having("initial")] == ["K", "J"]
    assert [part.text for part in name.having("initial", "family")] == ["Tokayev", "K", "J"]
    assert name.having("title") == ()
    assert all(isinstance(part, Part) for part in name.parts)


def test_every_public_name_is_there() -> None:
    assert all(hasattr(nr, name) for name in nr.__all__)
    assert {"resolve", "compare", "similarity", "romanize", "readings", "parse", "keys", "schemes"} <= set(
        nr.__all__
    )
