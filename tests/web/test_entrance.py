"""Entering: by slip, password and one-time code, and by nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from entering import GOOD, post

if TYPE_CHECKING:
    from django.test import Client

    from chamdiem.web.installation import FirstSlip
    from entering import Answer


@pytest.fixture
def made(installation: FirstSlip) -> tuple[str, str]:
    """Make an account without any mandate; give its login and the code of its slip."""
    del installation
    import secrets  # noqa: PLC0415 - logins that no other test has

    from chamdiem.web.accounts import make_account, make_slip  # noqa: PLC0415 - Django has to be set up first

    login = f"nguoi-{secrets.token_hex(4)}"
    return login, make_slip(make_account(login, login), "quan-tri-1")


def enter(browser: Client, login: str, password: str = GOOD) -> Answer:
    """Enter with a login and a password."""
    return post(browser, "/vao", login=login, password=password)


def test_a_slip_lets_in_once(browser: Client, made: tuple[str, str]) -> None:
    """Whoever holds a slip sets a password by it, once; in any capitals, with or without its strokes."""
    login, code = made
    typed = code.lower().replace("-", " ")
    assert post(browser, "/kich-hoat", ma=typed, password=GOOD, again=GOOD)["Location"] == "/viec"
    assert browser.get("/viec").status_code == 200
    answer = post(browser, "/kich-hoat", ma=code, password=GOOD, again=GOOD)
    assert "đã dùng rồi" in answer.content.decode()
    assert login in browser.get("/tai-khoan").content.decode()


@pytest.mark.parametrize(
    "password",
    ["matkhau123456", "bithuchibo2025", "MậtKhẩu@2026", "B1thuCh1b0!!2026", "123456789012", "qwertyuiop12", "ngắn quá", "aaaaaaaaaaaaa",
     "Dangvien19511930", "hochiminh1890", "vietnam.hanoi.1945", "anhyeuem123456"],
)  # fmt: skip
def test_what_everybody_tries_is_no_password(browser: Client, made: tuple[str, str], password: str) -> None:
    """What is short, or is but words and years that everybody tries, is refused with the reason; the slip stays good."""
    answer = post(browser, "/kich-hoat", ma=made[1], password=password, again=password)
    assert "Cần sửa" in answer.content.decode()
    assert post(browser, "/kich-hoat", ma=made[1], password=GOOD, again=GOOD).status_code == 302


def test_a_newer_slip_ends_older_ones(browser: Client, made: tuple[str, str]) -> None:
    """Only the last slip of an account is good."""
    from chamdiem.web.accounts import make_slip  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.models import Account  # noqa: PLC0415

    newer = make_slip(Account.objects.get(login=made[0]), "quan-tri-1")
    assert post(browser, "/kich-hoat", ma=made[1], password=GOOD, again=GOOD).status_code == 200
    assert post(browser, "/kich-hoat", ma=newer, password=GOOD, again=GOOD).status_code == 302


def test_nobody_learns_whether_there_is_an_account(browser: Client, made: tuple[str, str]) -> None:
    """A wrong password and a login that nobody has are answered alike."""
    post(browser, "/kich-hoat", ma=made[1], password=GOOD, again=GOOD)
    post(browser, "/tai-khoan", lang="vi")
    known, unknown = (
        re.sub(r'value="[^"]*"', "", enter(browser, login, "không phải mật khẩu").content.decode())
        for login in (made[0], "khong-co-ai")
    )
    assert known == unknown


def test_guesses_are_slowed_down_for_one_account_and_address(browser: Client, made: tuple[str, str]) -> None:
    """After five wrong passwords an address waits for that account, and for no other."""
    login, code = made
    post(browser, "/kich-hoat", ma=code, password=GOOD, again=GOOD)
    codes = [enter(browser, login, f"đoán lần thứ {number}").status_code for number in range(6)]
    assert codes == [200, 200, 200, 200, 429, 429]
    assert enter(browser, login).status_code == 429
    assert enter(browser, "nguoi-khac", "gì đó").status_code == 200


def test_a_new_session_begins_at_log_in(browser: Client, made: tuple[str, str]) -> None:
    """No session from before log-in becomes that of whoever entered."""
    browser.get("/vao")
    session = browser.session
    session["lang"] = "vi"
    session.save()
    before = session.session_key
    post(browser, "/kich-hoat", ma=made[1], password=GOOD, again=GOOD)
    assert browser.session.session_key != before


def test_whoever_needs_a_code_gets_nowhere_without(browser: Client, installation: FirstSlip) -> None:
    """The administrator sets up one-time codes first, and says one each time."""
    from django_otp.oath import totp  # noqa: PLC0415 - Django has to be set up first
    from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: PLC0415

    post(browser, "/kich-hoat", ma=installation.code, password=GOOD, again=GOOD)
    assert browser.get("/viec")["Location"] == "/ma-mot-lan?tiep=%2Fviec"
    assert "<svg" in browser.get("/ma-mot-lan").content.decode()
    assert "Cần sửa" in post(browser, "/ma-mot-lan", code="000000").content.decode()
    device = TOTPDevice.objects.get(user__login=installation.login)
    device.throttle_reset()
    answer = post(browser, "/ma-mot-lan", code=f"{totp(device.bin_key):06}", tiep="/viec")
    assert (answer.status_code, answer["Location"]) == (302, "/viec")
    assert browser.get("/viec").status_code == 200
    assert "<svg" not in browser.get("/ma-mot-lan").content.decode(), "what makes the codes is shown once"


def test_sessions_can_be_ended(browser: Client, made: tuple[str, str]) -> None:
    """Whoever is in sees the own sessions and ends those of other devices."""
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    login, code = made
    post(browser, "/kich-hoat", ma=code, password=GOOD, again=GOOD)
    phone = Browser(enforce_csrf_checks=True, headers={"User-Agent": "Mozilla/5.0 (iPhone) Mobile"})
    enter(phone, login)
    assert phone.get("/viec").status_code == 200
    page = browser.get("/tai-khoan").content.decode()
    assert "Điện thoại" in page
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    browser.post("/tai-khoan/phien", {"csrfmiddlewaretoken": token[1]})
    assert phone.get("/viec").status_code == 302
    assert browser.get("/viec").status_code == 200


def test_an_idle_session_ends(browser: Client, made: tuple[str, str]) -> None:
    """After an hour in which nobody did anything, whoever comes back enters anew, and is told why."""
    post(browser, "/kich-hoat", ma=made[1], password=GOOD, again=GOOD)
    browser.get("/viec")
    session = browser.session
    session["seen"] = "2026-01-01T00:00:00+00:00"
    session.save()
    assert browser.get("/viec")["Location"] == "/vao?tiep=%2Fviec&het=1"
    assert "60 phút" in browser.get("/vao?het=1").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://xau.example/", "//xau.example", "javascript:alert(1)", "/\\xau.example"]
)
def test_log_in_leads_nowhere_else(browser: Client, made: tuple[str, str], elsewhere: str) -> None:
    """After log-in one goes on to a page of ours, whatever the address asks for."""
    post(browser, "/kich-hoat", ma=made[1], password=GOOD, again=GOOD)
    assert post(browser, "/vao", login=made[0], password=GOOD, tiep=elsewhere)["Location"] == "/viec"


def test_no_token_no_entry(browser: Client, made: tuple[str, str]) -> None:
    """A form without its token, or from another site, is refused."""
    assert browser.post("/vao", {"login": made[0], "password": GOOD}).status_code == 403
    page = browser.get("/vao").content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    typed = {"login": made[0], "password": GOOD, "csrfmiddlewaretoken": token[1]}
    assert browser.post("/vao", typed, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
