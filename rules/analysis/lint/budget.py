"""How much work `lint` does before it says what it left: counted in steps, so that every machine leaves the same.

A step is about a rule that is looked at, or an inequality that is solved: a million of them take a second or two. What
ships needs some tens of thousands.
"""

from __future__ import annotations

from dataclasses import dataclass

from chamdiem.rules.analysis.lint.linear import Undecided

OF_CRITERION = 400_000
"""Steps for one criterion."""
OF_CRITERIA = 2_000_000
"""Steps for all criteria together; what one leaves is there for the next."""
OF_RATINGS = 4_000_000
"""Steps for totals and ratings."""


@dataclass(slots=True)
class Budget:
    """Steps that are left."""

    left: int

    def spend(self, steps: int) -> None:
        """Take steps away.

        Raises:
            Undecided: there are none left.
        """
        self.left -= steps
        if self.left < 0:
            raise Undecided
