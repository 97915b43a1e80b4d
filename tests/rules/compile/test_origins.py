"""Whatever a program holds says as data which place of the regulation it was written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.program import Extreme, Fraction, Linear, Origin, Pick
from chamdiem.rules.compile.rescaling import Rescaling
from drawn.strategies import frameworks

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.framework import Framework

SHIPPED = Catalog().ids
ON_TOTAL = {"total", "raw total", "bonus"}


def owners(framework: Framework) -> dict[str, set[str]]:
    """Return the ids of a framework's parts by what they are."""
    ratings = {rating.id for rating in framework.ratings}
    return {
        "field": set(framework.shape.personal),  # whether it is known
        "measure": {*framework.measures, *framework.shape.by_name},  # two facts that are compared go by the first
        "criterion": {criterion.id for criterion in framework.criteria},
        "group": {group.id for group in framework.all_groups},
        "total": ON_TOTAL,
        "rating": ratings | {""},
        "gate": ratings,
        "cap": {cap.id for cap in framework.caps},
        "finding": {finding.id for finding in framework.findings},
    }


def check_origins(framework: Framework) -> None:
    """Assert that every rule and formula comes from a part that the framework has, and is named by that alone."""
    program, known = compile_framework(framework), owners(framework)
    parts: dict[tuple[str, tuple[str | int, ...]], list[str | None]] = {
        (criterion.id, (scored.id,) if at else ()): [getattr(item, "id", None) for _, item in scored.items]
        for criterion in framework.criteria
        for at, scored in criterion.scorables
    }
    for origin in (each.origin for each in (*program.rules, *program.formulas)):
        assert origin.owner in known[origin.of]
        assert not origin.part or parts[origin.owner, origin.under][origin.place] == origin.part
    seen: dict[Origin, int] = {}
    for rule in program.rules:
        seen[rule.origin] = number = seen.get(rule.origin, 0) + 1
        assert rule.name in {rule.origin.name, *(f"{rule.origin.name}#{more}" for more in range(2, 100))}
        assert number == 1 or rule.name != rule.origin.name


@pytest.mark.parametrize("loaded", SHIPPED)
def test_shipped_frameworks(loaded: str) -> None:
    """Every rule and formula of a shipped framework says where it was written."""
    check_origins(Catalog().get(loaded).framework)


@settings(max_examples=25)
@given(frameworks())
def test_any_framework(loaded: LoadedFramework) -> None:
    """So does every rule and formula of whatever frameworks may say."""
    check_origins(loaded.framework)


@pytest.mark.nightly
@settings(max_examples=2_000)
@given(frameworks())
def test_any_of_many_frameworks(loaded: LoadedFramework) -> None:
    """The same of two thousand."""
    check_origins(loaded.framework)


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        (Origin("measure", "chon", "choose", 0), "chon/choose/0"),
        (Origin("measure", "chon", "choose", 1).within("first", 2)._replace(met=True), "chon/choose/1/first/2/true"),
        (Origin("criterion", "2.1", "bands", 0), "2.1/bands/0"),
        (Origin("criterion", "2.1", "exception", 1, met=False), "2.1/exception/1/false"),
        (Origin("criterion", "3.1", "holds", met=True), "3.1/holds/true"),
        (Origin("criterion", "3.1", "condition").within(0), "3.1/condition/0"),
        (Origin("criterion", "3.1", "judged", met=False), "3.1/judged/no"),
        (Origin("criterion", "3.1", "checklist", 4, "e", met=True), "3.1/e/true"),
        (
            Origin("criterion", "3.1", "not_applicable", 0).within("when", 1)._replace(met=True),
            "3.1/not_applicable/0/when/1/true",
        ),
        (Origin("criterion", "3.1", "applies"), "3.1/applies"),
        (Origin("rating", "tot"), "rating/tot"),
        (Origin("rating", ""), "rating/none"),
        (Origin("rating", "tot", "reaches", met=True), "reaches/tot/true"),
        (Origin("gate", "tot", place=2, met=False), "gate/tot/2/false"),
        (Origin("cap", "vang").within("when"), "cap/vang/when"),
        (Origin("finding", "lech"), "finding/lech"),
    ],
)
def test_names_stay(origin: Origin, name: str) -> None:
    """The name of a place is as derivations and ledgers have shown it from the first version on."""
    assert origin.name == name


def test_formulas_are_called_what_they_always_were() -> None:
    """A derivation calls a formula by a word that stays, whatever the class is called."""
    names = [formula.name for formula in (Linear, Fraction, Pick, Extreme, Rescaling)]
    assert names == ["linear", "fraction", "pick", "extreme", "rescaling"]
