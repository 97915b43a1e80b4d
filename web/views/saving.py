"""Ghi, khác nhau, các lần ghi: what was typed is saved while it is typed, what collided is chosen, all is looked up.

What a script sends: {"page": an id, "fields": [[name, value], …], "seen": [those of earlier, the oldest first]}, where
`seen` is what the page showed and whatever it has sent since without an answer (see `merging.merge`).

What it is told: `version`, `saving` (what stands beside the button), `parts` (see `live`), `theirs` (what others wrote
to fields of the page, in pairs), and where something collided, the `url` where one chooses; refused, `saving` alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.web.collisions import THEIRS, Words, collisions_of, written
from chamdiem.web.drafts import Choice, Conflict, Saved, choose, save_changed
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.held import MeetingAddress
from chamdiem.web.live import changed_fields, live
from chamdiem.web.numbers import number_sent
from chamdiem.web.open_draft import open_draft
from chamdiem.web.pages import render, warned
from chamdiem.web.steps import next_step
from chamdiem.web.views.filling import typed_page
from chamdiem.web.views.handing_in import typed_last

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.forms.form import FormPage, FormQuestion
    from chamdiem.web.collisions import Collision
    from chamdiem.web.drafts import Seen
    from chamdiem.web.open_draft import OpenDraft, OpenForm

VOTE = "bieu-quyet"
"""How the page of what is asked in the end calls itself."""
_SHOWN = PageRule(deed=Deed.FILL)


def _opened(request: PageRequest, cell: str, period: str, kind: str) -> OpenDraft:
    opened = open_draft(request.house, request.lang, MeetingAddress(cell, period, kind))
    if opened is None:
        raise Http404
    return opened


# --- while it is typed ---


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a script sent: of which page, what stands in its fields now, and what stood there as far as it knows."""

    page: str
    fields: QueryDict
    seen: tuple[QueryDict, ...]


@page(PageRule(deed=Deed.FILL, saves=True, is_data=True))
def autosave(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Save what was typed, and tell what it gives; asked without anything to save, give a new token of forms."""
    return save_sent(request, _opened(request, cell, period, kind))


def save_sent(request: PageRequest, opened: OpenForm) -> HttpResponse:
    """Save what a script sent of a form."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "version": opened.draft.version})
    try:
        sent = _read(request)
    except RequestDataTooBig:
        return _refused(request, 413, "drafts.too_large")
    except (ValueError, RecursionError):
        return _refused(request, 400, "drafts.unreadable")
    shown = opened.page(sent.page)
    if shown is None and not (sent.page == VOTE and opened.form.closing):
        return _refused(request, 400, "drafts.unreadable")
    typed = _typed(opened, shown, sent.fields)
    before = [_typed(opened, shown, each) for each in sent.seen]
    seen: Seen = {name: [each.get(name, "") for each in before] for name in typed}
    done = save_changed(opened.draft, typed, seen, request.account, device_of(request))
    return _told(request, opened.after(done), shown, (done, typed))


def device_of(request: PageRequest) -> str:
    """Return what a browser calls itself, by which people know their devices."""
    return request.headers.get("User-Agent", "")


def _read(request: PageRequest) -> _Sent:
    """Return what was sent (ValueError: it is not what a script of ours sends)."""
    match json.loads(request.body):
        case {"page": str(shown), "fields": list(fields), "seen": list(seen)}:
            return _Sent(shown, _fields(fields), tuple(map(_fields, seen)))
        case _:
            raise ValueError


def _fields(pairs: object) -> QueryDict:
    """Return fields as a form has them, of pairs of names and values."""
    fields = QueryDict(mutable=True)
    for pair in pairs if isinstance(pairs, list) else [None]:
        match pair:
            case [str(name), str(value)]:
                fields.appendlist(name, value)
            case _:
                raise ValueError
    return fields


def _questions(opened: OpenForm, shown: FormPage | None) -> Iterable[FormQuestion]:
    return filter(opened.asks, opened.form.closing if shown is None else shown.all_questions)


def _typed(opened: OpenForm, shown: FormPage | None, fields: QueryDict) -> dict[str, str]:
    return typed_last(opened, fields) if shown is None else typed_page(fields, opened, shown)


def _told(
    request: PageRequest, saved: OpenForm, shown: FormPage | None, what: tuple[Saved | Conflict, Mapping[str, str]]
) -> HttpResponse:
    done, typed = what
    clashes = [each.id for each in done.clashes] if isinstance(done, Conflict) else []
    words = Words(saved, request.account)
    answer: dict[str, object] = {
        "version": saved.draft.version,
        "saving": say(saved.lang, "fill.saved", time=words.time(saved.draft.saved)),
        "theirs": changed_fields(saved, _questions(saved, shown), typed, clashes),
        "parts": live(saved, shown),
    }
    if not isinstance(done, Conflict):
        return JsonResponse(answer)
    code, link = "drafts.closed" if done.is_closed else "drafts.collided", saved.url("conflict")
    told = say(saved.lang, code, count=len(set(map(saved.owner_of, clashes))))
    answer |= {"url": link, "saving": warned(saved.lang, told, link, say(saved.lang, "drafts.look"))}
    return JsonResponse(answer, status=409)


def _refused(request: PageRequest, status: int, code: str) -> HttpResponse:
    return JsonResponse({"saving": warned(request.lang, say(request.lang, code))}, status=status)


# --- what collided ---


@page(_SHOWN)
def conflict(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Show what collided with both texts, and save what was chosen of it."""
    return choose_of(request, _opened(request, cell, period, kind))


def choose_of(request: PageRequest, opened: OpenForm) -> HttpResponse:
    """Show what collided in a form, and save what was chosen of it."""
    words = Words(opened, request.account)
    is_chosen = request.method == "POST" and not opened.is_closed
    collisions, last = collisions_of(words, number_sent(request.POST.get("shown")) if is_chosen else None)
    open_ = [each for each in collisions if _taken(request, each) is None] if is_chosen else []
    if is_chosen and not open_:
        taken = {name: text for each in collisions for name, text in (_taken(request, each) or {}).items()}
        choice = Choice(version=number_sent(request.POST.get("version")), shown=last, taken=taken)
        done = choose(opened.draft, choice, request.account, device_of(request))
        return HttpResponseRedirect(opened.url("conflict" if isinstance(done, Conflict) else "meeting"))
    return render(
        request,
        "conflict.html.j2",
        status=400 if open_ else 200,
        opened=opened,
        collisions=collisions,
        chosen={each.id: request.POST.get(each.id) for each in collisions},
        open={each.id for each in open_},
        last=last,
        later=opened.url("receipt") if opened.is_closed else next_step(opened),
    )


def _taken(request: PageRequest, collision: Collision) -> Mapping[str, str] | None:
    """Return what the side says that was chosen, nothing of what stands there anyhow; None: none was."""
    key = request.POST.get(collision.id)
    side = next((each for each in collision.sides if each.key == key), None)
    if side is None:
        return None
    return {} if side.key == THEIRS else side.texts


# --- what was written when ---


@page(_SHOWN)
def revisions(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Show who wrote what, and when, the newest first."""
    return list_saves(request, _opened(request, cell, period, kind))


def list_saves(request: PageRequest, opened: OpenForm) -> HttpResponse:
    """Show the saves of a form."""
    found, older = written(Words(opened, request.account), number_sent(request.GET.get("truoc")) or None)
    return render(request, "revisions.html.j2", opened=opened, written=found, older=older)
