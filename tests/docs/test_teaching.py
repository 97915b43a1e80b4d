"""The frameworks to learn from: right, tried in full, made up and saying so, and with every key that there is."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.authoring.cases import case_files, run_cases
from chamdiem.engine.authoring.coverage import measure_coverage
from chamdiem.engine.authoring.diff_words import DiffWords
from chamdiem.engine.authoring.formatting import format_file
from chamdiem.engine.lint.remarks import lint_files
from chamdiem.engine.reading.catalog import Catalog, framework_from_text, load_framework
from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts import LANGS
from chamdiem.rules.analysis.diff import diff_frameworks
from chamdiem.rules.language.examples import LIKE
from chamdiem.rules.language.model import Model, as_key
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.framework import Framework

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "khung-day"
FILES = sorted(FOLDER.glob("*.yaml"))
Key = tuple[str, str]
"""A part of the format, and one of its keys."""


@pytest.fixture(params=FILES, ids=[file.stem for file in FILES])
def file(request: pytest.FixtureRequest) -> Path:
    """Return one of the files."""
    found: Path = request.param
    return found


def test_it_lints_clean_and_is_laid_out(file: Path) -> None:
    """Nothing is remarked that has no reason beside it, and `fmt` would change nothing."""
    [linted] = lint_files([str(file)], Catalog(), FOLDER)
    assert [remark.defect.code for remark in linted.remarks if not remark.defect.silenced] == []
    before, after = format_file(file)
    assert before == after


def test_its_cases_are_right_and_reach_everything(file: Path) -> None:
    """What was worked out by hand comes out, and nothing of the framework is left untried."""
    loaded = load_framework(file)
    results = [result for document in case_files(loaded) for result in run_cases(Scorer(loaded), document)]
    assert [result.case.case for result in results if result.differences] == []
    assert results
    assert not measure_coverage(loaded, results).missed


def test_it_says_that_it_is_made_up(file: Path) -> None:
    """Nobody takes it for a regulation: the line on every sheet says what it is, and no clause could be a real one."""
    framework = load_framework(file).framework
    assert "không theo văn bản nào" in (framework.provenance.notice or "")
    assert all(criterion.clause.endswith("(bịa)") for criterion in framework.criteria)


# --- every key ---

ELSEWHERE: frozenset[Key] = frozenset(
    (part, key)
    for part, keys in {
        # where a text comes from, and what follows upon another version
        "Framework": "based_on no_periods",
        "CitedDocument": "title",
        "Provenance": "note",
        "InForce": "to note",
        "AppliesTo": "unavailable",
        "Unavailable": "kinds from to reason",
        "Criterion": "source note formerly bonus",
        "Group": "note",
        "Measure": "note range",
        "HistoryFact": "note",
        "Input": "note personal",
        "Subject": "person",
        "Period": "groups points note",
        "PeriodRecords": "frameworks",
        "PartYear": "clause",
        "Cap": "clause",
        "Finding": "clause",
        "Rating": "above below at_most",
        "Level": "title",
        "Silence": "at",
    }.items()
    for key in keys.split()
)
"""Keys that say the same wherever they stand, are old spellings, or of which the shipped frameworks are the example."""
ALIKE: frozenset[str] = frozenset({"Condition", "RecordTest", "Comparison", "Operand", "CountOf"})
"""Parts of which one kind stands for all: the page of the format has each."""


def parts_of(model: Model) -> Iterator[Model]:
    """Yield a part of a framework and all parts within it."""
    yield model
    for name in type(model).model_fields:
        yield from within(getattr(model, name))


def within(value: object) -> Iterator[Model]:
    """Yield the parts that a value holds."""
    match value:
        case Model():
            yield from parts_of(value)
        case tuple():
            for each in value:
                yield from within(each)
        case dict():
            yield from within(tuple(value.values()))
        case _:
            return


def named(model: type[Model]) -> str:
    """Return the part whose keys another one has, or its own name."""
    return LIKE.get(model.__name__, model.__name__)


def test_every_key_stands_in_one_of_them() -> None:
    """Whatever a framework can say is said once in what people learn from, but for what is better seen elsewhere."""
    frameworks: list[Framework] = [load_framework(each).framework for each in FILES]
    parts = [part for framework in frameworks for part in parts_of(framework)]
    shown = {(named(type(part)), as_key(name)) for part in parts for name in part.model_fields_set}
    kinds = {type(part) for part in parts}
    there = {(named(kind), as_key(name)) for kind in kinds for name in kind.model_fields}
    missing = {key for key in there - shown - ELSEWHERE if key[0] not in ALIKE}
    assert not missing, sorted(missing)


# --- every key matters ---

SAID_NOWHERE = frozenset({"notes", "note", "source", "silences", "framework"})
"""What is no part of the regulation, and the id by which its versions are told apart."""


def changed_files(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every key and every item of a file."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, tuple | list) else ()
    for step, inner in items:
        yield (*path, step)
        yield from changed_files(inner, (*path, step))


def plain(data: Any) -> Any:  # noqa: ANN401 - what a file holds
    """Return what a file holds in lists and mappings that may be changed."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return [plain(value) for value in data] if isinstance(data, tuple) else str(data)


