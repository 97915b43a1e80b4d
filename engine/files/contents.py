"""From a file to its bytes, and from bytes to text that everybody sees alike: bounded, UTF-8, nothing invisible.

Every function here that reads raises FaultyInput where a file cannot be opened or read, or is not as it says.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.engine.files.systems import is_in_use
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.scalars import listed, shown
from chamdiem.rules.records.text import near

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File
    from typing import BinaryIO

MAX_COMPARED = 1000
"""So many names are looked at for one that may have been meant."""
MAX_CHARACTERS = 20
"""So many characters that cannot stand are named: a file that is no text may be made of nothing else."""
# With a byte order mark, or begun as every file of ours begins, by a letter of ASCII or "#" or "{"
_UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|\0[ -~]|[ -~]\0")
_NO_TEXT = {
    b"\x89PNG\r\n\x1a\n": "file.picture",
    b"\xff\xd8\xff": "file.picture",
    b"%PDF-": "file.pdf",
    b"PK\x03\x04": "file.office",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "file.office",
}
"""How files begin that people send instead of a text, and what is said of each."""
_LONGEST = max(map(len, _NO_TEXT))
# What no editor shows, and what ends a line for YAML but for no editor
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def content_of(file: File, maximum: int) -> bytes:
    """Return what is in a file, and no more than one byte beyond the maximum."""
    with reading(file) as stream:
        status = os.fstat(stream.fileno())
        # to read more than there is would set memory aside for it; of what is no ordinary file, nobody knows the size
        size = status.st_size if stat.S_ISREG(status.st_mode) else maximum
        return stream.read(min(maximum, size) + 1)


@contextmanager
def reading(file: File) -> Iterator[BinaryIO]:
    """Open a file to read its bytes."""
    try:
        if file.is_dir():
            raise refusal("file.directory", file)
        with file.open("rb") as stream:
            yield stream
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing_file(file) from error
    except PermissionError as error:
        raise refusal("file.in_use" if is_in_use(file, error) else "file.not_permitted", file) from error
    except (OSError, ValueError) as error:
        raise refusal("file.unreadable", file, reason=getattr(error, "strerror", None) or str(error)) from error


def missing_file(file: File) -> FaultyInput:
    """Return that there is no such file, with those beside it whose names are like its name."""
    try:
        # what is named after another file, as a proof after its sheet, is no misspelling of it
        own = {file.name, file.stem}
        beside = [entry for entry in islice(file.parent.iterdir(), MAX_COMPARED) if entry.name not in own]
    except (OSError, ValueError):
        beside = []
    # endings are short and alike: they only decide between names that are the same before them
    names = {entry.stem: entry.name for entry in sorted(beside, key=lambda each: (each.suffix == file.suffix, each))}
    close = [names[stem] for stem in ([file.stem] if file.stem in names else near(file.stem, names))]
    if not close:
        return refusal("file.missing", file)
    return refusal("file.missing_near", file, close=listed(shown(name) for name in close))


def bounded_content_of(file: File, maximum: int) -> bytes:
    """Return what is in a file that is no larger than a maximum."""
    content = content_of(file, maximum)
    if len(content) > maximum:
        raise refusal("file.too_large", str(file), maximum=str(maximum // 1024))
    return content


def text_of(content: bytes, name: str, maximum: int) -> str:
    """Return the text of a file's content, without a byte order mark; a character that no editor shows is a fault."""
    if len(content) > maximum:
        raise refusal("file.too_large", name, maximum=str(maximum // 1024))
    _check_is_text(content[:_LONGEST], name)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        details = {"byte": f"{content[error.start]:02X}"}
        raise FaultyInput([Fault("file.not_utf8", place=_place_after(before, name), details=details)]) from error
    faults = [
        Fault("yaml.character", place=_place_after(text[: found.start()], name), details=named_character(found[0]))
        for found in islice(CONTROL.finditer(text), MAX_CHARACTERS)
    ]
    if faults:
        raise FaultyInput(faults)
    if not text.strip():
        raise refusal("file.empty", name)
    return text


def lines_of(file: File, longest: int) -> Iterator[str]:
    """Yield the lines of a text file of any size with their ends, without a byte order mark, one after another.

    `longest`: of a longer one, so many characters and one more are a line. What no editor shows is left in it.
    """
    with reading(file) as stream:
        _check_is_text(stream.read(_LONGEST), str(file))
        stream.seek(0)
        try:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            yield from iter(partial(text.readline, longest + 1), "")
        except UnicodeDecodeError as error:
            raise _not_utf8(file, error) from error


def _check_is_text(first: bytes, name: str) -> None:
    """Make sure, by its first bytes, that a file is none of those that can be told from a text in UTF-8."""
    code = next((code for begin, code in _NO_TEXT.items() if first.startswith(begin)), None)
    if code is not None:
        raise refusal(code, name)
    if _UTF16.match(first):
        raise refusal("file.utf16", name)


def _not_utf8(file: File, read: UnicodeDecodeError) -> FaultyInput:
    """Return the fault of the first byte of a file that is not UTF-8."""
    with reading(file) as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.removeprefix(codecs.BOM_UTF8).decode("utf-8")
            except UnicodeDecodeError as error:
                column, details = len(line[: error.start].decode("utf-8")) + 1, {"byte": f"{line[error.start]:02X}"}
                return FaultyInput([Fault("file.not_utf8", place=Place(str(file), number, column), details=details)])
    return refusal("file.unreadable", file, reason=str(read))


def _place_after(before: str, name: str) -> Place:
    """Return the place of what follows a part of a text."""
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def named_character(character: str) -> dict[str, str]:
    """Return the details of a fault about a character that cannot be seen."""
    return {"character": f"U+{ord(character):04X}"}
