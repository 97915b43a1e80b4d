"""Lịch hạn nộp: secret addresses for the calendars of phones, and what such an address gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse

from chamdiem.engine.texts import say
from chamdiem.web import settings
from chamdiem.web.calendar_addresses import MOST, addresses_of, end_addresses, find_calendar, make_address, nodes_of
from chamdiem.web.guard import PUBLIC, PageRule, page
from chamdiem.web.pages import render

if TYPE_CHECKING:
    from chamdiem.web.guard import PageRequest

_DIGITS = 18


@page(PageRule(recent=True))
def calendars(request: PageRequest) -> HttpResponse:
    """Show the addresses of the account, make one, which is shown once, or end one."""
    made, fault, sent = "", "", request.POST
    nodes = {each.id: each for each in nodes_of(request.house, request.account)}
    if request.method == "POST" and "end" in sent:
        told = sent["end"]
        end_addresses(request.account, int(told) if told.isascii() and told.isdigit() and len(told) < _DIGITS else 0)
    elif request.method == "POST" and sent.get("node") not in nodes:
        fault = "calendar.need_node"
    elif request.method == "POST" and len(addresses_of(request.account)) >= MOST:
        fault = "calendar.too_many"
    elif request.method == "POST":
        secret = make_address(request.account, sent["node"])
        made = f"{settings.deployment().address.rstrip('/')}{reverse('calendar', kwargs={'secret': secret})}"
    return render(
        request,
        "calendars.html.j2",
        status=400 if fault else 200,
        faults=[("node", say(request.lang, fault))] if fault else [],
        made=made,
        nodes=tuple(nodes.values()),
        addresses=[
            (each, nodes[each.node].title if each.node in nodes else each.node)
            for each in addresses_of(request.account)
        ],
    )


@page(PUBLIC)
def calendar(request: PageRequest, secret: str) -> HttpResponse:
    """Give the deadlines behind a secret address; of one that is none nothing is said."""
    content = find_calendar(request.house, secret)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
