"""Drafts: nothing that somebody typed is lost, and nobody writes over what they have not seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from types import SimpleNamespace

    from drafting import Cell

pytestmark = pytest.mark.usefixtures("installation")


# --- merging ---


@pytest.mark.parametrize(
    ("now", "seen", "own", "becomes"),
    [
        ("20", ["20"], "21", "21"),  # only we changed it
        ("20", ["21"], "21", "20"),  # only others changed it: what we did not change is not written back
        ("21", ["20"], "21", "21"),  # both changed it to the same
        ("22", ["20"], "21", None),  # both changed it
        ("", ["20"], "21", None),  # they blanked it
        ("21", ["20", "21"], "22", "22"),  # what stands there came from us, though no answer told us so
        ("21", ["20", "21"], "20", "20"),  # and we went back to where we began
        ("22", ["20", "21"], "20", "22"),  # they changed it while we came back to where we began
        ("20 ", ["20"], "20", "20 "),  # a blank around it is no change
        ("20", [], "21", None),  # nobody knows what we saw
    ],
)
def test_a_text_is_merged_by_what_was_seen(now: str, seen: list[str], own: str, becomes: str | None) -> None:
    """Whoever has seen what stands there may change it; whoever has not may not."""
    from chamdiem.web.merging import merge  # noqa: PLC0415 - the web needs an installation

    merged = merge({"a": now}, {"a": seen}, {"a": own})
    assert merged.clashes == (("a",) if becomes is None else ())
    assert {"a": now, **merged.taken}["a"] == (now if becomes is None else becomes)


def test_what_no_database_keeps_is_replaced_by_a_sign_that_people_see() -> None:
    """A character that a database refuses does not make it refuse what stands around it; lines end in one way."""
    from chamdiem.web.merging import keepable  # noqa: PLC0415 - as above

    assert keepable("một\r\nhai\x00\ud800\rba") == "một\nhai\ufffd\ufffd\nba"


# --- two writers against a model ---


@dataclass
class Writer:
    """A page that is open: what it shows, and which version that was."""

    version: int
    shown: dict[str, str]
    sent: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Told:
    """What the model knows: all that was acknowledged, in the order of their saves."""

    texts: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)


IDS = ("present", "speakers", "limitations")
_WHO = st.sampled_from((0, 1))
_STEPS = st.lists(
    st.tuples(st.sampled_from(("post", "send", "lose", "load")), _WHO, st.sampled_from(IDS), st.sampled_from("12 ")),
    max_size=14,
)


@settings(max_examples=60)
@given(steps=_STEPS)
def test_two_who_write_at_once_lose_nothing(steps: list[tuple[str, int, str, str]]) -> None:
    """What was acknowledged stands in the draft, was changed by somebody who had seen it, or lies beside it.

    That holds whatever they send, with or without a script, with answers that are lost on the way.
    """
    from drafting import shared_cell  # noqa: PLC0415 - the web needs an installation

    cell = shared_cell().at_another_meeting()
    people = (cell.secretary, cell.deputy)
    pages = [Writer(cell.draft.version, {}), Writer(cell.draft.version, {})]
    told = Told()
    for what, who, name, text in steps:
        page = pages[who]
        if what == "load":
            now = cell.now()
            pages[who] = Writer(now.version, dict(now.texts))
            continue
        page.shown = {**page.shown, name: text.strip()}
        _send(what, cell, people[who], page, told)
        now = cell.now()
        assert now.texts == {key: value for key, value in told.texts.items() if value}
    _all_is_kept(cell, told)


def _send(what: str, cell: Cell, who: Any, page: Writer, told: Told) -> None:  # noqa: ANN401 - an account
    """Send a page, and have the model say what becomes of each text."""
    from chamdiem.web.drafts import Conflict, save, save_changed  # noqa: PLC0415 - as above

    before = dict(told.texts)
    typed = {name: page.shown.get(name, "") for name in IDS}
    if what == "post":
        known = {name: [_stood(cell, page.version, name)] for name in IDS}
        done = save(cell.draft.pk, page.version, typed, who)
    else:
        base = page.sent[0] if page.sent else {name: _stood(cell, page.version, name) for name in IDS}
        known = {name: [base.get(name, ""), *(sent.get(name, "") for sent in page.sent[1:])] for name in IDS}
        done = save_changed(cell.draft.pk, typed, known, who)
        page.sent = [base, *page.sent[1:], typed]
    clashes = {each.id for each in done.clashes} if isinstance(done, Conflict) else set()
    for name, own in typed.items():
        now = before.get(name, "")
        if own == now:
            continue
        # the one law: a text goes only by the hand of somebody who knew it
        if now in known[name]:
            assert name not in clashes
            told.texts[name] = own
        elif own != known[name][0]:
            assert name in clashes, "it was written over, or dropped"
        if name in clashes or now in known[name]:
            told.kept.append((name, own))
    if what == "post" or (what == "send" and not clashes):
        page.version, page.shown, page.sent = (
            done.draft.version,
            {name: done.draft.texts.get(name, "") for name in IDS},
            [],
        )


def _stood(cell: Cell, version: int, name: str) -> str:
    """Return what a question held in a version, told by all revisions from the first on."""
    text = ""
    for row in cell.draft.revisions.filter(version__lte=version).order_by("version"):
        text = row.changes.get(name, text)
    return str(text)


def _all_is_kept(cell: Cell, told: Told) -> None:
    found = {(name, text) for row in cell.draft.revisions.all() for name, text in row.changes.items()}
    assert set(told.kept) <= found


# --- saving ---


@pytest.fixture
def drafting() -> SimpleNamespace:
    """Give what these tests call, once there is an installation."""
    from types import SimpleNamespace as Names  # noqa: PLC0415 - of this fixture alone

    import drafting as made  # noqa: PLC0415 - the web needs an installation
    from chamdiem.web import drafts, held, models  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above

    return Names(cell=made.make_cell(), whole=made.whole, drafts=drafts, held=held, models=models, house=house())


def test_two_who_begin_at_once_get_one_draft(drafting: SimpleNamespace) -> None:
    """A meeting has one draft, whoever begins it first."""
    from chamdiem.web.house import house  # noqa: PLC0415 - each thread asks for its own
    from drafting import at_once  # noqa: PLC0415 - the web needs an installation

    cell = drafting.cell
    people = [cell.secretary, cell.deputy]
    begun = at_once(lambda number: drafting.drafts.begin_draft(house(), people[number % 2], cell.at).pk, 4)
    assert len(set(begun)) == 1


def test_what_does_not_collide_is_merged(drafting: SimpleNamespace) -> None:
    """Two who opened the same version and changed different questions find both changes in the draft."""
    cell, save = drafting.cell, drafting.drafts.save
    pk = cell.draft.pk
    save(pk, 1, {"present": "20", "speakers": ""}, cell.secretary)
    done = save(pk, 1, {"present": "", "speakers": "9"}, cell.deputy)
    assert isinstance(done, drafting.drafts.Saved)
    assert cell.now().texts == {"present": "20", "speakers": "9"}


def test_what_collides_is_kept_with_whose_it_is_until_somebody_chooses(drafting: SimpleNamespace) -> None:
    """Both texts are there to choose from, with who typed each; what is chosen stands, the other one is a revision."""
    cell, drafts = drafting.cell, drafting.drafts
    pk = cell.draft.pk
    drafts.save(pk, 1, {"present": "20"}, cell.deputy)
    done = drafts.save(pk, 1, {"present": "21", "speakers": "9"}, cell.secretary)
    assert isinstance(done, drafts.Conflict)
    (clash,) = done.clashes
    assert (clash.id, clash.theirs, clash.by, clash.ours, clash.ours_by) == (
        "present", "20", cell.deputy, "21", cell.secretary,
    )  # fmt: skip
    assert done.merged == {"speakers": "9"}
    # sent once more, it does not lie there twice
    drafts.save(pk, 1, {"present": "21"}, cell.secretary)
    assert [each.kept for each in drafts.clashes_of(cell.now())] == [clash.kept]
    choice = drafts.Choice(version=cell.now().version, shown=clash.kept, taken={"present": "21"})
    chosen = drafts.choose(pk, choice, cell.secretary)
    assert isinstance(chosen, drafts.Saved)
    assert (cell.now().texts["present"], drafts.clashes_of(cell.now())) == ("21", ())


def test_what_came_after_a_choice_was_shown_is_not_settled_by_it(drafting: SimpleNamespace) -> None:
    """Whoever chooses has seen two texts: a third one that came meanwhile collides again."""
    cell, drafts = drafting.cell, drafting.drafts
    pk = cell.draft.pk
    drafts.save(pk, 1, {"present": "20"}, cell.deputy)
    (clash,) = drafts.save(pk, 1, {"present": "21"}, cell.secretary).clashes
    shown = cell.now()
    drafts.save(pk, shown.version, {"present": "22"}, cell.deputy)
    choice = drafts.Choice(version=shown.version, shown=clash.kept, taken={"present": "21"})
    done = drafts.choose(pk, choice, cell.secretary)
    assert isinstance(done, drafts.Conflict)
    (again,) = drafts.clashes_of(cell.now())
    assert (again.theirs, again.ours) == ("22", "21")


def test_a_version_of_which_nothing_is_known_any_more_writes_over_nothing(drafting: SimpleNamespace) -> None:
    """After 90 days, or from before a backup was put back, whatever differs collides."""
    cell, drafts = drafting.cell, drafting.drafts
    pk = cell.draft.pk
    drafts.save(pk, 1, {"present": "20"}, cell.deputy)
    assert isinstance(drafts.save(pk, 99, {"present": "21"}, cell.secretary), drafts.Conflict)
    drafting.models.Revision.objects.filter(draft=cell.draft).update(saved=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    from chamdiem.web.working import tidy  # noqa: PLC0415 - the web needs an installation

    # whoever carries out jobs does it every hour
    tidy()
    assert not drafting.models.Revision.objects.filter(draft=cell.draft).exists()
    assert isinstance(drafts.save(pk, 1, {"present": "22"}, cell.secretary), drafts.Conflict)
    assert cell.now().texts == {"present": "20"}


def test_a_draft_goes_on_under_the_framework_it_was_begun_under(drafting: SimpleNamespace) -> None:
    """Another content under the same name is told and taken by nobody in silence: the draft keeps its own."""
    cell, house, held = drafting.cell, drafting.house, drafting.held
    draft = cell.draft
    own = held.framework_of(house, draft)
    assert (own.hash, held.is_changed(house, draft)) == (draft.framework_hash, False)
    text = own.document.text.replace("title:", "title: Bản cũ,", 1)
    older = held.framework_from_text(text, own.id)
    held.hold(older)
    drafting.models.Draft.objects.filter(pk=draft.pk).update(framework_hash=older.hash)
    found = held.framework_of(house, cell.now())
    assert (found.hash, found.outside, held.is_changed(house, cell.now())) == (older.hash, True, True)
