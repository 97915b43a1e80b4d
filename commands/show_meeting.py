"""Print one meeting: its points with the reason for each loss, its whole explanation, advice, what a check found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from chamdiem.commands.printing import Row, print_notice, print_table
from chamdiem.engine.explanation.explanation import Explanation, explain
from chamdiem.engine.explanation.origins import foreign_files, origins_of
from chamdiem.engine.explanation.reason_words import finding
from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.texts import Lang, label, say, sentence
from chamdiem.engine.texts.sentences import period_text, place_text, say_fault
from chamdiem.engine.words import formats
from chamdiem.engine.words.framework_words import authority_text
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.records.meeting import MEETING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.advice.advice import Advice, Way
    from chamdiem.engine.advice.advice_words import AdviceWords
    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.office.checking import Checked, Lacking, Unsettled
    from chamdiem.engine.scoring.evaluation import CriterionScore, Evaluation, GroupScore, Points
    from chamdiem.rules.language.framework import Framework

LISTED = 8
"""So many of the facts that a table lacks are named."""


def print_score(evaluation: Evaluation, lang: Lang) -> None:
    """Print the points of every criterion by layer with the reason for each loss, then total and rating."""
    _print_heading(evaluation, lang)
    explained = {name: explain(evaluation, lang, name) for name, layer in evaluation.layers.items() if layer.scoring}
    table = _ScoreTable(explained, lang)
    lines = tuple(table.lines())
    strong = {place for place, (_, is_strong) in enumerate(lines) if is_strong}
    shown = fitted("", table.header, (row for row, _ in lines), numbers=range(2, 3 + len(table.layers)))
    print_table(shown, strong)
    for name, explanation in explained.items():
        click.echo(f"\n{label(evaluation.record.shape.layers[name], lang)}")
        _print_summary(explanation)
    _print_stated(evaluation, lang)
    _print_earlier(explained["self"], lang)
    print_notice(evaluation.framework.framework)
    if sys.stdout.isatty():
        own = evaluation.framework.file if evaluation.framework.outside else None
        click.echo(say(lang, "result.explain_hint", file=evaluation.record.document.file, framework_file=own))


class _ScoreTable:
    """The table of points: a column for every layer that was scored."""

    def __init__(self, explained: Mapping[str, Explanation], lang: Lang) -> None:
        self.lang = lang
        self.layers = {name: explanation.why.scoring for name, explanation in explained.items()}
        self.own = self.layers["self"]
        self.reasons = {item.id: _loss(item) for item in explained["self"].criteria}
        self.framework = explained["self"].why.framework
        self.pointed = self.framework.points is not None

    @property
    def header(self) -> Row:
        say = Wording(self.framework, self.lang).say
        called = (label(self.framework.shape.layers[name], self.lang) for name in self.layers)
        return [*(say(f"column.{name}") for name in ("id", "title", "maximum")), *called, say("column.reason")]

    def lines(self) -> Iterator[tuple[Row, bool]]:
        """Yield every row, and whether it is in bold: groups and the total are."""
        for place, group in enumerate(self.own.all_groups):
            yield from self._group(place, group)
        yield from self._criteria([scoring.outside for scoring in self.layers.values()])
        yield self._row("", say(self.lang, "column.total"), [item.total for item in self.layers.values()], ""), True

    def _group(self, place: int, group: GroupScore) -> Iterator[tuple[Row, bool]]:
        """Yield a group and its criteria; a lone criterion that bears its group's id is one row with it."""
        columns = [scoring.all_groups[place] for scoring in self.layers.values()]
        lone = group.is_lone
        reason = self.reasons[group.group.id] if lone else ""
        yield self._row(group.group.id, group.group.title, [column.points for column in columns], reason), True
        if not lone:
            yield from self._criteria([column.criteria for column in columns])

    def _criteria(self, columns: list[tuple[CriterionScore, ...]]) -> Iterator[tuple[Row, bool]]:
        for scores in zip(*columns, strict=True):
            criterion, points = scores[0].criterion, [score.points for score in scores]
            row = self._row(criterion.id, criterion.title, points, self.reasons[criterion.id])
            yield row if criterion.scored else [*row[:2], *("—" for _ in row[2:-1]), row[-1]], False

    def _row(self, row_id: str, title: str, columns: list[Points], reason: str) -> Row:
        return [row_id, title, self._shown(columns[0].maximum), *map(self._award, columns), reason]

    def _award(self, points: Points) -> str:
        if points.award is not None:
            return self._shown(points.award)
        return f"≥ {self._shown(points.least)}" if points.least else "—"

    def _shown(self, value: int | None) -> str:
        if self.pointed:
            return formats.points(value, self.lang)
        return "—" if value is None else str(value)


