"""Run the cases of a framework: score what each gives, and tell every difference from what it expects."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from chamdiem.engine.explanation.explanation import explain, rating_sentence, total_sentence
from chamdiem.engine.reading.documents import Data, Document, read_file
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.reading.shapes import located_by_key, read_shape
from chamdiem.engine.words import formats
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.language.cases import Case, CaseFile
from chamdiem.rules.language.faults import Fault, FaultyInput, Path, Place
from chamdiem.rules.language.scalars import among, listed, points_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.evaluation import Evaluation, Scoring
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.framework import Framework

FOLDER = "cases"
"""Where the cases of a framework stand: in this folder beside its file, in whichever of the YAML files name it."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that came out otherwise: `name` is the key of what was expected, `of` the criterion or measure.

    None is nothing: not scored, not rated.
    """

    name: str
    of: str
    expected: str | None
    found: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """A case that was run: what came out, and every difference from what it expects."""

    case: Case
    place: Place
    evaluation: Evaluation
    differences: tuple[Mismatch, ...] = ()

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


def run_cases(scorer: Scorer, document: Document) -> tuple[CaseResult, ...]:
    """Run every case of a file.

    Raises:
        FaultyInput: everything that is wrong in the file, whichever case it stands in.
        InferenceError: the framework contradicts itself on a case's facts.
    """
    file = read_shape(document, CaseFile, cases_schema)
    faults = list(_unknown_names(file, scorer.framework))
    results = []
    for number, case in enumerate(file.cases):
        try:
            given = _record(document, number, case.layer, scorer.framework)
            record = parse_record(given, dt.date.max, shape=scorer.framework.shape)
            evaluation = scorer.evaluate(record)
        except FaultyInput as error:
            faults += error.faults
            continue
        path: Path = ("cases", number)
        if evaluation.layers[case.layer].scoring is None:
            faults.append(Fault("case.no_answers", (*path, "layer"), {"layer": case.layer}))
            continue
        result = CaseResult(case=case, place=document.place(path), evaluation=evaluation)
        results.append(replace(result, differences=tuple(_differences(result))))
    if faults:
        raise located_by_key(document, _once(faults))
    return tuple(results)


# --- what a case gives, as a record ---


def _record(document: Document, number: int, layer: str, framework: Framework) -> Document:
    """Return the record of a case: what its file gives and what the case changes, each with its place in the file.

    Answers that the file gives to all of its cases are left out where the case's layer is not asked for them.
    """
    places: dict[Path, Path] = {}
    facts = _merged(document, number, "facts", (), places)
    answers = _merged(document, number, "answers", ("assessments", layer, "answers"), places)
    given: Any = document.data
    own = given["cases"][number].get("answers") or {}
    unasked = {criterion.id for criterion in framework.criteria if not criterion.is_asked_of(layer)} - own.keys()
    answers = {name: answer for name, answer in answers.items() if name not in unasked}
    root: Path = ("cases", number)
    for path in ((), ("assessments",), ("assessments", layer), ("assessments", layer, "answers")):
        places[path] = root
    data: dict[str, Data] = {**facts, "assessments": {layer: {"answers": answers}}}
    return Document(
        document.file,
        document.text,
        data,
        {path: document.place(source) for path, source in places.items()},
        {path: document.place(source, of_key=True) for path, source in places.items()},
    )


def _merged(document: Document, number: int, name: str, target: Path, places: dict[Path, Path]) -> dict[str, Data]:
    """Return the file's own mapping with a case's over it, and note where each of its values stands."""
    merged: dict[str, Data] = {}
    sources: tuple[Path, ...] = ((name,), ("cases", number, name))
    for source in sources:
        found: Any = document.data
        for step in source:
            found = (found or {}).get(step, {}) if isinstance(step, str) else found[step]
        for path in document.values:
            if path[: len(source)] == source and len(path) > len(source):
                places[(*target, *path[len(source) :])] = path
        merged |= found or {}
    return merged


# --- what a case expects ---


def _unknown_names(file: CaseFile, framework: Framework) -> Iterator[Fault]:
    """Yield a fault for every expected criterion, rating and finding that the framework does not have."""
    criteria = [criterion.id for criterion in framework.criteria]
    ratings = [rating.id for rating in framework.ratings]
    findings = [finding.id for finding in framework.findings]
    measures = list(framework.measures)
    for number, case in enumerate(file.cases):
        path: Path = ("cases", number, "expect")
        expected = case.expect
        named: list[tuple[Path, str, list[str]]] = [
            ((*path, key, name), name, criteria) for key in ("points", "status") for name in getattr(expected, key)
        ]
        named += [((*path, "measures", name), name, measures) for name in expected.measures]
        named += [((*path, "rating"), expected.rating, ratings)] if expected.rating is not None else []
        named += [((*path, "possible", n), name, ratings) for n, name in enumerate(expected.possible)]
        named += [((*path, "findings", n), name, findings) for n, name in enumerate(expected.findings)]
        for place, name, allowed in named:
            if name not in allowed:
                yield Fault("case.unknown_name", place, {"name": shown(name)} | among(name, allowed))


def _differences(result: CaseResult) -> Iterator[Mismatch]:
    expected, framework = result.case.expect, result.evaluation.framework.framework
    scores = {score.criterion.id: score for score in result.scoring.criteria}
    for criterion, points in expected.points.items():
        found = case_points(framework, scores[criterion].points.award if criterion in scores else None)
        if found != _text(points):
            yield Mismatch("points", criterion, _text(points), found)
    for criterion, status in expected.status.items():
        if criterion in scores and scores[criterion].status != status:
            yield Mismatch("status", criterion, status, scores[criterion].status)
    for name, value in expected.measures.items():
        measured = _measured(framework, result.scoring, name)
        if measured != value:
            yield Mismatch("measures", name, _text(value), _text(measured))
    everything = _found(framework, result.scoring)
    for name in everything:
        wanted = _text(getattr(expected, name))
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
        "possible": _text(tuple(rating.id for rating in scoring.possible)),
        "findings": _text(tuple(finding.id for finding in scoring.findings)),
    }


def case_points(framework: Framework, points: int | None) -> str | None:
    """Return points as a case file has them; of a framework without points, 1 for what is met."""
    return None if points is None else points_text(points if framework.points else 100 * points)


def _text(value: object) -> str | None:
    """Return a value as it stands in a case file."""
    if isinstance(value, int):
        return points_text(value)
    if isinstance(value, Decimal):
        return formats.number(value, "en")
    return f"[{listed(value)}]" if isinstance(value, tuple) else None if value is None else str(value)


def _once(faults: list[Fault]) -> list[Fault]:
    """Return faults, each once: what the file gives to all cases is read with every one of them."""
    return list({(fault.code, fault.place, fault.path): fault for fault in faults}.values())
