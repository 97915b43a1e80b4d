"""Remarks as data for other programs: our own JSON, SARIF for code scanners, commands for GitHub's log."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chamdiem.engine.lint.witnesses import record_data
from chamdiem.engine.lint.words import spoken
from chamdiem.rules.compile.scope import PERCENT_DECIMALS, Scope
from chamdiem.rules.language.lint_codes import CODES, LEVELS
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.lint.remarks import Linted, LintRemark
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.analysis.lint.defects import Witness
    from chamdiem.rules.compile.program import Key

Json = dict[str, Any]
SCHEMA = "chamdiem/lint/1"


def lint_json(files: Sequence[Linted], lang: Lang) -> Json:
    """Return every remark, silenced ones too, each with the whole record that shows it."""
    return {
        "schema": SCHEMA,
        "files": [
            {
                "file": linted.file,
                "framework": linted.loaded.id if linted.loaded else None,
                "remarks": [_remark(remark, linted, lang) for remark in linted.remarks],
            }
            for linted in files
        ],
    }


def _remark(remark: LintRemark, linted: Linted, lang: Lang) -> Json:
    words, defect = spoken(remark, linted, lang), remark.defect
    return {
        "code": defect.code,
        "level": defect.level,
        "at": defect.at,
        "line": remark.place.line,
        "column": remark.place.column,
        "message": words.sentence,
        "fix": words.fix,
        "witnesses": [_witness(witness, linted) for witness in defect.witnesses],
        "silenced": defect.silenced or None,
    }


def _witness(witness: Witness, linted: Linted) -> Json:
    shows = witness.shows
    result: Json = {"kind": shows.kind, "criterion": shows.criterion or None}
    if shows.kind in {"award", "total", "unrated"}:
        result["points"] = points_text(shows.value)
    if shows.numbers:
        result["numbers"] = {key.subject: _number(key, value, linted) for key, value in shows.numbers}
    record = record_data(witness.facts, linted.loaded.framework, witness.layer) if linted.loaded else {}
    return {"record": record, "shows": result}


def _number(key: Key, value: int, linted: Linted) -> str | None:
    """Return a stored number as its file would write it, cut after the fourth decimal."""
    if linted.loaded is None:
        return None
    framework = linted.loaded.framework
    if key.subject not in framework.measures:
        return framework.shape.by_name[key.subject].written(value)
    is_marked = Scope(framework).known_fact(key.subject).is_marked
    return f"{Decimal(value // 2).scaleb(-PERCENT_DECIMALS).normalize():f}" if is_marked else str(value)


# --- SARIF ---


def lint_sarif(files: Sequence[Linted], lang: Lang, release: str) -> Json:
    """Return the remarks as SARIF 2.1.0; what a framework silences is suppressed, with its reason.

    `release` is the version of the program that makes them.
    """
    rules = [
        {"id": code, "helpUri": f"docs/lint/{code}.md", "defaultConfiguration": {"level": LEVELS[code]}}
        for code in CODES
    ]
    driver = {"name": "chamdiem", "version": release, "language": lang, "rules": rules}
    results = [_result(remark, linted, lang) for linted in files for remark in linted.remarks]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _result(remark: LintRemark, linted: Linted, lang: Lang) -> Json:
    words, defect = spoken(remark, linted, lang), remark.defect
    region = {"startLine": max(remark.place.line, 1), "startColumn": max(remark.place.column, 1)}
    location = {"physicalLocation": {"artifactLocation": {"uri": linted.file}, "region": region}}
    result: Json = {
        "ruleId": defect.code,
        "ruleIndex": CODES.index(defect.code),
        "level": defect.level,
        "message": {"text": "\n".join([words.sentence, *words.examples, words.fix])},
        "locations": [location],
    }
    if defect.silenced:
        result["suppressions"] = [{"kind": "inSource", "justification": defect.silenced}]
    return result


# --- GitHub ---

_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def lint_github(files: Sequence[Linted], lang: Lang) -> Iterator[str]:
    """Yield a workflow command for every remark that is not silenced."""
    for linted in files:
        for remark in linted.remarks:
            if not remark.defect.silenced:
                words = spoken(remark, linted, lang)
                place = f"file={_property(linted.file)},line={remark.place.line},col={remark.place.column}"
                text = _escaped("\n".join([words.sentence, *words.examples, words.fix]))
                yield f"::{_GITHUB[remark.level]} {place},title={remark.defect.code}::{text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
