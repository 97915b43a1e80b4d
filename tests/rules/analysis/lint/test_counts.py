"""Counts of answers are decided exactly, beside points and without: compared with every record there is."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.ratings import RATING
from samples import Json, criterion, framework

if TYPE_CHECKING:
    from chamdiem.rules.language.framework import Framework

POINTS = {"tot": "4", "kha": "3", "chua": "0"}


def question(name: str, *, scored: bool) -> Json:
    """Return a criterion of three levels, or a question of them without points."""
    levels = [
        {"id": level, "title": level} | ({"points": points} if scored else {}) for level, points in POINTS.items()
    ]
    made = criterion(name, levels=levels, maximum="4")
    return made if scored else {key: value for key, value in made.items() if key != "maximum"} | {"scored": "no"}


def rubric(count: int, scored: int, *requires: Json, **own: Any) -> Framework:  # noqa: ANN401 - parts of a framework
    """Return a framework of so many criteria, the first of them scored, that asks for counts in its best rating."""
    names = [str(number) for number in range(1, count + 1)]
    measures: Json = {
        "good": {"title": "Số mức tốt", "count_of": {"answers": "all", "is": "tot"}},
        "fair": {"title": "Số mức từ khá", "count_of": {"answers": "all", "in": ["tot", "kha"]}},
        "core": {"title": "Số mức tốt trong hai câu đầu", "count_of": {"answers": names[:2], "is": "tot"}},
        "share": {"title": "Tỷ lệ tốt trong số từ khá", "percent": ["good", "fair"]},
    }
    asked = [question(name, scored=number < scored) for number, name in enumerate(names)]
    if not scored:
        asked.append(criterion("d", judged="yes_no", maximum="4"))
    gates = [{"title": f"điều kiện {number}", "when": when} for number, when in enumerate(requires)]
    best = str(max(scored, 1) * 2)
    ratings = [
        {"id": "tot", "title": "Tốt", "at_least": best, "requires": gates},
        {"id": "kha", "title": "Khá", "requires": [{"title": "từ khá", "when": {"fact": "fair", "at_least": "2"}}]},
        {"id": "kem", "title": "Kém"},
    ]
    total = str(4 * max(scored, 1))
    data: Json = {"measures": measures, "ratings": ratings, "points": {"maximum": total}} | own
    data["groups"] = [{"id": "g", "title": "Nhóm", "maximum": total, "criteria": asked}]
    return framework(criterion(), **data).framework


def given(made: Framework) -> dict[tuple[int, ...], int | None]:
    """Return the place of the rating of every record there is, by its answers."""
    part = Slice(compile_framework(made), [RATING])
    keys = [key for key in part.given if key.kind == "answer"]
    sizes = [2 if key.subject == "d" else len(POINTS) for key in keys]
    records = product(*map(range, sizes))
    return {record: part.run(dict(zip(keys, record, strict=True))).get(RATING) for record in records}


def drawn_test(random: Random, count: int) -> Json:
    """Return a random test of a count or of what is made of counts."""
    name = random.choice(["good", "fair", "core", "share"])
    end = random.choice([30, 50, 75, 100]) if name == "share" else random.randint(0, count)
    return {"fact": name, random.choice(["at_least", "at_most", "above", "below"]): str(end)}


@pytest.mark.parametrize("seed", range(24))
def test_ratings_by_counts_are_those_of_all_records(seed: int) -> None:
    """Which ratings are out of reach, and which requirements change nothing, is what trying every record finds."""
    random = Random(seed)  # noqa: S311 - the same frameworks every time
    count = random.choice([3, 4])
    scored = random.choice([0, 2, count])
    gates = [drawn_test(random, count) for _ in range(random.choice([1, 2]))]
    made = rubric(count, scored, *gates)
    found = [*proved_defects(made)]
    assert not [defect for defect in found if defect.code == "undecided"]
    ratings = given(made)
    unreachable = {made.ratings[place].id for place in range(3)} - {
        made.ratings[place].id for place in ratings.values() if place is not None
    }
    assert {defect.at for defect in found if defect.code == "rating-unreachable"} == unreachable
    idle = {defect.path[3] for defect in found if defect.code == "gate-idle" and defect.at == "tot"}
    for place in range(len(gates)):
        without = given(rubric(count, scored, *gates[:place], *gates[place + 1 :]))
        # where a share cannot be made no rating is certain: such a record shows nothing of a requirement
        same = all(without[record] == rating for record, rating in ratings.items() if rating is not None)
        assert (place in idle) == same


def test_fifteen_scored_criteria_and_three_counts_are_decided() -> None:
    """Counts are added up beside the points: four to the fifteenth records, and nothing is left open."""
    gates = [{"fact": "good", "at_least": "10"}, {"fact": "core", "at_least": "2"}, {"fact": "share", "at_least": "60"}]
    found = [(defect.code, defect.path[-1]) for defect in proved_defects(rubric(15, 15, *gates))]
    # of at most fifteen that are fair, ten good ones are 66 percent
    assert found == [("gate-idle", 2)]


def test_a_count_in_bands_goes_with_the_answers() -> None:
    """Points by how many answers are so are tied to these answers: all good and no points for it meets in no record."""
    bands = {"of": "good", "levels": [{"at_least": "3", "points": "4"}, {"below": "3", "points": "0"}]}
    asked = [question(str(number), scored=True) for number in (1, 2, 3)]
    ratings = [
        {
            "id": "a",
            "title": "A",
            "at_least": "13",
            "requires": [{"title": "ít", "when": {"fact": "good", "below": "3"}}],
        },
        {"id": "b", "title": "B"},
    ]
    measures = {"good": {"title": "Số mức tốt", "count_of": {"answers": "all", "is": "tot"}}}
    made = framework(*asked, criterion("4", bands=bands, maximum="4"), measures=measures, ratings=ratings).framework
    assert [(defect.code, defect.at) for defect in proved_defects(made)] == [("rating-unreachable", "a")]


@pytest.mark.parametrize("kind", ["answers", "criteria"])
def test_counts_of_criteria_at_their_maximum(kind: str) -> None:
    """Criteria that are counted by their points, some of them by numbers of the record, are added up as well."""
    asked = [question(str(number), scored=True) for number in (1, 2, 3)]
    asked.append(criterion("4", holds={"fact": "present", "at_least": "5"}, maximum="4"))
    test_ = {"is": "tot"} if kind == "answers" else {"at": "maximum"}
    measures = {"full": {"title": "Số đạt", "count_of": {kind: "all"} | test_}}
    most = 3 if kind == "answers" else 4
    for needed in (most, most + 1):
        gate = {"title": "đủ", "when": {"fact": "full", "at_least": str(needed)}}
        ratings = [{"id": "a", "title": "A", "requires": [gate]}, {"id": "b", "title": "B"}]
        found = [*proved_defects(framework(*asked, measures=measures, ratings=ratings).framework)]
        assert [defect.code for defect in found] == (["rating-unreachable"] if needed > most else [])


OF_YEAR: Json = {"subject": {"id": "collective", "title": "tập thể", "of": ["year"]}, "applies_to": {}}


def rated_by(measures: Json, gate: Json) -> list[str]:
    """Return what is found of a framework whose best rating asks for something that is counted."""
    inputs: Json = {
        name: {"title": title, "type": "count", "at_most": "3"}
        for name, title in (("given", "Việc được giao"), ("done", "Việc làm xong"))
    }
    ratings = [
        {"id": "tot", "title": "Tốt", "requires": [{"title": "đủ", "when": gate}]},
        {"id": "kem", "title": "Kém"},
    ]
    made = framework(criterion(), measures=measures, inputs=inputs, ratings=ratings, **OF_YEAR).framework
    codes = [defect.code for defect in proved_defects(made)]
    return [code for code in codes if code in {"undecided", "rating-unreachable", "gate-idle"}]


@pytest.mark.parametrize(("most", "codes"), [("1", ["rating-unreachable", "gate-idle"]), ("0", ["rating-unreachable"])])
def test_what_always_holds_is_counted(most: str, codes: list[str]) -> None:
    """A condition on a measure that is always the same depends on no answer, and counts as one all the same."""
    measures = {
        "five": {"title": "Năm", "choose": [{"value": "5"}]},
        "m": {"title": "Số điều đạt", "count_of": {"conditions": [{"fact": "five", "above": "1"}]}},
    }
    assert rated_by(measures, {"fact": "m", "at_most": most}) == codes


def test_a_count_is_compared_with_an_input() -> None:
    """A gate that compares an input with a count of conditions on two inputs is decided."""
    conditions = [{"fact": "done", "at_least": {"fact": "given"}}, {"fact": "given", "above": "2"}]
    measures = {"m": {"title": "Số điều đạt", "count_of": {"conditions": conditions}}}
    assert rated_by(measures, {"fact": "done", "below": {"fact": "m"}}) == []
    assert rated_by(measures, {"fact": "done", "below": {"fact": "given"}, "above": {"fact": "m"}}) == []


@pytest.mark.parametrize("most", ["3", "900000"])
@pytest.mark.parametrize("tested", [{"fact": "m", "at_least": "1"}, {"fact": "m", "at_least": {"fact": "done"}}])
def test_a_count_of_what_cannot_be_made_is_not_known(most: str, tested: Json) -> None:
    """Where there is no share, how many conditions on it hold is not known: an exception decides, and is reached."""
    inputs = {name: {"title": f"Số {name}", "type": "count", "at_most": most} for name in ("done", "given")}
    measures = {
        "share": {"title": "Tỷ lệ", "percent": ["done", "given"]},
        "m": {"title": "Số điều đạt", "count_of": {"conditions": [{"fact": "share", "at_least": "50"}]}},
    }
    lines = [{"when": {"fact": "given", "at_most": "0"}, "points": "5"}, {"when": tested, "points": "10"}]
    none = {"when": {"fact": "given", "at_most": "0"}, "points": "5", "reason": "không được giao việc"}
    levels = [{"at_least": "1", "points": "10"}, {"below": "1", "points": "0"}]
    banded = criterion("1", bands={"of": "m", "levels": levels, "unless": [none]})
    chosen = criterion("2", choose=[*lines, {"points": "0"}])
    made = framework(banded, chosen, measures=measures, inputs=inputs, **OF_YEAR).framework
    assert {defect.code for defect in proved_defects(made)} <= {"band-floor"}
