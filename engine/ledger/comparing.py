"""Two results of one record by one framework: was the same concluded, is only more known now, or is it another result?

What is compared is what was concluded: points and their bounds, statuses, gates, caps, findings, totals, ratings. How
it was concluded (names, order and number of rules, the derivation) has no part in it, and is compared for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from chamdiem.engine.ledger.derivations import read_derivation
from chamdiem.engine.ledger.shapes import written
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.scalars import listed, points_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chamdiem.engine.ledger.contents import KeptHistory, KeptLayer, KeptResult, LayerResult

Sameness = Literal["equal", "tighter", "different"]
"""`tighter`: nothing that was concluded is contradicted, but of an incomplete record more is known now."""
Trace = Literal["same", "more", "other", "gone"]
"""A kept derivation against today's, from the best to the worst: every fact again and no other; every fact, and today
some more; not every fact, or not with its value; nothing was kept."""
TRACES: tuple[Trace, ...] = get_args(Trace)


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of the result, or a fact of the derivation, that is not as it was kept. None: it is not there.

    `node` names it, such as `points 2.1`, `total` or `award 2.1`; `layer` is empty where it is about all of them.
    """

    layer: str
    node: Key
    kept: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedResults:
    """`differences`: the first that contradicts what was kept; or, of a tighter result, all that is known better."""

    sameness: Sameness
    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is the same result."""
        return self.sameness != "different"


@dataclass(frozen=True, slots=True)
class ComparedTraces:
    """A kept derivation against today's, with the first fact that was not concluded again, or not with its value."""

    trace: Trace
    difference: Difference | None = None


class _Part(NamedTuple):
    """One part of two results. `refines`: the kept one left something open, and the newer one lies within."""

    node: Key
    kept: object
    now: object
    refines: bool = False


def compare_results(kept: KeptResult, now: KeptResult, *, history: bool = False) -> ComparedResults:
    """Compare the result that was kept with the one that its record and framework give now.

    Parts that one of them lacks, having been made by a version that did not keep them, are passed over. `history`: it
    must follow from the same earlier entries, too; else these may have been corrected since, if the result is the same.
    """
    if kept == now:  # nearly all are, and this tells it at once
        return ComparedResults(sameness="equal")
    # All of them, although one contradiction decides: a refinement may stand before it.
    pairs = [*_unlike(kept, now), *(_of_history(kept.history, now.history) if history else ())]
    against = next((difference for difference, refines in pairs if not refines), None)
    if against is not None:
        return ComparedResults(sameness="different", differences=(against,))
    differences = tuple(difference for difference, _ in pairs)
    return ComparedResults(sameness="tighter" if differences else "equal", differences=differences)


def _unlike(kept: KeptResult, now: KeptResult) -> Iterator[tuple[Difference, bool]]:
    for name in dict.fromkeys((*kept.layers, *now.layers)):
        for part in _of_layer(name, kept.layers.get(name), now.layers.get(name)):
            if part.kept != part.now:
                yield Difference(name, part.node, _text(part.kept), _text(part.now)), part.refines
    # Last, for people want to read which points differ before they read that a hash does.
    for node in ("framework", "record", "in_force"):
        old, new = getattr(kept, node), getattr(now, node)
        if old != new:
            yield Difference("", Key(node), _text(old), _text(new)), False


def _of_history(kept: KeptHistory | None, now: KeptHistory | None) -> Iterator[tuple[Difference, bool]]:
    if kept is None or now is None:
        return
    for name in dict.fromkeys((*kept.facts, *now.facts)):
        told = [_whole_span(history.facts.get(name)) for history in (kept, now)]
        if told[0] != told[1]:
            yield Difference("", Key("history", name), *told), False
    # Of hashes the first twelve signs are enough to look them up.
    entries = [listed(hash_[:12] for hash_ in history.entries) for history in (kept, now)]
    if kept.entries != now.entries:
        yield Difference("", Key("history"), *entries), False


def _whole_span(ends: tuple[int, int] | None) -> str | None:
    return None if ends is None else " – ".join(map(str, dict.fromkeys(ends)))


def _of_layer(name: str, kept: KeptLayer | None, now: KeptLayer | None) -> Iterator[_Part]:
    if kept is None or now is None:
        yield _Part(Key("layer"), kept and name, now and name)
        return
    yield _Part(Key("stated_rating"), kept.stated, now.stated)
    if kept.result is None or now.result is None:
        yield _Part(Key("scored"), kept.result is not None, now.result is not None)
        return
    # A better search for bounds may come with any release, and then less is open of an incomplete record. Of a complete
    # one all was known, so whatever is unlike is another result.
    still_open = kept.result.total is None or None in kept.result.points.values()
    for part in _of_result(kept.result, now.result):
        yield part if still_open else part._replace(refines=False)


