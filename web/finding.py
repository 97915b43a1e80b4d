"""Finding organisations by what people type: in any spelling, with marks or without."""

from __future__ import annotations

from functools import lru_cache

from chamdiem.web.passwords import plain_letters

_plain = lru_cache(maxsize=16_384)(plain_letters)


def matches(asked: str, *names: str) -> bool:
    """Tell whether one of some names has what is searched, in any spelling, with marks or without."""
    return plain_letters(asked).strip() in " ".join(map(_plain, names))
