"""The auditor's pages: what happened to a meeting, why each point is what it is, and frameworks that can be read."""

from __future__ import annotations

import datetime as dt
import io
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

    from chamdiem.engine.ledger.entries import Entry

pytestmark = pytest.mark.usefixtures("installation")


def browser_of(role: Role) -> Client:
    """Return the browser of somebody of a role."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[role])


def address() -> str:
    """Return where the pages of the meeting are that was handed in."""
    from township import CELL, SUBMITTED, township  # noqa: PLC0415 - once Django is set up

    township()
    return f"/ky/{CELL}/{SUBMITTED}/thuong-ky"


def page(browser: Client, where: str, status: int = 200) -> str:
    """Return a page in words."""
    answer = browser.get(where)
    assert answer.status_code == status, where
    return answer.content.decode()


def test_a_timeline_tells_every_entry_of_a_meeting() -> None:
    """With its number, what it says, the short code of its hash, and that scoring it anew gives the same."""
    from chamdiem.engine.ledger.keys import record_key  # noqa: PLC0415 - as below
    from chamdiem.web.codes import short_code  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.house import house  # noqa: PLC0415 - the same
    from township import CELL, SUBMITTED  # noqa: PLC0415 - the same

    shown = page(browser_of(Role.AUDITOR), f"{address()}/dong-thoi-gian")
    entries = tuple(house().ledger.about(record_key(CELL, SUBMITTED, "regular")))
    assert len(entries) >= 3
    for entry in entries:
        assert f"dòng {entry.sequence}" in shown
        assert short_code(entry.hash) in shown
    assert "ra đúng điểm cũ ở cả 1 lần chấm" in shown


def test_what_was_known_before_a_meeting_is_nothing() -> None:
    """As known on a day long ago there is no entry; what is no day is said so beside the field."""
    browser = browser_of(Role.AUDITOR)
    assert "sổ chưa ghi gì" in page(browser, f"{address()}/dong-thoi-gian?ngay=1&thang=1&nam=2020")
    assert "Ghi đủ ngày" in page(browser, f"{address()}/dong-thoi-gian?ngay=31&thang=2&nam=2026", 400)


def test_a_day_long_past_is_found_without_walking_through_the_ledger() -> None:
    """Of the entries in between none is read; what the page says is what was known by then."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    browser, day, read = browser_of(Role.AUDITOR), house().today + dt.timedelta(days=1), list[int]()
    where = f"{address()}/dong-thoi-gian"
    page(browser, f"{where}?ngay=1&thang=1&nam=2020")
    entries = type(house().ledger).entries
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            type(house().ledger), "entries", lambda self, first=1, last=None: noting(read, entries(self, first, last))
        )
        shown = page(browser, f"{where}?ngay={day.day}&thang={day.month}&nam={day.year}")
        assert "sổ chưa ghi gì" in page(browser, f"{where}?ngay=1&thang=1&nam=2020")
    assert "Đang xem như sổ đã biết đến hết ngày" in shown
    assert len(read) < 10, read


def noting(read: list[int], entries: Iterator[Entry]) -> Iterator[Entry]:
    """Yield entries, and note which."""
    for each in entries:
        read.append(each.sequence)
        yield each


def test_every_point_of_a_page_is_that_of_the_ledger() -> None:
    """And each leads down to facts, rule and clause."""
    from chamdiem.engine.ledger.keys import record_key  # noqa: PLC0415 - as below
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.kept import kept_meeting  # noqa: PLC0415 - the same
    from chamdiem.web.why import layers_why  # noqa: PLC0415 - the same
    from township import CELL, SUBMITTED, township  # noqa: PLC0415 - the same

    where = address()
    kept = kept_meeting(house(), record_key(CELL, SUBMITTED, "regular"))
    assert kept is not None
    (layer,) = layers_why(kept, "vi", township().people[Role.AUDITOR].actor)
    assert layer.is_same
    shown = page(browser_of(Role.AUDITOR), f"{where}/vi-sao")
    browser = browser_of(Role.SECRETARY)
    for each in layer.shown:
        assert f"<b>{each.got}</b>" in shown
        one = page(browser, f"{where}/vi-sao/{each.id}")
        assert each.got in one
        assert "Điều khoản" in one
    assert "Số đo" in page(browser, f"{where}/vi-sao/4.5")
    assert browser.get(f"{where}/vi-sao/khong-co").status_code == 404


