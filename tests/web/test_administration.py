"""The administrator's pages: what they record stands in the ledger, what they show is no assessment's content."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from typing import TYPE_CHECKING

import pytest

from entering import GOOD, post

if TYPE_CHECKING:
    from django.test import Client

    from chamdiem.web.installation import FirstSlip
    from chamdiem.web.models import Account
    from entering import Answer

DAY = {"d": "1", "m": "1", "y": "2026"}


def on(name: str) -> dict[str, str]:
    """Return the three fields of a day."""
    return {f"{name}-{part}": text for part, text in DAY.items()}


def entered(browser: Client, account: Account, *, code: bool = True) -> Client:
    """Let somebody in, with the one-time code said where that is needed."""
    from django.utils import timezone  # noqa: PLC0415 - Django has to be set up first
    from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: PLC0415

    browser.force_login(account, backend="chamdiem.web.accounts.AccountBackend")
    session = browser.session
    session["confirmed"] = timezone.now().timestamp()
    if code:
        device, _ = TOTPDevice.objects.get_or_create(user=account, defaults={"confirmed": True})
        session["otp_device_id"] = device.persistent_id
    session.save()
    return browser


@pytest.fixture
def admin(installation: FirstSlip, browser: Client) -> Client:
    """Give the browser of the first administrator."""
    from chamdiem.web.models import Account  # noqa: PLC0415 - Django has to be set up first

    return entered(browser, Account.objects.get(login=installation.login))


@pytest.fixture
def cell(admin: Client) -> str:
    """Found a cell, and give its id."""
    name = f"chi-bo-{secrets.token_hex(3)}"
    founded = {"event": "founded", "id": name, "title": f"Chi bộ {name}", "kind": "cell", **today("founded")}
    assert post(admin, "/quan-tri/cay/to-chuc", **founded).status_code == 302
    return name


def today(name: str) -> dict[str, str]:
    """Return the fields of the day of the tests."""
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first

    day = house().today
    return {f"{name}-d": str(day.day), f"{name}-m": str(day.month), f"{name}-y": str(day.year)}


def text(answer: Answer) -> str:
    """Return a page."""
    return answer.content.decode()


def test_the_first_page_leads_to_administration(admin: Client) -> None:
    """An administrator finds the pages of administration from their tasks, and is not told that there are none yet."""
    shown = text(admin.get("/viec"))
    assert 'href="/quan-tri"' in shown
    assert "bản sau" not in shown


def test_a_cell_is_founded_renamed_and_found_without_marks(admin: Client, cell: str) -> None:
    """What happens to an organisation is recorded from its day on, and shown in its history."""
    renamed = {"event": "renamed", "title": "Chi bộ khu phố Đồi Chè", **today("renamed")}
    assert post(admin, f"/quan-tri/cay/{cell}", **renamed).status_code == 302
    page = text(admin.get(f"/quan-tri/cay/{cell}"))
    assert "<h1>Chi bộ khu phố Đồi Chè</h1>" in page
    assert "Đổi tên: Chi bộ khu phố Đồi Chè" in page
    assert cell in text(admin.get("/quan-tri/cay?tim=doi+che"))
    assert "Không có gì khớp" in text(admin.get("/quan-tri/cay?tim=khong-co-dau"))


def test_what_cannot_be_is_said_beside_the_form(admin: Client, cell: str) -> None:
    """A change that cannot be, or has no day, is refused by a sentence, and what was typed stands there."""
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first

    size = house().ledger.size()
    answer = post(admin, f"/quan-tri/cay/{cell}", event="renamed", title="Tên <b>mới</b>", **on("moved"))
    assert (answer.status_code, "ngày phải gồm" in text(answer)) == (400, True)
    assert "Tên &lt;b&gt;mới&lt;/b&gt;" in text(answer)
    answer = post(admin, "/quan-tri/cay/to-chuc", event="dissolved", **today("dissolved"))
    assert answer.status_code == 400
    assert house().ledger.size() == size


def test_an_account_is_made_with_its_mandate_and_its_slip_is_shown_once(admin: Client, cell: str) -> None:
    """One form makes the account and the mandate; the code stands on that page only, and lets in once."""
    login = f"bi-thu-{secrets.token_hex(3)}"
    typed = {"login": login, "name": "Tên Đặt Ra", "role": "secretary", "node": cell, **today("first")}
    page = text(post(admin, "/quan-tri/tai-khoan-moi", **typed))
    code = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", page)
    assert code is not None
    assert "<svg" in page
    assert code[0] not in text(admin.get(f"/quan-tri/tai-khoan/{login}"))
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    secretary = Browser(enforce_csrf_checks=True)
    assert post(secretary, "/kich-hoat", ma=code[0], password=GOOD, again=GOOD)["Location"] == "/viec"
    assert f"Chi bộ {cell}" in text(secretary.get("/viec"))
    assert secretary.get("/quan-tri").status_code == 404


def test_a_name_is_in_no_ledger_and_can_be_erased(admin: Client) -> None:
    """The name of a person stands with the account alone: neither in the ledger nor in a log; erased, it is gone."""
    from chamdiem.engine.ledger.transfer import line_of  # noqa: PLC0415 - beside the house
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.models import Account  # noqa: PLC0415

    login = f"nguoi-{secrets.token_hex(3)}"
    post(admin, "/quan-tri/tai-khoan-moi", login=login, name="Trần Thị Đặt Ra")
    ledger = house().ledger
    assert not any("Đặt Ra" in line_of(each).decode() for each in ledger.entries(1, ledger.size()))
    assert "Trần Thị Đặt Ra" in text(admin.get("/quan-tri/tai-khoan"))
    post(admin, f"/quan-tri/tai-khoan/{login}", act="erase")
    assert Account.objects.get(login=login).name == ""


def test_a_mandate_ends_on_a_day(admin: Client, cell: str) -> None:
    """A mandate that is given can be ended; whoever had it may do nothing there after that day."""
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first

    login = f"pho-{secrets.token_hex(3)}"
    typed = {"login": login, "role": "deputy", "node": cell, **today("first")}
    post(admin, "/quan-tri/tai-khoan-moi", **typed)
    given = next(each for each in house().authority.mandates.values() if each.actor == login)
    ended = {"mandate": given.id, "node": cell, **today("until")}
    assert post(admin, "/quan-tri/uy-nhiem", **ended).status_code == 302
    assert house().authority.mandates[given.id].last == house().today
    answer = post(admin, "/quan-tri/uy-nhiem", login="khong-co-ai", role="deputy", node=cell, **today("first"))
    assert (answer.status_code, "không có tài khoản này" in text(answer)) == (400, True)


def test_an_account_is_closed_and_opened(admin: Client) -> None:
    """A closed account ends at once; opened again it can be entered."""
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    from chamdiem.web.models import Account  # noqa: PLC0415

    login = f"nguoi-{secrets.token_hex(3)}"
    post(admin, "/quan-tri/tai-khoan-moi", login=login)
    other = entered(Browser(), Account.objects.get(login=login), code=False)
    assert other.get("/viec").status_code == 200
    post(admin, f"/quan-tri/tai-khoan/{login}", act="close")
    assert other.get("/viec").status_code == 302
    assert "đã khóa" in text(admin.get("/quan-tri/tai-khoan"))
    post(admin, f"/quan-tri/tai-khoan/{login}", act="open")
    assert Account.objects.get(login=login).is_open


def test_a_register_is_shown_before_it_is_recorded(admin: Client) -> None:
    """A register says first what it would record, and nothing changes until somebody records it."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - Django has to be set up first

    from chamdiem.web.house import house  # noqa: PLC0415

    name = f"ds-{secrets.token_hex(3)}"
    register = f"cell_id,cell_name\n{name},Chi bộ Danh Sách\n"
    file = SimpleUploadedFile("danh-sach.csv", register.encode())
    page = post(admin, "/quan-tri/danh-sach", file=file, parent="to-chuc", **today("since"))  # type: ignore[arg-type] # a file
    assert "Sẽ ghi 1 thay đổi" in text(page)
    assert house().node(name) is None
    done = post(admin, "/quan-tri/danh-sach", text=register, parent="to-chuc", act="record", **today("since"))
    assert "Đã ghi 1 thay đổi" in text(done)
    assert house().node(name) is not None


