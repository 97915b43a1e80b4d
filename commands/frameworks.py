"""Commands on frameworks: list them, show one, print the schemas of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import CommandGroup, command, print_json, the_office

if TYPE_CHECKING:
    from chamdiem.engine.office.schemas import SchemaKind
    from chamdiem.engine.texts import Lang


@command("show", "help.frameworks_show")
@click.argument("id")
def show(lang: Lang, id: str) -> None:  # noqa: A002 - click passes the argument by its shown name
    """Show one framework."""
    from chamdiem.commands.show_framework import print_framework
    from chamdiem.engine.office.frameworks import find_framework

    print_framework(find_framework(the_office(), id), lang)


@click.pass_context
def _list(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        from chamdiem.commands.show_framework import print_frameworks
        from chamdiem.engine.office.frameworks import all_frameworks

        print_frameworks(all_frameworks(the_office()), context.obj)


frameworks = CommandGroup(
    "frameworks", callback=_list, invoke_without_command=True, sections=[("click.commands", (show,))]
)


@command("schema")
@click.argument("kind", type=click.Choice(["framework", "cases", "record", "evaluation", "evaluation-1"]))
def schema(_lang: Lang, kind: SchemaKind) -> None:
    """Print a JSON Schema."""
    from chamdiem.engine.office.schemas import schema_of

    print_json(schema_of(the_office(), kind))
