"""The acts that put one meeting on paper: its sheet, and the paragraph of its self-assessment."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.office.advising import advise_on
from chamdiem.engine.office.checking import evaluate_blank, evaluate_file
from chamdiem.engine.office.meetings import as_decided, keeping, marks_of, read_tie
from chamdiem.engine.office.requests import WrongRequest, form_of
from chamdiem.engine.own_templates.own_templates import OwnTemplate
from chamdiem.engine.reading.items import unheard
from chamdiem.engine.scoring.explaining import reasons
from chamdiem.engine.sheets.sheet_view import self_assessment, view_sheet
from chamdiem.engine.sheets.sheets import FORMS, MARKED, stamp_of, view_file

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.office.proofs import CheckpointFiles
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.scoring.explaining import LayerReasons


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequest:
    """Of which record the sheet is wanted, by which framework; no record: a blank one, to fill in or to look at.

    `template` is a committee's own, `advised`: a line of advice stands on it. `tie` marks it with its entry in the
    ledger in which the evaluation is kept, by a `mandate` where that has any.
    """

    record: File | None = None
    framework: str | None = None
    template: File | None = None
    advised: bool = False
    ledger: str | None = None
    mandate: str | None = None
    tie: CheckpointFiles | None = None


def write_sheet(office: Office, asked: SheetRequest, output: File, consent: Consent, hear: Hear = unheard) -> None:
    """Write the sheet of one meeting, in the form of the file's suffix. A line of advice is Vietnamese, as it is.

    Raises:
        WrongRequest: there is no record to keep, to advise on or to mark.
    """
    if asked.record is None and (asked.ledger or asked.tie or asked.advised):
        raise WrongRequest("usage.record_needed")
    read_too = (asked.framework, asked.template, asked.ledger, *(asked.tie.files if asked.tie else ()))
    consent = office.consent(consent, (asked.record, *read_too), output)
    tie = read_tie(asked.tie)
    with OwnTemplate(asked.template) if asked.template else nullcontext() as own:
        form = form_of(output, own.forms if own else MARKED if tie else FORMS)
        with keeping(office, asked.ledger, asked.mandate, hear) as (knowing, keep):
            evaluation = (
                evaluate_file(knowing, asked.record, asked.framework, hear)
                if asked.record
                else evaluate_blank(office, asked.framework)
            )
            keep(evaluation)
        marks = marks_of(office, asked.ledger, tie, [evaluation])
        (evaluation,) = as_decided(office, asked.ledger, [evaluation])
        line = advise_on(office, evaluation).line("vi") if asked.advised else None
        paper = office.settings.paper
        view = view_sheet(evaluation, paper, marks[0] if marks else None, line)
        stamp = stamp_of(view, evaluation)
        content = own.sheet_file(view, form, stamp) if own else view_file(view, stamp, form, paper)
        office.write(output, content, consent)


def assess(
    office: Office, file: File, framework: str | None = None, hear: Hear = unheard, *, ledger: str | None = None
) -> tuple[Evaluation, LayerReasons, str]:
    """Score the record of one meeting; give the reasons, and the paragraph of its self-assessment.

    The paragraph is Vietnamese, as a resolution is. `ledger` is asked what it has of earlier months.
    """
    with office.knowing(ledger) as knowing:
        evaluation = evaluate_file(knowing, file, framework, hear)
    return evaluation, reasons(evaluation), self_assessment(evaluation)
