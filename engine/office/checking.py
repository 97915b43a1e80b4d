"""From file names to results: read records with their frameworks, score them, or only check them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.engine.files.folders import files_of
from chamdiem.engine.office.requests import WrongRequest, named
from chamdiem.engine.reading.catalog import parse_framework
from chamdiem.engine.reading.documents import read_bytes, read_file
from chamdiem.engine.reading.items import Meeting, Rejected, heeded, unheard
from chamdiem.engine.reading.meetings import is_table, meeting_of, read_meetings
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.written import read_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.documents import Document
    from chamdiem.engine.reading.items import RecordItem, Unfilled
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.scoring.scorer import ScorerCache
    from chamdiem.rules.language.framework import Framework, Rating
    from chamdiem.rules.records.identity import CellKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A meeting without fault of which something is missing, or odd: what people should fill in or look at again."""

    place: Place
    framework: LoadedFramework
    missing: tuple[Key, ...]
    oddities: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What meetings of one framework in a table lack: how many lack anything, and of each fact, how many lack that."""

    framework: LoadedFramework
    meetings: int
    facts: Mapping[Key, int]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file without fault is: the code and the details of the words for it, and its meetings to look at again.

    What is missing in a table stands in `lacking`, and not with each of its meetings.
    """

    code: str
    details: Mapping[str, object]
    unsettled: tuple[Unsettled, ...] = ()
    lacking: tuple[Lacking, ...] = ()


def holds_many(path: File) -> bool:
    """Tell whether a path is a table or a folder, which may hold any number of meetings, or else one record."""
    return is_table(path) or path.is_dir()


def _how_many(paths: Iterable[File]) -> int | None:
    """Return how many meetings some paths hold, where that is known before they are read: each is a record's file."""
    try:
        files = [file for path in paths for file in files_of(path)]
    except (FaultyInput, OSError):
        return None  # said when it is read
    return None if any(map(is_table, files)) else len(files)


def evaluate_file(office: Office, file: File, framework: str | None = None, hear: Hear = unheard) -> Evaluation:
    """Read the record of one meeting and score it, by a framework that is named or by its own.

    Raises:
        FaultyInput, InferenceError: the record, the framework or their meeting is at fault; a table has not one.
    """
    if not holds_many(file):
        return _evaluate(office, read_file(file), framework)
    match list(islice(evaluate_all(office, [file], framework, hear), 2)):
        case [Rejected(faults=faults), *_]:
            raise FaultyInput(faults)
        case [Evaluation() as evaluation]:
            return evaluation
    raise refusal("table.not_one", str(file))


def evaluate_content(office: Office, content: bytes, name: str, framework: str | None = None) -> Evaluation:
    """Score the record that the content of a file of a name holds, by a framework that is named or by its own.

    Raises:
        FaultyInput, InferenceError: as by `evaluate_file`.
    """
    return _evaluate(office, read_bytes(content, name), framework)


def _evaluate(office: Office, document: Document, framework: str | None) -> Evaluation:
    """Score one record, blank or not; every fault of its facts and of its answers is raised at once."""
    scorers, named = office.scorers, office.named(framework)
    item = meeting_of(document, office.clock.today(), office.catalog, named, scorers.choice)
    if isinstance(item, Rejected):
        raise FaultyInput(item.faults)
    return scorers.evaluate(item.record, named)


def evaluate_blank(office: Office, framework: str | None) -> Evaluation:
    """Score a record in which nothing is filled in, by a framework that is named, a draft too, or that of the settings.

    Raises:
        WrongRequest: no framework is named.
    """
    from chamdiem.engine.reading.blank import blank_record  # noqa: PLC0415 - most records are filled in

    chosen = framework or office.settings.framework
    if chosen is None:
        raise WrongRequest("usage.missing_argument", "framework")
    loaded = office.catalog.draft(chosen)
    document = read_bytes(blank_record(loaded, "vi").encode(), loaded.file)
    return office.scorers.evaluate(parse_record(document, office.clock.today(), shape=loaded.framework.shape), loaded)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRequest:
    """Which layer of a record is asked about; `criterion`: only that one, or those of the group of this id.

    `ledger` is asked what it has of earlier months; nothing is kept there.
    """

    record: File
    framework: str | None
    layer: str
    criterion: str | None = None
    ledger: str | None = None


def evaluate_layer(
    office: Office, asked: LayerRequest, hear: Hear = unheard
) -> tuple[Evaluation, tuple[str, ...] | None]:
    """Score the record of one meeting to tell of a layer of it, and of some criteria by their ids; None: of all.

    Raises:
        WrongRequest: the layer was not scored, or there is no such criterion; it names those that there are.
    """
    with office.knowing(asked.ledger) as knowing:
        return told_of(evaluate_file(knowing, asked.record, asked.framework, hear), asked)


