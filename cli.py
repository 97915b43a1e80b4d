"""What people type: parse, call, print. Errors become sentences here, and a status: 1 faulty input, 2 wrong usage."""

from __future__ import annotations

import os
import sys
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from chamdiem.engine.texts import LANGS, Lang, say, say_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.engine.catalog import LoadedFramework
    from chamdiem.engine.scoring import Evaluation

PROGRAM = "chamdiem"
_LANG_VARIABLE = "CHAMDIEM_LANG"


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # always a TextIOWrapper here
    try:
        status = build(lang).main(arguments, prog_name=PROGRAM, standalone_mode=False)
    except click.UsageError as error:
        _complain(_usage_sentence(error, lang))
        command = error.ctx.command_path if error.ctx else PROGRAM
        click.echo(say(lang, "usage.try", command=command), err=True)
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        # the reader of our output has gone, as `head` does; nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)


def _language(arguments: Sequence[str]) -> Lang:
    """Find the language before anything is parsed, since help and usage errors speak it too."""
    asked = os.environ.get(_LANG_VARIABLE, "")
    for number, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif argument == "--lang" and number + 1 < len(arguments):
            asked = arguments[number + 1]
    return asked if asked in LANGS else LANGS[0]


def _complain(message: str) -> None:
    click.secho(message, err=True, fg="red")


def _usage_sentence(error: click.UsageError, lang: Lang) -> str:
    """Return what is wrong with the command that was typed; click's own sentences are English only."""
    code, details = _usage(error)
    return say(lang, code, **details) if code else error.message


def _usage(error: click.UsageError) -> tuple[str, dict[str, object]]:
    match error:
        case Wrong():
            found: tuple[str, dict[str, object]] = ("", {})
        case click.exceptions.NoSuchCommand():
            group = error.ctx.command if error.ctx else None
            names = group.commands if isinstance(group, click.Group) else ()
            found = "usage.no_such_command", {"name": error.command_name, "allowed": ", ".join(names)}
        case click.exceptions.NoSuchOption():
            found = "usage.no_such_option", {"name": error.option_name}
        case click.MissingParameter():
            found = "usage.missing_argument", {"name": _parameter(error)}
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            allowed = ", ".join(map(str, error.param.type.choices))
            found = "usage.bad_choice", {"value": _given(error), "name": _parameter(error), "allowed": allowed}
        case click.BadParameter():
            found = "usage.bad_value", {"name": _parameter(error)}
        case click.exceptions.BadOptionUsage():
            found = "usage.option_value", {"name": error.option_name}
        case _:
            found = ("usage.extra_argument" if "extra argument" in error.message else "usage.other"), {}
    return found


def _parameter(error: click.BadParameter) -> str:
    return (
        (error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.human_readable_name)
        if error.param
        else ""
    )


def _given(error: click.BadParameter) -> str:
    """Return what was typed; click keeps it in its own sentence only."""
    return error.message.split("'")[1] if "'" in error.message else ""


class Wrong(click.UsageError):
    """Wrong usage that our own commands find; its message is a finished sentence."""


class _Formatter(click.HelpFormatter):
    """Click's help with its headings in the user's language."""

    lang: Lang = LANGS[0]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, self._pieces(args), prefix or say(self.lang, "click.usage"))

    def _pieces(self, args: str) -> str:
        for piece in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(piece, say(self.lang, f"click.{piece}"))
        return args

    def write_heading(self, heading: str) -> None:
        codes = {"Options": "click.options", "Commands": "click.commands"}
        super().write_heading(say(self.lang, codes[heading]) if heading in codes else heading)


def build(lang: Lang) -> click.Group:
    """Return the command line in one language."""
    return _Commands(lang).group()


