"""Commands for those who write frameworks: run cases and their coverage, compare versions, lay files out."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WrongUsage,
    command,
    complain,
    complain_of,
    option,
    output_file,
    print_json,
    tell,
    the_office,
    write,
)
from chamdiem.engine.texts import Lang, place_text, say

if TYPE_CHECKING:
    from chamdiem.engine.authoring.cases import CaseResult, Mismatch
    from chamdiem.engine.authoring.coverage import Coverage
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.rules.language.faults import Fault


@command("cases")
@click.argument("framework", required=False)
@output_file("--html", metavar="FILE", help="help.cases_html")
@option("--fail-under", metavar="PERCENT", type=click.IntRange(0, 100), help="help.fail_under")
@option("--suggest", is_flag=True, help="help.suggest")
def cases(lang: Lang, framework: str | None, html: str | None, fail_under: int | None, *, suggest: bool) -> None:
    """Run the cases of frameworks and measure their coverage."""
    from chamdiem.engine.authoring.coverage import coverage_page
    from chamdiem.engine.scoring.scorer import Scorer

    if html is not None and framework is None:
        raise WrongUsage("usage.one_framework", name="--html")
    catalog = the_office().catalog
    bad = False
    for loaded in [catalog.draft(framework)] if framework else catalog.all():
        scorer = Scorer(loaded)
        coverage = _coverage(scorer, loaded)
        if suggest:
            _print_suggestions(lang, scorer, coverage)
            continue
        _print_results(lang, coverage)
        bad |= any(result.differences for result in coverage.results)
        if fail_under is not None and not coverage.reaches(fail_under):
            complain(f"{loaded.id}: {say(lang, 'coverage.under', percent=fail_under)}")
            bad = True
        if html is not None:
            write(lang, html, coverage_page(coverage, lang), "result.written_page")
    if bad:
        click.get_current_context().exit(1)


def _coverage(scorer: Scorer, loaded: LoadedFramework) -> Coverage:
    """Run every case file of a framework; the faults of all of them are shown at once."""
    from chamdiem.engine.authoring.cases import case_files, run_cases
    from chamdiem.engine.authoring.coverage import measure_coverage
    from chamdiem.rules.language.faults import FaultyInput

    results: list[CaseResult] = []
    faults: list[Fault] = []
    for document in case_files(loaded):
        try:
            results += run_cases(scorer, document)
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput(faults)
    return measure_coverage(loaded, results)


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
    return say(
        lang,
        "case.difference",
        what=say(lang, f"case.{difference.name}", of=difference.of),
        expected=difference.expected or nothing,
        found=difference.found or nothing,
    )


def _print_suggestions(lang: Lang, scorer: Scorer, coverage: Coverage) -> None:
    from chamdiem.engine.authoring.coverage import GoalWords
    from chamdiem.engine.authoring.suggestions import suggest

    if not coverage.missed:
        return
    words = GoalWords(scorer.framework, lang)
    click.echo(say(lang, "suggest.heading", id=coverage.framework.id))
    for suggestion in suggest(scorer, coverage.missed, lang):
        if suggestion.case is None:
            complain(say(lang, "suggest.none", text=words.full_text(suggestion.goal)))
        else:
            click.echo(suggestion.case)


@command("diff")
@click.argument("old")
@click.argument("new")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
def diff(lang: Lang, old: str, new: str, form: str) -> None:
    """Compare two versions of a framework."""
    from chamdiem.engine.authoring.diff_words import DiffWords
    from chamdiem.rules.analysis.diff import diff_frameworks

    catalog = the_office().catalog
    first, second = catalog.draft(old), catalog.draft(new)
    changes = diff_frameworks(first.framework, second.framework)
    words = DiffWords(first.framework, second.framework, lang)
    if form == "json":
        versions = ({"id": loaded.id, "hash": loaded.hash} for loaded in (first, second))
        print_json(dict(zip(("old", "new"), versions, strict=True)) | {"changes": [words.json(c) for c in changes]})
        return
    click.secho(say(lang, "diff.heading", old=first.id, new=second.id, count=len(changes)), bold=True)
    for sentence in map(words.sentence, changes):
        click.echo(f"  {sentence}")
    if not changes:
        click.echo(say(lang, "diff.same"))


@command("fmt")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@option("--check", is_flag=True, help="help.fmt_check")
def fmt(lang: Lang, files: tuple[str, ...], *, check: bool) -> None:
    """Lay framework files out anew, each on its own."""
    from chamdiem.engine.authoring.formatting import format_file
    from chamdiem.engine.files.outputs import rewrite
    from chamdiem.rules.language.faults import FaultyInput

    bad = False
    for file in files:
        try:
            before, after = format_file(File(file))
            if before != after and not check:
                rewrite(File(file), after, before)
        except FaultyInput as error:
            complain_of(lang, error)
            bad = True
            continue
        code = "fmt.right" if before == after else "fmt.needed" if check else "fmt.written"
        bad |= code == "fmt.needed"
        tell(say(lang, code, file=file))
    if bad:
        click.get_current_context().exit(1)
