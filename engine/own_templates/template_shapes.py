"""What a template may name: the parts of the value it is given, by their types; so a slip is found before use."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value consists of: named parts, items of a list, or neither, as a text. `kind` is its type in words."""

    kind: str
    parts: Mapping[str, Shape] | None = None
    items: Shape | None = None


ANYTHING = Shape("any")
"""A value that the template made itself, about which nothing is said."""


def shape_of(type_: Any) -> Shape:  # noqa: ANN401 - any annotation
    """Return the shape of a type: of a dataclass, a tuple of items, an optional value, or a plain one."""
    if dataclasses.is_dataclass(type_):
        hints = get_type_hints(type_)
        return Shape("parts", parts={field.name: shape_of(hints[field.name]) for field in dataclasses.fields(type_)})
    if get_origin(type_) is tuple:
        return Shape("list", items=shape_of(get_args(type_)[0]))
    if get_origin(type_) is types.UnionType:
        known = [shape_of(each) for each in get_args(type_) if each is not types.NoneType]
        return dataclasses.replace(known[0], kind=f"{known[0].kind}?")
    return Shape("yes_no" if type_ is bool else "text")
