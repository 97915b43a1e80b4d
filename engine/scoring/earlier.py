"""What earlier records say of a fact of a meeting's record: the ends between which it lies, and by which months.

What stands in the record itself is compared with it; where the ends agree, the fact is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.moments import month_text
from chamdiem.rules.records.scalars import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.reading.records import Record

By = Literal["earlier", "typed", "open"]
"""What a fact is known by: by earlier records, by what was typed, or not yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEntry:
    """One entry of a ledger from which something follows: its number, and its hash."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMonth:
    """One month that was looked at, and the entries that say of it what is known; it is `known` if they do.

    `own`: it is known by the record itself.
    """

    period: str
    known: bool
    entries: tuple[EarlierEntry, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFact:
    """A fact by its name, with the least and the most that it is by all that is known of some months."""

    name: str
    least: int
    most: int
    months: tuple[EarlierMonth, ...]

    @property
    def is_certain(self) -> bool:
        """Whether it can only be one number."""
        return self.least == self.most

    @property
    def unknown(self) -> tuple[str, ...]:
        """The months of which nothing is known."""
        return tuple(month.period for month in self.months if not month.known)

    @property
    def entries(self) -> tuple[EarlierEntry, ...]:
        """The entries from which it follows, in their order."""
        return tuple(entry for month in self.months for entry in month.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFacts:
    """What earlier records say of facts of one record, by their names; `entries` are those that they follow from."""

    facts: Mapping[str, EarlierFact]
    entries: tuple[EarlierEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBy:
    """What a fact that earlier records decide is known by; `earlier` is None where none were looked at."""

    name: str
    by: By
    value: int | None
    earlier: EarlierFact | None


def known_by(record: Record, names: Iterable[str], earlier: EarlierFacts | None) -> Iterator[KnownBy]:
    """Yield by what each fact is known that a framework has from history, as far as there is anything to tell of it."""
    for name in names:
        found, typed = earlier.facts.get(name) if earlier else None, record.typed_fact(name)
        if found is not None and found.is_certain:
            yield KnownBy(name=name, by="earlier", value=found.least, earlier=found)
        elif typed is not None:
            yield KnownBy(name=name, by="typed", value=typed, earlier=found)
        elif found is not None and name not in record.shape.with_told(record.values):
            yield KnownBy(name=name, by="open", value=None, earlier=found)


def contradictions(record: Record, earlier: EarlierFacts) -> tuple[Fault, ...]:
    """Return what a record says of its facts though earlier records rule it out, with the places."""
    return record.located(_contradictions(record, earlier))


def _contradictions(record: Record, earlier: EarlierFacts) -> Iterator[Fault]:
    for name, fact in earlier.facts.items():
        typed = record.typed_fact(name)
        if typed is None or fact.least <= typed <= fact.most:
            continue
        details = {"part": name, "months": listed(map(_named, fact.months))}
        if record.shape.by_name[name].type is FieldType.YES_NO:
            yield Fault("history.other_answer", (name,), {**details, "answer": "yes" if fact.least else "no"})
        else:
            code = "history.other_number" if fact.is_certain else "history.outside"
            ends = {"value": str(typed), "least": str(fact.least), "most": str(fact.most)}
            yield Fault(code, (name,), details | ends)


def _named(month: EarlierMonth) -> str:
    """Return a month with the entries that tell of it, or a sign that none does."""
    numbers = listed(f"#{entry.number}" for entry in month.entries) or ("=" if month.own else "?")
    return f"{month_text(month.period)} ({numbers})"


def with_earlier(facts: Mapping[Key, int], earlier: EarlierFacts) -> tuple[dict[Key, int], dict[Key, int]]:
    """Return a record's facts with those that earlier records decide, and what bounds those that they leave open."""
    given, bounds = dict(facts), dict[Key, int]()
    for name, fact in earlier.facts.items():
        if fact.is_certain:
            given[Key("field", name)] = fact.least
        elif Key("field", name) not in facts:
            least, most = proved_keys(name)
            bounds |= {least: fact.least, most: fact.most}
    return given, bounds
