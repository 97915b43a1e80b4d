"""What people type: find the language, run the command, turn every refusal into sentences and an exit status.

Status 0: done; 1: faulty input, or the output took nothing more; 2: wrong usage; 130: stopped by the user; 128 + the
number of the signal: stopped by the system.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from chamdiem.commands.base import (
    COMPLETION,
    PROGRAM,
    CommandGroup,
    CommandOption,
    LazyGroup,
    WordChoice,
    WrongUsage,
    complain,
    complain_of,
    place_names,
    release,
)
from chamdiem.commands.stopping import Terminated, asked_to_end, heed_signals, open_streams, silence
from chamdiem.engine.office.requests import named
from chamdiem.engine.texts import LANGS, Lang, say
from chamdiem.engine.texts.command import VARIABLE as COMMAND_VARIABLE
from chamdiem.engine.texts.command import called_as, program

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.engine.scoring.inference import InferenceError
    from chamdiem.rules.records.faults import FaultyInput

_LANG_VARIABLE = "CHAMDIEM_LANG"
_NEW_OBJECTS = 20_000
"""So many are waited for before garbage is looked for, and not Python's 700: what a command loads stays to its end, and
looking through it again and again took a twelfth of a short one."""

SECTIONS = {
    "section.meeting": {
        "new-record": "meetings",
        "check": "meetings",
        "score": "meetings",
        "explain": "meetings",
        "advise": "meetings",
        "sheet": "meetings",
        "paragraph": "meetings",
    },
    "section.month": {
        "workbook": "meetings",
        "batch": "batch",
        "list": "lists",
        "period": "periods",
        "bulk": "bulk",
    },
    "section.ledger": {"ledger": "ledger", "verify": "proof", "replay": "ledger"},
    "section.web": {"serve": "serving", "account": "serving", "backup": "serving", "projections": "serving"},
    "section.frameworks": {"frameworks": "authoring", "schema": "authoring"},
    "section.authoring": {
        "new-framework": "authoring",
        "lint": "authoring",
        "cases": "authoring",
        "diff": "authoring",
        "fmt": "authoring",
    },
    "section.program": {"completion": "completion"},
}
"""By heading, each command and the module of `commands` that declares it."""


def _show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    if value and not context.resilient_parsing:
        click.echo(f"{PROGRAM} {release()}")
        context.exit()


_VERSION = CommandOption(
    ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="help.version"
)
root = LazyGroup(PROGRAM, code="help.group", homes=SECTIONS, params=[_VERSION])


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    gc.set_threshold(_NEW_OBJECTS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes longer than reading a record
    open_streams()
    heed_signals()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # always a TextIOWrapper here
    if COMPLETION in os.environ:
        sys.exit(_complete(os.environ[COMPLETION]))
    try:
        status = run(list(sys.argv[1:] if argv is None else argv))
    except OSError:  # not even a complaint can be printed
        status = 1
    sys.exit(status)


def _complete(instruction: str) -> int:
    from chamdiem.commands.completion import complete

    with called_as(os.environ.get(COMMAND_VARIABLE, "")):
        return complete(root, instruction, _language(()))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. The one place where refusals become sentences."""
    with called_as(os.environ.get(COMMAND_VARIABLE, "")):
        return _run(arguments, _language(arguments))


def _run(arguments: Sequence[str], lang: Lang) -> int:
    try:
        # click's own main() would end the process by itself where the reader of our output is gone
        with root.make_context(program(), list(arguments), obj=lang) as context:
            root.invoke(context)
        sys.stdout.flush()
    except click.ClickException as error:
        return _refuse(error, lang)
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        return _stop(error, lang)
    except BrokenPipeError:
        silence()  # the reader of our output has gone, as `head` does; nothing is wrong
    except _faults() as error:
        return _fail(error, lang)
    except Exception:
        asked = asked_to_end()  # of which a library made an error of its own
        if asked is None:
            raise
        return _stop(asked, lang)
    return 0


