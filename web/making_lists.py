"""Make the lists and sheets of a month as a job: by the office's own functions, of what the ledger keeps."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.batch.plan import slug
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.office.ledger_months import (
    LedgerMonthRequest,
    ledger_month,
    month_book,
    month_files,
    month_list,
    month_sheets,
)
from chamdiem.engine.texts import say
from chamdiem.web import settings
from chamdiem.web.job_shapes import JobOutcome
from chamdiem.web.month_products import ALL, SHEETS
from chamdiem.web.node_settings import PLACE, setting_of
from chamdiem.web.sheet_proof import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.office.ledger_months import LedgerMonth, MadeFile
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.web.working import JobRun

_PROCESSES = 2
"""So many processes make files at once; each of them stands back behind the pages."""
_NAMED = 30
"""So many cells are named in one sentence."""
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_FILES = {
    "summary": "bang-tong-hop", "discrepancies": "chenh-lech", "missing": "chua-bao-cao", "near": "can-nguong",
    "overview": "tong-quan", SHEETS: "phieu", ALL: "tat-ca",
}  # fmt: skip
"""How the files are called, as a batch calls its own."""


def make_lists(run: JobRun) -> JobOutcome:
    """Make what a job asks for of a month: one list, all sheets, or all there is."""
    asked, house = run.job.asked, run.house
    wanted = LedgerMonthRequest(
        node=run.job.node, period=asked["period"], actor=run.job.account.actor, day=house.today, mark=mark_of
    )
    paper = replace(house.office.settings.paper, place=setting_of(house, run.job.node, PLACE))
    # of its own: what this one remembers of the ledger is of this moment, and no other job's
    with open_ledger(settings.folder().ledger) as ledger:
        month = ledger_month(run.office, ledger, wanted)
    suffix = "zip" if asked["what"] == ALL else asked["form"].partition(".")[0]
    file = run.place / f"x.{suffix}"
    _make(run, month, paper, file)
    called = f"{month.period}_{_FILES[asked['what']]}_{slug(month.title)}.{suffix}"
    return JobOutcome(file=file, called=called, count=len(month.evaluations), told=tuple(_told(run, month)))


def _make(run: JobRun, month: LedgerMonth, paper: PaperSettings, file: File) -> None:
    what, form = run.job.asked["what"], run.job.asked["form"]
    inner = form.partition(".")[2]
    if what == ALL:
        _zip(file, month_files(month, ("pdf", "xlsx"), paper, _PROCESSES, run.watch))
    elif what == SHEETS and inner:
        _zip(file, month_sheets(month, inner, paper, _PROCESSES, run.watch))
    elif what == SHEETS:
        file.write_bytes(month_book(month, paper, run.watch))
    else:
        file.write_bytes(month_list(month, what, form, paper))


def _zip(file: File, made: Iterable[MadeFile]) -> None:
    """Write files into an archive one by one; the same files give the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in made:
            archive.writestr(zipfile.ZipInfo(each.name, _ZIPPED), each.content, zipfile.ZIP_DEFLATED)


def _told(run: JobRun, month: LedgerMonth) -> Iterator[str]:
    cells, silent = len(month.cells), [cell.name for cell in month.silent]
    yield say(run.lang, "jobs.of_cells", meetings=len(month.evaluations), done=cells - len(silent), count=cells)
    if silent:
        names = "; ".join(silent[:_NAMED])
        code = "jobs.silent" if len(silent) <= _NAMED else "jobs.silent_more"
        yield say(run.lang, code, count=len(silent), names=names, more=len(silent) - _NAMED)
