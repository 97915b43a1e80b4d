"""The head and the foot that all lists of a month have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chamdiem.engine.explanation.origins import origins_of
from chamdiem.engine.sheets.sheet_view import place_and_date
from chamdiem.engine.texts import say
from chamdiem.rules.language.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.paper.settings import PaperSettings


def notices_of(month: Month) -> tuple[str, ...]:
    """Return the lines that must stand wherever the frameworks that scored the month show, and which these are."""
    found = (meeting.evaluation.framework.framework.provenance.notice for meeting in month.meetings)
    return (*dict.fromkeys(notice for notice in found if notice), *origins_in(month.meetings))


def origins_in(meetings: Iterable[CellMeeting]) -> tuple[str, ...]:
    """Return what decided the results of some meetings, which were scored with one file of settings or without."""
    evaluations = [meeting.evaluation for meeting in meetings]
    settings = next((evaluation.settings for evaluation in evaluations), None)
    return origins_of((evaluation.framework for evaluation in evaluations), settings, "vi", on_paper=True)


def head_of(month: Month, paper: PaperSettings, title: str, *, landscape: bool = True) -> dict[str, Any]:
    """Return the parts of a list's view that do not depend on its table; `title` is a code.

    The day on which a list is signed is nobody's to know before it is: it stays blank.
    """
    organisation = month.organisation
    return {
        "organisation": organisation.upper() if organisation else None,
        "place_and_date": place_and_date(paper, None),
        "title": say("vi", title).upper(),
        "subject": say("vi", "list.subject", month=month_text(month.period)),
        "landscape": landscape,
        "signature": say("vi", "list.signature"),
        "date": month.date,
    }
