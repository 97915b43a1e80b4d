"""Settings of organisations, which hold for all under them that have none of their own."""

from __future__ import annotations

import datetime as dt
from collections import ChainMap
from functools import cache
from typing import TYPE_CHECKING

from chamdiem.engine.office.config import ORGANISATION as ORGANISATION_PATH
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal
from chamdiem.rules.records.periods import last_day_of
from chamdiem.rules.records.scalars import ScalarError, seen, shown
from chamdiem.web.models import NodeSetting
from chamdiem.web.numbers import number_sent
from chamdiem.web.statements import Given, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.web.house import House

FRAMEWORK = "framework"
"""By which framework meetings are scored, by its id; where none is said, by the one in force."""
ORGANISATION = "organisation"
"""The path by which frameworks name an organisation: ca-mau/an-phu."""

DEADLINE = "deadline"
"""By which day of the following month a meeting is to be handed in."""
CONTACT = "contact"
"""Whom to ask for help: what stands at the foot of every page."""
PLACE = "place"
"""The place that stands before the date on paper."""
ASSESS_BY = "assess_by"
"""By which day of the following month a meeting is to be assessed."""
HIDE_SELF = "hide_self"
"""Whether a supervisor sees what a cell gave itself only once the own assessment is handed in."""
YES, NO = "có", "không"
"""What a setting says that holds or does not; an organisation may say no where one above it says yes."""
SETTINGS = (FRAMEWORK, ORGANISATION, DEADLINE, ASSESS_BY, HIDE_SELF, CONTACT, PLACE)
"""All of them, in the order in which a page shows them."""
_LATEST = 28
_USUAL = "5"
_LONGEST = 120


def read_setting(house: House, name: str, typed: str) -> str:
    """Return the value of a setting that was typed.

    Raises:
        FaultyInput: it is not what the setting holds.
    """
    if name == FRAMEWORK:
        return house.office.catalog.find(typed).id
    if name == ORGANISATION and not ORGANISATION_PATH.fullmatch(typed):
        raise refusal("shape.organisation", "", text=shown(typed))
    if name == HIDE_SELF and typed.casefold() not in {YES, NO}:
        raise refusal("admin.yes_no", "")
    if name in {DEADLINE, ASSESS_BY} and not 1 <= number_sent(typed) <= _LATEST:
        raise refusal("admin.deadline", "")
    if len(typed) > _LONGEST:
        raise refusal("admin.long", "")
    try:
        return seen(typed)
    except ScalarError as error:
        raise FaultyInput([Fault(error.code, details=error.details)]) from error


def is_set(house: House, node: str, name: str) -> bool:
    """Tell whether a setting that holds or does not holds for an organisation."""
    return (setting_of(house, node, name) or NO).casefold() == YES


def setting_of(house: House, node: str, name: str) -> str | None:
    """Return a setting of an organisation: its own, or that of the nearest above it that has one."""
    known = house.known.settings
    if node not in known:
        known[node] = _settings_of(house, node)
    return known[node].get(name)


def _settings_of(house: House, node: str) -> Mapping[str, str]:
    nodes = [node, *(each.id for each in house.tree.above(node))]
    told: dict[str, dict[str, str]] = {each: {} for each in nodes}
    for owner, name, value in _settings(len(nodes)).rows(**{f"node{place}": each for place, each in enumerate(nodes)}):
        told[owner][name] = value
    return ChainMap(*told.values())


@cache
def _settings(count: int) -> Statement:
    """Return what finds the settings of so many organisations."""
    nodes = [Given(f"node{place}") for place in range(count)]
    return Statement(lambda: NodeSetting.objects.filter(node__in=nodes).values_list("node", "name", "value"))


def settings_of(house: House, name: str) -> Callable[[str], str | None]:
    """Return what tells a setting of organisations, for pages of many: as `setting_of`, and asked only once."""
    values, tree = dict(NodeSetting.objects.filter(name=name).values_list("node", "value")), house.tree

    def told(node: str) -> str | None:
        above = (node, *(each.id for each in tree.above(node))) if values else ()
        return next((values[each] for each in above if each in values), None)

    return told


def deadline_of(period: str, told: str | None) -> dt.date:
    """Return the last day on which a month is to be handed in, by its setting: a day of the month after it."""
    return last_day_of(period) + dt.timedelta(days=int(told or _USUAL))
