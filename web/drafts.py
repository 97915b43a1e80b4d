"""Drafts: what was typed of a meeting, version by version, so that nothing of it is lost.

What several people type is merged; what collides is kept beside the draft until somebody chooses.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from chamdiem.engine.forms.filled import fill
from chamdiem.engine.ledger.keys import record_key
from chamdiem.rules.records.meeting import MEETING_SUBJECT
from chamdiem.rules.records.periods import last_day_of
from chamdiem.web.held import framework_in_force, framework_of, hold, organisation_of
from chamdiem.web.merging import Merged, is_same, keepable, merge
from chamdiem.web.models import AssessmentRevision, Draft, Revision, TypedDraft
from chamdiem.web.statements import Given, Statement, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db import models

    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.house import House
    from chamdiem.web.models import Account, TypedRevision

    Seen = Mapping[str, Sequence[str]]

KEPT_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One question to which two people typed something else: what stands in the draft, and what is kept beside it.

    `by` and `at` tell of what stands there, `ours_by` and `ours_at` of the other; `by` is None where nobody knows.
    `kept` is the number of the revision that keeps the other.
    """

    id: str
    theirs: str
    by: Account | None
    at: dt.datetime
    ours: str
    ours_by: Account
    ours_at: dt.datetime
    kept: int


@dataclass(frozen=True, slots=True)
class Saved:
    """All that was typed is in the draft."""

    draft: TypedDraft


@dataclass(frozen=True, slots=True)
class Conflict:
    """Some of what was typed is beside the draft; the rest, `merged`, is in it.

    It clashes with what others typed meanwhile, or, where `is_closed`, the draft is handed in and takes no more.
    """

    draft: TypedDraft
    merged: Mapping[str, str]
    clashes: tuple[Clash, ...]
    is_closed: bool = False


_DRAFT = Statement(
    lambda: Draft.objects.filter(cell=Given("cell"), period=Given("period"), kind=Given("kind")).values_list(
        *columns_of(Draft)
    )
)


def find_draft(at: MeetingAddress) -> Draft | None:
    """Return the draft of a meeting; None: nobody began one."""
    found = next(_DRAFT.rows(cell=at.cell, period=at.period, kind=at.kind), None)
    return None if found is None else Draft.from_db(DEFAULT_DB_ALIAS, columns_of(Draft), found)


def begin_draft(house: House, account: Account, at: MeetingAddress) -> Draft:
    """Return the draft of a meeting, begun now if there is none: two who begin at once get the same.

    Raises:
        FaultyInput: no framework is in force, or several are.
    """
    return find_draft(at) or _begun(house, account, at)[0]


def begin_new_draft(house: House, account: Account, at: MeetingAddress) -> Draft | None:
    """Return the draft of a meeting, begun now; None: there is one, which somebody may have begun at the same time.

    Raises:
        FaultyInput: as `begin_draft`.
    """
    draft, is_new = _begun(house, account, at)
    return draft if is_new else None


def _begun(house: House, account: Account, at: MeetingAddress) -> tuple[Draft, bool]:
    loaded = framework_in_force(house, at)
    hold(loaded)
    told = {**_under(loaded), "saved": timezone.now(), "saved_by": account}
    return Draft.objects.get_or_create(cell=at.cell, period=at.period, kind=at.kind, defaults=told)


def blank_draft(house: House, at: MeetingAddress) -> Draft:
    """Return the draft of a meeting, or where nobody began one, how it would begin: no table has that.

    Raises:
        FaultyInput: as `begin_draft`.
    """
    found = find_draft(at)
    if found is not None:
        return found
    return Draft(cell=at.cell, period=at.period, kind=at.kind, **_under(framework_in_force(house, at)))


def _under(loaded: LoadedFramework) -> dict[str, str]:
    return {"framework": loaded.id, "framework_hash": loaded.hash}


# --- saving ---


def save(
    of: int | TypedDraft, base_version: int, typed: Mapping[str, str], account: Account, device: str = ""
) -> Saved | Conflict:
    """Save what a page holds that showed a version of a draft: `typed` has all of its questions, and no others.

    `of`: the draft; a number is that of a cell's own.
    """
    return _save(of, typed, lambda draft: _seen_at(draft, base_version, typed), account, device)


def save_changed(
    of: int | TypedDraft, typed: Mapping[str, str], seen: Seen, account: Account, device: str = ""
) -> Saved | Conflict:
    """Save what was changed on a page; `seen`: what the page knows to have stood there (see `merge`)."""
    return _save(of, typed, lambda _draft: seen, account, device)


