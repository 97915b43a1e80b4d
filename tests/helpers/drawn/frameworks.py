"""Frameworks drawn by chance."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from drawn.conditions import Names, condition, ends, history, measure
from drawn.facts import DATES, DECIMALS, LARGE, WORDS, Size, inputs
from drawn.ways import Range, not_applicable, pointed, scoring, text, unscored
from reference.facts import criteria_in

if TYPE_CHECKING:
    from drawn.chance import Chance
    from reference.spans import Json

CONSTRUCTS = frozenset({
    "decimals", "compare", "measures", "operands", "limit", "when_empty", "proportional", "choose", "additions", "units",
    "parts", "negative", "scored", "layers", "bonus", "groups", "outside", "lower_by", "better", "quotas", "history",
    "personal",
})  # fmt: skip
HEAD: Json = {
    "framework": "mau/2026",
    "title": "Khung mẫu",
    "authority": {"number": "01-HD/TU", "date": "2026-01-05", "issuer": "Tỉnh ủy Mẫu"},
    "provenance": {"status": "official", "source": "Bản chính"},
    "in_force": {"from": "2026-01-05"},
    "applies_to": {"organisations": ["mau"]},
    "subject": {"id": "collective", "title": "tập thể", "sheet": "PHIẾU ĐÁNH GIÁ", "of": ["year"]},
}


def framework(chance: Chance, constructs: frozenset[str] = CONSTRUCTS, size: Size = LARGE) -> Json:
    """Return a framework as its file would hold it, made of these constructs."""
    step = chance.pick((Fraction(1), Fraction(1, 2), Fraction(1, 4)))
    faults = "better" in constructs and chance.once_in(4)
    writer = _Writer(chance, Names(constructs, size), step, chance.pick(("excluded", "rescaled")), faults=faults)
    given = inputs(chance, size)
    writer.measure(chance.integer(1, 4))
    groups = [writer.group(str(number)) for number in range(1, chance.integer(1, size.groups) + 1)]
    outside = _outside(chance, writer.names, step)
    writer.names.total = True
    ratings = _ratings(chance, writer.names)
    found: Json = {
        **HEAD,
        "inputs": given,
        "measures": writer.measures,
        "points": _points(chance, writer, groups, outside),
        "groups": groups,
        **({"outside": outside} if outside else {}),
        "ratings": ratings,
        "caps": _caps(chance, writer.names, ratings),
        "findings": [
            {"id": f"f{n}", "when": condition(chance, writer.names), "message": "Cảnh báo"}
            for n in range(chance.integer(0, 1))
        ],
    }
    if "quotas" in constructs and len(ratings) > 1 and chance.once_in(3):
        found["quotas"] = [_quota(chance, [rating["id"] for rating in ratings])]
    if "history" in constructs and chance.once_in(3):
        found["history"] = history(chance)
    if "personal" in constructs and chance.once_in(3):
        _make_personal(chance, found)
    return found


def _quota(chance: Chance, ids: list[str]) -> Json:
    among = chance.some(ids, 2)
    found = {
        "id": "q",
        "share": among[:1],
        "at_most": chance.pick(("0", "20", "33.3")),
        "by": chance.pick(sorted(WORDS)),
    }
    return (
        found | {"rounding": chance.pick(("half_up", "down", "up"))} | ({"among": among} if chance.once_in(2) else {})
    )


def _make_personal(chance: Chance, data: Json) -> None:
    """Make an input one person's own, of those that only measures read, and not as a part of a share."""
    shares = [measure["percent"] for measure in data["measures"].values() if "percent" in measure]
    seen = json.dumps([data[key] for key in data.keys() - {"inputs", "measures"}] + shares)
    private = [name for name in (*DATES, *DECIMALS) if f'"{name}"' not in seen]
    for name in chance.some(private, 0, 1):
        data["inputs"][name]["personal"] = "yes"


