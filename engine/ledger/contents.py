"""What an entry says, as values: read once, strictly, by everyone who reads entries.

framework: `id`, `hash` (of its content), `text` (whole, as it was written).
record: `meeting`, `data` (the record as it was written, without blanks, comments, layout and persons' names), and where
it holds what is one person's own, `made`: the facts that were made of that.
evaluation: `meeting`, `framework` (hash of its content), `record`, `in_force`, `layers`; `history`, where its framework
takes facts from earlier records and the ledger was asked for them: `facts` (of each the least and the most that these
records left) and `entries` (those that told of the months).
decision: `meeting`, `after`, `evaluation`, `rating`, and who; of later versions `upper` (the assessment that was looked
at, if there is one) and `reason` (where the rating is another than the computed one).
submission: `meeting`, `after`, `evaluation`, `incomplete` (why, where something is missing), `mandate`; of later
versions `answers` (see `Answered`), where the record raised questions.
upper: `meeting`, `after`, `evaluation` (which it assesses), `given` (the layer as it was written), `layer` (as an
evaluation has it), `mandate`.
return: `meeting`, `after`, `evaluation`, `reason`, `mandate`.
lock: `node`, `period`, `locked`, `reason`, `after`, `mandate`.
organisation: `node`, `event`, `day`, `title`, `kind`, `parent`, `predecessors`, `aliases`, `after`, `mandate`.
mandate: `id`, `actor` (no name), `role`, `node`, `first`, `last`, `after`, `mandate` (by which it is given).
correction: `meeting`, `after`, `supersedes`, `by` (the evaluation that takes its place, and with it its record; null:
none does), `reason`, `role`.
override: `meeting`, `after`, `evaluation`, `layer`, `criterion`, `points`, `reason`, and who.
seal: `meeting`, `evaluation`, `sheet` (SHA-256 of the file that was printed of it).
not_held: `meeting`, `after` (null: nothing was recorded of it before), `reason`, and who: nobody met.
period: `cell`, `span` (such as 2026 or 2026-Q3), `framework` (hash), `period` (its id there), `active` (the months in
which the cell was active), `predecessors` (the cells of which it was made), `sources` (the entries and files that were
used), `possible` (ratings that could still be given), `computed` (the one that was certain; null: none was), `rating`
(the one that was decided), `after` (the last such entry of this cell and span; null: there was none), and who; of later
versions `reason` (where the rating is another than the computed one, or an earlier decision is corrected).
clock: `latest` (the latest time that an entry before it bears), `reason`, and who: times before it are not in order.

`meeting` is `cell`, `period`, `date` (null: not given), `kind`; of another subject than a meeting `cell`, `period`
(such as 2026-Q3; of an occasion its day), `date`, `subject`. Other entries are named by their hashes. `after` is the
last entry about the meeting, so that what is decided anew after something else is a new entry.

A layer is what it states, and where it was scored, what was concluded (see `LayerResult`) and the derivation, which is
how. Parts that later versions keep besides are optional: entries that were made before them stay right.

Who acted is `mandate`: the hash of the mandate by which they did. Earlier versions kept `role` in its place, as people
called themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from chamdiem.engine.ledger.keys import lock_key, mandate_key, organisation_key, period_key, record_key
from chamdiem.rules.records.meeting import MEETING_SUBJECT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from chamdiem.engine.ledger.answered import Answered
    from chamdiem.engine.mandates.mandates import Mandate
    from chamdiem.engine.mandates.organisation import OrganisationChange


Reason = Literal["not_applicable", "missing", "undefined", "unmatched"]
"""Why a criterion was not simply scored (see `scoring.CriterionScore`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRef:
    """Which meeting an entry is about, or what else was scored. Of some only the period is known.

    Of another `subject` than a meeting `cell` is the unit's code, and there is no kind.
    """

    cell: str
    period: str
    date: dt.date | None
    kind: str = ""
    subject: str = MEETING_SUBJECT

    @property
    def key(self) -> str:
        """What the entries about one meeting have in common: its kind, month and cell."""
        return record_key(self.cell, self.period, self.kind, self.subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A framework: `hash` is that of its content."""

    id: str
    hash: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record, as it was written: texts, lists and objects of texts.

    `made` stands in the place of what is one person's own: the facts that were made of it, as rules store them.
    """

    meeting: MeetingRef
    data: Mapping[str, Any]
    made: Mapping[str, int] = field(default_factory=dict)


Bounds = tuple[int, int]
"""The least and the most that points can still become, in hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerResult:
    """What was concluded of one layer. Points are hundredths; None: not known.

    `points` are those of every criterion; `statuses` tell why those were not simply scored that were not. `bounds` (of
    criteria without points), `gates` (of each rating, in the framework's order), `caps` and `standing` (the criteria
    that have their points whatever is missing) are None in entries of versions that did not keep them, or gave no such
    points. `derivation` are the lines that say how; None: none is there.
    """

    points: Mapping[str, int | None]
    bounds: Mapping[str, Bounds] | None = None
    statuses: Mapping[str, Reason]
    gates: Mapping[str, tuple[bool | None, ...]] | None = None
    caps: Mapping[str, bool | None] | None = None
    standing: tuple[str, ...] | None = None
    findings: tuple[str, ...]
    least: int
    most: int
    total: int | None
    maximum: int | None
    possible: tuple[str, ...]
    rating: str | None
    derivation: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLayer:
    """One layer: the rating that it states, and its result if it was scored."""

    stated: str | None
    result: LayerResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHistory:
    """What earlier records said of a record's facts when it was evaluated: the ends of each; the entries that told."""

    facts: Mapping[str, tuple[int, int]]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """An evaluation of a kept record by a kept framework; `history` is None where no earlier record was asked for."""

    meeting: MeetingRef
    framework: str
    record: str
    in_force: bool
    layers: Mapping[str, KeptLayer]
    history: KeptHistory | None = None

    @property
    def scored(self) -> tuple[str, ...]:
        """The names of the layers that were scored."""
        return tuple(name for name, layer in self.layers.items() if layer.result is not None)

    @property
    def tells_standing(self) -> bool:
        """Whether points that stand were given: a version that did not give them kept no such part."""
        return any(layer.result is not None and layer.result.standing is not None for layer in self.layers.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPaper:
    """The paper by which something was decided: its number, such as 31-QĐ/ĐU, and the day on which it was signed."""

    number: str
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The rating that the upper committee decided, having looked at an evaluation and, where there is one, an `upper`.

    `reason`: why it is another one than was computed. `paper`: None where none was named.
    """

    meeting: MeetingRef
    after: str
    evaluation: str
    rating: str
    upper: str | None = None
    reason: str = ""
    paper: DecisionPaper | None = None
    role: str = ""
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """That a meeting was not held, which only somebody can say: no record says it."""

    meeting: MeetingRef
    after: str | None
    reason: str
    role: str = ""
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodDecision:
    """The rating that was decided for a cell over a span of months, with what was computed and from what.

    `reason`: why it is another one than was computed, or takes the place of an earlier decision.
    """

    cell: str
    span: str
    framework: str
    period: str
    active: tuple[str, ...]
    predecessors: tuple[str, ...]
    sources: tuple[str, ...]
    possible: tuple[str, ...]
    computed: str | None
    rating: str
    after: str | None
    reason: str = ""
    paper: DecisionPaper | None = None
    role: str = ""
    mandate: str = ""

    @property
    def key(self) -> str:
        """What the entries about one cell and span have in common."""
        return period_key(self.period, self.span, self.cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is no longer in force, and the evaluation that takes its place, if one does."""

    meeting: MeetingRef
    after: str
    supersedes: str
    by: str | None
    reason: str
    role: str = ""
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Points (hundredths) that an office puts beside those that were computed for a criterion."""

    meeting: MeetingRef
    after: str
    evaluation: str
    layer: str
    criterion: str
    points: int
    reason: str
    role: str = ""
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A file, by its SHA-256, is the sheet of an evaluation."""

    meeting: MeetingRef
    evaluation: str
    sheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockNote:
    """Who says why the times of entries before this one are not in order; the latest of them."""

    latest: str
    reason: str
    role: str = ""
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """That a cell hands in what it made of its meeting; `incomplete`: why, although something is missing.

    `answers`: the questions that the record raised, and what the cell said to them.
    """

    meeting: MeetingRef
    after: str
    evaluation: str
    incomplete: str | None
    mandate: str
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperAssessment:
    """What a supervisor says of a meeting that was handed in: the upper layer, made after the others.

    It takes nothing out of force: `evaluation` is the one that it assesses. `given` is what was written, as a layer of
    a record has it; `stated` is the rating that it proposes, `result` what was concluded.
    """

    meeting: MeetingRef
    after: str
    evaluation: str
    given: Mapping[str, Any]
    stated: str | None
    result: LayerResult
    mandate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """That what was handed in is given back, and why."""

    meeting: MeetingRef
    after: str
    evaluation: str
    reason: str
    mandate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """That nothing more is recorded of a month of an organisation and of those under it; or, not `locked`, that it is.

    `reason`: always given when it is unlocked; None: none was. `after` is the last such entry of both.
    """

    node: str
    period: str
    locked: bool
    reason: str | None
    after: str | None
    mandate: str

    @property
    def key(self) -> str:
        """What the entries about one organisation and month have in common."""
        return lock_key(self.node, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry:
    """What happened to an organisation; `mandate` is blank only of what came before there was any."""

    change: OrganisationChange
    after: str | None
    mandate: str

    @property
    def key(self) -> str:
        """What the entries about one organisation have in common."""
        return organisation_key(self.change.node)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEntry:
    """A mandate as it was given, or as it ends; `mandate` is blank only of the first."""

    given: Mandate
    after: str | None
    mandate: str

    @property
    def key(self) -> str:
        """What the entries about one mandate have in common."""
        return mandate_key(self.given.id)


MeetingContent = (
    KeptRecord | KeptResult | Decision | Correction | Override | NotHeld | Seal | Submission | UpperAssessment | Return
)
"""What is said of one meeting."""
Done = Decision | Correction | Override | NotHeld | PeriodDecision | ClockNote | Submission | UpperAssessment | Return
"""What somebody did, by a mandate or, in earlier versions, in a role."""
EarlierDone = Decision | Correction | Override | NotHeld | PeriodDecision | ClockNote
"""What earlier versions kept of it."""
ActContent = ClockNote | Decision | NotHeld | Override | PeriodDecision | Seal | Submission | UpperAssessment | Return
"""What is done about something that was recorded."""
Content = MeetingContent | KeptText | PeriodDecision | ClockNote | Lock | OrganisationEntry | MandateEntry


def meeting_of(content: Content) -> MeetingRef | None:
    """Return the meeting that an entry is about, if it is about one."""
    return content.meeting if isinstance(content, MeetingContent) else None


def cell_of(content: Content) -> str | None:
    """Return the cell, or other organisation, that an entry is about, if it is about one."""
    match content:
        case PeriodDecision():
            return content.cell
        case Lock():
            return content.node
        case OrganisationEntry():
            return content.change.node
        case MandateEntry():
            return content.given.node
        case KeptText() | ClockNote():
            return None
        case _:
            return content.meeting.cell
