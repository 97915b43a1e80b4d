"""The merged cells of a sheet. They stand behind its rows, so the sheet is looked through for them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.files.xml_parts import NAMESPACES, SEPARATOR, new_parser, parse_whole
from chamdiem.engine.grids.cell_references import LAST_COLUMN, Span, span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MAX_MERGED = 10_000
MAX_MERGED_IN_ROW = 100
_NAME = "mergeCell"
_NAMES = {f"{space}{SEPARATOR}{_NAME}" for space in NAMESPACES}
_WRITTEN = tuple(_NAME.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
"""The name in every encoding that writes it otherwise; where none of them stands, there is nothing to be parsed."""
_LONGEST = max(map(len, _WRITTEN))


class TooManyError(Exception):
    """The sheet has more merged cells than are read."""


class Merged:
    """The merged cells of a sheet, asked for row by row, from the first on."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.waiting = sorted(set(spans), reverse=True)
        self.open: list[Span] = []

    def in_row(self, row: int) -> tuple[tuple[int, int], ...]:
        """Return the first and last column of every merged cell that a row is part of; of too many, the whole row."""
        while self.waiting and self.waiting[-1].top <= row:
            self.open.append(self.waiting.pop())
        if not self.open:
            return ()
        # those that end last stay: where one of the others still reaches into a row, these do as well
        still = sorted((span for span in self.open if span.bottom >= row), key=lambda span: -span.bottom)
        self.open = still[: MAX_MERGED_IN_ROW + 1]
        columns = [(span.left, span.right) for span in self.open[:MAX_MERGED_IN_ROW]]
        if len(self.open) > MAX_MERGED_IN_ROW:
            columns[-1] = (1, LAST_COLUMN)
        return tuple(columns)


def read_merged(opened: Callable[[], Iterator[bytes]]) -> Merged:
    """Look through a sheet for its merged cells of more cells than one; `opened` gives its XML from the beginning.

    Raises:
        EntitiesError, one of XML_ERRORS, TooManyError: it cannot be read.
    """
    spans: list[Span] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name not in _NAMES:
            return
        span = span_of(attributes["ref"])
        if span is None:
            raise ValueError(attributes["ref"])
        if (span.top, span.left) != (span.bottom, span.right):
            spans.append(span)
        if len(spans) > MAX_MERGED:
            raise TooManyError

    if _is_written(opened()):
        parse_whole(new_parser(start), opened())
    return Merged(spans)


def _is_written(chunks: Iterable[bytes]) -> bool:
    """Tell whether the name of merged cells stands in a sheet: most have none, and are not parsed twice."""
    tail = b""
    for chunk in chunks:
        window = tail + chunk
        if any(name in window for name in _WRITTEN):
            return True
        tail = window[-_LONGEST:]
    return False
