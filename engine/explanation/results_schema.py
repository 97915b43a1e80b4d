"""The JSON Schemas of results: `chamdiem/evaluation/2`, and `1` for those who read it already; and their few words."""

from __future__ import annotations

from typing import Any

from chamdiem.engine.explanation.results import ENDS, SCHEMAS
from chamdiem.rules.language.model import NAME_PATTERN
from chamdiem.rules.records.fields import LAYERS

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


def about(meaning: str, schema: Json) -> Json:
    """Return a schema with what the key means that has it."""
    return schema | {"description": meaning}


TEXTS = list_of(TEXT)
_NUMBER = about("Place in the framework's list, from 0.", {"type": "integer", "minimum": 0})
_PART = about("Id of the part of the checklist, or of the deduction; only where it is of one.", TEXT)
_ANSWER = object_of(kind={"const": "answer"}, criterion=TEXT, part=_PART)
_ANSWER["required"].remove("part")
FACT_NAME = either(object_of(kind={"const": "field"}, name=TEXT), _ANSWER)
"""A field of the record, or an answer to a criterion or a part of one."""
_MET = either(object_of(least=MAYBE_COUNT, most=MAYBE_COUNT, of=MAYBE_COUNT), none=True)
_SPAN: Json = {"total": MAYBE_POINTS, "most": MAYBE_POINTS, "maximum": MAYBE_POINTS, "met": _MET, "complete": FLAG}
_TREATMENTS = ["full_marks", "zero", "excluded", "rescaled"]


_ENTRY = object_of(number=INTEGER, hash=TEXT)
_HISTORY = list_of(
    object_of(
        fact=TEXT, by=about("What it is known by: earlier records, what was typed, nothing yet.",
                            {"enum": ["earlier", "typed", "open"]}),
        value=about("As rules store it; null while it is open.", {"type": ["integer", "null"]}),
        least=about("The least by earlier records; null where none were asked.", MAYBE_COUNT),
        most=about("The most by earlier records; null where none were asked.", MAYBE_COUNT),
        months=list_of(object_of(
            period=TEXT, known=FLAG, own=about("Known by this record itself.", FLAG), entries=list_of(_ENTRY),
        )),
    )
)  # fmt: skip
_RECORD = about(
    "The record's fields by their names, with the framework's own inputs; nothing of one person. Decimals are strings.",
    {
        "type": "object",
        "propertyNames": {"pattern": NAME_PATTERN},
        "additionalProperties": {"type": ["integer", "string", "boolean"]},
    },
)


def evaluation_schema(advice: Json, version: int = 2) -> Json:
    """Return the JSON Schema of `evaluation_json`; `advice` is that of the advice which may stand beside it."""
    unscored = object_of(stated_rating=MAYBE_TEXT, scored={"const": False})
    layer: Json = {"oneOf": [_scored(version), unscored]}
    whole = object_of(
        schema={"const": SCHEMAS[version]},
        framework=_framework(),
        settings=MAYBE_TEXT,
        meeting=_RECORD,
        limitations=TEXTS,
        layers={"type": "object", "required": ["self"], "additionalProperties": layer},
    )
    whole["properties"] |= {"advice": advice}  # where it was asked for
    subject = about("What is scored, where that is no meeting.", object_of(id=TEXT, title=TEXT))
    whole["properties"] |= {"subject": subject} if version > 1 else {}
    if version > 1:
        whole["properties"] |= {"history": about("Facts that earlier records decide; only where there are.", _HISTORY)}
        whole["$defs"] = {"group": _group(), "criterion": _criterion(version)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMAS[version], **whole}


_CRITERIA = list_of({"$ref": "#/$defs/criterion"})


def _group() -> Json:
    inner = about("The groups in it, in the same way.", list_of({"$ref": "#/$defs/group"}))
    return object_of(id=TEXT, title=TEXT, **_SPAN, criteria=_CRITERIA, groups=inner)


def _table(version: int) -> Json:
    if version == 1:
        return {"groups": list_of(object_of(id=TEXT, title=TEXT, **_SPAN, criteria=list_of(_criterion(version))))}
    outside = about("The criteria outside the scale that are of no group.", _CRITERIA)
    return {"groups": list_of({"$ref": "#/$defs/group"}), "outside": outside}


def _framework() -> Json:
    provenance = object_of(status={"enum": ["official", "secondary", "reconstructed"]}, source=TEXT, notice=MAYBE_TEXT)
    return object_of(
        id=TEXT, hash={"type": "string", "pattern": "^[0-9a-f]{64}$"}, file=MAYBE_TEXT, title=TEXT,
        authority=object_of(number=TEXT, date={"type": "string", "format": "date"}, issuer=TEXT),
        provenance=provenance, in_force=FLAG,
    )  # fmt: skip


