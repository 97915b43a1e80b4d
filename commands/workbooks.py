"""The command that makes the workbook to fill in."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.commands.base import (
    command,
    config_option,
    consent,
    file_of,
    hear,
    option,
    output_option,
    tell,
    the_office,
)
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang


@command("workbook")
@option("--framework", metavar="ID", help="help.framework_of_workbook")
@config_option
@option("--cells", metavar="FILE", help="help.cells")
@output_option
def workbook(lang: Lang, framework: str | None, cells: str | None, output: str) -> None:
    """Make a workbook to fill in: a row for each meeting, and the form of one."""
    from chamdiem.engine.office.workbooks import WorkbookRequest, write_workbook

    asked = WorkbookRequest(framework=framework, cells=file_of(cells or None), lang=lang)
    write_workbook(the_office(), asked, File(output), consent(), hear)
    tell(say(lang, "result.workbook_written", file=output))
