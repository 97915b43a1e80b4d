"""Commands on many records at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import CommandGroup, WordChoice, command, option, the_office
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang

_DIALECTS = ("duckdb", "postgresql")
_SCORED = {name: words for name, words in LAYERS.items() if name in {"self", "upper"}}


@command("sql", "help.bulk_sql")
@click.argument("framework")
@option("--dialect", type=click.Choice(_DIALECTS), default=_DIALECTS[0], help="help.dialect")
@option("--layer", type=WordChoice(_SCORED), default="self", help="help.bulk_layer")
@option("--table", metavar="NAME", default="records", help="help.bulk_table")
@option("--rules", is_flag=True, help="help.bulk_rules")
def sql(lang: Lang, framework: str, dialect: str, layer: str, table: str, *, rules: bool) -> None:
    """Print the query that scores by a framework."""
    from chamdiem.engine.office.bulk import QueryRequest, query_text

    asked = QueryRequest(layer=layer, dialect=dialect, table=table, lang=lang, with_rules=rules)
    click.echo(query_text(the_office(), framework, asked), nl=False)


bulk = CommandGroup("bulk", sections=[("click.commands", (sql,))])
