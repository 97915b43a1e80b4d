"""Attendance by the codes of a cell's members: ticks that fill in the counts, by codes that name nobody.

Ticks are texts of the draft like all else that is typed, under ids that no question has, so that they are saved,
merged and kept in the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.engine.texts import say
from chamdiem.rules.records.meeting import REGULAR
from chamdiem.rules.records.relations import NOT_DUE
from chamdiem.rules.records.spans import months_between
from chamdiem.web.merging import keepable
from chamdiem.web.models import CellMembers, Draft
from chamdiem.web.statements import Given, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.http import QueryDict

    from chamdiem.web.open_draft import OpenForm

PRESENT, EXCUSED, UNEXCUSED, ABSENT = "present", "excused", "unexcused", "absent"
"""What a tick may say; `ABSENT`: for what reason is not said yet."""
COUNTS = {PRESENT: "present", EXCUSED: "absent_excused", UNEXCUSED: "absent_unexcused"}
"""The questions that ticks answer, by what they count."""
RUN = "max_consecutive_excused"
"""The question of the longest run of excused absences."""
MOST_CODES, MOST_FAULTS, _SHOWN = 500, 20, 40
_CODE = re.compile(r"[A-ZĐ]{1,6}[-. ]?[0-9]{1,4}")
_TICKED, _REASON = "ma", "vang."


def tick_id(code: str) -> str:
    """Return under which id a draft has the tick of a code."""
    return f"tick.{code}"


@dataclass(frozen=True, slots=True)
class ExcusedRun:
    """The longest run of excused absences of one member this year, and whose it is.

    `is_certain`: every meeting of the year before this one had ticks; else it is at least so long.
    """

    length: int
    codes: tuple[str, ...]
    is_certain: bool


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Attendance:
    """The codes of a cell with their ticks at one meeting, as `texts` have them; blank where nothing is said of one."""

    opened: OpenForm
    codes: tuple[str, ...]
    texts: Mapping[str, str]

    def after(self, ticks: Mapping[str, str]) -> Attendance:
        """Return the attendance once more is ticked."""
        return replace(self, texts={**self.texts, **ticks})

    @cached_property
    def ticks(self) -> Mapping[str, str]:
        """What is said of each code."""
        return _ticks(self.texts, self.codes)

    def having(self, tick: str) -> tuple[str, ...]:
        """Return the codes of which something is said."""
        return tuple(code for code in self.codes if self.ticks[code] == tick)

    @property
    def is_used(self) -> bool:
        """Whether anybody ticked anything."""
        return any(self.ticks.values())

    @property
    def agrees(self) -> bool:
        """Whether as many are ticked as were counted."""
        return self.texts.get(COUNTS[PRESENT], "").strip() == str(len(self.having(PRESENT)))

    @property
    def absent(self) -> tuple[str, ...]:
        """The codes of those who were absent, for whatever reason."""
        return tuple(code for code in self.codes if self.ticks[code] not in {"", PRESENT})

    @property
    def echo(self) -> Iterator[str]:
        """Yield how many have to attend, and whether as many are told to be present or absent, if it is known."""
        lang, asked = self.opened.lang, self.opened.form.question
        away = self._counts(name for name in NOT_DUE if asked(name))
        total, told = self._counts(["members_total"]), self._counts(COUNTS.values())
        if total is None or away is None:
            return
        due = total[0] - sum(away)
        if away:
            yield say(lang, "fill.due", steps=" − ".join(map(str, (*total, *away))), due=due)
        if told is not None:
            steps, short = " + ".join(map(str, told)), due - sum(told)
            code = "fill.told" if not short else "fill.told_fewer" if short > 0 else "fill.told_more"
            yield say(lang, code, steps=steps, sum=sum(told), due=due, short=short)

    def _counts(self, names: Iterable[str]) -> tuple[int, ...] | None:
        """Return some counts of the record; None: one of them is missing."""
        found = tuple(self.opened.filled.record.values.get(name) for name in names)
        return tuple(each for each in found if isinstance(each, int)) if None not in found else None

    @cached_property
    def run(self) -> ExcusedRun | None:
        """The longest run of excused absences up to this meeting; None: it is none of those that have such runs."""
        opened = self.opened
        if opened.at.kind not in REGULAR or not opened.form.question(RUN):
            return None
        return longest_run([*_earlier(opened), self.texts], self.codes)


def attendance(opened: OpenForm) -> Attendance | None:
    """Return the attendance of a meeting; None: its framework counts nobody."""
    if not opened.at.kind or opened.form.question(COUNTS[PRESENT]) is None:
        return None
    return Attendance(opened, codes_of(opened.at.cell), opened.draft.texts)


def _ticks(texts: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
    return {code: texts.get(tick_id(code), "") for code in codes}


def _earlier(opened: OpenForm) -> list[Mapping[str, str] | None]:
    """Return what the drafts of the year before this one hold, month by month; None: of a month there is none."""
    year, this = opened.at.period[:4], opened.at.period
    rows = Draft.objects.filter(cell=opened.at.cell, kind__in=REGULAR, period__startswith=f"{year}-", period__lt=this)
    found = {draft.period: draft.texts for draft in rows}
    return [found.get(month) for month in months_between(f"{year}-01", this)[:-1]]


def longest_run(meetings: Iterable[Mapping[str, str] | None], codes: Iterable[str]) -> ExcusedRun:
    """Return the longest run of meetings, in order, at which one member was excused; None stands for an unknown one."""
    told = [texts if texts is not None and any(_ticks(texts, codes).values()) else None for texts in meetings]
    runs = {code: _run([(texts or {}).get(tick_id(code), "") for texts in told]) for code in codes}
    length = max(runs.values(), default=0)
    longest = tuple(code for code, run in runs.items() if run == length) if length else ()
    return ExcusedRun(length, longest, is_certain=None not in told)


def _run(ticks: Iterable[str]) -> int:
    longest = run = 0
    for tick in ticks:
        run = run + 1 if tick == EXCUSED else 0
        longest = max(longest, run)
    return longest


# --- what is sent ---


def sent_ticks(found: Attendance, sent: QueryDict) -> dict[str, str]:
    """Return the ticks that a page sent, by their ids; whoever ticked nobody at all has said nothing of anybody."""
    if not sent.getlist(_TICKED) and not found.is_used:
        return {}
    present = set(sent.getlist(_TICKED))
    return {tick_id(code): PRESENT if code in present else _reason(sent, code) for code in found.codes}


def _reason(sent: QueryDict, code: str) -> str:
    told = sent.get(f"{_REASON}{code}", "")
    return told if told in {EXCUSED, UNEXCUSED} else ABSENT


def counted(found: Attendance) -> dict[str, str]:
    """Return the counts that ticks give, by the ids of questions; blank while the reason of some absence is open."""
    is_open = bool(found.having(ABSENT))
    counts = {COUNTS[tick]: "" if is_open and tick != PRESENT else str(len(found.having(tick))) for tick in COUNTS}
    if found.run is not None and found.run.is_certain and not is_open:
        counts[RUN] = str(found.run.length)
    return {name: text for name, text in counts.items() if found.opened.form.question(name) is not None}


# --- the list of codes ---


@dataclass(frozen=True, slots=True)
class CodeFault:
    """What is wrong in a list of codes: the code of a sentence, and its details."""

    code: str
    details: Mapping[str, object]


_CODES = Statement(lambda: CellMembers.objects.filter(pk=Given("cell")).values_list("codes"))


def codes_of(cell: str) -> tuple[str, ...]:
    """Return the codes of a cell's members."""
    return tuple(code for (codes,) in _CODES.rows(cell=cell) for code in codes)


def read_codes(text: str) -> tuple[tuple[str, ...], tuple[CodeFault, ...]]:
    """Return the codes in a text, one on each line, and what is wrong: what may be a name is never kept."""
    lines = [" ".join(line.split()).upper() for line in re.split(r"[\n,;]", keepable(text))]
    codes = [line for line in lines if line]
    return tuple(codes), tuple(islice(_code_faults(codes), MOST_FAULTS))


def _code_faults(codes: list[str]) -> Iterator[CodeFault]:
    for code in codes:
        if not _CODE.fullmatch(code):
            yield CodeFault("fill.codes_wrong", {"code": code[:_SHOWN]})
    for code, count in Counter(codes).items():
        if count > 1:
            yield CodeFault("fill.codes_twice", {"code": code[:_SHOWN]})
    if len(codes) > MOST_CODES:
        yield CodeFault("fill.codes_many", {"most": MOST_CODES})


def keep_codes(cell: str, codes: tuple[str, ...]) -> None:
    """Keep the codes of a cell's members."""
    CellMembers.objects.update_or_create(pk=cell, defaults={"codes": list(codes)})
