"""Handing in: the vote, what is demanded, the receipt, the papers, and how it is taken back or corrected."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.keys import record_key
from entering import post

if TYPE_CHECKING:
    from django.test import Client

    from chamdiem.web.installation import FirstSlip
    from drafting import Cell
    from entering import Answer


@pytest.fixture
def cell(installation: FirstSlip) -> Cell:
    """Give a cell whose draft of a month is whole."""
    del installation
    from chamdiem.web.drafts import save  # noqa: PLC0415 - Django has to be set up first
    from drafting import make_cell, whole  # noqa: PLC0415

    made = make_cell()
    save(made.draft.pk, made.draft.version, whole(), made.secretary)
    return made


def browser_of(account: object) -> Client:
    """Give the browser of somebody who is in."""
    from django.test import Client  # noqa: PLC0415 - Django has to be set up first

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account, backend="chamdiem.web.accounts.AccountBackend")  # type: ignore[arg-type] # an account
    return browser


@pytest.fixture
def secretary(cell: Cell) -> Client:
    """Give the browser of the cell's secretary."""
    return browser_of(cell.secretary)


def text(answer: Answer) -> str:
    """Return a page."""
    return answer.content.decode()


def handed_in(browser: Client, cell: Cell, **typed: str) -> Answer:
    """Hand in what the draft says, with what is typed on the page of the vote."""
    page = text(browser.get(f"{cell.address}/bieu-quyet"))
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None, page
    return post(browser, f"{cell.address}/bieu-quyet", act="submit", version=version[1], **typed)


VOTE = {"votes_for": "19", "votes_total": "20", "limitations": "Một nhiệm vụ chưa xong", "sure": "1"}


def entries(cell: Cell) -> list[str]:
    """Return the kinds of what the ledger has of the meeting, in order."""
    from chamdiem.engine.ledger.states import meeting_state  # noqa: PLC0415 - beside the house
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first

    state = meeting_state(house().ledger, record_key(cell.id, cell.month, "regular"))
    return [] if state is None else [entry.kind.value for entry in state.entries]


