"""The list of what keeps the pages safe, item by item: headers, cookies, tokens, hosts, the way there, and the log."""

from __future__ import annotations

import gzip
import io
import json
import logging
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.mandates.roles import Role
from places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.usefixtures("installation")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TYPED = "Chuyện không ai được đọc trong nhật ký"


@pytest.fixture
def secretary() -> Client:
    """Give the browser of a cell's secretary, which is asked for tokens."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[Role.SECRETARY], enforce_csrf_checks=True)


def draft_page(name: str) -> str:
    """Return the address of a page of the draft."""
    from township import CELL, DRAFT  # noqa: PLC0415 - once Django is set up

    return f"/ky/{CELL}/{DRAFT}/thuong-ky/{name}"


# --- what is said with each answer ---


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/vao", 200), ("/viec", 200), ("/", 302), ("/khong-co", 404), ("/suc-khoe", 200), ("/tinh/khong-co.css", 404),
        ("draft", 200),
    ],
)  # fmt: skip
def test_every_answer_tells_the_browser_what_a_page_may_do(secretary: Client, address: str, status: int) -> None:
    """Nothing runs but our own script, nothing is framed, sent elsewhere, guessed or kept: refusals say so too."""
    answer = secretary.get(draft_page("nhom-4") if address == "draft" else address)
    assert answer.status_code == status
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert answer["Cache-Control"] == "no-store"
    assert not {"Server", "X-Powered-By", "Strict-Transport-Security"} & set(answer.headers)


def test_a_refused_request_tells_the_same(secretary: Client) -> None:
    """Whatever refuses a request, before any view or after it, its answer has the same headers."""
    for answer in (
        secretary.post("/viec"),
        secretary.post("/viec", headers={"Sec-Fetch-Site": "cross-site"}),
        secretary.get("/viec", headers={"Host": "evil.example"}),
    ):
        assert answer.status_code in {400, 403}
        assert {name: answer.get(name) for name in HEADERS} == HEADERS


def test_pages_travel_compressed_and_how_long_they_are_tells_nothing(secretary: Client) -> None:
    """Whoever takes it so has a quarter to fetch, of another length each time; a file is sent as it is."""
    whole = secretary.get("/viec")
    packed = [secretary.get("/viec", headers={"Accept-Encoding": "gzip"}) for _ in range(20)]
    assert not whole.has_header("Content-Encoding")
    assert {each["Content-Encoding"] for each in packed} == {"gzip"}
    assert len(gzip.decompress(packed[0].content)) == len(whole.content)
    assert len({len(each.content) for each in packed}) > 5
    assert max(len(each.content) for each in packed) < len(whole.content) / 2
    paper = secretary.get(draft_page("phieu-trong.pdf"), headers={"Accept-Encoding": "gzip"})
    assert not paper.has_header("Content-Encoding")


def test_papers_are_files_in_which_nothing_runs(secretary: Client) -> None:
    """A sheet is kept as a file, and opened it can do nothing."""
    from township import CELL, SUBMITTED  # noqa: PLC0415 - once Django is set up

    answer = secretary.get(f"/ky/{CELL}/{SUBMITTED}/thuong-ky/phieu.html")
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")


def test_no_page_has_a_script_or_a_style_of_its_own() -> None:
    """What the policy forbids is in no template; nothing there is shown as it was typed, past the escaping."""
    forbidden = re.compile(
        r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:|\|\s*safe\b|autoescape", re.IGNORECASE
    )
    found = {
        each.name: forbidden.search(each.read_text(encoding="utf-8"))
        for each in (ROOT / "templates" / "web").glob("*.j2")
    }
    assert {name for name, hit in found.items() if hit} == set()
    assert len(found) > 20


def test_the_script_shows_markup_of_templates_alone_and_in_one_place() -> None:
    """What is read as markup are parts that our templates made, put there by one function; nothing is run."""
    script = (ROOT / "web" / "static" / "script.js").read_text(encoding="utf-8")
    made = re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script)
    assert made == ["innerHTML"]
    assert "function tell(place, markup) {\n  place.innerHTML = markup;\n}" in script
    assert set(re.findall(r"\btell\((.*)\);", script)) == {
        "page.words, page.onSaving", "page.words, told.saving", "place, words",
        'page.words, page.onUnsent.replace("{time}", page.since ||= clock())',
        "page.words, (page.collided || told).saving",
    }  # fmt: skip


# --- cookies, sessions, passwords ---


def test_cookies_are_for_this_host_and_for_no_script(browser: Client) -> None:
    """Both cookies: by their names bound to the host, sent by safe ways alone, kept from scripts and other sites."""
    from entrance import login_of  # noqa: PLC0415 - once Django is set up

    login, password = login_of()
    page = browser.get("/vao")
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token is not None
    browser.post("/vao", {"login": login, "password": password, "csrfmiddlewaretoken": token[1]})
    assert set(browser.cookies) == {"__Host-phien", "__Host-khoa"}
    for cookie in browser.cookies.values():
        told = (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"])
        assert told == (True, True, "Lax", "/", ""), cookie
    assert browser.cookies["__Host-phien"]["max-age"] == 12 * 3600


def test_a_password_is_kept_by_argon2id() -> None:
    """What is kept of a password is what argon2id makes of it, whatever else can still be read."""
    from django.contrib.auth.hashers import get_hashers_by_algorithm  # noqa: PLC0415 - once Django is set up

    from chamdiem.web import settings  # noqa: PLC0415 - as above

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert get_hashers_by_algorithm()["argon2"].encode("một mật khẩu dài", "muoi-mat").startswith("argon2$argon2id$")


def test_a_session_ends_after_twelve_hours_whatever_is_done(secretary: Client) -> None:
    """Whoever works on enters anew after 12 hours: what is done does not put that off."""
    from chamdiem.web.models import Session  # noqa: PLC0415 - once Django is set up

    key = secretary.cookies["__Host-phien"].value
    ends = Session.objects.get(pk=key).expire_date
    secretary.get("/viec")
    later = Session.objects.get(pk=key)
    assert (ends - later.begun).total_seconds() <= 12 * 3600
    assert (later.expire_date - later.begun).total_seconds() <= 12 * 3600


def test_what_cannot_be_taken_back_asks_for_the_password_again() -> None:
    """Whoever entered long ago says the password once more, before accounts, mandates, backups and the password."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    browser = entered(township().people[Role.ADMINISTRATOR])
    session = browser.session
    session["confirmed"] = 0
    session.save()
    for address in ("tai-khoan/mat-khau", "quan-tri/uy-nhiem", "quan-tri/tai-khoan-moi", "quan-tri/sao-luu"):
        asked = browser.get(f"/{address}")
        assert (asked.status_code, asked["Location"][:9]) == (302, "/xac-nhan"), address
        # what was sent goes along, but for what is secret
        sent = browser.post(f"/{address}", {"name": "Bản nháp", "password": "mật-khẩu-mới-của-tôi", "again": "khác"})
        told = sent.content.decode()
        assert (sent.status_code, 'action="/xac-nhan"' in told) == (401, True), address
        assert ("B%E1%BA%A3n" in told, "kh%C3%A1c" in told, "%E1%BA%ADt-kh" in told) == (True, False, False), address


