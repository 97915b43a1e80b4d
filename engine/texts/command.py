"""The command that the reader has: what a sentence tells people to type."""

from __future__ import annotations

import os
import shlex

VARIABLE = "CHAMDIEM_COMMAND"
"""The environment variable in which `./run` says how it was called."""
INSTALLED = "chamdiem"
"""The command of the installed program."""


def program() -> str:
    """Return how the program is called by whoever reads: `./run`, as it was typed, or the installed command."""
    called = os.environ.get(VARIABLE, "")
    return typed(called) if called and called.isprintable() else INSTALLED


def typed(path: object) -> str:
    """Return a path as it is typed in a shell: quoted where it needs to be, and never taken for an option."""
    text = str(path)
    return shlex.quote(f"./{text}" if text.startswith("-") else text)
