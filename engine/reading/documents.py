"""Read YAML or JSON text into plain values, with the place of each, refusing whatever could surprise.

Scalars stay text (YAML's guesses about `no`, `010` and `12:30` never happen), sequences become tuples. JSON is read by
the same parser, being YAML, once a file named .json was found to be strict JSON. Anchors, aliases, tags and duplicate
keys are faults; decomposed letters (NFD) are composed, as macOS writes them without anybody knowing; depth and size are
bounded while the parser runs, before anything is built: libyaml's composer crashes on deep nesting. Whatever cannot be
read, or breaks a bound, raises FaultyInput.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import yaml

from chamdiem.engine.files.contents import CONTROL, content_of, named_character, text_of
from chamdiem.rules.records.faults import Fault, FaultyInput, Path, Place, refusal
from chamdiem.rules.records.scalars import Plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path as File

    from yaml._yaml import Mark as CMark
    from yaml.error import Mark

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 50_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COLON_ALONE = re.compile(r"[\w.\"]+:(?=\S)")
"""A key whose value follows without a blank, so that both are one text."""
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")

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
    """Read a file."""
    return read_bytes(content_of(file, MAX_BYTES), str(file))


def read_bytes(content: bytes, name: str) -> Document:
    """Read a file's content; `name` stands for it in faults."""
    text = text_of(content, name, MAX_BYTES)
    return _Builder(_as_yaml(text, name), name).build(text)


