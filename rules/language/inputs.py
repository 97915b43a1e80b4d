"""Inputs: what a framework asks of a record, beside the fields that every record of its subject has."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import PlainValidator, WithJsonSchema, model_validator

from chamdiem.rules.language.conditions import OtherFact
from chamdiem.rules.language.model import (
    Model,
    Name,
    NoteText,
    Number,
    Text,
    YesNo,
    about,
    is_name,
    keys,
    refusal,
)
from chamdiem.rules.records import scalars
from chamdiem.rules.records.fields import LARGEST, Changeability, Field, FieldType
from chamdiem.rules.records.moments import read_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chamdiem.rules.records.fields import Value

INPUTS = "inputs"
"""The section of a record in which inputs stand."""


End = OtherFact | str
"""An end of an input's range: a field, or a value as the file writes it, read by the type of the input."""


def _read_end(raw: object) -> End | None:
    if raw is None:
        return None
    if isinstance(raw, str) and raw.strip() and not is_name(raw):  # a field is written as {fact: …}
        return raw
    if isinstance(raw, dict) and raw.keys() == {"fact"} and is_name(raw["fact"]):
        return OtherFact.model_validate(raw)
    raise refusal("framework.input_end")


_NAMED = {"type": "string", "description": "Tên một trường khác của hồ sơ, cùng loại."}
_FACT = {"type": "object", "additionalProperties": False, "properties": {"fact": _NAMED}}
_END = {"anyOf": [_FACT, {"type": ["number", "string"]}, {"type": "null"}]}
_End = Annotated[Any, PlainValidator(_read_end), WithJsonSchema(_END)]
_CHANGES: Mapping[str, Changeability] = {
    "circumstance": Changeability.CIRCUMSTANCE,
    "next": Changeability.NEXT_MEETING,
    "after": Changeability.AFTER_MEETING,
}
_NUMBERS = frozenset({FieldType.COUNT, FieldType.DECIMAL})
_READERS: Mapping[FieldType, Callable[[object], Value]] = {
    FieldType.COUNT: scalars.read_count,
    FieldType.DECIMAL: scalars.read_number,
    FieldType.DATE: scalars.read_date,
    FieldType.TIME: read_time,
}
"""Types with ends, and what reads an end that the file writes."""


class Input(Model):
    """One input: what is asked, of which type, and between which ends its value lies."""

    title: Annotated[Text, about("Tên gọi, in trên phiếu và trong sổ để điền.")]
    type: Annotated[
        Literal["count", "decimal", "yes_no", "word", "date", "time"],
        about(
            "count: số đếm từ 0; decimal: số thập phân (cần step); yes_no: có/không; word: một từ trong words; "
            "date: ngày; time: giờ."
        ),
    ]
    unit: Annotated[Text | None, about("Đơn vị tính của số, ví dụ nhiệm vụ, %.")] = None
    step: Annotated[Number | None, about("Bước của số thập phân, ví dụ 0.5; chỉ dùng với decimal.", gt=0)] = None
    at_least: Annotated[_End, about("Giá trị ít nhất, hoặc {fact: tên trường}; số không ghi thì ít nhất là 0.")] = None
    at_most: Annotated[_End, about("Giá trị nhiều nhất, hoặc {fact: tên trường}.")] = None
    words: Annotated[
        dict[Name, Text] | None, about("Các từ được chọn và tên gọi của từng từ; chỉ dùng với word.", min_length=2)
    ] = None
    change: Annotated[
        Literal["circumstance", "next", "after"],
        about(
            "Gợi ý được nói đến hay không: circumstance: hoàn cảnh, không chọn được; next: làm được từ kỳ sau; "
            "after: còn làm được sau kỳ này."
        ),
    ] = "circumstance"
    personal: Annotated[
        YesNo, about("yes: số liệu riêng của một người (như ngày sinh); không in, không lưu, chỉ dùng để tính số đo.")
    ] = False
    note: NoteText = None

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        allowed = {
            "unit": self.kind in _NUMBERS,
            "step": self.kind is FieldType.DECIMAL,
            "words": self.kind is FieldType.WORD,
            **dict.fromkeys(("at_least", "at_most"), self.kind in _READERS),
        }
        idle = [name for name in self.given(tuple(allowed)) if not allowed[name]]
        if idle:
            raise refusal("framework.input_key", given=keys(idle), type=self.type)
        for name in ("step", "words"):
            if allowed[name] and getattr(self, name) is None:
                raise refusal("framework.input_needs", needed=name, type=self.type)
        if self.personal and self.change != "circumstance":
            raise refusal("framework.personal_change")
        self._check_ends()
        return self

    def _check_ends(self) -> None:
        least, most = self._end("at_least"), self._end("at_most")
        if least is not None and most is not None and least > most:
            raise refusal("framework.empty_range")

    @property
    def kind(self) -> FieldType:
        """The type of the field."""
        return FieldType(self.type)

    @property
    def decimals(self) -> int:
        """How many decimals its values have: those of the step."""
        places = self.step.normalize().as_tuple().exponent if self.step is not None else 0
        return max(0, -places) if isinstance(places, int) else 0

    @property
    def _step(self) -> int:
        return int(self.step.scaleb(self.decimals)) if self.step is not None else 1

    def _end(self, key: Literal["at_least", "at_most"]) -> int | None:
        """Return an end as it is stored; None where a field gives it, or nothing does."""
        end = getattr(self, key)
        if not isinstance(end, str):
            return 0 if end is None and key == "at_least" and self.kind in _NUMBERS else None
        try:
            value = _READERS[self.kind](end)
        except scalars.ScalarError as error:
            raise refusal(error.code, **error.details) from error
        if isinstance(value, Decimal) and value % (self.step or 1):
            raise refusal("framework.input_off_step", key=key, step=str(self.step))
        stored = Field("", self.kind, "", "", "", decimals=self.decimals).fact_value(value)
        if stored is not None and abs(stored) >= LARGEST:
            raise refusal("scalar.too_large", text=scalars.shown(end))
        return stored

    def field(self, name: str) -> Field:
        """Return the field of a record that it declares."""
        return Field(
            name, self.kind, self.title, self.title, INPUTS,
            unit=self.unit or "",
            words={word: (label, label) for word, label in self.words.items()} if self.words else None,
            change=_CHANGES[self.change],
            asked=True,
            personal=self.personal,
            declared=True,
            decimals=self.decimals,
            step=self._step,
            least=self._end("at_least"),
            most=self._end("at_most"),
        )  # fmt: skip

    @property
    def facts(self) -> Iterator[tuple[Literal["at_least", "at_most"], str]]:
        """The fields that give its ends, each with the key of that end."""
        for key, end in (("at_least", self.at_least), ("at_most", self.at_most)):
            if isinstance(end, OtherFact):
                yield key, end.fact  # type: ignore[misc]  # mypy takes the keys of the tuple for any text