def _rows(of: int | TypedDraft) -> models.QuerySet[Any]:
    """Return the row of a draft, in whichever table it is."""
    if isinstance(of, int):
        return Draft.objects.filter(pk=of)
    return type(of)._default_manager.filter(pk=of.pk)  # noqa: SLF001 - so Django calls it


def _save(
    of: int | TypedDraft, given: Mapping[str, str], seen_of: Callable[[TypedDraft], Seen], account: Account, device: str
) -> Saved | Conflict:
    typed = {name: keepable(text) for name, text in given.items()}
    with transaction.atomic():
        # whoever else saves waits here: what is merged is what stands there until it is written
        draft = _rows(of).select_for_update().get()
        merged = merge(draft.texts, {name: [*map(keepable, own)] for name, own in seen_of(draft).items()}, typed)
        if is_closed := draft.submitting is not None:
            merged = Merged({}, (*merged.taken, *merged.clashes))
        save_ = _Save(draft, account, device[:64], timezone.now())
        save_.take(merged.taken)
        save_.keep_beside({name: typed[name] for name in merged.clashes})
    if not merged.clashes:
        return Saved(draft)
    clashing = tuple(each for each in clashes_of(draft) if each.id in merged.clashes)
    return Conflict(draft, merged.taken, clashing, is_closed)


@dataclass(frozen=True, slots=True)
class _Save:
    """One save of a draft that is locked."""

    draft: TypedDraft
    account: Account
    device: str
    now: dt.datetime

    def take(self, texts: Mapping[str, str]) -> None:
        """Write texts into the draft, as its next version."""
        if not texts:
            return
        draft, before = self.draft, self._before(texts)
        draft.texts = {name: text for name, text in {**draft.texts, **texts}.items() if text.strip()}
        draft.version += 1
        draft.saved, draft.saved_by = self.now, self.account
        draft.save(update_fields=["texts", "version", "saved", "saved_by"])
        self._note(draft.version, texts, before)

    def keep_beside(self, texts: Mapping[str, str]) -> None:
        """Keep texts that the draft does not take; what lies there already does not lie there twice."""
        if not texts:
            return
        last = _beside(self.draft).filter(saved_by=self.account).last()
        if last is None or last.changes != dict(texts):
            self._note(None, texts, self._before(texts))

    def _before(self, names: Iterable[str]) -> dict[str, str]:
        return {name: self.draft.texts.get(name, "") for name in names}

    def _note(self, version: int | None, texts: Mapping[str, str], before: Mapping[str, str]) -> None:
        self.draft.revisions.create(
            version=version,
            saved=self.now,
            saved_by=self.account,
            changes=dict(texts),
            before=dict(before),
            device=self.device,
        )


def _seen_at(draft: TypedDraft, version: int, names: Iterable[str]) -> Seen:
    """Return what stood in a version of a draft; nothing where that is not known any more."""
    missing = draft.version - version
    if missing == 0:
        return {name: (draft.texts.get(name, ""),) for name in names}
    later = list(draft.revisions.filter(version__gt=version).order_by("-version").values_list("before", flat=True))
    if missing < 0 or len(later) != missing:
        return {}
    texts: dict[str, str] = dict(draft.texts)
    for before in later:
        texts |= before
    return {name: (texts.get(name, ""),) for name in names}


# --- what collided ---


def _beside(draft: TypedDraft) -> models.QuerySet[Any]:
    return draft.revisions.filter(version=None, settled=None).order_by("pk")


def clashes_of(draft: TypedDraft, shown: int | None = None) -> tuple[Clash, ...]:
    """Return what is kept beside a draft and still differs from it: the last that each account typed to a question.

    `shown`: only what lay there already when a revision of this number was the last (see `Clash.kept`).
    """
    beside: dict[tuple[str, int], tuple[str, TypedRevision]] = {}
    rows = _beside(draft).select_related("saved_by")
    for row in rows if shown is None else rows.filter(pk__lte=shown):
        for name, text in row.changes.items():
            # the last of each, in the order in which they came
            beside.pop((name, row.saved_by_id), None)
            beside[name, row.saved_by_id] = text, row
    last = ((name, text, row) for (name, _), (text, row) in beside.items())
    return tuple(_clash(draft, *each) for each in last if not is_same(each[1], draft.texts.get(each[0], "")))


