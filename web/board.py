"""Bảng tháng, the month board: how far all cells under a committee are in a month, counted and to be filtered.

What a page shows of one of them in words is made for the few that it shows (see `board_rows`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.lists.follow_ups import NEAR
from chamdiem.engine.lists.quotas import quota_texts
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.meeting import MEETING_SUBJECT
from chamdiem.rules.records.periods import last_day_of
from chamdiem.web.finding import matches
from chamdiem.web.models import Assessment, Draft, MeetingNow
from chamdiem.web.node_settings import DEADLINE, deadline_of, settings_of
from chamdiem.web.projecting import framework_by
from chamdiem.web.projections import projected
from chamdiem.web.watched import Rights

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.framework import Rating
    from chamdiem.rules.language.quotas import Quota
    from chamdiem.web.house import House

REGULAR = "regular"
"""The kind of meeting that a cell has every month."""
_MONTHLY = frozenset({REGULAR, "combined"})
OPEN = frozenset({Stage.NOT_BEGUN, Stage.DRAFT, Stage.RETURNED, Stage.WITHDRAWN})
"""How far a meeting is of which the cell still has to do something."""
DONE = frozenset({Stage.DECIDED, Stage.NOT_HELD})
"""How far a meeting is of which nobody has to do anything any more."""
_ORDER = (
    Stage.RETURNED, Stage.NOT_BEGUN, Stage.WITHDRAWN, Stage.DRAFT, Stage.SUBMITTED, Stage.CORRECTED, Stage.UNDER_REVIEW,
    Stage.ASSESSED, Stage.DECIDED, Stage.NOT_HELD,
)  # fmt: skip


class Choice(StrEnum):
    """Which meetings a page shows, as its address says it."""

    ALL = "tat-ca"
    OVERDUE = "qua-han"
    RETURNED = "tra-lai"
    NOT_BEGUN = "chua-lam"
    DRAFT = "dang-lam"
    SUBMITTED = "cho-cham"
    ASSESSED = "cho-quyet-dinh"
    DONE = "da-xong"
    NEAR = "sat-ranh-gioi"
    DIFFERING = "chenh"
    OTHERWISE = "khac-may-tinh"
    MISSING = "con-thieu"
    FINDINGS = "can-xem"


BY_STATE = tuple(Choice)[: tuple(Choice).index(Choice.DONE) + 1]
BY_CONTENT = tuple(Choice)[len(BY_STATE) :]
_STAGES: Mapping[Choice, frozenset[Stage]] = {
    Choice.RETURNED: frozenset({Stage.RETURNED}),
    Choice.NOT_BEGUN: frozenset({Stage.NOT_BEGUN, Stage.WITHDRAWN}),
    Choice.DRAFT: frozenset({Stage.DRAFT}),
    Choice.SUBMITTED: frozenset({Stage.SUBMITTED, Stage.CORRECTED, Stage.UNDER_REVIEW}),
    Choice.ASSESSED: frozenset({Stage.ASSESSED}),
    Choice.DONE: DONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardMeeting:
    """One meeting of a month, or that which a cell has not begun. `now`: what the ledger has of it.

    `late`: how many days it is overdue; 0: it is not. `part`: what of the committee's own it stands under.
    `sees_content`, `sees_upper`: whether whoever looks sees more than how far it is, and what others said of it.
    """

    cell: Node
    kind: str
    stage: Stage
    deadline: dt.date
    late: int
    part: str
    sees_content: bool
    sees_upper: bool
    now: MeetingNow | None = None

    @property
    def shows(self) -> frozenset[Choice]:
        """The choices that show it, as far as whoever looks may know."""
        return self._told() | {Choice.ALL, *(choice for choice, stages in _STAGES.items() if self.stage in stages)}

    def _told(self) -> frozenset[Choice]:
        """Return what is so of it besides how far it is."""
        found = {Choice.OVERDUE: self.late > 0}
        now = self.now if self.sees_content else None
        if now is not None:
            found |= {Choice.MISSING: bool(now.missing), Choice.FINDINGS: bool(now.findings)}
        if now is not None and self.sees_upper:
            near = now.border is not None and abs(now.border) <= NEAR
            differs = bool(now.differing)
            found |= {Choice.NEAR: near, Choice.DIFFERING: differs, Choice.OTHERWISE: now.is_otherwise}
        return frozenset(choice for choice, is_so in found.items() if is_so)


@dataclass(frozen=True, slots=True)
class Part:
    """A committee under the one that is looked at: how many cells, and how many of these are how far."""

    node: Node
    cells: int
    done: int
    handed_in: int
    late: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell, what of the committee's own it stands under, and by when it hands in."""

    cell: Node
    part: str
    deadline: dt.date


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Board:
    """The month of a committee, as somebody (`actor`) sees it; it follows the ledger up to its entry `size`."""

    house: House
    lang: Lang
    actor: str
    node: Node
    period: str
    size: int

    @cached_property
    def all(self) -> tuple[BoardMeeting, ...]:
        """The meetings of all cells under the committee, what is to be done soonest first."""
        return tuple(sorted(self._meetings(), key=_urgent))

    @cached_property
    def seen(self) -> tuple[BoardMeeting, ...]:
        """Those of them of whose cells whoever looks may know how far they are."""
        may = self.may
        return tuple(each for each in self.all if may(Deed.SEE_STATES, each.cell.id))

    @cached_property
    def counts(self) -> Mapping[Choice, int]:
        """How many of these each choice shows."""
        found = Counter(choice for each in self.seen for choice in each.shows)
        return {choice: found[choice] for choice in Choice}

    @cached_property
    def cells(self) -> Mapping[str, bool]:
        """The cells by their ids, and whether all is done of them."""
        done: dict[str, bool] = {}
        for each in self.all:
            done[each.cell.id] = done.get(each.cell.id, True) and each.stage in DONE
        return done

    @property
    def deadlines(self) -> tuple[dt.date, ...]:
        """The last days on which the month is to be handed in, the first first; cells may have others."""
        return tuple(sorted({each.deadline for each in self.all}))

    @cached_property
    def late(self) -> tuple[BoardMeeting, ...]:
        """Those that are overdue."""
        return tuple(each for each in self.seen if each.late > 0)

    def chosen(self, choice: Choice, asked: str) -> tuple[BoardMeeting, ...]:
        """Return the meetings that are chosen, and whose cells have what is searched."""
        found = (each for each in self.seen if choice in each.shows)
        return tuple(each for each in found if not asked.strip() or matches(asked, each.cell.id, each.cell.title))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The committees directly under it, in alphabetical order."""
        committees = [each for each in self.house.tree.children(self.node.id) if each.kind is NodeKind.COMMITTEE]
        own: dict[str, list[BoardMeeting]] = {}
        for each in self.all:
            own.setdefault(each.part, []).append(each)
        return tuple(self._part(each, own.get(each.id, [])) for each in sorted(committees, key=_title))

    def _part(self, node: Node, meetings: list[BoardMeeting]) -> Part:
        of_cells: dict[str, list[BoardMeeting]] = {}
        for each in meetings:
            of_cells.setdefault(each.cell.id, []).append(each)
        counts: Counter[str] = Counter()
        for own in of_cells.values():
            counts["done"] += all(each.stage in DONE for each in own)
            counts["handed_in"] += all(each.stage not in OPEN for each in own)
            counts["late"] += any(each.late for each in own)
        is_open = self.may(Deed.SEE_STATES, node.id)
        return Part(node, len(of_cells), counts["done"], counts["handed_in"], counts["late"], is_open)

    @cached_property
    def quotas(self) -> tuple[str, ...]:
        """What the quotas of the month's frameworks say of the ratings of the meetings that whoever looks sees."""
        seen = [each for each in self.seen if each.sees_content]
        hashes = dict.fromkeys(each.now.framework_hash for each in seen if each.now and each.now.framework_hash)
        return tuple(text for each in hashes for text in self._quotas(each, seen))

    def _quotas(self, framework_hash: str, seen: list[BoardMeeting]) -> Iterator[str]:
        framework = framework_by(self.house, framework_hash).framework
        ratings = {rating.id: rating for rating in framework.ratings}
        # what is not rated yet may get any rating
        own = [each for each in seen if each.now is None or each.now.framework_hash in {framework_hash, ""}]
        own = [each for each in own if each.stage is not Stage.NOT_HELD]

        def told(quota: Quota) -> Iterator[tuple[str, Rating | None]]:
            for each in own:
                above = self.house.tree.standing(each.cell.parent or "") if quota.by else None
                yield (above.title if above else ""), ratings.get(each.now.rated) if each.now else None

        return quota_texts(framework, told, self.lang)

    # --- how it is put together ---

    @cached_property
    def may(self) -> Rights:
        """What whoever looks may do."""
        return Rights(self.house, self.actor)

    def _meetings(self) -> Iterator[BoardMeeting]:
        drafts, assessed = self._drafts(), self._begun(Assessment)
        places = tuple(self._places(settings_of(self.house, DEADLINE)))
        told = self._told({place.cell.id for place in places})
        end, nodes = last_day_of(self.period), self.house.tree.nodes
        for place in places:
            cell = place.cell
            known = {each.kind: each for each in told.pop(cell.id, ())}
            kinds = dict.fromkeys((*known, *drafts.get(cell.id, ())))
            if not _MONTHLY & kinds.keys() and cell.since <= end and cell.id in nodes:
                kinds[REGULAR] = None
            for kind in kinds:
                stage = Stage(known[kind].stage) if kind in known else Stage.NOT_BEGUN
                # a ledger tells of neither, see `Stage`
                if kind in drafts.get(cell.id, ()) and stage is not Stage.RETURNED:
                    stage = Stage.DRAFT
                elif kind in assessed.get(cell.id, ()) and stage is Stage.SUBMITTED:
                    stage = Stage.UNDER_REVIEW
                yield self._meeting(place, kind, known.get(kind), stage)

    def _meeting(self, place: _Place, kind: str, now: MeetingNow | None, stage: Stage) -> BoardMeeting:
        cell = place.cell
        sees = now is not None and self.may(Deed.SEE, cell.id)
        days = (self._today - place.deadline).days
        return BoardMeeting(
            cell=cell,
            kind=kind,
            stage=stage,
            deadline=place.deadline,
            late=days if days > 0 and stage in OPEN else 0,
            part=place.part,
            sees_content=sees,
            sees_upper=sees and (stage in DONE or cell.id not in self.may.own),
            now=now,
        )

    def _places(self, due: Callable[[str], str | None]) -> Iterator[_Place]:
        """Yield the cells under the committee, those that ended there included."""
        tree = self.house.tree
        for child in tree.children(self.node.id):
            for each in tree.subtree(child.id):
                if each.kind is NodeKind.CELL:
                    yield _Place(each, child.id, deadline_of(self.period, due(each.id)))
        for gone in tree.gone.values():
            above = [gone.id, *(each.id for each in tree.above(gone.id))]
            if gone.kind is NodeKind.CELL and tree.standing(gone.id) is gone and self.node.id in above[1:]:
                part = above[above.index(self.node.id) - 1]
                yield _Place(gone, part, deadline_of(self.period, due(gone.id)))

    def _told(self, cells: Collection[str]) -> dict[str, list[MeetingNow]]:
        """Return what the ledger has of the month, by the ids of cells; of others nothing is read but their names."""
        tree, found = self.house.tree, dict[str, list[MeetingNow]]()
        meetings = MeetingNow.objects.filter(period=self.period, subject=MEETING_SUBJECT)
        named = {name: tree.standing(name) for name in meetings.values_list("cell", flat=True).distinct()}
        places = {name: place.id for name, place in named.items() if place is not None and place.id in cells}
        for each in meetings.filter(cell__in=list(places)).defer("own_lost", "upper_lost", "reason").order_by("key"):
            found.setdefault(places[each.cell], []).append(each)
        return found

    def _drafts(self) -> Mapping[str, frozenset[str]]:
        """Return of which kinds cells are filling in meetings of the month, where whoever looks may know that."""
        return {cell: kinds for cell, kinds in self._begun(Draft).items() if self.may(Deed.SEE_DRAFTS, cell)}

    @cached_property
    def _today(self) -> dt.date:
        return self.house.today

    def _begun(self, table: type[Draft | Assessment]) -> Mapping[str, frozenset[str]]:
        """Return of which kinds there are meetings of the month in a table that are not handed in, by their cells."""
        found: dict[str, set[str]] = {}
        for cell, kind in table.objects.filter(period=self.period, entry=None).values_list("cell", "kind"):
            found.setdefault(cell, set()).add(kind)
        return {cell: frozenset(kinds) for cell, kinds in found.items()}


def _urgent(meeting: BoardMeeting) -> tuple[object, ...]:
    return -meeting.late, _ORDER.index(meeting.stage), *_title(meeting.cell)


def _title(node: Node) -> tuple[object, ...]:
    return _collated(node.title), node.id


_collated = lru_cache(maxsize=16_384)(vietnamese)


def board_of(house: House, lang: Lang, actor: str, node: Node, period: str) -> Board:
    """Return the board of a committee's month, which follows the ledger as it is now."""
    return Board(house, lang, actor, node, period, projected(house))


def month_words(period: str) -> str:
    """Return a month as pages name it: 11/2026."""
    return f"{period[5:]}/{period[:4]}"


def months_beside(period: str, today: dt.date) -> tuple[str, str | None]:
    """Return the month before one, and that after it; None: it is yet to come."""
    before, after = (_shifted(period, by) for by in (-1, 1))
    return before, after if after <= f"{today:%Y-%m}" else None


def _shifted(period: str, by: int) -> str:
    year, month = divmod(int(period[:4]) * 12 + int(period[5:7]) - 1 + by, 12)
    return f"{year:04}-{month + 1:02}"
