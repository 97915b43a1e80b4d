"""The steps of filling in a meeting, in order: the pages of its form, then what is missing, the review and the vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts.sentences import period_text

if TYPE_CHECKING:
    from chamdiem.engine.forms.form import FormPage
    from chamdiem.web.open_draft import OpenForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `page`: that of the form, where it is one. `faulty`: how many places on it are to be mended."""

    id: str
    title: str
    url: str
    page: FormPage | None = None
    is_done: bool = False
    faulty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """All steps, the `place`-th of which (counted from 1) is shown, and the period in words."""

    steps: tuple[Step, ...]
    place: int
    period: str
    url: str

    @property
    def here(self) -> Step:
        """The step that is shown."""
        return self.steps[self.place - 1]

    @property
    def following(self) -> Step:
        """The step after it."""
        return self.steps[min(self.place, len(self.steps) - 1)]


def way_of(opened: OpenForm, step_id: str) -> Way:
    """Return the way of a meeting as one stands at a step."""
    steps = (
        *(_page_step(opened, page) for page in opened.pages),
        *(_last_step(opened, name) for name in opened.last_steps),
    )
    place = 1 + next(place for place, step in enumerate(steps) if step.id == step_id)
    period = period_text(opened.lang, opened.at.period)
    return Way(steps=steps, place=place, period=period, url=opened.url("meeting"))


def next_step(opened: OpenForm) -> str:
    """Return the address of what is to be done next: the first page that lacks something, or else the review."""
    page = next((page for page in opened.pages if not opened.filled.status(page.id).is_done), None)
    return opened.url("review") if page is None else opened.page_url(page)


def _page_step(opened: OpenForm, page: FormPage) -> Step:
    status = opened.filled.status(page.id)
    return Step(
        id=page.id,
        title=page.title,
        url=opened.page_url(page),
        page=page,
        is_done=status.is_done,
        faulty=len(status.faulty),
    )


def _last_step(opened: OpenForm, name: str) -> Step:
    filled = opened.filled
    is_done = name == "missing" and not (filled.missing or filled.unnoted or filled.faults)
    return Step(id=name, title=opened.say(f"fill.{name}"), url=opened.url(name), is_done=is_done)
