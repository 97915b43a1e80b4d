"""The questions to look at again before the vote: what raises them, where they are mended, what was answered.

They change no point. Their answers stay with the draft, and travel into the ledger with the submission.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.raised import raised
from chamdiem.engine.forms.form import answer_path
from chamdiem.engine.ledger.answered import Answered, Reply
from chamdiem.engine.ledger.shapes import MAX_WORDS
from chamdiem.engine.texts import sentence
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.explanation.raised import Raised
    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.forms.form import FormQuestion
    from chamdiem.web.open_draft import OpenDraft


def _places(found: Filled, asked: Raised) -> Iterator[FormQuestion]:
    """Yield the questions that are about it: of those that a cross-check reads, what is judged before what happened."""
    scope, by_path = found.form.framework.scope, found.form.by_path
    read = found.form.framework.needs.get(Key("finding", asked.finding), ()) if asked.finding else ()
    judged = [answer_path(scope.questions[key]) for key in read if key in scope.questions]
    facts = [(key.subject,) for key in read if key.kind == "field"]
    yield from (by_path[path] for path in (*judged, *facts, asked.path) if path in by_path)


def _id(asked: Raised) -> str:
    """Return under what a draft has the answer; it is to what was read: where figures are others, it is asked anew."""
    return f"check.{hashlib.sha256(asked.key.encode()).hexdigest()[:16]}"


def answers_of(found: Filled, texts: Mapping[str, str]) -> tuple[Answered, ...]:
    """Return the questions of what a draft says, with what `texts` have as answers; in Vietnamese, as papers are."""
    return tuple(
        Answered(
            question=sentence(each.text),
            finding=each.finding,
            answer=_reply(texts.get(_id(each), "")),
            words=texts.get(words_id(_id(each)), ""),
        )
        for each in raised(found.explanation.why, "vi")
    )


def _reply(text: str) -> Reply | None:
    return Reply(text) if text in set(Reply) else None


def words_id(check_id: str) -> str:
    """Return under what a draft has the words beside an answer."""
    return f"{check_id}.words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at again; `url`: where it is mended; `id`: under which a draft has the answer to its text."""

    id: str
    text: str
    url: str
    answer: Reply | None = None
    words: str = ""

    @property
    def words_id(self) -> str:
        """Under which it has the words beside the answer."""
        return words_id(self.id)

    @property
    def is_faulty(self) -> bool:
        """Whether the words are such that no ledger keeps them."""
        told = " ".join(self.words.split())
        return len(told) > MAX_WORDS or not told.isprintable()


def checks_of(opened: OpenDraft) -> tuple[Check, ...]:
    """Return what people should look at again: cross-checks of the framework, what is seldom, and their answers."""
    return tuple(_check(opened, each) for each in raised(opened.filled.explanation.why, opened.lang))


def _check(opened: OpenDraft, asked: Raised) -> Check:
    question, texts = next(filter(opened.asks, _places(opened.filled, asked)), None), opened.draft.texts
    own = _id(asked)
    return Check(
        id=own,
        text=sentence(asked.text),
        url=opened.page_url(opened.pages[0]) if question is None else opened.question_url(question),
        answer=_reply(texts.get(own, "")),
        words=texts.get(words_id(own), ""),
    )
