"""Strata 3 and 4: total, gates and caps → rating, concluded only when it is certain, whatever is missing; findings.

A rating is given by its range and gates, then barred or held by caps, and last lowered by those that say so.
"""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.keys import TOTAL, gate_key
from chamdiem.rules.compile.literals import ALWAYS, Literal, in_range, is_value
from chamdiem.rules.compile.program import Extreme, Guarded, Key, Linear, Origin, Term, Within
from chamdiem.rules.compile.scope import score
from chamdiem.rules.compile.totals import may_be_empty, scale_is_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.compile.literals import Tests
    from chamdiem.rules.language.framework import Cap, Framework, Gate, Rating

RATING = Key("rating", TOTAL)
"""The place of the rating in the framework's list; the list's length when no rating applies."""
LOWERED_LEAST, LOWERED_MOST = Key("lowered_least", TOTAL), Key("lowered_most", TOTAL)
"""By how many ratings caps lower the one that is reached: at least, and at most."""
REACHED_BEST, REACHED_WORST = Key("reached_best", TOTAL), Key("reached_worst", TOTAL)
"""The places between which the rating lies that is reached before it is lowered."""
RATED_BEST, RATED_WORST = Key("rated_best", TOTAL), Key("rated_worst", TOTAL)
"""The places between which it lies once it is lowered, as if the list went on for ever."""


def draft_ratings(draft: Draft) -> None:
    """Write the gates, the caps, what each rating needs, and which one is given: the best whose needs all hold."""
    framework = draft.framework
    named = [_named(draft, cap, Key("cap", cap.id), Origin("cap", cap.id)) for cap in framework.caps]
    caps = [(barred_by(cap, framework), literal) for cap, literal in zip(framework.caps, named, strict=True)]
    lowering = lowering_caps(framework)
    better: list[Literal] = []
    for number, rating in enumerate(framework.ratings):
        own = _reaches(draft, rating, [cap for barred, cap in caps if rating.id in barred])
        # "The best whose needs all hold", as needs: every better one must be known not to be reached. By priorities a
        # rating would be given while a better one is still open, and taken back later; nothing is ever taken back here.
        if not lowering:
            _give(draft, number, [*(~literal for literal in better), own], Origin("rating", rating.id))
        better.append(own)
    if lowering:
        _give_lowered(draft, better, lowering)
    else:
        _give(draft, len(better), [~literal for literal in better], Origin("rating", ""))


def barred_by(cap: Cap, framework: Framework) -> tuple[str, ...]:
    """Return the ids of the ratings that a cap does not let be given; one that lowers bars none."""
    if cap.barred is not None:
        return (cap.barred,)
    ids = [rating.id for rating in framework.ratings]
    return () if cap.at_most is None else tuple(ids[: ids.index(cap.at_most)])


def lowering_caps(framework: Framework) -> tuple[tuple[Key, int], ...]:
    """Return the facts of the caps that lower a rating, each with by how many."""
    return tuple((Key("cap", cap.id), cap.lower_by) for cap in framework.caps if cap.lower_by)


def _give_lowered(draft: Draft, reached: Sequence[Literal], caps: Sequence[tuple[Key, int]]) -> None:
    """Write which rating is given: where all that may be reached, lowered by all that may lower it, are the same.

    It never falls below the last rating, and where none is reached there is none to lower.
    """
    none, ratings = len(reached), draft.framework.ratings
    for then, held in ((LOWERED_LEAST, 0), (LOWERED_MOST, 1)):
        _formula(draft, then, tuple(Term(by, cap, held) for cap, by in caps))
    missed = [literal.false for literal in reached]
    better = [tuple(chain.from_iterable(each.true for each in reached[:place])) for place in range(none + 1)]
    best = [*(Guarded(place, out) for place, out in enumerate(missed)), Guarded(none)]
    worst = [Guarded(place, (*out, *better[place])) for place, out in enumerate([*missed, ()])]
    for then, options, highest in ((REACHED_BEST, best, False), (REACHED_WORST, worst, True)):
        extreme = Extreme(origin=_origin(then), then=then, highest=highest, options=tuple(options), default=none)
        draft.formulas.append(extreme)
    _formula(draft, RATED_BEST, (Term(1, REACHED_BEST), Term(1, LOWERED_LEAST)))
    _formula(draft, RATED_WORST, (Term(1, REACHED_WORST), Term(1, LOWERED_MOST)))
    for place, rating in enumerate(ratings[:-1]):
        tests = (is_value(RATED_BEST, place), is_value(RATED_WORST, place))
        draft.conclude(Origin("rating", rating.id), (tests,), RATING, place)
    last = (Within(RATED_BEST, none - 1, None), Within(REACHED_WORST, None, none - 1))
    draft.conclude(Origin("rating", ratings[-1].id), (last,), RATING, none - 1)
    draft.conclude(Origin("rating", ""), ((is_value(REACHED_BEST, none),),), RATING, none)


