"""The order of modules: arrows point one way, every library has one door, and no float touches a score."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.reading.catalog import CRITERIA
from chamdiem.rules.records.meeting import MEETING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = CRITERIA.parent
"""The folder of the program itself: the checkout, or where it was installed."""
PACKAGE = "chamdiem"

ARROWS: dict[str, set[str]] = {
    "rules.records": set(),
    "rules.language": {"rules.records"},
    "rules.compile": {"rules.language", "rules.records"},
    "rules.checks": {"rules.compile", "rules.language", "rules.records"},
    "rules.analysis": {"rules.checks", "rules.compile", "rules.language", "rules.records"},
    # what a question may be answered with is told once
    "rules.analysis.lint": {"rules.analysis", "rules.checks", "rules.compile", "rules.language", "rules.records"},
    "engine.texts": {"rules.compile", "rules.records"},
    "engine.words": {"engine.texts", "rules.compile", "rules.language", "rules.records"},
    "engine.files": {"rules.records"},
    "engine.grids": {"engine.files", "rules.records"},
    "engine.reading": {
        "engine.grids", "engine.files", "engine.words", "engine.texts", "rules.checks", "rules.compile", "rules.language", "rules.records",
    },
    "engine.scoring": {"engine.reading", "rules.analysis", "rules.compile", "rules.language", "rules.records"},
    "engine.explanation": {
        "engine.scoring", "engine.reading", "engine.words", "engine.texts", "rules.compile", "rules.language", "rules.records",
    },
    "engine.paper": {"engine.files", "engine.words", "engine.texts", "rules.records"},
    "engine.sheets": {
        "engine.paper", "engine.explanation", "engine.scoring", "engine.reading", "engine.words", "engine.texts",
        "rules.compile", "rules.language", "rules.records",
    },
    "engine.own_templates": {"engine.sheets", "engine.paper", "engine.files", "rules.records"},
    # what a quota says of a list is worked out from counts, far below whoever makes the list
    # a list of many months needs what these come to
    "engine.lists": {
        "engine.history", "engine.sheets", "engine.paper", "engine.explanation", "engine.scoring", "engine.reading", "engine.words",
        "engine.texts", "rules.analysis", "rules.language", "rules.records",
    },
    "engine.workbooks": {
        "engine.paper", "engine.reading", "engine.grids", "engine.files", "engine.words", "engine.texts",
        "rules.language", "rules.records",
    },
    "engine.batch": {
        "engine.lists", "engine.sheets", "engine.paper", "engine.scoring", "engine.reading", "engine.files",
        "rules.records",
    },
    # the program of a framework, said in another language than the engine's
    "engine.bulk": {
        "engine.reading", "engine.texts", "rules.analysis", "rules.compile", "rules.language", "rules.records",
    },
    # run over tables; rows that are not plainly right are read as single records are, and asked for earlier months
    "engine.bulk_runs": {
        "engine.bulk", "engine.history", "engine.ledger", "engine.scoring", "engine.reading", "engine.grids", "engine.files",
        "engine.texts", "rules.analysis", "rules.compile", "rules.records",
    },
    # what many rows say together, on the page of a month's overview
    "engine.bulk_reports": {
        "engine.bulk_runs", "engine.bulk", "engine.explanation", "engine.lists", "engine.sheets", "engine.paper", "engine.reading", "engine.words",
        "engine.texts", "rules.analysis", "rules.compile", "rules.language", "rules.records",
    },
    # what rows of several months come to, a cell at a time, as of a ledger
    "engine.bulk_years": {
        "engine.bulk_runs", "engine.history", "engine.files", "rules.compile", "rules.language", "rules.records",
    },
    # what is typed is read as cells of tables are, and scored while it is typed
    "engine.forms": {
        "engine.explanation", "engine.scoring", "engine.reading", "engine.grids", "engine.words", "engine.texts", "rules.compile",
        "rules.language", "rules.records",
    },
    # who may do what is worked out from values: the ledger keeps them
    "engine.mandates": {"rules.records"},
    "engine.ledger": {
        "engine.mandates", "engine.scoring", "engine.reading", "engine.files", "rules.compile", "rules.language", "rules.records",
    },
    # a cell's months, from whatever kept its records
    "engine.history": {
        "engine.ledger", "engine.scoring", "engine.reading", "engine.words", "engine.texts", "rules.analysis",
        "rules.compile", "rules.language", "rules.records",
    },
    # what entries say in words stands above the ledger, which knows none
    "engine.log": {"engine.ledger", "engine.mandates", "engine.paper", "engine.words", "engine.texts", "rules.language", "rules.records"},
    "engine.advice": {
        "engine.explanation", "engine.scoring", "engine.reading", "engine.words", "engine.texts", "rules.analysis",
        "rules.compile", "rules.language", "rules.records",
    },
    "engine.lint": {
        "engine.scoring", "engine.reading", "engine.words", "engine.texts", "rules.analysis.lint", "rules.compile",
        "rules.language", "rules.records",
    },
    # cases of several months, and of what earlier ones decide
    "engine.authoring": {
        "engine.history", "engine.paper", "engine.explanation", "engine.scoring", "engine.reading", "engine.files", "engine.words",
        "engine.texts", "rules.analysis", "rules.checks", "rules.compile", "rules.language", "rules.records",
    },
    "engine.proof": {
        "engine.ledger", "engine.sheets", "engine.paper", "engine.scoring", "engine.files", "engine.texts",
        "rules.records",
    },
    # a replay asks for the months as they were known then
    "engine.replay": {
        "engine.history", "engine.ledger", "engine.authoring", "engine.paper", "engine.scoring", "engine.reading",
        "engine.words", "engine.texts", "rules.analysis", "rules.compile", "rules.language", "rules.records",
        # what if, for many meetings, is a query
        "engine.bulk_runs",
    },
    # a made-up commune does all that people do: it scores, hands in, and decides over months
    "engine.demo": {
        "engine.history", "engine.ledger", "engine.mandates", "engine.explanation", "engine.scoring", "engine.reading",
        "engine.texts", "rules.analysis", "rules.records",
    },
    "engine.office": {"engine", "rules"},
    "commands": {
        "engine.office", "engine.history", "engine.words", "engine.texts", "engine.explanation", "engine.log", "engine.lint",
        "engine.authoring", "engine.advice", "engine.replay", "engine.proof", "engine.ledger", "engine.mandates", "engine.paper",
        "engine.scoring", "engine.reading", "engine.files", "rules.language", "rules.records",
        # serving is a command like any other; it imports the pages within its functions only
        "web",
    },
    "web": {"engine", "rules"},
    "cli": {"commands", "web", "engine", "rules"},
}  # fmt: skip
"""What each room may import besides its own modules, from the bottom up; the name of a storey stands for all its rooms.

