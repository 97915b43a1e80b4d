"""What the shape of a framework file cannot say: names exist, are used as what they are, and points add up."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never, get_args

from chamdiem.rules.checks.declarations import check_inputs, check_subject
from chamdiem.rules.checks.periods import check_periods
from chamdiem.rules.checks.places import (
    conditions,
    criteria_with_paths,
    groups_with_paths,
    scorables_with_paths,
    top_conditions,
    unknown_name,
)
from chamdiem.rules.checks.points import check_layers, check_points
from chamdiem.rules.checks.scales import check_caps, check_quotas, check_scheme, check_sums
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.counting import UnitSize
from chamdiem.rules.compile.history import bearer_faults, history_faults
from chamdiem.rules.compile.program import Program, ProgramError
from chamdiem.rules.compile.scope import YES_NO, Quantity, Scope
from chamdiem.rules.compile.scored import subject_of
from chamdiem.rules.language import conditions as kinds
from chamdiem.rules.language import measures as operations
from chamdiem.rules.language import operands, tallies, ways
from chamdiem.rules.language.operands import InGroup
from chamdiem.rules.records.faults import Fault, Path
from chamdiem.rules.records.scalars import ScalarError, among, listed, read_number, read_yes_no, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chamdiem.rules.language.conditions import Condition, Scored, Test
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.operands import CountOf, Operand
    from chamdiem.rules.language.tallies import TallyItem


MAX_CRITERIA = 300


def check_framework(framework: Framework) -> tuple[Fault, ...]:
    """Return every fault of a framework whose shape is right. One without faults compiles."""
    return checked_program(framework)[1]


def checked_program(framework: Framework) -> tuple[Program | None, tuple[Fault, ...]]:
    """Return the program of a framework whose shape is right; where it is at fault there is none, but every fault."""
    scope = Scope(framework)
    faults = [fault for check in CHECKS for fault in check(framework, scope)]
    groups = tuple(framework.all_groups)  # a period may have none at all
    if framework.points is None and groups and all(group.maximum is not None for group in groups):
        faults = [fault for fault in faults if fault.code not in {"framework.no_points", "framework.points_tested"}]
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
    found = scorables_with_paths(framework)
    paths: dict[str, Path] = {subject_of(criterion, scored): path for path, criterion, scored in found}
    paths |= {name: ("measures", name) for name in framework.measures}
    path = next((paths[subject] for subject in subjects if subject in paths), ())
    return Fault("framework.circle", path, {"names": " → ".join(dict.fromkeys(subjects))})


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
    for key in ("ratings", "caps", "findings", "quotas"):
        yield from _repeated(((key, number), item.id) for number, item in enumerate(getattr(framework, key)))
    yield from _repeated((path, group.id) for path, group in groups_with_paths(framework))
    yield from _repeated((path, criterion.id) for path, criterion in criteria_with_paths(framework))
    for path, _, scored in scorables_with_paths(framework):
        yield from _repeated(((*path, *at), part.id) for at, part in scored.scorables if at)
        named = ways.NamedLevel | ways.Part | tallies.TallyItem
        yield from _repeated(((*path, *at), item.id) for at, item in scored.items if isinstance(item, named))


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
                yield unknown_name((*path, "answer"), answer, (key.subject for key in scope.questions))
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
        yield from _check_known((*path, key), "group", of.members.group, scope.framework)
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
            yield unknown_name(at, member, known)
            continue
        if isinstance(of.members, tuple):
            yield from _check_condition(path, of.test_of(member), scope)
        elif number == 0:
            yield from _check_test_of_all(path, of.test_of(member), members, scope)
        criterion = scope.asking(member) if of.counted == "answer" else scope.framework.criterion(member)
        movable += [member] if criterion is not None and criterion.not_applicable else []
    if movable and of.left_out is None:
        yield Fault("framework.count_left_out", path, {"ids": listed(movable)})


def _check_test_of_all(path: Path, condition: Condition, members: tuple[str, ...], scope: Scope) -> Iterator[Fault]:
    """Check the test of answers that are not named one by one: each of its words may be told by some of them alone."""
    kind = condition.kind
    if not (isinstance(kind, kinds.AnswerTest) and (first := scope.answer(kind.answer))):
        yield from _check_condition(path, condition, scope)
        return
    asked = [answer for member in members if (answer := scope.answer(member))]
    words = tuple(dict.fromkeys(word for answer in asked for word in answer.words))
    yield from _check_test(path, "answer", kind.answer, kind.test, replace(first, words=words))


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
    details = {"name": name, "measures": listed(scope.framework.measures) or "—"}
    if scope.framework.subject is None:
        return Fault("framework.no_such_fact", path, details)
    # such records have few fields but those that the framework itself asks for
    inputs = listed(scope.framework.inputs) or "—"
    return Fault("framework.no_such_fact_of", path, {**details, "inputs": inputs})


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
            yield unknown_name((*path, "answer"), name, (key.subject for key in scope.questions))
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
    if framework.points is None:
        yield Fault("framework.points_tested", path)
    elif not isinstance(kind.test, kinds.Comparison):
        yield Fault("framework.score_test", path)


def _check_scored(path: Path, of: Scored, name: str, framework: Framework) -> Iterator[Fault]:
    """Check that what is asked for its points is there, and has points."""
    yield from _check_known(path, of, name, framework)
    criterion = framework.criterion(name) if of == "criterion" else None
    if criterion is not None and not criterion.scored:
        yield Fault("framework.unscored_tested", (*path, of), {"name": name})
    groups = [group for group in framework.all_groups if of == "group" and group.id == name]
    if any(not any(criterion.scored for criterion in group.all_criteria) for group in groups):
        yield Fault("framework.unscored_group_tested", (*path, of), {"name": name})


def _check_known(path: Path, of: Scored, name: str, framework: Framework) -> Iterator[Fault]:
    known = [item.id for item in (framework.criteria if of == "criterion" else framework.all_groups)]
    if of != "total" and name not in known:
        yield unknown_name((*path, of), name, known)


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
            yield Fault("scalar.word", place, {"text": shown(word)} | among(word, quantity.words))


_COUNTED_ROLES = ("count", "percent", "number", "decimal")


def _check_scoring(framework: Framework, scope: Scope) -> Iterator[Fault]:
    for path, criterion, scored in scorables_with_paths(framework):
        for at, bands in scored.tables:
            yield from _check_name((*path, *at, "of"), bands.of, scope, _COUNTED_ROLES)
            open_levels = (number for number, level in enumerate(bands.levels) if level.is_open)
            yield from (Fault("framework.open_level", (*path, *at, "levels", n)) for n in open_levels)
        if isinstance(scored.way, ways.Proportional):
            names = (("of", scored.way.of), ("out_of", scored.way.out_of.name))
            for key, name in names:
                if name is not None:
                    yield from _check_name((*path, "proportional", key), name, scope, _COUNTED_ROLES)
        for at, item in scored.items:
            if isinstance(item, tallies.TallyItem):
                yield from _check_tally_item((*path, *at), item, scope, subject_of(criterion, scored))


def _check_tally_item(path: Path, item: TallyItem, scope: Scope, subject: str) -> Iterator[Fault]:
    """What is counted must be a number, and what becomes of a part of a unit must be said where there can be one."""
    if item.of is not None:
        faults = [*_check_name((*path, "of"), item.of, scope, _COUNTED_ROLES)]
        yield from faults
        if faults:
            return
    if item.part is None and UnitSize.of(scope.counted(subject, item), item).leaves_parts:
        every = "1" if item.every is None else format(item.every, "f")
        yield Fault("framework.part_unsaid", path, {"every": every, "allowed": listed(get_args(tallies.WholeOrPart))})


def _check_points(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    for path, _, scored in scorables_with_paths(framework):
        yield from check_points(framework, path, scored)


def _check_history(framework: Framework, scope: Scope) -> Iterator[Fault]:
    for name, fact in framework.history.items():
        for place, read in fact.names:
            yield from _check_name(
                ("history", name, *place), read, scope, ("count",) if fact.per_member else _KEPT_ROLES
            )
    yield from bearer_faults(framework)


_KEPT_ROLES = ("count", "yes_no", "words", "date", "time")


def _check_personal(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Only measures read a personal input: whatever else does would show it, and a share shows its two counts."""
    personal = {name for name, each in framework.inputs.items() if each.personal}
    read: list[tuple[Path, Sequence[str]]] = [
        (("measures", name), measure.share or ()) for name, measure in framework.measures.items()
    ]
    read += [(path, criterion.facts) for path, criterion in criteria_with_paths(framework)]
    read += [(path, condition.facts) for path, condition in top_conditions(framework) if path[0] in _JUDGING]
    for path, names in read if personal else ():
        if shown_by := personal.intersection(names):
            yield Fault("framework.personal_shown", path, {"name": listed(sorted(shown_by))})


_JUDGING = frozenset({"ratings", "caps", "findings"})

CHECKS = (
    _check_size, check_subject, check_inputs, _check_personal,
    _check_ids, _check_measures, _check_conditions, _check_scoring, _check_points, check_layers, check_sums,
    check_scheme, check_caps, check_quotas, _check_history,
)  # fmt: skip