def test_what_is_handed_in_has_a_receipt_and_papers(cell: Cell, secretary: Client) -> None:
    """The receipt says number, points, rating and vote; the sheet comes in three forms; the task is gone."""
    assert handed_in(secretary, cell, **VOTE)["Location"] == f"{cell.address}/bien-nhan"
    assert entries(cell) == ["framework", "record", "evaluation", "submission"][-3:]
    page = text(secretary.get(f"{cell.address}/bien-nhan"))
    assert "✓ Đã nộp" in page
    assert "Biểu quyết: 19/20." in page
    assert "Tự xếp loại: …" not in page, "what a cell hands in states its rating"
    for form, begins in (("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("docx", b"PK")):
        sheet = secretary.get(f"{cell.address}/phieu.{form}")
        assert sheet.content.lower().startswith(begins.lower())
        assert sheet["Content-Disposition"].startswith("attachment")
        assert "sandbox" in sheet["Content-Security-Policy"]
    assert secretary.get(f"{cell.address}/nhom-4")["Location"] == f"{cell.address}/"


def test_it_is_handed_in_once_however_often_it_is_sent(cell: Cell, secretary: Client) -> None:
    """A double tap makes one entry, and both lead to the receipt."""
    handed_in(secretary, cell, **VOTE)
    before = entries(cell)
    page = secretary.get(f"{cell.address}/bieu-quyet")
    assert page["Location"] == f"{cell.address}/"
    assert entries(cell) == before


def test_nothing_is_handed_in_by_accident(cell: Cell, secretary: Client) -> None:
    """Without the tick, and without vote or limitations, it is refused with all reasons at once, and nothing is lost."""
    page = handed_in(secretary, cell, **{**VOTE, "sure": ""})
    assert (page.status_code, "Đánh dấu" in text(page)) == (400, True)
    page = handed_in(secretary, cell, votes_for="", votes_total="", limitations="", sure="1")
    assert page.status_code == 400
    assert text(page).count("<li><a href=") >= 3
    assert entries(cell) == []
    assert handed_in(secretary, cell, **VOTE).status_code == 302


def test_what_is_incomplete_needs_a_reason(cell: Cell, secretary: Client) -> None:
    """While something is missing it is handed in with a reason only, which the ledger keeps."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - Django has to be set up first

    draft = cell.now()
    save(draft.pk, draft.version, {"self.answers.4.2": "", "self.deduction_notes.4.2": ""}, cell.secretary)
    assert handed_in(secretary, cell, **VOTE).status_code == 400
    assert handed_in(secretary, cell, **VOTE, reason="Sổ biên bản đang ở phường").status_code == 302


def test_a_deputy_fills_in_and_hands_nothing_in(cell: Cell) -> None:
    """Who only fills in saves the vote; handing in is not there for them."""
    deputy = browser_of(cell.deputy)
    assert "Bí thư nộp" in text(deputy.get(f"{cell.address}/bieu-quyet"))
    assert handed_in(deputy, cell, **VOTE).status_code == 404
    assert entries(cell) == []


def test_it_is_taken_back_with_a_reason_and_handed_in_again(cell: Cell, secretary: Client) -> None:
    """Until those above have assessed it a cell takes it back, mends the draft and hands it in anew."""
    handed_in(secretary, cell, **VOTE)
    assert "Phải ghi lý do" in text(post(secretary, f"{cell.address}/rut-lai", reason=""))
    assert post(secretary, f"{cell.address}/rut-lai", reason="Ghi nhầm số phát biểu").status_code == 302
    assert "submission" in entries(cell)
    assert secretary.get(f"{cell.address}/bieu-quyet").status_code == 200
    assert handed_in(secretary, cell, **VOTE).status_code == 302
    assert entries(cell)[-1] == "submission"


def test_what_came_back_is_shown_with_its_reason(cell: Cell, secretary: Client) -> None:
    """What is given back stands first among the tasks, with what those above ask."""
    from chamdiem.engine.ledger.authorities import Act  # noqa: PLC0415 - beside the house
    from chamdiem.engine.ledger.handing_in import give_back  # noqa: PLC0415
    from chamdiem.engine.ledger.states import meeting_state  # noqa: PLC0415
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first

    handed_in(secretary, cell, **VOTE)
    found = house()
    state = meeting_state(found.ledger, record_key(cell.id, cell.month, "regular"))
    assert state is not None
    assert state.evaluation is not None
    act = Act(cell.supervisor, "Biên bản ghi 20, phiếu ghi 21.")
    give_back(found.ledger, state.evaluation.sequence, act, found.office.clock.stamp())
    assert "Biên bản ghi 20, phiếu ghi 21." in text(secretary.get(f"{cell.address}/dinh-chinh"))
    assert post(secretary, f"{cell.address}/dinh-chinh").status_code == 302
    assert handed_in(secretary, cell, **VOTE).status_code == 302


def test_a_correction_needs_a_reason(cell: Cell, secretary: Client) -> None:
    """What was handed in is corrected with a reason only; the earlier one stays in the ledger."""
    handed_in(secretary, cell, **VOTE)
    assert post(secretary, f"{cell.address}/dinh-chinh", reason=" ").status_code == 400
    assert post(secretary, f"{cell.address}/dinh-chinh", reason="Đếm lại số có mặt").status_code == 302
    from chamdiem.web.drafts import save  # noqa: PLC0415 - Django has to be set up first

    draft = cell.now()
    save(draft.pk, draft.version, {"opinions": "30"}, cell.secretary)
    assert handed_in(secretary, cell, **{**VOTE, "votes_for": "18"}).status_code == 302
    assert entries(cell).count("evaluation") == 2
    assert "Biểu quyết: 18/20." in text(secretary.get(f"{cell.address}/bien-nhan"))


def test_a_workbook_goes_out_and_comes_back(cell: Cell, secretary: Client) -> None:
    """The workbook holds what the draft says; sent back it changes nothing, and another file is refused in words."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - Django has to be set up first

    workbook = secretary.get(f"{cell.address}/so.xlsx").content
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(workbook)).namelist()
    before = cell.now().texts
    for file, status in ((workbook, 302), (b"khong phai so", 400), (b"", 400)):
        sent = SimpleUploadedFile("so.xlsx", file)
        answer = post(secretary, f"{cell.address}/tai-len", file=sent)  # type: ignore[arg-type] # a file
        assert answer.status_code == status, text(answer)
    assert cell.now().texts == before


def test_what_is_wrong_with_a_file_is_told_by_the_name_it_was_sent_under(cell: Cell, secretary: Client) -> None:
    """Nobody reads where a file lay on the server, also not where rows are told of twice; no name is no blank one."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - Django has to be set up first

    row = "A;2026-11;regular\n"
    table = f"cell_id;period;meeting_kind\n{row}{row}".encode()
    for name, content in (("Kỳ 11.csv", table), ("Ảnh.xlsx", b"\x89PNG\r\n\x1a\n"), ("Sổ.csv", b"")):
        sent = SimpleUploadedFile(name, content)
        said = text(post(secretary, f"{cell.address}/tai-len", file=sent))  # type: ignore[arg-type] # a file
        assert name in said
        assert tempfile.gettempdir() not in said
    assert "> :" not in re.sub(r">\s+", "> ", text(post(secretary, f"{cell.address}/tai-len")))


def test_what_is_wrong_with_the_vote_is_told_once_and_as_it_is(cell: Cell, secretary: Client) -> None:
    """More votes than there were are one fault, told as people call them, and not that the vote is missing as well."""
    said = text(handed_in(secretary, cell, **{**VOTE, "votes_for": "25"}))
    assert "Chưa nộp được: 1 chỗ" in said
    assert "votes_for”" not in said
    assert "(votes_for)" not in said
    said = text(handed_in(secretary, cell, **{**VOTE, "votes_for": ""}))
    assert "chưa ghi “Số phiếu tán thành mức tự xếp loại”" in said


def test_a_blank_sheet_leads_to_the_draft(cell: Cell, secretary: Client) -> None:
    """The sheet to fill in by hand is a PDF."""
    assert secretary.get(f"{cell.address}/phieu-trong.pdf").content.startswith(b"%PDF")


# --- the answers to questions ---

RAISING = {"praised": "0", "reminded": "0", "criticised": "0"}
"""What is typed so that a cross-check asks whether the full points of 4.4 are right."""


def asked(browser: Client, cell: Cell, **typed: str) -> Answer:
    """Answer the one question of the review, and say more to it; `typed` are answer and words."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - Django has to be set up first

    draft = cell.now()
    save(draft.pk, draft.version, RAISING, cell.secretary)
    page = text(browser.get(f"{cell.address}/xem-lai"))
    name, version = (re.search(each, page) for each in (r'name="(check\.\w+)"', r'name="version" value="(\d+)"'))
    assert name is not None
    assert version is not None
    fields = {name[1]: typed["answer"], f"{name[1]}.words": typed["words"]}
    return post(browser, f"{cell.address}/xem-lai", version=version[1], **fields)


def test_answers_travel_with_the_submission(cell: Cell, secretary: Client) -> None:
    """The ledger has the question, the answer and the words, and the receipt shows them."""
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.kept import kept_meeting  # noqa: PLC0415 - as above

    assert asked(secretary, cell, answer="keep", words="Tháng này không có ai")["Location"].endswith("/bieu-quyet")
    assert handed_in(secretary, cell, **VOTE).status_code == 302
    kept = kept_meeting(house(), record_key(cell.id, cell.month, "regular"))
    assert kept is not None
    (told,) = kept.answers
    assert (told.finding, told.answer, told.words) == ("khong_bieu_duong_phe_binh", "keep", "Tháng này không có ai")
    assert "Tiêu chí 4.4" in told.question
    page = text(secretary.get(f"{cell.address}/bien-nhan"))
    assert "Tháng này không có ai" in page
    assert "đúng, giữ nguyên" in page.casefold()


def test_words_that_no_ledger_keeps_are_told_at_their_question(cell: Cell, secretary: Client) -> None:
    """They stay where they were typed, with a sentence beside them, and nothing is handed in."""
    answer = asked(secretary, cell, answer="keep", words="x" * 2001)
    assert answer["Location"].endswith("/xem-lai?tra-loi=1")
    page = text(secretary.get(answer["Location"]))
    assert "x" * 2001 in page
    assert page.count("dài quá 2000 chữ") == 2
    assert handed_in(secretary, cell, **VOTE).status_code == 400
    assert entries(cell) == []


def test_a_correction_of_answers_alone_is_handed_in(cell: Cell, secretary: Client) -> None:
    """The same record with another answer makes another submission, after which the ledger says the new one."""
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.kept import kept_meeting  # noqa: PLC0415 - as above

    asked(secretary, cell, answer="keep", words="")
    handed_in(secretary, cell, **VOTE)
    post(secretary, f"{cell.address}/dinh-chinh", reason="Nói thêm cho rõ")
    asked(secretary, cell, answer="keep", words="Không ai phải nêu")
    assert handed_in(secretary, cell, **VOTE).status_code == 302
    kept = kept_meeting(house(), record_key(cell.id, cell.month, "regular"))
    assert kept is not None
    assert [each.words for each in kept.answers] == ["Không ai phải nêu"]
    assert entries(cell)[-2:] == ["submission", "submission"]
