"""The formulas of a stratum as one function over numbered facts, made once for a program.

Its source holds whole numbers and names of ours and no text of any framework, so there is nothing to escape. What a
formula means is said where it is defined; laws compare the two on drawn programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.program import Extreme, Fraction, Key, Linear, Pick
from chamdiem.rules.compile.rescaling import Rescaling, round_to_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chamdiem.rules.compile.program import Formula, Guarded, Within

Numbered: TypeAlias = "list[int | None]"
"""The values of facts by their numbers; None where one is missing."""


def concluding(formulas: Sequence[Formula], numbers: Mapping[Key, int]) -> Callable[[Numbered], None]:
    """Return what puts the values of some formulas among those of all facts.

    Each formula finds its inputs among the values, or is preceded by what concludes them.
    """
    text, names = source_of(formulas, numbers)
    made: dict[str, Callable[[Numbered], None]] = {}
    exec(text, {"__builtins__": {}, **names}, made)  # noqa: S102 - see above
    return made["conclude"]


def source_of(formulas: Sequence[Formula], numbers: Mapping[Key, int]) -> tuple[str, Mapping[str, object]]:
    """Return the source of the function that `concluding` returns, and what the names in it stand for."""
    writing = _FormulaSource(numbers)
    lines = [line for formula in formulas for line in writing.lines(formula)]
    made = {formula.then for formula in formulas}
    read = dict.fromkeys(key for formula in formulas for key in formula.reads if key not in made)
    given = [f"{writing.local(key)} = values[{numbers[key]}]" for key in read]
    return "\n    ".join(["def conclude(values):", *given, *lines, "return"]), writing.names


class _FormulaSource:
    """Writes formulas, each as lines that set the local of its fact and its value."""

    def __init__(self, numbers: Mapping[Key, int]) -> None:
        self._numbers = numbers
        self.names: dict[str, object] = {"max": max, "min": min, "sum": sum, "rounded": round_to_step}

    def local(self, key: Key) -> str:
        """Return the name of a fact's value: its number, for no text of a framework may become source."""
        return f"x{self._numbers[key]}"

    def lines(self, formula: Formula) -> Iterator[str]:
        match formula:
            case Linear():
                value = self._linear(formula)
            case Fraction():
                value = self._fraction(formula)
            case Pick():
                value = self._pick(formula)
            case Agreed():
                least, most = map(self.local, formula.reads)
                value = f"{least} if {least} == {most} else None"
            case Extreme():
                yield from self._options(formula.options)
                most = f"{'max' if formula.highest else 'min'}(options, default={formula.default})"
                value = f"None if None in options else {most}"
            case Rescaling() | Exact():
                value = self._called(formula)
            case _:
                assert_never(formula)
        number = self._numbers[formula.then]
        yield f"values[{number}] = x{number} = {value}"

    def _name(self, kind: str, thing: object) -> str:
        """Return a name that stands for a value which is made beforehand."""
        name = f"{kind}{len(self.names)}"
        self.names[name] = thing
        return name

    def _where_known(self, keys: Iterable[Key], value: str, *also: str) -> str:
        """Return what is missing where one of some facts is, or something else is not so."""
        missing = [f"{self.local(key)} is None" for key in dict.fromkeys(keys)]
        needs = " or ".join([*missing, *also])
        return f"None if {needs} else {value}" if needs else value

    def _linear(self, formula: Linear) -> str:
        # Added up by one call: a chain of pluses is a tree as deep as it is long, which Python takes only so far.
        terms = ", ".join([str(formula.constant), *(self._term(*term) for term in formula.terms)])
        value = f"sum(({terms},))"
        value = value if formula.at_least is None else f"max({value}, {formula.at_least})"
        value = value if formula.at_most is None else f"min({value}, {formula.at_most})"
        return self._where_known((term.fact for term in formula.terms if term.default is None), value)

    def _term(self, factor: int, fact: Key, default: int | None) -> str:
        value = self.local(fact)
        value = value if default is None else f"({default} if {value} is None else {value})"
        return value if factor == 1 else f"{factor} * {value}"

    def _fraction(self, formula: Fraction) -> str:
        top, bottom = f"{self.local(formula.numerator)} * {formula.scale}", self.local(formula.denominator)
        if formula.rounding == "marked":
            value = f"2 * ((top := {top}) // {bottom}) + (top % {bottom} != 0)"
        else:
            value = f"rounded({top}, {bottom}, {formula.step}, {self._name('rounding', formula.rounding)})"
        return self._where_known(formula.reads, value, f"{bottom} <= 0")

    def _pick(self, formula: Pick) -> str:
        # the first option of a value counts
        places = {value: place for place, (value, _) in reversed([*enumerate(formula.options)])}
        options = ", ".join(self._value(option) for _, option in formula.options)
        place = f"{self._name('places', places)}.get({self.local(formula.selector)}, {len(formula.options)})"
        return f"({options}, None)[{place}]" if options else "None"

    def _value(self, option: Key | int) -> str:
        return self.local(option) if isinstance(option, Key) else str(option)

    def _options(self, options: Iterable[Guarded]) -> Iterator[str]:
        """Yield what collects the options of an extreme that are not known to be out."""
        yield "options = []"
        for value, unless in options:
            out = " or ".join(self._all_hold(tests) for tests in unless)
            put = f"options.append({self._value(value)})"
            yield f"if not ({out}): {put}" if out else put

    def _all_hold(self, tests: Iterable[Within]) -> str:
        return " and ".join(map(self._holds, tests)) or "True"

    def _holds(self, test: Within) -> str:
        value = self.local(test.fact)
        low = "" if test.at_least is None else f"{test.at_least} <= "
        high = "" if test.at_most is None else f" <= {test.at_most}"
        return f"{value} is not None" + (f" and {low}{value}{high}" if low or high else "")

    def _called(self, formula: Rescaling | Exact) -> str:
        """Return the call of a formula that is evaluated as it stands: what it does is more than one expression."""
        reads = formula.reads

        def value_of(*values: int | None) -> int | None:
            return formula.evaluate({key: value for key, value in zip(reads, values, strict=True) if value is not None})

        return f"{self._name('value_of', value_of)}({', '.join(map(self.local, reads))})"
