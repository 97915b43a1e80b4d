"""Ratings: the best whose needs all hold, given only when it is certain; findings, which are told beside them."""

from __future__ import annotations

from itertools import product

import pytest

from chamdiem.rules.compile.program import all_hold
from chamdiem.rules.compile.ratings import RATING, alternatives, barred_by, exactly
from samples import Json, award, criterion, framework, score, unpointed


def rating(name: str, **needs: object) -> Json:
    """Return a rating."""
    return {"id": name, "title": name.upper(), **needs}


USUAL = [rating("a", at_least="9"), rating("b", at_least="7"), rating("c", at_least="5"), rating("d")]


def given(ratings: list[Json], answer: str | None, caps: list[Json] | None = None, **facts: object) -> str | None:
    """Return the rating of a meeting with one judged criterion of 10 points."""
    made = framework(criterion(judged="points"), ratings=ratings, caps=caps or [])
    found = score(made, {"1": answer}, **facts)
    return "none" if found.unrated else found.rating.id if found.rating else None


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("10", "a"),
        ("9", "a"),
        ("8.5", "b"),
        ("7", "b"),
        ("6.5", "c"),
        ("5", "c"),
        ("4.5", "d"),
        ("0", "d"),
        (None, None),
    ],
)
def test_best_that_is_reached(points: str | None, expected: str | None) -> None:
    """The best rating whose threshold is reached is given; one that is missed by half a point is not."""
    assert given(USUAL, points) == expected


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"above": "7"}, "none a"), ({"at_least": "7"}, "a a"), ({"below": "7.5"}, "a none"),
        ({"at_most": "7"}, "a none"), ({"at_least": "7.25"}, "none a"), ({"at_least": "7", "at_most": "7"}, "a none"),
    ],
)  # fmt: skip
def test_every_kind_of_end(ends: Json, expected: str) -> None:
    """Ranges of ratings may have any ends; where they leave a hole, no rating applies."""
    assert f"{given([rating('a', **ends)], '7')} {given([rating('a', **ends)], '7.5')}" == expected


def test_gate_that_is_missed_gives_the_next_rating() -> None:
    """A total that reaches Tốt without its gate is Khá, whatever it is worth."""
    gate = {"when": {"fact": "present", "at_least": "5"}, "title": "đủ người"}
    ratings = [rating("a", at_least="9", requires=[gate]), *USUAL[1:]]
    assert given(ratings, "10", present=5) == "a"
    assert given(ratings, "10", present=4) == "b"
    assert given(ratings, "10") is None
    assert given(ratings, "8") == "b"


def test_open_rating_without_needs_is_given_whatever_is_missing() -> None:
    """Where nothing else can come, the rating is certain from the start, and those after it never are given."""
    assert given([rating("a")], None) == "a"
    assert given([rating("a"), rating("b")], "10") == "a"
    assert given([rating("a"), rating("b", at_least="1")], None) == "a"


CAP = {"id": "v", "when": {"fact": "absent_unexcused", "at_least": "1"}, "reason": "vắng"}


@pytest.mark.parametrize(
    ("effect", "points", "expected"),
    [
        ({"barred": "a"}, "10", "b"), ({"barred": "a"}, "7", "b"), ({"barred": "b"}, "10", "a"), ({"barred": "b"}, "8", "c"),
        ({"at_most": "c"}, "10", "c"), ({"at_most": "c"}, "8", "c"), ({"at_most": "c"}, "1", "d"), ({"at_most": "a"}, "10", "a"),
        ({"barred": "d"}, "1", "none"),
    ],
)  # fmt: skip
def test_caps(effect: Json, points: str, expected: str) -> None:
    """A veto bars one rating, a cap all better ones; what is left of the list then counts."""
    assert given(USUAL, points, [CAP | effect], absent_unexcused=1) == expected
    assert given(USUAL, points, [CAP | effect], absent_unexcused=0) != "none"


def test_cap_that_is_not_known_keeps_only_what_it_could_change_open() -> None:
    """A rating that no unknown cap touches is given; one that it could bar is not."""
    assert given(USUAL, "10", [CAP | {"barred": "a"}]) is None
    assert given(USUAL, "8", [CAP | {"barred": "a"}]) == "b"
    assert given(USUAL, "4", [CAP | {"at_most": "c"}]) == "d"


def test_barred_by() -> None:
    """A veto bars its rating; a cap bars those above its own, the first of them being the best."""
    caps = [CAP | {"id": "x", "barred": "b"}, CAP | {"id": "y", "at_most": "c"}, CAP | {"id": "z", "at_most": "a"}]
    made = framework(criterion(), ratings=USUAL, caps=caps).framework
    assert [barred_by(cap, made) for cap in made.caps] == [("b",), ("a", "b"), ()]


def test_rating_by_gates_alone() -> None:
    """A framework without points rates by its gates."""
    made = unpointed(criterion("1"), criterion("2"))
    best, worst = made.framework.ratings
    assert score(made, {"1": "yes", "2": "yes"}).rating == best
    assert score(made, {"1": "no"}).rating == worst
    assert score(made, {"1": "yes"}).rating is None


def test_certain_although_something_is_missing() -> None:
    """A rating is given as soon as no completion can change it."""
    made = framework(criterion("1"), criterion("2", maximum="1"), ratings=[rating("a", at_least="8"), rating("b")])
    assert score(made, {"1": "yes"}).rating == made.framework.ratings[0]
    assert score(made, {"2": "yes"}).rating is None
    assert score(made, {"1": "no"}).rating == made.framework.ratings[1]


