"""Numbers of which only the ends may be known, and truths that may not be known yet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Json = dict[str, Any]
Truth = bool | None
End = Fraction | None


@dataclass(frozen=True, slots=True)
class Span:
    """The ends between which a number lies, the same for a known one; None: no end is known on that side."""

    least: End
    most: End

    @property
    def value(self) -> End:
        """The number, if it is known."""
        return self.least if self.least == self.most else None

    def map(self, rising: Callable[[Fraction], Fraction]) -> Span:
        """Return the span of a function that never falls."""
        return Span(*(None if end is None else rising(end) for end in (self.least, self.most)))

    def times(self, factor: Fraction) -> Span:
        """Return the span of the number taken so many times."""
        if not factor:
            return exact(0)
        found = self.map(lambda end: end * factor)
        return found if factor > 0 else Span(found.most, found.least)

    def held(self, low: End, high: End) -> Span:
        """Return the span of the number when it is held between two ends; None holds nothing."""
        least, most = self.least, self.most
        if low is not None:
            least, most = low if least is None else max(least, low), None if most is None else max(most, low)
        if high is not None:
            least, most = None if least is None else min(least, high), high if most is None else min(most, high)
        return Span(least, most)


def exact(value: Fraction | int) -> Span:
    """Return the span of a known number."""
    known = value if isinstance(value, Fraction) else Fraction(value)
    return Span(known, known)


UNKNOWN = Span(None, None)


def number(written: object) -> Fraction:
    """Read a number as a framework writes it."""
    return _read(str(written))


@cache
def _read(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def total(spans: Iterable[Span]) -> Span:
    """Return the span of a sum."""
    everything = list(spans)
    least = [span.least for span in everything if span.least is not None]
    most = [span.most for span in everything if span.most is not None]
    count = len(everything)
    return Span(
        sum(least, Fraction(0)) if len(least) == count else None, sum(most, Fraction(0)) if len(most) == count else None
    )


def extreme(spans: Iterable[Span], *, highest: bool) -> Span:
    """Return the span of the highest, or the lowest, of some numbers."""
    everything = list(spans)
    if not highest:
        turned = extreme([span.times(Fraction(-1)) for span in everything], highest=True)
        return turned.times(Fraction(-1))
    least = [span.least for span in everything if span.least is not None]
    most = [span.most for span in everything if span.most is not None]
    return Span(max(least, default=None), max(most) if len(most) == len(everything) else None)


def hull(spans: Iterable[Span]) -> Span:
    """Return the ends between which each of some numbers lies."""
    everything = list(spans)
    least = [span.least for span in everything if span.least is not None]
    most = [span.most for span in everything if span.most is not None]
    count = len(everything)
    return Span(min(least) if len(least) == count else None, max(most) if len(most) == count else None)


def rounded(value: Fraction, step: Fraction, rounding: str) -> Fraction:
    """Return a number on the steps of a scale."""
    steps = value / step
    whole = {"down": floor(steps), "up": ceil(steps), "half_up": floor(steps + Fraction(1, 2))}
    return whole[rounding] * step


# --- truths: strong Kleene logic ---


def every(truths: Iterable[Truth]) -> Truth:
    """Return whether all are true."""
    found = set(truths)
    return False if False in found else None if None in found else True


def some(truths: Iterable[Truth]) -> Truth:
    """Return whether one is true."""
    found = set(truths)
    return True if True in found else None if None in found else False


def opposite(truth: Truth) -> Truth:
    """Return "not"."""
    return None if truth is None else not truth


def compared(low: Span, high: Span, *, strict: bool) -> Truth:
    """Return whether one number is at most (or, strictly, below) another."""
    if (
        low.most is not None
        and high.least is not None
        and (low.most < high.least or (not strict and low.most == high.least))
    ):
        return True
    if (
        low.least is not None
        and high.most is not None
        and (low.least > high.most or (strict and low.least == high.most))
    ):
        return False
    return None