def _of_result(kept: LayerResult, now: LayerResult) -> Iterator[_Part]:
    yield from _criteria(kept, now)
    # Versions before the gates were kept said nothing about them, and nothing is not "no".
    if kept.gates is not None and now.gates is not None:
        yield from _truths("gate", _numbered(kept.gates), _numbered(now.gates))
    if kept.caps is not None and now.caps is not None:
        yield from _truths("cap", kept.caps, now.caps)
    # A finding is silent until it is certain, so more of them may be known later, but none may fall silent.
    yield _Part(Key("findings"), kept.findings, now.findings, set(kept.findings) <= set(now.findings))
    yield _Part(Key("least"), written(kept.least), written(now.least), now.least >= kept.least)
    yield _Part(Key("most"), written(kept.most), written(now.most), now.most <= kept.most)
    found = now.total is not None and kept.least <= now.total <= kept.most
    yield _Part(Key("total"), written(kept.total), written(now.total), kept.total is None and found)
    yield _Part(Key("maximum"), written(kept.maximum), written(now.maximum), kept.maximum is None)
    yield _Part(Key("possible_ratings"), kept.possible, now.possible, set(now.possible) <= set(kept.possible))
    yield _Part(Key("rating"), kept.rating, now.rating, kept.rating is None and now.rating in kept.possible)


def _criteria(kept: LayerResult, now: LayerResult) -> Iterator[_Part]:
    """Yield the points, bounds and status of each criterion."""
    for name in dict.fromkeys((*kept.points, *now.points)):
        old, new = kept.points.get(name), now.points.get(name)
        was_open = name in kept.points and old is None
        ends = (kept.bounds or {}).get(name, (kept.least, kept.most))
        within = new is not None and (kept.bounds is None or ends[0] <= new <= ends[1])
        yield _Part(Key("points", name), written(old), written(new), was_open and within)
        older, newer = ((result.bounds or {}).get(name) for result in (kept, now))
        if older is not None and newer is not None:
            narrower = older[0] <= newer[0] and newer[1] <= older[1]
            yield _Part(Key("bounds", name), _span(older), _span(newer), narrower)
        statuses = (kept.statuses.get(name), now.statuses.get(name))
        yield _Part(Key("not_scored", name), *statuses, was_open)


def _numbered(gates: Mapping[str, Sequence[bool | None]]) -> dict[str, bool | None]:
    return {f"{rating}/{number}": holds for rating, own in gates.items() for number, holds in enumerate(own)}


def _truths(kind: str, kept: Mapping[str, bool | None], now: Mapping[str, bool | None]) -> Iterator[_Part]:
    for name in dict.fromkeys((*kept, *now)):
        old = kept.get(name)
        yield _Part(Key(kind, name), old, now.get(name), name in kept and old is None)


def compare_traces(kept: KeptResult, now: KeptResult) -> ComparedTraces:
    """Compare the derivations of every layer; the worst of them counts."""
    found = [
        _compared(name, layer.result.derivation or (), other.result.derivation or ())
        for name, layer in kept.layers.items()
        if (other := now.layers.get(name)) and layer.result and other.result
    ]
    return max(found, key=lambda each: TRACES.index(each.trace), default=ComparedTraces("same"))


def _compared(layer: str, kept: Sequence[str], now: Sequence[str]) -> ComparedTraces:
    if not kept:
        return ComparedTraces("gone")
    if kept == now:
        return ComparedTraces("same")
    steps, newer = read_derivation(kept), read_derivation(now) or ()
    if steps is None:
        return ComparedTraces("other")
    values = {step.fact: step.value for step in newer}
    for step in steps:
        value = values.get(step.fact)
        if value != step.value:
            told = (_fact(step.fact, each) for each in (step.value, value))
            return ComparedTraces("other", Difference(layer, step.fact, *told))
    return ComparedTraces("more" if len(values) > len(steps) else "same")


_POINTS = frozenset(
    {"award", "least", "most", "maximum", "score", "score_least", "score_most", "treated_least", "treated_most"}
)
"""Kinds of facts that are points, in hundredths."""


def _fact(fact: Key, value: int | None) -> str | None:
    return written(value) if fact.kind in _POINTS else _text(value)


def _span(bounds: tuple[int, int]) -> str:
    return " – ".join(map(points_text, bounds))


def _text(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return None if value is None else str(value)
