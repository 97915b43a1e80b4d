"""What collided in a draft, and what was written when, as pages show it: whose it is, when, and what it gives."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from chamdiem.engine.reading.table_columns import ColumnKind
from chamdiem.engine.texts import say, sentence
from chamdiem.rules.records.moments import day_text
from chamdiem.web.cards import PageShown
from chamdiem.web.drafts import clashes_of
from chamdiem.web.last_time import LastTime

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.web.drafts import Clash
    from chamdiem.web.models import Account, Revision
    from chamdiem.web.open_draft import OpenForm

THEIRS = "in"
"""The side that stands in the draft; the others go by the number of the account that typed them."""
AT_ONCE = 600
"""Saves of one account that follow each other within so many seconds are shown as one."""
LISTED = 60
"""So many saves are listed on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the texts to choose from: `lines` are what it answers, `quotes` what it says at length.

    `got` is what its criterion gets by it.
    """

    key: str
    lines: tuple[str, ...]
    quotes: tuple[str, ...]
    who: str
    got: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """One criterion, or one question that belongs to none, to which several people typed something else."""

    id: str
    title: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Words:
    """How accounts, times and questions of a draft are called, for one who looks at it."""

    opened: OpenForm
    reader: Account

    def who(self, account: Account | None) -> str:
        """Return what an account is in the cell; whoever looks is told so."""
        if account is None:
            return self.say("drafts.somebody")
        if account == self.reader:
            return self.say("drafts.you")
        held = self.opened.house.mandates(account.actor)
        role = next((each.role for each in held if each.node == self.opened.at.cell), None)
        return self.say("drafts.somebody") if role is None else self.say(f"held.{role}")

    def time(self, moment: dt.datetime) -> str:
        """Return a time as a clock in Vietnam shows it, with its day where that is not today."""
        local = self.opened.house.office.clock.local(moment.isoformat())
        is_today = local.date() == self.opened.house.today
        return f"{local:%H:%M}" if is_today else f"{local:%H:%M} {day_text(local.date())}"

    def title(self, group: str) -> str:
        """Return what a criterion, or a question by itself, is called."""
        card, question = self.opened.form.cards.get(group), self.opened.form.question(group)
        if card is not None:
            return self.say("fill.criterion", id=card.criterion.id, title=card.criterion.title)
        return group if question is None else question.label

    def text(self, text: str) -> str:
        """Return a text, or the words for a blank one."""
        return text.strip() or self.say("drafts.blank")

    def quoted(self, text: str) -> str:
        """Return what was said at length, as what somebody said."""
        return self.say("drafts.quoted", text=text.strip()) if text.strip() else self.text(text)

    @property
    def say(self) -> partial[str]:
        """The texts in the language of the reader."""
        return partial(say, self.opened.lang)


def collisions_of(words: Words, shown: int | None = None) -> tuple[tuple[Collision, ...], int]:
    """Return what has to be chosen, in the order of the form, and the last revision that was looked at."""
    opened = words.opened
    clashes = clashes_of(opened.draft, shown)
    order = {name: place for place, name in enumerate(opened.form.questions)}
    clashes = tuple(sorted(clashes, key=lambda each: order.get(each.id, len(order))))
    groups: dict[str, list[Clash]] = {}
    for clash in clashes:
        groups.setdefault(opened.owner_of(clash.id), []).append(clash)
    last = max((each.kept for each in clashes), default=0)
    return tuple(_collision(words, group, own) for group, own in groups.items()), last


def _collision(words: Words, group: str, clashes: list[Clash]) -> Collision:
    theirs = {each.id: each.theirs for each in clashes}
    newest = max(clashes, key=lambda each: each.at)
    sides = [_side(words, THEIRS, group, theirs, (newest.by, newest.at))]
    for account in dict.fromkeys(each.ours_by for each in clashes):
        own = [each for each in clashes if each.ours_by == account]
        texts = {each.id: each.ours for each in own}
        sides.append(_side(words, str(account.pk), group, texts, (account, max(each.ours_at for each in own))))
    return Collision(id=group, title=words.title(group), sides=tuple(sides))


def _side(words: Words, key: str, group: str, texts: Mapping[str, str], by: tuple[Account | None, dt.datetime]) -> Side:
    quotes = [words.quoted(text) for name, text in texts.items() if _is_long(words.opened, name)]
    answers = {name: words.text(text) for name, text in texts.items() if not _is_long(words.opened, name)}
    lines = list(answers.values())
    if len(answers) > 1:
        told = ((words.title(name), text) for name, text in answers.items())
        lines = [words.say("drafts.labelled", label=label, text=text) for label, text in told]
    who, when = by
    return Side(
        key=key,
        lines=tuple(lines),
        quotes=tuple(quotes),
        who=sentence(words.say("drafts.by", who=words.who(who), time=words.time(when))),
        got=_got(words.opened, group, texts),
        texts=texts,
    )


def _is_long(opened: OpenForm, name: str) -> bool:
    question = opened.form.question(name)
    return question is not None and question.column.kind is ColumnKind.LONG_TEXT


def _got(opened: OpenForm, group: str, texts: Mapping[str, str]) -> str:
    """Return the points of a criterion as if the draft had some texts."""
    if group not in opened.form.cards:
        return ""
    draft = copy(opened.draft)
    draft.texts = {**draft.texts, **texts}
    page = PageShown(replace(opened, draft=draft), opened.form.page_with(group), LastTime())
    card = next(each for each in page.cards if each.id == group)
    is_pointed = opened.form.framework.framework.points is not None and not card.kind
    return say(opened.lang, "fill.group_got", got=card.got) if is_pointed else card.got


# --- what was written when ---


@dataclass(frozen=True, slots=True)
class Change:
    """What one question said before, if anything, and after."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Some saves of one account that followed each other. `is_beside`: the draft does not have it."""

    who: str
    time: str
    device: str
    is_beside: bool
    changes: tuple[Change, ...]


def written(words: Words, before: int | None = None) -> tuple[tuple[Written, ...], int | None]:
    """Return the last saves of a draft, the newest first, and from which on there are older ones."""
    rows = words.opened.draft.revisions.select_related("saved_by").order_by("-pk")
    found = list((rows if before is None else rows.filter(pk__lt=before))[: LISTED + 1])
    listed = found[:LISTED]
    return tuple(_together(words, listed)), listed[-1].pk if len(found) > LISTED else None


def _together(words: Words, rows: Iterable[Revision]) -> Iterator[Written]:
    def of(row: Revision) -> tuple[object, ...]:
        return row.saved_by_id, row.version is None, row.device, row.saved.timestamp() // AT_ONCE

    for _, own in groupby(rows, of):
        yield _written(words, list(own))


def _written(words: Words, rows: list[Revision]) -> Written:
    first, last = rows[-1], rows[0]
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for row in reversed(rows):
        before = {**row.before, **before}
        after |= row.changes
    changes = (Change(_named(words, name), before.get(name, "").strip(), words.text(after[name])) for name in after)
    return Written(
        who=sentence(words.who(last.saved_by)),
        time=words.time(last.saved),
        device=first.device,
        is_beside=last.version is None,
        changes=tuple(changes),
    )


def _named(words: Words, name: str) -> str:
    """Return what a question is called, with its criterion where it belongs to one."""
    group, question = words.opened.owner_of(name), words.opened.form.question(name)
    if question is None or group == name:
        return words.title(name)
    return words.say("drafts.labelled", label=group, text=question.label)
