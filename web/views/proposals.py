"""Đề nghị khung: a framework is sent in, looked at from every side, and taken in by a second person."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.reading.documents import MAX_BYTES
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.spans import read_span
from chamdiem.web.audited_month import AuditedMonth
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.job_kinds import IMPACT, LINT
from chamdiem.web.jobs import ask_for
from chamdiem.web.making_proposals import lint_asked, lint_job, remarks_of
from chamdiem.web.models import ProposedFramework
from chamdiem.web.pages import render
from chamdiem.web.proposed_page import ProposedPage, placed
from chamdiem.web.replays import MonthReplay
from chamdiem.web.taken_frameworks import (
    ENDS,
    Confirmation,
    confirm,
    may_confirm,
    may_propose,
    nodes_of,
    propose,
    withdraw,
)
from chamdiem.web.views.admin_tree import day_of_fields
from chamdiem.web.views.auditing import month_of, node_of
from chamdiem.web.views.replays import Outcome

IN = PageRule()
CONFIRMING = PageRule(recent=True)
PARTS = ("", "noi-dung", "so-do", "nhan-xet", "truong-hop", "khac-nhau", "anh-huong")


def _proposed(request: PageRequest, number: int) -> ProposedFramework:
    """Return a proposal for an organisation where whoever asks may make some; any other is not there."""
    found = ProposedFramework.objects.select_related("proposed_by", "confirmed_by").filter(pk=number).first()
    if found is None or not may_propose(request.house, request.account.actor, found.node):
        raise Http404
    return found


def _sent(request: PageRequest) -> str:
    """Return the text of a file that was sent; of one that is none, or is too large, a fault."""
    sent = request.FILES.get("file")
    if sent is None or sent.size is None or not 0 < sent.size <= MAX_BYTES:
        raise refusal("framework.upload", "")
    try:
        return str(sent.read(), "utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("framework.upload", "") from error


@page(IN)
def proposals(request: PageRequest) -> HttpResponse:
    """Show what was proposed, and take a new proposal."""
    nodes = nodes_of(request.house, request.account.actor)
    if not nodes:
        raise Http404
    faults: list[str] = []
    if request.method == "POST":
        node = request.POST.get("node", nodes[0])
        try:
            if node not in nodes:
                raise Http404
            made = propose(request.house, request.account, node, _sent(request))
            return HttpResponseRedirect(reverse("framework_proposal", args=[made.pk]))
        except FaultyInput as error:
            faults = placed(error.faults, request.lang)
    found = [
        (each, node_of(request, each.node).title)
        for each in ProposedFramework.objects.defer("text", "cases").order_by("-pk")[:200]
        if may_propose(request.house, request.account.actor, each.node)
    ]
    return render(
        request,
        "proposals.html.j2",
        status=400 if faults else 200,
        faults=[("file", each) for each in faults],
        nodes=[node_of(request, each) for each in nodes],
        found=found,
        waiting=sum(each.confirmed is None and each.withdrawn is None for each, _ in found),
    )


@page(IN)
def proposal(request: PageRequest, number: int) -> HttpResponse:
    """Show one proposal from the side that is asked for; take its cases, or take it back."""
    proposed = _proposed(request, number)
    faults: list[str] = []
    if request.method == "POST":
        try:
            return _change(request, proposed)
        except FaultyInput as error:
            faults = placed(error.faults, request.lang)
    part = request.GET.get("phan", "")
    if part not in PARTS:
        raise Http404
    told = ProposedPage(request.house, request.lang, proposed)
    try:
        seen = _side(request, told, part)
    except FaultyInput as error:
        faults, seen = [say_fault(request.lang, fault, placed=False) for fault in error.faults], {}
    return render(
        request,
        "proposal.html.j2",
        status=400 if faults else 200,
        faults=[("file", each) for each in faults],
        told=told,
        shown=told.shown,
        part=part,
        taken="",
        where=node_of(request, proposed.node),
        is_own=proposed.proposed_by.pk == request.account.pk,
        may_confirm=may_confirm(request.house, request.account, proposed),
        others=request.house.office.catalog.ids,
        typed={name: request.GET.get(name, "") for name in ("cu", "thang", "nam")},
        **{
            "remarks": None,
            "proving": None,
            "month": _month(request),
            "cases": None,
            "old": None,
            "changes": [],
            "outcome": None,
            "text": text_of,
            **seen,
        },
    )


def _change(request: PageRequest, proposed: ProposedFramework) -> HttpResponse:
    if request.POST.get("act") == "withdraw":
        withdraw(request.account, proposed)
        return HttpResponseRedirect(reverse("framework_proposals"))
    if request.POST.get("act") in {"lint", "impact"}:
        return _later(request, proposed)
    if proposed.confirmed is not None or proposed.withdrawn is not None:
        raise refusal("framework.not_waiting", "")
    proposed.cases = _sent(request)
    proposed.save(update_fields=["cases"])
    return HttpResponseRedirect(f"{reverse('framework_proposal', args=[proposed.pk])}?phan=truong-hop")


def _later(request: PageRequest, proposed: ProposedFramework) -> HttpResponse:
    """Have a proposal proved, or its impact on a month worked out, by a process of its own; lead to where it shows."""
    if request.POST["act"] == "lint":
        kind, asked = LINT, lint_asked(proposed, request.lang)
    else:
        month = request.POST.get("month", "")
        if len(month) != len("2026-11") or read_span(month).kind != "month":
            raise refusal("audit.no_month", "")
        told = {"name": proposed.name, "proposal": proposed.pk, "hash": proposed.hash}
        kind, asked = IMPACT, {"what": IMPACT.name, "period": month, "form": "xlsx", **told}
    made = ask_for(request.account, kind, proposed.node, asked)
    return HttpResponseRedirect(reverse("job", kwargs={"number": made.pk}))


def _side(request: PageRequest, told: ProposedPage, part: str) -> dict[str, object]:
    """Return what only one side of a proposal needs, and takes its time."""
    match part:
        case "nhan-xet":
            made = lint_job(told.proposed, request.lang)
            own = made if made is not None and made.account_id == request.account.pk else None
            return {"remarks": remarks_of(made) if made is not None else None, "proving": own}
        case "truong-hop":
            return {"cases": told.cases()}
        case "khac-nhau" if request.GET.get("cu"):
            old, changes = told.changes(request.GET["cu"])
            return {"old": old, "changes": changes}
        case "anh-huong" if request.GET.get("thang") or request.GET.get("nam"):
            month = AuditedMonth(request.house, request.lang, node_of(request, told.proposed.node), month_of(request))
            imagined = MonthReplay(month).imagined(told.loaded, "self")
            return {"outcome": Outcome(imagined.report(request.lang), None)}
        case _:
            return {}


def _month(request: PageRequest) -> str:
    """Return the month whose impact is asked for; blank: none was, or it is no month."""
    try:
        return month_of(request) if request.GET.get("thang") or request.GET.get("nam") else ""
    except FaultyInput:
        return ""


@page(CONFIRMING)
def confirmation(request: PageRequest, number: int) -> HttpResponse:
    """Take a proposal in: a second person writes both ends of its content's hash, and from which day it holds."""
    proposed = _proposed(request, number)
    if not may_confirm(request.house, request.account, proposed):
        raise Http404
    told, faults = ProposedPage(request.house, request.lang, proposed), list[str]()
    if request.method == "POST":
        try:
            first = day_of_fields(request.POST, "first")
            said = Confirmation(request.POST.get("begin", ""), request.POST.get("end", ""), first)
            confirm(request.house, request.account, proposed, said)
            return HttpResponseRedirect(reverse("framework_proposal", args=[proposed.pk]))
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
    return render(
        request,
        "proposal_confirm.html.j2",
        status=400 if faults else 200,
        faults=[("begin", each) for each in faults],
        told=told,
        typed=request.POST,
        today=max(request.house.today, told.loaded.framework.in_force.from_),
        where=node_of(request, proposed.node),
        ends=ENDS,
    )
