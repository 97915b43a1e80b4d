"""Saving while it is typed: what a script sends and is told, what collided, and sessions that end on the way."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from drafting import Cell

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def cell() -> Cell:
    """Give a cell whose draft is begun."""
    from drafting import make_cell  # noqa: PLC0415 - the web needs an installation

    made = make_cell()
    assert made.draft.version == 1
    return made


@pytest.fixture
def secretary(cell: Cell, browser: Client) -> Client:
    """Give a browser in which the cell's secretary is in."""
    browser.force_login(cell.secretary, backend="chamdiem.web.accounts.AccountBackend")
    return browser


def token(browser: Client, cell: Cell) -> str:
    """Return a token of forms."""
    return str(browser.get(f"{cell.address}/ghi").json()["token"])


def send(browser: Client, cell: Cell, page: str, fields: dict[str, str], *seen: dict[str, str]) -> HttpResponse:
    """Send what a script sends; what nobody saw was blank."""
    told = {"page": page, "fields": [*fields.items()], "seen": [[*each.items()] for each in seen or ({},)]}
    return post(browser, cell, json.dumps(told))


def post(browser: Client, cell: Cell, body: str | bytes, kind: str = "application/json") -> HttpResponse:
    """Send anything to where a script saves."""
    headers = {"X-CSRFToken": token(browser, cell)}
    answer: HttpResponse = browser.post(f"{cell.address}/ghi", body, kind, headers=headers)  # type: ignore[assignment]
    return answer


def told(answer: HttpResponse) -> dict[str, Any]:
    """Return what a script is told."""
    assert answer["Content-Type"] == "application/json"
    return dict(json.loads(answer.content))


def texts(cell: Cell) -> dict[str, str]:
    """Return what the draft says."""
    return dict(cell.now().texts)


# --- what a script sends, and is told ---


def test_what_is_typed_is_saved_and_what_it_gives_is_told(secretary: Client, cell: Cell) -> None:
    """The answer has the version, the time, how all stands, and of each criterion its points and sentence."""
    send(secretary, cell, "co-mat", {"present": "21"})
    answer = told(send(secretary, cell, "nhom-4", {"speakers": "10"}))
    assert texts(cell) == {"present": "21", "speakers": "10"}
    assert (answer["version"], answer["theirs"], answer["saving"][:-5]) == (3, [], "đã ghi lúc ")
    parts = answer["parts"]
    assert (parts["got.4.5"], parts["asks.4.5"]) == ("4/5", "")
    assert "10/21" in parts["why.4.5"]
    assert "nhiều nhất" in parts["ends"]


def test_a_lost_point_asks_at_once_why(secretary: Client, cell: Cell) -> None:
    """As soon as points are below the most, the answer has the question why they were lost."""
    answer = told(send(secretary, cell, "nhom-4", {"self.answers.4.2": "9,5"}))
    assert answer["parts"]["asks.4.2"] == "Vì sao mất 0,5 điểm?"
    full = told(send(secretary, cell, "nhom-4", {"self.answers.4.2": "10"}, {"self.answers.4.2": "9,5"}))
    assert full["parts"]["asks.4.2"] == ""


def test_what_was_typed_is_told_as_words_alone(secretary: Client, cell: Cell) -> None:
    """A script puts what it is told into the page as markup: so nothing typed comes back as any."""
    typed = "<img src=x onerror=alert(1)>"
    answer = told(send(secretary, cell, "nhom-4", {"speakers": typed, "self.answers.4.2": typed}))
    said = " ".join([answer["saving"], *answer["parts"].values()])
    assert "&lt;img" in said
    assert "<img" not in said


def test_faults_are_told_by_question(secretary: Client, cell: Cell) -> None:
    """What cannot be read is saved as it was typed, and told at its question."""
    answer = told(send(secretary, cell, "nhom-4", {"speakers": "mười"}))
    assert texts(cell) == {"speakers": "mười"}
    assert "Cần sửa: " in answer["parts"]["q-speakers-e"]
    assert answer["parts"]["q-self.answers.4.2-e"] == ""


