"""The act that explains one meeting: find what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.reading.remarks import unheard

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRequest:
    """Which layer of a record is asked about; `criterion`: only that one, or those of the group of this id."""

    record: File
    framework: str | None
    layer: str
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class AskedEvaluation:
    """The evaluation of a record of which a layer was asked, and the ids of the criteria asked about; None: of all."""

    evaluation: Evaluation
    criteria: tuple[str, ...] | None


def evaluate_layer(office: Office, asked: LayerRequest, hear: Hear = unheard) -> AskedEvaluation:
    """Score the record of one meeting to tell of a layer of it.

    Raises:
        WrongRequest: the layer was not scored, or there is no such criterion; it names those that there are.
        FaultyInput, InferenceError: as `evaluate_file`.
    """
    evaluation = evaluate_file(office, asked.record, asked.framework, hear)
    scored = [name for name, item in evaluation.layers.items() if item.scoring]
    if asked.layer not in scored:
        raise WrongRequest("usage.no_layer", name=asked.layer, allowed=", ".join(scored))
    framework = evaluation.framework.framework
    return AskedEvaluation(evaluation, None if asked.criterion is None else _criteria(framework, asked.criterion))


def _criteria(framework: Framework, name: str) -> tuple[str, ...]:
    ids = [item.id for item in framework.criteria]
    groups = {group.id: tuple(item.id for item in group.criteria) for group in framework.groups}
    if name in ids:  # a criterion that is alone in its group may bear the group's id
        return (name,)
    if name not in groups:
        raise WrongRequest("usage.no_criterion", framework=framework.framework, name=name, allowed=", ".join(ids))
    return groups[name]
