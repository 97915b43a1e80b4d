"""A meeting's whole life by programs alone, and what each of them is told where it cannot do what it asks."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.proof.merkle import proves_inclusion
from places import EXAMPLES
from samples import load_record

if TYPE_CHECKING:
    from asking import Program

pytestmark = pytest.mark.usefixtures("installation")
MONTH = "2025-11"


def told(answer: Any, status: int) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what an answer says, which has a status."""
    assert answer.status_code == status, answer.content.decode()
    if status >= 400:
        assert answer["Content-Type"] == "application/problem+json"
    return json.loads(answer.content)


def example() -> Any:  # noqa: ANN401 - as above
    """Return what a record says, with all that stands in it as text."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    return load_record(EXAMPLES / "01-an-phu-day-du.yaml", house().today).document.data


def programs() -> dict[Role, Program]:
    """Return a program of each role of the township."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up

    return {role: program_of(role) for role in Role}


def handed_in(month: str) -> tuple[dict[Role, Program], int]:
    """Fill in and hand in the meeting of a month by a program, and return the programs and the evaluation's number."""
    from drafting import whole  # noqa: PLC0415 - once Django is set up

    by = programs()
    path = f"/drafts/cb-mau/{month}/regular"
    texts = {**whole(), "date": f"05/{month[5:]}/{month[:4]}"}
    begun = by[Role.CLERK].put(path, {"texts": texts}, If_None_Match="*")
    draft = told(begun, 201)
    asked = {"cell": "cb-mau", "period": month, "kind": "regular", "version": draft["version"]}
    told(by[Role.SECRETARY].post("/submissions", asked), 201)
    meeting = told(by[Role.SECRETARY].get(f"/meetings/cb-mau/{month}/regular"), 200)
    return by, meeting["entries"]["evaluation"]


def test_a_meeting_lives_its_life_by_programs() -> None:
    """It is begun, filled in, handed in, given back, mended, assessed and decided; each sees what they may."""
    by, number = handed_in(MONTH)
    path, meeting = f"/drafts/cb-mau/{MONTH}/regular", f"/meetings/cb-mau/{MONTH}/regular"
    asked = {"cell": "cb-mau", "period": MONTH, "kind": "regular"}
    returned = by[Role.SUPERVISOR].post("/returns", {"entry": number, "reason": "Ghi thiếu người phát biểu"})
    assert told(returned, 201)["kind"] == "return"
    version = told(by[Role.SECRETARY].get(path), 200)["version"]
    again = by[Role.SECRETARY].post("/submissions", {**asked, "version": version})
    assert told(again, 409)["type"].endswith("reopen_first")
    draft = told(by[Role.SECRETARY].post("/reopenings", asked), 201)
    assert (draft["corrects"], draft["closed"], draft["reason"]) == (number, False, "Ghi thiếu người phát biểu")
    tag = by[Role.SECRETARY].get(path)["ETag"]
    texts = {**draft["texts"], "speakers": "11"}
    saved = told(by[Role.SECRETARY].put(path, {"texts": texts}, If_Match=tag), 200)
    reading = told(by[Role.SECRETARY].get(f"{path}/evaluation"), 200)
    assert reading["faults"] == {}
    told(by[Role.SECRETARY].post("/submissions", {**asked, "version": saved["version"]}), 201)
    number = told(by[Role.OFFICE].get(meeting), 200)["entries"]["evaluation"]

    own = example()["assessments"]["self"]
    sent = {"entry": number, "answers": own["answers"], "deduction_notes": own.get("deduction_notes", {})}
    assert told(by[Role.SUPERVISOR].post("/assessments", sent), 201)["kind"] == "upper"
    assert told(by[Role.SECRETARY].get(meeting), 200)["layers"].keys() == {"self"}
    seen = told(by[Role.OFFICE].get(meeting), 200)["layers"]
    assert seen.keys() == {"self", "upper"}
    assert all(isinstance(each, str | None) for layer in seen.values() for each in layer["points"].values())
    ratings = told(by[Role.STANDING_COMMITTEE].get(meeting), 200)["ratings"]
    other = by[Role.STANDING_COMMITTEE].post("/decisions", {"entry": number, "rating": "trung-binh"})
    assert told(other, 422)["faults"]
    decided = {"entry": number, "rating": ratings["upper"]}
    assert told(by[Role.STANDING_COMMITTEE].post("/decisions", decided), 201)["kind"] == "decision"
    after = told(by[Role.SECRETARY].get(meeting), 200)
    assert (after["stage"], after["ratings"]["decided"]) == ("decided", ratings["upper"])
    assert after["layers"].keys() == {"self", "upper"}


