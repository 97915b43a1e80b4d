"""A framework as a page that people can read: its document, its scale, every criterion with how it is scored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from chamdiem.engine.texts import say
from chamdiem.engine.words import framework_words as words
from chamdiem.engine.words.history_words import history_words
from chamdiem.engine.words.wording import subject_text
from chamdiem.rules.language import ways
from chamdiem.web.codes import short_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.engine.words.wording import Wording
    from chamdiem.rules.language.criteria import Criterion, Group
    from chamdiem.rules.language.framework import Framework


def version_address(loaded: LoadedFramework) -> str:
    """Return where a framework is shown with the very content that it has, whatever goes by its id by now."""
    return f"{reverse('framework', kwargs={'framework': loaded.id})}?ban={loaded.hash}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionCard:
    """One criterion. `bands`: its levels as rows of when and how many points, where it has such; `lines`: the rest."""

    id: str
    title: str
    most: str
    bands: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    clause: str
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """A group with its criteria, so many steps within another."""

    id: str
    title: str
    most: str
    depth: int
    criteria: tuple[CriterionCard, ...]


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class FrameworkPage:
    """What a page says of one framework."""

    loaded: LoadedFramework
    lang: Lang

    @property
    def framework(self) -> Framework:
        """The framework itself."""
        return self.loaded.framework

    @property
    def wording(self) -> Wording:
        """Its words."""
        return self.loaded.wordings[self.lang]

    @property
    def code(self) -> str:
        """What people compare of its content."""
        return short_code(self.loaded.hash)

    @property
    def dates(self) -> str:
        """On which days it is in force."""
        return words.dates_text(self.framework, self.lang)

    @property
    def organisations(self) -> str:
        """For which organisations it was made."""
        return words.organisations_text(self.framework, self.lang)

    @property
    def scale(self) -> str:
        """The most that there is to get."""
        return words.points_text_of(self.framework, self.lang)

    @cached_property
    def particulars(self) -> tuple[tuple[str, str], ...]:
        """Labels of what it is with what stands behind them."""
        framework, lang, points = self.framework, self.lang, self.framework.points
        told = {
            "framework.document": words.authority_text(framework, lang),
            "framework.in_force": self.dates,
            "framework.applies": self.organisations,
            "framework.scores": subject_text(framework.subject, lang)
            if framework.subject
            else words.kinds_text(framework, lang),
            "framework.scale": self.scale,
            "framework.step": self.wording.points(points.step) if points else "",
            "framework.content": say(
                lang,
                "framework.counts",
                groups=len(list(framework.all_groups)),
                criteria=len(list(framework.criteria)),
            ),
            "framework.known": f"{words.status_text(framework, lang)}. {framework.provenance.source}",
            "framework.id": self.loaded.id,
        }
        return tuple((say(lang, code), text) for code, text in told.items() if text)

    @cached_property
    def groups(self) -> tuple[GroupCard, ...]:
        """All groups with their criteria; those outside the scale come last."""
        found = [card for group in self.framework.groups for card in self._group(group, 0)]
        if self.framework.outside:
            title = say(self.lang, "scoring.outside").rstrip(":")
            criteria = tuple(map(self._criterion, self.framework.outside))
            found.append(GroupCard(id="ngoai", title=title, most="", depth=0, criteria=criteria))
        return tuple(found)

    def _group(self, group: Group, depth: int) -> Iterator[GroupCard]:
        most = self.wording.points(group.maximum) if group.maximum is not None else ""
        criteria = tuple(map(self._criterion, group.criteria))
        yield GroupCard(id=group.id, title=group.title, most=most, depth=depth, criteria=criteria)
        for inner in group.groups:
            yield from self._group(inner, depth + 1)

    def _criterion(self, criterion: Criterion) -> CriterionCard:
        wording, way = self.wording, criterion.way
        bands: tuple[tuple[str, str], ...] = ()
        lines = wording.scoring(criterion)
        if isinstance(way, ways.Bands) and criterion.scored:
            bands = tuple((wording.level(level, way.of), wording.points(level.points)) for level in way.levels)
            bands += tuple((item.reason, wording.points(item.points)) for item in way.unless)
            # the first says by what, then come the bands and the exceptions, which the table has
            lines = (lines[0], *lines[1 + len(bands) :])
        return CriterionCard(
            id=criterion.id,
            title=criterion.title,
            most=words.span_text(criterion, wording) if criterion.maximum is not None else "",
            bands=bands,
            lines=lines,
            clause=criterion.clause,
            reading=criterion.note or "",
        )

    @property
    def ratings(self) -> tuple[tuple[str, str], ...]:
        """Each rating with what it demands, the best first."""
        return tuple((each.title, words.needs_text(each, self.lang)) for each in self.framework.ratings)

    @property
    def limits(self) -> tuple[str, ...]:
        """What keeps better ratings away, and how many of a list may have some."""
        framework, lang = self.framework, self.lang
        caps = (
            f"{words.effect_text(each, framework.ratings, lang)}: {words.cap_text(each, framework, lang)}"
            for each in framework.caps
        )
        return (*caps, *(words.quota_text(each, framework, lang) for each in framework.quotas))

    @property
    def measures(self) -> tuple[tuple[str, str, str], ...]:
        """Each measure: its title, how it is made, and what of it is left open."""
        found = self.framework.measures.values()
        return tuple((each.title, self.wording.measure(each), each.note or "") for each in found)

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """What is asked beside the fields of a record, and what earlier records decide."""
        asked = (
            (each.title, self.wording.asked(name, each) + self._personal(personal=each.personal))
            for name, each in self.framework.inputs.items()
        )
        earlier = (
            (self.wording.name(name), history_words(fact, self.wording))
            for name, fact in self.framework.history.items()
        )
        return (*asked, *earlier)

    def _personal(self, *, personal: bool) -> str:
        return f" ({say(self.lang, 'show.personal')})" if personal else ""

    @property
    def readings(self) -> tuple[str, ...]:
        """What the regulation leaves open and how it is read here, and the other notes on the whole of it."""
        framework = self.framework
        told = (framework.provenance.note, framework.in_force.note, framework.no_periods, *framework.notes)
        return tuple(each for each in told if each)

    @property
    def open_count(self) -> int:
        """How many places bear a note on how they are read."""
        own = sum(1 for each in self.framework.criteria if each.note)
        measures = sum(1 for each in self.framework.measures.values() if each.note)
        return own + measures + len(self.framework.notes)

    @property
    def periods(self) -> tuple[tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]], ...]:
        """What it says of several months together: the title, the ratings, and notes."""
        return tuple(
            (
                each.title,
                tuple((rating.title, words.needs_text(rating, self.lang)) for rating in each.ratings),
                (
                    *(f"{words.effect_text(cap, each.ratings, self.lang)}: {cap.reason}" for cap in each.caps),
                    say(self.lang, "show.period_part", reason=each.part_year.reason),
                    *([each.note] if each.note else []),
                ),
            )
            for each in self.framework.periods
        )
