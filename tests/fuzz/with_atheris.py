"""Fuzz one target guided by the coverage of its code; needs Atheris, which is not part of any extra.

pip install atheris
python tests/fuzz/with_atheris.py annotate -max_total_time=600
python tests/fuzz/with_atheris.py --list
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))


def main() -> None:
    """Run the target that is named first; what follows goes to the fuzzer."""
    import atheris

    with atheris.instrument_imports(include=["nameresolve"]):
        from fuzz_targets import TARGETS

        from nameresolve import NameResolveError

    if sys.argv[1:2] in ([], ["--list"]):
        print("\n".join(TARGETS))
        return
    target = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        with contextlib.suppress(NameResolveError):
            target.call(data)

    for seed in target.seeds:
        one(seed)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
