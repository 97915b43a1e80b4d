"""Whole ways over the network: an installation in PostgreSQL from its first start on, and a newcomer at the demo."""

from __future__ import annotations

import base64
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django_otp.oath import totp

from databases import new_database, running
from entering import GOOD
from filling_in import FRAMEWORK, closing, pages, sent_fields, whole
from scriptless import read
from serving import ask, run, served
from visiting import TOKEN, Answer, Visitor

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.nightly
_CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
CELL = "chi-bo-1"
MEETING = f"/ky/{CELL}/2025-11/thuong-ky/"


def code_of(text: str) -> str:
    """Return the code of a slip."""
    found = _CODE.search(text)
    assert found is not None, text
    return found[0]


def printed(process: subprocess.Popen[str]) -> str:
    """Return what a first start prints, down to the code of its slip."""
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or not _CODE.search(lines[-1]):
        lines.append(process.stdout.readline())
        assert lines[-1], lines
    return "".join(lines)


def led(answer: Answer, where: str) -> None:
    """See that an answer leads somewhere."""
    assert (answer.status_code, answer.location.partition("?")[0]) == (HTTPStatus.FOUND, where), answer.text


def activated(port: int, code: str) -> Visitor:
    """Enter by a slip."""
    visitor = Visitor(port)
    led(visitor.send("/kich-hoat", {"ma": code, "password": GOOD, "again": GOOD}), "/viec")
    return visitor


def administrator(port: int, code: str) -> Visitor:
    """Enter as the administrator, whose one-time codes are set up with that."""
    visitor = activated(port, code)
    page = visitor.follow("/viec")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.text.replace(" ", ""))
    assert secret is not None, page.text
    now = totp(base64.b32decode(secret[0]))
    led(visitor.ask("/ma-mot-lan", {"code": f"{now:06}", TOKEN: page.token}), "/viec")
    return visitor


def on_today(name: str) -> dict[str, str]:
    """Return the fields of today."""
    now = time.gmtime(time.time() + 7 * 3600)
    return {f"{name}-d": str(now.tm_mday), f"{name}-m": str(now.tm_mon), f"{name}-y": str(now.tm_year)}


def staffed(admin: Visitor) -> dict[str, str]:
    """Found a cell, set its framework, and return the slips of its people by their roles."""
    founded = {"event": "founded", "id": CELL, "title": "Chi bộ 1", "kind": "cell", **on_today("founded")}
    led(admin.send("/quan-tri/cay/to-chuc", founded), f"/quan-tri/cay/{CELL}")
    settings = admin.send("/quan-tri/thiet-lap/to-chuc", {"framework": FRAMEWORK})
    assert settings.status_code == HTTPStatus.FOUND, settings.text
    slips = {}
    for role in ("secretary", "deputy"):
        typed = {"login": role, "name": "Tên Đặt Ra", "role": role, "node": CELL, **on_today("first")}
        slips[role] = code_of(admin.send("/quan-tri/tai-khoan-moi", typed).text)
    for page in ("", "/cay", f"/cay/{CELL}", "/danh-sach", "/uy-nhiem", "/tai-khoan", "/tai-khoan/deputy", "/sao-luu"):
        assert admin.ask(f"/quan-tri{page}").status_code == HTTPStatus.OK, page
    assert admin.send("/quan-tri/sao-luu", {}).status_code in {HTTPStatus.OK, HTTPStatus.FOUND}
    return slips


def version(visitor: Visitor) -> str:
    """Return the version of the draft."""
    return str(read(visitor.ask(f"{MEETING}co-mat")).one("input", name="version").attributes["value"])


