"""What a batch will make: every sheet and list as a job that holds all that goes into its file, and the files' names.

Names are plain ASCII that every system takes, sorted by month and cell, no two alike.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from chamdiem.engine.files.json_text import canonical_json
from chamdiem.engine.lists.follow_ups import NEAR, discrepancy_list, missing_list, near_list
from chamdiem.engine.lists.meetings import Month, month_of, needs_for_a_list
from chamdiem.engine.lists.overview import Overview, overview_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.engine.sheets.sheet_view import SheetView, view_sheet
from chamdiem.engine.sheets.sheets import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.paper.settings import FileStamp, PaperSettings
    from chamdiem.engine.paper.tables import ListView
    from chamdiem.engine.reading.items import Rejected
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.sheets.sheet_view import SheetMark

SHEET_FORMS = ("html", "pdf", "docx")
LIST_FORMS = ("pdf", "docx", "xlsx")
MAX_SLUG = 60
"""So many characters of a cell's name are kept: Windows takes 260 for a whole path."""
_UNKNOWN = "chua-ro"
_STROKED = dict.fromkeys(map(ord, "ĐđÐðƉɖ"), "d")
"""đ, also as other alphabets have it."""


@dataclass(frozen=True, slots=True)
class Making:
    """How every file of a batch is made: in which forms, on which paper, by which software."""

    forms: tuple[str, ...]
    paper: PaperSettings
    software: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet:
    """The sheet of one meeting, ready to be laid out."""

    view: SheetView
    stamp: FileStamp


@dataclass(frozen=True, kw_only=True)
class Job:
    """One file to make, with everything that it is made of. `base` is its name without the ending."""

    base: str
    month: str
    form: str
    content: MeetingSheet | ListView | Overview
    making: Making
    source: str
    framework: str | None = None
    cell: str | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.base}.{self.form}"

    @cached_property
    def key(self) -> str:
        """The hash of everything that goes into the file, the program's own part included."""
        # Of what stands on the paper, not of the record's bytes or date: a comment in a YAML file does not make 2,900
        # sheets anew, and a new version, template or font does.
        making = self.making
        parts = [program_print(making.software), self.name, self.form, asdict(self.content), asdict(making.paper)]
        return hashlib.sha256(canonical_json(parts, default=str)).hexdigest()


def plan_sheets(
    evaluations: Sequence[Evaluation], making: Making, marks: Sequence[SheetMark | None] | None = None
) -> Iterator[Job]:
    """Yield the sheets of meetings, in every form that is asked for and that sheets have.

    `marks` tie them to a ledger, one each.
    """
    plain = [base_name(*_names(each.record)) for each in evaluations]
    bases = distinct(plain, [_identity(each) for each in evaluations])
    wanted = [form for form in SHEET_FORMS if form in making.forms]
    shown: Sequence[SheetMark | None] = marks or [None] * len(evaluations)
    for base, evaluation, mark in zip(bases, evaluations, shown, strict=True):
        view = view_sheet(evaluation, making.paper, mark)
        sheet = MeetingSheet(view=view, stamp=stamp_of(view, evaluation))
        file, id_ = evaluation.record.document.file, evaluation.framework.id
        month, cell = evaluation.record.filed_under or _UNKNOWN, evaluation.record.cell_called or file
        job = partial(Job, base=base, month=month, content=sheet, making=making, source=file, framework=id_, cell=cell)
        yield from (job(form=form) for form in wanted)


def _names(record: Record) -> tuple[str | None, str | None, str | None, str | None]:
    shape = record.shape
    return record.filed_under, record.text(shape.unit), record.text(shape.unit_name), record.kind


def _identity(evaluation: Evaluation) -> str:
    shape = evaluation.record.shape
    names = (shape.period, shape.unit, shape.unit_name, "upper_org", shape.kind, shape.day)
    return json.dumps([str(evaluation.record.values.get(name)) for name in names])


