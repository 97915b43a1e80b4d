"""What the words of a framework show: undated citations, the State's header, words that no one can measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.defects import Defect, defect_at
from chamdiem.rules.checks.places import OF_CRITERIA, criteria_with_paths
from chamdiem.rules.compile.scope import asked_of
from chamdiem.rules.language.ways import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.faults import Path

Texts = tuple[tuple["Path", str], ...]
"""Every text of a file, with its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is looked for: patterns of words by what they give away, fields that need history, ambiguous numbers."""

    vague: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    state_header: tuple[str, ...] = ()


def wording_defects(framework: Framework, texts: Texts, words: Words) -> Iterator[Defect]:
    """Yield what the texts of a framework file show."""
    yield from _vague(framework, words.vague)
    yield from _unsaid(framework, words.unsaid)
    yield from _topics(framework, words.topics)
    yield from _year_rules(texts, words.year)
    yield from _citations(texts, words.ambiguous)
    yield from state_header(texts, words.state_header)


def _found(patterns: Sequence[str], text: str) -> str | None:
    """Return the first words of a text that fit a pattern."""
    found = (re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE) for pattern in patterns)
    return next((match[0] for match in found if match), None)


def _vague(framework: Framework, patterns: Sequence[str]) -> Iterator[Defect]:
    for path, criterion in criteria_with_paths(framework):
        for at, scored in criterion.scorables:
            places = {item.id: place for place, item in scored.items if isinstance(item, Part)}
            for question in asked_of(criterion, scored):
                found = _found(patterns, question.title)
                if found and question.quantity.role != "count":  # what is counted needs no weighing
                    place = places[question.item.id] if question.item else ()
                    yield defect_at("vague-words", (*path, *at, *place, "title"), criterion.id, words=found)


def _unsaid(framework: Framework, patterns: Sequence[str]) -> Iterator[Defect]:
    for path, criterion in criteria_with_paths(framework):
        found = _found(patterns, criterion.title)
        if found and not criterion.not_applicable:
            yield defect_at("unsaid-condition", (*path, "title"), criterion.id, words=found)


def _topics(framework: Framework, patterns: Sequence[str]) -> Iterator[Defect]:
    for pattern in patterns:
        found = [
            (path, criterion.id, words)
            for path, criterion in criteria_with_paths(framework)
            if (words := _found([pattern], criterion.title)) is not None
        ]
        if len(found) > 1:
            (path, first, words), *others = found
            ids = ", ".join(other for _, other, _ in others)
            yield defect_at("fact-rewarded-twice", (*path, "title"), first, words=words, ids=ids, variant="topic")


_TITLES = frozenset({"title", "reason"})
"""The keys whose text is part of the regulation, and not a remark about it."""


def _year_rules(texts: Texts, patterns: Sequence[str]) -> Iterator[Defect]:
    for path, text in texts:
        found = _found(patterns, text) if path[-1] in _TITLES and path[0] in {*OF_CRITERIA, "ratings", "caps"} else None
        if found:
            yield defect_at("year-rule", path, "/".join(map(str, path[:2])), words=found)


# --- citations ---

_NUMBER = re.compile(r"(?<![\w-])\d{1,5}-(?:QĐ|QĐi|HD|KL|NQ|CT|QC|TT|BC|CV)/[A-ZĐ]+(?![\w-])")
_DATE = re.compile(r"\s*,?\s*\(?(?:ngày\s+)?(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})")


def _citations(texts: Texts, ambiguous: Sequence[str]) -> Iterator[Defect]:
    """Yield ambiguous numbers that stand without a date, and numbers to which no date is given anywhere in the file."""
    mentions = [
        (path, match[0], path[-1] == "number" or _DATE.match(text, match.end()) is not None)
        for path, text in texts
        if path[0] != "silences"
        for match in _NUMBER.finditer(text)
    ]
    dated = {number for _, number, has_date in mentions if has_date}
    told: set[str] = set()
    for path, number, has_date in mentions:
        if number in ambiguous and not has_date:
            yield defect_at("citation-ambiguous", path, number, number=number)
        elif number not in dated and number not in told:
            told.add(number)
            yield defect_at("citation-undated", path, number, number=number)


def state_header(texts: Iterable[tuple[Path, str]], patterns: Sequence[str]) -> Iterator[Defect]:
    """Yield where the header of State documents stands: a Party document never has it."""
    for path, text in texts:
        found = _found(patterns, " ".join(text.split()))
        if found:
            yield defect_at("state-header", path, "header", words=found)
