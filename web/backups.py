"""Backups (sao lưu): all that an installation keeps in one file, which either kind of database can be made from again.

The tables are read before the ledger: what is handed in meanwhile is in the ledger alone, and is brought together with
its draft when the restored installation starts. Sessions are left out, so everybody enters anew; so are the secret key,
and what follows from the ledger alone, which is made anew.
"""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from chamdiem.engine.files.systems import put_new
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.transfer import import_file, line_of
from chamdiem.engine.office.clock import release
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

    from django.db.migrations.loader import MigrationLoader
    from django.db.models import Model

    from chamdiem.web.place import DataFolder

FORMAT = 1
_ABOUT, _TABLES, _LEDGER = "about.json", "tables.jsonl", "ledger.jsonl"
_APPS = frozenset({"web", "otp_totp"})
_LEFT_OUT = frozenset({"web.session", "web.meetingnow", "web.projected"})
_LONGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup says of itself: when and by which release it was made, how long the ledger was and its last hash.

    `migrations`: by which migrations its tables were made; `rows`: how many there are.
    """

    format: int
    release: str
    made: str
    entries: int
    head: str
    rows: int
    migrations: list[list[str]]


def write_backup(folder: DataFolder, file: File, made: str) -> Backup:
    """Write a backup to a file that is not there yet; nobody but its owner may read it."""
    partial = file.with_name(f".{file.name}.partial")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(opened, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                about = _write(archive, folder, made)
            stream.flush()
            os.fsync(stream.fileno())
        put_new(partial, file)  # a backup never takes the place of another
    except FileExistsError as error:
        raise refusal("backup.exists", str(file)) from error
    finally:
        partial.unlink(missing_ok=True)
    return about


def _write(archive: zipfile.ZipFile, folder: DataFolder, made: str) -> Backup:
    rows = 0
    with archive.open(_TABLES, "w", force_zip64=True) as stream, transaction.atomic():
        migrations, models = _applied()
        for model in models:
            for row in _rows(model):
                stream.write(json.dumps(row, ensure_ascii=False, default=_told).encode() + b"\n")
                rows += 1
    head, entries = "", 0
    with archive.open(_LEDGER, "w", force_zip64=True) as stream, open_ledger(folder.ledger) as ledger:
        for entry in ledger.entries(1, ledger.size()):
            stream.write(line_of(entry))
            head, entries = entry.hash, entry.sequence
    if (settings := folder.settings / "chamdiem.toml").is_file():
        archive.write(settings, settings.name)
    about = Backup(
        format=FORMAT, release=release(), made=made, entries=entries, head=head, rows=rows, migrations=migrations
    )
    archive.writestr(_ABOUT, json.dumps({name: getattr(about, name) for name in Backup.__annotations__}, indent=2))
    return about


def _applied() -> tuple[list[list[str]], list[type[Model]]]:
    """Return the migrations of the tables as they are, and the models as they were by then."""
    loader = MigrationExecutor(connection).loader
    applied = {node for node in loader.applied_migrations if node in loader.graph.nodes}
    # the last of each application: those before them come with them
    nodes = sorted(node for node in applied if _is_last(loader, node, applied))
    models = [model for model in loader.project_state(nodes).apps.get_models() if _is_kept(model)]
    return [list(node) for node in nodes], models


def _is_last(loader: MigrationLoader, node: tuple[str, str], applied: set[tuple[str, str]]) -> bool:
    """Tell whether no later migration of the same application was applied."""
    later = {child.key for child in loader.graph.node_map[node].children if child.key[0] == node[0]}
    return not later & applied


def _is_kept(model: type[Model]) -> bool:
    return model._meta.app_label in _APPS and model._meta.label_lower not in _LEFT_OUT  # noqa: SLF001 - Django's way


def _rows(model: type[Model]) -> Iterator[dict[str, Any]]:
    names = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 - Django's way
    for values in model._default_manager.order_by("pk").values(*names).iterator():  # noqa: SLF001 - Django's way
        yield {"model": model._meta.label_lower, "values": values}  # noqa: SLF001 - Django's way


def _told(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    return str(value.isoformat())


# --- back ---


def read_about(file: File) -> Backup:
    """Return what a backup says of itself.

    Raises:
        FaultyInput: the file is no backup, or one of a newer release.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            about = Backup(**json.loads(archive.read(_ABOUT)))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise refusal("backup.unreadable", str(file)) from error
    if about.format > FORMAT:
        raise refusal("backup.newer", str(file), release=str(about.release))
    return about


def restore(file: File, folder: DataFolder) -> Backup:
    """Fill a new installation from a backup, and bring it to this release's form.

    Raises:
        FaultyInput: the backup is not whole, is of a newer release, or an entry is not what it was.
    """
    about = read_about(file)
    with zipfile.ZipFile(file) as archive:
        _need_whole(archive, file)
        _restore_tables(archive, about, file)
        _restore_ledger(archive, folder, about, file)
        if "chamdiem.toml" in archive.namelist():
            (folder.settings / "chamdiem.toml").write_bytes(archive.read("chamdiem.toml"))
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    return about


def _need_whole(archive: zipfile.ZipFile, file: File) -> None:
    if archive.testzip() is not None or not {_ABOUT, _TABLES, _LEDGER} <= set(archive.namelist()):
        raise refusal("backup.unreadable", str(file))


def _restore_tables(archive: zipfile.ZipFile, about: Backup, file: File) -> None:
    executor = MigrationExecutor(connection)
    nodes = [(app, name) for app, name in about.migrations]
    if any(node not in executor.loader.graph.nodes for node in nodes):
        raise refusal("backup.newer", str(file), release=about.release)
    executor.migrate(nodes)
    state = executor.loader.project_state(nodes)
    models = {model._meta.label_lower: model for model in state.apps.get_models() if _is_kept(model)}  # noqa: SLF001
    rows = 0
    with archive.open(_TABLES) as stream, transaction.atomic():
        for line in iter(lambda: stream.readline(_LONGEST), b""):
            told = json.loads(line)
            _put(models[told["model"]], told["values"])
            rows += 1
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)
    if rows != about.rows:
        raise refusal("backup.unreadable", str(file))


def _put(model: type[Model], values: dict[str, Any]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's way
    model(**{name: fields[name].to_python(value) for name, value in values.items()}).save_base(
        raw=True, force_insert=True
    )


def _restore_ledger(archive: zipfile.ZipFile, folder: DataFolder, about: Backup, file: File) -> None:
    """Take the entries in, each checked, and compare what came of it with what the backup says."""
    lines = folder.path / "ledger.partial.jsonl"
    try:
        with archive.open(_LEDGER) as stream, lines.open("wb") as out:
            while piece := stream.read(1 << 20):
                out.write(piece)
        with create_ledger(folder.ledger) as ledger:
            for _ in import_file(ledger, lines):
                pass
            faults = [fault for fault in check_ledger(ledger, Checker()) if fault is not None]
            last = ledger.head()
    finally:
        lines.unlink(missing_ok=True)
    if faults or (last.hash if last else "") != about.head:
        raise refusal("backup.other_ledger", str(file))
