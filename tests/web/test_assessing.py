"""A supervisor assesses: side by side with the cell's own, alone or with another, while the cell corrects its record."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.entries import EntryKind
from entering import post
from years import year_rule

if TYPE_CHECKING:
    from django.test import Client

    from entering import Answer
    from judging import Judged

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def judged() -> Judged:
    """Give a meeting that is handed in."""
    from judging import make_judged  # noqa: PLC0415 - Django has to be set up first

    return make_judged()


def browser_of(account: object) -> Client:
    """Give the browser of somebody who is in."""
    from django.test import Client  # noqa: PLC0415 - Django has to be set up first

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account, backend="chamdiem.web.accounts.AccountBackend")  # type: ignore[arg-type] # an account
    return browser


def text(answer: Answer) -> str:
    """Return a page."""
    return answer.content.decode()


def typed(browser: Client, judged: Judged, **others: str) -> Answer:
    """Type a whole assessment into the table, and go on."""
    from judging import answers  # noqa: PLC0415 - Django has to be set up first

    browser.get(f"{judged.address}/bang")
    version = str(judged.now().version)
    notes = {
        f"upper.deduction_notes.{name.replace('_', '.')}": "Chưa rõ" for name in others if not name.startswith("note")
    }
    return post(browser, f"{judged.address}/bang", version=version, act="on", **{**answers(**others), **notes})


def begun(judged: Judged) -> Client:
    """Give the browser of the supervisor, who has begun."""
    browser = browser_of(judged.supervisor)
    assert post(browser, f"{judged.address}/")["Location"] == f"{judged.address}/bang"
    return browser


def test_the_way_from_the_list_to_the_ledger(judged: Judged) -> None:
    """What waits is on the list; nothing is filled in; what is handed in is in the ledger, once."""
    browser = browser_of(judged.supervisor)
    assert "1 kỳ đang chờ chấm" in text(browser.get("/cham"))
    assert "Bắt đầu chấm" in text(browser.get(f"{judged.address}/"))
    begun(judged)
    page = text(browser.get(f"{judged.address}/bang"))
    fields = re.findall(r'<input class="n"[^>]*name="(upper[^"]+)" value="([^"]*)"', page)
    assert fields
    assert {value for _, value in fields} == {""}
    assert " checked" not in page
    assert "Đang xem xét" in text(browser.get("/cham"))
    assert typed(browser, judged, **{"4_2": "7,5"})["Location"] == f"{judged.address}/gui"
    page = text(browser.get(f"{judged.address}/gui"))
    assert "Khác chi bộ tự chấm: 1 tiêu chí" in page
    assert post(browser, f"{judged.address}/gui")["Location"] == f"{judged.address}/"
    # a second tap
    assert browser.get(f"{judged.address}/gui")["Location"] == f"{judged.address}/"
    kinds = [entry.kind for entry in judged.state().entries]
    assert kinds.count(EntryKind.UPPER) == 1
    assert judged.state().upper is not None
    given = judged.state().upper.body["given"]  # type: ignore[union-attr] # just seen
    assert given["answers"]["4.2"] == "7,5"
    assert "✓ Đã gửi điểm chấm" in text(browser.get(f"{judged.address}/"))


def test_the_cell_sees_the_assessment_only_after_the_decision(judged: Judged) -> None:
    """Not on its receipt, not on its list of tasks."""
    browser = begun(judged)
    typed(browser, judged, **{"4_2": "0"})
    post(browser, f"{judged.address}/gui")
    secretary = browser_of(judged.cell.secretary)
    for address in (f"{judged.cell.address}/bien-nhan", "/viec"):
        assert "Cấp trên chấm" not in text(secretary.get(address))


def test_a_word_is_asked_wherever_points_fall_short_or_differ(judged: Judged) -> None:
    """Without it nothing is handed in, and the pages say so and name the criteria; what was typed stays."""
    browser = begun(judged)
    from judging import answers  # noqa: PLC0415 - Django has to be set up first

    told = {name: value for name, value in answers(**{"4_2": "7,5"}).items() if "deduction_notes" not in name}
    answer = post(browser, f"{judged.address}/bang", version="1", act="on", **told)
    table = text(browser.get(answer["Location"]))
    assert "Ghi vì sao ở" in table
    assert 'href="#q-upper.deduction_notes.4.2"' in table
    assert "Ghi vì sao ở" not in text(browser.get(f"{judged.address}/bang"))
    answer = post(browser, f"{judged.address}/gui")
    assert answer.status_code == 400
    assert "tiêu chí 4.2: hãy ghi vì sao" in text(answer)
    assert judged.state().upper is None
    assert judged.now().texts["upper.answers.4.2"] == "7,5"


def test_what_is_open_is_handed_in_only_where_somebody_says_so(judged: Judged) -> None:
    """A criterion without points stays without them; nobody makes it 0."""
    browser = begun(judged)
    typed(browser, judged, **{"4_2": ""})
    answer = post(browser, f"{judged.address}/gui")
    assert answer.status_code == 400
    assert "tiêu chí 4.2 chưa có điểm" in text(answer)
    assert post(browser, f"{judged.address}/gui", incomplete="1").status_code == 302
    upper = judged.state().upper
    assert upper is not None
    assert "4.2" not in upper.body["given"]["answers"]


def test_what_cannot_be_read_is_said_beside_its_field(judged: Judged) -> None:
    """Too many points, words instead of points, off the step: kept as typed, told at the top and beside it."""
    browser = begun(judged)
    for wrong in ("11", "nhiều", "0,3"):
        typed(browser, judged, **{"4_2": wrong})
        page = text(browser.get(f"{judged.address}/bang"))
        assert "<title>Cần sửa" in page
        assert f'value="{wrong}"' in page
        assert post(browser, f"{judged.address}/gui").status_code == 400
    assert judged.state().upper is None


def test_hidden_points_are_in_no_page_until_the_own_ones_are_handed_in(judged: Judged) -> None:
    """A committee that hides them: not in the source, not on the receipt or the sheet; then they are shown."""
    judged.hide()
    browser = begun(judged)
    secret = ("Chi bộ tự chấm", "tự chấm ", "Tự chấm")
    for name in ("", "bang", "bang?xem=khac", *(f"nhom-{number}" for number in range(1, 9)), "gui", "cac-lan-ghi"):
        page = text(browser.get(f"{judged.address}/{name}"))
        found = page.replace("Điểm chi bộ tự chấm chưa hiện", "").replace("chép từ chi bộ tự chấm", "")
        assert not any(word in found for word in secret), (name, found)
    for name in ("bien-nhan", "phieu.html", "phieu.pdf"):
        assert browser.get(f"{judged.cell.address}/{name}").status_code == 404
    typed(browser, judged)
    post(browser, f"{judged.address}/gui")
    assert judged.state().upper is not None
    assert "Chi bộ tự chấm" in text(browser.get(f"{judged.address}/"))
    assert browser.get(f"{judged.cell.address}/bien-nhan").status_code == 200


@pytest.mark.parametrize("is_set", [True, False], ids=["hidden", "shown"])
def test_pages_and_programs_hide_the_same(judged: Judged, is_set: bool) -> None:  # noqa: FBT001 - a parameter
    """From whoever sees a meeting as its supervisor alone, until the own assessment is handed in; from nobody else."""
    from asking import program  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.engine.ledger.authorities import Act, give_mandate  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.mandates import Mandate  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.roles import Role  # noqa: PLC0415 - as above
    from chamdiem.web.accounts import make_account  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.installation import ADMINISTRATOR, ROOT  # noqa: PLC0415 - as above

    found, actor = house(), f"vp-{judged.cell.id}"
    # one of the two supervisors is in the office, too
    for holder in (actor, judged.second.actor):
        given = Mandate(id=f"{holder}-vp", actor=holder, role=Role.OFFICE, node=ROOT, first=found.today)
        give_mandate(found.ledger, given, Act(ADMINISTRATOR), found.office.clock.stamp())
    people = {"alone": judged.supervisor, "both": judged.second, "office": make_account(actor, actor)}
    paths = dict.fromkeys(people, f"/meetings/{judged.cell.id}/{judged.cell.month}/regular")

    def seen() -> dict[str, bool]:
        told = {}
        for name, account in people.items():
            browser, asked = browser_of(account), program(account, found.mandates(account.actor)[0])
            pages = {browser.get(f"{judged.cell.address}/{each}").status_code for each in ("bien-nhan", "vi-sao")}
            layers = asked.get(paths[name]).json()["layers"]
            period = asked.get(f"/periods/{judged.cell.id}/2025").status_code
            assert pages == ({200} if "self" in layers else {404}), name
            assert period in {404, 422}, "no rule rates years here"
            told[name] = "self" in layers
        return told

    if is_set:
        judged.hide()
    assert seen() == {"alone": not is_set, "both": True, "office": True}
    browser = begun(judged)
    typed(browser, judged)
    assert seen()["alone"] is not is_set
    post(browser, f"{judged.address}/gui")
    assert seen() == dict.fromkeys(people, True)


@pytest.mark.parametrize("layer", ["self", "decided"])
def test_several_months_hide_what_one_of_them_does(judged: Judged, layer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that counts what the cell gave itself is not told to whoever is to assess a month of it first."""
    from asking import program  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.engine.office.periods import rate_period  # noqa: PLC0415 - as above
    from chamdiem.web.api import acts  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above

    # no framework that ships rates years by what cells give themselves
    rule = year_rule(records={"kinds": ["regular"], "layer": layer})
    monkeypatch.setattr(acts, "rate_period", lambda office, asked: rate_period(office, replace(asked, rule=rule)))
    asked = program(judged.supervisor, house().mandates(judged.supervisor.actor)[0])

    def status() -> int:
        return int(asked.get(f"/periods/{judged.cell.id}/2025").status_code)

    assert status() == 200
    judged.hide()
    assert status() == (404 if layer == "self" else 200)
    browser = begun(judged)
    typed(browser, judged)
    post(browser, f"{judged.address}/gui")
    assert status() == 200


