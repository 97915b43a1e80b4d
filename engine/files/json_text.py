"""JSON as this program writes it: canonical where its bytes are hashed, laid out where people read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Data in a circle is stopped by its depth: looking for it costs a third of the time, and a ledger is long.
_FORM = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":"), "check_circular": False}
_ENCODER = json.JSONEncoder(**_FORM)  # type: ignore[arg-type]  # mypy knows no types of values by their names


def canonical_json(data: object, default: Callable[[object], object] | None = None) -> bytes:
    """Return data as compact JSON with sorted keys: the same data give the same bytes, on every machine.

    `default` gives what stands for a value that JSON has not.

    Raises:
        ValueError, TypeError, RecursionError: it holds what JSON has not, half a character, or is nested too deep.
    """
    encoder = _ENCODER if default is None else json.JSONEncoder(**_FORM, default=default)  # type: ignore[arg-type]
    return encoder.encode(data).encode()


def readable_json(data: object) -> str:
    """Return data as JSON for people, without a line break at its end."""
    return json.dumps(data, ensure_ascii=False, indent=2)
