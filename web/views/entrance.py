"""Vào, thoát: how people enter and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from chamdiem.web.guard import ENTERED, PUBLIC, PageRequest, page, remember_confirmed
from chamdiem.web.pages import render

if TYPE_CHECKING:
    from django.http import HttpRequest


@page(PUBLIC)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for login and password, and let in whoever has both."""
    following = _following(request)
    typed = request.POST.get("login", "")
    if request.method == "POST":
        account = authenticate(request, login=typed, password=request.POST.get("password", ""))
        if account is not None:
            login(request, account)
            remember_confirmed(request)
            return HttpResponseRedirect(following)
    failed = request.method == "POST"
    idle = request.GET.get("het") == "1"
    return render(request, "enter.html.j2", typed=typed, failed=failed, idle=idle, following=following)


def _following(request: HttpRequest) -> str:
    """Return where to go on: to the page that was asked for, if it is one of ours."""
    asked = request.POST.get("tiep") or request.GET.get("tiep") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, None) and asked.startswith("/")
    return asked if is_ours else reverse("tasks")


@page(ENTERED)
def leave(request: PageRequest) -> HttpResponse:
    """End the session."""
    if request.method == "POST":
        logout(request)
    return HttpResponseRedirect(reverse("enter"))


@page(ENTERED)
def confirm(request: PageRequest) -> HttpResponse:
    """Ask for the password once more, before something that cannot be taken back."""
    following, failed = _following(request), False
    if request.method == "POST":
        failed = not request.account.check_password(request.POST.get("password", ""))
        if not failed:
            remember_confirmed(request)
            return HttpResponseRedirect(following)
    return render(request, "confirm.html.j2", failed=failed, following=following)


def throttled(request: HttpRequest, *_told: object, **_more: object) -> HttpResponse:
    """Tell whoever has guessed too often to wait; axes calls it."""
    return render(request, "refused.html.j2", status=429, code="throttled")
