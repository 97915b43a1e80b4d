"""What is scored within a criterion: the criterion itself, each of its parts, the table of a line of `choose`.

One piece of code writes the way of each, so each has the same three facts: its points, and the least and the most that
they can still become.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.keys import beneath, chosen_key
from chamdiem.rules.compile.program import Key, Origin, Within
from chamdiem.rules.language import tallies, ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Bands, Scorable, Way
    from chamdiem.rules.records.faults import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredThing:
    """One thing that is scored in one way. `subject` is that of its facts, `under` leads to it within the criterion.

    Its points lie between `minimum` and `maximum`, in hundredths. A table counts `when` its line is the one chosen.
    """

    criterion: Criterion
    way: Way
    subject: str
    minimum: int
    maximum: int
    clause: str
    points: Key
    least: Key
    most: Key
    under: tuple[str | int, ...] = ()
    when: Within | None = None

    def origin(self, way: str, place: int = 0, *, part: str = "", met: bool | None = None) -> Origin:
        """Return the origin of a rule or formula of its way of scoring."""
        return Origin("criterion", self.criterion.id, way, place, part, met, under=self.under)


def subject_of(criterion: Criterion, scored: Scorable) -> str:
    """Return the subject of the facts of a criterion or of a part of it."""
    return criterion.id if scored is criterion else beneath(criterion.id, scored.id)


def scoring_key(criterion: Criterion) -> Key:
    """Return the fact that a criterion's own scoring concludes; where it may not apply, its award is made from that."""
    return Key("score" if criterion.not_applicable else "award", criterion.id)


def the_whole(framework: Framework, criterion: Criterion) -> ScoredThing:
    """Return a criterion as what is scored."""
    # Two names for one number only where they can differ: most criteria always apply, and every fact costs in each
    # meeting.
    before = "score_" if criterion.not_applicable else ""
    return ScoredThing(
        criterion=criterion,
        way=criterion.way,
        subject=criterion.id,
        minimum=framework.minimum_of(criterion),
        maximum=framework.maximum_of(criterion),
        clause=criterion.clause,
        points=scoring_key(criterion),
        least=Key(f"{before}least", criterion.id),
        most=Key(f"{before}most", criterion.id),
    )


def each_part(framework: Framework, whole: ScoredThing, parts: ways.Parts) -> tuple[ScoredThing, ...]:
    """Return the parts of a criterion as what is scored."""
    return tuple(
        ScoredThing(
            criterion=whole.criterion,
            way=part.way,
            subject=(subject := beneath(whole.subject, part.id)),
            minimum=framework.minimum_of(part),
            maximum=framework.maximum_of(part),
            clause=part.clause or whole.clause,
            points=Key("part", subject),
            least=Key("part_least", subject),
            most=Key("part_most", subject),
            under=(part.id,),
        )
        for part in parts.each
    )


def all_scored(framework: Framework, criterion: Criterion) -> Iterator[tuple[Path, ScoredThing]]:
    """Yield a criterion, its parts, and the tables of their lines, each with its place in the criterion."""
    whole = the_whole(framework, criterion)
    found: list[tuple[Path, ScoredThing]] = [((), whole)]
    if isinstance(whole.way, ways.Parts):
        parts = enumerate(each_part(framework, whole, whole.way))
        found += [(("parts", "each", number), part) for number, part in parts]
    for path, scored in found:
        yield path, scored
        if isinstance(scored.way, ways.Lines):
            for number, line in enumerate(scored.way.lines):
                if isinstance(line.gives, ways.Bands):
                    yield (*path, "choose", number), the_table(scored, number, line.gives)


def the_table(above: ScoredThing, number: int, bands: Bands) -> ScoredThing:
    """Return the table of a line of `choose` as what is scored."""
    subject = beneath(above.subject, str(number))
    return ScoredThing(
        criterion=above.criterion,
        way=bands,
        subject=subject,
        minimum=above.minimum,
        maximum=above.maximum,
        clause=above.clause,
        points=Key("line", subject),
        least=Key("line_least", subject),
        most=Key("line_most", subject),
        under=(*above.under, "choose", number),
        when=Within(chosen_key(above.subject), number, number),
    )


def reach(framework: Framework, scored: Scorable) -> tuple[int, int]:
    """Return the least and the most points that a way of scoring by itself can give, in hundredths."""
    way, minimum, maximum = scored.way, framework.minimum_of(scored), framework.maximum_of(scored)
    match way:
        case ways.Bands():
            points = [*way.points]
        case ways.NamedLevels(levels):
            points = [level.points for level in levels]
        case ways.Checklist(parts):
            points = [0, sum(part.points for part in parts)]
        case ways.Lines(lines):
            points = [given for line in lines for given in _given(line)]
        case tallies.Additions():
            points = [0, maximum if way.at_most is None else way.at_most]
        case tallies.Deductions():
            points = [minimum if way.at_most is None else maximum - way.at_most, maximum]
        case ways.Parts():
            low, high = joined_reach(framework, way)
            return max(low, minimum), min(high, maximum)
        case ways.Requirement() | ways.YesNoQuestion() | ways.PointsQuestion():
            points = [minimum, maximum]
        case ways.Proportional():
            points = [0, maximum]
        case _:
            assert_never(way)
    return min(points), max(points)


def is_told_by_ends(framework: Framework, criterion: Criterion) -> bool:
    """Tell whether the points are known once only one number of them is possible, whatever else is missing.

    Not of a criterion that can only give one, for its ends are equal before anything was found; nor where all bands of
    a table are worth the same, for a measure may lie in none of them.
    """
    least, most = reach(framework, criterion)
    tables = (bands for _, each in criterion.scorables for _, bands in each.tables)
    return least < most and all(len({level.points for level in bands.levels}) > 1 for bands in tables)


def _given(line: ways.Line) -> tuple[int, ...]:
    return line.gives.points if isinstance(line.gives, ways.Bands) else (line.gives,)


def joined_reach(framework: Framework, parts: ways.Parts) -> tuple[int, int]:
    """Return what the parts of a criterion come to at least and at most, before any cap."""
    lows, highs = zip(*(reach(framework, part) for part in parts.each), strict=True)
    if parts.take == "sum":
        return sum(lows), sum(highs)
    return (max(lows), max(highs)) if parts.take == "highest" else (min(lows), min(highs))
