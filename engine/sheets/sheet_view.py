"""Evaluation → what stands on the score sheet (phiếu chấm điểm), as text; every form of the sheet is laid out from it.

The sheet is Vietnamese. Everything on it comes from the record and the framework: what nobody gave is a blank, to be
filled in by hand. So is the paragraph of self-assessment that a month's resolution carries, ready to paste
(HD 42-HD/BTCTW, 28/10/2025).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.origins import foreign_files
from chamdiem.engine.paper.settings import PaperSettings, guide_on
from chamdiem.engine.sheets.sheet_table import COLUMNS, Labelled, SheetRow, SheetTable, total_text
from chamdiem.engine.texts import say_vi, sentence
from chamdiem.engine.texts.sentences import period_text
from chamdiem.engine.words import formats
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.moments import day_text, month_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import DecidedRating, Evaluation, Points, Scoring
    from chamdiem.rules.language.framework import Framework, Rating

STATED = ("self", "cell_vote", "upper", "decided")
"""The layers whose rating is written under the table."""
_TWO_DIGIT_MONTHS = 2
_DOTS = say_vi("sheet.dots")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMark:
    """Where the sheet's evaluation stands in a ledger, in words; and a signed checkpoint of the ledger as a QR code.

    The code is drawn by `qr_path`, the path of an inline SVG whose view box has sides of `qr_side`; `qr_text` is what
    it says, for a Word file, in which it is a picture (blank: only the words are there).
    """

    lines: tuple[str, ...]
    qr_path: str
    qr_side: int
    qr_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """What stands on the sheet, as text; every form of the sheet is laid out from it."""

    upper_org: str | None
    cell: str | None
    number: str
    place_and_date: str
    title: str
    subject: str
    notice: str | None
    particulars: tuple[Labelled, ...]
    pointed: bool
    of_faults: bool
    rows: tuple[SheetRow, ...]
    to_score: tuple[str, ...]
    ratings: tuple[Labelled, ...]
    warnings: tuple[str, ...]
    limitations: tuple[str, ...]
    source: str
    committee_exists: bool | None
    own_label: str
    upper_label: str
    signatures: tuple[Labelled, ...]
    paragraph: str
    guide: str
    advice: str | None = None
    mark: SheetMark | None = None


def view_sheet(
    evaluation: Evaluation,
    paper: PaperSettings = PaperSettings(),  # noqa: B008 - a frozen value
    mark: SheetMark | None = None,
    advice: str | None = None,
) -> SheetView:
    """Return what stands on the sheet of an evaluation; `advice` is the line on what would raise its rating."""
    record, framework = evaluation.record, evaluation.framework.framework
    upper_org, cell = record.text("upper_org"), record.text(record.shape.unit_name)
    committee = record.values.get("committee_exists")
    no_points = "" if framework.points else "_no_points"
    table = SheetTable(evaluation)
    return SheetView(
        upper_org=upper_org.upper() if upper_org else None,
        cell=cell.upper() if cell else None,
        number=say_vi("sheet.number_of" if framework.subject else "sheet.number"),
        place_and_date=place_and_date(paper, record.date),
        title=_title(framework).upper(),
        subject=_subject(evaluation),
        notice=framework.provenance.notice,
        particulars=(*(_identity(evaluation) if framework.subject else _particulars(evaluation)), *_facts(evaluation)),
        pointed=framework.points is not None,
        of_faults=framework.fewer_is_better,
        rows=table.rows(),
        to_score=table.to_score(),
        ratings=tuple(_stated(evaluation, layer) for layer in STATED),
        warnings=table.warnings(),
        limitations=record.limitations,
        source=_source(evaluation),
        committee_exists=committee if isinstance(committee, bool) else None,
        own_label=say_vi(f"sheet.own{'_of' if framework.subject else ''}{no_points}"),
        upper_label=say_vi(f"sheet.upper{no_points or '_points'}"),
        signatures=tuple(_signatures(framework, committee)),
        paragraph="" if framework.subject else self_assessment(evaluation),
        guide=guide_on(record.date),
        advice=advice,
        mark=mark,
    )


def place_and_date(paper: PaperSettings, date: dt.date | None) -> str:
    """Return the line under the Party's name. What is not known is left to be written in.

    Days below 10 and months 1 and 2 have a leading 0, as Party documents write them.
    """
    day = month = year = _DOTS
    if date is not None:
        day = f"{date.day:02}"
        month = f"{date.month:02}" if date.month <= _TWO_DIGIT_MONTHS else str(date.month)
        year = str(date.year)
    place = paper.place or say_vi("sheet.place_dots")
    return say_vi("sheet.place_and_date", place=place, day=day, month=month, year=year)


def _title(framework: Framework) -> str:
    if framework.subject is None and framework.title.casefold().startswith("phiếu"):
        return framework.title
    no_points = "" if framework.points else "_no_points"
    if framework.subject is None:
        return say_vi(f"sheet.title{no_points}")
    return framework.subject.sheet or say_vi(f"sheet.title_of{no_points}", subject=framework.subject.title)


def _subject(evaluation: Evaluation) -> str:
    """Return the line under the title: of which period it is."""
    record = evaluation.record
    if evaluation.framework.framework.subject is None:
        return say_vi("sheet.subject", month=month_text(record.period) if record.period else f"{_DOTS}/{_DOTS}")
    period = period_text("vi", record.of_period) if record.of_period else _DOTS
    return say_vi("sheet.period" if record.shape.period else "sheet.occasion", period=period)


def _identity(evaluation: Evaluation) -> tuple[Labelled, ...]:
    """Return who it is that was scored, where it is no meeting; of a person that is a code."""
    record, names = evaluation.record, evaluation.record.shape
    name, code = record.text(names.unit_name), record.text(names.unit)
    return (
        *([Labelled(say_vi("sheet.cell"), name)] if names.unit_name else []),
        Labelled(say_vi("sheet.code"), code),
        Labelled(say_vi("sheet.superior"), record.text("upper_org")),
    )


def _facts(evaluation: Evaluation) -> tuple[Labelled, ...]:
    """Return what the framework asked for beside the fields of every record; nothing that is personal."""
    values, wording = evaluation.record.values, evaluation.framework.wordings["vi"]
    told = []
    for field in evaluation.record.shape.fields:
        if field.declared and not field.personal:
            stored = field.fact_value(values[field.name]) if field.name in values else None
            value = _DOTS if stored is None else wording.field_value(field.name, stored)
            told.append(say_vi("sheet.fact", name=field.vi, value=value))
    return (Labelled(say_vi("sheet.facts"), "; ".join(told)),) if told else ()


def _signatures(framework: Framework, committee: object) -> Iterator[Labelled]:
    """Yield who signs, each on two lines."""
    subject = framework.subject
    if subject is None:
        of = "committee" if committee is True else "no_committee" if committee is False else "committee_unknown"
        yield Labelled(say_vi("sheet.watcher"), say_vi("sheet.watcher_does"))
        yield Labelled(say_vi(f"sheet.{of}"), say_vi("sheet.secretary"))
        yield Labelled(say_vi("sheet.supervisor"), say_vi("sheet.supervisor_does"))
        return
    yield Labelled(say_vi("sheet.compiler"), None)
    whose = say_vi("sheet.assessed") if subject.person else say_vi("sheet.for_subject", subject=subject.title.upper())
    yield Labelled(whose, None)
    yield Labelled(say_vi("sheet.above"), None)


def _particulars(evaluation: Evaluation) -> tuple[Labelled, ...]:
    record = evaluation.record
    names, place = (record.text("cell_name"), record.text("upper_org")), record.text("place")
    fields = record.shape.by_name
    told = {name: formats.value(fields[name], value, "vi") for name, value in record.values.items()}
    attendance = say_vi(
        "sheet.present_due",
        present=told.get("present") or _DOTS,
        due=_due(evaluation) or _DOTS,
        excused=told.get("absent_excused") or _DOTS,
        unexcused=told.get("absent_unexcused") or _DOTS,
    )
    return (
        Labelled(say_vi("sheet.cell"), ", ".join(name for name in names if name) or None),
        Labelled(say_vi("sheet.kind"), _kind(told)),
        Labelled(say_vi("sheet.time"), _time(record, told)),
        *([Labelled(say_vi("sheet.place"), place)] if place else []),
        Labelled(say_vi("sheet.attendance"), attendance),
    )


def _kind(told: Mapping[str, str]) -> str | None:
    kind, mode = told.get("meeting_kind"), told.get("mode")
    return say_vi("sheet.kind_and_mode", kind=kind or _DOTS, mode=mode) if mode else kind


def _time(record: Record, told: Mapping[str, str]) -> str:
    start, end = (_clock(record.values.get(name)) for name in ("start_time", "end_time"))
    date = told.get("date") or say_vi("sheet.date", day=_DOTS, month=_DOTS, year=_DOTS)
    return say_vi("sheet.hours", start=start, end=end, date=date)


def _clock(value: object) -> str:
    hour, minute = (f"{value.hour:02}", f"{value.minute:02}") if isinstance(value, dt.time) else (_DOTS, _DOTS)
    return say_vi("sheet.clock", hour=hour, minute=minute)


def _due(evaluation: Evaluation) -> str | None:
    """Return how many were due, by the framework's own denominator: what it divides those present by."""
    measures, facts = evaluation.framework.framework.measures, evaluation.own.facts
    shares = (measure.share for measure in measures.values() if measure.share)
    due = next((bottom for top, bottom in shares if top == "present"), "")
    known = facts.get(Key("measure" if due in measures else "field", due))
    return None if known is None else str(known)


