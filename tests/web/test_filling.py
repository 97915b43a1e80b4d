"""How a meeting is filled in: without a script, from any framework, with what each answer gives beside it."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.cli import run
from chamdiem.engine.forms.form import FIRST
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts import sentence
from chamdiem.engine.words import formats
from places import EXAMPLES, ROOT
from scriptless import fields, names, post, read, send

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.test import Client

    from drafting import Cell
    from scriptless import Element

pytestmark = pytest.mark.usefixtures("installation")
MOST_BYTES = 25 * 1024


@pytest.fixture
def cell() -> Cell:
    """A cell of its own for each test."""
    from drafting import make_cell  # noqa: PLC0415 - the web needs an installation

    return make_cell()


@pytest.fixture
def secretary(cell: Cell) -> Client:
    """The browser of the cell's secretary."""
    return entered(cell.secretary)


def entered(account: Any) -> Client:  # noqa: ANN401 - the model is there only once Django is set up
    """Return the browser of somebody who is in."""
    from django.test import Client  # noqa: PLC0415 - the web needs an installation

    browser = Client()
    browser.force_login(account, backend="chamdiem.web.accounts.AccountBackend")
    return browser


def page_of(browser: Client, address: str) -> Element:
    """Return a page; each is small enough for a poor network, whether it travels compressed or not."""
    answer = browser.get(address)
    assert len(answer.content) <= MOST_BYTES, address
    return read(answer)


def page_sent(browser: Client, address: str) -> Element:
    """Return a page that is small enough as browsers have it sent."""
    answer = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) <= MOST_BYTES, address
    answer.content = gzip.decompress(answer.content)
    return read(answer)


def held(page: Element) -> dict[str, Any]:
    """Return what the fields of a page hold, beside those that nobody sees."""
    return {
        name: text for name, text in fields(page).items() if text and name not in {"version", "csrfmiddlewaretoken"}
    }


def fill_in(browser: Client, page: Element, texts: Mapping[str, str]) -> str:
    """Answer the questions of a page, as far as it asks them, and send it; return where that leads."""
    told: dict[str, str] = {}
    for name in names(page):
        question, _, part = name.rpartition(".")
        if name in texts:
            told[name] = texts[name]
        elif part in PARTS and question in texts:
            sign, place = PARTS[part]
            told[name] = texts[question].split(sign)[place]
    return send(browser, page, **told)


PARTS = {"ngay": ("/", 0), "thang": ("/", 1), "nam": ("/", 2), "gio": (":", 0), "phut": (":", 1)}


def whole_way(browser: Client, cell: Cell, texts: Mapping[str, str]) -> Iterator[str]:
    """Fill in a meeting page by page, as each leads to the next; yield the addresses, the last is of what is missing."""
    begin = browser.get(f"{cell.address}/")
    assert "chưa bắt đầu" in read(begin).one("h1").text
    address = post(browser, f"{cell.address}/", {})
    while not address.endswith("/con-thieu"):
        yield address
        address = fill_in(browser, page_of(browser, address.partition("#")[0]), texts)
    yield address


