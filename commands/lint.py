"""The command that proves frameworks: remarks like a compiler's, or as data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import command, option, print_json, release, the_office
from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.lint.remarks import Linted, LintRemark

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@command("lint")
@click.argument("frameworks", nargs=-1, required=True, metavar="FRAMEWORK…")
@option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text", help="help.lint_format"
)
@option("--against", metavar="FRAMEWORK", help="help.lint_against")
@option("--strict", is_flag=True, help="help.lint_strict")
@option("--silenced", is_flag=True, help="help.lint_silenced")
def lint(
    lang: Lang, frameworks: tuple[str, ...], form: str, against: str | None, *, strict: bool, silenced: bool
) -> bool:
    """Prove frameworks. Status 1: an error, or with --strict a warning, that is not silenced."""
    from chamdiem.engine.lint.output import lint_github, lint_json, lint_sarif
    from chamdiem.engine.office.authoring import lint as act

    files = act(the_office(), frameworks, against)
    if form == "json":
        print_json(lint_json(files, lang))
    elif form == "sarif":
        print_json(lint_sarif(files, lang, release()))
    elif form == "github":
        for line in lint_github(files, lang):
            click.echo(line)
    else:
        _print(files, lang, silenced=silenced)
    bad = {"error", "warning"} if strict else {"error"}
    remarks = (remark for linted in files for remark in linted.remarks)
    return not any(remark.level in bad and not remark.defect.silenced for remark in remarks)


def _print(files: Sequence[Linted], lang: Lang, *, silenced: bool) -> None:
    for linted in files:
        for remark in linted.remarks:
            if silenced or not remark.defect.silenced:
                _print_remark(remark, linted, lang)
    remarks = [remark for linted in files for remark in linted.remarks]
    counts = {
        f"{level}s": sum(remark.level == level and not remark.defect.silenced for remark in remarks)
        for level in COLOURS
    }
    quiet = sum(bool(remark.defect.silenced) for remark in remarks)
    click.echo(say(lang, "lint.summary", files=len(files), silenced=quiet, **counts))


def _print_remark(remark: LintRemark, linted: Linted, lang: Lang) -> None:
    """Print a remark: its head, the line with a mark under what is meant, its example, what would mend it."""
    from chamdiem.engine.lint.words import spoken

    words, defect = spoken(remark, linted, lang), remark.defect
    level = "silenced" if defect.silenced else remark.level
    colour = None if defect.silenced else COLOURS[remark.level]
    place = f"{remark.place.file}:{remark.place.line}:{remark.place.column}"
    head = click.style(say(lang, f"lint.level.{level}") + f"[{defect.code}]", fg=colour, bold=True)
    click.echo(f"{head}: {click.style(words.sentence, bold=True)}")
    number = str(remark.place.line)
    margin = click.style(" " * len(number) + " |", fg="blue")
    click.echo(click.style(" " * len(number) + "--> ", fg="blue") + place)
    if remark.line:
        click.echo(margin)
        click.echo(click.style(f"{number} | ", fg="blue") + remark.line)
        click.echo(f"{margin} " + click.style(_mark(remark), fg=colour, bold=True))
    kept = say(lang, "lint.reason", reason=defect.silenced) if defect.silenced else say(lang, "lint.fix", fix=words.fix)
    for line in (*words.examples, kept, say(lang, "lint.page", code=defect.code)):
        click.echo(click.style(" " * len(number) + " = ", fg="blue") + line)
    click.echo()


def _mark(remark: LintRemark) -> str:
    """Return carets under the words that are meant, or under what begins at the remark's column."""
    words = str(remark.defect.details.get("words", remark.defect.details.get("number", "")))
    at = remark.line.casefold().find(words.casefold()) if words else -1
    if at >= 0:
        return " " * at + "^" * len(words)
    before, rest = remark.line[: remark.place.column - 1], remark.line[remark.place.column - 1 :]
    word = re.match(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"|[^\s:,}\]]+", rest)
    return " " * len(before) + "^" * max(len(word[0]) if word else 1, 1)
