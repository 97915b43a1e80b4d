"""Parts scored by the workers of a Dask cluster: the one module that imports Dask.

A part that comes to be done twice does no harm: what is written is the same bytes, whole, in the same places. Whoever
reaches a scheduler can let its workers run anything, so that it is for those who lay its wires to keep them safe.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib import metadata
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.running import MOST_ENDED
from chamdiem.engine.bulk_runs.tasks import unfit, version_of
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from distributed import Client, Future

    from chamdiem.engine.bulk_runs.tasks import BulkTask, Outcome, PartTask

_PROGRAM = "chamdiem"
_GREETING, _FIRST_WORKER, _SILENCE = 10, 30, 10
"""Seconds: for a scheduler to answer, for its first worker to come, and without a part before it is asked who works."""
_RETRIES = 2  # of what a machine could not do just then; that a worker is gone is none
_LOGGERS = ("distributed", "distributed.client", "tornado.application")


class Workers:
    """The workers of a scheduler."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address

    def check(self, task: BulkTask) -> None:
        """Ask every worker whether it can do a task.

        Raises:
            FaultyInput: all that is wrong with any: its version, its frameworks, or that it does not see the folder.
        """
        with self._asking():
            # a worker that has another version need not know the question
            faults = self._other_versions() or self._unfit(task)
        if faults:
            raise FaultyInput(faults)

    def _other_versions(self) -> list[Fault]:
        own = version_of(_PROGRAM) or "–"
        found = self._client.run(metadata.version, _PROGRAM, on_error="return")
        there = {worker: "–" if isinstance(told, ImportError) else told for worker, told in sorted(found.items())}
        return [
            Fault("bulk.other_version", details={"program": _PROGRAM, "own": own, "here": told}, place=Place(worker))
            for worker, told in there.items()
            if isinstance(told, str) and told != own
        ]

    def _unfit(self, task: BulkTask) -> list[Fault]:
        """Return what workers say of themselves, once where several of a machine say the same."""
        found = self._client.run(unfit, task, on_error="return")
        told = [found[worker] for worker in sorted(found) if not isinstance(found[worker], Exception)]
        return [fault for number, faults in enumerate(told) if faults not in told[:number] for fault in faults]

    def spread(self, work: Callable[[PartTask], Outcome], tasks: Sequence[PartTask]) -> Iterator[Outcome]:
        """Yield what is done of each part as it is done; what a worker was at that is gone is done by another one.

        Raises:
            FaultyInput: the scheduler or all workers are gone, or a part fails wherever it is done.
        """
        from distributed import KilledWorker  # noqa: PLC0415 - it is long to load, and an extra

        done: SimpleQueue[Future] = SimpleQueue()
        left: dict[Future, PartTask] = {}

        def watch(future: Future, task: PartTask) -> None:
            left[future] = task
            future.add_done_callback(done.put)

        def give(several: Sequence[PartTask]) -> None:
            for future, task in zip(
                self._client.map(work, several, pure=False, retries=_RETRIES), several, strict=True
            ):
                watch(future, task)

        give(tasks)
        ended = 0
        try:
            while left:
                future = self._next(done)
                task = left.pop(future)
                match self._came_of(future):
                    case None:  # the worker is gone that kept what came of it, and another one does it again
                        watch(future, task)
                    case KilledWorker() if ended < MOST_ENDED:
                        ended += 1
                        give([task])
                    case KilledWorker():
                        raise refusal("cluster.ended", self._address)
                    case Exception() as error:
                        raise refusal("cluster.failed", self._address, reason=_line(error))
                    case outcome:
                        ended = 0
                        yield outcome
        finally:
            self._client.cancel(list(left))

    def _came_of(self, future: Future) -> Outcome | Exception | None:
        """Return what came of a part, or what went wrong with it; None where that is not known any more, or not yet.

        Raises:
            FaultyInput: the scheduler is gone.
        """
        match future.status:
            case "finished":
                try:  # the worker that keeps it may go at this moment, and those that do the part again, too
                    outcome: Outcome = future.result(timeout=_SILENCE)
                except (OSError, CancelledError):
                    return None
                except Exception as error:  # noqa: BLE001 - it stands for what the part may fail with
                    return error
                return outcome
            case "error":
                failed: Exception | None = future.exception()
                return failed
            case "cancelled":
                raise refusal("cluster.lost", self._address)
            case _:
                return None

    def _next(self, done: SimpleQueue[Future]) -> Future:
        """Wait for a part that is done."""
        while True:
            try:
                return done.get(timeout=_SILENCE)
            except Empty:
                self.wait_for_one()

    def wait_for_one(self) -> None:
        """Wait until there is a worker: one that was killed is begun anew by whoever watches over it.

        Raises:
            FaultyInput: none comes.
        """
        with self._asking():
            if self._client.nthreads():
                return
            try:
                self._client.wait_for_workers(1, timeout=_FIRST_WORKER)
            except TimeoutError:
                raise refusal("cluster.no_workers", self._address) from None

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise refusal("cluster.lost", self._address) from error


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """Give the workers of the scheduler at an address, such as tcp://10.0.0.1:8786.

    Raises:
        FaultyInput: Dask is not installed, nothing answers there as a scheduler, or it has no workers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - it is long to load, and an extra
    except ImportError as error:
        raise FaultyInput([Fault("cluster.not_installed")]) from error
    for each in _LOGGERS:  # what they say is said here by faults
        logging.getLogger(each).setLevel(logging.CRITICAL)
    # a client that does not come about would end later, in its own time and with a traceback
    reason = asyncio.run(_unanswered(address))
    if reason:
        raise refusal("cluster.no_answer", address, reason=reason)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # versions are compared by `check`
        client = Client(address, timeout=_GREETING, set_as_default=False)
    with client:
        workers = Workers(client, address)
        workers.wait_for_one()
        yield workers


async def _unanswered(address: str) -> str:
    """Return why no scheduler answers at an address; nothing: one does."""
    from distributed.comm import connect  # noqa: PLC0415 - it is long to load, and an extra
    from distributed.security import Security  # noqa: PLC0415 - the same

    try:
        arguments = Security().get_connection_args("client")
        wire = await asyncio.wait_for(connect(address, timeout=_GREETING, **arguments), _GREETING)
        await wire.close()
    except Exception as error:  # noqa: BLE001 - what stands there may be anything, and answers in its own way
        return _line(error)
    return ""


def _line(error: BaseException | None) -> str:
    return " ".join(str(error).split()) or type(error).__name__
