"""Proof of one printed sheet: whether number, code and total that stand on paper are together what was recorded.

Whoever asks needs no account, so nothing is told that the paper does not hold: a wrong number, a wrong code and a
wrong total are answered alike, and after the same work.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from chamdiem.engine.ledger.contents import KeptResult, Submission, meeting_of
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.paper.mark import qr_mark
from chamdiem.engine.sheets.sheet_view import SheetMark
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.moments import day_text
from chamdiem.web import settings
from chamdiem.web.codes import LENGTH, short_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.web.house import House

NUMBER, CODE, TOTAL = "so", "ma", "tong"
_NUMBER = re.compile(r"[1-9][0-9]{0,11}")
_POINTS = re.compile(r"(-?)([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a sheet, as it was typed or scanned."""

    number: str
    code: str
    total: str

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked at all."""
        return bool(self.number or self.code or self.total)

    @property
    def plain(self) -> str:
        """All three in one spelling: without blanks, with a decimal comma and no needless zeros."""
        code = re.sub(r"[\s-]", "", self.code).upper()
        return f"{self.number.strip()}|{code}|{_plain_points(self.total)}"


def printed(asked: Mapping[str, str]) -> Printed:
    """Return what is asked for."""
    number, code, total = (str(asked.get(name, ""))[:_LONGEST] for name in (NUMBER, CODE, TOTAL))
    return Printed(number, code, total)


def _plain_points(text: str) -> str:
    found = _POINTS.fullmatch(text.strip())
    if found is None:
        return text.strip()
    sign, whole, part = found.groups()
    part = (part or "").rstrip("0")
    return f"{sign}{int(whole)}{',' if part else ''}{part}"


def sheet_entry(state: MeetingState) -> Entry | None:
    """Return the entry whose number and code stand on a sheet: of what was handed in, or else of the evaluation."""
    return state.submission or state.evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A sheet is what was recorded. `when`: at that time; `newer`: on which day something newer was; blank: nothing."""

    number: int
    total: str
    when: str
    newer: str


def prove(house: House, sheet: Printed) -> Proof | None:
    """Return what may be told of a sheet that is what was recorded; None: it is not."""
    ledger = house.ledger
    size = ledger.size()
    wanted = int(sheet.number) if _NUMBER.fullmatch(sheet.number.strip()) else 0
    # of a number that there is not another entry is read: nobody is to learn from the time that the answer takes
    number = wanted if 1 <= wanted <= size else 1 + wanted % max(size, 1)
    try:
        entry = ledger.get(number)
        told = _told(ledger, entry)
    except FaultyInput:
        return None
    is_same = hmac.compare_digest(told.encode(), sheet.plain.encode())
    newer = _newer(house, entry)
    if not is_same or number != wanted:
        return None
    local = house.office.clock.local(entry.time)
    return Proof(number=number, total=told.rpartition("|")[2], when=f"{local:%H:%M}, {day_text(local)}", newer=newer)


def _told(ledger: Ledger, entry: Entry) -> str:
    """Return what the sheet of an entry bears; of one that has none, what no sheet does."""
    content = entry.content
    evaluation = ledger.by_hash(content.evaluation).content if isinstance(content, Submission) else content
    if not isinstance(evaluation, KeptResult):
        return f"{entry.sequence}|-|-"
    code = entry.hash[:LENGTH].upper()
    return f"{entry.sequence}|{code}|{_total(evaluation)}"


def _total(evaluation: KeptResult) -> str:
    """Return the total of the own layer as sheets have it; blank while it is not known."""
    own = evaluation.layers.get("self")
    total = own.result.total if own is not None and own.result is not None else None
    return "" if total is None else formats.points(total, "vi")


def _newer(house: House, entry: Entry) -> str:
    """Return on which day what a sheet tells was taken out of force; blank: it still stands."""
    meeting = meeting_of(entry.content)
    state = meeting_state(house.ledger, meeting.key) if meeting is not None else None
    now = sheet_entry(state) if state is not None else None
    if state is None or (now is not None and now.hash == entry.hash):
        return ""
    return day_text(house.office.clock.local((now or state.last).time))


def proof_address(entry: Entry, total: str) -> str:
    """Return the address at which a sheet is compared with the ledger."""
    asked = urlencode({NUMBER: entry.sequence, CODE: entry.hash[:LENGTH].upper(), TOTAL: total})
    return f"{settings.deployment().address.rstrip('/')}{reverse('sheet_proof')}?{asked}"


def mark_of(state: MeetingState) -> SheetMark | None:
    """Return what a sheet bears that is printed of a meeting: number and code in type, and the address as a code.

    None: nothing is in force that a sheet could be compared with. It is Vietnamese, as the sheet is.
    """
    entry = sheet_entry(state)
    if entry is None or state.evaluation is None or not isinstance(state.evaluation.content, KeptResult):
        return None
    total = _total(state.evaluation.content)
    address = proof_address(entry, total)
    code = qr_mark(address)
    place = f"{settings.deployment().address.rstrip('/')}{reverse('sheet_proof')}"
    lines = (
        say("vi", "proved.on_paper", number=entry.sequence, code=short_code(entry.hash), total=total or "–"),
        say("vi", "proved.how", place=place),
    )
    return SheetMark(lines=lines, qr_path=code.qr_path, qr_side=code.qr_side, qr_text=address)
