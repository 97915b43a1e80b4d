"""The data folder: all that one installation keeps, where it lies, and of which version it is.

Nothing in it belongs to anybody but the user whose process made it; its key and its secrets are files of their own.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.files.atomic import write_private
from chamdiem.engine.office.clock import release
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from pathlib import Path as File

FORMAT = 1
"""The format of data folders that this release makes; one of a later format is not touched."""
_ABOUT = "chamdiem-data.json"
_KEY_LENGTH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFolder:
    """A data folder. `database`: the address of the PostgreSQL database that holds what else lies in the folder."""

    path: File
    database: str | None = None
    is_new: bool = False

    @property
    def tables(self) -> File:
        """The SQLite file of accounts, sessions and drafts."""
        return self.path / "web.sqlite3"

    @property
    def ledger(self) -> str:
        """The name of the ledger, as commands take it."""
        return self.database or str(self.path / "so.ledger")

    @property
    def backups(self) -> File:
        """Where backups are put."""
        return self.path / "backups"

    @property
    def frameworks(self) -> File:
        """The folder of the frameworks that were taken in; they can be written anew from the tables."""
        return self.path / "khung"

    @property
    def checkpoint_key(self) -> File:
        """The secret by which checkpoints of the ledger are signed."""
        return self.path / "checkpoint.key"

    @property
    def checkpoints(self) -> File:
        """Where it is noted on which days checkpoints were taken away from the pages, a file a day."""
        return self.path / "checkpoints"

    @property
    def settings(self) -> File:
        """The folder whose chamdiem.toml holds for everybody."""
        return self.path

    @property
    def key(self) -> str:
        """The secret by which cookies and tokens are signed."""
        return (self.path / "secret.key").read_text(encoding="ascii").strip()


def keep_file(file: File, text: str) -> None:
    """Keep a file of the data folder that is only ever new; one that is there already, stays as it is."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not file.exists():
        write_private(file, text)


def open_data_folder(path: File, database: str | None = None) -> DataFolder:
    """Return the data folder of a path; one that is not there, or is empty, is made.

    Raises:
        FaultyInput: something else lies there, it is of a newer version, or it says another database.
    """
    about = path / _ABOUT
    if not about.exists():
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise refusal("web.folder_other", str(path))
        return _make(path, database)
    told = _read(about)
    if told.format > FORMAT:
        raise refusal("web.folder_newer", str(path), release=told.release)
    if database is not None and database != told.database:
        raise refusal("web.folder_database", str(path))
    return DataFolder(path=path, database=told.database)


def find_data_folder(path: File) -> DataFolder:
    """Return a data folder that is there already.

    Raises:
        FaultyInput: there is none, or it is of a newer version.
    """
    if not (path / _ABOUT).exists():
        raise refusal("web.no_folder", str(path))
    return open_data_folder(path)


def new_data_folder(path: File, database: str | None) -> DataFolder:
    """Return a data folder that is made now; refused where there is one, or anything else."""
    if (path / _ABOUT).exists():
        raise refusal("web.folder_there", str(path))
    return open_data_folder(path, database)


@dataclass(frozen=True, slots=True)
class _About:
    """What a data folder says of itself."""

    format: int
    release: str
    database: str | None


def _read(about: File) -> _About:
    try:
        told = _About(**json.loads(about.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise refusal("web.folder_unreadable", str(about)) from error
    texts = isinstance(told.release, str) and isinstance(told.database, str | None)
    if not texts or not isinstance(told.format, int):
        raise refusal("web.folder_unreadable", str(about))
    return told


def _make(path: File, database: str | None) -> DataFolder:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.chmod(0o700)
    told = _About(FORMAT, release(), database)
    write_private(path / "secret.key", f"{secrets.token_urlsafe(_KEY_LENGTH)}\n")
    # last: a folder with it is whole; the address of a database may hold a password
    write_private(path / _ABOUT, f"{json.dumps(asdict(told), indent=2)}\n")
    return DataFolder(path=path, database=database, is_new=True)
