"""The storey of the commands: each of them parses, makes one call of the office, and shows."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import click
import pytest

from chamdiem.cli import root
from chamdiem.commands.base import CommandGroup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMANDS = Path(inspect.getfile(CommandGroup)).parent
OFFICE = "chamdiem.engine.office."
OWN = "chamdiem.commands."
SPEAKS_OF_ITSELF = {"completion"}
"""Commands about the command line, which ask the office for nothing."""
MANY = 100
"""So many calls count where one stands in what is done any number of times."""
OPENING = f"{OFFICE}office.open_office"
"""No act: by this the door gets its office."""
REACHED = {"base": "the_office().clock.local"}
"""What a module asks the office itself: base, by what clock people read the times of entries."""


def callbacks(command: click.Command = root, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield the function of every command by the command's name, groups that do something included."""
    for inner in command.listed(click.Context(command)) if isinstance(command, CommandGroup) else ():
        whole = f"{path} {inner.name}".strip()
        if inner.callback is not None:
            yield whole, inspect.unwrap(inner.callback)
        yield from callbacks(inner, whole)


WORK = dict(callbacks())


@cache
def tree_of(module: str) -> ast.Module:
    """Return the syntax tree of a module of commands; nothing is in what is none."""
    file = COMMANDS / f"{module.removeprefix(OWN)}.py"
    return ast.parse(file.read_text("utf-8") if file.exists() else "")


def imported(nodes: Sequence[ast.AST]) -> dict[str, str]:
    """Return the full name of what is imported, by the name that it has here."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for each in nodes
        for node in ast.walk(each)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }


def often(calls: int) -> int:
    """Return how many calls count, where they are made any number of times."""
    return MANY if calls else 0


class Counter:
    """Counts the calls of the office on the longest way through a function and all of the commands' that it calls."""

    def __init__(self, module: str, function: ast.AST) -> None:
        self.module = module
        self.names = imported([node for node in tree_of(module).body if not isinstance(node, ast.FunctionDef)])
        self.names |= imported([function])
        self.values = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
        self.values |= {
            node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }

    def body(self, statements: Sequence[ast.stmt]) -> int:
        """Return the number of calls in statements, one after another."""
        if not statements:
            return 0
        first, rest = statements[0], statements[1:]
        match first:
            case ast.If() if isinstance(first.body[-1], ast.Return | ast.Raise):
                return self.within(first.test) + max(self.body(first.body), self.body([*first.orelse, *rest]))
            case ast.If():
                calls = self.within(first.test) + max(self.body(first.body), self.body(first.orelse))
            case ast.For():
                calls = self.within(first.iter) + often(self.body(first.body)) + self.body(first.orelse)
            case ast.While():
                calls = often(self.within(first.test) + self.body(first.body)) + self.body(first.orelse)
            case ast.FunctionDef():
                calls = often(self.body(first.body))
            case ast.Match():
                calls = self.within(first.subject) + max(self.body(case.body) for case in first.cases)
            case _:
                calls = self.others(first)
        return calls + self.body(rest)

    def others(self, statement: ast.stmt) -> int:
        """Return the number of calls in a statement, of its blocks and of all else in it."""
        handlers = getattr(statement, "handlers", [])
        blocks = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
        blocks += [handler.body for handler in handlers]
        inner = {id(each) for block in (*blocks, handlers) for each in block}
        heads = [child for child in ast.iter_child_nodes(statement) if id(child) not in inner]
        return sum(map(self.body, blocks)) + sum(map(self.within, heads))

    def within(self, node: ast.AST) -> int:
        """Return the number of calls in an expression, or in a statement without others in it."""
        children = list(ast.iter_child_nodes(node))
        match node:
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                first = node.generators[0].iter  # it is asked for once, and all else for each item
                return self.within(first) + often(sum(map(self.within, children)) - self.within(first))
            case ast.Lambda():
                return often(self.within(node.body))
            case ast.Call(func=ast.Name() | ast.Attribute() as function) if calls := self.meant(function):
                return calls + sum(map(self.within, (*node.args, *node.keywords)))
            case ast.Name() | ast.Attribute() if calls := self.meant(node):
                return often(calls)  # handed on, as to `map`, and called by nobody knows whom
        return sum(map(self.within, children))

    def meant(self, name: ast.Name | ast.Attribute) -> int:
        """Return how often the office is called by what a name, or an attribute of a module, stands for."""
        head, dot, rest = ast.unparse(name).partition(".")
        if head in self.values:
            return 0
        whole = f"{self.names.get(head, f'{self.module}.{head}')}{dot}{rest}"
        module, _, own = whole.rpartition(".")
        if whole.startswith(OFFICE):
            return int(own[0].islower() and f"{module}." != OFFICE and whole != OPENING)
        return calls_in(module, own) if module.startswith(OWN) else 0


