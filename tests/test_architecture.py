"""The order of modules: arrows point one way, every library has one door, and no float touches a score."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from graphlib import TopologicalSorter

import pytest

from chamdiem.engine.catalog import CRITERIA

ROOT = CRITERIA.parent
"""The folder of the program itself: the checkout, or where it was installed."""
PACKAGE = "chamdiem"

ARROWS: dict[str, set[str]] = {
    "rules": {"rules"},
    "engine.texts": {"engine.texts", "rules"},
    "engine": {"engine", "engine.texts", "rules"},
    "commands": {"commands", "engine", "engine.texts", "rules"},
    "web": {"web", "engine", "engine.texts", "rules"},
    "cli": {"commands", "web", "engine", "engine.texts", "rules"},
}
"""What each room may import. Whoever adds an arrow adds it here and says why in the change."""

DOORS: dict[str, set[str]] = {
    "durable_rules_engine": {"engine.inference"},
    # a filled template and a list that is made from nothing are both Word documents
    "docx": {"engine.lists.word", "engine.paper.word"},
    # one module makes a workbook, the other knows the formats of its cells
    "xlsxwriter": {"engine.lists.workbook", "engine.workbooks.xlsx_writing"},
    "yaml": {"engine.reading.documents"},
    "cryptography": {"engine.proof.keys"},
    "segno": {"engine.proof.mark"},
    # a template that an organisation brings is examined before it is rendered
    "jinja2": {"engine.paper.templates", "engine.paper.template_checks"},
    # workbooks and Word files are packages of XML; each is looked into by its own module before it is opened
    "defusedxml": {"engine.paper.word_package", "engine.reading.xlsx_package"},
    # frameworks and cases are made of pydantic's types; whoever reads a shape translates pydantic's errors
    "pydantic": {"rules.framework", "rules.cases", "engine.reading.shapes"},
    "pydantic_core": {"rules.framework", "engine.reading.shapes"},
    # the one reader that keeps comments; tokens and trees of it stay within
    "ruamel": {"engine.authoring.formatting"},
}
"""The modules that may import a library which would be hard to replace if it were met everywhere."""

FREE = {"click", "rich"}
"""What people type and see in a terminal is made of these, so every module that speaks to a terminal knows them."""

PURE = {
    "__future__", "bisect", "collections", "dataclasses", "datetime", "decimal", "difflib", "enum", "functools", "graphlib",
    "itertools", "math", "operator", "re", "typing", "unicodedata", "pydantic", "pydantic_core",
}  # fmt: skip
"""All that `rules/` may know of the world: no file, no clock, no engine, no output."""


def sources() -> dict[str, ast.Module]:
    """Return the syntax tree of every module of ours by its name below the package."""
    files = [
        ROOT / "cli.py",
        *(file for room in ("rules", "engine", "commands", "web") for file in (ROOT / room).rglob("*.py")),
    ]
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            file.read_text("utf-8")
        )
        for file in files
    }


MODULES = sources()


def imports(tree: ast.Module, *, at_run_time: bool = False) -> set[str]:
    """Return the full names of imported modules; those only for types are left out when asked for run time."""
    skipped = {
        id(node)
        for test in ast.walk(tree)
        if isinstance(test, ast.If) and isinstance(test.test, ast.Name) and test.test.id == "TYPE_CHECKING"
        for statement in test.body
        for node in ast.walk(statement)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if at_run_time and id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            found |= {f"{module}.{alias.name}" if is_ours(f"{module}.{alias.name}") else module for alias in node.names}
    return found


def is_ours(name: str) -> bool:
    """Tell whether a full name is a module of ours."""
    return name.removeprefix(f"{PACKAGE}.") in MODULES


def own(names: set[str]) -> set[str]:
    """Return which imported names are modules of ours, below the package."""
    return {name.removeprefix(f"{PACKAGE}.") for name in names if name.startswith(f"{PACKAGE}.") and is_ours(name)}


def foreign(names: set[str]) -> set[str]:
    """Return the top names of what is neither ours nor Python's own."""
    tops = {name.partition(".")[0] for name in names}
    return tops - {PACKAGE} - set(sys.stdlib_module_names)


def room(module: str) -> str:
    """Return the room in which a module lives."""
    return max((name for name in ARROWS if module == name or module.startswith(f"{name}.")), key=len)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_arrows_point_one_way(module: str) -> None:
    """A module imports only from its own room and the rooms below it."""
    for name in own(imports(MODULES[module])):
        assert room(name) in ARROWS[room(module)], f"{module} → {name}"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith("rules")))