Whoever adds an arrow adds it here and says why in the change.
"""

DOORS: dict[str, set[str]] = {
    "durable_rules_engine": {"engine.scoring.inference"},
    # a filled template and a list that is made from nothing are both Word documents
    "docx": {"engine.paper.table_word", "engine.paper.word"},
    # one module makes a workbook, the other knows the formats of its cells
    "xlsxwriter": {"engine.paper.xlsx_writing"},
    "duckdb": {"engine.bulk_runs.database"},
    "distributed": {"engine.bulk_runs.cluster"},
    # Arrow files, and batches of rows between the database and arrays; three more name the types of these
    "pyarrow": {
        "engine.bulk_runs.arrow",
        "engine.bulk_runs.batches",
        "engine.bulk_runs.csv_tables",
        "engine.bulk_runs.database",
        "engine.bulk_runs.layers",
    },
    # what many records are concluded by: those who hand arrays on need no more than their names
    "numpy": {
        "engine.bulk.array_program",
        "engine.bulk.arrays",
        "engine.bulk.outlooks",
        "engine.bulk.places",
        "engine.bulk.telling",
        "engine.bulk.windows",
        "engine.bulk_runs.batches",
        "engine.bulk_runs.earlier",
        "engine.bulk_runs.layers",
        "engine.bulk_runs.narrowing",
    },
    "yaml": {"engine.reading.documents"},
    # one module writes and reads the ledger, the other compares the whole catalog of its database
    # Django is told the address of a database part by part
    "psycopg": {"engine.ledger.postgres", "engine.ledger.postgres_catalog", "web.settings"},
    "cryptography": {"engine.proof.keys"},
    # one module serves, the other is the queue in which requests wait for it
    "waitress": {"web.serving", "web.busy"},
    "ninja": {"web.api.door"},
    "segno": {"engine.paper.mark"},
    # a template that an organisation brings is examined before it is rendered
    "jinja2": {"engine.paper.templates", "engine.own_templates.template_checks"},
    # frameworks and cases are made of pydantic's types; whoever reads a shape translates pydantic's errors
    "pydantic": {
        *(
            f"rules.language.{name}"
            for name in (
                "model",
                "head",
                "conditions",
                "inputs",
                "operands",
                "measures",
                "tallies",
                "ways",
                "history",
                "subjects",
                "criteria",
            )
        ),
        "rules.language.periods",
        "rules.language.period_framework",
        "rules.language.framework",
        "rules.language.cases",
        "engine.reading.shapes",
    },
    "pydantic_core": {
        *(f"rules.language.{name}" for name in ("model", "operands", "periods")),
        "engine.reading.shapes",
    },
    # the one reader that keeps comments; tokens and trees of it stay within
    "ruamel": {"engine.authoring.formatting"},
}
"""The modules that may import a library which would be hard to replace if it were met everywhere."""

FREE = {"click", "rich"}
"""What people type and see in a terminal is made of these, so every module that speaks to a terminal knows them."""

OF_ROOM = {"django": "web"}
"""Libraries that one room is made of, and no other."""

PURE = {
    "__future__", "bisect", "collections", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools",
    "graphlib", "itertools", "math", "operator", "re", "typing", "unicodedata", "pydantic", "pydantic_core",
}  # fmt: skip
"""All that `rules/` may know of the world: no file, no clock, no engine, no output."""


class Sources(Mapping[str, ast.Module]):
    """The syntax tree of every module of ours by its name below the package, made when it is asked for.

    Every process that tests collects this file; only those that run the tests in it read all modules.
    """

    def __init__(self) -> None:
        rooms = ("rules", "engine", "commands", "web")
        files = [ROOT / "cli.py", *(file for room in rooms for file in (ROOT / room).rglob("*.py"))]
        self._files = {
            ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files
        }
        self._trees: dict[str, ast.Module] = {}

    def __getitem__(self, name: str) -> ast.Module:
        """Return the tree of a module."""
        if name not in self._trees:
            self._trees[name] = ast.parse(self._files[name].read_text("utf-8"))
        return self._trees[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all modules."""
        return iter(self._files)

    def __len__(self) -> int:
        """Count the modules."""
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a module, without reading it."""
        return name in self._files


MODULES = Sources()


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Return all that a module is made of."""
    return tuple(ast.walk(tree))


