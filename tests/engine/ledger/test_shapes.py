"""Reading the parts of an entry strictly: what is refused is found, however deep it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.shapes import Misshapen, listed, mapping, names, parts, points, words

if TYPE_CHECKING:
    from collections.abc import Callable

read_told = parts({"who": words, "given": mapping(names, points)}, {"said": listed(mapping(names, listed(words)))})
TOLD = {"who": "VD-01", "given": {"1": "2.5", "2": "0"}, "said": [{}, {"a": ["x", "y"]}]}


def test_what_is_right() -> None:
    """What has the form that this program writes is read in the order in which it stands."""
    read = {"who": "VD-01", "given": {"1": 250, "2": 0}, "said": ({}, {"a": ("x", "y")})}
    assert read_told(TOLD) == read
    assert [*read_told(TOLD)["given"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"who": " "}, ("who",)),
        ({"given": {"1": "2.5", "2": "2.50", "3": None}}, ("given", "2")),
        ({"given": {"1": "2.5", "\n": "0"}}, ("given", "\n")),
        ({"given": {"1": ["0"]}}, ("given", "1")),
        ({"given": ["0"]}, ("given",)),
        ({"said": [{}, {"a": ["x", "\x1b"]}]}, ("said", "1", "a", "1")),
        ({"said": [{"a": "x"}]}, ("said", "0", "a")),
        ({"more": 1}, ("more",)),
    ],
)
def test_where_it_is(changed: dict[str, object], path: tuple[str, ...]) -> None:
    """The first that is not so is named by the keys that lead to it, places in lists counted from 0."""
    assert _refused(read_told, TOLD | changed) == path


@pytest.mark.parametrize("name", ["who", "given"])
def test_what_lacks(name: str) -> None:
    """A part that is needed and not there is named."""
    assert _refused(read_told, {key: value for key, value in TOLD.items() if key != name}) == (name,)


def _refused(read: Callable[[object], object], data: object) -> tuple[str, ...]:
    with pytest.raises(Misshapen) as error:
        read(data)
    return error.value.path
