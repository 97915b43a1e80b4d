"""The manifest of an output folder: every file, what it was made from, and its hash; and the journal that fills it.

While a batch runs, each file is a line of the journal before it takes its place. A run that was stopped leaves the
journal behind, and the next one takes over what stands in it; a run that ends writes the manifest and removes the
journal. A file is owned while its bytes are those of one of these lines: everything else in the folder is somebody's.
"""

from __future__ import annotations

import json
import re
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from chamdiem.engine.files.atomic import PREFIX, SUFFIX, file_hash, write_pieces
from chamdiem.engine.files.folders import MANIFEST, MANIFEST_SCHEMA, is_manifest
from chamdiem.engine.files.ownership import append, refuse_taken
from chamdiem.rules.records.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as File

NAME = MANIFEST
JOURNAL = ".chamdiem-journal"
SCHEMA = f"{MANIFEST_SCHEMA}2"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_LIST = re.compile(r"[^_]+_0_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file of the folder. `key` is the hash of everything that went into it, `sha256` that of its bytes.

    `cell`: whose sheet it is; manifests of the first schema do not say. `months`: those that a page about a whole run
    is about. No manifest holds the month and the form of a file: of what was made earlier, its name alone tells them.
    """

    name: str
    key: str
    sha256: str
    source: str
    framework: str | None = None
    cell: str | None = None
    months: str | None = None

    @property
    def month(self) -> str:
        """The month of a sheet or list, as the name begins."""
        return self.name.partition("_")[0]

    @property
    def base(self) -> str:
        """The name without the form."""
        return self.name.rpartition(".")[0]

    @property
    def form(self) -> str:
        """The form, as the name ends."""
        return self.name.rpartition(".")[2]

    @property
    def is_list(self) -> bool:
        """Whether it is about a month, not about one meeting."""
        return self.cell is None and _LIST.match(self.name) is not None


def check_folder(folder: File) -> None:
    """Make sure that what stands under the names of manifest and journal are ours.

    Raises:
        FaultyInput: one is a link, or was made by somebody else, or is spoilt: it would be written over.
    """
    for name in (NAME, JOURNAL):
        refuse_taken(folder / name)
    if (folder / NAME).exists() and not is_manifest(folder / NAME):
        raise FaultyInput([Fault("batch.foreign_manifest", place=Place(str(folder / NAME)))])
    text = _text(folder / JOURNAL)
    if text.strip() and not any(True for _ in _journal(text)):
        raise FaultyInput([Fault("file.taken", place=Place(str(folder / JOURNAL)))])


def read_outputs(folder: File) -> dict[str, Output]:
    """Return what earlier runs made, by name: the manifest's files and those of a journal that was left behind.

    Of several lines about one file, the one that fits what stands there counts, or else the last. A line that was cut
    short by the end of its run, or a manifest that is none, counts as nothing made.
    """
    found: dict[str, list[Output]] = {}
    for output in filter(None, map(_output, _written(folder))):
        found.setdefault(output.name, []).append(output)
    return {name: outputs[-1] if len(outputs) == 1 else _fitting(folder, outputs) for name, outputs in found.items()}


def _fitting(folder: File, outputs: list[Output]) -> Output:
    # A run that was killed between its line and the rename has noted a file that never came; the older line then still
    # fits what stands there.
    there = file_hash(folder / outputs[0].name)
    return next((output for output in reversed(outputs) if output.sha256 == there), outputs[-1])


def read_frameworks(folder: File) -> dict[str, str]:
    """Return the hashes of the frameworks by which earlier runs scored."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))["frameworks"]
        return {name: hash_ for name, hash_ in told.items() if isinstance(hash_, str)}
    return {}


def _written(folder: File) -> Iterator[object]:
    with suppress(OSError, ValueError, TypeError, KeyError):
        # A manifest that is spoilt must not stop the work for good: nothing counts as made, and so nothing is
        # overwritten.
        yield from json.loads((folder / NAME).read_text(encoding="utf-8"))["outputs"]
    yield from _journal(_text(folder / JOURNAL))


def _text(file: File) -> str:
    with suppress(OSError):
        return file.read_text(encoding="utf-8", errors="replace")
    return ""


def _journal(text: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of a journal that are whole."""
    for line in text.splitlines():
        with suppress(ValueError, RecursionError):
            told = json.loads(line)
            if isinstance(told, dict) and told.keys() & {"name", _TEMPORARY}:
                yield told


def _output(item: object) -> Output | None:
    """Return what a manifest says of a file; None where it says something else, or speaks of another folder's file."""
    if not isinstance(item, dict) or not _NEEDED <= item.keys() <= _NEEDED | _FREE:
        return None
    texts = all(isinstance(value, str) for key, value in item.items() if key not in _FREE or value is not None)
    return Output(**item) if texts and _PLAIN.fullmatch(item["name"]) else None


_FREE = frozenset({"framework", "cell", "months"})
_NEEDED = frozenset({"name", "key", "sha256", "source"})
_TEMPORARY = "temporary"


def is_current(folder: File, output: Output | None, key: str) -> bool:
    """Tell whether a file was made from the same and still is as it was made."""
    return output is not None and output.key == key and owned(folder, output)


def owned(folder: File, output: Output) -> bool:
    """Tell whether a file still is as it was made."""
    return file_hash(folder / output.name) == output.sha256


def write_manifest(
    folder: File, software: str, frameworks: Mapping[str, str], outputs: Iterable[Output], settings: str | None = None
) -> None:
    """Write the manifest and end the journal; the same outputs give the same bytes.

    `frameworks` are the hashes of contents by id, `settings` is the file of settings that was used.
    """
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "software": software,
        "settings": settings,
        "frameworks": dict(sorted(frameworks.items())),
        "outputs": [_told(output) for output in sorted(outputs, key=lambda output: output.name)],
    }
    write_pieces(folder / NAME, [_encoded(content, indent=1) + b"\n"])
    (folder / JOURNAL).unlink(missing_ok=True)


def _encoded(content: Mapping[str, Any], indent: int | None = None) -> bytes:
    """Return data as JSON; the name of an input that is no text of any kind loses what is none."""
    return json.dumps(content, ensure_ascii=False, indent=indent).encode("utf-8", "replace")


def _told(output: Output) -> dict[str, Any]:
    return {name: value for name, value in asdict(output).items() if value is not None or name == "framework"}


class Journal:
    """The journal of a run. Each line is added by one write, from whichever process; `token` marks its temporaries."""

    def __init__(self, folder: File) -> None:
        self.folder = folder
        self.token = secrets.token_hex(16)

    def __enter__(self) -> Self:
        self._add({_TEMPORARY: self.token})
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            _remove_temporaries(self.folder, self.token)

    def add(self, output: Output) -> None:
        """Note a file that is going to take its place."""
        self._add(_told(output))

    def _add(self, line: Mapping[str, Any]) -> None:
        # the first line break ends a line that was cut short
        append(self.folder / JOURNAL, b"\n" + _encoded(line) + b"\n", sync=False)


def remove_unfinished(folder: File) -> None:
    """Remove what a run that was killed has left half written: just the files that its journal's mark is on."""
    for line in _journal(_text(folder / JOURNAL)):
        token = line.get(_TEMPORARY)
        if isinstance(token, str) and _TOKEN.fullmatch(token):
            _remove_temporaries(folder, token)


def _remove_temporaries(folder: File, token: str) -> None:
    for file in folder.glob(f"{PREFIX}{token}*{SUFFIX}"):
        with suppress(OSError):
            file.unlink()
