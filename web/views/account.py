"""Tài khoản: the own password, language, and the sessions that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from chamdiem.web.accounts import set_password
from chamdiem.web.guard import ENTERED, PageRule, page
from chamdiem.web.pages import render
from chamdiem.web.passwords import LEAST, weakness

if TYPE_CHECKING:
    from chamdiem.web.guard import PageRequest


@page(ENTERED)
def account(request: PageRequest) -> HttpResponse:
    """Show the account, its mandates and its sessions."""
    sessions = request.account.sessions.filter(expire_date__gt=timezone.now()).order_by("-seen")
    return render(
        request,
        "account.html.j2",
        sessions=sessions,
        here=request.session.session_key,
        mandates=request.house.mandates(request.account.actor),
        tree=request.house.tree,
    )


@page(PageRule(recent=True))
def password(request: PageRequest) -> HttpResponse:
    """Change the password; the other sessions end."""
    fault = None
    if request.method == "POST":
        typed = request.POST.get("password", "")
        fault = weakness(typed, request.account.login, request.account.name)
        if fault is None and typed != request.POST.get("again", ""):
            fault = "differ"
        if fault is None:
            set_password(request.account, typed)
            request.account.sessions.exclude(session_key=request.session.session_key).delete()
            update_session_auth_hash(request, request.account)
            return HttpResponseRedirect(reverse("account"))
    return render(request, "password.html.j2", fault=fault, least=LEAST)


@page(ENTERED)
@require_POST
def language(request: PageRequest) -> HttpResponse:
    """Change the language of the pages."""
    request.account.lang = "en" if request.POST.get("lang") == "en" else "vi"
    request.account.save(update_fields=["lang"])
    return HttpResponseRedirect(reverse("account"))


@page(ENTERED)
@require_POST
def end_session(request: PageRequest) -> HttpResponse:
    """End another session of the account, or all others."""
    others = request.account.sessions.exclude(session_key=request.session.session_key)
    asked = request.POST.get("phien")
    chosen = [each.pk for each in others if asked in {None, each.mark}]
    others.filter(pk__in=chosen).delete()
    return HttpResponseRedirect(reverse("account"))
