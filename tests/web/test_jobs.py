"""Jobs: done once or begun again, whoever is killed; only for whoever asked; what was taken is noted."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import threading
import zipfile
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from chamdiem.engine.mandates.roles import Deed, Role

if TYPE_CHECKING:
    from django.test import Client

    from chamdiem.engine.office.ledger_months import LedgerMonth

pytestmark = pytest.mark.usefixtures("installation")
MONTH = "2025-10"
"""That of which the cell of the township handed in."""
_MARK, _LINE = re.compile(r'<table class="mark">.*?</table>', re.DOTALL), re.compile("<p>(.*?)</p>")


@pytest.fixture(autouse=True)
def nothing_waits() -> None:
    """See that each test begins with no job that waits."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - once Django is set up

    Job.objects.all().delete()


def browser_of(role: Role) -> Client:
    """Return the browser of somebody of a role."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[role])


def asked_for(browser: Client, make: str) -> str:
    """Ask for something of the month, and return the address of its job."""
    from township import COMMITTEE  # noqa: PLC0415 - once Django is set up

    answer = browser.post(f"/danh-sach/{COMMITTEE}/{MONTH}", {"make": make})
    assert answer.status_code == 302
    return str(answer["Location"])


def content_of(answer: Any) -> bytes:  # noqa: ANN401 - a response of a test client
    """Return what a download holds."""
    return b"".join(answer.streaming_content)


def a_job(**told: object) -> Any:  # noqa: ANN401 - the model is there only once Django is set up
    """Return a job that waits."""
    from django.utils import timezone  # noqa: PLC0415 - as above

    from chamdiem.web.models import Job  # noqa: PLC0415 - as above
    from township import COMMITTEE, township  # noqa: PLC0415 - as above

    asked = {"period": MONTH, "what": "summary", "form": "xlsx"}
    made = {"kind": "lists", "node": COMMITTEE, "asked": asked, "made": timezone.now()}
    return Job.objects.create(**made | {"account": township().people[Role.OFFICE]} | told)


@pytest.mark.parametrize(
    ("make", "begins", "name"),
    [
        ("all/zip", b"PK", "2025-10_tat-ca_to-chuc-xa-mau.zip"),
        ("sheets/pdf", b"%PDF", "2025-10_phieu_to-chuc-xa-mau.pdf"),
        ("sheets/zip.docx", b"PK", "2025-10_phieu_to-chuc-xa-mau.zip"),
        ("summary/xlsx", b"PK", "2025-10_bang-tong-hop_to-chuc-xa-mau.xlsx"),
        ("overview/html", b"<!DO", "2025-10_tong-quan_to-chuc-xa-mau.html"),
    ],
)
def test_what_is_asked_for_is_made_and_can_be_fetched(make: str, begins: bytes, name: str) -> None:
    """From the button to the file: its name, its bytes as they are told of, and a note that it was taken."""
    from chamdiem.web.models import ExportLog, Job  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    browser = browser_of(Role.OFFICE)
    address = asked_for(browser, make)
    assert "data-poll" in browser.get(address).content.decode()
    assert asked_for(browser, make) == address, "asked twice, it is one job"
    assert carry_out_all() == 1
    page = browser.get(address).content.decode()
    assert "✓ Đã xong" in page
    assert "data-poll" not in page
    before = ExportLog.objects.count()
    answer = browser.get(f"{address}/tep")
    content = content_of(answer)
    assert content.startswith(begins)
    assert answer["Content-Disposition"].endswith(name)
    assert answer["Content-Security-Policy"].endswith("sandbox")
    job, noted = Job.objects.get(), ExportLog.objects.latest("pk")
    assert (job.size, job.sha256, job.count) == (len(content), hashlib.sha256(content).hexdigest(), 1)
    assert ExportLog.objects.count() == before + 1
    assert (noted.actor, noted.period, noted.sha256) == ("mau-office", MONTH, job.sha256)
    if make.startswith("all"):
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert "2025-10_0_bang-tong-hop.xlsx" in names
        assert [each for each in names if "cb-mau" in each]


def test_sheets_of_a_job_bear_the_mark_of_the_sheet_alone() -> None:
    """Number, code and total stand on each sheet of an archive as on the one that is fetched by itself, and in the PDF."""
    from township import CELL  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    browser = browser_of(Role.OFFICE)
    pages, book = asked_for(browser, "sheets/zip.html"), asked_for(browser, "sheets/pdf")
    carry_out_all()
    archive = zipfile.ZipFile(io.BytesIO(content_of(browser.get(f"{pages}/tep"))))
    alone = browser.get(f"/ky/{CELL}/{MONTH}/thuong-ky/phieu.html").content.decode()
    (mark,) = _MARK.findall(alone)
    assert [_MARK.findall(archive.read(name).decode()) for name in archive.namelist()] == [[mark]]
    document = pypdfium2.PdfDocument(content_of(browser.get(f"{book}/tep")))
    # the lines of a page break where they have to
    told = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    assert ["".join(line.split()) in told for line in _LINE.findall(mark)] == [True, True]


def test_a_job_is_of_whoever_asked_for_it_alone() -> None:
    """Another office, an auditor or an administrator finds nothing under its address, nor its file."""
    from working import carry_out_all  # noqa: PLC0415 - once Django is set up

    address = asked_for(browser_of(Role.OFFICE), "summary/xlsx")
    carry_out_all()
    for role in set(Role) - {Role.OFFICE}:
        other = browser_of(role)
        assert [other.get(address).status_code, other.get(f"{address}/tep").status_code] == [404, 404], role
        assert other.post(address, {"act": "stop"}).status_code == 404
        assert address not in other.get("/viec-dang-chay").content.decode()


def test_whoever_lost_the_mandate_gets_nothing_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The right is asked for again when a job is begun, and when its result is fetched."""
    from chamdiem.engine.mandates.mandates import Authority  # noqa: PLC0415 - to be changed for this test
    from chamdiem.web.models import Job  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    browser = browser_of(Role.OFFICE)
    done, waiting = asked_for(browser, "summary/xlsx"), ""
    carry_out_all()
    waiting = asked_for(browser, "near/pdf")
    monkeypatch.setattr(Authority, "may", lambda *_args: False)
    carry_out_all()
    assert Job.objects.latest("pk").state == "failed"
    assert Job.objects.latest("pk").file == ""
    assert [browser.get(each).status_code for each in (done, f"{done}/tep", waiting)] == [404, 404, 404]


