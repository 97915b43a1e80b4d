"""The pages tell the truth: generated parts are current, links lead somewhere, examples and commands work."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from chamdiem.cli import run
from chamdiem.engine.catalog import framework_from_text, load_framework
from chamdiem.engine.checking import evaluate_file
from chamdiem.engine.texts.command import VARIABLE
from chamdiem.rules.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
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


def generator() -> ModuleType:
    """Import the script that writes the generated parts."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    texts = (merged(MEASURES + scheme + groups).replace("MAXIMUM", str(points)) for points in range(1, 20))
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
    files = write_files(tmp_path)
    record = tmp_path / "record.yaml"
    record.write_text(fence.text, encoding="utf-8")
    framework = fence.info.split()[1:2] if fence.info.startswith("yaml record-of") else []
    assert not framework or framework[0] in files
    named_framework = str(tmp_path / fence.info.split()[2]) if framework else None
    if named_framework:
        assert load_framework(Path(named_framework))
    assert evaluate_file(record, named_framework).own.groups


def write_files(folder: Path) -> list[str]:
    """Write the blocks that bear a file name, and the examples; return the first word of what each was."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "examples", folder / "thang-11", ignore=shutil.ignore_patterns("09*", "10*", "*.json"))
    (folder / "cases").mkdir()
    for fence in of_kind("yaml cases "):
        (folder / "cases" / fence.info.split()[-1]).write_text(fence.text, encoding="utf-8")
    written = []
    shutil.copy(ROOT / "templates" / "sheet.docx", folder / "mau-phieu.docx")
    for fence in of_kind("yaml framework ", "yaml record-of ", "html template "):
        (folder / fence.info.split()[-1]).write_text(fence.text, encoding="utf-8")
        written.append(fence.info.split()[1])
    return written


# --- commands ---


@pytest.mark.parametrize("fence", of_kind("console"), ids=named)
def test_commands_do_what_the_page_shows(
    fence: Fence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command in a page runs, and prints the lines that stand under it; “…” stands for lines left out."""
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "./run")
    if "new-record" not in fence.text:
        shutil.copy(ROOT / "examples" / "03-an-phu-vang-khong-ly-do.yaml", "ho-so.yaml")
    for block in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]:
        command, *expected = block.splitlines()
        words = [word for part in shlex.split(command, comments=True) for word in globbed(part)]
        if words in (["./run", "demo"], ["./run", "test"]):
            continue
        assert words[0] == "./run", command
        status = run(words[1:])
        printed = "".join(capsys.readouterr())
        assert status in {0, 1}, printed
        assert is_shown(expected, printed.splitlines()), printed


def globbed(word: str) -> list[str]:
    """Return what a shell makes of a word with a star."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


def is_shown(expected: list[str], printed: list[str]) -> bool:
    """Tell whether lines stand in the order in which a page shows them."""
    if not any(expected):
        return True
    text = (
        re.escape("\n".join(expected)).replace(re.escape("…\n"), r"(?:.*\n)*?").replace(re.escape("\n…"), r"(?:\n.*)*")
    )
    return re.fullmatch(text, "\n".join(printed)) is not None
