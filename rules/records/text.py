"""What a text may hold that people will read: letters that everybody sees alike, and none that were lost on the way.

A character that no screen shows, or that turns the letters after it around, would stand on paper as something else than
what was read. Vietnamese needs none of them, so they are refused; blanks of other kinds become plain ones.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks by their category, yet nothing is seen of them: fillers, joiners, and variation selectors, which
# make a sign look like another one
_HIDDEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
_LINES = "\n\t"
"""What a text of several lines is made of."""
LOST = "\ufffd"
"""What programs put where they could not read a letter."""
_MARKS = 2
"""Marks over one letter: composed Vietnamese has none left over, other scripts of the country one or two."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A character that cannot be seen: where it stands (from 1), and what kind it is."""

    place: int
    character: str
    kind: str

    @property
    def number(self) -> str:
        """The character as its number in Unicode: U+202E."""
        return f"U+{ord(self.character):04X}"


_ORDINARY = re.compile("[ -~Ạ-ỹĂăĐđĨĩŨũƠơƯư]*")
# what follows is asked of every text that is read, so none is asked letter by letter where a pattern tells
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SEEN = re.compile("[ -~\n\t\u00a1-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027]*")
"""Letters and signs of which each is seen; most texts have no others."""
_MISREAD = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""How each letter of UTF-8 beyond ASCII begins that was read one byte a letter."""


def is_ordinary(text: str) -> bool:
    """Tell at once whether a text has only letters of which none can be hidden, lost or misread, as most texts have."""
    return _ORDINARY.fullmatch(text) is not None


def composed(text: str) -> str:
    """Return a text with composed letters (NFC), its other kinds of blanks made plain ones."""
    if text.isascii():  # most of what is read; nothing of it is composed, and it has one kind of blank
        return text
    return unicodedata.normalize("NFC", _BLANK.sub(" ", text))


def hidden_in(text: str) -> Hidden | None:
    """Return the first character of a text that cannot be seen, or that changes how others are."""
    if _SEEN.fullmatch(text):
        return None
    marks = 0
    for place, letter in enumerate(text, 1):
        if letter.isascii() and (letter >= " " or letter in _LINES) and letter != "\x7f":
            marks = 0
            continue
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        kind = _kind(letter) or ("marks" if marks > _MARKS else "")
        if kind:
            return Hidden(place, letter, kind)
    return None


def _kind(letter: str) -> str:
    """Return what kind of hidden character a letter is; empty where it is seen."""
    if _HIDDEN.match(letter):
        return "hidden"
    category = unicodedata.category(letter)
    if category not in _HIDDEN_CATEGORIES:
        return ""
    if unicodedata.bidirectional(letter) in _TURNING or letter in "\u200e\u200f\u061c":
        return "turning"
    return {"Cc": "control", "Co": "private", "Cn": "unassigned", "Cs": "half"}.get(category, "hidden")


_TURNING = frozenset({"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"})

_QUESTION = re.compile(r"(.?)\?+(.?)\s*(.?)")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*", re.IGNORECASE)


def is_damaged(text: str, *, is_name: bool = False) -> bool:
    """Tell whether letters of a text were lost when it was stored: "Chi b? khu ph?". A name asks no question at all.

    An old code page leaves a question mark for each letter that it has not: within or before a word, or at the end of
    one though the sentence goes on in small letters or after a comma.
    """
    if "?" not in text:
        return LOST in text
    words = _ADDRESS.sub("", text)
    if LOST in text or (is_name and "?" in words):
        return True
    return any(
        after.isalpha() or (before.isalpha() and (after == "," or then.islower()))
        for before, after, then in _QUESTION.findall(words)
    )


def misread(text: str) -> str | None:
    """Return what a text should say whose UTF-8 was read as Windows-1252: "Chi bá»™" is "Chi bộ"; else None."""
    if _MISREAD.search(text) is None:
        return None
    words = [_mended(word) for word in text.split(" ")]
    return " ".join(words) if words != text.split(" ") else None


def _mended(word: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            found = word.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return found if hidden_in(found) is None else word
    return word


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_GAPS = re.compile(r"[\s_\-]+")


def bare(text: str) -> str:
    """Return a text in small letters without diacritics: "Tổ Đảng" is "to dang"."""
    if text.isascii():
        return text.casefold()
    letters = (letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter))
    return "".join(letters).replace("đ", "d")


def spelling(text: str) -> str:
    """Return what is the same for every right way to spell a text: hòa and hoà, kỳ and kì, capitals, hyphens."""
    return " ".join(map(_syllable, _GAPS.split(composed(text).strip()))).casefold()


def _syllable(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable.casefold())
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES).replace("y", "i") + tones


def is_same(text: str, word: str) -> bool:
    """Tell whether a text is a word, spelled in any right way, or typed without any diacritics at all."""
    return spelling(text) == spelling(word) or (
        bare(text) == text.casefold() and spelling(text) == spelling(bare(word))
    )


MOST = 3
LONGEST = 200
"""A longer name is nobody's slip, and comparing it takes long."""


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that are most like another, at most three; capitals and forms of Unicode do not count."""
    if len(name) > LONGEST:
        return ()
    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(_folded(each), each)
    wanted = _folded(name)
    found = difflib.get_close_matches(wanted, folded, MOST)
    begun = [each for each in folded if wanted and each.startswith(wanted) and each not in found]
    return tuple(folded[each] for each in [*found, *sorted(begun)][:MOST] if folded[each] != name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
