"""What is sent to do harm: nothing of it runs, nothing breaks, and nothing is half written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.mandates.roles import Role
from hostile import SCRIPTS, SIGNS, form_body, is_ours, what_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from drafting import Cell
    from entering import Answer

pytestmark = pytest.mark.usefixtures("installation")
ALL = (*SCRIPTS, *SIGNS)
FORM = "application/x-www-form-urlencoded"
OF_DRAFT = (
    "co-mat", *(f"nhom-{number}" for number in range(1, 9)), "xem-lai", "bieu-quyet", "ma-dang-vien", "khac-nhau",
    "tai-len", "con-thieu", "cac-lan-ghi",
)  # fmt: skip
OF_ADMINISTRATOR = (
    "cay", "cay/cb-mau", "danh-sach", "uy-nhiem", "tai-khoan", "tai-khoan-moi", "tai-khoan/mau-clerk",
    "thiet-lap/cb-mau", "sao-luu",
)  # fmt: skip
OF_WATCHING = (
    "theo-doi/xa-mau/2025-10",
    "theo-doi/xa-mau/2025-10/nhac",
    "xu-huong/xa-mau",
    "nam/xa-mau/2025-H2",
)
OF_AUDITOR = (
    "doi-chieu/xa-mau", "doi-chieu/xa-mau/so", "doi-chieu/xa-mau/cham-lai", "doi-chieu/xa-mau/lay-mau",
    "doi-chieu/xa-mau/da-tai", "ky/cb-mau/2025-10/thuong-ky/dong-thoi-gian", "ky/cb-mau/2025-10/thuong-ky/vi-sao",
    "ky/cb-mau/2025-10/thuong-ky/vi-sao/4.5", "khung", "khung/an-phu/2025", "khung-so-sanh",
)  # fmt: skip
OF_NOBODY = ("doi-chieu/phieu", "vao", "kich-hoat", "quen-mat-khau", "suc-khoe")
OF_JOBS = ("viec-dang-chay", "viec-dang-chay/1", "danh-sach/xa-mau/2025-10", "nhap/xa-mau", "lich/xa-mau/2025-10")
OF_ANYBODY = (
    "tai-khoan",
    "tai-khoan/ngon-ngu",
    "tai-khoan/mat-khau",
    "tai-khoan/phien",
    "tai-khoan/khoa-api",
    "tai-khoan/lich-han-nop",
    "ma-mot-lan",
    "xac-nhan",
    "viec",
)
ASKED = (
    "tiep",
    "het",
    "ma",
    "ly-do",
    "tra-loi",
    "truoc",
    "tim",
    "phien",
    "version",
    "loc",
    "trang",
    "den",
    "thang",
    "ngay",
    "nam",
    "theo",
    "lop",
    "cach",
    "so",
    "hat",
    "tong",
    "cu",
    "moi",
    "ban",
    "phan",
)
"""What addresses may ask for after the question mark."""


@pytest.fixture
def cell() -> Cell:
    """Give a cell whose draft is begun."""
    from drafting import make_cell  # noqa: PLC0415 - the web needs an installation

    made = make_cell()
    assert made.draft.version == 1
    return made


def browser_of(account: Any) -> Client:  # noqa: ANN401 - the model is there only once Django is set up
    """Return the browser of somebody who is in; tokens are tested elsewhere."""
    from township import entered  # noqa: PLC0415 - once Django is set up

    return entered(account)


def administrator() -> Client:
    """Return the browser of an administrator."""
    from township import township  # noqa: PLC0415 - once Django is set up

    return browser_of(township().people[Role.ADMINISTRATOR])


def need_harmless(answer: Answer, what: str) -> None:
    """See that an answer is one, and that nothing of it runs or leads elsewhere."""
    assert answer.status_code < 500, what
    assert answer["Content-Security-Policy"].startswith("default-src 'none'"), what
    assert is_ours(answer.get("Location", "")), (what, answer.get("Location"))
    if answer.get("Content-Disposition", "").startswith("attachment"):
        assert answer["Content-Security-Policy"].endswith("sandbox"), what
        assert b"<script" not in answer.content, what
    elif answer["Content-Type"].startswith("text/html"):
        assert what_runs(answer.content.decode()) == [], what
    else:
        assert answer["X-Content-Type-Options"] == "nosniff", what


def fields_of(page: str) -> list[str]:
    """Return the names of all fields of a page."""
    found = re.findall(r'<(?:input|textarea|select|button)\b[^>]* name="([^"]+)"', page)
    return [name for name in dict.fromkeys(found) if name != "csrfmiddlewaretoken"]


def barrage(browser: Client, address: str, rounds: range, more: dict[str, str]) -> None:
    """Send a page its own fields, each with another one of what does harm, and see what it answers and shows then."""
    names = fields_of(browser.get(address).content.decode(errors="replace")) or ["codes", "reason", "lang", "phien"]
    for number in rounds:
        sent = {name: ALL[(number + place) % len(ALL)] for place, name in enumerate(names)} | more
        need_harmless(browser.post(address, form_body(sent), FORM), f"{address} {number}")
        asked = {name: ALL[(number + place) % len(ALL)][:200] for place, name in enumerate(ASKED)}
        need_harmless(browser.get(f"{address}?{form_body(asked)}"), f"{address} {number}")


SOME, EVERY = range(0, len(ALL), 60), range(len(ALL))
"""So that each kind is sent somewhere; at night every one to every field."""
ROUNDS = [pytest.param(SOME, id="some"), pytest.param(EVERY, id="every", marks=pytest.mark.nightly)]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_nothing_that_is_typed_into_a_meeting_runs(cell: Cell, rounds: range) -> None:
    """Each field of each page, each kind: shown again as it was typed, and as text."""
    from chamdiem.web.models import Draft  # noqa: PLC0415 - once Django is set up

    browser, size = browser_of(cell.secretary), ledger_size()
    for name in OF_DRAFT:
        # of a page the version is known, so that what is typed reaches the draft
        version = {"version": str(cell.now().version)} if name != "khac-nhau" else {}
        barrage(browser, f"{cell.address}/{name}", rounds, version)
    barrage(browser, f"{cell.address}/bieu-quyet", rounds, {"act": "submit", "sure": "1"})
    draft = Draft.objects.get(pk=cell.draft.pk)
    assert draft.texts
    assert (draft.entry, draft.submitting, ledger_size()) == (None, None, size)
    for name in OF_DRAFT:
        need_harmless(browser.get(f"{cell.address}/{name}"), name)


def test_thousands_of_digits_are_no_number(cell: Cell) -> None:
    """Where a number is sent, what is longer than any of ours is none: Python itself refuses to read it."""
    digits, browser, admin = "9" * 5000, browser_of(cell.secretary), administrator()
    assert cell.draft.version == 1
    for name, field in (("co-mat", "version"), ("bieu-quyet", "version"), ("khac-nhau", "shown")):
        need_harmless(browser.post(f"{cell.address}/{name}", {field: digits}), name)
    need_harmless(browser.post(f"/lich-hop/{cell.id}", {"act": "take-back", "number": digits}), "lich-hop")
    for name in ("deadline", "assess_by"):
        assert admin.post("/quan-tri/thiet-lap/cb-mau", {name: digits}).status_code == 400


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("who", ["nobody", "anybody", "office", "auditor", "administrator"])
def test_nothing_that_is_typed_elsewhere_runs(who: str, rounds: range, browser: Client) -> None:
    """At the entrance, of an account, and where organisations, mandates and settings are kept."""
    from chamdiem.web.models import Account  # noqa: PLC0415 - as above
    from entrance import login_of  # noqa: PLC0415 - once Django is set up
    from township import township  # noqa: PLC0415 - as above

    names: tuple[str, ...]
    match who:
        case "nobody":
            del browser
            visitor, names = browser_with_nobody(), OF_NOBODY
        case "anybody":
            visitor, names = browser_of(Account.objects.get(login=login_of()[0])), OF_ANYBODY
        case "auditor":
            visitor, names = browser_of(township().people[Role.AUDITOR]), OF_AUDITOR
        case "office":
            visitor, names = browser_of(township().people[Role.OFFICE]), (*OF_WATCHING, *OF_JOBS, "khung-de-nghi")
        case _:
            visitor, names = (
                administrator(),
                tuple(f"quan-tri/{each}" for each in OF_ADMINISTRATOR if each != "sao-luu"),
            )
    for name in names:
        barrage(visitor, f"/{name}", rounds, {})
    need_sound()


def browser_with_nobody() -> Client:
    """Return a browser in which nobody is in; tokens are tested elsewhere."""
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    return Browser()


def ledger_size() -> int:
    """Return how many entries the ledger has."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    return int(house().ledger.size())


