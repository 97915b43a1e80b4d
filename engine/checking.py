"""From file names to results: read records with their frameworks, score them, or only check them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.catalog import Catalog, parse_framework
from chamdiem.engine.config import Config
from chamdiem.engine.inference import InferenceError
from chamdiem.engine.paper.own_templates import SUFFIXES, OwnTemplate
from chamdiem.engine.reading.contents import refusal
from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.reading.meetings import Item, Meeting, Rejected, is_table, read_meetings
from chamdiem.engine.reading.records import load_record, parse_record
from chamdiem.engine.scoring import Evaluation, ScorerCache
from chamdiem.rules.compiler import compile_framework
from chamdiem.rules.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as File

    from chamdiem.engine.catalog import LoadedFramework
    from chamdiem.engine.reading.meetings import Unfilled

BUILT_IN = Config()
"""The settings where there is no file of them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file without fault is: the code and the details of the words for it."""

    code: str
    details: Mapping[str, object]


def holds_many(path: File) -> bool:
    """Tell whether a path is a table or a folder, which may hold any number of meetings, or else one record."""
    return is_table(path) or path.is_dir()


def evaluate_file(file: File, framework: str | None = None, config: Config = BUILT_IN) -> Evaluation:
    """Read the record of one meeting and score it, by a framework that is named or by its own.

    Raises:
        FaultyInput, InferenceError: the record, the framework or their meeting is at fault; a table has not one.
    """
    scorers, named = _scorers(framework, config)
    if not holds_many(file):
        return scorers.evaluate(load_record(file, today()), named)
    results = evaluate_all([file], framework, config)
    scored = [next(results, None), next(results, None)]
    match scored:
        case [Rejected(faults=faults), _]:
            raise FaultyInput(faults)
        case [Evaluation() as evaluation, None]:
            return evaluation
    raise refusal("table.not_one", str(file))


def evaluate_all(
    paths: Iterable[File], framework: str | None = None, config: Config = BUILT_IN
) -> Iterator[Evaluation | Rejected | Unfilled]:
    """Read every meeting of files and folders and score it, one after another; faults are results, too.

    Raises:
        FaultyInput: the framework that is named is at fault; nothing is raised for what is in a file of meetings.
    """
    scorers, named = _scorers(framework, config)
    items = read_meetings(paths, today(), scorers.catalog, named)
    return (_scored(item, scorers) for item in items)


def evaluate_right(
    paths: Iterable[File], framework: str | None = None, config: Config = BUILT_IN
) -> tuple[Evaluation, ...]:
    """Return every meeting of files and folders scored, where all of them are right.

    Raises:
        FaultyInput: every fault of every meeting; nothing is scored by halves.
    """
    results = tuple(evaluate_all(paths, framework, config))
    faults = [fault for result in results if isinstance(result, Rejected) for fault in result.faults]
    if faults:
        raise FaultyInput(faults)
    return tuple(result for result in results if isinstance(result, Evaluation))


def _scorers(framework: str | None, config: Config) -> tuple[ScorerCache, LoadedFramework | None]:
    catalog = Catalog()
    named = catalog.find(framework) if framework else None
    return ScorerCache(catalog, config.framework, config.organisation), named


def _scored(item: Item, scorers: ScorerCache) -> Evaluation | Rejected | Unfilled:
    if not isinstance(item, Meeting):
        return item
    try:
        return scorers.evaluate(item.record, item.framework)
    except FaultyInput as error:
        faults = error.faults
    except InferenceError as error:
        faults = (
            Fault(error.code, details={name: str(value) for name, value in error.details.items()}, place=item.place),
        )
    return Rejected(
        faults=faults,
        place=item.place,
        document=item.record.document,
        record=item.record,
        framework=_framework_of(item, scorers),
    )


def _framework_of(item: Meeting, scorers: ScorerCache) -> LoadedFramework | None:
    """Return the framework by which a meeting would have been scored, where there is one."""
    try:
        return item.framework or scorers.framework_for(item.record)
    except FaultyInput:
        return None


def check_file(file: File, framework: str | None = None, config: Config = BUILT_IN) -> Checked:
    """Check a framework, a record with its answers, or every record of a table or a folder.

    A framework is told from a record by `groups`, which only a framework has.

    Raises:
        FaultyInput, InferenceError: every fault that was found.
    """
    if holds_many(file):
        return _check_all(file, framework, config)
    if file.suffix.lower() in SUFFIXES:
        with OwnTemplate(file) as template:
            return Checked("result.what_template", {"forms": ", ".join(template.forms)})
    document = read_file(file)
    if isinstance(document.data, dict) and "groups" in document.data:
        loaded = parse_framework(document)
        compile_framework(loaded.framework)
        return Checked("result.what_framework", {"id": loaded.id, "count": len(tuple(loaded.framework.criteria))})
    scorers, named = _scorers(framework, config)
    evaluation = scorers.evaluate(parse_record(document, today()), named)
    return Checked("result.what_record", {"id": evaluation.framework.id})


def _check_all(file: File, framework: str | None, config: Config) -> Checked:
    faults: list[Fault] = []
    frameworks: dict[str, None] = {}
    meetings = unfilled = 0
    for result in evaluate_all([file], framework, config):
        if isinstance(result, Rejected):
            faults += result.faults
        elif isinstance(result, Evaluation):
            meetings += 1
            frameworks[result.framework.id] = None
        else:
            unfilled += 1
    if faults:
        raise FaultyInput(faults)
    details = {"count": meetings, "ids": ", ".join(frameworks) or "—", "unfilled": unfilled}
    return Checked("result.what_meetings", details)


def today() -> dt.date:
    """Return the day by the machine's own clock: the day that the user's calendar shows."""
    return dt.datetime.now().astimezone().date()
