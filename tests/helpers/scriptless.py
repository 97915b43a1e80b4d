"""A browser without a script: it knows what a page shows, and sends what the fields of its form hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client


class Answer(Protocol):
    """What a browser gets."""

    @property
    def status_code(self) -> int:
        """What came of it."""

    @property
    def content(self) -> bytes:
        """The page."""


Attributes = dict[str, str]
_ALONE = frozenset({"input", "meta", "link", "br", "hr", "img", "path"})


@dataclass
class Element:
    """An element of a page, and what stands in it."""

    tag: str
    attributes: Attributes
    above: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What people read in it."""
        found = (each if isinstance(each, str) else each.text for each in self.children if not is_hidden(each))
        return " ".join(" ".join(found).split())

    @property
    def raw(self) -> str:
        """Its own text as it stands there, such as that of a textarea."""
        return "".join(each for each in self.children if isinstance(each, str))

    def all(self, tag: str = "", **wanted: str) -> list[Element]:
        """Return what is in it of a tag and with some attributes, in order; `_` in a name stands for a dash."""
        inner = [each for each in self.children if isinstance(each, Element)]
        named = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        found: list[Element] = []
        for each in inner:
            if tag in {"", each.tag} and all(each.attributes.get(name) == value for name, value in named.items()):
                found.append(each)
            found += each.all(tag, **wanted)
        return found

    def one(self, tag: str = "", **wanted: str) -> Element:
        """Return the first of them, which has to be there."""
        return self.all(tag, **wanted)[0]

    @property
    def is_disabled(self) -> bool:
        """Whether nothing of it is sent."""
        return "disabled" in self.attributes or (self.above is not None and self.above.is_disabled)


def is_hidden(element: Element | str) -> bool:
    """Tell whether nobody sees something."""
    return isinstance(element, Element) and "hidden" in element.attributes


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(made)
        if tag not in _ALONE:
            self.here = made

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ALONE:
            assert self.here.tag == tag, f"<{self.here.tag}> is open where </{tag}> stands"
            assert self.here.above is not None
            self.here = self.here.above

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(answer: Answer) -> Element:
    """Read a page that was shown; every element of it has to be closed."""
    assert answer.status_code == 200, answer.status_code
    reader = _Reader()
    reader.feed(answer.content.decode())
    assert reader.here is reader.root
    return reader.root


def fields(page: Element) -> dict[str, Any]:
    """Return what the form `f` of a page would send as it stands; of several with one name, a list."""
    form = page.one("form", id="f")
    sent: dict[str, Any] = {}
    for each in form.all():
        name = each.attributes.get("name")
        if not name or each.is_disabled or each.tag == "button":
            continue
        kind = each.attributes.get("type")
        if kind in {"radio", "checkbox"} and "checked" not in each.attributes:
            continue
        if kind == "checkbox":
            sent.setdefault(name, []).append(each.attributes["value"])
        elif each.tag == "select":
            sent[name] = next((o.attributes["value"] for o in each.all("option") if "selected" in o.attributes), "")
        else:
            sent[name] = each.raw.removeprefix("\n") if each.tag == "textarea" else each.attributes.get("value", "")
    return sent


def names(page: Element) -> set[str]:
    """Return what can be sent by the form `f` of a page."""
    form = page.one("form", id="f")
    return {each.attributes["name"] for each in form.all() if each.attributes.get("name") and not each.is_disabled}


def send(browser: Client, page: Element, **changed: Any) -> str:  # noqa: ANN401 - what a field holds
    """Send the form of a page with some fields changed, of those that it has; return where that leads."""
    unknown = changed.keys() - names(page)
    assert not unknown, f"the page has no field {unknown}"
    return post(browser, page.one("form", id="f").attributes["action"], {**fields(page), **changed})


def post(browser: Client, address: str, sent: Mapping[str, Any]) -> str:
    """Send a form and return where that leads."""
    answer = browser.post(address, sent)
    assert answer.status_code == 302, (answer.status_code, answer.content.decode()[:2000])
    return str(answer["Location"])