def test_what_was_done_is_corrected_by_whoever_has_seen_it() -> None:
    """Taken back, assessed and decided once more: with the version that was read and the reason, and no other way."""
    by, number = handed_in("2025-06")
    meeting = "/meetings/cb-mau/2025-06/regular"
    asked = {"cell": "cb-mau", "period": "2025-06", "kind": "regular", "reason": "Ghi nhầm tháng"}
    tag, size = by[Role.SECRETARY].get(meeting)["ETag"], ledger_size()
    assert told(by[Role.SECRETARY].post("/withdrawals", asked), 428)["type"].endswith("unseen")
    stale = told(by[Role.SECRETARY].post("/withdrawals", asked, If_Match='"1"'), 412)
    assert (stale["current"]["stage"], stale["sent"]) == ("submitted", asked)
    assert told(by[Role.SECRETARY].post("/withdrawals", {**asked, "reason": " "}, If_Match=tag), 422)["faults"]
    assert ledger_size() == size
    assert told(by[Role.SECRETARY].post("/withdrawals", asked, If_Match=tag), 201)["kind"] == "correction"
    draft = told(by[Role.SECRETARY].get("/drafts/cb-mau/2025-06/regular"), 200)
    assert (draft["closed"], draft["reason"]) == (False, "Ghi nhầm tháng")
    tag = by[Role.SECRETARY].get(meeting)["ETag"]
    assert told(by[Role.SECRETARY].post("/withdrawals", asked, If_Match=tag), 409)["type"].endswith("not_handed_in")
    again = {**asked, "version": draft["version"]}
    del again["reason"]
    told(by[Role.SECRETARY].post("/submissions", again), 201)

    sent = {"entry": number, "answers": example()["assessments"]["self"]["answers"]}
    notes = dict.fromkeys(sent["answers"], "Xem lại")
    first = told(by[Role.SUPERVISOR].post("/assessments", {**sent, "deduction_notes": notes}), 201)
    fewer = {**sent, "answers": {**sent["answers"], "4.2": "7"}, "deduction_notes": notes}
    assert told(by[Role.SUPERVISOR].post("/assessments", {**fewer, "reason": "Cộng nhầm"}), 422)["faults"]
    assert told(by[Role.SUPERVISOR].post("/assessments", {**fewer, "reason": "x"}, If_Match=tag), 412)["current"]
    tag = by[Role.SUPERVISOR].get(meeting)["ETag"]
    assert told(by[Role.SUPERVISOR].post("/assessments", fewer, If_Match=tag), 422)["faults"], "it needs the reason"
    done = told(by[Role.SUPERVISOR].post("/assessments", {**fewer, "reason": "Cộng nhầm"}, If_Match=tag), 201)
    assert done["number"] > first["number"]

    decided = {"entry": number, "rating": "tot", "paper": {"number": "31-QĐ/ĐU", "day": "2026-01-05"}}
    decided = {**decided, "rating": told(by[Role.OFFICE].get(meeting), 200)["ratings"]["upper"]}
    wrong = {**decided, "paper": {"number": "31-QĐ/ĐU", "day": "2026-02-30"}}
    assert told(by[Role.STANDING_COMMITTEE].post("/decisions", wrong), 422)["faults"]
    told(by[Role.STANDING_COMMITTEE].post("/decisions", decided), 201)
    other = {"entry": number, "rating": "trung-binh", "reason": "Đơn thư"}
    assert told(by[Role.STANDING_COMMITTEE].post("/decisions", other, If_Match=tag), 412)["current"]
    assert told(by[Role.STANDING_COMMITTEE].post("/decisions", other), 422)["faults"]
    tag = by[Role.STANDING_COMMITTEE].get(meeting)["ETag"]
    told(by[Role.STANDING_COMMITTEE].post("/decisions", other, If_Match=tag), 201)
    assert told(by[Role.SECRETARY].get(meeting), 200)["ratings"]["decided"] == "trung_binh"


