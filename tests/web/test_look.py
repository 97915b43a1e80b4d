"""How the pages look and are used, in a real browser: on a phone without a script, on a PC, dark, enlarged, printed."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browsing import DESK, NEEDS, PHONE, chromium, entered
from chamdiem.engine.ledger.entries import EntryKind
from looking import look, unfit
from serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from drafting import Cell

pytestmark = [
    pytest.mark.usefixtures("installation"),
    pytest.mark.skipif(chromium() is None, reason=NEEDS),
]
MOST_TAPS = 60
PATIENCE = 60_000
"""Milliseconds, of a machine on which others are at work."""
MOST_BYTES = 25 * 1024


@pytest.fixture
def cell() -> Cell:
    """Give a cell that has begun nothing."""
    from drafting import make_cell  # noqa: PLC0415 - the web needs an installation

    return make_cell()


class Secretary:
    """Somebody who fills in a meeting, and counts each tap, and each input that is no count."""

    def __init__(self, page: Page, reader: Page, texts: Mapping[str, str]) -> None:
        # axe is a script: what stands on a page is read by it in another window
        self.page, self.reader, self.texts = page, reader, texts
        page.set_default_timeout(PATIENCE)
        reader.set_default_timeout(PATIENCE)
        self.taps = 0
        self.wrong: list[str] = []

    def see(self) -> None:
        """Look at the page that is there."""
        self.wrong += unfit(self.page)
        self.reader.goto(self.page.url)
        self.wrong += look(self.reader)
        size = len(self.page.content().encode())
        self.wrong += [f"{self.page.url}: {size} bytes"] if size > MOST_BYTES else []

    def tap(self, target: Locator) -> None:
        """Tap on something, and wait for where it leads."""
        self.taps += 1
        target.click()
        self.page.wait_for_load_state()

    def fill_in(self) -> None:
        """Answer what the page asks, as far as it does."""
        for field in self.page.locator("#f [name]:visible, #f [type=radio]").all():
            name = field.get_attribute("name") or ""
            text, kind = self._text(name), field.get_attribute("type")
            if text is None or field.is_disabled():
                continue
            if kind == "radio":
                if field.get_attribute("value") == text and not field.is_checked():
                    self.taps += 1
                    field.locator("xpath=ancestor::label").click()
            elif field.evaluate("each => each.tagName") == "SELECT":
                self.taps += 2
                field.select_option(text)
            else:
                self.taps += field.get_attribute("inputmode") is None
                field.fill(text)

    def _text(self, name: str) -> str | None:
        question, _, part = name.rpartition(".")
        if name in self.texts:
            return self.texts[name]
        places = {"ngay": ("/", 0), "thang": ("/", 1), "nam": ("/", 2), "gio": (":", 0), "phut": (":", 1)}
        if part not in places or question not in self.texts:
            return None
        sign, place = places[part]
        return self.texts[question].split(sign)[place]


def test_the_whole_way_of_a_meeting_without_a_script_on_a_phone(chrome: Browser, address: str, cell: Cell) -> None:
    """From what is to be done to the receipt by taps and counts alone; each page fits, and nobody needs good eyes.

    Tapped twice, a meeting is handed in once.
    """
    from drafting import whole  # noqa: PLC0415 - the web needs an installation

    with (
        entered(chrome, address, cell.secretary, viewport=PHONE, java_script_enabled=False) as context,
        entered(chrome, address, cell.secretary, viewport=PHONE) as other,
    ):
        way = Secretary(context.new_page(), other.new_page(), whole())
        page = way.page
        page.goto(f"{address}{cell.address}/")
        way.see()
        way.tap(page.locator("main .btn.main"))
        while not page.url.endswith("/con-thieu"):
            way.see()
            way.fill_in()
            way.tap(page.locator(".bar .btn.main"))
        way.see()
        way.tap(page.locator("main .btn.main"))
        assert page.url.endswith("/xem-lai")
        way.see()
        for each in page.locator("main fieldset").all():
            way.tap(each.locator("label").first)
        way.tap(page.locator("main .btn.main"))
        assert page.url.endswith("/bieu-quyet")
        way.see()
        way.fill_in()
        way.tap(page.locator("label[for=sure]"))
        way.taps += 1
        page.locator("[value=submit]").dblclick()
        # the second tap ends the way that the first began: what is waited for is where the browser arrives at last
        expect(page).to_have_url(re.compile(r"/bien-nhan$"), timeout=PATIENCE)
        page.wait_for_load_state()
        way.see()
    assert way.wrong == []
    assert way.taps <= MOST_TAPS, way.taps
    assert len(_submissions(cell)) == 1


def _submissions(cell: Cell) -> list[int]:
    from chamdiem.web.drafts import meeting_key_of  # noqa: PLC0415 - the web needs an installation
    from chamdiem.web.house import house  # noqa: PLC0415 - as above

    found = house().ledger.about(meeting_key_of(house(), cell.now()))
    return [each.sequence for each in found if each.kind is EntryKind.SUBMISSION]


def test_what_is_wrong_is_shown_to_all(chrome: Browser, address: str, cell: Cell) -> None:
    """A page full of faults, and the one on which two texts collided, in a browser with the script: light and dark."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - the web needs an installation

    save(cell.draft.pk, 1, {"present": "hai mươi", "speakers": "99", "self.answers.4.2": "9,25"}, cell.deputy)
    save(cell.draft.pk, 1, {"present": "21", "speakers": "9"}, cell.secretary)
    found = []
    with entered(chrome, address, cell.secretary, viewport=PHONE) as context:
        page = context.new_page()
        for name in ("co-mat", "nhom-4", "khac-nhau", "bieu-quyet"):
            page.goto(f"{address}{cell.address}/{name}")
            found += look(page, dark=True)
    assert found == []


