"""What is wrong with what a job was given, in words that fit on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.faults import FaultyInput

_MOST_TOLD = 200
"""So many sentences are kept of what is wrong; the rest are counted."""


def sentences(lang: Lang, error: FaultyInput) -> tuple[str, ...]:
    """Return what is wrong in words, of very much the beginning and how much more there is."""
    said = tuple(dict.fromkeys(say_fault(lang, fault) for fault in error.faults))
    more = len(said) - _MOST_TOLD
    return (*said[:_MOST_TOLD], say(lang, "jobs.more", count=more)) if more > 0 else said
