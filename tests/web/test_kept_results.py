"""What is kept of earlier requests is what would be worked out anew: whatever was saved, recorded or set meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

pytestmark = pytest.mark.usefixtures("installation")

_QUESTIONS = {
    "members_total": ("", "19", "22", "chín"),
    "present": ("", "18", "19", "30"),
    "date": ("", "2025-11-05", "2026-02-30"),
    "self.answers.2.1": ("", "2", "5", "7,5"),
}
_TYPED = st.fixed_dictionaries({name: st.sampled_from(texts) for name, texts in _QUESTIONS.items()})
_STEPS = st.lists(st.one_of(_TYPED, st.sampled_from(["other month", "own month", "setting", "undone"])), max_size=8)


@settings(max_examples=12, deadline=None)
@given(steps=_STEPS)
def test_what_is_kept_is_what_would_be_made_anew(steps: Sequence[Mapping[str, str] | str]) -> None:
    """Points, sentences, faults and what was said last time, between saves, entries and settings of anybody."""
    from kept_results import World  # noqa: PLC0415 - the web needs an installation

    world = World()
    for step in ({}, *steps):
        if isinstance(step, str):
            world.happen(step)
        for texts in ({}, step if not isinstance(step, str) else {"members_total": "20"}):
            assert world.kept(texts) == world.anew(texts), step


def test_few_results_are_kept() -> None:
    """The oldest go first, counted from when they were last asked for; one that is kept is not made again."""
    from chamdiem.web.lately import Lately  # noqa: PLC0415 - as above

    made: list[int] = []
    kept: Lately[int] = Lately(2)
    for key in (1, 2, 1, 3, 1, 2):
        assert kept.get(key, lambda key=key: made.append(key) or key) == key  # type: ignore[misc, func-returns-value] # notes that it was made
    assert made == [1, 2, 3, 2]
