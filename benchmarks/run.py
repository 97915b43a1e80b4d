"""`./run bench [NAME…]`: run some measurements or all, and print what they give. README.md says what each measures."""

from __future__ import annotations

import argparse
import signal
import sys
from importlib import import_module

from tables import machine, print_table

BENCHMARKS = {
    "meeting": "one An Phú meeting scored and explained in process",
    "start": "--help and score as whole processes",
    "memory": "20,000 meetings in one process: resident memory, and whether the pace stays",
    "workbook": "36,000 rows of a workbook read, 3,000 scored",
    "paper": "thousands of sheets as PDF and Word files: pace and memory",
    "ledger": "the ledger: pace, kill -9, syncs, media that are full or read-only",
    "replay": "a whole ledger scored anew, by its own frameworks and by a draft; checkpoint, proof, audit",
    "year": "the year list of 300 cells from a ledger",
    "advice": "advice on meetings, and the cases, coverage and suggestions of An Phú",
    "lint": "the shipped frameworks proved, and made ones of up to 200 criteria",
    "web": "the pages under load: 20 people with SQLite, 50 and 200 with PostgreSQL",
    "board": "the month board and trends of 2,900 cells with 36 months in PostgreSQL",
    "jobs": "all sheets of a month of 300 cells as one PDF, all there is as a ZIP, and the pages meanwhile",
    "mixed": "50 people for half an hour while jobs go on without a pause: errors, memory, pace",
    "decide": "300 meetings decided by one paper",
    "bulk": "1,000,000 records scored from Parquet to Parquet by two processes",
    "bulk-peers": "the rubric of peers for a table: our query, one by hand, polars, numpy, OpenFisca-core",
    "bulk-arrays": "the shipped frameworks for a table in memory: by arrays, and by the query of `bulk sql`",
    "peers": "one rubric of 35 criteria through ours and other engines",
}


def main() -> None:
    """Run what was asked."""
    listing = "\n".join(f"  {name:11} {about}" for name, about in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="./run bench",
        description="Measure, one after the other; without a name, all of:\n" + listing,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which to run")
    names = parser.parse_args().names or list(BENCHMARKS)
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers which were begun are ended, too
    print(machine())
    for name in names:
        print_table(import_module(name.replace("-", "_")).measure())


if __name__ == "__main__":
    main()