def _as_yaml(text: str, name: str) -> str:
    """Return text that YAML reads as it is meant, line by line the same.

    YAML reads on over a comma that JSON misses, and has another escape for what JSON writes as a surrogate pair.
    """
    if name.lower().endswith(".json"):
        try:
            json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        except json.JSONDecodeError as error:
            raise FaultyInput([Fault("json.syntax", place=_found(error, name))]) from error
        except RecursionError:
            pass  # the bounds of the YAML parser say where
        text = _SURROGATES.sub(_long_escape, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _found(error: json.JSONDecodeError, name: str) -> Place:
    """Return where JSON is wrong: at what follows a comma too many, not at the comma as Python 3.13 says."""
    if error.msg.startswith("Illegal trailing comma"):
        rest = error.doc[error.pos + 1 :]
        error = json.JSONDecodeError(error.msg, error.doc, len(error.doc) - len(rest.lstrip()))
    return Place(name, error.lineno, error.colno)


def _long_escape(pair: re.Match[str]) -> str:
    character = bytes.fromhex(pair[2] + pair[3]).decode("utf-16-be")
    return f"{pair[1]}\\U{ord(character):08X}"


_CUT = re.compile(r"[ \t]+(#\w[^\n]*)")
"""A comment as nobody writes one who means a comment: without a blank after its sign."""


@dataclass(slots=True)
class _Builder:
    """Builds values from parser events."""

    text: str
    name: str
    faults: list[Fault] = field(default_factory=list)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    nodes: int = 0
    last: yaml.Event = field(default_factory=yaml.Event)

    def build(self, text: str) -> Document:
        """Return the document of the text that was read."""
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
        if not self.nodes and not self.faults:
            raise refusal("file.empty", self.name)
        if not self.faults and not isinstance(data, dict):
            self.faults.append(Fault("yaml.not_mapping", place=Place(self.name, 1, 1)))
        if self.faults:
            raise FaultyInput(self.faults)
        return Document(self.name, text, data, self.values, self.keys)

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
                self._fault(code, event, maximum=str(maximum))
                raise FaultyInput(self.faults)
            self.last = event
            yield event

    def _place(self, event: yaml.Event) -> Place:
        return self._at(event.start_mark)

    def _fault(self, code: str, event: yaml.Event, **details: str) -> None:
        self.faults.append(Fault(code, place=self._place(event), details=details))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Data:
        self.values[path] = self._place(event)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._fault("yaml.alias", event, name=shown(anchor))
        if isinstance(event, yaml.AliasEvent):
            return None
        if tag is not None:
            self._fault("yaml.tag", event, tag=shown(tag.replace("tag:yaml.org,2002:", "!!")))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        value = unicodedata.normalize("NFC", event.value).replace("\r\n", "\n")
        for character in dict.fromkeys(CONTROL.findall(value)):
            self._fault("yaml.character", event, **named_character(character))
        if not event.style:  # libyaml gives "" for a plain scalar
            self._refuse_cut(event)
            return None if value in _NULLS else Plain(value)
        return str(value)

    def _refuse_cut(self, event: yaml.ScalarEvent) -> None:
        """Refuse text that YAML cuts at a sign that people mean as text: of `Chi bộ #1` it keeps `Chi bộ`."""
        cut = _CUT.match(self.text, event.end_mark.index) if event.end_mark else None
        if cut:
            self._fault("yaml.cut", event, text=shown(cut[1]))

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> tuple[Data, ...]:
        items: list[Data] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return tuple(items)

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Data]:
        items: dict[str, Data] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events)
            entry = (*path, key)
            if key in items:
                self._fault("yaml.duplicate_key", event, key=shown(key), line=str(self.keys[entry].line))
                self._node(next(events), events, (*path, f"{key} ({len(items)})"))
                continue
            self.keys[entry] = self._place(event)
            value = next(events)
            if ":" not in self._between(event.end_mark, value.start_mark):
                self._fault("yaml.no_value", event, key=shown(key))
            items[key] = self._node(value, events, entry)
        return items

    def _between(self, first: Mark | CMark | None, second: Mark | CMark | None) -> str:
        return self.text[first.index : second.index] if first and second else ""

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event]) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.value.strip() and event.tag is None and event.anchor is None:
            self._scalar(event)
            return unicodedata.normalize("NFC", event.value)
        if isinstance(event, yaml.CollectionStartEvent):
            before = len(self.faults)
            self._node(event, events, ("",))
            del self.faults[before:]  # what is wrong inside says nothing more
        self._fault("yaml.key", event)
        return f"?{len(self.faults)}"

    def _syntax(self, error: yaml.MarkedYAMLError) -> Fault:
        """Return libyaml's complaint as a fault that says what to look at. Its own words are English and terse."""
        code, from_context = _SYNTAX.get(error.problem or "", ("yaml.syntax", False))
        began, found = self._at(error.context_mark or error.problem_mark), self._at(error.problem_mark)
        if code == "yaml.indent" and self._ran_on(found):
            return self._complaint("yaml.quote", self._place(self.last), self._place(self.last))
        return self._complaint(code, began if from_context else found, began)

    def _ran_on(self, found: Place) -> bool:
        """Tell whether the last text is one whose quote was not closed, so that it ran on to a later quote."""
        last = self.last
        if not isinstance(last, yaml.ScalarEvent) or last.style not in {"'", '"'}:
            return False
        return self._place(last).line < self._at(last.end_mark).line == found.line

    def _at(self, mark: Mark | CMark | None) -> Place:
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name, 1, 1)

    def _complaint(self, code: str, place: Place, began: Place) -> Fault:
        lines = self.text.split("\n")
        if place.line > len(lines):  # libyaml counts one more after a last line without its end
            place = Place(self.name, len(lines), len(lines[-1]) + 1)
        rest = lines[place.line - 1][place.column - 1 :]
        character = rest[:1]
        if code == "yaml.no_colon" and (key := _COLON_ALONE.match(rest)):
            place, code = replace(place, column=place.column + key.end() - 1), "yaml.colon_alone"
        details = {"character": character, "line": str(began.line)}
        return Fault("yaml.tab" if character == "\t" else code, place=place, details=details)


# libyaml's complaint → our sentence, and whether the fault lies where the thing began that could not be ended
_SYNTAX = {
    "could not find expected ':'": ("yaml.no_colon", True),
    "mapping values are not allowed in this context": ("yaml.colon", False),
    "found unexpected ':'": ("yaml.colon", False),
    "block sequence entries are not allowed in this context": ("yaml.dash", False),
    "mapping keys are not allowed in this context": ("yaml.start", False),
    "found character that cannot start any token": ("yaml.start", False),
    "did not find expected alphabetic or numeric character": ("yaml.start", True),
    "found unexpected end of stream": ("yaml.quote", True),
    "found unexpected document indicator": ("yaml.quote", True),
    "found unknown escape character": ("yaml.escape", False),
    "did not find expected hexdecimal number": ("yaml.escape", False),
    "found invalid Unicode character escape code": ("yaml.escape", False),
    "did not find expected key": ("yaml.indent", False),
    "did not find expected '-' indicator": ("yaml.indent", False),
    "did not find expected ',' or ']'": ("yaml.bracket", False),
    "did not find expected ',' or '}'": ("yaml.bracket", False),
    "did not find expected node content": ("yaml.value", False),
    "did not find expected comment or line break": ("yaml.block", False),
    "found an indentation indicator equal to 0": ("yaml.block", False),
    "did not find expected <document start>": ("yaml.trailing", False),
}
