"""What is typed of a whole meeting of the examples, as the fields of its pages hold it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.forms.form import Form, make_form
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.web.answers import field_names, field_texts
from places import EXAMPLES
from samples import load_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.forms.form import FormQuestion

FRAMEWORK = "an-phu/2025"


@cache
def form() -> Form:
    """Return the form of the meetings."""
    return make_form(Catalog().get(FRAMEWORK), "vi")


@cache
def whole() -> Mapping[str, str]:
    """Return what is typed of a whole meeting, by the ids of questions."""
    found = texts_of(form(), load_record(EXAMPLES / "01-an-phu-day-du.yaml", Clock().today()))
    return {name: text for name, text in found.items() if name != "meeting_kind"}


@cache
def pages() -> Mapping[str, tuple[FormQuestion, ...]]:
    """Return what is asked of a meeting, by the ids of pages."""
    asked = {page.id: page.all_questions for page in form().pages}
    return {name: tuple(each for each in own if each.id in whole()) for name, own in asked.items() if own}


def sent_fields(texts: Mapping[str, str]) -> dict[str, str]:
    """Return what the fields of a page hold."""
    found: dict[str, str] = {}
    for name, text in texts.items():
        question = form().questions[name]
        found |= dict(zip(field_names(question), field_texts(question, text), strict=True))
    return found


def closing() -> dict[str, str]:
    """Return what the page of the vote asks of a whole meeting."""
    return {each.id: whole()[each.id] for each in form().closing if each.id in whole()}
