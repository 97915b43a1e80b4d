r"""What the style of a committee's own page may say: a list of rules, properties, values' functions; nothing else.

The only module that imports tinycss2, which reads escapes (`\75rl(`) and comments as browsers do. A sheet must look
alike on screen and on paper, today and tomorrow: so nothing that depends on the medium, the mouse or another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tinycss2

from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator


_Node = Any
"""A node of tinycss2's tree, which comes without types."""


class PageFault(NamedTuple):
    """One thing that may not stand in a page: the code of its sentence, its name, the line (from 1)."""

    code: str
    name: str
    line: int


PROPERTIES = frozenset([
    "align-content", "align-items", "align-self", "background", "background-color", "border-collapse",
    "border-spacing", "box-sizing", "break-after", "break-before", "break-inside", "caption-side", "clear", "color",
    "column-count", "column-gap", "columns", "content", "counter-increment", "counter-reset", "display",
    "empty-cells", "fill", "flex", "flex-basis", "flex-direction", "flex-grow", "flex-shrink", "flex-wrap", "float",
    "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "gap", "height", "hyphens",
    "justify-content", "letter-spacing", "line-height", "list-style", "list-style-position", "list-style-type",
    "max-height", "max-width", "min-height", "min-width", "orphans", "overflow-wrap", "page", "page-break-after",
    "page-break-before", "page-break-inside", "quotes", "row-gap", "size", "stroke", "stroke-width", "table-layout",
    "text-align", "text-decoration", "text-decoration-line", "text-indent", "text-transform", "vertical-align",
    "white-space", "widows", "width", "word-break", "word-spacing", "word-wrap", "margin", "margin-top",
    "margin-right", "margin-bottom", "margin-left", "padding", "padding-top", "padding-right", "padding-bottom",
    "padding-left", "border", "border-color", "border-style", "border-width", "border-radius", "border-top",
    "border-top-color", "border-top-style", "border-top-width", "border-right", "border-right-color",
    "border-right-style", "border-right-width", "border-bottom", "border-bottom-color", "border-bottom-style",
    "border-bottom-width", "border-left", "border-left-color", "border-left-style", "border-left-width",
])  # fmt: skip
"""None of them loads anything, moves a box over another or takes one off the paper."""
FUNCTIONS = frozenset({"calc", "counter", "counters", "hsl", "hsla", "max", "min", "rgb", "rgba"})
_HIDING = {"display": {"none", "contents"}}
"""Values that take away what the page seems to say."""
PSEUDO = frozenset([
    "after", "before", "empty", "first-child", "first-letter", "first-line", "first-of-type", "is", "last-child",
    "last-of-type", "not", "nth-child", "nth-last-child", "nth-last-of-type", "nth-of-type", "only-child",
    "only-of-type", "root", "where",
])  # fmt: skip
_NO_SELECTOR = frozenset({"error", "at-keyword", "url", "{} block"})
"""What no selector holds: it would be the beginning of something else for a reader who sees an end before it."""
_PAGES = frozenset({"first", "left", "right", "blank"})
_MARGIN_BOXES = {
    *(
        f"{side}-{at}"
        for side in ("top", "bottom")
        for at in ("left", "center", "right", "left-corner", "right-corner")
    ),
    *(f"{side}-{at}" for side in ("left", "right") for at in ("top", "middle", "bottom")),
}


def wrong_in_sheet(css: str, line: int = 1) -> Iterator[PageFault]:
    """Yield what may not stand in a style sheet whose first line is the given one of the page."""
    yield from _hidden_end(css, line)
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        at = line + rule.source_line - 1
        if rule.type == "qualified-rule":
            yield from _selector(rule.prelude, PSEUDO, line)
            yield from _block(rule.content, line)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page" and rule.content is not None:
            yield from _selector(rule.prelude, _PAGES, line)
            yield from _block(rule.content, line, of_page=True)
        elif rule.type == "at-rule":
            yield PageFault("page.at_rule", shown(f"@{rule.at_keyword}"), at)
        else:
            yield PageFault("page.style", shown(css.splitlines()[rule.source_line - 1].strip()), at)


def wrong_in_attribute(css: str, line: int) -> Iterator[PageFault]:
    """Yield what may not stand in a `style` attribute."""
    yield from _hidden_end(css, line)
    yield from _block(css, line)


def _hidden_end(css: str, line: int) -> Iterator[PageFault]:
    """A sign of markup in a style is where readers of HTML begin to differ on its end."""
    if "<" in css:
        yield PageFault("page.style", "<", line + css[: css.index("<")].count("\n"))


def _selector(tokens: list[_Node], allowed: frozenset[str], line: int) -> Iterator[PageFault]:
    """Yield every pseudo-class and pseudo-element that is not allowed, also of what stands in brackets."""
    after_colon = False
    for token in tokens:
        at = line + token.source_line - 1
        name = getattr(token, "lower_name", "") or getattr(token, "lower_value", "")
        ends = token.type == "literal" and token.value == ";"
        if token.type in _NO_SELECTOR or ends or (token.type == "function" and not after_colon):
            yield PageFault("page.style", shown(token.serialize()), at)
        elif after_colon and name and name not in allowed:
            yield PageFault("page.selector", shown(f":{name}"), at)
        for inner in (getattr(token, "arguments", None), getattr(token, "content", None)):
            yield from _selector(inner or [], allowed, line)
        # Both :before and ::before; what follows any other sign is a tag or class, of which every name is harmless.
        after_colon = token.type == "literal" and token.value.endswith(":")


def _block(content: str | list[_Node], line: int, *, of_page: bool = False) -> Iterator[PageFault]:
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        at = line + item.source_line - 1
        if item.type == "declaration":
            yield from _declaration(item, line)
        elif of_page and item.type == "at-rule" and item.lower_at_keyword in _MARGIN_BOXES and item.content is not None:
            yield from _block(item.content, line)
        elif item.type == "at-rule":
            yield PageFault("page.at_rule", shown(f"@{item.at_keyword}"), at)
        else:
            yield PageFault("page.style", shown(_written(item)), at)


def _written(item: _Node) -> str:
    return str(item.message) if item.type == "error" else str(item.serialize())


def _declaration(item: _Node, line: int) -> Iterator[PageFault]:
    # A list of what is allowed, for nobody can list what is not: `position`, `behavior`, `-moz-binding` were each found
    # one by one by those who forbade.
    if item.lower_name not in PROPERTIES:
        yield PageFault("page.property", shown(item.name), line + item.source_line - 1)
        return
    hiding = _HIDING.get(item.lower_name, set())
    for token in _all(item.value):
        at = line + token.source_line - 1
        if token.type == "url" or (token.type == "function" and token.lower_name not in FUNCTIONS):
            yield PageFault("page.function", shown(token.serialize()), at)
        elif token.type in {"error", "{} block", "at-keyword"}:
            yield PageFault("page.style", shown(_written(token)), at)
        elif token.type == "ident" and token.lower_value in hiding:
            yield PageFault("page.property", shown(f"{item.name}: {token.value}"), at)


def _all(tokens: list[_Node]) -> Iterator[_Node]:
    """Yield tokens with those in their brackets."""
    for token in tokens:
        yield token
        yield from _all(getattr(token, "arguments", None) or [])
        if token.type != "{} block":
            yield from _all(getattr(token, "content", None) or [])
