"""All records of a small framework."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brute.watched import criteria_of, scored_in
from drawn.facts import FEW_DAYS, LAYERS, SMALL
from drawn.frameworks import CONSTRUCTS, framework
from reference.completions import completions, count_completions, values_of
from reference.facts import Facts, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drawn.chance import Chance
    from drawn.facts import Size
    from reference.spans import Json

OF_SEVERAL = frozenset({"history", "personal"})
"""What one record by itself tells nothing of."""
OFTEN = 5
"""Something is counted up to so often: a small framework gives no other points, and tests nothing, from there on."""
MOST = 600
"""Of frameworks with more records than these another one is drawn."""


def small(chance: Chance, size: Size = SMALL, most: int = MOST) -> Json:
    """Return a framework of which all records can be tried, or where it is not closed those of small numbers."""
    while True:
        data = framework(chance, CONSTRUCTS - OF_SEVERAL, size)
        of_fullest = replace(given(data), layer=fullest(data))
        if count_completions(data, of_fullest, dates=FEW_DAYS, often=OFTEN) <= most:
            return _with_details(chance, data)


def _with_details(chance: Chance, data: Json) -> Json:
    """Return a framework with what no points depend on: what may be changed, and how bands should run."""
    for spec in data["inputs"].values():
        if chance.once_in(2):
            spec["change"] = chance.pick(("next", "after"))
    for path, item in criteria_of(data):
        for scored in scored_in(path, item):
            if "bands" in scored.item and chance.once_in(2):
                scored.item["bands"]["direction"] = chance.pick(("higher_better", "lower_better"))
    return data


def given(data: Json) -> Record:
    """Return a record of the inputs that the framework uses for nothing: they stay as they are."""
    used = _used(data)
    unused = [name for name in data["inputs"] if name not in used]  # in their order, or a seed would tell nothing
    values = {name: values_of(data["inputs"][name], Facts(data, Record({}, {}))) or FEW_DAYS for name in unused}
    return Record({name: known[0] for name, known in values.items()}, {})


def _used(data: Json) -> set[str]:
    words = set(_words({key: part for key, part in data.items() if key != "inputs"}))
    used = {name for name in data["inputs"] if name in words}
    return used | {spec["at_most"]["fact"] for spec in data["inputs"].values() if isinstance(spec.get("at_most"), dict)}


def _words(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _words(part)


def fullest(data: Json) -> str:
    """Return the layer that is asked for the most criteria, that of the cell first."""
    items = [item for _, item in criteria_of(data)]
    return max(LAYERS, key=lambda layer: sum(layer in item.get("layers", LAYERS) for item in items))


def records(data: Json, layer: str = "self") -> Iterator[Record]:
    """Yield all records of a framework that lack nothing, as a layer answers."""
    yield from completions(data, replace(given(data), layer=layer), dates=FEW_DAYS, often=OFTEN)