FINDING = {
    "id": "mau_thuan",
    "when": {"all": [{"answer": "1", "is": "yes"}, {"fact": "minutes_approved", "is": "no"}]},
    "message": "Chấm có biên bản, hồ sơ ghi chưa thông qua.",
    "clause": "Mục 9",
}


@pytest.mark.parametrize(
    ("answer", "approved", "told"),
    [("yes", "no", True), ("yes", "yes", False), ("no", "no", False), (None, "no", False), ("yes", None, False)],
)
def test_finding_is_told_only_when_it_holds(answer: str | None, approved: str | None, told: bool) -> None:  # noqa: FBT001 - a row
    """A contradiction is told once both its sides are known, and the points stay what they were."""
    made = framework(criterion(), findings=[FINDING])
    facts = {} if approved is None else {"minutes_approved": approved}
    found = score(made, {"1": answer}, **facts)
    assert bool(found.findings) is told
    assert award(found) == award(score(framework(criterion()), {"1": answer}, **facts))
    if told:
        assert found.findings[0].clause == "Mục 9"


def lower(name: str, field: str, by: int = 1, at_least: int = 1) -> Json:
    """Return a cap that lowers a rating where a count of the record is high enough."""
    return {"id": name, "when": {"fact": field, "at_least": str(at_least)}, "lower_by": str(by), "reason": f"vì {name}"}


@pytest.mark.parametrize(
    ("points", "absent", "excused", "expected"),
    [
        ("10", 0, 0, "a"), ("10", 1, 0, "b"), ("10", 0, 1, "c"), ("10", 1, 1, "d"), ("6", 1, 1, "d"), ("4", 1, 0, "d"),
        # not known: the rating stands only where all that may come is the same
        ("10", None, 0, None), ("4", None, None, "d"), ("6", 1, None, "d"), ("7", 0, None, None), (None, 1, 1, "d"), (None, 1, 0, None),
    ],
)  # fmt: skip
def test_caps_lower_a_rating(points: str | None, absent: int | None, excused: int | None, expected: str | None) -> None:
    """Lowerings add up and stop at the last rating; one is given when all ratings and lowerings that may come agree."""
    caps = [lower("x", "absent_unexcused"), lower("y", "absent_excused", 2)]
    known = {"absent_unexcused": absent, "absent_excused": excused}
    facts = {name: value for name, value in known.items() if value is not None}
    assert given(USUAL, points, caps, **facts) == expected


def test_where_no_rating_is_reached_none_is_lowered() -> None:
    """A framework that has no rating for a result gives none, whatever would lower it."""
    ratings, caps = [rating("a", at_least="9"), rating("b", at_least="7")], [lower("x", "absent_unexcused")]
    assert given(ratings, "5", caps, absent_unexcused=1) == "none"
    assert given(ratings, "9", caps, absent_unexcused=1) == "b"
    assert given(ratings, "7", caps, absent_unexcused=1) == "b"


def test_caps_that_bar_come_before_those_that_lower() -> None:
    """What is barred is not reached; from what is reached then the rating is lowered."""
    barring = {"id": "z", "when": {"fact": "present", "at_most": "1"}, "barred": "a", "reason": "ít người"}
    caps = [lower("x", "absent_unexcused"), barring]
    assert given(USUAL, "10", caps, present=1, absent_unexcused=1) == "c"
    assert given(USUAL, "10", caps, present=1, absent_unexcused=0) == "b"


def test_every_lowering_equals_all_of_its_completions() -> None:
    """Of each incomplete meeting the ratings that may come are those of all its completions, by trying them."""
    caps = [lower("x", "absent_unexcused"), lower("y", "absent_excused", 2), lower("w", "absent_unexcused", 1, 2)]
    made = framework(criterion(judged="points", maximum="10"), ratings=USUAL, caps=caps, points={"step": "1"})
    answers, counts = [str(number) for number in range(11)], range(3)

    def rated(answer: str, absent: int, excused: int) -> str:
        found = score(made, {"1": answer}, absent_unexcused=absent, absent_excused=excused).rating
        assert found is not None
        return found.id

    complete = {each: rated(*each) for each in product(answers, counts, counts)}
    for answer, absent, excused in product([None, "10", "7", "4"], [None, 0, 1, 2], [None, 0, 1, 2]):
        fits = (answer, absent, excused)
        wanted = {
            rating
            for each, rating in complete.items()
            if all(part is None or part == own for part, own in zip(fits, each, strict=True))
        }
        facts = {"absent_unexcused": absent, "absent_excused": excused}
        known = {name: value for name, value in facts.items() if value is not None}
        found = score(made, {"1": answer} if answer else {}, **known)
        assert {each.id for each in found.possible} == wanted
        assert (found.rating.id if found.rating else None) == (wanted.pop() if len(wanted) == 1 else None)


def test_the_ways_to_a_rating_are_all_there_are() -> None:
    """What is wanted of a search says exactly which rating is given, or that it is at least as good, for each record."""
    caps = [lower("x", "absent_unexcused"), lower("y", "absent_excused", 2)]
    made = framework(criterion(judged="points", maximum="10"), ratings=USUAL[:3], caps=caps, points={"step": "1"})
    for answer, absent, excused in product(map(str, range(11)), range(2), range(2)):
        facts = score(made, {"1": answer}, absent_unexcused=absent, absent_excused=excused).facts
        for place in range(4):
            exact = any(all_hold(tests, facts) for tests in exactly(made.framework, place))
            assert exact == (facts[RATING] == place)
        for place in range(3):
            good = any(all_hold(tests, facts) for tests in alternatives(made.framework, place))
            assert good == (facts[RATING] <= place)
