"""What the entries about one thing have in common: by these keys a store finds them.

A key has three parts, which a stroke parts: what kind of thing it is, its month or what else narrows it, and whose it
is. No two kinds begin alike.
"""

from __future__ import annotations

AUTHORITY = "authority:"
"""What the keys of organisations and mandates begin with."""
SUBJECT = "subject:"
"""What the keys of records of another subject than a meeting begin with."""
PERIOD = "period:"
"""What the keys of decisions over several months begin with."""
_LOCK = "lock:"


def record_key(cell: str, period: str, kind: str = "", subject: str = "") -> str:
    """Return what entries about one record have in common."""
    return f"{kind or f'{SUBJECT}{subject}'}/{period}/{cell}"


def period_key(period: str, span: str, cell: str) -> str:
    """Return what the entries about a period of a cell have in common."""
    return f"{PERIOD}{period}/{span}/{cell}"


def lock_key(node: str, period: str) -> str:
    """Return what the entries about the lock of a month have in common."""
    return f"{_LOCK}/{period}/{node}"


def organisation_key(node: str) -> str:
    """Return what the entries about an organisation have in common."""
    return f"{AUTHORITY}/organisation/{node}"


def mandate_key(name: str) -> str:
    """Return what the entries about a mandate have in common."""
    return f"{AUTHORITY}/mandate/{name}"
