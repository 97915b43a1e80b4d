"""Recognise Vietnamese that was typed for the fonts of old (TCVN3, VNI): its letters are others than they look like.

Such text is refused, not converted: whoever typed it sees at once what it should say, and a wrong guess would stand on
paper.
"""

from __future__ import annotations

import re

# Signs that TCVN3 uses for letters; between letters they are nothing else. Its đ (®) and Đ (§) begin words, and some
# of its small letters look like capitals.
_SIGNS = "µ¶·¸¹¨»¼½¾©ª«¬\u00ad¢£¤¥¦"
_TCVN3 = re.compile(f"[A-Za-z®§][{_SIGNS}®][A-Za-zà-ÿ]|[{_SIGNS}]{{2}}|(?<![^\\s(])[®§][a-zà-ÿ{_SIGNS}]|[a-z][À-ÖØ-Þ]")
# VNI writes the vowel and then its accents as letters of their own; its "đ" is ñ.
_VNI = re.compile(
    "[aeoôuyAEOÔUY][äåëïûüøÄÅËÏÛÜØ]|[aeoAEO][âÂ]|[aA][êÊ]|[öÖ][àáãäåøùûõïÀÁÃÄÅØÙÛÕÏ]|(?<![^\\s(])[ñÑ][a-zA-Zöô]"
)
# What no letter of Latin-1 can be: these are composed for Vietnamese alone, so text that has one is Unicode
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_ACCENTED = re.compile("[\u00a1-\u00ff]")


def legacy_encoding(text: str, *, legacy_font: bool) -> str | None:
    """Return the name of the encoding that a text was typed in, or None where it is Unicode.

    In such a font (`legacy_font`) any accented letter tells; else there must be a sequence that Unicode text never has.
    """
    if text.isascii() or _UNICODE.search(text):
        return None
    if _TCVN3.search(text):
        return "TCVN3"
    if _VNI.search(text):
        return "VNI"
    return "TCVN3 / VNI" if legacy_font and _ACCENTED.search(text) else None
