"""A gazetteer of a million: how long it takes to build, to open and to ask, and what is found.

    python benchmarks/scale.py DATA                            10k and 100k
    python benchmarks/scale.py DATA --sizes 1000000            a million (minutes, 2 GB)
    python benchmarks/scale.py DATA --sizes 1000000 --peers    and what others find in the same names

The peers are PolyFuzz (TF-IDF), string_grouper, and rapidfuzz by its ratio and by Jaro-Winkler; one whose
package is not installed is left out, and said so.

DATA holds ofac_person_entities.tsv (id, name), ofac_person_queries.tsv (query, id) and tokens_*_train.tsv.gz
(latin, native, count). The people are filled up to each size with made-up names: parts drawn by their
counts from the token files, with a fixed seed. Each step runs in a process of its own, so that its memory
is its own.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from given import lists_of_people, positive, to_write
from numpy.typing import NDArray

SEED = 20220107
ASKED = 1000
SCANNED = 200
SLOW = 60
EXACT = 5
DEEP = 20
Row = dict[str, str]


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a table with a header; quotation marks are letters there."""
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    yield from csv.DictReader(text.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def made_up(data: Path, count: int) -> Iterator[str]:
    """Yield names of two or three parts, the usual parts more often."""
    counts: dict[str, int] = {}
    for path in sorted(data.glob("tokens_*_train.tsv.gz")):
        for row in rows(path):
            counts[row["latin"]] = counts.get(row["latin"], 0) + int(row["count"])
    parts = sorted(counts)
    shares = np.array([counts[part] for part in parts], dtype=float)
    rng = np.random.default_rng(SEED)
    for _ in range(-(-count // 10_000)):
        sizes = rng.choice([2, 3], 10_000, p=[0.7, 0.3])
        drawn = iter(rng.choice(len(parts), int(sizes.sum()), p=shares / shares.sum()).tolist())
        yield from (" ".join(parts[next(drawn)].title() for _ in range(size)) for size in sizes.tolist())


def build(data: Path, folder: Path, size: int) -> dict[str, float]:
    """Build and save a gazetteer; return seconds, and the peak of memory in MB."""
    from nameresolve import Entity, Gazetteer

    listed = [Entity(row["id"], "person", row["name"]) for row in rows(data / "ofac_person_entities.tsv")]
    names = made_up(data, max(size - len(listed), 0))
    more = (
        Entity(f"x{n}", "person", name) for n, name in zip(range(size - len(listed)), names, strict=False)
    )
    wall, started = time.perf_counter(), time.process_time()

    def flowing() -> Iterator[Entity]:
        yield from listed[:size]
        yield from more

    Gazetteer.from_entities(flowing()).save(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "build_s": time.perf_counter() - wall, "build_cpu_s": time.process_time() - started,
        "build_peak_mb": peak,
        "folder_mb": sum(path.stat().st_size for path in folder.iterdir()) / 1e6,
    }  # fmt: skip


def private() -> float:
    """Return the memory in MB that this process has for itself; mapped pages of files are not."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


def opened(_: Path, folder: Path, __: int) -> dict[str, float]:
    """Return how long opening takes and how much private memory it adds."""
    from nameresolve import Gazetteer

    before, started = private(), time.perf_counter()
    gazetteer = Gazetteer.open(folder)
    seconds = time.perf_counter() - started
    return {"open_ms": seconds * 1e3, "open_private_mb": private() - before, "entities": len(gazetteer)}


def questions(data: Path) -> list[tuple[str, set[str]]]:
    """Return a seeded sample of the queries, each with the ids that are right."""
    right: dict[str, set[str]] = {}
    for row in rows(data / "ofac_person_queries.tsv"):
        right.setdefault(row["query"], set()).add(row["id"])
    asked = sorted(right.items())
    random.Random(SEED).shuffle(asked)  # noqa: S311 - a sample, no secret
    return asked[:ASKED]


def candidates(data: Path, folder: Path, _: int) -> dict[str, float]:
    """Return CPU milliseconds of the candidate stage, name after name; then again, all parts being known."""
    from nameresolve import Gazetteer
    from nameresolve.scoring import units_of

    index = Gazetteer.open(folder).index
    asked = [units_of(query, "person") for query, _ in questions(data)]
    index.search_scored(units_of("Kassym-Jomart Tokayev", "person"), 160)
    took = []
    for units in asked:
        started = time.process_time()
        index.search_scored(units, 160)
        took.append((time.process_time() - started) * 1e3)
    again = time.process_time()
    for units in asked:
        index.search_scored(units, 160)
    again = (time.process_time() - again) * 1e3 / len(asked)
    p50, p95 = np.percentile(took, [50, 95]).tolist()
    return {"candidates_p50_ms": p50, "candidates_p95_ms": p95, "candidates_again_ms": again}


def scan_all() -> None:
    """Let each search from now on look at the codes of all parts, whatever keys or sketches they have."""
    from nameresolve.index import keyed, nearest

    def find(table: keyed.KeyTable, keys: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        every = np.arange(int(table.parts.all().max()) + 1)
        return np.repeat(np.arange(len(keys)), len(every)), np.tile(every, len(keys))

    nearest.SCANNED_WHOLE = keyed.BY_SKETCH = 1 << 40
    keyed.keys_of = lambda _: [0]
    keyed._asked.cache_clear()  # noqa: SLF001 - what it keeps was made of keys
    keyed.KeyTable.find = find


def recall(data: Path, folder: Path, _: int) -> dict[str, float]:
    """Return how much of what a scan of all codes finds among the first candidates is found without one."""
    from nameresolve import Gazetteer
    from nameresolve.scoring import units_of

    asked = [units_of(query, "person") for query, _ in questions(data)[:SCANNED]]
    quick, whole = Gazetteer.open(folder).index, Gazetteer.open(folder).index
    shares = []
    found = [quick.search_scored(units, DEEP) for units in asked]
    scan_all()
    for units, ours in zip(asked, found, strict=True):
        scanned = whole.search_scored(units, DEEP)
        least = scanned[-1][1] if len(scanned) == DEEP else 0.0
        sure = {form for form, score in scanned if score > least}  # of those that tie at the end any will do
        shares.append(len(sure & {form for form, _ in ours}) / len(sure) if sure else 1.0)
    return {f"recall@{DEEP}_of_scan": float(np.mean(shares))}


def answers(data: Path, folder: Path, workers: int) -> dict[str, float]:
    """Return names a second, and the share whose first candidate is right."""
    from nameresolve import Gazetteer, Resolver

    asked = questions(data)
    resolver = Resolver(Gazetteer.open(folder))
    list(resolver.resolve_many(["Kassym-Jomart Tokayev"], kind="person", workers=workers))
    started, began = time.perf_counter(), time.process_time()
    decisions = list(resolver.resolve_many([query for query, _ in asked], kind="person", workers=workers))
    seconds = time.perf_counter() - started
    spent = time.process_time() - began
    hits = [
        d.candidates and d.candidates[0].entity.id in right
        for d, (_, right) in zip(decisions, asked, strict=True)
    ]
    figures = {f"names_s_{workers}": len(asked) / seconds, "recall@1": sum(map(bool, hits)) / len(hits)}
    return figures if workers > 1 else figures | {"names_cpu_s": len(asked) / spent}


def exact(data: Path, folder: Path, _: int) -> dict[str, float]:
    """Return how many listed spellings a second are looked up, and resolved, of those that need no search."""
    from nameresolve import Gazetteer, Resolver
    from nameresolve.exact import exact_candidates
    from nameresolve.parsing.tokens import phrase_of

    names = [row["name"] for row in rows(data / "ofac_person_entities.tsv")][: EXACT * ASKED]
    gazetteer = Gazetteer.open(folder)
    listed = gazetteer.index.by_identity
    started = time.perf_counter()
    found = sum(bool(listed.get(phrase_of(name))) for name in names)
    looked_up = time.perf_counter() - started
    resolver = Resolver(gazetteer)
    list(resolver.resolve_many(["Kassym-Jomart Tokayev"], kind="person"))
    known = [name for name, _ in exact_candidates(gazetteer, names, "person")]
    started, began = time.perf_counter(), time.process_time()
    list(resolver.resolve_many(known, kind="person"))
    resolved, spent = time.perf_counter() - started, time.process_time() - began
    return {
        "exact_found": found / len(names), "exact_lookups_s": len(names) / looked_up,
        "exact_answered": len(known) / len(names),
        "exact_resolved_s": len(known) / resolved, "exact_resolved_cpu_s": len(known) / spent,
    }  # fmt: skip


def _by_scorer(scorer: str, asked: list[str], names: list[str]) -> list[list[int]]:
    """Return the place of the name that a scorer of rapidfuzz finds nearest to each query."""
    from rapidfuzz import distance, fuzz, process

    chosen = fuzz.ratio if scorer == "ratio" else distance.JaroWinkler.similarity
    return [[process.extractOne(query, names, scorer=chosen)[2]] for query in asked]


def _by_polyfuzz(asked: list[str], names: list[str]) -> list[list[int]]:
    from polyfuzz.models import TFIDF

    table = TFIDF(n_gram_range=(3, 3), min_similarity=0, top_n=1).match(asked, names)
    return _places(dict(zip(table["From"], table["To"], strict=True)), asked, names)


def _by_string_grouper(asked: list[str], names: list[str]) -> list[list[int]]:
    from pandas import Series
    from string_grouper import match_strings

    table = match_strings(Series(names), Series(asked), min_similarity=0.1, max_n_matches=1)
    best: dict[str, tuple[float, str]] = {}
    for name, share, query in zip(table["left_side"], table["similarity"], table["right_side"], strict=True):
        best[query] = max((share, name), best.get(query, (0.0, "")))
    return _places({query: name for query, (_, name) in best.items()}, asked, names)


def _places(found: dict[str, str], asked: list[str], names: list[str]) -> list[list[int]]:
    """Return, for each query, all places of the name that was found for it."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    return [places.get(found.get(query, ""), []) for query in asked]


PEERS = {
    "PolyFuzz TF-IDF": (ASKED, _by_polyfuzz),
    "string_grouper": (ASKED // 5, _by_string_grouper),
    "rapidfuzz ratio": (SLOW, partial(_by_scorer, "ratio")),
    "rapidfuzz Jaro-Winkler": (SLOW, partial(_by_scorer, "JaroWinkler")),
}
"""How many queries each is asked, and how; the slow ones fewer."""


def peer(data: Path, folder: Path, number: int) -> dict[str, float]:
    """Return names a second, recall@1 and the peak of memory of another matcher."""
    from nameresolve import Gazetteer

    title, (count, best) = list(PEERS.items())[number]
    entities = [(entity.id, entity.name.lower()) for entity in Gazetteer.open(folder)]
    asked = questions(data)[:count]
    started = time.process_time()
    try:
        found = best([query.lower() for query, _ in asked], [name for _, name in entities])
    except ImportError as error:
        print(f"{title} is left out: {error}", file=sys.stderr)
        return {}
    seconds = time.process_time() - started
    hits = [
        any(entities[p][0] in right for p in places) for places, (_, right) in zip(found, asked, strict=True)
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        f"{title}: names/cpu s": count / seconds, f"{title}: recall@1": sum(hits) / count,
        f"{title}: peak MB": peak,
    }  # fmt: skip


STEPS = {
    "build": build, "open": opened, "candidates": candidates, "recall": recall, "answers": answers,
    "exact": exact, "peer": peer,
}  # fmt: skip


def in_process(step: str, data: Path, folder: Path, number: int) -> dict[str, float]:
    """Return what a step measures in a fresh process."""
    call = [
        sys.executable,
        __file__,
        str(data),
        "--step",
        step,
        "--folder",
        str(folder),
        "--number",
        str(number),
    ]
    done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(data: Path, folder: Path, size: int, *, with_peers: bool) -> dict[str, float]:
    """Return all figures of one size."""
    figures = {} if (folder / "manifest.json").is_file() else in_process("build", data, folder, size)
    for step, number in (
        ("open", 0),
        ("candidates", 0),
        ("recall", 0),
        ("answers", 1),
        ("answers", 2),
        ("exact", 0),
    ):
        figures |= in_process(step, data, folder, number)
    for number in range(len(PEERS)) if with_peers else ():
        figures |= in_process("peer", data, folder, number)
    return figures


def main() -> int:
    """Print the figures of each size, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=lists_of_people)
    parser.add_argument("--sizes", type=positive, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--folder", type=Path, help="where the gazetteers are built, and kept for the next run"
    )
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", type=to_write)
    parser.add_argument("--step", choices=sorted(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        print(json.dumps(STEPS[args.step](args.data, args.folder, args.number)))
        return 0
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size in args.sizes:
            folder = (args.folder or Path(scratch)) / f"people-{size}"
            found[size] = measure(args.data, folder, size, with_peers=args.peers)
            print(
                f"== {size:,}",
                *(f"{name:36} {figure:12.3f}" for name, figure in found[size].items()),
                sep="\n",
            )
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