def imports(tree: ast.Module, *, at_run_time: bool = False) -> set[str]:
    """Return the full names of imported modules; those only for types are left out when asked for run time."""
    things = taken(tree, at_run_time=at_run_time)
    return {name if is_ours(name) or not of else of for of, name in things}


@cache
def taken(tree: ast.Module, *, at_run_time: bool = False) -> set[tuple[str, str]]:
    """Return the full names of all that is imported, each with the module that it is taken from, if it is from one."""
    skipped = {
        id(node)
        for test in nodes(tree)
        if isinstance(test, ast.If) and isinstance(test.test, ast.Name) and test.test.id == "TYPE_CHECKING"
        for statement in test.body
        for node in ast.walk(statement)
    }
    found: set[tuple[str, str]] = set()
    for node in nodes(tree):
        if at_run_time and id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {("", alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found |= {(node.module or "", f"{node.module}.{alias.name}") for alias in node.names}
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
    """Return the room in which a module lives; a storey's own `__init__` stands for itself."""
    if module in {"rules", "engine"}:
        return module
    return max((name for name in ARROWS if module == name or module.startswith(f"{name}.")), key=len)


def test_arrows_point_one_way() -> None:
    """A module imports only from its own room and the rooms below it."""
    arrows = [(module, name) for module, tree in MODULES.items() for name in own(imports(tree))]
    assert [f"{module} → {name}" for module, name in arrows if not is_allowed(room(module), room(name))] == []


def is_allowed(here: str, there: str) -> bool:
    """Tell whether the modules of one room may import those of another."""
    return there == here or bool({there, there.partition(".")[0]} & ARROWS[here])


def test_rooms_stand_above_one_another() -> None:
    """No two rooms need each other, straight or by way of others: every one of them can be read from the bottom up."""
    below = {
        name: {
            other for other in ARROWS for allowed in arrows if name != other and f"{other}.".startswith(f"{allowed}.")
        }
        for name, arrows in ARROWS.items()
    }
    assert list(TopologicalSorter(below).static_order())
    assert {room(module) for module in MODULES if "." in module} <= ARROWS.keys() | {"commands"}
    rooms = {name for name in MODULES if any(other.startswith(f"{name}.") for other in MODULES)}
    # the folders of the web are one room: Django's own way of dividing one
    assert {each for each in rooms if not each.startswith("web.")} - ARROWS.keys() == {"rules", "engine"}, (
        "every folder has its arrows"
    )


def test_no_arrow_is_allowed_for_nothing() -> None:
    """An arrow that no module uses any more goes out of the list."""
    used: dict[str, set[str]] = defaultdict(set)
    for module, tree in MODULES.items():
        used[room(module)] |= {room(name) for name in own(imports(tree))}
    rooms = {name: arrows for name, arrows in ARROWS.items() if name.startswith(("rules.", "engine.")) and used[name]}
    idle = {
        name: {arrow for arrow in arrows if not any(f"{there}.".startswith(f"{arrow}.") for there in used[name])}
        for name, arrows in rooms.items()
    }
    assert {name: arrows for name, arrows in idle.items() if arrows} == {}


def test_rules_are_pure() -> None:
    """What a regulation means knows no file, clock, engine or output."""
    for module, tree in MODULES.items():
        if not module.startswith("rules"):
            continue
        tops = {name.partition(".")[0] for name in imports(tree)} - {PACKAGE}
        assert tops <= PURE, module
        calls = [node.func for node in nodes(tree) if isinstance(node, ast.Call)]
        named = {func.id for func in calls if isinstance(func, ast.Name)}
        assert not named & {"open", "print", "input", "exec", "eval"}, module
        asked = {func.attr for func in calls if isinstance(func, ast.Attribute)}
        assert not asked & {"now", "today", "utcnow"}, module


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
        here = {name for name, own_room in OF_ROOM.items() if room(module).startswith(own_room)}
        for name in foreign(imports(tree)) - FREE - here:
            doors[name].add(module)
    listed = {name: doors[name] for name in DOORS}
    assert listed == DOORS
    unlisted = {name: modules for name, modules in doors.items() if name not in DOORS}
    assert all(len(modules) == 1 for modules in unlisted.values()), unlisted


@pytest.mark.parametrize(
    ("folder", "door"), [("criteria", "engine.reading.catalog"), ("templates", "engine.paper.templates")]
)
def test_folders_have_one_door(folder: str, door: str) -> None:
    """Frameworks are found in one module, and templates in one."""
    named = {
        module
        for module, tree in MODULES.items()
        for node in nodes(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value == folder
    }
    assert named == {door}


WRITERS = {
    "engine.files.outputs",  # the rule itself
    "engine.files.ownership",  # its list
    "engine.batch.manifest",  # the manifest and the journal of a folder
    "engine.batch.folder",
    "engine.batch.work",
    "engine.office.proofs",  # a private key, which is only ever new
    # the data folder and its backups, which are only ever new; what could not be restored is taken away again
    "web.place", "web.backups", "web.installation", "web.demo",
    # lines in a folder that goes again
    "engine.bulk_years.year_table",
    # a folder of results, which is only ever new, or of another run that the user lets go
    "engine.bulk_runs.database", "engine.bulk_runs.drawing", "engine.bulk_runs.running", "engine.bulk_runs.tasks",
    # what jobs made, in a folder that is nobody else's
    "web.job_files", "web.making_lists", "web.making_replays", "web.making_tables", "web.making_proposals", "web.importing",
}  # fmt: skip
"""The modules that put bytes on the disk, or take files away. All others write by `files.outputs`."""
WRITES = {"beside", "write_pieces", "write_text", "write_private", "append"}
TOUCHES = {"write_text", "write_bytes", "unlink", "rename", "touch", "symlink_to", "rmdir", "rmtree"}


TOUCHED = {
    "engine.ledger.sqlite": {"unlink"},  # what could not be made into a ledger is taken away again
    "commands.base": {"write_text"},  # click's formatter has a method of that name
    # what was sent to a page is read from a folder that is there for that moment only
    "web.sent_files": {"write_bytes"},
    "web.checkpoints": {"write_bytes", "write_text"},
    "web.proposed_page": {"write_text"},
}


def test_files_are_written_by_one_rule() -> None:
    """Whoever writes asks the rule of writing first: nothing that somebody made is lost."""
    for module in sorted(MODULES.keys() - WRITERS - {"engine.files.atomic", "engine.files.systems"}):
        imported = {
            alias.name
            for node in nodes(MODULES[module])
            if isinstance(node, ast.ImportFrom)
            and node.module in {"chamdiem.engine.files.atomic", "chamdiem.engine.files.ownership"}
            for alias in node.names
        }
        assert not imported & WRITES, module
        calls = [node.func for node in nodes(MODULES[module]) if isinstance(node, ast.Call)]
        touched = {func.attr for func in calls if isinstance(func, ast.Attribute)} & TOUCHES
        assert touched <= TOUCHED.get(module, set()), module


def test_what_is_written_is_read_as_what_it_is() -> None:
    """The optional keys of a criterion, measure or condition are read by the language alone: others ask for the kind.

    So whoever tells ways of scoring apart does it by their classes, and mypy names each place that a new one is missing.
    """
    others = {module: tree for module, tree in MODULES.items() if not module.startswith("rules.language.")}
    said = {
        (module, str(node.attr if isinstance(node, ast.Attribute) else getattr(node, "value", "")))
        for module, tree in others.items()
        for node in nodes(tree)
    }
    assert [(module, name) for module, name in said if name.startswith("written_")] == []


SCORING = (
    "rules", "engine.scoring", "engine.reading.record", "engine.reading.answers", "engine.explanation",
    "engine.words.formats",
)  # fmt: skip
FLOATS = {
    "rules.language.model": {0.01},  # a word of JSON Schema: points are its multiples
    "rules.records.identity": {0.8},  # how alike two names must be to be named beside one another
    "engine.reading.record_reader": {0.7},  # how alike a misspelt name must be to a known one
}


def test_all_that_scores_is_named() -> None:
    """Each room that is named for what it scores is there: a move takes nothing out of the test below."""
    assert [start for start in SCORING if not any(name.startswith(start) for name in MODULES)] == []


def test_no_float_touches_a_score() -> None:
    """Points are integers of 1/100: no float literal, no float() and no true division stand in what scores."""
    scoring = [(module, node) for module, tree in MODULES.items() if module.startswith(SCORING) for node in nodes(tree)]
    for module, node in scoring:
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            assert node.value in FLOATS.get(module, set()), module
        assert not (isinstance(node, ast.Name) and node.id in {"float", "round"}), module
        assert not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div), module


def test_days_and_canonical_json_have_one_writer() -> None:
    """One function writes a day for people, one writes JSON whose bytes count: no two modules differ by a sign."""
    days, canonical = set(), set()
    for module, tree in MODULES.items():
        for node in nodes(tree):
            days |= {module} if isinstance(node, ast.Constant) and "%d/%m" in str(node.value) else set()
            canonical |= {module} if isinstance(node, ast.Constant) and node.value == "sort_keys" else set()
            canonical |= {module} if isinstance(node, ast.keyword) and node.arg == "sort_keys" else set()
    assert days == {"commands.ledger"}, "click reads days of an option by such a form"
    assert canonical == {"engine.files.json_text"}


def test_every_module_says_what_it_is_for() -> None:
    """The first line of a module is one sentence about it."""
    for module, tree in MODULES.items():
        assert ast.get_docstring(tree) or not tree.body, module


def test_only_the_command_line_stands_at_the_root() -> None:
    """The root is the package: a Python file there would ship with it."""
    assert {file.name for file in ROOT.glob("*.py")} == {"cli.py"}


PARSERS = {
    "split", "rsplit", "partition", "rpartition", "startswith", "endswith", "removeprefix", "removesuffix", "splitlines",
    "find", "rfind", "rindex",
}  # fmt: skip
"""What takes a text apart. `index`, `replace` and `strip` are not among them: they find words of a list, and tidy."""
NAMES = {"subject", "origin", "rule", "fact", "node", "question"}
"""What names of rules and facts are called where they are met; `name` is one only of what stands here, or of `by`."""
TAKEN_APART: dict[str, dict[str, str]] = {
    # a title of several lines must not end a comment
    "engine.bulk.query_text": {"line.split": "a line of comments"},
    "engine.bulk_runs.kept_rows": {"re.compile": "the number of a row, as people type it"},
    "rules.compile.program": {"text.partition": "Key.read, the inverse of str(key): a ledger keeps facts as text"},
    "rules.compile.keys": {
        "subject.startswith": "group_of, the inverse of group_subject, for facts that a ledger keeps as text",
        "subject.removeprefix": "the same",
    },
    "rules.analysis.lint.wording": {
        "re.compile": "numbers and days of documents, in a regulation's own words",
        "re.search": "vague words, in a regulation's own words",
        "text.split": "blanks in a regulation's own words",
    },
    "engine.ledger.derivations": {
        "re.compile": "a line of a kept derivation",
        "(uses or '').split": "the numbers of lines in it",
    },
    "engine.reading.catalog": {"name.lower().endswith": "the name of a file"},
    "engine.reading.table_columns": {
        "column_id.partition": "a heading that somebody typed, perhaps without any framework that knows its questions",
        "rest.partition": "the same",
        "criterion.split": "the same",
        "field.label(lang).partition": "a label of ours, without what stands in brackets",
        "heading.split": "blanks in a heading",
    },
    "engine.sheets.sheet_view": {
        "framework.title.casefold().startswith": "the title of a regulation's own form",
        "limitation.split": "blanks in what people wrote, which goes on",
    },
    "engine.texts.sentences": {
        "roles.split": "the roles that a fault allows",
        "kinds.split": "the periods that it allows",
        "re.compile": "numbers among the values of facts",
    },
}
"""Whatever text is taken apart by a module that knows facts and rules, with what it is: never the name of one."""


def is_name(node: ast.expr) -> bool:
    """Tell whether an expression is the name of a rule, the subject of a fact, or a key as text."""
    match node:
        case ast.Call(func=ast.Name(id="str"), args=[inner]) | ast.Call(func=ast.Attribute(value=inner)):
            return is_name(inner)
        case ast.Name(id=name):
            return name in NAMES
        case ast.Attribute(attr="name", value=ast.Name(id=owner) | ast.Attribute(attr=owner)):
            return owner in NAMES | {"by"}
        case ast.Attribute(attr=name):
            return name in NAMES
    return False


@pytest.mark.parametrize("text", ["key.subject", "str(rule)", "found.by.name", "rule.name.casefold()", "node", "fact"])
def test_names_are_known_by_their_places(text: str) -> None:
    """The test below sees a name wherever one is usually met, also behind another call; files have names, too."""
    assert is_name(ast.parse(text, mode="eval").body)
    assert not is_name(ast.parse("file.name", mode="eval").body)


def parsers(tree: ast.Module) -> set[str]:
    """Return the calls in a module that take text apart, each as it is written."""
    calls = [node.func for node in nodes(tree) if isinstance(node, ast.Call)]
    return {
        ast.unparse(func)
        for func in calls
        if isinstance(func, ast.Attribute) and (func.attr in PARSERS or ast.unparse(func.value) == "re")
    }


def knows_facts(module: str) -> bool:
    """Tell whether a module handles rules, facts or questions."""
    compiled = "rules.compile"
    return module.startswith(compiled) or any(name.startswith(compiled) for name in own(imports(MODULES[module])))


PRODUCT = sorted(name for name in MODULES if name.startswith(("rules", "engine", "commands")))


def takes_a_name_apart(module: str, node: ast.AST) -> bool:
    """Tell whether an expression reads something off the name of a rule or a fact that is not listed."""
    match node:
        case ast.Call(func=ast.Attribute(value=taken, attr=method)) if method in PARSERS:
            return is_name(taken) and ast.unparse(node.func) not in TAKEN_APART.get(module, {})
        case ast.Subscript(value=taken, slice=ast.Slice()):
            return is_name(taken)
        case ast.Compare(left=ast.Constant(value=str(part)), ops=[ast.In() | ast.NotIn()], comparators=[taken]):
            return (is_name(taken) or bool({"/", "#", " "} & set(part))) and knows_facts(module)
    return False


def test_no_name_is_taken_apart() -> None:
    """Where a rule was written and what is asked are data: nobody reads it off a name, by a method, a slice or “in”."""
    everything = [(module, node) for module in PRODUCT for node in nodes(MODULES[module])]
    assert [(module, ast.unparse(node)) for module, node in everything if takes_a_name_apart(module, node)] == []


PATTERNS = {"match", "fullmatch", "search", "findall", "finditer", "sub", "split"}


def texts_of_names(function: ast.AST) -> set[str]:
    """Return the variables of a function that are nothing but the name of a rule or the subject of a fact."""
    assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and is_text(node.value, set())]
    return {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}


def is_text(node: ast.expr, named: set[str]) -> bool:
    """Tell whether an expression is the text of a name itself, or a variable that holds it."""
    match node:
        case ast.Name(id=name):
            return name in named
        case ast.Attribute(attr="subject"):
            return True
        case ast.Attribute(attr="name", value=ast.Name(id=owner) | ast.Attribute(attr=owner)):
            return owner in {"rule", "by", "origin"}
        case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=name) | ast.Attribute(attr=name)]):
            return name in {"key", "fact", "rule", "origin"}
    return False


