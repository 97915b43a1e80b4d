"""Kiểm tra sổ: the whole ledger from its first entry to its last, and against a checkpoint that somebody kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chamdiem.engine.log.entry_words import EntryWords
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.web import job_files, settings
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.job_kinds import CHECK
from chamdiem.web.jobs import ask_for
from chamdiem.web.pages import render
from chamdiem.web.views.auditing import VERIFYING, node_of

if TYPE_CHECKING:
    from chamdiem.web.checkpoints import Compared

AT_ONCE = 5_000
"""So many entries are checked while somebody waits for the page: some five seconds; more of them by a job."""
_MOST_SENT = 10 * 1024 * 1024
"""So many bytes of a checkpoint are taken: its leaves are the most of it."""


@page(VERIFYING)
def ledger_check(request: PageRequest, node: str) -> HttpResponse:
    """Check the ledger when that is asked for; what is wrong in it is told by the number of the entry."""
    here, faults, compared, tables = node_of(request, node), list[str](), None, ""
    if request.method == "POST":
        try:
            sent = _sent(request)
            if request.house.ledger.size() > AT_ONCE:
                return _later(request, node, sent)
            from chamdiem.web.checkpoints import compare  # noqa: PLC0415 - keys weigh 6 MB, and few ask for them
            from chamdiem.web.making_checks import tables_said  # noqa: PLC0415 - as above

            compared = compare(request.house.office, settings.folder(), sent)
            tables = "" if compared.found.faults else tables_said(request.house, request.lang)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
    return render(
        request,
        "ledger_check.html.j2",
        status=400 if faults else 200,
        here=here,
        faults=[("file", each) for each in faults],
        size=request.house.ledger.size(),
        compared=compared,
        tables=tables,
        wrong=_wrong(request, compared) if compared else [],
        notes=_notes(request, compared) if compared else [],
    )


def _later(request: PageRequest, node: str, sent: bytes | None) -> HttpResponse:
    """Have the ledger checked, and compared with what was sent, by a process of its own."""
    upload = "" if sent is None else job_files.keep_bytes(sent, ".zip").name
    asked = {} if sent is None else {"what": "compare"}
    made = ask_for(request.account, CHECK, node, asked, upload)
    return HttpResponseRedirect(reverse("job", kwargs={"number": made.pk}))


def _sent(request: PageRequest) -> bytes | None:
    """Return the checkpoint that was sent along; None where only the ledger itself is to be checked."""
    if request.POST.get("act") != "compare":
        return None
    sent = request.FILES.get("file")
    if sent is None or sent.size is None or not 0 < sent.size <= _MOST_SENT:
        raise refusal("audit.no_archive", "")
    return bytes(sent.read())


def _wrong(request: PageRequest, compared: Compared) -> list[tuple[str, str]]:
    """Return the number of each entry that is not what it should be, with what is wrong; blank: of no single one."""
    return [
        (str(fault.details.get("number", "")), say_fault(request.lang, fault, placed=False))
        for fault in compared.found.faults
    ]


def _notes(request: PageRequest, compared: Compared) -> list[str]:
    """Return what is no fault and still to be known."""
    words, found = EntryWords(request.lang, request.house.office.clock.local), compared.found
    told = [
        f"{say(request.lang, 'audit.entry', number=each.entry.sequence)}: {words.what(each)}" for each in found.notes
    ]
    if found.ahead is not None:
        told.append(say(request.lang, "audit.ahead", number=found.ahead.number, time=words.time(found.ahead.time)))
    return told


@page(VERIFYING)
def checkpoint(request: PageRequest, node: str) -> HttpResponse:
    """Give a checkpoint of the ledger as it is now, to be kept elsewhere."""
    del node
    return _checkpoint(request)


@page(PageRule(deed=Deed.SETTINGS))
@require_POST
def admin_checkpoint(request: PageRequest) -> HttpResponse:
    """Give an administrator such a checkpoint, too: it holds hashes, and nothing of any meeting."""
    return _checkpoint(request)


def _checkpoint(request: PageRequest) -> HttpResponse:
    from chamdiem.web.checkpoints import checkpoint_file  # noqa: PLC0415 - keys weigh 6 MB, and few ask for them

    content = checkpoint_file(request.house, settings.folder())
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="diem-chot-{request.house.today:%Y-%m-%d}.zip"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
