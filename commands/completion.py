"""Completion by the Tab key: the scripts for the shells, and the answers to what they ask while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from chamdiem.commands.base import COMPLETION, PROGRAM, command
from chamdiem.engine.texts import TEXTS, Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

SHELLS: Mapping[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
_CHECKOUT = "./run"
"""How the program is called where it was not installed; only bash asks the very command that was typed."""


@command("completion")
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
def completion(lang: Lang, shell: str) -> None:
    """Print the script for a shell."""
    # bash's own class would call bash to see how old it is
    script = ShellComplete.source(_asked(shell, click.get_current_context().find_root().command, lang))
    if shell == "bash":
        script = script.replace(f"_completion {PROGRAM}\n", f"_completion {PROGRAM} {_CHECKOUT}\n")
    click.echo(script)
    click.echo(say(lang, f"completion.{shell}"), err=True)


def _asked(shell: str, root: click.Command, lang: Lang) -> ShellComplete:
    return SHELLS[shell](root, {"obj": lang}, PROGRAM, COMPLETION)


def complete(root: click.Command, instruction: str, lang: Lang) -> int:
    """Answer a shell, and return the exit status; what is asked by none of its scripts gets no answer."""
    shell, _, what = instruction.partition("_")
    if shell not in SHELLS or what != "complete":
        return 1
    asked = _asked(shell, root, lang)
    arguments, incomplete = asked.get_completion_args()
    # where the program knows nothing to offer, a file is what is wanted
    found = asked.get_completions(arguments, incomplete) or [CompletionItem(incomplete, type="file")]
    for item in found:
        item.help = _first_sentence(item.help, lang)
        click.echo(asked.format_completion(item))
    return 0


def _first_sentence(code: str | None, lang: Lang) -> str | None:
    """Return the help of a code, on one line: a shell shows it beside the name."""
    return say(lang, code).partition("\n")[0] if code and code in TEXTS else None
