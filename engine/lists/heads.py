"""What all lists of a month have: head and foot, columns by name, numbered rows, reasons in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.explanation.origins import origins_of
from chamdiem.engine.paper.tables import Column, Letterhead, ListView
from chamdiem.engine.sheets.sheet_view import decided_text, place_and_date
from chamdiem.engine.texts import say_vi
from chamdiem.engine.texts.sentences import period_title, saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.paper.tables import Value
    from chamdiem.rules.records.shape import RecordShape

_WORDS = frozenset({"cell", "criterion", "notes", "reasons", "upper_org"})


def notices_of(month: Month) -> tuple[str, ...]:
    """Return the lines that must stand wherever the frameworks that scored the month show, and which these are."""
    found = (meeting.evaluation.framework.framework.provenance.notice for meeting in month.meetings)
    return (*dict.fromkeys(notice for notice in found if notice), *origins_in(month.meetings))


def origins_in(meetings: Iterable[CellMeeting]) -> tuple[str, ...]:
    """Return what decided the results of some meetings, which were scored with one file of settings or without."""
    evaluations = [meeting.evaluation for meeting in meetings]
    settings = next((evaluation.settings for evaluation in evaluations), None)
    return origins_of((evaluation.framework for evaluation in evaluations), settings, "vi", on_paper=True)


def decisions_in(meetings: Iterable[CellMeeting]) -> Iterator[str]:
    """Yield a line for each meeting on which something else was decided than was computed, with the reason."""
    for meeting in meetings:
        decision = meeting.evaluation.decision
        if decision is not None and decision.differs:
            yield say_vi("list.cell_decided_otherwise", cell=meeting.cell, said=decided_text(decision))


def letterhead(month: Month, paper: PaperSettings, title: str) -> Letterhead:
    """Return the head and foot of a month's page; `title` is a code.

    The day on which it is signed is nobody's to know before it is: it stays blank.
    """
    return Letterhead(
        organisation=month.organisation.upper() if month.organisation else None,
        number=say_vi("sheet.number_of" if month.subject else "list.document_number"),
        place_and_date=place_and_date(paper, None),
        title=_title(month, title).upper(),
        subject=period_title("vi", month.period),
        signature=say_vi("sheet.compiler" if month.subject else "list.signature"),
        date=month.date,
    )


def _title(month: Month, code: str) -> str:
    return say_vi(f"{code}_of", subject=month.subject.title) if month.subject else say_vi(code)


def list_columns(shape: RecordShape, **widths: int) -> tuple[Column, ...]:
    """Return columns of a list about records of a shape, by their names, with their widths in millimetres.

    Words stand on the left; the column of a field is called as the field is.
    """
    say, fields = saying("vi", shape), shape.by_name
    return tuple(
        Column(
            fields[name].vi if name in fields else say(f"list.column_{name}"),
            width,
            "left" if name in _WORDS else "center",
        )
        for name, width in widths.items()
    )


def list_of(
    head: Letterhead,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Value, ...]],
    notes: Iterable[str],
    *,
    total: tuple[Value, ...] | None = None,
) -> ListView:
    """Return a list whose rows are numbered in its first column."""
    return ListView(
        head=head,
        title=head.title,
        columns=columns,
        rows=tuple((number, *values) for number, values in enumerate(rows, 1)),
        total=total,
        notes=tuple(notes),
    )


def reasons_of(upper: str | None, own: str | None, shape: RecordShape) -> str | None:
    """Return the note of the layer that counts, with the cell's own beside it where that says something else."""
    if own is None or own == upper:
        return upper
    say = saying("vi", shape)
    return say("list.both_reasons", upper=upper, own=own) if upper else say("list.own_reason", own=own)
