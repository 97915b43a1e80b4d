"""From file names to results: read a record with its framework, score it, or only check it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.catalog import Catalog, parse_framework
from chamdiem.engine.documents import read_file
from chamdiem.engine.own_templates import SUFFIXES, OwnTemplate
from chamdiem.engine.records import load_record, parse_record
from chamdiem.engine.scoring import Evaluation, ScorerCache
from chamdiem.rules.compiler import compile_framework

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path as File


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file without fault is: the code and the details of the words for it."""

    code: str
    details: Mapping[str, object]


def evaluate_file(file: File, framework: str | None = None) -> Evaluation:
    """Read a record and score it, by a framework that is named or by its own.

    Raises:
        FaultyInput, InferenceError: the record, the framework or their meeting is at fault.
    """
    catalog = Catalog()
    record = load_record(file, today())
    return ScorerCache(catalog).evaluate(record, catalog.find(framework) if framework else None)


def check_file(file: File, framework: str | None = None) -> Checked:
    """Check a framework, a record with its answers, or a template of the sheet.

    Frameworks are told from records by `groups`, which only they have; templates by their suffix.

    Raises:
        FaultyInput, InferenceError: every fault that was found.
    """
    if file.suffix.lower() in SUFFIXES:
        with OwnTemplate(file) as template:
            return Checked("result.what_template", {"forms": ", ".join(template.forms)})
    document = read_file(file)
    if isinstance(document.data, dict) and "groups" in document.data:
        loaded = parse_framework(document)
        compile_framework(loaded.framework)
        return Checked("result.what_framework", {"id": loaded.id, "count": len(tuple(loaded.framework.criteria))})
    catalog = Catalog()
    record = parse_record(document, today())
    evaluation = ScorerCache(catalog).evaluate(record, catalog.find(framework) if framework else None)
    return Checked("result.what_record", {"id": evaluation.framework.id})


def today() -> dt.date:
    """Return the day by the machine's own clock: the day that the user's calendar shows."""
    return dt.datetime.now().astimezone().date()
