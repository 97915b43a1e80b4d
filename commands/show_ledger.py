"""Print the ledger: the list of its entries, and one of them with how its meeting stands."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from chamdiem.commands.clock import local
from chamdiem.commands.printing import Row, label, print_table
from chamdiem.engine import formats
from chamdiem.engine.ledger.entries import Kind, meeting_key
from chamdiem.engine.ledger.recording import framework_for
from chamdiem.engine.ledger.states import State, meeting_state, state_of
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.fields import LAYERS, MEETING_KINDS
from chamdiem.rules.scalars import read_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.ledger.entries import Body, Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.rules.framework import Framework

HEAVY = frozenset({"layers", "data", "text"})
"""Parts of bodies that a list does not need once it says what they say; a long ledger is too much to hold with them."""


class Teller:
    """Says what entries say, in a line each."""

    def __init__(self, ledger: Ledger, lang: Lang) -> None:
        self.ledger = ledger
        self.lang = lang
        self._frameworks: dict[str, Framework] = {}

    def say(self, code: str, **details: object) -> str:
        """Return a sentence in the reader's language."""
        return say(self.lang, code, **details)

    def framework(self, evaluation: Entry) -> Framework:
        """Return the framework of an evaluation."""
        name = evaluation.body["framework"]
        if name not in self._frameworks:
            self._frameworks[name] = framework_for(self.ledger, evaluation).framework
        return self._frameworks[name]

    def points(self, text: str | None, framework: Framework) -> str:
        """Return points as people write them; a framework without points counts what is met."""
        value = None if text is None else read_points(text)
        return formats.points(value, self.lang) if framework.points or value is None else str(value)

    def what(self, entry: Entry) -> str:
        """Return what an entry says."""
        body = entry.body
        match entry.kind:
            case Kind.FRAMEWORK:
                return self.say("told.framework", id=body["id"], hash=body["hash"][:12])
            case Kind.RECORD:
                return self.say("told.record", period=formats.month(body["meeting"]["period"]))
            case Kind.EVALUATION:
                framework = self.framework(entry)
                layers = body["layers"]
                return "; ".join(self._layer(name, layers[name], framework) for name in LAYERS if name in layers)
            case Kind.CORRECTION:
                return self._correction(body)
            case _:
                return self._about_evaluation(entry, body)

    def listed(self, entry: Entry) -> str:
        """Return what an entry says where it is looked up: an evaluation with the framework that it follows."""
        if entry.kind is not Kind.EVALUATION:
            return self.what(entry)
        origin = self.say("origin.framework", id=self.framework(entry).framework, hash=entry.body["framework"][:12])
        return f"{self.what(entry)}; {origin}"

    def _about_evaluation(self, entry: Entry, body: Body) -> str:
        evaluation = self.ledger.by_hash(body["evaluation"])
        if entry.kind is Kind.SEAL:
            return self.say("told.seal", sheet=body["sheet"][:12], number=evaluation.sequence)
        if entry.kind is Kind.DECISION:
            return self.say(
                "told.decision", rating=self._title(body["rating"], self.framework(evaluation)), **_act(body)
            )
        return self.say("told.override", criterion=body["criterion"], put=self.put(entry, self.framework(evaluation)))

    def put(self, override: Entry, framework: Framework) -> str:
        """Return what an override puts beside the computed points of its criterion."""
        body = override.body
        layer = label(LAYERS[body["layer"]], self.lang)
        return self.say("told.put", layer=layer, points=self.points(body["points"], framework), **_act(body))

    def _layer(self, name: str, layer: Body, framework: Framework) -> str:
        who = label(LAYERS[name], self.lang)
        if "points" not in layer:
            return self.say("told.stated", layer=who, rating=self._title(layer["stated_rating"], framework))
        total, least, maximum = (self.points(layer[part], framework) for part in ("total", "least", "maximum"))
        code = "told.floor" if layer["total"] is None else "told.total"
        rating = self._title(layer["rating"], framework)
        return self.say(code, layer=who, total=total, least=least, maximum=maximum, rating=rating)

    def _title(self, rating: str | None, framework: Framework) -> str:
        titles = {item.id: item.title for item in framework.ratings}
        return titles.get(rating or "", self.say("told.unrated"))

    def _correction(self, body: Body) -> str:
        old = self.ledger.by_hash(body["supersedes"]).sequence
        if body["by"] is None:
            return self.say("told.withdrawn", number=old, **_act(body))
        return self.say("told.replaced", number=old, by=self.ledger.by_hash(body["by"]).sequence, **_act(body))

    def standing(self, entry: Entry, state: State | None) -> str:
        """Return what became of an entry that is no longer in force; a sealed sheet stands as its evaluation does."""
        if entry.kind is Kind.SEAL:
            entry = self.ledger.by_hash(entry.body["evaluation"])
        if state is None or entry.kind is Kind.CORRECTION or any(entry.hash == other.hash for other in state.in_force):
            return ""
        by = state.superseded.get(entry.hash)
        return self.say("standing.superseded", number=by.sequence) if by else self.say("standing.lapsed")

    def row(self, entry: Entry, said: str, state: State | None) -> Row:
        """Return an entry as a row of a list."""
        meeting = entry.body.get("meeting", {})
        return [
            str(entry.sequence),
            local(entry.time),
            self.say(f"kind.{entry.kind}"),
            meeting.get("cell", ""),
            self._held(meeting),
            said,
            self.standing(entry, state),
        ]

    def _held(self, meeting: Body) -> str:
        if not meeting:
            return ""
        if meeting["date"] is None:
            return formats.month(meeting["period"])
        return f"{dt.date.fromisoformat(meeting['date']):%d/%m/%Y}"

    def table(self, rows: Iterable[Row]) -> None:
        """Print a list of entries."""
        names = ("entry", "recorded", "kind", "cell", "held", "says", "standing")
        print_table([self.say(f"column.{name}") for name in names], rows, numbers={0})


