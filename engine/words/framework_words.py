"""What stands over and under the criteria of a framework, in words: its days, for whom it is, ratings, caps, quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import Lang, label, say
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Cap, Framework, Rating
    from chamdiem.rules.language.quotas import Quota


def status_text(framework: Framework, lang: Lang) -> str:
    """Return how its content is known: compared with the document itself, taken from elsewhere, reconstructed."""
    return say(lang, f"show.{framework.provenance.status}")


def authority_text(framework: Framework, lang: Lang) -> str:
    """Return the document that a framework comes from."""
    document = framework.authority
    return say(lang, "result.authority", number=document.number, date=day_text(document.date), issuer=document.issuer)


def points_text_of(framework: Framework, lang: Lang) -> str:
    """Return the most that there is to get, or that there are no points."""
    return formats.points(framework.points.maximum, lang) if framework.points else say(lang, "show.no_points")


def dates_text(framework: Framework, lang: Lang) -> str:
    """Return on which days it is in force."""
    first, last = framework.in_force.from_, framework.in_force.to
    if last is None:
        return say(lang, "show.from", day=day_text(first))
    return say(lang, "show.from_to", first=day_text(first), last=day_text(last))


def organisations_text(framework: Framework, lang: Lang) -> str:
    """Return for which organisations it was made."""
    return ", ".join(framework.applies_to.organisations) or say(lang, "show.everyone")


def kinds_text(framework: Framework, lang: Lang) -> str:
    """Return which kinds of meetings it scores."""
    return ", ".join(label(MEETING_KINDS[kind], lang) for kind in framework.applies_to.kinds)


def span_text(criterion: Criterion, wording: Wording) -> str:
    """Return what a criterion gives at most, and at least where that is less than 0."""
    most = wording.points(criterion.maximum)
    if not criterion.minimum:
        return most
    return wording.say("criterion.span", least=formats.points(criterion.minimum, wording.lang), most=most)


def needs_text(rating: Rating, lang: Lang) -> str:
    """Return what a rating demands."""
    parts = [] if rating.is_open else [formats.ends(rating, "", lang)]
    if rating.requires:
        parts.append(say(lang, "show.requires", gates="; ".join(gate.title for gate in rating.requires)))
    return ", ".join(parts) or say(lang, "show.otherwise")


def effect_text(cap: Cap, ratings: Sequence[Rating], lang: Lang) -> str:
    """Return what a cap does: it bars a rating, lets none above one be given, or lowers it."""
    effect = next(key for key in ("barred", "at_most", "lower_by") if getattr(cap, key) is not None)
    title = next(each.title for each in ratings if each.id == (cap.barred or cap.at_most or ratings[0].id))
    return say(lang, f"show.{effect}", title=title, count=cap.lower_by)


def cap_text(cap: Cap, framework: Framework, lang: Lang) -> str:
    """Return when a cap of the framework holds, and why."""
    return say(lang, "show.cap", condition=Wording(framework, lang).condition(cap.when), reason=cap.reason)


def quota_text(quota: Quota, framework: Framework, lang: Lang) -> str:
    """Return how many of a list may have some ratings."""
    titles = {rating.id: rating.title for rating in framework.ratings}
    share, among = (", ".join(titles[each] for each in ids) for ids in (quota.share, quota.among or titles))
    return say(lang, "show.quota", share=share, among=among, limit=f"{formats.number(quota.at_most, lang)}%")
