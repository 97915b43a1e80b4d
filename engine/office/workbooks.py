"""The acts that make what people fill in: a record, and the workbook of a framework."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.office.checking import read_cells
from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.reading.blank import blank_record
from chamdiem.engine.reading.catalog import is_file_name
from chamdiem.engine.reading.items import unheard
from chamdiem.engine.workbooks.workbook import blank_workbook

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.texts import Lang


def begin_record(office: Office, framework: str, lang: Lang, output: File | None, consent: Consent) -> str:
    """Return a record that is blank but for what a framework needs, and write it where a file is named."""
    if output is None:
        return blank_record(office.catalog.find(framework), lang)
    consent = office.consent(consent, [framework], output)
    text = blank_record(office.catalog.find(framework), lang)
    office.write(output, text, consent)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookRequest:
    """For which framework a workbook is wanted, for which cells; what is not said is taken from the settings."""

    framework: str | None
    cells: File | None
    lang: Lang


def write_workbook(
    office: Office, asked: WorkbookRequest, output: File, consent: Consent, hear: Hear = unheard
) -> None:
    """Write the workbook of a framework, with a row begun for every cell of a register.

    Raises:
        WrongRequest: no framework is named.
    """
    consent = office.consent(consent, (asked.framework, asked.cells), output)
    chosen = asked.framework or office.settings.framework
    if chosen is None:
        raise WrongRequest("usage.missing_argument", "framework")
    loaded = office.catalog.find(chosen)
    known = read_cells(office, asked.cells, hear) or ()
    office.write(output, blank_workbook(loaded, known, asked.lang), consent)


def file_named(framework: str | None) -> str | None:
    """Return what names a framework where that is a file: of such a one every command has to be told."""
    return framework if framework and is_file_name(framework) else None
