"""What is remarked of measures by themselves, each with a record that shows it where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.lint.witnesses import is_shown
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.lint.idle import idle_defects
from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.analysis.lint.unused import unused_defects
from samples import Json, criterion, framework

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework

SUBJECT: Json = {"subject": {"id": "collective", "title": "tập thể", "of": ["year"]}, "applies_to": {}}
INPUTS: Json = {
    "tasks": {"title": "Việc được giao", "type": "count", "unit": "việc", "at_least": "1", "at_most": "500"},
    "done": {"title": "Việc làm xong", "type": "count", "unit": "việc", "at_most": {"fact": "tasks"}},
    "timely": {"title": "Việc đúng hạn", "type": "count", "unit": "việc", "at_most": {"fact": "tasks"}},
    "beyond": {"title": "Việc vượt mức", "type": "count", "unit": "việc", "at_most": "900"},
    "days": {"title": "Số ngày chậm", "type": "count", "unit": "ngày", "at_most": "300"},
    "hours": {"title": "Số ngày chờ", "type": "count", "unit": "ngày", "at_most": "300"},
    "upper": {"title": "Cấp trên chấm", "type": "decimal", "unit": "điểm", "step": "0.5", "at_most": "100"},
    "peers": {"title": "Tổ bạn chấm", "type": "decimal", "unit": "điểm", "step": "0.5", "at_most": "10"},
}
RATES: Json = {
    "a": {"title": "Tỷ lệ xong", "percent": ["done", "tasks"]},
    "b": {"title": "Tỷ lệ đúng hạn", "percent": ["timely", "tasks"]},
    "c": {"title": "Tỷ lệ vượt", "percent": ["beyond", "tasks"], "limit": {"at_most": "100"}},
}


def made(measure: Json, *gates: Json, **more: Json) -> LoadedFramework:
    """Return a framework with one more measure `m`, with gates of the best rating."""
    requires = [{"title": f"điều kiện {number}", "when": when} for number, when in enumerate(gates)]
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "8", "requires": requires}, {"id": "kem", "title": "Kém"}]
    measures = RATES | {"m": measure} | more
    return framework(criterion(judged="points"), inputs=INPUTS, measures=measures, ratings=ratings, **SUBJECT)


def remarks(loaded: LoadedFramework, *wanted: str) -> list[tuple[str, str, str]]:
    """Return the remarks of some codes; whatever shows a record shows it when that is scored."""
    found = [defect for defect in proved_defects(loaded.framework) if defect.code in {*wanted, "undecided"}]
    scorer = Scorer(loaded)
    assert all(is_shown(witness, scorer) for defect in found for witness in defect.witnesses)
    return [(defect.code, defect.variant, str(defect.details.get("other", ""))) for defect in found]


def mean(*names: object) -> Json:
    """Return a mean of facts."""
    return {"title": "Trung bình", "mean": [*names]}


@pytest.mark.parametrize(
    ("measure", "variant"),
    [
        (mean("a", "days"), "unit"),
        (mean("a", "b"), ""),
        (mean("done", "days"), "unit"),
        (mean("done", "timely"), ""),
        (mean("upper", "peers"), "scale"),
        (mean("upper", {"fact": "peers", "times": "10"}), ""),
        (mean("a", {"criterion": "1"}), "unit"),
        (mean({"criterion": "1"}, "100"), ""),
        (mean("a", "mm"), ""),
        (mean("days", "mm"), "unit"),
    ],
)
def test_means_of_unlike_things(measure: Json, variant: str) -> None:
    """A share and a number of days, or two scales, are not added up; what has a factor was brought to one scale."""
    loaded = made(measure, {"fact": "m", "at_least": "5"}, mm={"title": "Hai tỷ lệ", "highest": ["a", "b"]})
    found = remarks(loaded, "mean-unlike")
    assert [kind for code, kind, _ in found if code == "mean-unlike"] == ([variant] if variant else [])


@pytest.mark.parametrize(
    ("measure", "gates", "hidden"),
    [
        (mean("a", "b"), [{"fact": "m", "at_least": "80"}], ["a"]),
        (mean("a", "b"), [{"fact": "m", "at_least": "80"}, {"fact": "a", "at_least": "70"}], ["b"]),
        (mean("a", "b"), [{"fact": "m", "at_least": "80"}, {"fact": "low", "at_least": "70"}], []),
        (mean("a", "b"), [{"fact": "m", "above": "0"}], []),
        (mean("a", "b"), [{"not": {"fact": "m", "at_least": "80"}}], []),
        # nine tenths of the bar are not far from it
        (mean("a", "b"), [{"fact": "m", "at_least": "96"}], []),
        (mean("a", "b"), [{"any": [{"fact": "m", "at_least": "80"}, {"fact": "upper", "at_least": "90"}]}], ["a"]),
        (mean("days", "hours"), [{"fact": "m", "at_most": "5"}], ["days"]),
        (mean("a", "b", "c"), [{"fact": "m", "at_least": "80"}], ["a"]),
        (
            {"title": "Có trọng số", "sum": [{"fact": "a", "times": "0.7"}, {"fact": "b", "times": "0.3"}]},
            [{"fact": "m", "at_least": "70"}],
            ["b"],
        ),
        ({"title": "Tổng", "sum": ["done", "timely"]}, [{"fact": "m", "at_least": "70"}], []),
    ],
)
def test_means_that_hide_a_bar(measure: Json, gates: list[Json], hidden: list[str]) -> None:
    """A part that nothing else looks at may lie far from the bar of the mean: a record shows that, the farthest part."""
    loaded = made(measure, *gates, low={"title": "Thấp nhất", "lowest": ["a", "b"]})
    assert [other for _, _, other in remarks(loaded, "mean-hides-bar")] == hidden


def test_the_best_band_is_a_bar() -> None:
    """What a table of bands asks for all points is a bar of the mean."""
    levels = [{"below": "80", "points": "0"}, {"at_least": "80", "points": "10"}]
    asked = criterion(bands={"of": "m", "levels": levels})
    loaded = framework(asked, inputs=INPUTS, measures=RATES | {"m": mean("a", "b")}, **SUBJECT)
    [defect] = [each for each in proved_defects(loaded.framework) if each.code == "mean-hides-bar"]
    assert defect.path[-2:] == ("levels", 1)


@pytest.mark.parametrize(
    ("limit", "idle"),
    [
        ({"at_most": "100"}, ["measure_at_most"]),
        ({"at_most": "90"}, []),
        ({"at_least": "0"}, ["measure_at_least"]),
        ({"at_least": "20", "at_most": "99.5"}, []),
    ],
)
@pytest.mark.parametrize(
    "share", [["done", "tasks"], [{"fact": "done", "times": "2"}, {"fact": "tasks", "times": "2"}]]
)
def test_limits_that_no_record_reaches(share: list[Json], limit: Json, idle: list[str]) -> None:
    """A limit beyond all that a number can be changes nothing, whether its ends tell it or every record has to."""
    loaded = made({"title": "Tỷ lệ", "percent": share, "limit": limit}, {"fact": "m", "at_least": "50"})
    assert [kind for _, kind, _ in remarks(loaded, "limit-idle")] == idle


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ({}, 1),
        ({"limit": {"at_most": "100"}}, 0),
        ({"range": {"at_most": "100"}}, 0),
        ({"limit": {"at_most": "150"}}, 0),
    ],
)
def test_shares_above_100_that_make_up(own: Json, found: int) -> None:
    """A share above 100 % counts for others in a mean, unless it is held; by itself it harms nobody."""
    share = {"title": "Tỷ lệ", "percent": ["beyond", "tasks"]} | own
    whole = made(share, {"fact": "n", "at_least": "50"}, n=mean("m", "a"))
    assert len(remarks(whole, "percent-unbounded")) == found
    assert remarks(made(share, {"fact": "m", "at_least": "50"}), "percent-unbounded") == []


@pytest.mark.parametrize(
    ("test", "variant"),
    [
        ({"fact": "m", "at_least": "3"}, "never_so_many"),
        ({"fact": "m", "above": "1"}, ""),
        ({"fact": "m", "at_most": "2"}, "always"),
        ({"fact": "m", "below": "0"}, "never_so_few"),
        ({"fact": "m", "at_least": "0"}, "always"),
        ({"fact": "c", "above": "100"}, "never_so_many"),
        ({"fact": "peers", "above": "9.5"}, ""),
        ({"fact": "peers", "above": "10"}, "never_so_many"),
        ({"not": {"fact": "days", "above": "300"}}, "never_so_many"),
    ],
)
def test_tests_that_nothing_passes_or_all_does(test: Json, variant: str) -> None:
    """A threshold beyond the ends of a number tells no record from another; of a count these are 0 and what it counts."""
    count = {"conditions": [{"fact": "a", "at_least": "50"}, {"fact": "b", "at_least": "50"}]}
    loaded = made({"title": "Số tỷ lệ đạt", "count_of": count}, test)
    found = [defect.variant for defect in idle_defects(loaded.framework) if defect.code == "threshold-idle"]
    assert found == ([variant] if variant else [])


@pytest.mark.parametrize(
    ("way", "below"),
    [
        ({"bands": {"of": "m", "levels": [{"at_least": "50", "points": "10"}, {"below": "50", "points": "0"}]}}, "due"),
        ({"proportional": {"of": "m", "out_of": "100"}}, "due"),
        ({"proportional": {"of": "done", "out_of": {"fact": "due"}}}, "due"),
        ({"proportional": {"of": "done", "out_of": {"fact": "asked"}}}, "asked"),
    ],
)
def test_what_is_divided_by_nothing(way: Json, below: str) -> None:
    """What stands below a line may be 0: a field, or a measure such as what is left of the tasks."""
    inputs = INPUTS | {"asked": {"title": "Việc được đòi", "type": "count", "at_most": "500"}}
    measures = {
        "due": {"title": "Việc còn lại", "difference": ["tasks", "timely"]},
        "m": {"title": "Tỷ lệ", "percent": ["done", "due"], "limit": {"at_most": "100"}},
    }
    loaded = framework(criterion(**way), inputs=inputs, measures=measures, **SUBJECT)
    found = [each for each in proved_defects(loaded.framework) if each.code in {"measure-undefined", "undecided"}]
    assert [(each.code, each.details.get("below")) for each in found] == [("measure-undefined", below)]
    assert all(is_shown(witness, Scorer(loaded)) for each in found for witness in each.witnesses)


def test_what_nothing_reads() -> None:
    """A measure that only itself is made of others, and a question whose answer no condition, count or measure asks."""
    levels = [{"id": "tot", "title": "Tốt"}, {"id": "kem", "title": "Kém"}]
    ask = [{"id": name, "title": "Hỏi", "clause": "Mục", "scored": "no", "levels": levels} for name in "xyz"]
    scored = criterion(judged="points")
    caps = [{"id": "k", "when": {"answer": "x", "is": "kem"}, "at_most": "kem", "reason": "Kém"}]
    measures = {
        "n": {"title": "Số câu", "count_of": {"answers": ["y"], "is": "tot"}},
        "o": {"title": "Gấp đôi", "sum": [{"fact": "n", "times": "2"}]},
    }
    data: Json = {"measures": measures, "caps": caps}
    group = {"id": "g", "title": "Nhóm", "maximum": "10", "criteria": [scored, *ask]}
    loaded = framework(scored, groups=[group], **data)
    found = [(defect.code, defect.at) for defect in unused_defects(loaded.framework)]
    assert found == [("measure-unused", "o"), ("question-unused", "z")]
