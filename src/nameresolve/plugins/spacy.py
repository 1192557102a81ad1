"""``nlp.add_pipe("nameresolve")``: entity linking in spaCy.

The component gives the entities of a document their id, ``ent.kb_id_``, and lists in ``Doc._.nr_mentions``
all names that the gazetteer knows, as plain values that are stored with the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import nameresolve as nr
from nameresolve.plugins.answers import answer_of, resolve_values, resolver_for
from nameresolve.plugins.folders import KeptInFolder

try:
    import srsly
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.util import minibatch
except ModuleNotFoundError as error:
    raise nr.MissingExtraError(error.name or "spacy", extra="spacy") from error

__all__ = ["DEFAULTS", "NameLinker"]

KIND_OF = {"PERSON": "person", "PER": "person", "ORG": "organization"}
KIND_OF |= dict.fromkeys(("GPE", "LOC", "FAC"), "place")
DEFAULTS: dict[str, Any] = {
    "gazetteer": None,  # the folder of a compiled gazetteer; None: the bundled one
    "threshold": None,  # the least probability of a match
    "kind_of": KIND_OF,  # what kind a label of the model stands for; other labels stand for any kind
    "mentions": True,  # list the names of the text in Doc._.nr_mentions
    "add_ents": False,  # make entities of matched mentions where the model found none
}
LABEL_OF = {"person": "PERSON", "organization": "ORG", "place": "GPE", "other": "MISC"}


class NameLinker(KeptInFolder):
    """Links the entities of documents; the settings are those of `DEFAULTS`.

    An entity takes the decision that `annotate` takes for the same characters, knowing the whole text;
    without one it is resolved alone, by the kind of its label. What has no match keeps the id it had.
    """

    def __init__(
        self, nlp: Language, name: str, gazetteer: str | None, threshold: float | None,
        kind_of: dict[str, str], mentions: bool, add_ents: bool,
    ) -> None:  # fmt: skip
        self.name = name
        self.language = None if nlp.lang == "xx" else nlp.lang
        self._use(dict(zip(DEFAULTS, (gazetteer, threshold, kind_of, mentions, add_ents), strict=True)))
        if not Doc.has_extension("nr_mentions"):
            Doc.set_extension("nr_mentions", default=None)

    def _use(self, settings: Mapping[str, Any]) -> None:
        self.settings = dict(settings)
        self.resolver = resolver_for(settings["gazetteer"], settings["threshold"])

    def __call__(self, doc: Doc) -> Doc:
        """Return the document, linked."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Yield the documents, linked; each distinct name of a batch is asked once."""
        for batch in minibatch(docs, batch_size):
            for doc in batch:
                self._mark(doc)
            alone = self._resolved({(ent.label_, ent.text) for doc in batch for ent in doc.ents})
            for doc in batch:
                self._link(doc, alone)
                yield doc

    def _mark(self, doc: Doc) -> None:
        wanted = self.settings["mentions"] or self.settings["add_ents"]
        found = self.resolver.annotate(doc.text, language=self.language) if wanted else []
        doc._.nr_mentions = [
            {"start": m.start, "end": m.end, "text": m.text, **answer_of(m.decision)._asdict()} for m in found
        ]
        if self.settings["add_ents"]:
            matched = [(m, m.decision.entity) for m in found if m.decision.entity]
            spans = [doc.char_span(m.start, m.end, label=LABEL_OF[entity.kind]) for m, entity in matched]
            free = [span for span in spans if span and not any(token.ent_type_ for token in span)]
            doc.set_ents(free, default="unmodified")

    def _resolved(self, asked: set[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
        known: dict[tuple[str, str], str | None] = {}
        for label in sorted({label for label, _ in asked}):
            names = sorted(name for other, name in asked if other == label)
            answers = resolve_values(names, self.resolver, kind=self.settings["kind_of"].get(label))
            known |= {(label, name): answer.nr_id for name, answer in zip(names, answers, strict=True)}
        return known

    def _link(self, doc: Doc, alone: Mapping[tuple[str, str], str | None]) -> None:
        known = {(mention["start"], mention["end"]): mention["nr_id"] for mention in doc._.nr_mentions}
        for ent in doc.ents:
            found = known.get((ent.start_char, ent.end_char), alone[ent.label_, ent.text])
            for token in ent if found else ():
                token.ent_kb_id_ = found

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the settings, and the gazetteer unless it is the bundled one, into a folder."""
        own = self.settings["gazetteer"] is not None
        Path(path).mkdir(parents=True, exist_ok=True)
        settings = {**self.settings, "gazetteer": "gazetteer" if own else None}
        srsly.write_json(Path(path, "settings.json"), settings)
        if own:
            self.resolver.gazetteer.save(Path(path, "gazetteer"))

    def from_disk(self, path: str | Path, **_: Any) -> Self:
        """Take over what `to_disk` wrote; the gazetteer is used where it lies."""
        settings = srsly.read_json(Path(path, "settings.json"))
        self._use({**settings, "gazetteer": settings["gazetteer"] and str(Path(path, settings["gazetteer"]))})
        return self


Language.factory(
    "nameresolve", default_config=DEFAULTS, assigns=["doc._.nr_mentions", "token.ent_kb_id"], func=NameLinker
)
