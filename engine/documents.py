"""Read YAML or JSON text into plain values, with the place of each, refusing whatever could surprise.

Scalars stay text (YAML's guesses about `no`, `010` and `12:30` never happen), sequences become tuples. JSON is read by the same
parser, being YAML. Anchors, aliases, tags and duplicate keys are faults; depth and size are bounded while the parser runs, before
anything is built: libyaml's composer crashes on deep nesting.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from chamdiem.rules.faults import Fault, FaultyInput, Path, Place
from chamdiem.rules.scalars import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path as File

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 50_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Data = str | None | tuple["Data", ...] | dict[str, "Data"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content, and where each value and each key of it stands."""

    file: str
    text: str
    data: Data
    values: Mapping[Path, Place]
    keys: Mapping[Path, Place]

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return where a value (or its key) stands; for what is not there, where the nearest thing around it stands."""
        first, second = (self.keys, self.values) if of_key else (self.values, self.keys)
        for end in range(len(path), -1, -1):
            found = first.get(path[:end]) or second.get(path[:end])
            if found is not None:
                return found
        return Place(self.file)


def read_file(file: File) -> Document:
    """Read a file.

    Raises:
        FaultyInput: it cannot be opened or read, or its content breaks a bound named in this module.
    """
    name = str(file)
    try:
        if file.is_dir():
            raise _refusal("file.directory", name)
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _refusal("file.missing", name) from error
    except (OSError, ValueError) as error:
        raise _refusal("file.unreadable", name, reason=getattr(error, "strerror", None) or str(error)) from error
    return read_bytes(content, name)


def read_bytes(content: bytes, name: str) -> Document:
    """Read a file's content; `name` stands for it in faults.

    Raises:
        FaultyInput: as `read_file`.
    """
    if len(content) > MAX_BYTES:
        raise _refusal("file.too_large", name, maximum=str(MAX_BYTES // 1024))
    if content.startswith(_UTF16):
        raise _refusal("file.utf16", name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise FaultyInput(
            [Fault("file.not_utf8", place=Place(name, line, column), details={"byte": f"{content[error.start]:02X}"})]
        ) from error
    if not text.strip():
        raise _refusal("file.empty", name)
    return _Builder(text, name).build()


def _refusal(code: str, name: str, **details: str) -> FaultyInput:
    return FaultyInput([Fault(code, place=Place(name), details=details)])


@dataclass(slots=True)
class _Builder:
    """Builds values from parser events."""

    text: str
    name: str
    faults: list[Fault] = field(default_factory=list)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    nodes: int = 0

    def build(self) -> Document:
        try:
            events = self._bounded(yaml.parse(self.text, Loader=yaml.CSafeLoader))
            data: Data = None
            documents = 0
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._fault("yaml.documents", event)
                        break
                elif isinstance(event, yaml.NodeEvent):
                    data = self._node(event, events, ())
        except yaml.MarkedYAMLError as error:
            self.faults.append(self._syntax(error))
        except yaml.reader.ReaderError as error:
            self.faults.append(self._bad_character(error))
        if not self.faults and not isinstance(data, dict):
            self.faults.append(Fault("yaml.not_mapping", place=Place(self.name, 1, 1)))
        if self.faults:
            raise FaultyInput(self.faults)
        return Document(self.name, self.text, data, self.values, self.keys)

    def _bounded(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        depth = 0
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                self.nodes += 1
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH or self.nodes > MAX_NODES:
                code, maximum = ("yaml.too_deep", MAX_DEPTH) if depth > MAX_DEPTH else ("yaml.too_many", MAX_NODES)
                raise FaultyInput(
                    [*self.faults, Fault(code, place=self._place(event), details={"maximum": str(maximum)})]
                )
            yield event

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _fault(self, code: str, event: yaml.Event, **details: str) -> None:
        self.faults.append(Fault(code, place=self._place(event), details=details))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Data:
        self.values[path] = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._fault("yaml.alias", event, name=event.anchor)
            return None
        if event.anchor is not None:
            self._fault("yaml.alias", event, name=event.anchor)
        if event.tag is not None:
            self._fault("yaml.tag", event, tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        if not unicodedata.is_normalized("NFC", event.value):
            self._fault("text.nfd", event, text=unicodedata.normalize("NFC", event.value)[:60])
        if event.style is None:
            return None if event.value in _NULLS else Plain(event.value)
        return str(event.value)

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> tuple[Data, ...]:
        items: list[Data] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return tuple(items)

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Data]:
        items: dict[str, Data] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events)
            entry = (*path, key)
            if key in items:
                self._fault("yaml.duplicate_key", event, key=key, line=str(self.keys[entry].line))
                self._node(next(events), events, (*path, f"{key} ({len(items)})"))
                continue
            self.keys[entry] = self._place(event)
            items[key] = self._node(next(events), events, entry)
        return items

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event]) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.tag is None and event.anchor is None:
            self._scalar(event)
            return str(event.value)
        self._fault("yaml.key", event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._node(event, events, ("",))
        return f"?{event.start_mark.index}"

    def _syntax(self, error: yaml.MarkedYAMLError) -> Fault:
        mark = error.problem_mark or error.context_mark
        if mark is None:
            return Fault("yaml.syntax", place=Place(self.name), details={"problem": error.problem or ""})
        place = Place(self.name, mark.line + 1, mark.column + 1)
        line = self.text.splitlines()[mark.line] if mark.line < len(self.text.splitlines()) else ""
        if "\t" in line[: mark.column + 1]:
            return Fault("yaml.tab", place=place)
        return Fault("yaml.syntax", place=place, details={"problem": error.problem or ""})

    def _bad_character(self, error: yaml.reader.ReaderError) -> Fault:
        before = self.text[: error.position]
        place = Place(self.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Fault(
            "yaml.character",
            place=place,
            details={"code": f"U+{ord(error.character) if isinstance(error.character, str) else error.character:04X}"},
        )
