"""How a total is made of the points, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import Lang, say
from chamdiem.engine.words import formats

if TYPE_CHECKING:
    from chamdiem.engine.scoring.arithmetic import Arithmetic


def arithmetic_sentence(made: Arithmetic, lang: Lang) -> str:
    """Return the steps with what they are."""
    code = f"arithmetic.{'rescaled' if made.is_rescaled else 'plain'}{'_bonus' if made.bonus else ''}"
    return say(lang, code, scale=formats.points(made.scale, lang), steps=arithmetic_line(made, lang))


def arithmetic_line(made: Arithmetic, lang: Lang) -> str:
    """Return the steps as people write them: 30 × 100 ÷ 40 + 10 = 85."""
    steps = [formats.points(made.inside, lang)]
    if made.applicable is not None:
        scale, applicable = formats.points(made.scale, lang), formats.points(made.applicable, lang)
        steps[0] = f"{steps[0]} × {scale} ÷ {applicable}"
    rescaled = formats.points(made.rescaled, lang)
    if made.is_rounded:
        exact = formats.quotient(made.inside * made.scale, 100 * (made.applicable or 1), lang)
        rounded = say(lang, "arithmetic.rounded", steps=steps[0], exact=exact, points=rescaled)
        if not made.bonus:
            return _held(made, rounded, lang)
        steps = [f"{rounded}; {rescaled}"]
    if made.bonus:
        steps.append(formats.points(made.bonus, lang))
    whole = formats.points(made.rescaled + made.bonus, lang)
    return _held(made, f"{' + '.join(steps)} = {whole}", lang)


def _held(made: Arithmetic, line: str, lang: Lang) -> str:
    return say(lang, "arithmetic.held", steps=line, points=formats.points(made.total, lang)) if made.is_held else line
