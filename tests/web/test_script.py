"""The script: what is typed is saved while it is typed, and a copy stays on the device until the server has it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Error as PlaywrightError

from browsing import DESK, NEEDS, PHONE, chromium, entered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Dialog, Page, Route

    from chamdiem.web.models import Account
    from drafting import Cell

pytestmark = [
    pytest.mark.usefixtures("installation"),
    pytest.mark.skipif(chromium() is None, reason=NEEDS),
]


@pytest.fixture
def cell() -> Cell:
    """Give a cell whose draft is begun."""
    from drafting import make_cell  # noqa: PLC0415 - the web needs an installation

    made = make_cell()
    assert made.draft.version == 1
    return made


@pytest.fixture
def page(chrome: Browser, address: str, cell: Cell) -> Iterator[Page]:
    """Give the page of group 4 on the secretary's phone; nothing in its script may go wrong."""
    wrong: list[str] = []
    with entered(chrome, address, cell.secretary, viewport=PHONE) as context:
        shown = context.new_page()
        shown.on("pageerror", lambda error: wrong.append(str(error)))
        shown.goto(f"{address}{cell.address}/nhom-4")
        yield shown
    assert wrong == []


def until(page: Page, words: str) -> None:
    """Wait until the page says whether it is saved."""
    page.wait_for_function("words => document.querySelector('[data-saving]').textContent.includes(words)", arg=words)


def save_typed(page: Page, **typed: str) -> None:
    """Type into fields, and wait until each is saved."""
    for name, text in typed.items():
        with page.expect_response("**/ghi"):
            page.fill(f"[name={name}]", text)
    until(page, "đã ghi lúc")


def copies(page: Page) -> int:
    """Return how many copies there are on the device."""
    return int(page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('chamdiem/')).length"))


def other(chrome: Browser, address: str, account: Account, path: str) -> Page:
    """Give a page in a window of somebody else."""
    shown = entered(chrome, address, account, viewport=DESK).new_page()
    shown.goto(f"{address}{path}")
    return shown


# --- saving ---


