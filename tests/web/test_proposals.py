"""A framework is proposed, looked at from every side, and taken in by a second person; what was scored stays so."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest

from browsing import NEEDS, chromium
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.reading.catalog import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.test import Client
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.usefixtures("installation")
FIRST = dt.date(2027, 1, 1)
MOST_STEPS = 20
"""Nine pages of a form, each once more where it asks for a reason."""


def text_of(name: str, *changes: tuple[str, str]) -> bytes:
    """Return a framework that ships under another id, with some changes."""
    text = (CRITERIA / "an-phu/2025.yaml").read_text(encoding="utf-8")
    for old, new in (("framework: an-phu/2025", f"framework: {name}"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


@pytest.fixture
def officer() -> Client:
    """Give the browser of who takes frameworks in."""
    return browser_of(Role.ADMINISTRATOR)


@pytest.fixture
def office() -> Client:
    """Give the browser of who may propose some."""
    return browser_of(Role.OFFICE)


@pytest.fixture(autouse=True)
def _none_taken() -> Iterator[None]:
    """Leave nothing behind: other tests are about what ships."""
    yield
    import shutil  # noqa: PLC0415 - as below

    from chamdiem.web import settings  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.models import Job, ProposedFramework  # noqa: PLC0415 - the same

    # a job leads to what it was about
    Job.objects.filter(asked__has_key="proposal").delete()
    ProposedFramework.objects.all().delete()
    shutil.rmtree(settings.folder().frameworks, ignore_errors=True)


def browser_of(role: Role) -> Client:
    """Return the browser of somebody of a role."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[role])