def looks_into(node: ast.AST, named: set[str]) -> bool:
    """Tell whether something is done to the text of a name but comparing it, passing it on, or putting it into a text."""
    looked: list[ast.expr] = []
    match node:
        case ast.Call(func=ast.Attribute(attr=method, value=taken), args=asked):
            looked = [taken, *(asked if method in PATTERNS else ())]
        case ast.Call(func=ast.Name(id="tuple" | "list" | "set" | "enumerate" | "len"), args=asked):
            looked = asked
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[taken]):
            looked = [taken]
        case ast.Compare(left=taken, ops=[ast.Lt() | ast.Gt() | ast.LtE() | ast.GtE()]):
            looked = [taken]
        case (
            ast.Subscript(value=taken) | ast.Starred(value=taken) | ast.comprehension(iter=taken) | ast.For(iter=taken)
            | ast.Match(subject=taken)
        ):  # fmt: skip
            looked = [taken]
    return any(is_text(each, named) for each in looked)


@pytest.mark.parametrize(
    "text",
    [
        "key.subject[0]", "key.subject.index('/')", "key.subject.replace('group ', '')", "key.subject.lstrip('g')",
        "SIGN in key.subject", "ID.fullmatch(key.subject)", "re.match('x', rule.name)",
        "key.subject > 'a'", "[letter for letter in key.subject]", "(*key.subject,)", "str(key)[2:]",
    ],
)  # fmt: skip
def test_looking_into_a_name_is_seen(text: str) -> None:
    """Whatever way of looking into a name somebody takes, the test below refuses it."""
    assert any(looks_into(node, set()) for node in ast.walk(ast.parse(text)))
    kept = ast.parse("def f(key):\n    text = key.subject\n    return text[:6]")
    assert any(looks_into(node, texts_of_names(kept)) for node in ast.walk(kept))


