"""What scores a period, as a framework of its own; its thresholds for a cell that was active in some of the months."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import PrivateAttr

from chamdiem.rules.language.conditions import ENDS, AllOf, AnyOf, Condition, FactTest, Not
from chamdiem.rules.language.criteria import Group  # noqa: TC001 - pydantic reads it
from chamdiem.rules.language.framework import Framework
from chamdiem.rules.language.model import Model
from chamdiem.rules.records.shape import RecordShape  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from chamdiem.rules.language.framework import Period
    from chamdiem.rules.language.periods import PartYear

AnyModel = TypeVar("AnyModel", bound=Model)
_HEAD = ("authority", "based_on", "provenance", "in_force", "applies_to")


class PeriodFramework(Framework):
    """What scores a period: the parts of a framework, over a record whose fields are made of the records."""

    groups: tuple[Group, ...] = ()
    _shape: RecordShape = PrivateAttr()

    @classmethod
    def made(cls, framework: Framework, shape: RecordShape, **parts: Any) -> PeriodFramework:  # noqa: ANN401 - its fields
        """Return what scores a period of a framework, of whose head it is."""
        head = {name: getattr(framework, name) for name in _HEAD}
        found = cls.model_construct(framework=framework.framework, **(head | parts))
        found._shape = shape  # noqa: SLF001 - its own
        return found

    @property
    def shape(self) -> RecordShape:
        """The shape of what is known of a period."""
        return self._shape


# --- thresholds of a cell that was active in some of the months ---


def with_caps(period: Period, ids: frozenset[str]) -> Period:
    """Return a period in which some caps hold whatever the months are."""
    caps = (
        changed(cap, when=Condition(written_any=(cap.when, Condition(written_not=cap.when)))) if cap.id in ids else cap
        for cap in period.caps
    )
    return changed(period, caps=tuple(caps))


def scaled_all(items: tuple[AnyModel, ...], share: Fraction | None, part: PartYear) -> tuple[AnyModel, ...]:
    """Return ratings, caps or findings with thresholds that are a share of those written; None: as they are."""
    if share is None:
        return items
    return tuple(_scaled_item(item, share, part) for item in items)


def _scaled_item(item: AnyModel, share: Fraction, part: PartYear) -> AnyModel:
    changes: dict[str, Any] = {}
    if (when := getattr(item, "when", None)) is not None:
        changes["when"] = scaled_condition(when, share, part)
    if requires := getattr(item, "requires", None):
        changes["requires"] = scaled_all(requires, share, part)
    return changed(item, **changes)


def scaled_condition(condition: Condition, share: Fraction, part: PartYear) -> Condition:
    """Return a condition whose thresholds on some measures are that share of what is written, rounded."""
    match condition.kind:
        case AllOf(parts):
            return changed(condition, written_all=tuple(scaled_condition(each, share, part) for each in parts))
        case AnyOf(parts):
            return changed(condition, written_any=tuple(scaled_condition(each, share, part) for each in parts))
        case Not(inner):
            return changed(condition, written_not=scaled_condition(inner, share, part))
        case FactTest(name) if name in part.facts:
            ends = {end: getattr(condition, end) for end in condition.given(ENDS)}
            return changed(condition, **{end: _rounded(number, share, part) for end, number in ends.items()})
        case _:
            return condition


def _rounded(number: Decimal, share: Fraction, part: PartYear) -> Decimal:
    exact = Fraction(number) * share
    return Decimal(ceil(exact) if part.rounding == "up" else floor(exact))


def changed(model: AnyModel, **changes: Any) -> AnyModel:  # noqa: ANN401 - fields of whatever model
    """Return a model with some other fields; nothing that followed from the old ones comes along."""
    told = {name: getattr(model, name) for name in type(model).model_fields}
    return cast("AnyModel", type(model).model_construct(**(told | changes)))
