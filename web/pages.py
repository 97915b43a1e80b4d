"""Pages: our own templates, which reach words, addresses and nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse

from chamdiem.engine.paper.templates import page_parts, render_page
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.rules.records.moments import day_text
from chamdiem.web.frame import frame_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from chamdiem.engine.texts import Lang


CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}
"""Of the files that pages give, by their suffixes."""
Given = TypeVar("Given", bound=HttpResponseBase)


def as_download(answer: Given, name: str) -> Given:
    """Return a file as one to be kept under a name; nothing in it may run as one of our pages."""
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
    return answer


def download(content: bytes, name: str) -> HttpResponse:
    """Return the bytes of a file, as one to be kept."""
    return as_download(HttpResponse(content, content_type=CONTENT_TYPES[name.rpartition(".")[2]]), name)


def render(request: HttpRequest, template: str, *, status: int = 200, **values: object) -> HttpResponse:
    """Return a page.

    Beside its own values a template has: `say` in the language of whoever asks, `url` by the name of an address,
    `static`, `token` (of its forms), `account` (None: nobody is in), `who` and `contact` (see `Frame`), `lang`, and
    `points` in words.
    """
    lang: Lang = getattr(request, "lang", "vi")
    account = getattr(request, "account", None)
    frame = frame_of(request)
    html = render_page(
        f"web/{template}",
        say=partial(say, lang),
        url=partial(_address),
        static=static,
        token=partial(get_token, request),
        account=account,
        who=frame.who,
        contact=frame.contact,
        path=request.path,
        lang=lang,
        points=partial(_points, lang),
        moment=partial(_moment, request),
        device=partial(_device, lang),
        **values,
    )
    return HttpResponse(html, status=status)


def warned(lang: Lang, words: str, url: str = "", link: str = "", *, is_apart: bool = False) -> str:
    """Return what stands beside the button of a form where not all is well, with a link, as HTML.

    `is_apart`: the link opens a window of its own, since what is typed here is not saved.
    """
    made = page_parts("web/filling.html.j2", say=partial(say, lang))
    return str(made["warned"](words, url, link, is_apart))


def _address(name: str, **named: object) -> str:
    return reverse(name, kwargs=named or None)


def _moment(request: HttpRequest, time: dt.datetime) -> str:
    """Return a time as a clock in Vietnam shows it: 20:15, 26/11/2026."""
    local = request.house.office.clock.local(time.isoformat())  # type: ignore[attr-defined] # see PageRequest
    return f"{local:%H:%M}, {day_text(local.date())}"


def _device(lang: Lang, agent: str) -> str:
    """Return what kind of device a session is of, as far as its browser says so."""
    kinds = {"phone": ("Mobile", "Android", "iPhone"), "pc": ("Windows", "Macintosh", "X11", "Linux")}
    kind = next((kind for kind, words in kinds.items() if any(word in agent for word in words)), "other")
    return say(lang, f"web.device_{kind}")


def _points(lang: Lang, value: int | None) -> str:
    return formats.points(value, lang)