def test_what_is_typed_is_saved_and_shown(page: Page, cell: Cell) -> None:
    """Two seconds after a change it is in the draft, the page says when, and the sentence stands under the count."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - the web needs an installation

    save(cell.draft.pk, 1, {"present": "21"}, cell.secretary)
    save_typed(page, speakers="10")
    assert cell.now().texts["speakers"] == "10"
    card = page.locator("[data-criterion='4.5']")
    assert card.locator(".got").inner_text() == "4/5"
    assert "10/21" in card.locator("[data-part='why.4.5']").inner_text()
    assert copies(page) == 0


def test_a_lost_point_is_asked_for_at_once_and_no_longer(page: Page) -> None:
    """The field for the reason is there as soon as points are below the most, and gone when they are not."""
    lost = page.locator("[data-criterion='4.4'] [data-lost]")
    assert not lost.is_visible()
    page.locator("[name='self.answers.4.4'][value='1']").check(force=True)
    lost.wait_for(state="visible")
    assert "Vì sao mất 1 điểm?" in lost.inner_text()
    page.locator("[name='self.answers.4.4'][value='2']").check(force=True)
    lost.wait_for(state="hidden")


def test_a_fault_stands_at_its_field_once_that_is_left(page: Page) -> None:
    """Nothing is held against a field while somebody types in it."""
    save_typed(page, speakers="mười")
    assert page.locator(".err:visible").count() == 0
    page.fill("[name=criticism_minutes]", "20")
    page.locator("#q-speakers-e").wait_for()
    assert page.locator("[name=speakers]").get_attribute("aria-invalid") == "true"
    page.fill("[name=speakers]", "10")
    page.locator("#q-speakers-e").wait_for(state="hidden")
    assert page.locator("[name=speakers]").get_attribute("aria-invalid") == "false"


def test_the_button_takes_along_what_was_just_typed(page: Page, cell: Cell) -> None:
    """Whoever presses it at once finds all on the server, and no copy on the device."""
    page.fill("[name=speakers]", "11")
    page.click(".bar button")
    page.wait_for_url("**/nhom-5")
    assert (cell.now().texts["speakers"], copies(page)) == ("11", 0)


# --- no way to the server ---


def test_what_cannot_be_sent_is_kept_here_and_sent_when_it_can(page: Page, cell: Cell) -> None:
    """The page says since when; as soon as there is a way, it is sent, and the copy is gone."""
    page.context.set_offline(True)
    page.fill("[name=speakers]", "10")
    until(page, "▲ chưa gửi được, giữ tạm trên máy này từ")
    assert (copies(page), cell.now().texts) == (1, {})
    page.click(".bar button")
    page.wait_for_timeout(300)
    assert page.url.endswith("/nhom-4"), "what is not sent is not left"
    page.context.set_offline(False)
    until(page, "đã ghi lúc")
    assert (copies(page), cell.now().texts) == (0, {"speakers": "10"})


@pytest.mark.parametrize("button", ["[data-take]", "[data-leave]"])
def test_what_this_device_kept_is_offered_when_one_comes_back(page: Page, cell: Cell, button: str) -> None:
    """After the page was lost, what was typed is offered: it is taken, or it is let go, and never put there unasked."""
    page.context.set_offline(True)
    page.fill("[name=speakers]", "10")
    until(page, "▲")
    context, address = page.context, page.url
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    offer = again.locator("[data-shadow]")
    assert offer.is_visible()
    assert again.input_value("[name=speakers]") == ""
    again.click(button)
    if button == "[data-take]":
        until(again, "đã ghi lúc")
        assert again.input_value("[name=speakers]") == "10"
    again.wait_for_function("() => !localStorage.length")
    assert cell.now().texts.get("speakers") == ("10" if button == "[data-take]" else None)
    assert not offer.is_visible()


def test_what_this_device_kept_does_not_write_over_what_others_wrote_since(page: Page, cell: Cell) -> None:
    """It collides with that, as it would have when it was typed."""
    from chamdiem.web.drafts import clashes_of, save  # noqa: PLC0415 - the web needs an installation

    page.context.set_offline(True)
    page.fill("[name=speakers]", "10")
    until(page, "▲")
    save(cell.draft.pk, 1, {"speakers": "9"}, cell.deputy)
    context, address = page.context, page.url
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    again.click("[data-take]")
    until(again, "hai người ghi khác nhau")
    assert [(each.theirs, each.ours) for each in clashes_of(cell.now())] == [("9", "10")]


def test_an_answer_that_is_lost_makes_nobody_collide_with_themselves(page: Page, cell: Cell) -> None:
    """What reached the server though no answer came is known to be one's own."""

    def cut(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/ghi", cut)
    page.fill("[name=speakers]", "1")
    until(page, "▲")
    page.unroute("**/ghi")
    assert cell.now().texts == {"speakers": "1"}
    page.fill("[name=speakers]", "11")
    until(page, "đã ghi lúc")
    assert cell.now().texts == {"speakers": "11"}


def test_leaving_with_what_is_not_sent_warns(page: Page) -> None:
    """The browser asks before a page is left of which something is not on the server."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.context.set_offline(True)
    page.fill("[name=speakers]", "10")
    until(page, "▲")
    page.close(run_before_unload=True)
    page.wait_for_event("close") if not page.is_closed() else None
    assert asked == ["beforeunload"]


# --- others, and sessions ---


@pytest.mark.parametrize("last", ["2", ""])
def test_what_another_wrote_is_shown_and_what_collides_is_told(
    page: Page, cell: Cell, chrome: Browser, address: str, last: str
) -> None:
    """A field that was not touched shows it; one that both changed leads to where one chooses, and the button too.

    That is so whether something is still to be sent, or all of it was told of.
    """
    deputy = other(chrome, address, cell.deputy, f"{cell.address}/nhom-4")
    save_typed(deputy, speakers="9", criticism_minutes="20")
    page.fill("[name=speakers]", "11")
    until(page, "hai người ghi khác nhau")
    assert page.input_value("[name=criticism_minutes]") == "20"
    page.fill("[name=praised]", last)
    page.click(".bar button")
    page.wait_for_url("**/khac-nhau")
    assert "1 chỗ khác nhau" in page.inner_text("h1")
    page.locator("input[value=in]").check(force=True)
    page.click("button.main")
    page.wait_for_url(re.compile(r"/nhom-|/co-mat"))
    assert (cell.now().texts["speakers"], cell.now().texts.get("praised", "")) == ("9", last)
    deputy.context.close()


def test_whoever_enters_again_goes_on_on_the_same_page(page: Page, cell: Cell, chrome: Browser, address: str) -> None:
    """A session that ended is told; after entering in another window, with new tokens, all is saved from here."""
    context = page.context
    context.clear_cookies()
    page.fill("[name=speakers]", "10")
    until(page, "Phiên đã hết")
    assert page.locator("[data-saving] a").get_attribute("href") == "/vao"
    with entered(chrome, address, cell.secretary) as anew:
        context.add_cookies(anew.cookies())  # type: ignore[arg-type] # of one browser for another
    page.evaluate("dispatchEvent(new Event('focus'))")
    until(page, "đã ghi lúc")
    assert cell.now().texts == {"speakers": "10"}


def test_a_copy_is_its_accounts_own_and_goes_when_one_leaves(page: Page, address: str) -> None:
    """On a shared device nothing stays behind of whoever left."""
    page.evaluate("localStorage.setItem('chamdiem/1/1/nhom-4', '{}')")
    page.goto(f"{address}/viec")
    page.click("form.leave button")
    page.wait_for_url("**/vao")
    assert copies(page) == 0


# --- without it, and what it is ---


def test_without_a_script_the_button_saves_and_nothing_is_offered(chrome: Browser, address: str, cell: Cell) -> None:
    """The page is a form: it is sent, saved, and leads on; what only a script can serve is not to be seen."""
    with entered(chrome, address, cell.secretary, viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{cell.address}/nhom-4")
        assert not page.locator("[data-shadow]").is_visible()
        page.fill("[name=speakers]", "12")
        page.click(".bar button")
        assert page.url.endswith("/nhom-5")
    assert cell.now().texts == {"speakers": "12"}


def test_a_password_can_be_shown(chrome: Browser, address: str) -> None:
    """Whoever types on a phone sees what they type, if they want to."""
    page = chrome.new_page()
    page.goto(f"{address}/vao")
    page.fill("[name=password]", "hoa mẫu")
    page.locator("[data-show-password] input").check()
    assert page.get_attribute("[name=password]", "type") == "text"
    page.close()


def test_the_weekday_is_said_while_a_date_is_typed(chrome: Browser, address: str, cell: Cell) -> None:
    """As soon as there is a day, its weekday stands under it; of what is no day there is none."""
    with entered(chrome, address, cell.secretary, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{address}{cell.address}/co-mat")
        for day, month, year, weekday in (
            ("5", "11", "2025", "Thứ tư"),
            ("31", "11", "2025", ""),
            ("30", "11", "2025", "Chủ nhật"),
        ):
            for name, text in (("ngay", day), ("thang", month), ("nam", year)):
                page.fill(f"[name='date.{name}']", text)
            echo = page.locator("[data-part='echo.date']", has_text=weekday)
            echo.wait_for(state="visible" if weekday else "hidden")
    assert cell.draft.version >= 1


def test_the_paragraph_can_be_copied(chrome: Browser, address: str, cell: Cell) -> None:
    """One tap puts the resolution's paragraph where it can be pasted, and the button says so."""
    from chamdiem.web.drafts import save  # noqa: PLC0415 - the web needs an installation
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.submitting import hand_in  # noqa: PLC0415 - as above
    from drafting import whole  # noqa: PLC0415 - as above

    save(cell.draft.pk, 1, whole(), cell.secretary)
    hand_in(house(), cell.secretary, cell.now())
    with entered(chrome, address, cell.secretary, viewport=PHONE) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{address}{cell.address}/bien-nhan")
        page.click("[data-copy]")
        page.locator("[data-copy]", has_text="Đã chép").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").strip() == page.inner_text("#doan").strip()


def test_the_script_is_short_and_says_nothing_itself() -> None:
    """It is small enough for a poor network, and all that people read comes from the page or the server."""
    file = Path(settings_folder()) / "script.js"
    assert file.stat().st_size <= 9_500
    code = re.sub(r"//.*|/\*.*?\*/", "", file.read_text(encoding="utf-8"))
    assert set(code) - set(map(chr, range(128))) <= set("▲…")


def settings_folder() -> str:
    """Return where style and script lie."""
    import chamdiem.web  # noqa: PLC0415 - of this helper alone

    return str(Path(chamdiem.web.__path__[0]) / "static")


# --- cuts ---

CUTS = st.lists(
    st.tuples(
        st.sampled_from(("type", "type", "offline", "online", "lose", "answer", "reload", "wait")),
        st.sampled_from(("speakers", "criticism_minutes")),
        st.integers(1, 20),
    ),
    min_size=3,
    max_size=10,
)


def cuts(runs: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Draw so many ways in which the network, or the page, is cut off."""

    def drawn(test: Callable[..., None]) -> Callable[..., None]:
        return settings(
            max_examples=runs, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
        )(given(steps=CUTS)(test))

    return drawn


def cut_off(chrome: Browser, address: str, steps: list[tuple[str, str, int]]) -> None:
    """Type while the network comes and goes and pages are lost: in the end all that was typed last is there."""
    from drafting import shared_cell  # noqa: PLC0415 - the web needs an installation

    cell = shared_cell().at_another_meeting()
    where, typed = f"{address}{cell.address}/nhom-4", dict[str, str]()
    assert cell.draft.version == 1
    with entered(chrome, address, cell.secretary, viewport=PHONE) as context:
        page, is_offline = context.new_page(), False
        page.goto(where)
        for what, name, value in steps:
            if what == "type":
                typed[name] = str(value)
                page.fill(f"[name={name}]", str(value))
            elif what in {"offline", "online"}:
                is_offline = what == "offline"
                context.set_offline(is_offline)
            elif what == "lose":
                context.route("**/ghi", lose_answer)
            elif what == "answer":
                context.unroute("**/ghi")
            elif what == "reload" and not is_offline:
                page.close()
                page = context.new_page()
                page.goto(where)
                take(page)
            else:
                page.wait_for_timeout(400)
        context.unroute("**/ghi")
        context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('focus'))")
        page.wait_for_function("() => !localStorage.length", timeout=60_000)
        assert {name: cell.now().texts.get(name) for name in typed} == typed


def lose_answer(route: Route) -> None:
    """Let the server have what the page sends, and the page have no answer; the page may be gone before either."""
    with suppress(PlaywrightError):
        route.fetch()
        route.abort()


def take(page: Page) -> None:
    """Take what the device offers, if it does."""
    if page.locator("[data-shadow]").is_visible():
        page.click("[data-take]")


@cuts(6)
def test_cuts_lose_nothing(chrome: Browser, address: str, steps: list[tuple[str, str, int]]) -> None:
    """Whatever is cut off, what was typed last is on the server in the end, or offered until it is."""
    cut_off(chrome, address, steps)


@pytest.mark.nightly
@cuts(200)
def test_two_hundred_cuts_lose_nothing(chrome: Browser, address: str, steps: list[tuple[str, str, int]]) -> None:
    """The same, for longer."""
    cut_off(chrome, address, steps)