def _scored(version: int) -> Json:
    step = object_of(fact=TEXT, value=INTEGER, by=MAYBE_TEXT, uses=TEXTS, clause=MAYBE_TEXT)
    gate = object_of(rating=TEXT, title=TEXT, holds=MAYBE_FLAG)
    if version > 1:
        gate = object_of(rating=TEXT, number=_NUMBER, title=TEXT, holds=MAYBE_FLAG)
        joined = about("Joins the steps: compare it whole with `uses`; `names` says what it is of.", TEXT)
        step = object_of(**step["properties"] | {"fact": joined, "names": _NAMES})
    scored = object_of(
        stated_rating=MAYBE_TEXT, scored={"const": True}, **_SPAN, to_score=TEXTS, rating=MAYBE_TEXT,
        rating_title=MAYBE_TEXT, possible_ratings=TEXTS,
        gates=list_of(gate),
        caps=list_of(object_of(id=TEXT, reason=TEXT, holds=MAYBE_FLAG)),
        findings=list_of(object_of(id=TEXT, message=TEXT)),
        **(_of_the_whole() if version > 1 else {}),
        explanation=object_of(summary=TEXTS, warnings=TEXTS), **_table(version), derivation=list_of(step),
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
        met=MAYBE_FLAG, status=status, treatment={"enum": [*_TREATMENTS, None]},
        missing=list_of(FACT_NAME) if version > 1 else TEXTS, clause=TEXT, note=MAYBE_TEXT, **why,
    )  # fmt: skip


# --- the reasons as values ---

_FACT: Json = {"name": TEXT, "value": {"type": ["integer", "string", "boolean", "null"]}}
_FACT |= {"top": about("What is counted; null unless it is a share.", MAYBE_COUNT)}
_FACT |= {"bottom": about("What it is a share of; null unless it is one.", MAYBE_COUNT)}
_NAMES: Json = {
    "type": "object", "additionalProperties": False, "required": ["kind"],
    "properties": {
        "kind": TEXT, "name": TEXT, "criterion": TEXT, "part": _PART, "group": TEXT, "rating": TEXT, "number": _NUMBER,
    },
}  # fmt: skip
_BAND = object_of(title=MAYBE_TEXT, **dict.fromkeys(ENDS, MAYBE_TEXT), points=MAYBE_POINTS)
_ITEM: Json = {"id": TEXT, "title": TEXT, "points": MAYBE_POINTS}


def _kind(by: str, **details: Json) -> Json:
    return object_of(by={"const": by}, **details, text=TEXT)


def _settled() -> tuple[Json, ...]:
    """Return the schemas of what decides one part of a criterion, or the table of a line: as of a criterion, unsaid."""
    settled = (kind for kind in _reasons(nested=False) if kind["properties"]["by"]["const"] not in _NOT_WITHIN)
    return tuple(object_of(**{k: v for k, v in kind["properties"].items() if k != "text"}) for kind in settled)


_NOT_WITHIN = frozenset({"not_applicable", "missing", "undefined", "unmatched", "scored_parts"})


def _of_items() -> Json:
    """Return the schema of an item that adds or takes off; what tells of its unit stands only where it has one."""
    unit = {"every": POINTS, "part": {"enum": ["whole", "begun", "exact", None]}}
    item = object_of(**_ITEM, count=MAYBE_COUNT, **unit, fact=either(object_of(**_FACT), none=True))
    item["required"] = [key for key in item["required"] if key not in {*unit, "fact"}]
    return list_of(item)


