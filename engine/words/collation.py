"""Vietnamese alphabetical order, as dictionaries have it: syllable by syllable, letters first, then tones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng; a letter without a tone comes before all of them."""
_PART = re.compile(r"\d+|[^\W\d_]+")

Key = tuple[tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...], str]


def vietnamese(text: str) -> Key:
    """Return the sort key of a text: ba < ba ba < bà < bá < băm; Chi bộ 2 < Chi bộ 10; capitals do not count."""
    composed = unicodedata.normalize("NFC", text)
    return tuple(map(_part, _PART.findall(composed.lower()))), composed


def _part(text: str) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Return the key of one syllable or number. Numbers come before words, short ones before long ones."""
    if text[0].isdecimal():
        digits = tuple(int(digit) for digit in text)
        first = next((place for place, digit in enumerate(digits) if digit), len(digits) - 1)
        return 0, (len(digits) - first, *digits[first:]), ()
    letters = tuple(map(_letter, text))
    return 1, tuple(rank for rank, _ in letters), tuple(tone for _, tone in letters)


@lru_cache(maxsize=1024)
def _letter(letter: str) -> tuple[int, int]:
    """Return a letter's place in the alphabet, those of other alphabets behind, and the place of its tone."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    plain = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return (_LETTERS.index(plain) if plain in _LETTERS else len(_LETTERS) + ord(plain[0])), tone
