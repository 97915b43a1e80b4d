"""Frameworks with groups in groups, points outside the scale and below 0, and lowerings; made up for the tests."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.limits import answers
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from samples import HEAD, Json, criterion, loaded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from chamdiem.engine.reading.catalog import LoadedFramework

RATINGS = [
    {"id": "tot", "title": "Tốt", "at_least": "85"}, {"id": "kha", "title": "Khá", "at_least": "70"},
    {"id": "kem", "title": "Kém"},
]  # fmt: skip
FAULT = {"each": [{"id": "a", "title": "Vi phạm", "points": "4"}]}
ANSWERS: Json = {"1": "57", "2": "35", "t": "5", "p": {"a": "2"}}


def scaled() -> LoadedFramework:
    """Return the framework; its record `ANSWERS` has 92 in the scale, a bonus of 5 and 8 off."""
    inner = {
        "id": "A.1",
        "title": "Chuẩn bị",
        "maximum": "60",
        "criteria": [criterion("1", maximum="60", judged="points")],
    }
    outer = {"id": "A", "title": "Tổ chức", "maximum": "60", "groups": [inner]}
    last = {"id": "B", "title": "Kết quả", "maximum": "40", "criteria": [criterion("2", maximum="40", judged="points")]}
    bonus = criterion("t", maximum="5", judged="points", title="Sáng kiến")
    taken = criterion("p", maximum="0", minimum="-8", deductions=FAULT, title="Không thi đua")
    points = {"maximum": "100", "minimum": "0", "step": "0.5", "rounding": "half_up", "bonus_above_maximum": "allowed"}
    caps = [
        {
            "id": "h",
            "when": {"fact": "absent_unexcused", "at_least": "1"},
            "lower_by": "1",
            "reason": "vắng không lý do",
        }
    ]
    quotas = [{"id": "q", "share": ["tot"], "at_most": "20", "rounding": "down"}]
    parts = {"groups": [outer, last], "outside": [bonus, taken], "ratings": RATINGS, "caps": caps, "quotas": quotas}
    return loaded({**HEAD, "points": points, **parts})


# --- generated, so small that all their records can be tried ---

MODES = 3


def judged(random: Random, name: str, *, outside: bool) -> Json:
    """Return a criterion that is judged, or chosen by levels of which some take points."""
    least = random.choice([0, 0, -1, -2])
    most = random.choice([0, 1, 3]) if outside else random.choice([1, 2, 3])
    made: Json = {"id": name, "title": name, "clause": "x", "maximum": str(most)}
    if least:
        made["minimum"] = str(least)
        points = sorted({least, most, random.randint(least, most)})
        made["levels"] = [{"id": f"l{number}", "title": "x", "points": str(p)} for number, p in enumerate(points)]
    else:
        made["judged"] = random.choice(["yes_no", "points"])
    return made


def scale(random: Random) -> LoadedFramework:
    """Return a small framework whose records can all be tried."""
    names = [str(number) for number in range(random.randint(2, 4))]
    inside = [judged(random, name, outside=False) for name in names]
    treatment = random.choice([None, "excluded", "rescaled"])
    if treatment:
        away = {"when": {"fact": "mode", "is": "online"}, "then": treatment, "reason": "x"}
        random.choice(inside)["not_applicable"] = [away]
    outside = [judged(random, name, outside=True) for name in random.choice([(), ("t",), ("t", "p")])]
    split = random.randint(0, len(inside) - 1)
    sums = [sum(int(item["maximum"]) for item in part) for part in (inside, inside[split:])]
    inner = {"id": "b", "title": "b", "maximum": str(sums[1]), "criteria": inside[split:]}
    own = {"criteria": inside[:split]} if split else {}
    marks = sorted({random.randint(-2, sums[0] + 2) for _ in range(2)}, reverse=True)
    ratings: list[Json] = [{"id": f"r{n}", "title": f"R{n}", "at_least": str(mark)} for n, mark in enumerate(marks)]
    if random.random() < 0.5:
        gate = {"when": {"group": random.choice("ab"), "at_least": str(random.randint(0, 2))}, "title": "g"}
        ratings[0]["requires"] = [gate]
    if random.random() < 0.8:
        ratings.append({"id": "last", "title": "L"})
    conditions = [
        {"fact": "mode", "is": "by_party_group"},
        {"criterion": names[0], "at_most": "1"},
        {"group": "b", "below": "1"},
    ]
    caps = [
        {"id": f"c{n}", "when": when, "lower_by": str(random.randint(1, 2)), "reason": f"c{n}"}
        for n, when in enumerate(random.sample(conditions, random.randint(0, 2)))
    ]
    points: Json = {"maximum": str(sums[0]), "step": "1", "rounding": random.choice(["half_up", "down", "up"])}
    points |= {"minimum": str(random.choice([-3, -1, 0])), "bonus_above_maximum": random.choice(["allowed", "capped"])}
    group = {"id": "a", "title": "a", "maximum": str(sums[0]), "groups": [inner], **own}
    parts = {"groups": [group], "outside": outside, "ratings": ratings, "caps": caps}
    return loaded({**HEAD, "points": points, **parts})


def records(made: LoadedFramework) -> Iterator[dict[Key, int]]:
    """Yield what follows from every record."""
    framework = made.framework
    questions = Scope(framework).questions
    part = Slice(made.program, made.program.by)
    mode = Key("field", "mode")
    for values in product(range(MODES), *(answers(framework, question) for question in questions.values())):
        yield part.run(dict(zip((mode, *questions), values, strict=True)))