def test_no_name_is_looked_into() -> None:
    """With the name of a rule or the subject of a fact nobody does more than compare it, pass it on and show it."""
    functions = [
        (module, node)
        for module in PRODUCT
        for node in nodes(MODULES[module])
        if isinstance(node, ast.FunctionDef | ast.Lambda)
    ]
    found = {
        (module, ast.unparse(node))
        for module, function in functions
        for named in [texts_of_names(function)]
        for node in ast.walk(function)
        if looks_into(node, named)
    }
    assert found == set()


def test_whoever_knows_facts_argues_what_it_takes_apart() -> None:
    """A module that handles facts and rules takes no text apart but what is listed, with what it is."""
    found = {module: parsers(MODULES[module]) for module in PRODUCT if knows_facts(module)}
    assert {module: calls for module, calls in found.items() if calls} == {
        module: set(argued) for module, argued in TAKEN_APART.items()
    }


RESULTS = ("engine.scoring", "engine.explanation", "engine.advice", "engine.sheets", "engine.lists", "engine.workbooks")
"""The rooms in which reasons are values or are put into words; commands that show results are beside them."""
LETTERS = {"lower", "upper", "casefold", "capitalize", "title"}


def test_no_sentence_is_taken_apart() -> None:
    """Reasons come as values: whoever shows a result neither splits a sentence nor changes letters within it."""
    for module in (name for name in PRODUCT if name.startswith((*RESULTS, "commands.show_"))):
        taken = {call for call in parsers(MODULES[module]) if not call.endswith(".find")}  # in catalogs and indexes
        assert taken <= TAKEN_APART.get(module, {}).keys(), module
        for node in nodes(MODULES[module]):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Subscript(), attr=letters)):
                    assert letters not in LETTERS, f"{module}: {ast.unparse(node)}"


