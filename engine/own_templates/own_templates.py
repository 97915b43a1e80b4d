"""A committee's own template of the sheet, HTML or Word: checked before use, filled in by a confined process.

Everything that touches the template, even opening it, happens in that process; here are its two ends.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Self

from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.engine.own_templates.confined import Confined, Stopped
from chamdiem.engine.paper.settings import FileStamp
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path as File

    from chamdiem.engine.sheets.sheet_view import SheetView

MAX_BYTES = 4 * 1024 * 1024
SUFFIXES = {".html": "html", ".htm": "html", ".docx": "docx"}
FORMS = {"html": ("html", "pdf", "png"), "docx": ("docx",)}
"""What can be made from either kind of template."""


class OwnTemplate:
    """A template that was checked, ready to fill in many sheets. Close it, or use it in a `with` block."""

    def __init__(self, file: File) -> None:
        """Read and check a template; `FaultyInput` has every fault in it, with its line or paragraph."""
        self.file = str(file)
        kind = SUFFIXES.get(file.suffix.lower())
        if kind is None:
            raise refusal("template.suffix", self.file)
        self.forms = FORMS[kind]
        content = bounded_content_of(file, MAX_BYTES)
        self._template = {"kind": kind, "content": base64.b64encode(content).decode()}
        self._process = Confined("chamdiem.engine.own_templates.template_work:work")
        try:
            self._ask({"form": None})
        except FaultyInput:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.__exit__()

    def sheet_file(self, view: SheetView, form: str, stamp: FileStamp) -> bytes:
        """Return the file of a sheet in one of `forms`.

        Raises:
            FaultyInput: the template fails on this sheet, or takes more time or memory than it may.
        """
        values, day = {"sheet": dataclasses.asdict(view)}, stamp.date.isoformat() if stamp.date else None
        return self._ask({"form": form, "values": values, "title": stamp.title, "date": day})

    def _ask(self, request: dict[str, Any]) -> bytes:
        try:
            answer = self._process.ask(json.dumps(self._template | request).encode())
        except Stopped as stopped:
            raise FaultyInput([Fault(stopped.code, place=Place(self.file))]) from stopped
        if answer[:1] == MADE:
            return answer[1:]
        raise FaultyInput(
            Fault(item["code"], (), item["details"], Place(self.file, item["line"], item["column"]))
            for item in json.loads(answer[1:])
        )


MADE, FAULTS = b"\1", b"\0"
"""How an answer begins: the file that was made, or faults as JSON."""


def stamp_in(request: Mapping[str, Any]) -> FileStamp:
    """Return the stamp of a request."""
    return FileStamp(request["title"], dt.date.fromisoformat(request["date"]) if request["date"] else None)
