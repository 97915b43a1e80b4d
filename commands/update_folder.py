"""Bring the output folder of a batch up to date, and say what was made, kept and removed, also where it was stopped."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import complain_of, consent, tell
from chamdiem.commands.progress import tracked
from chamdiem.commands.proof import cover
from chamdiem.engine.batch.folder import (
    Update,
    finish,
    make,
    old_pages,
    opened,
    plan_update,
    remove,
    write_page,
)
from chamdiem.engine.batch.manifest import NAME, Output, read_outputs
from chamdiem.engine.files.folders import CORRECTIONS_NAME, holds_corrections
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.workbooks.workbook import faults_workbook
from chamdiem.rules.language.faults import FaultyInput
from chamdiem.rules.language.moments import month_text, read_period
from chamdiem.rules.language.scalars import ScalarError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chamdiem.commands.proof import Tie
    from chamdiem.engine.batch.plan import Job
    from chamdiem.engine.reading.meetings import Rejected

FAULTS = f"{CORRECTIONS_NAME}.xlsx"
COVER = "0_diem-chot.pdf"
NAMED = 10
"""So many cells or files are named in one sentence."""
_NO_MONTH = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one run has to bring into a folder."""

    inputs: Sequence[str]
    jobs: Sequence[Job]
    frameworks: Mapping[str, str]
    rejected: Sequence[Rejected]
    tie: Tie | None
    settings: str | None = None

    @property
    def corrects(self) -> bool:
        """Whether nothing but corrected rows was read: they take the place of the faulty ones, and of nothing else."""
        return all(holds_corrections(File(name)) for name in self.inputs)

    @property
    def months(self) -> str:
        """The months that the run is about, as far as they are known."""
        found = {job.name.partition("_")[0] for job in self.jobs}
        found |= {month for item in self.rejected if (month := _month(item)) is not None}
        return " ".join(sorted(found)) or _NO_MONTH


def _month(item: Rejected) -> str | None:
    data = item.document.data if item.document else None
    told = data.get("period") if isinstance(data, dict) else None
    try:
        return read_period(told) if isinstance(told, str) else None
    except ScalarError:
        return None


def update_folder(lang: Lang, folder: File, batch: Batch, processes: int | None) -> None:
    """Make, keep and remove what a batch says, and tell it.

    Raises:
        FaultyInput: something cannot be written, or would be written over that is not ours.
    """
    with opened(folder):
        jobs = _made_whole(lang, folder, batch)
        update = plan_update(folder, jobs, consent(), removing=not (batch.rejected or batch.corrects))
        with _telling_what_stands(lang, update):
            made = list(tracked(make(update, processes or os.cpu_count() or 1), len(update.jobs), lang, "batch.making"))
            pages = [*_cover(lang, folder, batch), *_faults(lang, folder, batch)]
            finish(update, made, batch.frameworks, pages, batch.settings)
        _tell(lang, update, len(made), partial=batch.corrects)


def _made_whole(lang: Lang, folder: File, batch: Batch) -> list[Job]:
    """Leave out the lists of months of which only corrected rows were read: they would lack the other cells."""
    if not batch.corrects:
        return list(batch.jobs)
    sheets = {job.name.rpartition(".")[0] for job in batch.jobs if job.cell is not None}
    others = {
        output.month
        for output in read_outputs(folder).values()
        if output.months is None and not output.is_list and output.name.rpartition(".")[0] not in sheets
    }
    left = {job.source for job in batch.jobs if job.cell is None and job.source in others}
    for month in sorted(left):
        click.echo(say(lang, "batch.lists_left", month=month_text(month), inputs=", ".join(batch.inputs)), err=True)
    return [job for job in batch.jobs if job.cell is not None or job.source not in left]


@contextmanager
def _telling_what_stands(lang: Lang, update: Update) -> Iterator[None]:
    """Where the work ends before its time, say how much of it is done."""
    try:
        yield
    except (KeyboardInterrupt, FaultyInput, OSError):
        _tell_set_aside(lang, update)
        made = update.standing
        counts = {"made": made, "left": len(update.jobs) - made, "folder": update.folder}
        click.echo(say(lang, "batch.stopped" if made else "batch.stopped_first", **counts), err=True)
        raise


def _tell_set_aside(lang: Lang, update: Update) -> None:
    for output in update.changed:
        if not update.still_there(output):
            click.echo(say(lang, "batch.set_aside", file=update.folder / output.name), err=True)


def _tell(lang: Lang, update: Update, made: int, *, partial: bool) -> None:
    """Say what was done; a `partial` batch was not about what it does not make."""
    _tell_set_aside(lang, update)
    sheets = [output for output in update.stale if not output.is_list]
    lists = [output for output in update.stale if output.is_list]
    if sheets:
        cells = dict.fromkeys(output.cell or output.name for output in sheets)
        tell(say(lang, "batch.removed_sheets", count=len(sheets), cells=_named(cells)))
    if lists:
        names = [output.name for output in lists]
        tell(say(lang, "batch.removed_lists", count=len(lists), names=_named(names)))
    if update.outdated and not partial:
        names = [output.name for output in update.outdated]
        click.echo(say(lang, "batch.outdated", count=len(names), names=_named(names)), err=True)
    counts = {"made": made, "current": len(update.current), "stale": len(update.stale)}
    tell(say(lang, "batch.made", folder=update.folder, manifest=update.folder / NAME, **counts))
    others = [output for output in update.kept if partial or output not in update.outdated]
    if others:
        tell(say(lang, "batch.others", count=len(others)))


def _named(names: Sequence[str] | Mapping[str, None]) -> str:
    shown = list(names)
    return ", ".join(shown if len(shown) <= NAMED else [*shown[:NAMED], "…"])


def _cover(lang: Lang, folder: File, batch: Batch) -> Iterator[Output]:
    """Write the page that lies on the batch; an older such page of ours of these months goes."""
    if batch.tie is not None:
        page = _page(folder, COVER, cover(lang, batch.tie.checkpoint, batch.tie.key, "pdf"), batch)
        tell(say(lang, "proof.cover_written", file=folder / page.name))
        yield page
    elif not batch.corrects:
        _remove_old(folder, COVER, batch, None)


def _faults(lang: Lang, folder: File, batch: Batch) -> Iterator[Output]:
    """Write the rows that are faulty, to be corrected and read again; an older such file of ours goes."""
    if not batch.rejected:
        _remove_old(folder, FAULTS, batch, None)
        return
    try:
        page = _page(folder, FAULTS, faults_workbook(batch.rejected, lang), batch)
    except FaultyInput as error:  # every fault was said already; only the workbook of them cannot be made
        complain_of(lang, error)
        _remove_old(folder, FAULTS, batch, None)
        return
    tell(say(lang, "batch.faults_written", file=folder / page.name), err=True)
    yield page


def _page(folder: File, name: str, content: bytes, batch: Batch) -> Output:
    page = write_page(folder, name, content, batch.months, consent())
    _remove_old(folder, name, batch, page.name)
    return page


def _remove_old(folder: File, name: str, batch: Batch, chosen: str | None) -> None:
    for page in list(old_pages(folder, name, batch.months, consent())):
        if page.name != chosen:
            remove(folder, page)
