"""What a batch is asked for, what it tells of itself while it is at work, and what it has done in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.office.office import Notice
from chamdiem.engine.reading.remarks import Remark
from chamdiem.rules.language.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path as File

    from chamdiem.engine.batch.folder import Update
    from chamdiem.engine.office.proofs import CheckpointFiles
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """What a batch is made of, and where to.

    `inputs` name files and folders as sentences are to name them. `forms` are those of sheets and lists, `processes`
    how many work at once (None: as many as there are processors). `tie` marks the sheets with their entries in the
    ledger that all of it is kept in. `keep_going`: what is right is made, though other rows are faulty.
    """

    inputs: tuple[str, ...]
    folder: File
    lang: Lang
    forms: tuple[str, ...]
    processes: int | None = None
    framework: str | None = None
    register: File | None = None
    ledger: str | None = None
    tie: CheckpointFiles | None = None
    keep_going: bool = False


@dataclass(frozen=True, slots=True)
class BatchScored:
    """How many meetings were scored and how many are faulty; how many have each rating, best first, and how many none.

    `oddities` are what people should look at again.
    """

    meetings: int
    faulty: int
    rated: Mapping[str, int]
    unrated: int
    oddities: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class BatchPlanned:
    """By which frameworks and file of settings all was decided that is going to be written."""

    frameworks: tuple[LoadedFramework, ...]
    settings: str | None


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What was done to a folder. `partial`: only corrected rows were read, so it was not about what it did not make.

    `rejected`: there are faulty rows, of which nothing was made.
    """

    update: Update
    manifest: File
    made: int
    partial: bool
    rejected: bool


BatchStep = Remark | Notice | BatchScored | BatchPlanned | FaultyInput
"""What a batch tells of itself: its steps, and faults that do not end it."""
BatchHear = Callable[[BatchStep], object]
