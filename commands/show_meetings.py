"""Score many meetings and print a line for each; what is faulty is told at the end, and can be had as a workbook."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import complain_of, print_json, the_office, write
from chamdiem.commands.printing import print_notice, print_oddities, print_table
from chamdiem.commands.progress import watched
from chamdiem.commands.show_meeting import print_score
from chamdiem.engine.advice.advice_results import advice_json, advice_line, advice_on
from chamdiem.engine.explanation.origins import origins_of
from chamdiem.engine.explanation.results import Json, evaluation_json
from chamdiem.engine.office.checking import evaluate_all, how_many
from chamdiem.engine.reading.meetings import Rejected
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.words import formats
from chamdiem.rules.language.faults import FaultyInput
from chamdiem.rules.language.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path as File

    from chamdiem.commands.printing import Row
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.faults import Fault

_LAYERS = ("self", "upper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How results are shown; `keep_going`: the good ones are, though others are faulty. `keep` is called with each.

    Advice stands under a meeting that is shown whole, and in the JSON of each.
    """

    lang: Lang
    as_json: bool
    derivation: bool
    advice: bool
    keep_going: bool
    keep: Callable[[Evaluation], object]


@dataclass(slots=True)
class _Tally:
    """What was found so far: a line for each meeting, not the meeting itself, since there may be thousands."""

    rows: list[Row] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    oddities: list[Fault] = field(default_factory=list)
    frameworks: dict[str, LoadedFramework] = field(default_factory=dict)
    only: Evaluation | None = None
    meetings: int = 0
    unfilled: int = 0


def show_evaluation(evaluation: Evaluation, shown: Showing) -> None:
    """Keep one meeting and print it."""
    shown.keep(evaluation)
    if shown.as_json:
        print_json(_json(evaluation, shown))
    else:
        print_score(evaluation, shown.lang)
        line = advice_line(evaluation, shown.lang) if shown.advice else None
        if line is not None:
            click.echo(f"\n{line}")


def _json(evaluation: Evaluation, shown: Showing) -> Json:
    told = evaluation_json(evaluation, shown.lang, derivation=shown.derivation)
    return told | {"advice": advice_json(*advice_on(evaluation, shown.lang))} if shown.advice else told


def score_many(files: Sequence[File], framework: str | None, shown: Showing, faults_file: str | None) -> bool:
    """Score every meeting of files and folders and print them; return whether none was faulty.

    Raises:
        FaultyInput: the framework is at fault, or the workbook of faults cannot be written.
    """
    tally = _tally(files, framework, shown)
    if shown.keep_going or not tally.rejected:
        _print(tally, the_office().settings.file, shown)
    if tally.rejected:
        complain_of(shown.lang, FaultyInput(fault for item in tally.rejected for fault in item.faults))
    if faults_file is not None and tally.rejected:
        from chamdiem.engine.workbooks.workbook import faults_workbook

        content = faults_workbook(tally.rejected, shown.lang)
        write(shown.lang, faults_file, content, "result.faults_written")
    return not tally.rejected


def _tally(files: Sequence[File], framework: str | None, shown: Showing) -> _Tally:
    tally = _Tally()
    for result in watched(evaluate_all(the_office(), files, framework), how_many(files), shown.lang, "batch.reading"):
        if isinstance(result, Rejected):
            tally.rejected.append(result)
        elif isinstance(result, Evaluation):
            _count(tally, result, shown)
        else:
            tally.unfilled += 1
    return tally


def _count(tally: _Tally, evaluation: Evaluation, shown: Showing) -> None:
    shown.keep(evaluation)
    tally.meetings += 1
    tally.only = evaluation if tally.meetings == 1 else None
    tally.frameworks.setdefault(evaluation.framework.hash, evaluation.framework)
    tally.oddities += evaluation.oddities
    if shown.as_json:
        tally.lines.append(json.dumps(_json(evaluation, shown), ensure_ascii=False))
    else:
        tally.rows.append(_row(evaluation, shown.lang))


def _print(tally: _Tally, settings: str | None, shown: Showing) -> None:
    if tally.only is not None and not tally.rejected and not shown.as_json:
        show_evaluation(tally.only, shown)
    elif shown.as_json:
        for line in tally.lines:
            click.echo(line)
    else:
        _print_table(tally, settings, shown.lang)


def _print_table(tally: _Tally, settings: str | None, lang: Lang) -> None:
    names = ("cell", "period", "self_total", "self_rating", "upper_total", "upper_rating")
    print_table([say(lang, f"column.{name}") for name in names], tally.rows, numbers=(2, 4))
    counts = {"meetings": tally.meetings, "faulty": len(tally.rejected), "unfilled": tally.unfilled}
    click.echo(say(lang, "result.counts", **counts))
    for sentence in origins_of(tally.frameworks.values(), settings, lang):
        click.echo(sentence)
    print_oddities(tally.oddities, lang)
    for loaded in tally.frameworks.values():
        print_notice(loaded.framework)


def _row(evaluation: Evaluation, lang: Lang) -> Row:
    record = evaluation.record
    period = record.period
    layers = [cell for layer in _LAYERS for cell in _layer(evaluation, layer, lang)]
    unknown = say(lang, "result.unknown")
    cell = record.cell_called or unknown
    return [cell, month_text(period) if period else unknown, *layers]


def _layer(evaluation: Evaluation, layer: str, lang: Lang) -> tuple[str, str]:
    """Return a layer's total and rating; a total that is not known yet by its floor."""
    found = evaluation.layers.get(layer)
    if found is None or found.scoring is None:
        return "—", "—"
    scoring = found.scoring
    if scoring.empty:
        return "—", "—"
    rating = scoring.rating.title if scoring.rating else "—"
    total = scoring.total.least if scoring.total.award is None else scoring.total.award
    shown = formats.points(total, lang) if evaluation.framework.framework.points else str(total)
    return shown if scoring.complete else say(lang, "result.at_least", points=shown), rating