def test_the_password_is_asked_for_before_a_file_leaves() -> None:
    """A browser that was left open gives nothing away: what is fetched needs the password of minutes ago."""
    from working import carry_out_all  # noqa: PLC0415 - once Django is set up

    browser = browser_of(Role.OFFICE)
    address = asked_for(browser, "summary/xlsx")
    carry_out_all()
    session = browser.session
    session["confirmed"] = 0
    session.save()
    answer = browser.get(f"{address}/tep")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/xac-nhan")


def test_a_month_of_which_nothing_is_known_is_refused_in_words() -> None:
    """No list is made of nothing: a sentence says so, and there is no file."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - as above
    from township import COMMITTEE  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    browser = browser_of(Role.OFFICE)
    address = browser.post(f"/danh-sach/{COMMITTEE}/2019-01", {"make": "summary/pdf"})["Location"]
    carry_out_all()
    page = browser.get(address).content.decode()
    assert (Job.objects.get().state, Job.objects.get().file) == ("failed", "")
    assert "Chưa làm được" in page


def test_what_nobody_offers_is_refused() -> None:
    """A list or a form that there is not, and more jobs than one may have, are refused in words; no job of it."""
    from chamdiem.web.models import Job  # noqa: PLC0415 - as above
    from township import COMMITTEE  # noqa: PLC0415 - once Django is set up

    browser = browser_of(Role.OFFICE)
    for make in ("", "summary", "summary/exe", "../../x/pdf", "all/pdf"):
        assert browser.post(f"/danh-sach/{COMMITTEE}/{MONTH}", {"make": make}).status_code == 400
    assert Job.objects.count() == 0
    for make in ("summary/pdf", "summary/xlsx", "summary/docx", "near/pdf", "near/xlsx"):
        asked_for(browser, make)
    assert browser.post(f"/danh-sach/{COMMITTEE}/{MONTH}", {"make": "near/docx"}).status_code == 400
    assert Job.objects.count() == 5
    assert len(browser.get(f"/danh-sach/{COMMITTEE}/{MONTH}").content) < 25 * 1024


def test_a_job_that_waits_is_stopped_at_once_and_one_at_work_as_soon_as_it_looks() -> None:
    """Stopped, it makes no file, whether it was begun or not; a job that has ended stays as it is."""
    from chamdiem.web import jobs  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    browser, job = browser_of(Role.OFFICE), a_job()
    browser.post(f"/viec-dang-chay/{job.pk}", {"act": "stop"})
    job.refresh_from_db()
    assert (job.state, carry_out_all()) == ("stopped", 0)
    a_job()
    begun = jobs.take()
    assert begun is not None
    browser.post(f"/viec-dang-chay/{begun.pk}", {"act": "stop"})
    assert jobs.note_progress(begun, 1, 2) is False
    assert "Đang dừng" in browser.get(f"/viec-dang-chay/{begun.pk}").content.decode()
    jobs.take_back()
    begun.refresh_from_db()
    assert (begun.state, begun.file) == ("stopped", "")


def test_what_another_has_taken_meanwhile_is_not_ended_twice() -> None:
    """A process that was taken for dead and goes on says nothing any more: its file is not kept."""
    from chamdiem.web import job_files, jobs  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.working import JobRun, _carry_out  # noqa: PLC0415 - as above
    from working import carry_out_all  # noqa: PLC0415 - as above

    a_job()
    slow = jobs.take()
    assert slow is not None
    jobs.take_back()
    assert carry_out_all() == 1
    kept = sorted(each.name for each in job_files.folder().iterdir())
    with job_files.working_place() as place:
        _carry_out(JobRun(slow, place, threading.Event()))
    slow.refresh_from_db()
    assert (slow.state, slow.tries) == ("done", 2)
    assert sorted(each.name for each in job_files.folder().iterdir()) == kept


def test_what_kills_its_process_each_time_is_tried_three_times() -> None:
    """After that the job has failed, and a sentence says so."""
    from chamdiem.web import jobs  # noqa: PLC0415 - once Django is set up

    job = a_job()
    for _ in range(jobs.MOST_TRIES):
        assert jobs.take() is not None
        jobs.take_back()
    assert jobs.take() is None
    job.refresh_from_db()
    assert job.state == "failed"
    assert "3 lần" in browser_of(Role.OFFICE).get(f"/viec-dang-chay/{job.pk}").content.decode()


def test_a_process_that_is_to_end_lets_the_job_wait() -> None:
    """Asked to end, whoever carries it out leaves it as if it had not been begun."""
    from chamdiem.web.working import work_once  # noqa: PLC0415 - once Django is set up

    job, ending = a_job(), threading.Event()
    ending.set()
    assert work_once(ending)
    job.refresh_from_db()
    assert (job.state, job.tries, job.worker) == ("waiting", 0, "")


def test_what_went_wrong_with_us_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours ends its job alone, with a number by which the log has it, and the next one is carried out."""
    from chamdiem.web import job_kinds, job_shapes  # noqa: PLC0415 - once Django is set up
    from working import carry_out_all  # noqa: PLC0415 - as above

    def fall_over(_run: object) -> Any:  # noqa: ANN401 - it returns nothing
        message = "xss7"
        raise ZeroDivisionError(message)

    kinds = {**job_kinds.KINDS, "odd": job_shapes.JobKind("odd", (Deed.SEE_STATES,), fall_over, lambda _: "/")}
    monkeypatch.setattr("chamdiem.web.working.KINDS", kinds)
    broken, right = a_job(kind="odd"), a_job()
    assert carry_out_all() == 2
    broken.refresh_from_db()
    right.refresh_from_db()
    assert (broken.state, right.state) == ("failed", "done")
    assert "quản trị số" in broken.told[0]
    assert "xss7" not in broken.told[0]


