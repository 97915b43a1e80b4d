"""What every command shares: click in the user's language, and how results leave the program.

Help texts are given as codes of `engine.texts` and become words when they are shown, in the language that `cli.main`
put into the context. Engine modules are imported by a command when it runs, so that `--help` starts at once.
"""

from __future__ import annotations

import copy
import re
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.texts import LANGS, Lang, label, plain, say
from chamdiem.engine.texts.help import PLACES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path as File

    from click.types import OptionHelpExtra

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.office import Notice, Office, Watch
    from chamdiem.engine.reading.items import Remark
    from chamdiem.rules.records.faults import FaultyInput

    Work = Callable[..., bool | None]
    Decorator = Callable[[Work], Work]

Item = TypeVar("Item")

PROGRAM = "chamdiem"
COMPLETION = f"_{PROGRAM.upper()}_COMPLETE"
"""The environment variable by which the scripts of shells ask, such as "bash_complete"; what was typed is in others."""
_REPLACE = "replace"
_REMARKS = f"{PROGRAM}.remarks"
_OFFICE = f"{PROGRAM}.office"
_CONFIG = f"{PROGRAM}.config"


class WrongUsage(click.UsageError):
    """Wrong usage that a command finds itself: `code` and `details` make the sentence."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, click.get_current_context())
        self.code = code
        self.details = details


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(PLACES)})\b")


def place_names(text: str, lang: Lang) -> str:
    """Return a text with the names that stand for what is to be typed (RECORD, FILE …) in a language."""
    return _place().sub(lambda found: label(PLACES[found[0]], lang), text)


class _Formatter(click.HelpFormatter):
    """Click's help in the user's language; lines are not broken at a hyphen, which may be one of a file's name."""

    _HYPHEN = "\ue000"

    def __init__(self, *args: Any, lang: Lang, **more: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(*args, **more)
        self.lang = lang

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, place_names(args, self.lang), prefix or say(self.lang, "click.usage"))

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(self.lang, "click.options") if heading == "Options" else heading)

    def write_text(self, text: str) -> None:
        super().write_text(self._kept(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, self._kept(text)) for name, text in rows], col_max, col_spacing)

    def _kept(self, text: str) -> str:
        return place_names(text, self.lang).replace("-", self._HYPHEN)

    def getvalue(self) -> str:
        return super().getvalue().replace(self._HYPHEN, "-")


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


class CommandOption(click.Option):
    """An option whose help is a code."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names and its help in words."""
        spoken = copy.copy(self)
        spoken.help = say(ctx.obj, self.help or "")
        spoken.metavar = place_names(self.make_metavar(ctx), ctx.obj)
        return super(CommandOption, spoken).get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Return what stands in brackets behind the help, in words."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = say(ctx.obj, "click.required")
        if "range" in extra:
            extra["range"] = extra["range"].replace("<=x<=", "–")
        return extra


