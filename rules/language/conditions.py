"""Conditions of a framework: ranges, tests of one fact, answer or score, and their combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from chamdiem.rules.language.model import Model, Name, Number, Word, keys, need_one, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


class Comparison(Model):
    """Ends of a range, each said to be inclusive (at_least, at_most) or exclusive (above, below)."""

    at_least: Annotated[Number | None, Field(description="Từ … trở lên (≥).")] = None
    above: Annotated[Number | None, Field(description="Trên … (>).")] = None
    at_most: Annotated[Number | None, Field(description="Từ … trở xuống, không quá (≤).")] = None
    below: Annotated[Number | None, Field(description="Dưới … (<).")] = None

    @model_validator(mode="after")
    def _one_end_each(self) -> Self:
        if (self.at_least is not None and self.above is not None) or (
            self.at_most is not None and self.below is not None
        ):
            raise refusal("framework.two_ends")
        low = self.above if self.at_least is None else self.at_least
        high = self.below if self.at_most is None else self.at_most
        if (
            low is not None
            and high is not None
            and (low > high or (low == high and (self.above is not None or self.below is not None)))
        ):
            raise refusal("framework.empty_range")
        return self

    @property
    def is_open(self) -> bool:
        """Tell whether no end is given."""
        return not self.given(("at_least", "above", "at_most", "below"))

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends that are given."""
        return tuple(end for end in (self.at_least, self.above, self.at_most, self.below) if end is not None)


class Condition(Comparison):
    """Something that is true, false, or not known yet.

    Either a combination (`all`, `any`, `not`), or one test of a record field or measure (`fact`), an answer or a score.
    """

    all: Annotated[
        tuple[Condition, ...] | None, Field(min_length=1, description="Đúng khi mọi điều kiện đều đúng.")
    ] = None
    any: Annotated[
        tuple[Condition, ...] | None, Field(min_length=1, description="Đúng khi có ít nhất một điều kiện đúng.")
    ] = None
    not_: Annotated[Condition | None, Field(alias="not", description="Đúng khi điều kiện bên trong sai.")] = None
    fact: Annotated[Name | None, Field(description="Tên trường của hồ sơ hoặc số đo.")] = None
    answer: Annotated[
        Word | None, Field(description="Mã tiêu chí được hỏi (hoặc mã/ý của danh mục) mà người chấm trả lời.")
    ] = None
    criterion: Annotated[Word | None, Field(description="Mã tiêu chí; so với điểm đạt được.")] = None
    group: Annotated[Word | None, Field(description="Mã nhóm; so với điểm đạt được.")] = None
    total: Annotated[Literal["points"] | None, Field(description="So với tổng điểm (viết: total: points).")] = None
    is_: Annotated[
        Word | None, Field(alias="is", description="Bằng: yes, no, một từ trong danh sách, hoặc một số.")
    ] = None
    in_: Annotated[tuple[Word, ...] | None, Field(alias="in", min_length=1, description="Là một trong các từ.")] = None
    at: Annotated[Literal["maximum"] | None, Field(description="Đạt điểm tối đa (viết: at: maximum).")] = None

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        subject = need_one(
            self, ("all", "any", "not_", "fact", "answer", "criterion", "group", "total"), "framework.condition_subject"
        )
        tests = [*self.given(("is_", "in_", "at")), *(() if self.is_open else ("at_least/above/at_most/below",))]
        if subject in {"all", "any", "not_"}:
            if tests:
                raise refusal("framework.condition_combined", given=keys(tests))
        elif len(tests) != 1:
            raise refusal("framework.condition_test")
        elif self.at and subject not in {"criterion", "group"}:
            raise refusal("framework.condition_at")
        return self

    @property
    def tests(self) -> Iterator[Condition]:
        """Every single test of which it is made."""
        parts = (*(self.all or ()), *(self.any or ()), *((self.not_,) if self.not_ else ()))
        if not parts:
            yield self
        for part in parts:
            yield from part.tests

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures that are tested, each once."""
        return tuple(dict.fromkeys(test.fact for test in self.tests if test.fact))


When = Annotated[Condition, Field(description="Khi nào: một điều kiện.")]
