"""A result is what was concluded: a program that works otherwise, and concludes the same, finds its old records again."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger import bodies
from chamdiem.engine.ledger.acting import framework_for
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.derivations import derivation_lines
from chamdiem.engine.ledger.entries import Entry, EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.recording import record_score
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.ledger.transfer import import_file
from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.scoring import rulesets
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.checks import frameworks as checks
from chamdiem.rules.compile import compiler
from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.literals import is_value
from chamdiem.rules.compile.program import (
    Extreme,
    Formula,
    Fraction,
    Key,
    Linear,
    Origin,
    Pick,
    Program,
    Rule,
    stratify,
)
from chamdiem.rules.compile.rescaling import Rescaling
from earlier_acts import EarlierAct, correct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.rules.language.framework import Framework

HERE = Origin("criterion", "1")
LEDGERS = sorted((Path(__file__).resolve().parents[2] / "golden" / "ledgers").glob("*.jsonl"))
NOW = EntryStamp("9.9.9", "2027-01-31T08:30:00Z")
DAY = dt.date(2027, 1, 31)
ACT = EarlierAct("Đảng ủy xã Thí Dụ", "Ghi nhầm số liệu")


OTHER = {
    base: type(f"Other{base.__name__}", (base,), {"__slots__": (), "name": f"other {base.name}"})
    for base in (Linear, Fraction, Pick, Extreme, Rescaling, Exact, Agreed)
}
"""Formulas by other classes' names, which derivations call otherwise, too."""


def otherwise(framework: Framework) -> Program:
    """Return a framework's program with other names, in another order, in other classes, with facts more."""
    program = compiler.compile_framework(framework)
    rules = [replace(rule, name=f"luat-{rule.name}") for rule in reversed(list(program.rules))]
    formulas = [_renamed(formula) for formula in reversed(list(program.formulas))]
    given = min(program.inputs, key=str)
    more = Rule(origin=HERE, name="them", when=(is_value(given, 1),), then=Key("added", "fact"), value=1)
    extra = Linear(origin=HERE, then=Key("added", "sum"), terms=(), constant=7)
    return stratify([more, *rules], [*formulas, extra])


def _renamed(formula: Formula) -> Formula:
    made: Formula = OTHER[type(formula)](**{field.name: getattr(formula, field.name) for field in fields(formula)})
    return made


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program work otherwise: writers in another order, rules renamed and spread over other rulesets."""
    monkeypatch.setattr(compiler, "WRITERS", tuple(reversed(compiler.WRITERS)))
    monkeypatch.setattr(checks, "compile_framework", otherwise)
    monkeypatch.setattr(rulesets, "MAX_RULES", 7)
    # what was read before is remembered with the program that was made of it then
    monkeypatch.setattr(bodies, "_framework", framework_from_text)


@pytest.fixture(params=LEDGERS, ids=[file.stem for file in LEDGERS])
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """Return each ledger that an earlier version wrote."""
    with create_ledger(str(tmp_path / "so.ledger")) as ledger:
        for _ in import_file(ledger, request.param):
            pass
        yield ledger


def in_force(ledger: Ledger) -> list[tuple[Entry, KeptResult]]:
    """Return the evaluations that are in force."""
    found = [(entry, entry.content) for entry in ledger.entries() if entry.kind is EntryKind.EVALUATION]
    results = [(entry, content) for entry, content in found if isinstance(content, KeptResult)]
    states = [(entry, content, meeting_state(ledger, content.meeting.key)) for entry, content in results]
    return [(entry, content) for entry, content, state in states if state and state.evaluation == entry]


def scored_again(ledger: Ledger, entry: Entry, content: KeptResult) -> Evaluation:
    """Score the record of an evaluation anew by its framework."""
    return Scorer(framework_for(ledger, entry)).evaluate(record_of(ledger.by_hash(content.record), DAY))


def check_again(ledger: Ledger) -> None:
    """Add every record in force again, and replay everything: the same entries, all of the same result."""
    size = ledger.size()
    for entry, content in in_force(ledger):
        assert record_score(ledger, scored_again(ledger, entry, content), NOW) == entry
    assert ledger.size() == size
    found = list(Replay(Selection()).begin(ledger)(1, size))
    assert found
    assert {
        (each.number, each.faults, each.difference) for each in found if each.result not in {"equal", "tighter"}
    } == set()
    assert {each.derivation.trace for each in found if each.derivation} <= {"same", "more", "other"}


def test_golden_records_are_found_again(golden: Ledger) -> None:
    """Every record that an earlier version recorded is the same entry when it is added again."""
    check_again(golden)


@pytest.mark.usefixtures("rebuilt")
def test_golden_records_are_found_again_by_a_program_that_works_otherwise(golden: Ledger) -> None:
    """They are so too where rules and classes bear other names, stand in another order and conclude more facts."""
    check_again(golden)


def test_a_program_that_works_otherwise_derives_otherwise(rebuilt: None, golden: Ledger) -> None:
    """The rebuilt program of these tests does work otherwise: its derivations are longer, and name other rules."""
    assert rebuilt is None
    entry, content = in_force(golden)[0]
    again = scored_again(golden, entry, content).own.conclusions
    assert Key("added", "sum") in again
    assert any(each.by.name.startswith("luat-") for each in again.values() if isinstance(each.by, Rule))
    assert any(type(each.by) is OTHER[Linear] for each in again.values())
    assert any("<- other linear:" in line for line in derivation_lines(again))


@pytest.mark.usefixtures("rebuilt")
def test_back_to_what_was_corrected(golden: Ledger) -> None:
    """A record that was withdrawn and is put back is the entry that was there, whoever scores it."""
    entry, content = in_force(golden)[0]
    withdrawn = correct(golden, entry.sequence, None, ACT, NOW)
    back = correct(golden, withdrawn.sequence, scored_again(golden, entry, content), ACT, NOW)
    assert (back.body["by"], back.sequence) == (entry.hash, withdrawn.sequence + 1)
