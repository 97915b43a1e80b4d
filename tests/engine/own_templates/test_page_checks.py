"""What a committee's own page may hold: none of these pages passes, and all of those do."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
from typing import Any

import pytest
from PIL import Image

from chamdiem.engine.own_templates.own_templates import FAULTS, MADE
from chamdiem.engine.own_templates.page_checks import wrong_in_page
from chamdiem.engine.own_templates.template_checks import shape_of
from chamdiem.engine.own_templates.template_work import _sample, work
from chamdiem.engine.sheets.sheet_view import SheetView


def picture(form: str) -> str:
    """Return a small picture as the address of itself."""
    stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(stream, form)
    return f"data:image/{form.lower()};base64,{base64.b64encode(stream.getvalue()).decode()}"


def view(**values: object) -> dict[str, Any]:
    """Return a sheet with nothing on it but some values."""
    sample: Any = _sample(shape_of(SheetView))
    assert set(values) <= {field.name for field in dataclasses.fields(SheetView)}
    return {"sheet": sample | values}


def answer(page: str, form: str | None, values: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return whether a page was made or refused, and with what."""
    request = {"kind": "html", "content": base64.b64encode(page.encode()).decode(), "form": form, "values": values}
    said = work(json.dumps({**request, "title": "Phiếu", "date": None}).encode())
    return said[:1], said[1:]


def refusals(page: str, **values: object) -> list[tuple[str, str, int]]:
    """Return what a template is refused for: when it is checked, otherwise when it is used; none: it passes."""
    for form in (None, "html"):
        kind, said = answer(page, form, view(**values))
        if kind == FAULTS:
            return [(fault["code"], fault["details"].get("name", ""), fault["line"]) for fault in json.loads(said)]
    return []


