"""Phiếu, sổ Excel: what is printed of a meeting, what is taken home to fill in, and how that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect

from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.office.checking import evaluate_blank, evaluate_right
from chamdiem.engine.paper.mark import qr_mark
from chamdiem.engine.sheets.sheet_view import SheetMark, view_sheet
from chamdiem.engine.sheets.sheets import stamp_of, view_file
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import period_text, say_fault
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.web import settings
from chamdiem.web.drafts import Conflict, begin_draft, blank_draft, filled, save
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.held import MeetingAddress, framework_of
from chamdiem.web.open_draft import meeting_url, open_draft
from chamdiem.web.pages import download, render
from chamdiem.web.sent_files import lying
from chamdiem.web.sheet_proof import mark_of
from chamdiem.web.views.handing_in import of_kept, shown_wholly

if TYPE_CHECKING:
    from django.http import HttpResponse

    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.web.kept import KeptMeeting
    from chamdiem.web.models import Draft

FILLING, SEEING = PageRule(deed=Deed.FILL), PageRule(deed=Deed.SEE)
_LARGEST = 2 * 1024 * 1024


def _named(at: MeetingAddress, what: str, suffix: str) -> str:
    return f"{what}-{at.cell}-{at.period}.{suffix}"


@page(SEEING)
@of_kept
@shown_wholly
def sheet(request: PageRequest, at: MeetingAddress, kept: KeptMeeting, form: str) -> HttpResponse:
    """Give the sheet of what was handed in; it is Vietnamese, as paper is."""
    if kept.state.evaluation is None:
        raise Http404
    paper, evaluation = request.house.office.settings.paper, kept.evaluation
    view = view_sheet(evaluation, paper, mark_of(kept.state))
    return download(view_file(view, stamp_of(view, evaluation), form, paper), _named(at, "phieu", form))


@page(FILLING)
def blank_sheet(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Give a sheet to fill in by hand at the meeting; its code leads to where the meeting is filled in."""
    at = MeetingAddress(cell, period, kind)
    loaded = framework_of(request.house, blank_draft(request.house, at))
    evaluation = evaluate_blank(request.house.office, loaded.id)
    code = qr_mark(f"{settings.deployment().address.rstrip('/')}{meeting_url(at, 'meeting')}")
    node = request.house.tree.standing(cell)
    title = say("vi", "hand.blank_of", title=node.title if node else cell, period=period_text("vi", period))
    lines = (title, say("vi", "hand.blank_code"))
    mark = SheetMark(lines=lines, qr_path=code.qr_path, qr_side=code.qr_side)
    paper = request.house.office.settings.paper
    view = view_sheet(evaluation, paper, mark)
    return download(view_file(view, stamp_of(view, evaluation), "pdf", paper), _named(at, "phieu-trong", "pdf"))


@page(FILLING)
def workbook(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Give the workbook of one meeting, to fill in where there is no network."""
    from chamdiem.engine.workbooks.workbook import filled_workbook  # noqa: PLC0415 - it weighs 4 MB, and few ask for it

    at = MeetingAddress(cell, period, kind)
    found = filled(request.house, blank_draft(request.house, at), request.lang)
    content = filled_workbook(found.form.framework, found.record.document, request.lang)
    return download(content, _named(at, "so", "xlsx"))


@page(FILLING)
def upload(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Take a workbook of the meeting back into its draft: what it says stands there, what it leaves blank stays."""
    at = MeetingAddress(cell, period, kind)
    faults: list[str] = []
    if request.method == "POST":
        try:
            draft = _draft(request, at)
            typed = _read(request, at)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault) for fault in error.faults]
        else:
            done = save(draft.pk, draft.version, typed, request.account, request.headers.get("User-Agent", "")[:64])
            return HttpResponseRedirect(meeting_url(at, "conflict" if isinstance(done, Conflict) else "missing"))
    return render(
        request,
        "upload.html.j2",
        status=400 if faults else 200,
        faults=[("file", each) for each in faults],
        period=period_text(request.lang, at.period),
        workbook=meeting_url(at, "workbook"),
        back=meeting_url(at, "meeting"),
    )


def _read(request: PageRequest, at: MeetingAddress) -> dict[str, str]:
    """Return what the one meeting of an uploaded workbook says, as people would type it.

    Raises:
        FaultyInput: it is no workbook, is too large, does not hold one meeting, or another one than this.
    """
    sent = request.FILES.get("file")
    if sent is None or sent.size is None or sent.size > _LARGEST:
        raise refusal("web.upload_size", "", most="2")
    draft = _draft(request, at)
    form = request.house.form(framework_of(request.house, draft), "vi")
    name = sent.name or ""
    with lying(sent.read(), ".csv" if name.lower().endswith(".csv") else ".xlsx", name) as file:
        found = evaluate_right(request.house.office, [file], form.framework.id)
    own = [each.record for each in found if _is_of(each, at)]
    if len(own) != 1:
        raise refusal("web.upload_meeting", "", period=at.period)
    return {name: text for name, text in texts_of(form, own[0]).items() if text}


def _is_of(evaluation: Evaluation, at: MeetingAddress) -> bool:
    return evaluation.record.of_period == at.period and (evaluation.record.kind or "") == at.kind


def _draft(request: PageRequest, at: MeetingAddress) -> Draft:
    """Return the draft of a meeting, begun if there is none."""
    opened = open_draft(request.house, request.lang, at)
    return opened.draft if opened is not None else begin_draft(request.house, request.account, at)