def test_a_meeting_is_filled_in_without_a_script_and_says_what_the_command_says(
    cell: Cell, secretary: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each page leads to the next; in the end bar, points and sentences are those of the command on the same data."""
    from drafting import whole  # noqa: PLC0415 - as above

    # where points are lost, a page asks once more, for the reason
    led = (each.partition("?")[0] for each in whole_way(secretary, cell, whole()))
    addresses = list(dict.fromkeys(led))
    assert [each.rpartition("/")[2] for each in addresses] == [
        FIRST, *(f"nhom-{number}" for number in range(1, 9)), "con-thieu",
    ]  # fmt: skip
    assert page_of(secretary, addresses[-1]).one("h1").text == "Không còn thiếu gì"
    capsys.readouterr()
    assert run(["score", str(EXAMPLES / "01-an-phu-day-du.yaml"), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["layers"]["self"]
    criteria = {each["id"]: each for group in told["groups"] for each in group["criteria"]}
    seen = set()
    for address in addresses[:-1]:
        page = page_of(secretary, address)
        bar = page.one("div", class_="bar").text
        assert bar.startswith(f"Được {told['total']} /{told['maximum']} đã chấm đủ"), bar
        for card in page.all("section"):
            one = criteria[card.attributes["data-criterion"]]
            seen.add(one["id"])
            if one["status"] == "scored":
                assert card.one("span", class_="got").text == f"{one['points']}/{one['maximum']}".replace(".", ",")
            sentences = [each.text for each in card.one("div", data_part=f"why.{one['id']}").all("p")]
            assert sentences[:1] in ([], [f"{sentence(one['reason']['text'])}."])
    assert seen == criteria.keys()
    review = page_of(secretary, f"{cell.address}/xem-lai")
    assert review.one("p", class_="big").text == "93 trên 95 điểm"
    assert "Tự xếp loại: Tốt (từ 90 trở lên)" in review.one("section", class_="card key").text


def test_a_group_without_points_is_not_one_of_none(cell: Cell, secretary: Client) -> None:
    """The review says between which ends a group lies of which something is not known: not that it has 0 points."""
    post(secretary, f"{cell.address}/", {})
    review = page_of(secretary, f"{cell.address}/xem-lai")
    told = [each.text for each in review.all("td", data_l="Điểm")]
    assert told[3:5] == ["2–25/25", "0–10/10"]
    assert all("–" in each for each in told), told


def test_nothing_is_filled_in_beforehand(cell: Cell, secretary: Client) -> None:
    """No field of a meeting that begins holds anything, and nothing is chosen; least and most are those of nothing."""
    address = post(secretary, f"{cell.address}/", {})
    page = page_of(secretary, address)
    assert held(page) == {}
    page = page_of(secretary, f"{cell.address}/nhom-4")
    assert held(page) == {}
    assert {each.one("span", class_="got").text for each in page.all("section")} == {"chưa chấm", "không tính"}


def test_every_fault_stands_beside_its_field_and_in_a_list_with_links(cell: Cell, secretary: Client) -> None:
    """All faults at once; what was typed is still there, and what is right has its points."""
    from drafting import whole  # noqa: PLC0415 - as above

    list(whole_way(secretary, cell, whole()))
    wrong = {"self.answers.4.2": "9,25", "speakers": "31", "criticism_minutes": "hai mươi"}
    address = fill_in(secretary, page_of(secretary, f"{cell.address}/nhom-4"), wrong)
    assert address == f"{cell.address}/nhom-4"
    page = page_of(secretary, address)
    assert page.one("title").text.startswith("Cần sửa 3 chỗ: 4. ")
    listed = page.one("div", role="alert").all("a")
    assert [each.attributes["href"] for each in listed[:3]] == [f"#q-{name}" for name in wrong]
    assert [each.text for each in listed[:3]] == [
        "4.2: 9,25 điểm không chia hết cho bước điểm 0,5.",
        "4.5: “Số đảng viên phát biểu” là 31, lớn hơn “Có mặt” là 21.",
        "4.7: “hai mươi” không phải số nguyên từ 0 trở lên.",
    ]
    for name, text in wrong.items():
        field = page.one("input", id=f"q-{name}")
        assert (field.attributes["value"], field.attributes["aria-invalid"]) == (text, "true")
        described = field.attributes["aria-describedby"].split()
        assert all(page.all(id=each) for each in described)
        assert page.one(id=described[0]).text.startswith("▲ Cần sửa: ")
    others = page.one("section", data_criterion="4.5").all("a")
    assert [each.attributes["href"] for each in others] == [f"{cell.address}/co-mat#q-present"]
    assert page.one("section", data_criterion="4.1").one("span", class_="got").text == "5/5"
    missing = page_of(secretary, f"{cell.address}/con-thieu")
    assert "Cần sửa: 3 chỗ" in missing.text


def test_a_note_is_asked_where_points_are_lost(cell: Cell, secretary: Client) -> None:
    """Whoever takes points off is asked why on the same page, once; whoever goes on finds it under what is missing."""
    from drafting import whole  # noqa: PLC0415 - as above

    post(secretary, f"{cell.address}/", {})
    page = page_of(secretary, f"{cell.address}/nhom-5")
    note = "self.deduction_notes.5.3"
    assert note not in names(page)
    address = fill_in(
        secretary, page, {**whole(), "self.answers.5.3": "2,5", "self.deduction_notes.5.2": "Vì việc khác."}
    )
    assert address.partition("?")[0] == f"{cell.address}/nhom-5"
    asked = page_of(secretary, address.partition("#")[0])
    assert note in names(asked)
    assert "Vì sao mất 0,5 điểm?" in asked.one("section", data_criterion="5.3").text
    assert fill_in(secretary, asked, {}).endswith("/nhom-6")
    missing = page_of(secretary, f"{cell.address}/con-thieu")
    assert "5.3 Gợi mở" in missing.text
    assert "mất 0,5 điểm" in missing.text


def test_a_choice_can_be_taken_back(cell: Cell, secretary: Client) -> None:
    """What was chosen by mistake becomes unanswered again, which is neither yes nor no."""
    post(secretary, f"{cell.address}/", {})
    address, name = f"{cell.address}/nhom-4", "self.answers.4.8"
    send(secretary, page_of(secretary, address), **{name: "có"})
    page = page_of(secretary, address)
    assert page.one("section", data_criterion="4.8").one("span", class_="got").text == "1/1"
    send(secretary, page, **{name: ""})
    page = page_of(secretary, address)
    assert page.one("section", data_criterion="4.8").one("span", class_="got").text == "chưa chấm"
    assert name not in fields(page)


def test_last_month_stands_beside_the_fields_and_in_none(cell: Cell, secretary: Client) -> None:
    """What was handed in last month is a hint in grey; a field holds only what somebody typed for this month."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.submitting import hand_in  # noqa: PLC0415 - as above
    from drafting import whole  # noqa: PLC0415 - as above

    save(
        cell.draft.pk,
        1,
        {**whole(), "limitations": "Còn hạn chế.", "votes_for": "18", "votes_total": "20"},
        cell.secretary,
    )
    hand_in(house(), cell.secretary, cell.now())
    following = f"/ky/{cell.id}/2025-12/thuong-ky"
    post(secretary, f"{following}/", {})
    page = page_of(secretary, f"{following}/nhom-4")
    assert held(page) == {}
    assert "Tháng trước: 12" in page.one("section", data_criterion="4.5").text
    later = f"/ky/{cell.id}/2026-02/thuong-ky"
    post(secretary, f"{later}/", {})
    assert "Kỳ 11/2025: 12" in page_of(secretary, f"{later}/nhom-4").text


def test_what_is_missing_says_what_each_place_can_bring(cell: Cell, secretary: Client) -> None:
    """Unscored criteria with their points, the total between its ends, and the rating that nothing changes any more."""
    from drafting import whole  # noqa: PLC0415 - as above

    texts = {**whole(), "self.answers.5.4": "", "self.answers.4.2": "2", "self.deduction_notes.4.2": "Chưa chuẩn bị."}
    list(whole_way(secretary, cell, {name: text for name, text in texts.items() if text}))
    page = page_of(secretary, f"{cell.address}/con-thieu")
    assert page.one("h1").text == "Còn thiếu 1 chỗ"
    assert (
        page.one("ul", class_="rows").text
        == "5.4 Tổng hợp, khái quát ý kiến thành kết luận hoặc nghị quyết tối đa 1 điểm"
    )
    assert "Ít nhất 85, nhiều nhất 86 trên 95. Đã có 85 điểm ở 26 tiêu chí" in page.text
    assert "Điền thế nào cũng xếp loại Khá (từ 70 đến dưới 90)." in page.text
    assert page.one("a", class_="btn main").attributes["href"] == f"{cell.address}/nhom-5#t-5.4"


def test_findings_are_questions_and_change_no_point(cell: Cell, secretary: Client) -> None:
    """Both answers are equal, kept with the draft, and asked again where what was asked about is another."""
    from drafting import whole  # noqa: PLC0415 - as above

    list(whole_way(secretary, cell, {**whole(), "minutes_approved": "không"}))
    review = page_of(secretary, f"{cell.address}/xem-lai")
    total = review.one("p", class_="big").text
    (question,) = review.one("form", id="f").all("fieldset")
    assert question.text.startswith("Câu hỏi 1 Tiêu chí 4.6 (biên bản) chấm có")
    name = question.attributes["id"]
    assert send(secretary, review).endswith("/xem-lai?tra-loi=1")
    asked = page_of(secretary, f"{cell.address}/xem-lai?tra-loi=1")
    assert asked.one("title").text.startswith("Cần sửa 1 chỗ")
    assert send(secretary, asked, **{name: "mend"}) == f"{cell.address}/nhom-4#q-self.answers.4.6"
    assert send(secretary, page_of(secretary, f"{cell.address}/xem-lai"), **{name: "keep"}).endswith("/bieu-quyet")
    assert cell.now().texts[name] == "keep"
    assert page_of(secretary, f"{cell.address}/xem-lai").one("p", class_="big").text == total


def test_whoever_has_no_mandate_there_finds_nothing(cell: Cell) -> None:
    """A cell's deputy fills in, too; for people of another cell, and for nobody, its pages are not there."""
    from drafting import make_cell  # noqa: PLC0415 - as above

    other = make_cell()
    for page in ("", "co-mat", "con-thieu", "xem-lai", "them-gi", "ma-dang-vien"):
        assert entered(other.secretary).get(f"{cell.address}/{page}").status_code == 404, page
        assert entered(cell.deputy).get(f"{cell.address}/{page}").status_code in {200, 302}, page
    assert cell.draft
    assert entered(cell.secretary).get(f"{cell.address}/nhom-99").status_code == 404


def test_a_page_asks_the_tables_few_questions(cell: Cell, secretary: Client) -> None:
    """A page of a form takes at most 6 queries, a save at most 8."""
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    from drafting import whole  # noqa: PLC0415 - as above

    list(whole_way(secretary, cell, whole()))
    for address in (
        f"{cell.address}/co-mat",
        f"{cell.address}/nhom-4",
        f"{cell.address}/con-thieu",
        f"{cell.address}/xem-lai",
    ):
        with CaptureQueriesContext(connection) as asked:
            secretary.get(address)
        assert len(asked) <= 6, [each["sql"] for each in asked.captured_queries]
    page = page_of(secretary, f"{cell.address}/nhom-4")
    with CaptureQueriesContext(connection) as asked:
        secretary.post(f"{cell.address}/nhom-4", {**fields(page), "speakers": "15"})
    queries = [each["sql"] for each in asked.captured_queries if each["sql"].split()[0] not in {"BEGIN", "COMMIT"}]
    assert len(queries) <= 8, queries


# --- attendance by codes ---


def test_ticks_fill_in_the_counts(cell: Cell, secretary: Client) -> None:
    """Who is ticked was there; of the others it is asked why, and until that is told nobody counts them."""
    post(secretary, f"{cell.address}/", {})
    codes = [f"ĐV-{number:02}" for number in range(1, 23)]
    assert post(secretary, f"{cell.address}/ma-dang-vien", {"codes": "\n".join(codes)}).endswith("#diem-danh")
    address = f"{cell.address}/co-mat"
    assert send(secretary, page_of(secretary, address), ma=codes[:20], count="1") == f"{address}#diem-danh"
    page = page_of(secretary, address)
    assert (fields(page)["present"], fields(page)["absent_excused"]) == ("20", "")
    assert {"vang.ĐV-21", "vang.ĐV-22"} <= names(page)
    send(secretary, page, **{"vang.ĐV-21": "excused", "vang.ĐV-22": "unexcused"}, count="1")
    counts = fields(page_of(secretary, address))
    assert (counts["present"], counts["absent_excused"], counts["absent_unexcused"]) == ("20", "1", "1")
    # of the months before nobody knows, so nobody says how often somebody was excused in a row
    assert "max_consecutive_excused" not in cell.now().texts


def test_counts_of_attendance_are_added_up_before_the_reader(cell: Cell, secretary: Client) -> None:
    """How many have to attend, and whether as many are told to be present or absent, stands below the counts."""
    post(secretary, f"{cell.address}/", {})
    address, counts = f"{cell.address}/co-mat", ("members_total", "members_exempt", "members_special_duty")
    told = dict(zip(counts, ("24", "2", "0"), strict=True)) | {"present": "21", "absent_excused": "1"}
    send(secretary, page_of(secretary, address), **told)
    assert page_of(secretary, address).one("div", class_="why").text == "24 − 2 − 0 = 22 đảng viên phải dự."
    for unexcused, wanted in (("0", "✓ 21 + 1 + 0 = 22, khớp"), ("1", "= 23, nhiều hơn 22 người"), ("", "phải dự.")):
        send(secretary, page_of(secretary, address), absent_unexcused=unexcused)
        assert wanted in page_of(secretary, address).one("div", class_="why").text


def test_a_list_of_codes_takes_no_names(cell: Cell, secretary: Client) -> None:
    """What may be a name is refused, and nothing of such a list is kept."""
    from chamdiem.web.attendance import codes_of  # noqa: PLC0415 - as above

    assert cell.draft
    answer = secretary.post(f"{cell.address}/ma-dang-vien", {"codes": "ĐV-01\nNguyễn Văn A\nĐV-01"})
    assert answer.status_code == 400
    assert "“NGUYỄN VĂN A” không phải mã" in answer.content.decode()
    assert "Mã ĐV-01 ghi hai lần." in answer.content.decode()
    assert codes_of(cell.id) == ()


def test_the_longest_run_is_of_one_member_at_meetings_one_after_another() -> None:
    """A meeting between two absences ends a run; where the ticks of a meeting are not known, it is at least so long."""
    from chamdiem.web.attendance import ExcusedRun, longest_run  # noqa: PLC0415 - as above

    def month(**ticks: str) -> dict[str, str]:
        return {f"tick.{code}": tick for code, tick in ticks.items()}

    meetings = [month(A="excused", B="excused"), month(A="present", B="excused"), month(A="excused", B="present")]
    assert longest_run(meetings, ("A", "B")) == ExcusedRun(2, ("B",), is_certain=True)
    assert longest_run([*meetings, None], ("A", "B")) == ExcusedRun(2, ("B",), is_certain=False)
    assert longest_run([], ("A",)) == ExcusedRun(0, (), is_certain=True)


# --- any framework ---

TYPED = {
    "count": "3", "points": "1", "decimal": "2,5", "date": "05/10/2025", "time": "19:30", "text": "chữ",
    "long_text": "Một câu.", "period": "10/2025",
}  # fmt: skip
PERIODS = {
    "occasion": "2025-10-05", "term": "2025-2030", "month": "2025-11", "quarter": "2025-Q3", "half_year": "2025-H1",
    "year": "2025",
}  # fmt: skip


def every_framework() -> list[str]:
    """Return what ships and what teaches: ids, and files."""
    teaching = [
        *ROOT.glob("tests/rubrics/*.yaml"),
        ROOT / "tests/subjects/collective.yaml",
        ROOT / "tests/subjects/person.yaml",
    ]
    return [*Catalog().ids, *map(str, sorted(teaching))]


def meeting_of(framework: str) -> tuple[Client, Cell, str]:
    """Return a secretary's browser, the cell, and the address of something that a framework scores."""
    from drafting import make_cell  # noqa: PLC0415 - as above

    shape = Catalog().find(framework).framework.shape
    cell = make_cell(framework)
    kinds = shape.by_name[shape.period].periods if shape.period else ()
    period = PERIODS[kinds[-1] if kinds else "month" if shape.kind else "occasion"]
    return entered(cell.secretary), cell, f"/ky/{cell.id}/{period}/{'thuong-ky' if shape.kind else 'ky'}"


def opened_at(address: str, cell: Cell) -> Any:  # noqa: ANN401 - see above
    """Return the draft under an address."""
    from chamdiem.web.converters import KindConverter  # noqa: PLC0415 - as above
    from chamdiem.web.held import MeetingAddress  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.open_draft import open_draft  # noqa: PLC0415 - as above

    period, kind = address.split("/")[-2:]
    return open_draft(house(), "vi", MeetingAddress(cell.id, period, KindConverter().to_python(kind)))


def answered(question: Any, text: str | None) -> dict[str, str]:  # noqa: ANN401 - see above
    """Return what the fields of a question send: a text in each, or an answer that it may have."""
    from chamdiem.web.answers import field_names, field_texts  # noqa: PLC0415 - as above

    given = question.choices[0].value if question.choices else TYPED[question.column.kind]
    return dict(zip(field_names(question), field_texts(question, given if text is None else text), strict=True))


def faults_of_pages(framework: str, text: str | None) -> Iterator[str]:
    """Answer all that a framework asks, or write a text everywhere; yield what is not shown as it is scored."""
    browser, cell, address = meeting_of(framework)
    browser.post(f"{address}/", {})
    for form_page in opened_at(address, cell).pages:
        sent = {name: told for question in form_page.all_questions for name, told in answered(question, text).items()}
        version = str(opened_at(address, cell).draft.version)
        browser.post(f"{address}/{form_page.id}", {"version": version, **sent})
    opened = opened_at(address, cell)
    evaluation = ScorerCache(Catalog()).evaluate(opened.filled.record, opened.form.framework)
    shown: set[str] = set()
    for form_page in opened.pages:
        # where every field is wrong, a page says of each twice what is
        page = (page_of if text is None else page_sent)(browser, f"{address}/{form_page.id}")
        shown |= {
            each.attributes["data-criterion"] for each in page.all("section") if "data-criterion" in each.attributes
        }
        least = {page.one("div", class_="bar").one("span", data_part="ends").one("b").text}
        bar = evaluation.own.total.least
        wanted = formats.points(bar, "vi") if opened.form.framework.framework.points is not None else str(bar)
        if least != {wanted}:
            yield f"{form_page.id}: {least}, not {wanted}"
    if shown != {each.id for each in opened.form.framework.framework.criteria}:
        yield f"not shown: {shown}"
    page_of(browser, f"{address}/con-thieu")
    page_of(browser, f"{address}/xem-lai")


def test_every_page_of_every_framework_opens() -> None:
    """Of what ships and what teaches, of any subject, with points or without, all is shown as it is scored."""
    assert {name: found for name in every_framework() if (found := list(faults_of_pages(name, None)))} == {}


@pytest.mark.nightly
def test_every_page_of_every_framework_opens_whatever_is_typed() -> None:
    """What is no answer anywhere is a fault at each field, and none of it is markup."""
    assert {name: found for name in every_framework() if (found := list(faults_of_pages(name, "-7,777 <b>x")))} == {}


def test_pages_speak_english_to_whoever_chose_it(cell: Cell) -> None:
    """Every page is there in the second language, with a decimal point; the framework's own words stay as they are."""
    cell.deputy.lang = "en"
    cell.deputy.save()
    browser = entered(cell.deputy)
    assert "has not begun" in page_of(browser, f"{cell.address}/").one("h1").text
    post(browser, f"{cell.address}/", {})
    for name in (FIRST, "nhom-3", "con-thieu", "xem-lai", "them-gi", "ma-dang-vien"):
        page = page_of(browser, f"{cell.address}/{name}")
        assert page.one("html").attributes["lang"] == "en"
    assert "Present (members)" in page_of(browser, f"{cell.address}/{FIRST}").text
    group = page_of(browser, f"{cell.address}/nhom-3")
    assert "At least" in group.one("div", class_="bar").text
    assert "0.5" in group.one("section", data_criterion="3.1").text


# --- any period ---


def test_any_period_of_any_framework_is_reached_from_the_tasks(cell: Cell) -> None:
    """Whoever writes a period of what is scored is led to its address; what is none is told beside its field."""
    from chamdiem.web.models import NodeSetting  # noqa: PLC0415 - as above
    from chamdiem.web.node_settings import FRAMEWORK  # noqa: PLC0415 - as above

    browser, asked = entered(cell.secretary), f"/ky/{cell.id}/"
    assert f'href="{asked}"' in browser.get("/viec").content.decode()
    for sort, told, address in (
        ("regular", "tháng 9/2025", "2025-09/thuong-ky"),
        ("thematic", "2025-10", "2025-10/chuyen-de"),
    ):
        assert browser.post(asked, {"sort": sort, "period": told})["Location"] == f"{asked}{address}/"
    for sort, told, fault in (
        ("", "9/2025", "Chọn một loại"),
        ("regular", "<b>", "&lt;b&gt;"),
        ("regular", "1/2999", "chưa tới"),
    ):
        answer = browser.post(asked, {"sort": sort, "period": told})
        assert (answer.status_code, fault in answer.content.decode()) == (400, True), told
    for file, told, address in (
        ("tests/subjects/person.yaml", "05/10/2025", "2025-10-05"),
        ("criteria/trung-uong/qd-366-2025.yaml", "nhiệm kỳ 2020-2025", "2020-2025"),
        ("criteria/trung-uong/qd-366-2025.yaml", "quý III/2025", "2025-Q3"),
    ):
        NodeSetting.objects.filter(node=cell.id, name=FRAMEWORK).update(value=str(ROOT / file))
        answer = browser.post(asked, {"sort": "ky", "period": told})
        assert answer["Location"] == f"{asked}{address}/ky/", answer.content.decode()
        assert "Bắt đầu" in browser.get(answer["Location"]).content.decode()
        browser.post(answer["Location"], {})
        opened = opened_at(answer["Location"].rstrip("/"), cell)
        assert opened.filled.record.of_period == address
        # what is begun is a task of its own
        assert answer["Location"] in browser.get("/viec").content.decode()


@pytest.mark.parametrize(
    "address", ["2025-13/thuong-ky", "2025-02-30/ky", "2025-2024/ky", "2025-2099/ky", "2025-Q3/thuong-ky", "2025-11/ky"]
)
def test_what_is_no_period_of_such_a_thing_is_not_begun(cell: Cell, address: str) -> None:
    """An address of no day, no term, or of what the framework does not score leads to no draft."""
    from chamdiem.web.models import Draft  # noqa: PLC0415 - as above

    answer = entered(cell.secretary).post(f"/ky/{cell.id}/{address}/", {})
    assert answer.status_code in {400, 404}
    assert not Draft.objects.filter(cell=cell.id, period=address.split("/", maxsplit=1)[0]).exists()


def test_whoever_takes_paper_home_begins_nothing(cell: Cell) -> None:
    """The blank sheet and the workbook of a meeting are there before anybody began it, and nothing is begun by them."""
    from chamdiem.web.models import Draft  # noqa: PLC0415 - as above

    browser = entered(cell.secretary)
    for name, begins in (("phieu-trong.pdf", b"%PDF"), ("so.xlsx", b"PK")):
        assert browser.get(f"{cell.address}/{name}").content.startswith(begins)
    assert not Draft.objects.filter(cell=cell.id).exists()
