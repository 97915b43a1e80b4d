"""Everything that a partial record may turn out to be, and what every one of them gives: bounds by full enumeration."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from reference.facts import Facts, Record, Value
from reference.scorer import Reference, Result
from reference.spans import Json, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reference.spans import Truth
    from reference.ways import Scale

FEW = 3
"""How far an input is tried whose range has no end; all others are tried in full."""
OFTEN = 12
"""How often something is counted at most; a drawn framework gives no more points, nor other ones, from there on."""


def answerable(data: Json, layer: str = "self", often: int = OFTEN) -> dict[str, tuple[Value, ...]]:
    """Return every question that a layer answers, with its possible answers; counts go to a few."""
    scorer = Reference(data, Record({}, {}, layer))
    found: dict[str, tuple[Value, ...]] = {}
    for item in (*scorer.criteria, *scorer.outside):
        if layer in item.get("layers", (layer,)):
            found |= _of(item, scorer.scale_of(item, str(item["id"])), scorer, often)
    return found


def _of(item: Json, scale: Scale, scorer: Reference, often: int) -> dict[str, tuple[Value, ...]]:
    data, question = scorer.data, scale.question
    if item.get("judged") == "points":
        step = number(item.get("step", data["points"]["step"]))
        steps = int((scale.maximum - scale.minimum) / step)
        return {question: tuple(scale.minimum + step * taken for taken in range(steps + 1))}
    if "judged" in item:
        return {question: (False, True)}
    if "levels" in item:
        return {question: tuple(str(level["id"]) for level in item["levels"])}
    if "parts" in item:
        parts = [
            _of(part, scorer.scale_of(part, f"{question}/{part['id']}"), scorer, often)
            for part in item["parts"]["each"]
        ]
        return {key: values for part in parts for key, values in part.items()}
    if "checklist" in item:
        return {f"{question}/{part['id']}": (False, True) for part in item["checklist"] if "holds" not in part}
    each = [one for way in ("deductions", "additions") for one in item.get(way, {}).get("each", ())]
    counts = tuple(Fraction(count) for count in range(often + 1))
    return {f"{question}/{one['id']}": counts for one in each if "of" not in one}


def values_of(spec: Json, given: Facts) -> Sequence[Value]:
    """Return the values that an input may have."""
    match spec["type"]:
        case "yes_no":
            return (False, True)
        case "word":
            return tuple(spec["words"])
        case "count" | "decimal":
            low, high = (given.end(spec.get(end)) for end in ("at_least", "at_most"))
            step = number(spec.get("step", 1))
            first = low.least if low.least is not None else Fraction(0)
            last = high.most if high.most is not None else first + FEW * step
            return tuple(first + step * taken for taken in range(int((last - first) / step) + 1))
        case "date" if "at_least" in spec and "at_most" in spec:
            first_day, last_day = (dt.date.fromisoformat(str(spec[end])).toordinal() for end in ("at_least", "at_most"))
            return tuple(map(dt.date.fromordinal, range(first_day, last_day + 1)))
        case _:
            return ()


def is_bounded(spec: Json, given: Facts) -> bool:
    """Tell whether every value that an input may have can be tried."""
    if spec["type"] in {"count", "decimal"}:
        return given.end(spec.get("at_most")).most is not None
    return spec["type"] in {"yes_no", "word"} or bool(values_of(spec, given))


def fits(data: Json, facts: Mapping[str, Value]) -> bool:
    """Tell whether every input lies between its ends, those among them that another input gives included."""
    given = Facts(data, Record(facts, {}))
    for name, spec in data.get("inputs", {}).items():
        if name in facts and spec["type"] in {"count", "decimal", "date", "time"}:
            test = {end: spec[end] for end in ("at_least", "at_most") if isinstance(spec.get(end), dict)}
            if test and given.truth({"fact": name, **test}) is False:
                return False
    return True


def completions(data: Json, record: Record, *, dates: Sequence[Value] = (), often: int = OFTEN) -> Iterator[Record]:
    """Return every complete record that a partial one may turn out to be."""
    given = Facts(data, record)
    facts: dict[str, Sequence[Value]] = {
        name: values_of(spec, given) or dates
        for name, spec in data.get("inputs", {}).items()
        if name not in record.facts
    }
    asked = answerable(data, record.layer, often)
    answers = {question: values for question, values in asked.items() if question not in record.answers}
    for chosen in product(*facts.values()):
        known = {**record.facts, **dict(zip(facts, chosen, strict=True))}
        if fits(data, known):
            for answered in product(*answers.values()):
                yield replace(
                    record, facts=known, answers={**record.answers, **dict(zip(answers, answered, strict=True))}
                )


def count_completions(data: Json, record: Record, *, dates: Sequence[Value] = (), often: int = OFTEN) -> int:
    """Return how many complete records there are at most."""
    given, count = Facts(data, record), 1
    for name, spec in data.get("inputs", {}).items():
        count *= 1 if name in record.facts else len(values_of(spec, given) or dates)
    for question, values in answerable(data, record.layer, often).items():
        count *= 1 if question in record.answers else len(values)
    return count


@dataclass(frozen=True)
class Enumerated:
    """What all completions give: each of their results, every place of a rating, the truths of every condition."""

    results: tuple[Result, ...]
    ratings: frozenset[int | None]
    conditions: tuple[frozenset[Truth], ...]


def conditions_of(data: Json) -> list[Json]:
    """Return the conditions that decide a rating or a finding."""
    gates = [gate["when"] for rating in data["ratings"] for gate in rating.get("requires", ())]
    return gates + [item["when"] for key in ("caps", "findings") for item in data.get(key, ())]


def enumerated(data: Json, record: Record, *, dates: Sequence[Value] = ()) -> Enumerated:
    """Score every completion.

    Raises:
        Disagreement: the framework gives one criterion two results, in one of them.
    """
    results: list[Result] = []
    truths: list[list[Truth]] = []
    for completion in completions(data, record, dates=dates):
        scorer = Reference(data, completion)
        results.append(scorer.result())
        truths.append([scorer.truth(condition) for condition in conditions_of(data)])
    return Enumerated(
        tuple(results),
        frozenset(result.rating for result in results),
        tuple(map(frozenset, zip(*truths, strict=True))),
    )
