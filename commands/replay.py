"""The command that replays a ledger, or scores what it holds by another framework."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chamdiem.commands.base import WrongUsage, command, form_of, option, output_file, print_json, the_office, write
from chamdiem.commands.show_report import print_report
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.paper.tables import Report
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.replay.asked import LedgerHead
    from chamdiem.engine.replay.selection import Selection
    from chamdiem.engine.replay.working import ReplayTask
    from chamdiem.engine.texts import Lang

Found = TypeVar("Found")
_FORMS = ("json", "xlsx", "pdf", "html")


def _day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a day or a month as ISO writes it."""
    from chamdiem.rules.language.moments import read_date, read_period
    from chamdiem.rules.language.scalars import ScalarError

    if value is None:
        return None
    for read in (read_date, read_period):
        with suppress(ScalarError):
            return str(read(value))
    raise WrongUsage("usage.day", value=value, name=parameter.opts[0])


@command("replay")
@click.argument("ledger")
@option("--from", "first", metavar="DATE", callback=_day, help="help.replay_from")
@option("--to", "last", metavar="DATE", callback=_day, help="help.replay_to")
@option("--cell", metavar="ID", help="help.cell")
@option("--framework", metavar="ID", help="help.replay_framework")
@option("--as-if", metavar="FRAMEWORK", help="help.as_if")
@option("--layer", type=click.Choice(tuple(LAYERS)), default="self", help="help.as_if_layer")
@option("--jobs", type=click.IntRange(1, 64), metavar="N", help="help.jobs")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="help.format")
@output_file("-o", "--output", metavar="FILE", help="help.report_output")
def replay(lang: Lang, ledger: str, as_if: str | None, layer: str, jobs: int | None, **asked: str | None) -> None:
    """Score what a ledger holds anew, by the frameworks it was scored by or by another one."""
    from chamdiem.engine.replay.selection import Selection

    form, output = asked.pop("form"), asked.pop("output")
    if output is not None:
        form_of(output, _FORMS)
    walk = _Walk(lang, ledger, jobs or len(os.sched_getaffinity(0)))
    selection = Selection(**asked)
    if as_if is None:
        report, data, whole = _replay(walk, selection)
    else:
        report, data, whole = _imagine(walk, selection, the_office().catalog.draft(as_if), layer)
    if output is not None:
        _write(lang, output, report, data)
    if form == "json":
        print_json(data)
    else:
        print_report(report)
    if not whole:
        click.get_current_context().exit(1)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through a whole ledger, with its progress shown."""

    lang: Lang
    ledger: str
    jobs: int

    def find(self, size: int, task: ReplayTask[Found]) -> list[Found]:
        """Return what a task finds in the first `size` entries."""
        from chamdiem.commands.progress import tracked
        from chamdiem.engine.ledger.opening import open_ledger
        from chamdiem.engine.replay.working import PART, go_through, parts

        with open_ledger(self.ledger) as opened:
            wanted = parts(size, opened.spans())

        def steps() -> Iterator[list[Found]]:
            """Yield once for each entry: what was found in a part, and nothing for the others in it."""
            for (first, last), found in zip(wanted, go_through(self.ledger, size, task, self.jobs), strict=True):
                yield found
                yield from ([] for _ in range(last - first))

        return [item for found in tracked(steps(), size, self.lang, "replay.progress", PART) for item in found]

    def asked(self, selection: Selection) -> LedgerHead:
        """Return what is asked, and of which state of the ledger."""
        from chamdiem.engine.ledger.entries import START
        from chamdiem.engine.ledger.opening import open_ledger
        from chamdiem.engine.ledger.store import Damaged
        from chamdiem.engine.replay.asked import LedgerHead as Made

        with open_ledger(self.ledger) as opened:
            size, head = opened.size(), START
            if size:
                try:
                    head = opened.get(size).hash
                except Damaged:  # what comes before it is replayed all the same
                    head = "—"
            return Made(ledger=opened.name, size=size, head=head, selection=selection, stamp=the_office().clock.stamp())


_Told = tuple["Report", dict[str, Any], bool]
"""A report, the same as data, and whether all of it is well."""


def _replay(walk: _Walk, selection: Selection) -> _Told:
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.replay.edited import edited_frameworks
    from chamdiem.engine.replay.frameworks import KeptFrameworks
    from chamdiem.engine.replay.replaying import Replay
    from chamdiem.engine.replay.verdict_report import Replayed, replay_json, replay_report

    asked = walk.asked(selection)
    verdicts = walk.find(asked.size, Replay(selection))
    with open_ledger(walk.ledger) as opened:
        kept = KeptFrameworks(opened)
        used = [kept.get(hash_) for hash_ in {v.framework for v in verdicts if v.framework_id is not None}]
    replayed = Replayed(asked=asked, verdicts=verdicts, edited=edited_frameworks(used, the_office().catalog))
    return replay_report(replayed, walk.lang), replay_json(replayed, walk.lang), replayed.whole


def _imagine(walk: _Walk, selection: Selection, framework: LoadedFramework, layer: str) -> _Told:
    from chamdiem.engine.ledger.opening import open_ledger
    from chamdiem.engine.replay.frameworks import KeptFrameworks
    from chamdiem.engine.replay.impact import impact
    from chamdiem.engine.replay.impact_report import Imagined, impact_json, impact_report
    from chamdiem.engine.replay.rescoring import Rescore

    asked = walk.asked(selection)
    task = Rescore(selection=selection, layer=layer, text=framework.document.text, name=framework.file)
    ratings = [rating.title for rating in framework.framework.ratings]
    meetings = walk.find(asked.size, task)
    with open_ledger(walk.ledger) as opened:
        kept = KeptFrameworks(opened)
        before = [
            kept.get(hash_)
            for hash_ in dict.fromkeys(item.framework for item in meetings if item.framework and not item.faults)
        ]
    imagined = Imagined(asked=asked, layer=layer, before=before, framework=framework, impact=impact(meetings, ratings))
    return impact_report(imagined, walk.lang), impact_json(imagined, walk.lang), True


def _write(lang: Lang, output: str, report: Report, data: dict[str, Any]) -> None:
    from chamdiem.engine.paper.report_file import FORMS, report_file

    suffix = File(output).suffix.lower().removeprefix(".")
    form = next((each for each in FORMS if each == suffix), None)
    if form is None:
        content = json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
    else:
        content = report_file(report, form, the_office().clock.today(), lang)
    write(lang, output, content, "replay.written", err=True)
