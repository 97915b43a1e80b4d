"""Commands on frameworks: list them, show one, print the schemas of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import CommandGroup, command, print_json, the_office

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.texts import Lang


@command("show", "help.frameworks_show")
@click.argument("id")
def show(lang: Lang, id: str) -> None:  # noqa: A002 - click passes the argument by its shown name
    """Show one framework."""
    from chamdiem.commands.show_framework import print_framework

    print_framework(the_office().catalog.draft(id), lang)


@click.pass_context
def _list(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        from chamdiem.commands.show_framework import print_frameworks

        print_frameworks(the_office().catalog.all(), context.obj)


frameworks = CommandGroup(
    "frameworks", callback=_list, invoke_without_command=True, sections=[("click.commands", (show,))]
)


@command("schema")
@click.argument("kind", type=click.Choice(["framework", "cases", "record", "evaluation"]))
def schema(_lang: Lang, kind: str) -> None:
    """Print a JSON Schema."""
    from chamdiem.engine.advice.advice_results import advice_schema
    from chamdiem.engine.authoring.cases import cases_schema
    from chamdiem.engine.explanation.results import evaluation_schema
    from chamdiem.engine.reading.catalog import framework_schema
    from chamdiem.engine.reading.record_schema import record_schema

    makers: dict[str, Callable[[], object]] = {
        "framework": framework_schema,
        "cases": cases_schema,
        "record": record_schema,
        "evaluation": lambda: evaluation_schema(advice_schema()),
    }
    print_json(makers[kind]())
