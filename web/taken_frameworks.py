"""Frameworks that this installation takes in: proposed by one person, confirmed by another, dated, for a part of it.

The tables hold their texts; the catalog reads them from a folder that can be written anew from the tables.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.reading.catalog import framework_from_text, parse_framework
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.rules.records.faults import refusal
from chamdiem.web import settings
from chamdiem.web.models import ProposedFramework
from chamdiem.web.place import keep_file

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.web.house import House
    from chamdiem.web.models import Account

FILE = "khung.yaml"
"""What a file that was sent is called in the places of its faults; where it lay before is nobody's business."""
ENDS = 6
"""So many signs at either end of a content's hash are compared by whoever confirms it."""


def nodes_of(house: House, actor: str) -> tuple[str, ...]:
    """Return the organisations for which somebody may propose a framework, or take one in."""
    held = (each.node for each in house.mandates(actor))
    return tuple(dict.fromkeys(node for node in held if may_propose(house, actor, node)))


def may_propose(house: House, actor: str, node: str) -> bool:
    """Tell whether somebody may propose a framework for an organisation."""
    return house.may(actor, Deed.FRAMEWORKS, node) or house.may(actor, Deed.PROPOSE, node)


def may_confirm(house: House, account: Account, proposed: ProposedFramework) -> bool:
    """Tell whether somebody may confirm what another one proposed; one of the two at least takes frameworks in."""
    other = proposed.proposed_by
    if account.pk == other.pk or account.actor == other.actor:
        return False
    if house.may(account.actor, Deed.FRAMEWORKS, proposed.node):
        return True
    is_officer = house.may(other.actor, Deed.FRAMEWORKS, proposed.node)
    return is_officer and house.may(account.actor, Deed.PROPOSE, proposed.node)


def propose(house: House, account: Account, node: str, content: str) -> ProposedFramework:
    """Keep a framework that somebody proposes.

    Raises:
        FaultyInput: all that is wrong in the file, each with its place; or its id is taken.
    """
    loaded = parse_framework(read_bytes(content.encode(), FILE))
    _check_free(house, loaded)
    return ProposedFramework.objects.create(
        name=loaded.id, hash=loaded.hash, text=content, node=node, proposed=timezone.now(), proposed_by=account
    )


def _check_free(house: House, loaded: LoadedFramework) -> None:
    """Refuse what bears the id of a framework that is there: what was scored by one keeps its name."""
    if loaded.id in house.office.catalog.ids:
        raise refusal("catalog.taken_id", FILE, id=loaded.id)


def loaded_of(proposed: ProposedFramework) -> LoadedFramework:
    """Return a proposed framework, read anew."""
    return framework_from_text(proposed.text, FILE)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What whoever confirms a framework says: the two ends of its content's hash, and from which day it holds."""

    begin: str
    end: str
    first: dt.date

    def fits(self, hash_: str) -> bool:
        """Tell whether both ends are those of a content."""
        told = f"{self.begin.strip()}{self.end.strip()}".lower().replace(" ", "")
        return hmac.compare_digest(told.encode(), f"{hash_[:ENDS]}{hash_[-ENDS:]}".encode())


def confirm(house: House, account: Account, proposed: ProposedFramework, told: Confirmation) -> None:
    """Take a proposed framework in.

    Raises:
        FaultyInput: it is another content than whoever confirms it has, its id was taken meanwhile, it does not wait,
            or it is not in force on that day.
    """
    loaded = loaded_of(proposed)
    if loaded.hash != proposed.hash or not told.fits(loaded.hash):
        raise refusal("framework.other_content", "")
    if not loaded.framework.in_force.covers(told.first):
        raise refusal("framework.not_in_force", "")
    _check_free(house, loaded)
    waiting = ProposedFramework.objects.filter(pk=proposed.pk, confirmed=None, withdrawn=None)
    try:
        with transaction.atomic():
            done = waiting.update(confirmed=timezone.now(), confirmed_by=account, first=told.first)
    except IntegrityError as error:
        raise refusal("catalog.taken_id", FILE, id=loaded.id) from error
    if not done:
        raise refusal("framework.not_waiting", "")
    lay_down(proposed)


def lay_down(proposed: ProposedFramework) -> None:
    """Write a framework that was taken in to where the catalog finds it."""
    keep_file(settings.folder().frameworks / f"{proposed.name}.yaml", proposed.text)


def lay_all_down() -> None:
    """Write all frameworks that were taken in and that are not where the catalog finds them, as after a restore."""
    for each in ProposedFramework.objects.exclude(confirmed=None):
        lay_down(each)


def withdraw(account: Account, proposed: ProposedFramework) -> None:
    """Take a proposal back that waits; whoever made it may.

    Raises:
        FaultyInput: it does not wait, or is somebody else's.
    """
    waiting = ProposedFramework.objects.filter(pk=proposed.pk, confirmed=None, withdrawn=None, proposed_by=account)
    if not waiting.update(withdrawn=timezone.now()):
        raise refusal("framework.not_waiting", "")


def taken_for(house: House, cell: str, day: dt.date, kind: str) -> LoadedFramework | None:
    """Return the framework that was taken in for a cell and holds on a day, the nearest and the last one; None: none.

    Raises:
        FaultyInput: its file is no longer what two people confirmed.
    """
    # most installations have none, and then nothing is asked of the tables
    if not settings.folder().frameworks.is_dir():
        return None
    nodes = [cell, *(each.id for each in house.tree.above(cell))]
    taken = ProposedFramework.objects.filter(node__in=nodes, first__lte=day).exclude(confirmed=None)
    found = sorted(taken.order_by("-first", "-pk"), key=lambda each: nodes.index(each.node))
    for each in found:
        loaded = house.office.catalog.get(each.name)
        if loaded.hash != each.hash:
            raise refusal("framework.other_file", each.name)
        told = loaded.framework
        # of what is no meeting there are no kinds
        is_fitting = kind in told.applies_to.kinds if kind else not told.shape.kind
        if is_fitting and told.in_force.covers(day):
            return loaded
    return None
