"""The questions to look at again before the vote: what raises them, where they are mended, what was answered.

They change no point. Their answers stay with the draft, and travel into the ledger with the submission.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.forms.form import answer_path
from chamdiem.engine.ledger.answered import Answered, Reply
from chamdiem.engine.ledger.shapes import MAX_WORDS
from chamdiem.engine.texts import say, sentence
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.forms.form import FormQuestion
    from chamdiem.engine.texts import Lang
    from chamdiem.web.open_draft import OpenDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raised:
    """What raises a question: `key` names it in every language, `places` are the questions of the form it reads."""

    key: str
    text: str
    finding: str | None = None
    places: tuple[FormQuestion, ...] = ()

    @property
    def id(self) -> str:
        """Under what a draft has the answer; it is to what was read: where the figures are others, it is asked anew."""
        return f"check.{hashlib.sha256(self.key.encode()).hexdigest()[:16]}"


def _raised(found: Filled, lang: Lang) -> Iterator[_Raised]:
    why, by_path = found.explanation.why, found.form.by_path
    read = found.form.framework.needs
    for each in why.scoring.findings:
        places = tuple(_places(found, read.get(Key("finding", each.id), ())))
        yield _Raised(key=each.id, text=each.message, finding=each.id, places=places)
    if why.evaluation.outside_force:
        yield _Raised(key="outside_force", text=say(lang, "finding.outside_force", id=found.form.framework.id))
    for fault in why.oddities:
        told = (f"{name} {text}" for name, text in sorted(fault.details.items()))
        key = " ".join((fault.code, *map(str, fault.path), *told))
        place = by_path.get(fault.path)
        yield _Raised(key=key, text=say_fault(lang, fault, placed=False), places=() if place is None else (place,))


def _places(found: Filled, read: tuple[Key, ...]) -> Iterator[FormQuestion]:
    """Yield the questions that a cross-check reads, what is judged before what happened."""
    scope, by_path = found.form.framework.scope, found.form.by_path
    judged = [by_path.get(answer_path(scope.questions[key])) for key in read if key in scope.questions]
    facts = [by_path.get((key.subject,)) for key in read if key.kind == "field"]
    yield from (each for each in (*judged, *facts) if each is not None)


def answers_of(found: Filled, texts: Mapping[str, str]) -> tuple[Answered, ...]:
    """Return the questions of what a draft says, with what `texts` have as answers; in Vietnamese, as papers are."""
    return tuple(
        Answered(
            question=sentence(each.text),
            finding=each.finding,
            answer=_reply(texts.get(each.id, "")),
            words=texts.get(words_id(each.id), ""),
        )
        for each in _raised(found, "vi")
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
    return tuple(_check(opened, each) for each in _raised(opened.filled, opened.lang))


def _check(opened: OpenDraft, raised: _Raised) -> Check:
    question, texts = next(filter(opened.asks, raised.places), None), opened.draft.texts
    return Check(
        id=raised.id,
        text=sentence(raised.text),
        url=opened.page_url(opened.pages[0]) if question is None else opened.question_url(question),
        answer=_reply(texts.get(raised.id, "")),
        words=texts.get(words_id(raised.id), ""),
    )
