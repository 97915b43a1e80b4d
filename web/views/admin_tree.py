"""Quản trị, cây tổ chức: the tree of organisations, what happens to one from a day on, and a register taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.ledger.authorities import Act, record_change
from chamdiem.engine.log.entry_words import EntryWords
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.office.ledgers import RegisterRequest, take_register
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.moments import read_date
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.web import settings
from chamdiem.web.finding import matches
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.pages import render
from chamdiem.web.sent_files import lying

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from django.http import QueryDict

    from chamdiem.engine.ledger.registering import RegisterNote
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.office.ledgers import RegisterOutcome
    from chamdiem.web.house import House

ORGANISING = PageRule(deed=Deed.ORGANISE)
_LARGEST = 2 * 1024 * 1024


def title_of(house: House, node: str) -> str:
    """Return what an organisation is called, or its id where it is not there."""
    found = house.tree.standing(node)
    return found.title if found else node


@dataclass(frozen=True, slots=True)
class Branch:
    """An organisation in the tree, so many steps under its top."""

    node: Node
    depth: int


def branches(house: House, top: Node | None, depth: int = 0) -> Iterator[Branch]:
    """Yield an organisation and what stands under it today, cells after committees, in alphabetical order."""
    if top is None:
        return
    yield Branch(top, depth)
    for child in sorted(house.tree.children(top.id), key=lambda node: (node.kind.value, vietnamese(node.title))):
        yield from branches(house, child, depth + 1)


def organised(request: PageRequest) -> list[Branch]:
    """Return the part of the tree that whoever asks organises, the highest of it at depth 0."""
    house, actor = request.house, request.account.actor
    own = [each for each in branches(house, house.tree.root) if house.may(actor, Deed.ORGANISE, each.node.id)]
    top = min((each.depth for each in own), default=0)
    return [Branch(each.node, each.depth - top) for each in own]


def _committees(request: PageRequest) -> list[Node]:
    """Return the committees of today that whoever asks organises, in the order of the tree."""
    return [each.node for each in organised(request) if each.node.kind is NodeKind.COMMITTEE]


@page(ORGANISING)
def tree(request: PageRequest) -> HttpResponse:
    """Show the organisations of today; a search finds them by names without marks, too."""
    asked = request.GET.get("tim", "")
    found = organised(request)
    if asked.strip():
        found = [each for each in found if matches(asked, each.node.id, each.node.title)]
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
    above = house.tree.standing(here.parent) if here.parent else None
    history = [each for each in house.authority.organisation.changes if node in {each.node, *each.predecessors}]
    return render(
        request,
        "admin_node.html.j2",
        status=400 if faults else 200,
        faults=faults,
        node=here,
        parent=above,
        parent_url=_address(request, above),
        children=[each.node for each in branches(house, here)][1:],
        history=history,
        events=[each for each in EVENTS if here.kind is NodeKind.COMMITTEE or each is not Event.FOUNDED],
        typed=request.POST,
        event=event,
        today=house.today,
        held=[each for each in house.authority.mandates.values() if each.node == node],
        committees=_committees(request),
        is_gone=node not in house.tree.nodes,
    )


def _address(request: PageRequest, node: Node | None) -> str:
    """Return where an organisation is organised; blank where that is not for whoever asks."""
    if node is None or not request.house.may(request.account.actor, Deed.ORGANISE, node.id):
        return ""
    return reverse("admin_node", kwargs={"node": node.id})


def _change(typed: QueryDict, here: Node) -> OrganisationChange:
    """Return the change that a form asks for.

    Raises:
        FaultyInput: it names no event, or no day.
    """
    try:
        event = Event(typed.get("event", ""))
    except ValueError as error:
        raise refusal("admin.no_event", "") from error
    day, title = day_of_fields(typed, event.value), typed.get("title", "").strip() or None
    others = tuple(word.strip() for word in typed.get("others", "").splitlines() if word.strip())
    match event:
        case Event.FOUNDED | Event.SPLIT:
            is_split = event is Event.SPLIT
            kind = next((each for each in NodeKind if each == typed.get("kind")), here.kind)
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


def day_of_fields(typed: QueryDict, name: str) -> dt.date:
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
                "notes": [_note(request, each) for each in outcome.notes],
                "text": text,
                "done": not tried,
            }
    return render(
        request,
        "admin_register.html.j2",
        status=400 if faults else 200,
        faults=[("file", each) for each in faults],
        committees=_committees(request),
        typed=request.POST,
        today=request.house.today,
        **found,
    )


def _note(request: PageRequest, note: RegisterNote) -> str:
    return say(request.lang, f"register.differs_{note.difference}", unit=note.unit, **note.details)


def _register_text(request: PageRequest, *, tried: bool) -> str:
    """Return the register that was sent: the file, or what was shown of it before."""
    if not tried:
        return str(request.POST.get("text", ""))
    sent = request.FILES.get("file")
    if sent is None or sent.size is None or sent.size > _LARGEST:
        raise refusal("web.upload_size", "", most="2")
    try:
        return str(sent.read(), "utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("admin.register_text", "") from error


def _take(request: PageRequest, text: str, *, tried: bool) -> RegisterOutcome:
    with lying(text.encode(), ".csv", "danh-sach.csv") as file:
        asked = RegisterRequest(
            ledger=settings.folder().ledger,
            register=file,
            parent=request.POST.get("parent", ""),
            since=day_of_fields(request.POST, "since"),
            tried=tried,
        )
        return take_register(request.house.office, asked, Act(request.account.actor))
