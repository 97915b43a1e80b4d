"""The manifest of an output folder: every file, what it was made from, and its hash; and the journal that fills it.

While a batch runs, each finished file is a line of the journal. A run that was stopped leaves the journal behind, and
the next one takes over what stands in it; a run that ends writes the manifest and removes the journal.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Self, TextIO

from chamdiem.engine.files import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as File
    from types import TracebackType

NAME = "manifest.json"
JOURNAL = ".chamdiem-journal"
SCHEMA = "chamdiem/manifest/1"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file of the folder. `key` is the hash of everything that went into it, `sha256` that of its bytes."""

    name: str
    key: str
    sha256: str
    source: str
    framework: str | None


def read_outputs(folder: File) -> dict[str, Output]:
    """Return what earlier runs made, by name: the manifest's files, then those of a journal that was left behind.

    A line that was cut short by the end of its run, or a manifest that is none, counts as nothing made.
    """
    return {output.name: output for item in _written(folder) if (output := _output(item)) is not None}


def _written(folder: File) -> Iterator[object]:
    with suppress(OSError, ValueError, TypeError, KeyError):
        yield from json.loads((folder / NAME).read_text(encoding="utf-8"))["outputs"]
    with suppress(OSError):
        for line in (folder / JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError):
                yield json.loads(line)


def _output(item: object) -> Output | None:
    """Return what a manifest says of a file; None where it says something else, or speaks of another folder's file."""
    if not isinstance(item, dict) or item.keys() != {field.name for field in fields(Output)}:
        return None
    texts = all(isinstance(value, str) for key, value in item.items() if key != "framework" or value is not None)
    return Output(**item) if texts and _PLAIN.fullmatch(item["name"]) else None


def is_current(folder: File, output: Output | None, key: str) -> bool:
    """Tell whether a file was made from the same and still is as it was made."""
    return output is not None and output.key == key and file_hash(folder / output.name) == output.sha256


def file_hash(file: File) -> str | None:
    """Return the SHA-256 of a file's bytes; None where there is none."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def write_manifest(
    folder: File, software: str, frameworks: Mapping[str, str], outputs: Iterable[Output], settings: str | None = None
) -> None:
    """Write the manifest and end the journal; the same outputs give the same bytes.

    `frameworks` are the hashes of contents by id, `settings` is the file of settings that was used.

    Raises:
        FaultyInput: it cannot be written.
    """
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "software": software,
        "settings": settings,
        "frameworks": dict(sorted(frameworks.items())),
        "outputs": [asdict(output) for output in sorted(outputs, key=lambda output: output.name)],
    }
    write_text(folder / NAME, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    (folder / JOURNAL).unlink(missing_ok=True)


class Journal:
    """The journal of a run, open for writing."""

    def __init__(self, folder: File) -> None:
        self._file = folder / JOURNAL
        self._stream: TextIO | None = None

    def __enter__(self) -> Self:
        self._stream = self._file.open("a", encoding="utf-8")
        self._stream.write("\n")  # ends a line that was cut short
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def add(self, output: Output) -> None:
        """Note that a file is finished."""
        if self._stream is not None:
            self._stream.write(json.dumps(asdict(output), ensure_ascii=False) + "\n")
            self._stream.flush()
