"""What functions of ours are called while a command runs, and what they hand on."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


@contextmanager
def traced(event: str, note: Callable[[str, str, FrameType, Any], None]) -> Iterator[None]:
    """Note every `call` of a function of ours, or every `return`, by its module, its name, its frame and its value.

    What a function yields is returned, too; names are qualified, so that a comprehension tells in what it stands.
    """
    before = sys.getprofile()

    def profile(frame: FrameType, happened: str, value: object) -> None:
        if happened != event:
            return
        module = frame.f_globals.get("__name__", "")
        if module.startswith("chamdiem."):
            note(module.removeprefix("chamdiem."), frame.f_code.co_qualname, frame, value)

    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(before)
