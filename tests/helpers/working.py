"""Jobs as the process that carries them out does, without one."""

from __future__ import annotations

import threading

from chamdiem.web.working import work_once


def carry_out_all() -> int:
    """Carry out all jobs that wait, and return how many there were."""
    count = 0
    while work_once(threading.Event()):
        count += 1
    return count