def test_settings_are_read_as_what_they_are(admin: Client, cell: str) -> None:
    """A setting holds for what stands below; what it cannot be is refused beside its field."""
    from chamdiem.web.models import NodeSetting  # noqa: PLC0415 - once Django is set up

    others = list(NodeSetting.objects.filter(node="to-chuc").values("node", "name", "value"))
    assert post(admin, "/quan-tri/thiet-lap/to-chuc", deadline="40", framework="khong/co").status_code == 400
    post(admin, "/quan-tri/thiet-lap/to-chuc", deadline="7", framework="an-phu/2025", contact="Văn phòng, máy lẻ 12")
    page = text(admin.get(f"/quan-tri/thiet-lap/{cell}"))
    assert "Đang theo cấp trên: 7" in page
    assert "Văn phòng, máy lẻ 12" in text(admin.get("/quan-tri"))
    post(admin, "/quan-tri/thiet-lap/to-chuc")
    # whoever else asks of the highest organisation in this process finds what they left there
    assert not NodeSetting.objects.filter(node="to-chuc").exists()
    NodeSetting.objects.bulk_create(NodeSetting(**each) for each in others)


def test_a_backup_is_made_from_the_page(admin: Client) -> None:
    """The page makes a backup and lists it."""
    post(admin, "/quan-tri/sao-luu")
    assert re.search(r"sao-luu-[0-9]{8}-[0-9]{6}\.zip", text(admin.get("/quan-tri/sao-luu")))


