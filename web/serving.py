"""Serve the pages by waitress, in one process or several; stop without leaving a request unanswered.

Several processes accept from one socket, which the parent holds open. One more carries out jobs, while there are any.
Each ends when the parent does, however that ended: it reads from a pipe of which only the parent has the other end.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import socket
import sys
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from chamdiem.rules.records.faults import refusal
from chamdiem.web.deployment import ServingMode, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from chamdiem.web.deployment import Deployment

THREADS = 2
"""So many requests a process answers at once: one waits for the store while the other works; more only share the work,
and each holds two connections, the frameworks and the tree of organisations."""
DRAIN = 20
"""Seconds in which requests that have come are answered once serving is to end."""
_BACKLOG = 512
_CONNECTIONS = 900 if os.name == "posix" else 450
"""So many connections a process holds open, of the files that it may open; browsers keep theirs for a minute."""
_TICK = 0.25
_QUIET = 2.0
_AGAIN = 1.0
"""Seconds after which a process that fell over is begun again."""
_NICE = 10
"""How far jobs stand back behind whoever opens a page."""


def listen(deployment: Deployment) -> socket.socket:
    """Return the socket by which the pages are reached.

    Raises:
        FaultyInput: something else has the port, or the machine has no such address.
    """
    family = socket.AF_INET6 if ":" in deployment.host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform == "win32":
        # without it, whoever else is at work on this machine could take the port, and the passwords, over
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((deployment.host, deployment.port))
        opened.listen(_BACKLOG)
    except OSError as error:
        opened.close()
        address = f"{deployment.host}:{deployment.port}"
        raise refusal("serve.no_port", address, reason=error.strerror or str(error)) from error
    return opened


@contextmanager
def serving(deployment: Deployment, opened: socket.socket) -> Iterator[Callable[[], None]]:
    """Give what serves until the system or somebody at the keyboard asks to end, once all is prepared.

    Processes that are to answer begin at once, and wait: to read the program takes them as long as to prepare the rest.
    """
    stop = threading.Event()
    answering = [] if deployment.processes == 1 else [partial(_serve, deployment, opened)] * deployment.processes
    processes = _Processes([*answering, partial(_work, deployment)], stop)

    def serve() -> None:
        with _told_to_stop(stop), processes:
            if not answering:
                _answer(deployment, opened, stop)
                return
            stop.wait()
            # the processes go on with what waits to be accepted; the last of them to let go of the socket closes it
            opened.close()

    try:
        yield serve
    finally:
        processes.end()


class _told_to_stop:  # noqa: N801 - it reads as what it does
    """Sets an event, where signals ask to end; outside the main thread there are none."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            number = getattr(signal, name, None)
            if number is not None:
                self.before[number] = signal.signal(number, lambda *_: self.stop.set())

    def __exit__(self, *_: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)


# --- one process ---


def _answer(
    deployment: Deployment, opened: socket.socket, stop: threading.Event, ready: Callable[[], bool] = lambda: True
) -> None:
    """Answer requests until told to stop, then those that have come by then; none before it is ready."""
    from chamdiem.web.wsgi import application  # noqa: PLC0415, I001 - importing it sets Django up
    from chamdiem.web.busy import BoundedQueue  # noqa: PLC0415 - the same, before this one can be read

    queue = BoundedQueue(THREADS)
    while not ready():
        if stop.is_set():
            return
    proxy: dict[str, Any] = {"clear_untrusted_proxy_headers": True}
    if deployment.mode is ServingMode.BEHIND_TLS:
        headers = {"x-forwarded-for", "x-forwarded-proto"}
        proxy |= {"trusted_proxy": deployment.proxy or "127.0.0.1", "trusted_proxy_headers": headers}
    server = create_server(
        application,
        sockets=[opened],
        _dispatcher=queue,
        ident=None,
        backlog=_BACKLOG,
        channel_timeout=60,
        connection_limit=_CONNECTIONS,
        **proxy,
    )
    while not stop.is_set():
        _turn(server)
    _drain(server)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map)  # noqa: SLF001 - the same


def _drain(server: Any) -> None:  # noqa: ANN401 - of a library without types
    """Answer what has come: take what waits to be accepted, accept nothing after that, and wait for the answers."""
    while (taken := server.accept()) is not None:
        connection, address = taken
        server.set_socket_options(connection)
        server.channel_class(server, connection, server.fix_addr(address), server.adj, map=server._map)  # noqa: SLF001 - as above
    # at once: whoever connects from here on is refused, and not left waiting for nobody
    server.socket.close()
    server.del_channel()
    # a connection by which nothing comes within moments was opened to be used later
    quiet = time.monotonic() + _QUIET
    ends = time.monotonic() + DRAIN
    while time.monotonic() < ends and _busy(server, fresh=time.monotonic() < quiet):
        _turn(server)


