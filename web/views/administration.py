"""Quản trị: the tree of organisations, mandates, accounts and slips, settings, backups; no assessment's content."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change
from chamdiem.engine.log.entry_words import EntryWords
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Deed, Role
from chamdiem.engine.office.ledgers import RegisterRequest, take_register
from chamdiem.engine.paper.mark import qr_mark
from chamdiem.engine.texts import say, say_fault
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.moments import read_date
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.web import settings
from chamdiem.web.accounts import SLIP_DAYS, find_account, make_slip, new_account, set_open, state_of
from chamdiem.web.backups import write_backup
from chamdiem.web.guard import PageRequest, PageRule, is_allowed, page
from chamdiem.web.models import Account, NodeSetting
from chamdiem.web.node_settings import SETTINGS, read_setting, setting_of
from chamdiem.web.pages import render
from chamdiem.web.passwords import plain_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.http import QueryDict

    from chamdiem.engine.ledger.registering import RegisterNote
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.office.ledgers import RegisterOutcome
    from chamdiem.web.house import House

ORGANISING = PageRule(deed=Deed.ORGANISE)
GIVING = PageRule(deed=Deed.MANDATE, recent=True)
ACCOUNTS, LOOKING = PageRule(deed=Deed.ACCOUNTS, recent=True), PageRule(deed=Deed.SEE_ACCOUNTS)
SETTING = PageRule(deed=Deed.SETTINGS)
BACKING_UP = PageRule(deed=Deed.SETTINGS, recent=True)
_LARGEST = 2 * 1024 * 1024
_LOCKED_AFTER = 5


@page(ORGANISING)
def overview(request: PageRequest) -> HttpResponse:
    """Show what needs an administrator: who cannot enter, which cell has no secretary, how old backups are."""
    house = request.house
    held = {mandate.node for mandate in house.authority.mandates.values() if _is_secretary(mandate, house.today)}
    cells = [node for node in house.tree.nodes.values() if node.kind is NodeKind.CELL and node.id not in held]
    accounts = list(Account.objects.all())
    backups = _backups()
    return render(
        request,
        "admin.html.j2",
        waiting=sum(state_of(each) == "is_waiting" for each in accounts),
        closed=sum(state_of(each) == "is_closed" for each in accounts),
        locked=_locked(),
        count=len(accounts),
        orphans=sorted(cells, key=lambda node: vietnamese(node.title)),
        nodes=len(house.tree.nodes),
        backup=backups[0] if backups else None,
    )


def _is_secretary(mandate: Mandate, day: dt.date) -> bool:
    return mandate.role is Role.SECRETARY and mandate.holds_on(day)


def _locked() -> set[str]:
    """Return the logins of which too many wrong passwords were said a short while ago."""
    since = timezone.now() - dt.timedelta(minutes=15)
    tried = AccessAttempt.objects.filter(attempt_time__gte=since, failures_since_start__gte=_LOCKED_AFTER)
    return {name for name in tried.values_list("username", flat=True) if name}


# --- the tree ---


@dataclass(frozen=True, slots=True)
class Branch:
    """An organisation in the tree, so many steps under its top."""

    node: Node
    depth: int


def _branches(house: House, top: Node | None, depth: int = 0) -> Iterator[Branch]:
    if top is None:
        return
    yield Branch(top, depth)
    for child in sorted(house.tree.children(top.id), key=lambda node: (node.kind.value, vietnamese(node.title))):
        yield from _branches(house, child, depth + 1)


def _matches(asked: str, *names: str) -> bool:
    """Tell whether one of some names has what is searched, in any spelling, with marks or without."""
    return plain_letters(asked).strip() in plain_letters(" ".join(names))


def _committees(house: House) -> list[Node]:
    """Return the committees of today, in the order of the tree."""
    return [each.node for each in _branches(house, house.tree.root) if each.node.kind is NodeKind.COMMITTEE]


@page(ORGANISING)
def tree(request: PageRequest) -> HttpResponse:
    """Show the organisations of today; a search finds them by names without marks, too."""
    asked = request.GET.get("tim", "")
    found = list(_branches(request.house, request.house.tree.root))
    if asked.strip():
        found = [each for each in found if _matches(asked, each.node.id, each.node.title)]
    return render(request, "admin_tree.html.j2", branches=found, asked=asked)


EVENTS = (Event.RENAMED, Event.MOVED, Event.ALIAS, Event.FOUNDED, Event.MERGED, Event.SPLIT, Event.DISSOLVED)
"""What can happen to an organisation, in the order in which the page offers it."""


@page(ORGANISING)
def node_page(request: PageRequest, node: str) -> HttpResponse:
    """Show one organisation with its history and mandates, and record what happens to it from a day on."""
    house, faults, event = request.house, [], request.POST.get("event", "")
    here = house.tree.standing(node)
    if here is None:
        raise Http404
    if request.method == "POST":
        try:
            change = _change(request.POST, here)
            record_change(house.ledger, change, Act(request.account.actor), house.office.clock.stamp())
        except FaultyInput as error:
            faults = [(f"{event}-day", say_fault(request.lang, fault, placed=False)) for fault in error.faults]
        else:
            return HttpResponseRedirect(reverse("admin_node", kwargs={"node": change.node}))
    history = [each for each in house.authority.organisation.changes if node in {each.node, *each.predecessors}]
    return render(
        request,
        "admin_node.html.j2",
        status=400 if faults else 200,
        faults=faults,
        node=here,
        parent=house.tree.standing(here.parent) if here.parent else None,
        children=[each.node for each in _branches(house, here)][1:],
        history=history,
        events=[each for each in EVENTS if here.kind is NodeKind.COMMITTEE or each is not Event.FOUNDED],
        typed=request.POST,
        event=event,
        today=house.today,
        held=[each for each in house.authority.mandates.values() if each.node == node],
        committees=_committees(house),
        is_gone=node not in house.tree.nodes,
    )


def _change(typed: QueryDict, here: Node) -> OrganisationChange:
    """Return the change that a form asks for.

    Raises:
        FaultyInput: it names no event, or no day.
    """
    try:
        event = Event(typed.get("event", ""))
    except ValueError as error:
        raise refusal("admin.no_event", "") from error
    day, title = _day(typed, event.value), typed.get("title", "").strip() or None
    others = tuple(word.strip() for word in typed.get("others", "").splitlines() if word.strip())
    match event:
        case Event.FOUNDED | Event.SPLIT:
            is_split, kind = event is Event.SPLIT, next((each for each in NodeKind if each == typed.get("kind")), here.kind)
            return OrganisationChange(
                node=str(typed.get("id", "")).strip(),
                event=event,
                day=day,
                title=title,
                kind=kind,
                parent=here.parent if is_split else here.id,
                predecessors=(here.id,) if is_split else (),
            )
        case Event.MOVED:
            return OrganisationChange(node=here.id, event=event, day=day, parent=typed.get("parent", ""))
        case Event.MERGED:
            return OrganisationChange(node=here.id, event=event, day=day, title=title, predecessors=others)
        case Event.ALIAS:
            return OrganisationChange(node=here.id, event=event, day=day, aliases=others)
        case Event.RENAMED:
            return OrganisationChange(node=here.id, event=event, day=day, title=title)
        case _:
            return OrganisationChange(node=here.id, event=event, day=day)


def _day(typed: QueryDict, name: str) -> dt.date:
    """Return the day of three fields; refused where they are none."""
    text = "/".join(typed.get(f"{name}-{part}", "").strip() for part in ("d", "m", "y"))
    try:
        return read_date(text)
    except ScalarError as error:
        raise refusal("admin.day", "") from error


@page(ORGANISING)
def register(request: PageRequest) -> HttpResponse:
    """Take a register of cells into the tree: first what would be recorded is shown, then it is."""
    faults: list[str] = []
    words = EntryWords(request.lang, request.house.office.clock.local)
    found: dict[str, object] = {"entries": [], "notes": [], "text": "", "done": False}
    if request.method == "POST":
        tried = request.POST.get("act") != "record"
        try:
            text = _register_text(request, tried=tried)
            outcome = _take(request, text, tried=tried)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault) for fault in error.faults]
        else:
            found = {
                "entries": [words.what(each) for each in outcome.entries],
                "notes": [
                    say(request.lang, f"register.{each.difference}", unit=each.unit, **each.details)
                    for each in outcome.notes
                ],
                "text": text,
                "done": not tried,
            }
    committees = [
        each.node for each in _branches(request.house, request.house.tree.root) if each.node.kind is NodeKind.COMMITTEE
    ]
    return render(
        request,
        "admin_register.html.j2",
        status=400 if faults else 200,
        faults=[("file", each) for each in faults],
        committees=_committees(request.house),
        typed=request.POST,
        today=request.house.today,
        **found,
    )


def _note(request: PageRequest, note: RegisterNote) -> str:
    return say(request.lang, f"register.{note.difference}", unit=note.unit, **note.details)


def _register_text(request: PageRequest, *, tried: bool) -> str:
    """Return the register that was sent: the file, or what was shown of it before."""
    if not tried:
        return str(request.POST.get("text", ""))
    sent = request.FILES.get("file")
    if sent is None or sent.size is None or sent.size > _LARGEST:
        raise refusal("web.upload_size", "")
    try:
        return sent.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("admin.register_text", "") from error


def _take(request: PageRequest, text: str, *, tried: bool) -> RegisterOutcome:
    with tempfile.TemporaryDirectory(prefix="chamdiem-") as place:
        file = File(place) / "danh-sach.csv"
        file.write_text(text, encoding="utf-8")
        asked = RegisterRequest(
            ledger=settings.folder().ledger,
            register=file,
            parent=request.POST.get("parent", ""),
            since=_day(request.POST, "since"),
            tried=tried,
        )
        return take_register(request.house.office, asked, Act(request.account.actor))


# --- mandates ---


@page(GIVING)
def mandates(request: PageRequest) -> HttpResponse:
    """Show the mandates of today and later, give one, or say when one ends."""
    house, faults = request.house, []
    if request.method == "POST":
        try:
            _give(house, request.POST, request.account.actor)
        except FaultyInput as error:
            faults = [("role", say_fault(request.lang, fault, placed=False)) for fault in error.faults]
        else:
            return HttpResponseRedirect(f"{reverse('admin_mandates')}?tim={request.POST.get('node', '')}")
    asked = request.GET.get("tim", "")
    held = [each for each in house.authority.mandates.values() if each.last is None or each.last >= house.today]
    if asked.strip():
        held = [
            each for each in held if key_of(asked) in key_of(f"{each.node} {each.actor} {_title(house, each.node)}")
        ]
    names = {each.actor: each for each in Account.objects.all()}
    return render(
        request,
        "admin_mandates.html.j2",
        status=400 if faults else 200,
        faults=faults,
        held=sorted(held, key=lambda each: (vietnamese(_title(house, each.node)), each.role)),
        title=lambda node: _title(house, node),
        names=names,
        nodes=list(_branches(house, house.tree.root)),
        roles=list(Role),
        typed=request.POST,
        asked=asked,
        today=house.today,
    )


def _title(house: House, node: str) -> str:
    found = house.tree.standing(node)
    return found.title if found else node


def _give(house: House, typed: QueryDict, by: str) -> None:
    """Give a mandate, or end one, as a form asks.

    Raises:
        FaultyInput: whatever speaks against it.
    """
    act, stamp, known = Act(by), house.office.clock.stamp(), house.authority.mandates.get(typed.get("mandate", ""))
    if known is not None:
        ended = Mandate(
            id=known.id,
            actor=known.actor,
            role=known.role,
            node=known.node,
            first=known.first,
            last=_day(typed, "until"),
        )
        give_mandate(house.ledger, ended, act, stamp)
        return
    role = next((each for each in Role if each == typed.get("role")), None)
    if role is None:
        raise refusal("admin.no_role", "")
    account = find_account(typed.get("login", ""))
    node, first = typed.get("node", ""), _day(typed, "first")
    number = sum(each.actor == account.actor for each in house.authority.mandates.values()) + 1
    name = f"{account.actor}-{role.value.replace('_', '-')}-{number}"
    give_mandate(house.ledger, Mandate(id=name, actor=account.actor, role=role, node=node, first=first), act, stamp)


# --- accounts ---


@page(LOOKING)
def accounts(request: PageRequest) -> HttpResponse:
    """Show the accounts, and how each stands."""
    asked, locked = request.GET.get("tim", ""), _locked()
    found = [each for each in Account.objects.order_by("login") if _matches(asked, each.login, each.name)]
    held: dict[str, list[Mandate]] = {}
    for mandate in request.house.authority.mandates.values():
        if mandate.holds_on(request.house.today):
            held.setdefault(mandate.actor, []).append(mandate)
    rows = [(each, "is_locked" if each.login in locked else state_of(each), held.get(each.actor, [])) for each in found]
    may_change = any(
        request.house.may(request.account.actor, Deed.ACCOUNTS, each.node)
        for each in request.house.mandates(request.account.actor)
    )
    return render(
        request,
        "admin_accounts.html.j2",
        rows=rows,
        asked=asked,
        title=lambda node: _title(request.house, node),
        may_change=may_change,
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
                _give(request.house, request.POST, request.account.actor)
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
        nodes=list(_branches(request.house, request.house.tree.root)),
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
    if request.method == "POST":
        done = _ACTS.get(request.POST.get("act", ""))
        if done is not None:
            return done(request, account) or HttpResponseRedirect(request.path)
    held = [each for each in request.house.authority.mandates.values() if each.actor == account.actor]
    state = "is_locked" if account.login in _locked() else state_of(account)
    return render(
        request,
        "admin_account.html.j2",
        subject=account,
        state=state,
        held=held,
        title=lambda node: _title(request.house, node),
    )


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
        title=lambda node: _title(request.house, node),
    )


# --- settings, backups ---


@page(SETTING)
def node_settings(request: PageRequest, node: str) -> HttpResponse:
    """Show the settings of an organisation, those that it inherits in grey, and change its own."""
    here = request.house.tree.nodes.get(node)
    if here is None:
        raise Http404
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        read, faults = _read_settings(request)
        if not faults:
            NodeSetting.objects.filter(node=node).delete()
            NodeSetting.objects.bulk_create(
                NodeSetting(node=node, name=name, value=value) for name, value in read.items()
            )
            return HttpResponseRedirect(request.path)
    own = dict(NodeSetting.objects.filter(node=node).values_list("name", "value"))
    above = here.parent
    inherited = {name: setting_of(request.house, above, name) for name in SETTINGS} if above else {}
    return render(
        request,
        "admin_settings.html.j2",
        status=400 if faults else 200,
        faults=faults,
        node=here,
        settings=SETTINGS,
        own={**own, **({name: request.POST.get(name, "") for name in SETTINGS} if faults else {})},
        inherited=inherited,
        frameworks=list(request.house.office.catalog.all()),
    )


def _read_settings(request: PageRequest) -> tuple[dict[str, str], list[tuple[str, str]]]:
    read, faults = dict[str, str](), list[tuple[str, str]]()
    for name in SETTINGS:
        typed = request.POST.get(name, "").strip()
        try:
            value = read_setting(request.house, name, typed) if typed else ""
        except FaultyInput as error:
            faults += [(name, say_fault(request.lang, fault, placed=False)) for fault in error.faults]
        else:
            read |= {name: value} if value else {}
    return read, faults


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup in the data folder: its name, when it was made, and how large it is in MB."""

    name: str
    made: dt.datetime
    size: str


def _backups() -> list[BackupFile]:
    """Return the backups in the data folder, the latest first."""
    files = sorted(settings.folder().backups.glob("*.zip"), key=lambda file: file.stat().st_mtime, reverse=True)
    times: Iterable[tuple[File, float]] = ((file, file.stat().st_mtime) for file in files)
    return [
        BackupFile(
            file.name, dt.datetime.fromtimestamp(time, dt.UTC), f"{file.stat().st_size / 1e6:.1f}".replace(".", ",")
        )
        for file, time in times
    ]


@page(BACKING_UP)
def backups(request: PageRequest) -> HttpResponse:
    """Show the backups, and make one now."""
    if request.method == "POST":
        now = request.house.office.clock.now()
        folder = settings.folder()
        write_backup(folder, folder.backups / f"sao-luu-{now:%Y%m%d-%H%M%S}.zip", now.isoformat())
        return HttpResponseRedirect(request.path)
    return render(request, "admin_backups.html.j2", backups=_backups())
