"""The rule by which every command writes a file: what may stand where it is to stand, and how it gets there.

A new file may be written anywhere. Where a file stands already, it is replaced if it is what this program wrote there,
unchanged; anything else only if the user says so; and never an input of the same command, a ledger, a private key, or
what is no ordinary file. The new content is whole on the disk before it takes the place of the old. What the rule does
not allow, and what cannot be written, is refused (FaultyInput, which says what stands there and why that stays).
"""

from __future__ import annotations

import codecs
import stat
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.files.atomic import beside, file_hash, status
from chamdiem.engine.files.folders import is_read_in
from chamdiem.engine.files.ownership import is_ours, note
from chamdiem.engine.files.protected import is_export, refuse_protected
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path as File

    from chamdiem.engine.files.atomic import Beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a command may write over. `inputs` are the files and folders that it reads; `replace`: the user said so."""

    inputs: tuple[File, ...] = ()
    replace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How one kind of file is written.

    `lasting`: it cannot be made again from what is there, such as a signed checkpoint, and so is replaced only if the
    user says so. `follows` tells whether new content keeps all that an older file holds, as a longer export does.
    """

    lasting: bool = False
    follows: Callable[[File, File], bool] | None = None


PLAIN = Manner()
LASTING = Manner(lasting=True)
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
"""Whoever takes all of these from a file wants it to stay as it is."""


def check_output(file: File, consent: Consent, *, exports: bool = False) -> None:
    """Refuse, before any work, to write a file where that is known to be wrong whatever will be in it.

    `exports`: exported ledgers are left to whoever writes a newer one.
    """
    refuse_protected(file, exports=not exports)
    found = status(file)
    if found is not None and not found.st_mode & _WRITABLE and not consent.replace:
        raise refusal("file.read_only", file)
    if found is not None and is_input(file, consent):
        raise refusal("file.is_input", file)


def is_input(file: File, consent: Consent) -> bool:
    """Tell whether a file is one that the command reads."""
    return any(_is_given(file, given) for given in consent.inputs)


def refuse_inputs_within(folder: File, consent: Consent) -> None:
    """Refuse to write into a folder what may take the place of what lies there, where that is read as well."""
    place = folder.resolve()
    for given in consent.inputs:
        if status(given) is not None and given.resolve().is_relative_to(place):
            raise refusal("file.is_input", given)


def check_distinct(files: Iterable[File]) -> None:
    """Refuse to write two files of one command into one, by whatever names."""
    seen: set[object] = set()
    for file in files:
        places = {file.parent.resolve() / file.name, _identity(file) or file}
        if seen & places:
            raise refusal("file.output_twice", file)
        seen |= places


def write_outputs(contents: Mapping[File, Iterable[bytes]], consent: Consent, manner: Manner = PLAIN) -> None:
    """Write one file or several by the rule, or none: all lie whole on the disk before one is put in its place.

    What only shows when a file is put there, such as that Windows holds it open, leaves those before it written.
    """
    exports = manner.follows is not None
    for file in contents:
        check_output(file, consent, exports=exports)
    with ExitStack() as stack:
        made = [stack.enter_context(beside(file, pieces)) for file, pieces in contents.items()]
        wanted = [new for new in made if _is_wanted(new, consent, manner)]
        for new in () if manner.lasting else wanted:
            note(new.file, new.sha256)
        for new in wanted:
            new.put()


def _is_wanted(new: Beside, consent: Consent, manner: Manner) -> bool:
    """Tell whether a file does not stand there yet as it is to; refuse it where something else must stay."""
    check_output(new.file, consent, exports=manner.follows is not None)
    if file_hash(new.file) == new.sha256:
        return False
    if status(new.file) is not None and not _may_replace(new.file, new.temporary, consent, manner):
        raise refusal(_why(new.file, manner), new.file)
    return True


def rewrite(file: File, text: str, before: str) -> None:
    """Write a text file in place of itself, where it still is what was read.

    A file of two names would become two files, of which one stays as it was.
    """
    refuse_protected(file)
    found = status(file)
    if found is not None and found.st_nlink > 1:
        raise refusal("file.many_names", file)
    if found is not None and not found.st_mode & _WRITABLE:
        raise refusal("file.rewrite_read_only", file)
    with beside(file, [text.encode()]) as new:
        if file.read_bytes().removeprefix(codecs.BOM_UTF8) != before.encode():
            raise refusal("file.changed_meanwhile", file)
        new.put()


def _may_replace(file: File, new: File, consent: Consent, manner: Manner) -> bool:
    if manner.follows is not None and is_export(file):
        return manner.follows(file, new)
    return consent.replace or (not manner.lasting and is_ours(file))


def _why(file: File, manner: Manner) -> str:
    """Return why a file is not replaced."""
    if manner.follows is not None and is_export(file):
        return "file.ledger_export"
    return "file.lasting" if manner.lasting else "file.not_ours"


def _is_given(file: File, given: File) -> bool:
    """Tell whether a file is one that is read, by whatever name, or lies in a folder whose files are read."""
    known = _identity(given)
    if known is not None and known == _identity(file):
        return True
    if not given.is_dir():
        return False
    folder, place = given.resolve(), file.parent.resolve() / file.name
    return place.is_relative_to(folder) and is_read_in(folder, place)


def _identity(file: File) -> tuple[int, int] | None:
    """Return what tells a file from every other, whatever its names are; None where there is none."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
