"""Print results: rich tables on a terminal, tab-separated lines when piped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from chamdiem.engine import formats
from chamdiem.engine.explanation import CriterionExplanation, Explanation, explain
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.wording import Wording
from chamdiem.rules.fields import BY_NAME, LAYERS, MEETING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.engine.catalog import LoadedFramework
    from chamdiem.engine.scoring import CriterionScore, Evaluation, Points, Scoring
    from chamdiem.rules.framework import Framework, Rating

    Row = Sequence[str]


def print_score(evaluation: Evaluation, lang: Lang) -> None:
    """Print the points of every criterion by layer with the reason for each loss, then total and rating."""
    _print_heading(evaluation, lang)
    scored = {name: layer.scoring for name, layer in evaluation.layers.items() if layer.scoring is not None}
    labels = [LAYERS[name][_index(lang)] for name in scored]
    header = (
        [say(lang, f"column.{name}") for name in ("id", "title", "maximum")] + labels + [say(lang, "column.reason")]
    )
    framework = evaluation.framework.framework
    _print_table(
        header, _score_rows(evaluation, scored, lang), numbers=range(2, 3 + len(labels)), strong=_group_rows(framework)
    )
    for name, scoring in scored.items():
        explanation = explain(evaluation, lang, name)
        click.echo(f"\n{LAYERS[name][_index(lang)]}")
        _print_summary(explanation)
    _print_stated(evaluation, lang)
    _print_notice(framework)
    if sys.stdout.isatty():
        click.echo(say(lang, "result.explain_hint", file=evaluation.record.document.file))


def _group_rows(framework: Framework) -> set[int]:
    """The places of group rows in the table, the total's included; a lone criterion with its group's id is one row with it."""
    rows, place = set(), 0
    for group in framework.groups:
        rows.add(place)
        place += 1 if _lone(group.id, [c.id for c in group.criteria]) else 1 + len(group.criteria)
    return rows | {place}


def _lone(group_id: str, ids: Sequence[str]) -> bool:
    return list(ids) == [group_id]


def _score_rows(evaluation: Evaluation, scored: dict[str, Scoring], lang: Lang) -> list[Row]:
    first = evaluation.own
    reasons = {item.id: item for item in explain(evaluation, lang).criteria}
    rows: list[Row] = []
    pointed = evaluation.framework.framework.points is not None
    for number, group in enumerate(first.groups):
        points = [scoring.groups[number].points for scoring in scored.values()]
        lone = _lone(group.group.id, [score.criterion.id for score in group.criteria])
        reason = _loss(reasons[group.group.id]) if lone else ""
        rows.append(_row(group.group.id, group.group.title, points, reason, lang, pointed=pointed))
        for place, score in enumerate(() if lone else group.criteria):
            points = [scoring.groups[number].criteria[place].points for scoring in scored.values()]
            rows.append(
                _row(
                    score.criterion.id,
                    score.criterion.title,
                    points,
                    _loss(reasons[score.criterion.id]),
                    lang,
                    pointed=pointed,
                )
            )
    rows.append(
        _row("", say(lang, "column.total"), [scoring.total for scoring in scored.values()], "", lang, pointed=pointed)
    )
    return rows


def _row(id_: str, title: str, points: Sequence[Points], reason: str, lang: Lang, *, pointed: bool) -> Row:
    show = _shown_points if pointed else _shown_count
    maximum = points[0].maximum
    return [id_, title, show(maximum, lang), *(_award(item, lang, pointed=pointed) for item in points), reason]


def _award(points: Points, lang: Lang, *, pointed: bool) -> str:
    show = _shown_points if pointed else _shown_count
    if points.award is not None:
        return show(points.award, lang)
    return f"≥ {show(points.least, lang)}" if points.least else "—"


def _shown_points(value: int | None, lang: Lang) -> str:
    return formats.points(value, lang)


def _shown_count(value: int | None, _lang: Lang) -> str:
    return "—" if value is None else str(value)


def _loss(item: CriterionExplanation) -> str:
    """Return why points are not there: the scorer's own note first; nothing where all were given."""
    if item.score.status == "scored" and not item.score.lost:
        return ""
    return "; ".join(text for text in (item.score.note, item.reason) if text)


def _print_heading(evaluation: Evaluation, lang: Lang) -> None:
    framework = evaluation.framework.framework
    record = evaluation.record
    unknown = say(lang, "result.unknown")
    kind, period = record.text("meeting_kind"), record.text("period")
    click.echo(
        say(
            lang,
            "result.meeting",
            cell=record.text("cell_name") or unknown,
            period=formats.month(period) if period else unknown,
            kind=MEETING_KINDS[kind][_index(lang)] if kind else unknown,
            date=formats.value(BY_NAME["date"], record.date, lang) if record.date else unknown,
        )
    )
    click.echo(say(lang, "result.framework", title=framework.title, id=evaluation.framework.id))
    click.echo(_authority(framework, lang) + "\n")


def _authority(framework: Framework, lang: Lang) -> str:
    document = framework.authority
    return say(
        lang, "result.authority", number=document.number, date=f"{document.date:%d/%m/%Y}", issuer=document.issuer
    )


def _print_summary(explanation: Explanation) -> None:
    for sentence in explanation.summary:
        click.echo(f"  {sentence}")
    for warning in explanation.warnings:
        click.secho(f"  ! {warning}", fg="yellow")


