"""Vào, kích hoạt, mã một lần, thoát: how people enter and leave."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from chamdiem.engine.paper.mark import qr_mark
from chamdiem.web.accounts import activate, code_device, is_code, slip_of
from chamdiem.web.carrying import offer
from chamdiem.web.guard import ENTERING, PUBLIC, PageRequest, page, remember_confirmed
from chamdiem.web.pages import render
from chamdiem.web.passwords import LEAST, weakness

if TYPE_CHECKING:
    from django.http import HttpRequest

    from chamdiem.web.models import Account

_BACKEND = "chamdiem.web.accounts.AccountBackend"


@page(PUBLIC)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for login and password, and let in whoever has both."""
    following = _following(request)
    typed, kept = request.POST.get("login", ""), request.POST.get("giu", "")
    if request.method == "POST":
        account = authenticate(request, login=typed, password=request.POST.get("password", ""))
        if account is not None:
            _let_in(request, account)
            return offer(request, following, kept) if kept else HttpResponseRedirect(following)
    failed = request.method == "POST"
    idle = request.GET.get("het") == "1"
    return render(request, "enter.html.j2", typed=typed, failed=failed, idle=idle, following=following, kept=kept)


def _let_in(request: HttpRequest, account: Account) -> None:
    """Begin a new session, so that none from before can be anybody's."""
    request.session["device"] = request.headers.get("User-Agent", "")
    login(request, account, backend=_BACKEND)
    remember_confirmed(request)


def _following(request: HttpRequest) -> str:
    """Return where to go on: to the page that was asked for, if it is one of ours."""
    asked = request.POST.get("tiep") or request.GET.get("tiep") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, None) and asked.startswith("/")
    return asked if is_ours else reverse("tasks")


@page(PUBLIC)
def activation(request: HttpRequest) -> HttpResponse:
    """Let the holder of a slip set a password, once."""
    typed = request.POST.get("ma") or request.GET.get("ma") or ""
    fault = None
    if request.method == "POST":
        fault = _activated(request, typed)
        if fault is None:
            return HttpResponseRedirect(reverse("tasks"))
    return render(request, "activation.html.j2", typed=typed, fault=fault, least=LEAST)


def _activated(request: HttpRequest, typed: str) -> str | None:
    """Set the password and let in; return the code of what is wrong, if something is."""
    slip = slip_of(typed)
    if slip is None:
        return "slip"
    password = request.POST.get("password", "")
    weak = weakness(password, slip.account.login, slip.account.name)
    if weak is not None:
        return weak
    if password != request.POST.get("again", ""):
        return "differ"
    if not activate(slip, password):
        return "slip"
    _let_in(request, slip.account)
    return None


@page(PUBLIC)
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say who gives a new slip: there is no e-mail that could."""
    return render(request, "forgotten.html.j2")


@page(ENTERING)
def code(request: PageRequest) -> HttpResponse:
    """Ask for the one-time code that some roles need; the first time, show what makes it."""
    following, device, failed = _following(request), code_device(request.account), False
    if request.method == "POST":
        typed = "".join(filter(str.isdigit, request.POST.get("code", "")))
        if is_code(request, device, typed):
            return HttpResponseRedirect(following)
        failed = True
    # what makes the codes is shown until it was used once, and never again
    mark = None if device.confirmed else qr_mark(device.config_url)
    secret = "" if device.confirmed else base64.b32encode(device.bin_key).decode()
    return render(request, "code.html.j2", failed=failed, following=following, mark=mark, secret=secret)


@page(ENTERING)
def leave(request: PageRequest) -> HttpResponse:
    """End the session."""
    if request.method == "POST":
        logout(request)
    return HttpResponseRedirect(reverse("enter"))


@page(ENTERING)
def confirm(request: PageRequest) -> HttpResponse:
    """Ask for the password once more, before something that cannot be taken back."""
    following, failed, kept = _following(request), False, request.POST.get("giu", "")
    if request.method == "POST":
        typed = request.POST.get("password", "")
        failed = authenticate(request, login=request.account.login, password=typed) is None
        if not failed:
            remember_confirmed(request)
            return offer(request, following, kept) if kept else HttpResponseRedirect(following)
    return render(request, "confirm.html.j2", failed=failed, following=following, kept=kept)


def throttled(request: HttpRequest, *_told: object, **_more: object) -> HttpResponse:
    """Tell whoever has guessed too often to wait; axes calls it."""
    return render(request, "refused.html.j2", status=429, code="throttled")
