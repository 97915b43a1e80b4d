"""The made-up commune: laid out for somebody who wants to see everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.demo.laying_out import DemoCommune
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.office.office import Office


def lay_out_commune(office: Office, ledger: Ledger, today: dt.date) -> DemoCommune:
    """Lay the made-up commune out in a ledger that is open and new; see `laying_out.lay_out`."""
    from chamdiem.engine.demo.laying_out import lay_out  # noqa: PLC0415 - hardly anybody asks for it

    return lay_out(ledger, office.scorers, office.clock.stamp().software, today)
