"""What a cell gets for a period, in words of one language: the result, why, and what the open months must bring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chamdiem.engine.history.reasons import MAX_BLAMED, Needed, RuledOut, Secured, reasons_of
from chamdiem.engine.texts import Lang, label, say
from chamdiem.engine.words import formats
from chamdiem.rules.language.periods import MeanOver, RatingTest, RecordCount
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text, month_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.history.periods import PeriodResult, Slot
    from chamdiem.engine.history.reasons import NumberKept, PeriodReason
    from chamdiem.engine.history.timeline import CellMonth, Known
    from chamdiem.rules.analysis.prospects import Range
    from chamdiem.rules.language.conditions import Comparison
    from chamdiem.rules.records.spans import MonthSpan


@dataclass(frozen=True)  # without slots, so that titles are looked up once
class PeriodWords:
    """Says what a result is."""

    result: PeriodResult
    lang: Lang

    def say(self, code: str, **details: object) -> str:
        """Return a sentence."""
        return say(self.lang, f"periods.{code}", **details)

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The titles of the ratings of meetings."""
        return {rating.id: rating.title for rating in self.result.framework.framework.ratings}

    # --- the result ---

    @property
    def span(self) -> str:
        """The period: năm 2026, quý III năm 2026."""
        return span_text(self.result.span, self.lang)

    @property
    def cell(self) -> str:
        """The cell, as people call it."""
        return self.result.called or self.result.cell

    @property
    def heading(self) -> str:
        """What is rated: title, span and cell."""
        return self.say("heading", title=self.result.period.title, span=self.span, cell=self.cell)

    @property
    def rating(self) -> str:
        """The rating in one line; “certainly” while months are open, and only where that is proved."""
        result = self.result
        if result.rating is not None:
            return self.say("certain" if result.open else "rated", rating=result.rating.title)
        possible = "; ".join(rating.title for rating in result.possible)
        return self.say(result.status, possible=possible, reason=result.period.part_year.reason)

    def sentences(self, *, briefly: bool = False, target: str | None = None) -> Iterator[str]:
        """Yield why, a sentence for each reason, those of one rating in one; `target`: only those of one rating."""
        secured: list[str] = []
        for reason in reasons_of(self.result, briefly=briefly):
            if target not in {None, reason.rating.id}:
                continue
            if isinstance(reason, Secured):
                secured += [self._kept(each) for each in reason.numbers]
                continue
            told = self.reason(reason)
            if isinstance(reason, Needed) and secured:
                told = self.say("enough", kept="; ".join(secured), rest=told)
            secured = []
            yield told[0].upper() + told[1:]
        if secured and self.result.rating is not None:
            yield self.say("because", kept="; ".join(secured))

    def notes(self, *, on_paper: bool = False) -> Iterator[str]:
        """Yield what people should know beside it, a sentence each: who says what, and what does not count."""
        yield from (note[0].upper() + note[1:] for note in self._notes(on_paper=on_paper))

    def _notes(self, *, on_paper: bool) -> Iterator[str]:
        result = self.result
        if result.activity.months is None:
            if not on_paper:  # which says it with the rating, and has no options
                yield self.say("ask_active", span=self.span)
        elif result.is_part:
            yield self.say("part", count=len(result.activity.months), all=len(result.span.months))
        for name, cell in result.inherited:
            cap = next(each for each in result.period.caps if each.id == name)
            yield self.say("inherited", cell=cell, reason=cap.reason)
        yield from self._of_months()

    def _of_months(self) -> Iterator[str]:
        """Yield what is odd, or not known, of single months; and the findings."""
        result = self.result
        names = ", ".join(result.period.records.frameworks or (result.framework.id,))
        for framework in dict.fromkeys(record.framework for record in result.foreign):
            months = dict.fromkeys(self.month(each.period) for each in result.foreign if each.framework == framework)
            yield self.say("foreign", months=", ".join(months), framework=framework, allowed=names)
        for month in result.doubled:
            yield self.say("doubled", month=self.month(month.period), count=len(month.records))
        lacking = [slot for slot in result.slots if slot.record is None and slot.month.state == "unknown"]
        if lacking:
            yield self.say("unreported", months=self._months(lacking))
        undecided = [slot for slot in result.slots if slot.record is not None and slot.record.rating is None]
        if undecided:
            yield self.say("undecided", months=self._months(undecided))
        decided = [
            slot.record for slot in result.slots if slot.record is not None and slot.record.overruled is not None
        ]
        yield from map(self._overruled, decided)
        for month in result.timeline.months:
            if month.state == "not_held":
                unsaid = result.period.expected.not_held == "unresolved"
                yield self.say("not_held_unsaid" if unsaid else "not_held", month=self.month(month.period))
        yield from (
            finding.message for finding in result.rules.framework.findings if finding.id in result.prospect.findings
        )

    def _overruled(self, record: Known) -> str:
        """Return what was decided, what was computed, and why they differ."""
        found = record.overruled
        assert found is not None  # noqa: S101 - of those that are
        rating = self._titles.get(record.rating or "", record.rating)
        computed = self._titles.get(found.computed or "") or self.say("no_computed")
        code = "overruled_because" if found.reason else "overruled"
        return self.say(code, month=self.month(record.period), rating=rating, computed=computed, reason=found.reason)

    def month(self, period: str) -> str:
        """Return a month of the span: its number, with the year where the span is of another one."""
        year, number = period.split("-")
        return self.say("month", month=str(int(number))) if int(year) == self.result.span.year else month_text(period)

    def _months(self, slots: list[Slot]) -> str:
        numbers = dict.fromkeys(str(int(slot.month.period[5:])) for slot in slots)
        return ", ".join(numbers)

    # --- reasons ---

    def reason(self, reason: PeriodReason) -> str:
        """Return the sentence of one reason."""
        match reason:
            case RuledOut():
                return self._ruled_out(reason)
            case Secured(gate=gate):
                return self.say("gate_holds", title=gate.title)
            case Needed():
                return self._needed(reason)

    def _ruled_out(self, reason: RuledOut) -> str:
        title, out = reason.rating.title, "out_now" if self.result.open else "out"
        if reason.cap is not None:
            return self.say(out, rating=title, why=self.say("stated", text=reason.cap.reason))
        if reason.months and len(reason.months) <= MAX_BLAMED:
            return self.say(out, rating=title, why="; ".join(map(self._of_month, reason.months)))
        if reason.numbers:
            return self.say(out, rating=title, why="; ".join(map(self._missed, reason.numbers)))
        why = self.say("stated", text=reason.gate.title) if reason.gate else self.say("not_together")
        return self.say(out, rating=title, why=why)

    def _of_month(self, slot: Slot) -> str:
        """Return what one month was: tháng 3 Trung bình."""
        record = slot.record
        rating = self._titles.get(record.rating or "") if record else None
        what = rating or (self.say("was_not_held") if record is None else "")
        return f"{self.month(slot.month.period)} {what}".strip()

    def _missed(self, counted: NumberKept) -> str:
        """Return how a number misses its end: nhiều nhất còn được 5 kỳ Tốt, cần từ 7."""
        least, most = counted.number
        ends = counted.ends
        low = ends.at_least if ends.at_least is not None else ends.above
        if low is not None and (most is None or most <= low):
            return self.say("at_most_now", what=self._amount(counted, most), need=self._range(ends))
        return self.say("at_least_now", what=self._amount(counted, least), need=self._range(ends))

    def _kept(self, counted: NumberKept) -> str:
        """Return a number that keeps its end, as it is already: 8 kỳ Tốt."""
        return self._amount(counted, counted.number[0])

    def _amount(self, counted: NumberKept, number: int | None) -> str:
        return self.amount(counted.measure, number)

    def amount(self, measure: str, number: int | None) -> str:
        """Return a number of a measure: 8 kỳ Tốt; of others, by their titles."""
        told = "—" if number is None else self.number(measure, number)
        operation = self.result.rules.operations.get(measure)
        match operation:
            case RecordCount(test) if isinstance(test.kind, RatingTest) and len(test.kind.words) == 1:
                rating = self._titles.get(test.kind.words[0], test.kind.words[0])
                return self.say(f"records_{test.kind.end or 'is'}", number=told, rating=rating)
            case _:
                return self.say("amount", title=self.result.period.measures[measure].title, number=told)

    def number(self, measure: str, number: int) -> str:
        """Return a number of a measure as people write it; a mean comes in hundredths."""
        if isinstance(self.result.rules.operations.get(measure), MeanOver):
            return formats.points(number, self.lang)
        return str(number)

    def _range(self, ends: Comparison) -> str:
        given = ((end, formats.number(getattr(ends, end), self.lang)) for end in ends.given(_ENDS))
        return ", ".join(self.say(f"end_{end}", number=number) for end, number in given)

    def _needed(self, reason: Needed) -> str:
        title = reason.rating.title
        if reason.ways is None:
            return self.say("may", rating=title)
        if not reason.ways:
            return self.say("not_sure", rating=title)
        ways = self._joined("or", [self._way(way, reason) for way in reason.ways])
        if len(reason.months) == 1:
            return self.say("if_month", rating=title, month=self.month(reason.months[0].month.period), ways=ways)
        return self.say("needs", rating=title, ways=ways, count=len(reason.months))

    def _way(self, way: tuple[tuple[int, str], ...], reason: Needed) -> str:
        """Return what one way brings: 2 kỳ Tốt, 1 kỳ từ Khá."""
        best = self.result.rules.ratings[0]
        if not way:
            return self.say("anything")
        if len(reason.months) == 1:
            rating = way[0][1]
            return self._titles[rating] if rating == best else self.say("from", rating=self._titles[rating])
        parts = [
            self.say("records_is" if rating == best else "records_at_least", number=count, rating=self._titles[rating])
            for count, rating in way
        ]
        return self._joined("and", parts)

    def _joined(self, code: str, parts: list[str]) -> str:
        *first, last = parts
        return self.say(code, first=", ".join(first), last=last) if first else last

    # --- rows and data ---

    def row(self, month: CellMonth, record: Known | None) -> tuple[str, str, str, str, str]:
        """Return a month as it stands in a table: month, day, kind, total, rating or how it is."""
        if record is None:
            return self.month(month.period), "", "", "", self.say(f"state_{month.state}")
        day = day_text(record.day) if record.day else ""
        kind = label(MEETING_KINDS[record.kind], self.lang) if record.kind in MEETING_KINDS else record.kind
        rating = self._titles.get(record.rating or "", self.say("state_undecided"))
        return self.month(month.period), day, kind, self._total(record.total), rating

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield the months of the period, each with its records."""
        for month in self.result.timeline.months:
            own = [record for record in month.records if record.kind in self.result.period.records.kinds]
            if not own:
                yield self.row(month, None)
            yield from (self.row(month, record) for record in own)

    def _total(self, total: Range | None) -> str:
        if total is None or total[1] is None:
            return ""
        low, high = (formats.points(end, self.lang) for end in (total[0], total[1]))
        return low if low == high else f"{low}–{high}"

    def measures(self) -> Iterator[str]:
        """Yield the numbers that are made of the records, with their ends."""
        for name in self.result.rules.operations:
            found = self.result.prospect.number(name)
            title = self.result.period.measures[name].title
            if found is None:
                yield self.say("amount", title=title, number="—")
                continue
            least, most = self.number(name, found[0]), "…" if found[1] is None else self.number(name, found[1])
            told = least if least == most else self.say("between", least=least, most=most)
            yield self.say("amount", title=title, number=told)

    def reasons_json(self, target: str | None = None) -> list[dict[str, Any]]:
        """Return why each rating is out, and what the open months must bring, as data; of one rating, or of all."""
        found = (each for each in reasons_of(self.result) if target in {None, each.rating.id})
        return [self._reason_json(each) for each in found]

    def _reason_json(self, reason: PeriodReason) -> dict[str, Any]:
        told: dict[str, Any] = {"rating": reason.rating.id, "text": self.reason(reason)}
        match reason:
            case RuledOut(gate=gate, cap=cap, months=months):
                told |= {"kind": "out", "gate": gate.title if gate else None, "cap": cap.id if cap else None}
                told["months"] = [slot.month.period for slot in months]
            case Secured(gate=gate):
                told |= {"kind": "secured", "gate": gate.title}
            case Needed(months=months, ways=ways):
                told |= {"kind": "needed", "months": [slot.month.period for slot in months]}
                told["ways"] = ways and [[{"count": n, "at_least": rating} for n, rating in way] for way in ways]
        numbers = () if isinstance(reason, Needed) else reason.numbers
        told["measures"] = [{"name": each.measure, "least": each.number[0], "most": each.number[1]} for each in numbers]
        return told

    def json(self) -> dict[str, Any]:
        """Return the result as data for JSON."""
        result, prospect = self.result, self.result.prospect
        return {
            "cell": result.cell,
            "name": self.cell,
            "period": {"id": result.period.id, "title": result.period.title, "of": str(result.span)},
            "framework": {"id": result.framework.id, "hash": result.framework.hash},
            "status": result.status,
            "rating": _rating(result.rating) if result.rating else None,
            "possible": [_rating(rating) for rating in result.possible],
            "active": None if result.activity.months is None else list(result.activity.months),
            "predecessors": list(result.activity.predecessors),
            "measures": {
                name: None if found is None else {"least": found[0], "most": found[1]}
                for name in result.rules.operations
                for found in (prospect.number(name),)
            },
            "gates": {
                rating.id: [prospect.gate(rating.id, number) for number, _ in enumerate(rating.requires)]
                for rating in result.ratings
                if rating.requires
            },
            "caps": {cap.id: prospect.cap(cap.id) for cap in result.rules.framework.caps},
            "findings": sorted(prospect.findings),
            "months": [_month_json(month) for month in result.timeline.months],
            "sources": list(result.sources),
            "reasons": self.reasons_json(),
            "sentences": [self.rating, *self.sentences()],
            "notes": list(self.notes()),
        }


_ENDS = ("at_least", "above", "at_most", "below")


def _rating(rating: Any) -> dict[str, str]:  # noqa: ANN401 - whatever has an id and a title
    return {"id": rating.id, "title": rating.title}


def _month_json(month: CellMonth) -> dict[str, Any]:
    return {
        "month": month.period,
        "state": month.state,
        "source": month.source or None,
        "records": [
            {
                "date": record.day.isoformat() if record.day else None,
                "kind": record.kind,
                "framework": record.framework,
                "layer": record.layer,
                "rating": record.rating,
                "possible": list(record.possible),
                "source": record.source,
            }
            for record in month.records
        ],
    }


def span_text(span: MonthSpan, lang: Lang) -> str:
    """Return a span as people call it: năm 2026, 6 tháng đầu năm 2026, quý III năm 2026, tháng 3/2026."""
    match span.kind:
        case "half_year":
            return say(lang, f"periods.half_{span.number}", year=span.year)
        case "quarter":
            return say(lang, "periods.quarter", number=("I", "II", "III", "IV")[span.number - 1], year=span.year)
        case "month":
            return say(lang, "periods.one_month", month=month_text(str(span)))
        case "year":
            return say(lang, "periods.year", year=span.year)
