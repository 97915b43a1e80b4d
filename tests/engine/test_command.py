"""The command that sentences tell people to type is the one that they have."""

from __future__ import annotations

import re

import pytest

from chamdiem.engine.texts import TEXTS, say
from chamdiem.engine.texts.command import called_as, program, typed


def test_installed_program_is_called_by_its_name() -> None:
    """Without a wrapper the command is chamdiem."""
    assert program() == "chamdiem"
    assert say("vi", "result.record_written", file="ho-so.yaml").endswith("chạy: chamdiem score ho-so.yaml")


@pytest.mark.parametrize(("called", "said"), [("./run", "./run"), ("/opt/chấm điểm/run", "'/opt/chấm điểm/run'"), ("a\x1b[2J", "chamdiem"), ("", "chamdiem")])  # fmt: skip
def test_wrapper_is_called_as_it_was(called: str, said: str) -> None:
    """Under ./run every sentence names it as it was typed, quoted where it must be; what steers a screen is not said."""
    with called_as(called):
        assert program() == said
        assert f"chạy: {said} score ho-so.yaml" in say("vi", "result.record_written", file="ho-so.yaml")


@pytest.mark.parametrize(
    ("path", "said"),
    [("ho-so.yaml", "ho-so.yaml"), ("hồ sơ.yaml", "'hồ sơ.yaml'"), ("-o.yaml", "./-o.yaml"), ("a'b", "'a'\"'\"'b'"), ("$(x)", "'$(x)'")],
)  # fmt: skip
def test_paths_can_be_pasted(path: str, said: str) -> None:
    """A path in a command is quoted where a shell would take it apart, and is never taken for an option."""
    assert typed(path) == said
    assert say("en", "result.explain_hint", file=path).endswith(f"explain {said}")


def test_no_sentence_fixes_the_command() -> None:
    """No text tells everybody to type chamdiem: on the screen it is the reader's command, on paper the command's name."""
    assert [code for code, texts in TEXTS.items() if any(re.search(r"\bchamdiem [a-z]", text) for text in texts)] == []
