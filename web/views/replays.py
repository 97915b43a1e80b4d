"""Chấm lại, chấm thử, lấy mẫu: the meetings of a month scored anew, and some of them chosen to be looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.lists.sampling import SampleWay
from chamdiem.engine.paper.report_file import report_file
from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.spans import read_span
from chamdiem.web.audited_month import AuditedMonth
from chamdiem.web.guard import PageRequest, page
from chamdiem.web.job_kinds import REPLAY
from chamdiem.web.jobs import ask_for
from chamdiem.web.pages import render
from chamdiem.web.replays import MonthReplay, MonthSample
from chamdiem.web.views.auditing import VERIFYING, month_of, node_of

if TYPE_CHECKING:
    from chamdiem.engine.paper.tables import Report

LAYERS = ("self", "upper")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_LARGEST_SAMPLE = 200
_LONGEST_SEED = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report as a page shows it, and whether all is well (None: that is no question of it)."""

    report: Report
    is_well: bool | None


def _asked(request: PageRequest, node: str) -> AuditedMonth:
    return AuditedMonth(request.house, request.lang, node_of(request, node), month_of(request))


def _answer(request: PageRequest, template: str, node: str, outcome: Outcome | None, faults: list[str]) -> HttpResponse:
    if outcome is not None and request.GET.get("dang") == "xlsx":
        content = report_file(outcome.report, "xlsx", request.house.today, request.lang)
        answer = HttpResponse(content, content_type=_XLSX)
        answer["Content-Disposition"] = f'attachment; filename="{template.partition(".")[0]}.xlsx"'
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer
    return render(
        request,
        template,
        status=400 if faults else 200,
        here=node_of(request, node),
        outcome=outcome,
        faults=[("thang", each) for each in faults],
        typed={name: request.GET.get(name, "") for name in ("thang", "nam", "theo", "lop", "cach", "so", "hat")},
        frameworks=request.house.office.catalog.ids,
        layers=LAYERS,
        ways=list(SampleWay),
        text=text_of,
        again=request.get_full_path(),
        month=_month(request),
    )


def _month(request: PageRequest) -> str:
    """Return the month that was asked for; blank: none was, or it is no month."""
    try:
        return month_of(request) if request.GET else ""
    except FaultyInput:
        return ""


@page(VERIFYING)
def replay(request: PageRequest, node: str) -> HttpResponse:
    """Score a month anew, by the frameworks that scored it or as if by another one; or have that done as a job."""
    if request.method == "POST":
        return _later(request, node)
    if not request.GET:
        return _answer(request, "replay.html.j2", node, None, [])
    try:
        outcome = _scored(request, MonthReplay(_asked(request, node)))
    except FaultyInput as error:
        faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
        return _answer(request, "replay.html.j2", node, None, faults)
    return _answer(request, "replay.html.j2", node, outcome, [])


def _later(request: PageRequest, node: str) -> HttpResponse:
    """Have a month scored by a process of its own, and lead to where that is shown."""
    month, name, layer = (request.POST.get(key, "") for key in ("month", "theo", "lop"))
    read = str(read_span(month)) if _MONTH.fullmatch(month) else ""
    if not read or layer not in LAYERS or (name and name not in request.house.office.catalog.ids):
        raise refusal("audit.no_layer", "")
    what = "as_if" if name else "replay"
    asked = {"period": read, "what": what, "form": "xlsx", "by": name, "layer": layer}
    made = ask_for(request.account, REPLAY, node, asked)
    return HttpResponseRedirect(reverse("job", kwargs={"number": made.pk}))


def _scored(request: PageRequest, asked: MonthReplay) -> Outcome:
    name, layer = request.GET.get("theo", ""), request.GET.get("lop", LAYERS[0])
    if not name:
        replayed = asked.replayed()
        return Outcome(replayed.report(request.lang), replayed.whole)
    if layer not in LAYERS:
        raise refusal("audit.no_layer", "")
    imagined = asked.imagined(request.house.office.catalog.get(name), layer)
    return Outcome(imagined.report(request.lang), None)


@page(VERIFYING)
def sampling(request: PageRequest, node: str) -> HttpResponse:
    """Choose meetings of a month to be looked at: drawn by a seed, near a border, or differing most."""
    if not request.GET:
        return _answer(request, "sampling.html.j2", node, None, [])
    try:
        outcome = Outcome(_sample(request, node).report(), None)
    except FaultyInput as error:
        faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
        return _answer(request, "sampling.html.j2", node, None, faults)
    return _answer(request, "sampling.html.j2", node, outcome, [])


def _sample(request: PageRequest, node: str) -> MonthSample:
    way = next((each for each in SampleWay if each == request.GET.get("cach", SampleWay.DRAWN)), None)
    told, seed = request.GET.get("so", "").strip() or "10", request.GET.get("hat", "").strip()
    count = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0  # noqa: PLR2004 - see below
    if way is None or not 1 <= count <= _LARGEST_SAMPLE:
        raise refusal("audit.sample_count", "", most=str(_LARGEST_SAMPLE))
    if way is SampleWay.DRAWN and not 1 <= len(seed) <= _LONGEST_SEED:
        raise refusal("audit.sample_seed", "", most=str(_LONGEST_SEED))
    return MonthSample(_asked(request, node), way, count, seed)
