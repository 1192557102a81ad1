"""The log of the service: one JSON object a line on standard error, without names unless asked for."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

__all__ = ["LOGGER", "JsonLines", "log_config", "log_request"]

LOGGER = "nameresolve.server"
"""The name of our own log; that of the web server is beside it."""

_FRAMES = 6


class JsonLines(logging.Formatter):
    """Writes a record as JSON; of an error only its type and its places, whose messages may hold names."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for a record."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", None) or "message",
        }
        told = getattr(record, "told", None)
        line.update(
            told if told is not None else {"message": record.msg % record.args if record.args else record.msg}
        )
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])[-_FRAMES:]
            line["error"] = record.exc_info[0].__name__
            line["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            if told is None:
                line["message"] = "The service failed."
        return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def log_request(told: dict[str, Any]) -> None:
    """Log one request that was answered."""
    logging.getLogger(LOGGER).info("request", extra={"event": "request", "told": told})


def log_config() -> dict[str, Any]:
    """Return the configuration of all logs of a serving process, for `logging.config`."""
    one = {"handlers": ["lines"], "level": "INFO", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.JsonLines"}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}
        },
        "loggers": {LOGGER: one, "uvicorn": one},
    }
