"""Scoring large tables: what is asked, and what begins while the modules are loaded by which it is done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.files.processes import load_ahead
from chamdiem.engine.reading.items import unheard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.bulk import BulkScored
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.texts import Lang

_LARGE = 2_000_000
"""Of so many bytes a table may have several parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRequest:
    """Which tables and ledgers are to be scored, into which folder, in which form (parquet, csv), and how.

    Of a ledger that is all that is in force, by the frameworks that scored it. `framework` scores all of them, whatever
    they name. `with_rules`: each result bears the number of the rule that gave it, and the facts it was concluded from.
    `completions`: of incomplete records it is tried what they can become, as for one record. `history`: what rows tell
    of the months of their cell decides what a framework has from history, as a ledger does. `processes`: how many work
    at once; None: as many as there are processors. `cluster`: the address of a scheduler whose workers do it instead.
    """

    inputs: tuple[str, ...]
    folder: File
    lang: Lang
    form: str = "parquet"
    framework: str | None = None
    with_rules: bool = False
    completions: bool = True
    history: bool = False
    processes: int | None = None
    cluster: str | None = None


def score_tables(office: Office, asked: BulkRequest, consent: Consent, hear: Hear = unheard) -> BulkScored:
    """Score every row of some tables into a folder: see `bulk.scored_tables`."""
    if asked.cluster is None and asked.processes != 1:
        _load_for(asked.inputs)
    from chamdiem.engine.office.bulk import scored_tables  # noqa: PLC0415 - what comes before must not wait for it

    return scored_tables(office, asked, consent, hear)


def _load_for(inputs: Iterable[str]) -> None:
    """Let what other processes need be loaded while this one finds out what there is to do, which takes as long."""
    paths = [File(each) for each in inputs]
    with suppress(OSError):  # whoever reads them tells what cannot be read
        files = chain.from_iterable(path.iterdir() if path.is_dir() else [path] for path in paths)
        if sum(file.stat().st_size for file in files if file.is_file()) > _LARGE:
            load_ahead("duckdb", "chamdiem.engine.bulk_runs.part")
