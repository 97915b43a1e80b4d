"""What is wanted of a part of an input, where its files lie, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.table_columns import SCORED_LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path as File

    from chamdiem.engine.texts import Lang

FORMS = {"parquet": "FORMAT parquet", "csv": "FORMAT csv, HEADER true"}
READS = {"parquet": "read_parquet", "csv": "read_csv"}
RESULTS, REJECTED, KEYS, MONTHS = "results", "rejected", "keys", "months"


def results_folder(folder: File, framework: str) -> File:
    """Return the folder, within that of a run, of the results of a framework."""
    return folder / RESULTS / framework.replace("/", "__")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be written of a part, and where to: of which layers, that of the cell among them.

    `completions`: see `narrowing`.
    """

    folder: File
    form: str
    lang: Lang
    with_rules: bool
    completions: bool
    layers: tuple[str, ...] = SCORED_LAYERS

    def results_file(self, framework: str, number: int) -> File:
        """Return the file of the results of a part."""
        return results_folder(self.folder, framework) / f"part-{number:06}.{self.form}"

    def rejected_file(self, number: int) -> File:
        """Return the file of the rows of a part that were not scored."""
        return self.folder / REJECTED / f"part-{number:06}.{self.form}"

    def left_of(self, done: PartDone) -> Iterator[File]:
        """Yield the files of a part that an earlier scoring of it wrote, and this one did not."""
        kept = {self.results_file(each, done.number) for each in done.scored}
        kept |= {self.rejected_file(done.number)} if done.aside else set()
        there = self.folder.glob(f"{RESULTS}/*/part-{done.number:06}.{self.form}")
        yield from {*there, self.rejected_file(done.number)} - kept

    def keys_file(self, number: int) -> File:
        """Return the file of what tells the meetings of a part from others."""
        return self.folder / KEYS / f"part-{number:06}.parquet"

    def months_file(self, number: int) -> File:
        """Return the file of what the rows of a part tell of the months of their cells."""
        return self.folder / MONTHS / f"part-{number:06}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDone:
    """How many rows of a part were scored, by framework; how many not; of how many scored no rating is sure yet.

    `blank`: so many say nothing at all. `signs`: a signature stands in it; `unsigned`: it has rows that one above it
    would make others of.
    """

    number: int
    rows: int
    scored: Mapping[str, int]
    aside: int
    open: int
    blank: int = 0
    signs: bool = False
    unsigned: bool = False
