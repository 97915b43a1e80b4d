"""What the quotas of a framework say of a month's meetings, a sentence for each part of the list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chamdiem.engine.lists.reporting import reporting_of
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.words import formats
from chamdiem.rules.analysis.quotas import QuotaFinding, quota_finding
from chamdiem.rules.records.text import spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chamdiem.engine.lists.meetings import CellMeeting, Month
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.rules.language.framework import Framework, Rating
    from chamdiem.rules.language.quotas import Quota


def month_quotas(month: Month, register: Sequence[RegisteredCell] | None) -> Iterator[str]:
    """Yield what the quotas of all frameworks of a month say, each of the meetings that it scored."""
    waiting = waiting_of(month, register)
    for meetings in month.by_framework.values():
        yield from quota_notes(meetings[0].evaluation.framework.framework, meetings, waiting, "vi")


def waiting_of(month: Month, register: Sequence[RegisteredCell] | None) -> tuple[RegisteredCell, ...]:
    """Return the cells of which a month has no record that could be used; without a register none is known."""
    if register is None:
        return ()
    reporting = reporting_of(month, register)
    return (*reporting.missing, *reporting.faulty)


def quota_notes(
    framework: Framework, meetings: Sequence[CellMeeting], waiting: Iterable[RegisteredCell], lang: Lang
) -> Iterator[str]:
    """Yield what each quota of a framework says of the meetings that it scored.

    `waiting` are the cells that have not reported: as long as they are not rated, they may get any rating.
    """
    awaited = tuple(waiting)
    return quota_texts(framework, lambda quota: _rated(quota, meetings, awaited), lang)


def quota_texts(
    framework: Framework, rated: Callable[[Quota], Iterable[tuple[str, Rating | None]]], lang: Lang
) -> Iterator[str]:
    """Yield what each quota of a framework says of what is rated: for a quota, the part of the list and the rating.

    None stands for a rating of what is not rated yet.
    """
    for quota in framework.quotas:
        for title, ratings in _parts(rated(quota)).items():
            counts = Counter(rating.id for rating in ratings if rating is not None)
            found = quota_finding(framework, quota, counts, ratings.count(None))
            text = quota_sentence(framework, found, lang)
            yield say(lang, "quota.of_part", part=title, text=text) if title else text


def _rated(
    quota: Quota, meetings: Iterable[CellMeeting], waiting: Iterable[RegisteredCell]
) -> Iterator[tuple[str, Rating | None]]:
    """Yield the part of the list in which each meeting is, and its rating."""
    yield from ((_said(meeting, quota.by), meeting.rated[1] if meeting.rated else None) for meeting in meetings)
    # a register tells of a cell under the names of a record's fields, of those that it has
    yield from ((getattr(cell, quota.by or "", None) or "", None) for cell in waiting)


def _parts(told: Iterable[tuple[str, Rating | None]]) -> Mapping[str, list[Rating | None]]:
    """Return the ratings of each part of the list, by what the parts are called."""
    found: dict[str, tuple[str, list[Rating | None]]] = {}
    for said, rating in told:
        found.setdefault(spelling(said), (said, []))[1].append(rating)
    return dict(found.values())


def _said(meeting: CellMeeting, name: str | None) -> str:
    value = meeting.evaluation.record.values.get(name) if name is not None else None
    return value if isinstance(value, str) else ""


def quota_sentence(framework: Framework, found: QuotaFinding, lang: Lang) -> str:
    """Return what a quota says of a list, or of one part of it, in one sentence."""
    titles = {rating.id: rating.title for rating in framework.ratings}
    details = {
        "share": ", ".join(titles[rating] for rating in found.quota.share),
        "count": found.count,
        "of": found.of,
        "percent": formats.share(found.count, found.of, lang) if found.of else "0%",
        "limit": f"{formats.number(found.quota.at_most, lang)}%",
        "most": found.most,
        "unrated": found.unrated,
    }
    return say(lang, f"quota.{found.state}", **details)
