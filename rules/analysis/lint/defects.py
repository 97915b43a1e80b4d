"""What `lint` finds, as values: the code, the place, the words that the sentence needs, and a record that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from chamdiem.rules.language.lint_codes import LEVELS, Code, Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.rules.compile.program import Key, Origin
    from chamdiem.rules.language.conditions import Comparison
    from chamdiem.rules.records.faults import Path

    Detail = str | int | Comparison | Origin


OWN_LAYER = "self"
"""The layer by which a cell scores itself."""
ShownKind = Literal["unmatched", "undefined", "conflict", "award", "total", "unrated", "numbers"]


@dataclass(frozen=True, slots=True)
class WitnessScoring:
    """What scoring the witness gives, so that anyone can see the defect.

    unmatched, undefined: the criterion has no points for that reason; conflict: two rules disagree; award: the
    criterion gets `value`; total, unrated: the total is `value`, and for the latter no rating applies. Values are
    hundredths. numbers: the fields and measures of `numbers` are what stands beside them, as it is stored.
    """

    kind: ShownKind
    criterion: str = ""
    value: int = 0
    numbers: tuple[tuple[Key, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """Fields and answers of a layer that show a defect, as facts of the rule program, and what scoring them gives."""

    facts: Mapping[Key, int]
    shows: WitnessScoring
    layer: str = OWN_LAYER


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One remark. `at` is the id or name of what it is about: silences name it; `details` fill the sentence in.

    A detail is text, a range of a fact (spoken with the fact's name from `details["name"]`), points in hundredths, or
    a part of a criterion.
    """

    code: Code
    path: Path
    at: str
    details: Mapping[str, Detail] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()
    silenced: str = ""
    variant: str = ""

    @property
    def level(self) -> Level:
        """How bad it is."""
        return LEVELS[self.code]


def defect_at(code: Code, path: Path, at: str, *witnesses: Witness, variant: str = "", **details: Detail) -> Defect:
    """Return a remark that nothing silences yet."""
    return Defect(code=code, path=path, at=at, details=details, witnesses=witnesses, variant=variant)