def test_files_are_kept_for_seven_days() -> None:
    """After that the file is gone and the page says so; what a killed process left is taken away; nothing else is."""
    import os  # noqa: PLC0415 - of this test alone

    from chamdiem.web import job_files, jobs  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.models import Job  # noqa: PLC0415 - as above
    from working import carry_out_all  # noqa: PLC0415 - as above

    old, young = a_job(), a_job()
    carry_out_all()
    old.refresh_from_db()
    young.refresh_from_db()
    Job.objects.filter(pk=old.pk).update(ended=old.ended - jobs.KEPT - dt.timedelta(minutes=1))
    (job_files.folder() / "viec-cu").mkdir()
    (job_files.folder() / "ghi-chu.txt").write_text("của quản trị", encoding="utf-8")
    for each in job_files.folder().iterdir():
        os.utime(each, (0, 0))
    jobs.tidy()
    job_files.clear_places()
    left = {each.name for each in job_files.folder().iterdir()}
    assert left >= {young.file, "ghi-chu.txt"}
    assert not left & {old.file, "viec-cu"}
    browser = browser_of(Role.OFFICE)
    assert "nay không còn" in browser.get(f"/viec-dang-chay/{old.pk}").content.decode()
    assert browser.get(f"/viec-dang-chay/{old.pk}/tep").status_code == 404


def test_a_month_holds_what_whoever_asks_may_see() -> None:
    """The office has the cells under it; an administrator, who sees nothing of meetings, has none of them."""
    from chamdiem.engine.office.ledger_months import LedgerMonthRequest, ledger_month  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import CELL, COMMITTEE  # noqa: PLC0415 - as above

    found = house()

    def month_of(actor: str) -> LedgerMonth:
        asked = LedgerMonthRequest(node=COMMITTEE, period=MONTH, day=found.today, actor=actor)
        return ledger_month(found.office, found.ledger, asked)

    assert [each.record.cell_as_written for each in month_of("mau-office").evaluations] == [CELL]
    assert [each.record.cell_as_written for each in month_of("mau-standing-committee").evaluations] == [CELL]
    nothing = month_of("mau-administrator")
    assert (list(nothing.evaluations), list(nothing.cells)) == ([], [])