def told_of(evaluation: Evaluation, asked: LayerRequest) -> tuple[Evaluation, tuple[str, ...] | None]:
    """Return an evaluation with the criteria that are to be told of, by their ids; None: all of them.

    Raises:
        WrongRequest: as by `evaluate_layer`.
    """
    scored = [name for name, item in evaluation.layers.items() if item.scoring]
    if asked.layer not in scored:
        raise WrongRequest("usage.no_layer", name=asked.layer, allowed=tuple(scored))
    framework = evaluation.framework.framework
    return evaluation, None if asked.criterion is None else _criteria(framework, asked.criterion)


def _criteria(framework: Framework, name: str) -> tuple[str, ...]:
    ids = [item.id for item in framework.criteria]
    groups = {group.id: tuple(item.id for item in group.all_criteria) for group in framework.all_groups}
    if name in ids:  # a criterion that is alone in its group may bear the group's id
        return (name,)
    if name not in groups:
        raise WrongRequest("usage.no_criterion", framework=framework.framework, name=name, allowed=tuple(ids))
    return groups[name]


def rating_of(typed: str | None, ratings: Iterable[Rating], framework: str) -> str | None:
    """Return the id of the rating that was typed, by its id or title, in any spelling; None where none was typed.

    A rating that there is not, or a text that may be two, is a `WrongRequest`.
    """
    if typed is None:
        return None
    titles = {rating.id: rating.title for rating in ratings}
    try:
        return read_word(typed, {each: (title,) for each, title in titles.items()})
    except ScalarError as error:
        if error.code == "scalar.ambiguous":
            raise WrongRequest(error.code, **error.details) from error
        known = (*titles, *titles.values())
        allowed = named(titles)
        raise WrongRequest("usage.no_rating", framework=framework, name=typed, allowed=allowed, known=known) from error


def evaluate_all(
    office: Office, paths: Collection[File], framework: str | None = None, hear: Hear = unheard
) -> Iterator[Evaluation | Rejected | Unfilled]:
    """Read every meeting of files and folders and score it, one after another; faults are results, too.

    What tables held that was left out is told to `hear`; how many were scored is seen by the office's `watch`.

    Raises:
        FaultyInput: the framework that is named is at fault; nothing is raised for what is in a file of meetings.
    """
    named = office.named(framework)  # at once, and not when the first meeting is asked for: it is the fault of all
    items = read_meetings(paths, office.clock.today(), office.catalog, named, office.scorers.choice)
    found: Iterator[RecordItem] = heeded(items, hear)
    if office.scorers.earlier is not None:
        found = _by_months(found)
    scored = (_scored(item, office.scorers) for item in found)
    return office.watch(scored, _how_many(paths), "batch.reading")


def _by_months(items: Iterable[RecordItem]) -> Iterator[RecordItem]:
    """Yield what was read with each cell's meetings in the order of their months: what is kept is known to the next."""
    # A cell's meetings change places among themselves only; all else stays where it was.
    read = list(items)
    of_cells: dict[CellKey, list[Meeting]] = {}
    for item in read:
        if isinstance(item, Meeting):
            of_cells.setdefault(item.record.cell, []).append(item)
    ordered = {cell: iter(sorted(own, key=lambda item: _month(item.record))) for cell, own in of_cells.items()}
    return (next(ordered[item.record.cell]) if isinstance(item, Meeting) else item for item in read)


def _month(record: Record) -> str:
    return record.period or (f"{record.date:%Y-%m}" if record.date else "")


def evaluate_right(
    office: Office, paths: Collection[File], framework: str | None = None, hear: Hear = unheard
) -> tuple[Evaluation, ...]:
    """Return every meeting of files and folders scored, or raise every fault of all of them."""
    results = tuple(evaluate_all(office, paths, framework, hear))
    faults = [fault for result in results if isinstance(result, Rejected) for fault in result.faults]
    if faults:
        raise FaultyInput(faults)
    return tuple(result for result in results if isinstance(result, Evaluation))


def _scored(item: RecordItem, scorers: ScorerCache) -> Evaluation | Rejected | Unfilled:
    if isinstance(item, Rejected) and item.framework is None and item.record is not None:
        return replace(item, framework=_framework_of(item.record, None, scorers))
    if not isinstance(item, Meeting):
        return item
    try:
        return scorers.evaluate(item.record, item.framework)
    except FaultyInput as error:
        faults = error.faults
    except InferenceError as error:
        faults = (_inferred(error, item.place),)
    record, framework = item.record, _framework_of(item.record, item.framework, scorers)
    return Rejected(faults=faults, place=item.place, document=record.document, record=record, framework=framework)


