"""Read strictly what entries say: of each kind one reader, which returns the value or names what no such entry says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from chamdiem.engine.ledger import shapes
from chamdiem.engine.ledger.answered import read_answers
from chamdiem.engine.ledger.contents import (
    Bounds,
    ClockNote,
    Correction,
    Decision,
    DecisionPaper,
    KeptHistory,
    KeptLayer,
    KeptRecord,
    KeptResult,
    KeptText,
    LayerResult,
    Lock,
    MandateEntry,
    MeetingRef,
    NotHeld,
    OrganisationEntry,
    Override,
    PeriodDecision,
    Reason,
    Return,
    Seal,
    Submission,
    UpperAssessment,
)
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
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.rules.records.fields import LAYERS
from chamdiem.rules.records.meeting import MEETING_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.engine.ledger.contents import Content


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


def _acted(
    kind: Callable[..., Content],
    told: Mapping[str, Callable[[object], Any]],
    later: Mapping[str, Callable[[object], Any]] | None = None,
    by: Callable[[object], str] = hash_,
) -> Callable[[object], Content]:
    """Return the reader of an act, which says who: by a mandate, or as those called themselves who had none."""
    earlier = _made(kind, {**told, "role": shapes.said})
    mandated = _made(kind, {**told, "mandate": by}, later)
    return lambda data: (mandated if isinstance(data, dict) and "mandate" in data else earlier)(data)


def _upper(data: object) -> UpperAssessment:
    told = _UPPER(data)
    layer = told.pop("layer")
    if layer.result is None:
        raise Misshapen("layer")
    return UpperAssessment(stated=layer.stated, result=layer.result, **told)


def _organisation(data: object) -> OrganisationEntry:
    told = _ORGANISATION(data)
    around = {name: told.pop(name) for name in ("after", "mandate")}
    return OrganisationEntry(change=OrganisationChange(**told), **around)


def _mandate(data: object) -> MandateEntry:
    told = _MANDATE(data)
    around = {name: told.pop(name) for name in ("after", "mandate")}
    return MandateEntry(given=Mandate(**told), **around)


def _paper(data: object) -> DecisionPaper:
    return DecisionPaper(**_PAPER(data))


def _hash_or_blank(data: object) -> str:
    return "" if data == "" else hash_(data)


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
        "points": mapping(names, shapes.known(optional(points))),
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
_PAPER = parts({"number": shapes.said, "day": shapes.date})
_OF = {"meeting": lambda data: MeetingRef(**(_SUBJECT if _names_subject(data) else _MEETING)(data))}
_ABOUT: dict[str, Callable[[object], Any]] = {**_OF, "after": hash_}
_MANDATED: dict[str, Callable[[object], Any]] = {**_ABOUT, "evaluation": hash_, "mandate": hash_}
_LAYER_NAME = one_of(tuple(LAYERS))
_HISTORY = parts({"facts": mapping(names, shapes.ends), "entries": listed(hash_)})
_RESULT = parts(
    {**_OF, "framework": hash_, "record": hash_, "in_force": _FLAG, "layers": mapping(_LAYER_NAME, _layer)},
    {"history": lambda data: KeptHistory(**_HISTORY(data))},
)
_UPPER = parts({**_MANDATED, "given": shapes.record_data, "layer": _layer})
_ORGANISATION = parts(
    {
        "node": words,
        "event": one_of(tuple(Event)),
        "day": shapes.date,
        "title": optional(words),
        "kind": optional(one_of(tuple(NodeKind))),
        "parent": optional(words),
        "predecessors": listed(words),
        "aliases": listed(words),
        "after": optional(hash_),
        "mandate": _hash_or_blank,
    }
)
_MANDATE = parts(
    {
        "id": words,
        "actor": words,
        "role": one_of(tuple(Role)),
        "node": words,
        "first": shapes.date,
        "last": optional(shapes.date),
        "after": optional(hash_),
        "mandate": _hash_or_blank,
    }
)
READERS: Mapping[str, Callable[[object], Content]] = {
    "framework": _made(KeptText, {"id": words, "hash": hash_, "text": shapes.of_type(str)}),
    "record": _made(KeptRecord, {**_OF, "data": shapes.record_data}, {"made": mapping(words, shapes.of_type(int))}),
    "evaluation": _result,
    "decision": _acted(
        Decision,
        {**_ABOUT, "evaluation": hash_, "rating": words},
        {"upper": hash_, "reason": shapes.said, "paper": _paper},
    ),
    "correction": _acted(Correction, {**_ABOUT, "supersedes": hash_, "by": optional(hash_), "reason": shapes.said}),
    "override": _acted(
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
    "not_held": _acted(NotHeld, {**_ABOUT, "after": optional(hash_), "reason": shapes.said}),
    "period": _acted(
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
        },
        {"reason": shapes.said, "paper": _paper},
    ),
    "seal": _made(Seal, {**_OF, "evaluation": hash_, "sheet": hash_}),
    "clock": _acted(ClockNote, {"latest": shapes.time, "reason": shapes.said}, by=_hash_or_blank),
    "submission": _made(Submission, {**_MANDATED, "incomplete": optional(shapes.said)}, {"answers": read_answers}),
    "upper": _upper,
    "return": _made(Return, {**_MANDATED, "reason": shapes.said}),
    "lock": _made(
        Lock,
        {
            "node": words,
            "period": shapes.any_period,
            "locked": _FLAG,
            "reason": optional(shapes.said),
            "after": optional(hash_),
            "mandate": hash_,
        },
    ),
    "organisation": _organisation,
    "mandate": _mandate,
}
"""What reads the body of an entry of each kind, or raises `Misshapen` with the path to what no such entry says."""
