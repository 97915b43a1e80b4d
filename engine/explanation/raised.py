"""The questions that a record raises: what does not fit together, or is seldom so; they change no point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import say_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.explaining import LayerReasons
    from chamdiem.rules.records.faults import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One question: `key` names it in every language, and is another one where the figures asked about are others.

    `finding`: the cross-check of the framework that asks; None: something is seldom so, at `path` of the record.
    """

    key: str
    text: str
    finding: str | None = None
    path: Path = ()


def raised(why: LayerReasons, lang: Lang) -> Iterator[Raised]:
    """Yield the questions that a layer's record raises, cross-checks first."""
    for each in why.scoring.findings:
        yield Raised(key=each.id, text=each.message, finding=each.id)
    if why.evaluation.outside_force:
        yield Raised(key="outside_force", text=say(lang, "finding.outside_force", id=why.evaluation.framework.id))
    for fault in why.oddities:
        told = (f"{name} {text}" for name, text in sorted(fault.details.items()))
        key = " ".join((fault.code, *map(str, fault.path), *told))
        yield Raised(key=key, text=say_fault(lang, fault, placed=False), path=fault.path)
