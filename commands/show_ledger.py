"""Print the ledger: the list of its entries, and one of them with how its meeting stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from chamdiem.commands.printing import Row, print_table
from chamdiem.engine.ledger.contents import (
    ClockNote,
    Correction,
    Decision,
    KeptRecord,
    KeptResult,
    KeptText,
    Override,
    Seal,
    meeting_of,
)
from chamdiem.engine.ledger.meaning import lightened
from chamdiem.engine.ledger.recording import framework_for
from chamdiem.engine.ledger.states import MeetingState, state_around, state_of
from chamdiem.engine.log.entry_words import local_text
from chamdiem.engine.texts import Lang, label, plain, say
from chamdiem.engine.words import formats
from chamdiem.rules.language.fields import LAYERS
from chamdiem.rules.language.meeting import MEETING_KINDS
from chamdiem.rules.language.moments import day_text, month_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.ledger.contents import KeptLayer, MeetingRef
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.rules.language.framework import Framework


class Teller:
    """Says what entries say, in a line each."""

    def __init__(self, ledger: Ledger, lang: Lang) -> None:
        self.ledger = ledger
        self.lang = lang
        self._frameworks: dict[str, Framework] = {}

    def say(self, code: str, **details: object) -> str:
        """Return a sentence in the reader's language; nothing that stands in an entry steers the reader's screen."""
        return plain(say(self.lang, code, **details))

    def framework(self, evaluation: Entry) -> Framework:
        """Return the framework of an evaluation."""
        content = evaluation.content
        name = content.framework if isinstance(content, KeptResult) else ""
        if name not in self._frameworks:
            self._frameworks[name] = framework_for(self.ledger, evaluation).framework
        return self._frameworks[name]

    def points(self, value: int | None, framework: Framework) -> str:
        """Return points as people write them; a framework without points counts what is met."""
        return formats.points(value, self.lang) if framework.points or value is None else str(value)

    def what(self, entry: Entry) -> str:
        """Return what an entry says."""
        match entry.content:
            case KeptText() as text:
                return self.say("told.framework", id=text.id, hash=text.hash[:12])
            case KeptRecord() as record:
                return self.say("told.record", period=month_text(record.meeting.period))
            case KeptResult() as result:
                framework = self.framework(entry)
                layers = result.layers
                return "; ".join(self._layer(name, layers[name], framework) for name in LAYERS if name in layers)
            case Correction() as correction:
                return self._correction(correction)
            case ClockNote() as note:
                return self.say("told.clock", time=local_text(note.latest), role=note.role, reason=note.reason)
            case act:
                return self._about_evaluation(act)

    def listed(self, entry: Entry) -> str:
        """Return what an entry says where it is looked up: an evaluation with the framework that it follows."""
        if not isinstance(entry.content, KeptResult):
            return self.what(entry)
        origin = self.say("origin.framework", id=self.framework(entry).framework, hash=entry.content.framework[:12])
        return f"{self.what(entry)}; {origin}"

    def _about_evaluation(self, act: Decision | Override | Seal) -> str:
        evaluation = self.ledger.by_hash(act.evaluation)
        match act:
            case Seal():
                return self.say("told.seal", sheet=act.sheet[:12], number=evaluation.sequence)
            case Decision():
                rating = self._title(act.rating, self.framework(evaluation))
                return self.say("told.decision", rating=rating, role=act.role)
            case Override():
                put = self.put(act, self.framework(evaluation))
                return self.say("told.override", criterion=act.criterion, put=put)

    def put(self, override: Override, framework: Framework) -> str:
        """Return what an override puts beside the computed points of its criterion."""
        layer, points = label(LAYERS[override.layer], self.lang), self.points(override.points, framework)
        return self.say("told.put", layer=layer, points=points, role=override.role, reason=override.reason)

    def _layer(self, name: str, layer: KeptLayer, framework: Framework) -> str:
        who, result = label(LAYERS[name], self.lang), layer.result
        if result is None:
            return self.say("told.stated", layer=who, rating=self._title(layer.stated, framework))
        ends = (result.total, result.least, result.maximum)
        total, least, maximum = (self.points(points, framework) for points in ends)
        code = "told.floor" if result.total is None else "told.total"
        rating = self._title(result.rating, framework)
        return self.say(code, layer=who, total=total, least=least, maximum=maximum, rating=rating)

    def _title(self, rating: str | None, framework: Framework) -> str:
        titles = {item.id: item.title for item in framework.ratings}
        return titles.get(rating or "", self.say("told.unrated"))

    def _correction(self, content: Correction) -> str:
        old = self.ledger.by_hash(content.supersedes).sequence
        act = {"role": content.role, "reason": content.reason}
        if content.by is None:
            return self.say("told.withdrawn", number=old, **act)
        return self.say("told.replaced", number=old, by=self.ledger.by_hash(content.by).sequence, **act)

    def standing(self, entry: Entry, state: MeetingState | None) -> str:
        """Return what became of an entry that is no longer in force; a sealed sheet stands as its evaluation does."""
        if isinstance(entry.content, Seal):
            entry = self.ledger.by_hash(entry.content.evaluation)
        if (
            state is None
            or isinstance(entry.content, Correction)
            or any(entry.hash == other.hash for other in state.in_force)
        ):
            return ""
        by = state.superseded.get(entry.hash)
        return self.say("standing.superseded", number=by.sequence) if by else self.say("standing.lapsed")

    def row(self, entry: Entry, said: str, state: MeetingState | None) -> Row:
        """Return an entry as a row of a list."""
        meeting = meeting_of(entry.content)
        return [
            str(entry.sequence),
            local_text(entry.time),
            self.say(f"kind.{entry.kind}"),
            meeting.cell if meeting else "",
            held(meeting) if meeting else "",
            said,
            self.standing(entry, state),
        ]

    def table(self, rows: Iterable[Row]) -> None:
        """Print a list of entries."""
        names = ("entry", "recorded", "kind", "cell", "held", "says", "standing")
        print_table([self.say(f"column.{name}") for name in names], rows, numbers={0})


def held(meeting: MeetingRef) -> str:
    """Return the day of a meeting, or its month where that is all that is known."""
    return day_text(meeting.date) if meeting.date else month_text(meeting.period)


def print_log(ledger: Ledger, entries: Iterable[Entry], cell: str | None, lang: Lang) -> None:
    """Print entries, one row each, of all cells or of one, and which of them are no longer in force."""
    teller = Teller(ledger, lang)
    told: list[tuple[Entry, str]] = []
    meetings: dict[str | None, list[Entry]] = {}
    for entry in entries:
        meeting = meeting_of(entry.content)
        if cell is None or (meeting is not None and meeting.cell == cell):
            light = lightened(entry)
            told.append((light, teller.listed(entry)))
            meetings.setdefault(_key(entry), []).append(light)
    states = {key: state_of(tuple(own)) for key, own in meetings.items() if key is not None}
    teller.table([teller.row(entry, said, states.get(_key(entry) or "")) for entry, said in told])


def _key(entry: Entry) -> str | None:
    meeting = meeting_of(entry.content)
    return None if meeting is None else meeting.key


def print_entry(ledger: Ledger, entry: Entry, time: str | None, lang: Lang) -> None:
    """Print an entry, the points of an evaluation, and all that is known of its meeting."""
    teller = Teller(ledger, lang)
    kind = teller.say(f"kind.{entry.kind}")
    click.secho(teller.say("show.entry", number=entry.sequence, kind=kind), bold=True)
    click.echo(teller.listed(entry))
    click.echo(teller.say("show.recorded", time=local_text(entry.time), version=entry.software))
    click.echo(teller.say("show.entry_hash", hash=entry.hash, previous=entry.previous))
    meeting = meeting_of(entry.content)
    state = state_around(ledger, entry, time)
    if isinstance(entry.content, KeptResult):
        click.echo()
        _print_points(teller, entry, entry.content, state)
    if state is not None and meeting is not None:
        kind = label(MEETING_KINDS[meeting.kind], lang)
        click.secho("\n" + teller.say("show.meeting", cell=meeting.cell, kind=kind), bold=True)
        teller.table([teller.row(other, teller.what(other), state) for other in state.entries])


def _print_points(teller: Teller, entry: Entry, result: KeptResult, state: MeetingState | None) -> None:
    """Print the points that were computed, and beside them those that an office put there."""
    framework = teller.framework(entry)
    layers = {name: own for name in LAYERS if name in result.layers and (own := result.layers[name].result)}
    overrides = state.overrides.values() if state is not None and state.evaluation == entry else ()
    put = [other.content for other in overrides if isinstance(other.content, Override)]
    header = [teller.say(f"column.{name}") for name in ("id", "title", "maximum")]
    header += [label(LAYERS[name], teller.lang) for name in layers]
    rows = []
    for criterion in framework.criteria:
        row = [criterion.id, criterion.title, formats.points(criterion.maximum, teller.lang)]
        row += [teller.points(layer.points.get(criterion.id), framework) for layer in layers.values()]
        beside = (teller.put(other, framework) for other in put if other.criterion == criterion.id)
        rows.append([*row, "; ".join(beside)])
    print_table([*header, teller.say("column.overrides")], rows, numbers=range(2, 3 + len(layers)))


def entry_json(ledger: Ledger, entry: Entry, time: str | None) -> dict[str, Any]:
    """Return an entry as data for JSON, with the numbers of the entries of its meeting that are in force."""
    state = state_around(ledger, entry, time)
    told: dict[str, Any] = json.loads(entry.canonical) | {"hash": entry.hash}
    return told | {"in_force": [other.sequence for other in state.in_force] if state else None}
