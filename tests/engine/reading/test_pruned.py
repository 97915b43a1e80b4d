"""A document without its faulty parts: the rest keeps its places, and what only echoes a gap is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.reading.pruned import Pruned, beyond_shape
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from chamdiem.engine.reading.documents import Data

WHOLE: Data = {"list": ({"a": "0"}, {"b": "1"}, {"c": "2", "x": "y"}, {"d": "3"}), "measures": {"m": "1", "n": "2"}}


def test_places_are_those_of_the_file() -> None:
    """An item behind one that was taken out still has its number in the file."""
    pruned = Pruned(frozenset({("list", 0), ("list", 2)}), frozenset())
    assert pruned.data(WHOLE) == {"list": ({"b": "1"}, {"d": "3"}), "measures": {"m": "1", "n": "2"}}
    assert [pruned.place(("list", number, "k")) for number in (0, 1)] == [("list", 1, "k"), ("list", 3, "k")]
    assert pruned.place(("measures", "m")) == ("measures", "m")


def test_each_kind_of_part_is_taken_out() -> None:
    """An unknown key goes alone, anything else in a list with its item, and a named part by its name."""
    seen: list[Data] = []
    faults = [
        Fault("shape.unknown_key", ("list", 2, "x")),
        Fault("shape.missing", ("list", 0, "id")),
        Fault("shape.text", ("measures", "m")),
    ]

    def check(data: Data) -> list[Fault]:
        seen.append(data)
        return [Fault("m", ("list", 2, "d")), Fault("m", ("list", 1, "c"))]

    found = list(beyond_shape(WHOLE, faults, check))
    assert seen == [{"list": ({"b": "1"}, {"c": "2"}, {"d": "3"}), "measures": {"n": "2"}}]
    assert found == [Fault("m", ("list", 3, "d"))]


def test_what_cannot_be_taken_out_leaves_the_rest_unchecked() -> None:
    """Where the file as a whole lacks something, nothing is said of its meaning; nor where cutting never ends."""
    assert list(beyond_shape(WHOLE, [Fault("shape.missing", ("title",))], lambda _: [Fault("m")])) == []

    def never(_: Data) -> list[Fault]:
        raise FaultyInput([Fault("shape.text", ("list", 0))])

    assert list(beyond_shape(WHOLE, [Fault("shape.text", ("list", 0))], never)) == []
