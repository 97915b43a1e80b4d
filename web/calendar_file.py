"""A calendar of deadlines as a file that every calendar reads (iCalendar, RFC 5545): days and months, no content."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

_LONGEST = 73
"""Bytes of a line; the next begins with a blank."""


def calendar_file(title: str, days: Iterable[tuple[str, dt.date, str]], made: str) -> bytes:
    """Return a calendar of whole days, each with an id of its own and with what is to be done by then.

    `made`: when, as entries of the ledger bear their time.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cham Diem//VI", f"X-WR-CALNAME:{_escaped(title)}"]
    stamp = made.replace("-", "").replace(":", "")
    for name, day, text in days:
        lines += ["BEGIN:VEVENT", f"UID:{_escaped(name)}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
        lines += [f"SUMMARY:{_escaped(text)}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return b"".join(map(_folded, [*lines, "END:VCALENDAR"]))


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> bytes:
    """Return a line in pieces that are short enough, of whole characters."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > _LONGEST:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece]).encode() + b"\r\n"