def _clash(draft: TypedDraft, name: str, text: str, row: TypedRevision) -> Clash:
    own = draft.revisions.filter(version__isnull=False, changes__has_key=name).select_related("saved_by")
    last = own.order_by("-version").first()
    return Clash(
        id=name,
        theirs=draft.texts.get(name, ""),
        by=last.saved_by if last else None,
        at=last.saved if last else draft.begun,
        ours=text,
        ours_by=row.saved_by,
        ours_at=row.saved,
        kept=row.pk,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody chose of what had collided: `taken` into the draft by the ids of questions, the rest not.

    `version` and `shown`: of the draft and of what was kept beside it (see `Clash.kept`), as they were shown.
    """

    version: int
    shown: int
    taken: Mapping[str, str]


def choose(of: int | TypedDraft, choice: Choice, account: Account, device: str = "") -> Saved | Conflict:
    """Save what was chosen, and let go of what was not: it stays a revision.

    What somebody wrote after the choice was shown clashes again, and what came to lie beside the draft stays there.
    """
    with transaction.atomic():
        # first, so that what clashes again comes to lie there anew
        _beside(_rows(of).get()).filter(pk__lte=choice.shown).update(settled=timezone.now())
        return save(of, choice.version, choice.taken, account, device)


def keep_for(days: int = KEPT_DAYS) -> int:
    """Let go of revisions that are older than so many days, and return of how many."""
    before = timezone.now() - dt.timedelta(days=days)
    return sum(table.objects.filter(saved__lt=before).delete()[0] for table in (Revision, AssessmentRevision))


# --- what a draft says ---


def known_of(house: House, draft: Draft) -> Mapping[str, str]:
    """Return what nobody types, by the names of fields: whose record it is, of which period, by which framework."""
    shape = framework_of(house, draft).framework.shape
    tree = house.authority.tree(min(last_day_of(draft.period), house.today))
    # of a month before the tree was recorded, as it stands today
    tree = tree if tree.standing(draft.cell) else house.tree
    node, upper = tree.standing(draft.cell), next(tree.above(draft.cell), None)
    told = {
        shape.unit: draft.cell,
        shape.unit_name: node.title if node else "",
        "upper_org": upper.title if upper else "",
        "organisation": organisation_of(house, draft.cell) or "",
        shape.period or shape.day: draft.period,
        shape.kind: draft.kind,
    }
    fields = {name: text for name, text in told.items() if name in shape.by_name and text}
    return {**fields, "framework": draft.framework}


def filled(house: House, draft: Draft, lang: Lang, texts: Mapping[str, str] | None = None, stated: str = "") -> Filled:
    """Return what a draft says, read and scored as far as it can be, beside what the ledger has of earlier months.

    `texts` stand in the place of the draft's own, as they are on a page that is being filled in. `stated` is the rating
    that the cell states, where it does.
    """
    form = house.form(framework_of(house, draft), lang)
    left_out = meeting_key_of(house, draft) if draft.corrects else None
    known = {**known_of(house, draft), **({"self.rating": stated} if stated else {})}
    told = draft.texts if texts is None else texts

    def make() -> Filled:
        office = house.office.informed(house.ledger, left_out=left_out) if left_out else house.informed
        return fill(form, told, known, office.scorers, house.today)

    said = (frozenset(told.items()), frozenset(known.items()))
    earlier = (left_out, house.ledger.cell_mark(draft.cell))
    return house.filled.get((form.framework.hash, lang, *said, *earlier, house.today), make)


def meeting_key_of(house: House, draft: Draft) -> str:
    """Return by which key the ledger finds the meeting of a draft."""
    # of a meeting the kind says enough: no framework has to be read
    subject = MEETING_SUBJECT if draft.kind else framework_of(house, draft).framework.shape.subject
    return record_key(draft.cell, draft.period, draft.kind, subject)


def key_of(house: House, at: MeetingAddress) -> str:
    """Return by which key the ledger finds what an address names.

    Raises:
        FaultyInput: it is no meeting, nobody began a draft of it, and no framework that scores such a thing is set.
    """
    draft = None if at.kind else find_draft(at)
    if draft is not None:
        return meeting_key_of(house, draft)
    subject = MEETING_SUBJECT if at.kind else framework_in_force(house, at).framework.shape.subject
    return record_key(at.cell, at.period, at.kind, subject)