def fill_in(secretary: Visitor, deputy: Visitor) -> None:
    """Fill in a meeting; the deputy writes something else meanwhile, and the secretary chooses."""
    secretary.send(MEETING, {})
    for page, questions in pages().items():
        sent = sent_fields({each.id: whole()[each.id] for each in questions})
        seen = version(deputy)
        if page == "co-mat":
            other = sent | {"present": "20"}
            assert deputy.send(f"{MEETING}{page}", other | {"version": seen}).status_code == HTTPStatus.FOUND
            led(secretary.send(f"{MEETING}{page}", sent | {"version": seen}), f"{MEETING}khac-nhau")
            choose(secretary)
        else:
            done = secretary.send(f"{MEETING}{page}", sent | {"version": seen})
            assert not done.location.endswith("khac-nhau")
    for page in ("con-thieu", "xem-lai", "bieu-quyet", "cac-lan-ghi"):
        assert secretary.ask(f"{MEETING}{page}").status_code == HTTPStatus.OK, page


def choose(visitor: Visitor) -> None:
    """Choose one's own of everything that collided."""
    page = read(visitor.ask(f"{MEETING}khac-nhau"))
    chosen = {each.attributes["name"]: each.attributes["value"] for each in page.all("input", type="radio")}
    hidden = {each.attributes["name"]: each.attributes["value"] for each in page.all("input", type="hidden")}
    led(visitor.ask(f"{MEETING}khac-nhau", {**hidden, **chosen}), MEETING)


def hand_in(visitor: Visitor) -> str:
    """Hand the meeting in, and return what the receipt says."""
    told = sent_fields(closing()) | {"act": "submit", "sure": "1", "version": version(visitor)}
    led(visitor.send(f"{MEETING}bieu-quyet", told), f"{MEETING}bien-nhan")
    return read(visitor.ask(f"{MEETING}bien-nhan")).one("main").text


def again(visitor: Visitor, how: str, changed: Mapping[str, str]) -> str:
    """Take back or correct what was handed in, change something, and hand it in again."""
    led(visitor.send(f"{MEETING}{how}", {"reason": "Ghi nhầm số liệu"}), MEETING)
    now = {**{each.id: whole()[each.id] for each in pages()["nhom-4"]}, **changed}
    visitor.send(f"{MEETING}nhom-4", sent_fields(now) | {"version": version(visitor)})
    return hand_in(visitor)


def test_an_installation_in_postgres_works_and_moves_to_files_and_back(tmp_path: Path) -> None:
    """First start, slips, filling in, a conflict, handing in, taking back, correcting, pages of the administrator.

    Then a backup becomes an installation of files, and one of that a database again; receipts stay as they are.
    """
    with running() as server, new_database(server) as address, new_database(server) as other:
        data, files, back = tmp_path / "data", tmp_path / "files", tmp_path / "back"
        with served(data, "--database", address) as (process, port):
            admin = administrator(port, code_of(printed(process)))
            slips = staffed(admin)
            secretary, deputy = (activated(port, slips[role]) for role in ("secretary", "deputy"))
            fill_in(secretary, deputy)
            hand_in(secretary)
            again(secretary, "rut-lai", {"speakers": "11"})
            receipt = again(secretary, "dinh-chinh", {"speakers": "12"})
            assert secretary.ask(f"{MEETING}phieu.html").status_code == HTTPStatus.OK
            assert run("backup", "make", "--data", data, "-o", tmp_path / "1.zip").returncode == 0
        with served(data) as (process, port):
            assert same_receipt(port) == receipt
            process.terminate()
            assert not _CODE.search(process.communicate()[0])
        assert run("backup", "restore", tmp_path / "1.zip", "--data", files).returncode == 0
        with served(files) as (_, port):
            assert same_receipt(port) == receipt
            assert run("backup", "make", "--data", files, "-o", tmp_path / "2.zip").returncode == 0
        restored = run("backup", "restore", tmp_path / "2.zip", "--data", back, "--database", other)
        assert restored.returncode == 0, restored.stderr
        with served(back) as (_, port):
            assert ask(port, "/vao") == HTTPStatus.OK
            assert same_receipt(port) == receipt
            later = Visitor(port)
            later.enter("secretary", GOOD)
            # what comes after takes the next numbers, and nobody's
            assert again(later, "dinh-chinh", {"speakers": "11"}) != receipt


def same_receipt(port: int) -> str:
    """Enter and return what the receipt says."""
    visitor = Visitor(port)
    visitor.enter("secretary", GOOD)
    return read(visitor.ask(f"{MEETING}bien-nhan")).one("main").text
