"""The acts on the meetings of a month: the lists that a committee files, and its overview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.lists.files import FORMS, OVERVIEW_FORMS, list_file
from chamdiem.engine.lists.follow_ups import NEAR, discrepancy_list, missing_list, near_list
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.office.checking import evaluate_right, read_cells
from chamdiem.engine.office.meetings import as_decided
from chamdiem.engine.office.requests import form_of
from chamdiem.engine.reading.items import unheard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as File

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.lists.meetings import Month
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import ListView
    from chamdiem.engine.reading.register import RegisteredCell

ListKind = Literal["summary", "discrepancies", "missing", "near"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRequest:
    """Of which files and folders something is wanted, and of which month (YYYY-MM; None: the one they are all of).

    `framework`: an id or a file; None: as each record says. Without a register that of the settings is read, where they
    name one. `ledger` is asked what it has of earlier months; nothing is kept there.
    """

    inputs: tuple[File, ...]
    framework: str | None = None
    period: str | None = None
    register: File | None = None
    ledger: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest(MonthRequest):
    """Which list of a month is wanted; `within`, in hundredths of a point, is how near a border a near total lies."""

    kind: ListKind
    within: int = NEAR


def write_list(office: Office, asked: ListRequest, output: File, consent: Consent, hear: Hear = unheard) -> int:
    """Write one of the lists of a month, in the form of the file's suffix; return how many rows it has."""
    consent = office.consent(consent, (*asked.inputs, asked.framework, asked.register, asked.ledger), output)
    form = form_of(output, FORMS)
    view = _list(office, asked, hear)
    office.write(output, list_file(view, form), consent)
    return len(view.rows)


def _list(office: Office, asked: ListRequest, hear: Hear) -> ListView:
    needs_cells = asked.kind in {"summary", "missing"}
    month = _month(office, asked, hear)
    cells = read_cells(office, asked.register, hear) if needs_cells else None
    return list_view(asked.kind, month, cells, office.settings.paper, asked.within)


def list_view(
    kind: ListKind, month: Month, cells: Sequence[RegisteredCell] | None, paper: PaperSettings, within: int = NEAR
) -> ListView:
    """Return one of the lists of a month; `cells` are those of a register, where there is one."""
    match kind:
        case "summary":
            return summary_list(month, cells, paper)
        case "discrepancies":
            return discrepancy_list(month, paper)
        case "missing":
            return missing_list(month, cells or (), paper)
        case "near":
            return near_list(month, within, paper)


def write_overview(office: Office, asked: MonthRequest, output: File, consent: Consent, hear: Hear = unheard) -> None:
    """Write the overview of a month on one page, in the form of the file's suffix."""
    consent = office.consent(consent, (*asked.inputs, asked.framework, asked.register, asked.ledger), output)
    form = form_of(output, OVERVIEW_FORMS)
    month, cells = _month(office, asked, hear), read_cells(office, asked.register, hear)
    office.write(output, list_file(overview_of(month, cells, office.settings.paper), form), consent)


def _month(office: Office, asked: MonthRequest, hear: Hear) -> Month:
    with office.knowing(asked.ledger) as knowing:
        evaluations = evaluate_right(knowing, asked.inputs, asked.framework, hear)
        return month_of(as_decided(office, asked.ledger, evaluations), asked.period)
