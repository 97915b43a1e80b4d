"""What a page says of a proposed framework: its faults, what lint proves of it, its cases, and whom it would move."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.authoring.cases import run_cases
from chamdiem.engine.authoring.coverage import GoalWords, measure_coverage, percent_text
from chamdiem.engine.authoring.diff_words import DiffWords
from chamdiem.engine.lint.remarks import lint_files
from chamdiem.engine.lint.words import spoken
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.analysis.diff import diff_frameworks
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.codes import short_code
from chamdiem.web.framework_page import FrameworkPage
from chamdiem.web.taken_frameworks import FILE, loaded_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.lint.remarks import Linted
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.faults import Fault
    from chamdiem.web.house import House
    from chamdiem.web.models import ProposedFramework

CASES = "truong-hop.yaml"
"""What a file of cases that was sent is called in the places of its faults."""
MOST = 100
"""So many faults of a file are told at once; whoever mends these sees the next ones."""


def placed(faults: Iterable[Fault], lang: Lang) -> list[str]:
    """Return faults of a file in words, each with its line and column."""
    found = list(faults)
    told = [_placed(fault, lang) for fault in found[:MOST]]
    more = len(found) - MOST
    return [*told, say(lang, "framework.more_faults", count=more)] if more > 0 else told


def _placed(fault: Fault, lang: Lang) -> str:
    sentence = say_fault(lang, fault, placed=False)
    if fault.place is None or not fault.place.line:
        return sentence
    return say(lang, "framework.at", line=fault.place.line, column=fault.place.column or 1, sentence=sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkShown:
    """One remark of lint: where, the line there, what is wrong, the meetings that show it, and what would mend it."""

    code: str
    level: str
    place: str
    line: str
    sentence: str
    examples: tuple[str, ...]
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesShown:
    """What running the cases gave. `wrong`: of each case that came out otherwise its sentence, and in what."""

    count: int
    wrong: tuple[tuple[str, tuple[str, ...]], ...]
    covered: str
    missed: tuple[str, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class ProposedPage:
    """A proposed framework for a page."""

    house: House
    lang: Lang
    proposed: ProposedFramework

    @cached_property
    def loaded(self) -> LoadedFramework:
        """The framework."""
        return loaded_of(self.proposed)

    @cached_property
    def shown(self) -> FrameworkPage:
        """It as a page that people can read."""
        return FrameworkPage(self.loaded, self.lang)

    @property
    def state(self) -> str:
        """Whether it waits, was taken in, or was taken back."""
        if self.proposed.confirmed is not None:
            return "taken"
        return "withdrawn" if self.proposed.withdrawn is not None else "waiting"

    @property
    def code(self) -> str:
        """What whoever proposes it reads out to whoever confirms it: both ends of the hash."""
        return f"{short_code(self.loaded.hash)} … {self.loaded.hash[-6:].upper()}"

    def remarks(self) -> tuple[RemarkShown, ...]:
        """Return what lint proves of it."""
        with tempfile.TemporaryDirectory(prefix="chamdiem-") as place:
            file = File(place) / FILE
            file.write_text(self.proposed.text, encoding="utf-8")
            (linted,) = lint_files([str(file)], self.house.office.catalog, File())
        return tuple(self._remarks(linted))

    def _remarks(self, linted: Linted) -> Iterator[RemarkShown]:
        for remark in linted.remarks:
            told = spoken(remark, linted, self.lang)
            yield RemarkShown(
                code=remark.defect.code,
                level=remark.level,
                place=say(self.lang, "framework.line", line=remark.place.line),
                line=remark.line.strip(),
                sentence=told.sentence,
                examples=told.examples,
                fix=told.fix,
            )

    def cases(self) -> CasesShown | None:
        """Return what its cases give; None: none came with it."""
        if not self.proposed.cases:
            return None
        try:
            document = read_bytes(self.proposed.cases.encode(), CASES)
            results = run_cases(self.house.office.scorers.scorer(self.loaded), document)
        except FaultyInput as error:
            return CasesShown(count=0, wrong=(), covered="", missed=(), faults=tuple(placed(error.faults, self.lang)))
        coverage, words = measure_coverage(self.loaded, results), GoalWords(self.loaded.framework, self.lang)
        reached, everything = coverage.share
        told = {"reached": reached, "all": everything, "cases": len(results)}
        nothing = say(self.lang, "case.nothing")
        return CasesShown(
            count=len(results),
            wrong=tuple(
                (
                    result.case.case,
                    tuple(
                        say(
                            self.lang,
                            "case.difference",
                            what=say(self.lang, f"case.{each.name}", of=each.of),
                            expected=each.expected or nothing,
                            found=each.found or nothing,
                        )
                        for each in result.differences
                    ),
                )
                for result in results
                if result.differences
            ),
            covered=say(self.lang, "coverage.summary", percent=percent_text(coverage, self.lang), **told),
            missed=tuple(map(words.full_text, coverage.missed)),
        )

    def changes(self, other: str) -> tuple[LoadedFramework, list[str]]:
        """Return another framework of the catalog, and what this one changes against it.

        Raises:
            FaultyInput: there is none such.
        """
        old = self.house.office.catalog.get(other)
        words = DiffWords(old.framework, self.loaded.framework, self.lang)
        return old, [words.sentence(each) for each in diff_frameworks(old.framework, self.loaded.framework)]
