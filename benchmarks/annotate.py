"""Measure how fast names are found in English news text, beside matchers of plain phrases.

    python benchmarks/annotate.py
    python benchmarks/annotate.py --bytes 3000000 --long 10000000 --json figures.json

The text is made here from sentences of our own: people, most of them listed nowhere, are named in full once
an article and by their family name after that; how often a name occurs falls as it does in news. A few
listed people are written in spellings that no list has. spaCy's PhraseMatcher and flashtext are given the
same forms, and are left out with the reason where they are not installed. Times are of the process, after
loading; each text is fresh, but words that came before are known, as in any stream of news.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice

from given import positive, to_write

import nameresolve as nr
from nameresolve.tables import lines

SENTENCES = (
    "{full}, {role} of {place}, said on {day} that the {thing} would be {done} before {month}.",
    "The {thing} was {done} by {body} after {family} had {did} it in {month}.",
    "{family} {did} the {thing} and asked for {more} {things} from {place}.",
    "According to {body}, {number} {things} were {done} near {place} since {day}.",
    "“We have {did} every {thing},” {family} told reporters, “and the {things} are {done}.”",
    "Officials in {place} {did} the {thing} without naming {body} or its {things}.",
    "It was the {ordinal} time this year that {family} had {did} such a {thing}.",
    "Prices of {things} rose by {number} percent in {month}, while {things} in {place} were {done}.",
    "{listed} met {full} in {listed_place} to talk about the {thing} and about {things}.",
    "A spokesman for {listed_body} said that {listed} had {did} the {thing} on {day}.",
    "The {thing}, which {family} had {did} twice, was {done} again, and nobody {did} it.",
    "Few {things} are {done} so soon; more often a {thing} is {did} and then forgotten.",
    "{full} of the {School} in {Town} {did} a study of {things} and of {more} {things}.",
    "In {listed_place}, where the {thing} was {done}, {number} people {did} their {things}.",
)
WORDS = {
    kind: words.split("|")
    for kind, words in {
        "role": "minister|governor|mayor|envoy|director|treasurer|speaker|auditor|chair|secretary",
        "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        "month": "January|February|March|April|June|July|August|September|October|November|December",
        "thing": "report|budget|treaty|pipeline|election|bridge|harvest|inquiry|ceasefire|tariff|contract"
        "|railway|hospital|ruling|visit|decree|protest|merger|reform|loan|shipment|census|verdict|permit",
        "done": "signed|delayed|rejected|published|rebuilt|welcomed|canceled|doubled|settled|reopened",
        "did": "read|drafted|defended|questioned|praised|postponed|changed|lost|won|approved|revised",
        "more": "fewer|better|cheaper|newer|larger|safer|older",
        "ordinal": "second|third|fourth|fifth|sixth",
        "School": "Harrow Institute|Northgate College|Technical University|School of Mines",
        "Town": "Ashford|Millbrook|Eastvale|Dunmere|Kelham|Oakhurst|Fairholt|Brackley|Wexcombe|Thornbury",
        "body": "the Harbor Authority|the Miners' Union|Bluewater Logistics|the Audit Office|Castell Energy"
        "|the Grain Board|the Teachers' League|Northern Rail|the Court of Appeal|Delmar Shipping",
    }.items()
}
UNLISTED = (
    "Qasym-Zhomart Toqaev", "Kasim-Jomart Tokaev", "Vladymir Puttin", "Wladimir Putin", "Sergej Lawrow",
    "Noursoultan Nazarbaïev", "Schawkat Mirsijojew", "Volodymir Selensky", "Aleksandr Lukaschenko",
    "Ilcham Alijew", "Recep Tayip Erdogan", "Nikol Paschinjan", "Emomali Rachmon", "Dmitrij Medwedew",
)  # fmt: skip
ARTICLE = 18
SEED = 20260101


def of_rank(generator: random.Random, items: list[str]) -> str:
    """Return an item; the n-th is taken about half as often as the one at n/2, as names are in news."""
    return items[min(len(items) - 1, int(len(items) ** generator.random()) - 1)]


class News:
    """Articles without end, the same for the same seed."""

    def __init__(self, gazetteer: nr.Gazetteer, seed: int) -> None:
        self._generator = random.Random(seed)  # noqa: S311 - text, no secret
        parts = [part.title() for part in lines("frequency", float) if part.isascii() and len(part) > 2]
        self._generator.shuffle(parts)
        self._parts = parts
        entities = list(gazetteer)
        self._generator.shuffle(entities)
        self._people = [e.name for e in entities if e.kind == "person"]
        self._places = [e.name for e in entities if e.kind == "place"]
        self._bodies = [e.name for e in entities if e.kind == "organization"]

    def articles(self) -> Iterator[str]:
        """Yield articles."""
        while True:
            names = [(self._name(), self._name()) for _ in range(4)]
            yield " ".join(self._sentence(names) for _ in range(ARTICLE)) + "\n\n"

    def text(self, size: int) -> str:
        """Return so many bytes of articles, a few more."""
        found: list[str] = []
        total = 0
        for article in self.articles():
            found.append(article)
            total += len(article.encode())
            if total >= size:
                return "".join(found)
        raise AssertionError

    def _name(self) -> str:
        return of_rank(self._generator, self._parts)

    def _sentence(self, names: list[tuple[str, str]]) -> str:
        generator = self._generator
        given, family = generator.choice(names)
        filled = {key: generator.choice(words) for key, words in WORDS.items()}
        return generator.choice(SENTENCES).format(
            **filled,
            things=generator.choice(WORDS["thing"]) + "s",
            number=generator.randrange(2, 900),
            full=f"{given} {family}",
            family=family,
            place=generator.choice((of_rank(generator, self._places), generator.choice(WORDS["Town"]))),
            listed=generator.choice((generator.choice(UNLISTED), of_rank(generator, self._people))),
            listed_place=of_rank(generator, self._places),
            listed_body=of_rank(generator, self._bodies),
        )


def rate(find: Callable[[str], object], texts: list[str]) -> float:
    """Return how many bytes a second are read, by the time of the process."""
    started = time.process_time()
    for text in texts:
        find(text)
    return sum(len(text.encode()) for text in texts) / (time.process_time() - started)


def additions() -> float:
    """Return the seconds that plain Python takes for ten million additions: a busy machine takes longer."""
    started = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - started


def forms_of(gazetteer: nr.Gazetteer) -> list[str]:
    """Return the forms in Latin letters, as phrase matchers are given them."""
    texts = {form.text for entity in gazetteer for form in entity.forms if form.source != "demonym"}
    return sorted(text for text in texts if text.isascii())


def spacy_matcher(forms: list[str]) -> Callable[[str], object]:
    """Return spaCy's PhraseMatcher over the forms; raises ImportError where it is not installed."""
    import spacy
    from spacy.matcher import PhraseMatcher

    blank = spacy.blank("en")
    blank.max_length = 1 << 30
    matcher = PhraseMatcher(blank.vocab)
    matcher.add("NAME", [blank.make_doc(form) for form in forms])
    return lambda text: matcher(blank.make_doc(text))


