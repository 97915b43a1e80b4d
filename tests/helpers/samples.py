"""Small frameworks and meetings written where a test needs them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, get_args

from chamdiem.engine.reading.catalog import LoadedFramework, parse_framework
from chamdiem.engine.reading.documents import read_bytes, read_file
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.language.ways import Way

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import Evaluation, Scoring

Json = dict[str, Any]
TODAY = dt.date(2026, 1, 31)

HEAD: Json = {
    "framework": "mau/2025",
    "title": "Khung mẫu",
    "authority": {"number": "01-HD/TU", "date": "2025-01-05", "issuer": "Tỉnh ủy Mẫu"},
    "provenance": {"status": "official", "source": "Bản chính"},
    "in_force": {"from": "2025-01-05"},
    "applies_to": {"kinds": ["regular", "combined"]},
}
RATINGS = [{"id": "tot", "title": "Tốt", "at_least": "8"}, {"id": "kem", "title": "Kém"}]


def criterion(criterion_id: str = "1", /, **own: object) -> Json:
    """Return a criterion of 10 points, answered yes or no unless told otherwise."""
    scored = own.keys() & {way.key for way in get_args(Way)}
    base = {"id": criterion_id, "title": f"Tiêu chí {criterion_id}", "clause": f"Mục {criterion_id}", "maximum": "10"}
    return base | ({} if scored else {"judged": "yes_no"}) | own


def framework(*criteria: Json, points: Json | None = None, **parts: object) -> LoadedFramework:
    """Return a framework of one group with these criteria; `points` and `parts` change what else it says."""
    inside = sum(float(item["maximum"]) for item in criteria if item.get("bonus") != "outside")
    data: Json = {
        **HEAD,
        "points": {"maximum": f"{inside:g}", "step": "0.5", "rounding": "half_up"} | (points or {}),
        "groups": [{"id": "g", "title": "Nhóm", "maximum": f"{inside:g}", "criteria": list(criteria)}],
        "ratings": RATINGS,
        **parts,
    }
    return loaded(data)


def unpointed(*criteria: Json, **parts: object) -> LoadedFramework:
    """Return a framework without points."""
    bare = [{key: value for key, value in item.items() if key != "maximum"} for item in criteria]
    group = {"id": "g", "title": "Nhóm", "criteria": bare}
    ratings = [
        {"id": "dat", "title": "Đạt", "requires": [{"when": {"group": "g", "at": "maximum"}, "title": "đạt mọi ý"}]},
        {"id": "chua", "title": "Chưa đạt"},
    ]
    return loaded({**HEAD, "groups": [group], "ratings": ratings, **parts})


def loaded(data: Json) -> LoadedFramework:
    """Read a framework from data, as from its file."""
    return parse_framework(read_bytes(json.dumps(data).encode(), "khung.json"))


def load_record(file: File, today: dt.date) -> Record:
    """Return the record of a file; `today` bounds its dates."""
    return parse_record(read_file(file), today)


def record(answers: Json | None = None, /, **facts: object) -> Record:
    """Read a record: facts, and the answers of the self-assessment. `layers` adds to the assessments."""
    layers = {"self": {"answers": answers or {}}} | dict(facts.pop("layers", {}))  # type: ignore[call-overload]
    return parse_record(read_bytes(json.dumps({**facts, "assessments": layers}).encode(), "ho-so.json"), TODAY)


def evaluate(framework_: LoadedFramework, answers: Json | None = None, /, **facts: object) -> Evaluation:
    """Score a meeting."""
    return Scorer(framework_).evaluate(record(answers, **facts))


def score(framework_: LoadedFramework, answers: Json | None = None, /, **facts: object) -> Scoring:
    """Score a meeting and return the self layer."""
    return evaluate(framework_, answers, **facts).own


def award(scoring: Scoring, criterion_id: str = "1") -> int | None:
    """Return the points of one criterion in hundredths."""
    return next(item for item in scoring.criteria if item.criterion.id == criterion_id).points.award
