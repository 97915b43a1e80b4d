"""Which files of a folder hold meetings: by their names, and not what this program itself wrote of meetings before."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from chamdiem.rules.records.faults import FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

DOCUMENTS = frozenset({".yaml", ".yml", ".json"})
TABLES = frozenset({".xlsx", ".csv"})
LARGE = (".parquet", ".arrow", ".feather")
"""Tables that are scored many rows at once, and not read as records."""
REFUSED = {
    ".xls": "table.old_excel",
    ".xlsm": "table.macros",
    ".xlsb": "table.old_excel",
    ".ods": "table.not_workbook",
    **dict.fromkeys(LARGE, "table.large"),
}
"""Tables that are not read, and why."""
PRODUCT, CORRECTIONS = "chamdiem: kết quả", "chamdiem: hồ sơ sai"
"""The category in a workbook's properties: a list or report; rows to be corrected. Programs keep it when they save."""
CORRECTIONS_NAME = "0_ho-so-sai"
"""How the name of such a workbook begins in an output folder."""
MANIFEST, MANIFEST_SCHEMA = "manifest.json", "chamdiem/manifest/"
PLAN, PLAN_SCHEMA = "plan.json", "chamdiem/bulk/"
"""By this a folder is known that large tables are scored into: nothing in it is read as a table or a record."""
_PROPERTIES = "docProps/core.xml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_MAX_PROPERTIES = 64 * 1024


def files_of(path: File) -> Iterator[File]:
    """Yield a file, or the files of a folder and of those within it that can hold meetings, sorted by name.

    Raises:
        FaultyInput: a folder has none, or has results.
    """
    if not path.is_dir():
        yield path
        return
    refuse_results(path)
    files = sorted(file for file in path.rglob("*") if is_read_in(path, file))
    if not files:
        raise refusal("table.empty_folder", str(path))
    yield from files


def is_read_in(folder: File, file: File) -> bool:
    """Tell whether a file below a folder is read when the folder is."""
    known = file.suffix.lower() in DOCUMENTS | TABLES | REFUSED.keys()
    # programs keep such files for themselves, as Excel does while a workbook is open
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    return known and not hidden and not is_result_in(folder, file) and not is_product(file)


def refuse_results(folder: File) -> None:
    """Refuse to read a folder of results as one of tables or records.

    Raises:
        FaultyInput: large tables were scored into it.
    """
    if _is_told(folder / PLAN, PLAN_SCHEMA):
        raise refusal("table.results", str(folder))


def is_result_in(folder: File, file: File) -> bool:
    """Tell whether a file below a folder lies where large tables were scored into."""
    inner = (each for each in file.parents if each.is_relative_to(folder))
    return any(_is_told(each / PLAN, PLAN_SCHEMA) for each in inner)


def is_product(file: File) -> bool:
    """Tell whether a file is what this program made of meetings, not what it would read them from.

    A list is one even where somebody wrote in it. Rows to be corrected are one only as long as nobody did.
    """
    from chamdiem.engine.files.ownership import is_ours  # noqa: PLC0415 - most records are no workbooks of a folder

    match file.suffix.lower():
        case ".json":
            return is_manifest(file) if file.name == MANIFEST else is_ours(file)
        case ".parquet":
            return is_ours(file)
        case ".xlsx":
            category = _category(file)
            return category == PRODUCT or (category == CORRECTIONS and is_ours(file))
    return False


def is_manifest(file: File) -> bool:
    """Tell whether a file is the manifest of an output folder of ours."""
    return _is_told(file, MANIFEST_SCHEMA)


def _is_told(file: File, schema: str) -> bool:
    """Tell whether a file is there, and says that it is of a schema, whichever version of it."""
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    own = told.get("schema") if isinstance(told, dict) else None
    return isinstance(own, str) and own.startswith(schema)


def holds_corrections(file: File) -> bool:
    """Tell whether a file is a workbook of rows that were to be corrected; some programs drop its own word for it."""
    return file.suffix.lower() == ".xlsx" and (file.name.startswith(CORRECTIONS_NAME) or _category(file) == CORRECTIONS)


def _category(file: File) -> str | None:
    """Return the category in a workbook's properties; None where it has none, or cannot be read."""
    from chamdiem.engine.files.archives import Archive, part_name  # noqa: PLC0415 - most records are no workbooks
    from chamdiem.engine.files.xml_parts import SEPARATOR, XML_ERRORS, EntitiesError, text_within  # noqa: PLC0415

    with suppress(FaultyInput, EntitiesError, *XML_ERRORS):
        content = Archive(file).read(part_name(_PROPERTIES), _MAX_PROPERTIES)
        return text_within(content, f"{_CORE}{SEPARATOR}category")
    return None