def _act(body: Body) -> Body:
    return {"role": body["role"], "reason": body.get("reason", "")}


def print_log(ledger: Ledger, entries: Iterable[Entry], cell: str | None, lang: Lang) -> None:
    """Print entries, one row each, of all cells or of one, and which of them are no longer in force."""
    teller = Teller(ledger, lang)
    told: list[tuple[Entry, str]] = []
    meetings: dict[str | None, list[Entry]] = {}
    for entry in entries:
        if cell is None or entry.body.get("meeting", {}).get("cell") == cell:
            light = replace(entry, body={k: v for k, v in entry.body.items() if k not in HEAVY}, canonical=b"")
            told.append((light, teller.listed(entry)))
            meetings.setdefault(meeting_key(entry.body), []).append(light)
    states = {key: state_of(tuple(own)) for key, own in meetings.items() if key is not None}
    teller.table([teller.row(entry, said, states.get(meeting_key(entry.body) or "")) for entry, said in told])


def print_entry(ledger: Ledger, entry: Entry, time: str | None, lang: Lang) -> None:
    """Print an entry, the points of an evaluation, and all that is known of its meeting."""
    teller = Teller(ledger, lang)
    kind = teller.say(f"kind.{entry.kind}")
    click.secho(teller.say("show.entry", number=entry.sequence, kind=kind), bold=True)
    click.echo(teller.listed(entry))
    click.echo(teller.say("show.recorded", time=local(entry.time), version=entry.software))
    click.echo(teller.say("show.entry_hash", hash=entry.hash, previous=entry.previous))
    key = meeting_key(entry.body)
    state = meeting_state(ledger, key, time) if key is not None else None
    if entry.kind is Kind.EVALUATION:
        click.echo()
        _print_points(teller, entry, state)
    if state is not None:
        meeting = entry.body["meeting"]
        kind = label(MEETING_KINDS[meeting["kind"]], lang)
        click.secho("\n" + teller.say("show.meeting", cell=meeting["cell"], kind=kind), bold=True)
        teller.table([teller.row(other, teller.what(other), state) for other in state.entries])


def _print_points(teller: Teller, entry: Entry, state: State | None) -> None:
    """Print the points that were computed, and beside them those that an office put there."""
    framework = teller.framework(entry)
    layers = {name: entry.body["layers"][name] for name in LAYERS if "points" in entry.body["layers"].get(name, {})}
    overrides = state.overrides if state is not None and state.evaluation == entry else {}
    header = [teller.say(f"column.{name}") for name in ("id", "title", "maximum")]
    header += [label(LAYERS[name], teller.lang) for name in layers]
    rows = []
    for criterion in framework.criteria:
        row = [criterion.id, criterion.title, formats.points(criterion.maximum, teller.lang)]
        row += [teller.points(layer["points"][criterion.id], framework) for layer in layers.values()]
        put = [other for (_, name), other in overrides.items() if name == criterion.id]
        rows.append([*row, "; ".join(teller.put(other, framework) for other in put)])
    print_table([*header, teller.say("column.overrides")], rows, numbers=range(2, 3 + len(layers)))


def entry_json(ledger: Ledger, entry: Entry, time: str | None) -> dict[str, Any]:
    """Return an entry as data for JSON, with the numbers of the entries of its meeting that are in force."""
    key = meeting_key(entry.body)
    state = meeting_state(ledger, key, time) if key is not None else None
    told: dict[str, Any] = json.loads(entry.canonical) | {"hash": entry.hash}
    return told | {"in_force": [other.sequence for other in state.in_force] if state else None}
