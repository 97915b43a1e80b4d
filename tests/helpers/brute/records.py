"""All records of a small framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawn.facts import SMALL
from drawn.frameworks import CONSTRUCTS, framework
from reference.completions import completions, count_completions, values_of
from reference.facts import Facts, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drawn.chance import Chance
    from reference.spans import Json

OFTEN = 5
"""Something is counted up to so often: a small framework gives no other points, and tests nothing, from there on."""
MOST = 600
"""Of frameworks with more records than these another one is drawn."""


def small(chance: Chance, constructs: frozenset[str] = CONSTRUCTS, most: int = MOST) -> Json:
    """Return a framework of which all records can be tried."""
    while True:
        data = framework(chance, constructs, SMALL)
        if count_completions(data, given(data), often=OFTEN) <= most:
            return data


def given(data: Json) -> Record:
    """Return a record of the inputs that the framework uses for nothing: they stay as they are."""
    unused = data["inputs"].keys() - _used(data)
    return Record({name: values_of(data["inputs"][name], Facts(data, Record({}, {})))[0] for name in unused}, {})


def _used(data: Json) -> set[str]:
    words = set(_words({key: part for key, part in data.items() if key != "inputs"}))
    used = words & data["inputs"].keys()
    return used | {spec["at_most"]["fact"] for spec in data["inputs"].values() if isinstance(spec.get("at_most"), dict)}


def _words(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _words(part)


def records(data: Json) -> Iterator[Record]:
    """Yield all records of a framework that lack nothing."""
    yield from completions(data, given(data), often=OFTEN)
