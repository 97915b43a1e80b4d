"""Khung tiêu chí: every framework as a page, and what one changes against another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from chamdiem.engine.authoring.diff_words import DiffWords
from chamdiem.engine.ledger.bodies import framework_of
from chamdiem.engine.office.frameworks import all_frameworks
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.framework_page import FrameworkPage, version_address
from chamdiem.web.guard import ENTERED, PageRequest, page
from chamdiem.web.pages import render
from chamdiem.web.taken_frameworks import nodes_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from chamdiem.engine.reading.catalog import LoadedFramework


_HASH = re.compile(r"[0-9a-f]{64}")


def _find(request: PageRequest, name: str) -> LoadedFramework:
    """Return a framework of the catalog; no other file is ever looked for."""
    try:
        return request.house.office.catalog.get(name)
    except FaultyInput as error:
        raise Http404 from error


def _version(request: PageRequest, name: str) -> LoadedFramework:
    """Return the framework of an id: the content that is asked for by its hash, as the ledger keeps it, or today's."""
    wanted = request.GET.get("ban", "")
    if not wanted:
        return _find(request, name)
    kept = request.house.ledger.framework(wanted) if _HASH.fullmatch(wanted) else None
    if kept is None:
        raise Http404
    found = framework_of(kept)
    if found.id != name:
        raise Http404
    return found


@page(ENTERED)
def frameworks(request: PageRequest) -> HttpResponse:
    """Show all frameworks."""
    pages = [FrameworkPage(each, request.lang) for each in all_frameworks(request.house.office)]
    may = bool(nodes_of(request.house, request.account.actor))
    return render(request, "frameworks.html.j2", pages=pages, may_propose=may)


@page(ENTERED)
def framework(request: PageRequest, framework: str) -> HttpResponse:
    """Show one framework: its criteria, or what they rest on and what of it is open."""
    found = _version(request, framework)
    unit = framework.rpartition("/")[0]
    ids = request.house.office.catalog.ids
    # what the ledger alone keeps is compared with nothing: nobody takes up what goes by its name no more
    others = [each for each in ids if each.rpartition("/")[0] == unit and each != found.id] if framework in ids else []
    shown = FrameworkPage(found, request.lang)
    return render(
        request,
        "framework.html.j2",
        shown=shown,
        versions=others,
        taken="",
        part="so-do" if request.GET.get("phan") == "so-do" else "",
        address=version_address(found) if "ban" in request.GET else reverse("framework", args=[found.id]),
        is_earlier="ban" in request.GET and found.hash not in _hashes(request, framework),
    )


def _hashes(request: PageRequest, name: str) -> tuple[str, ...]:
    """Return the hash of what goes by a name today; nothing, if nothing does."""
    catalog = request.house.office.catalog
    return (catalog.get(name).hash,) if name in catalog.ids else ()


@page(ENTERED)
def diff(request: PageRequest) -> HttpResponse:
    """Show what one framework changes against another."""
    from chamdiem.engine.office.authoring import compare  # noqa: PLC0415 - all of authoring weighs 4 MB, and few ask

    names = [request.GET.get(name, "") for name in ("cu", "moi")]
    for name in names:
        _find(request, name)
    old, new, changes = compare(request.house.office, *names)
    said = DiffWords(old.framework, new.framework, request.lang)
    return render(
        request, "framework_diff.html.j2", old=old, new=new, changes=[said.sentence(each) for each in changes]
    )
