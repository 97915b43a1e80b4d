"""The command that makes the workbook to fill in."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.commands.base import WrongUsage, command, config_option, option, output_option, the_office, write

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang


@command("workbook")
@option("--framework", metavar="ID", help="help.framework_of_workbook")
@config_option
@option("--cells", metavar="FILE", help="help.cells")
@output_option
def workbook(lang: Lang, framework: str | None, cells: str | None, output: str) -> None:
    """Make a workbook to fill in: a row for each meeting, and the form of one."""
    from chamdiem.engine.reading.register import read_register
    from chamdiem.engine.workbooks.workbook import blank_workbook

    config = the_office().settings
    chosen = framework or config.framework
    if chosen is None:
        raise WrongUsage("usage.missing_argument", name="--framework")
    loaded = the_office().catalog.find(chosen)
    register = File(cells) if cells else config.cells
    known = read_register(register) if register else ()
    write(lang, output, blank_workbook(loaded, known, lang), "result.workbook_written")
