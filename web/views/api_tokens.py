"""Khóa cho phần mềm: the tokens by which programs act for an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts import say
from chamdiem.rules.records.moments import day_text
from chamdiem.web.guard import PageRule, page
from chamdiem.web.pages import render
from chamdiem.web.tokens import DAYS, MOST, OFFERED, deeds_of, make_token, revoke, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse, QueryDict

    from chamdiem.engine.mandates.mandates import Mandate
    from chamdiem.engine.mandates.roles import Deed
    from chamdiem.engine.texts import Lang
    from chamdiem.web.guard import PageRequest
    from chamdiem.web.models import ApiToken

_LABEL = 80


@dataclass(frozen=True, slots=True)
class _Asked:
    """A token as a form asks for it: by which mandate, for what, for how long, for which software."""

    mandate: Mandate | None
    deeds: tuple[Deed, ...]
    days: int | None
    label: str

    def faults(self, held: int) -> Iterator[tuple[str, str]]:
        """Yield what is to be mended: the place on the page, and the code of the sentence."""
        if held >= MOST:
            yield "", "api.too_many"
        if not self.label or len(self.label) > _LABEL or not self.label.isprintable():
            yield "label", "api.need_label"
        if self.mandate is None:
            yield "mandate", "api.need_mandate"
        if not self.deeds:
            yield "deeds", "api.need_deeds"
        if self.days is None:
            yield "days", "api.need_days"


@page(PageRule(recent=True))
def api_tokens(request: PageRequest) -> HttpResponse:
    """Show the tokens of the account, make one, which is shown once, or end one."""
    faults, secret, sent = list[tuple[str, str]](), "", request.POST
    mandates = [each for each in request.house.mandates(request.account.actor) if deeds_of(each)]
    if request.method == "POST" and "end" in sent:
        told = sent["end"]
        revoke(request.account, int(told) if told.isascii() and told.isdigit() and len(told) < _LABEL // 5 else 0)
    elif request.method == "POST":
        asked = _asked(sent, mandates)
        faults = list(asked.faults(len(tokens_of(request.account))))
        if not faults and asked.mandate is not None and asked.days is not None:
            secret = make_token(request.account, asked.mandate, asked.deeds, asked.days, asked.label)
    return render(
        request,
        "api_tokens.html.j2",
        status=400 if faults else 200,
        faults=[(place, say(request.lang, code)) for place, code in faults],
        wrong={place for place, _ in faults},
        secret=secret,
        tokens=[(each, _told(request, each)) for each in tokens_of(request.account)],
        mandates=[(each.id, _title(request, each)) for each in mandates],
        deeds=[each for each in OFFERED if any(each in deeds_of(mandate) for mandate in mandates)],
        days=DAYS,
        typed=sent if faults else {},
        chosen=sent.getlist("deeds") if faults else [],
    )


def _asked(sent: QueryDict, mandates: list[Mandate]) -> _Asked:
    mandate = next((each for each in mandates if each.id == sent.get("mandate")), None)
    # of whoever holds one, it is the one
    mandate = mandates[0] if mandate is None and len(mandates) == 1 else mandate
    allowed = deeds_of(mandate) if mandate is not None else OFFERED
    return _Asked(
        mandate=mandate,
        deeds=tuple(deed for deed in allowed if deed.value in sent.getlist("deeds")),
        days=next((each for each in DAYS if str(each) == sent.get("days")), None),
        label=" ".join(sent.get("label", "").split(" ")).strip(),
    )


def _title(request: PageRequest, mandate: Mandate) -> str:
    node = request.house.tree.nodes.get(mandate.node)
    return f"{say(request.lang, f'held.{mandate.role.value}')}, {node.title if node else mandate.node}"


def _told(request: PageRequest, token: ApiToken) -> tuple[str, str]:
    """Return what a token may do and where, and until when it is good, as sentences."""
    lang: Lang = request.lang
    clock = request.house.office.clock
    node = request.house.tree.standing(token.node)
    deeds = ", ".join(say(lang, f"deed.{each}") for each in token.deeds)
    used = say(lang, "api.unused")
    if token.used is not None:
        used = say(lang, "api.used", when=day_text(clock.local(token.used.isoformat()).date()))
    until = day_text(clock.local(token.expires.isoformat()).date())
    return (
        say(lang, "api.of", mark=token.mark, node=node.title if node else token.node, deeds=deeds),
        say(lang, "api.until", day=until, used=used),
    )
