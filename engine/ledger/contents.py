"""What an entry says, as values: read once, strictly, by everyone who reads entries.

framework: `id`, `hash` (of its content), `text` (whole, as it was written).
record: `meeting`, `data` (the record as it was written, without blanks, comments, layout and persons' names), and where
it holds what is one person's own, `made`: the facts that were made of that.
evaluation: `meeting`, `framework` (hash of its content), `record`, `in_force`, `layers`; `history`, where its framework
takes facts from earlier records and the ledger was asked for them: `facts` (of each the least and the most that these
records left) and `entries` (those that told of the months).
decision: `meeting`, `after`, `evaluation`, `rating`, `role`.
correction: `meeting`, `after`, `supersedes`, `by` (the evaluation that takes its place, and with it its record; null:
none does), `reason`, `role`.
override: `meeting`, `after`, `evaluation`, `layer`, `criterion`, `points`, `reason`, `role`.
seal: `meeting`, `evaluation`, `sheet` (SHA-256 of the file that was printed of it).
not_held: `meeting`, `after` (null: nothing was recorded of it before), `reason`, `role`: nobody met.
period: `cell`, `span` (such as 2026 or 2026-Q3), `framework` (hash), `period` (its id there), `active` (the months in
which the cell was active), `predecessors` (the cells of which it was made), `sources` (the entries and files that were
used), `possible` (ratings that could still be given), `computed` (the one that was certain; null: none was), `rating`
(the one that was decided), `after` (the last such entry of this cell and span; null: there was none), `role`.
clock: `latest` (the latest time that an entry before it bears), `reason`, `role`: times before it are not in order.

`meeting` is `cell`, `period`, `date` (null: not given), `kind`; of another subject than a meeting `cell`, `period`
(such as 2026-Q3; of an occasion its day), `date`, `subject`. Other entries are named by their hashes. `after` is the
last entry about the meeting, so that what is decided anew after something else is a new entry.

A layer is what it states, and where it was scored, what was concluded (see `LayerResult`) and the derivation, which is
how. Parts that later versions keep besides are optional: entries that were made before them stay right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from chamdiem.engine.ledger import shapes
from chamdiem.engine.ledger.shapes import (
    Misshapen,
    hash_,
    listed,
    mapping,
    names,
    one_of,
    optional,
    parts,
    points,
    words,
)
from chamdiem.rules.language.fields import LAYERS
from chamdiem.rules.language.meeting import MEETING_KINDS, MEETING_SUBJECT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping


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


def record_key(cell: str, period: str, kind: str = "", subject: str = "") -> str:
    """Return what entries about one record have in common; no kind of meeting begins as other subjects do."""
    return f"{kind or f'{SUBJECT_KEY}{subject}'}/{period}/{cell}"


SUBJECT_KEY = "subject:"


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
class Decision:
    """The rating that the upper committee decided, having looked at an evaluation."""

    meeting: MeetingRef
    after: str
    role: str
    evaluation: str
    rating: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """That a meeting was not held, which only somebody can say: no record says it."""

    meeting: MeetingRef
    after: str | None
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodDecision:
    """The rating that was decided for a cell over a span of months, with what was computed and from what."""

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
    role: str

    @property
    def key(self) -> str:
        """What the entries about one cell and span have in common."""
        return period_key(self.period, self.span, self.cell)


def period_key(period: str, span: str, cell: str) -> str:
    """Return what the entries about a period of a cell have in common; no meeting's key begins so."""
    return f"{PERIOD_KEY}{period}/{span}/{cell}"


