"""What the shape of a period cannot say: its names exist, in the framework's records or in the period itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.rules.checks.places import unknown_name
from chamdiem.rules.compile.periods import framework_of_period, mean_fields
from chamdiem.rules.compile.scope import YES_NO, Scope, questions
from chamdiem.rules.language import periods as made
from chamdiem.rules.language.conditions import Comparison
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.scalars import ScalarError, among, listed, read_number, read_yes_no, shown
from chamdiem.rules.records.text import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.framework import Framework, Period
    from chamdiem.rules.language.periods import RecordTest
    from chamdiem.rules.records.faults import Path

_TESTED = ("count", "words")


def check_periods(framework: Framework, check: Callable[[Framework], Iterable[Fault]]) -> Iterator[Fault]:
    """Yield every fault of the periods of a framework; `check` finds those of a framework."""
    if framework.periods and framework.no_periods:
        yield Fault("framework.periods_denied", ("no_periods",))
    if framework.periods and framework.subject is not None:  # months and who was active in them are of meetings
        yield Fault("framework.periods_of_subject", ("periods",))
        return
    ids: set[str] = set()
    spans: set[str] = set()
    for number, period in enumerate(framework.periods):
        path: Path = ("periods", number)
        if period.id in ids:
            yield Fault("framework.repeated_id", (*path, "id"), {"id": period.id})
        if period.over in spans:  # nobody could tell which of both rates the cell
            yield Fault("framework.period_twice", (*path, "over"), {"over": period.over})
        ids.add(period.id)
        spans.add(period.over)
        faults = [*_check_period(framework, period), *_check_own(framework, period, check)]
        yield from (replace(fault, path=(*path, *fault.path)) for fault in faults)


def _check_own(framework: Framework, period: Period, check: Callable[[Framework], Iterable[Fault]]) -> Iterator[Fault]:
    """Yield the faults of a period as a framework."""
    hidden = {part for name in period.measures for part in mean_fields(name)}
    for name in sorted(hidden & period.measures.keys()):
        yield Fault("framework.measure_hides_field", ("measures", name), {"name": name})
    yield from check(framework_of_period(framework, period))
    for place, group in enumerate(period.groups):
        for criterion in group.all_criteria:
            if questions(criterion):
                yield Fault("framework.period_question", ("groups", place), {"id": criterion.id})


def _check_period(framework: Framework, period: Period) -> Iterator[Fault]:
    """Yield the faults of what a period says of records."""
    ratings = tuple(rating.id for rating in framework.ratings)
    allowed = (*made.NOT_HELD, *ratings)
    if period.expected.not_held not in allowed:
        yield unknown_name(("expected", "not_held"), period.expected.not_held, allowed)
    counted = [name for name, measure in period.measures.items() if measure.over_records is not None]
    for number, name in enumerate(period.part_year.facts):
        if name not in period.measures:
            yield unknown_name(("part_year", "facts", number), name, counted)
    for name, measure in period.measures.items():
        if (operation := measure.over_records) is not None:
            yield from _check_operation(("measures", name, operation.key), operation, framework)


def _check_operation(path: Path, operation: made.RecordsOperation, framework: Framework) -> Iterator[Fault]:
    match operation:
        case made.RecordCount(test) | made.RecordExists(test) | made.LongestRun(test):
            yield from _check_test(path, test, framework)
        case made.LastOf(field):
            yield from _check_field(path, field, framework, _TESTED)
        case made.MeanOver(None):
            yield from _need_points(path, framework)
        case made.MeanOver(str(field)):
            yield from _check_field(path, field, framework, ("count",), ("points",))


def _check_test(path: Path, test: RecordTest, framework: Framework) -> Iterator[Fault]:
    kind = test.kind
    match kind:
        case made.AllTests(tests) | made.AnyTest(tests):
            for number, each in enumerate(tests):
                yield from _check_test((*path, kind.key, number), each, framework)
        case made.NotTest(inner):
            yield from _check_test((*path, "not"), inner, framework)
        case made.RatingTest(words, end):
            ids = [rating.id for rating in framework.ratings]
            strange = ((number, word) for number, word in enumerate(words) if word not in ids)
            yield from (unknown_name(_word_place(path, test, end, number), word, ids) for number, word in strange)
        case made.PointsTest():
            yield from _need_points((*path, "total"), framework)
        case made.FieldTest(field):
            yield from _check_field((*path, "fact"), field, framework, _TESTED)
            if (quantity := _field(framework, field)) is not None:
                yield from _check_how(path, test, kind, quantity)
        case made.AnyRecord():
            return


def _word_place(path: Path, test: RecordTest, end: str, number: int) -> Path:
    if end:
        return (*path, end)
    return (*path, "in", number) if test.words_key == "in" else (*path, "is")


def _check_how(path: Path, test: RecordTest, kind: made.FieldTest, quantity: Quantity) -> Iterator[Fault]:
    """Yield what is wrong with how a field is tested: words need words of it, numbers a number."""
    how = kind.test
    if isinstance(how, Comparison):
        if quantity.words:
            details = {"name": kind.field, "allowed": listed(quantity.words)}
            yield Fault("framework.words_need_is", path, details)
        return
    for number, word in enumerate(how):
        place = _word_place(path, test, "", number)
        if quantity.words and not _is_word(word, quantity.words):
            yield Fault("scalar.word", place, {"text": shown(word)} | among(word, quantity.words))
        elif not quantity.words and not _is_read(read_number, word):
            yield Fault("scalar.number", place, {"text": shown(word)})


def _is_word(word: str, words: tuple[str, ...]) -> bool:
    return _is_read(read_yes_no, word) if words == YES_NO else word in words


def _is_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ScalarError:
        return False
    return True


def _field(framework: Framework, name: str) -> Quantity | None:
    """Return the quantity of a field of a record that can be tested; measures are those of one record only."""
    return None if name in framework.measures else Scope(framework).fact(name)


def _check_field(
    path: Path, name: str, framework: Framework, roles: tuple[str, ...], others: tuple[str, ...] = ()
) -> Iterator[Fault]:
    quantity = _field(framework, name)
    known = [field for field in framework.shape.by_name if (own := _field(framework, field)) and own.role in roles]
    if quantity is None:
        close = near(name, (*others, *known))
        details = {"name": shown(name), "allowed": listed(close or (*others, *known))}
        yield Fault("framework.unknown_field", path, details)
    elif quantity.role not in roles:
        details = {"name": name, "role": quantity.role, "roles": listed(roles)}
        yield Fault("framework.wrong_role", path, details)


def _need_points(path: Path, framework: Framework) -> Iterator[Fault]:
    if framework.points is None:
        yield Fault("framework.no_points", path)