PROBES = [
    "<script>alert(1)</script>",
    "<ScRiPt src=x></sCrIpT>",
    "<p onclick='x()'>a</p>",
    "<body onload=x()>a</body>",
    "<p ONMOUSEOVER=x>a</p>",
    "<p/onclick=x()>a</p>",
    "<img src=x onerror=x()>",
    f"<img src='{picture('PNG')}' onerror='x()'>",
    "<iframe src='x'></iframe>",
    "<iframe srcdoc='&lt;script&gt;'></iframe>",
    "<object data='x'></object>",
    "<embed src='x'>",
    "<applet code='x'></applet>",
    "<frameset><frame src='x'></frameset>",
    "<svg><use href='#a'/></svg>",
    "<svg><use xlink:href='data:image/svg+xml,x'/></svg>",
    "<svg><image href='x'/></svg>",
    "<svg><foreignObject><p>a</p></foreignObject></svg>",
    "<svg><script>x()</script></svg>",
    "<svg><animate attributeName='href'/></svg>",
    "<svg onload='x()'></svg>",
    "<svg><style>@import 'x';</style></svg>",
    "<svg><style>p { color: red }</style></svg>",
    "<svg><path d='M0 0'><style>p { color: red }</style></svg>",
    "<svg><title></svg></title><style>&lt;!--@import 'x'; p { color: red }</style>",
    "<style>&lt;!--@import 'x'; p { color: red }</style>",
    "<style>p url(x) { color: red }</style>",
    "<svg><path fill='url(#a)' d='M0 0'/></svg>",
    "<math><mtext></mtext></math>",
    "<img srcset='x 1x'>",
    "<picture><source srcset='x'></picture>",
    "<base href='http://a/'>",
    "<form action='x'><input name='a'><button>a</button></form>",
    "<input autofocus onfocus=x()>",
    "<meta http-equiv='refresh' content='0;url=http://a/'>",
    "<meta http-equiv='Content-Security-Policy' content=''>",
    "<meta charset='utf-7'>",
    "<link rel='stylesheet' href='x'>",
    "<link rel='prefetch' href='http://a/'>",
    "<a href='javascript:x()'>a</a>",
    "<a href='java&#10;script:x()'>a</a>",
    "<a href='http://a/'>a</a>",
    "<a href='data:text/html,a'>a</a>",
    "<img src='http://a/x.png'>",
    "<img src='//a/x.png'>",
    "<img src='file:///etc/passwd'>",
    "<img src='FILE:/etc/passwd'>",
    "<img src='x.png'>",
    "<img src='data:image/svg+xml;base64,PHN2Zy8+'>",
    "<img src='data:text/html;base64,PHN2Zy8+'>",
    "<img src='data:image/png;base64,PHN2Zy8+'>",
    "<img src='data:image/png;base64,A'>",
    "<img src='data:image/png,a'>",
    "<table background='http://a/x.png'><tr><td>a</td></tr></table>",
    "<video src='x' poster='y'></video>",
    "<audio src='x'></audio>",
    "<details open ontoggle=x()>a</details>",
    "<marquee>a</marquee>",
    "<noscript><p title='</noscript><script>x()</script>'></noscript>",
    "<template><script>x()</script></template>",
    "<textarea><p title='</textarea><script>x()</script>'></textarea>",
    "<xmp><p title='</xmp><script>x()</script>'></xmp>",
    "<plaintext><b>",
    "<x-la onfocus=x() tabindex=0>a</x-la>",
    "<p hidden>a</p>",
    "<p contenteditable>a</p>",
    "<dialog open>a</dialog>",
    "<!--[if IE]><script>x()</script><![endif]-->",
    "<!--><script>x()</script><!-- -->",
    "<!-- --!><script>x()</script><!-- -->",
    "<![CDATA[<script>x()</script>]]>",
    "<?xml-stylesheet href='x'?>",
    "<!DOCTYPE html [<!ENTITY a 'b'>]>",
    "<!DOCTYPE html SYSTEM 'http://a/'>",
    '<p title="a>b">c</p>',
    "<p title='a' title='b'>c</p>",
    "<title><b>a</b></title>",
    "<style>/*</style/><script>x()</script>*/</style>",
    "<style>p { color: red }",
    "a <script src=x",
    "<style>@import 'x.css';</style>",
    "<style>@import url(http://a/x.css);</style>",
    "<style>@\\69mport 'x.css';</style>",
    "<style>@font-face { font-family: a; src: url(x) }</style>",
    "<style>@media screen { p { color: red } }</style>",
    "<style>@media print { p { color: red } }</style>",
    "<style>@page { @media screen { color: red } }</style>",
    "<style>@page { background: url(http://a/) }</style>",
    "<style>@page { @top-left { content: url(http://a/) } }</style>",
    "<style>@supports (display: grid) { p { color: red } }</style>",
    "<style>@charset 'utf-7';</style>",
    "<style>@namespace svg url(http://a/);</style>",
    "<style>@keyframes a { from { color: red } }</style>",
    "<style>p:hover { color: red }</style>",
    "<style>p:H\\6fver { color: red }</style>",
    "<style>p:not(:hover) { color: red }</style>",
    "<style>p:target, p:visited { color: red }</style>",
    "<style>p::selection { color: red }</style>",
    "<style>p { &:hover { color: red } }</style>",
    "<style>p { color: red; b { color: blue } }</style>",
    "<style>p { background: url(http://a/x.png) }</style>",
    "<style>p { background: URL('http://a/x.png') }</style>",
    "<style>p { background: \\75rl(http://a/x.png) }</style>",
    "<style>p { background: u/**/rl(http://a/x.png) }</style>",
    "<style>p { background: image-set('x.png' 1x) }</style>",
    "<style>p { content: attr(title) }</style>",
    "<style>p { color: var(--a) }</style>",
    "<style>p { --a: url(x) }</style>",
    "<style>p { behavior: url(x.htc) }</style>",
    "<style>p { -moz-binding: url(x) }</style>",
    "<style>p { width: expression(x()) }</style>",
    "<style>p { position: fixed; top: 0 }</style>",
    "<style>p { visibility: hidden }</style>",
    "<style>p { opacity: 0 }</style>",
    "<style>p { display: none }</style>",
    "<style>p { transition: color 1s; cursor: url(x) }</style>",
    "<style>p { color: red; } }</style>",
    "<style>p { color: {red} }</style>",
    "<p style='background: url(http://a/)'>a</p>",
    "<p style='display:none'>a</p>",
    "<p style='color: red; } p:hover {'>a</p>",
    "<p style='&#98;ackground: u&#114;l(x)'>a</p>",
    "<{{ 'scr' ~ 'ipt' }}>x()</{{ 'scr' ~ 'ipt' }}>",
    "<p {{ 'onclick' }}='x()'>a</p>",
    "<p {{ {'onclick': 'x()'}|xmlattr }}>a</p>",
    "{{ 'http://an-phu.vn/'|urlize }}",
    "{% set b %}<b>{% endset %}{{ b.replace('b', 'script') }}",
    "<style>p { {{ 'background: ur' ~ 'l(x)' }} }</style>",
]  # fmt: skip


