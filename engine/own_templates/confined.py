"""Do work of unknown cost in a process of its own: bounded in time and memory, and unable to open a file.

A template's sandbox keeps it from what it was not given, and bounds neither time nor memory; only a process can be
stopped. Messages between the two are bytes, never pickles. Where the system has no resource limits (Windows), time
alone is bounded.
"""

from __future__ import annotations

import multiprocessing
import os
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Self

from chamdiem.engine.files.processes import end_with_parent, undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

SECONDS = 10.0
"""For one piece of work; a sheet takes a tenth of a second."""
START_SECONDS = 60.0
MEMORY = 1024 * 1024 * 1024
"""Of addresses, in bytes: the libraries alone take a third of it."""
_DONE, _NO_MEMORY = b"\1", b"\0"


class Stopped(Exception):  # noqa: N818 - the work was stopped; nothing of ours went wrong
    """The work was stopped: it took more time or memory than it may, or it broke its process. `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Confined:
    """A process that does one kind of work, again and again, until it is stopped.

    The work is named "module:function" and takes and returns bytes; the module's `prepare()` is called before the
    limits are set, to load what the work will need. A stopped process is started anew for the next piece.
    """

    def __init__(self, work: str) -> None:
        self._work = work
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def ask(self, request: bytes) -> bytes:
        """Return what the work makes of a request; it is `Stopped` for its time, its memory, or a broken process."""
        try:
            pipe = self._pipe or self._start()
            pipe.send_bytes(request)
            answer = self._receive(pipe, SECONDS)
        except (EOFError, OSError) as error:
            self._stop()
            raise Stopped("template.crashed") from error
        # After a MemoryError inside a C library nobody knows what is left whole, so the process goes, though it could
        # answer.
        if answer[:1] == _NO_MEMORY:
            self._stop()
            raise Stopped("template.memory")
        return answer[1:]

    def _receive(self, pipe: Connection, seconds: float) -> bytes:
        if not pipe.poll(seconds):
            self._stop()
            raise Stopped("template.time")
        return pipe.recv_bytes()

    def _start(self) -> Connection:
        # a fork would carry the parent's threads and open files along
        context = multiprocessing.get_context("spawn")
        pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, self._work, MEMORY), daemon=True)
        with undisturbed():
            self._process.start()
        other.close()
        self._pipe = pipe
        self._receive(pipe, START_SECONDS)
        return pipe

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, work: str, memory: int) -> None:
    """Do the work, request by request, in the confined process."""
    _silence()
    end_with_parent()
    module, _, name = work.partition(":")
    loaded = import_module(module)
    loaded.prepare()
    # After `prepare`: fonts and modules are files too, and from here on none can be opened.
    _limit(memory)
    function: Callable[[bytes], bytes] = getattr(loaded, name)
    pipe.send_bytes(_DONE)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            request = pipe.recv_bytes()
            try:
                answer = _DONE + function(request)
            except MemoryError:
                answer = _NO_MEMORY
            pipe.send_bytes(answer)


def _silence() -> None:
    """Let nothing that libraries print reach the terminal: what is wrong goes back as an answer."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, not a path of anybody's
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)


def _limit(memory: int) -> None:
    """Give up everything that the work does not need; there is no way back."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    # the next file would have this number: none can be opened from here on
    free = os.dup(0)
    os.close(free)
    for limit, value in (
        # Addresses, not resident memory, which Linux does not limit for a process: a mapping counts when it is made.
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, free),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
