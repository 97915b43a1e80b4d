"""Advice on one meeting: what would raise its rating."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    WrongUsage,
    command,
    config_option,
    framework_option,
    option,
    print_json,
    record_argument,
    the_office,
)
from chamdiem.commands.meetings import check_layer
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Advice, Way
    from chamdiem.engine.advice.advice_words import AdviceWords, CriterionChange
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.texts import Lang


@command("advise")
@record_argument
@framework_option
@config_option
@option("--target", metavar="ID", help="help.target")
@option("--layer", type=click.Choice(tuple(LAYERS)), default="self", help="help.layer")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
def advise(lang: Lang, record: str, framework: str | None, target: str | None, layer: str, form: str) -> None:
    """Say what would raise one meeting's rating."""
    from chamdiem.engine.advice import advice
    from chamdiem.engine.advice.advice_words import AdviceWords
    from chamdiem.engine.explanation.origins import foreign_files
    from chamdiem.engine.office.checking import evaluate_file
    from chamdiem.engine.scoring.scorer import Scorer

    evaluation = evaluate_file(the_office(), File(record), framework)
    _check_asked(evaluation, layer, target)
    scorer = Scorer(evaluation.framework)
    found = advice.advise(scorer, evaluation, target, layer)
    words = AdviceWords(scorer.framework, scorer.program, lang)
    if form == "json":
        from chamdiem.engine.advice.advice_results import advice_json

        print_json(advice_json(found, words))
    else:
        _print(found, words)
        for sentence in foreign_files(evaluation.framework, evaluation.settings, lang):
            click.echo(f"\n{sentence}")


def _check_asked(evaluation: Evaluation, layer: str, target: str | None) -> None:
    check_layer(evaluation, layer)
    ids = [rating.id for rating in evaluation.framework.framework.ratings]
    if target is not None and target not in ids:
        details = {"framework": evaluation.framework.id, "name": target, "allowed": ", ".join(ids)}
        raise WrongUsage("usage.no_rating", **details)


def _print(advice: Advice, words: AdviceWords) -> None:
    click.secho(words.outcome(advice), bold=True)
    if advice.reached:
        return
    told = {*advice.because, *advice.too_late, *advice.incomplete}
    for obstacle in () if advice.because else (item for item in advice.blocking if item not in told):
        click.echo(words.say("advice.blocked", obstacle=words.obstacle(obstacle)))
    if not advice.because:
        _print_asked(words.asked(advice.asked), words)
    if advice.ways and (advice.incomplete or advice.too_late):
        code = "advice.still_possible" if advice.now else "advice.later_possible"
        click.secho(f"\n{words.say(code, title=advice.target.title)}", bold=True)
    # While much is open, ways of equal size differ by chance only: one is enough to see what it takes.
    shown = 1 if advice.incomplete or advice.too_late else len(advice.ways) + len(advice.now)
    if advice.now and advice.now != advice.ways:
        click.secho(f"\n{words.say('advice.now')}", bold=True)
        _print_ways(advice.now[:shown], words)
        click.secho(f"\n{words.say('advice.smallest')}", bold=True)
    _print_ways(advice.ways[:shown], words)


def _print_asked(asked: tuple[str, ...], words: AdviceWords) -> None:
    if not asked:
        return
    click.echo(words.say("advice.first"))
    for sentence in asked:
        click.echo(f"  {sentence}")


def _print_ways(ways: tuple[Way, ...], words: AdviceWords) -> None:
    for place, way in enumerate(ways):
        said = words.other_way(way, ways[0]) if place else words.way(way)
        click.echo(f"\n{said.heading}")
        for code, is_next in (("advice.this_meeting", False), ("advice.next_meeting", True)):
            _print_changes(
                words.say(code), [change for change in said.changes if change.is_for_next_meeting == is_next]
            )


def _print_changes(heading: str, changes: list[CriterionChange]) -> None:
    if not changes:
        return
    click.echo(f"  {heading}")
    for change in changes:
        click.echo(f"    {change.text}")
        for step in change.steps:
            click.echo(f"        {step}")