@dataclass
class _Writer:
    """Writes groups and criteria from the first to the last, and measures between them of what stands so far."""

    chance: Chance
    names: Names
    step: Fraction
    removal: str
    faults: bool
    measures: Json = field(default_factory=dict)

    def measure(self, count: int) -> None:
        for _ in range(count):
            name = f"m{len(self.measures)}"
            spec, role = measure(self.chance, self.names)
            self.measures[name] = {"title": f"Số đo {name}", **spec}
            self.names.measures[name] = role

    def group(self, group_id: str) -> Json:
        chance = self.chance
        nested = self.names.has("groups") and chance.once_in(5) and group_id.count("g") < 2
        group: Json = {"id": group_id, "title": f"Nhóm {group_id}"}
        if not nested or group_id == "1" or chance.once_in(2):
            group["criteria"] = [self._criterion(f"{group_id}.{n}") for n in range(1, chance.integer(1, 2) + 1)]
        if nested:
            group["groups"] = [self.group(f"{group_id}g")]
        inside = [Fraction(item["maximum"]) for item in group.get("criteria", ()) if counts(item)]
        inner = [Fraction(one["maximum"]) for one in group.get("groups", ())]
        group["maximum"] = text(sum([*inside, *inner], Fraction(0)))
        if any(item.get("scored") != "no" for item in criteria_in(group)):
            self.names.groups.append(group_id)
        return group

    def _criterion(self, own: str) -> Json:
        chance, names, first = self.chance, self.names, own == "1.1"
        item: Json = {"id": own, "title": f"Tiêu chí {own}", "clause": "Mục 1"}
        if names.has("scored") and not first and chance.once_in(8):
            item |= unscored(chance)
        else:
            item |= pointed(chance, names, self.step, first=first)
        # all points of a scale of faults would be its worst
        treatments = (*(() if self.faults else ("full_marks",)), "zero", self.removal, self.removal)
        if rules := not_applicable(chance, names, treatments):
            item["not_applicable"] = [rule | {"then": "excluded"} for rule in rules] if "scored" in item else rules
        names.criteria.append(item)
        if names.has("operands") and chance.once_in(6):
            self.measure(1)
        return item


def counts(item: Json) -> bool:
    """Tell whether a criterion's maximum is part of its group's."""
    return item.get("bonus") != "outside" and "maximum" in item


def _outside(chance: Chance, names: Names, step: Fraction) -> list[Json]:
    if not names.has("outside"):
        return []
    found = []
    for number in range(chance.pick((0, 0, 1, 2))):
        scale = Range(step, step * chance.integer(1, names.size.steps - 2))
        if chance.once_in(2):
            scale = Range(step, Fraction(0), -step * chance.integer(1, names.size.steps - 2))
        line: Json = {
            "id": f"T{number}",
            "title": f"Ngoài thang {number}",
            "maximum": text(scale.maximum),
            "clause": "Mục 9",
        }
        line |= {"minimum": text(scale.minimum)} if scale.minimum < 0 else {}
        found.append(line | scoring(chance, names, scale, part=True))
    return found


def _points(chance: Chance, writer: _Writer, groups: list[Json], outside: list[Json]) -> Json:
    names = writer.names
    found: Json = {
        "maximum": text(sum((Fraction(group["maximum"]) for group in groups), Fraction(0))),
        "step": text(writer.step),
        "rounding": chance.pick(("half_up", "down", "up")),
        "bonus_above_maximum": chance.pick(("allowed", "capped")),
    }
    if any("minimum" in item for item in (*names.criteria, *outside)) or (outside and chance.once_in(2)):
        found["minimum"] = chance.pick(("0", "-3"))
    if writer.faults:
        found["better"] = "lower"
    return found


def _ratings(chance: Chance, names: Names) -> list[Json]:
    ratings: list[Json] = [{"id": f"r{n}", "title": f"Mức {n}"} for n in range(chance.integer(1, 4))]
    for number, rating in enumerate(ratings):
        if not (number == len(ratings) - 1 and chance.once_in(2)):
            rating.update(ends(chance, names.halves))
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