def test_two_supervisors_write_one_assessment(judged: Judged) -> None:
    """What does not collide is merged; what does is shown with both, and one is chosen."""
    first = begun(judged)
    second = browser_of(judged.second)
    sent = {"version": "1", "upper.answers.4.2": "7", "upper.answers.5.1": "2"}
    post(first, f"{judged.address}/bang", **sent)
    answer = post(second, f"{judged.address}/bang", version="1", **{"upper.answers.4.2": "8", "upper.answers.5.2": "3"})
    assert answer["Location"] == f"{judged.address}/khac-nhau"
    texts = judged.now().texts
    assert (texts["upper.answers.4.2"], texts["upper.answers.5.1"], texts["upper.answers.5.2"]) == ("7", "2", "3")
    page = text(second.get(f"{judged.address}/khac-nhau"))
    shown = re.search(r'name="shown" value="(\d+)"', page)
    assert shown is not None, page
    chosen = {"4.2": str(judged.second.pk), "shown": shown[1], "version": str(judged.now().version)}
    post(second, f"{judged.address}/khac-nhau", **chosen)
    assert judged.now().texts["upper.answers.4.2"] == "8"


def test_a_correction_of_the_record_is_said_and_nothing_is_lost(judged: Judged) -> None:
    """The cell corrects while it is assessed: nothing is handed in of other figures until the supervisor looked."""
    browser = begun(judged)
    typed(browser, judged, **{"4_2": "7,5"})
    judged.correct_record(speakers="10")
    answer = browser.get(f"{judged.address}/gui")
    assert answer["Location"] == f"{judged.address}/"
    page = text(browser.get(f"{judged.address}/"))
    assert "Chi bộ đã nộp bản khác" in page
    assert judged.now().texts["upper.answers.4.2"] == "7,5"
    post(browser, f"{judged.address}/")
    assert "7,5" in text(browser.get(f"{judged.address}/bang"))
    assert post(browser, f"{judged.address}/gui").status_code == 302
    upper, evaluation = judged.state().upper, judged.state().evaluation
    assert upper is not None
    assert evaluation is not None
    assert upper.body["evaluation"] == evaluation.hash


