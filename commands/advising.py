"""Advice on one meeting: what would raise its rating."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import (
    command,
    config_option,
    framework_option,
    hear,
    option,
    print_json,
    record_argument,
    the_office,
)
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Advice, Way
    from chamdiem.engine.advice.advice_words import AdviceWords, CriterionChange
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
    from chamdiem.engine.explanation.origins import foreign_files
    from chamdiem.engine.office.advising import advise as act
    from chamdiem.engine.office.checking import LayerRequest

    asked = LayerRequest(record=File(record), framework=framework, layer=layer)
    found = act(the_office(), asked, target, hear)
    words = found.words(lang)
    if form == "json":
        from chamdiem.engine.advice.advice_results import advice_json

        print_json(advice_json(found.advice, words))
    else:
        _print(found.advice, words)
        for sentence in foreign_files(found.evaluation.framework, found.evaluation.settings, lang):
            click.echo(f"\n{sentence}")


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
