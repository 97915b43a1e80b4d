"""What helps whoever types: what was meant by a name that is not known, the short -h, and the Tab key."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from chamdiem.cli import main, run
from chamdiem.commands.base import COMPLETION
from chamdiem.commands.completion import SHELLS
from places import EXAMPLES

RECORD = str(EXAMPLES / "01-an-phu-day-du.yaml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of one's own, with one record in it."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(RECORD, "ho-so.yaml")
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("socre ho-so.yaml", "Có phải muốn viết “score”?"),
        ("SCORE ho-so.yaml", "Có phải muốn viết “score”?"),
        ("ledger ad", "Có phải muốn viết “add”?"),
        ("score ho-so.yaml --framwork x", "Có phải muốn viết “--framework”?"),
        ("score ho-so.yaml --format jsn", "Có phải muốn viết “json”?"),
        ("explain ho-so.yaml 4,5", "Có phải muốn viết “4.5”?"),
        ("score ho-so.yaml --framework an-phu", "gần giống: an-phu/2025; đang có:"),
        ("score ho-so.yaml --framework AN-PHU/2025", "gần giống: an-phu/2025; đang có:"),
        ("score hoso.yaml", "hoso.yaml: không tìm thấy tệp này; gần giống: ho-so.yaml."),
        ("score Ho-So.YAML", "gần giống: ho-so.yaml."),
        ("score ho-so.yml", "gần giống: ho-so.yaml."),
    ],
)
def test_what_was_meant_is_named(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command, option, value, framework, criterion or file that is not known is answered with those like it."""
    assert run(typed.split()) in {1, 2}
    assert meant in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["qqqqq", "score ho-so.yaml --qqqqq", "explain ho-so.yaml qqqq", "score qqqqq.yaml"])
def test_nothing_is_guessed_of_what_is_like_nothing(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is like no known one gets no proposal."""
    assert run(typed.split()) in {1, 2}
    err = capsys.readouterr().err
    assert "Có phải" not in err
    assert "gần giống" not in err


@pytest.mark.parametrize("command", ["", "score", "ledger", "ledger add", "list summary"])
def test_h_is_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """-h says what --help says, at every command."""
    assert run([*command.split(), "-h"]) == 0
    short = capsys.readouterr().out
    assert run([*command.split(), "--help"]) == 0
    assert capsys.readouterr().out == short != ""


def test_explain_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    """The id of a group asks for its criteria; where a criterion has the same id, for that."""
    assert run(["explain", "ho-so.yaml", "8"]) == 0
    headings = [line[:3] for line in capsys.readouterr().out.splitlines() if line[:1].isdigit()]
    assert sorted(headings) == ["8.1", "8.2", "8.3"]
    assert run(["explain", "ho-so.yaml", "7"]) == 0
    assert [line[:2] for line in capsys.readouterr().out.splitlines() if line[:1].isdigit()] == ["7."]


def asked(shell: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what a shell is answered when Tab is pressed behind some words."""
    monkeypatch.setenv(COMPLETION, f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", words.rpartition(" ")[2] if shell == "fish" else str(len(words.split(" ")) - 1))
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    return capsys.readouterr().out.splitlines()


def test_tab_completes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Commands, options and values are completed from the first letters; elsewhere a file is asked for."""
    assert asked("bash", "chamdiem sc", monkeypatch, capsys) == ["plain,schema", "plain,score"]
    assert asked("bash", "./run ledger ch", monkeypatch, capsys) == ["plain,checkpoint"]
    assert asked("bash", "chamdiem score --framew", monkeypatch, capsys) == ["plain,--framework"]
    assert asked("bash", "chamdiem score --format j", monkeypatch, capsys) == ["plain,json"]
    assert asked("bash", "chamdiem score ho", monkeypatch, capsys) == ["file,ho"]
    said = asked("zsh", "chamdiem score --framew", monkeypatch, capsys)
    assert said[:2] == ["plain", "--framework"]
    assert said[2].startswith("Mã khung tiêu chí")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_and_its_place(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The script alone stands on the output, so that it can be put into a file; where to put it is said beside."""
    assert run(["completion", shell]) == 0
    out, err = capsys.readouterr()
    assert f"{COMPLETION}={shell}_complete" in out
    assert "chamdiem" in out
    assert {"bash": ".bashrc", "zsh": ".zshrc", "fish": "completions/chamdiem.fish"}[shell] in err


def test_bash_takes_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    """Bash reads the script, and knows the program by its name and in a checkout."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    assert run(["completion", "bash"]) == 0
    Path("script").write_text(capsys.readouterr().out, encoding="utf-8")
    command = "source ./script && complete -p chamdiem ./run"
    told = subprocess.run([bash, "--norc", "-c", command], capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    assert told.stdout.count("-F _chamdiem_completion") == 2


def test_what_no_script_asks_gets_no_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A variable of that name with anything else in it ends the program with a status, and prints nothing."""
    monkeypatch.setenv(COMPLETION, "rc_complete")
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 1
    assert capsys.readouterr().out == ""
