"""Nhập sổ: the office sends a workbook of its cells' meetings, and takes it into the ledger once it was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.scalars import ScalarError, seen
from chamdiem.web import job_files
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.held import MeetingAddress, framework_in_force
from chamdiem.web.job_kinds import LOOKING
from chamdiem.web.jobs import ask_for
from chamdiem.web.pages import download, render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from chamdiem.engine.mandates.organisation import Node

RECORDING = PageRule(deed=Deed.RECORD)
_LARGEST = 10 * 1024 * 1024
"""An office sends the rows of many cells in one."""
_SUFFIXES = (".xlsx", ".csv")
_NAME = 80


@page(RECORDING)
def import_page(request: PageRequest, node: str) -> HttpResponse:
    """Take a workbook, and have it looked at."""
    here, faults = _committee(request, node), list[str]()
    if request.method == "POST":
        try:
            content, name = _sent(request)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
        else:
            kept = job_files.keep_bytes(content, _suffix(name))
            job = ask_for(request.account, LOOKING, node, {"name": name, "sha256": kept.sha256}, kept.name)
            return HttpResponseRedirect(reverse("job", kwargs={"number": job.pk}))
    return render(
        request,
        "import.html.j2",
        status=400 if faults else 200,
        faults=[("file", each) for each in faults],
        node=here,
    )


@page(RECORDING)
def import_workbook(request: PageRequest, node: str) -> HttpResponse:
    """Give a workbook to fill in, with a row begun for every cell."""
    here, house = _committee(request, node), request.house
    at = MeetingAddress(node, f"{house.today:%Y-%m}", "regular")
    below = [each for each in house.tree.subtree(node) if each.kind is NodeKind.CELL]
    cells = [
        RegisteredCell(id=each.id, name=each.title, upper_org=here.title, members=None)
        for each in sorted(below, key=lambda each: vietnamese(each.title))
        if house.may(request.account.actor, Deed.RECORD, each.id)
    ]
    from chamdiem.engine.workbooks.workbook import blank_workbook  # noqa: PLC0415 - it weighs 4 MB, and few ask for it

    return download(blank_workbook(framework_in_force(house, at), cells, request.lang), f"so-{node}.xlsx")


def _committee(request: PageRequest, node: str) -> Node:
    here = request.house.node(node)
    if here is None or here.kind is not NodeKind.COMMITTEE:
        raise Http404
    return here


def _sent(request: HttpRequest) -> tuple[bytes, str]:
    """Return what was sent, and what it is called.

    Raises:
        FaultyInput: it is too large, or nothing, or says that it is something else than a workbook or a table.
    """
    sent = request.FILES.get("file")
    if sent is None or not sent.size or sent.size > _LARGEST:
        raise refusal("web.upload_size", "", most="10")
    name = sent.name or ""
    if _suffix(name) == "":
        raise refusal("import.suffix", "")
    try:
        called = seen(name[-_NAME:])
    except ScalarError:  # whatever stands in it, the name is shown only
        called = f"so{_suffix(name)}"
    return sent.read(), called


def _suffix(name: str) -> str:
    return next((each for each in _SUFFIXES if name.lower().endswith(each)), "")
