"""Work in several processes, which end when this one does, however it ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, get_start_method, parent_process, resource_tracker
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, TypeVar

from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

_MOST = 61
"""So many processes one can wait for on Windows."""
_OURS = __name__.removesuffix("files.processes")
"""How the names of modules begin that set nothing up when they are loaded."""
Given = TypeVar("Given")
Made = TypeVar("Made")


def in_processes(
    work: Callable[[Given], Made], given: Sequence[Given], processes: int, chunk: int = 1
) -> Iterator[Made]:
    """Yield what work makes of each thing given, in their order; `chunk` of them are handed to a process at once.

    Raises:
        FaultyInput: a process was ended from outside, or cannot be begun.
    """
    load_ahead()  # the one that watches over semaphores is begun by this, and not by the first of these
    pool = ProcessPoolExecutor(min(processes, _MOST), get_context(_method()), initializer=_begin)
    try:
        waiting = _handed_out(pool, work, [given[start : start + chunk] for start in range(0, len(given), chunk)])
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise FaultyInput([Fault("processes.ended")]) from error
    except BaseException:
        _end_all()
        raise
    finally:
        pool.shutdown()


def _handed_out(
    pool: ProcessPoolExecutor, work: Callable[[Given], Made], parts: Iterable[Sequence[Given]]
) -> deque[Future[list[Made]]]:
    """Hand out parts of the work; the first of them starts every process."""
    try:
        with undisturbed():
            return deque(pool.submit(_all, work, part) for part in parts)
    except (OSError, EOFError) as error:  # the one that they are forked off is gone, or there is no room for another
        raise FaultyInput([Fault("processes.ended")]) from error


def load_ahead(*modules: str) -> None:
    """Have modules loaded for processes that are begun later, while this one goes on.

    Where `_method` says so they are forked off one that has loaded them, and what this one knows of ours; else this
    does nothing, and each of them begins from nothing.
    """
    with _deaf_to_hangup() as is_main:
        if is_main:
            resource_tracker.ensure_running()
        if _method() == "forkserver":
            from multiprocessing import forkserver  # noqa: PLC0415 - not every system has it

            known = (name for name in sys.modules if name.startswith(_OURS))
            forkserver.set_forkserver_preload([*known, *modules])
            with undisturbed():
                forkserver.ensure_running()


def _all(work: Callable[[Given], Made], part: Sequence[Given]) -> list[Made]:
    return [work(each) for each in part]


def _method() -> str:
    """Return how processes are begun: never forked off this one, which may have threads, connections and locks.

    One that was begun from nothing by another begins others so, too: a server that stays for months keeps nothing
    loaded for work that is rare.
    """
    began_anew = get_start_method(allow_none=True) == "spawn"  # of all other ways the system's own is told
    return "spawn" if began_anew or sys.platform != "linux" else "forkserver"


@contextmanager
def _deaf_to_hangup() -> Iterator[bool]:
    """Start the processes that serve the others so that the end of a terminal does not end them; tell if that can be.

    The one that watches over their semaphores would be begun anew then, and complain of what it does not know.
    """
    number = getattr(signal, "SIGHUP", None)
    if number is None or current_thread() is not main_thread():
        yield False
        return
    before = signal.signal(number, signal.SIG_IGN)
    try:
        yield True
    finally:
        signal.signal(number, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Do something whole, such as starting processes: what asks this one to end meanwhile is heeded right afterwards.

    A process that is half started when its parent leaves it complains of that, and so does one that Ctrl-C reaches
    before it can turn a deaf ear to it: it begins with Ctrl-C held back.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    before = {number: handler for number, handler in before.items() if callable(handler)}
    for number in before:
        signal.signal(number, lambda number, _frame: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in before.items():
            signal.signal(number, handler)
        for each in heard:
            signal.raise_signal(each)


def end_with_parent() -> None:
    """Let this process end when the one that began it is gone, even where that was killed."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_for, args=(parent.join,), daemon=True).start()


def _begin() -> None:
    """Ctrl-C reaches every process of a terminal; the first of them ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was loaded before is not looked through for what nobody holds: its memory stays that of all
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
