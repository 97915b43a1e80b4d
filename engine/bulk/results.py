"""What is told of every row once its facts are concluded: points that stand, ratings that may come, what is missing.

The same is read of one record by the scorer; a test compares the two. What trying completions would find is not known
to a query: the ends are those of the rules alone, unless a table of what completions have in common goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.query import CONFLICT, query_of, rule_column
from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.personal import made_of_own
from chamdiem.rules.compile.program import Key, Linear, needs
from chamdiem.rules.compile.ratings import RATING, lowering_caps, possible
from chamdiem.rules.compile.scope import is_movable
from chamdiem.rules.compile.scored import is_told_by_ends
from chamdiem.rules.compile.totals import SCALE_LEAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.bulk.dialects import Dialect
    from chamdiem.engine.bulk.query import Query
    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

RATED, UNRATED, POSSIBLE, MISSING = "rating", "unrated", "possible", "missing"
"""The columns of the rating by its id; whether none applies; the ratings that may come, best first, with commas between
them; how many facts are missing that open criteria need."""
OPEN = "open"
"""The column that tells of rows of which the rules alone know no total, or no rating."""
PLACES = "ratings"
"""The column, in a table of what completions have in common, of the places of ratings that may come, as bits."""
_ENDS = ("award", "least", "most")


def made_column(key: Key) -> str:
    """Return the column that has what was made of facts of one person's own."""
    return f"made {key}"