SHOWING = {
    # the office itself, and words
    "engine.office", "engine.texts", "engine.words", "engine.explanation", "engine.log.entry_words",
    "engine.lint.words", "engine.lint.output", "engine.history.period_words", "engine.advice.advice_results", "engine.authoring.diff_words",
    "engine.authoring.coverage.GoalWords", "engine.authoring.coverage.percent_text", "engine.paper.tables",
    "engine.log.authority_words", "engine.files.json_text.readable_json", "engine.reading.items.remark_lines",
    # values that are asked with, or told apart
    "engine.ledger.contents", "engine.ledger.authorities.Act", "engine.ledger.authorities.LockedMonth",
    "engine.ledger.acting.Award", "engine.ledger.acting.DecidedBy", "engine.mandates",
    "engine.replay.selection.Selection", "engine.reading.items.Rejected", "engine.reading.items.Unfilled",
    "engine.reading.items.Remark", "engine.scoring.evaluation.Evaluation", "engine.files.outputs.Consent",
    # a suffix, and how much of a ledger is a moment's work
    "engine.proof.verifying.SUFFIX", "engine.ledger.working.PART",
    "rules.language", "rules.records",
    # which is an office of its own, for those who ask by a page
    "web",
}  # fmt: skip
"""All that commands need at run time to ask the office and to show what it gives: rooms and modules of words and values,
and by their names those that stand beside work."""


