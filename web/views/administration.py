"""Quản trị: what needs somebody, settings, backups; no assessment's content."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect

from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed, Role
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.moments import day_text
from chamdiem.web import settings
from chamdiem.web.accounts import locked_logins, state_of
from chamdiem.web.backups import write_backup
from chamdiem.web.checkpoint_days import last_checkpoint
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.models import Account, NodeSetting
from chamdiem.web.node_settings import SETTINGS, read_setting, setting_of
from chamdiem.web.pages import render
from chamdiem.web.views.admin_tree import ORGANISING, organised

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path as File

    from chamdiem.engine.mandates.mandates import Mandate

SETTING = PageRule(deed=Deed.SETTINGS)
BACKING_UP = PageRule(deed=Deed.SETTINGS, recent=True)


@page(ORGANISING)
def overview(request: PageRequest) -> HttpResponse:
    """Show what needs an administrator: who cannot enter, which cell has no secretary, how old backups are."""
    house = request.house
    held = {mandate.node for mandate in house.authority.mandates.values() if _is_secretary(mandate, house.today)}
    own = [each.node for each in organised(request)]
    cells = [node for node in own if node.kind is NodeKind.CELL and node.id not in held]
    accounts = list(Account.objects.all())
    backups = backup_files()
    return render(
        request,
        "admin.html.j2",
        waiting=sum(state_of(each) == "is_waiting" for each in accounts),
        closed=sum(state_of(each) == "is_closed" for each in accounts),
        locked=locked_logins(),
        count=len(accounts),
        orphans=sorted(cells, key=lambda node: vietnamese(node.title)),
        nodes=len(own),
        backup=backups[0] if backups else None,
        checkpoint=last_checkpoint(house, settings.folder()),
        day_text=day_text,
    )


def _is_secretary(mandate: Mandate, day: dt.date) -> bool:
    return mandate.role is Role.SECRETARY and mandate.holds_on(day)


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
            rows = [NodeSetting(node=node, name=name, value=value) for name, value in read.items()]
            with transaction.atomic():
                NodeSetting.objects.filter(node=node).delete()
                NodeSetting.objects.bulk_create(rows)
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


def backup_files() -> list[BackupFile]:
    """Return the backups in the data folder, the latest first."""
    files = sorted(settings.folder().backups.glob("*.zip"), key=lambda file: file.stat().st_mtime, reverse=True)
    times: Iterable[tuple[File, float]] = ((file, file.stat().st_mtime) for file in files)
    return [
        BackupFile(file.name, dt.datetime.fromtimestamp(time, dt.UTC), str(file.stat().st_size // 1_000_000 + 1))
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
    return render(request, "admin_backups.html.j2", backups=backup_files())