def test_a_month_lists_the_meetings_under_an_organisation_only() -> None:
    """What is no month is said so; of another part of the tree there is no page."""
    from township import CELL, COMMITTEE, SIBLING, SUBMITTED  # noqa: PLC0415 - once Django is set up

    month, year = SUBMITTED[5:], SUBMITTED[:4]
    browser, where = browser_of(Role.AUDITOR), f"{address()}/dong-thoi-gian"
    assert where in page(browser, f"/doi-chieu/{COMMITTEE}?thang={month}&nam={year}")
    assert where in page(browser, f"/doi-chieu/{CELL}?thang={month}&nam={year}")
    assert where not in page(browser, f"/doi-chieu/{SIBLING}?thang={month}&nam={year}")
    assert "năm bốn chữ số" in page(browser, f"/doi-chieu/{COMMITTEE}?thang=13&nam=2025", 400)


def test_every_framework_is_a_page_that_says_how_it_is_known() -> None:
    """A reconstruction is called one in the list, on its page, and in a comparison."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    browser = browser_of(Role.SECRETARY)
    assert page(browser, "/khung").count("Dựng lại, không phải bản chính") == 1
    for name in house().office.catalog.ids:
        loaded = house().office.catalog.get(name)
        shown = page(browser, f"/khung/{name}")
        for criterion in loaded.framework.criteria:
            assert f'id="k-{criterion.id}"' in shown, name
        assert page(browser, f"/khung/{name}?phan=so-do")
        if loaded.framework.provenance.notice:
            assert loaded.framework.provenance.notice in shown
    rebuilt = "dien-bien/4275-2018"
    assert "Dựng lại" in page(browser, f"/khung/{rebuilt}")
    assert "Dựng lại" in page(browser, f"/khung-so-sanh?cu={rebuilt}&moi=an-phu/2025")


def test_a_framework_is_shown_with_the_content_that_scored() -> None:
    """By the hash of it, from the ledger; what no ledger keeps is not there, whatever it is called."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    address()
    hash_ = house().office.catalog.get("an-phu/2025").hash
    browser = browser_of(Role.SECRETARY)
    assert page(browser, f"/khung/an-phu/2025?ban={hash_}")
    for wrong in ("0" * 64, "x", f"{hash_}x"):
        assert browser.get(f"/khung/an-phu/2025?ban={wrong}").status_code == 404
    assert browser.get(f"/khung/nghe-an/08-2021?ban={hash_}").status_code == 404
    assert browser.get("/khung-so-sanh?cu=../../etc/passwd&moi=an-phu/2025").status_code == 404


# --- the whole ledger ---


def test_a_sound_ledger_is_said_to_be_one_from_its_first_entry_to_its_last() -> None:
    """When that is asked for, and not before."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE  # noqa: PLC0415 - the same

    address()
    browser, where = browser_of(Role.AUDITOR), f"/doi-chieu/{COMMITTEE}/so"
    assert "Kiểm tra cả sổ" in page(browser, where)
    shown = browser.post(where, {"act": "check"}).content.decode()
    assert f"liền mạch từ dòng 1 đến dòng {house().ledger.size()}" in shown


def test_a_large_ledger_is_checked_as_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it found stands where all jobs are."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.models import Job  # noqa: PLC0415 - the same
    from chamdiem.web.views import ledger_checks  # noqa: PLC0415 - the same
    from township import COMMITTEE  # noqa: PLC0415 - the same
    from working import carry_out_all  # noqa: PLC0415 - the same

    address()
    Job.objects.all().delete()
    monkeypatch.setattr(ledger_checks, "AT_ONCE", 1)
    browser = browser_of(Role.AUDITOR)
    answer = browser.post(f"/doi-chieu/{COMMITTEE}/so", {"act": "check"})
    assert carry_out_all() == 1
    told = page(browser, answer["Location"])
    assert f"liền mạch từ dòng 1 đến dòng {house().ledger.size()}" in told
    assert "Bảng rút gọn mà trang web hiện đúng như sổ" in told
    held = io.BytesIO(browser.get(f"/doi-chieu/{COMMITTEE}/diem-chot.zip").content)
    held.name = "diem-chot.zip"
    answer = browser.post(f"/doi-chieu/{COMMITTEE}/so", {"act": "compare", "file": held})
    assert carry_out_all() == 1
    assert f"✓ {house().ledger.size()} dòng" in page(browser, answer["Location"])


def test_a_tampered_entry_is_named_on_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One byte changed in a copy of the ledger: the page tells the number of the entry, and up to where all is right."""
    from chamdiem.web import settings  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.place import DataFolder  # noqa: PLC0415 - the same
    from laid_open import lay_open  # noqa: PLC0415 - the same
    from township import COMMITTEE  # noqa: PLC0415 - the same

    address()
    folder = settings.folder()
    if folder.database is not None:
        pytest.skip("a database is changed in its own tests")
    copy = tmp_path / "data"
    copy.mkdir()
    with closing(sqlite3.connect(folder.ledger)) as source, closing(sqlite3.connect(copy / "so.ledger")) as target:
        source.backup(target)
    lay_open(str(copy / "so.ledger"))
    with closing(sqlite3.connect(copy / "so.ledger")) as target, target:
        (number,) = target.execute("SELECT max(sequence) FROM entries WHERE meeting LIKE 'regular/%'").fetchone()
        target.execute("DROP TRIGGER entries_stay_as_they_are")
        changed = 'UPDATE entries SET content = replace(content, \'"time":"2\', \'"time":"3\') WHERE sequence = ?'
        target.execute(changed, (number,))
    monkeypatch.setattr(settings, "folder", lambda: DataFolder(path=copy))
    shown = browser_of(Role.AUDITOR).post(f"/doi-chieu/{COMMITTEE}/so", {"act": "check"}).content.decode()
    assert f"<b>▲ dòng {number}:</b>" in shown
    assert f"Đến dòng {number - 1} thì sổ còn đúng" in shown


