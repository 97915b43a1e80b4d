"""Advice: what would raise one meeting's rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.advice import advice
from chamdiem.engine.advice.advice_words import AdviceWords
from chamdiem.engine.office.checking import evaluate_layer, rating_of
from chamdiem.engine.reading.items import unheard

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Advice
    from chamdiem.engine.office.checking import LayerRequest
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.engine.texts import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedMeeting:
    """A meeting that was scored, the advice on it, and what scores by its framework."""

    evaluation: Evaluation
    advice: Advice
    scorer: Scorer

    def words(self, lang: Lang) -> AdviceWords:
        """Return what puts the advice into words."""
        return AdviceWords(self.scorer, lang)

    def line(self, lang: Lang) -> str | None:
        """Return what would raise the rating as one sentence; None where no rating is better."""
        return None if self.advice.reached else self.words(lang).line(self.advice)


def advise(office: Office, asked: LayerRequest, target: str | None = None, hear: Hear = unheard) -> AdvisedMeeting:
    """Score the record of one meeting and find what would lead to a rating, or to the next better one.

    `target` is its id or title.

    Raises:
        WrongRequest: the layer was not scored, or there is no such rating; it names those that there are.
    """
    evaluation, _ = evaluate_layer(office, asked, hear)
    loaded = evaluation.framework
    return advise_on(office, evaluation, rating_of(target, loaded.framework.ratings, loaded.id), asked.layer)


def advise_on(office: Office, evaluation: Evaluation, target: str | None = None, layer: str = "self") -> AdvisedMeeting:
    """Return the advice on a meeting that was scored; on what the cell itself gave, unless another layer is named."""
    scorer = office.scorers.scorer(evaluation.framework)
    found = advice.advise(scorer, evaluation, target, layer)
    return AdvisedMeeting(evaluation=evaluation, advice=found, scorer=scorer)
