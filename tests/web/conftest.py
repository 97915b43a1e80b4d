"""A real installation for the tests of pages: its data folder with SQLite files, and browsers without a network."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from browsing import browsing, served
from chamdiem.web.deployment import Deployment, put
from chamdiem.web.place import open_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from playwright.sync_api import Browser

    from chamdiem.web.installation import FirstSlip

DATABASE = "CHAMDIEM_TEST_DATABASE"
"""Names the address of a database that is to hold everything, in the place of files."""


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> FirstSlip:
    """Make an installation, once for all tests of a process: Django knows one only."""
    folder = tmp_path_factory.mktemp("web") / "data"
    # the tests of one store are those of the other: see test_postgres
    open_data_folder(folder, os.environ.get(DATABASE))
    put(Deployment(data=str(folder), names=("testserver", "127.0.0.1")))
    os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
    from django.conf import settings  # noqa: PLC0415 - the same

    from chamdiem.web.installation import FirstSlip, prepare  # noqa: PLC0415 - it reads the settings that were just named

    # a hasher that is strong takes its time, hundreds of times over
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    made = prepare(Deployment(data=str(folder)), "Đảng bộ phường Ví Dụ")
    assert isinstance(made, FirstSlip)
    return made


@pytest.fixture
def browser(installation: FirstSlip) -> Client:
    """Give a browser that keeps cookies, and asks for tokens as real ones are asked."""
    del installation
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    return Browser(enforce_csrf_checks=True)


@pytest.fixture(scope="module")
def address(installation: FirstSlip) -> Iterator[str]:
    """Serve the pages to real browsers."""
    del installation
    with served() as told:
        yield told


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give a real browser."""
    with browsing() as opened:
        yield opened
