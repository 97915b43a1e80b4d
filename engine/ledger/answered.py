"""What a cell answered to the questions that its record raised, as its submission keeps it.

A question changes no point; whoever assesses the meeting reads it with its answer. What was asked is kept as it was
put: an answer is to those words, and later versions may put them otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chamdiem.engine.ledger.shapes import Misshapen, listed, one_of, optional, parts, said, words


class Reply(StrEnum):
    """One of the two answers to a question: it is right as it stands, or it is to be mended."""

    KEEP = "keep"
    MEND = "mend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question, in Vietnamese, with its answer (None: nobody answered it) and what was said besides.

    `finding`: the cross-check of the framework that asks; None: the record is seldom so.
    """

    question: str
    finding: str | None = None
    answer: Reply | None = None
    words: str = ""


_ANSWERED = parts(
    {
        "question": words,
        "finding": optional(words),
        "answer": optional(one_of(tuple(Reply))),
        "words": optional(said),
    }
)
_LISTED = listed(_ANSWERED)


def read_answers(data: object) -> tuple[Answered, ...]:
    """Read what a submission says of questions; where there were none it says nothing of them."""
    told = _LISTED(data)
    if not told:
        raise Misshapen
    return tuple(Answered(**{**each, "words": each["words"] or ""}) for each in told)
