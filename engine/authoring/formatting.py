"""Lay a framework file out anew: keys in order, even indentation and blank lines, ids in quotes; nothing else changes.

The only module that imports ruamel.yaml, the one reader that keeps comments. What comes out is compared with what went
in before it counts: the same content by its hash, the same comments, and laid out once more it stays as it is.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tokens import ScalarToken

from chamdiem.engine.authoring.layout import align_lines, in_order, spaced
from chamdiem.engine.files.contents import content_of, text_of
from chamdiem.engine.reading.catalog import content_hash, framework_schema, parse_framework
from chamdiem.engine.reading.documents import MAX_BYTES, read_bytes
from chamdiem.engine.reading.shapes import schema_at
from chamdiem.rules.language.faults import Path, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.reading.documents import Document

WIDTH = 120

_FIRST: Mapping[str, tuple[str, ...]] = {
    "Measure": ("title", "unit"),
    "Rating": ("id", "title"),
    "Condition": ("all", "any", "not", "fact", "answer", "criterion", "group", "total"),
}
_LAST: Mapping[str, tuple[str, ...]] = {"Criterion": ("note",)}
"""Where people write the keys of a part in another order than its model has them."""

_NAMES = frozenset({"id", "criterion", "group", "answer", "formerly", "barred"})
"""Keys whose values are ids: those that look like numbers are put in quotes, as every one of them is in a record."""


def format_file(file: File) -> tuple[str, str]:
    """Return a framework file's text as it is and as it should be laid out.

    Raises:
        FaultyInput: the file is faulty, or cannot be laid out without loss; the faults say why.
    """
    text = text_of(content_of(file, MAX_BYTES), str(file), MAX_BYTES)
    return text, format_text(text, str(file))


def format_text(text: str, name: str) -> str:
    """Return a framework's text laid out anew; `name` stands for its file in faults.

    Raises:
        FaultyInput: as `format_file`.
    """
    once = _laid_out(text, name)
    if _laid_out(once, name) != once:
        raise refusal("fmt.unsteady", name)
    return once


def _laid_out(text: str, name: str) -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    document = read_bytes(composed.encode(), name)
    parse_framework(document)
    ordered = in_order(document, _order_of)
    try:
        written = spaced(_aligned(_written(ordered, read_bytes(ordered.encode(), name))))
    except YAMLError as error:
        raise refusal("fmt.unreadable", name) from error
    _compare(document, ordered, written)
    return written


def _compare(document: Document, ordered: str, written: str) -> None:
    """Refuse a layout in which anything was lost.

    Raises:
        FaultyInput: content or comments are not what they were.
    """
    after = read_bytes(written.encode(), document.file)
    if content_hash(after.data) != content_hash(document.data):
        raise refusal("fmt.content", document.file)
    before = comments_of(document.text)
    if Counter(before) != Counter(comments_of(ordered)) or comments_of(ordered) != comments_of(written):
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


def _aligned(text: str) -> str:
    """Return text in which a comment on a line of its own is indented like what is below it, or above it."""
    return align_lines(text, {text.count("\n", 0, place) for place in _places_of_comments(text)})


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
