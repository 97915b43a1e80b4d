"""The rows of a part as facts of the framework that scores them, chosen and read as of single records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from chamdiem.engine.bulk.columns import NARROW
from chamdiem.engine.bulk.ranges import ValueRange
from chamdiem.engine.bulk_runs.columns import FactCells, Made
from chamdiem.engine.bulk_runs.database import name, text
from chamdiem.engine.bulk_runs.reading import answer_column, any_of, column_of, day_of, kept_fields, stated_column
from chamdiem.engine.reading.answers import question_value
from chamdiem.engine.reading.record_reader import read_words
from chamdiem.engine.reading.table_columns import SCORED_LAYERS
from chamdiem.rules.analysis.limits import answers, own_ends
from chamdiem.rules.records.fields import LAYERS, FieldType
from chamdiem.rules.records.written import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.bulk_runs.fields import PartFields
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.records.faults import Path
    from chamdiem.rules.records.fields import Field


@dataclass(frozen=True, slots=True)
class ScoredRows:
    """The rows of a part that one framework scores, as a view; `columns` are all of it, each with its type."""

    framework: LoadedFramework
    view: str
    columns: tuple[tuple[str, str], ...]


class PartFacts:
    """The facts of one part."""

    def __init__(self, fields: PartFields) -> None:
        self._fields, self._shape, self._database = fields, fields.shape, fields.database

    def read(self) -> list[ScoredRows]:
        """Make a view of the facts of every framework, and `doubts`, of the rows that are in none."""
        frameworks = self._choose()
        found = []
        for place, loaded in enumerate(frameworks):
            chosen, doubt = self._facts(place, loaded)
            self._database.run(f"DELETE FROM sure WHERE n IN (SELECT n FROM {doubt})")
            found.append(chosen)
        self._database.run("CREATE OR REPLACE TABLE doubts AS SELECT n FROM raw WHERE n NOT IN (SELECT n FROM sure)")
        return found

    # --- which framework ---

    def _choose(self) -> list[LoadedFramework]:
        """Return the frameworks of the rows, and make `sure`: rows without doubt, each with the place of its own."""
        columns = dict(self._chosen_by())
        names = [self._fields.called((each,)) for each in columns]
        found: dict[str, LoadedFramework] = {}
        rows = []
        for row in self._database.rows(f"SELECT DISTINCT {', '.join(names) or '1'} FROM given WHERE NOT doubt"):
            loaded = self._framework(dict(zip(columns, row, strict=False)))
            if loaded is not None and loaded.framework.shape == self._shape:
                found.setdefault(loaded.hash, loaded)
                rows.append((*row[: len(columns)], list(found).index(loaded.hash)))
        typed = [*zip(names, columns.values(), strict=True), ("chosen", "INTEGER")]
        self._database.put("choices", typed, rows)
        same = " AND ".join(f"given.{each} IS NOT DISTINCT FROM choices.{each}" for each in names) or "TRUE"
        chosen = f"SELECT n, chosen FROM given JOIN choices ON {same} WHERE NOT doubt"
        self._database.run(f"CREATE OR REPLACE TABLE sure AS {chosen}")
        return list(found.values())

    def _chosen_by(self) -> Iterator[tuple[str, str]]:
        """Yield the fields by which a framework is chosen, as far as the table has them, with the types of columns."""
        shape, reading = self._shape, self._fields.reading
        if reading.framework is None:
            wanted = {"framework": "VARCHAR", "organisation": "VARCHAR", shape.kind: "BIGINT"}
            wanted |= {shape.period: "VARCHAR", shape.day: "BIGINT"}
            yield from ((each, type_) for each, type_ in wanted.items() if each in self._fields.there)

    def _framework(self, told: Mapping[str, Any]) -> LoadedFramework | None:
        """Return the framework that is chosen for a record that says so much, as for any record."""
        values = {
            each: self._shape.by_name[each].value_of(value) if isinstance(value, int) else value
            for each, value in told.items()
            if value is not None
        }
        return self._fields.reading.chosen(tuple(values.items()))

    # --- the facts of one framework ---

    def _facts(self, place: int, loaded: LoadedFramework) -> tuple[ScoredRows, str]:
        """Return a framework's rows, and what gives those of them that say what it does not ask or allow."""
        view = f"facts_{place}"
        cells = FactCells(self._database, "raw", f"of_{view}", self._fields.part.source.cell)
        made: dict[Path, Made] = {}
        doubts: list[str] = []
        for path, column in self._fields.by_path.items():
            found = self._answer(cells, loaded, path, column)
            if isinstance(found, str):
                doubts.append(found)
            elif found is not None:
                made[path] = found
        doubts += [each.doubt for each in made.values()]
        columns = list(self._columns(loaded, made))
        joins = " ".join(each.join for each in made.values())
        rows = f"fields AS raw JOIN sure ON raw.n = sure.n AND sure.chosen = {place} {joins}"
        asked = ", ".join(["raw.n", *(f"CAST({sql} AS {type_}) AS {column}" for column, type_, sql in columns)])
        self._database.run(f"CREATE OR REPLACE VIEW {view} AS SELECT {asked} FROM {rows}")
        typed = ((name("n"), "BIGINT"), *((column, type_) for column, type_, _ in columns))
        return ScoredRows(loaded, view, typed), f"(SELECT raw.n FROM {rows} WHERE {any_of(doubts)})"

    def none_of(self, loaded: LoadedFramework) -> ScoredRows:
        """Return a view of the facts of a framework that scores no row without doubt."""
        columns = [(name("n"), "BIGINT"), *((each, type_) for each, type_, _ in self._columns(loaded, {}))]
        asked = ", ".join(f"CAST(NULL AS {type_}) AS {each}" for each, type_ in columns)
        self._database.run(f"CREATE OR REPLACE VIEW facts_of_none AS SELECT {asked} WHERE FALSE")
        return ScoredRows(loaded, "facts_of_none", tuple(columns))

    def _answer(self, cells: FactCells, loaded: LoadedFramework, path: Path, place: int) -> Made | str | None:
        """Return what a column of a layer becomes, or the test of rows that say what the framework does not ask."""
        column, type_ = f"c{place}", self._fields.types[place - 1]
        if path[0] == "evidence" or "deduction_notes" in path:
            return None if path[-1] in loaded.scope.criteria else f"{self._fields.called(path)} IS NOT NULL"
        if path[-1] == "rating":
            words = {rating.id: (rating.title,) for rating in loaded.framework.ratings}
            return cells.read(column, type_, partial(_read_one_of, words), "VARCHAR")
        if "answers" not in path:
            return None
        _, layer, _, criterion_id, *parts = map(str, path)
        criterion = loaded.scope.criteria.get(criterion_id)
        question = loaded.scope.asked.get(criterion_id, {}).get(parts[0] if parts else "")
        if criterion is None or question is None or layer not in SCORED_LAYERS or not criterion.is_asked_of(layer):
            return f"{column} IS NOT NULL"
        return cells.read(column, type_, partial(question_value, loaded.framework, question), "BIGINT")

    def _columns(self, loaded: LoadedFramework, made: Mapping[Path, Made]) -> Iterator[tuple[str, str, str]]:
        """Yield the columns of facts: what is kept, fields, and answers by layers, each with its type and SQL."""
        fields = self._shape.by_name
        for kept in kept_fields(self._shape):
            yield name(kept), *self._kept(fields[kept])
        for field in loaded.framework.shape.fields:
            if field.is_fact:
                yield column_of(field.name), _whole(*own_ends(field)), self._told(field)
        for layer in SCORED_LAYERS:
            for question in loaded.scope.questions.values():
                parts = (question.place,) if question.place else ()
                path = ("assessments", layer, "answers", question.criterion.id, *parts)
                may_be = answers(loaded.framework, question)
                type_ = _whole(may_be[0], may_be[-1]) if may_be else "BIGINT"
                yield answer_column(layer, question.key), type_, made[path].value if path in made else "NULL"
        for layer in LAYERS:
            stated = made.get(("assessments", layer, "rating"))
            yield stated_column(layer), "VARCHAR", stated.value if stated else "NULL"

    def _kept(self, field: Field) -> tuple[str, str]:
        type_ = "DATE" if field.type is FieldType.DATE else "VARCHAR"
        if field.name == self._shape.period:
            return type_, self._fields.of_period("raw")
        if field.name not in self._fields.there:
            return type_, "NULL"
        own = f"raw.{self._fields.called((field.name,))}"
        if field.words:
            words = " ".join(f"WHEN {place} THEN {text(word)}" for place, word in enumerate(field.words))
            return type_, f"CASE {own} {words} END"
        return type_, day_of(own) if field.type is FieldType.DATE else own

    def _told(self, field: Field) -> str:
        """Return the fact of a field, or what another field tells of it."""
        there = self._fields.there
        own = f"raw.{column_of(field.name)}" if field.name in there else "NULL"
        if field.told is None or field.told.by not in there:
            return own
        by = self._shape.by_name[field.told.by]
        words = " ".join(f"WHEN {by.fact_value(word)} THEN {int(value)}" for word, value in field.told.values.items())
        return f"COALESCE({own}, CASE raw.{column_of(by.name)} {words} END)"


def _whole(least: int, most: int) -> str:
    """Return the type of whole numbers that has all from the least to the most that a fact can be."""
    return "INTEGER" if ValueRange(least, most).fits(NARROW) else "BIGINT"


def _read_one_of(words: Mapping[str, tuple[str, ...]], raw: str) -> str:
    return read_word(read_words(raw), words)
