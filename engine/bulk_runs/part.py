"""One part of an input, from its rows to the files of its results: whole, or not there."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.results import Results
from chamdiem.engine.bulk_runs.database import name, text, write_whole
from chamdiem.engine.bulk_runs.inputs import NUMBER, column_types
from chamdiem.engine.bulk_runs.layers import LayerRows, write_layers
from chamdiem.engine.bulk_runs.narrowing import Narrowing, is_tried
from chamdiem.engine.bulk_runs.ordinary import Aside, is_blank, place_of
from chamdiem.engine.bulk_runs.reading import (
    answer_column,
    column_of,
    kept_fields,
    program_of,
    proved_by,
    stated_column,
    stated_name,
)
from chamdiem.engine.bulk_runs.wanted import FORMS, PartDone
from chamdiem.engine.reading.items import remark_lines
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import Fault, Place, column_letters, refusal
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.part_rows import PartRows
    from chamdiem.engine.bulk_runs.wanted import Wanted
    from chamdiem.engine.reading.catalog import LoadedFramework

_HEAD = ("row", "framework", "layer", "stated")


class PartScorer:
    """Scores one part."""

    def __init__(self, rows: PartRows, wanted: Wanted) -> None:
        self._rows, self.wanted = rows, wanted
        self._fields, self.part, self.database = rows.fields, rows.fields.part, rows.fields.database

    def score(self) -> PartDone:
        """Write the results of a part, and the rows that have none."""
        scored: dict[str, int] = {}
        asides, open_ = list(self._rows.asides), 0
        for loaded, source in self._rows.by_framework():
            clashing, scored[loaded.id], still = self._write(loaded, source)
            asides += clashing
            open_ += still
        self._write_asides(asides)
        return PartDone(
            number=self.part.number,
            rows=self.part.rows,
            scored=scored,
            aside=len({each.n for each in asides}),
            blank=sum(map(is_blank, self._rows.doubts)),
            open=open_,
            signs=self._rows.signs,
            unsigned=self._rows.unsigned,
        )

    # --- results ---

    def _write(self, loaded: LoadedFramework, source: str) -> tuple[list[Aside], int, int]:
        """Write the results of a framework; return the rows on which its rules disagree: none of these is written.

        Return also how many rows were written, and of how many of them no rating is sure.
        """
        layers = [self._layer(loaded, layer, source) for layer in self.wanted.layers if self._is_answered(layer)]
        told = _told_inputs(loaded, [rows.results for rows in layers]) if self.wanted.with_rules else ()
        proved = map(str, proved_by(loaded)) if self.wanted.with_rules and self.part.source.proved else ()
        kept = (*_HEAD, *kept_fields(loaded.framework.shape), *told, *proved)
        file = self.wanted.results_file(loaded.id, self.part.number)
        try:
            own, *others = write_layers(self.database, layers, kept, file, self.wanted.form)
        except OverflowError as error:
            raise refusal("bulk.too_wide", self.part.source.file, reason=str(error)) from error
        clashing = sorted({number for each in (own, *others) for number in each.clashing})
        places = (row - self.part.offset - 1 for row in clashing)
        aside = [
            Aside(n, Fault("bulk.disagree", place=Place(self.part.source.file, self.part.source.line_of(n), 0, "")))
            for n in places
        ]
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
            *(self._fact(loaded, each.name) for each in shape.fields if each.is_fact),
            *(f"{self._proved(key)} AS {name(str(key))}" for key in proved_by(loaded)),
            *(f"{answer_column(layer, key)} AS {name(str(key))}" for key in answers),
        ]
        when = "TRUE" if layer == "self" else answered
        rows = f"{source} LEFT JOIN {self._ends} USING (n)" if self.part.source.proved else source
        self.database.run(f"CREATE OR REPLACE VIEW {view} AS SELECT {', '.join(parts)} FROM {rows} WHERE {when}")
        results = Results(loaded.framework, program_of(loaded, layer), self.wanted.with_rules)
        tried = self.wanted.completions and is_tried(loaded)
        return LayerRows(results, view, Narrowing(loaded, layer, results) if tried else None)

    # --- what earlier months prove ---

    @cached_property
    def _ends(self) -> str:
        """What has the ends that are proved of facts, by rows, as SQL has it."""
        when = f"n BETWEEN {self.part.first} AND {self.part.first + self.part.rows - 1}"
        return f"(SELECT * FROM read_parquet({text(self.part.source.proved)}) WHERE {when}) AS ends"

    @cached_property
    def _proved_keys(self) -> frozenset[str]:
        return frozenset(column for column, _ in column_types(self.database, self.part.source.proved))

    def _proved(self, end: Key) -> str:
        """Return the column of an end; none of a fact of which nothing is proved of any row."""
        is_there = self.part.source.proved and str(end) in self._proved_keys
        return f"ends.{name(str(end))}" if is_there else "CAST(NULL AS BIGINT)"

    def _fact(self, loaded: LoadedFramework, field: str) -> str:
        """Return the column of a fact of a field: what is proved stands before what the row says."""
        own = column_of(field)
        if field not in loaded.framework.history or not self.part.source.proved:
            return own
        least, most = map(self._proved, proved_keys(field))
        return f"COALESCE(CASE WHEN {least} = {most} THEN {least} END, {own}) AS {own}"

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
        place = next(place for place, column in self._fields.heading_row.texts.items() if column == NUMBER)
        return {int(str(n)): int(str(number)) for n, number in self.database.rows(f"SELECT n, c{place} FROM raw")}

    def _told(self, aside: Aside, lines: Mapping[int, int] | None) -> tuple[object, ...]:
        place, fault, number = place_of(aside), aside.fault, aside.n
        line = self.part.source.line_of(number) if lines is None else lines[number]
        column = column_letters(place.column) if place.column and lines is None else None
        field = ".".join(map(str, fault.path)) or None
        lang = self.wanted.lang
        sentence = next(remark_lines([aside.remark], lang)) if aside.remark else say_fault(lang, fault)
        file = self.part.source.file
        return (self.part.offset + number + 1, file, line, column, field, fault.code, sentence)

    def _copy(self, select: str, file: File) -> None:
        write_whole(self.database, select, file, FORMS[self.wanted.form])


def _told_inputs(loaded: LoadedFramework, layers: Sequence[Results]) -> Iterator[str]:
    """Yield what explains the results of layers: facts, but for those of one person's own, and stated ratings.

    The facts are all that the record has: those that no rule reads may be odd, which an explanation says.
    """
    told = [Key("field", each.name) for each in loaded.framework.shape.fields if each.is_fact and not each.personal]
    asked = dict.fromkeys(key for each in layers for key in sorted(each.program.inputs) if key.kind != "field")
    yield from map(str, (*told, *asked))
    yield from map(stated_name, LAYERS)