def test_a_record_is_scored_as_it_is_written() -> None:
    """“0,5” and 0.5 are the same text, no float is anywhere, and nothing is kept."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up
    from chamdiem.engine.explanation.results import evaluation_json  # noqa: PLC0415 - as above
    from chamdiem.engine.office.checking import evaluate_content  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above

    program, size = program_of(Role.CLERK), house().ledger.size()
    content = json.dumps(example(), ensure_ascii=False).encode()
    answer = program.post("/score", content)
    assert told(answer, 200) == evaluation_json(evaluate_content(house().office, content, "record.json"), "en")
    json.loads(answer.content, parse_float=pytest.fail)
    broken = told(program.post("/score", content.replace(b'"present": "', b'"present": "x')), 422)
    assert broken["faults"][0]["line"] == 1
    assert broken["faults"][0]["path"] == ["present"]
    assert house().ledger.size() == size
    assert told(program.post("/score?framework=/etc/passwd.yaml", content), 404)
    assert told(program.post("/score?framework=khong/co", content), 404)


def test_an_entry_is_proved_without_the_ledger() -> None:
    """Whoever has an entry and a checkpoint needs nothing else to see that it is there."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up

    auditor = program_of(Role.AUDITOR)
    entry = told(auditor.get("/entries?limit=1"), 200)["items"][0]
    assert sha256(entry["canonical"].encode()).hexdigest() == entry["hash"]
    held = told(auditor.get("/checkpoint"), 200)
    proof = told(auditor.get(f"/proofs/{entry['number']}?size={held['size']}"), 200)
    path = tuple(base64.b64decode(each) for each in proof["path"])
    assert proof["root"] == held["root"]
    root = base64.b64decode(held["root"])
    assert proves_inclusion(entry["canonical"].encode(), proof["index"], proof["size"], path, root)
    assert told(auditor.get(f"/proofs/{entry['number']}?size={held['size'] + 10**6}"), 422)["size"] >= held["size"]


def test_lists_are_read_page_by_page() -> None:
    """Each page begins where the one before it ended, and together they are all there is, once."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up

    office, auditor = program_of(Role.OFFICE), program_of(Role.AUDITOR)
    for program, path in ((office, "/cells?"), (office, "/lists/xa-mau/2025-10?"), (auditor, "/entries?")):
        whole = told(program.get(f"{path}limit=100"), 200)["items"]
        found, following = [], ""
        while following is not None:
            page = told(program.get(f"{path}limit=1{following and f'&after={following}'}"), 200)
            found += page["items"]
            following = page["next"]
        assert found[: len(whole)] == whole
    rows = told(office.get("/lists/xa-mau/2025-10"), 200)["items"]
    assert {row["cell"]: row["stage"] for row in rows} == {"cb-ben-canh": "not_begun", "cb-mau": "submitted"}
    meetings = told(office.get("/meetings?period=2025-10&cell=cb-mau"), 200)
    assert [(each["cell"], each["stage"]) for each in meetings["items"]] == [("cb-mau", "submitted")]
    assert told(office.get("/meetings?period=2025-10&stage=decided"), 200)["items"] == []


def test_what_is_sent_twice_is_done_once() -> None:
    """The same key gives the same answer for a day; with another body it is refused, and in another token's hand new."""
    by, number = handed_in("2025-08")
    supervisor, size = by[Role.SUPERVISOR], ledger_size()
    asked = {"entry": number, "reason": "Thiếu biên bản"}
    first = supervisor.post("/returns", asked, Idempotency_Key="mot")
    second = supervisor.post("/returns", asked, Idempotency_Key="mot")
    assert told(first, 201) == told(second, 201)
    assert (second["Idempotent-Replayed"], ledger_size()) == ("true", size + 1)
    other = supervisor.post("/returns", {**asked, "reason": "Khác"}, Idempotency_Key="mot")
    assert told(other, 422)["type"].endswith("key_used")
    refused = [told(supervisor.post("/returns", asked, Idempotency_Key="hai"), 422) for _ in range(2)]
    assert refused[0] == refused[1]
    assert told(by[Role.OFFICE].post("/returns", asked, Idempotency_Key="mot"), 422)["faults"]
    assert told(supervisor.ask("POST", "/returns", asked), 400)["faults"][0]["code"] == "api.missing"


