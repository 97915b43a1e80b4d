"""What a page that is being filled in shows anew once it was saved: the same words as when it is loaded, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import say
from chamdiem.web.answers import field_names, field_texts
from chamdiem.web.cards import PageShown
from chamdiem.web.last_time import LastTime
from chamdiem.web.review import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.forms.form import FormPage, FormQuestion
    from chamdiem.web.open_draft import OpenForm
    from chamdiem.web.shown import CardShown

Live = dict[str, object]


def live(opened: OpenForm, page: FormPage | None) -> Live:
    """Return the bar, and of the page its criteria with their points and sentences, and its faults."""
    standing = Standing(opened)
    left = standing.left
    bar: Live = {
        "least": standing.least,
        "most": standing.most,
        "left": say(opened.lang, "fill.left", count=left) if left else say(opened.lang, "fill.left_none"),
        "outlook": standing.outlook,
    }
    if page is None:
        return {"bar": bar, "criteria": {}, "faults": {}}
    # what was said last time stands there already
    shown = PageShown(opened, page, LastTime())
    questions = [question for section in shown.sections for question in section.questions]
    questions += [question for card in shown.cards for question in (*card.questions, card.note) if question]
    faults = {each.question.id: [fault.text for fault in each.faults] for each in (*questions, *shown.evidence)}
    told = {name: [say(opened.lang, "fill.fault", sentence=text) for text in own] for name, own in faults.items()}
    return {"bar": bar, "criteria": {card.id: _card(card) for card in shown.cards}, "faults": told}


def _card(card: CardShown) -> Live:
    is_asked = card.note is not None and bool(card.lost or card.note.text)
    asks = card.note.label if card.note is not None and is_asked else None
    return {"got": card.got, "why": list(card.why), "kind": card.kind, "asks": asks}


def changed_fields(
    opened: OpenForm, questions: Iterable[FormQuestion], typed: Mapping[str, str], clashes: Iterable[str]
) -> dict[str, str]:
    """Return what others wrote meanwhile to questions of a page, by the names of its fields."""
    beside, texts = frozenset(clashes), opened.draft.texts
    changed: dict[str, str] = {}
    for question in questions:
        own, now = typed.get(question.id), texts.get(question.id, "")
        if own is not None and question.id not in beside and own.strip() != now.strip():
            changed |= dict(zip(field_names(question), field_texts(question, now), strict=True))
    return changed
