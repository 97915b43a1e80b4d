"""Between the fields of a page and the texts of a draft: a day is three fields, a time of day two, all else is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chamdiem.engine.reading.table_columns import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.forms.form import FormQuestion

SEPARATE: Mapping[ColumnKind, tuple[str, tuple[str, ...]]] = {
    ColumnKind.DATE: ("/", ("ngay", "thang", "nam")),
    ColumnKind.TIME: (":", ("gio", "phut")),
}
"""Of what stands in several fields: the sign that parts them in a text, and what each field is called."""
_YEAR = 4
_DAY, _MONTH = re.compile(r"[0-9]{1,2}"), re.compile(r"[0-9]{4}-[0-9]{2}")


def typed_of(questions: Iterable[FormQuestion], sent: Mapping[str, str], period: str) -> dict[str, str]:
    """Return what a page sent for some questions, by their ids; what it had no field of, or no choice in, is not.

    A day alone is one of the month that `period` is.
    """
    found = ((question.id, _typed(question, sent, period)) for question in questions)
    return {name: text for name, text in found if text is not None}


def _typed(question: FormQuestion, sent: Mapping[str, str], period: str) -> str | None:
    if question.column.kind not in SEPARATE:
        return sent.get(question.id)
    sign, _ = SEPARATE[question.column.kind]
    names = field_names(question)
    if not any(name in sent for name in names):
        return None
    parts = [sent.get(name, "").strip() for name in names]
    if is_month(period) and _DAY.fullmatch(parts[0]) and parts[1:] == ["", ""]:
        year, month = period.split("-")
        parts[1:] = [month, year]
    return sign.join(parts) if any(parts) else ""


def is_month(period: str) -> bool:
    """Tell whether a period is a month: 2026-11."""
    return _MONTH.fullmatch(period) is not None


def field_names(question: FormQuestion) -> tuple[str, ...]:
    """Return what the fields of a question are called."""
    _, names = SEPARATE.get(question.column.kind, ("", ()))
    return tuple(f"{question.id}.{name}" for name in names) or (question.id,)


def field_texts(question: FormQuestion, text: str) -> tuple[str, ...]:
    """Return what stands in the fields of a question; what cannot be parted stands in the first, as it was typed."""
    count = len(field_names(question))
    if count == 1:
        return (text,)
    parts = [part.strip() for part in re.split(r"[-/.:]", text)]
    if len(parts) != count:
        return (text, *[""] * (count - 1))
    return tuple(reversed(parts)) if len(parts[0]) == _YEAR else tuple(parts)