def test_commands_only_ask_and_show() -> None:
    """What a command does stands in the office: of the rooms below it, commands know values and words alone."""
    commands = [module for module in MODULES if room(module) == "commands"]
    for module, full in ((each, full) for each in commands for _, full in taken(MODULES[each], at_run_time=True)):
        name = full.removeprefix(f"{PACKAGE}.")
        if name != full and not name.startswith("commands."):
            assert any(f"{name}.".startswith(f"{shown}.") for shown in SHOWING), f"{module} → {name}"


OFFICE = (
    "cli", "commands.base", "engine.office",
    # a server's processes are told in the environment how to serve, and each has an office of its own
    "commands.serving", "web.deployment", "web.house", "web.wsgi",
)  # fmt: skip
"""What reads the world around a run: the clock, the settings, the environment, the version that is installed."""
WORLD = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "os.environ", "os.getenv",
    "os.cpu_count", "os.sched_getaffinity", "metadata.version", "config.find_config", "config.load_config",
    # with no zone named, it is the machine's
    "astimezone",
}  # fmt: skip
"""The same as modules say it, with what it is asked of."""


ELSEWHERE = {module: {"metadata.version"} for module in ("engine.bulk_runs.tasks", "engine.bulk_runs.cluster")}
"""What another machine has installed is asked there, where there is no office."""


def reads_of_the_world(tree: ast.Module) -> set[str]:
    """Return by which words a module asks the world, as attributes of modules and classes or as imported names."""
    found = set()
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{(node.module or '').rpartition('.')[2]}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)  # whatever it is asked of, as the zone of a moment is
            if isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                found.add(f"{owner}.{node.attr}")
    return found & WORLD


