"""What is wrong with the inputs of a framework: asked twice, without an end, asked the wrong way."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.defects import Defect, defect_at
from chamdiem.rules.language.subjects import base_shape
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.text import bare, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.framework import Framework


def input_defects(framework: Framework) -> Iterator[Defect]:
    """Yield what the inputs of one framework show without any record."""
    if framework.inputs:
        yield from _like_fields(framework)
        yield from _unbounded(framework)
        yield from _negated(framework)


_ALIKE = 85
"""So much of two titles, in percent, is the same where people take them for one."""


def _like_fields(framework: Framework) -> Iterator[Defect]:
    """An input that is called as a field is asked for twice, and the two answers need not be the same."""
    fields = {field.name: field.vi for field in base_shape(framework.subject).fields}
    before: dict[str, str] = {}
    for name, declaration in framework.inputs.items():
        title = bare(spelling(declaration.title))
        # Inputs stand side by side in one file: one word that differs ("this year", "last year") was meant.
        like = next((other for other, known in fields.items() if _is_like(bare(spelling(known)), title)), None)
        like = like or before.get(title)
        if like is not None:
            yield defect_at("input-like-field", ("inputs", name, "title"), name, name=name, other=like)
        before[title] = name


def _is_like(first: str, second: str) -> bool:
    same = sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
    return 200 * same >= _ALIKE * (len(first) + len(second))


def _unbounded(framework: Framework) -> Iterator[Defect]:
    """What stands above the line of a percentage may be anything, so the percentage may be above 100."""
    for name, measure in framework.measures.items():
        top = measure.share[0] if measure.share else ""
        declaration = framework.inputs.get(top)
        is_held = any(ends is not None and ends.at_most is not None for ends in (measure.range, measure.limit))
        if declaration is not None and declaration.at_most is None and not is_held:
            yield defect_at("input-unbounded", ("inputs", top), top, name=top, other=name)


_NEGATIONS = ("khong ", "chua ")


def _negated(framework: Framework) -> Iterator[Defect]:
    for name, declaration in framework.inputs.items():
        if declaration.kind is FieldType.YES_NO and bare(declaration.title).startswith(_NEGATIONS):
            yield defect_at("input-negated", ("inputs", name, "title"), name, name=name, title=declaration.title)