def test_on_paper_there_is_what_is_read_and_nothing_to_press(chrome: Browser, address: str, cell: Cell) -> None:
    """A printed page has no buttons, no bar and no menu, and nothing beside the sheet."""
    assert cell.draft.version == 1
    with entered(chrome, address, cell.secretary, viewport={"width": 718, "height": 1000}) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        for name in ("nhom-4", "xem-lai"):
            page.goto(f"{address}{cell.address}/{name}")
            assert page.locator(".btn:visible, .bar:visible, nav:visible, .skip:visible").count() == 0
            assert page.locator("h1").is_visible()
            assert page.locator(".beside:visible").count() == 0
            assert [each for each in unfit(page) if "too wide" in each] == []


WIDE = {"width": 1366, "height": 768}


def test_a_wide_screen_shows_beside_a_form_how_it_stands(chrome: Browser, address: str, cell: Cell) -> None:
    """It stays in sight while one types, says at once what an answer changed, and nothing is said twice."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - the web needs an installation

    save(cell.draft.pk, 1, {"present": "21", "speakers": "99"}, cell.secretary)
    found = []
    with entered(chrome, address, cell.secretary, viewport=WIDE) as context:
        page = context.new_page()
        for name in ("co-mat", "nhom-4"):
            page.goto(f"{address}{cell.address}/{name}")
            found += look(page, dark=True)
        beside, lacks = page.locator(".beside"), page.locator(".beside [href='#t-4.4']")
        before = beside.locator("[data-part=left]").inner_text()
        assert page.locator("[data-part=ends]:visible, [data-part=left]:visible").count() == 2, (
            "its least and what is left, once"
        )
        page.locator("[name='self.answers.4.4'][value='2']").check(force=True)
        lacks.wait_for(state="hidden")
        assert beside.locator("[data-part=left]").inner_text() != before
        page.locator("[data-criterion='4.8']").scroll_into_view_if_needed()
        head, form = beside.locator("h2").first.bounding_box(), page.locator("#f").bounding_box()
        assert head is not None
        assert form is not None
        assert head["y"] >= 0, "it stays"
        assert head["x"] >= form["x"] + form["width"]
        page.set_viewport_size({"width": 768, "height": 1024})
        assert not beside.is_visible()
        assert page.locator(".bar [data-part=left]").is_visible()
    assert found == []


def test_a_long_name_stands_beside_the_links_of_the_head(chrome: Browser, address: str, cell: Cell) -> None:
    """It takes as many lines as it needs, whole; the links stay on the right."""
    name = "Chi bộ khu phố Hoa Mẫu trực thuộc Đảng bộ bộ phận cơ quan chính quyền phường Ví Dụ, tỉnh Thử · bí thư"
    with entered(chrome, address, cell.secretary, viewport=WIDE) as context:
        page = context.new_page()
        for width, place in ((1366, "viec"), (1366, f"{cell.address[1:]}/co-mat"), (768, "viec")):
            page.set_viewport_size({"width": width, "height": 768})
            page.goto(f"{address}/{place}")
            page.evaluate("name => { document.querySelector('.who').textContent = name; }", name)
            who, links = page.locator(".who").bounding_box(), page.locator(".top nav").bounding_box()
            assert who is not None
            assert links is not None
            assert who["x"] + who["width"] <= links["x"]
            assert who["y"] < links["y"] + links["height"]
            assert links["height"] < 60, "in one line"
            assert unfit(page) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_meeting_is_assessed_without_a_script(chrome: Browser, address: str, size: dict[str, int]) -> None:
    """From the list to the ledger: by group on a phone, by keyboard in one table on a PC; every page fits."""
    from judging import answers, make_judged  # noqa: PLC0415 - the web needs an installation

    judged = make_judged()
    wrong: list[str] = []
    told = answers(**{"4_2": "7,5"})
    with (
        entered(chrome, address, judged.supervisor, viewport=size, java_script_enabled=False) as plain,
        entered(chrome, address, judged.supervisor, viewport=size) as reading,
    ):
        page, reader = plain.new_page(), reading.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}{judged.address}/")
        page.locator("main .btn.main").click()
        page.goto(f"{address}{judged.address}/bang")
        for name, text in told.items():
            field = page.locator(f'input.n[name="{name}"], input[type=radio][name="{name}"][value="{text}"]')
            if field.count() == 0 or "deduction" in name:
                continue
            if field.first.get_attribute("type") == "radio":
                field.first.focus()
                page.keyboard.press("Space")
            else:
                field.first.focus()
                page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.locator("[name='upper.deduction_notes.4.2']").fill("Chưa phân công ai làm")
        for name, text in told.items():
            note = page.locator(f'textarea[name="{name}"]:enabled')
            if "deduction" in name and note.count() and not note.input_value():
                note.fill(text)
        page.locator(".bar .btn.main").click()
        for name in ("", "bang", "bang?xem=khac", "bang?xem=chua", "nhom-4", "gui", "tra-lai"):
            reader.goto(f"{address}{judged.address}/{name}")
            wrong += look(reader, dark=True)
        page.goto(f"{address}{judged.address}/gui")
        page.locator("main .btn.main").click()
        reader.goto(f"{address}{judged.address}/")
        wrong += look(reader, dark=True)
    assert judged.state().upper is not None
    assert wrong == []


def test_the_page_of_a_machine_that_is_too_busy_can_be_read_by_all(chrome: Browser, address: str) -> None:
    """It comes in the place of any page, with nothing but style beside it."""
    from chamdiem.web import busy  # noqa: PLC0415 - the web needs an installation

    content = busy._answer("read").content.decode()  # noqa: SLF001 - what it says is looked at here
    with chrome.new_context(viewport=PHONE) as context:  # type: ignore[arg-type] # what a size is
        page = context.new_page()
        page.route("**/viec", lambda route: route.fulfill(status=503, body=content, content_type="text/html"))
        page.goto(f"{address}/viec")
        assert page.locator("h1").is_visible()
        # it tries again by itself, which axe holds against it: whoever waits there reads two lines and types nothing
        assert [each for each in look(page, dark=True) if "meta-refresh" not in each] == []


# --- every page of the made-up commune ---

OF_SECRETARY = (
    "viec", "lich-hop/hoa-mau", "tai-khoan", "tai-khoan/mat-khau", "tai-khoan/khoa-api", "tai-khoan/lich-han-nop", "huong-dan", "xac-nhan", "khong-co",
    "ky/hoa-mau/",
    *(f"ky/hoa-mau/{{this}}/thuong-ky/{name}" for name in (
        "co-mat", *(f"nhom-{number}" for number in range(1, 9)), "con-thieu", "xem-lai", "them-gi", "bieu-quyet",
        "ma-dang-vien", "tai-len", "khac-nhau", "cac-lan-ghi",
    )),
    *(f"ky/hoa-mau/{{last}}/thuong-ky/{name}" for name in ("bien-nhan", "rut-lai", "dinh-chinh")),
    *(f"ky/hoa-mau/{{before}}/thuong-ky/{name}" for name in ("bien-nhan", "dinh-chinh", "")),
)  # fmt: skip
OF_ADMINISTRATOR = tuple(
    f"quan-tri{each}"
    for each in (
        "", "/cay", "/cay/hoa-mau", "/cay/vi-du", "/danh-sach", "/uy-nhiem", "/tai-khoan", "/tai-khoan-moi",
        "/tai-khoan/van-phong", "/thiet-lap/vi-du", "/sao-luu",
    )
)  # fmt: skip


OF_OFFICE = (
    *(f"theo-doi/vi-du/{each}" for each in ("{this}", "{last}", "{last}/nhac", "{last}/khoa")),
    "xu-huong/vi-du", "xu-huong/vi-du?den={this}&thang=36", "nam/vi-du/2026", "nam/vi-du/2026-H1",
)  # fmt: skip
OF_AUDITOR = (
    "viec", "doi-chieu/vi-du", "doi-chieu/vi-du/so", "doi-chieu/vi-du/cham-lai?thang=", "doi-chieu/vi-du/da-tai",
    "doi-chieu/vi-du/lay-mau?hat=123456&so=5", "ky/hoa-mau/{last}/thuong-ky/dong-thoi-gian",
    "ky/hoa-mau/{last}/thuong-ky/vi-sao", "ky/hoa-mau/{last}/thuong-ky/vi-sao/4.5", "khung", "khung/an-phu/2025",
    "khung/an-phu/2025?phan=so-do", "khung-so-sanh?cu=trung-uong/hd-42-2025&moi=an-phu/2025", "doi-chieu/phieu",
    "doi-chieu/phieu?so=1&ma=2&tong=3",
)  # fmt: skip
OF_JOBS = ("viec-dang-chay", "danh-sach/vi-du/{last}", "nhap/vi-du", "lich/vi-du/{this}")


OF_SUPERVISOR = (
    "cham",
    *(
        f"cham/{place}"
        for place in ("truc-mau/{last}/ket-hop/", "doi-mau/{last}/thuong-ky/", "hoa-mau/{last}/thuong-ky/")
    ),
    "cham/truc-mau/{last}/ket-hop/tra-lai",
    "cham/doi-mau/{last}/thuong-ky/dinh-chinh",
)
OF_DECIDER = (
    "quyet-dinh/vi-du/{last}",
    "quyet-dinh/vi-du/{before}",
    "quyet-dinh/doi-mau/{last}/thuong-ky/",
    "quyet-dinh/hoa-mau/{before}/thuong-ky/",
    "quyet-dinh/vi-du/2026-H1",
    "quyet-dinh/hoa-mau/2026-H1/rieng",
)


def months_back(day: dt.date) -> tuple[str, str, str]:
    """Return the month of a day and the two before it."""
    last = day.replace(day=1) - dt.timedelta(days=1)
    before = last.replace(day=1) - dt.timedelta(days=1)
    return f"{day:%Y-%m}", f"{last:%Y-%m}", f"{before:%Y-%m}"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve the made-up commune; give its address and the password of its people."""
    data: Path = tmp_path_factory.mktemp("demo") / "data"
    with served(data, "--demo") as (_, port):
        yield f"http://127.0.0.1:{port}", json.loads((data / "demo.json").read_text())["password"]


