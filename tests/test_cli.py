"""The command line as a whole: languages, help, wrong usage, exit statuses, and what reaches which stream."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import durable_rules_engine as rete
import pytest

from chamdiem.cli import root, run
from chamdiem.commands.base import Command, CommandGroup
from chamdiem.engine.texts import LANGS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FULL = str(EXAMPLES / "01-an-phu-day-du.yaml")
FAULTY = str(EXAMPLES / "09-nhieu-loi.yaml")


def inner(group: CommandGroup) -> dict[str, click.Command]:
    """Return the commands of a group by name."""
    return {command.name or "": command for command in group.listed(click.Context(group))}


def command_paths(group: CommandGroup = root, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command."""
    yield path
    for name, command in inner(group).items():
        if isinstance(command, CommandGroup):
            yield from command_paths(command, (*path, name))
        else:
            yield (*path, name)


PATHS = list(command_paths())


def ids_of(path: tuple[str, ...]) -> str:
    """Name a command in the report."""
    return " ".join(path) or "chamdiem"


@pytest.mark.parametrize("path", PATHS, ids=ids_of)
@pytest.mark.parametrize("lang", LANGS)
def test_every_command_helps_in_both_languages(
    path: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """--help explains every command and every option of it in the language that was asked for, with status 0."""
    assert run([*path, "--help", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Cách dùng: chamdiem" if lang == "vi" else "Usage: chamdiem")
    assert "help.help" not in shown
    command = find(path)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in shown
            assert parameter.help in TEXTS


def find(path: tuple[str, ...]) -> click.Command:
    """Return the command of some words."""
    command: click.Command = root
    for name in path:
        assert isinstance(command, CommandGroup)
        command = inner(command)[name]
    return command


@pytest.mark.parametrize("path", [path for path in PATHS if isinstance(find(path), CommandGroup)], ids=ids_of)
def test_sections_list_every_command(path: tuple[str, ...]) -> None:
    """A group's help lists each of its commands in exactly one section."""
    group = find(path)
    assert isinstance(group, CommandGroup)
    assert sorted(inner(group)) == group.list_commands(click.Context(group))


def test_nothing_asked_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command, the help is shown."""
    assert run([]) == 0
    assert capsys.readouterr().out.startswith("Cách dùng: chamdiem")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version names the program and its version."""
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("chamdiem 0.")


WRONG = [
    (["bogus"], "Không có lệnh “bogus”; các lệnh: "),
    (["score"], "Thiếu HỒ SƠ."),
    (["score", FULL, "--bogus"], "Không có tùy chọn “--bogus”."),
    (["score", FULL, "--format", "xml"], "“xml” không được phép cho --format; được phép: text, json."),
    (["score", FULL, "--framework"], "Tùy chọn “--framework” cần một giá trị."),
    (["explain", FULL, "1", "too many"], "Thừa tham số."),
    (["explain", FULL, "9.9"], "Khung an-phu/2025 không có tiêu chí “9.9”; các tiêu chí: 1, 2.1,"),
    (["explain", FULL, "--layer", "cell_vote"], "Hồ sơ không có điểm chấm của lớp “cell_vote”; các lớp có: "),
    (["sheet", FULL], "Thiếu --output."),
    (
        ["schema", "bogus"],
        "“bogus” không được phép cho LOẠI; được phép: framework, cases, record, evaluation, evaluation-1.",
    ),
    (["--lang", "fr", "frameworks"], "“fr” không được phép cho --lang; được phép: vi, en."),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG, ids=[sentence[:30] for _, sentence in WRONG])
def test_wrong_usage(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage is one Vietnamese sentence on the error stream and a hint at the help, with status 2."""
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence)
    assert err.splitlines()[-1].startswith("Xem hướng dẫn: chamdiem")


def test_wrong_usage_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage speaks English where English was asked for."""
    assert run(["score", "--lang=en"]) == 2
    assert capsys.readouterr().err.startswith("RECORD is missing.\nSee: chamdiem score --help")


def test_language_of_the_environment(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """CHAMDIEM_LANG sets the language, and --lang goes before it."""
    monkeypatch.setenv("CHAMDIEM_LANG", "en")
    run(["frameworks"])
    assert "in force" in capsys.readouterr().out.lower()
    run(["frameworks", "--lang", "vi"])
    assert "hiệu lực" in capsys.readouterr().out.lower()


def test_faults_go_to_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    """Faulty input prints every fault on the error stream and nothing else, with status 1."""
    assert run(["score", FAULTY]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) > 10
    assert all(line.startswith(f"{FAULTY}, dòng ") for line in err.splitlines())


def test_a_failing_engine_is_a_sentence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """When the inference engine stops short, the meeting gets a sentence and status 1, never a score."""
    monkeypatch.setattr(rete, "start_action_for_state", lambda *_: None)
    assert run(["score", FULL]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.rstrip().endswith(".")


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with status 130 and no traceback."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(root, "invoke", interrupt)
    assert run(["frameworks"]) == 130


def chamdiem(*arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as its own process."""
    words = [sys.executable, "-P", "-m", "chamdiem.cli", *arguments]
    return subprocess.run(words, capture_output=True, check=False, env={**os.environ, **more})  # noqa: S603 - our own program


def test_runs_as_a_process_in_a_bare_locale() -> None:
    """Vietnamese comes out as UTF-8 even where the locale knows only ASCII."""
    done = chamdiem("score", FULL, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Tổng điểm: 93/95." in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_a_reader_that_leaves_is_no_error() -> None:
    """When the reader of the output goes away, as `head` does, the program ends silently."""
    words = [sys.executable, "-P", "-m", "chamdiem.cli", "frameworks", "show", "an-phu/2025"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own program
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_help_names_what_is_typed_in_the_language_of_the_reader(capsys: pytest.CaptureFixture[str]) -> None:
    """RECORD and FILE are English: Vietnamese help says HỒ SƠ and TỆP, in the usage, the text and the options."""
    assert run(["sheet", "--help"]) == 0
    vi = capsys.readouterr().out
    assert "sheet [TÙY CHỌN] [HỒ SƠ]" in vi
    assert "HỒ SƠ là hồ sơ; bỏ trống" in vi
    assert "-o, --output TỆP" in vi
    assert run(["sheet", "--lang", "en", "--help"]) == 0
    assert "sheet [OPTIONS] [RECORD]" in capsys.readouterr().out


@pytest.mark.parametrize("path", list(command_paths()), ids=" ".join)
def test_no_english_name_stands_in_vietnamese_help(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Every name of something to be typed has a Vietnamese one: what is in capitals is that or an abbreviation."""
    assert run([*path, "--help"]) == 0
    capitals = set(re.findall(r"\b[A-Z]{2,}\b", capsys.readouterr().out))
    assert capitals <= {"CSV", "HTML", "JSON", "PDF", "SQL", "YAML", "KHUNG", "THAM"}


def test_help_breaks_no_line_within_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A file's name with a hyphen stands whole on a line, so that it can be copied."""
    assert run(["ledger", "--help"]) == 0
    assert "ho-so.yaml`" in capsys.readouterr().out


def test_help_needs_no_model() -> None:
    """Asking for help starts at once: no rule, no command and no words but those of help are loaded for it."""
    program = "import sys; from chamdiem.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not {"pydantic", "durable_rules_engine", "yaml", "jinja2", "xlsxwriter", "json", "pathlib"} & loaded
    ours = {name.removeprefix("chamdiem.") for name in loaded if name.startswith("chamdiem.")}
    assert {name for name in ours if name.startswith("commands.")} == {"commands.base", "commands.stopping"}
    words = {"engine.texts", "engine.texts.areas", "engine.texts.command", "engine.texts.help"}
    assert {name for name in ours if name.startswith(("engine.texts", "rules"))} == words


def test_help_of_a_command_is_that_of_its_list() -> None:
    """A command says first of itself what the list of commands says of it, for which it was not loaded."""
    for command in root.listed(click.Context(root)):
        assert isinstance(command, Command)
        assert {root.help_of(command.name or "", lang) == command.spoken(lang) for lang in LANGS} == {True}


def test_scoring_needs_no_ledger() -> None:
    """Who scores one record waits for nothing else: no entries of a ledger, no processes, no JSON, no lists are loaded."""
    program = f"import sys; from chamdiem.cli import run; run(['score', {FULL!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    rooms = (
        "engine.ledger.entries",
        "engine.mandates.organisation",
        "engine.explanation.results",
        "engine.lists.files",
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "chamdiem.engine.scoring.scorer" in loaded
    assert not {"multiprocessing", "plutoprint", *(f"chamdiem.{room}" for room in rooms)} & loaded