def test_a_checkpoint_that_was_kept_tells_what_came_after_it() -> None:
    """It is the first so many entries; what is none, or was changed, is refused in one sentence."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE  # noqa: PLC0415 - the same

    address()
    browser, where = browser_of(Role.AUDITOR), f"/doi-chieu/{COMMITTEE}/so"
    kept, size = browser.get(f"/doi-chieu/{COMMITTEE}/diem-chot.zip").content, house().ledger.size()
    _grow()
    shown = _compared(browser, where, kept)
    assert f"{size} dòng của điểm chốt vẫn là {size} dòng đầu của sổ" in shown
    assert f"từ dòng {size + 1}" in shown
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        note, leaves = archive.read("diem-chot.txt"), archive.read("la.txt")
    assert f"{size} dòng của điểm chốt" in _compared(browser, where, note)
    assert leaves.count(b"\n") == size
    for wrong in (b"", b"PK\x03\x04", b"x" * 100, note.replace(b"\n", b"\n\n", 1), kept[:200]):
        answer = browser.post(where, {"act": "compare", "file": io.BytesIO(wrong)})
        assert answer.status_code == 400, wrong[:20]


def _grow() -> None:
    """Add an entry to the ledger."""
    from chamdiem.engine.ledger.authorities import Act, give_mandate  # noqa: PLC0415 - as below
    from chamdiem.engine.mandates.mandates import Mandate  # noqa: PLC0415 - as below
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.installation import ADMINISTRATOR  # noqa: PLC0415 - the same
    from township import COMMITTEE  # noqa: PLC0415 - the same

    found = house()
    name = f"them-{found.ledger.size()}"
    given = Mandate(id=name, actor=name, role=Role.AUDITOR, node=COMMITTEE, first=found.today)
    give_mandate(found.ledger, given, Act(ADMINISTRATOR), found.office.clock.stamp())


def _compared(browser: Client, where: str, sent: bytes) -> str:
    answer = browser.post(where, {"act": "compare", "file": io.BytesIO(sent)})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


# --- scored again, samples ---


def test_scoring_a_month_again_gives_what_the_pages_showed() -> None:
    """By its own framework all is equal; by another one the page tells what would change, and nothing is recorded."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE, SUBMITTED  # noqa: PLC0415 - the same

    address()
    asked = f"thang={SUBMITTED[5:]}&nam={SUBMITTED[:4]}"
    browser, where, size = browser_of(Role.AUDITOR), f"/doi-chieu/{COMMITTEE}/cham-lai", house().ledger.size()
    assert "Chấm lại ra đúng điểm đã ghi" in page(browser, f"{where}?{asked}")
    assert "Chấm thử theo trung-uong/hd-42-2025" in page(browser, f"{where}?{asked}&theo=trung-uong/hd-42-2025")
    assert browser.get(f"{where}?{asked}&dang=xlsx").content.startswith(b"PK")
    for wrong in (f"{asked}&theo=../x", f"{asked}&theo=an-phu/2025&lop=x", "thang=13&nam=2025"):
        page(browser, f"{where}?{wrong}", 400)
    assert house().ledger.size() == size


