"""What somebody may send who means harm, or whose clipboard does: scripts of every kind, and signs nobody sees."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlencode

MARK = "xss7"
"""Stands in every script; where a browser would run it, or read it as markup, it is found."""
SCRIPTS = (
    "<script>xss7()</script>", "<SCRIPT SRC=//xss7.example></SCRIPT>", "<script/src=data:,xss7()>", "<scr<script>ipt>xss7()",
    "<script>xss7()//", "<script\x0c>xss7()</script>", "</script><script>xss7()</script>", "</textarea><script>xss7()</script>",
    "</title><script>xss7()</script>", "</select><img src=x onerror=xss7()>", "</style><svg onload=xss7()>", "--><svg/onload=xss7()>",
    "]]><script>xss7()</script>", '"><script>xss7()</script>', "'><script>xss7()</script>", '" onfocus=xss7() autofocus x="',
    "' onfocus=xss7() autofocus x='", "` onfocus=xss7() `", " onmouseover=xss7() ", "x onclick=xss7()", '"/onload="xss7()',
    "<img src=x onerror=xss7()>", "<img/src=`x`onerror=xss7()>", "<IMG SRC=javascript:xss7()>", "<svg><script>xss7()</script></svg>",
    "<svg><animate onbegin=xss7() attributeName=x>", "<svg><a xlink:href=javascript:xss7()><text>x</text></a></svg>",
    "<math href=javascript:xss7()>x", "<iframe src=javascript:xss7()>", "<iframe srcdoc='<script>xss7()</script>'>",
    "<object data=javascript:xss7()>", "<embed src=data:text/html,xss7>", "<link rel=stylesheet href=//xss7.example>",
    "<style>@import'//xss7.example'</style>", "<base href=//xss7.example/>", "<meta http-equiv=refresh content=0;url=//xss7.example>",
    "<form action=//xss7.example><button>", "<button formaction=javascript:xss7()>x", "<input autofocus onfocus=xss7()>",
    "<body onload=xss7()>", "<details open ontoggle=xss7()>", "<video><source onerror=xss7()>", "<audio src=x onerror=xss7()>",
    "<marquee onstart=xss7()>", "<a href=javascript:xss7()>x</a>", "<a href='java&#10;script:xss7()'>x</a>", "javascript:xss7()",
    "JaVaScRiPt:xss7()//", "data:text/html,<script>xss7()</script>", "//xss7.example/%2f..", "/\\xss7.example", "https:xss7.example",
    "&lt;script&gt;xss7()&lt;/script&gt;", "&#60;script&#62;xss7()&#60;/script&#62;", "\\u003cscript\\u003exss7()\\u003c/script\\u003e",
    "%3Cscript%3Exss7()%3C/script%3E", "＜script＞xss7()＜/script＞", "+ADw-script+AD4-xss7()+ADw-/script+AD4-",
    "{{ 7*7 }}{{ xss7 }}", "{% include 'xss7' %}", "${xss7()}#{xss7()}", '=HYPERLINK("//xss7.example","x")', "=cmd|'/c xss7'!A1",
    "';DROP TABLE web_draft;--xss7", '" OR 1=1 --xss7',
)  # fmt: skip
"""More than 60 kinds: elements, attributes, ends of what surrounds them, addresses, entities, templates, formulas, SQL."""
SIGNS = (
    "a\x00b", "\x00", "\ud800", "a\udfffb", "\u202exss7\u202c", "\u2066xss7", "x\u200by\u200d\u2060\ufeff", "\u00ad\u034f\u115f",
    "\x01\x08\x0b\x1b[31mxss7", "\x7f\x85\u2028\u2029", "\r\nSet-Cookie: xss7=1\r\n\r\n<b>", "\ufffe\uffff", "\U0010ffff", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯" * 20,
    "9" * 5000, "-" + "9" * 400, "1e999999", "0x7", "٣", "½", "１２", "NaN", "-0", "+1", "1_0", "ﬁ", "a" * 70000,
)  # fmt: skip
"""Signs that nobody sees or that no database takes, and numbers that are none, or too large."""
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster", "xlink:href"})
_FORBIDDEN = frozenset({"iframe", "object", "embed", "base", "style", "math", "animate", "video", "audio", "marquee"})


class _Watch(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.here = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here = tag
        told = dict(attrs)
        if tag in _FORBIDDEN or MARK in tag or (tag == "script" and told.keys() != {"src", "defer"}):
            self.found.append(f"<{tag} {told}>")
        if tag == "meta" and told.keys() not in ({"charset"}, {"name", "content"}):
            self.found.append(f"<meta {told}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc"} or MARK in name:
                self.found.append(f"<{tag} {name}={value}>")
            if name in _ADDRESSES and not is_ours(value or ""):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self.here in {"script", "style"} and data.strip():
            self.found.append(f"in <{self.here}>: {data}")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.here = ""


def is_ours(address: str) -> bool:
    """Tell whether an address leads to one of our own pages, or nowhere at all."""
    return address in {"", "data:,"} or address[0] in "#?" or (address[0] == "/" and address[1:2] not in {"/", "\\"})


def what_runs(page: str) -> list[str]:
    """Return what a browser would run of a page, or fetch from elsewhere, beside our own script."""
    watch = _Watch()
    watch.feed(page)
    watch.close()
    return watch.found


def form_body(fields: dict[str, str]) -> str:
    """Return fields as a browser sends them; half characters too, which only somebody who means it can send."""
    return urlencode(fields, errors="surrogatepass")