# --- where a request comes from ---


def test_nothing_is_taken_from_elsewhere(secretary: Client) -> None:
    """Without its token, with another one, from another site or by another origin: 403, and nothing is done."""
    from chamdiem.web.models import Draft  # noqa: PLC0415 - as above
    from township import CELL, DRAFT  # noqa: PLC0415 - once Django is set up

    address = draft_page("co-mat")
    draft = Draft.objects.get(cell=CELL, period=DRAFT)
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', secretary.get(address).content.decode())
    assert found is not None
    token, sent = found[1], {"present": "3", "version": str(draft.version)}
    refused = [
        secretary.post(address, sent),
        secretary.post(address, {**sent, "csrfmiddlewaretoken": token[::-1]}),
        secretary.post(address, {**sent, "csrfmiddlewaretoken": token}, headers={"Origin": "https://evil.example"}),
        secretary.post(address, {**sent, "csrfmiddlewaretoken": token}, headers={"Origin": "null"}),
        *(
            secretary.post(address, {**sent, "csrfmiddlewaretoken": token}, headers={"Sec-Fetch-Site": site})
            for site in ("cross-site", "same-site", "chuyện khác")
        ),
        secretary.post(address, json.dumps(sent), "application/json"),
        secretary.put(address, sent, headers={"X-CSRFToken": "sai"}),
        secretary.delete(address),
    ]
    assert [each.status_code for each in refused] == [403] * len(refused)
    after = Draft.objects.get(pk=draft.pk)
    assert (after.version, after.texts) == (draft.version, draft.texts)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "a b", "127.0.0.1:x"]
)
def test_a_host_that_is_not_ours_is_refused(browser: Client, host: str) -> None:
    """No page is made for a name that nobody has told, so no link in it leads there."""
    answer = browser.get("/vao", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-HTTP-Method-Override"])
def test_no_header_of_a_proxy_is_believed(browser: Client, header: str) -> None:
    """Without a proxy nobody else says where we are, over what, and what is asked."""
    answer = browser.get("/viec", headers={header: "evil.example"})
    assert (answer.status_code, answer["Location"]) == (302, "/vao?tiep=%2Fviec")


# --- the way there ---

_BEHIND_TLS = """
import django, json, os, pathlib, sys
from chamdiem.web.deployment import Deployment, ServingMode, put
from chamdiem.web.place import open_data_folder
folder = pathlib.Path(sys.argv[1]) / "data"
open_data_folder(folder)
put(Deployment(data=str(folder), mode=ServingMode(sys.argv[2]), names=("chamdiem.example",)))
os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
if sys.argv[2] == "behind_tls":
    call_command("check", deploy=True, fail_level="WARNING")
def ask(address, **more):
    answer = Client(HTTP_HOST="chamdiem.example").get(address, **more)
    return [answer.status_code, answer.get("Location"), answer.get("Strict-Transport-Security")]
plain, safe = ask("/tinh/style.css"), ask("/tinh/style.css", HTTP_X_FORWARDED_PROTO="https")
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
print(json.dumps({"plain": plain, "safe": safe, "cookies": [getattr(settings, name) for name in names]}))
"""


def served_as(mode: str, tmp_path: Path) -> dict[str, list[object]]:
    """Return what an installation of another kind answers, in a process of its own: Django knows one only."""
    words = [sys.executable, "-P", "-c", _BEHIND_TLS, str(tmp_path), mode]
    # what tests with a browser need of Django is no part of a deployment
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300, env=own)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
    told: dict[str, list[object]] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_behind_tls_the_browser_never_comes_without_it_again(tmp_path: Path) -> None:
    """Whoever comes in the clear is led to https, which alone tells the browser to keep to it; Django finds no fault."""
    told = served_as("behind_tls", tmp_path)
    assert told["plain"] == [301, "https://chamdiem.example/tinh/style.css", None]
    assert told["safe"] == [200, None, "max-age=31536000; includeSubDomains; preload"]
    assert told["cookies"] == ["__Host-phien", "__Host-khoa", True, True]


