"""Every sentence that people read, in Vietnamese and in English, chosen by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.texts.areas import AREAS
from chamdiem.engine.texts.command import program, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")


class _Texts(Mapping[str, tuple[str, str]]):
    """Every text by its code; a module of them is loaded once a code of its area is asked for.

    Whoever asks for one sentence does not wait for the thousands of all pages.
    """

    def __init__(self) -> None:
        self._loaded: dict[str, tuple[str, str]] = {}
        self._modules: set[str] = set()

    def __getitem__(self, code: str) -> tuple[str, str]:
        if code not in self._loaded:
            for module in AREAS.get(code.partition(".")[0], ()):
                self._load(module)
                if code in self._loaded:
                    break
        return self._loaded[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, tuple[str, str]]:
        for modules in AREAS.values():
            for module in modules:
                self._load(module)
        return self._loaded

    def _load(self, module: str) -> None:
        if module not in self._modules:
            self._loaded |= import_module(f"{__name__}.{module}").TEXTS
            self._modules.add(module)


TEXTS: Mapping[str, tuple[str, str]] = _Texts()


def label(labels: Sequence[str], lang: Lang) -> str:
    """Return the label of a language, of those in the order of LANGS."""
    return labels[LANGS.index(lang)]


def say(lang: Lang, code: str, /, **details: object) -> str:
    """Return a sentence, filled in. An unknown code is our own mistake and raises KeyError.

    `{chamdiem}` in a text is the command that the reader has, `{typed}` the detail `file` as it is typed behind it, with
    the option for the detail `framework_file` where that is given: what such a file holds is found by no id.
    """
    text = label(TEXTS[code], lang)
    if "{chamdiem}" in text:
        details["chamdiem"] = program()
    if "{typed}" in text:
        framework = details.get("framework_file")
        behind = [typed(details["file"])] if "file" in details else []
        details["typed"] = " ".join([*behind, *(["--framework", typed(framework)] if framework else [])])
    return text.format(**details)


say_vi = partial(say, "vi")
"""Return a sentence as paper has it: what the Party prints is Vietnamese."""


def sentence(clause: str) -> str:
    """Return a clause as a sentence begins: with a capital letter."""
    return clause[:1].upper() + clause[1:]


def plain(text: str) -> str:
    """Return text without what would steer a terminal: each such character becomes one that shows that it was there."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    return " " if letter.isspace() else "\N{REPLACEMENT CHARACTER}"
