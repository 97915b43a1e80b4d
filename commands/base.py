"""What every command shares: click in the user's language, and how results leave the program.

Help texts are given as codes of `engine.texts` and become words when they are shown, in the language that `cli.main`
put into the context. Engine modules are imported by a command when it runs, so that `--help` starts at once.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import click

from chamdiem.engine.texts import LANGS, Lang, plain, say, say_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.types import OptionHelpExtra

    from chamdiem.engine.config import Config
    from chamdiem.rules.faults import FaultyInput

PROGRAM = "chamdiem"


class WrongUsage(click.UsageError):
    """Wrong usage that a command finds itself: `code` and `details` make the sentence."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, click.get_current_context())
        self.code = code
        self.details = details


class _Formatter(click.HelpFormatter):
    """Click's help with its headings in the user's language."""

    def __init__(self, *args: Any, lang: Lang, **more: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(*args, **more)
        self.lang = lang

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for piece in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(piece, say(self.lang, f"click.{piece}"))
        super().write_usage(prog, args, prefix or say(self.lang, "click.usage"))

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(self.lang, "click.options") if heading == "Options" else heading)


class Context(click.Context):
    """A click context whose `obj` is the language."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return the formatter of the user's language."""
        return _Formatter(width=self.terminal_width, max_width=self.max_content_width, lang=self.obj)


def show_help(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    """Print a command's help and stop."""
    if value and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


class Option(click.Option):
    """An option whose help is a code."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names and its help in words."""
        spoken = copy.copy(self)
        spoken.help = say(ctx.obj, self.help or "")
        return super(Option, spoken).get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Return what stands in brackets behind the help, in words."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = say(ctx.obj, "click.required")
        if "range" in extra:
            extra["range"] = extra["range"].replace("<=x<=", "–")
        return extra


def _with_common_options(params: Sequence[click.Parameter] | None) -> list[click.Parameter]:
    lang = Option(["--lang"], type=click.Choice(LANGS), expose_value=False, help="help.lang")
    help_ = Option(["--help"], is_flag=True, is_eager=True, expose_value=False, callback=show_help, help="help.help")
    return [*(params or ()), lang, help_]


class Command(click.Command):
    """A command whose help is the text `help.NAME`, its blanks written as underscores."""

    context_class = Context

    def __init__(
        self,
        name: str,
        *,
        params: list[click.Parameter] | None = None,
        code: str | None = None,
        **more: Any,  # noqa: ANN401 - click's own signature
    ) -> None:
        more["add_help_option"] = False
        super().__init__(name, params=_with_common_options(params), **more)
        self.code = code or f"help.{name.replace('-', '_')}"

    def spoken(self, lang: Lang) -> str:
        """Return the whole help text."""
        return say(lang, self.code)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text in the user's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.spoken(ctx.obj))


class Group(Command, click.Group):
    """A command of commands, listed in named sections: (code of the heading, commands)."""

    def __init__(self, name: str, *, sections: Sequence[tuple[str, Sequence[Command]]] = (), **more: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(name, **more)
        self.sections = sections
        for _, commands in sections:
            for command in commands:
                self.add_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, each with the first sentence of its help."""
        for heading, commands in self.sections:
            with formatter.section(say(ctx.obj, heading)):
                formatter.write_dl([(c.name or "", c.spoken(ctx.obj).partition("\n\n")[0]) for c in commands])


def command(name: str, code: str | None = None) -> Callable[[Callable[..., None]], Command]:
    """Declare a command. Its function takes the language first, then its parameters."""

    def declare(function: Callable[..., None]) -> Command:
        return click.command(name, cls=Command, code=code)(click.pass_obj(function))

    return declare


def option(*names: str, help: str, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:  # noqa: A002, ANN401 - click's own names
    """Declare an option; `help` is a code."""
    return click.option(*names, cls=Option, help=help, **more)


record_argument = click.argument("record")
framework_option = option("--framework", metavar="ID", help="help.framework")
register_option = option("--register", metavar="FILE", help="help.register")
output_option = option("-o", "--output", required=True, metavar="FILE", help="help.output")


def complain(sentence: str) -> None:
    """Print a sentence about what is wrong; nothing that it quotes steers the terminal."""
    click.secho(plain(sentence), err=True, fg="red")


def complain_of(lang: Lang, error: FaultyInput) -> None:
    """Print every fault of an error, a line each."""
    for fault in error.faults:
        complain(say_fault(lang, fault))


def settings() -> Config:
    """Return the settings of the nearest chamdiem.toml, from the working folder upwards.

    Raises:
        FaultyInput: the file is at fault.
    """
    from chamdiem.engine.config import find_config

    return find_config(File.cwd())


def write(lang: Lang, file: str, content: str | bytes, code: str) -> None:
    """Write a file and say so.

    Raises:
        FaultyInput: it cannot be written.
    """
    from chamdiem.engine.files import write_bytes

    write_bytes(File(file), content.encode() if isinstance(content, str) else content)
    click.echo(say(lang, code, file=file))


def form_of(output: str, forms: Sequence[str]) -> str:
    """Return which of some forms the suffix of an output file asks for.

    Raises:
        WrongUsage: none of them.
        FaultyInput: it is a directory.
    """
    from chamdiem.engine.files import refuse_directory

    refuse_directory(File(output))
    form = File(output).suffix.lower().removeprefix(".")
    if form not in forms:
        raise WrongUsage("usage.suffix", name="--output", allowed=", ".join(f".{each}" for each in forms))
    return form


def print_json(data: object) -> None:
    """Print data as JSON; characters that would steer a terminal are written as escapes, which mean the same."""
    click.echo(_UNSHOWN.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=2)))


_UNSHOWN = re.compile("[\x7f-\x9f\xad\u0600-\u0605\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
