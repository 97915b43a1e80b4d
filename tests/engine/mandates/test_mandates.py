"""What a mandate allows: each role its own, as far as it reaches, on its days, and never to the own cell."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Authority, Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import DEEDS, Deed, Role

BEGUN, TODAY = dt.date(2025, 1, 1), dt.date(2025, 7, 1)


def commune() -> Authority:
    """Return a province with a commune of two cells, and another commune of one."""
    found = Authority()
    places = {"tinh": None, "xa": "tinh", "a": "xa", "b": "xa", "xb": "tinh", "c": "xb"}
    for name, parent in places.items():
        kind = NodeKind.CELL if len(name) == 1 else NodeKind.COMMITTEE
        found = found.after(
            OrganisationChange(node=name, event=Event.FOUNDED, day=BEGUN, title=name, kind=kind, parent=parent)
        )
    return found


def held(role: Role, node: str, actor: str = "u1", last: dt.date | None = None) -> Mandate:
    """Return a mandate."""
    return Mandate(id=f"{role}-{node}", actor=actor, role=role, node=node, first=BEGUN, last=last)


REACHED = {
    (Role.SECRETARY, "a"): {"a"},
    (Role.SUPERVISOR, "a"): {"a"},
    (Role.OFFICE, "xa"): {"xa", "a", "b"},
    (Role.AUDITOR, "tinh"): {"tinh", "xa", "a", "b", "xb", "c"},
    (Role.ADMINISTRATOR, "xa"): {"xa", "a", "b"},
    (Role.STANDING_COMMITTEE, "xa"): {"a", "b"},
}


@pytest.mark.parametrize(("role", "node"), REACHED)
def test_a_role_does_its_own_as_far_as_it_reaches(role: Role, node: str) -> None:
    """Over every deed and organisation: what the table gives the role, where the mandate reaches, and nothing else."""
    authority = commune().after(held(role, node))
    allowed = {
        (deed, place)
        for deed, place in product(Deed, ("tinh", "xa", "a", "b", "xb", "c"))
        if authority.may("u1", deed, place, TODAY)
    }
    expected = {(deed, place) for deed in DEEDS[role] for place in REACHED[role, node]}
    own = {(deed, node) for deed in DEEDS[role] & {Deed.UNLOCK, Deed.SEE_STATES}}
    assert allowed == expected | own


def test_nobody_assesses_or_decides_on_the_own_cell() -> None:
    """A secretary who sits in the standing committee decides on the other cells only."""
    authority = commune().after(held(Role.SECRETARY, "a")).after(held(Role.STANDING_COMMITTEE, "xa"))
    assert [authority.may("u1", Deed.DECIDE, cell, TODAY) for cell in ("a", "b")] == [False, True]
    assert authority.may("u1", Deed.RETURN, "a", TODAY)


SEEN = {
    Role.SECRETARY: {Deed.FILL, Deed.SEE_DRAFTS, Deed.SEE, Deed.SEE_STATES},
    Role.DEPUTY: {Deed.FILL, Deed.SEE_DRAFTS, Deed.SEE, Deed.SEE_STATES},
    Role.CLERK: {Deed.FILL, Deed.SEE_DRAFTS, Deed.SEE, Deed.SEE_STATES},
    Role.SUPERVISOR: {Deed.SEE, Deed.SEE_STATES},
    Role.OFFICE: {Deed.SEE_DRAFTS, Deed.SEE, Deed.SEE_STATES},
    Role.STANDING_COMMITTEE: {Deed.SEE, Deed.SEE_STATES},
    Role.AUDITOR: {Deed.SEE, Deed.SEE_STATES},
    Role.ADMINISTRATOR: set(),
}


@pytest.mark.parametrize("role", Role)
def test_who_sees_what(role: Role) -> None:
    """Drafts are the cell's alone; what was handed in is seen by those above it, and by no administrator."""
    authority = commune().after(held(role, "xa" if role is Role.STANDING_COMMITTEE else "a"))
    deeds = (Deed.FILL, Deed.SEE_DRAFTS, Deed.SEE, Deed.SEE_STATES)
    assert {deed for deed in deeds if authority.may("u1", deed, "a", TODAY)} == SEEN[role]


def test_whoever_gives_a_new_way_to_log_in_could_do_all_of_it_anyway() -> None:
    """An administrator of a commune renews nobody of the province; an office helps cells, and no decider or auditor."""
    authority = commune()
    roles = {
        "quan-tri": (Role.ADMINISTRATOR, "xa"),
        "van-phong": (Role.OFFICE, "xa"),
        "bi-thu": (Role.SECRETARY, "a"),
        "phu-trach": (Role.SUPERVISOR, "b"),
        "thuong-vu": (Role.STANDING_COMMITTEE, "xa"),
        "kiem-tra": (Role.AUDITOR, "tinh"),
        "xa-khac": (Role.SECRETARY, "c"),
    }
    for actor, (role, node) in roles.items():
        authority = authority.after(held(role, node, actor))
    authority = authority.after(held(Role.AUDITOR, "xa", "hai-vai")).after(held(Role.CLERK, "a", "hai-vai"))
    renewed = {
        actor: [other for other in (*roles, "hai-vai", "nobody") if authority.may_renew(actor, other, TODAY)]
        for actor in roles
    }
    assert renewed.pop("quan-tri") == ["quan-tri", "van-phong", "bi-thu", "phu-trach", "thuong-vu", "hai-vai"]
    assert renewed.pop("van-phong") == ["bi-thu", "phu-trach"]
    assert not any(renewed.values())


def test_a_mandate_holds_on_its_days() -> None:
    """It allows nothing before its first day and after its last."""
    authority = commune().after(held(Role.SECRETARY, "a", last=TODAY))
    days = (BEGUN - dt.timedelta(1), BEGUN, TODAY, TODAY + dt.timedelta(1))
    assert [authority.may("u1", Deed.SUBMIT, "a", each) for each in days] == [False, True, True, False]


def test_a_cell_that_merged_is_answered_for_by_what_it_became() -> None:
    """The secretary of the new cell hands in what the old one left open; the old one's mandate has ended with it."""
    merged = OrganisationChange(node="b", event=Event.MERGED, day=TODAY, predecessors=("a",))
    authority = commune().after(held(Role.SECRETARY, "a", "u1")).after(held(Role.SECRETARY, "b", "u2")).after(merged)
    assert [authority.may(actor, Deed.SUBMIT, "a", TODAY) for actor in ("u1", "u2")] == [False, True]


def test_what_is_not_in_the_tree_is_nobodys() -> None:
    """Whoever may do everything everywhere may do nothing at an organisation that nobody founded."""
    authority = commune().after(held(Role.ADMINISTRATOR, "tinh"))
    assert not any(authority.may("u1", deed, "nowhere", TODAY) for deed in Deed)