def _inferred(error: InferenceError, place: Place) -> Fault:
    """Return a failure of the inference engine as the fault of what it was to score."""
    return Fault(error.code, details={name: str(value) for name, value in error.details.items()}, place=place)


def _framework_of(record: Record, named: LoadedFramework | None, scorers: ScorerCache) -> LoadedFramework | None:
    """Return the framework by which a meeting would have been scored, where there is one."""
    try:
        return named or scorers.framework_for(record)
    except FaultyInput:
        return None


def check_files(
    office: Office,
    files: Iterable[File],
    framework: str | None = None,
    hear: Hear = unheard,
    *,
    ledger: str | None = None,
) -> Iterator[Checked | FaultyInput]:
    """Check files one after another, each on its own; what is at fault in one is a result, too.

    `ledger` is asked what it has of earlier months; nothing is kept there.
    """
    _ = office.settings  # a fault in them is raised at once: it is the fault of none of the files
    with office.knowing(ledger) as knowing:
        for file in files:
            try:
                yield check_file(knowing, file, framework, hear)
            except FaultyInput as error:
                yield error
            except InferenceError as error:
                yield FaultyInput([_inferred(error, Place(str(file)))])


def check_file(office: Office, file: File, framework: str | None = None, hear: Hear = unheard) -> Checked:
    """Check a framework, a record with its answers, or every record of a table or a folder.

    A framework is told from a record by `groups`, which only a framework has.
    """
    from chamdiem.engine.own_templates.own_templates import SUFFIXES, OwnTemplate  # noqa: PLC0415 - it is long to load, and who only scores has none

    if holds_many(file):
        return _check_all(office, file, framework, hear)
    if file.suffix.lower() in SUFFIXES:
        with OwnTemplate(file) as template:
            return Checked("result.what_template", {"forms": ", ".join(template.forms)})
    document = read_file(file)
    if isinstance(document.data, dict) and "groups" in document.data:
        loaded = parse_framework(document)
        return Checked("result.what_framework", {"id": loaded.id, "count": len(tuple(loaded.framework.criteria))})
    evaluation = _evaluate(office, document, framework)
    return Checked("result.what_record", {"id": evaluation.framework.id}, tuple(_unsettled(evaluation)))


def _unsettled(evaluation: Evaluation) -> Iterator[Unsettled]:
    """Yield a meeting of which something is missing or odd."""
    record = evaluation.record
    keys = {
        Key("field", each.name) for each in record.shape.fields if each.identifies and each.name not in record.values
    }
    keys |= {key for score in evaluation.own.to_score for key in score.missing}
    asked = [Key("field", name) for name in record.shape.by_name]
    asked += Scope(evaluation.framework.framework).questions
    missing = tuple(key for key in asked if key in keys)
    if missing or evaluation.oddities:
        place, oddities = record.document.place(()), evaluation.oddities
        yield Unsettled(place=place, framework=evaluation.framework, missing=missing, oddities=oddities)


def _check_all(office: Office, file: File, framework: str | None, hear: Hear) -> Checked:
    faults: list[Fault] = []
    unsettled: list[Unsettled] = []
    frameworks: dict[str, LoadedFramework] = {}
    lacking: dict[str, list[tuple[Key, ...]]] = {}
    meetings = unfilled = 0
    for result in evaluate_all(office, [file], framework, hear):
        if isinstance(result, Rejected):
            faults += result.faults
        elif isinstance(result, Evaluation):
            meetings += 1
            frameworks[result.framework.id] = result.framework
            for meeting in _unsettled(result):
                unsettled += [replace(meeting, missing=())] if meeting.oddities else []
                lacking.setdefault(result.framework.id, []).append(meeting.missing)
        else:
            unfilled += 1
    if faults:
        raise FaultyInput(faults)
    if not meetings:
        return Checked("result.what_unfilled", {"unfilled": unfilled})
    details = {"count": meetings, "ids": ", ".join(frameworks), "unfilled": unfilled}
    return Checked("result.what_meetings", details, tuple(unsettled), tuple(_lacking(frameworks, lacking)))


def _lacking(
    frameworks: Mapping[str, LoadedFramework], found: Mapping[str, Sequence[tuple[Key, ...]]]
) -> Iterator[Lacking]:
    for id_, several in found.items():
        facts = Counter(key for missing in several for key in missing)
        if facts:
            yield Lacking(framework=frameworks[id_], meetings=sum(map(bool, several)), facts=facts)


def read_cells(office: Office, register: File | None, hear: Hear = unheard) -> Sequence[RegisteredCell] | None:
    """Read a register, or else that of the settings; None: neither is named."""
    file = register or office.settings.cells
    if file is None:
        return None
    from chamdiem.engine.reading.register import read_register  # noqa: PLC0415 - most acts read no list of cells

    return read_register(file, hear)
