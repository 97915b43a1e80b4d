"""Commands on frameworks: list and show them; for those who write them, schemas, cases, lint, differences, layout."""

from __future__ import annotations

import re
from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    CommandGroup,
    WrongUsage,
    command,
    complain,
    complain_of,
    consent,
    file_of,
    hear,
    option,
    output_file,
    print_json,
    release,
    tell,
    the_office,
)
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.engine.authoring.coverage import Coverage
    from chamdiem.engine.authoring.expecting import Mismatch
    from chamdiem.engine.authoring.suggestions import Suggestion
    from chamdiem.engine.lint.remarks import Linted, LintRemark
    from chamdiem.engine.office.frameworks import SchemaKind


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
    from chamdiem.engine.office.frameworks import schema_of

    print_json(schema_of(the_office(), kind))


@command("new-framework")
@click.argument("id")
@output_file("-o", "--output", metavar="FILE", help="help.framework_output")
def new_framework(lang: Lang, id: str, output: str | None) -> None:  # noqa: A002 - click passes the argument by its shown name
    """Begin a framework: a commented skeleton, with its cases."""
    from chamdiem.engine.office.authoring import begin_framework

    begun = begin_framework(the_office(), id, lang, file_of(output), consent())
    tell(say(lang, "result.framework_written", file=begun.file, cases=begun.cases))


@command("cases")
@click.argument("framework", required=False)
@output_file("--html", metavar="FILE", help="help.cases_html")
@option("--fail-under", metavar="PERCENT", type=click.IntRange(0, 100), help="help.fail_under")
@option("--suggest", is_flag=True, help="help.suggest")
def cases(lang: Lang, framework: str | None, html: str | None, fail_under: int | None, *, suggest: bool) -> bool:
    """Run the cases of frameworks and measure their coverage."""
    from chamdiem.engine.office.authoring import CaseRequest, run

    if html is not None and framework is None:
        raise WrongUsage("usage.one_framework", name="--html")
    asked = CaseRequest(lang=lang, framework=framework, suggest=suggest, page=file_of(html))
    well = True
    for coverage, suggestions in run(the_office(), asked, consent(), hear):
        if suggestions is not None:
            _print_suggestions(lang, coverage, suggestions)
            continue
        _print_results(lang, coverage)
        well &= not any(result.differences for result in coverage.results)
        if fail_under is not None and not coverage.reaches(fail_under):
            complain(f"{coverage.framework.id}: {say(lang, 'coverage.under', percent=fail_under)}")
            well = False
    return well


def _print_results(lang: Lang, coverage: Coverage) -> None:
    from chamdiem.engine.authoring.coverage import GoalWords, percent_text

    results, loaded = coverage.results, coverage.framework
    failed = [result for result in results if result.differences]
    code = "case.failed" if failed else "case.passed" if results else "case.none"
    click.secho(say(lang, code, id=loaded.id, count=len(results), failed=len(failed)), bold=True)
    for result in failed:
        complain(say(lang, "case.wrong", place=place_text(lang, result.place), sentence=result.case.case))
        for difference in result.differences:
            complain(f"  {_difference(lang, difference)}")
            complain(f"    {say(lang, 'case.why', why=result.why(difference, lang))}")
    if results:
        reached, everything = coverage.share
        details = {"reached": reached, "all": everything, "cases": len(results)}
        click.echo(say(lang, "coverage.summary", percent=percent_text(coverage, lang), **details))
        words = GoalWords(loaded.framework, lang)
        for goal in coverage.missed:
            click.echo(f"  {say(lang, 'coverage.missed_goal', text=words.full_text(goal))}")


def _difference(lang: Lang, difference: Mismatch) -> str:
    nothing = say(lang, "case.nothing")
    what = say(lang, f"case.{difference.name}", of=difference.of)
    expected, found = difference.expected or nothing, difference.found or nothing
    return say(lang, "case.difference", what=what, expected=expected, found=found)


def _print_suggestions(lang: Lang, coverage: Coverage, suggestions: Iterable[Suggestion]) -> None:
    from chamdiem.engine.authoring.coverage import GoalWords

    if not coverage.missed:
        return
    words = GoalWords(coverage.framework.framework, lang)
    click.echo(say(lang, "suggest.heading", id=coverage.framework.id))
    of_periods = False
    for suggestion in suggestions:
        if suggestion.case is None:
            complain(say(lang, "suggest.none", text=words.full_text(suggestion.goal)))
            continue
        if suggestion.goal.period and not of_periods:
            of_periods = True
            click.echo("periods:")
        click.echo(suggestion.case)


@command("diff")
@click.argument("old")
@click.argument("new")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
def diff(lang: Lang, old: str, new: str, form: str) -> None:
    """Compare two versions of a framework."""
    from chamdiem.engine.authoring.diff_words import DiffWords
    from chamdiem.engine.office.authoring import compare

    first, second, changes = compare(the_office(), old, new)
    words = DiffWords(first.framework, second.framework, lang)
    if form == "json":
        versions = {"old": first, "new": second}
        told = {name: {"id": loaded.id, "hash": loaded.hash} for name, loaded in versions.items()}
        print_json({**told, "changes": list(map(words.json, changes))})
        return
    click.secho(say(lang, "diff.heading", old=first.id, new=second.id, count=len(changes)), bold=True)
    for sentence in map(words.sentence, changes):
        click.echo(f"  {sentence}")
    if not changes:
        click.echo(say(lang, "diff.same"))


@command("fmt")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@option("--check", is_flag=True, help="help.fmt_check")
def fmt(lang: Lang, files: tuple[str, ...], *, check: bool) -> bool:
    """Lay framework files out anew, each on its own."""
    from chamdiem.engine.office.authoring import lay_out
    from chamdiem.rules.records.faults import FaultyInput

    right = True
    for file, found in zip(files, lay_out(the_office(), map(File, files), check=check), strict=True):
        right &= found.state not in {"faulty", "needed"}
        if found.faults:
            complain_of(lang, FaultyInput(found.faults))
        else:
            tell(say(lang, f"fmt.{found.state}", file=file))
    return right


# --- lint ---

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
        _print_linted(files, lang, silenced=silenced)
    bad = {"error", "warning"} if strict else {"error"}
    remarks = (remark for linted in files for remark in linted.remarks)
    return not any(remark.level in bad and not remark.defect.silenced for remark in remarks)


def _print_linted(files: Sequence[Linted], lang: Lang, *, silenced: bool) -> None:
    for linted in files:
        for remark in linted.remarks:
            if silenced or not remark.defect.silenced:
                _print_remark(remark, linted, lang)
    levels = ["silenced" if remark.defect.silenced else f"{remark.level}s" for each in files for remark in each.remarks]
    counts = {name: levels.count(name) for name in ("silenced", *(f"{level}s" for level in COLOURS))}
    click.echo(say(lang, "lint.summary", files=len(files), **counts))


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
