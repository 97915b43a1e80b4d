"""Run the cases of a framework: score what each gives, and tell every difference from what it expects."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, ClassVar

from chamdiem.engine.authoring.case_records import earlier_of_case, record_of_case
from chamdiem.engine.authoring.expecting import Mismatch, Named, found_text, unknown_names
from chamdiem.engine.authoring.period_cases import PeriodCaseResult, run_period_case
from chamdiem.engine.explanation.explanation import explain, rating_sentence, total_sentence
from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.reading.shapes import located_by_key, read_shape
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.language.cases import Case, CaseFile
from chamdiem.rules.records.faults import Fault, FaultyInput, Path, Place
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.documents import Document
    from chamdiem.engine.scoring.conclusions import Conclusions
    from chamdiem.engine.scoring.evaluation import Evaluation, Scoring
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.framework import Framework

FOLDER = "cases"
"""Where the cases of a framework stand: in this folder beside its file, in whichever of the YAML files name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """A case that was run: what came out, and every difference from what it expects."""

    case: Case
    place: Place
    evaluation: Evaluation
    differences: tuple[Mismatch, ...] = ()

    of: ClassVar[str] = ""
    """The period that it is about: none."""

    @property
    def courses(self) -> tuple[Conclusions, ...]:
        """All that was concluded."""
        return (self.scoring.conclusions,)

    @property
    def scoring(self) -> Scoring:
        """The scoring of the layer that the case is about."""
        scoring = self.evaluation.layers[self.case.layer].scoring
        assert scoring is not None  # noqa: S101 - a case of a layer that answers nothing is a fault
        return scoring

    def why(self, difference: Mismatch, lang: Lang) -> str:
        """Return the explanation of what came out."""
        explanation = explain(self.evaluation, lang, self.case.layer)
        criterion = explanation.of(difference.of) if difference.of else None
        if criterion is not None:
            return criterion.reason
        if difference.name in {"rating", "possible"}:
            return rating_sentence(self.scoring, lang)
        if difference.name == "findings":
            return " ".join(explanation.warnings)
        return total_sentence(self.evaluation.framework.framework, self.scoring, lang)


@lru_cache(maxsize=1)
def cases_schema() -> dict[str, Any]:
    """Return the JSON Schema of case files, with Vietnamese descriptions for editors."""
    schema = CaseFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "chamdiem/cases/1"} | schema


def case_files(loaded: LoadedFramework) -> tuple[Document, ...]:
    """Return the case files of a framework: those beside its file that name it.

    Raises:
        FaultyInput: a file of that folder cannot be read.
    """
    folder = File(loaded.file).parent / FOLDER
    documents = [read_file(file) for file in sorted(folder.glob("*.yaml"))]
    return tuple(d for d in documents if isinstance(d.data, dict) and d.data.get("framework") == loaded.id)


def run_cases(scorer: Scorer, document: Document) -> tuple[CaseResult | PeriodCaseResult, ...]:
    """Run every case of a file, those of periods last.

    Raises:
        FaultyInput: everything that is wrong in the file, whichever case it stands in.
        InferenceError: the framework contradicts itself on a case's facts.
    """
    file = read_shape(document, CaseFile, cases_schema)
    faults = list(_unknown_names(document, file, scorer.framework))
    results: list[CaseResult | PeriodCaseResult] = []
    for number, case in enumerate(file.cases):
        try:
            results.append(_run(scorer, document, number, case))
        except FaultyInput as error:
            faults += error.faults
    for number, of_period in enumerate(file.periods):
        try:
            results.append(run_period_case(scorer.loaded, document, number, of_period))
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise located_by_key(document, _once(faults))
    return tuple(results)