COUNTED: dict[tuple[str, str], int] = {}


def calls_in(module: str, name: str) -> int:
    """Return how often a function of the commands, or any method of a class of theirs, calls the office."""
    if (module, name) not in COUNTED:
        COUNTED[module, name] = 0  # what it does by calling itself is counted where it stands
        found = [
            node
            for node in ast.walk(tree_of(module))
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        ]
        COUNTED[module, name] = max((Counter(module, node).body(node.body) for node in found), default=0)
    return COUNTED[module, name]


OF_PAGES = ("serve", "account ", "backup ", "projections ")
"""Commands about the pages, which are a door of their own and have the office inside."""


@pytest.mark.parametrize(
    "name", sorted(name for name in WORK.keys() - SPEAKS_OF_ITSELF if not name.startswith(OF_PAGES))
)
def test_the_work_of_a_command_is_one_call(name: str) -> None:
    """Whatever a command does can be done by any other door: by the one function of the office that it calls."""
    function = WORK[name]
    assert inspect.isfunction(function)
    calls = calls_in(function.__module__, function.__name__)
    assert calls == 1


@pytest.mark.parametrize(
    ("calls", "work"),
    [
        (1, "make(office, name)"),
        (1, "ledgers.make(office, name)"),
        (1, "chamdiem.engine.office.ledgers.make(office, name)"),
        (1, "for each in log(office, name): print(each)"),
        (1, "print([each for each in log(office, name)])"),
        (1, "if name: make(office, name)\nelse: log(office, name)"),
        (2, "make(office, name); log(office, name)"),
        (2, "print(make(office, name), ledgers.log(office, name))"),
        (2, "if make(office, name): return\nlog(office, name)"),
        (MANY, "for each in names: make(office, each)"),
        (MANY, "while make(office, name): pass"),
        (MANY, "print([make(office, each) for each in names])"),
        (MANY, "print([each for each in names if make(office, each)])"),
        (MANY, "print(list(map(make, names)))"),
        (MANY, "return lambda: make(office, name)"),
        (MANY, "def inner(): make(office, name)\nreturn inner"),
    ],
)
def test_every_call_is_counted(calls: int, work: str) -> None:
    """However the office is called, it is counted: also as an attribute, and any number of times in what goes round."""
    imports = "import chamdiem\nfrom chamdiem.engine.office import ledgers\nfrom chamdiem.engine.office.ledgers import make, log\n"
    (function,) = ast.parse("def work(office, name, names):\n" + indent(imports + work, " ")).body
    assert isinstance(function, ast.FunctionDef)
    assert Counter(f"{OWN}base", function).body(function.body) == calls


@pytest.mark.parametrize("file", sorted(COMMANDS.glob("*.py")), ids=lambda file: file.stem)
def test_the_office_is_only_handed_on(file: Path) -> None:
    """No command reaches into the office: it is the first argument of what the command calls, and nothing else."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    handed = {id(call.args[0]) for call in calls if call.args}
    reached = [node for node in nodes if ast.unparse(node) == REACHED.get(file.stem)]
    asked = {id(call) for call in calls if ast.unparse(call.func) == "the_office"}
    assert asked <= handed | {id(inner) for node in reached for inner in ast.walk(node)}
    opened = {name for name in imported(nodes[:1]).values() if name == OPENING}
    assert bool(opened) == (file.stem == "base")
