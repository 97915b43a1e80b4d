"""What stands in addresses for organisations, periods, kinds of meetings and frameworks."""

from __future__ import annotations

import datetime as dt

from chamdiem.rules.language.model import KEPT_FRAMEWORK_PATTERN
from chamdiem.rules.records.periods import period_kind, read_period_of
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.spans import read_span


class NodeConverter:
    """The id of an organisation; the stroke that an id may hold is written otherwise, since it parts an address."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Return the id of what stands in an address."""
        return value.replace("~s", "/").replace("~t", "~")

    def to_url(self, value: str) -> str:
        """Return what stands in an address for an id."""
        return value.replace("~", "~t").replace("/", "~s")


class PeriodConverter:
    """A period as ISO writes it: 2026-11, 2026-Q3, 2026; a term: 2025-2030; of an occasion its day: 2026-03-05."""

    regex = r"[0-9]{4}(?:-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]|H[12]|[0-9]{4}))?"

    def to_python(self, value: str) -> str:
        """Return the period; ValueError, which Django takes for another address: there is none such, like 2026-13."""
        try:
            kind = period_kind(value)
            if kind == "occasion":
                return dt.date.fromisoformat(value).isoformat()
            return read_period_of(value, ("term",)) if kind == "term" else str(read_span(value))
        except ScalarError as error:
            raise ValueError from error

    def to_url(self, value: str) -> str:
        """Return the period as an address has it."""
        return value


class KindConverter:
    """The kind of a meeting, in Vietnamese without marks."""

    regex = "thuong-ky|chuyen-de|ket-hop|ky"
    _words = {"thuong-ky": "regular", "chuyen-de": "thematic", "ket-hop": "combined", "ky": ""}  # noqa: RUF012 - never written

    def to_python(self, value: str) -> str:
        """Return the kind as records have it; blank: the subject has none."""
        return self._words[value]

    def to_url(self, value: str) -> str:
        """Return the kind as an address has it."""
        return next(word for word, kind in self._words.items() if kind == value)


class SuffixConverter:
    """The form of a sheet, by the suffix of its file."""

    regex = "pdf|docx|html"

    def to_python(self, value: str) -> str:
        """Return the form."""
        return value

    def to_url(self, value: str) -> str:
        """Return the suffix."""
        return value


class FrameworkConverter:
    """The id of a framework, with the strokes that part it."""

    regex = KEPT_FRAMEWORK_PATTERN

    def to_python(self, value: str) -> str:
        """Return the id."""
        return value

    def to_url(self, value: str) -> str:
        """Return what stands in an address for an id."""
        return value
