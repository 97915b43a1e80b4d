"""What was kept of an evaluation against what is computed now: the first fact of the derivation that differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.bodies import read_derivation
from chamdiem.rules.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.ledger.entries import Body

_POINTS = frozenset(
    {"award", "least", "most", "maximum", "score", "score_least", "score_most", "treated_least", "treated_most"}
)
"""Kinds of facts that are points, in hundredths."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that differs, in the order in which it is concluded: what comes after may only follow from it.

    `node` is a fact of the derivation, such as `award 2.1`, or a part of the result. None: it is not there.
    """

    layer: str
    node: str
    kept: str | None
    now: str | None


def first_difference(kept: Body, now: Body) -> Difference | None:
    """Return the first difference between two bodies of one evaluation; None: every value of the older one stands.

    Which rule concluded a fact, and facts that only the newer version concludes, are how a result is computed and not
    what it is: they may differ from one version of the software to the next.
    """
    return next(_differences(kept, now), None)


def _differences(kept: Body, now: Body) -> Iterator[Difference]:
    for name in dict.fromkeys((*kept["layers"], *now["layers"])):
        old, new = kept["layers"].get(name), now["layers"].get(name)
        if old is None or new is None:
            yield Difference(name, "layer", *(None if layer is None else name for layer in (old, new)))
            continue
        yield from _in_derivation(name, old.get("derivation", ()), new.get("derivation", ()))
        yield from _in_parts(name, old, new)
    yield from _in_parts("", kept, now)


def _in_derivation(layer: str, kept: Sequence[str], now: Sequence[str]) -> Iterator[Difference]:
    if kept == now:
        return
    values = {step.fact: step.value for step in read_derivation(now)}
    for step in read_derivation(kept):
        value = values.get(step.fact)
        if value != step.value:
            yield Difference(layer, step.fact, _shown(step.fact, step.value), _shown(step.fact, value))


def _shown(fact: str, value: int | None) -> str | None:
    if value is None:
        return None
    return points_text(value) if fact.partition(" ")[0] in _POINTS else str(value)


def _in_parts(layer: str, kept: Body, now: Body) -> Iterator[Difference]:
    """Yield what differs in the parts that were kept; a newer version may keep more."""
    for name, old in kept.items():
        new = now.get(name)
        if old == new or name in {"derivation", "layers"}:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            for key in dict.fromkeys((*old, *new)):
                if old.get(key) != new.get(key):
                    yield Difference(layer, f"{name} {key}", _text(old.get(key)), _text(new.get(key)))
        else:
            yield Difference(layer, name, _text(old), _text(new))


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return None if value is None else str(value)
