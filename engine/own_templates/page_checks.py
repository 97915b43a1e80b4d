"""What a committee's own page may hold once it is filled in: a list of elements and attributes; nothing else.

Two readers must agree on it. Ours walks the page and names each thing that is not on the list, with its line; it knows
only plain tags, on which all readers of HTML agree, and anything odder is a fault. The other is nh3 (this is the only
module that imports it), which reads as browsers do and keeps what is on the same list: if it takes anything away that
ours has not seen, the page is refused as well.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import nh3

from chamdiem.engine.own_templates.page_styles import PageFault, wrong_in_attribute, wrong_in_sheet
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FRAME = frozenset({"html", "head", "body"})
"""What a browser adds of its own where it is missing."""
_ADDED = _FRAME | {"tbody", "tr", "colgroup", "p"}
_EVERYWHERE = frozenset({"class", "id", "lang", "title", "style", "align", "role", "aria-label", "data-label"})
_CELL = frozenset({"colspan", "rowspan", "width", "height", "valign", "scope", "bgcolor", "nowrap"})
_TABLE = frozenset({"width", "border", "cellpadding", "cellspacing", "bgcolor"})
_TEXT = [
    "b", "blockquote", "br", "caption", "center", "div", "em", "figcaption", "figure", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "i", "main", "mark", "ol", "p", "pre", "s", "section", "small", "span", "strong",
    "sub", "sup", "tbody", "tfoot", "thead", "tr", "u", "ul", "li", "dl", "dt", "dd", "hr", "article", "wbr",
]  # fmt: skip
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_TEXT, _EVERYWHERE),
    **dict.fromkeys(("html", "body"), frozenset({"lang", "class", "style"})),
    **dict.fromkeys(("head", "title", "style"), frozenset[str]()),
    "meta": frozenset({"charset"}),
    "table": _EVERYWHERE | _TABLE,
    "tr": _EVERYWHERE | {"valign", "height", "bgcolor"},
    **dict.fromkeys(("td", "th"), _EVERYWHERE | _CELL),
    **dict.fromkeys(("col", "colgroup"), _EVERYWHERE | {"span", "width"}),
    "ol": _EVERYWHERE | {"start", "type"},
    "img": _EVERYWHERE | {"src", "alt", "width", "height"},
    "svg": _EVERYWHERE | {"viewbox", "width", "height", "fill"},
    "path": frozenset({"class", "d", "fill", "stroke", "stroke-width"}),
}
"""The elements of a page, each with its attributes."""
_DRAWING = "svg"
_IN_DRAWINGS = frozenset({"path"})
"""The elements within a drawing: there readers take anything else, a style above all, by other rules."""
_DRAWN = frozenset({"fill", "stroke"})
_PLAIN = re.compile(r"[^()\\&;]*")
_PICTURE = re.compile(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/\s]+={0,2})\s*")
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_START = re.compile(r"<[A-Za-z][A-Za-z0-9]*(\s+[A-Za-z-]+(\s*=\s*(\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+))?)*\s*/?>")
_END = re.compile(r"</[A-Za-z][A-Za-z0-9]*\s*>")


_BROWSER = nh3.Cleaner(
    tags=set(ATTRIBUTES) - _FRAME,
    clean_content_tags={"script"},
    attributes={
        tag: {"viewBox" if name == "viewbox" else name for name in ATTRIBUTES[tag]}
        for tag in ATTRIBUTES.keys() - _FRAME
    },
    url_schemes={"data"},
    link_rel=None,
)


def wrong_in_page(html: str) -> tuple[PageFault, ...]:
    """Return everything that may not stand in a page that is filled in, in the order of lines."""
    walker = _walked(html)
    if walker.wrong:
        return walker.found
    kept = _walked(_BROWSER.clean(html))
    same = walker.text == kept.text and walker.attributes == kept.attributes
    return () if same and walker.tags - _ADDED == kept.tags - _ADDED else (PageFault("page.misread", "", 0),)


def wrong_in_source(skeleton: str) -> tuple[PageFault, ...]:
    """Return what may not stand in a template as it is written, its commands taken out; the lines are its own."""
    return _walked(skeleton).found


def _walked(html: str) -> _PageWalker:
    walker = _PageWalker(html.splitlines())
    walker.feed(html)
    walker.close()
    return walker


@dataclass
class _PageWalker(HTMLParser):
    lines: list[str]
    wrong: list[PageFault] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    text: Counter[str] = field(default_factory=Counter)
    """How often each letter stands in the page: a browser moves text out of tables, and so the order may change."""
    style: str | None = None
    style_line: int = 0
    drawings: int = 0
    """How many drawings are open."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @property
    def found(self) -> tuple[PageFault, ...]:
        """What is wrong, each thing once, where it stands first."""
        first = {(each.code, each.name): each for each in reversed(self.wrong)}
        return tuple(sorted(first.values(), key=lambda each: (each.line, each.code)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        if tag not in ATTRIBUTES:
            self._say("page.element", f"<{tag}>")
        # Sanitizers fall where two parsers read one page in two ways (mutation XSS: nested forms, svg, half quotes).
        # Mending such a page means guessing at both; a page that is not plain is refused, and the author told where.
        elif not _START.fullmatch(written):
            self._say("page.markup", written)
        elif self.drawings and tag not in _IN_DRAWINGS:
            self._say("page.element", f"<{tag}> (<{_DRAWING}>)")
        self.drawings += tag == _DRAWING
        self.tags.add(tag)
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "style":
            self.style, self.style_line = "", self.getpos()[0]

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self.style is not None:
            self.wrong += wrong_in_sheet(self.style, self.style_line)
            self.style = None
        self.drawings -= tag == _DRAWING and self.drawings > 0
        line, column = self.getpos()
        if not _END.match(self.lines[line - 1], column) and self.lines[line - 1].startswith("</", column):
            self._say("page.markup", f"</{tag}")

    def handle_data(self, data: str) -> None:
        # Without blanks: browsers drop some between the cells of a table, where they mean nothing.
        self.text.update("".join(data.split()))
        if self.style is not None:
            self.style += data

    def handle_comment(self, data: str) -> None:
        # old browsers obey some of them, and readers differ on where odd ones end
        if re.search(r"[<>\[]|--", data) or data.startswith("-"):
            self._say("page.comment", data)

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self._say("page.markup", f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._say("page.markup", f"<![{data}")

    def handle_pi(self, data: str) -> None:
        self._say("page.markup", f"<?{data}>")

    def close(self) -> None:
        super().close()
        if self.style is not None:
            self._say("page.markup", "<style>")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES.get(tag, {name}):
            self._say("page.attribute", name, tag)
        elif name == "style":
            self.wrong += wrong_in_attribute(value, self.getpos()[0])
        elif (name == "src" and not _is_picture(value)) or (name in _DRAWN and not _PLAIN.fullmatch(value)):
            self._say("page.address", value)
        elif name == "charset" and value.lower() != "utf-8":
            self._say("page.attribute", value, tag)
        if tag not in _FRAME:
            self.attributes[tag, name, value] += 1

    def _say(self, code: str, name: str, tag: str = "") -> None:
        named = f"{name} (<{tag}>)" if tag else name
        self.wrong.append(PageFault(code, shown(named), self.getpos()[0]))


def _is_picture(address: str) -> bool:
    """Tell whether an address is a PNG or JPEG picture that stands in the page itself, and really is one."""
    found = _PICTURE.fullmatch(address)
    if found is None:
        return False
    try:
        content = base64.b64decode("".join(found[2].split()), validate=True)
    except binascii.Error:
        return False
    # A picture type is believed by whoever opens the page next, so what is not one does not pass for one.
    return content.startswith(_SIGNATURES[found[1]])


def skeleton_of(pieces: Iterator[tuple[int, str, str]]) -> str:
    """Return a template's own text on its own lines, from the tokens (line, kind, text) of its reader.

    Where a value will stand is a 0, which serves as text, as a number and as a length.
    """
    made, at = "", 1
    for line, kind, text in pieces:
        if line > at:
            made, at = made + "\n" * (line - at), line
        # no name of an element is made of values: it would not be known before the page is filled in
        value = "x{{…}}" if made.endswith(("<", "</")) else "0"
        piece = {"data": text, "variable_begin": value}.get(kind, "")
        made, at = made + piece, at + piece.count("\n")
    return made
