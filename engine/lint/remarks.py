"""Remarks on framework files and templates: each with its place in the file, its witness scored before it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from chamdiem.engine.lint.witnesses import is_shown
from chamdiem.engine.reading.catalog import CRITERIA, parse_framework
from chamdiem.engine.reading.documents import Document, read_file
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.lint.defects import Defect
from chamdiem.rules.analysis.lint.linter import lint_framework, silenced
from chamdiem.rules.analysis.lint.regulation import differences
from chamdiem.rules.analysis.lint.wording import Words, state_header
from chamdiem.rules.records.faults import Fault, FaultyInput, Path, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.lint_codes import Code, Level

WORDS_FILE = CRITERIA / "lint-words.yaml"


@dataclass(frozen=True, slots=True)
class LintRemark:
    """One remark: what is wrong, where it stands, the line there, and the fault itself where the file has one."""

    defect: Defect
    place: Place
    line: str
    fault: Fault | None = None

    @property
    def level(self) -> Level:
        """How bad it is."""
        return self.defect.level


@dataclass(frozen=True, slots=True)
class Linted:
    """One file with its remarks, in the order of their places. Without a framework: a template, or a faulty file."""

    file: str
    loaded: LoadedFramework | None
    remarks: tuple[LintRemark, ...]


def lint_files(names: Sequence[str], catalog: Catalog, folder: File, against: str | None = None) -> tuple[Linted, ...]:
    """Look at frameworks, given by id or file, and at templates; `against` names a framework to compare them with.

    A framework of the catalog is named by its file as it is found from a folder, where it lies in that.

    Raises:
        FaultyInput: a file that cannot be read at all, or an id that no framework has.
    """
    words = load_words()
    found = tuple(_linted(name, words, catalog, folder) for name in names)
    if against is None:
        return found
    other = catalog.draft(against).framework
    return tuple(_compared(other, linted) for linted in found)


def load_words() -> Words:
    """Return the words that are looked for.

    Raises:
        FaultyInput: the file of words cannot be read.
    """
    data = read_file(WORDS_FILE).data
    lists = {key: value for key, value in data.items() if isinstance(value, tuple)} if isinstance(data, dict) else {}
    return Words(**{key: tuple(str(item) for item in items) for key, items in lists.items()})


def _linted(name: str, words: Words, catalog: Catalog, folder: File) -> Linted:
    if File(name).suffix in {".j2", ".html", ".css"}:
        return _lint_template(File(name), words)
    document = read_file(File(name)) if name.endswith((".yaml", ".yml")) else _shipped(name, catalog, folder)
    try:
        loaded = parse_framework(document)
    except FaultyInput as error:
        return Linted(document.file, None, tuple(_of_fault(fault, document) for fault in error.faults))
    defects = confirmed(lint_framework(loaded.framework, tuple(texts(document.data)), words), loaded)
    return Linted(document.file, loaded, _in_order(_remark(defect, document) for defect in defects))


def _shipped(framework_id: str, catalog: Catalog, folder: File) -> Document:
    """Return a framework's file, named as it is from where the user stands."""
    file = File(catalog.get(framework_id).file)
    here = folder.absolute()
    return read_file(file.relative_to(here) if file.is_relative_to(here) else file)


def _compared(other: Framework, linted: Linted) -> Linted:
    """Return a file with what sets its framework apart from another one."""
    if linted.loaded is None:
        return linted
    framework, document = linted.loaded.framework, linted.loaded.document
    found = silenced(framework, differences(other, framework))
    return replace(linted, remarks=_in_order([*linted.remarks, *(_remark(defect, document) for defect in found)]))


def _lint_template(file: File, words: Words) -> Linted:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise refusal("file.unreadable", file, reason=str(error)) from error
    remarks = []
    for number, line in enumerate(lines, 1):
        for defect in state_header([((), line)], words.state_header):
            column = line.casefold().find(str(defect.details["words"]).casefold()) + 1
            remarks.append(LintRemark(defect, Place(str(file), number, max(column, 1)), line))
    return Linted(str(file), None, tuple(remarks))


def _of_fault(fault: Fault, document: Document) -> LintRemark:
    """Return a fault of the file as a remark: sums and unknown facts have codes of their own."""
    place = fault.place or Place(document.file, 1, 1)
    defect = Defect(code=_FAULTS.get(fault.code, "faulty-file"), path=fault.path, at="file")
    return LintRemark(defect, place, _line(document, place), fault)


_FAULTS: dict[str, Code] = {
    "framework.sum": "sum",
    "framework.unknown_fact": "unknown-fact",
    "framework.no_such_fact": "unknown-fact",
    "framework.no_such_fact_of": "unknown-fact",
}


def _remark(defect: Defect, document: Document) -> LintRemark:
    place = document.place(defect.path, of_key=_of_key(defect, document))
    return LintRemark(defect, place, _line(document, place))


def _line(document: Document, place: Place) -> str:
    lines = document.text.splitlines()
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def _of_key(defect: Defect, document: Document) -> bool:
    """Tell whether the key is pointed at: what a whole mapping or list does wrong stands at its name."""
    data: Any = document.data
    try:
        for step in defect.path:
            data = data[step]
    except (KeyError, IndexError, TypeError):
        return False  # the file leaves out what the defect is about
    return isinstance(data, dict | tuple) and defect.path in document.keys


def _in_order(remarks: Iterable[LintRemark]) -> tuple[LintRemark, ...]:
    return tuple(sorted(remarks, key=lambda remark: (remark.place.order, remark.defect.code)))


def texts(data: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in the data of a document with its place."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | tuple):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from texts(value, (*path, key))


def confirmed(defects: Iterable[Defect], loaded: LoadedFramework) -> Iterator[Defect]:
    """Yield defects whose witnesses show them when they are scored; of any other it is said that nothing is sure."""
    scorer: Scorer | None = None
    for defect in defects:
        if not defect.witnesses:
            yield defect
            continue
        scorer = scorer or Scorer(loaded)
        if all(is_shown(witness, scorer) for witness in defect.witnesses):
            yield defect
        else:
            yield replace(defect, code="undecided", variant="witness", details={"words": defect.code}, witnesses=())