def test_what_others_wrote_meanwhile_is_told_and_not_written_over(secretary: Client, cell: Cell) -> None:
    """A page that sends all its fields writes back none that it did not change."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - the web needs an installation

    save(cell.draft.pk, 1, {"speakers": "9"}, cell.deputy)
    answer = told(send(secretary, cell, "nhom-4", {"speakers": "", "criticism_minutes": "20"}))
    assert answer["theirs"] == [["speakers", "9"]]
    assert texts(cell) == {"speakers": "9", "criticism_minutes": "20"}


def test_what_collides_is_a_409_and_both_are_kept(secretary: Client, cell: Cell) -> None:
    """The rest is saved, the script is told where to choose; sent again the same way, nothing changes."""
    from chamdiem.web.drafts import clashes_of, save  # noqa: PLC0415 - as above

    save(cell.draft.pk, 1, {"speakers": "9"}, cell.deputy)
    answer = send(secretary, cell, "nhom-4", {"speakers": "11", "criticism_minutes": "20"})
    assert answer.status_code == 409
    assert (told(answer)["url"], told(answer)["theirs"]) == (f"{cell.address}/khac-nhau", [])
    assert texts(cell) == {"speakers": "9", "criticism_minutes": "20"}
    assert [(each.theirs, each.ours) for each in clashes_of(cell.now())] == [("9", "11")]


def test_an_answer_that_was_lost_makes_nobody_collide_with_themselves(secretary: Client, cell: Cell) -> None:
    """Whoever never heard that it was saved and typed on is not asked to choose between two texts of their own."""
    send(secretary, cell, "nhom-4", {"speakers": "1"})
    answer = send(secretary, cell, "nhom-4", {"speakers": "11"}, {"speakers": ""}, {"speakers": "1"})
    assert (answer.status_code, texts(cell)) == (200, {"speakers": "11"})


def test_what_comes_after_it_was_closed_is_kept_beside_it(secretary: Client, cell: Cell) -> None:
    """From when a draft is being handed in, a save is a 409 that says so."""
    from chamdiem.web.models import Draft  # noqa: PLC0415 - as above

    Draft.objects.filter(pk=cell.draft.pk).update(submitting=1, closed=dt.datetime.now(dt.UTC))
    answer = send(secretary, cell, "nhom-4", {"speakers": "11"})
    assert (answer.status_code, texts(cell)) == (409, {})
    assert "đã nộp" in told(answer)["saving"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b'{"page":"nhom-4","fields":{},"seen":[]}', 400),
        (b'{"page":"nhom-4","fields":[["a"]],"seen":[]}', 400),
        (b'{"page":"nhom-4","fields":[["a",1]],"seen":[]}', 400),
        (b'{"page":"nhom-99","fields":[],"seen":[]}', 400),
        (b"[" * 100_000, 400),
        (b'{"page":"' + b"a" * 1_100_000 + b'"}', 413),
    ],
)
def test_what_no_script_of_ours_sends_is_refused_in_data(
    secretary: Client, cell: Cell, body: bytes, status: int
) -> None:
    """Whatever is sent, the answer is data with a sentence, and nothing is written."""
    answer = post(secretary, cell, body)
    assert (answer.status_code, texts(cell)) == (status, {})
    assert "▲" in told(answer)["saving"]


def test_what_no_database_takes_is_saved_with_a_sign_in_its_place(secretary: Client, cell: Cell) -> None:
    """Half a character and a zero byte are told as faults of what was typed."""
    answer = send(secretary, cell, "nhom-4", {"self.answers.4.2": "9\x00\ud800"})
    assert (answer.status_code, texts(cell)) == (200, {"self.answers.4.2": "9\ufffd\ufffd"})
    assert told(answer)["parts"]["q-self.answers.4.2-e"]


def test_fields_that_the_page_does_not_ask_are_left_alone(secretary: Client, cell: Cell) -> None:
    """A page writes its own questions and no others."""
    send(secretary, cell, "nhom-4", {"speakers": "1", "present": "3", "upper.answers.4.2": "10", "__proto__": "x"})
    assert texts(cell) == {"speakers": "1"}


def test_somebody_elses_draft_is_not_there(cell: Cell, browser: Client) -> None:
    """A secretary of another cell reads and writes nothing of it, and a supervisor neither."""
    from drafting import make_cell  # noqa: PLC0415 - as above

    other = make_cell()
    browser.force_login(other.secretary, backend="chamdiem.web.accounts.AccountBackend")
    for path in ("ghi", "khac-nhau", "cac-lan-ghi"):
        assert browser.get(f"{cell.address}/{path}").status_code == 404


def test_a_save_asks_the_tables_at_most_eight_times(secretary: Client, cell: Cell) -> None:
    """Who it is, what is there, the save and its revision."""
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    send(secretary, cell, "nhom-4", {"speakers": "1"})
    headers = {"X-CSRFToken": token(secretary, cell)}
    body = json.dumps({"page": "nhom-4", "fields": [["speakers", "2"]], "seen": [[["speakers", "1"]]]})
    with CaptureQueriesContext(connection) as asked:
        secretary.post(f"{cell.address}/ghi", body, "application/json", headers=headers)
    assert texts(cell) == {"speakers": "2"}
    queries = [each["sql"] for each in asked if each["sql"].split()[0] not in {"BEGIN", "COMMIT"}]
    assert len(queries) <= 8, [each[:90] for each in queries]


def test_a_framework_that_says_something_else_by_now_is_told(secretary: Client, cell: Cell) -> None:
    """The draft goes on under what it was begun under, and the pages say so."""
    from chamdiem.engine.reading.catalog import framework_from_text  # noqa: PLC0415 - as above
    from chamdiem.web.held import framework_of, hold  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.models import Draft  # noqa: PLC0415 - as above

    words = "vẫn chấm theo nội dung lúc bắt đầu ghi"
    assert words not in secretary.get(f"{cell.address}/xem-lai").content.decode()
    own = framework_of(house(), cell.draft)
    older = framework_from_text(own.document.text.replace("title:", "title: Bản cũ,", 1), own.id)
    hold(older)
    Draft.objects.filter(pk=cell.draft.pk).update(framework_hash=older.hash)
    assert words in secretary.get(f"{cell.address}/xem-lai").content.decode()


# --- sessions that end on the way ---


def test_a_script_is_told_that_the_session_has_ended(cell: Cell, secretary: Client) -> None:
    """It is told in data, with where to enter; what it sends then is on its page and on the device."""
    key = token(secretary, cell)
    secretary.cookies.pop("__Host-phien")
    answer = secretary.post(f"{cell.address}/ghi", "{}", "application/json", headers={"X-CSRFToken": key})
    assert answer.status_code == 401
    assert 'href="/vao"' in told(answer)["saving"]  # type: ignore[arg-type] # a response like any
    assert texts(cell) == {}


def test_what_was_typed_before_the_time_ran_out_is_saved_first(cell: Cell, secretary: Client) -> None:
    """Whoever did nothing for 60 minutes and then sends the page finds it saved after entering again."""
    key = token(secretary, cell)
    _idle(secretary)
    sent = {"csrfmiddlewaretoken": key, "version": "1", "speakers": "11"}
    answer = secretary.post(f"{cell.address}/nhom-4", sent)
    assert (answer.status_code, texts(cell)) == (302, {"speakers": "11"})
    assert answer["Location"].startswith("/vao?tiep=")
    assert secretary.get("/viec").status_code == 302


def test_nobody_hands_in_after_the_time_ran_out(cell: Cell, secretary: Client) -> None:
    """What was typed beside the vote is saved; that it was to be handed in is not done by a session that is over."""
    key = token(secretary, cell)
    _idle(secretary)
    sent = {"csrfmiddlewaretoken": key, "version": "1", "votes_for": "20", "act": "submit", "sure": "1"}
    secretary.post(f"{cell.address}/bieu-quyet", sent)
    assert (texts(cell), cell.now().submitting) == ({"votes_for": "20"}, None)


def _idle(browser: Client) -> None:
    session = browser.session
    session["seen"] = (dt.datetime.now(dt.UTC) - dt.timedelta(minutes=61)).isoformat()
    session.save()


def test_what_was_saved_while_the_session_ended_leads_to_where_one_enters(
    cell: Cell, secretary: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that is ended while a page is saved: it is saved, and no error is shown to whoever sent it."""
    from django.urls import reverse  # noqa: PLC0415 - the web needs an installation

    from chamdiem.web.models import Session  # noqa: PLC0415 - as above
    from chamdiem.web.views import filling  # noqa: PLC0415 - as above

    asked, own = token(secretary, cell), filling.save  # type: ignore[attr-defined] # as the view calls it
    session = secretary.session
    del session["seen"]  # so that it is noted anew with this request
    session.save()

    def end(*told: Any) -> Any:  # noqa: ANN401 - as the view calls it
        done = own(*told)
        Session.objects.filter(account=cell.secretary).delete()
        return done

    monkeypatch.setattr(filling, "save", end)
    page = f"{cell.address}/co-mat"
    sent = {"csrfmiddlewaretoken": asked, "version": "1", "present": "21"}
    answer = secretary.post(page, sent)
    assert (answer.status_code, texts(cell)) == (302, {"present": "21"})
    assert answer["Location"].startswith(reverse("enter"))