def _reasons(*, nested: bool = True) -> tuple[Json, ...]:
    fact = object_of(**_FACT)
    share = object_of(name=TEXT, of=fact)
    worse = about("Whether without the exception there would be more points.", FLAG)
    tested = about("What was tested, as the framework writes conditions.", {"type": "object"})
    held = about("What was taken off in all where the occurrences add up to more; else null.", MAYBE_POINTS)
    return (
        _kind("band", fact=fact, band=_BAND),
        _kind("exception", because=TEXTS, numbers=list_of(_NUMBER), points=MAYBE_POINTS, worse=worse),
        _kind("condition", met=FLAG, condition=tested, facts=list_of(fact)),
        _kind("points", points=POINTS),
        _kind("answer", met=FLAG),
        _kind("level", level=object_of(**_ITEM)),
        _kind("parts", parts=list_of(object_of(**_ITEM, met=MAYBE_FLAG))),
        _kind(
            "proportion",
            fact=fact,
            whole=either(fact, none=True),
            out_of=MAYBE_TEXT,
            maximum=MAYBE_POINTS,
            points=POINTS,
        ),
        _kind(
            "additions", additions=_of_items(), held=about("What was added in all, where less counts.", MAYBE_POINTS)
        ),
        _kind("deductions", deductions=_of_items(), held=held),
        *(_of_lines_and_parts() if nested else ()),
        _kind("not_applicable", treatment={"enum": _TREATMENTS}, because=TEXTS, number=_NUMBER, maximum=MAYBE_POINTS),
        _kind("not_asked", layers=list_of({"enum": list(LAYERS)})),
        _kind("missing", missing=list_of(FACT_NAME)),
        _kind("standing", missing=about("Facts that are not there, and change nothing.", list_of(FACT_NAME))),
        _kind("undefined", shares=list_of(share)),
        _kind("unmatched"),
    )


def _of_lines_and_parts() -> tuple[Json, ...]:
    because = either(*_settled(), none=True)
    line = _kind("line", number=_NUMBER, title=MAYBE_TEXT, points=POINTS, because=because)
    within = object_of(**{key: schema for key, schema in line["properties"].items() if key != "text"})
    part = object_of(**_ITEM, because=either(*_settled(), within, none=True))
    take: Json = {"enum": ["sum", "highest", "lowest"]}
    return line, _kind("scored_parts", take=take, parts=list_of(part), points=POINTS)


def _betters() -> tuple[Json, ...]:
    amount = about("So many more of the fact; negative: fewer.", INTEGER)
    return (
        _kind("band", band=_BAND, needs=object_of(fact=TEXT, amount=amount)),
        _kind("exception", points=MAYBE_POINTS),
        _kind("condition", met=about("Whether the condition is then met.", FLAG), points=MAYBE_POINTS),
        _kind("count", item=TEXT, amount=amount, points=MAYBE_POINTS),
        _kind("number", needs=object_of(fact=TEXT, amount=amount), points=MAYBE_POINTS),
        _kind("proportion", fact=TEXT, out_of=TEXT, maximum=MAYBE_POINTS),
    )


def obstacle_schemas(*, in_advice: bool = False) -> tuple[Json, ...]:
    """Return the schemas of `FactNames.obstacle`; in advice each has a sentence, and a search finds more kinds."""
    said = {"text": TEXT} if in_advice else {}
    least, most = about("What is certain of the total.", POINTS), about("The most that it can still be.", POINTS)
    search = object_of(kind={"enum": ["together", "empty"]}, **said)
    return (
        object_of(kind={"enum": ["total", "total_open"]}, least=least, most=most, needed=POINTS, **said),
        object_of(kind={"enum": ["gate", "gate_open"]}, rating=TEXT, number=_NUMBER, text=TEXT),
        object_of(kind={"enum": ["cap", "cap_open"]}, id=TEXT, text=TEXT),
        *([search] if in_advice else []),
    )


def _of_the_whole() -> Json:
    made = object_of(
        inside=about("Points of the criteria in the scale.", POINTS),
        applicable=about("Maximum of those that apply, where others were taken out; else null.", MAYBE_POINTS),
        scale=about("The full maximum.", POINTS), rescaled=about("inside·scale/applicable, rounded.", POINTS),
        bonus=about("Points added from outside the scale.", POINTS),
        taken=about("Points taken off from outside the scale.", POINTS),
        total=about("rescaled + bonus - taken, held between the least total and the ceiling.", POINTS),
    )  # fmt: skip
    lowering = object_of(
        before=about("The rating that is reached before caps lower it; null while it is not certain.", MAYBE_TEXT),
        least=about("By so many it is lowered at least.", INTEGER), most=about("By so many at most.", INTEGER),
    )  # fmt: skip
    layer: Json = {"enum": list(LAYERS)}
    texts: Json = {"type": "object", "additionalProperties": TEXT}
    details = about("What fills in the sentence; the keys go by the code.", texts)
    return {
        "arithmetic": either(made, none=True),
        "lowering": either(lowering, none=True),
        "withheld": list_of(object_of(rating=TEXT, title=TEXT, obstacles=list_of(either(*obstacle_schemas())))),
        "contradictions": list_of(object_of(layer=layer, stated=TEXT, by=layer)),
        "oddities": list_of(object_of(code=TEXT, field=TEXT, details=details, text=TEXT)),
    }
