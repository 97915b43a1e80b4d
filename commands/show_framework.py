"""Print frameworks: the list of them, and one with its criteria, bands, ratings and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.printing import print_notice, print_table
from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.words import formats
from chamdiem.engine.words.framework_words import (
    authority_text,
    cap_text,
    dates_text,
    effect_text,
    kinds_text,
    needs_text,
    organisations_text,
    points_text_of,
    quota_text,
    span_text,
    status_text,
)
from chamdiem.engine.words.history_words import history_words
from chamdiem.engine.words.wording import Wording, subject_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.criteria import Criterion, Group
    from chamdiem.rules.language.framework import Framework


def print_frameworks(loaded: Iterable[LoadedFramework], lang: Lang) -> None:
    """Print the list of frameworks."""
    names = ("framework", "name", "in_force", "applies", "points", "provenance")
    header = (say(lang, f"column.{name}") for name in names)
    print_table(fitted("", header, [_row(item.id, item.framework, lang) for item in loaded], numbers=()))


def _row(name: str, framework: Framework, lang: Lang) -> list[str]:
    known = (dates_text, organisations_text, points_text_of, status_text)
    return [name, framework.title, *(text(framework, lang) for text in known)]


def print_framework(loaded: LoadedFramework, lang: Lang) -> None:
    """Print one framework: where it comes from, its criteria with their bands, its ratings and its notes."""
    framework = loaded.framework
    provenance = framework.provenance
    click.secho(f"{framework.title} ({loaded.id})", bold=True)
    click.echo(authority_text(framework, lang))
    click.echo(say(lang, "show.in_force", dates=dates_text(framework, lang)))
    click.echo(say(lang, "show.applies", organisations=organisations_text(framework, lang)))
    if framework.subject is not None:
        click.echo(say(lang, "show.subject_of", subject=subject_text(framework.subject, lang)))
    else:
        click.echo(say(lang, "show.kinds", kinds=kinds_text(framework, lang)))
    click.echo(say(lang, "show.provenance", status=status_text(framework, lang), source=provenance.source))
    click.echo(say(lang, "show.hash", hash=loaded.hash))
    if framework.points is not None and framework.points.minimum is not None:
        click.echo(say(lang, "show.minimum", points=formats.points(framework.points.minimum, lang)))
    if framework.fewer_is_better:
        click.echo(say(lang, "show.fewer"))
    for note in (provenance.note, framework.in_force.note, framework.no_periods, *framework.notes):
        if note:
            click.echo(say(lang, "show.note", note=note))
    print_notice(framework)
    _print_inputs(framework, lang)
    _print_history(framework, lang)
    _print_criteria(framework, lang)
    _print_ratings(framework, lang)
    _print_caps(framework, lang)
    _print_quotas(framework, lang)
    _print_periods(framework, lang)


def _print_periods(framework: Framework, lang: Lang) -> None:
    for period in framework.periods:
        click.secho(f"\n{say(lang, 'show.period', title=period.title)}", bold=True)
        for rating in period.ratings:
            click.echo(f"  {rating.title}: {needs_text(rating, lang)}")
        for cap in period.caps:
            click.echo(f"  {effect_text(cap, period.ratings, lang)}: {cap.reason}")
        click.echo(f"  {say(lang, 'show.period_part', reason=period.part_year.reason)}")
        if period.note:
            click.echo(f"  {say(lang, 'show.note', note=period.note)}")


def _print_history(framework: Framework, lang: Lang) -> None:
    """Print which facts are taken from earlier records, and how."""
    wording = Wording(framework, lang)
    if framework.history:
        click.secho(f"\n{say(lang, 'earlier.heading')}", bold=True)
    for name, fact in framework.history.items():
        click.echo(f"  {wording.name(name)}: {history_words(fact, wording)}")


def _print_inputs(framework: Framework, lang: Lang) -> None:
    wording = Wording(framework, lang)
    if framework.inputs:
        click.secho(f"\n{say(lang, 'show.inputs')}", bold=True)
    for name, declaration in framework.inputs.items():
        own = f" ({say(lang, 'show.personal')})" if declaration.personal else ""
        click.echo(f"  {declaration.title}{own}: {wording.asked(name, declaration)}")


def _print_criteria(framework: Framework, lang: Lang) -> None:
    wording = Wording(framework, lang)
    for group in framework.groups:
        _print_group(group, wording, "")
    if framework.outside:
        click.secho(f"\n{say(lang, 'scoring.outside')}", bold=True)
        for criterion in framework.outside:
            _print_criterion(criterion, wording, "  ")


def _print_group(group: Group, wording: Wording, indent: str) -> None:
    """Print a group with what it holds, further in on each floor."""
    maximum = f" ({wording.points(group.maximum)})" if group.maximum is not None else ""
    click.secho(f"\n{indent}{wording.say('criterion.heading', id=group.id, title=group.title)}{maximum}", bold=True)
    for criterion in group.criteria:
        _print_criterion(criterion, wording, f"{indent}  ")
    for inner in group.groups:
        _print_group(inner, wording, f"{indent}  ")


def _print_criterion(criterion: Criterion, wording: Wording, indent: str) -> None:
    points = f" — {span_text(criterion, wording)}" if criterion.maximum is not None else ""
    click.echo(f"{indent}{wording.say('criterion.heading', id=criterion.id, title=criterion.title)}{points}")
    for line in wording.scoring(criterion):
        click.echo(f"{indent}    {line}")
    if criterion.note:
        click.echo(f"{indent}    {wording.say('show.note', note=criterion.note)}")


def _print_ratings(framework: Framework, lang: Lang) -> None:
    click.secho(f"\n{say(lang, 'show.ratings')}", bold=True)
    for rating in framework.ratings:
        click.echo(f"  {rating.title}: {needs_text(rating, lang)}")


def _print_caps(framework: Framework, lang: Lang) -> None:
    for number, cap in enumerate(framework.caps):
        if number == 0:
            click.secho(f"\n{say(lang, 'show.caps')}", bold=True)
        click.echo(f"  {effect_text(cap, framework.ratings, lang)}: {cap_text(cap, framework, lang)}")


def _print_quotas(framework: Framework, lang: Lang) -> None:
    for number, quota in enumerate(framework.quotas):
        if number == 0:
            click.secho(f"\n{say(lang, 'show.quotas')}", bold=True)
        click.echo(f"  {quota_text(quota, framework, lang)}")
