"""Authoring: run the cases of frameworks and measure their coverage, compare versions, lay files out, prove them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.authoring.cases import FOLDER, case_files, run_cases
from chamdiem.engine.authoring.coverage import coverage_page, measure_coverage
from chamdiem.engine.authoring.formatting import format_file
from chamdiem.engine.authoring.skeleton import skeleton, skeleton_cases
from chamdiem.engine.authoring.suggestions import suggest
from chamdiem.engine.files.atomic import folder_for
from chamdiem.engine.files.outputs import rewrite
from chamdiem.engine.lint.remarks import lint_files
from chamdiem.engine.office.office import Notice
from chamdiem.engine.office.requests import form_of
from chamdiem.engine.reading.items import unheard
from chamdiem.rules.analysis.diff import diff_frameworks
from chamdiem.rules.language.model import is_framework_id
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.authoring.coverage import AnyResult, Coverage
    from chamdiem.engine.authoring.suggestions import Suggestion
    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.lint.remarks import Linted
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.analysis.diff import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRequest:
    """Of which framework the cases are run, by its id or file; None: of every one that ships.

    `suggest`: cases are sought for what none reaches, in a language; `page` is the file of the page of coverage.
    """

    lang: Lang
    framework: str | None = None
    suggest: bool = False
    page: File | None = None


def run(
    office: Office, asked: CaseRequest, consent: Consent, hear: Hear = unheard
) -> Iterator[tuple[Coverage, tuple[Suggestion, ...] | None]]:
    """Run the cases of each framework, one after another; give what they reach, and if asked for cases for the rest.

    The page of one framework is written when the next is asked for.
    """
    catalog, consent = office.catalog, office.consent(consent, [asked.framework], asked.page)
    for loaded in [catalog.draft(asked.framework)] if asked.framework else catalog.all():
        scorer = office.scorers.scorer(loaded)
        coverage = measure_coverage(loaded, _results(scorer, loaded))
        if asked.suggest:
            yield coverage, suggest(scorer, coverage.missed, asked.lang)
            continue
        yield coverage, None
        if asked.page is not None:
            office.write(asked.page, coverage_page(coverage, asked.lang), consent)
            hear(Notice("result.written_page", {"file": asked.page}, aside=False))


def _results(scorer: Scorer, loaded: LoadedFramework) -> Sequence[AnyResult]:
    """Run every case file of a framework; the faults of all of them are raised at once."""
    results: list[AnyResult] = []
    faults: list[Fault] = []
    for document in case_files(loaded):
        try:
            results += run_cases(scorer, document)
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput(faults)
    return results


def compare(office: Office, old: str, new: str) -> tuple[LoadedFramework, LoadedFramework, tuple[Change, ...]]:
    """Return two frameworks, given by id or file, and what the new one changes."""
    first, second = office.catalog.draft(old), office.catalog.draft(new)
    return first, second, tuple(diff_frameworks(first.framework, second.framework))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkLayout:
    """How a framework's file was laid out: rightly, in need of it, or anew by now; or why it cannot be."""

    file: File
    state: Literal["right", "needed", "written", "faulty"]
    faults: tuple[Fault, ...] = ()


def lay_out(_office: Office, files: Iterable[File], *, check: bool) -> Iterator[FrameworkLayout]:
    """Lay framework files out anew, each on its own; or only tell, to `check` them, which would be."""
    for file in files:
        try:
            before, after = format_file(file)
            if before != after and not check:
                rewrite(file, after, before)
        except FaultyInput as error:
            yield FrameworkLayout(file=file, state="faulty", faults=error.faults)
            continue
        yield FrameworkLayout(file=file, state="right" if before == after else "needed" if check else "written")


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunFramework:
    """Where a framework was begun, and where its cases were."""

    file: File
    cases: File


def begin_framework(
    office: Office, framework_id: str, lang: Lang, output: File | None, consent: Consent
) -> BegunFramework:
    """Write a skeleton of a framework with its cases, in folders made for them; where no file is named, as its id says.

    Nothing is written where one of both may not be.
    """
    _check_new(office, framework_id)
    file = output or File(f"{framework_id}.yaml")
    form_of(file, ("yaml", "yml"))
    cases = file.parent / FOLDER / f"{file.stem}.yaml"
    consent = office.consent(consent, (), file, cases)
    texts = {file: skeleton(framework_id, lang), cases: skeleton_cases(framework_id, lang)}
    with folder_for(cases.parent):
        office.write_all(texts, consent)
    return BegunFramework(file=file, cases=cases)


def _check_new(office: Office, framework_id: str) -> None:
    """Refuse what can be no id of a framework, or is that of one that ships."""
    if not is_framework_id(framework_id):
        raise FaultyInput([Fault("shape.framework_id", details={"text": shown(framework_id)})])
    if framework_id in office.catalog.ids:
        raise FaultyInput([Fault("catalog.taken_id", details={"id": framework_id})])


def lint(office: Office, names: Sequence[str], against: str | None = None) -> tuple[Linted, ...]:
    """Return the remarks on frameworks, given by id or file, and on templates, see `lint_files`."""
    return lint_files(names, office.catalog, File(), against)