def _loss(item: CriterionExplanation) -> str:
    """Return why points are not there: the scorer's own note first; nothing where all were given.

    Of a criterion that gives no points, what was found is all there is to tell.
    """
    if item.score.status == "scored" and not item.score.lost and item.score.points.maximum != 0:
        return ""
    return "; ".join(text for text in (item.score.note, item.reason) if text)


def _print_heading(evaluation: Evaluation, lang: Lang) -> None:
    loaded, record, unknown = evaluation.framework, evaluation.record, say(lang, "result.unknown")
    if subject := loaded.framework.subject:
        period = period_text(lang, record.of_period) if record.of_period else unknown
        title, cell = sentence(subject.title), record.cell_called or unknown
        click.echo(say(lang, "result.subject", subject=title, cell=cell, period=period))
    else:
        cell = record.text("cell_name") or say(lang, "result.unknown_cell")
        kind = label(MEETING_KINDS[record.kind], lang) if record.kind else unknown
        date = formats.value(record.shape.by_name[record.shape.day], record.date, lang) if record.date else unknown
        period = period_text(lang, record.period) if record.period else unknown
        click.echo(say(lang, "result.meeting", cell=cell, period=period, kind=kind, date=date))
    click.echo(say(lang, "result.framework", title=loaded.framework.title, id=loaded.id, hash=loaded.short_hash))
    click.echo(authority_text(loaded.framework, lang))
    for origin in foreign_files(loaded, evaluation.settings, lang):
        click.echo(origin)
    click.echo()


def _print_summary(explanation: Explanation) -> None:
    for text in explanation.summary:
        click.echo(f"  {text}")
    for warning in explanation.warnings:
        click.secho(f"  ! {warning}", fg="yellow")


def _print_earlier(explanation: Explanation, lang: Lang) -> None:
    """Print what earlier records decide of the record's facts."""
    if explanation.earlier:
        click.echo(f"\n{say(lang, 'earlier.heading')}")
        for text in explanation.earlier:
            click.echo(f"  {text}")


def _print_stated(evaluation: Evaluation, lang: Lang) -> None:
    """Print what layers state that were not scored: the cell's vote and the decision."""
    for name, layer in evaluation.layers.items():
        if layer.scoring is None and layer.stated is not None:
            click.echo(f"\n{label(evaluation.record.shape.layers[name], lang)}: {layer.stated.title}")


def print_explanation(evaluation: Evaluation, lang: Lang, layer: str, asked: tuple[str, ...] | None) -> None:
    """Print why: the criteria that are asked for, or all of them; what was lost comes first."""
    explanation = explain(evaluation, lang, layer)
    if asked is None:
        _print_heading(evaluation, lang)
        _print_summary(explanation)
        _print_earlier(explanation, lang)
        click.echo()
    for item in explanation.criteria:
        if asked is None or item.id in asked:
            _print_criterion(item, evaluation.framework.framework, lang)
    if asked is not None:
        click.echo(" ".join(origins_of([evaluation.framework], evaluation.settings, lang)))
    print_notice(evaluation.framework.framework)


def _print_criterion(item: CriterionExplanation, framework: Framework, lang: Lang) -> None:
    heading = say(lang, "criterion.heading", id=item.id, title=item.score.criterion.title)
    click.secho(f"{heading}: {_outcome(item, framework, lang)}", bold=True, fg="red" if item.score.lost else None)
    lines = [sentence(item.reason), *item.others]
    lines += [say(lang, "criterion.note", note=item.score.note)] if item.score.note else []
    lines += [Wording(framework, lang).say("result.better", better=item.better)] if item.better else []
    lines += [*item.score.evidence, say(lang, "criterion.clause", clause=item.clause)]
    for line in lines:
        click.echo(f"    {line}")


