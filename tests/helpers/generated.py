"""Hypothesis strategies: frameworks that use everything the format can say, and facts of meetings to score by them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chamdiem.engine.reading.catalog import LoadedFramework, parse_framework
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DrawFn, SearchStrategy

    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.framework import Framework

Json = dict[str, Any]

COUNTS = ("members_total", "present", "speakers", "absent_unexcused", "targets_set", "targets_met")
FLAGS = ("committee_exists", "minutes_approved")
WORDS = {"meeting_kind": ("regular", "thematic", "combined"), "mode": ("in_person", "online", "by_party_group")}
TIMES, DATES = ("start_time", "end_time"), ("notice_date", "date")
ENDS = ("at_least", "above", "at_most", "below")
PERCENTS = ("0", "25", "33.3333", "50", "66.6667", "75", "90.5", "100", "150")
"""Shares of small counts, so that ends are often hit exactly; the thirds lie just beside theirs."""


@dataclass(frozen=True)
class _Names:
    """The names that a condition may use where it stands."""

    measures: Mapping[str, str]
    criteria: tuple[Json, ...] = ()
    groups: tuple[str, ...] = ()
    pointed: bool = True
    total: bool = False

    @property
    def counts(self) -> tuple[str, ...]:
        return (*COUNTS, *(name for name, operation in self.measures.items() if operation != "percent"))


def _ends(draw: DrawFn, numbers: SearchStrategy[str]) -> Json:
    """Return one end, or two that leave room between them."""
    first = draw(numbers)
    if draw(st.booleans()):
        return {draw(st.sampled_from(ENDS)): first}
    second = draw(numbers)
    low, high = sorted((first, second), key=float)
    if float(low) == float(high):
        return {"at_least": low, "at_most": high}
    return {draw(st.sampled_from(ENDS[:2])): low, draw(st.sampled_from(ENDS[2:])): high}


_SMALL = st.integers(0, 9).map(str)
_HALVES = st.sampled_from(["0", "0.5", "1", "2.5", "3", "4.5", "7", "12", "20", "33.3"])


def _number_test(draw: DrawFn, numbers: SearchStrategy[str]) -> Json:
    return {"is": draw(numbers)} if draw(st.integers(0, 4)) == 0 else _ends(draw, numbers)


def _word_test(draw: DrawFn, words: tuple[str, ...]) -> Json:
    if draw(st.booleans()):
        return {"is": draw(st.sampled_from(words))}
    return {"in": draw(st.lists(st.sampled_from(words), min_size=1, unique=True))}


def _fact_test(draw: DrawFn, names: _Names) -> Json:
    kind = draw(st.sampled_from(["count", "count", "flag", "word", "percent"]))
    percents = [name for name, operation in names.measures.items() if operation == "percent"]
    if kind == "flag":
        return {"fact": draw(st.sampled_from(FLAGS)), **_word_test(draw, ("no", "yes"))}
    if kind == "word":
        name = draw(st.sampled_from(sorted(WORDS)))
        return {"fact": name, **_word_test(draw, WORDS[name])}
    if kind == "percent" and percents:
        return {"fact": draw(st.sampled_from(percents)), **_number_test(draw, st.sampled_from(PERCENTS))}
    return {"fact": draw(st.sampled_from(names.counts)), **_number_test(draw, _SMALL)}


def _answer_test(draw: DrawFn, criterion: Json) -> Json | None:
    own = criterion["id"]
    if criterion.get("judged") == "points":
        return {"answer": own, **_number_test(draw, _HALVES)}
    if criterion.get("judged"):
        return {"answer": own, **_word_test(draw, ("no", "yes"))}
    if "levels" in criterion:
        return {"answer": own, **_word_test(draw, tuple(level["id"] for level in criterion["levels"]))}
    parts = [part["id"] for part in criterion.get("checklist", ()) if "holds" not in part]
    if parts:
        return {"answer": f"{own}/{draw(st.sampled_from(parts))}", **_word_test(draw, ("no", "yes"))}
    counts = [each["id"] for each in criterion.get("deductions", {}).get("each", ()) if "of" not in each]
    if counts:
        return {"answer": f"{own}/{draw(st.sampled_from(counts))}", **_number_test(draw, _SMALL)}
    return None


def _score_test(draw: DrawFn, names: _Names) -> Json:
    subjects = [("criterion", criterion["id"]) for criterion in names.criteria]
    subjects += [("group", group) for group in names.groups]
    subject = draw(st.sampled_from(subjects))
    if names.pointed and names.total and draw(st.integers(0, 3)) == 0:
        return {"total": "points", **_ends(draw, _HALVES)}
    if not names.pointed or draw(st.booleans()):
        return {subject[0]: subject[1], "at": "maximum"}
    return {subject[0]: subject[1], **_ends(draw, _HALVES)}


def _leaf(draw: DrawFn, names: _Names) -> Json:
    kind = draw(st.sampled_from(["fact", "fact", "answer", "score"])) if names.criteria else "fact"
    if kind == "score":
        return _score_test(draw, names)
    if kind == "answer":
        found = _answer_test(draw, draw(st.sampled_from(names.criteria)))
        if found is not None:
            return found
    return _fact_test(draw, names)


def _condition(draw: DrawFn, names: _Names, depth: int = 2) -> Json:
    kind = draw(st.sampled_from(["leaf", "leaf", "all", "any", "not"])) if depth else "leaf"
    if kind == "leaf":
        return _leaf(draw, names)
    if kind == "not":
        return {"not": _condition(draw, names, depth - 1)}
    return {kind: [_condition(draw, names, depth - 1) for _ in range(draw(st.integers(1, 3)))]}


# --- measures ---

_OPERATIONS = ("sum", "difference", "percent", "minutes_between", "days_between", "shortfall", "choose")


def _measure(draw: DrawFn, names: _Names) -> tuple[str, Any]:
    operation = draw(st.sampled_from(_OPERATIONS))
    count = st.sampled_from(names.counts)
    if operation == "minutes_between":
        return operation, list(TIMES)
    if operation == "days_between":
        return operation, list(DATES)
    if operation == "sum":
        return operation, draw(st.lists(st.sampled_from((*names.counts, *FLAGS)), min_size=1, max_size=3))
    if operation == "difference":
        return operation, draw(st.lists(count, min_size=2, max_size=3))
    if operation in {"percent", "shortfall"}:
        return operation, [draw(count), draw(count)]
    chosen = [
        {"when": _condition(draw, names, 1), "value": draw(st.integers(0, 9))} for _ in range(draw(st.integers(0, 2)))
    ]
    return operation, [*chosen, {"value": draw(st.integers(0, 9))}]


def _measures(draw: DrawFn) -> tuple[Json, dict[str, str]]:
    measures: Json = {}
    operations: dict[str, str] = {}
    for number in range(draw(st.integers(1, 5))):
        operation, operands = _measure(draw, _Names(dict(operations)))
        measures[f"m{number}"] = {"title": f"Số đo {number}", operation: operands}
        operations[f"m{number}"] = operation
    return measures, operations


# --- criteria ---


@dataclass(frozen=True)
class _Scale:
    """Points of one framework, in hundredths on the way and as text in the file."""

    step: int

    def draw(self, draw: DrawFn, maximum: int) -> int:
        return draw(st.integers(0, maximum // self.step)) * self.step


def _text(points: int) -> str:
    return f"{points // 100}.{points % 100:02d}"


def _bands(draw: DrawFn, names: _Names, scale: _Scale, maximum: int) -> Json:
    of = draw(st.sampled_from((*names.counts, *(n for n, o in names.measures.items() if o == "percent"))))
    numbers = st.sampled_from(PERCENTS) if names.measures.get(of) == "percent" else _SMALL
    cuts = sorted(draw(st.lists(numbers, min_size=1, max_size=4, unique=True)), key=float)
    levels: list[Json] = [{} for _ in range(len(cuts) + 1)]
    for number, cut in enumerate(cuts):
        # a cut belongs to the band below, the band above, to neither, or (a defect of published frameworks) to both
        owner = draw(st.sampled_from(["below", "above", "below", "above", "neither", "both"]))
        levels[number]["at_most" if owner in {"below", "both"} else "below"] = cut
        levels[number + 1]["at_least" if owner in {"above", "both"} else "above"] = cut
    if len(levels) > 2 and draw(st.booleans()):
        levels.pop(draw(st.integers(0, len(levels) - 1)))
    for level in levels:
        level["points"] = _text(scale.draw(draw, maximum))
    unless = [
        {"when": _condition(draw, names, 1), "points": _text(scale.draw(draw, maximum)), "reason": "Ngoại lệ"}
        for _ in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]
    return {"of": of, "levels": levels, "unless": unless}


def _checklist(draw: DrawFn, names: _Names, scale: _Scale, maximum: int) -> list[Json]:
    cuts = sorted(scale.draw(draw, maximum) for _ in range(draw(st.integers(0, 2))))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, maximum], strict=True)]
    parts: list[Json] = [{"id": f"p{n}", "title": "Ý", "points": _text(share)} for n, share in enumerate(shares)]
    for part in parts:
        if draw(st.booleans()):
            part["holds"] = _condition(draw, names, 1)
    return parts


def _deductions(draw: DrawFn, names: _Names, scale: _Scale, maximum: int) -> Json:
    each: list[Json] = [
        {"id": f"d{n}", "title": "Lỗi", "points": _text(scale.draw(draw, maximum))}
        for n in range(draw(st.integers(1, 2)))
    ]
    for item in each:
        if draw(st.booleans()):
            item["of"] = draw(st.sampled_from(names.counts))
        if draw(st.booleans()):
            item["at_most"] = _text(scale.draw(draw, maximum))
    return {"each": each} | ({"at_most": _text(scale.draw(draw, maximum))} if draw(st.booleans()) else {})


def _scoring(draw: DrawFn, names: _Names, scale: _Scale, maximum: int) -> Json:
    way = draw(st.sampled_from(["bands", "bands", "holds", "yes_no", "points", "levels", "checklist", "deductions"]))
    match way:
        case "bands":
            return {"bands": _bands(draw, names, scale, maximum)}
        case "holds":
            return {"holds": _condition(draw, names)}
        case "yes_no" | "points":
            return {"judged": way}
        case "levels":
            count = draw(st.integers(1, 3))
            points = [_text(scale.draw(draw, maximum)) for _ in range(count)]
            return {"levels": [{"id": f"l{n}", "title": "Mức", "points": points[n]} for n in range(count)]}
        case "checklist":
            return {"checklist": _checklist(draw, names, scale, maximum)}
        case _:
            return {"deductions": _deductions(draw, names, scale, maximum)}


def _not_applicable(draw: DrawFn, names: _Names, removal: str) -> list[Json]:
    treatments = st.sampled_from(["full_marks", "zero", removal, removal])
    return [
        {"when": _condition(draw, names, 1), "then": draw(treatments), "reason": "Không áp dụng"}
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2])))
    ]


def _criterion(draw: DrawFn, names: _Names, scale: _Scale | None, criterion_id: str, removal: str) -> Json:
    criterion: Json = {"id": criterion_id, "title": f"Tiêu chí {criterion_id}", "clause": "Mục 1"}
    if scale is None:
        criterion |= {"judged": "yes_no"} if draw(st.booleans()) else {"holds": _condition(draw, names)}
    else:
        maximum = draw(st.integers(1 if criterion_id == "1.1" else 0, 20)) * scale.step
        criterion |= {"maximum": _text(maximum)} | _scoring(draw, names, scale, maximum)
        bonus = None if criterion_id == "1.1" else draw(st.sampled_from([None, None, None, "inside", "outside"]))
        criterion |= {"bonus": bonus} if bonus else {}
    return criterion | {"not_applicable": _not_applicable(draw, names, removal)}


def _groups(draw: DrawFn, measures: Mapping[str, str], scale: _Scale | None) -> tuple[list[Json], _Names]:
    removal = draw(st.sampled_from(["excluded", "rescaled"]))
    groups: list[Json] = []
    criteria: list[Json] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        own = []
        for place in range(1, draw(st.integers(1, 3)) + 1):
            done = tuple(group["id"] for group in groups)
            names = _Names(measures, tuple(criteria), done, pointed=scale is not None)
            own.append(_criterion(draw, names, scale, f"{number}.{place}", removal))
            criteria.append(own[-1])
        group: Json = {"id": str(number), "title": f"Nhóm {number}", "criteria": own}
        if scale is not None:
            inside = [round(float(item["maximum"]) * 100) for item in own if item.get("bonus") != "outside"]
            group["maximum"] = _text(sum(inside))
        groups.append(group)
    everything = _Names(
        measures, tuple(criteria), tuple(group["id"] for group in groups), scale is not None, total=True
    )
    return groups, everything


# --- ratings ---


def _ratings(draw: DrawFn, names: _Names) -> list[Json]:
    ratings: list[Json] = [{"id": f"r{n}", "title": f"Mức {n}"} for n in range(draw(st.integers(1, 4)))]
    for number, rating in enumerate(ratings):
        if names.pointed and not (number == len(ratings) - 1 and draw(st.booleans())):
            rating.update(_ends(draw, _HALVES))
        rating["requires"] = [
            {"when": _condition(draw, names), "title": "Điều kiện"} for _ in range(draw(st.sampled_from([0, 0, 1, 2])))
        ]
    return ratings


def _caps(draw: DrawFn, names: _Names, ratings: list[Json]) -> list[Json]:
    ids = st.sampled_from([rating["id"] for rating in ratings])
    return [
        {
            "id": f"c{n}",
            "when": _condition(draw, names),
            draw(st.sampled_from(["barred", "at_most"])): draw(ids),
            "reason": "Lý do",
        }
        for n in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]


@st.composite
def frameworks(draw: DrawFn) -> LoadedFramework:
    """Draw a framework, read from its file as any other."""
    measures, operations = _measures(draw)
    scale = _Scale(draw(st.sampled_from([100, 50, 25]))) if draw(st.integers(0, 4)) else None
    groups, names = _groups(draw, operations, scale)
    ratings = _ratings(draw, names)
    data: Json = {
        "framework": "mau/2025",
        "title": "Khung mẫu",
        "authority": {"number": "01-HD/TU", "date": "2025-01-05", "issuer": "Tỉnh ủy Mẫu"},
        "provenance": {"status": "official", "source": "Bản chính"},
        "in_force": {"from": "2025-01-05"},
        "applies_to": {"kinds": ["regular"]},
        "measures": measures,
        "groups": groups,
        "ratings": ratings,
        "caps": _caps(draw, names, ratings),
        "findings": [
            {"id": f"f{n}", "when": _condition(draw, names), "message": "Cảnh báo"}
            for n in range(draw(st.integers(0, 2)))
        ],
    }
    if scale is not None:
        maximum = sum(round(float(group["maximum"]) * 100) for group in groups)
        data["points"] = {
            "maximum": _text(maximum),
            "step": _text(scale.step),
            "rounding": draw(st.sampled_from(["half_up", "down", "up"])),
            "bonus_above_maximum": draw(st.sampled_from(["allowed", "capped"])),
        }
    return parse_framework(read_bytes(json.dumps(data).encode(), "khung.json"))


# --- facts ---

_FIELD_VALUES: dict[str, SearchStrategy[int]] = {
    **dict.fromkeys(COUNTS, st.integers(0, 9)),
    **dict.fromkeys(FLAGS, st.integers(0, 1)),
    **{name: st.integers(0, len(words) - 1) for name, words in WORDS.items()},
    **dict.fromkeys(TIMES, st.integers(1140, 1152)),
    **dict.fromkeys(DATES, st.integers(739_000, 739_009)),
}


def _answer_values(framework: Framework, question: Question) -> SearchStrategy[int]:
    if question.quantity.words:
        return st.integers(0, len(question.quantity.words) - 1)
    if question.quantity.role == "points" and framework.points:
        step = framework.points.step
        return st.integers(0, (question.criterion.maximum or 0) // step).map(lambda steps: steps * step)
    return st.integers(0, 4)


@st.composite
def meetings(draw: DrawFn, framework: Framework, *, complete: bool = False) -> dict[Key, int]:
    """Draw the facts of one meeting: every field and every answer, or (one time in two) only some of them."""
    values = {Key("field", name): strategy for name, strategy in _FIELD_VALUES.items()}
    values |= {key: _answer_values(framework, question) for key, question in Scope(framework).questions.items()}
    facts = {key: draw(strategy) for key, strategy in values.items()}
    return facts if complete or draw(st.booleans()) else draw(parts_of(facts))


def parts_of(facts: Mapping[Key, int]) -> SearchStrategy[dict[Key, int]]:
    """Draw some of the facts."""
    return st.sets(st.sampled_from(sorted(facts))).map(
        lambda missing: {key: value for key, value in facts.items() if key not in missing}
    )