def plan_lists(
    evaluations: Sequence[Evaluation],
    register: Sequence[RegisteredCell] | None,
    making: Making,
    faulty: Sequence[Rejected] = (),
) -> Iterator[Job]:
    """Yield the lists of every month that the meetings are of; `faulty` came in and are listed nowhere.

    Raises:
        FaultyInput: two records are of the same meeting.
    """
    for month in months_of(evaluations, faulty):
        for name, content in _lists(month, register, making.paper):
            own = ("html", "pdf") if isinstance(content, Overview) else LIST_FORMS
            for form in (form for form in own if form in making.forms):
                of = f"_{slug(month.subject.id)}" if month.subject else ""
                base, period = f"{month.period}_0_{name}{of}", month.period
                yield Job(base=base, month=period, form=form, content=content, making=making, source=period)


def months_of(evaluations: Sequence[Evaluation], faulty: Sequence[Rejected] = ()) -> Iterator[Month]:
    """Yield the months that meetings are of, as `plan_lists`; records that cannot stand in a list are left out."""
    listed = [evaluation for evaluation in evaluations if not needs_for_a_list(evaluation)]
    for subject, period in sorted({_listed_by(evaluation.record) for evaluation in listed}):
        of_period = [each for each in listed if _listed_by(each.record) == (subject, period)]
        came = [item.record for item in faulty if item.record is not None and item.record.shape.subject == subject]
        yield month_of(of_period, period, [(record.cell, record.filed_under) for record in came])


def _listed_by(record: Record) -> tuple[str, str]:
    return record.shape.subject, record.filed_under or ""


def _lists(
    month: Month, register: Sequence[RegisteredCell] | None, paper: PaperSettings
) -> Iterator[tuple[str, ListView | Overview]]:
    yield "bang-tong-hop", summary_list(month, None if month.subject else register, paper)
    if month.subject:  # the others speak of meetings, and of cells that should have reported one
        return
    yield "chenh-lech", discrepancy_list(month, paper)
    yield "can-nguong", near_list(month, NEAR, paper)
    if register is not None:
        yield "chua-bao-cao", missing_list(month, register, paper)
    yield "tong-quan", overview_of(month, register, paper)


@lru_cache(maxsize=1)
def program_print(software: str) -> str:
    """Return what tells this program's output from another's: its version, its templates and its fonts."""
    digest = hashlib.sha256(software.encode())
    for file in sorted(TEMPLATES.rglob("*")):
        if file.is_file() and file.suffix not in {".py", ".pyc"}:
            digest.update(file.relative_to(TEMPLATES).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


# --- names ---


def slug(text: str) -> str:
    """Return text as small letters, digits and hyphens: “Chi bộ Đồi 1” is chi-bo-doi-1."""
    # đ is a letter of its own, not a d with a mark, so it does not come apart with the others: `_STROKED`.
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    latin = bare.translate(_STROKED).lower()
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:MAX_SLUG].rstrip("-")


def base_name(period: str | None, cell_id: str | None, cell_name: str | None, kind: str | None) -> str:
    """Return the name of one meeting's files, without an ending.

    The month comes first, so no name is one that Windows keeps for a device (CON, AUX), and months sort by time.
    """
    cell = [slug(part) for part in (cell_id, cell_name) if part]
    parts = [period or _UNKNOWN, *(part for part in cell if part)]
    if kind not in {None, "regular"}:
        parts.append(slug(kind or ""))
    return "_".join(parts if len(parts) > 1 else [*parts, _UNKNOWN])


def is_list_name(name: str) -> bool:
    """Tell whether a name is like those of the lists of a month: a cell may call itself “0”."""
    return name.partition("_")[2].startswith("0_")


def distinct(names: Sequence[str], sources: Sequence[str]) -> tuple[str, ...]:
    """Return names of which no two are alike: those that were, or are a list's, get a mark made of what they stand for.

    The mark depends on the source alone (two cells whose ids differ in accents only), never on the order of the input.
    Sources that are alike, of which nothing tells which is which, are numbered.
    """
    shared = {name for name, count in Counter(names).items() if count > 1}
    marked = [
        f"{name}_{hashlib.sha256(source.encode()).hexdigest()[:8]}" if name in shared or is_list_name(name) else name
        for name, source in zip(names, sources, strict=True)
    ]
    met: Counter[str] = Counter()
    for place, name in enumerate(marked):
        met[name] += 1
        marked[place] = name if met[name] == 1 else f"{name}-{met[name]}"
    return tuple(marked)
