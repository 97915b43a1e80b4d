"""Read chamdiem.toml: what holds for everybody who works in a folder. What is typed on the command line wins.

The file is that of the working folder, or one that is named: never one of a folder above, which whoever works here may
never have seen. tomllib tells no lines for values, so the line
of a key is the first after which the text, read up to there, has it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from chamdiem.engine.files.contents import content_of, text_of
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.rules.language.model import is_framework_id
from chamdiem.rules.records.faults import Fault, FaultyInput, Path, Place
from chamdiem.rules.records.scalars import ScalarError, among, listed, seen, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path as File

NAME = "chamdiem.toml"
MAX_BYTES = 16 * 1024
LINE_SPACINGS = (18, 19, 20)
"""Points from line to line that the guides to Party documents are read as."""
TITLE_SIZES = (14, 15)
"""Points of the title, for the same reason."""
ORGANISATION = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
_YAML = (".yaml", ".yml")
_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings; None: not set. `framework` is an id or a YAML file, sizes on paper are points.

    `file` is the file that they were read from, as results name it; None: they are those that are built in.
    """

    organisation: str | None = None
    framework: str | None = None
    place_name: str | None = None
    cells: File | None = None
    line_spacing: int | None = None
    title_size: int = TITLE_SIZES[0]
    file: str | None = field(default=None, compare=False)

    @property
    def inputs(self) -> tuple[File | str | None, ...]:
        """What an act may have read of them or by them: their own file, the register, the framework."""
        return self.file, self.cells, self.framework

    @property
    def paper(self) -> PaperSettings:
        """The settings of what is printed."""
        return PaperSettings(line_spacing=self.line_spacing, title_size=self.title_size, place=self.place_name)


def find_config(folder: File) -> Config:
    """Return the settings of a folder's chamdiem.toml; without one, those that are built in.

    A link that leads nowhere is a fault.
    """
    file = folder / NAME
    if not file.exists() and not file.is_symlink():
        return Config()
    # anybody who works in the folder knows which file is meant; its whole path is nobody else's business
    try:
        return replace(load_config(file), file=NAME)
    except FaultyInput as error:
        raise FaultyInput([_named(fault) for fault in error.faults]) from error


def _named(fault: Fault) -> Fault:
    return replace(fault, place=replace(fault.place, file=NAME)) if fault.place else fault


def load_config(file: File) -> Config:
    """Read a file of settings. The files that it names are found from its own folder."""
    text = text_of(content_of(file, MAX_BYTES), str(file), MAX_BYTES)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FaultyInput([_syntax(text, str(file), error)]) from error
    reader = _ConfigReader(text, file)
    config = reader.read(data)
    if reader.faults:
        raise FaultyInput(reader.faults)
    return replace(config, file=str(file))


def _syntax(text: str, name: str, error: tomllib.TOMLDecodeError) -> Fault:
    found = _WHERE.search(str(error))
    lines = text.splitlines()
    line, column = map(int, found.groups()) if found else (len(lines), len(lines[-1]) + 1)
    return Fault("config.syntax", place=Place(name, line, column))


class _ConfigReader:
    def __init__(self, text: str, file: File) -> None:
        self.lines = text.splitlines()
        self.file = file
        self.faults: list[Fault] = []

    def read(self, data: Mapping[str, Any]) -> Config:
        values: dict[str, Any] = {}
        for path, value in _leaves(data):
            read = KEYS.get(path)
            if read is None:
                name, known = ".".join(path), map(".".join, KEYS)
                self.fault("config.unknown_key", path, name=shown(name), **among(name, known))
            else:
                values[path[-1]] = read(self, path, value)
        return Config(**values)

    def fault(self, code: str, path: tuple[str, ...], **details: str) -> None:
        self.faults.append(Fault(code, path, details, self._place(path)))

    def _place(self, path: Path) -> Place:
        """Return where a key stands: the first line after which the text has it."""
        for number in range(1, len(self.lines) + 1):
            try:
                data: Any = tomllib.loads("\n".join(self.lines[:number]))
            except tomllib.TOMLDecodeError:
                continue  # a value goes on over the next lines
            if path in dict(_leaves(data)):
                column = self.lines[number - 1].find(str(path[-1])) + 1
                return Place(str(self.file), number, max(column, 1))
        return Place(str(self.file))

    def text(self, path: tuple[str, ...], value: object) -> str | None:
        if not isinstance(value, str) or not value.strip():
            self.fault("config.text", path, name=path[-1])
            return None
        try:
            return seen(value)
        except ScalarError as error:
            self.fault(error.code, path, **error.details)
            return None

    def organisation(self, path: tuple[str, ...], value: object) -> str | None:
        text = self.text(path, value)
        if text is not None and not ORGANISATION.fullmatch(text):
            self.fault("shape.organisation", path, text=shown(text))
        return text

    def framework(self, path: tuple[str, ...], value: object) -> str | None:
        text = self.text(path, value)
        if text is not None and text.lower().endswith(_YAML):
            return str(self.file.parent / text)
        if text is not None and not is_framework_id(text):
            self.fault("shape.framework_id", path, text=shown(text))
        return text

    def other_file(self, path: tuple[str, ...], value: object) -> File | None:
        text = self.text(path, value)
        return None if text is None else self.file.parent / text

    def one_of(self, path: tuple[str, ...], value: object, allowed: tuple[int, ...]) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value in allowed:
            return value
        self.fault("config.choice", path, name=path[-1], text=shown(value), allowed=listed(map(str, allowed)))
        return allowed[0]


KEYS: Mapping[tuple[str, ...], Callable[[_ConfigReader, tuple[str, ...], object], object]] = {
    ("organisation",): _ConfigReader.organisation,
    ("framework",): _ConfigReader.framework,
    ("place_name",): _ConfigReader.text,
    ("cells",): _ConfigReader.other_file,
    ("paper", "line_spacing"): partial(_ConfigReader.one_of, allowed=LINE_SPACINGS),
    ("paper", "title_size"): partial(_ConfigReader.one_of, allowed=TITLE_SIZES),
}
"""Every setting, with what reads it."""


def _leaves(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield every value with its keys; a table that holds nothing known is a value too."""
    for key, value in data.items():
        own = (*path, key)
        if isinstance(value, dict) and any(known[: len(own)] == own for known in KEYS if len(known) > len(own)):
            yield from _leaves(value, own)
        else:
            yield own, value