def _formula(draft: Draft, then: Key, terms: tuple[Term, ...]) -> None:
    draft.formulas.append(Linear(origin=_origin(then), then=then, terms=terms))


def _origin(then: Key) -> Origin:
    return Origin("total", then.subject, then.kind)


class Possible(NamedTuple):
    """The places of ratings that may be given, best first; the length of the list stands for none.

    `reached` are those before they are lowered; `lowered` by how many they may be.
    """

    reached: tuple[int, ...]
    lowered: tuple[int, ...]
    given: tuple[int, ...]


def possible(framework: Framework, known: Callable[[Key], int | None]) -> Possible:
    """Return what may be given by what is known of the facts that say which ratings are reached and which caps hold."""
    none = len(framework.ratings)
    reached: list[int] = []
    for place, rating in enumerate(framework.ratings):
        found = 1 if _needs_nothing(framework, rating) else known(Key("reaches", rating.id))
        if found != 0:
            reached.append(place)
        if found == 1:
            break
    else:
        reached.append(none)
    lowered = {0}
    for cap, by in lowering_caps(framework):
        held = known(cap)
        lowered = {total + more for total in lowered for more in ((0, by) if held is None else (by * held,))}
    given = {place if place == none else min(place + by, none - 1) for place in reached for by in lowered}
    return Possible(tuple(reached), tuple(sorted(lowered)), tuple(sorted(given)))


def _needs_nothing(framework: Framework, rating: Rating) -> bool:
    """Tell whether a rating has no fact that says that it is reached, because nothing can keep it away."""
    if not rating.is_open or rating.requires or any(rating.id in barred_by(cap, framework) for cap in framework.caps):
        return False
    return not may_be_empty(framework)


def alternatives(framework: Framework, place: int) -> Iterator[Tests]:
    """Yield the ways in which a rating, or a better one, is sure to be given, each as tests that hold together."""
    caps = lowering_caps(framework) if place < len(framework.ratings) - 1 else ()  # below the last there is nothing
    for better, rating in enumerate(framework.ratings[: place + 1]):
        reached = () if _needs_nothing(framework, rating) else (is_value(Key("reaches", rating.id), 1),)
        for spared in _not_holding(caps, place - better):
            yield (*reached, *spared)


def exactly(framework: Framework, place: int) -> Iterator[Tests]:
    """Yield the ways in which the rating at a place is given and no other, each as tests that hold together."""
    last, caps = len(framework.ratings) - 1, lowering_caps(framework)
    missed: list[Within] = []
    for number, rating in enumerate(framework.ratings[: place + 1]):
        sure = _needs_nothing(framework, rating)
        own = () if sure else (is_value(Key("reaches", rating.id), 1),)
        # from a rating that is reached none is lowered to nothing at all
        lowered = _holding(caps, place - number, no_less=place == last) if place <= last else ()
        yield from ((*missed, *own, *tests) for tests in lowered)
        if sure:
            return
        missed.append(is_value(Key("reaches", rating.id), 0))
    if place > last:
        yield tuple(missed)


def _holding(caps: Sequence[tuple[Key, int]], by: int, *, no_less: bool) -> Iterator[Tests]:
    """Yield which caps hold, and which do not, so that together they lower by so many, or by no less."""
    for held in product((0, 1), repeat=len(caps)):
        total = sum(more * holds for (_, more), holds in zip(caps, held, strict=True))
        if total == by or (no_less and total > by):
            yield tuple(is_value(cap, holds) for (cap, _), holds in zip(caps, held, strict=True))


def _not_holding(caps: Sequence[tuple[Key, int]], allowed: int) -> Iterator[Tests]:
    """Yield the fewest caps of which none may hold, so that the others together lower by no more than is allowed."""
    seen: list[set[Key]] = []
    for count in range(min(len(caps), allowed), -1, -1):
        for held in combinations(caps, count):
            keys = {cap for cap, _ in held}
            if sum(by for _, by in held) <= allowed and not any(keys <= other for other in seen):
                seen.append(keys)
                yield tuple(is_value(cap, 0) for cap, _ in caps if cap not in keys)


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
