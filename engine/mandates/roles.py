"""The roles that people have in organisations: what each of them may do, and how far from its organisation."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """What somebody is in an organisation; what it is called in words stands in the texts."""

    SECRETARY = "secretary"
    DEPUTY = "deputy"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    OFFICE = "office"
    STANDING_COMMITTEE = "standing_committee"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    """What somebody may do at an organisation. Whoever may do it may also correct what was done so."""

    ORGANISE = "organise"
    MANDATE = "mandate"
    RECORD = "record"
    SUBMIT = "submit"
    ASSESS = "assess"
    RETURN = "return"
    DECIDE = "decide"
    OVERRIDE = "override"
    NOT_HELD = "not_held"
    LOCK = "lock"
    UNLOCK = "unlock"
    CLOCK = "clock"


class MandateReach(StrEnum):
    """How far a mandate reaches: its own organisation, those directly under it, or it and all under it."""

    OWN = "own"
    CHILDREN = "children"
    SUBTREE = "subtree"


REACHES: Mapping[Role, MandateReach] = {
    Role.SECRETARY: MandateReach.OWN,
    Role.DEPUTY: MandateReach.OWN,
    Role.CLERK: MandateReach.OWN,
    Role.SUPERVISOR: MandateReach.OWN,
    Role.OFFICE: MandateReach.SUBTREE,
    Role.STANDING_COMMITTEE: MandateReach.CHILDREN,
    Role.AUDITOR: MandateReach.SUBTREE,
    Role.ADMINISTRATOR: MandateReach.SUBTREE,
}
DEEDS: Mapping[Role, frozenset[Deed]] = {
    Role.SECRETARY: frozenset({Deed.SUBMIT, Deed.NOT_HELD}),
    Role.DEPUTY: frozenset(),
    Role.CLERK: frozenset(),
    Role.SUPERVISOR: frozenset({Deed.ASSESS, Deed.RETURN}),
    Role.OFFICE: frozenset({Deed.RECORD, Deed.RETURN, Deed.NOT_HELD, Deed.LOCK}),
    Role.STANDING_COMMITTEE: frozenset({Deed.DECIDE, Deed.RETURN, Deed.UNLOCK}),
    Role.AUDITOR: frozenset({Deed.OVERRIDE}),
    Role.ADMINISTRATOR: frozenset({Deed.ORGANISE, Deed.MANDATE, Deed.CLOCK}),
}
"""What each role may do; deputies and clerks fill in what the secretary hands in, which no entry tells."""
OF_CELL = frozenset({Role.SECRETARY, Role.DEPUTY, Role.CLERK})
"""Roles in the cell whose meetings are assessed."""
OF_OTHERS = frozenset({Deed.ASSESS, Deed.DECIDE, Deed.OVERRIDE})
"""What nobody does to the own cell."""
OF_OWN_TOO = frozenset({Deed.UNLOCK})
"""What is done at the own organisation too, however far a mandate reaches: its months are locked there."""
