"""What can be made of a month on its page: every list, the sheets, all of it, in the forms that commands have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.stages import keys_under
from chamdiem.engine.lists.files import FORMS, OVERVIEW_FORMS
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import refusal
from chamdiem.rules.records.spans import read_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House

SHEETS, ALL, OVERVIEW = "sheets", "all", "overview"
PRODUCTS: Mapping[str, tuple[str, ...]] = {
    ALL: ("zip",),
    SHEETS: ("pdf", "zip.pdf", "zip.docx", "zip.html"),
    **dict.fromkeys(("summary", "discrepancies", "missing", "near"), FORMS),
    OVERVIEW: OVERVIEW_FORMS,
}
"""What there is, in the order of the page, with its forms; a form of many files says `zip` and theirs."""


@dataclass(frozen=True, slots=True)
class MonthProduct:
    """One thing that can be made: its id, what it is called and is for, and its forms with their words."""

    id: str
    title: str
    hint: str
    forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """The page of a month: of which organisation, how many of its cells the ledger has something of, what can be made.

    `before` and `after` are the months beside it; `after` is blank of the current one.
    """

    node: Node
    period: str
    named: str
    met: int
    cells: int
    products: tuple[MonthProduct, ...]
    before: str
    after: str


def month_page(house: House, lang: Lang, actor: str, node: str, period: str) -> MonthPage | None:
    """Return the page of a month of an organisation; None: there is none, as cells have no lists."""
    here = house.node(node)
    if here is None or here.kind is not NodeKind.COMMITTEE or read_span(period).kind != "month":
        return None
    cells = [each for each in house.tree.subtree(node) if each.kind is NodeKind.CELL]
    seen = {each.id for each in cells if house.may(actor, Deed.SEE, each.id)}
    met = {place for place, _ in keys_under(house.ledger, house.tree, node, period)} & seen
    this = f"{house.today:%Y-%m}"
    return MonthPage(
        node=here,
        period=period,
        named=f"{period[5:]}/{period[:4]}",
        met=len(met),
        cells=len(seen),
        products=tuple(_product(lang, name) for name in PRODUCTS),
        before=_beside(period, -1),
        after=_beside(period, 1) if period < this else "",
    )


def _product(lang: Lang, name: str) -> MonthProduct:
    forms = tuple((form, say(lang, f"jobs.form_{form.replace('.', '_')}")) for form in PRODUCTS[name])
    return MonthProduct(name, say(lang, f"jobs.what_{name}"), say(lang, f"jobs.why_{name}"), forms)


def _beside(period: str, by: int) -> str:
    months = int(period[:4]) * 12 + int(period[5:]) - 1 + by
    return f"{months // 12:04}-{months % 12 + 1:02}"


def read_product(typed: str) -> tuple[str, str]:
    """Return what is to be made and in which form, of what a button sends: summary/xlsx.

    Raises:
        FaultyInput: there is no such thing.
    """
    what, _, form = typed.partition("/")
    if form not in PRODUCTS.get(what, ()):
        raise refusal("jobs.no_product", "")
    return what, form