def test_given_back_while_it_is_assessed(judged: Judged) -> None:
    """The cell sees why at once; what was typed is there when it hands in again."""
    browser = begun(judged)
    typed(browser, judged, **{"4_2": "7,5"})
    assert post(browser, f"{judged.address}/tra-lai", reason=" ").status_code == 400
    post(browser, f"{judged.address}/tra-lai", reason="Thiếu biên bản")
    assert judged.state().returned is not None
    assert "Thiếu biên bản" in text(browser.get(f"{judged.address}/"))
    assert "Thiếu biên bản" in text(browser_of(judged.cell.secretary).get(f"{judged.cell.address}/bien-nhan"))
    judged.correct_record(speakers="11")
    post(browser, f"{judged.address}/")
    assert judged.now().texts["upper.answers.4.2"] == "7,5"
    assert post(browser, f"{judged.address}/gui").status_code == 302
    assert judged.state().upper is not None


def test_an_assessment_is_corrected_with_a_reason(judged: Judged) -> None:
    """The earlier one stays in the ledger; the new one takes its place with the reason."""
    browser = begun(judged)
    typed(browser, judged, **{"4_2": "7,5"})
    post(browser, f"{judged.address}/gui")
    first = judged.state().upper
    assert post(browser, f"{judged.address}/dinh-chinh", reason="").status_code == 400
    post(browser, f"{judged.address}/dinh-chinh", reason="Cộng nhầm")
    assert judged.state().upper == first
    typed(browser, judged, **{"4_2": "8"})
    assert post(browser, f"{judged.address}/gui").status_code == 302
    upper, last = judged.state().upper, [each for each in judged.state().entries if each.kind is EntryKind.CORRECTION]
    assert upper is not None
    assert upper != first
    assert upper.body["given"]["answers"]["4.2"] == "8"
    assert [each.body["reason"] for each in last] == ["Cộng nhầm"]


