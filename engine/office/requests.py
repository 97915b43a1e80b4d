"""What can be asked of an act, and what cannot: the form of a file by its name, a layer by what was scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path as File


class WrongRequest(Exception):  # noqa: N818 - it is the mistake of who asks, and no fault of a file
    """An act was asked for what it cannot do: `code` and `details` make the sentence, `argument` is what was wrong."""

    def __init__(self, code: str, argument: str | None = None, **details: object) -> None:
        super().__init__(code)
        self.code, self.argument, self.details = code, argument, details


def named(titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return ids as a refusal lists them: each with the title that people read, by which it may be typed as well."""
    return tuple(f"{each} ({title})" for each, title in titles.items())


Form = TypeVar("Form", bound=str)


def form_of(output: File, forms: Sequence[Form]) -> Form:
    """Return which of some forms the suffix of an output file asks for; none of them is a `WrongRequest`."""
    suffix = output.suffix.lower().removeprefix(".")
    for form in forms:
        if form == suffix:
            return form
    raise WrongRequest("usage.suffix", "output", allowed=tuple(f".{each}" for each in forms))
