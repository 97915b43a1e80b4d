"""The query of a framework as people read it who have a warehouse of their own: what each column holds stands above it.

Facts are whole numbers: points in hundredths, days from the first day of the year 1, times in minutes, words by their
place in the list, yes as 1 and no as 0, other numbers times what makes them whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.query import query_of
from chamdiem.engine.texts import say
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRequest:
    """Which query is asked for: of which layer, for which table of which database, with the numbers of rules or not."""

    layer: str
    dialect: str
    table: str
    lang: Lang
    with_rules: bool = False


def sql_of(loaded: LoadedFramework, asked: QueryRequest) -> str:
    """Return the query that scores one layer of every row of a table, with comments that say what its columns hold."""
    dialect, lang = DIALECTS[asked.dialect], asked.lang
    program = compile_framework(loaded.framework, asked.layer)
    query = query_of(program, dialect, wanted=tuple(_wanted(loaded.framework)), with_rules=asked.with_rules)
    told = dict.fromkeys(f"bulk.fact_{key.kind}" for key in query.facts)
    lines = [
        say(lang, "bulk.head", framework=loaded.framework.title, id=loaded.id, hash=loaded.hash),
        say(lang, f"show.{loaded.framework.provenance.status}"),
        say(lang, "bulk.inputs", table=asked.table),
        *(f"{key}: {_held(loaded, key, lang)}" for key in query.inputs),
        *([] if dialect.most is None else [say(lang, "bulk.bounded", most=dialect.most)]),
        say(lang, "bulk.outputs"),
        *(say(lang, code) for code in told),
        *([say(lang, "bulk.rules")] if asked.with_rules else []),
        say(lang, "bulk.conflict"),
    ]
    comments = "\n".join(f"-- {' '.join(line.split())}" for line in lines)
    return f"{comments}\n{query.text.format(source=dialect.named(asked.table))}\n"


def _wanted(framework: Framework) -> Iterator[Key]:
    for criterion in framework.criteria:
        yield from (Key(kind, criterion.id) for kind in ("award", "least", "most"))
    yield from (Key(kind, TOTAL) for kind in ("award", "least", "most"))
    yield RATING
    yield from (Key("finding", finding.id) for finding in framework.findings)


def _held(loaded: LoadedFramework, key: Key, lang: Lang) -> str:
    """Return what an input is, and how its column stores it."""
    scope = loaded.scope
    if key.kind == "answer":
        question = scope.questions[key]
        title = question.title
        quantity: Quantity | None = question.quantity
    else:
        field = loaded.framework.shape.by_name.get(key.subject)
        title = field.label(lang) if field is not None else key.subject
        quantity = scope.fact(key.subject)
    return title if quantity is None else say(lang, "bulk.held", title=title, stored=_stored(quantity, lang))


def _stored(quantity: Quantity, lang: Lang) -> str:
    if quantity.words == YES_NO:
        return say(lang, "bulk.stored_yes_no")
    if quantity.words:
        return ", ".join(f"{place} {word}" for place, word in enumerate(quantity.words))
    if quantity.role != "points" and quantity.scale != 1:
        return say(lang, "bulk.stored_scaled", scale=quantity.scale)
    return say(lang, f"bulk.stored_{quantity.role}")
