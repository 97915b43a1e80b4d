"""From files and folders to evaluations: every record in them, scored by its own framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.catalog import Catalog
from chamdiem.engine.checking import today
from chamdiem.engine.records import load_record
from chamdiem.engine.scoring import ScorerCache
from chamdiem.rules.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.scoring import Evaluation

SUFFIXES = frozenset({".yaml", ".yml", ".json"})


def evaluate_all(inputs: Iterable[File]) -> tuple[Evaluation, ...]:
    """Score every record of some files, and of some folders with all that is in them.

    Raises:
        FaultyInput: every fault of every record; nothing is scored by halves.
        InferenceError: a framework contradicts itself on the facts of a record.
    """
    scorers, evaluations, faults = ScorerCache(Catalog()), [], []
    for given in inputs:
        for file in _files(given):
            try:
                evaluations.append(scorers.evaluate(load_record(file, today())))
            except FaultyInput as error:
                faults += error.faults
    if faults:
        raise FaultyInput(faults)
    return tuple(evaluations)


def _files(given: File) -> Iterator[File]:
    """Yield a file, or the records in a folder by their names."""
    if not given.is_dir():
        yield given
        return
    found = sorted(file for file in given.rglob("*") if file.suffix.lower() in SUFFIXES)
    if not found:
        raise FaultyInput([Fault("list.no_record", place=Place(str(given)))])
    yield from found