def _print_stated(evaluation: Evaluation, lang: Lang) -> None:
    """Print what layers state that were not scored: the cell's vote and the decision."""
    for name, layer in evaluation.layers.items():
        if layer.scoring is None and layer.stated is not None:
            click.echo(f"\n{LAYERS[name][_index(lang)]}: {layer.stated.title}")


def _print_notice(framework: Framework) -> None:
    if framework.provenance.notice:
        click.secho(f"\n{framework.provenance.notice}", fg="yellow")


def print_explanation(evaluation: Evaluation, lang: Lang, layer: str, criterion: str | None) -> None:
    """Print why: one criterion, or all of them with what was lost first."""
    explanation = explain(evaluation, lang, layer)
    if criterion is None:
        _print_heading(evaluation, lang)
        _print_summary(explanation)
        click.echo()
    for item in explanation.criteria:
        if criterion in {None, item.id}:
            _print_criterion(item, evaluation.framework.framework, lang)
    _print_notice(evaluation.framework.framework)


def _print_criterion(item: CriterionExplanation, framework: Framework, lang: Lang) -> None:
    heading = say(lang, "criterion.heading", id=item.id, title=item.score.criterion.title)
    click.secho(f"{heading}: {_outcome(item.score, framework, lang)}", bold=True, fg="red" if item.score.lost else None)
    lines = [_sentence(item.reason)]
    lines += [fact for fact in item.facts if fact not in item.reason]
    lines += [say(lang, "criterion.note", note=item.score.note)] if item.score.note else []
    lines += [say(lang, "result.better", better=item.better)] if item.better else []
    lines += [*item.score.evidence, say(lang, "criterion.clause", clause=item.clause)]
    for line in lines:
        click.echo(f"    {line}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _outcome(score: CriterionScore, framework: Framework, lang: Lang) -> str:
    if score.rule is not None and score.rule.then in {"excluded", "rescaled"}:
        return say(lang, "criterion.left_out")
    if score.points.award is None:
        return say(lang, "criterion.to_score")
    if framework.points is None:
        return say(lang, "criterion.met" if score.points.award else "criterion.not_met")
    award, maximum = (formats.points(value, lang) for value in (score.points.award, score.points.maximum))
    return say(lang, "criterion.points", award=award, maximum=maximum)


def print_frameworks(loaded: Iterable[LoadedFramework], lang: Lang) -> None:
    """Print the list of frameworks."""
    header = [
        say(lang, f"column.{name}") for name in ("framework", "name", "in_force", "applies", "points", "provenance")
    ]
    rows = [
        [
            item.id,
            item.framework.title,
            _dates(item.framework, lang),
            _organisations(item.framework, lang),
            *_facts(item.framework, lang),
        ]
        for item in loaded
    ]
    _print_table(header, rows)


def _facts(framework: Framework, lang: Lang) -> tuple[str, str]:
    scheme = framework.points
    points = formats.points(scheme.maximum, lang) if scheme else say(lang, "show.no_points")
    return points, say(lang, f"show.{framework.provenance.status}")


def _dates(framework: Framework, lang: Lang) -> str:
    first, last = framework.in_force.from_, framework.in_force.to
    if last is None:
        return say(lang, "show.from", day=f"{first:%d/%m/%Y}")
    return say(lang, "show.from_to", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")


def _organisations(framework: Framework, lang: Lang) -> str:
    return ", ".join(framework.applies_to.organisations) or say(lang, "show.everyone")


def print_framework(loaded: LoadedFramework, lang: Lang) -> None:
    """Print one framework: where it comes from, its criteria with their bands, its ratings and its notes."""
    framework = loaded.framework
    provenance = framework.provenance
    click.secho(f"{framework.title} ({loaded.id})", bold=True)
    click.echo(_authority(framework, lang))
    click.echo(say(lang, "show.in_force", dates=_dates(framework, lang)))
    click.echo(say(lang, "show.applies", organisations=_organisations(framework, lang)))
    kinds = ", ".join(MEETING_KINDS[kind][_index(lang)] for kind in framework.applies_to.kinds)
    click.echo(say(lang, "show.kinds", kinds=kinds))
    click.echo(say(lang, "show.provenance", status=say(lang, f"show.{provenance.status}"), source=provenance.source))
    click.echo(say(lang, "show.hash", hash=loaded.hash))
    for note in (provenance.note, framework.in_force.note, *framework.notes):
        if note:
            click.echo(say(lang, "show.note", note=note))
    _print_notice(framework)
    _print_criteria(framework, lang)
    _print_ratings(framework, lang)


def _print_criteria(framework: Framework, lang: Lang) -> None:
    wording = Wording(framework, lang)
    for group in framework.groups:
        heading = say(lang, "criterion.heading", id=group.id, title=group.title)
        click.secho(
            f"\n{heading}" + (f" ({wording.points(group.maximum)})" if group.maximum is not None else ""), bold=True
        )
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


def _index(lang: Lang) -> int:
    return 0 if lang == "vi" else 1


def _print_table(header: Row, rows: Iterable[Row], numbers: Iterable[int] = (), strong: Iterable[int] = ()) -> None:
    if not sys.stdout.isatty():
        for row in (header, *rows):
            click.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    numbers, strong = set(numbers), set(strong)
    table = Table(header_style="bold", show_lines=False)
    for place, name in enumerate(header):
        table.add_column(
            Text(name), justify="right" if place in numbers else "left", overflow="fold", no_wrap=place == 0
        )
    for place, row in enumerate(rows):
        table.add_row(*(Text(cell) for cell in row), style="bold" if place in strong else None)
    Console().print(table)
