"""Strata 3 and 4: total, gates and caps → rating, concluded only when it is certain, whatever is missing; findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.keys import TOTAL, gate_key
from chamdiem.rules.compile.literals import ALWAYS, Literal, in_range
from chamdiem.rules.compile.program import Key, Origin, Within
from chamdiem.rules.compile.scope import score
from chamdiem.rules.compile.totals import scale_is_known

if TYPE_CHECKING:
    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.language.framework import Cap, Framework, Gate, Rating

RATING = Key("rating", TOTAL)
"""The place of the rating in the framework's list; the list's length when no rating applies."""


def draft_ratings(draft: Draft) -> None:
    """Write the gates, the caps, what each rating needs, and which one is given: the best whose needs all hold."""
    named = [_named(draft, cap, Key("cap", cap.id), Origin("cap", cap.id)) for cap in draft.framework.caps]
    caps = [
        (barred_by(cap, draft.framework), literal) for cap, literal in zip(draft.framework.caps, named, strict=True)
    ]
    better: list[Literal] = []
    for number, rating in enumerate(draft.framework.ratings):
        own = _reaches(draft, rating, [cap for barred, cap in caps if rating.id in barred])
        # "The best whose needs all hold", as needs: every better one must be known not to be reached. By priorities a
        # rating would be given while a better one is still open, and taken back later; nothing is ever taken back here.
        _give(draft, number, [*(~literal for literal in better), own], Origin("rating", rating.id))
        better.append(own)
    _give(draft, len(better), [~literal for literal in better], Origin("rating", ""))


def barred_by(cap: Cap, framework: Framework) -> tuple[str, ...]:
    """Return the ids of the ratings that a cap does not let be given."""
    if cap.barred is not None:
        return (cap.barred,)
    ids = [rating.id for rating in framework.ratings]
    return tuple(ids[: ids.index(cap.at_most or "")])


def _reaches(draft: Draft, rating: Rating, barring: list[Literal]) -> Literal:
    parts = [ALWAYS if rating.is_open else in_range(score(TOTAL), rating)]
    scale = scale_is_known(draft.framework)
    if scale is not None:  # of nothing, nothing can be said
        parts.append(scale)
    for number, gate in enumerate(rating.requires):
        parts.append(_named(draft, gate, gate_key(rating.id, number), Origin("gate", rating.id, place=number)))
    origin = Origin("rating", rating.id, "reaches")
    reached = draft.all_of([*parts, *(~cap for cap in barring)], origin)
    return reached if reached == ALWAYS else draft.name(reached, Key("reaches", rating.id), origin)


def _named(draft: Draft, item: Gate | Cap, key: Key, origin: Origin) -> Literal:
    return draft.name(draft.literal(item.when, origin.within("when")), key, origin, item.clause or "")


def _give(draft: Draft, number: int, needs: list[Literal], origin: Origin) -> None:
    chosen = draft.all_of(needs, origin)
    if chosen == ALWAYS:
        # a lone rating without any need: stated on the total, so that a rule fires
        chosen = Literal(true=((Within(score(TOTAL).least, None, None),),), false=())
    draft.conclude(origin, chosen.true, RATING, number)


def draft_findings(draft: Draft) -> None:
    """Write the rules of every finding, which changes no point; one that is not known to hold is silent."""
    for finding in draft.framework.findings:
        origin = Origin("finding", finding.id)
        literal = draft.literal(finding.when, origin.within("when"))
        draft.conclude(origin, literal.true, Key("finding", finding.id), 1, finding.clause or "")
