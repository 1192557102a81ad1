"""spaCy over whole reports: the ids of `annotate`, document by document, in batches and after storing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nameresolve as nr

spacy = pytest.importorskip("spacy", reason="needs the extra 'spacy'")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

Ids = list[tuple[int, int, str]]
OWN = "Kassym-Jomart Tokayev met Vladymir Puttin in Astana. Toqaev’s guest left for Moscow, the TASS agency said."


@pytest.fixture(scope="module")
def reports(shared: Path) -> list[str]:
    """Return the five news reports, and a short text of our own."""
    files = sorted((shared / "seeds").glob("*.txt"))
    if len(files) < 5:
        pytest.skip(f"no five reports in {shared / 'seeds'}")
    return [*(file.read_text("utf-8") for file in files), OWN]


@pytest.fixture(scope="module")
def wanted(reports: list[str]) -> list[Ids]:
    """Return what `annotate` links in each report."""
    resolver = nr.Resolver()
    found = [
        [
            (m.start, m.end, str(m.decision.entity.id))
            for m in resolver.annotate(text, language="en")
            if m.decision.entity
        ]
        for text in reports
    ]
    assert all(len(ids) >= 4 for ids in found)
    return found


def listed(doc: Any) -> Ids:
    return [(m["start"], m["end"], m["nr_id"]) for m in doc._.nr_mentions if m["nr_id"]]


def linked(doc: Any) -> Ids:
    return [(ent.start_char, ent.end_char, ent.kb_id_) for ent in doc.ents if ent.kb_id_]


@pytest.fixture(scope="module")
def nlp() -> Any:
    made = spacy.blank("en")
    made.add_pipe("nameresolve", config={"add_ents": True})
    return made


def test_each_report_has_the_ids_of_annotate(nlp: Any, reports: list[str], wanted: list[Ids]) -> None:
    for text, ids in zip(reports, wanted, strict=True):
        doc = nlp(text)
        assert listed(doc) == ids
        on_tokens = [
            (start, end, id_) for start, end, id_ in ids if doc.char_span(start, end) is not None
        ]  # an entity of spaCy is made of whole tokens
        assert linked(doc) == on_tokens
        assert len(on_tokens) >= 0.95 * len(ids)


def test_entities_that_a_model_found_get_the_ids_of_annotate(reports: list[str], wanted: list[Ids]) -> None:
    plain = spacy.blank("en")
    component = plain.add_pipe("nameresolve")
    for text, ids in zip(reports, wanted, strict=True):
        doc = plain.make_doc(text)
        spans = {(start, end): doc.char_span(start, end, label="ENTITY") for start, end, _ in ids}
        doc.set_ents([span for span in spans.values() if span is not None])
        assert linked(component(doc)) == [each for each in ids if spans[each[:2]] is not None]


@pytest.mark.parametrize("batch_size", [1, 2, 64])
def test_batches_give_the_same(nlp: Any, reports: list[str], wanted: list[Ids], batch_size: int) -> None:
    assert [listed(doc) for doc in nlp.pipe(reports, batch_size=batch_size)] == wanted


def test_a_stored_pipeline_gives_the_same(
    nlp: Any, reports: list[str], wanted: list[Ids], tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.get_pipe("nameresolve").settings == nlp.get_pipe("nameresolve").settings
    for before, after, ids in zip(nlp.pipe(reports), again.pipe(reports), wanted, strict=True):
        assert listed(after) == ids
        assert linked(after) == linked(before)