def test_rules_are_pure(module: str) -> None:
    """What a regulation means knows no file, clock, engine or output."""
    tops = {name.partition(".")[0] for name in imports(MODULES[module])} - {PACKAGE}
    assert tops <= PURE
    calls = [node.func for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call)]
    assert not {func.id for func in calls if isinstance(func, ast.Name)} & {"open", "print", "input", "exec", "eval"}
    assert not {func.attr for func in calls if isinstance(func, ast.Attribute)} & {"now", "today", "utcnow"}


def test_no_import_cycles() -> None:
    """Modules can be read from the bottom up: none needs, while it is loaded, one that needs it."""
    packages = {name for name in MODULES if any(other.startswith(f"{name}.") for other in MODULES)}
    graph = {
        name: {other for other in own(imports(tree, at_run_time=True)) if other != name}
        for name, tree in MODULES.items()
    }
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) >= MODULES.keys() - packages


def test_libraries_have_one_door() -> None:
    """Each of these libraries is imported where it is listed and nowhere else."""
    doors: dict[str, set[str]] = defaultdict(set)
    for module, tree in MODULES.items():
        for name in foreign(imports(tree)) - FREE:
            doors[name].add(module)
    listed = {name: doors[name] for name in DOORS}
    assert listed == DOORS
    unlisted = {name: modules for name, modules in doors.items() if name not in DOORS}
    assert all(len(modules) == 1 for modules in unlisted.values()), unlisted


@pytest.mark.parametrize(("folder", "door"), [("criteria", "engine.catalog"), ("templates", "engine.paper.templates")])
def test_folders_have_one_door(folder: str, door: str) -> None:
    """Frameworks are found in one module, and templates in one."""
    named = {
        module
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value == folder
    }
    assert named == {door}


WRITERS = {
    "engine.writing.outputs",  # the rule itself
    "engine.writing.ownership",  # its list
    "engine.batch.manifest",  # the manifest and the journal of a folder
    "engine.batch.folder",
    "engine.batch.work",
    "commands.proof",  # a private key, which is only ever new
}
"""The modules that put bytes on the disk, or take files away. All others write by `writing.outputs`."""
WRITES = {"beside", "write_pieces", "write_text", "write_private", "append"}
TOUCHES = {"write_text", "write_bytes", "unlink", "rename", "touch", "symlink_to", "rmdir", "rmtree"}


@pytest.mark.parametrize("module", sorted(MODULES.keys() - WRITERS - {"engine.files"}))
def test_files_are_written_by_one_rule(module: str) -> None:
    """Whoever writes asks the rule of writing first: nothing that somebody made is lost."""
    imported = {
        alias.name
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.ImportFrom)
        and node.module in {"chamdiem.engine.files", "chamdiem.engine.writing.ownership"}
        for alias in node.names
    }
    assert not imported & WRITES
    calls = [node.func for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call)]
    touched = {func.attr for func in calls if isinstance(func, ast.Attribute)} & TOUCHES
    # what could not be made into a ledger is taken away again; click's formatter has a method of that name
    assert touched <= {"engine.ledger.sqlite": {"unlink"}, "commands.base": {"write_text"}}.get(module, set())


SCORING = ("rules", "engine.inference", "engine.scoring", "engine.reading.records", "engine.results", "engine.formats")
FLOATS = {
    "rules.framework": {0.01},  # a word of JSON Schema: points are its multiples
    "rules.identity": {0.8},  # how alike two names must be to be named beside one another
    "engine.reading.records": {0.7},  # how alike a misspelt name must be to a known one
}


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith(SCORING)))
def test_no_float_touches_a_score(module: str) -> None:
    """Points are integers of 1/100: no float literal, no float() and no true division stand in what scores."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            assert node.value in FLOATS.get(module, set())
        assert not (isinstance(node, ast.Name) and node.id in {"float", "round"})
        assert not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div)


def test_every_module_says_what_it_is_for() -> None:
    """The first line of a module is one sentence about it."""
    for module, tree in MODULES.items():
        assert ast.get_docstring(tree) or not tree.body, module


def test_only_the_command_line_stands_at_the_root() -> None:
    """The root is the package: a Python file there would ship with it."""
    assert {file.name for file in ROOT.glob("*.py")} == {"cli.py"}
