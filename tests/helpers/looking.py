"""What a page looks like to people: whether it fits, whether fingers hit what they aim at, whether all can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAST_TARGET = 48
NARROWEST = 320
"""The width in pixels of what remains of a screen of 1280 at 400 %."""
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Left out: what nobody sees or aims at, and links that stand in a sentence, whose height is that of its lines.
_SMALL = """least => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
.filter(each => {
  const style = getComputedStyle(each), closed = each.closest("details:not([open])");
  if (each.offsetParent === null || style.visibility === "hidden") return false;
  if (each.matches(".skip, .vh") || each.closest("[hidden], .vh") || (closed && each.tagName !== "SUMMARY")) return false;
  const words = each.parentElement.textContent.trim().length;
  if (each.tagName === "A" && style.display === "inline" && words > each.textContent.trim().length) return false;
  const target = /checkbox|radio/.test(each.type) ? each.closest("label") || each : each;
  return target.getBoundingClientRect().height < least - 0.5;
}).map(each => `${Math.round(each.getBoundingClientRect().height)} px: ${each.outerHTML.slice(0, 120)}`)"""


def unfit(page: Page) -> list[str]:
    """Return what does not fit on the screen as it is, or is too small for a finger."""
    wide: int = page.evaluate(_TOO_WIDE)
    small: list[str] = page.evaluate(_SMALL, LEAST_TARGET)
    return [*([f"{wide} px too wide"] if wide > 0 else []), *small]


def unreadable(page: Page) -> list[str]:
    """Return what axe finds: what some people cannot read, hear, reach or understand."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def look(page: Page, *, dark: bool = False) -> list[str]:
    """Return all that is wrong with a page, light, and dark too where that is asked, each with its address."""
    found = [*unfit(page), *unreadable(page)]
    if dark:
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {each}" for each in unreadable(page)]
        page.emulate_media(color_scheme="light")
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    found += [f"at 400 %: {page.evaluate(_TOO_WIDE)} px too wide"] if page.evaluate(_TOO_WIDE) > 0 else []
    page.set_viewport_size(size)
    return [f"{page.url.partition('/ky')[2] or page.url}: {each}" for each in found]
