"""The paragraph of self-assessment that a month's resolution carries, ready to paste (HD 42-HD/BTCTW, 28/10/2025)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import say_vi
from chamdiem.engine.words import formats
from chamdiem.rules.language.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import Evaluation, Points
    from chamdiem.rules.language.framework import Framework


def self_assessment(evaluation: Evaluation) -> str:
    """Return points by group, total, self rating, limitations and vote, in one Vietnamese paragraph.

    What is not known is a row of dots to write on; nothing is taken from another layer.
    """
    record, framework, own = evaluation.record, evaluation.framework.framework, evaluation.own
    groups = "; ".join(
        say_vi("paragraph.group", title=group.group.title, points=_of(group.points, framework)) for group in own.groups
    )
    stated = evaluation.layers["self"].stated
    period = record.period
    sentences = (
        say_vi("paragraph.groups", month=month_text(period) if period else _dots(), groups=groups),
        say_vi("paragraph.total" if framework.points else "paragraph.met", total=_of(own.total, framework)),
        say_vi("paragraph.rating", rating=stated.title if stated else _dots()),
        say_vi("paragraph.limitations", limitations="; ".join(_limitations(record)) or _dots()),
        say_vi("paragraph.vote", votes=_vote(record)),
    )
    return " ".join(sentences)


def _of(points: Points, framework: Framework) -> str:
    """Return points as award/maximum; dots for what is not known."""
    award, maximum = (
        _dots() if value is None else formats.points(value, "vi") if framework.points else str(value)
        for value in (points.award, points.maximum)
    )
    return f"{award}/{maximum}"


def _limitations(record: Record) -> Iterator[str]:
    """Yield the limitations without the full stops that they may end with: they go on."""
    for limitation in record.limitations:
        yield " ".join(limitation.split()).rstrip(".; ")


def _vote(record: Record) -> str:
    votes, of_all = record.values.get("votes_for"), record.values.get("votes_total")
    if not isinstance(votes, int) or not isinstance(of_all, int) or not of_all:
        return say_vi("paragraph.votes_unknown")
    return say_vi("paragraph.votes", votes=votes, all=of_all, share=formats.share(votes, of_all, "vi"))


def _dots() -> str:
    return say_vi("sheet.dots")
