"""The reference scorer, asked for what lint and coverage speak of: which band decides, which line is the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reference.facts import TAKEN_OUT, UNDEFINED
from reference.scorer import APPLIES, Reference
from reference.spans import Json, Span, number, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from reference.spans import Truth

Path = tuple[str | int, ...]
Part = tuple[str, int]
"""A band or an exception of a table: `levels` or `unless`, and its place."""


@dataclass(frozen=True)
class Scored:
    """One thing that is scored: a criterion, a part of one, or the table of a line, which counts on its `line`."""

    path: Path
    item: Json
    question: str
    line: tuple[Json, int] | None = None


def scored_in(path: Path, item: Json) -> Iterator[Scored]:
    """Yield a criterion, its parts, and the tables of their lines, each with its place."""
    whole = Scored(path, item, str(item["id"]))
    each = item.get("parts", {}).get("each", ())
    parts = [Scored((*path, "parts", "each", n), part, f"{whole.question}/{part['id']}") for n, part in enumerate(each)]
    for one in (whole, *parts):
        yield one
        for n, line in enumerate(one.item.get("choose", ())):
            if "bands" in line:
                yield Scored((*one.path, "choose", n), line, one.question, (one.item, n))


def criteria_of(data: Json) -> Iterator[tuple[Path, Json]]:
    """Yield every criterion with its place in the file, those outside the scale at the end."""
    yield from _on_floors((), data)
    for place, item in enumerate(data.get("outside", ())):
        yield ("outside", place), item


def _on_floors(path: Path, above: Json) -> Iterator[tuple[Path, Json]]:
    for place, group in enumerate(above.get("groups", ())):
        here: Path = (*path, "groups", place)
        for n, item in enumerate(group.get("criteria", ())):
            yield (*here, "criteria", n), item
        yield from _on_floors(here, group)


@dataclass
class Watched(Reference):
    """One record. `plain`: what lies outside the scale adds nothing."""

    plain: bool = False
    told: dict[int, tuple[Json, Truth]] = field(default_factory=dict)
    sum: Span | None = None

    def truth(self, condition: Json) -> Truth:
        """Return whether a condition holds; it is asked for often."""
        place = id(condition)
        if place not in self.told:
            self.told[place] = condition, super().truth(condition)  # kept, or another one could have its place
        return self.told[place][1]

    def total(self) -> Span:
        """Return the total; it is asked for often."""
        if self.sum is None:
            self.sum = super().total()
        return self.sum

    # --- what decides ---

    def fired(self, bands: Json) -> dict[Part, Fraction]:
        """Return the bands and exceptions that give points, with these."""
        exceptions = [self.truth(one["when"]) for one in bands.get("unless", ())]
        found = {
            ("unless", n): number(bands["unless"][n]["points"]) for n, truth in enumerate(exceptions) if truth is True
        }
        value = self.number(str(bands["of"]))
        if all(truth is False for truth in exceptions):
            met = (n for n, level in enumerate(bands["levels"]) if self._in_band(level, value) is True)
            found |= {("levels", n): number(bands["levels"][n]["points"]) for n in met}
        return found

    def in_gap(self, bands: Json) -> bool:
        """Tell whether a number that is known lies in no band, and no exception may decide."""
        known = self.number(str(bands["of"])).value is not None
        ruled_out = all(self.truth(one["when"]) is False for one in bands.get("unless", ()))
        return known and ruled_out and not self.fired(bands)

    def first_line(self, item: Json) -> int | None:
        """Return the line of `choose` that counts; the number of lines where none does, None where nobody knows."""
        for place, line in enumerate(item["choose"]):
            truth = True if "when" not in line else self.truth(line["when"])
            if truth is None:
                return None
            if truth:
                return place
        return len(item["choose"])

    def counts(self, scored: Scored) -> bool:
        """Tell whether the table of a line is the one that counts; all else does."""
        return scored.line is None or self.first_line(scored.line[0]) == scored.line[1]

    def is_applied(self, item: Json) -> bool:
        """Tell whether a criterion is sure to apply."""
        return self.treatments(item) == [APPLIES]

    def is_decided(self, item: Json) -> bool:
        """Tell whether it is known what becomes of a criterion: it applies, or by which rule it does not."""
        return len(self.treatments(item)) == 1

    # --- what is known ---

    def is_given(self, item: Json, question: str) -> bool:  # noqa: PLR0911 - one for each way
        """Tell whether a way of scoring gives points though nobody would compare its least with its most."""
        if "bands" in item:
            return bool(self.fired(item["bands"]))
        if "holds" in item:
            return self.truth(item["holds"]) is not None
        if "checklist" in item:
            return all(self.part_met(part, question) is not None for part in item["checklist"])
        if "proportional" in item:
            of, whole = item["proportional"]["of"], str(item["proportional"]["out_of"])
            return self.number(of).value is not None and (not whole[:1].isalpha() or bool(self.number(whole).value))
        if "choose" in item:
            line = self.first_line(item)
            return (
                line is not None
                and line < len(item["choose"])
                and ("points" in item["choose"][line] or self.is_given(item["choose"][line], question))
            )
        if "parts" in item:
            return all(self.is_given(part, f"{question}/{part['id']}") for part in item["parts"]["each"])
        named = [
            one["of"] for way in ("additions", "deductions") for one in item.get(way, {}).get("each", ()) if "of" in one
        ]
        return all(self.number(name).value is not None for name in named)

    def is_whole(self) -> bool:
        """Tell whether every criterion has points, told by what decides them and not by their ends."""
        items = (*self.criteria, *self.outside)
        return all(
            len(ways := self.treatments(item)) == 1
            and (ways != [APPLIES] or self.unscored(item) or self.is_given(item, str(item["id"])))
            for item in items
        )

    def is_exact(self) -> bool:
        """Tell whether the ends of every criterion are equal, and it is known whether it applies."""
        items = (*self.criteria, *self.outside)
        return all(self.span(item).value is not None and len(self.treatments(item)) == 1 for item in items)

    def left_out(self) -> Fraction:
        """Return the points of what is taken out of the scale."""
        out = (item for item in self.inside() if self.treatments(item)[0] in TAKEN_OUT)
        return sum((number(item["maximum"]) for item in out), number(0))

    def undefined(self) -> set[str]:
        """Return the measures that cannot be made."""
        return {name for name in self.data.get("measures", {}) if self.number(name) is UNDEFINED}

    # --- what would be otherwise ---

    def otherwise(self, data: Json) -> int | None:
        """Return the place of the rating by other gates and caps, with the same points."""
        return Watched(data, self.record, self.measured, self.owned, told=self.told, sum=self.sum).rating()

    def _sum(self, items: Iterable[Json]) -> Span:
        if not self.plain:
            return super()._sum(items)
        outside = {str(item["id"]) for item in self.outside}
        spans = []
        for item in items:
            span = self.span(item)
            is_outside = str(item["id"]) in outside or item.get("bonus") == "outside"
            spans.append(span.held(None, number(0)) if is_outside else span)
        return total(spans)
