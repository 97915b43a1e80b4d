"""One part of an input, from its rows to the files of its results: whole, or not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.query import CONFLICT
from chamdiem.engine.bulk.results import OPEN, RATED, UNRATED, Results
from chamdiem.engine.bulk_runs.database import Refused, name, text, write_whole
from chamdiem.engine.bulk_runs.facts import PartFacts
from chamdiem.engine.bulk_runs.fields import PartFields
from chamdiem.engine.bulk_runs.inputs import NUMBER
from chamdiem.engine.bulk_runs.narrowing import LayerRows, is_tried, narrow
from chamdiem.engine.bulk_runs.ordinary import Aside, Right, fact_values, judged, place_of, read_rows, rows_at
from chamdiem.engine.bulk_runs.reading import DIALECT, answer_column, column_of, kept_fields, stated_column, stated_name
from chamdiem.engine.reading.table_columns import SCORED_LAYERS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import Fault, Place, column_letters
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.facts import ScoredRows
    from chamdiem.engine.bulk_runs.inputs import TablePart
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.compile.program import Program

# most columns of results have few values; of the others no dictionary is tried for long; a group is held in memory
_PARQUET = "FORMAT parquet, DICTIONARY_SIZE_LIMIT 2000, ROW_GROUP_SIZE 30720"
FORMS = {"parquet": _PARQUET, "csv": "FORMAT csv, HEADER true"}
READS = {"parquet": "read_parquet", "csv": "read_csv"}
RESULTS, REJECTED, KEYS = "results", "rejected", "keys"
_HEAD = ("row", "framework", "layer", "stated")


def results_folder(folder: File, framework: str) -> File:
    """Return the folder, within that of a run, of the results of a framework."""
    return folder / RESULTS / framework.replace("/", "__")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be written of a part, and where to: of which layers, that of the cell among them.

    `completions`: see `narrowing`.
    """

    folder: File
    form: str
    lang: Lang
    with_rules: bool
    completions: bool
    layers: tuple[str, ...] = SCORED_LAYERS

    def results_file(self, framework: str, number: int) -> File:
        """Return the file of the results of a part."""
        return results_folder(self.folder, framework) / f"part-{number:06}.{self.form}"

    def rejected_file(self, number: int) -> File:
        """Return the file of the rows of a part that were not scored."""
        return self.folder / REJECTED / f"part-{number:06}.{self.form}"

    def keys_file(self, number: int) -> File:
        """Return the file of what tells the meetings of a part from others."""
        return self.folder / KEYS / f"part-{number:06}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDone:
    """How many rows of a part were scored, by framework; how many not; of how many scored no rating is sure yet."""

    number: int
    rows: int
    scored: Mapping[str, int]
    aside: int
    open: int


