"""The rubric by numpy, polars and OpenFisca-core, for `bulk-peers`, which runs this by a Python that has all three.

Reads names of work from its input, a line each, and answers each with the seconds of the processor that it took. Every
meeting has all of its facts, and each library does no more than it has to for such.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from rubric import Criterion, Rubric, make_rubric

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Array = Any
    Table = Mapping[str, Array]

MONTH = "2026-01"


def lows(criterion: Criterion) -> list[int]:
    """Return the lower ends of all bands but the last."""
    return [band.low for band in criterion.bands if band.low is not None]


def points(criterion: Criterion) -> list[int]:
    """Return the points of the bands."""
    return [band.points for band in criterion.bands]


# --- numpy ---


def band(criterion: Criterion, of: Callable[[str], Array]) -> Array:
    """Return the places of the bands: how many lower ends are not reached."""
    if criterion.percent:
        part, whole = map(of, criterion.facts)
        top = part * 100
        missed = [top < whole * low for low in lows(criterion)]
    else:
        (count,) = map(of, criterion.facts)
        missed = [count < low for low in lows(criterion)]
    first, *others = (each.view(np.int8) for each in missed)
    return sum(others, first)


def rating(rubric: Rubric, total: Array, first: Array) -> Array:
    """Return the places of the ratings."""
    low = (total < rubric.tot) | (first != rubric.criteria[0].maximum)
    return low.view(np.int8) + (total < rubric.kha).view(np.int8)


def by_numpy(rubric: Rubric, table: Table) -> dict[str, Array]:
    """Score the meetings of a table."""
    found: dict[str, Array] = {}
    total = np.zeros(len(table["count1"]), np.int32)
    for each in rubric.criteria:
        found[f"r{each.number}"] = own = band(each, table.__getitem__)
        found[f"p{each.number}"] = given = np.array(points(each), np.int32)[own]
        total += given
    return found | {"total": total, "rating": rating(rubric, total, found["p1"])}


# --- polars ---


def by_polars(rubric: Rubric, table: pl.LazyFrame, *, rules: bool) -> pl.LazyFrame:
    """Score the meetings of a table: the bands, their points, the total, the rating."""
    numbers = [each.number for each in rubric.criteria]
    if rules:
        bands = table.select(_chosen(each, [0, 1, 2, 3]).alias(f"r{each.number}") for each in rubric.criteria)
        scored = bands.with_columns(
            pl.col(f"r{each.number}")
            .replace_strict([0, 1, 2, 3], points(each), return_dtype=pl.Int32)
            .alias(f"p{each.number}")
            for each in rubric.criteria
        )
    else:
        scored = table.select(_chosen(each, points(each)).alias(f"p{each.number}") for each in rubric.criteria)
    summed = scored.with_columns(pl.sum_horizontal(f"p{number}" for number in numbers).alias("total"))
    best = (pl.col("total") >= rubric.tot) & (pl.col("p1") == rubric.criteria[0].maximum)
    return summed.with_columns(
        pl.when(best).then(0).when(pl.col("total") >= rubric.kha).then(1).otherwise(2).alias("rating")
    )


def _chosen(criterion: Criterion, values: list[int]) -> pl.Expr:
    measure, *whole = map(pl.col, criterion.facts)
    first, second, third = (measure * 100 >= whole[0] * low if whole else measure >= low for low in lows(criterion))
    one, two, three, four = (pl.lit(value, pl.Int32) for value in values)
    return pl.when(first).then(one).when(second).then(two).when(third).then(three).otherwise(four)


# --- OpenFisca-core ---


def _variable(name: str, entity: Any, formula: Callable[..., Array] | None = None) -> type[Variable]:  # noqa: ANN401 - it has no types
    made = {"value_type": int, "entity": entity, "definition_period": DateUnit.MONTH}
    return type(name, (Variable,), made | ({} if formula is None else {"formula": formula}))


class Fisca:
    """The rubric as variables, each with a formula over arrays. `rules`: the band is a variable of its own.

    OpenFisca-core counts the arguments of a formula, so that none of them is a method.
    """

    def __init__(self, rubric: Rubric, *, rules: bool) -> None:
        self.rubric, self.rules = rubric, rules
        meeting = build_entity("meeting", "meetings", "", is_person=True)
        self._system = TaxBenefitSystem([meeting])
        for name in rubric.facts:
            self._system.add_variable(_variable(name, meeting))
        for each in rubric.criteria:
            if rules:
                self._system.add_variable(_variable(f"r{each.number}", meeting, self._band(each)))
            self._system.add_variable(_variable(f"p{each.number}", meeting, self._points(each)))
        self._system.add_variable(_variable("total", meeting, self._total()))
        self._system.add_variable(_variable("rating", meeting, self._rating()))
        self.names = [f"{letter}{each.number}" for letter in ("pr" if rules else "p") for each in rubric.criteria]

    def _band(self, criterion: Criterion) -> Callable[..., Array]:
        def formula(meeting: Any, period: Any) -> Array:  # noqa: ANN401 - as above
            return band(criterion, lambda name: meeting(name, period))

        return formula

    def _points(self, criterion: Criterion) -> Callable[..., Array]:
        table, name = np.array(points(criterion), np.int32), f"r{criterion.number}"
        own = self._band(criterion)

        def formula(meeting: Any, period: Any) -> Array:  # noqa: ANN401 - as above
            return table[meeting(name, period) if self.rules else own(meeting, period)]

        return formula

    def _total(self) -> Callable[..., Array]:
        def formula(meeting: Any, period: Any) -> Array:  # noqa: ANN401 - as above
            first, *others = (meeting(f"p{each.number}", period) for each in self.rubric.criteria)
            total = first.copy()
            for each in others:
                total += each
            return total

        return formula

    def _rating(self) -> Callable[..., Array]:
        def formula(meeting: Any, period: Any) -> Array:  # noqa: ANN401 - as above
            return rating(self.rubric, meeting("total", period), meeting("p1", period))

        return formula

    def score(self, table: Table) -> dict[str, Array]:
        """Score the meetings of a table, with the trace of every variable that is asked for."""
        simulation = SimulationBuilder().build_default_simulation(self._system, len(table["count1"]))
        simulation.trace = True
        for name, values in table.items():
            simulation.set_input(name, MONTH, values)
        simulation.calculate("rating", MONTH)
        return {name: simulation.calculate(name, MONTH) for name in (*self.names, "total", "rating")}


# --- the work ---


def works(folder: Path) -> dict[str, Callable[[], Any]]:
    """Return the work by its names: from a table in memory, and from file to file."""
    rubric = make_rubric()
    given, out = folder / "meetings.parquet", folder / "scored.parquet"
    frame = pl.read_parquet(given)
    table = _arrays(frame)
    plain, banded = (Fisca(rubric, rules=rules) for rules in (False, True))

    def write(found: Mapping[str, Array]) -> None:
        pl.DataFrame(dict(found)).write_parquet(out, compression="snappy", statistics=False)

    def stream(*, rules: bool) -> None:
        scored = by_polars(rubric, pl.scan_parquet(given), rules=rules)
        scored.sink_parquet(out, compression="snappy", statistics=False)

    return {
        "polars": lambda: by_polars(rubric, frame.lazy(), rules=False).collect(),
        "polars, rules": lambda: by_polars(rubric, frame.lazy(), rules=True).collect(),
        "numpy, rules": lambda: by_numpy(rubric, table),
        "OpenFisca-core, trace": lambda: plain.score(table),
        "OpenFisca-core, trace, rules": lambda: banded.score(table),
        "polars, files": lambda: stream(rules=False),
        "polars, rules, files": lambda: stream(rules=True),
        "numpy, rules, files": lambda: write(by_numpy(rubric, _arrays(pl.read_parquet(given)))),
        "OpenFisca-core, trace, files": lambda: write(plain.score(_arrays(pl.read_parquet(given)))),
        "OpenFisca-core, trace, rules, files": lambda: write(banded.score(_arrays(pl.read_parquet(given)))),
    }


def _arrays(frame: pl.DataFrame) -> Table:
    return {name: column.to_numpy() for name, column in frame.to_dict().items()}


def main() -> None:
    """Do what is asked for, line by line, until there is no more."""
    several = works(Path(sys.argv[1]))
    print("\t".join(several), flush=True)
    for line in sys.stdin:
        start = process_time()
        several[line.strip()]()
        print(process_time() - start, flush=True)


if __name__ == "__main__":
    main()
