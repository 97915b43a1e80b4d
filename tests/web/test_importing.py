"""Workbooks that an office takes in: looked at first, all that is wrong at once, all or nothing, each meeting once."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client

pytestmark = pytest.mark.usefixtures("installation")
MONTHS = iter(f"2023-{month:02}" for month in range(1, 13))


def office() -> Client:
    """Return the browser of a committee office."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[Role.OFFICE])


def workbook(period: str, **changed: str) -> bytes:
    """Return the workbook of a meeting of the sibling cell, with all that the cell of the township said of its own."""
    from chamdiem.engine.office.ledger_months import LedgerMonthRequest, ledger_month  # noqa: PLC0415 - as above
    from chamdiem.engine.workbooks.workbook import filled_workbook  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE, SIBLING  # noqa: PLC0415 - as above

    found = house()
    asked = LedgerMonthRequest(node=COMMITTEE, period="2025-10", actor="mau-office", day=found.today)
    evaluation = next(iter(ledger_month(found.office, found.ledger, asked).evaluations))
    data: Mapping[str, Any] = evaluation.record.document.data  # type: ignore[assignment] # that of a record
    told = {
        **data,
        "cell_id": SIBLING,
        "cell_name": f"Tổ chức {SIBLING}",
        "period": period,
        "date": f"03/{period[5:]}/{period[:4]}",
    }
    document = replace(evaluation.record.document, data=told | changed)
    return filled_workbook(evaluation.framework, document, "vi")


def sent(browser: Client, content: bytes, name: str = "so-thang.xlsx") -> Any:  # noqa: ANN401 - a job
    """Send a workbook, have it looked at, and return the job."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE  # noqa: PLC0415 - as above
    from working import carry_out_all  # noqa: PLC0415 - as above

    answer = browser.post(f"/nhap/{COMMITTEE}", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    carry_out_all()
    return Job.objects.latest("pk")


def entries() -> int:
    """Return how many entries the ledger has."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    return int(house().ledger.size())


def taken(browser: Client, job: Any) -> Any:  # noqa: ANN401 - jobs
    """Have what was looked at taken in, and return that job."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    assert browser.post(f"/viec-dang-chay/{job.pk}", {"act": "take"}).status_code == 302
    carry_out_all()
    return Job.objects.latest("pk")


def test_a_workbook_is_looked_at_and_then_taken_in_once() -> None:
    """Nothing is recorded before somebody says so; taken in again, or sent again, the ledger has it once."""
    browser, content, before = office(), workbook(next(MONTHS)), entries()
    job = sent(browser, content)
    assert (job.state, job.count, entries()) == ("done", 1, before), job.told
    assert "1 kỳ mới, 0 kỳ đã có" in job.told[0]
    done = taken(browser, job)
    assert (done.state, done.count) == ("done", 1), done.told
    after = entries()
    assert after > before
    assert "1 kỳ vừa ghi" in done.told[0]
    assert "0 kỳ vừa ghi" in taken(browser, job).told[0]
    again = sent(browser, content, "ten-khac.xlsx")
    assert "0 kỳ mới, 1 kỳ đã có" in again.told[0]
    assert "0 kỳ vừa ghi" in taken(browser, again).told[0]
    assert entries() == after


def test_all_that_is_wrong_is_said_and_comes_back_in_a_workbook() -> None:
    """A cell of another committee and a number that is none: each told by its row, in a file to be mended; no entry."""
    browser, before = office(), entries()
    job = sent(browser, workbook(next(MONTHS), cell_id="cb-xa-khac", cell_name="Tổ chức cb-xa-khac"))
    assert (job.state, entries()) == ("failed", before)
    assert any("cb-xa-khac" in each for each in job.told), job.told
    assert not any("/jobs/" in each for each in job.told), job.told
    job = sent(browser, workbook(next(MONTHS), present="nhiều"))
    assert (job.state, entries()) == ("failed", before)
    assert any("so-thang.xlsx" in each and "nhiều" in each for each in job.told), job.told
    answer: Any = browser.get(f"/viec-dang-chay/{job.pk}/tep")
    content = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].endswith("can-sua.xlsx")
    assert content.startswith(b"PK")
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    page = browser.get(f"/viec-dang-chay/{job.pk}").content.decode()
    assert 'value="take"' not in page
    assert browser.post(f"/viec-dang-chay/{job.pk}", {"act": "take"})["Location"] == f"/viec-dang-chay/{job.pk}"


def test_what_a_cell_has_handed_in_is_not_written_over() -> None:
    """Another record of a meeting that the ledger has is refused, with the number of the entry; the cell's stands."""
    from township import CELL  # noqa: PLC0415 - once Django is set up

    before = entries()
    job = sent(office(), workbook("2025-10", cell_id=CELL, cell_name=f"Tổ chức {CELL}", present="1", speakers="1"))
    assert (job.state, entries()) == ("failed", before), job.told


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("so.exe", b"MZ"), ("so.xlsx", b""), ("so", b"PK"), ("so.xlsx", b"x" * (10 * 1024 * 1024 + 1)), ("so.xls", b"\xd0\xcf"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_beside_the_field(name: str, content: bytes) -> None:
    """Another suffix, nothing at all, or too much: one sentence, and no job."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE  # noqa: PLC0415 - as above

    count = Job.objects.count()
    answer = office().post(f"/nhap/{COMMITTEE}", {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, Job.objects.count()) == (400, count)
    assert 'href="#file"' in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("so.xlsx", b"PK\x03\x04 damaged"), ("so.xlsx", b"%PDF-1.7"), ("so.csv", bytes(range(256))), ("so.csv", b"\0" * 100),
        ("=1+1|<script>xss7()</script>.csv", b"a;b\n1;2\n"), ("\u202eod.csv", b"cell_id\n=HYPERLINK(1)\n"),
    ],
)  # fmt: skip
def test_whatever_is_sent_gets_an_answer_in_words(name: str, content: bytes) -> None:
    """Damaged, of another kind, hostile by name or content: the job fails in sentences, and nothing is recorded."""
    browser, before = office(), entries()
    job = sent(browser, content, name)
    assert (job.state, entries()) == ("failed", before)
    assert job.told
    assert "quản trị số" not in job.told[0]
    page = browser.get(f"/viec-dang-chay/{job.pk}").content.decode()
    assert "<script>xss7" not in page


def test_there_is_a_workbook_to_begin_with() -> None:
    """A row for every cell of the office stands in it, and of no other."""
    from township import CELL, COMMITTEE, OUTSIDE, SIBLING  # noqa: PLC0415 - once Django is set up

    answer = office().get(f"/nhap/{COMMITTEE}/so.xlsx")
    parts = zipfile.ZipFile(io.BytesIO(answer.content))
    text = b"".join(parts.read(name) for name in parts.namelist())
    assert [name.encode() in text for name in (CELL, SIBLING, OUTSIDE)] == [True, True, False]
