"""Lay a framework file out anew: keys in order, even indentation and blank lines, ids in quotes; nothing else changes.

The only module that imports ruamel.yaml, the one reader that keeps comments. What comes out is compared with what went
in before it counts: the same content by its hash, the same comments, and laid out once more it stays as it is.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tokens import ScalarToken

from chamdiem.engine.files.contents import content_of, text_of
from chamdiem.engine.reading.catalog import content_hash, framework_schema, parse_framework
from chamdiem.engine.reading.documents import MAX_BYTES, read_bytes
from chamdiem.engine.reading.schemas import schema_at
from chamdiem.rules.records.faults import Path, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.reading.documents import Data, Document

WIDTH = 120

_FIRST: Mapping[str, tuple[str, ...]] = {
    "Measure": ("title", "unit"),
    "Rating": ("id", "title"),
    "Condition": ("all", "any", "not", "fact", "answer", "criterion", "group", "total"),
}
_LAST: Mapping[str, tuple[str, ...]] = {"Criterion": ("note",), "OutsideCriterion": ("note",)}
"""Where people write the keys of a part in another order than its model has them."""

_NAMES = frozenset({"id", "criterion", "group", "answer", "formerly", "barred"})
"""Keys whose values are ids: those that look like numbers are put in quotes, as every one of them is in a record."""
_GROUP = "  - "
"""How an item of a top-level list begins."""
_SECTION = re.compile(r"\w+:\s*(#.*)?$")
"""A top-level key whose value stands on the lines below it."""


def format_file(file: File) -> tuple[str, str]:
    """Return a framework file's text as it is and as it should be laid out.

    Raises:
        FaultyInput: the file is faulty, or cannot be laid out without loss; the faults say why.
    """
    text = text_of(content_of(file, MAX_BYTES), str(file), MAX_BYTES)
    return text, format_text(text, str(file))


def format_text(text: str, name: str) -> str:
    """Return a framework's text laid out anew, as `format_file`; `name` stands for its file in faults."""
    once = _laid_out(text, name)
    # a text that is laid out already has just been tried
    if once != text and _laid_out(once, name) != once:
        raise refusal("fmt.unsteady", name)
    return once


def _laid_out(text: str, name: str) -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    document = read_bytes(composed.encode(), name)
    parse_framework(document)
    ordered = "\n".join(_Mover(document).moved((), document.data, 0, len(document.text.split("\n"))))
    try:
        written = _spaced(_aligned(_written(ordered, read_bytes(ordered.encode(), name))))
    except YAMLError as error:
        raise refusal("fmt.unreadable", name) from error
    _compare(document, ordered, written)
    return written


def _compare(document: Document, ordered: str, written: str) -> None:
    """Refuse a layout in which content or comments are not what they were."""
    after = read_bytes(written.encode(), document.file)
    if content_hash(after.data) != content_hash(document.data):
        raise refusal("fmt.content", document.file)
    before, moved = comments_of(document.text), comments_of(ordered)
    if Counter(before) != Counter(moved) or moved != comments_of(written):
        raise refusal("fmt.comments", document.file)


def comments_of(text: str) -> list[str]:
    """Return the comments of a YAML text, in their order."""
    return [text[place:].partition("\n")[0].rstrip() for place in _places_of_comments(text)]


def _places_of_comments(text: str) -> Iterator[int]:
    """Yield where comments begin: they stand between tokens, and behind > and |."""
    end = 0
    for token in _yaml().scan(text):
        for found in re.finditer(r"#.*", text[end : token.start_mark.index]):
            yield end + found.start()
        end = max(end, token.end_mark.index)
        if isinstance(token, ScalarToken) and token.style in {"|", ">"}:
            start = token.start_mark.index
            header = text[start:end].partition("\n")[0]
            for found in re.finditer(r"#.*", header):
                yield start + found.start()


# --- order ---


def _order_of(path: Path, keys: Sequence[str]) -> list[str]:
    """Return the keys of one part of a framework in the order of its model; the author's own names stay as they are."""
    node = schema_at(path, framework_schema())
    known = list(node.get("properties", ()))
    if not known:
        return list(keys)
    first, last = _FIRST.get(node.get("title", ""), ()), _LAST.get(node.get("title", ""), ())
    order = [*first, *(key for key in known if key not in {*first, *last}), *last]
    return sorted(keys, key=order.index)


class _Mover:
    """Moves keys with their lines. A comment belongs to the key below it with which it is aligned."""

    def __init__(self, document: Document) -> None:
        self.lines = document.text.split("\n")
        self.document = document

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
        order = _order_of(path, keys)
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
        starts = [start, *(self._with_comments(line, _indent(self.lines[line])) for line in lines[1:])]
        return [
            text
            for number, (first, last) in enumerate(pairwise([*starts, end]))
            for text in self.moved((*path, number), data[number], first, last)
        ]


# --- writing ---


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _written(text: str, document: Document) -> str:
    tree = _yaml().load(text)
    _tidy(tree, document.data, ())
    stream = io.StringIO()
    _yaml().dump(tree, stream)
    return stream.getvalue()


def _tidy(node: Any, data: Any, path: Path) -> None:  # noqa: ANN401 - ruamel's nodes
    """Put ids in quotes, and the keys of mappings in braces in their order."""
    if isinstance(node, CommentedSeq):
        for number, item in enumerate(node):
            _tidy(item, data[number], (*path, number))
    if not isinstance(node, CommentedMap):
        return
    for key in list(node):
        inner, written = node[key], data[str(key)]
        if key in _NAMES and isinstance(inner, int | float) and isinstance(written, str):
            node[key] = DoubleQuotedScalarString(written)
        _tidy(inner, written, (*path, str(key)))
    if node.fa.flow_style() and not node.ca.items:
        for key in _order_of(path, [str(key) for key in node]):
            node.move_to_end(key)


# --- lines ---


def _spaced(text: str) -> str:
    """Return text with one blank line before each section and each group but the first, and nowhere two of them."""
    lines = [line.rstrip() for line in text.split("\n")]
    out: list[str] = []
    section = ""
    for number, line in enumerate(lines):
        begun = _begun(lines, number)
        is_section = bool(_SECTION.match(begun)) and number > 0
        is_group = section == "groups" and begun.startswith(_GROUP) and not _SECTION.match(out[-1])
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


def _aligned(text: str) -> str:
    """Return text in which each comment on a line of its own is indented like the next line of content.

    One that is indented like the line before it stays where it closes what that line belongs to.
    """
    commented = {text.count("\n", 0, place) for place in _places_of_comments(text)}
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