OTHERS = {
    "yes": "no", "no": "yes", "sum": "highest", "whole": "begun", "begun": "whole", "half_up": "down",
    "zero": "full_marks", "full_marks": "zero", "counted": "not_counted", "next": "after", "after": "next",
    "decided": "upper", "not_counted": "unresolved", "up": "down", "down": "up",
}  # fmt: skip


def others(value: object) -> Iterator[str]:
    """Yield other values that may stand in the place of one."""
    text = str(value)
    if text.replace(".", "").isdigit():
        yield from (f"{float(text) + more:g}" for more in (1, 0.5, -1))
    if text in OTHERS:
        yield OTHERS[text]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        yield "2026-02-02"
    yield f"{text} x"


def versions(raw: Any, path: tuple[str | int, ...]) -> Iterator[Framework]:  # noqa: ANN401 - as above
    """Yield right frameworks that differ in what stands at one place, or have nothing there."""
    value = raw
    for step in path:
        value = value[step]
    for other in [*(others(value) if isinstance(value, str) else ()), None]:
        data = copy.deepcopy(raw)
        owner = data
        for step in path[:-1]:
            owner = owner[step]
        if other is None:
            del owner[path[-1]]
        else:
            owner[path[-1]] = other
        try:
            yield framework_from_text(json.dumps(data, ensure_ascii=False), "k.yaml").framework
        except FaultyInput:
            continue


def check_diff_speaks(file: Path) -> None:
    """Change every key of a framework in turn, as far as it stays right, and ask what the diff says."""
    raw = plain(read_file(file).data)
    old = framework_from_text(json.dumps(raw, ensure_ascii=False), "k.yaml").framework
    silent, tried = [], 0
    for path in changed_files(raw):
        if SAID_NOWHERE & set(path):
            continue
        new = next((each for each in versions(raw, path) if each != old), None)
        if new is not None:
            tried += 1
            changes = diff_frameworks(old, new)
            told = [DiffWords(old, new, lang).sentence(change) for lang in LANGS for change in changes]
            silent += [path] if not all(told) or not told else []
    assert silent == []
    assert tried > 100


def test_diff_says_a_change_of_every_key() -> None:
    """Whatever is changed in a framework, the comparison of both versions says something of it."""
    check_diff_speaks(FOLDER / "tap-the.yaml")


@pytest.mark.nightly
def test_diff_says_a_change_of_every_key_of_a_meeting() -> None:
    """So it is with the longer one, which has what is of meetings and periods alone."""
    check_diff_speaks(FOLDER / "sinh-hoat.yaml")
