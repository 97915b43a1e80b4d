"""Advice asked of the office."""

from __future__ import annotations

import pytest

from chamdiem.engine.office.advising import advise
from chamdiem.engine.office.checking import LayerRequest
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.requests import WrongRequest
from places import EXAMPLES

ABSENT = next(EXAMPLES.glob("03-*"))


def test_advice_on_a_record() -> None:
    """A record is scored and advised on towards the rating that was asked for."""
    found = advise(Office(), LayerRequest(record=ABSENT, framework=None, layer="self"), "tot")
    assert found.advice.target.id == "tot"
    assert found.evaluation.framework.hash == found.scorer.loaded.hash


@pytest.mark.parametrize(("layer", "target"), [("decided", None), ("self", "tuyet-voi")])
def test_what_is_not_there_cannot_be_asked_for(layer: str, target: str | None) -> None:
    """A layer that was not scored and a rating that the framework has not are the mistake of who asks."""
    with pytest.raises(WrongRequest) as caught:
        advise(Office(), LayerRequest(record=ABSENT, framework=None, layer=layer), target)
    assert caught.value.details["allowed"]
