"""Frameworks drawn by chance."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from drawn.conditions import HALVES, Names, condition, ends, measure
from drawn.facts import inputs
from drawn.ways import Range, criterion, scoring, text

if TYPE_CHECKING:
    from drawn.chance import Chance
    from reference.spans import Json

CONSTRUCTS = frozenset({
    "decimals", "compare", "measures", "operands", "limit", "when_empty", "proportional", "choose", "additions", "units",
    "parts", "negative", "scored", "layers", "bonus", "groups", "outside", "lower_by", "better",
})  # fmt: skip
HEAD: Json = {
    "framework": "mau/2026",
    "title": "Khung mẫu",
    "authority": {"number": "01-HD/TU", "date": "2026-01-05", "issuer": "Tỉnh ủy Mẫu"},
    "provenance": {"status": "official", "source": "Bản chính"},
    "in_force": {"from": "2026-01-05"},
    "subject": {"id": "collective", "title": "tập thể", "sheet": "PHIẾU ĐÁNH GIÁ", "of": ["year"]},
}


def framework(chance: Chance, constructs: frozenset[str] = CONSTRUCTS) -> Json:
    """Return a framework as its file would hold it, made of these constructs."""
    names = Names(constructs)
    data: Json = {**HEAD, "inputs": inputs(chance), "measures": {}}
    _measures(chance, names, data["measures"], chance.integer(1, 4))
    step = chance.pick((Fraction(1), Fraction(1, 2), Fraction(1, 4)))
    groups = _groups(chance, names, data["measures"], step)
    outside = _outside(chance, names, step)
    names.total = True
    ratings = _ratings(chance, names)
    return data | {
        "points": _points(chance, names, step, groups, outside),
        "groups": groups,
        **({"outside": outside} if outside else {}),
        "ratings": ratings,
        "caps": _caps(chance, names, ratings),
        "findings": [
            {"id": f"f{n}", "when": condition(chance, names), "message": "Cảnh báo"} for n in range(chance.integer(0, 1))
        ],
    }


def _measures(chance: Chance, names: Names, found: Json, count: int) -> None:
    for _ in range(count):
        name = f"m{len(found)}"
        spec, role = measure(chance, names)
        found[name] = {"title": f"Số đo {name}", **spec}
        names.measures[name] = role


def _groups(chance: Chance, names: Names, measures: Json, step: Fraction) -> list[Json]:
    removal = chance.pick(("excluded", "rescaled"))
    count = chance.integer(1, 3)
    return [_group(chance, names, measures, step, str(number), removal) for number in range(1, count + 1)]


def _group(chance: Chance, names: Names, measures: Json, step: Fraction, group_id: str, removal: str) -> Json:
    nested = names.has("groups") and chance.once_in(5) and group_id.count("g") < 2
    group: Json = {"id": group_id, "title": f"Nhóm {group_id}"}
    if not nested or group_id == "1" or chance.once_in(2):
        group["criteria"] = _criteria(chance, names, measures, step, group_id, removal)
    if nested:
        group["groups"] = [_group(chance, names, measures, step, f"{group_id}g", removal)]
    inside = [Fraction(item["maximum"]) for item in group.get("criteria", ()) if counts(item)]
    inner = [Fraction(one["maximum"]) for one in group.get("groups", ())]
    group["maximum"] = text(sum([*inside, *inner], Fraction(0)))
    names.groups.append(group_id)
    return group


def _criteria(chance: Chance, names: Names, measures: Json, step: Fraction, group_id: str, removal: str) -> list[Json]:
    criteria: list[Json] = []
    for place in range(1, chance.integer(1, 2) + 1):
        own = f"{group_id}.{place}"
        criteria.append(criterion(chance, names, step, own, removal, first=own == "1.1"))
        names.criteria.append(criteria[-1])
        if names.has("operands") and chance.once_in(6):
            _measures(chance, names, measures, 1)
    return criteria


def counts(item: Json) -> bool:
    """Tell whether a criterion's maximum is part of its group's."""
    return item.get("bonus") != "outside" and "maximum" in item


def _outside(chance: Chance, names: Names, step: Fraction) -> list[Json]:
    if not names.has("outside"):
        return []
    found = []
    for number in range(chance.pick((0, 0, 1, 2))):
        scale = Range(step, step * chance.integer(1, 6))
        if chance.once_in(2):
            scale = Range(step, Fraction(0), -step * chance.integer(1, 6))
        line: Json = {"id": f"T{number}", "title": f"Ngoài thang {number}", "maximum": text(scale.maximum), "clause": "Mục 9"}
        line |= {"minimum": text(scale.minimum)} if scale.minimum < 0 else {}
        found.append(line | scoring(chance, names, scale, part=True))
    return found


def _points(chance: Chance, names: Names, step: Fraction, groups: list[Json], outside: list[Json]) -> Json:
    found: Json = {
        "maximum": text(sum((Fraction(group["maximum"]) for group in groups), Fraction(0))),
        "step": text(step),
        "rounding": chance.pick(("half_up", "down", "up")),
        "bonus_above_maximum": chance.pick(("allowed", "capped")),
    }
    if any("minimum" in item for item in (*names.criteria, *outside)) or (outside and chance.once_in(2)):
        found["minimum"] = chance.pick(("0", "-3"))
    if names.has("better") and chance.once_in(4):
        found["better"] = "lower"
    return found


def _ratings(chance: Chance, names: Names) -> list[Json]:
    ratings: list[Json] = [{"id": f"r{n}", "title": f"Mức {n}"} for n in range(chance.integer(1, 4))]
    for number, rating in enumerate(ratings):
        if not (number == len(ratings) - 1 and chance.once_in(2)):
            rating.update(ends(chance, HALVES))
        rating["requires"] = [
            {"when": condition(chance, names), "title": "Điều kiện"} for _ in range(chance.pick((0, 0, 1, 2)))
        ]
    return ratings


def _caps(chance: Chance, names: Names, ratings: list[Json]) -> list[Json]:
    found = []
    for number in range(chance.pick((0, 0, 1, 2, 3))):
        effect = chance.pick(("barred", "at_most", *(("lower_by",) * 2 if names.has("lower_by") else ())))
        rank = chance.pick(("1", "1", "2")) if effect == "lower_by" else chance.pick(ratings)["id"]
        found.append({"id": f"c{number}", "when": condition(chance, names), effect: rank, "reason": "Lý do"})
    return found
