"""One part of an input, from its rows to the files of its results: whole, or not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.bulk.results import Results
from chamdiem.engine.bulk_runs.database import name, text, write_whole
from chamdiem.engine.bulk_runs.facts import PartFacts
from chamdiem.engine.bulk_runs.fields import PartFields
from chamdiem.engine.bulk_runs.inputs import NUMBER
from chamdiem.engine.bulk_runs.layers import LayerRows, write_layers
from chamdiem.engine.bulk_runs.narrowing import Narrowing, is_tried
from chamdiem.engine.bulk_runs.ordinary import Aside, Right, fact_values, is_blank, judged, place_of, read_rows, rows_at
from chamdiem.engine.bulk_runs.reading import (
    answer_column,
    column_of,
    kept_fields,
    program_of,
    stated_column,
    stated_name,
)
from chamdiem.engine.bulk_runs.wanted import FORMS, PartDone
from chamdiem.engine.reading.table_rows import may_sign
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import Fault, Place, column_letters, refusal
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.facts import ScoredRows
    from chamdiem.engine.bulk_runs.inputs import TablePart
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.engine.bulk_runs.wanted import Wanted
    from chamdiem.engine.grids.grids import GridRow
    from chamdiem.engine.reading.catalog import LoadedFramework

_HEAD = ("row", "framework", "layer", "stated")


class PartScorer:
    """Scores one part."""

    def __init__(self, database: Database, reading: Reading, part: TablePart, wanted: Wanted) -> None:
        self.database, self.reading, self.part, self.wanted = database, reading, part, wanted
        self._fields = PartFields(database, reading, part)
        self._facts = PartFacts(self._fields)

    def score(self, held: Mapping[int, Sequence[Fault]], *, signed: bool = False) -> PartDone:
        """Write the results of a part, and the rows that have none.

        `held` are rows that others contradict; `signed`: a signature stands in a part above.
        """
        self._fields.read(tuple(held))
        chosen = self._facts.read()
        self._fields.write_keys(self.wanted.keys_file(self.part.number))
        doubts = list(rows_at(self._fields, "doubts"))
        rights, asides = self._one_by_one(doubts, held, signed=signed)
        scored: dict[str, int] = {}
        open_ = 0
        for loaded in _frameworks(chosen, rights):
            view = next((each for each in chosen if each.framework.hash == loaded.hash), None)
            own = [right for right in rights if right.framework.hash == loaded.hash]
            source = self._joined(view or self._facts.none_of(loaded), own)
            clashing, scored[loaded.id], still = self._write(loaded, source)
            asides += clashing
            open_ += still
        self._write_asides(asides)
        return PartDone(
            number=self.part.number,
            rows=self.part.rows,
            scored=scored,
            aside=len({each.n for each in asides}),
            blank=sum(is_blank(row) for row in doubts),
            open=open_,
            signs=any(each.fault.code == "remark.signature" for each in asides),
            unsigned=any(may_sign(row, self._fields.heading) for row in doubts),
        )

    def _one_by_one(
        self, doubts: Sequence[GridRow], held: Mapping[int, Sequence[Fault]], *, signed: bool
    ) -> tuple[list[Right], list[Aside]]:
        """Return what becomes of the rows in doubt."""
        rights: list[Right] = []
        asides = [Aside(number, fault) for number, faults in held.items() for fault in faults]
        for found in read_rows(self._fields, doubts, signed=signed):
            for each in judged(self.reading, found):
                if isinstance(each, Right):
                    rights.append(each)
                else:
                    asides.append(each)
        return rights, asides

    def _joined(self, chosen: ScoredRows, rights: Sequence[Right]) -> str:
        """Return what has all rows that a framework scores, those that were read one by one with the others."""
        if not rights:
            return chosen.view
        columns = [column for column, _ in chosen.columns]
        values = [fact_values(right) for right in rights]
        self.database.put("rights", chosen.columns, [[each.get(column) for column in columns] for each in values])
        both = f"SELECT * FROM {chosen.view} UNION ALL SELECT * FROM rights"
        self.database.run(f"CREATE OR REPLACE VIEW facts_of_all AS {both}")
        return "facts_of_all"

    # --- results ---

    def _write(self, loaded: LoadedFramework, source: str) -> tuple[list[Aside], int, int]:
        """Write the results of a framework; return the rows on which its rules disagree: none of these is written.

        Return also how many rows were written, and of how many of them no rating is sure.
        """
        layers = [self._layer(loaded, layer, source) for layer in self.wanted.layers if self._is_answered(layer)]
        told = _told_inputs(loaded, [rows.results for rows in layers]) if self.wanted.with_rules else ()
        kept = (*_HEAD, *kept_fields(loaded.framework.shape), *told)
        file = self.wanted.results_file(loaded.id, self.part.number)
        try:
            own, *others = write_layers(self.database, layers, kept, file, self.wanted.form)
        except OverflowError as error:
            raise refusal("bulk.too_wide", self.part.source.file, reason=str(error)) from error
        clashing = sorted({number for each in (own, *others) for number in each.clashing})
        places = (row - self.part.offset - 1 for row in clashing)
        aside = [Aside(n, Fault("bulk.disagree", place=Place(self.part.source.file, n + 2, 0, ""))) for n in places]
        return aside, own.rows, own.open

    def _is_answered(self, layer: str) -> bool:
        """Tell whether a layer is scored: that of the cell always, others where the table has answers of them."""
        paths = self._fields.by_path
        return layer == "self" or any("answers" in path and path[1] == layer for path in paths)

    def _layer(self, loaded: LoadedFramework, layer: str, source: str) -> LayerRows:
        """Return the rows that a layer answers, with its answers under their own names."""
        shape, answers, view = loaded.framework.shape, tuple(loaded.scope.questions), f"layer_{layer}"
        answered = " OR ".join(f"{answer_column(layer, key)} IS NOT NULL" for key in answers) or "FALSE"
        parts = [
            f"n + {self.part.offset + 1} AS row",
            f"{text(loaded.id)} AS framework",
            f"{text(layer)} AS layer",
            f"{stated_column(layer)} AS stated",
            *map(stated_column, LAYERS),
            *map(name, kept_fields(shape)),
            *(column_of(each.name) for each in shape.fields if each.is_fact),
            *(f"{answer_column(layer, key)} AS {name(str(key))}" for key in answers),
        ]
        when = "TRUE" if layer == "self" else answered
        self.database.run(f"CREATE OR REPLACE VIEW {view} AS SELECT {', '.join(parts)} FROM {source} WHERE {when}")
        results = Results(loaded.framework, program_of(loaded, layer), self.wanted.with_rules)
        tried = self.wanted.completions and is_tried(loaded)
        return LayerRows(results, view, Narrowing(loaded, layer, results, self._proved()) if tried else None)

    def _proved(self) -> Mapping[int, Mapping[Key, int]]:
        """Return the ends that are proved of facts, by the numbers that rows have in results."""
        file, found = self.part.source.proved, dict[int, dict[Key, int]]()
        if file:
            when = f"n BETWEEN {self.part.first} AND {self.part.first + self.part.rows - 1}"
            read = f"SELECT n, fact, least, most FROM read_parquet({text(file)}) WHERE {when}"
            for n, fact, *ends in self.database.rows(read):
                own = found.setdefault(int(str(n)) + self.part.offset + 1, {})
                own.update(zip(proved_keys(str(fact)), map(int, map(str, ends)), strict=True))
        return found

    # --- rows that are not scored ---

    def _write_asides(self, asides: Sequence[Aside]) -> None:
        if not asides:
            return
        lines = self._lines()
        rows = [self._told(each, lines) for each in sorted(asides, key=lambda each: (each.n, place_of(each).order))]
        types = ("BIGINT", "VARCHAR", "BIGINT", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR")
        names = ("row", "file", "line", "column", "field", "code", "sentence")
        self.database.put("asides", [(name(each), type_) for each, type_ in zip(names, types, strict=True)], rows)
        self._copy("SELECT * FROM asides", self.wanted.rejected_file(self.part.number))

    def _lines(self) -> Mapping[int, int] | None:
        """Return the number by which each row is found where it was drawn from; None: it stands in a table."""
        if self.part.source.framework is None:
            return None
        place = next(place for place, column in self._fields.names.items() if column == NUMBER)
        return {int(str(n)): int(str(number)) for n, number in self.database.rows(f"SELECT n, c{place} FROM raw")}

    def _told(self, aside: Aside, lines: Mapping[int, int] | None) -> tuple[object, ...]:
        place, fault, number = place_of(aside), aside.fault, aside.n
        line = number + 2 if lines is None else lines[number]
        column = column_letters(place.column) if place.column and lines is None else None
        field = ".".join(map(str, fault.path)) or None
        sentence = aside.text if aside.is_remark else say_fault(self.wanted.lang, fault)
        file = self.part.source.file
        return (self.part.offset + number + 1, file, line, column, field, fault.code, sentence)

    def _copy(self, select: str, file: File) -> None:
        write_whole(self.database, select, file, FORMS[self.wanted.form])


def _frameworks(chosen: Sequence[ScoredRows], rights: Sequence[Right]) -> list[LoadedFramework]:
    both = [*(each.framework for each in chosen), *(each.framework for each in rights)]
    return list({loaded.hash: loaded for loaded in both}.values())


def _told_inputs(loaded: LoadedFramework, layers: Sequence[Results]) -> Iterator[str]:
    """Yield what explains the results of layers: facts, but for those of one person's own, and stated ratings.

    The facts are all that the record has: those that no rule reads may be odd, which an explanation says.
    """
    told = [Key("field", each.name) for each in loaded.framework.shape.fields if each.is_fact and not each.personal]
    asked = dict.fromkeys(key for each in layers for key in sorted(each.program.inputs) if key.kind != "field")
    yield from map(str, (*told, *asked))
    yield from map(stated_name, LAYERS)
