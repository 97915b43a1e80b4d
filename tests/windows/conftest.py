"""The folder for Windows, built from this checkout and unzipped once for all who look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wine import Pc, make_pc, missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the archive."""
    why = missing()
    if why is not None:
        pytest.skip(why)
    import windows_zip  # noqa: PLC0415 - a script that builds, found by now

    file = tmp_path_factory.mktemp("dist") / "cham-diem-windows.zip"
    windows_zip.main(file)
    return file


@pytest.fixture(scope="session")
def pc(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pc]:
    """Give a PC on which it was unzipped."""
    made = make_pc(tmp_path_factory.mktemp("pc"), archive)
    yield made
    made.end()