def _run(scorer: Scorer, document: Document, number: int, case: Case) -> CaseResult:
    """Run one case of a file."""
    given = record_of_case(document, number, case.layer, scorer.framework)
    record = parse_record(given, dt.date.max, shape=scorer.framework.shape)
    earlier = earlier_of_case(scorer.framework, document, number, case, record)
    evaluation = scorer.evaluate(record, earlier)
    path: Path = ("cases", number)
    if evaluation.layers[case.layer].scoring is None:
        raise FaultyInput([Fault("case.no_answers", (*path, "layer"), {"layer": case.layer})])
    result = CaseResult(case=case, place=document.place(path), evaluation=evaluation)
    return replace(result, differences=tuple(_differences(result)))


# --- what a case expects ---


def _unknown_names(document: Document, file: CaseFile, framework: Framework) -> Iterator[Fault]:
    """Yield a fault for every expected criterion, rating and finding that the framework does not have."""
    criteria = [criterion.id for criterion in framework.criteria]
    ratings = [rating.id for rating in framework.ratings]
    findings = [finding.id for finding in framework.findings]
    measures = list(framework.measures)
    for number, case in enumerate(file.cases):
        path: Path = ("cases", number, "expect")
        expected = case.expect
        named: list[Named] = [
            ((*path, key, name), name, criteria) for key in ("points", "status") for name in getattr(expected, key)
        ]
        named += [((*path, "measures", name), name, measures) for name in expected.measures]
        named += [((*path, "rating"), expected.rating, ratings)] if expected.rating is not None else []
        named += [((*path, "possible", n), name, ratings) for n, name in enumerate(expected.possible)]
        named += [((*path, "findings", n), name, findings) for n, name in enumerate(expected.findings)]
        yield from unknown_names(document, named)


def _differences(result: CaseResult) -> Iterator[Mismatch]:
    expected, framework = result.case.expect, result.evaluation.framework.framework
    scores = {score.criterion.id: score for score in result.scoring.criteria}
    for criterion, points in expected.points.items():
        found = case_points(framework, scores[criterion].points.award if criterion in scores else None)
        if found != found_text(points):
            yield Mismatch("points", criterion, found_text(points), found)
    for criterion, status in expected.status.items():
        if criterion in scores and scores[criterion].status != status:
            yield Mismatch("status", criterion, status, scores[criterion].status)
    for name, value in expected.measures.items():
        measured = _measured(framework, result.scoring, name)
        if measured != value:
            yield Mismatch("measures", name, found_text(value), found_text(measured))
    everything = _found(framework, result.scoring)
    for name in everything:
        wanted = found_text(getattr(expected, name))
        if name in expected.model_fields_set and wanted != everything[name]:
            yield Mismatch(name, "", wanted, everything[name])


def _measured(framework: Framework, scoring: Scoring, name: str) -> Decimal | None:
    """Return a measure's value, if its ends are one; what no threshold can equal is what no number in a file does."""
    quantity = Scope(framework).fact(name)
    known = scoring.facts.get(quantity.least) if quantity else None
    if quantity is None or known is None or known != scoring.facts.get(quantity.most):
        return None
    return Decimal(known) / quantity.stored_scale


def _found(framework: Framework, scoring: Scoring) -> Mapping[str, str | None]:
    total = scoring.total
    points = {"total": total.award, "least": total.least, "most": total.most, "maximum": total.maximum}
    return {name: case_points(framework, value) for name, value in points.items()} | {
        "rating": scoring.rating.id if scoring.rating else None,
        "possible": found_text(tuple(rating.id for rating in scoring.possible)),
        "findings": found_text(tuple(finding.id for finding in scoring.findings)),
    }


def case_points(framework: Framework, points: int | None) -> str | None:
    """Return points as a case file has them; of a framework without points, 1 for what is met."""
    return None if points is None else points_text(points if framework.points else 100 * points)


def _once(faults: list[Fault]) -> list[Fault]:
    """Return faults, each once: what the file gives to all cases is read with every one of them."""
    return list({(fault.code, fault.place, fault.path): fault for fault in faults}.values())
