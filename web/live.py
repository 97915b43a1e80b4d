"""What a page that is being filled in shows anew once it was saved: parts of the page, made as when it is loaded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape

from chamdiem.engine.paper.templates import page_parts
from chamdiem.engine.texts import say
from chamdiem.web.answers import field_names, field_texts
from chamdiem.web.cards import PageShown
from chamdiem.web.last_time import LastTime
from chamdiem.web.review import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.forms.form import FormPage, FormQuestion
    from chamdiem.web.open_draft import OpenForm
    from chamdiem.web.shown import CardShown, QuestionShown


def live(opened: OpenForm, page: FormPage | None) -> dict[str, str]:
    """Return how the draft stands, and of the page what each criterion has and what is wrong, as HTML by its place."""
    standing, made = Standing(opened), page_parts("web/filling.html.j2", say=partial(say, opened.lang))
    parts = {"ends": made["ends"](standing), "left": made["left"](standing), "outlook": standing.outlook}
    if page is not None:
        # what was said last time stands there already
        shown = PageShown(opened, page, LastTime())
        parts["lacking"] = made["lacking"](shown.lacking)
        for card in shown.cards:
            parts |= {f"got.{card.id}": made["got"](card), f"why.{card.id}": made["why"](card)}
            parts[f"asks.{card.id}"] = _asks(card)
        for question in _questions(shown):
            parts[f"{question.anchor}-e"] = made["wrongs"](question)
            parts[f"echo.{question.question.id}"] = question.echo
    return {name: conditional_escape(html) for name, html in parts.items()}


def _asks(card: CardShown) -> str:
    """Return the question why points were lost; blank while none were."""
    return card.note.label if card.note is not None and (card.lost or card.note.text) else ""


def _questions(shown: PageShown) -> Iterator[QuestionShown]:
    for section in shown.sections:
        yield from section.questions
    for card in shown.cards:
        yield from card.questions
        yield from [card.note] if card.note else []
    yield from shown.evidence


def changed_fields(
    opened: OpenForm, questions: Iterable[FormQuestion], typed: Mapping[str, str], clashes: Iterable[str]
) -> list[tuple[str, str]]:
    """Return what others wrote meanwhile to questions of a page, by the names of its fields."""
    beside, texts = frozenset(clashes), opened.draft.texts
    changed: list[tuple[str, str]] = []
    for question in questions:
        own, now = typed.get(question.id), texts.get(question.id, "")
        if own is not None and question.id not in beside and own.strip() != now.strip():
            changed += zip(field_names(question), field_texts(question, now), strict=True)
    return changed