def need_sound() -> None:
    """See that the ledger is sound."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    assert [fault for fault in check_ledger(house().ledger, Checker()) if fault is not None] == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_nothing_that_is_typed_into_an_assessment_or_a_decision_runs(rounds: range) -> None:
    """Points, words, reasons, numbers of papers: shown as text or refused, and the ledger stays sound."""
    from judging import make_judged  # noqa: PLC0415 - once Django is set up
    from township import COMMITTEE, entered, township  # noqa: PLC0415 - as above

    judged = make_judged()
    browser = browser_of(judged.supervisor)
    browser.post(f"{judged.address}/")
    for name in ("bang", "nhom-4", "khac-nhau", "gui", "dinh-chinh", "cac-lan-ghi"):
        version = {"version": str(judged.now().version)} if name in {"bang", "nhom-4"} else {}
        barrage(browser, f"{judged.address}/{name}", rounds, version)
    assert judged.state().upper is None
    barrage(browser, f"{judged.address}/tra-lai", rounds, {})
    decider = entered(township().people[Role.STANDING_COMMITTEE])
    for name in (f"{COMMITTEE}/2025-10", f"{COMMITTEE}/2025-10/chot", "cb-mau/2025-10/thuong-ky/"):
        barrage(decider, f"/quyet-dinh/{name}", rounds, {"act": "decide"})
    need_sound()


# --- what an address may say ---

PATHS = (
    "%00", "nhom-4%00", "%ff%fe", "..%2f..%2fsettings.toml", "....//", "%0d%0aSet-Cookie:x=1", "nhom-4'--", "a" * 3000,
    "%ED%A0%80", "%E2%80%AE", "<script>xss7()</script>", "nhom-999999999999999999999", "-1", "~s~t~x", "{{7*7}}",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_an_address_that_names_nothing_is_not_there(cell: Cell, path: str) -> None:
    """Whatever stands in an address for a page, a cell, a login or an organisation: 404, and nothing of it runs."""
    secretary, admin = browser_of(cell.secretary), administrator()
    answers = [
        secretary.get(f"{cell.address}/{path}"),
        secretary.get(f"/ky/{path}/2025-11/thuong-ky/nhom-4"),
        secretary.get(f"/ky/{cell.id}/{path}/thuong-ky/"),
        secretary.get(f"/ky/{cell.id}/2025-11/{path}/"),
        admin.get(f"/quan-tri/tai-khoan/{path}"),
        admin.get(f"/quan-tri/cay/{path}"),
        admin.get(f"/quan-tri/thiet-lap/{path}"),
        admin.get(f"/tinh/{path}"),
    ]
    for answer in answers:
        need_harmless(answer, path)
    assert {answer.status_code for answer in answers} <= {404, 400}


@pytest.mark.parametrize(
    "period", ["0000", "0000-00", "0001-01", "2026-00", "2026-13", "9999-12", "9999", "2026-Q1", "2026-H2"]
)
@pytest.mark.parametrize("kind", ["thuong-ky", "ky"])
def test_a_period_that_nobody_meets_in_is_refused_in_words(cell: Cell, period: str, kind: str) -> None:
    """A month that is none, one out of all reckoning, a quarter for a meeting: never an error, and no draft of it."""
    from chamdiem.web.models import Draft  # noqa: PLC0415 - once Django is set up

    browser = browser_of(cell.secretary)
    for name in ("", "nhom-4", "phieu-trong.pdf", "so.xlsx", "bien-nhan", "ghi", "tai-len"):
        need_harmless(browser.get(f"/ky/{cell.id}/{period}/{kind}/{name}"), name)
    need_harmless(browser.post(f"/ky/{cell.id}/{period}/{kind}/"), "begun")
    need_harmless(browser.get("/viec"), "tasks")
    assert not Draft.objects.filter(cell=cell.id, period__in=["0000", "0000-00", "2026-00", "2026-13"]).exists()


# --- what is no form ---


def requests() -> Iterator[tuple[str, bytes, str]]:
    """Yield what no form of ours sends: what it is, its body, and what it calls itself."""
    whole = b'--x\r\nContent-Disposition: form-data; name="file"; filename="so.xlsx"\r\n\r\nPK\r\n--x--\r\n'
    multipart = "multipart/form-data; boundary=x"
    yield "no boundary", whole, "multipart/form-data"
    yield "an empty boundary", whole, "multipart/form-data; boundary="
    yield "a boundary that is none", whole, f"multipart/form-data; boundary={'y' * 300}"
    yield "cut off", whole[:40], multipart
    yield "cut off within the head", whole[:20], multipart
    yield "no name", whole.replace(b'name="file"; ', b""), multipart
    yield "two files", whole.replace(b"--x--\r\n", b"") * 2 + b"--x--\r\n", multipart
    yield "a path for a name", whole.replace(b"so.xlsx", b"../../secret.key"), multipart
    yield "a zero byte in a name", whole.replace(b"so.xlsx", b"a\0b.xlsx"), multipart
    yield "half base64", whole.replace(b"\r\n\r\nPK", b"\r\nContent-Transfer-Encoding: base64\r\n\r\nP"), multipart
    yield "nothing", b"", multipart
    yield "too large", b"present=" + b"1" * (1024 * 1024 + 1), FORM
    yield "too many fields", b"&".join(b"a%d=1" % number for number in range(2001)), FORM
    yield "bytes", bytes(range(256)), FORM
    yield "bytes of no character set", b"present=%FF%FE&x=%80", "application/x-www-form-urlencoded; charset=utf-16"
    yield "a character set that is none", b"present=1", "application/x-www-form-urlencoded; charset=xss7"
    yield "JSON", b'{"present": "1"}', "application/json"
    yield "XML", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "text/xml"
    yield "nothing that it says it is", b"present=1", "xss7"
    yield "no type", b"present=1", ""


def test_what_is_no_form_is_refused_and_nothing_is_written(cell: Cell) -> None:
    """Broken, too large, cut off, or of another type: an answer below 500, the draft as it was, no file anywhere."""
    browser = browser_of(cell.secretary)
    browser.post(f"{cell.address}/co-mat", {"present": "7", "version": "1"})
    before = (cell.now().texts, ledger_size())
    for name in ("co-mat", "nhom-4", "bieu-quyet", "tai-len", "ma-dang-vien", "khac-nhau", "ghi"):
        for what, body, kind in requests():
            answer = browser.generic("POST", f"{cell.address}/{name}", body, kind)
            need_harmless(answer, f"{name}: {what}")
            assert (what in {"too large", "too many fields"}) <= (answer.status_code in {400, 413}), (name, what)
    assert (cell.now().texts, ledger_size()) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "XSS7"])
def test_a_method_that_no_page_has_changes_nothing(cell: Cell, method: str) -> None:
    """Only what is posted is taken; anything else is answered, and nothing becomes of it."""
    browser = browser_of(cell.secretary)
    for name in ("co-mat", "bieu-quyet", "ghi", "khac-nhau", "ma-dang-vien", "tai-len"):
        answer = browser.generic(method, f"{cell.address}/{name}", "present=5&version=1", FORM)
        need_harmless(answer, name)
    assert (cell.now().version, cell.now().texts) == (1, {})


@pytest.mark.parametrize(
    "text", ["a\x00b", "vì \ud800", "\u202eod nàv", "<script>xss7()</script>", "\u200b", "a" * 70000, "\x1b[31m"]
)
def test_a_reason_reaches_the_ledger_whole_or_not_at_all(cell: Cell, text: str) -> None:
    """Why something was taken back is refused in words, or stands in the ledger for ever: which stays sound."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.submitting import hand_in  # noqa: PLC0415 - as above
    from drafting import whole  # noqa: PLC0415 - as above

    save(cell.draft.pk, 1, whole(), cell.secretary)
    hand_in(house(), cell.secretary, cell.now())
    browser, size = browser_of(cell.secretary), ledger_size()
    for name in ("dinh-chinh", "rut-lai"):
        answer = browser.post(f"{cell.address}/{name}", form_body({"reason": text}), FORM)
        need_harmless(answer, name)
        assert answer.status_code in {302, 400}
    taken = answer.status_code == 302
    assert ledger_size() == size + taken * (ledger_size() - size)
    assert taken == (ledger_size() > size)
    for name in ("bien-nhan", "dinh-chinh", "", "cac-lan-ghi", "phieu.html"):
        need_harmless(browser.get(f"{cell.address}/{name}"), name)
    need_sound()
