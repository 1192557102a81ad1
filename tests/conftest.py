"""Settings for the whole suite: Hypothesis profiles, and where shared data may lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parent.parent

# Derandomized: the same commit gives the same answer everywhere. Found failures become golden rows,
# so no example database is kept. The deadline is off because the first call loads the gazetteer.
settings.register_profile(
    "ci",
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=2_000, derandomize=False)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=25)
# For scripts/mutation.py: that a law is broken is enough to know, the smallest example of it is not needed.
settings.register_profile(
    "mutation",
    settings.get_profile("quick"),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with data that is not part of the project; skip the test without it."""
    place = Path(os.environ.get("NAMERESOLVE_SHARED", ROOT.parent / "shared"))
    if not place.is_dir():
        pytest.skip(f"no shared data at {place}; set NAMERESOLVE_SHARED to its folder")
    return place