def fixed_maximum(framework: Framework, program: Program, subject: str) -> int | None:
    """Return the most that points can be where that is the same for all records; None: each has its own."""
    made = program.by.get(Key("maximum", subject))
    if made is None:
        criterion = next((each for each in framework.criteria if each.id == subject), None)
        return None if criterion is None else framework.maximum_of(criterion)
    return made.constant if isinstance(made, Linear) and not made.terms else None


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Results:
    """The results of one layer of one framework, of which `program` is the program.

    `narrowed`: a table of what completions have in common goes with the one of the records.
    """

    framework: Framework
    program: Program
    dialect: Dialect
    with_rules: bool = False
    narrowed: bool = False

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The total, the groups and the criteria, by the subjects of their points."""
        groups = (group_subject(group.id) for group in self.framework.all_groups)
        return (TOTAL, *groups, *(criterion.id for criterion in self.framework.criteria))

    @cached_property
    def certain(self) -> tuple[Key, ...]:
        """The facts of which completions may tell more than the rules do, and of which that is asked."""
        bounds = [Key(kind, subject) for subject in self.subjects for kind in _ENDS[1:]]
        maxima = [Key("maximum", subject) for subject in self.subjects]
        reached = [Key("reaches", rating.id) for rating in self.framework.ratings]
        caps = [cap for cap, _ in lowering_caps(self.framework)]
        return tuple(key for key in (*bounds, *maxima, *reached, *caps, RATING) if key in self.program.by)

    @cached_property
    def maxima(self) -> tuple[Key, ...]:
        """The most that points can be, of those of which it is not the same for all records."""
        keys = (Key("maximum", subject) for subject in self.subjects)
        return tuple(key for key in keys if fixed_maximum(self.framework, self.program, key.subject) is None)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of results, in their order."""
        points = [str(Key(kind, subject)) for subject in self.subjects for kind in _ENDS]
        points += map(str, self.maxima)
        return (RATED, UNRATED, POSSIBLE, MISSING, *points, *self._passed, *map(made_column, self.made))

    @cached_property
    def _passed(self) -> tuple[str, ...]:
        """The columns that are handed on as the query of the facts gives them: findings, and numbers of rules."""
        findings = [key for each in self.framework.findings if (key := Key("finding", each.id)) in self.program.by]
        ruled = [key for key in self._facts if self.with_rules and isinstance(self.program.by[key], tuple)]
        return (*map(str, findings), *map(rule_column, ruled))

    @cached_property
    def made(self) -> tuple[Key, ...]:
        """What is made of facts of one person's own, where facts go with results: it stands in their place."""
        return tuple(sorted(made_of_own(self.program, self.framework.shape.personal))) if self.with_rules else ()

    @cached_property
    def _facts(self) -> tuple[Key, ...]:
        wanted = [
            *(Key(kind, subject) for subject in self.subjects for kind in _ENDS),
            *(Key("finding", each.id) for each in self.framework.findings),
            *self.certain,
            *self.made,
            SCALE_LEAST,
        ]
        return tuple(key for key in dict.fromkeys(wanted) if key in self.program.by)

    def sql(self, source: str, kept: Sequence[str], outlook: str = "") -> str:
        """Return the query of the results of a table, by its rows' numbers where an `outlook` table goes with it."""
        query = self._query(kept)
        own = [each for each in map(str, query.inputs) if each not in kept]
        named = self.dialect.named
        joined = "" if not self.narrowed else f" LEFT JOIN {outlook} o ON o.row = q.row"
        points = ", ".join(f"{sql} AS {named(str(key))}" for key, sql in self._points())
        others = ", ".join(f"q.{named(each)}" for each in (*kept, *own, *self._passed, CONFLICT))
        ratings = ", ".join(self._ratings())
        private = "".join(f", q.{named(str(key))} AS {named(made_column(key))}" for key in self.made)
        made = f"SELECT {others}{private}, {points}, {ratings} FROM ({query.text.format(source=source)}) q{joined}"
        asked = ", ".join(map(named, (*kept, *self.columns, OPEN, CONFLICT)))
        missing = f"CAST({self._missing()} AS INTEGER) AS {named(MISSING)}"
        return f"SELECT {asked} FROM (SELECT *, {missing} FROM ({made}))"

    def _query(self, kept: Sequence[str]) -> Query:
        inputs = (str(key) for key in sorted(self.program.inputs))
        return query_of(
            self.program,
            self.dialect,
            kept=(*kept, *(each for each in inputs if each not in kept)),
            wanted=self._facts,
            with_rules=self.with_rules,
        )

    # --- points ---

    def _points(self) -> Iterator[tuple[Key, str]]:
        told = {each.id for each in self.framework.criteria if is_told_by_ends(self.framework, each)}
        named = self.dialect.named
        yield from ((key, f"CAST({self._known(key)} AS INTEGER)") for key in self.maxima)
        for subject, criteria, maximum in self._scored():
            least, most = (self._known(Key(kind, subject)) for kind in _ENDS[1:])
            award = f"q.{named(str(Key('award', subject)))}" if Key("award", subject) in self.program.by else "NULL"
            yield Key("least", subject), f"CAST({least} AS INTEGER)"
            yield Key("most", subject), f"CAST({most} AS INTEGER)"
            open_ = [each.id for each in criteria if each.scored and each.id not in told]
            tests = [f"{least} = {most}", *([] if maximum is None else [f"{maximum} IS NOT NULL"])]
            tests += [f"q.{named(str(Key('award', each)))} IS NOT NULL" for each in open_]
            stands = bool(told) and not (len(criteria) == 1 and subject == criteria[0].id and not criteria[0].scored)
            if subject == TOTAL and SCALE_LEAST in self.program.by:
                tests.append(f"COALESCE(q.{named(str(SCALE_LEAST))}, 1) > 0")
            sql = f"CASE WHEN {award} IS NULL AND {' AND '.join(tests)} THEN {least} ELSE {award} END"
            yield Key("award", subject), f"CAST({sql if stands else award} AS INTEGER)"

    def _scored(self) -> Iterator[tuple[str, tuple[Criterion, ...], str | None]]:
        """Yield each subject of points, the criteria in it, and its maximum where that may be unknown."""
        yield TOTAL, tuple(self.framework.criteria), self._maximum(TOTAL)
        for group in self.framework.all_groups:
            subject = group_subject(group.id)
            yield subject, tuple(group.all_criteria), self._maximum(subject)
        for each in self.framework.criteria:
            yield each.id, (each,), self._maximum(each.id) if is_movable(each) else None

    def _maximum(self, subject: str) -> str:
        return self._known(Key("maximum", subject))

    def _known(self, key: Key) -> str:
        """Return a fact as it is known, by the rules or else by what completions have in common."""
        name = self.dialect.named(str(key))
        if key not in self.program.by:
            return "NULL"
        if not self.narrowed:
            return f"q.{name}"
        first, second = ("o", "q") if key.kind in _ENDS else ("q", "o")
        return f"COALESCE({first}.{name}, {second}.{name})"

    # --- ratings ---

    def _ratings(self) -> Iterator[str]:
        ratings, named = self.framework.ratings, self.dialect.named
        place = self._known(RATING)
        ids = " ".join(f"WHEN {number} THEN {_text(rating.id)}" for number, rating in enumerate(ratings))
        total = f"q.{named(str(Key('award', TOTAL)))}"
        yield f"({total} IS NULL OR q.{named(str(RATING))} IS NULL) AS {named(OPEN)}"
        yield f"CASE {place} {ids} END AS {named(RATED)}"
        yield f"COALESCE({place} = {len(ratings)}, FALSE) AS {named(UNRATED)}"
        bits = self._bits()
        if self.narrowed:
            bits = f"({bits} & COALESCE(o.{named(PLACES)}, {(1 << len(ratings)) - 1}))"
        sets = [
            (number, ",".join(rating.id for at, rating in enumerate(ratings) if number >> at & 1))
            for number in range(1 << len(ratings))
        ]
        texts = " ".join(f"WHEN {number} THEN {_text(text)}" for number, text in sets)
        yield f"CASE {bits} {texts} END AS {named(POSSIBLE)}"

    def _bits(self) -> str:
        """Return the places of the ratings that may be given, as bits, by every state of what decides them."""
        keys = [Key("reaches", rating.id) for rating in self.framework.ratings]
        keys += [cap for cap, _ in lowering_caps(self.framework)]
        decided = [key for key in keys if key in self.program.by]
        return self._branch({}, decided)

    def _branch(self, known: dict[Key, int | None], left: Sequence[Key]) -> str:
        """Return the bits, decided fact by fact; what stands below a rating that is reached is not asked any more."""
        if not left:
            given = possible(self.framework, known.get).given
            return str(sum(1 << place for place in given if place < len(self.framework.ratings)))
        key, rest = left[0], left[1:]
        states: list[int | None] = [1, 0, None]
        parts = []
        for state in states:
            after = {**known, key: state}
            further = (
                [each for each in rest if each.kind != "reaches"] if key.kind == "reaches" and state == 1 else rest
            )
            parts.append(self._branch(after, further))
        own = self._known(key)
        return f"CASE {own} WHEN 1 THEN {parts[0]} WHEN 0 THEN {parts[1]} ELSE {parts[2]} END"

    # --- what is missing ---

    def _missing(self) -> str:
        """Return how many facts are missing that criteria need which have no points yet."""
        needed = needs(self.program, bounding=False)
        needing: dict[Key, list[str]] = {}
        for criterion in self.framework.criteria:
            for key in needed.get(Key("award", criterion.id), ()):
                if key in self.program.inputs:
                    needing.setdefault(key, []).append(self.dialect.named(str(Key("award", criterion.id))))
        terms = []
        for key, awards in needing.items():
            open_ = " OR ".join(f"{each} IS NULL" for each in awards)
            terms.append(f"CASE WHEN {self.dialect.named(str(key))} IS NULL AND ({open_}) THEN 1 ELSE 0 END")
        return " + ".join(terms) or "0"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
