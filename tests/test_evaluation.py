"""Figures on one's own data: against counting by hand, and how they fall apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nameresolve as nr
from nameresolve.evaluation import Judged, figures_of

PAIRS = [
    nr.Labeled("Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev", same=True),
    nr.Labeled("Нурсултан Назарбаев", "Nursultan Nasarbajew", same=True),
    nr.Labeled("Tokayev", "Tokarev", same=False),
    nr.Labeled("John Smith", "Jane Smith", same=False),
    nr.Labeled("Mark Twain", "Samuel Clemens", same=True),
    nr.Labeled("John Brown", "John Brown", same=False),
]

judged = st.sampled_from(
    [
        Judged(wanted=wanted, found=found, right=right)
        for wanted, found, right in (
            (True, True, True), (True, True, False), (True, False, False), (False, True, False), (False, False, False)
        )
    ]
)  # fmt: skip


def by_hand(rows: list[Judged]) -> tuple[float, float]:
    found, wanted, right = (sum(getattr(row, what) for row in rows) for what in ("found", "wanted", "right"))
    return (right / found if found else 1.0), (right / wanted if wanted else 1.0)


@given(st.lists(judged, max_size=30))
def test_figures_are_those_of_counting_by_hand(rows: list[Judged]) -> None:
    found = figures_of(rows)
    assert (found.precision.value, found.recall.value) == pytest.approx(by_hand(rows))
    both = found.precision.value + found.recall.value
    assert found.f1.value == pytest.approx(
        2 * found.precision.value * found.recall.value / both if both else 0.0
    )
    for each in (found.precision, found.recall, found.f1):
        assert 0.0 <= each.low <= each.high <= 1.0


def test_intervals_hold_the_share_and_narrow_with_more_rows() -> None:
    half = [Judged(wanted=True, found=True, right=True), Judged(wanted=True, found=False, right=False)]
    few, many = figures_of(half * 10).recall, figures_of(half * 1000).recall
    assert few.low < 0.5 < few.high
    assert many.high - many.low < (few.high - few.low) / 5


def test_the_same_seed_gives_the_same_intervals() -> None:
    rows = [Judged(wanted=True, found=number % 3 > 0, right=number % 3 > 0) for number in range(50)]
    assert figures_of(rows, seed=4) == figures_of(rows, seed=4)
    assert figures_of(rows, seed=4) != figures_of(rows, seed=5)


def test_pairs_are_compared() -> None:
    report = nr.evaluate(PAIRS, kind="person")
    assert report.whole.rows == len(PAIRS)
    assert (report.whole.precision.value, report.whole.recall.value) == pytest.approx((2 / 3, 2 / 3))
    assert [slip.what for slip in report.slips] == ["false join", "miss"]
    assert report.slips[0].left == "John Brown"
    assert report.slips[1].left == "Mark Twain"


def test_rows_are_counted_by_script_convention_and_phenomenon() -> None:
    by = nr.evaluate(PAIRS, kind="person").by
    assert {group: found.rows for group, found in by["script"].items()} == {"Latn": 5, "Cyrl-Latn": 1}
    assert by["phenomenon"]["contradicting"].rows >= 3
    assert by["phenomenon"]["same"].rows == 1
    assert sum(found.rows for found in by["convention"].values()) == len(PAIRS)


def test_the_curve_agrees_with_an_evaluation_at_its_thresholds() -> None:
    curve = nr.evaluate(PAIRS, kind="person").curve
    for point in curve[::7]:
        whole = nr.evaluate(PAIRS, kind="person", threshold=point.threshold).whole
        assert (point.precision, point.recall, point.f1) == pytest.approx(
            (whole.precision.value, whole.recall.value, whole.f1.value)
        )


def test_the_best_point_is_the_best_of_the_curve() -> None:
    report = nr.evaluate(PAIRS, kind="person")
    assert report.best.f1 == max(point.f1 for point in report.curve)


def test_names_are_resolved_and_a_wrong_id_is_a_false_join() -> None:
    entities = [nr.Entity("a", "person", "Kassym-Jomart Tokayev"), nr.Entity("b", "person", "Kemel Tokayev")]
    resolver = nr.Resolver(nr.Gazetteer.from_entities(entities), nr.Settings(match_threshold=0.99))
    rows = [
        nr.Named("Qasym-Zhomart Toqaev", "a"),
        nr.Named("Kemel Tokaev", "a"),  # wrong on purpose
        nr.Named("Angela Merkel", None),
        nr.Named("Nursultan Nazarbayev", "c"),
    ]
    report = nr.evaluate(rows, kind="person", resolver=resolver)
    assert (report.whole.precision.value, report.whole.recall.value) == pytest.approx((1 / 2, 1 / 3))
    assert [(slip.what, slip.left) for slip in report.slips] == [
        ("false join", "Kemel Tokaev"),
        ("miss", "Nursultan Nazarbayev"),
    ]


def test_a_threshold_of_names_does_what_the_resolver_does_with_it() -> None:
    forms = [
        (form.text, str(entity.id))
        for entity in list(nr.Gazetteer.bundled())[::60]
        for form in entity.forms[::5]
    ]
    rows = [nr.Named(text, id_) for text, id_ in forms[:150]]
    for threshold in (0.5, 0.9):
        resolver = nr.Resolver(settings=nr.Settings(match_threshold=threshold))
        found = [
            decision.entity and str(decision.entity.id)
            for decision in resolver.resolve_many(row.name for row in rows)
        ]
        right = sum(each == row.id for each, row in zip(found, rows, strict=True))
        report = nr.evaluate(rows, threshold=threshold)
        assert report.whole.recall.value == pytest.approx(right / len(rows))
        assert report.whole.precision.value == pytest.approx(right / sum(each is not None for each in found))


def test_nothing_to_evaluate_is_nothing_wrong() -> None:
    report = nr.evaluate([])
    assert (report.whole.rows, report.whole.precision.value, report.slips) == (0, 1.0, ())


@pytest.mark.parametrize("wrong", [{"threshold": 0.1}, {"threshold": 1.5}, {"kind": "persn"}])
def test_wrong_settings_are_told(wrong: dict[str, object]) -> None:
    with pytest.raises(nr.SettingsError):
        nr.evaluate(PAIRS, **wrong)  # type: ignore[arg-type]