def _refuse(error: click.ClickException, lang: Lang) -> int:
    """Say what is wrong with the command that was typed; without any, what there are."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 0
    if not isinstance(error, click.UsageError):
        raise error
    complain(_usage_sentence(error, lang))
    command = error.ctx.command_path if error.ctx else program()
    click.echo(say(lang, "usage.try", command=command), err=True)
    return 2


def _stop(error: BaseException, lang: Lang) -> int:
    """Say that the program was stopped, where anybody still listens."""
    number = error.number if isinstance(error, Terminated) else signal.SIGINT
    with suppress(OSError):
        complain(say(lang, "stopped.interrupted" if number == signal.SIGINT else "stopped.terminated"))
    return 128 + number


def _fail(error: FaultyInput | OSError | InferenceError, lang: Lang) -> int:
    """Say what is wrong with what was given, or with the system."""
    from chamdiem.commands.failing import failure, with_cause
    from chamdiem.rules.records.faults import FaultyInput

    if isinstance(error, OSError):
        silence()
        complain_of(lang, failure(error))
    elif isinstance(error, FaultyInput):
        for each in with_cause(error):
            complain_of(lang, each)
    else:
        complain(say(lang, error.code, **error.details))
    return 1


def _faults() -> tuple[type[FaultyInput], type[OSError], type[InferenceError]]:
    """Import the types of what is told as a fault, once something was raised: the inference engine comes with one."""
    from chamdiem.engine.scoring.inference import InferenceError
    from chamdiem.rules.records.faults import FaultyInput

    return FaultyInput, OSError, InferenceError


def _language(arguments: Sequence[str]) -> Lang:
    """Find the language before anything is parsed, since help and usage errors speak it too."""
    asked = os.environ.get(_LANG_VARIABLE, "")
    for number, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif argument == "--lang" and number + 1 < len(arguments):
            asked = arguments[number + 1]
    return asked if asked in LANGS else LANGS[0]


def _usage_sentence(error: click.UsageError, lang: Lang) -> str:
    """Return what is wrong with the command that was typed; click's own sentences are English only."""
    code, details = _usage(error, lang)
    close = _close(error, details)
    hint = [say(lang, "usage.near", close=", ".join(f"“{name}”" for name in close))] if close else []
    said = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in details.items()}
    sentence = say(lang, code, **said)
    return " ".join((sentence[:1].upper() + sentence[1:], *hint))


def _close(error: click.UsageError, details: Mapping[str, object]) -> tuple[str, ...]:
    """Return what may have been meant, of what is allowed in the place of what was typed."""
    from chamdiem.rules.records.text import near

    if isinstance(error, click.exceptions.NoSuchOption):
        options = error.ctx.command.params if error.ctx else ()
        return near(error.option_name, (name for option in options for name in option.opts if name.startswith("--")))
    typed, allowed = str(details.get("value", details.get("name", ""))), details.get("known", details.get("allowed"))
    return near(typed, allowed) if isinstance(allowed, tuple) else ()


def _usage(error: click.UsageError, lang: Lang) -> tuple[str, dict[str, object]]:
    match error:
        case WrongUsage():
            return error.code, error.details
        case click.exceptions.NoSuchCommand():
            group = error.ctx.command if error.ctx else None
            names = [name for _, listed in group.sections for name in listed] if isinstance(group, CommandGroup) else []
            return "usage.no_such_command", {"name": error.command_name, "allowed": tuple(names)}
        case click.exceptions.NoSuchOption():
            return "usage.no_such_option", {"name": error.option_name}
        case click.exceptions.BadOptionUsage():
            return "usage.option_value", {"name": error.option_name}
        case click.BadParameter():
            return _bad_parameter(error, lang)
        case _:
            return ("usage.extra_argument" if "extra argument" in error.message else "usage.other"), {}


def _bad_parameter(error: click.BadParameter, lang: Lang) -> tuple[str, dict[str, object]]:
    name = place_names(_parameter(error.param), lang)
    if isinstance(error, click.MissingParameter):
        return "usage.missing_argument", {"name": name}
    if error.param is not None and isinstance(error.param.type, click.Choice):
        # what was typed stands in click's own sentence only
        value = error.message.split("'")[1] if "'" in error.message else ""
        known = tuple(error.param.type.choices)
        titles = error.param.type.titles(lang) if isinstance(error.param.type, WordChoice) else {}
        allowed = {"allowed": named(titles) or known, "known": (*known, *titles.values())}
        return "usage.bad_choice", {"value": value, "name": name, **allowed}
    return "usage.bad_value", {"name": name}


def _parameter(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.human_readable_name if parameter else ""


if __name__ == "__main__":
    main()
