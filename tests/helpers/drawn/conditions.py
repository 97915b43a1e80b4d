"""Conditions and measures of a drawn framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drawn.facts import COUNTS, DATES, DECIMALS, FLAGS, LARGE, WORDS, Size

if TYPE_CHECKING:
    from drawn.chance import Chance
    from reference.spans import Json

ENDS = ("at_least", "above", "at_most", "below")
PERCENTS = ("0", "25", "33.3333", "50", "66.6667", "75", "90.5", "100", "150")
HALVES = ("0", "0.5", "1", "1.25", "2", "2.5", "3", "4.5", "7")


@dataclass
class Names:
    """What may be named where something is written now; it grows as the framework is written."""

    constructs: frozenset[str]
    size: Size = LARGE
    measures: dict[str, str] = field(default_factory=dict)
    criteria: list[Json] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    total: bool = False

    def has(self, construct: str) -> bool:
        """Tell whether a construct may be used."""
        return construct in self.constructs

    @property
    def numbers(self) -> list[str]:
        """Everything that is a number."""
        return [*self.size.counts, *self.decimals, *self.measures]

    @property
    def counts(self) -> list[str]:
        """Everything that is a whole number."""
        return [*self.size.counts, *(name for name, role in self.measures.items() if role == "count")]

    @property
    def decimals(self) -> tuple[str, ...]:
        """The inputs that are no whole numbers."""
        return self.size.decimals if self.has("decimals") else ()

    @property
    def small(self) -> tuple[str, ...]:
        """Whole numbers to compare with."""
        return tuple(str(number) for number in range(self.size.compared))

    @property
    def halves(self) -> tuple[str, ...]:
        """Numbers with a decimal to compare with, and points."""
        return tuple(number for number in HALVES if float(number) < self.size.compared + 1)

    @property
    def pointed(self) -> list[Json]:
        """The criteria that have points."""
        return [item for item in self.criteria if item.get("scored") != "no"]


def thresholds(names: Names, name: str) -> tuple[str, ...]:
    """Return numbers with which a fact may be compared, so that they are often hit exactly."""
    return {"percent": PERCENTS, "number": names.halves}.get(
        names.measures.get(name, ""), names.halves if name in DECIMALS else names.small
    )


def ends(chance: Chance, numbers: tuple[str, ...]) -> Json:
    """Return one end, or two that leave room between them."""
    first = chance.pick(numbers)
    if not chance.once_in(2):
        return {chance.pick(ENDS): first}
    low, high = sorted((first, chance.pick(numbers)), key=float)
    if float(low) == float(high):
        return {"at_least": low, "at_most": high}
    return {chance.pick(ENDS[:2]): low, chance.pick(ENDS[2:]): high}


def _number_test(chance: Chance, numbers: tuple[str, ...]) -> Json:
    return {"is": chance.pick(numbers)} if chance.once_in(5) else ends(chance, numbers)


def _word_test(chance: Chance, words: tuple[str, ...]) -> Json:
    return {"in": chance.some(words, 1)} if chance.once_in(2) else {"is": chance.pick(words)}


def _fact_test(chance: Chance, names: Names) -> Json:
    kind = chance.pick(("number", "number", "flag", "word", "compared", "days"))
    if kind == "flag":
        return {"fact": chance.pick(names.size.flags), **_word_test(chance, ("no", "yes"))}
    if kind == "word":
        name = chance.pick(sorted(WORDS))
        return {"fact": name, **_word_test(chance, WORDS[name])}
    if kind == "days" and names.has("compare"):
        first, second = chance.some(DATES, 2, 2)
        return {"fact": first, chance.pick(ENDS): {"fact": second}}
    if kind == "compared" and names.has("compare"):
        first, second = chance.some(names.counts, 2, 2)
        return {"fact": first, chance.pick(ENDS): {"fact": second}}
    name = chance.pick(names.numbers)
    return {"fact": name, **_number_test(chance, thresholds(names, name))}


def answer_test(chance: Chance, names: Names, item: Json, question: str) -> Json | None:
    """Return a test of an answer that a criterion or part asks for; None where it asks for none."""
    if item.get("judged") == "points":
        return {"answer": question, **_number_test(chance, names.halves)}
    if item.get("judged"):
        return {"answer": question, **_word_test(chance, ("no", "yes"))}
    if "levels" in item:
        return {"answer": question, **_word_test(chance, tuple(level["id"] for level in item["levels"]))}
    if "parts" in item:
        part = chance.pick(item["parts"]["each"])
        return answer_test(chance, names, part, f"{question}/{part['id']}")
    asked = [part["id"] for part in item.get("checklist", ()) if "holds" not in part]
    if asked:
        return {"answer": f"{question}/{chance.pick(asked)}", **_word_test(chance, ("no", "yes"))}
    counts = [
        each["id"]
        for way in ("deductions", "additions")
        for each in item.get(way, {}).get("each", ())
        if "of" not in each
    ]
    return {"answer": f"{question}/{chance.pick(counts)}", **_number_test(chance, names.small)} if counts else None


def _score_test(chance: Chance, names: Names) -> Json:
    subjects = [("criterion", item["id"]) for item in names.pointed] + [("group", group) for group in names.groups]
    of, subject = chance.pick(subjects)
    if names.total and chance.once_in(4):
        return {"total": "points", **ends(chance, names.halves)}
    if chance.once_in(2):
        return {of: subject, "at": "maximum"}
    return {of: subject, **ends(chance, names.halves)}


def _leaf(chance: Chance, names: Names) -> Json:
    kind = chance.pick(("fact", "fact", "answer", "score")) if names.criteria else "fact"
    if kind == "score" and (names.pointed or names.groups):
        return _score_test(chance, names)
    if kind == "answer":
        item = chance.pick(names.criteria)
        found = answer_test(chance, names, item, item["id"])
        if found is not None:
            return found
    return _fact_test(chance, names)


def condition(chance: Chance, names: Names, depth: int = 2) -> Json:
    """Return a condition on what may be named."""
    kind = chance.pick(("leaf", "leaf", "all", "any", "not")) if depth else "leaf"
    if kind == "leaf":
        return _leaf(chance, names)
    if kind == "not":
        return {"not": condition(chance, names, depth - 1)}
    return {kind: [condition(chance, names, depth - 1) for _ in range(chance.integer(1, 3))]}


# --- measures ---

_OLD = ("sum", "difference", "percent", "shortfall", "choose", "days_between")
_NEW = ("mean", "highest", "lowest", "years_between", "count_of")


def measure(chance: Chance, names: Names) -> tuple[Json, str]:
    """Return a measure, and what kind of number it gives: count, percent or number."""
    operation = chance.pick(_OLD + (_NEW if names.has("measures") else ()))
    written, role = _made(chance, names, operation)
    return {operation: written, **_limits(chance, names, operation, role)}, role


def _made(chance: Chance, names: Names, operation: str) -> tuple[object, str]:
    match operation:
        case "choose":
            return _choose(chance, names)
        case "count_of":
            return _count_of(chance, names)
        case "days_between" | "years_between":
            return list(DATES), "count"
        case _:
            return _reckoned(chance, names, operation)


def _reckoned(chance: Chance, names: Names, operation: str) -> tuple[object, str]:
    least, most = {"sum": (1, 3), "percent": (2, 2), "shortfall": (2, 2)}.get(operation, (2, 3))
    count = chance.integer(least, most)
    if operation in {"mean", "highest", "lowest"}:
        percents = [name for name, role in names.measures.items() if role == "percent"]
        if len(percents) >= count and chance.once_in(2):
            return [chance.pick(percents) for _ in range(count)], "percent"
    operands = [
        _operand(chance, names, summed=operation == "sum" or (operation == "difference" and names.has("operands")))
        for _ in range(count)
    ]
    plain = all(isinstance(operand, str) and operand not in {*DECIMALS, "0.5"} for operand in operands)
    whole = plain and operation in {"sum", "difference", "shortfall", "highest", "lowest"}
    return operands, "percent" if operation == "percent" else "count" if whole else "number"


def _operand(chance: Chance, names: Names, *, summed: bool) -> object:
    counts = names.counts
    kind = chance.pick(("name", "name", "name", "times", "number", "answer", "points"))
    if kind == "name" or not names.has("operands"):
        more = [*names.decimals, *(names.size.flags if summed else ())]
        return chance.pick([*counts, *counts, *more])
    if kind == "number":
        return chance.pick(("1", "2", "0.5"))
    if kind == "times" and summed:
        return {"fact": chance.pick(counts), "times": chance.pick(("2", "0.5", "-0.25", "-1"))}
    if kind == "answer":
        asked = [item["id"] for item in names.criteria if item.get("judged") == "points"]
        return {"answer": chance.pick(asked)} if asked else chance.pick(counts)
    if kind == "points" and names.pointed:
        return _points(chance, names)
    return chance.pick(counts)


def _points(chance: Chance, names: Names) -> Json:
    of, subject = chance.pick(
        [*(("criterion", item["id"]) for item in names.pointed), *(("group", group) for group in names.groups)]
    )
    return {of: subject} | ({"at": "maximum"} if chance.once_in(3) else {})


def _limits(chance: Chance, names: Names, operation: str, role: str) -> Json:
    found: Json = {}
    if names.has("limit") and chance.once_in(3) and operation != "count_of":
        numbers = {"percent": ("50", "100"), "count": ("1", "2", "4")}.get(role, ("1", "2.5", "4"))
        low = {"at_least": "0"} if chance.once_in(2) else {}
        found["limit"] = low | ({"at_most": chance.pick(numbers)} if not low or chance.once_in(2) else {})
    if names.has("when_empty") and operation == "percent" and chance.once_in(2):
        found["when_empty"] = chance.pick(("0", "50"))
    return found


def _choose(chance: Chance, names: Names) -> tuple[object, str]:
    roles = {"count"}

    def value() -> object:
        if names.has("operands") and chance.once_in(3):
            operand = _operand(chance, names, summed=False)
            roles.add("number")
            return operand
        return str(chance.integer(0, 6))

    lines: list[Json] = [{"when": condition(chance, names, 1), "value": value()} for _ in range(chance.integer(0, 2))]
    lines.append({"value": value()})
    return lines, "number" if "number" in roles else "count"


def _count_of(chance: Chance, names: Names) -> tuple[object, str]:
    levelled = [item for item in names.criteria if item.get("judged") == "yes_no"]
    kind = chance.pick(("conditions", "answers", "criteria"))
    if kind == "answers" and levelled:
        members: list[Json] = chance.some(levelled, 1)
        spec: Json = {"answers": [item["id"] for item in members], **_word_test(chance, ("no", "yes"))}
    elif kind == "criteria" and names.pointed:
        members = chance.some(names.pointed, 1)
        test = {"at": "maximum"} if chance.once_in(2) else ends(chance, names.halves)
        spec = {"criteria": [item["id"] for item in members], **test}
    else:
        return {"conditions": [condition(chance, names, 1) for _ in range(chance.integer(1, 3))]}, "count"
    if any(item.get("not_applicable") for item in members):
        spec["left_out"] = chance.pick(("counted", "not_counted"))
    return spec, "count"


# --- facts that earlier records decide ---


def history(chance: Chance) -> Json:
    """Return what decides a count and a yes or no; a record states both, as one does that no ledger knows."""
    count, flag = COUNTS[-1], FLAGS[-1]
    # what is asked of a record can be no fact that records decide
    test = chance.pick(
        ("any", {"fact": COUNTS[0], **ends(chance, Names(frozenset()).small)}, {"fact": FLAGS[0], "is": "yes"})
    )
    operations: tuple[Json, ...] = (
        {"count": test},
        {"longest_run": test},
        {"last": COUNTS[1]},
        {"mean_over": COUNTS[0], "rounding": chance.pick(("half_up", "down", "up"))},
        {"longest_run": {"fact": COUNTS[0], "at_least": "1"}, "per_member": {"of": COUNTS[2]}},
    )
    over = chance.pick(("month", "quarter", "year_to_date"))
    return {count: {"over": over, **chance.pick(operations)}, flag: {"over": over, "exists": test}}