def test_an_assessment_that_is_opened_again_and_handed_in_unchanged_is_the_one_in_force(judged: Judged) -> None:
    """Nothing is recorded by it, so that it ends well in a month that was locked meanwhile, too."""
    from chamdiem.engine.ledger.authorities import Act, LockedMonth, give_mandate, set_lock  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.mandates import Mandate  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.roles import Role  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.installation import ADMINISTRATOR  # noqa: PLC0415 - as above

    ledger, stamp, office = house().ledger, house().office.clock.stamp(), f"vp-{judged.cell.id}"
    given = Mandate(id=office, actor=office, role=Role.OFFICE, node=judged.cell.id, first=house().today)
    give_mandate(ledger, given, Act(ADMINISTRATOR), stamp)
    browser = begun(judged)
    typed(browser, judged, **{"4_2": "7,5"})
    post(browser, f"{judged.address}/gui")
    first = judged.state().last
    post(browser, f"{judged.address}/dinh-chinh", reason="Xem lại")
    set_lock(ledger, LockedMonth(node=judged.cell.id, period=judged.cell.month), Act(office), stamp)
    assert post(browser, f"{judged.address}/gui").status_code == 302
    assert (judged.state().last, judged.now().entry) == (first, first.sequence)


def test_what_falls_with_a_later_correction_goes_on_from_what_was_typed(judged: Judged) -> None:
    """The cell corrects after it was assessed: the assessment fell, and is not typed anew."""
    browser = begun(judged)
    typed(browser, judged, **{"4_2": "7,5"})
    post(browser, f"{judged.address}/gui")
    judged.correct_record(speakers="10")
    assert judged.state().upper is None
    assert "1 kỳ đang chờ chấm" in text(browser.get("/cham"))
    post(browser, f"{judged.address}/")
    assert "7,5" in text(browser.get(f"{judged.address}/bang"))
    assert post(browser, f"{judged.address}/gui").status_code == 302
    assert judged.state().upper is not None


@pytest.mark.parametrize("step", ["closed", "appended"])
def test_what_is_cut_off_on_its_way_is_brought_to_an_end(judged: Judged, step: str) -> None:
    """Between closing and the ledger it goes on as a draft; between the ledger and the mark it is marked."""
    from chamdiem.web import assessing  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.assessing import open_assessment, recover_assessments  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.kept import kept_meeting  # noqa: PLC0415 - as above

    browser = begun(judged)
    typed(browser, judged, **{"4_2": "7,5"})
    kept = kept_meeting(house(), f"regular/{judged.cell.month}/{judged.cell.id}")
    assert kept is not None
    opened = open_assessment(house(), "vi", judged.cell.at, kept)
    assert opened is not None
    draft = assessing._closed(opened.draft, assessing._identity(opened.draft.evaluation, opened.filled))  # noqa: SLF001 - its steps, one by one
    if step == "appended":
        assessing._appended(opened, judged.supervisor, draft)  # noqa: SLF001 - as above
    assert recover_assessments(house()) >= 1
    assert (judged.now().entry is not None) == (step == "appended")
    if step == "closed":
        assert post(browser, f"{judged.address}/gui").status_code == 302
    kinds = [entry.kind for entry in judged.state().entries]
    assert kinds.count(EntryKind.UPPER) == 1


def test_a_page_of_an_assessment_asks_the_tables_seldom(judged: Judged) -> None:
    """No question for each criterion or cell."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    browser = begun(judged)
    for name in ("", "bang", "nhom-4", "gui"):
        browser.get(f"{judged.address}/{name}")
        with CaptureQueriesContext(connection) as found:
            assert browser.get(f"{judged.address}/{name}").status_code == 200
        assert len(found) <= 8, [each["sql"] for each in found]
    browser.get("/cham")
    with CaptureQueriesContext(connection) as found:
        browser.get("/cham")
    assert len(found) <= 11, [each["sql"] for each in found]