@pytest.mark.parametrize("page", PROBES)
def test_none_passes(page: str) -> None:
    """Whatever runs, loads, leads elsewhere, hides, changes, or is read in two ways is refused."""
    assert refusals(page)


@pytest.mark.parametrize(
    ("page", "cell"),
    [
        ("<style>p { color: {{ sheet.cell }} }</style>", "red } p:hover { color: blue"),
        ("<p style='color: {{ sheet.cell }}'>a</p>", "red; background: url(x)"),
        ("<p class={{ sheet.cell }}>a</p>", "a onclick=x()"),
    ],
)
def test_a_value_carries_nothing_in(page: str, cell: str) -> None:
    """A name on the sheet that means something where a template puts it is refused with that sheet."""
    assert not refusals(page, cell="0")
    assert refusals(page, cell=cell)


RIGHT = [
    "",
    "<!DOCTYPE html>\n<html lang='vi'><head><meta charset='utf-8'><title>Phiếu</title></head><body class='a'><p>a</p></body></html>",
    "<table border=1 cellpadding='2'><thead><tr><th scope='col' colspan=2>a</th></tr></thead><tr><td valign=top width='50%'>a</td></tr></table>",
    "<table><colgroup><col width=1></colgroup>{% for row in sheet.rows %}<tr><td{% if row.id %} colspan='2'{% endif %}>{{ row.id }}</td></tr>{% endfor %}</table>",
    "<p>a</p><p><table><tr><td>b</td></tr></table></p>",
    "<p>a<br/>b<hr>3 < 4 & 5 > 2 <!-- ghi chú --></p>",
    "<style>@page { size: A4; margin: 20mm 15mm; @top-center { content: counter(page) '/' counter(pages) } } @page :first { margin-top: 1cm }</style><p>a</p>",
    "<style>/* ghi chú */ * { box-sizing: border-box } h1, .a > p:first-child::before { font: bold 14pt 'Times New Roman', Tinos, serif; color: #c00; } tr:nth-child(2n+1) td, p:not(.b) { background: rgb(240, 240, 240) } [data-label] { width: calc(100% - 2mm) !important }</style><p>a</p>",
    "<style>p { width: {{ 3 * 4 }}mm; display: inline-block; break-inside: avoid }</style><p style='text-align:center; text-transform: uppercase'>{{ sheet.title }}</p>",
    f"<img src='{picture('PNG')}' alt='Đảng kỳ' width=40>",
    f'<p><img src="{picture("JPEG")}" style="height: 10mm"></p>',
    "<svg viewBox='0 0 2 2' width='25mm'><path d='M0 0h1v1z' fill='#000'/></svg>",
    "{# <script> #}<ul><li>{{ sheet.cell }}</li></ul>",
]  # fmt: skip


@pytest.mark.parametrize("page", [page for page in RIGHT if page])
def test_what_a_sheet_needs_passes(page: str) -> None:
    """Tables, styles, page numbers, the bundled fonts and pictures within the template are made unchanged."""
    assert refusals(page) == []
    assert answer(page, "pdf", view())[0] == MADE


def test_each_thing_is_named_once_with_its_line() -> None:
    """Everything is told at once: what, and on which line of the template it stands first."""
    page = """{# một
hai #}<p onclick="x()">a</p>
<script></script>{% if sheet.title %}
<p onclick="x()" style="background:
url(x)">a</p>{% endif %}
<style>
@import "x";
p:hover { position: fixed }</style>"""
    assert refusals(page) == [
        ("page.attribute", "onclick (<p>)", 2),
        ("page.element", "<script>", 3),
        ("page.function", "url(x)", 5),
        ("page.at_rule", "@import", 7),
        ("page.property", "position", 8),
        ("page.selector", ":hover", 8),
    ]


def test_an_element_is_not_made_of_values() -> None:
    """What element a value would make is not known before the page is filled in: it is refused when it is checked."""
    assert refusals('<p>a</p>\n<{{ "p" }}>a</p>') == [("page.element", "<x{{…}}>", 2)]


def test_two_readers_must_agree() -> None:
    """Where a browser would find more, or less, than what is written, the page is refused as a whole."""
    assert wrong_in_page("<p>a</p><table><td>b</table>") == ()
    assert [each.code for each in wrong_in_page("<p class='a' class='b'>c</p>")] == ["page.misread"]
