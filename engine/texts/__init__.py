"""Every sentence that people read, in Vietnamese and in English, chosen by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chamdiem.engine.texts.commands import COMMANDS
from chamdiem.engine.texts.explanations import EXPLANATIONS
from chamdiem.engine.texts.faults import FAULTS

if TYPE_CHECKING:
    from chamdiem.rules.faults import Fault, Place

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")
TEXTS = {**COMMANDS, **FAULTS, **EXPLANATIONS}


def say(lang: Lang, code: str, **details: object) -> str:
    """Return a sentence, filled in. An unknown code is our own mistake and raises KeyError."""
    return TEXTS[code][LANGS.index(lang)].format(**details)


def say_fault(lang: Lang, fault: Fault) -> str:
    """Return a fault's sentence with its place before it: file:line:column, or what the place calls itself."""
    sentence = say(lang, fault.code, **fault.details)
    return f"{place_text(lang, fault.place)}: {sentence}" if fault.place is not None else sentence


def place_text(lang: Lang, place: Place) -> str:
    """Return a place as people look it up."""
    if not place.line:
        return place.file
    return say(lang, "place", file=place.file, line=place.line, column=place.column)