@pytest.mark.nightly
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("bi-thu-hoa-mau", OF_SECRETARY), ("quan-tri", OF_ADMINISTRATOR), ("van-phong", ("viec", *OF_OFFICE, *OF_JOBS)),
        ("phu-trach-1", ("viec", *OF_SUPERVISOR)), ("thuong-vu-2", OF_DECIDER), ("kiem-tra", OF_AUDITOR),
        ("", ("vao", "kich-hoat", "quen-mat-khau", "doi-chieu/phieu")),
    ],
)  # fmt: skip
def test_every_page_fits_and_can_be_read_by_all(
    chrome: Browser, demo: tuple[str, str], login: str, pages: tuple[str, ...], size: dict[str, int]
) -> None:
    """Each page of the made-up commune, light and dark, on a phone, a PC, and at 400 %; each small enough."""
    from chamdiem.web.house import house  # noqa: PLC0415 - the web needs an installation

    address, password = demo
    this, last, before = months_back(house().today)
    months = {"this": this, "last": last, "before": before}
    found = []
    with chrome.new_context(viewport=size) as context:  # type: ignore[arg-type] # what a size is
        page = context.new_page()
        if login:
            page.goto(f"{address}/vao")
            page.fill("#login", login)
            page.fill("#password", password)
            page.click("main .btn.main")
        for name in pages:
            page.goto(f"{address}/{name.format(**months)}")
            found += look(page, dark=True)
            size_of = len(page.content().encode())
            found += [f"{page.url}: {size_of} bytes"] if size_of > MOST_BYTES else []
    assert found == []
