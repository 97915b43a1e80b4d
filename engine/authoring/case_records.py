"""What a case gives, as records, with each value's place in the file of cases."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from chamdiem.engine.history.earlier import earlier_facts, kinds_of, month_of
from chamdiem.engine.history.kept import KeptFacts, KeptMonth
from chamdiem.engine.reading.documents import Data, Document
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.earlier import EarlierEntry
from chamdiem.rules.analysis.history_facts import HistoryFacts
from chamdiem.rules.records.faults import Fault, FaultyInput, Path
from chamdiem.rules.records.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.earlier import EarlierFacts
    from chamdiem.rules.language.cases import Case, EarlierRecord
    from chamdiem.rules.language.framework import Framework


def record_of_case(document: Document, number: int, layer: str, framework: Framework) -> Document:
    """Return the record of a case: what its file gives and what the case changes, each with its place in the file.

    Answers that the file gives to all of its cases are left out where the case's layer is not asked for them.
    """
    root: Path = ("cases", number)
    places: dict[Path, Path] = {}
    facts = _merged(document, ("facts",), (*root, "facts"), (), places)
    answers = _merged(document, ("answers",), (*root, "answers"), ("assessments", layer, "answers"), places)
    own = _at(document, (*root, "answers"))
    unasked = {criterion.id for criterion in framework.criteria if not criterion.is_asked_of(layer)} - own.keys()
    answers = {name: answer for name, answer in answers.items() if name not in unasked}
    for path in ((), ("assessments",), ("assessments", layer), ("assessments", layer, "answers")):
        places[path] = root
    return _document(document, {**facts, "assessments": {layer: {"answers": answers}}}, places)


def record_of_facts(document: Document, root: Path, framework: Framework) -> Record:
    """Return the record of another meeting, whose facts stand in a case over those that its file gives to all.

    Raises:
        FaultyInput: everything that is wrong in it.
    """
    places: dict[Path, Path] = {(): root}
    facts = _merged(document, ("facts",), (*root, "facts"), (), places)
    return parse_record(_document(document, facts, places), dt.date.max, shape=framework.shape)


def kind_of(said: EarlierRecord, record: Record, kinds: Sequence[str]) -> str:
    """Return the kind of a meeting: as it is said, or as its facts have it, or the first that counts."""
    own = record.kind if record.kind in kinds else None
    return said.kind or own or kinds[0]


def _document(document: Document, data: dict[str, Data], places: dict[Path, Path]) -> Document:
    return Document(
        document.file,
        document.text,
        data,
        {path: document.place(source) for path, source in places.items()},
        {path: document.place(source, of_key=True) for path, source in places.items()},
    )


def _merged(document: Document, common: Path, own: Path, target: Path, places: dict[Path, Path]) -> dict[str, Data]:
    """Return the file's own mapping with a case's over it, and note where each of its values stands."""
    merged: dict[str, Data] = {}
    for source in (common, own):
        for path in document.values:
            if path[: len(source)] == source and len(path) > len(source):
                places[(*target, *path[len(source) :])] = path
        merged |= _at(document, source)
    return merged


def _at(document: Document, path: Path) -> dict[str, Data]:
    """Return the mapping at a place of a file; one that is not there is blank."""
    found: Any = document.data
    for step in path:
        found = (found or {}).get(step, {}) if isinstance(step, str) else found[step]
    return found or {}


# --- meetings before it ---


def earlier_of_case(
    framework: Framework, document: Document, number: int, case: Case, record: Record
) -> EarlierFacts | None:
    """Return what the earlier meetings of a case say of its facts; None: the case names none.

    Raises:
        FaultyInput: the framework takes nothing from them, it is not known before what they were, or one is wrong.
    """
    if not case.earlier and not case.not_held:
        return None
    root: Path = ("cases", number)
    key = "earlier" if case.earlier else "not_held"
    if not framework.history:
        raise FaultyInput([Fault("case.no_history", (*root, key))])
    period = month_of(record)
    if period is None:
        raise FaultyInput([Fault("case.no_month", (*root, key))])
    faults = list(_late(case, root, period))
    months: dict[str, list[KeptFacts]] = {}
    for place, each in enumerate(case.earlier):
        try:
            own = record_of_facts(document, (*root, "earlier", place), framework)
        except FaultyInput as error:
            faults += error.faults
            continue
        kind, entry = kind_of(each, own, kinds_of(record)), EarlierEntry(number=place + 1, hash="")
        kept = KeptFacts(kind=kind, day=None, facts=own.facts_by_name(), entry=entry)
        for month in each.months:
            months.setdefault(month, []).append(kept)
    if faults:
        raise FaultyInput(faults)
    not_held = months_of(case.not_held)
    history, kinds = HistoryFacts(framework), kinds_of(record)
    return earlier_facts(record, period, history, partial(_month, months, not_held, kinds))


def _late(case: Case, root: Path, period: str) -> Iterator[Fault]:
    """Yield a fault for each month that does not lie before that of the case, and for one that was held and not."""
    for path, months in _spans(case.earlier, case.not_held, root, "earlier"):
        if months[-1] >= period:
            details = {"month": month_text(months[-1]), "last": month_text(period)}
            yield Fault("case.not_earlier", path, details)
    yield from held_and_not(case.earlier, case.not_held, root)


def _spans(
    records: Sequence[EarlierRecord], not_held: Sequence[tuple[str, ...]], root: Path, key: str
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the months that a case names, with the places where it does."""
    yield from (((*root, key, n, "months"), each.months) for n, each in enumerate(records))
    yield from (((*root, "not_held", n), months) for n, months in enumerate(not_held))


def outside(
    records: Sequence[EarlierRecord], not_held: Sequence[tuple[str, ...]], root: Path, allowed: Sequence[str]
) -> Iterator[tuple[Path, str]]:
    """Yield the months that a case of a period names and that are none of it, each with its place."""
    for path, months in _spans(records, not_held, root, "records"):
        yield from ((path, month) for month in [month for month in months if month not in allowed][:1])


def held_and_not(records: Sequence[EarlierRecord], not_held: Sequence[tuple[str, ...]], root: Path) -> Iterator[Fault]:
    """Yield a fault for each month that is said to have had no meeting, though the case has a record of it."""
    held = months_of(each.months for each in records)
    for number, months in enumerate(not_held):
        for month in (month for month in months if month in held):
            yield Fault("case.held_and_not", (*root, "not_held", number), {"month": month_text(month)})


def months_of(spans: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Return all months of several spans."""
    return frozenset(month for months in spans for month in months)


def _month(
    months: dict[str, list[KeptFacts]], not_held: frozenset[str], kinds: tuple[str, ...], period: str
) -> KeptMonth:
    said = dict.fromkeys(kinds, EarlierEntry(number=0, hash="")) if period in not_held else {}
    return KeptMonth(period=period, records=tuple(months.get(period, ())), not_held=said)