def flashtext_matcher(forms: list[str]) -> Callable[[str], object]:
    """Return flashtext over the forms; raises ImportError where it is not installed."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_list(forms)
    return lambda text: processor.extract_keywords(text, span_info=True)


def measure(size: int, long: int, runs: int) -> dict[str, float | str]:
    """Return the figures: bytes a second of each matcher, best of the runs, and of one long text."""
    resolver = nr.Resolver()
    news = News(resolver.gazetteer, SEED)
    resolver.annotate(next(news.articles()))  # loading, and what a process does once
    resolver.annotate("They met Angella Merckel and Xi Jin Pinng.")  # the tables for unlisted spellings too
    found: dict[str, float | str] = {}
    cold = [news.text(size)]
    found["unlisted spellings too, words not seen before"] = rate(resolver.annotate, cold)
    texts = [list(islice(news.articles(), size // 2000)) for _ in range(runs)]
    found["unlisted spellings too, articles"] = max(rate(resolver.annotate, each) for each in texts)

    def listed(text: str) -> object:
        return resolver.annotate(text, unlisted=False)

    found["listed forms only, articles"] = max(rate(listed, each) for each in texts)
    forms = forms_of(resolver.gazetteer)
    for name, make in (("spaCy PhraseMatcher", spacy_matcher), ("flashtext", flashtext_matcher)):
        try:
            find = make(forms)
        except ImportError as error:
            found[name] = f"not measured: {error}"
        else:
            found[name] = max(rate(find, each) for each in texts)
    for part in (10, 1) if long else ():
        text = news.text(long // part)
        found[f"one text of {len(text) / 1e6:.1f} MB"] = rate(resolver.annotate, [text])
    return found


def main() -> int:
    """Print the figures, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bytes", type=positive, default=1_000_000)
    parser.add_argument("--long", type=int, default=10_000_000, help="size of the long text; 0 for none")
    parser.add_argument("--runs", type=positive, default=3)
    parser.add_argument("--json", type=to_write)
    args = parser.parse_args()
    figures = measure(args.bytes, args.long, args.runs)
    print(f"{'(ten million additions, by which to judge the machine)':50} {additions():10.2f} s")
    for name, figure in figures.items():
        shown = figure if isinstance(figure, str) else f"{figure / 1000:10,.0f} kB/s"
        print(f"{name:50} {shown}")
    if args.json:
        args.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
