"""The JSON Schemas of results: `chamdiem/evaluation/2`, and `1` for those who read it already; and their few words."""

from __future__ import annotations

from typing import Any

from chamdiem.engine.explanation.results import ENDS, SCHEMAS
from chamdiem.rules.language.fields import LAYERS
from chamdiem.rules.language.meeting import MEETING

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
FLAG: Json = {"type": "boolean"}
MAYBE_FLAG: Json = {"type": ["boolean", "null"]}
INTEGER: Json = {"type": "integer"}
MAYBE_COUNT: Json = {"type": ["integer", "null"], "minimum": 0}
POINTS: Json = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$"}
MAYBE_POINTS: Json = {"anyOf": [POINTS, {"type": "null"}]}


def object_of(**properties: Json) -> Json:
    """Return the schema of an object with just these keys, all of them there."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def list_of(items: Json) -> Json:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def either(*kinds: Json, none: bool = False) -> Json:
    """Return the schema of what is one of some kinds; with `none`, or null."""
    return {"anyOf": [*kinds, *([{"type": "null"}] if none else [])]}


TEXTS = list_of(TEXT)
_MET = either(object_of(least=MAYBE_COUNT, most=MAYBE_COUNT, of=MAYBE_COUNT), none=True)
_SPAN: Json = {"total": MAYBE_POINTS, "most": MAYBE_POINTS, "maximum": MAYBE_POINTS, "met": _MET, "complete": FLAG}
_TREATMENTS = ["full_marks", "zero", "excluded", "rescaled"]


def evaluation_schema(advice: Json, version: int = 2) -> Json:
    """Return the JSON Schema of `evaluation_json`; `advice` is that of the advice which may stand beside it."""
    unscored = object_of(stated_rating=MAYBE_TEXT, scored={"const": False})
    layer: Json = {"oneOf": [_scored(version), unscored]}
    told: Json = {field.name: {} for field in MEETING.fields if not field.personal}
    whole = object_of(
        schema={"const": SCHEMAS[version]},
        framework=_framework(),
        settings=MAYBE_TEXT,
        meeting={"type": "object", "additionalProperties": False, "properties": told},
        limitations=TEXTS,
        layers={"type": "object", "required": ["self"], "additionalProperties": layer},
    )
    whole["properties"] |= {"advice": advice}  # where it was asked for
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMAS[version], **whole}


def _framework() -> Json:
    provenance = object_of(status={"enum": ["official", "secondary", "reconstructed"]}, source=TEXT, notice=MAYBE_TEXT)
    return object_of(
        id=TEXT, hash={"type": "string", "pattern": "^[0-9a-f]{64}$"}, file=MAYBE_TEXT, title=TEXT,
        authority=object_of(number=TEXT, date={"type": "string", "format": "date"}, issuer=TEXT),
        provenance=provenance, in_force=FLAG,
    )  # fmt: skip


def _scored(version: int) -> Json:
    group = object_of(id=TEXT, title=TEXT, **_SPAN, criteria=list_of(_criterion(version)))
    step = object_of(fact=TEXT, value=INTEGER, by=MAYBE_TEXT, uses=TEXTS, clause=MAYBE_TEXT)
    scored = object_of(
        stated_rating=MAYBE_TEXT, scored={"const": True}, **_SPAN, to_score=TEXTS, rating=MAYBE_TEXT,
        rating_title=MAYBE_TEXT, possible_ratings=TEXTS,
        gates=list_of(object_of(rating=TEXT, title=TEXT, holds=MAYBE_FLAG)),
        caps=list_of(object_of(id=TEXT, reason=TEXT, holds=MAYBE_FLAG)),
        findings=list_of(object_of(id=TEXT, message=TEXT)),
        **(_of_the_whole() if version > 1 else {}),
        explanation=object_of(summary=TEXTS, warnings=TEXTS), groups=list_of(group), derivation=list_of(step),
    )  # fmt: skip
    scored["required"].remove("derivation")  # it stands there where it was asked for
    return scored


def _criterion(version: int) -> Json:
    status: Json = {"enum": ["scored", "not_applicable", "missing", "undefined", "unmatched"]}
    why: Json = {"facts": TEXTS, "reason": TEXT, "better": MAYBE_TEXT}
    if version > 1:
        why = {"evidence": TEXTS, "facts": list_of(object_of(**_FACT, text=TEXT))}
        why |= {"reason": either(*_reasons()), "better": either(*_betters(), none=True)}
    return object_of(
        id=TEXT, title=TEXT, points=MAYBE_POINTS, least=MAYBE_POINTS, most=MAYBE_POINTS, maximum=MAYBE_POINTS,
        met=MAYBE_FLAG, status=status, treatment={"enum": [*_TREATMENTS, None]}, missing=TEXTS, clause=TEXT,
        note=MAYBE_TEXT, **why,
    )  # fmt: skip


# --- the reasons as values ---

_FACT: Json = {"name": TEXT, "value": {"type": ["integer", "string", "boolean", "null"]}}
_FACT |= {"top": MAYBE_COUNT, "bottom": MAYBE_COUNT}
_BAND = object_of(title=MAYBE_TEXT, **dict.fromkeys(ENDS, MAYBE_TEXT), points=MAYBE_POINTS)
_ITEM: Json = {"id": TEXT, "title": TEXT, "points": MAYBE_POINTS}


def _kind(by: str, **details: Json) -> Json:
    return object_of(by={"const": by}, **details, text=TEXT)


def _reasons() -> tuple[Json, ...]:
    fact = object_of(**_FACT)
    share = object_of(name=TEXT, of=fact)
    return (
        _kind("band", fact=fact, band=_BAND),
        _kind("exception", because=TEXTS, points=MAYBE_POINTS, worse=FLAG),
        _kind("condition", met=FLAG, facts=list_of(fact)),
        _kind("points", points=POINTS),
        _kind("answer", met=FLAG),
        _kind("level", level=object_of(**_ITEM)),
        _kind("parts", parts=list_of(object_of(**_ITEM, met=MAYBE_FLAG))),
        _kind("deductions", deductions=list_of(object_of(**_ITEM, count=INTEGER)), held=MAYBE_POINTS),
        _kind("not_applicable", treatment={"enum": _TREATMENTS}, because=TEXTS, maximum=MAYBE_POINTS),
        _kind("missing", missing=TEXTS),
        _kind("undefined", shares=list_of(share)),
        _kind("unmatched"),
    )


def _betters() -> tuple[Json, ...]:
    return (
        _kind("band", band=_BAND, needs=object_of(fact=TEXT, amount=INTEGER)),
        _kind("exception", points=MAYBE_POINTS),
        _kind("condition", points=MAYBE_POINTS),
    )


def _of_the_whole() -> Json:
    made = object_of(inside=POINTS, applicable=MAYBE_POINTS, scale=POINTS, rescaled=POINTS, bonus=POINTS, total=POINTS)
    total = object_of(kind={"enum": ["total", "total_open"]}, least=POINTS, most=POINTS, needed=POINTS)
    other = object_of(kind={"enum": ["gate", "gate_open", "cap", "cap_open"]}, id=TEXT, text=TEXT)
    layer: Json = {"enum": list(LAYERS)}
    return {
        "arithmetic": either(made, none=True),
        "withheld": list_of(object_of(rating=TEXT, title=TEXT, obstacles=list_of(either(total, other)))),
        "contradictions": list_of(object_of(layer=layer, stated=TEXT, by=layer)),
        "oddities": list_of(object_of(code=TEXT, field=TEXT, text=TEXT)),
    }
