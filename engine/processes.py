"""Work in several processes, which end when this one does, however it ends."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from chamdiem.rules.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_processes(
    work: Callable[[Given], Made], given: Sequence[Given], processes: int, chunk: int = 1
) -> Iterator[Made]:
    """Yield what work makes of each thing given, in their order; `chunk` of them are handed to a process at once.

    Raises:
        FaultyInput: a process was ended from outside.
    """
    # a fresh process each: one forked off a process with threads may hang, and would share its connections and locks
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin)
    try:
        yield from pool.map(work, given, chunksize=chunk)
        pool.shutdown()
    except BrokenProcessPool as error:
        raise FaultyInput([Fault("processes.ended")]) from error
    except BaseException:
        _end_all()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def end_with_parent() -> None:
    """Let this process end when the one that began it is gone, even where that was killed."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_for, args=(parent.join,), daemon=True).start()


def _begin() -> None:
    """Ctrl-C reaches every process of a terminal; the first of them ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def _wait_for(end: Callable[[], None]) -> None:
    end()
    os._exit(1)


def _end_all() -> None:
    children = active_children()
    for child in children:
        child.kill()
    for child in children:
        child.join()
