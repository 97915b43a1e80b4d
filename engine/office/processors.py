"""How many processors there are for this process: asked here, in the office, and handed on as a value."""

from __future__ import annotations

import os
import sys


def processors() -> int:
    """Return how many processors this process may use, as far as the system tells."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
