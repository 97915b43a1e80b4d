"""Which cell (chi bộ) is meant, however it was typed: keys by which cells are compared, and which are never shown.

Two spellings that a reader takes for one name have one key. Where a key is shared and the letters are not, somebody has
to be asked; a program that took them for two cells would say of one that reported that it had not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
_Groups = dict[str, list[tuple["CellKey", T]]]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Huyền, sắc, ngã, hỏi, nặng."""
_ALIKE = str.maketrans(
    {
        # đ as other alphabets have it, and as a stroke laid over d
        **dict.fromkeys("ÐðƉɖᶑ", "đ"),
        # Cyrillic and Greek letters that are drawn as Latin ones, capital or small
        **dict(zip("АВЕЅІЈКМНОРСТУҮХԚԜҺԀӀ", "abesijkmhopctyyxqwhdl", strict=True)),
        **dict(zip("авеѕіјкмнорстуүхԛԝһԁӏ", "abesijkmhopctyyxqwhdl", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ", "abezhikmnoptyxcm", strict=True)),
        **dict(zip("αβεικνορτυχϲϳ", "abeikvoptuxcj", strict=True)),
        **dict.fromkeys("ıɩ", "i"),
        "ɑ": "a",
        "ɡ": "g",
        # a breve drawn as a caron; strokes and dots of other keyboards
        "\u030c": "\u0306",
        "\u0340": "\u0300",
        "\u0341": "\u0301",
        "\u0342": "\u0303",
        **dict.fromkeys("\u2212\u2500\u2501\u30fc\u02d7\u2043\u00af\u02c9", "-"),
        **dict.fromkeys("’‘‛ʼʻʹ′´`ˊˋ＇", "'"),
        **dict.fromkeys("“”„«»″ˮ", '"'),
        **dict.fromkeys("\u115f\u1160\u3164\uffa0\u2800", " "),
        "\u034f": None,
    }
)
_STROKE = re.compile("d[\u0335-\u0338]")
_VOWELS = re.compile(f"(?:[aeiouy][\u0302\u0306\u031b{_TONES}]*)+")
_DIGITS = re.compile(r"\d+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_LOOSE = re.compile(r" ?([^\w\s]) ?")
"""A sign with the blanks around it: “Tổ 1 – Chợ” and “Tổ 1-Chợ” are one name."""
_WORDLESS = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")
"""Signs that do not stand between two numbers: 1.11 is not 11.1."""
_FLOAT = re.compile(r"([0-9]+)\.0")
"""What programs make of an id that is a number, where another one of the column is blank."""
_STOPS = " .,;:"
"""What ends a sentence and slips behind a name; before it, also the sign that keeps 007 from Excel."""
_SIMILAR = str.maketrans("đyol", "di01")
MAX_RESEMBLED = 50
"""So many names are compared letter by letter with all of a register: more takes long, and nobody reads them."""
_CLOSE = 0.8


@lru_cache(maxsize=16_384)
def key_of(text: str) -> str:
    """Return what two spellings of one name, or of one id, have in common.

    Left out of it: capitals, tones of the old and the new place (hoà, hòa), the way a dash, a blank or a quote is
    written, signs that nobody sees, a stop at its end, zeros before a number (a workbook makes 1 of 001), letters of
    other alphabets that look like ours. Kept: every tone, every letter, every number, and where a word ends.
    """
    # a raised number is not part of the number beside it
    apart = "".join(f" {letter} " if unicodedata.category(letter) in {"No", "Nl"} else letter for letter in text)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", apart.translate(_ALIKE)).casefold())
    seen = "".join(map(_seen, plain.translate(_ALIKE)))
    spelled = _VOWELS.sub(_toned_last, _STROKE.sub("đ", seen))
    words = " ".join(_ZEROS.sub("", spelled).split())
    whole = unicodedata.normalize("NFC", _LOOSE.sub(_close_up, words))
    # off with all of them before a number is looked for: what is left must have nothing more to take off, or a key
    # would not be its own key
    bare = whole.lstrip(f"'{_STOPS}").rstrip(_STOPS) or whole
    number = _FLOAT.fullmatch(bare)
    return number[1] if number else bare


def _seen(letter: str) -> str:
    """Return a letter as it is seen: one dash, one blank, the digits of ours, and nothing for what shows nothing."""
    category = unicodedata.category(letter)
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    selects = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return "" if category == "Cf" or selects else letter


def _close_up(found: re.Match[str]) -> str:
    """Return a sign without the blanks around it; a mark over a letter is no sign."""
    return found[1] if unicodedata.category(found[1])[0] in "PS" else found[0]


def _toned_last(found: re.Match[str]) -> str:
    """Return the vowels of a syllable with its tone behind them: where it stands over them says nothing."""
    tones = "".join(mark for mark in found[0] if mark in _TONES)
    return "".join(letter for letter in found[0] if letter not in _TONES) + tones


@lru_cache(maxsize=16_384)
def skeleton_of(text: str) -> str:
    """Return what is left of a key without tones, marks, signs and blanks: what two *similar* names have in common."""
    marks = unicodedata.normalize("NFD", key_of(text))
    plain = "".join(letter for letter in marks if not unicodedata.combining(letter))
    return _WORDLESS.sub("", plain).translate(_SIMILAR)


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell for comparing: keys of its id, its name and its upper organisation, blank where it was not said."""

    id: str
    name: str
    upper_org: str

    def is_same(self, other: CellKey) -> bool:
        """Tell whether two cells are one: by their ids, or where one has none, by name and upper organisation.

        An organisation that one of them does not name keeps them not apart.
        """
        if self.id and other.id:
            return self.id == other.id
        same_org = not self.upper_org or not other.upper_org or self.upper_org == other.upper_org
        return bool(self.name) and self.name == other.name and same_org


def cell_key(cell_id: str | None, name: str | None, upper_org: str | None) -> CellKey:
    """Return the key of a cell as it was written."""
    return CellKey(*(key_of(text or "") for text in (cell_id, name, upper_org)))


class CellIndex(Generic[T]):
    """Finds what was put under a cell, by any spelling of it, and else by what it resembles."""

    def __init__(self, pairs: Iterable[tuple[CellKey, T]] = ()) -> None:
        self._by_id: _Groups[T] = {}
        self._by_name: _Groups[T] = {}
        self._by_skeleton: _Groups[T] | None = None
        self._compared = 0
        for cell, held in pairs:
            self.add(cell, held)

    def add(self, cell: CellKey, held: T) -> None:
        """Put something under a cell, beside what is there."""
        self._by_id.setdefault(cell.id, []).append((cell, held))
        self._by_name.setdefault(cell.name, []).append((cell, held))
        self._by_skeleton = None

    def find(self, cell: CellKey) -> list[T]:
        """Return all that stands under a cell, what has its id first."""
        by_id = self._by_id.get(cell.id, ()) if cell.id else ()
        named = [pair for pair in self._by_name.get(cell.name, ()) if not (cell.id and pair[0].id)]
        return [held for found, held in (*by_id, *named) if cell.is_same(found)]

    def similar(self, cell: CellKey) -> T | None:
        """Return what stands under the cell that another one most resembles: a slip of the pen, most likely.

        Names that differ in a number only (Chi bộ 1, Chi bộ 10) are not alike: that is how cells are told apart.
        """
        named = self._by_name.get(cell.name, ()) if cell.name else ()
        skeletons = self._skeletons()
        looks = (skeletons.get(skeleton, ()) for skeleton in (skeleton_of(cell.id), skeleton_of(cell.name)))
        for group in (named, *looks):
            same_org = (held for found, held in group if found.upper_org == cell.upper_org)
            like = next(same_org, None) or next((held for _, held in group), None)
            if like is not None:
                return like
        return self._close(cell)

    def _skeletons(self) -> _Groups[T]:
        """Return the cells by what is left of their ids and names; made when it is first asked for."""
        if self._by_skeleton is None:
            self._by_skeleton = {}
            for cell, held in (pair for group in self._by_name.values() for pair in group):
                for skeleton in {skeleton_of(cell.id), skeleton_of(cell.name)} - {""}:
                    self._by_skeleton.setdefault(skeleton, []).append((cell, held))
        return self._by_skeleton

    def _close(self, cell: CellKey) -> T | None:
        """Return what stands under the name that has most letters in common with another, if these are many."""
        self._compared += 1
        if self._compared > MAX_RESEMBLED or not cell.name:
            return None
        numbers, own = _DIGITS.findall(cell.name), _own_part(cell.name)
        best, closeness = None, _CLOSE
        for name, group in self._by_name.items():
            if _DIGITS.findall(name) != numbers:
                continue
            matcher = SequenceMatcher(None, _own_part(name), own, autojunk=False)
            if matcher.quick_ratio() > closeness and matcher.ratio() > closeness:
                best, closeness = group[0][1], matcher.ratio()
        return best


def _own_part(name: str) -> str:
    """Return what a name has for itself: “Chi bộ” stands before every one of them."""
    return skeleton_of(name).removeprefix("chib0")


def alike_pairs(cells: Iterable[tuple[CellKey, T]]) -> Iterator[tuple[T, T]]:
    """Yield pairs of a register that are easily taken for one another: ids alike, or one name in one organisation."""
    seen: dict[tuple[str, ...], T] = {}
    for cell, held in cells:
        looks: list[tuple[str, ...]] = [("id", skeleton_of(cell.id))]
        looks += [("name", cell.name, cell.upper_org)] if cell.name and cell.upper_org else []
        like = next((seen[look] for look in looks if look in seen), None)
        if like is not None:
            yield like, held
        for look in looks:
            seen.setdefault(look, held)