def test_only_the_office_reads_the_world() -> None:
    """Nothing but the office and the door itself reads the clock, the settings or the environment."""
    read = {module: reads_of_the_world(tree) for module, tree in MODULES.items() if not module.startswith(OFFICE)}
    assert {module: words for module, words in read.items() if words} == ELSEWHERE


OF_A_MEETING = {
    # what was done at made-up meetings, what was mended of it, and what is typed of one so far
    *(f"engine.demo.{name}" for name in ("meetings", "steps", "drafts")),
    "rules.records.meeting",  # the shape itself
    "rules.records.relations",  # what is wrong between its fields
    "rules.language.subjects",  # whose record of another subject it is, which is said as a meeting's is
    "rules.language.examples",  # what a framework of meetings may be made of
    "rules.analysis.levers",  # whoever comes is no longer absent, and a meeting ends after it began
    "engine.reading.records",  # which cell met
    "engine.reading.register",  # a list of cells, and what is known of each
    "engine.reading.repeats",  # one cell in several spellings
    "engine.reading.table_rows",  # rows that name no cell
    "engine.batch.plan",  # files that are called by their cell and month
    "engine.ledger.bodies",  # which meeting an entry is of
    "engine.history.building",  # which cell met
    "engine.lists.periods",  # a line of a list for each cell, in parts by the organisation above
    "engine.lists.meetings",  # a line of a list for each cell
    "engine.lists.heads",
    "engine.replay.rescoring",  # meetings counted by the organisation above
    "engine.bulk_reports.counting",  # the same
    "engine.bulk_years.run_months",  # which cell met
    "engine.bulk_years.year_table",  # a line of a table for each cell
    "engine.sheets.sheet_view",  # the head of a meeting's sheet, and how its members voted
    "engine.workbooks.workbook",  # rows that begin with what the list of cells knows
    "commands.show_meeting",  # its head
    "web.attendance",  # whoever is ticked was there
    "web.demo",  # a made-up meeting that is being filled in
    "web.drafts",  # whose meeting it is, which nobody types
    "web.receipt",  # how its members voted
    "web.projecting",  # how many were there
}
"""The modules that may name fields, where the meaning is a meeting's own: whose record has no such field has no such act.

All others take the fields that there are from a framework's or a record's shape.
"""
CHOOSES_THE_SHAPE = {
    "rules.language.subjects",  # the shape that a framework carries, where it names no other subject
    "engine.reading.record_reader",  # a record that is all that is known
    "engine.reading.record_schema",  # editors know no framework
    "engine.reading.meetings",  # the headings of a table that names no framework
    "engine.bulk_runs.reading",  # the same
    "engine.reading.choice",  # a record that names neither a framework nor a subject
    "engine.reading.register",  # a list of cells says what the record of a meeting says of them
    "engine.ledger.bodies",  # whether an entry is of a meeting is told by its own data
    "engine.texts.sentences",  # a fault that comes from no record
}
"""The modules that choose the shape of a meeting's record themselves; all others are handed one."""


def test_the_shape_is_chosen_at_few_doors() -> None:
    """Whoever takes on another subject finds here all the places that must be handed its shape."""
    choosing = {
        module
        for module, tree in MODULES.items()
        for node in nodes(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "chamdiem.rules.records.meeting"
        if any(alias.name == "MEETING" for alias in node.names)
    }
    assert choosing == CHOOSES_THE_SHAPE


ORDINARY = {"clerk", "date", "mode", "opinions", "organisation", "period", "place", "present"}
"""Fields whose names are words of other things, too: only where a record is asked for them are they a field's."""
RECORDS = {"Key", "text", "values", "by_name"}
"""What is asked for a field by its name."""


def asked_of_records(tree: ast.Module) -> set[str]:
    """Return the texts by which records, facts and shapes are asked: `record.text("…")`, `by_name["…"]`, `Key(…)`."""
    found = set()
    for node in nodes(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr=name) | ast.Name(id=name), attr="get"), args=asked
            ):
                pass
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=asked):
                pass
            case ast.Subscript(value=ast.Attribute(attr=name) | ast.Name(id=name), slice=one):
                asked = [one]
            case _:
                continue
        if name in RECORDS:
            found |= {each.value for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return found


def fields_named_in(tree: ast.Module) -> set[str]:
    """Return the fields of a meeting that a module knows by their names."""
    texts = {node.value for node in nodes(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    texts &= MEETING.by_name.keys()
    return (texts - ORDINARY) | (asked_of_records(tree) & texts)


def test_fields_are_known_by_their_shape() -> None:
    """Only the shape of a meeting's record, and what is only ever done with meetings, knows a field by its name."""
    named = {module: fields for module, tree in MODULES.items() if (fields := fields_named_in(tree))}
    assert {module: fields for module, fields in named.items() if module not in OF_A_MEETING} == {}
    assert OF_A_MEETING - named.keys() == set()
