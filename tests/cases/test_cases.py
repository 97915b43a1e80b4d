"""Cases that people of the domain write as YAML: a sentence, what is given, and what must come out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from chamdiem.engine.catalog import Catalog
from chamdiem.engine.documents import read_bytes, read_file
from chamdiem.engine.records import parse_record
from chamdiem.engine.scoring import ScorerCache, Scoring
from chamdiem.rules.scalars import points_text

TODAY = dt.date(2026, 1, 31)
SCORERS = ScorerCache(Catalog())
Json = dict[str, Any]


def load() -> list[Any]:
    """Return every case with the file that it stands in."""
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    return [
        pytest.param(document, case, id=f"{file.stem}-{number}")
        for file in files
        for document in [content(file)]
        for number, case in enumerate(document["cases"], 1)
    ]


def content(file: Path) -> Json:
    """Return what stands in a file of cases."""
    data = read_file(file).data
    assert isinstance(data, dict)
    return data


def score(document: Json, case: Json) -> Scoring:
    """Score the meeting of a case: what its file gives, and what the case changes; a blank takes something out."""
    framework = SCORERS.catalog.get(document["framework"]).framework
    best = {
        criterion.id: "yes" if criterion.judged == "yes_no" else points_text(criterion.maximum or 0)
        for criterion in framework.criteria
        if criterion.judged
    }
    record = {
        **document["facts"],
        **case.get("facts", {}),
        "framework": document["framework"],
        "assessments": {"self": {"answers": best | case.get("answers", {})}},
    }
    given = read_bytes(json.dumps(record).encode(), "case.json")
    return SCORERS.evaluate(parse_record(given, TODAY)).own


def found(scoring: Scoring, expected: Json) -> Json:
    """Return what came out, in the words of a case, for everything that the case expects."""
    criteria = {item.criterion.id: item for item in scoring.criteria}
    total = scoring.total
    everything: Json = {
        "points": {name: text(criteria[name].points.award) for name in expected.get("points", ())},
        "status": {name: criteria[name].status for name in expected.get("status", ())},
        "total": text(total.award),
        "least": text(total.least),
        "most": text(total.most),
        "maximum": text(total.maximum),
        "rating": scoring.rating.id if scoring.rating else None,
        "possible": tuple(rating.id for rating in scoring.possible),
        "findings": tuple(finding.id for finding in scoring.findings),
    }
    return {name: everything[name] for name in expected}


def text(points: int | None) -> str | None:
    """Return points as they stand in a file."""
    return None if points is None else points_text(points)


@pytest.mark.parametrize(("document", "case"), load())
def test_case(document: Json, case: Json) -> None:
    """What the case says comes out."""
    assert found(score(document, case), case["expect"]) == case["expect"], case["case"]


def test_cases_are_told_in_different_words() -> None:
    """Every case has a sentence of its own, so that a failure says what broke."""
    sentences = [parameter.values[1]["case"] for parameter in load()]
    assert len(sentences) == len(set(sentences)) > 50
