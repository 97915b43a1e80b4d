"""The layout of YAML text, line by line: keys moved with their comments, blank lines between sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from chamdiem.rules.language.faults import Path

if TYPE_CHECKING:
    from collections.abc import Collection

    from chamdiem.engine.reading.documents import Data, Document

OrderOf = Callable[[Path, Sequence[str]], list[str]]
"""Says, for the mapping at a place, in which order its keys should stand."""

GROUP = "  - "
"""How an item of a top-level list begins."""
_SECTION = re.compile(r"\w+:\s*(#.*)?$")
"""A top-level key whose value stands on the lines below it."""


def in_order(document: Document, order_of: OrderOf) -> str:
    """Return a document's text with the keys of its block mappings in order, each with the comments above it."""
    return "\n".join(_Mover(document, order_of).moved((), document.data, 0, len(document.text.split("\n"))))


class _Mover:
    """Moves keys with their lines. A comment belongs to the key below it with which it is aligned."""

    def __init__(self, document: Document, order_of: OrderOf) -> None:
        self.lines = document.text.split("\n")
        self.document = document
        self.order_of = order_of

    def moved(self, path: Path, data: Data, start: int, end: int) -> list[str]:
        """Return the lines from start to end, in which the value at a place stands."""
        if isinstance(data, dict) and data and self._is_block(path):
            return self._mapping(path, data, start, end)
        if isinstance(data, tuple) and data and self._is_block(path):
            return self._sequence(path, data, start, end)
        return self.lines[start:end]

    def _is_block(self, path: Path) -> bool:
        place = self.document.values[path]
        return self.lines[place.line - 1][place.column - 1 : place.column] not in {"{", "["}

    def _mapping(self, path: Path, data: dict[str, Data], start: int, end: int) -> list[str]:
        keys = sorted(data, key=lambda key: self.document.keys[*path, key].line)
        places = [self.document.keys[*path, key] for key in keys]
        column = places[0].column - 1
        starts = [start, *(self._with_comments(place.line - 1, column) for place in places[1:])]
        parts = {
            key: self.moved((*path, key), data[key], first, last)
            for key, (first, last) in zip(keys, pairwise([*starts, end]), strict=True)
        }
        order = self.order_of(path, keys)
        if order == keys:
            return [line for key in keys for line in parts[key]]
        return self._joined(parts, keys, order, column, places[0].line - 1 - start)

    def _joined(
        self, parts: dict[str, list[str]], keys: list[str], order: list[str], column: int, above: int
    ) -> list[str]:
        """Put parts in order. What stands above the first key, and a dash before it, stays where it is."""
        first = parts[keys[0]]
        lead = first[above][:column]
        parts[keys[0]] = [" " * column + first[above][column:], *first[above + 1 :]]
        blanks = _without_blank_end(parts[keys[-1]])
        lines = [*(line for key in order for line in parts[key]), *blanks]
        if not lead.strip():
            return [*first[:above], *lines]
        place = next(number for number, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#")
        dash = " " * (len(lead) - len(lead.lstrip()))
        comments = [dash + line.strip() for line in lines[:place] if line.strip()]
        return [*first[:above], *comments, lead + lines[place][column:], *lines[place + 1 :]]

    def _with_comments(self, line: int, column: int) -> int:
        """Return the first line of what belongs to a key: aligned comments above it, with the blanks among them."""
        first = line
        for above in range(line - 1, -1, -1):
            text = self.lines[above]
            if text.startswith(" " * column + "#"):
                first = above
            elif text.strip():
                break
        return first

    def _sequence(self, path: Path, data: tuple[Data, ...], start: int, end: int) -> list[str]:
        lines = [self.document.values[*path, number].line - 1 for number in range(len(data))]
        starts = [start, *(self._item_start(line) for line in lines[1:])]
        return [
            text
            for number, (first, last) in enumerate(pairwise([*starts, end]))
            for text in self.moved((*path, number), data[number], first, last)
        ]

    def _item_start(self, line: int) -> int:
        dash = len(self.lines[line]) - len(self.lines[line].lstrip())
        return self._with_comments(line, dash)


def spaced(text: str) -> str:
    """Return text with one blank line before each section and each group but the first, and nowhere two of them."""
    lines = [line.rstrip() for line in text.split("\n")]
    out: list[str] = []
    section = ""
    for number, line in enumerate(lines):
        begun = _begun(lines, number)
        is_section = bool(_SECTION.match(begun)) and number > 0
        is_group = section == "groups" and begun.startswith(GROUP) and not _SECTION.match(out[-1])
        if is_section:
            section = begun.partition(":")[0]
        if out and out[-1] and (is_section or is_group):
            out.append("")
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).rstrip("\n") + "\n"


def _without_blank_end(lines: list[str]) -> list[str]:
    """Take the blank lines from the end of some lines and return them: they set off what follows, whatever that is."""
    blanks: list[str] = []
    while lines and not lines[-1].strip():
        blanks.append(lines.pop())
    return blanks


def align_lines(text: str, commented: Collection[int]) -> str:
    """Return text in which each line of `commented` that is only a comment is indented like the next line of content.

    One that is indented like the line before it stays where it closes what that line belongs to.
    """
    lines = text.split("\n")
    content = [number for number, line in enumerate(lines) if line.strip() and not _is_comment(line)]
    for number in sorted(commented):
        if not _is_comment(lines[number]):
            continue
        before = next((_indent(lines[n]) for n in reversed(content) if n < number), 0)
        after = next((_indent(lines[n]) for n in content if n > number), 0)
        if _indent(lines[number]) != before or before < after:
            lines[number] = " " * after + lines[number].lstrip()
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begun(lines: list[str], number: int) -> str:
    """Return the line that is begun here, be it by the comments above it; nothing where it was begun before."""
    if _is_comment(lines[number - 1]) and number:
        return ""
    return next((line for line in lines[number:] if not _is_comment(line)), "")


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
