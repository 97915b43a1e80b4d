"""How a command ends before its time: asked to by a person or the system, or with nobody left to print for."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType


_SOON = 0.01
"""So many seconds later there is nothing more of what lets nothing be raised."""


class Terminated(KeyboardInterrupt):
    """The system asked the program to end; `number` is that of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_asked: list[KeyboardInterrupt] = []
"""What was raised because a signal asked the program to end."""


def asked_to_end() -> KeyboardInterrupt | None:
    """Return by what the program was asked to end; None where it was not.

    What is raised for that may come out as an error of a library in whose midst it was raised.
    """
    return _asked[-1] if _asked else None


def heed_signals() -> None:
    """Let the system's wish to end the program unwind it as Ctrl-C does; what is told to be ignored stays so."""
    _asked.clear()
    sys.unraisablehook = _unheard
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    # the last is that of Windows, for the end of a window and Ctrl-Break
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _terminate)


def _terminate(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one must not break off the tidying up
    _asked.append(Terminated(number))
    raise _asked[-1]


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    _asked.append(KeyboardInterrupt())
    raise _asked[-1]


def _unheard(told: sys.UnraisableHookArgs) -> None:
    """Ask once more, at once, for an end that was asked for where Python lets nothing be raised."""
    error = told.exc_value
    if not isinstance(error, KeyboardInterrupt):
        sys.__unraisablehook__(told)
        return
    from threading import Timer

    number = signal.SIGINT
    if isinstance(error, Terminated):
        number = signal.Signals(error.number)
        signal.signal(number, _terminate)
    Timer(_SOON, signal.raise_signal, (number,)).start()


def open_streams() -> None:
    """Put something in the place of standard streams that were closed: a file opened later would take their numbers.

    Results printed into a closed output fail, as they should: nobody would see them. Complaints have nowhere to go.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, open(number, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115 - a stream of the process


def silence() -> None:
    """Let go of an output that takes nothing more, so that the end of the process does not try it again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