def sent(browser: Client, content: bytes) -> str:
    """Propose a framework, and return the address of its page."""
    answer = browser.post("/khung-de-nghi", {"file": io.BytesIO(content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def confirmed(browser: Client, where: str, begin: str, end: str, first: dt.date = FIRST) -> int:
    """Confirm a framework, and return the status of the answer."""
    day = {"first-d": str(first.day), "first-m": str(first.month), "first-y": str(first.year)}
    return browser.post(f"{where}/xac-nhan", {"begin": begin, "end": end, **day}).status_code


def hash_of(content: bytes) -> str:
    """Return the hash of a framework's content."""
    from chamdiem.engine.reading.catalog import framework_from_text  # noqa: PLC0415 - as in the others

    return framework_from_text(content.decode(), "x").hash


def test_a_second_person_takes_a_framework_in_and_the_old_one_keeps_what_it_scored(
    officer: Client, office: Client
) -> None:
    """Not the one who sent it, and not by guessing; from its day on it scores, before that day the older one does."""
    from chamdiem.web.held import MeetingAddress, framework_in_force  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.house import house  # noqa: PLC0415 - the same
    from township import CELL, OUTSIDE  # noqa: PLC0415 - the same

    content = text_of("an-phu/2027")
    where, hash_ = sent(office, content), hash_of(content)
    assert confirmed(office, where, hash_[:6], hash_[-6:]) == 404
    assert confirmed(officer, where, hash_[:6], "000000") == 400
    assert "an-phu/2027" not in house().office.catalog.ids
    assert confirmed(officer, where, hash_[:6].upper(), f" {hash_[-6:]}") == 302
    assert "an-phu/2027" in house().office.catalog.ids

    def scored_by(cell: str, month: str) -> str:
        return framework_in_force(house(), MeetingAddress(cell, month, "regular")).id

    assert scored_by(CELL, "2027-01") == "an-phu/2027"
    assert scored_by(CELL, "2026-12") == "an-phu/2025"
    assert scored_by(OUTSIDE, "2027-01") == "an-phu/2025"
    shown = office.get("/khung/an-phu/2027").content.decode()
    assert "Phiếu đánh giá" in shown
    assert confirmed(officer, where, hash_[:6], hash_[-6:]) == 400
    assert office.post("/khung-de-nghi", {"file": io.BytesIO(content)}).status_code == 400


def test_what_the_confirming_person_compares_does_not_stand_on_their_page(officer: Client, office: Client) -> None:
    """Whoever sent it reads it out."""
    content = text_of("an-phu/2028")
    where, hash_ = sent(office, content), hash_of(content)
    assert hash_[-6:].upper() in office.get(where).content.decode()
    for part in ("", "/xac-nhan"):
        assert hash_[-6:].upper() not in officer.get(f"{where}{part}").content.decode().upper()


def test_a_faulty_framework_is_told_by_line_and_column(office: Client) -> None:
    """All that is wrong at once; nothing of it is kept."""
    from chamdiem.web.models import ProposedFramework  # noqa: PLC0415 - once Django is set up

    wrong = text_of("an-phu/2029", ("  maximum: 100", "  maximum: 101"), ("  step: 0.5", "  step: x"))
    answer = office.post("/khung-de-nghi", {"file": io.BytesIO(wrong)})
    assert answer.status_code == 400
    assert "Dòng " in answer.content.decode()
    assert not ProposedFramework.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\xff", b"a: &a [*a, *a]", b"x" * (2 * 1024 * 1024 + 1), b"[" * 5000, b"!!python/object:os.system {}",
        b"a: b\na: c\n", "framework: \u202ex".encode(), b"\xef\xbb\xbf", b"- " * 60000,
    ],
)  # fmt: skip
def test_hostile_files_are_refused_in_one_answer(office: Client, content: bytes) -> None:
    """Too large, too deep, no text, tricks of YAML: refused with words, and nothing is kept."""
    from chamdiem.web.models import ProposedFramework  # noqa: PLC0415 - once Django is set up

    assert office.post("/khung-de-nghi", {"file": io.BytesIO(content)}).status_code == 400
    assert not ProposedFramework.objects.exists()


def test_a_proposal_is_looked_at_from_every_side(office: Client) -> None:
    """Content, lint, cases, differences, and which recorded ratings would change; nothing enters the ledger."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import SUBMITTED  # noqa: PLC0415 - the same

    band = ("at_least: 90", "at_least: 95")
    text = (CRITERIA / "an-phu/2025.yaml").read_text(encoding="utf-8")
    changes = (band,) if band[0] in text else ()
    where, size = sent(office, text_of("an-phu/2030", *changes)), house().ledger.size()
    for part in ("noi-dung", "so-do", "nhan-xet", "truong-hop", "khac-nhau", "anh-huong"):
        assert office.get(f"{where}?phan={part}").status_code == 200, part
    assert office.get(f"{where}?phan=khac-nhau&cu=an-phu/2025").status_code == 200
    assert office.get(f"{where}?phan=khac-nhau&cu=../x").status_code == 400
    asked = f"phan=anh-huong&thang={SUBMITTED[5:]}&nam={SUBMITTED[:4]}"
    assert "1" in office.get(f"{where}?{asked}").content.decode()
    from working import carry_out_all  # noqa: PLC0415 - the same

    assert "Xét khung này" in office.get(f"{where}?phan=nhan-xet").content.decode()
    made = [office.post(where, {"act": "lint"}), office.post(where, {"act": "impact", "month": SUBMITTED})]
    assert office.post(where, {"act": "impact", "month": "2025"}).status_code == 400
    assert "xem tiến độ" in office.get(f"{where}?phan=nhan-xet").content.decode()
    assert carry_out_all() == 2
    pages = [office.get(each["Location"]).content.decode() for each in made]
    assert all("✓ Đã xong" in each for each in pages)
    assert ("/tep" in pages[0], "/tep" in pages[1]) == (False, True)
    assert "nhận xét" in office.get(f"{where}?phan=nhan-xet").content.decode()
    cases = (CRITERIA / "an-phu/cases/2025.yaml").read_bytes().replace(b"an-phu/2025", b"an-phu/2030")
    assert office.post(where, {"act": "cases", "file": io.BytesIO(cases)}).status_code == 302
    assert "trường hợp" in office.get(f"{where}?phan=truong-hop").content.decode()
    assert office.post(where, {"act": "withdraw"}).status_code == 302
    assert house().ledger.size() == size


@pytest.mark.skipif(chromium() is None, reason=NEEDS)
def test_a_secretary_fills_in_what_two_people_took_in(
    officer: Client, office: Client, chrome: Browser, address: str
) -> None:
    """Sent in, confirmed, and filled in by taps in a browser without a script, to the receipt: scored by its own content."""
    from browsing import PHONE, entered  # noqa: PLC0415 - once Django is set up
    from chamdiem.engine.ledger.states import meeting_state  # noqa: PLC0415 - as in the others
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from drafting import whole  # noqa: PLC0415 - the same
    from township import CELL, township  # noqa: PLC0415 - the same

    content = text_of("an-phu/2033", ("title: ", "title: Bản của xã, "))
    hash_ = hash_of(content)
    assert confirmed(officer, sent(office, content), hash_[:6], hash_[-6:], dt.date(2025, 12, 1)) == 302
    texts = {name: text.replace("/11/2025", "/12/2025") for name, text in whole().items()}
    account = township().people[Role.SECRETARY]
    with entered(chrome, address, account, viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/ky/{CELL}/2025-12/thuong-ky/")
        page.locator("main .btn.main").click()
        for _ in range(MOST_STEPS):
            if page.url.endswith("/con-thieu"):
                break
            fill(page, texts)
            with page.expect_navigation():
                page.locator(".bar .btn.main").click()
        assert page.url.endswith("/con-thieu"), page.locator("main").inner_text()[:2000]
        page.locator("main .btn.main").click()
        for each in page.locator("main fieldset").all():
            each.locator("label").first.click()
        page.locator("main .btn.main").click()
        fill(page, texts)
        page.locator("label[for=sure]").click()
        page.locator("[value=submit]").click()
        page.wait_for_url("**/bien-nhan")
    state = meeting_state(house().ledger, f"regular/2025-12/{CELL}")
    assert state is not None
    assert state.evaluation is not None
    assert state.submission is not None
    assert state.evaluation.body["framework"] == hash_


def fill(page: Page, texts: Mapping[str, str]) -> None:
    """Answer what a page asks."""
    places = {"ngay": ("/", 0), "thang": ("/", 1), "nam": ("/", 2), "gio": (":", 0), "phut": (":", 1)}
    for field in page.locator("#f [name]:visible, #f [type=radio]").all():
        name, kind = field.get_attribute("name") or "", field.get_attribute("type")
        question, _, part = name.rpartition(".")
        text = texts.get(name)
        if text is None and part in places and question in texts:
            text = texts[question].split(places[part][0])[places[part][1]]
        if text is None or field.is_disabled():
            continue
        if kind == "radio":
            if field.get_attribute("value") == text:
                field.locator("xpath=ancestor::label").click()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)


def test_what_is_proposed_elsewhere_is_not_there(officer: Client) -> None:
    """Nobody else sees a proposal, nor who may not propose."""
    where = sent(officer, text_of("an-phu/2031"))
    for role in (Role.SECRETARY, Role.AUDITOR, Role.STANDING_COMMITTEE):
        for part in ("", "/xac-nhan", "?phan=noi-dung"):
            assert browser_of(role).get(f"{where}{part}").status_code == 404


def test_a_restored_installation_writes_what_was_taken_in_anew(officer: Client, office: Client) -> None:
    """The tables hold the texts; a file that is another one by now scores nothing."""
    from chamdiem.engine.reading.catalog import Catalog  # noqa: PLC0415 - as in the others
    from chamdiem.web import settings  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.taken_frameworks import lay_all_down  # noqa: PLC0415 - the same

    content = text_of("an-phu/khu-pho/2032")
    hash_ = hash_of(content)
    assert confirmed(officer, sent(office, content), hash_[:6], hash_[-6:]) == 302
    file = settings.folder().frameworks / "an-phu/khu-pho/2032.yaml"
    file.unlink()
    lay_all_down()
    assert Catalog(added=settings.folder().frameworks).get("an-phu/khu-pho/2032").hash == hash_
