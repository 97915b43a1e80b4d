"""Cells that are followed: what is known of a ledger without asking it is what it has, whoever records and takes back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.ledger.entries import Body, EntryKind, EntryStamp
from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.opening import create_ledger, open_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.ledger.store import Ledger

STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")
CELLS = ("VD-01", "vd-1", "VD-02")
PERIODS = ("2025-11", "2025-12")
_STEPS = st.lists(
    st.tuples(st.sampled_from(["here", "elsewhere", "undone"]), st.sampled_from(CELLS), st.sampled_from(PERIODS)),
    max_size=8,
)


def _record(ledger: Ledger, cell: str, period: str, number: int) -> None:
    meeting = {"cell": cell, "date": f"{period}-05", "kind": "regular", "period": period}
    body: Body = {"meeting": meeting, "data": {"note": str(number)}}
    ledger.append(EntryKind.RECORD, body, STAMP)


def _happen(name: str, ledger: Ledger, step: tuple[str, str, str], number: int) -> None:
    where, cell, period = step
    if where == "elsewhere":
        with open_ledger(name) as other:
            _record(other, cell, period, number)
        return
    with suppress(ZeroDivisionError), ledger.atomic():
        _record(ledger, cell, period, number)
        _ = 1 // (where != "undone")


@settings(max_examples=25, deadline=None)
@given(steps=_STEPS)
def test_what_is_followed_is_what_the_ledger_has(steps: Sequence[tuple[str, str, str]]) -> None:
    """Entries, spellings and marks of every cell and month are those of a ledger that is asked for each of them."""
    with TemporaryDirectory() as folder:
        name = str(Path(folder) / "so.ledger")
        with create_ledger(name) as ledger, open_ledger(name) as plain:
            ledger.follow_cells()
            for number, step in enumerate((None, *steps)):
                if step is not None:
                    _happen(name, ledger, step, number)
                keys = [record_key(cell, period, "regular") for cell in CELLS for period in PERIODS]
                for key in keys:
                    assert ledger.spellings(key) == plain.spellings(key)
                    assert list(ledger.about(key)) == list(plain.about(key))
                own = [each for key in keys if "02" not in key.rpartition("/")[2] for each in plain.about(key)]
                last = max(own, key=lambda each: each.sequence).hash if own else ""
                assert ledger.cell_mark("VD-01") == ledger.cell_mark("vd-1") == last