def ledger_size() -> int:
    """Return how many entries the ledger has."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up

    return house().ledger.size()


def test_what_is_not_asked_in_the_right_shape_is_a_problem() -> None:
    """Before the router and behind it, whatever is wrong: one shape, one sentence, nothing done."""
    from asking import NOBODY, Program, program_of  # noqa: PLC0415 - once Django is set up

    secretary = program_of(Role.SECRETARY)
    draft = "/drafts/cb-mau/2025-09/regular"
    tag, size = secretary.get(draft)["ETag"], ledger_size()
    large = b'{"texts": {"present": "' + b"1" * 1_100_000 + b'"}}'
    cases: list[tuple[Any, int]] = [
        (NOBODY.get("/cells"), 401),
        (Program("chamdiem_sai").get("/cells"), 401),
        (Program("\u00e9").get("/cells"), 401),
        (secretary.get("/khong-co"), 404),
        (secretary.get("/drafts/cb-mau/2025-13/regular"), 400),
        (secretary.get("/drafts/cb-mau/2025-09/la"), 400),
        (secretary.get("/meetings?period=2025-10&perod=1"), 400),
        (secretary.get("/meetings?period=2025-10&period=2025-11"), 400),
        (secretary.get("/cells?limit=0"), 400),
        (secretary.ask("DELETE", draft), 405),
        (secretary.ask("PATCH", "/cells", {}), 405),
        (secretary.put(draft, {"texts": {}}), 428),
        (secretary.put(draft, {"texts": {}}, If_Match='"0-0-open"'), 412),
        (secretary.put(draft, {"texts": {}}, If_None_Match="*"), 412),
        (secretary.put(draft, {"texts": {"khong-co": "1"}}, If_Match=tag), 422),
        (secretary.put(draft, {"texts": {"present": 7}}, If_Match=tag), 400),
        (secretary.put(draft, {"texts": {}, "more": 1}, If_Match=tag), 400),
        (secretary.put(draft, b'{"texts": {"a": "1", "a": "2"}}', If_Match=tag), 400),
        (secretary.put(draft, b'{"texts": NaN}', If_Match=tag), 400),
        (secretary.put(draft, b"\xff", If_Match=tag), 400),
        (secretary.put(draft, b"[" * 100_000, If_Match=tag), 400),
        (secretary.put(draft, b"texts=1", If_Match=tag, Content_Type="application/x-www-form-urlencoded"), 415),
        (secretary.put(draft, large, If_Match=tag), 413),
        (secretary.put("/drafts/cb-mau/2025-07/regular", {"texts": {}}, If_Match=tag), 412),
        (secretary.get("/cells", Host="la.example"), 400),
        (secretary.ask("POST", "/returns", {"entry": 1.5, "reason": ""}, Idempotency_Key="x"), 400),
        (secretary.ask("PUT", draft, {"texts": {}}, If_Match=tag, Sec_Fetch_Site="cross-site"), 403),
    ]
    for answer, status in cases:
        problem = told(answer, status)
        assert problem["status"] == status
        assert problem["title"]
        assert problem["type"].startswith("urn:chamdiem:problem:")
    conflict = told(secretary.put(draft, {"texts": {"present": "1"}}, If_Match='"x"'), 412)
    assert conflict["current"]["texts"]
    assert conflict["sent"] == {"texts": {"present": "1"}}
    assert secretary.get(draft)["ETag"] == tag
    assert ledger_size() == size


def test_no_page_and_no_session_is_a_way_into_the_api() -> None:
    """A browser that is in is nobody for the API, whatever it sends along."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    browser = entered(township().people[Role.SECRETARY])
    for answer in (
        browser.get("/api/v1/cells"),
        browser.post("/api/v1/submissions", "{}", content_type="application/json"),
        browser.put("/api/v1/drafts/cb-mau/2025-09/regular", "{}", content_type="application/json"),
    ):
        told(answer, 401)
        assert "Set-Cookie" not in answer
        assert answer.headers["Cache-Control"] == "no-store"
