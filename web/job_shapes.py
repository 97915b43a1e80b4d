"""What a kind of job is, and what may come of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path as File

    from chamdiem.engine.mandates.roles import Deed
    from chamdiem.web.models import Job
    from chamdiem.web.working import JobRun


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOutcome:
    """What came of a job. `file`: what it made in its place, and `called` what that is called when it is fetched.

    `count`: how many meetings are in it. `told`: sentences for whoever asked. `is_refused`: it could not be done, for
    reasons that `told` names; a file may tell more of them.
    """

    file: File | None = None
    called: str = ""
    count: int = 0
    told: tuple[str, ...] = ()
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job.

    `deeds`: one of them whoever asks must be allowed at the organisation that it is about, to the end. `back`: the
    address of the page on which such a job is asked for.
    """

    name: str
    deeds: tuple[Deed, ...]
    work: Callable[[JobRun], JobOutcome]
    back: Callable[[Job], str]