class WordChoice(click.Choice[str]):
    """One of some words, each typed as its id or as what it is called, in any spelling; what is taken is the id."""

    def __init__(self, words: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(tuple(words))
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's own signature
        """Return the id of a word; the refusal of what is none is click's own."""
        from chamdiem.rules.records.scalars import ScalarError
        from chamdiem.rules.records.written import read_word

        with suppress(ScalarError):
            value = read_word(value, self.words)
        return super().convert(value, param, ctx)

    def titles(self, lang: Lang) -> dict[str, str]:
        """Return what the words are called, by their ids."""
        return {word: label(labels, lang) for word, labels in self.words.items()}


class _OutputOption(CommandOption):
    """An option that names a file, or a `folder`, which the command writes."""

    def __init__(self, *args: Any, folder: bool = False, **more: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(*args, **more)
        self.folder = folder


def _with_common_options(params: Sequence[click.Parameter] | None) -> list[click.Parameter]:
    lang = CommandOption(["--lang"], type=click.Choice(LANGS), expose_value=False, help="help.lang")
    names = ["-h", "--help"]
    help_ = CommandOption(names, is_flag=True, is_eager=True, expose_value=False, callback=show_help, help="help.help")
    writes = any(isinstance(parameter, _OutputOption) for parameter in params or ())
    replace = CommandOption([f"--{_REPLACE}"], is_flag=True, expose_value=False, callback=_noted, help="help.replace")
    return [*(params or ()), *([replace] if writes else []), lang, help_]


def _noted(context: click.Context, parameter: click.Parameter, value: object) -> None:
    context.meta[f"{PROGRAM}.{parameter.name}"] = value


def _code_of(name: str) -> str:
    """Return the code of a command's help."""
    return f"help.{name.replace('-', '_')}"


class Command(click.Command):
    """A command whose help is the text `help.NAME`, its hyphens written as underscores."""

    context_class = Context

    def __init__(self, name: str, *, code: str | None = None, **more: Any) -> None:  # noqa: ANN401 - click's own signature
        params = _with_common_options(more.pop("params", None))
        super().__init__(name, params=params, add_help_option=False, **more)
        self.code = code or _code_of(name)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command.

        What tables held that was left out is said at its end, before any fault. Status 1: it returned False.
        """
        remarks: list[Remark] = ctx.meta.setdefault(_REMARKS, [])
        try:
            if super().invoke(ctx) is False:
                ctx.exit(1)
        except WrongRequest as wrong:
            named = {} if wrong.argument is None else {"name": f"--{wrong.argument}"}
            raise WrongUsage(wrong.code, **named, **wrong.details) from wrong
        finally:
            if remarks:
                _tell_remarks(remarks, ctx.obj)

    def spoken(self, lang: Lang) -> str:
        """Return the whole help text."""
        return say(lang, self.code)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text in the user's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.spoken(ctx.obj))


def _tell_remarks(remarks: list[Remark], lang: Lang) -> None:
    from chamdiem.engine.reading.items import remark_lines

    for line in remark_lines(remarks, lang):
        click.secho(line, err=True, fg="yellow")
    remarks.clear()


class CommandGroup(Command, click.Group):
    """A command of commands, listed in named sections: (code of the heading, commands)."""

    def __init__(self, name: str, *, sections: Sequence[tuple[str, Sequence[Command]]] = (), **more: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(name, **more)
        self.sections = [(heading, [command.name or "" for command in commands]) for heading, commands in sections]
        """The names of the commands under each heading."""
        for _, commands in sections:
            for command in commands:
                self.add_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, each with the first sentence of its help."""
        for heading, names in self.sections:
            with formatter.section(say(ctx.obj, heading)):
                formatter.write_dl([(name, self.help_of(name, ctx.obj).partition("\n\n")[0]) for name in names])

    def listed(self, ctx: click.Context) -> Iterator[click.Command]:
        """Yield the commands in the order in which help lists them."""
        for name in (name for _, names in self.sections for name in names):
            command = self.get_command(ctx, name)
            assert command is not None  # noqa: S101 - each that is listed is there
            yield command

    def help_of(self, name: str, lang: Lang) -> str:
        """Return the help text of a command of the group."""
        command = self.commands[name]
        assert isinstance(command, Command)  # noqa: S101 - no others are added
        return command.spoken(lang)


class LazyGroup(CommandGroup):
    """A group whose commands are imported when they are asked for: its help starts at once, and so does each of them.

    `homes`: by the code of each heading the names of commands, each with the module of this room that declares it.
    """

    def __init__(self, name: str, *, homes: Mapping[str, Mapping[str, str]], **more: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(name, **more)
        self.sections = [(heading, list(names)) for heading, names in homes.items()]
        self._homes = {name: module for names in homes.values() for name, module in names.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of all commands."""
        return sorted(self._homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported by now; None: there is none of that name."""
        if cmd_name in self._homes and cmd_name not in self.commands:
            declared = vars(import_module(f"chamdiem.commands.{self._homes[cmd_name]}")).values()
            self.add_command(next(each for each in declared if isinstance(each, Command) and each.name == cmd_name))
        return super().get_command(ctx, cmd_name)

    def help_of(self, name: str, lang: Lang) -> str:
        """Return the help text of a command, which is not imported for it."""
        return say(lang, _code_of(name))


def command(name: str, code: str | None = None) -> Callable[[Work], Command]:
    """Declare a command. Its function takes the language first, then its parameters; False: not all is well."""

    def declare(function: Work) -> Command:
        return click.command(name, cls=Command, code=code)(click.pass_obj(function))

    return declare


def option(*names: str, help: str, **more: Any) -> Decorator:  # noqa: A002, ANN401 - click's own names
    """Declare an option; `help` is a code."""
    return click.option(*names, cls=CommandOption, help=help, **more)


def output_file(*names: str, help: str, **more: Any) -> Decorator:  # noqa: A002, ANN401 - click's own names
    """Declare an option that names a file, or a folder, which the command writes; --replace comes with it."""
    return click.option(*names, cls=_OutputOption, help=help, **more)


record_argument = click.argument("record")
as_option = option("--as", "mandate", metavar="MANDATE", help="help.as")
framework_option = option("--framework", metavar="ID", help="help.framework")
config_option = option("--config", metavar="FILE", expose_value=False, callback=_noted, help="help.config")
ledger_option = option("--ledger", metavar="LEDGER", help="help.asked_ledger")
register_option = option("--register", metavar="FILE", help="help.register")
output_option = output_file("-o", "--output", required=True, metavar="FILE", help="help.output")


def release() -> str:
    """Return the version of the program that is installed."""
    from importlib.metadata import version

    return version(PROGRAM)


def file_of(name: str | None) -> File | None:
    """Return the file of a name, where one was typed."""
    from pathlib import Path as File

    return None if name is None else File(name)


def complain(sentence: str) -> None:
    """Print a sentence about what is wrong; nothing that it quotes steers the terminal."""
    click.secho(plain(sentence), err=True, fg="red")


def complain_of(lang: Lang, error: FaultyInput) -> None:
    """Print every fault of an error, a line each."""
    from chamdiem.engine.texts.sentences import say_fault

    for fault in error.faults:
        complain(say_fault(lang, fault))


def the_office(watch: Watch | None = None) -> Office:
    """Return the office of the running command, with the settings that --config names or those of the working folder.

    A command that knows no --config takes nothing from settings, so that none are read for it. `watch`: how far long
    work has come is seen by this, and not by a bar on a terminal alone.
    """
    from dataclasses import replace
    from pathlib import Path as File

    from chamdiem.engine.office.office import Office as Made
    from chamdiem.engine.office.office import open_office

    context = click.get_current_context()
    if _OFFICE not in context.meta:
        named = context.meta.get(_CONFIG)
        made = open_office(File.cwd(), file_of(named)) if _CONFIG in context.meta else Made()
        context.meta[_OFFICE] = replace(made, watch=_barred, waits=_tell_waiting)
    office: Office = context.meta[_OFFICE]
    return office if watch is None else replace(office, watch=watch)


def _barred(items: Iterable[Item], total: int | None, code: str, /) -> Iterator[Item]:
    """Yield items while a terminal shows how many have come; where there is none, nothing is printed."""
    from chamdiem.commands.printing import watching

    return watching(click.get_current_context().obj, piped=False)(items, total, code)


def _tell_waiting(ledger: str) -> None:
    """Say that a ledger is waited for: nothing is to be seen meanwhile, and who sees nothing stops what goes well."""
    click.echo(say(click.get_current_context().obj, "ledger.waiting", name=ledger), err=True)


def local_time(time: str) -> dt.datetime:
    """Return the time of an entry of a ledger by the clock of the office."""
    return the_office().clock.local(time)


def hear(told: Remark | Notice) -> None:
    """Print what an act of the office tells while it is at work; remarks on tables are kept for the end of the command.

    Files bear the names that were typed.
    """
    from pathlib import Path as File

    from chamdiem.engine.reading.items import Remark

    context = click.get_current_context()
    if isinstance(told, Remark):
        context.meta[_REMARKS].append(told)
        return
    typed: dict[object, str] = {File(each): each for each in _typed(context)}
    details = {key: typed.get(value, value) for key, value in told.details.items()}
    tell(say(context.obj, told.code, **details), err=told.aside)


def _typed(context: click.Context) -> Iterator[str]:
    """Yield every text that was typed, but for folders of outputs."""
    for option in context.command.params:
        value = context.params.get(option.name or "")
        if not isinstance(option, _OutputOption) or not option.folder:
            yield from (each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, str))


def consent() -> Consent:
    """Return what the running command may write over, as its user says."""
    from chamdiem.engine.files.outputs import Consent as Made

    return Made(replace=click.get_current_context().meta.get(f"{PROGRAM}.{_REPLACE}", False))


def tell(sentence: str, *, err: bool = False) -> None:
    """Print what was kept or written. Where nobody takes the output any more, it is said on the error stream.

    Raises:
        OSError: the output is closed or full.
    """
    try:
        click.echo(sentence, err=err)
    except OSError:
        if not err:
            click.echo(sentence, err=True)
        raise


def print_json(data: object) -> None:
    """Print data as JSON; characters that would steer a terminal are written as escapes, which mean the same."""
    from chamdiem.engine.files.json_text import readable_json

    text = readable_json(data)
    click.echo(text if text.replace("\n", "").isprintable() else "".join(map(_escaped, text)))


def _escaped(letter: str) -> str:
    import json

    return letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1]