def test_a_checkpoint_is_made_from_the_page_and_its_age_is_told(admin: Client) -> None:
    """Where nobody took one the page says so; then how many days ago the last one was taken."""
    import shutil  # noqa: PLC0415 - here alone

    from chamdiem.web import settings  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.house import house  # noqa: PLC0415 - as above

    noted, day_now = settings.folder().checkpoints, house().today
    shutil.rmtree(noted, ignore_errors=True)
    shown = text(admin.get("/quan-tri"))
    assert "Chưa ai tải điểm chốt" in shown
    token = re.search(r'diem-chot\.zip".*?csrfmiddlewaretoken" value="([^"]+)"', shown)
    assert token is not None
    answer = admin.post("/quan-tri/diem-chot.zip", {"csrfmiddlewaretoken": token[1]})
    assert (answer["Content-Type"], answer.content[:2]) == ("application/zip", b"PK")
    assert f"Lần tải gần nhất: hôm nay, {day_now:%d/%m/%Y}" in text(admin.get("/quan-tri"))
    before = day_now - dt.timedelta(days=40)
    next(noted.iterdir()).rename(noted / f"{before:%Y-%m-%d}.txt")
    assert f"Lần tải gần nhất: {before:%d/%m/%Y}, cách đây 40 ngày" in text(admin.get("/quan-tri"))


def test_nothing_is_done_without_the_password_said_lately(admin: Client) -> None:
    """Mandates, accounts and backups ask for the password once more where it was not said lately."""
    session = admin.session
    session["confirmed"] = 0
    session.save()
    for path in ("/quan-tri/uy-nhiem", "/quan-tri/tai-khoan-moi", "/quan-tri/sao-luu"):
        assert admin.get(path)["Location"].startswith("/xac-nhan?")


def test_an_administrator_of_a_part_reaches_nobody_beyond_it(admin: Client, cell: str) -> None:
    """Whoever administers one organisation sees and renews no account that acts beyond it."""
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    from chamdiem.web.models import Account  # noqa: PLC0415

    names = {name: f"{name}-{secrets.token_hex(3)}" for name in ("phan", "tren")}
    for name, role, node in (("phan", "administrator", cell), ("tren", "auditor", "to-chuc")):
        typed = {"login": names[name], "role": role, "node": node, **today("first")}
        assert post(admin, "/quan-tri/tai-khoan-moi", **typed).status_code == 200
    part = entered(Browser(enforce_csrf_checks=True), Account.objects.get(login=names["phan"]))
    page = text(part.get("/quan-tri/tai-khoan"))
    assert (names["phan"] in page, names["tren"] in page) == (True, False)
    assert part.get(f"/quan-tri/tai-khoan/{names['tren']}").status_code == 404
    assert names["tren"] not in text(part.get("/quan-tri/uy-nhiem"))


def test_an_administrator_of_a_part_finds_that_part_alone() -> None:
    """Whoever administers one committee is shown, and offered, its own organisations; what stands above is named."""
    from chamdiem.engine.mandates.roles import Role  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE, OUTSIDE, entered, township  # noqa: PLC0415 - as above

    part = entered(township().people[Role.ADMINISTRATOR])
    where = f"/quan-tri/cay/{COMMITTEE}"
    for path in ("/quan-tri/cay", "/quan-tri/uy-nhiem", "/quan-tri/tai-khoan-moi", "/quan-tri/danh-sach", where):
        answer = part.get(path)
        assert (path, answer.status_code, OUTSIDE in text(answer)) == (path, 200, False)
        assert path == where or COMMITTEE in text(answer)
    shown = text(part.get(where))
    assert "<dt>Thuộc</dt><dd>" in shown
    assert "<dt>Thuộc</dt><dd><a" not in shown
