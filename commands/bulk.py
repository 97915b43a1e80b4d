"""Commands on many records at once."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    CommandGroup,
    WordChoice,
    WrongUsage,
    command,
    complain,
    config_option,
    consent,
    file_of,
    framework_option,
    hear,
    option,
    output_file,
    register_option,
    tell,
    the_office,
)
from chamdiem.commands.periods import active_option, of_option
from chamdiem.commands.printing import watching
from chamdiem.engine.texts import say
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.spans import MonthSpan

_DIALECTS = ("duckdb", "postgresql", "clickhouse", "spark")
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


@command("score", "help.bulk_score")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@output_file("-o", "--output", required=True, metavar="DIR", folder=True, help="help.bulk_output")
@option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", help="help.bulk_format")
@framework_option
@config_option
@option("--workers", type=click.IntRange(1, 256), metavar="N", help="help.bulk_workers")
@option("--cluster", metavar="ADDRESS", help="help.bulk_cluster")
@option("--rules", is_flag=True, help="help.bulk_rules_too")
@option("--history", is_flag=True, help="help.bulk_history")
@option("--rules-only", is_flag=True, help="help.bulk_rules_only")
def score(
    lang: Lang,
    inputs: tuple[str, ...],
    output: str,
    form: str,
    framework: str | None,
    workers: int | None,
    cluster: str | None,
    *,
    rules: bool,
    history: bool,
    rules_only: bool,
) -> bool:
    """Score the rows of tables into a folder."""
    from chamdiem.engine.office.bulk_scores import BulkRequest, score_tables

    if cluster is not None and workers is not None:
        raise WrongUsage("usage.at_most_one", names="--workers, --cluster")
    asked = BulkRequest(
        inputs=inputs,
        folder=File(output),
        lang=lang,
        form=form,
        framework=framework,
        with_rules=rules,
        completions=not rules_only,
        history=history,
        processes=workers,
        cluster=cluster,
    )
    found = score_tables(the_office(watching(lang, 0)), asked, consent(), hear)
    done = found.summary
    tell(say(lang, "bulk.was_done" if found.was_done else "bulk.done", folder=output, rows=done.rows))
    for framework_id, count in done.scored.items():
        tell("  " + say(lang, "bulk.scored", framework=framework_id, count=count))
    if done.open:
        tell("  " + say(lang, "bulk.open", count=done.open))
    if done.blank:
        tell("  " + say(lang, "bulk.blank", count=done.blank))
    if done.aside:
        complain(say(lang, "bulk.aside", count=done.aside, folder=File(output) / "rejected"))
    elif not done.scored:
        complain(say(lang, "bulk.nothing"))
    return bool(done.scored) and not done.aside


@command("report", "help.bulk_report")
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER…")
@output_file("-o", "--output", required=True, metavar="DIR", folder=True, help="help.bulk_report_output")
@option("--layer", type=WordChoice(_SCORED), help="help.bulk_report_layer")
@config_option
def report(lang: Lang, folders: tuple[str, ...], output: str, layer: str | None) -> None:
    """Report on rows that were scored."""
    from chamdiem.engine.office.bulk_reports import BulkReportRequest, write_bulk_report

    asked = BulkReportRequest(folders=tuple(map(File, folders)), output=File(output), layer=layer)
    found = write_bulk_report(the_office(), asked, consent())
    tell(say(lang, "bulk.report_written", folder=output, count=sum(found.values())))
    for framework_id, count in found.items():
        tell("  " + say(lang, "bulk.scored", framework=framework_id, count=count))


@command("year", "help.bulk_year")
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER…")
@of_option
@framework_option
@register_option
@config_option
@active_option
@output_file("-o", "--output", required=True, metavar="FILE", help="help.bulk_year_output")
def year(
    lang: Lang,
    folders: tuple[str, ...],
    of: MonthSpan,
    framework: str | None,
    register: str | None,
    active: str | None,
    output: str,
) -> None:
    """Rate all cells of runs over several months."""
    from chamdiem.engine.office.bulk_years import BulkYearRequest, write_bulk_year

    asked = BulkYearRequest(
        span=of,
        inputs=tuple(map(File, folders)),
        framework=framework,
        register=file_of(register),
        active=active,
        output=File(output),
    )
    found = write_bulk_year(the_office(watching(lang, 100)), asked, consent(), hear)
    count = sum(found.ratings.values()) + sum(found.without.values())
    tell(say(lang, "bulk.year_written", file=output, count=count))
    for rating, cells in found.ratings.items():
        tell("  " + say(lang, "bulk.year_rated", rating=rating, count=cells))
    for status, cells in found.without.items():
        tell("  " + say(lang, f"bulk.year_{status}", count=cells))


@command("table", "help.bulk_ledger_table")
@click.argument("ledger")
@output_file("-o", "--output", required=True, metavar="FILE", help="help.bulk_table_output")
@option("--framework", metavar="ID", help="help.bulk_table_framework")
@config_option
def table(lang: Lang, ledger: str, output: str, framework: str | None) -> None:
    """Copy the records of a ledger into a table."""
    from chamdiem.engine.office.bulk_ledgers import LedgerTableRequest, write_ledger_table

    asked = LedgerTableRequest(ledger=ledger, output=File(output), framework=framework)
    count = write_ledger_table(the_office(watching(lang, 1)), asked, consent())
    tell(say(lang, "bulk.table_written", file=output, count=count))


bulk = CommandGroup("bulk", sections=[("click.commands", (score, report, year, table, sql))])
