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
    """What somebody may do at an organisation. Whoever may do it may also correct what was done so.

    The last ones leave no entry; pages ask for them. `FILL`: see and fill in a draft, and what it would give;
    `SEE_DRAFTS`: know that somebody is at work on one, and no more. `SEE`: what was handed in, with its content (which
    layers of it: `layers_seen`), and to make lists and sheets of it; `SEE_STATES`: how far it is, and nothing of its
    content. `VERIFY`: score it again and check the ledger. `ACCOUNTS`: make, lock and renew accounts; `PROPOSE` what
    happens to them, to organisations and to frameworks; `SEE_ACCOUNTS`: look at them. `FRAMEWORKS`: take one in, which
    a second person confirms. `SETTINGS`: deadlines, names and paper; of the highest organisation backups too.
    """

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
    FILL = "fill"
    SEE_DRAFTS = "see_drafts"
    SEE = "see"
    SEE_STATES = "see_states"
    VERIFY = "verify"
    ACCOUNTS = "accounts"
    SEE_ACCOUNTS = "see_accounts"
    PROPOSE = "propose"
    FRAMEWORKS = "frameworks"
    SETTINGS = "settings"


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
_OF_SEEING = frozenset({Deed.SEE, Deed.SEE_STATES})
_OF_FILLING = _OF_SEEING | {Deed.FILL, Deed.SEE_DRAFTS}
DEEDS: Mapping[Role, frozenset[Deed]] = {
    Role.SECRETARY: _OF_FILLING | {Deed.SUBMIT, Deed.NOT_HELD},
    Role.DEPUTY: _OF_FILLING,
    Role.CLERK: _OF_FILLING,
    Role.SUPERVISOR: _OF_SEEING | {Deed.ASSESS, Deed.RETURN},
    Role.OFFICE: _OF_SEEING
    | {Deed.RECORD, Deed.RETURN, Deed.NOT_HELD, Deed.LOCK, Deed.SEE_DRAFTS, Deed.PROPOSE, Deed.SEE_ACCOUNTS},
    Role.STANDING_COMMITTEE: _OF_SEEING | {Deed.DECIDE, Deed.RETURN, Deed.UNLOCK},
    Role.AUDITOR: _OF_SEEING | {Deed.OVERRIDE, Deed.VERIFY, Deed.SEE_ACCOUNTS},
    Role.ADMINISTRATOR: frozenset(
        {
            Deed.ORGANISE, Deed.MANDATE, Deed.CLOCK, Deed.ACCOUNTS, Deed.SEE_ACCOUNTS, Deed.FRAMEWORKS, Deed.SETTINGS,
        }
    ),
}  # fmt: skip
"""What each role may do; an administrator sees nothing of any meeting, not even how far it is."""
OF_CELL = frozenset({Role.SECRETARY, Role.DEPUTY, Role.CLERK})
"""Roles in the cell whose meetings are assessed."""
OF_OTHERS = frozenset({Deed.ASSESS, Deed.DECIDE, Deed.OVERRIDE})
"""What nobody does to the own cell."""
OF_OWN_TOO = frozenset({Deed.UNLOCK, Deed.SEE_STATES})
"""What is done at the own organisation too, however far a mandate reaches: its months stand there."""