def _stated(evaluation: Evaluation, layer: str) -> Labelled:
    """Return the rating that a layer states, with the votes for it, and the total of a layer that has no column."""
    found = evaluation.layers.get(layer)
    parts = [found.stated.title] if found and found.stated else []
    if layer == "decided" and evaluation.decision:
        parts = [decided_text(evaluation.decision)]
    if layer == "cell_vote" and (votes := _votes(evaluation.record)):
        parts.append(say_vi("sheet.votes", **votes))
    total = total_text(evaluation.framework.framework, found.scoring) if found and found.scoring else None
    if total is not None and layer not in COLUMNS:
        parts.append(say_vi("sheet.layer_total", total=total))
    of = "_of" if evaluation.framework.framework.subject else ""
    return Labelled(say_vi(f"sheet.stated_{layer}{of}"), "; ".join(parts) or None)


def decided_text(decision: DecidedRating) -> str:
    """Return a rating that was decided; where it is another than was computed, with that and the reason."""
    parts = [decision.rating.title]
    if decision.differs:
        computed = decision.computed
        parts.append(say_vi("sheet.computed", computed=computed.title) if computed else say_vi("sheet.computed_none"))
    if decision.differs and decision.reason:
        parts.append(say_vi("sheet.decided_because", reason=decision.reason))
    return "; ".join(parts)


