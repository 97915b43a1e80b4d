"""The log: one JSON object a line, which names codes, patterns of addresses and numbers; nothing that people wrote."""

from __future__ import annotations

import json
import logging
import traceback


class JsonLines(logging.Formatter):
    """Writes a record as one line; of an exception where it came from, and not what it said."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        told: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "what": record.msg if record.name.startswith("chamdiem") else record.name,
        }
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            told["error"] = record.exc_info[0].__name__
            told["at"] = [f"{frame.name}:{frame.lineno}" for frame in frames[-5:]]
        return json.dumps(told, ensure_ascii=False)