def test_in_an_open_network_cookies_work_without_tls(tmp_path: Path) -> None:
    """There a browser refuses what is bound to a safe way; nobody is told to keep to one that is not there."""
    told = served_as("open_network", tmp_path)
    assert (told["plain"], told["safe"]) == ([200, None, None], [200, None, None])
    assert told["cookies"] == ["phien", "khoa", False, False]


# --- the log ---


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Give what the log writes: every logger that there is, as the settings say."""
    stream = io.StringIO()
    from chamdiem.web import settings  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.logs import JsonLines  # noqa: PLC0415 - as above

    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    told = [logging.getLogger(name) for name, how in settings.LOGGING["loggers"].items() if "out" in how["handlers"]]
    for each in (*told, logging.getLogger()):
        each.addHandler(handler)
    yield stream
    for each in (*told, logging.getLogger()):
        each.removeHandler(handler)


def test_the_log_says_nothing_that_people_wrote(
    secretary: Client, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what broke the log has a number, the kind of error and where; the page has the number, and no more."""
    from chamdiem.web.views import filling  # noqa: PLC0415 - once Django is set up

    def break_down(*_told: object, **_more: object) -> None:
        raise ValueError(TYPED)

    address = draft_page("nhom-4")
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', secretary.get(address).content.decode())
    assert found is not None
    monkeypatch.setattr(filling, "typed_page", break_down)
    secretary.raise_request_exception = False
    answer = secretary.post(
        f"{address}?hoi={TYPED}", {"limitations": TYPED, "csrfmiddlewaretoken": found[1]}, headers={"User-Agent": TYPED}
    )
    assert answer.status_code == 500
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    broken = next(each for each in lines if each["what"] == "page.broken")
    assert broken["error"] == "ValueError"
    assert broken["number"] in answer.content.decode()
    assert "Chuyện" not in log.getvalue()
    assert "mau-secretary" not in log.getvalue()
    assert "Chuyện" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
