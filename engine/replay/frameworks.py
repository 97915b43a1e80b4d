"""The frameworks that a ledger keeps, made ready to score by, each read once from its own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.ledger.bodies import framework_of
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework


class KeptFrameworks:
    """Frameworks by the hash of their content. No file is read: only what the ledger keeps counts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, LoadedFramework | FaultyInput] = {}
        self._scorers: dict[str, Scorer] = {}

    def get(self, content_hash: str) -> LoadedFramework:
        """Return a framework; refused where the ledger keeps none under this hash, or something else or faulty."""
        if content_hash not in self._known:
            try:
                self._known[content_hash] = self._read(content_hash)
            except FaultyInput as error:  # thousands of evaluations may name it
                self._known[content_hash] = error
        found = self._known[content_hash]
        if isinstance(found, FaultyInput):
            raise found
        return found

    def _read(self, content_hash: str) -> LoadedFramework:
        entry = self._ledger.framework(content_hash)
        if entry is None:
            raise FaultyInput([Fault("replay.no_framework", details={"hash": content_hash[:12]})])
        loaded = framework_of(entry)
        if loaded.hash != content_hash:
            details = {"number": str(entry.sequence), "hash": content_hash[:12]}
            raise FaultyInput([Fault("replay.other_text", details=details)])
        return loaded

    def scorer(self, content_hash: str) -> Scorer:
        """Return what scores by a framework.

        Raises:
            FaultyInput: as `get`.
            InferenceError: its rules cannot be built.
        """
        if content_hash not in self._scorers:
            self._scorers[content_hash] = Scorer(self.get(content_hash))
        return self._scorers[content_hash]