def test_what_was_typed_goes_along_to_where_one_enters_and_is_offered_again(cell: Cell, secretary: Client) -> None:
    """Without a session nobody knows whose it is: the page that asks to enter carries it, and it is sent again."""
    key = token(secretary, cell)
    cell.secretary.set_password("hoa mẫu tháng mười một")
    cell.secretary.save()
    secretary.cookies.pop("__Host-phien")
    sent = {"csrfmiddlewaretoken": key, "version": "1", "speakers": "11", "act": "submit"}
    asked = secretary.post(f"{cell.address}/nhom-4", sent)
    assert (asked.status_code, texts(cell)) == (401, {})
    fields = _hidden(asked.content.decode())
    assert fields["giu"] == "version=1&speakers=11"
    entering = fields | {"login": cell.secretary.login, "password": "hoa mẫu tháng mười một"}
    offered = secretary.post("/vao", entering)
    again = _hidden(offered.content.decode())
    assert (again["speakers"], "act" in again) == ("11", False)
    assert secretary.post(f"{cell.address}/nhom-4", again).status_code == 302
    assert texts(cell) == {"speakers": "11"}


def test_a_page_from_before_somebody_entered_anew_offers_what_was_typed_again(cell: Cell, secretary: Client) -> None:
    """Its token is an old one, and so it is refused; what was typed into it is not lost, where it is one of ours."""
    sent = {"csrfmiddlewaretoken": "x" * 64, "version": "1", "speakers": "11"}
    ours = secretary.post(f"{cell.address}/nhom-4", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert _hidden(ours.content.decode())["speakers"] == "11"
    others = secretary.post(f"{cell.address}/nhom-4", sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert (others.status_code, "11" in _hidden(others.content.decode()).values()) == (403, False)
    assert texts(cell) == {}


def _hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page, the last of each name."""
    from html.parser import HTMLParser  # noqa: PLC0415 - of this helper alone

    class Reader(HTMLParser):
        found: dict[str, str] = {}  # noqa: RUF012 - made anew with the class

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told = dict(attrs)
            if tag == "input" and told.get("type") == "hidden":
                self.found[told["name"] or ""] = told["value"] or ""

    reader = Reader()
    reader.feed(page)
    return reader.found


# --- what collided ---


@pytest.fixture
def collided(cell: Cell, secretary: Client) -> Cell:
    """Give a cell whose secretary and deputy wrote differently in three places of two criteria."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - as above

    save(cell.draft.pk, 1, {"present": "21"}, cell.deputy)
    theirs = {"speakers": "11", "self.answers.4.2": "9,5", "self.deduction_notes.4.2": "Thiếu một giải pháp."}
    save(cell.draft.pk, 2, theirs, cell.deputy)
    ours = {"speakers": "10", "self.answers.4.2": "9", "self.deduction_notes.4.2": "Chưa nêu đủ giải pháp."}
    assert send(secretary, cell, "nhom-4", ours).status_code == 409
    return cell


def test_both_texts_are_shown_with_whose_they_are_and_what_they_give(secretary: Client, collided: Cell) -> None:
    """One choice for each criterion: who wrote what, when, and the points that it gives."""
    page = secretary.get(f"{collided.address}/khac-nhau").content.decode()
    assert "Hai người cùng sửa, 2 chỗ khác nhau" in page
    for words in (
        "Phó bí thư, ",
        "Đồng chí, ",
        "5/5 điểm",
        "9,5/10 điểm",
        "9/10 điểm",
        "“Thiếu một giải pháp.”",
        "<b>11</b>",
    ):
        assert words in page, words


def test_every_place_has_to_be_chosen_and_what_was_chosen_is_saved(secretary: Client, collided: Cell) -> None:
    """One that is left open is told, with what was chosen kept; after that both are as they were chosen."""
    address = f"{collided.address}/khac-nhau"
    sent = _hidden(secretary.get(address).content.decode()) | {"4.5": str(collided.secretary.pk)}
    open_ = secretary.post(address, sent)
    assert (open_.status_code, texts(collided)["speakers"]) == (400, "11")
    assert "Cần chọn" in open_.content.decode()
    done = secretary.post(address, sent | {"4.2": "in"})
    assert done.status_code == 302
    assert (texts(collided)["speakers"], texts(collided)["self.answers.4.2"]) == ("10", "9,5")
    assert "Không có chỗ nào khác nhau" in secretary.get(address).content.decode()


def test_what_was_not_chosen_is_among_the_revisions(secretary: Client, collided: Cell) -> None:
    """Who wrote what, when, and that it is kept beside the draft."""
    page = secretary.get(f"{collided.address}/cac-lan-ghi").content.decode()
    for words in ("Phó bí thư", "Đồng chí", "Chưa nêu đủ giải pháp.", "giữ riêng, chưa vào bản đang ghi"):
        assert words in page, words
