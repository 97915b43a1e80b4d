"""Passwords: which are too easily guessed here, where people write words without marks and a year behind them."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

LEAST = 12
"""So many characters has a password at the least; what is long needs no signs that people forget."""
MOST = 200
_LEFT = 5
"""So many characters must be left of a password without the words and numbers that everybody tries first."""
_WORDS = (
    "matkhau", "password", "passw0rd", "chamdiem", "chibo", "bithu", "phobithu", "danguy", "dangbo", "dangvien",
    "dangcongsan", "dang", "caputy", "capuy", "vanphong", "vietnam", "vn", "hanoi", "dienbien", "phuong", "xa",
    "thon", "khupho", "todanpho", "hochiminh", "bacho", "hcm", "saigon", "anhyeuem", "emyeuanh", "yeuem",
    "yeuanh", "giadinh", "conyeu", "iloveyou", "admin", "administrator", "quantri", "qwerty", "qwertyuiop",
    "asdfghjkl", "asdfgh", "zxcvbnm", "abc", "abcdef", "abcxyz", "aaa", "congsan", "hoinghi", "sinhhoat",
    "toiyeu", "muonnam", "thang", "nam", "nguyen", "tran", "pham", "hoang",
)  # fmt: skip
_LEET = tuple(str.maketrans("0134578@$!", f"o{one}eastbasi") for one in "il")
"""What signs stand for where people write them for letters."""
_SAME = re.compile(r"(.)\1+")
_RUNS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_RUN = 3


def weakness(password: str, *own: str) -> str | None:
    """Return the code of why a password is too weak, by `own` words such as the login, too; None: it is not."""
    if len(password) < LEAST:
        return "short"
    if len(password) > MOST or not password.isprintable():
        return "odd"
    if _is_common(password) or len(_rest(password, own)) < _LEFT:
        return "guessed"
    return None


def _is_common(password: str) -> bool:
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False


def _rest(password: str, own: tuple[str, ...]) -> str:
    """Return what is left without known words, numbers, runs and repetitions, whatever marks and signs they bear."""
    plain = plain_letters(password)
    words = sorted(
        {*_WORDS, *(part for word in own for part in re.split(r"\W+", plain_letters(word)) if part)}, key=len
    )
    texts = (plain, *(plain.translate(signs) for signs in _LEET))
    return min((_without(text, words[::-1]) for text in texts), key=len)


def plain_letters(text: str) -> str:
    """Return a text in small letters without the marks of Vietnamese."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    text = re.sub(r"[\d\W_]+", " ", text)
    for run in _RUNS:
        for start in range(len(run) - _SHORTEST_RUN + 1):
            for end in range(len(run), start + _SHORTEST_RUN - 1, -1):
                text = text.replace(run[start:end], " ")
    return _SAME.sub(r"\1", text).replace(" ", "")
