"""What is filed of several months: the sheet of one cell, and the list of all of them, as tables under a head."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chamdiem.engine.history.period_words import PeriodWords
from chamdiem.engine.lists.quotas import quota_sentence
from chamdiem.engine.paper.tables import Column, Letterhead, ListView
from chamdiem.engine.sheets.sheet_view import place_and_date
from chamdiem.engine.texts import say_vi
from chamdiem.engine.words import formats
from chamdiem.rules.analysis.quotas import quota_finding
from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.paper.tables import Value


def period_sheet(result: PeriodResult, paper: PaperSettings) -> ListView:
    """Return the sheet of one cell: its months, what was counted, the rating and why."""
    words = PeriodWords(result, "vi")
    columns = _columns(number=12, month=24, day=28, kind=40, total=24, rating=36)
    return ListView(
        head=_head([result], paper, "periods.sheet_title", f"{words.cell}, {words.span}"),
        title=result.period.title,
        columns=columns,
        rows=tuple((number, *map(_blank, row)) for number, row in enumerate(words.rows(), 1)),
        notes=(*words.measures(), words.rating, *words.sentences(), *words.notes(on_paper=True), *_origin(result)),
    )


def period_list(results: Sequence[PeriodResult], paper: PaperSettings) -> ListView:
    """Return the list of all cells: how many meetings have each rating, what each cell gets, and why."""
    first = results[0]
    titles = [rating.title for rating in first.framework.framework.ratings]
    columns = (
        *_columns(number=10, cell=50),
        *(Column(title, 15, "center") for title in titles),
        *_columns(given=18, result=36, notes=90),
    )
    words = PeriodWords(first, "vi")
    return ListView(
        head=_head(results, paper, "periods.list_title", words.span.capitalize()),
        title=first.period.title,
        columns=columns,
        rows=tuple((number, *_row(result)) for number, result in enumerate(results, 1)),
        notes=(*_summary(results), *_quotas(results), *_origin(first)),
    )


def _columns(**widths: int) -> tuple[Column, ...]:
    left = {"cell", "notes", "result"}
    return tuple(
        Column(say_vi(f"periods.column_{name}"), width, "left" if name in left else "center")
        for name, width in widths.items()
    )


def _head(results: Sequence[PeriodResult], paper: PaperSettings, code: str, subject: str) -> Letterhead:
    """Return the head under the upper organisation that all cells have; of several, none is the one that files it."""
    months = [month for result in results for month in result.timeline.months]
    days = [record.day for month in months for record in month.records if record.day]
    above = {key_of(result.upper_org or ""): result.upper_org for result in reversed(results)}
    named = next(iter(above.values())) if len(above) == 1 else None
    return Letterhead(
        organisation=named.upper() if named else None,
        number=say_vi("list.document_number"),
        place_and_date=place_and_date(paper, None),
        title=say_vi(code, title=results[0].period.title).upper(),
        subject=subject,
        signature=say_vi("list.signature"),
        date=max(days, default=None),
    )


def _blank(text: str) -> str | None:
    return text or None


def _row(result: PeriodResult) -> Iterator[Value]:
    words = PeriodWords(result, "vi")
    given = Counter(slot.record.rating for slot in result.slots if slot.record is not None)
    ids = [rating.id for rating in result.framework.framework.ratings]
    yield words.cell
    yield from (given[each] or None for each in ids)
    yield f"{sum(given[each] for each in ids)}/{len(result.slots)}"
    yield result.rating.title if result.rating else None
    told = [] if result.rating else [words.rating]
    yield " ".join((*told, *words.sentences(briefly=True), *words.notes(on_paper=True)))


def _summary(results: Sequence[PeriodResult]) -> Iterator[str]:
    """Yield how many cells are rated and how, and those that are not, by name."""
    rated = [result for result in results if result.rating is not None]
    share = formats.share(len(rated), len(results), "vi")
    yield say_vi("periods.list_rated", count=len(rated), all=len(results), share=share)
    found = Counter(result.rating.title for result in rated if result.rating)
    counts = ((rating.title, found[rating.title]) for rating in results[0].ratings)
    told = [say_vi("periods.list_of_rating", rating=title, count=count) for title, count in counts]
    yield "; ".join(told) + "."
    names = [PeriodWords(result, "vi").cell for result in results if result.rating is None]
    if names:
        yield say_vi("periods.list_not_rated", count=len(names), names="; ".join(names))


def _quotas(results: Sequence[PeriodResult]) -> Iterator[str]:
    """Yield what the quotas of the framework say of the cells, where they speak of ratings that the period has."""
    framework, ratings = results[0].framework.framework, results[0].rules.framework
    ids = {rating.id for rating in results[0].ratings}
    for quota in framework.quotas:
        if not {*quota.share, *(quota.among or ())} <= ids:
            continue
        parts: dict[str, list[PeriodResult]] = {}
        for result in results:
            parts.setdefault((result.upper_org or "") if quota.by == "upper_org" else "", []).append(result)
        for title, own in parts.items():
            counts = Counter(result.rating.id for result in own if result.rating)
            unrated = sum(result.rating is None and result.status != "not_rated" for result in own)
            found = quota_finding(ratings, quota, counts, unrated)
            text = quota_sentence(ratings, found, "vi")
            yield say_vi("quota.of_part", part=title, text=text) if title else text


def _origin(result: PeriodResult) -> Iterator[str]:
    framework = result.framework
    notice = framework.framework.provenance.notice
    if notice:
        yield notice
    yield say_vi("origin.framework", id=framework.id, hash=framework.short_hash)
