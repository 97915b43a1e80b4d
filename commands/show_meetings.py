"""Score many meetings and print a line for each; what is faulty is told at the end, and can be had as a workbook."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from chamdiem.commands.base import complain_of, print_json
from chamdiem.commands.printing import print_notice, print_oddities, print_table
from chamdiem.commands.show_meeting import print_score
from chamdiem.engine.explanation.origins import origins_of
from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import period_text, saying
from chamdiem.engine.words import formats
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chamdiem.commands.printing import Row
    from chamdiem.engine.explanation.results_schema import Json
    from chamdiem.engine.office.advising import AdvisedMeeting
    from chamdiem.engine.office.meetings import Scored
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.items import Unfilled
    from chamdiem.rules.records.faults import Fault

_LAYERS = ("self", "upper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How results are shown; `keep_going`: the good ones are, though others are faulty.

    `version` is that of the JSON's schema. `advise`, where it is asked for, gives what stands under a meeting that is
    shown whole, and in the JSON of each.
    """

    lang: Lang
    as_json: bool
    derivation: bool
    version: int
    advise: Callable[[Evaluation], AdvisedMeeting] | None
    keep_going: bool


@dataclass(slots=True)
class _Tally:
    """What was found so far: a line for each meeting, not the meeting itself, since there may be thousands."""

    rows: list[Row] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    oddities: list[Fault] = field(default_factory=list)
    frameworks: dict[str, LoadedFramework] = field(default_factory=dict)
    settings: str | None = None
    only: Evaluation | None = None
    meetings: int = 0
    unfilled: int = 0


def show_scored(scored: Scored, shown: Showing) -> bool:
    """Print what was scored, and what is faulty; return whether nothing is."""
    if scored.single:
        for result in scored.results:
            if isinstance(result, Evaluation):
                _show(result, shown)
        return True
    tally = _tally(scored.results, shown)
    if shown.keep_going or not tally.rejected:
        _print(tally, shown)
    if tally.rejected:
        complain_of(shown.lang, FaultyInput(fault for item in tally.rejected for fault in item.faults))
    return not tally.rejected


def _show(evaluation: Evaluation, shown: Showing) -> None:
    """Print one meeting whole."""
    if shown.as_json:
        print_json(_json(evaluation, shown))
        return
    print_score(evaluation, shown.lang)
    line = shown.advise(evaluation).line(shown.lang) if shown.advise else None
    if line is not None:
        click.echo(f"\n{line}")


def _json(evaluation: Evaluation, shown: Showing) -> Json:
    from chamdiem.engine.explanation.results import evaluation_json

    told = evaluation_json(evaluation, shown.lang, derivation=shown.derivation, version=shown.version)
    if shown.advise is None:
        return told
    from chamdiem.engine.advice.advice_results import advice_json

    found = shown.advise(evaluation)
    return told | {"advice": advice_json(found.advice, found.words(shown.lang), shown.version)}


def _tally(results: Iterable[Evaluation | Rejected | Unfilled], shown: Showing) -> _Tally:
    tally = _Tally()
    for result in results:
        if isinstance(result, Rejected):
            tally.rejected.append(result)
        elif isinstance(result, Evaluation):
            _count(tally, result, shown)
        else:
            tally.unfilled += 1
    return tally


def _count(tally: _Tally, evaluation: Evaluation, shown: Showing) -> None:
    tally.meetings += 1
    tally.only = evaluation if tally.meetings == 1 else None
    tally.settings = evaluation.settings
    tally.frameworks.setdefault(evaluation.framework.hash, evaluation.framework)
    tally.oddities += evaluation.oddities
    if shown.as_json:
        tally.lines.append(json.dumps(_json(evaluation, shown), ensure_ascii=False))
    else:
        tally.rows.append(_row(evaluation, shown.lang))


def _print(tally: _Tally, shown: Showing) -> None:
    if shown.as_json:
        for line in tally.lines:
            click.echo(line)
    elif tally.only is not None and not tally.rejected:
        _show(tally.only, shown)
    else:
        _print_table(tally, shown.lang)


def _print_table(tally: _Tally, lang: Lang) -> None:
    names = ("cell", "period", "self_total", "self_rating", "upper_total", "upper_rating")
    shapes = (loaded.framework.shape for loaded in tally.frameworks.values())
    print_table(
        fitted("", map(saying(lang, *shapes), (f"column.{name}" for name in names)), tally.rows, numbers=(2, 4))
    )
    counts = {"meetings": tally.meetings, "faulty": len(tally.rejected), "unfilled": tally.unfilled}
    click.echo(say(lang, "result.counts", **counts))
    for sentence in origins_of(tally.frameworks.values(), tally.settings, lang):
        click.echo(sentence)
    print_oddities(tally.oddities, lang)
    for loaded in tally.frameworks.values():
        print_notice(loaded.framework)


def _row(evaluation: Evaluation, lang: Lang) -> Row:
    record, unknown = evaluation.record, say(lang, "result.unknown")
    month = period_text(lang, record.filed_under) if record.filed_under else unknown
    layers = [cell for layer in _LAYERS for cell in _layer(evaluation, layer, lang)]
    return [record.cell_called or unknown, month, *layers]


def _layer(evaluation: Evaluation, layer: str, lang: Lang) -> tuple[str, str]:
    """Return a layer's total and rating; a total that is not known yet by its floor."""
    found = evaluation.layers.get(layer)
    scoring = found.scoring if found else None
    if scoring is None or scoring.empty:
        return "—", "—"
    rating = scoring.rating.title if scoring.rating else "—"
    total = scoring.total.least if scoring.total.award is None else scoring.total.award
    shown = formats.points(total, lang) if evaluation.framework.framework.points else str(total)
    return say(lang, "result.at_least", points=shown) if scoring.total.award is None else shown, rating
