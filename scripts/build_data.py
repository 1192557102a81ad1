"""Compile everything people edit in gazetteer/ into src/nameresolve/data/.

    python scripts/build_data.py            rebuild all
    python scripts/build_data.py --only gazetteer

The result is the same, byte for byte, on every machine; continuous integration rebuilds it and wants no
difference.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "gazetteer"
TARGET = ROOT / "src" / "nameresolve" / "data"


def main() -> int:
    """Rebuild the packaged data; the tables come first, since the gazetteer is parsed with them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=("tables", "romanization", "gazetteer", "towns"))
    only = parser.parse_args().only
    import build_gazetteer
    import build_romanization
    import build_spellings
    import build_tables
    import build_towns
    from nameresolve.errors import NameResolveError

    try:
        if only in (None, "tables"):
            build_tables.build(SOURCE, TARGET)
        if only in (None, "romanization"):
            build_romanization.build(SOURCE / "romanization", TARGET / "romanization.json")
            build_spellings.build(SOURCE / "romanization", TARGET / "spellings.json")
        if only in (None, "towns"):
            listed = build_gazetteer.read_entities(SOURCE)
            towns = build_towns.build(SOURCE / "places" / "towns.tsv", TARGET / "towns", listed)
            print(f"{towns} towns", file=sys.stderr)
        if only in (None, "gazetteer"):
            entities = build_gazetteer.build(SOURCE, TARGET / "gazetteer")
            print(f"{len(entities)} entities, {sum(len(e.forms) for e in entities)} forms", file=sys.stderr)
    except NameResolveError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
