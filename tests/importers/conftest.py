"""Small files in the exact format of each source, and a short way to import them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nameresolve.importers import Filters, Options, Report, read_entities
from nameresolve.model import Entity

Import = Callable[..., tuple[dict[str, Entity], Report]]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Return a function that writes a file, imports it and returns its entities by id, and the report."""

    def run(
        source: str,
        content: str | bytes,
        *,
        name: str = "list",
        options: Options | None = None,
        **filters: Any,
    ) -> tuple[dict[str, Entity], Report]:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        report = Report()
        found = read_entities(source, path, filters=Filters(**filters), report=report, options=options)
        return {str(entity.id): entity for entity in found}, report

    return run
