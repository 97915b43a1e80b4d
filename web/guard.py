"""Who may see what is under an address: every view says it by `page`; one that does not is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web import settings
from chamdiem.web.accounts import needs_code
from chamdiem.web.carrying import ask_to_confirm, ask_to_enter, only_typed
from chamdiem.web.house import House, house
from chamdiem.web.pages import render, warned
from chamdiem.web.sessions import is_idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from chamdiem.engine.mandates.roles import Deed
    from chamdiem.engine.texts import Lang
    from chamdiem.web.models import Account

RECENT = 5 * 60
"""So many seconds a password that was asked for once more is good for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """Who may see an address.

    `is_public`: anybody, without a session. Else whoever is in; where `deed` is said, at the organisation that the
    address names by `cell` or `node`, or, where it names none, anywhere. `recent`: whose password was asked for within
    the last minutes. `before_code`: also before the one-time code was said that some roles need. What somebody may
    not see is not there for them.

    `saves`: what people typed is sent there, so that none of it is lost when their session has ended. `is_data`: a
    script asks, which is answered by data.
    """

    is_public: bool = False
    deed: Deed | None = None
    recent: bool = False
    before_code: bool = False
    saves: bool = False
    is_data: bool = False


PUBLIC = PageRule(is_public=True)
ENTERED = PageRule()
ENTERING = PageRule(before_code=True)


class PageRequest(HttpRequest):
    """A request of somebody who is in: the account, the language, and what the thread holds."""

    account: Account
    lang: Lang
    house: House


View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


def page(rule: PageRule) -> Callable[[View], View]:
    """Say who may see what a view shows."""

    def mark(view: View) -> View:
        view.rule = rule  # type: ignore[attr-defined] # the mark itself
        return view

    return mark


class Guard:
    """Lets a request through to its view where the view's rule allows it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request, in the language of whoever asks."""
        request.house = house()  # type: ignore[attr-defined] # see PageRequest
        with house().answering():
            request.lang = language(request)  # type: ignore[attr-defined]
            return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say in words what a view could not do: what was asked for is at fault, and not the program."""
        if not isinstance(error, FaultyInput):
            return None
        rule = getattr(request.resolver_match and request.resolver_match.func, "rule", PUBLIC)
        sentences = [say_fault(language(request), fault, placed=False) for fault in error.faults]
        if rule.is_data:
            return JsonResponse({"saving": warned(language(request), " ".join(sentences))}, status=400)
        return render(request, "refused.html.j2", status=400, code="refused", sentences=sentences)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: tuple[object, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what the view's rule does not allow."""
        rule: PageRule | None = getattr(view, "rule", None)
        if rule is None:
            raise Http404
        if rule.is_public:
            return None
        if not request.user.is_authenticated:
            return _enter(request, rule)
        visit = cast("PageRequest", request)
        visit.account = request.user
        if is_idle(request.session):
            # what was typed before the time ran out is saved first
            is_saved = rule.saves and request.method == "POST" and _may(visit, rule, named)
            if is_saved:
                request.POST = only_typed(request)  # type: ignore[assignment] # a copy may be changed, this is not
                view(request, **named)
            logout(request)
            return _enter(request, rule, idle=True, is_saved=is_saved)
        if not rule.before_code and _lacks_code(visit):
            return HttpResponseRedirect(f"{reverse('code')}?{_then(request)}")
        if not _may(visit, rule, named):
            raise Http404
        if rule.recent and not _is_confirmed(request):
            return _confirm(request)
        return None


def remember_confirmed(request: HttpRequest) -> None:
    """Note that whoever asks has just said the password."""
    request.session["confirmed"] = timezone.now().timestamp()


def _is_confirmed(request: HttpRequest) -> bool:
    said: float = request.session.get("confirmed", 0)
    return timezone.now().timestamp() - said <= RECENT


def _confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password once more; what was sent goes along, and is offered again after that."""
    if request.method == "POST":
        return ask_to_confirm(request)
    return HttpResponseRedirect(f"{reverse('confirm')}?{_then(request)}")


def _may(request: PageRequest, rule: PageRule, named: dict[str, Any]) -> bool:
    return rule.deed is None or _allowed(request, rule.deed, named)


def _allowed(request: PageRequest, deed: Deed, named: dict[str, Any]) -> bool:
    where = named.get("cell") or named.get("node")
    if where is None:
        return is_allowed(request, deed)
    return request.house.may(request.account.actor, deed, where)


def is_allowed(request: PageRequest, deed: Deed) -> bool:
    """Tell whether whoever is in may do something anywhere at all."""
    actor, found = request.account.actor, request.house
    return any(found.may(actor, deed, each.node) for each in found.mandates(actor))


def _enter(request: HttpRequest, rule: PageRule, *, idle: bool = False, is_saved: bool = False) -> HttpResponse:
    """Ask to enter; what was typed and is not saved goes along, and is offered again after that."""
    lang = language(request)
    if rule.is_data:
        told = warned(lang, say(lang, "drafts.ended"), reverse("enter"), say(lang, "drafts.enter"), is_apart=True)
        return JsonResponse({"saving": told}, status=401)
    if rule.saves and request.method == "POST" and not is_saved:
        return ask_to_enter(request)
    then = urlencode({"tiep": request.path}) if is_saved else _then(request)
    words = [then, "het=1" if idle else ""]
    return HttpResponseRedirect(f"{reverse('enter')}?{'&'.join(filter(None, words))}")


def ended_meanwhile(request: HttpRequest) -> HttpResponse:
    """Ask to enter whoever's session was ended while a view worked: by then it has done what was asked of it."""
    rule = getattr(request.resolver_match and request.resolver_match.func, "rule", ENTERED)
    return _enter(request, rule, is_saved=request.method == "POST")


def _then(request: HttpRequest) -> str:
    """Return where to go on, as addresses say it; what was sent is not sent again."""
    return urlencode({"tiep": request.get_full_path()}) if request.method == "GET" else ""


def _lacks_code(request: PageRequest) -> bool:
    if settings.deployment().is_demo or not needs_code(request.house.mandates(request.account.actor)):
        return False
    return not request.user.is_verified()  # type: ignore[union-attr] # the middleware of one-time codes adds it


def language(request: HttpRequest) -> Lang:
    """Return the language of whoever asks: the account's, or else the session's; where none is said Vietnamese."""
    told = getattr(request.user, "lang", None) or request.session.get("lang")
    return "en" if told == "en" else "vi"