def _votes(record: Record) -> dict[str, object]:
    """Return the votes for the cell's rating with their share of all, as sentences name them; nothing if not known."""
    votes, of_all = record.values.get("votes_for"), record.values.get("votes_total")
    if not isinstance(votes, int) or not isinstance(of_all, int) or not of_all:
        return {}
    return {"votes": votes, "all": of_all, "share": formats.share(votes, of_all, "vi")}


def _source(evaluation: Evaluation) -> str:
    loaded = evaluation.framework
    framework, authority = loaded.framework, loaded.framework.authority
    source = say_vi(
        "sheet.source",
        title=framework.title,
        number=authority.number,
        date=day_text(authority.date),
        issuer=authority.issuer,
        id=loaded.id,
        status=say_vi(f"sheet.{framework.provenance.status}"),
        hash=loaded.short_hash,
    )
    return " ".join((source, *foreign_files(loaded, evaluation.settings, "vi", on_paper=True)))


def self_assessment(evaluation: Evaluation, handed_in: Rating | None = None) -> str:
    """Return points by group, total, self rating, limitations and vote, in one Vietnamese paragraph.

    What is not known is a row of dots to write on; nothing is taken from another layer. `handed_in`: the rating with
    which a cell handed it in, where its record states none.
    """
    record, framework, own = evaluation.record, evaluation.framework.framework, evaluation.own
    parts = [
        say_vi("paragraph.group", title=group.group.title, points=_of(group.points, framework)) for group in own.groups
    ]
    groups = "; ".join([*parts, *_outside(own)])
    stated, votes = evaluation.layers["self"].stated or handed_in, _votes(record)
    # Without the full stops that they may end with: the sentence goes on.
    limitations = "; ".join(" ".join(limitation.split()).rstrip(".; ") for limitation in record.limitations)
    sentences = (
        _assessed(evaluation, groups),
        say_vi("paragraph.total" if framework.points else "paragraph.met", total=_of(own.total, framework)),
        say_vi("paragraph.rating", rating=stated.title if stated else _DOTS),
        say_vi("paragraph.limitations", limitations=limitations or _DOTS),
        say_vi("paragraph.vote", votes=say_vi("paragraph.votes" if votes else "paragraph.votes_unknown", **votes)),
    )
    return " ".join(sentences)


def _assessed(evaluation: Evaluation, groups: str) -> str:
    """Say whose assessment it is, of when, and the points by group."""
    record, subject = evaluation.record, evaluation.framework.framework.subject
    if subject is None:
        month = month_text(record.period) if record.period else _DOTS
        return say_vi("paragraph.groups", month=month, groups=groups)
    period = period_text("vi", record.of_period) if record.of_period else _DOTS
    cell = f"{sentence(subject.title)} {record.cell_called or _DOTS}"
    return say_vi("paragraph.groups_of", cell=cell, period=period, groups=groups)


def _outside(own: Scoring) -> Iterator[str]:
    """Yield the points from outside the scale; dots where some of them are not known."""
    awards = [score.points.award for score in own.outside]
    if awards:
        known = [award for award in awards if award is not None]
        total = formats.points(sum(known), "vi") if len(known) == len(awards) else _DOTS
        yield say_vi("paragraph.group", title=say_vi("scoring.outside"), points=total)


def _of(points: Points, framework: Framework) -> str:
    """Return points as award/maximum; dots for what is not known."""
    award, maximum = (
        _DOTS if value is None else formats.points(value, "vi") if framework.points else str(value)
        for value in (points.award, points.maximum)
    )
    return f"{award}/{maximum}"