def _outcome(item: CriterionExplanation, framework: Framework, lang: Lang) -> str:
    score = item.score
    if score.rule is not None and score.rule.then in {"excluded", "rescaled"}:
        return say(lang, "criterion.left_out")
    if score.points.award is None:
        return say(lang, "criterion.to_score")
    found = finding(item.why, Wording(framework, lang))
    if found is not None:
        return say(lang, "criterion.found", found=found)
    if framework.points is None:
        return say(lang, "criterion.met" if score.points.award else "criterion.not_met")
    award, maximum = (formats.points(value, lang) for value in (score.points.award, score.points.maximum))
    return say(lang, "criterion.points", award=award, maximum=maximum)


def print_advice(advice: Advice, words: AdviceWords) -> None:
    """Print what would raise the rating: what blocks it, what to ask first, and the ways there."""
    click.secho(words.outcome(advice), bold=True)
    if advice.reached:
        return
    told = {*advice.because, *advice.too_late, *advice.incomplete}
    for obstacle in () if advice.because else (item for item in advice.blocking if item not in told):
        click.echo(words.say("advice.blocked", obstacle=words.obstacle(obstacle)))
    if not advice.because:
        asked = words.asked(advice.asked)
        for line in (words.say("advice.first"), *(f"  {each}" for each in asked)) if asked else ():
            click.echo(line)
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


def _print_ways(ways: tuple[Way, ...], words: AdviceWords) -> None:
    for place, way in enumerate(ways):
        said = words.other_way(way, ways[0]) if place else words.way(way)
        click.echo(f"\n{said.heading}")
        for code, is_next in (("advice.this_meeting", False), ("advice.next_meeting", True)):
            changes = [change for change in said.changes if change.is_for_next_meeting == is_next]
            if changes:
                click.echo(f"  {words.say(code)}")
            for change in changes:
                click.echo(f"    {change.text}")
                for step in change.steps:
                    click.echo(f"        {step}")


def print_checked(file: str, checked: Checked, lang: Lang) -> None:
    """Print a line for a file that is right, and below it lines for every meeting that is not settled."""
    is_open = checked.lacking or any(meeting.missing for meeting in checked.unsettled)
    code = "result.right_so_far" if is_open else "result.right"
    click.echo(say(lang, code, file=file, what=say(lang, checked.code, **checked.details)))
    for each in checked.lacking:
        click.echo(f"  {_lacking(each, lang)}")
    for meeting in checked.unsettled:
        if meeting.place.sheet is not None:
            click.echo(f"  {place_text(lang, meeting.place)}:")
        for line in _missing(meeting, lang):
            click.echo(f"  {line}")
        for fault in meeting.oddities:
            click.secho(f"  ! {say_fault(lang, fault, placed=False)}", fg="yellow")


def _lacking(lacking: Lacking, lang: Lang) -> str:
    """Say what meetings of a table lack, first of which most lack it."""
    wording = Wording(lacking.framework.framework, lang)
    most = sorted(lacking.facts, key=lambda key: -lacking.facts[key])[:LISTED]
    names = [f"{wording.need(key)} ({lacking.facts[key]})" for key in most]
    rest = len(lacking.facts) - len(most)
    code = "result.lacking_more" if rest else "result.lacking"
    return say(lang, code, count=lacking.meetings, names="; ".join(names), rest=rest)


def _missing(meeting: Unsettled, lang: Lang) -> Iterator[str]:
    """Yield what is missing: the facts by their names, then the criteria that nobody has answered."""
    wording = Wording(meeting.framework.framework, lang)
    facts = wording.needs(key for key in meeting.missing if key.kind == "field")
    answers = [key.subject for key in meeting.missing if key.kind == "answer"]
    if facts:
        yield say(lang, "result.missing_facts", count=len(facts), names="; ".join(facts))
    if answers:
        yield say(lang, "result.missing_answers", count=len(answers), names=", ".join(answers))
