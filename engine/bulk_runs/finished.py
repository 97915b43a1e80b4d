"""A finished run, as it lies in its folder: by which frameworks it scored, and which files have its results."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chamdiem.engine.bulk_runs.database import text
from chamdiem.engine.bulk_runs.running import SCHEMA, SUMMARY
from chamdiem.engine.bulk_runs.wanted import READS, REJECTED, results_folder
from chamdiem.engine.files.folders import PLAN
from chamdiem.rules.records.faults import FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.rules.records.faults import Fault


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class FinishedRun:
    """The folder of a run that is done, its plan, and the catalog in which its frameworks are."""

    folder: File
    plan: Mapping[str, Any]
    catalog: Catalog

    @property
    def has_rules(self) -> bool:
        """Whether facts and the numbers of rules go with its results."""
        return bool(self.plan["with_rules"])

    @cached_property
    def frameworks(self) -> Mapping[str, LoadedFramework]:
        """The frameworks that scored rows, by their ids.

        Raises:
            FaultyInput: one is another one by now, or not here any more.
        """
        found = {}
        for id_, hash_ in self.plan["frameworks"]:
            if results_folder(self.folder, id_).is_dir():
                loaded = self._framework(id_)
                if loaded is None or loaded.hash != hash_:
                    raise refusal("bulk.changed_framework", self.folder, framework=id_)
                found[id_] = loaded
        return found

    def _framework(self, id_: str) -> LoadedFramework | None:
        if id_ in self.catalog.ids:
            return self.catalog.get(id_)
        named = self.plan["framework"] or self.plan["default"]
        return self.catalog.find(named) if named else None

    def results(self, framework: str) -> str:
        """Return what reads the results of a framework, as SQL has it."""
        files = sorted(results_folder(self.folder, framework).glob(f"part-*.{self.plan['form']}"))
        return self._read(files)

    @property
    def rejected(self) -> str | None:
        """What reads the rows that were not scored, as SQL has it; None: there are none."""
        files = sorted((self.folder / REJECTED).glob(f"part-*.{self.plan['form']}"))
        return self._read(files) if files else None

    def _read(self, files: Sequence[File]) -> str:
        named = ", ".join(text(str(file)) for file in files)
        manner = (
            ", all_varchar=true, header=true, delim=',', quote='\"', escape='\"'" if self.plan["form"] == "csv" else ""
        )
        return f"{READS[self.plan['form']]}([{named}], union_by_name=true{manner})"


def finished_run(folder: File, catalog: Catalog) -> FinishedRun:
    """Return the run whose results a folder has.

    Raises:
        FaultyInput: it has none, or the run is not done yet.
    """
    try:
        plan = json.loads((folder / PLAN).read_bytes())
    except (OSError, ValueError) as error:
        raise refusal("bulk.no_run", folder) from error
    if not isinstance(plan, dict) or plan.get("schema") != SCHEMA:
        raise refusal("bulk.no_run", folder)
    if not (folder / SUMMARY).is_file():
        raise refusal("bulk.unfinished", folder)
    return FinishedRun(folder, plan, catalog)


def finished_runs(folders: Sequence[File], catalog: Catalog) -> tuple[FinishedRun, ...]:
    """Return the runs of folders, each once.

    Raises:
        FaultyInput: every folder that has none, or one that is not done yet.
    """
    faults: list[Fault] = []
    found = []
    for folder in {each.resolve(): each for each in folders}.values():
        try:
            found.append(finished_run(folder, catalog))
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput(faults)
    return tuple(found)
