"""Rubrics of elsewhere, written as frameworks, give the values that were published for them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from alike import beyond, differences, of_reference, of_scoring
from chamdiem.engine.authoring.cases import CaseResult, run_cases
from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.reading.catalog import parse_framework
from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts import LANGS
from reference.completions import answerable
from reference.facts import Record
from reference.scorer import Reference
from reference.spans import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reference.facts import Value
    from reference.spans import Json

HERE = File(__file__).parent
BOUND_TOGETHER = {"diving"}
"""Numbers that bound each other: the reference, which takes each by itself, gives wider ends where one is missing."""
RUBRICS = sorted(file.stem for file in HERE.glob("*.yaml"))


def scorer_of(name: str) -> Scorer:
    """Return a rubric, ready to score."""
    return Scorer(parse_framework(read_file(HERE / f"{name}.yaml")))


def plain(file: File) -> Json:
    """Return what a YAML file holds, every value as it is written."""
    found: Json = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    return found


def records_of(name: str) -> Iterator[Record]:
    """Yield the record of each case, as the reference scorer takes it."""
    data, cases = plain(HERE / f"{name}.yaml"), plain(HERE / "cases" / f"{name}.yaml")
    questions = answerable(data)
    for case in cases["cases"]:
        given = {**cases.get("facts", {}), **case.get("facts", {})}
        answered = {**cases.get("answers", {}), **case.get("answers", {})}
        facts = {key: value_of(data, key, raw) for key, raw in given.items() if raw and key != "period"}
        answers = {key: answer_of(questions[key], raw) for key, raw in flat(answered) if raw}
        yield Record(facts, answers)


def flat(answered: Json, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield each answer with its question; those to parts stand in a mapping of their own."""
    for key, raw in answered.items():
        if isinstance(raw, dict):
            yield from flat(raw, f"{above}{key}/")
        else:
            yield f"{above}{key}", raw


def value_of(data: Json, name: str, raw: str) -> Value:
    """Return a fact by the type of its input; without one, it is the day."""
    kind = data.get("inputs", {}).get(name, {"type": "date"})["type"]
    if kind == "date":
        return dt.date.fromisoformat(raw)
    if kind == "time":
        return dt.time.fromisoformat(raw)
    return raw == "yes" if kind == "yes_no" else raw if kind == "word" else number(raw)


def answer_of(allowed: tuple[Value, ...], raw: str) -> Value:
    """Return an answer by what may be answered."""
    if isinstance(allowed[0], bool):
        return raw == "yes"
    return raw if isinstance(allowed[0], str) else number(raw)


@pytest.mark.parametrize("name", RUBRICS)
def test_rubric_gives_the_published_values(name: str) -> None:
    """Every case of every rubric comes out as it was published, or worked out by hand."""
    results = run_cases(scorer_of(name), read_file(HERE / "cases" / f"{name}.yaml"))
    assert [(result.case.case, result.differences) for result in results if result.differences] == []


@pytest.mark.parametrize("name", RUBRICS)
def test_every_case_of_a_rubric_is_explained(name: str) -> None:
    """Of every criterion it is said why it has its points, in both languages, and no sentence is blank."""
    for result in run_cases(scorer_of(name), read_file(HERE / "cases" / f"{name}.yaml")):
        assert isinstance(result, CaseResult)
        for lang in LANGS:
            explanation = explain(result.evaluation, lang, result.case.layer)
            told = [explanation.of(criterion.id) for criterion in scorer_of(name).framework.criteria]
            assert all(each is not None and each.reason and each.better != "" for each in told)


@pytest.mark.parametrize("name", RUBRICS)
def test_rubric_is_scored_by_hand_alike(name: str) -> None:
    """The reference scorer, which reads the rubric as plain data, gives the same points and rating in every case."""
    data: dict[str, Any] = plain(HERE / f"{name}.yaml")
    results = run_cases(scorer_of(name), read_file(HERE / "cases" / f"{name}.yaml"))
    ids = [rating["id"] for rating in data["ratings"]]
    for result, record in zip(results, records_of(name), strict=True):
        assert isinstance(result, CaseResult)
        expected, scoring = Reference(data, record).result(), result.evaluation.own
        if name in BOUND_TOGETHER and not scoring.complete:
            assert not beyond(of_scoring(scoring), of_reference(expected)), result.case.case
            continue
        assert not differences(of_scoring(scoring), of_reference(expected)), result.case.case
        found = scoring.rating.id if scoring.rating else None
        assert found == (None if expected.rating is None or expected.rating == len(ids) else ids[expected.rating])