class PartScorer:
    """Scores one part."""

    def __init__(self, database: Database, reading: Reading, part: TablePart, wanted: Wanted) -> None:
        self.database, self.reading, self.part, self.wanted = database, reading, part, wanted
        self._fields = PartFields(database, reading, part)
        self._facts = PartFacts(self._fields)

    def score(self, held: Mapping[int, Sequence[Fault]]) -> PartDone:
        """Write the results of a part, and the rows that have none; `held` are rows that others contradict."""
        self._fields.read(tuple(held))
        chosen = self._facts.read()
        self._fields.write_keys(self.wanted.keys_file(self.part.number))
        rights, asides = self._one_by_one(held)
        scored: dict[str, int] = {}
        open_ = 0
        for loaded in _frameworks(chosen, rights):
            view = next((each for each in chosen if each.framework.hash == loaded.hash), None)
            own = [right for right in rights if right.framework.hash == loaded.hash]
            source = self._joined(view or self._facts.none_of(loaded), own)
            asides += self._write(loaded, source)
            scored[loaded.id], still = self._counted(loaded)
            open_ += still
        self._write_asides(asides)
        aside = len({each.n for each in asides})
        return PartDone(number=self.part.number, rows=self.part.rows, scored=scored, aside=aside, open=open_)

    def _one_by_one(self, held: Mapping[int, Sequence[Fault]]) -> tuple[list[Right], list[Aside]]:
        """Return what becomes of the rows in doubt."""
        rights: list[Right] = []
        asides = [Aside(number, fault) for number, faults in held.items() for fault in faults]
        for found in read_rows(self._fields, rows_at(self._fields, "doubts")):
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

    def _write(self, loaded: LoadedFramework, source: str) -> list[Aside]:
        """Write the results of a framework; return the rows on which its rules disagree: none of these is written."""
        layers = [self._layer(loaded, layer, source) for layer in self.wanted.layers if self._is_answered(layer)]
        tried = self.wanted.completions and is_tried(loaded)
        selects = [narrow(self.database, rows) if tried else rows.select("TRUE") for rows in layers]
        together = " UNION ALL BY NAME ".join(f"SELECT * EXCLUDE ({name(OPEN)}) FROM ({each})" for each in selects)
        file = self.wanted.results_file(loaded.id, self.part.number)
        checked = f"CASE WHEN {name(CONFLICT)} THEN error({text(CONFLICT)}) ELSE row END AS row"
        try:  # rules that disagree are a defect of the framework, so that all but no row is one of these
            self._copy(f"SELECT * EXCLUDE ({name(CONFLICT)}) REPLACE ({checked}) FROM ({together})", file)
        except Refused as error:
            if CONFLICT not in str(error):
                raise
            return self._without_clashing(together, file)
        return []

    def _without_clashing(self, together: str, file: File) -> list[Aside]:
        """Write the results but for the rows on which two rules disagree; return those."""
        numbers = self.database.rows(f"SELECT DISTINCT row FROM ({together}) WHERE {name(CONFLICT)}")
        clashing = sorted(int(str(row[0])) for row in numbers)
        self.database.put("clashing", [("row", "BIGINT")], [(each,) for each in clashing])
        when = "row NOT IN (SELECT row FROM clashing)"
        self._copy(f"SELECT * EXCLUDE ({name(CONFLICT)}) FROM ({together}) WHERE {when}", file)
        places = (row - self.part.offset - 1 for row in clashing)
        return [Aside(n, Fault("bulk.disagree", place=Place(self.part.source.file, n + 2, 0, ""))) for n in places]

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
        results = Results(loaded.framework, program_of(loaded, layer), DIALECT, self.wanted.with_rules)
        told = tuple(_told_inputs(loaded, results)) if self.wanted.with_rules else ()
        return LayerRows(loaded, layer, results, view, (*_HEAD, *kept_fields(shape), *told), self._proved())

    def _proved(self) -> str:
        """Return what has the ends that are proved of facts, as SQL, by the numbers that rows have in results."""
        file = self.part.source.proved
        return f"(SELECT n + {self.part.offset + 1} AS row, * FROM read_parquet({text(file)}))" if file else ""

    def _counted(self, loaded: LoadedFramework) -> tuple[int, int]:
        """Return how many rows stand in the file of a framework, and of how many of them no rating is sure."""
        file = self.wanted.results_file(loaded.id, self.part.number)
        still = f"{name(RATED)} IS NULL AND NOT {name(UNRATED)}"
        counts = f"count(*), count(*) FILTER ({still})"
        read = f"{READS[self.wanted.form]}({text(str(file))})"
        rows, open_ = self.database.rows(f"SELECT {counts} FROM {read} WHERE layer = 'self'")[0]
        return int(str(rows)), int(str(open_))

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


def _told_inputs(loaded: LoadedFramework, results: Results) -> Iterator[str]:
    """Yield what explains the results of a layer: facts, but for those of one person's own, and stated ratings.

    The facts are all that the record has: those that no rule reads may be odd, which an explanation says.
    """
    told = [Key("field", each.name) for each in loaded.framework.shape.fields if each.is_fact and not each.personal]
    asked = [key for key in sorted(results.program.inputs) if key.kind != "field"]
    yield from map(str, (*told, *asked))
    yield from map(stated_name, LAYERS)


def program_of(loaded: LoadedFramework, layer: str) -> Program:
    """Return the program of a layer, as the scorer chooses it."""
    whole = all(criterion.is_asked_of(layer) for criterion in loaded.framework.criteria)
    return loaded.program if whole else compile_framework(loaded.framework, layer)