def _turn(server: Any) -> None:  # noqa: ANN401 - of a library without types
    """Read and write what can be, and return at the latest after a tick; waitress has no other way to stop."""
    # by poll where there is one: select knows no file beyond the 1024th
    wasyncore.loop(timeout=_TICK, map=server._map, count=1, use_poll=hasattr(select, "poll"))  # noqa: SLF001 - as said


def _busy(server: Any, *, fresh: bool) -> bool:  # noqa: ANN401 - of a library without types
    """Tell whether a request is being read, worked on or answered; or, of what is `fresh`, may still be coming."""
    return any(
        channel.requests
        or channel.request
        or channel.total_outbufs_len
        or (fresh and channel.last_activity == channel.creation_time)
        for channel in list(server.active_channels.values())
    )


# --- several ---


class _Processes:
    """Processes at work for as long as the block lasts, each begun again where it falls over.

    They wait until they are told that all is prepared. The last carries out jobs, and begins when one waits: on one PC
    it would take as much memory as all the rest.
    """

    def __init__(
        self, works: Sequence[Callable[[Connection, Connection, Connection], None]], stop: threading.Event
    ) -> None:
        self.works, self.stop = works, stop
        # spawned, as everywhere: a fork of a process with threads may wait for a lock that nobody holds
        self.context = multiprocessing.get_context("spawn")
        # nobody takes what is sent by it, so that all find it there; an event waits for ever for one who was killed
        self.ready, self.tell_ready = self.context.Pipe(duplex=False)
        self.watched, self.held = self.context.Pipe(duplex=False)
        self.running: dict[int, BaseProcess] = {}
        self.watching = threading.Thread(target=self._watch, daemon=True)

        for place in range(len(works) - 1):
            self._begin(place)

    def __enter__(self) -> None:
        self.tell_ready.send(None)
        self.watching.start()

    def __exit__(self, *_: object) -> None:
        self.end()

    def _watch(self) -> None:
        from chamdiem.web.working import Caretaker  # noqa: PLC0415 - it needs Django set up

        caretaker, last = Caretaker(), len(self.works) - 1
        while not self.stop.wait(_AGAIN):
            for place in range(len(self.works)):
                is_gone = place not in self.running or not self.running[place].is_alive()
                if is_gone and (place < last or caretaker.is_wanted()):
                    self._begin(place)

    def _begin(self, place: int) -> None:
        begun = self.context.Process(target=self.works[place], args=(self.ready, self.watched, self.held))
        begun.start()
        self.running[place] = begun

    def end(self) -> None:
        """Let all of them end."""
        self.stop.set()
        if self.watching.is_alive():
            self.watching.join()
        for each in self.running.values():
            each.terminate()
        ends = time.monotonic() + DRAIN + 5
        for each in self.running.values():
            each.join(max(0.0, ends - time.monotonic()))
            if each.is_alive():
                each.kill()


def _serve(
    deployment: Deployment, opened: socket.socket, ready: Connection, watched: Connection, held: Connection
) -> None:
    """Answer in a process of its own, for as long as the parent is there."""
    held.close()
    put(deployment)
    stop = threading.Event()
    threading.Thread(target=_watch, args=(watched, stop.set), daemon=True).start()
    with _told_to_stop(stop):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of them; the parent says when to stop
        _answer(deployment, opened, stop, partial(ready.poll, _TICK))


def _work(deployment: Deployment, _ready: Connection, watched: Connection, held: Connection) -> None:
    """Carry out the jobs that wait in a process of its own, for as long as the parent is there."""
    held.close()
    put(deployment)
    # at once: what it was doing is begun again by whoever comes after it
    threading.Thread(target=_watch, args=(watched, partial(os._exit, 1)), daemon=True).start()
    stop = threading.Event()
    with _told_to_stop(stop):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(os, "nice"):
            os.nice(_NICE)
        from chamdiem.web.wsgi import application  # noqa: PLC0415 - importing it sets Django up

        assert application is not None  # noqa: S101 - it is wanted for that alone
        from chamdiem.web.working import work_until  # noqa: PLC0415 - it needs Django set up

        work_until(stop)


def _watch(watched: Connection, end: Callable[[], object]) -> None:
    with suppress(EOFError, OSError):
        watched.recv()
    end()
