"""What the shape of a framework file cannot say: names exist, are used as what they are, and points add up."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.conditions import TREATMENTS
from chamdiem.rules.compile.declarations import check_inputs, check_subject
from chamdiem.rules.compile.history import bearer_faults, history_faults
from chamdiem.rules.compile.period_checks import check_periods
from chamdiem.rules.compile.program import Program, ProgramError
from chamdiem.rules.compile.scope import YES_NO, Quantity, Scope, questions
from chamdiem.rules.compile.totals import treatments
from chamdiem.rules.language import conditions as kinds
from chamdiem.rules.language import measures as operations
from chamdiem.rules.language import operands, ways
from chamdiem.rules.language.faults import Fault, Path
from chamdiem.rules.language.operands import InGroup
from chamdiem.rules.language.scalars import ScalarError, listed, points_text, read_number, read_yes_no, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chamdiem.rules.language.conditions import Condition, Scored, Test
    from chamdiem.rules.language.criteria import Criterion, Group
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.operands import CountOf, Operand


MAX_CRITERIA = 300


def check_framework(framework: Framework) -> tuple[Fault, ...]:
    """Return every fault of a framework whose shape is right. One without faults compiles."""
    return checked_program(framework)[1]


def checked_program(framework: Framework) -> tuple[Program | None, tuple[Fault, ...]]:
    """Return the program of a framework whose shape is right; where it is at fault there is none, but every fault."""
    scope = Scope(framework)
    faults = [fault for check in CHECKS for fault in check(framework, scope)]
    # a period may have no groups at all
    if framework.points is None and framework.groups and all(group.maximum is not None for group in framework.groups):
        faults = [fault for fault in faults if fault.code != "framework.no_points"]
        faults.append(Fault("framework.points_missing"))
    faults += check_periods(framework, check_framework)
    if faults:
        return None, tuple(faults)
    try:
        program = compile_framework(framework)
        faults = list(history_faults(framework))
    except ProgramError as error:
        return None, (_circle(framework, [key.subject for key in error.keys]),)
    return (None, tuple(faults)) if faults else (program, ())


def _circle(framework: Framework, subjects: Sequence[str]) -> Fault:
    paths: dict[str, Path] = {criterion.id: path for path, criterion in criteria_with_paths(framework)}
    paths |= {name: ("measures", name) for name in framework.measures}
    path = next((paths[subject] for subject in subjects if subject in paths), ())
    return Fault("framework.circle", path, {"names": " → ".join(dict.fromkeys(subjects))})


def conditions(framework: Framework) -> Iterator[tuple[Path, Condition]]:
    """Yield every condition of a framework with its place, combined ones before their parts."""
    for path, condition in _top_conditions(framework):
        yield from _with_parts(path, condition)


def _with_parts(path: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    yield path, condition
    kind = condition.kind
    match kind:
        case kinds.AllOf(parts) | kinds.AnyOf(parts):
            for number, part in enumerate(parts):
                yield from _with_parts((*path, kind.key, number), part)
        case kinds.Not(inner):
            yield from _with_parts((*path, "not"), inner)
        case _:
            return


def _top_conditions(framework: Framework) -> Iterator[tuple[Path, Condition]]:
    for name, measure in framework.measures.items():
        yield from ((("measures", name, *place), condition) for place, condition in measure.conditions_placed)
    for name, fact in framework.history.items():
        yield from ((("history", name, *place), condition) for place, condition in fact.conditions)
    for path, criterion in criteria_with_paths(framework):
        # its way of scoring before what not applying depends on
        found = sorted(criterion.conditions, key=lambda item: item[0][0] == "not_applicable")
        yield from (((*path, *rest), condition) for rest, condition in found)
    for number, rating in enumerate(framework.ratings):
        for gate_number, gate in enumerate(rating.requires):
            yield ("ratings", number, "requires", gate_number, "when"), gate.when
    for key in ("caps", "findings"):
        for number, item in enumerate(getattr(framework, key)):
            yield (key, number, "when"), item.when


def criteria_with_paths(framework: Framework) -> Iterator[tuple[Path, Criterion]]:
    """Yield every criterion with its place in the file."""
    for group_number, group in enumerate(framework.groups):
        for number, criterion in enumerate(group.criteria):
            yield ("groups", group_number, "criteria", number), criterion


def _repeated(ids: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, item in ids:
        if item in seen:
            yield Fault("framework.repeated_id", (*path, "id"), {"id": item})
        seen.add(item)


def _check_size(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """A sheet has a line for each criterion, and somebody must be able to read it."""
    count = sum(1 for _ in framework.criteria)
    if count > MAX_CRITERIA:
        yield Fault("framework.too_many", ("groups",), {"count": str(count), "most": str(MAX_CRITERIA)})


def _check_ids(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    for key in ("groups", "ratings", "caps", "findings"):
        yield from _repeated(((key, number), item.id) for number, item in enumerate(getattr(framework, key)))
    yield from _repeated((path, criterion.id) for path, criterion in criteria_with_paths(framework))
    for path, criterion in criteria_with_paths(framework):
        named = ((at, item) for at, item in criterion.items if not isinstance(item, ways.Level | ways.BandException))
        yield from _repeated(((*path, *at), item.id) for at, item in named)


def _check_measures(framework: Framework, scope: Scope) -> Iterator[Fault]:
    for name, measure in framework.measures.items():
        if name in framework.shape.by_name:
            yield Fault("framework.measure_hides_field", ("measures", name), {"name": name})
        operation = measure.operation
        for number, operand in enumerate(operation.operands):
            path: Path = ("measures", name, operation.key, number)
            path = (*path, "value") if isinstance(operation, operations.Choose) else path
            yield from _check_operand(path, operand, scope, operation.takes)
        if isinstance(operation, operations.Count):
            yield from _check_count(("measures", name, "count_of"), operation.of, scope)


def _check_operand(path: Path, operand: Operand, scope: Scope, takes: tuple[str, ...]) -> Iterator[Fault]:
    kind = operand.kind
    match kind:
        case operands.FactOperand(name):
            yield from _check_name(path, name, scope, takes)
        case operands.NumberOperand():
            return
        case operands.AnswerOperand(answer):
            quantity = scope.answer(answer)
            if quantity is None:
                yield _unknown_name((*path, "answer"), answer, (key.subject for key in scope.questions))
            elif _role(quantity) not in takes:
                details = {"name": answer, "role": _role(quantity), "roles": listed(takes)}
                yield Fault("framework.wrong_role", (*path, "answer"), details)
        case operands.ScoreOperand(of, scored):
            yield from _check_scored(path, of, scored, scope.framework)
            if scope.framework.points is None:
                yield Fault("framework.no_points", path)
        case _:
            assert_never(kind)


def _check_count(path: Path, of: CountOf, scope: Scope) -> Iterator[Fault]:
    """Check what is counted: that each is there, can pass the test, and what becomes of one that may not apply."""
    if of.counted == "condition":
        return
    key = "answers" if of.counted == "answer" else "criteria"
    if isinstance(of.members, InGroup):
        yield from _check_scored((*path, key), "group", of.members.group, scope.framework)
    members = scope.members(of)
    if not members:
        yield Fault("framework.count_nothing", (*path, key))
    movable = []
    for number, member in enumerate(members):
        at: Path = (*path, key, number) if isinstance(of.members, tuple) else (*path, key)
        known = [question.subject for question in scope.questions]
        if of.counted == "criterion":
            known = [criterion.id for criterion in scope.framework.criteria]
        if member not in known:
            yield _unknown_name(at, member, known)
            continue
        if isinstance(of.members, tuple) or number == 0:
            yield from _check_condition(path, of.test_of(member), scope)
        criterion = scope.asking(member) if of.counted == "answer" else scope.framework.criterion(member)
        movable += [member] if criterion is not None and criterion.not_applicable else []
    if movable and of.left_out is None:
        yield Fault("framework.count_left_out", path, {"ids": listed(movable)})


def _check_name(path: Path, name: str, scope: Scope, roles: tuple[str, ...]) -> Iterator[Fault]:
    quantity = scope.fact(name)
    if quantity is None:
        yield _unknown_fact(path, name, scope)
    elif _role(quantity) not in roles:
        yield Fault("framework.wrong_role", path, {"name": name, "role": _role(quantity), "roles": listed(roles)})


def _role(quantity: Quantity) -> str:
    return "yes_no" if quantity.words == YES_NO else quantity.role


def _unknown_fact(path: Path, name: str, scope: Scope) -> Fault:
    fields = (field for field in scope.framework.shape.by_name if scope.fact(field))
    known = dict.fromkeys([*scope.framework.measures, *fields])
    close = difflib.get_close_matches(name, known, 3)
    if close:
        return Fault("framework.unknown_fact", path, {"name": name, "close": listed(close)})
    measures = listed(scope.framework.measures) or "—"
    return Fault("framework.no_such_fact", path, {"name": name, "measures": measures})


def _unknown_name(path: Path, name: str, known: Iterable[str]) -> Fault:
    allowed = listed(dict.fromkeys(known)) or "—"
    return Fault("framework.unknown_name", path, {"name": shown(name), "allowed": allowed})


def _check_conditions(framework: Framework, scope: Scope) -> Iterator[Fault]:
    for path, condition in conditions(framework):
        yield from _check_condition(path, condition, scope)


def _check_condition(path: Path, condition: Condition, scope: Scope) -> Iterator[Fault]:
    """Check one condition by itself, without those of which it is made."""
    kind = condition.kind
    match kind:
        case kinds.FactTest(name, test) if fact := scope.fact(name):
            yield from _check_test(path, "fact", name, test, fact)
        case kinds.FactTest(name):
            yield _unknown_fact((*path, "fact"), name, scope)
        case kinds.FactsCompared():
            yield from _check_compared(path, kind, scope)
        case kinds.AnswerTest(name, test) if answer := scope.answer(name):
            yield from _check_test(path, "answer", name, test, answer)
        case kinds.AnswerTest(name):
            yield _unknown_name((*path, "answer"), name, (key.subject for key in scope.questions))
        case kinds.ScoreTest():
            yield from _check_score(path, kind, scope.framework)
        case kinds.FullMarks(of, scored):
            yield from _check_scored(path, of, scored, scope.framework)
        case kinds.AllOf() | kinds.AnyOf() | kinds.Not():
            return
        case _:
            assert_never(kind)


def _check_compared(path: Path, kind: kinds.FactsCompared, scope: Scope) -> Iterator[Fault]:
    """Check that both facts are there and are of one kind: two numbers, two days, or two times."""
    own = scope.fact(kind.fact)
    if own is None:
        yield _unknown_fact((*path, "fact"), kind.fact, scope)
    elif _compares_as(own) is None:
        details = {"name": kind.fact, "role": _role(own), "roles": listed(_COMPARED)}
        yield Fault("framework.wrong_role", (*path, "fact"), details)
    if not kind.numbers.is_open and own is not None and own.role in {"date", "time"}:
        details = {"name": kind.fact, "role": own.role, "roles": listed(_TESTED_ROLES)}
        yield Fault("framework.wrong_role", (*path, "fact"), details)
    for end, name in kind.others:
        other = scope.fact(name)
        if other is None:
            yield _unknown_fact((*path, end, "fact"), name, scope)
        elif own is not None and _compares_as(other) != _compares_as(own):
            details = {"name": name, "role": _role(other), "other": kind.fact}
            yield Fault("framework.compared", (*path, end, "fact"), details)


_COMPARED = ("count", "percent", "number", "decimal", "date", "time")


def _compares_as(quantity: Quantity) -> str | None:
    """Return what a fact can be compared as; None where it is a word."""
    if quantity.words:
        return None
    return "number" if quantity.role in {"count", "number", "decimal"} else quantity.role


def _check_score(path: Path, kind: kinds.ScoreTest, framework: Framework) -> Iterator[Fault]:
    yield from _check_scored(path, kind.of, kind.id, framework)
    if not isinstance(kind.test, kinds.Comparison):
        yield Fault("framework.score_test", path)
    if framework.points is None:
        yield Fault("framework.no_points", path)


def _check_scored(path: Path, of: Scored, name: str, framework: Framework) -> Iterator[Fault]:
    known = [item.id for item in (framework.criteria if of == "criterion" else framework.groups)]
    if of != "total" and name not in known:
        yield _unknown_name((*path, of), name, known)
    criterion = framework.criterion(name) if of == "criterion" else None
    if criterion is not None and not criterion.scored:
        yield Fault("framework.unscored_tested", (*path, of), {"name": name})


_TESTED_ROLES = ("count", "percent", "number", "decimal", "yes_no", "words")


def _check_test(path: Path, key: str, name: str, test: Test, quantity: Quantity) -> Iterator[Fault]:
    at = (*path, key)
    if quantity.role in {"date", "time"}:
        yield Fault("framework.wrong_role", at, {"name": name, "role": quantity.role, "roles": listed(_TESTED_ROLES)})
    elif quantity.words:
        yield from _check_words(path, test, quantity, name)
    elif isinstance(test, kinds.OneOf) and test.key == "in":
        yield Fault("framework.in_needs_words", (*path, "in"), {"name": name})
    elif isinstance(test, kinds.OneOf) and not _is_read(read_number, test.words[0]):
        yield Fault("scalar.number", (*path, "is"), {"text": shown(test.words[0])})


def _is_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ScalarError:
        return False
    return True


def _check_words(path: Path, test: Test, quantity: Quantity, name: str) -> Iterator[Fault]:
    if isinstance(test, kinds.Comparison):
        yield Fault("framework.words_need_is", path, {"name": name, "allowed": listed(quantity.words)})
        return
    for number, word in enumerate(test.words):
        is_word = _is_read(read_yes_no, word) if quantity.words == YES_NO else word in quantity.words
        if not is_word:
            place = (*path, "in", number) if test.key == "in" else (*path, "is")
            yield Fault("scalar.word", place, {"text": shown(word), "allowed": listed(quantity.words)})


_BANDED = ("count", "percent", "number", "decimal")


def _check_scoring(framework: Framework, scope: Scope) -> Iterator[Fault]:
    for path, criterion in criteria_with_paths(framework):
        way = criterion.way
        match way:
            case ways.Bands():
                yield from _check_name((*path, "bands", "of"), way.of, scope, _BANDED)
                open_levels = (number for number, level in enumerate(way.levels) if level.is_open)
                yield from (Fault("framework.open_level", (*path, "bands", "levels", n)) for n in open_levels)
            case ways.Deductions():
                for number, each in enumerate(way.each):
                    if each.of is not None:
                        yield from _check_name((*path, "deductions", "each", number, "of"), each.of, scope, ("count",))
            case ways.Requirement() | ways.YesNoQuestion() | ways.PointsQuestion() | ways.NamedLevels():
                continue
            case ways.Checklist():
                continue
            case _:
                assert_never(way)


def _check_points(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    for path, criterion in criteria_with_paths(framework):
        if not criterion.scored:
            yield from _check_unscored(path, criterion)
        elif framework.points is None:
            yield from _check_unpointed(path, criterion)
        else:
            yield from _check_pointed(path, criterion, framework.points.step)


def _check_layers(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    for path, criterion in criteria_with_paths(framework):
        for number, layer in enumerate(criterion.layers):
            if layer in criterion.layers[:number]:
                yield Fault("framework.repeated_id", (*path, "layers", number), {"id": layer})
        if criterion.layers and not questions(criterion):
            yield Fault("framework.layers_unasked", (*path, "layers"))


def _check_unscored(path: Path, criterion: Criterion) -> Iterator[Fault]:
    """A criterion that is only asked gives no points, and what it asks is told by a word."""
    for key in criterion.given(("maximum", "bonus")):
        yield Fault("framework.unscored_key", (*path, key), {"name": key})
    for place, item in criterion.items:
        if "points" in item.model_fields_set:
            yield Fault("framework.unscored_key", (*path, *place, "points"), {"name": "points"})
    for number, rule in enumerate(criterion.not_applicable):
        if rule.then != "excluded":
            yield Fault("framework.unscored_treatment", (*path, "not_applicable", number, "then"))
    match criterion.way:
        case ways.YesNoQuestion() | ways.NamedLevels() | ways.Checklist():
            return
        case ways.Bands() | ways.Requirement() | ways.PointsQuestion() | ways.Deductions():
            yield Fault("framework.unscored_way", (*path, criterion.scoring))
        case way:
            assert_never(way)


def _check_unpointed(path: Path, criterion: Criterion) -> Iterator[Fault]:
    if criterion.maximum is not None:
        yield Fault("framework.no_points", (*path, "maximum"))
    match criterion.way:
        case ways.Requirement() | ways.YesNoQuestion():
            return
        case ways.Bands() | ways.PointsQuestion() | ways.NamedLevels() | ways.Checklist() | ways.Deductions():
            yield Fault("framework.no_points", (*path, criterion.scoring))
        case way:
            assert_never(way)


def _check_pointed(path: Path, criterion: Criterion, step: int) -> Iterator[Fault]:
    maximum = criterion.maximum
    if maximum is None:
        yield Fault("shape.missing", path, {"name": "maximum"})
        return
    for at, item in criterion.items:
        if "points" not in item.model_fields_set:
            yield Fault("shape.missing", (*path, *at), {"name": "points"})
    for rest, points in ((("maximum",), maximum), *(((*at, "points"), item.points) for at, item in criterion.items)):
        yield from _check_amount((*path, *rest), points, maximum, step)
    match criterion.way:
        case ways.Deductions(at_most=int(points)):
            yield from _check_amount((*path, "deductions", "at_most"), points, maximum, step)
        case ways.Checklist(parts) if (whole := sum(part.points for part in parts)) != maximum:
            yield Fault("framework.sum", (*path, "maximum"), _sum_details(whole, whole, maximum))
        case ways.Bands() | ways.NamedLevels() | ways.Checklist() | ways.Deductions():
            return
        case ways.Requirement() | ways.YesNoQuestion() | ways.PointsQuestion():
            return
        case way:
            assert_never(way)


def _check_amount(path: Path, points: int, maximum: int, step: int) -> Iterator[Fault]:
    details = {"points": points_text(points), "maximum": points_text(maximum), "step": points_text(step)}
    if points > maximum:
        yield Fault("framework.points_above_maximum", path, details)
    if points % step:
        yield Fault("framework.points_off_step", path, details)


def _sum_details(least: int, most: int, declared: int) -> dict[str, str]:
    sums = points_text(least) if least == most else f"{points_text(least)}–{points_text(most)}"
    return {"sum": sums, "declared": points_text(declared)}


def _sum_range(criteria: Iterable[Criterion]) -> tuple[int, int]:
    """Return the sums of maxima inside the scale: without the criteria that may be taken out, and with them.

    Criteria that exclude each other (regular and thematic meetings) may stand side by side in one group.
    """
    counted = [criterion for criterion in criteria if criterion.scored and criterion.bonus != "outside"]
    kept = [criterion for criterion in counted if "excluded" not in {rule.then for rule in criterion.not_applicable}]
    return sum(c.maximum or 0 for c in kept), sum(c.maximum or 0 for c in counted)


def _check_sums(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    if framework.points is None:
        for number, group in enumerate(framework.groups):
            if group.maximum is not None:
                yield Fault("framework.no_points", ("groups", number, "maximum"))
        return
    for number, group in enumerate(framework.groups):
        yield from _check_group_sum(("groups", number), group)
    if any(group.maximum is None for group in framework.groups):
        return  # that is a fault of its own
    declared = sum(group.maximum or 0 for group in framework.groups)
    if declared != framework.points.maximum:
        yield Fault("framework.sum", ("points", "maximum"), _sum_details(declared, declared, framework.points.maximum))


def _check_group_sum(path: Path, group: Group) -> Iterator[Fault]:
    if group.maximum is None:
        yield Fault("shape.missing", path, {"name": "maximum"})
        return
    if any(criterion.maximum is None and criterion.scored for criterion in group.criteria):
        return  # that is a fault of its own
    least, most = _sum_range(group.criteria)
    if not least <= group.maximum <= most:
        yield Fault("framework.sum", (*path, "maximum"), _sum_details(least, most, group.maximum))


def _check_history(framework: Framework, scope: Scope) -> Iterator[Fault]:
    for name, fact in framework.history.items():
        for place, read in fact.names:
            yield from _check_name(
                ("history", name, *place), read, scope, ("count",) if fact.per_member else _KEPT_ROLES
            )
    yield from bearer_faults(framework)


_KEPT_ROLES = ("count", "yes_no", "words", "date", "time")


def _check_scheme(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    outside = any(criterion.bonus == "outside" for criterion in framework.criteria)
    if framework.points is not None and outside and framework.points.bonus_above_maximum is None:
        yield Fault("framework.bonus_unsaid", ("points",))
    if {"excluded", "rescaled"} <= treatments(framework):
        yield Fault("framework.mixed_exclusion", ("groups",), {"allowed": listed(TREATMENTS[3:])})
    for number, rating in enumerate(framework.ratings):
        if framework.points is None and not rating.is_open:
            yield Fault("framework.no_points", ("ratings", number))


def _check_caps(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    ids = [rating.id for rating in framework.ratings]
    for number, cap in enumerate(framework.caps):
        for key in cap.given(("barred", "at_most")):
            if (name := getattr(cap, key)) not in ids:
                yield _unknown_name(("caps", number, key), name, ids)


def _check_personal(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Only measures read a personal input: whatever else does would show it, and a share shows its two counts."""
    personal = {name for name, each in framework.inputs.items() if each.personal}
    read: list[tuple[Path, Sequence[str]]] = [
        (("measures", name), measure.share or ()) for name, measure in framework.measures.items()
    ]
    read += [(path, criterion.facts) for path, criterion in criteria_with_paths(framework)]
    read += [(path, condition.facts) for path, condition in _top_conditions(framework) if path[0] in _JUDGING]
    for path, names in read if personal else ():
        if shown_by := personal.intersection(names):
            yield Fault("framework.personal_shown", path, {"name": listed(sorted(shown_by))})


_JUDGING = frozenset({"ratings", "caps", "findings"})

CHECKS = (
    _check_size, check_subject, check_inputs, _check_personal,
    _check_ids, _check_measures, _check_conditions, _check_scoring, _check_points, _check_layers,
    _check_sums, _check_scheme, _check_caps, _check_history,
)  # fmt: skip
