"""What people took out of the pages of an organisation: who, when, what and how much; for whoever audits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts import TEXTS, say
from chamdiem.web.codes import short_code
from chamdiem.web.models import ExportLog

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportShown:
    """One file that was taken. `who` is the opaque id by which the ledger knows whoever took it, never a name."""

    taken: dt.datetime
    who: str
    what: str
    where: str
    month: str
    count: int
    code: str


def exports_under(house: House, lang: Lang, node: Node, page: int) -> tuple[tuple[ExportShown, ...], int]:
    """Return what was taken of all that stands under an organisation, the last first, and how many files that is."""
    tree = house.tree
    nodes = [each.id for each in tree.nodes.values() if tree.is_within(each.id, node.id)]
    found = ExportLog.objects.filter(node__in=nodes).order_by("-taken", "-pk")
    shown = tuple(
        ExportShown(
            taken=each.taken,
            who=each.actor,
            what=_what(lang, each),
            where=tree.nodes[each.node].title,
            month=f"{each.period[5:]}/{each.period[:4]}" if each.period else "",
            count=each.count,
            code=short_code(each.sha256),
        )
        for each in found[(page - 1) * PAGE : page * PAGE]
    )
    return shown, found.count()


def _what(lang: Lang, log: ExportLog) -> str:
    code = f"jobs.what_{log.kind}"
    return f"{say(lang, code) if code in TEXTS else log.kind} ({log.form})"
