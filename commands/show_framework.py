"""Print frameworks: the list of them, and one with its criteria, bands, ratings and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chamdiem.commands.printing import authority, print_notice, print_table
from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.texts import Lang, label, say
from chamdiem.engine.words import formats
from chamdiem.engine.words.history_words import history_words
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.language.meeting import MEETING_KINDS
from chamdiem.rules.language.moments import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.framework import Framework, Rating


def print_frameworks(loaded: Iterable[LoadedFramework], lang: Lang) -> None:
    """Print the list of frameworks."""
    names = ("framework", "name", "in_force", "applies", "points", "provenance")
    header = (say(lang, f"column.{name}") for name in names)
    print_table(fitted("", header, [_row(item.id, item.framework, lang) for item in loaded], numbers=()))


def _row(name: str, framework: Framework, lang: Lang) -> list[str]:
    points = formats.points(framework.points.maximum, lang) if framework.points else say(lang, "show.no_points")
    status, organisations = say(lang, f"show.{framework.provenance.status}"), _organisations(framework, lang)
    return [name, framework.title, _dates(framework, lang), organisations, points, status]


def _dates(framework: Framework, lang: Lang) -> str:
    first, last = framework.in_force.from_, framework.in_force.to
    if last is None:
        return say(lang, "show.from", day=day_text(first))
    return say(lang, "show.from_to", first=day_text(first), last=day_text(last))


def _organisations(framework: Framework, lang: Lang) -> str:
    return ", ".join(framework.applies_to.organisations) or say(lang, "show.everyone")


def print_framework(loaded: LoadedFramework, lang: Lang) -> None:
    """Print one framework: where it comes from, its criteria with their bands, its ratings and its notes."""
    framework = loaded.framework
    provenance = framework.provenance
    click.secho(f"{framework.title} ({loaded.id})", bold=True)
    click.echo(authority(framework, lang))
    click.echo(say(lang, "show.in_force", dates=_dates(framework, lang)))
    click.echo(say(lang, "show.applies", organisations=_organisations(framework, lang)))
    kinds = ", ".join(label(MEETING_KINDS[kind], lang) for kind in framework.applies_to.kinds)
    click.echo(say(lang, "show.kinds", kinds=kinds))
    click.echo(say(lang, "show.provenance", status=say(lang, f"show.{provenance.status}"), source=provenance.source))
    click.echo(say(lang, "show.hash", hash=loaded.hash))
    for note in (provenance.note, framework.in_force.note, *framework.notes):
        if note:
            click.echo(say(lang, "show.note", note=note))
    print_notice(framework)
    _print_history(framework, lang)
    _print_criteria(framework, lang)
    _print_ratings(framework, lang)


def _print_history(framework: Framework, lang: Lang) -> None:
    """Print which facts are taken from earlier records, and how."""
    wording = Wording(framework, lang)
    if framework.history:
        click.secho(f"\n{say(lang, 'earlier.heading')}", bold=True)
    for name, fact in framework.history.items():
        click.echo(f"  {wording.name(name)}: {history_words(fact, wording)}")


def _print_criteria(framework: Framework, lang: Lang) -> None:
    wording = Wording(framework, lang)
    for group in framework.groups:
        maximum = f" ({wording.points(group.maximum)})" if group.maximum is not None else ""
        click.secho(f"\n{say(lang, 'criterion.heading', id=group.id, title=group.title)}{maximum}", bold=True)
        for criterion in group.criteria:
            maximum = f" — {wording.points(criterion.maximum)}" if criterion.maximum is not None else ""
            click.echo(f"  {say(lang, 'criterion.heading', id=criterion.id, title=criterion.title)}{maximum}")
            for line in wording.scoring(criterion):
                click.echo(f"      {line}")
            if criterion.note:
                click.echo(f"      {say(lang, 'show.note', note=criterion.note)}")


def _print_ratings(framework: Framework, lang: Lang) -> None:
    click.secho(f"\n{say(lang, 'show.ratings')}", bold=True)
    for rating in framework.ratings:
        click.echo(f"  {rating.title}: {_needs(rating, lang)}")


def _needs(rating: Rating, lang: Lang) -> str:
    parts = [] if rating.is_open else [formats.ends(rating, "", lang)]
    if rating.requires:
        parts.append(say(lang, "show.requires", gates="; ".join(gate.title for gate in rating.requires)))
    return ", ".join(parts) or say(lang, "show.otherwise")
