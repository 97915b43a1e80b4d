"""What an entry says, as values: read once, strictly, by everyone who reads entries.

framework: `id`, `hash` (of its content), `text` (whole, as it was written).
record: `meeting`, `data` (the record as it was written, without blanks, comments, layout and persons' names).
evaluation: `meeting`, `framework` (hash of its content), `record`, `in_force`, `layers`.
decision: `meeting`, `after`, `evaluation`, `rating`, `role`.
correction: `meeting`, `after`, `supersedes`, `by` (the evaluation that takes its place, and with it its record; null:
none does), `reason`, `role`.
override: `meeting`, `after`, `evaluation`, `layer`, `criterion`, `points`, `reason`, `role`.
seal: `meeting`, `evaluation`, `sheet` (SHA-256 of the file that was printed of it).
clock: `latest` (the latest time that an entry before it bears), `reason`, `role`: times before it are not in order.

`meeting` is `cell`, `period`, `date` (null: not given), `kind`. Other entries are named by their hashes. `after` is the
last entry about the meeting, so that what is decided anew after something else is a new entry.

A layer is what it states, and where it was scored, what was concluded (see `LayerResult`) and the derivation, which is
how. Parts that later versions keep besides are optional: entries that were made before them stay right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from chamdiem.engine.ledger.shapes import (
    Misshapen,
    date,
    flag,
    hash_,
    lines,
    listed,
    mapping,
    names,
    one_of,
    optional,
    parts,
    period,
    points,
    record_data,
    said,
    text,
    time,
    words,
)
from chamdiem.rules.language.fields import LAYERS
from chamdiem.rules.language.meeting import MEETING_KINDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping


Reason = Literal["not_applicable", "missing", "undefined", "unmatched"]
"""Why a criterion was not simply scored (see `scoring.CriterionScore`)."""
REASONS: tuple[Reason, ...] = ("not_applicable", "missing", "undefined", "unmatched")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRef:
    """Which meeting an entry is about. Of some only the month is known."""

    cell: str
    period: str
    date: dt.date | None
    kind: str

    @property
    def key(self) -> str:
        """What the entries about one meeting have in common: its kind, month and cell."""
        return f"{self.kind}/{self.period}/{self.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A framework: `hash` is that of its content."""

    id: str
    hash: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record, as it was written: texts, lists and objects of texts."""

    meeting: MeetingRef
    data: Mapping[str, Any]


Bounds = tuple[int, int]
"""The least and the most that points can still become, in hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerResult:
    """What was concluded of one layer. Points are hundredths; None: not known.

    `points` are those of every criterion; `statuses` tell why those were not simply scored that were not. `bounds` (of
    criteria without points), `gates` (of each rating, in the framework's order) and `caps` are None in entries of
    versions that did not keep them. `derivation` are the lines that say how; None: none is there.
    """

    points: Mapping[str, int | None]
    bounds: Mapping[str, Bounds] | None
    statuses: Mapping[str, Reason]
    gates: Mapping[str, tuple[bool | None, ...]] | None
    caps: Mapping[str, bool | None] | None
    findings: tuple[str, ...]
    least: int
    most: int
    total: int | None
    maximum: int | None
    possible: tuple[str, ...]
    rating: str | None
    derivation: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLayer:
    """One layer: the rating that it states, and its result if it was scored."""

    stated: str | None
    result: LayerResult | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """An evaluation of a kept record by a kept framework."""

    meeting: MeetingRef
    framework: str
    record: str
    in_force: bool
    layers: Mapping[str, KeptLayer]

    @property
    def scored(self) -> tuple[str, ...]:
        """The names of the layers that were scored."""
        return tuple(name for name, layer in self.layers.items() if layer.result is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The rating that the upper committee decided, having looked at an evaluation."""

    meeting: MeetingRef
    after: str
    role: str
    evaluation: str
    rating: str


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


Content = KeptText | KeptRecord | KeptResult | Decision | Correction | Override | Seal | ClockNote


def meeting_of(content: Content) -> MeetingRef | None:
    """Return the meeting that an entry is about, if it is about one."""
    return None if isinstance(content, KeptText | ClockNote) else content.meeting


def read_content(kind: str, data: object) -> Content:
    """Return what an entry's body says.

    Raises:
        Misshapen: it is not what an entry of this kind says; the error names the place.
    """
    read = _READERS.get(kind)
    if read is None:
        raise Misshapen("kind")
    return read(data)


def _result(data: object) -> KeptResult:
    told = KeptResult(**_RESULT(data))
    if "self" not in told.scored:  # the self layer is always scored, whatever its answers
        raise Misshapen("layers", "self")
    return told


def _layer(data: object) -> KeptLayer:
    if isinstance(data, dict) and data.keys() == _STATED.keys():
        return KeptLayer(stated=_ONLY_STATED(data)["stated_rating"], result=None)
    told = _SCORED(data)
    stated = told.pop("stated_rating")
    return KeptLayer(
        stated=stated,
        result=LayerResult(
            bounds=told.pop("bounds", None),
            statuses=told.pop("not_scored"),
            gates=told.pop("gates", None),
            caps=told.pop("caps", None),
            possible=told.pop("possible_ratings"),
            derivation=told.pop("derivation", None),
            **told,
        ),
    )


def _bounds(data: object) -> Bounds:
    ends = _ENDS(data)
    if len(ends) != 2:  # noqa: PLR2004 - least and most
        raise Misshapen
    return ends[0], ends[1]


def _made(kind: Callable[..., Content], told: Mapping[str, Callable[[object], Any]]) -> Callable[[object], Content]:
    read = parts(told)
    return lambda data: kind(**read(data))


_ENDS = listed(points)
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
        "not_scored": mapping(names, one_of(REASONS)),
    },
    {
        "derivation": lines(words),
        "bounds": mapping(names, _bounds),
        "gates": mapping(names, listed(optional(flag))),
        "caps": mapping(names, optional(flag)),
    },
)
_MEETING = parts({"cell": words, "date": optional(date), "kind": one_of(tuple(MEETING_KINDS)), "period": period})
_OF = {"meeting": lambda data: MeetingRef(**_MEETING(data))}
_ABOUT: dict[str, Callable[[object], Any]] = {**_OF, "after": hash_, "role": said}
_LAYER_NAME = one_of(tuple(LAYERS))
_RESULT = parts({**_OF, "framework": hash_, "record": hash_, "in_force": flag, "layers": mapping(_LAYER_NAME, _layer)})
_READERS: Mapping[str, Callable[[object], Content]] = {
    "framework": _made(KeptText, {"id": words, "hash": hash_, "text": text}),
    "record": _made(KeptRecord, {**_OF, "data": record_data}),
    "evaluation": _result,
    "decision": _made(Decision, {**_ABOUT, "evaluation": hash_, "rating": words}),
    "correction": _made(Correction, {**_ABOUT, "supersedes": hash_, "by": optional(hash_), "reason": said}),
    "override": _made(
        Override,
        {**_ABOUT, "evaluation": hash_, "layer": _LAYER_NAME, "criterion": words, "points": points, "reason": said},
    ),
    "seal": _made(Seal, {**_OF, "evaluation": hash_, "sheet": hash_}),
    "clock": _made(ClockNote, {"latest": time, "role": said, "reason": said}),
}
