"""Criteria of a drawn framework: one way of scoring each, on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from drawn.conditions import PERCENTS, Names, condition, thresholds
from drawn.facts import LAYERS

if TYPE_CHECKING:
    from drawn.chance import Chance
    from reference.spans import Json


def text(points: Fraction) -> str:
    """Return points as a file writes them."""
    return f"{float(points):g}"


@dataclass(frozen=True)
class Range:
    """Between which points something lies, and in which steps."""

    step: Fraction
    maximum: Fraction
    minimum: Fraction = Fraction(0)

    def pick(self, chance: Chance) -> Fraction:
        """Return points of the range."""
        return self.minimum + self.step * chance.integer(0, int((self.maximum - self.minimum) / self.step))

    def given(self, chance: Chance) -> str:
        """Return points of the range as a file writes them."""
        return text(self.pick(chance))


PLAIN = ("bands", "holds", "yes_no", "points", "levels", "checklist", "deductions")
MET = ("holds", "yes_no", "checklist")
_COUNTED = ("additions", "deductions")
MORE = {"proportional": "proportional", "choose": "choose", "additions": "additions", "parts": "parts"}


def scoring(chance: Chance, names: Names, scale: Range, *, part: bool = False) -> Json:
    """Return one way of scoring."""
    more = [way for way, construct in MORE.items() if names.has(construct) and not (part and way == "parts")]
    # what gives no points at all is met by an answer or a condition; nothing else tells whether it is
    way = chance.pick((*PLAIN, *more, *more) if part or scale.maximum > scale.minimum else MET)
    if way in {"yes_no", "points"}:
        return {"judged": way}
    return {way: _made(chance, names, scale, way)}


def _made(chance: Chance, names: Names, scale: Range, way: str) -> object:  # noqa: PLR0911 - one for each way
    match way:
        case "bands":
            return bands(chance, names, scale)
        case "holds":
            return condition(chance, names)
        case "levels":
            return _levels(chance, scale)
        case "checklist":
            return _checklist(chance, names, scale)
        case "proportional":
            return _proportional(chance, names)
        case "choose":
            return _choose(chance, names, scale)
        case "parts":
            return _parts(chance, names, scale)
        case _:
            # additions begin at 0, deductions at the maximum
            return _counted(chance, names, scale if way == "deductions" else Range(scale.step, scale.maximum))


def bands(chance: Chance, names: Names, scale: Range) -> Json:
    """Return bands whose cuts belong to the band below, above, to neither, or (a defect of regulations) to both."""
    of = chance.pick(names.numbers)
    numbers = thresholds(names, of)
    cuts = sorted(chance.some(numbers, 1, 4), key=float)
    levels: list[Json] = [{} for _ in range(len(cuts) + 1)]
    for number, cut in enumerate(cuts):
        owner = chance.pick(("below", "above") * 5 + ("neither", "both"))
        levels[number]["at_most" if owner in {"below", "both"} else "below"] = cut
        levels[number + 1]["at_least" if owner in {"above", "both"} else "above"] = cut
    if len(levels) > 2 and chance.once_in(6):
        levels.pop(chance.integer(0, len(levels) - 1))
    for level in levels:
        level["points"] = scale.given(chance)
    unless = [
        {"when": condition(chance, names, 1), "points": scale.given(chance), "reason": "Ngoại lệ"}
        for _ in range(chance.pick((0, 0, 0, 1, 2)))
    ]
    return {"of": of, "levels": levels, "unless": unless}


def _levels(chance: Chance, scale: Range) -> list[Json]:
    return [{"id": f"l{n}", "title": f"Mức {n}", "points": scale.given(chance)} for n in range(chance.integer(1, 3))]


def _checklist(chance: Chance, names: Names, scale: Range) -> list[Json]:
    whole = Range(scale.step, scale.maximum)
    cuts = sorted(whole.pick(chance) for _ in range(chance.integer(0, 2)))
    shares = [high - low for low, high in zip([Fraction(0), *cuts], [*cuts, scale.maximum], strict=True)]
    parts: list[Json] = [{"id": f"p{n}", "title": f"Ý {n}", "points": text(share)} for n, share in enumerate(shares)]
    for part in parts:
        if chance.once_in(2):
            part["holds"] = condition(chance, names, 1)
    return parts


def _counted(chance: Chance, names: Names, scale: Range) -> Json:
    reach = Range(scale.step, scale.maximum - scale.minimum)
    each = [_each(chance, names, reach, f"d{number}") for number in range(chance.integer(1, 3))]
    return {"each": each} | ({"at_most": reach.given(chance)} if chance.once_in(2) else {})


def _each(chance: Chance, names: Names, reach: Range, item_id: str) -> Json:
    item: Json = {"id": item_id, "title": f"Mục {item_id}", "points": reach.given(chance)}
    if chance.once_in(2):
        units = names.has("units") and chance.once_in(2)
        item["of"] = chance.pick(names.numbers if units else names.counts)
        if units:
            every = PERCENTS[1:4] if names.measures.get(item["of"]) == "percent" else ("2", "3", "0.5", "1")
            item |= {"every": chance.pick(every), "part": chance.pick(("whole", "begun", "exact"))}
    if chance.once_in(2):
        item["at_most"] = reach.given(chance)
    return item


def _proportional(chance: Chance, names: Names) -> Json:
    of = chance.pick(names.numbers)
    if names.measures.get(of) == "percent":
        return {"of": of, "out_of": chance.pick(("100", "50", "120"))}
    return {"of": of, "out_of": chance.pick(names.size.counts) if chance.once_in(3) else chance.pick(("3", "4", "6"))}


def _choose(chance: Chance, names: Names, scale: Range) -> list[Json]:
    def line() -> Json:
        return {"bands": bands(chance, names, scale)} if chance.once_in(2) else {"points": scale.given(chance)}

    lines = [{"when": condition(chance, names, 1), **line()} for _ in range(chance.integer(1, 2))]
    return [*lines, line()]


def _parts(chance: Chance, names: Names, scale: Range) -> Json:
    take = chance.pick(("sum", "highest", "lowest"))
    spans = [_part_range(chance, scale) for _ in range(chance.integer(2, 3))]
    if take != "sum":
        spans[-1] = scale
    each = []
    for number, span in enumerate(spans):
        part = {"id": "abc"[number], "title": f"Phần {number}", "maximum": text(span.maximum)}
        part |= {"minimum": text(span.minimum)} if span.minimum < 0 else {}
        each.append(part | scoring(chance, names, span, part=True))
    over = sum(span.maximum for span in spans) > scale.maximum or sum(span.minimum for span in spans) < scale.minimum
    return {"take": take, **({"capped": "yes"} if take == "sum" and over else {}), "each": each}


def _part_range(chance: Chance, scale: Range) -> Range:
    maximum = Range(scale.step, scale.maximum).pick(chance)
    minimum = Range(scale.step, -scale.minimum).pick(chance) if scale.minimum < 0 else Fraction(0)
    return Range(scale.step, maximum, -minimum)


def not_applicable(chance: Chance, names: Names, treatments: tuple[str, ...]) -> list[Json]:
    """Return when a criterion does not apply, seldom more than one case."""
    return [
        {"when": condition(chance, names, 1), "then": chance.pick(treatments), "reason": "Không áp dụng"}
        for _ in range(chance.pick((0, 0, 0, 0, 1, 1, 2)))
    ]


def asks(item: Json) -> bool:
    """Tell whether a criterion or a part asks the scorer anything."""
    listed = [*item.get("checklist", ()), *(one for way in _COUNTED for one in item.get(way, {}).get("each", ()))]
    if "judged" in item or "levels" in item or any(not {"holds", "of"} & one.keys() for one in listed):
        return True
    return any(asks(part) for part in item.get("parts", {}).get("each", ()))


def unscored(chance: Chance) -> Json:
    """Return a question without points."""
    levels = [{"id": level, "title": f"Mức {level}"} for level in ("tot", "kha")]
    return {"scored": "no"} | ({"judged": "yes_no"} if chance.once_in(2) else {"levels": levels})


def pointed(chance: Chance, names: Names, step: Fraction, *, first: bool) -> Json:
    """Return what gives a criterion its points; the first of a framework has some whatever happens."""
    scale = _scale(chance, names, step, first=first)
    item: Json = {"maximum": text(scale.maximum)} | ({"minimum": text(scale.minimum)} if scale.minimum < 0 else {})
    item |= scoring(chance, names, scale)
    if names.has("layers") and not first and asks(item) and chance.once_in(5):
        item["layers"] = [chance.pick(LAYERS)]
    if not first and names.has("bonus") and scale.minimum == 0:
        bonus = chance.pick((None, None, None, "inside", "outside"))
        item |= {"bonus": bonus} if bonus else {}
    return item


def _scale(chance: Chance, names: Names, step: Fraction, *, first: bool) -> Range:
    maximum = chance.integer(2 if first else 0, names.size.steps) * step
    negative = names.has("negative") and not first and chance.once_in(4)
    return Range(step, maximum, -step * chance.integer(1, names.size.steps // 2 or 1) if negative else Fraction(0))
