"""The frozen models of which a framework file is made, and the scalar types of their fields.

Scalars arrive as text and are read by the type of their place, so YAML's own guesses (`no`, `010`, `12:30`) never
matter. Points are integers of 1/100. The descriptions are Vietnamese because editors show them to the officer who
writes a framework.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from chamdiem.rules.records import scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def about(description: str, *, gt: int | None = None, min_length: int | None = None) -> object:
    """Return what a field of a model is for, in Vietnamese, and what its value must be."""
    return Field(description=description, gt=gt, min_length=min_length)


def reader(read: Callable[[object], Any]) -> BeforeValidator:
    """Return what reads a scalar of a file; whoever reads it refuses it by a sentence of a code."""

    def validate(raw: object) -> object:
        if raw is not None and not isinstance(raw, str | tuple | dict):
            return raw  # a default, already typed
        try:
            return read(raw)
        except scalars.ScalarError as error:
            raise refusal(error.code, **error.details) from error

    return BeforeValidator(validate)


Text = Annotated[str, reader(scalars.read_text), WithJsonSchema({"type": "string"})]
Points = Annotated[
    int, reader(scalars.read_points), WithJsonSchema({"type": "number", "minimum": 0, "multipleOf": 0.01})
]
SignedPoints = Annotated[
    int, reader(scalars.read_signed_points), WithJsonSchema({"type": "number", "multipleOf": 0.01})
]
"""Points that may be less than 0."""
Number = Annotated[Decimal, reader(scalars.read_number), WithJsonSchema({"type": "number"})]
Count = Annotated[int, reader(scalars.read_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Date = Annotated[dt.date, reader(scalars.read_date), WithJsonSchema({"type": "string", "format": "date"})]
YesNo = Annotated[
    bool,
    reader(scalars.read_yes_no),
    WithJsonSchema({"enum": ["yes", "no", True, False], "type": ["string", "boolean"]}),
]
NAME_PATTERN = r"^[a-z][a-z0-9_]{0,63}$"
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
_ID = r"^[0-9A-Za-zĐđ][0-9A-Za-zĐđ._-]{0,31}$"
_ID_MEANS = "Mã, không trùng trong danh sách; nên đặt trong ngoặc kép."
Id = Annotated[
    str,
    StringConstraints(pattern=_ID),
    WithJsonSchema({"type": ["string", "number"], "pattern": _ID, "description": _ID_MEANS}),
]
_PART = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|cases)(?![a-z0-9-]))[a-z0-9-]{1,60}"
FRAMEWORK_PATTERN = rf"{_PART}(/{_PART}){{1,2}}"
"""Of the id of a framework, which is also where its file lies: no part is a name that Windows keeps for a device, or
that of the folder of cases, and the whole is as long as tables and paths take it."""
KEPT_FRAMEWORK_PATTERN = r"[a-z0-9-]+(/[a-z0-9-]+)+"
"""Of the ids that a ledger may hold: until 0.4.0 nothing more was asked of one, and what was kept stays readable."""
FrameworkId = Annotated[
    str,
    StringConstraints(pattern=re.compile(rf"^{KEPT_FRAMEWORK_PATTERN}\Z")),
    WithJsonSchema({"type": "string", "pattern": f"^{FRAMEWORK_PATTERN}$"}),
]
Word = Annotated[str, StringConstraints(pattern=r"\S"), WithJsonSchema({"type": ["string", "boolean", "number"]})]
Kind = Literal["regular", "thematic", "combined"]

Title = Annotated[Text, about("Tên gọi, đúng như trong văn bản.")]
NoteText = Annotated[Text | None, about("Ghi chú cho người đọc khung, ví dụ cách xử lý chỗ văn bản chưa rõ.")]


def is_framework_id(raw: str) -> bool:
    """Tell whether something can be the id of a new framework by its letters."""
    return re.fullmatch(FRAMEWORK_PATTERN, raw) is not None


def is_kept_framework_id(raw: object) -> bool:
    """Tell whether something can be the id of a framework that a ledger holds."""
    return isinstance(raw, str) and re.fullmatch(KEPT_FRAMEWORK_PATTERN, raw) is not None


def is_name(raw: object) -> bool:
    """Tell whether something is the name of a field or a measure by its letters."""
    return isinstance(raw, str) and re.fullmatch(NAME_PATTERN, raw) is not None


def as_key(name: str) -> str:
    """Return a field as the key of the file: `is_` is written `is`, `written_bands` is `bands`."""
    return name.removeprefix("written_").rstrip("_")


class Model(BaseModel):
    """Frozen, strict, no unknown keys.

    Where a file says one thing by exactly one of several keys, each has a field `written_…` and the value is made of
    them: only the model itself reads such fields.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", populate_by_name=True, alias_generator=as_key, defer_build=True
    )

    def given(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of some fields are given."""
        return tuple(name for name in names if getattr(self, name) is not None)


BRANCH = "|"
"""What the name of each branch of a union begins with, so that a fault's path is known from the file's own keys."""


def one_of(chosen: Callable[[object], str]) -> Discriminator:
    """Return what chooses the branch of a union by what stands in the file; faults then speak of that branch alone."""
    return Discriminator(lambda raw: f"{BRANCH}{chosen(raw)}")


def branch(name: str) -> Tag:
    """Return the name of a branch of a union."""
    return Tag(f"{BRANCH}{name}")


def refusal(code: str, **details: str) -> PydanticCustomError:
    """Return the error that refuses a value with the sentence of a code."""
    return PydanticCustomError(code, code, details)


def need_one(model: Model, names: tuple[str, ...], code: str) -> str:
    """Return which one of some fields is given; none or more than one is refused by the sentence of a code."""
    given = model.given(names)
    if len(given) != 1:
        raise refusal(code, given=keys(given) or "—", allowed=keys(names))
    return given[0]


def keys(names: Iterable[str]) -> str:
    """Return fields as the keys of the file, in a list."""
    return scalars.listed(map(as_key, names))
