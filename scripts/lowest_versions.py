"""Print the lowest versions that pyproject.toml allows, as constraints for pip.

    python scripts/lowest_versions.py > lowest.txt
    python -m pip install --constraint lowest.txt --editable '.[testing]' pytest

`make lowest` does so in an environment of its own and runs the suite's core there.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?>=(?P<version>[0-9.]+)")


def lowest(project: Path = PROJECT) -> Iterator[str]:
    """Yield ``name==version`` for each package that the library needs to run, and for Hypothesis."""
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    for requirement in (*table["dependencies"], *table["optional-dependencies"]["testing"]):
        found = _REQUIREMENT.fullmatch(requirement)
        if found is None:
            raise SystemExit(f"{requirement!r} in {project} has no lower bound.\nWrite it as name>=version.")
        yield f"{found['name']}=={found['version']}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(lowest()) + "\n")
