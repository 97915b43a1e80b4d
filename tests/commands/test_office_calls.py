"""The storey of the commands: each of them parses, makes one call of the office, and shows."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import pytest

from chamdiem.cli import root
from chamdiem.commands.base import CommandGroup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import click

COMMANDS = Path(inspect.getfile(CommandGroup)).parent
OFFICE = "chamdiem.engine.office."
OWN = "chamdiem.commands."
SPEAKS_OF_ITSELF = {"completion"}
"""Commands about the command line, which ask the office for nothing."""


def callbacks(command: click.Command = root, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield the function of every command by the command's name, groups that do something included."""
    for name, inner in command.commands.items() if isinstance(command, CommandGroup) else ():
        whole = f"{path} {name}".strip()
        if inner.callback is not None:
            yield whole, inspect.unwrap(inner.callback)
        yield from callbacks(inner, whole)


WORK = dict(callbacks())


@cache
def tree_of(module: str) -> ast.Module:
    """Return the syntax tree of a module of commands."""
    return ast.parse((COMMANDS / f"{module.removeprefix(OWN)}.py").read_text("utf-8"))


def imported(nodes: Sequence[ast.AST]) -> dict[str, tuple[str, str]]:
    """Return the module and the name of what is imported, by the name that it has here."""
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for each in nodes
        for node in ast.walk(each)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


class Counter:
    """Counts the calls of the office on the longest way through a function and all of the commands' that it calls."""

    def __init__(self, module: str, function: ast.AST) -> None:
        self.module = module
        self.names = imported([node for node in tree_of(module).body if not isinstance(node, ast.FunctionDef)])
        self.names |= imported([function])

    def body(self, statements: Sequence[ast.stmt]) -> int:
        """Return the number of calls in statements, one after another."""
        if not statements:
            return 0
        first, rest = statements[0], statements[1:]
        if isinstance(first, ast.If):
            asked, yes, no = self.within(first.test), self.body(first.body), self.body(first.orelse)
            if isinstance(first.body[-1], ast.Return | ast.Raise):
                return asked + max(yes, no + self.body(rest))
            return asked + max(yes, no) + self.body(rest)
        inner = [getattr(first, part) for part in ("body", "orelse", "finalbody") if getattr(first, part, None)]
        cases = [case.body for case in getattr(first, "cases", ())]
        if not inner and not cases:
            return self.within(first) + self.body(rest)
        heads = [child for child in ast.iter_child_nodes(first) if not isinstance(child, ast.stmt | ast.match_case)]
        longest = max(map(self.body, cases), default=0)
        return sum(map(self.within, heads)) + sum(map(self.body, inner)) + longest + self.body(rest)

    def within(self, node: ast.AST) -> int:
        """Return the number of calls in an expression, or in a statement without others in it."""
        return sum(self.called(ast.unparse(call.func)) for call in ast.walk(node) if is_named_call(call))

    def called(self, name: str) -> int:
        """Return how often the office is called by a call of a name."""
        module, own = self.names.get(name, (self.module, name))
        if module.startswith(OFFICE):
            return int(own[0].islower())
        return calls_in(module, own) if module.startswith(OWN) and module != f"{OWN}base" else 0


def is_named_call(node: ast.AST) -> TypeGuard[ast.Call]:
    """Tell whether a node calls something by its name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@cache
def calls_in(module: str, name: str) -> int:
    """Return how often a function of the commands, or any method of a class of theirs, calls the office."""
    found = [
        node
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
    ]
    return max((Counter(module, node).body(node.body) for node in found), default=0)


@pytest.mark.parametrize("name", sorted(WORK.keys() - SPEAKS_OF_ITSELF))
def test_the_work_of_a_command_is_one_call(name: str) -> None:
    """Whatever a command does can be done by any other door: by the one function of the office that it calls."""
    function = WORK[name]
    assert inspect.isfunction(function)
    calls = calls_in(function.__module__, function.__name__)
    assert calls == 1


@pytest.mark.parametrize("file", sorted(COMMANDS.glob("*.py")), ids=lambda file: file.stem)
def test_the_office_is_only_handed_on(file: Path) -> None:
    """No command reaches into the office: it is the first argument of what the command calls, and nothing else."""
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if is_named_call(node)]
    handed = {id(call.args[0]) for call in calls if call.args}
    asked = {id(call) for call in calls if ast.unparse(call.func) == "the_office"}
    assert asked <= handed or file.stem == "base"