PERIOD_KEY = "period:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is no longer in force, and the evaluation that takes its place, if one does."""

    meeting: MeetingRef
    after: str
    role: str
    supersedes: str
    by: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Points (hundredths) that an office puts beside those that were computed for a criterion."""

    meeting: MeetingRef
    after: str
    role: str
    evaluation: str
    layer: str
    criterion: str
    points: int
    reason: str


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
    role: str
    reason: str


Content = (
    KeptText | KeptRecord | KeptResult | Decision | Correction | Override | NotHeld | PeriodDecision | Seal | ClockNote
)


def meeting_of(content: Content) -> MeetingRef | None:
    """Return the meeting that an entry is about, if it is about one."""
    return None if isinstance(content, KeptText | ClockNote | PeriodDecision) else content.meeting


def cell_of(content: Content) -> str | None:
    """Return the cell that an entry is about, if it is about one."""
    meeting = meeting_of(content)
    return content.cell if isinstance(content, PeriodDecision) else None if meeting is None else meeting.cell


def _names_subject(data: object) -> bool:
    return isinstance(data, dict) and "subject" in data


def _result(data: object) -> KeptResult:
    told = KeptResult(**_RESULT(data))
    if "self" not in told.scored:  # the self layer is always scored, whatever its answers
        raise Misshapen("layers", "self")
    return told


def _layer(data: object) -> KeptLayer:
    if isinstance(data, dict) and data.keys() == _STATED.keys():
        return KeptLayer(stated=_ONLY_STATED(data)["stated_rating"])
    told = _SCORED(data)
    stated, statuses, possible = (told.pop(name) for name in ("stated_rating", "not_scored", "possible_ratings"))
    return KeptLayer(stated=stated, result=LayerResult(statuses=statuses, possible=possible, **told))


def _bounds(data: object) -> Bounds:
    ends = _ENDS(data)
    if len(ends) != 2:  # noqa: PLR2004 - least and most
        raise Misshapen
    return ends[0], ends[1]


def _made(
    kind: Callable[..., Content],
    told: Mapping[str, Callable[[object], Any]],
    later: Mapping[str, Callable[[object], Any]] | None = None,
) -> Callable[[object], Content]:
    read = parts(told, later)
    return lambda data: kind(**read(data))


_ENDS = listed(points)
_FLAG = shapes.of_type(bool)
_STATED = {"stated_rating": optional(words)}
_ONLY_STATED = parts(_STATED)
_SCORED = parts(
    {
        **_STATED,
        "least": points,
        "most": points,
        "total": optional(points),
        "maximum": optional(points),
        "rating": optional(words),
        "possible_ratings": listed(words),
        "findings": listed(words),
        "points": mapping(names, optional(points)),
        "not_scored": mapping(names, one_of(get_args(Reason))),
    },
    {
        "derivation": shapes.lines,
        "bounds": mapping(names, _bounds),
        "gates": mapping(names, listed(optional(_FLAG))),
        "caps": mapping(names, optional(_FLAG)),
        "standing": listed(words),
    },
)
_MEETING = parts(
    {"cell": words, "date": optional(shapes.date), "kind": one_of(tuple(MEETING_KINDS)), "period": shapes.period}
)
_SUBJECT = parts({"cell": words, "date": optional(shapes.date), "period": shapes.any_period, "subject": words})
_OF = {"meeting": lambda data: MeetingRef(**(_SUBJECT if _names_subject(data) else _MEETING)(data))}
_ABOUT: dict[str, Callable[[object], Any]] = {**_OF, "after": hash_, "role": shapes.said}
_LAYER_NAME = one_of(tuple(LAYERS))
_HISTORY = parts({"facts": mapping(names, shapes.ends), "entries": listed(hash_)})
_RESULT = parts(
    {**_OF, "framework": hash_, "record": hash_, "in_force": _FLAG, "layers": mapping(_LAYER_NAME, _layer)},
    {"history": lambda data: KeptHistory(**_HISTORY(data))},
)
READERS: Mapping[str, Callable[[object], Content]] = {
    "framework": _made(KeptText, {"id": words, "hash": hash_, "text": shapes.of_type(str)}),
    "record": _made(KeptRecord, {**_OF, "data": shapes.record_data}, {"made": mapping(words, shapes.of_type(int))}),
    "evaluation": _result,
    "decision": _made(Decision, {**_ABOUT, "evaluation": hash_, "rating": words}),
    "correction": _made(Correction, {**_ABOUT, "supersedes": hash_, "by": optional(hash_), "reason": shapes.said}),
    "override": _made(
        Override,
        {
            **_ABOUT,
            "evaluation": hash_,
            "layer": _LAYER_NAME,
            "criterion": words,
            "points": points,
            "reason": shapes.said,
        },
    ),
    "not_held": _made(NotHeld, {**_ABOUT, "after": optional(hash_), "reason": shapes.said}),
    "period": _made(
        PeriodDecision,
        {
            "cell": words,
            "span": words,
            "framework": hash_,
            "period": words,
            "active": listed(shapes.period),
            "predecessors": listed(words),
            "sources": listed(words),
            "possible": listed(words),
            "computed": optional(words),
            "rating": words,
            "after": optional(hash_),
            "role": shapes.said,
        },
    ),
    "seal": _made(Seal, {**_OF, "evaluation": hash_, "sheet": hash_}),
    "clock": _made(ClockNote, {"latest": shapes.time, "role": shapes.said, "reason": shapes.said}),
}
"""What reads the body of an entry of each kind, or raises `Misshapen` with the path to what no such entry says."""
