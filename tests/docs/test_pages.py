"""The pages tell the truth: generated parts are current, links lead somewhere, examples and commands work."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from chamdiem.cli import run
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.engine.texts.command import VARIABLE
from chamdiem.rules.records.faults import FaultyInput
from pages import generator

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [page for storey in ("rules", "engine", "commands") for page in sorted((ROOT / storey).rglob("README.md"))]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *ROOMS]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]


class Fence(NamedTuple):
    """A block of code in a page: what is said behind the fence, and what it holds."""

    page: str
    line: int
    info: str
    text: str


def fences() -> Iterator[Fence]:
    """Yield every block of code of every page."""
    for page, name in zip(PAGES, NAMES, strict=True):
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(r"^```(\S.*)\n((?:.*\n)*?)```$", text, re.MULTILINE):
            yield Fence(name, text.count("\n", 0, found.start()) + 1, found[1], found[2])


FENCES = list(fences())


def of_kind(*kinds: str) -> list[Fence]:
    """Return the blocks whose info begins with one of some words."""
    return [fence for fence in FENCES if fence.info.startswith(kinds)]


def named(fence: Fence) -> str:
    """Name a block in the report."""
    return f"{fence.page}:{fence.line}"


def test_generated_parts_are_current() -> None:
    """What the program knows itself stands in the pages as it is now; docs/generate.py writes it anew."""
    generate = generator()
    stale = [
        file.relative_to(ROOT).as_posix()
        for file, text in generate.pages().items()
        if file.read_text(encoding="utf-8") != text
    ]
    assert stale == []


def test_schemas_are_current() -> None:
    """The schema files are those that the program prints."""
    generate = generator()
    for file, text in generate.schemas().items():
        assert file.read_text(encoding="utf-8") == text, file.name


def test_pictures_show_the_pages_of_today() -> None:
    """The pictures in the pages were drawn from what the program prints now."""
    generate = generator()
    for picture, page in generate.pictured().items():
        assert generate.hash_in(picture) == generate.hash_of(page), picture.name


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    """Every link to a file of ours, and to a heading in it, has its end."""
    page = ROOT / name
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


def test_design_names_what_is_there() -> None:
    """The pages of the design name every room, and no module that is not there."""
    text = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("kien-truc.md", "thiet-ke.md"))
    rooms = {page.parent.name for page in ROOMS} - {"commands", "lint"} | {"analysis/lint", "lint"}
    assert {room for room in rooms if f"`{room}/`" not in text} == set()
    modules = {path.name for room in ("rules", "engine", "commands") for path in (ROOT / room).rglob("*.py")}
    named = set(re.findall(r"`([\w/]+\.py)`", text))
    assert {name for name in named if name not in modules | {"cli.py"} and not (ROOT / name).exists()} == set()


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# --- examples ---

SMALLEST = next((fence.text for fence in FENCES if fence.info == "yaml framework thi-du.yaml"), "")
MEASURES = next(
    (fence.text for fence in FENCES if fence.info == "yaml part" and fence.text.startswith("measures:")), ""
)


def merged(part: str) -> str:
    """Return the smallest framework with some of its top-level keys replaced."""
    keys = set(re.findall(r"^(\w+):", part, re.MULTILINE))
    kept = [
        block
        for block in re.split(r"^(?=\w)", SMALLEST, flags=re.MULTILINE)
        if block and block.partition(":")[0] not in keys
    ]
    return "".join(kept) + part


@pytest.mark.parametrize("fence", of_kind("yaml framework"), ids=named)
def test_frameworks_in_pages_are_right(fence: Fence) -> None:
    """Every whole framework in a page is read without fault."""
    assert framework_from_text(fence.text, fence.page).framework.groups


@pytest.mark.parametrize("fence", of_kind("yaml part"), ids=named)
def test_parts_in_pages_are_right(fence: Fence) -> None:
    """Every part of a framework in a page fits into the smallest framework."""
    assert framework_from_text(merged(fence.text), fence.page).id == "thi-du/2026"


@pytest.mark.parametrize("fence", of_kind("yaml criteria", "yaml condition"), ids=named)
def test_criteria_in_pages_are_right(fence: Fence) -> None:
    """Every list of criteria, and every condition, fits into a group of the smallest framework."""
    criteria = fence.text
    if fence.info == "yaml condition":
        condition = "".join(f"      {line}\n" for line in fence.text.splitlines())
        criteria = f"- id: c\n  title: Thử\n  maximum: 1\n  clause: Mục 1\n  holds:\n{condition}"
    body = "".join(f"      {line}\n" for line in criteria.splitlines())
    groups = f"groups:\n  - id: g\n    title: Nhóm\n    maximum: MAXIMUM\n    criteria:\n{body}"
    scheme = "points: {maximum: MAXIMUM, step: 0.5, rounding: half_up, bonus_above_maximum: capped}\n"
    texts = (merged(MEASURES + scheme + groups).replace("MAXIMUM", str(points)) for points in range(20))
    assert any(is_right(text, fence.page) for text in texts)


def is_right(text: str, name: str) -> bool:
    """Tell whether a framework is read without fault."""
    try:
        framework_from_text(text, name)
    except FaultyInput:
        return False
    return True


@pytest.mark.parametrize("fence", of_kind("yaml record"), ids=named)
def test_records_in_pages_are_right(fence: Fence, tmp_path: Path) -> None:
    """Every record in a page is read and scored, by the framework that it names or that is named beside it."""
    record = tmp_path / "record.yaml"
    record.write_text(fence.text, encoding="utf-8")
    kind, _, rest = fence.info.removeprefix("yaml ").partition(" ")
    framework = tmp_path / "framework.yaml" if kind == "record-of" else None
    if framework:
        framework.write_text(next(f.text for f in FENCES if f.info == f"yaml framework {rest.split()[0]}"), "utf-8")
    assert evaluate_file(Office(), record, str(framework) if framework else None).own.groups


# --- commands ---

CLONE = ("criteria", "docs", "examples", "templates", "tests")
"""What a reader who has the repository finds in it and names in commands."""
ELSEWHERE = ("test", "serve", "account", "backup")
"""Not run here: `test` would start these very tests, .ci/run does it; of the pages, tests/web/test_serving.py tries all."""
SAVED = re.compile(r"(?:yaml framework|yaml cases|yaml record-of \S+|html template|toml) (\S+)")
"""What stands behind the fence of a block that the page tells the reader to save: a file's name comes last."""
SPAN = re.compile(r"`(\./run [^`\n]+)`")
"""A command within a sentence."""


