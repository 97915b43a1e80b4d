"""Who may see an address: whoever its rule allows, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


def test_every_view_says_who_may_see_it(browser: Client) -> None:
    """An address whose view has no rule is not there, so none of ours may lack one."""
    del browser
    from chamdiem.web.urls import urlpatterns  # noqa: PLC0415 - Django has to be set up first

    assert [each.name for each in urlpatterns if not hasattr(each.callback, "rule")] == []


def test_whoever_is_not_in_is_asked_to_enter(browser: Client) -> None:
    """A page asks for log-in and leads back to itself."""
    answer = browser.get("/viec")
    assert (answer.status_code, answer["Location"]) == (302, "/vao?tiep=%2Fviec")