class _Commands:
    """The commands, in one language. Each imports what it needs when it runs, so that `--help` starts at once."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._formatter = type("_LocalFormatter", (_Formatter,), {"lang": lang})
        self._context = type("_LocalContext", (click.Context,), {"formatter_class": self._formatter})

    def say(self, code: str, **details: object) -> str:
        return say(self.lang, code, **details)

    def group(self) -> click.Group:
        group = self._make(click.Group, "help.group", name=PROGRAM)
        group.params.append(
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=self.say("help.version"),
            )
        )
        for command in (
            self._score(),
            self._explain(),
            self._sheet(),
            self._frameworks(),
            self._new_record(),
            self._check(),
            self._schema(),
        ):
            group.add_command(command)
        return group

    def _make(
        self, kind: type[Any], help_code: str, *, name: str, params: Iterable[click.Parameter] = (), **more: object
    ) -> Any:  # noqa: ANN401 - the kind's own type
        lang = click.Option(["--lang"], type=click.Choice(LANGS), expose_value=False, help=self.say("help.lang"))
        help_option = click.Option(
            ["--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help, help=self.say("help.help")
        )
        kind = type(kind.__name__, (kind,), {"context_class": self._context})
        first, _, _ = self.say(help_code).partition("\n\n")
        return kind(
            name=name,
            params=[*params, lang, help_option],
            add_help_option=False,
            help=self.say(help_code),
            short_help=first,
            **more,
        )

    def _framework_option(self) -> click.Option:
        return click.Option(["--framework"], metavar="ID", help=self.say("help.framework"))

    def _score(self) -> click.Command:
        params = [
            click.Argument(["record"]),
            self._framework_option(),
            click.Option(
                ["--format", "form"], type=click.Choice(["text", "json"]), default="text", help=self.say("help.format")
            ),
            click.Option(["--derivation"], is_flag=True, help=self.say("help.derivation")),
        ]
        return cast(
            "click.Command", self._make(click.Command, "help.score", name="score", params=params, callback=self.score)
        )

    def score(self, record: str, framework: str | None, form: str, *, derivation: bool) -> int:
        evaluation = self._evaluate(record, framework)
        if evaluation is None:
            return 1
        if form == "json":
            from chamdiem.engine.results import evaluation_json

            _print_json(evaluation_json(evaluation, self.lang, derivation=derivation))
        else:
            from chamdiem.engine.terminal import print_score

            print_score(evaluation, self.lang)
        return 0

    def _explain(self) -> click.Command:
        params = [
            click.Argument(["record"]),
            click.Argument(["criterion"], required=False),
            self._framework_option(),
            click.Option(
                ["--layer"],
                type=click.Choice(["self", "cell_vote", "upper", "decided"]),
                default="self",
                help=self.say("help.layer"),
            ),
        ]
        return cast(
            "click.Command",
            self._make(click.Command, "help.explain", name="explain", params=params, callback=self.explain),
        )

    def explain(self, record: str, criterion: str | None, framework: str | None, layer: str) -> int:
        evaluation = self._evaluate(record, framework)
        if evaluation is None:
            return 1
        scored = [name for name, item in evaluation.layers.items() if item.scoring]
        if layer not in scored:
            raise Wrong(self.say("usage.no_layer", name=layer, allowed=", ".join(scored)))
        ids = [item.id for item in evaluation.framework.framework.criteria]
        if criterion is not None and criterion not in ids:
            raise Wrong(
                self.say(
                    "usage.no_criterion", framework=evaluation.framework.id, name=criterion, allowed=", ".join(ids)
                )
            )
        from chamdiem.engine.terminal import print_explanation

        print_explanation(evaluation, self.lang, layer, criterion)
        return 0

    def _sheet(self) -> click.Command:
        output = click.Option(["-o", "--output"], required=True, metavar="FILE", help=self.say("help.output"))
        params = [click.Argument(["record"]), output, self._framework_option()]
        return cast(
            "click.Command", self._make(click.Command, "help.sheet", name="sheet", params=params, callback=self.sheet)
        )

    def sheet(self, record: str, output: str, framework: str | None) -> int:
        evaluation = self._evaluate(record, framework)
        if evaluation is None:
            return 1
        from chamdiem.engine.sheets import render_sheet

        return self._write(File(output), render_sheet(evaluation), "result.written")

    def _frameworks(self) -> click.Group:
        group: click.Group = self._make(
            click.Group, "help.frameworks", name="frameworks", callback=self.frameworks, invoke_without_command=True
        )
        show = self._make(
            click.Command, "help.frameworks_show", name="show", params=[click.Argument(["id"])], callback=self.show
        )
        group.add_command(show)
        return group

    def frameworks(self) -> int:
        if click.get_current_context().invoked_subcommand is not None:
            return 0
        from chamdiem.engine.catalog import Catalog
        from chamdiem.engine.terminal import print_frameworks

        print_frameworks(Catalog().all(), self.lang)
        return 0

    def show(self, id: str) -> int:  # noqa: A002 - click passes the argument by its shown name
        loaded = self._framework(id)
        if loaded is None:
            return 1
        from chamdiem.engine.terminal import print_framework

        print_framework(loaded, self.lang)
        return 0

    def _new_record(self) -> click.Command:
        params = [
            click.Option(["--framework"], metavar="ID", required=True, help=self.say("help.framework")),
            click.Option(["-o", "--output"], metavar="FILE", help=self.say("help.output")),
        ]
        return cast(
            "click.Command",
            self._make(click.Command, "help.new_record", name="new-record", params=params, callback=self.new_record),
        )

    def new_record(self, framework: str, output: str | None) -> int:
        loaded = self._framework(framework)
        if loaded is None:
            return 1
        from chamdiem.engine.blank import blank_record

        text = blank_record(loaded, self.lang)
        if output is None:
            click.echo(text, nl=False)
            return 0
        if File(output).exists():
            _complain(f"{output}: {self.say('result.exists')}")
            return 1
        return self._write(File(output), text, "result.record_written")

    def _check(self) -> click.Command:
        params = [click.Argument(["files"], nargs=-1, required=True, metavar="FILE…"), self._framework_option()]
        return cast(
            "click.Command", self._make(click.Command, "help.check", name="check", params=params, callback=self.check)
        )

    def check(self, files: tuple[str, ...], framework: str | None) -> int:
        results = [self._check_file(File(file), framework) for file in files]
        return 0 if all(results) else 1

    def _check_file(self, file: File, framework: str | None) -> bool:
        from chamdiem.engine.checking import check_file

        result = self._gather(check_file, file, framework)
        if result is not None:
            click.echo(self.say("result.right", file=file, what=self.say(result.code, **result.details)))
        return result is not None

    def _schema(self) -> click.Command:
        params = [click.Argument(["kind"], type=click.Choice(["framework", "record", "evaluation"]))]
        return cast(
            "click.Command",
            self._make(click.Command, "help.schema", name="schema", params=params, callback=self.schema),
        )

    def schema(self, kind: str) -> int:
        from chamdiem.engine.catalog import framework_schema
        from chamdiem.engine.records import record_schema
        from chamdiem.engine.results import evaluation_schema

        _print_json({"framework": framework_schema, "record": record_schema, "evaluation": evaluation_schema}[kind]())
        return 0

    def _gather(self, call: Any, *arguments: object) -> Any:  # noqa: ANN401 - passes the call's own result through
        """Call; print the sentences of a fault and return None instead. The one place where our errors become words."""
        from chamdiem.engine.inference import InferenceError
        from chamdiem.rules.faults import FaultyInput

        try:
            return call(*arguments)
        except FaultyInput as error:
            for fault in error.faults:
                _complain(say_fault(self.lang, fault))
        except InferenceError as error:
            _complain(self.say(error.code, **error.details))
        return None

    def _framework(self, name: str) -> LoadedFramework | None:
        from chamdiem.engine.catalog import Catalog

        return cast("LoadedFramework | None", self._gather(Catalog().find, name))

    def _evaluate(self, file: str, framework: str | None) -> Evaluation | None:
        from chamdiem.engine.checking import evaluate_file

        return cast("Evaluation | None", self._gather(evaluate_file, File(file), framework))

    def _write(self, file: File, text: str, code: str) -> int:
        from chamdiem.engine.files import write_text

        if self._gather(write_text, file, text) is None:
            return 1
        click.echo(self.say(code, file=file))
        return 0


def _show_help(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    if value and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


def _show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    if value and not context.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"{PROGRAM} {version(PROGRAM)}")
        context.exit()


def _print_json(data: object) -> None:
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