def test_a_month_is_scored_again_as_a_job_and_whoever_fetches_it_stands_in_the_log() -> None:
    """The report is fetched where all jobs are; the page of what was taken tells who, by an opaque id."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE, SUBMITTED  # noqa: PLC0415 - the same
    from working import carry_out_all  # noqa: PLC0415 - the same

    address()
    Job.objects.all().delete()
    browser, where = browser_of(Role.AUDITOR), f"/doi-chieu/{COMMITTEE}"
    for name in ("", "trung-uong/hd-42-2025"):
        answer = browser.post(f"{where}/cham-lai", {"month": SUBMITTED, "theo": name, "lop": "self"})
        assert answer.status_code == 302
        assert carry_out_all() == 1
        assert "✓ Đã xong" in page(browser, answer["Location"])
        taken = browser.get(f"{answer['Location']}/tep")
        assert b"".join(taken.streaming_content).startswith(b"PK")  # type: ignore[attr-defined] # it is a stream
    shown = page(browser, f"{where}/da-tai")
    assert "mau-auditor" in shown
    assert "Chấm lại (xlsx)" in shown
    for wrong in ({"month": "2025-13"}, {"month": SUBMITTED, "theo": "../x"}, {"month": SUBMITTED, "lop": "x"}):
        assert browser.post(f"{where}/cham-lai", {"lop": "self", "theo": "", **wrong}).status_code == 400


def test_a_sample_is_drawn_again_by_its_seed() -> None:
    """The same words give the same list, on the page and in the workbook; without them there is no draw."""
    from township import COMMITTEE, SUBMITTED  # noqa: PLC0415 - once Django is set up

    address()
    asked = f"thang={SUBMITTED[5:]}&nam={SUBMITTED[:4]}"
    browser, where = browser_of(Role.AUDITOR), f"/doi-chieu/{COMMITTEE}/lay-mau"
    first = page(browser, f"{where}?{asked}&cach=drawn&so=5&hat=123456")
    assert "Đã chọn 1 kỳ họp" in first
    books = [browser.get(f"{where}?{asked}&cach=drawn&hat=123456&dang=xlsx").content for _ in range(2)]
    assert books[0] == books[1]
    assert "Đã chọn 1" in page(browser, f"{where}?{asked}&cach=near")
    for wrong in ("cach=drawn", "cach=x&hat=1", "so=0&hat=1", "so=9999&hat=1", f"hat={'x' * 101}"):
        page(browser, f"{where}?{asked}&{wrong}", 400)


# --- one printed sheet ---


@pytest.fixture
def sheet() -> tuple[str, str, str]:
    """Give number, code and total as they stand on the sheet of the meeting that was handed in."""
    from chamdiem.engine.ledger.keys import record_key  # noqa: PLC0415 - as below
    from chamdiem.engine.words import formats  # noqa: PLC0415 - the same
    from chamdiem.web.held import MeetingAddress  # noqa: PLC0415 - the same
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.kept import kept_meeting  # noqa: PLC0415 - the same
    from chamdiem.web.receipt import Receipt  # noqa: PLC0415 - the same
    from chamdiem.web.views.sheet_proof import throttle  # noqa: PLC0415 - the same
    from township import CELL, SUBMITTED  # noqa: PLC0415 - the same

    address()
    throttle.__init__(30, 300)  # type: ignore[misc] # as if nobody had asked yet
    kept = kept_meeting(house(), record_key(CELL, SUBMITTED, "regular"))
    assert kept is not None
    assert kept.own is not None
    receipt = Receipt(house(), "vi", MeetingAddress(CELL, SUBMITTED, "regular"), kept)
    return str(receipt.number), receipt.code, formats.points(kept.own.total, "vi")


def _proved(so: str, ma: str, tong: str, status: int = 200) -> str:
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    answer = Browser().get("/doi-chieu/phieu", {"so": so, "ma": ma, "tong": tong})
    assert answer.status_code == status
    return answer.content.decode()


def test_a_sheet_is_proved_by_number_code_and_total_together(sheet: tuple[str, str, str]) -> None:
    """Without an account; whatever of the three is wrong, the answer is the same, and names no cell."""
    from township import CELL  # noqa: PLC0415 - once Django is set up

    number, code, total = sheet
    shown = _proved(number, code, total)
    assert "Khớp với sổ" in shown
    assert CELL not in shown
    assert "Khớp với sổ" in _proved(number, code.replace(" ", "").lower(), total.replace(",", "."))
    wrong = [
        (str(int(number) - 1), code, total), (number, f"{code[:-1]}{'0' if code[-1] != '0' else '1'}", total),
        (number, code, "12"), ("999999", code, total), ("0", code, total), ("-1", code, total), ("x", "", ""),
        (number, "-", "-"), (number, "", total), ("1", "-", "-"), ("9" * 60, code, total),
    ]  # fmt: skip
    said = set()
    for each in wrong:
        answer = _proved(*each)
        assert "Không khớp với sổ" in answer, each
        said.add(re.sub(r'value="[^"]*"', "", answer))
    assert len(said) == 1


def test_the_sheet_that_is_printed_bears_what_proves_it(sheet: tuple[str, str, str]) -> None:
    """Number and code in type, and a code to scan."""
    number, code, total = sheet
    shown = browser_of(Role.SECRETARY).get(f"{address()}/phieu.html").content.decode()
    assert f"Phiếu số {number} · mã đối chiếu {code} · chi bộ tự chấm {total} điểm" in shown


def test_whoever_asks_too_often_waits(sheet: tuple[str, str, str]) -> None:
    """Thirty questions in five minutes, right ones or wrong ones."""
    for _ in range(30):
        _proved("1", "0", "0")
    assert "Hỏi quá nhanh" in _proved(*sheet, status=429)
