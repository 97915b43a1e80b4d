"""The page of help: each role's own words first, a picture that is there for each; and the pages beside one another."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.mandates.roles import OF_CELL, Role

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("installation")
MOST = 40 * 1024


def browser_of(role: Role | None) -> Client:
    """Return the browser of somebody of a role; None: of none."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[role], coded=True)


def page(browser: Client, address: str) -> str:
    """Return a page as it is read."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_help_begins_with_the_own_role_and_tells_of_all(role: Role | None) -> None:
    """Whoever looks finds what they do before what others do, and each role once, with its picture."""
    from chamdiem.web.help import TOLD  # noqa: PLC0415 - Django has to be set up first

    own, others = page(browser_of(role), "/huong-dan").split("Việc của người khác")
    told = Role.SECRETARY if role in OF_CELL else role
    assert re.findall(r'<section class="card" aria-labelledby="(\w+)"', own) == ([told] if told else [])
    shown = re.findall(r"help-(\w+)\.webp", own + others)
    assert sorted(shown) == sorted(TOLD)
    assert ("chưa có ủy nhiệm nào" in own) is (role is None)


def test_help_is_there_in_english() -> None:
    """Whoever reads English is told all of it in English."""
    from township import township  # noqa: PLC0415 - once Django is set up

    account = township().people[Role.OFFICE]
    account.lang = "en"
    account.save(update_fields=["lang"])
    try:
        shown = page(browser_of(Role.OFFICE), "/huong-dan")
    finally:
        account.lang = "vi"
        account.save(update_fields=["lang"])
    assert "What others do" in shown
    assert "Bắt đầu ở đâu" not in shown


def test_a_picture_of_every_role_is_small() -> None:
    """Each is loaded over a phone: there is one of each role, of at most 40 KB, of the size that the page says."""
    from chamdiem.web import help as told  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.settings import STATICFILES_DIRS  # noqa: PLC0415 - as above

    for role in told.TOLD:
        with open(f"{STATICFILES_DIRS[0]}/{told.PICTURE.format(role)}", "rb") as file:  # noqa: PTH123 - a folder's name
            content = file.read()
        assert content[8:12] == b"WEBP", role
        assert len(content) <= MOST, role


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (Role.OFFICE, ()),
        (Role.STANDING_COMMITTEE, ("/quyet-dinh/",)),
        (Role.AUDITOR, ("/doi-chieu/",)),
    ],
)
def test_pages_of_a_committee_lead_to_one_another(role: Role, more: tuple[str, ...]) -> None:
    """From each page to each other in one row, to lists too, and to deciding and auditing for whoever may."""
    from township import COMMITTEE, SUBMITTED  # noqa: PLC0415 - once Django is set up

    browser = browser_of(role)
    pages = [f"theo-doi/{COMMITTEE}/{SUBMITTED}", f"xu-huong/{COMMITTEE}", f"nam/{COMMITTEE}/2025"]
    pages += [f"danh-sach/{COMMITTEE}/{SUBMITTED}", *(f"{each[1:]}{COMMITTEE}" for each in more if "doi" in each)]
    for address in pages:
        row = re.search(r'aria-label="Các trang của đảng bộ".*?</nav>', page(browser, f"/{address}"), re.DOTALL)
        assert row is not None, address
        starts = ["/" + each.split("/")[1] + "/" for each in re.findall(r'href="([^"]+)"', row[0])]
        assert starts == ["/theo-doi/", "/xu-huong/", "/nam/", "/danh-sach/", *more], address
        assert row[0].count('aria-current="page"') == 1, address
