"""Quản trị, ủy nhiệm và tài khoản: who may do what where, who may enter, and the slips by which they do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from chamdiem.engine.ledger.authorities import Act, give_mandate
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.roles import Deed, Role
from chamdiem.engine.paper.mark import qr_mark
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.web import settings
from chamdiem.web.accounts import SLIP_DAYS, find_account, locked_logins, make_slip, new_account, set_open, state_of
from chamdiem.web.finding import matches
from chamdiem.web.guard import PageRequest, PageRule, is_allowed, page
from chamdiem.web.models import Account
from chamdiem.web.pages import render
from chamdiem.web.views.admin_tree import day_of_fields, organised, title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from chamdiem.web.house import House

GIVING = PageRule(deed=Deed.MANDATE, recent=True)
ACCOUNTS, LOOKING = PageRule(deed=Deed.ACCOUNTS, recent=True), PageRule(deed=Deed.SEE_ACCOUNTS)


# --- mandates ---


@page(GIVING)
def mandates(request: PageRequest) -> HttpResponse:
    """Show the mandates of today and later, give one, or say when one ends."""
    house, faults = request.house, []
    if request.method == "POST":
        try:
            give(house, request.POST, request.account.actor)
        except FaultyInput as error:
            faults = [("role", say_fault(request.lang, fault, placed=False)) for fault in error.faults]
        else:
            return HttpResponseRedirect(f"{reverse('admin_mandates')}?tim={request.POST.get('node', '')}")
    asked = request.GET.get("tim", "")
    known = (each for each in house.authority.mandates.values() if each.last is None or each.last >= house.today)
    held = [each for each in known if house.may(request.account.actor, Deed.MANDATE, each.node)]
    if asked.strip():
        held = [each for each in held if matches(asked, each.node, each.actor, title_of(house, each.node))]
    names = {each.actor: each for each in Account.objects.all()}
    return render(
        request,
        "admin_mandates.html.j2",
        status=400 if faults else 200,
        faults=faults,
        held=sorted(held, key=lambda each: (vietnamese(title_of(house, each.node)), each.role)),
        title=lambda node: title_of(house, node),
        names=names,
        nodes=organised(request),
        roles=list(Role),
        typed=request.POST,
        asked=asked,
        ending=request.POST.get("mandate") or request.GET.get("ket-thuc"),
        today=house.today,
    )


def give(house: House, typed: QueryDict, by: str) -> None:
    """Give a mandate, or end one, as a form asks.

    Raises:
        FaultyInput: whatever speaks against it.
    """
    act, stamp, known = Act(by), house.office.clock.stamp(), house.authority.mandates.get(typed.get("mandate", ""))
    if known is not None:
        give_mandate(house.ledger, replace(known, last=day_of_fields(typed, "until")), act, stamp)
        return
    role = next((each for each in Role if each == typed.get("role")), None)
    if role is None:
        raise refusal("admin.no_role", "")
    account = find_account(typed.get("login", ""))
    node, first = typed.get("node", ""), day_of_fields(typed, "first")
    number = sum(each.actor == account.actor for each in house.authority.mandates.values()) + 1
    name = f"{account.actor}-{role.value.replace('_', '-')}-{number}"
    give_mandate(house.ledger, Mandate(id=name, actor=account.actor, role=role, node=node, first=first), act, stamp)


# --- accounts ---


@page(LOOKING)
def accounts(request: PageRequest) -> HttpResponse:
    """Show the accounts, and how each stands."""
    asked, locked = request.GET.get("tim", ""), locked_logins()
    found = [each for each in Account.objects.order_by("login") if matches(asked, each.login, each.name)]
    held: dict[str, list[Mandate]] = {}
    for mandate in request.house.authority.mandates.values():
        if mandate.holds_on(request.house.today):
            held.setdefault(mandate.actor, []).append(mandate)
    seen = [each for each in found if _is_seen(request, held.get(each.actor, []))]
    states = {each.login: "is_locked" if each.login in locked else state_of(each) for each in seen}
    rows = [(each, states[each.login], held.get(each.actor, [])) for each in seen]
    return render(
        request,
        "admin_accounts.html.j2",
        rows=rows,
        asked=asked,
        title=lambda node: title_of(request.house, node),
        may_change=is_allowed(request, Deed.ACCOUNTS),
    )


@page(ACCOUNTS)
def new(request: PageRequest) -> HttpResponse:
    """Make an account, if asked with a mandate, and show its slip."""
    faults: list[str] = []
    if request.method == "POST":
        login = request.POST.get("login", "").strip()
        try:
            account, code = new_account(login, login, request.account.actor, request.POST.get("name", "").strip())
            if request.POST.get("role"):
                give(request.house, request.POST, request.account.actor)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
        else:
            return _slip_page(request, account, code)
    return render(
        request,
        "admin_account_new.html.j2",
        status=400 if faults else 200,
        faults=[("login", each) for each in faults],
        typed=request.POST,
        nodes=organised(request),
        roles=list(Role),
        today=request.house.today,
    )


@page(ACCOUNTS)
def account_page(request: PageRequest, login: str) -> HttpResponse:
    """Show one account; close or open it, give it a new slip, or erase the name."""
    try:
        account = find_account(login)
    except FaultyInput as error:
        raise Http404 from error
    if not _is_theirs(request, account):
        raise Http404
    if request.method == "POST":
        done = _ACTS.get(request.POST.get("act", ""))
        if done is not None:
            return done(request, account) or HttpResponseRedirect(request.path)
    held = [each for each in request.house.authority.mandates.values() if each.actor == account.actor]
    state = "is_locked" if account.login in locked_logins() else state_of(account)
    return render(
        request,
        "admin_account.html.j2",
        subject=account,
        state=state,
        held=held,
        title=lambda node: title_of(request.house, node),
    )


def _is_theirs(request: PageRequest, account: Account) -> bool:
    """Tell whether whoever is in may renew an account: all that it may do lies within what they administer."""
    house = request.house
    return not house.mandates(account.actor) or house.authority.may_renew(
        request.account.actor, account.actor, house.today
    )


def _is_seen(request: PageRequest, held: list[Mandate]) -> bool:
    """Tell whether whoever is in sees an account with some mandates: one without any, or one of their subtree."""
    may, actor = request.house.may, request.account.actor
    return not held or any(may(actor, Deed.SEE_ACCOUNTS, each.node) for each in held)


def _slip(request: PageRequest, account: Account) -> HttpResponse:
    return _slip_page(request, account, make_slip(account, request.account.actor))


def _close(_request: PageRequest, account: Account) -> None:
    set_open(account, is_open=False)


def _open(_request: PageRequest, account: Account) -> None:
    set_open(account, is_open=True)


def _erase(_request: PageRequest, account: Account) -> None:
    account.name = ""
    account.save(update_fields=["name"])


_ACTS: dict[str, Callable[[PageRequest, Account], HttpResponse | None]] = {
    "slip": _slip, "close": _close, "open": _open, "erase": _erase,
}  # fmt: skip


def _slip_page(request: PageRequest, account: Account, code: str) -> HttpResponse:
    """Show a slip, once: its code is kept nowhere."""
    address = f"{settings.deployment().address}kich-hoat"
    held = list(request.house.mandates(account.actor))
    return render(
        request,
        "admin_slip.html.j2",
        subject=account,
        code=code,
        address=address,
        mark=qr_mark(f"{address}?ma={code}"),
        until=timezone.now() + SLIP_DAYS,
        held=held,
        title=lambda node: title_of(request.house, node),
    )