def is_named_only(command: str) -> bool:
    """Tell whether a sentence only names a command: nothing stands behind it, or something that is to be replaced."""
    _, name, *given = command.split()
    return name == "test" or not given or any(re.search(r"[<…]", word) or word.isupper() for word in given)


def steps(name: str) -> Iterator[Fence]:
    """Yield what a reader of a page does, in its order: the blocks, and the commands within sentences, as "span"."""
    text = (ROOT / name).read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL | re.MULTILINE)
    spans = [
        Fence(name, prose.count("\n", 0, found.start()) + 1, "span", f"$ {found[1]}")
        for found in SPAN.finditer(prose)
        if not is_named_only(found[1])
    ]
    return iter(sorted([*spans, *(fence for fence in FENCES if fence.page == name)], key=lambda each: each.line))


@pytest.mark.parametrize(
    "name", [name for name in NAMES if any(step.info in {"console", "span"} for step in steps(name))]
)
def test_commands_do_what_the_page_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has a fresh clone can type all commands of a page one after another, and reads what the page shows."""
    clone(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "./run")
    for step in steps(name):
        if saved := SAVED.fullmatch(step.info):
            assert f"`{saved[1]}`" in (ROOT / name).read_text(encoding="utf-8"), f"nobody is told to save {saved[1]}"
            Path(saved[1]).write_text(step.text, encoding="utf-8")
        elif step.info in {"console", "span"}:
            do_commands(step, capsys)


@pytest.mark.parametrize("name", NAMES)
def test_commands_stand_where_they_are_tried(name: str) -> None:
    """A line that a reader is to type stands in a block of commands, so none escapes the test above."""
    text = (ROOT / name).read_text(encoding="utf-8")
    tried = "".join(fence.text for fence in of_kind("console") if fence.page == name)
    assert len(re.findall(r"^\s*\$ ", text, re.MULTILINE)) == len(re.findall(r"^\$ ", tried, re.MULTILINE))


def test_commands_in_sentences_exist() -> None:
    """A command that a sentence of a page names is one of ours, with options that it takes."""
    ours = {context.command_path: context.command for context in generator().commands("vi")}
    wrong = []
    for name in NAMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        for command in re.findall(r"(?:^|`)\./run ([^`\n]+)", text, re.MULTILINE):
            words = shlex.split(command.partition(" >")[0], comments=True)
            paths = [" ".join(["chamdiem", *words[:depth]]) for depth in (2, 1)]
            options = {word.partition("=")[0] for word in words if word.startswith("--")}
            known = next((ours[path] for path in paths if path in ours), None)
            takes = {option for part in known.params for option in part.opts} if known else options
            if words[0] not in {"demo", "test", "bench", "windows", "wheel", "test-windows"} and (
                known is None or options - takes - {"--lang", "--help"}
            ):
                wrong.append(f"{name}: {command}")
    assert wrong == []


def clone(folder: Path) -> None:
    """Lay out what a clone holds; the examples are copied, so that no command can change those of the repository."""
    for name in CLONE:
        if name == "examples":
            shutil.copytree(ROOT / name, folder / name)
        else:
            (folder / name).symlink_to(ROOT / name)


def do_commands(fence: Fence, capsys: pytest.CaptureFixture[str]) -> None:
    """Do the commands of a block in the working folder."""
    assert fence.text.startswith("$ "), named(fence)
    for block in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]:
        command, *expected = block.splitlines()
        status, out, err = do(command, capsys)
        said = f"{named(fence)}: {command}\n{out}{err}"
        # a command may fail only where the page shows a sentence that tells why
        complaints = [*err.splitlines(), *(line for line in out.splitlines() if line.startswith("lỗi["))]
        why = [line for line in expected if line != "…" and is_shown(["…", line, "…"], complaints)]
        assert status == 0 or (status == 1 and why), said
        assert not expected or is_shown(expected, (out + err).splitlines()), said


def do(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Do what a shell does with a line; return the status and what is printed, on either stream."""
    words = [word for part in shlex.split(command, comments=True) for word in globbed(part)]
    match words:
        case ["cp", *files, target]:
            for file in files:
                shutil.copy(file, target)
            return 0, "", ""
        case ["mkdir", folder]:
            Path(folder).mkdir()
            return 0, "", ""
        case ["./run", name, *_] if name in ELSEWHERE:
            return 0, "", ""
        case ["./run", "demo"]:
            return max(run(given) for given in demo()), *capsys.readouterr()
        case ["./run", *given, ">", file]:
            status = run(given)
            out, err = capsys.readouterr()
            Path(file).write_text(out, encoding="utf-8")
            return status, "", err
        case ["./run", *given]:
            return run(given), *capsys.readouterr()
    raise AssertionError(command)


def demo() -> Iterator[list[str]]:
    """Yield the commands of `./run demo`, as the script has them."""
    script = (ROOT / "run").read_text(encoding="utf-8")
    example = re.findall(r"^example=(.*)$", script, re.MULTILINE)[0]
    Path("out").mkdir()
    for line in re.findall(r"^    shown (.*)$", script, re.MULTILINE):
        yield shlex.split(line.replace("$example", example))


def globbed(word: str) -> list[str]:
    """Return what a shell makes of a word with a star."""
    return (sorted(map(str, Path().glob(word))) or [word]) if "*" in word else [word]


def is_shown(expected: list[str], printed: list[str]) -> bool:
    """Tell whether a page shows what is printed: "…" on a line of its own is any lines, in a line any words."""
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in expected]
    return re.fullmatch("".join(lines), "".join(f"{line}\n" for line in printed)) is not None
