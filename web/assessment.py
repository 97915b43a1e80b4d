"""A meeting that a supervisor assesses: what the cell recorded and scored itself, and what the supervisor makes of it.

Nothing of the cell's own points is ever taken over; where a committee hides them, they are on no page until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.forms.filled import fill_beside, texts_of
from chamdiem.engine.forms.form import FormPage, FormSection
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.mandates.roles import Deed, Role
from chamdiem.engine.texts.sentences import period_text
from chamdiem.rules.records.faults import refusal
from chamdiem.web.node_settings import HIDE_SELF, is_set
from chamdiem.web.open_draft import OpenForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.forms.form import Form
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.reading.records import Record
    from chamdiem.web.house import House
    from chamdiem.web.kept import KeptMeeting
    from chamdiem.web.models import Assessment

TABLE = "bang"
"""How the page calls itself on which all criteria stand in one table."""
_NAMES: Mapping[str, str] = {
    "form_page": "assess_page", "conflict": "assess_conflict", "autosave": "assess_autosave", "meeting": "assess",
    "receipt": "assess", "revisions": "assess_revisions", "missing": "assess_submit", "review": "assess_submit",
    "vote": "assess_submit",
}  # fmt: skip
"""What stands among the pages of an assessment for those of the cell's own draft."""


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class OpenAssessment(OpenForm):
    """What a supervisor typed of a meeting, beside what the ledger has of it."""

    draft: Assessment
    kept: KeptMeeting
    layer = UPPER
    last_steps = ("assess_submit",)

    @cached_property
    def form(self) -> Form:
        """The form of the framework by which the meeting was evaluated, as the upper layer fills it in."""
        return self.house.form(self.kept.framework, self.lang, UPPER)

    @cached_property
    def filled(self) -> Filled:
        """What was typed, read and scored with the facts that the ledger has."""
        return assessed(self.kept, self.form, self.draft.texts, reading=True)

    @cached_property
    def is_hidden(self) -> bool:
        """Whether the cell's own points are not shown yet."""
        return is_self_hidden(self.house, self.kept.state, self.at.cell)

    @property
    def is_outdated(self) -> bool:
        """Whether the cell handed in something else since the supervisor looked at its facts."""
        evaluation = self.kept.state.evaluation
        return evaluation is not None and evaluation.hash != self.draft.evaluation

    def page(self, page_id: str) -> FormPage | None:
        """Return a page that is saved as a whole; the table is one of all criteria."""
        return self.table if page_id == TABLE else super().page(page_id)

    @property
    def kept_title(self) -> str:
        """What the cell is called."""
        node = self.house.tree.standing(self.at.cell)
        return node.title if node else self.at.cell

    @property
    def period_named(self) -> str:
        """The period in words."""
        return period_text(self.lang, self.at.period)

    @cached_property
    def table(self) -> FormPage:
        """All criteria as one page."""
        section = FormSection(title="", cards=tuple(self.form.cards.values()))
        return FormPage(id=TABLE, title=self.say("assess.table"), sections=(section,))

    def url(self, name: str, **more: str) -> str:
        """Return the address of one of its pages."""
        return super().url(_NAMES.get(name, name), **more)


def assessed(kept: KeptMeeting, form: Form, texts: Mapping[str, str], *, reading: bool) -> Filled:
    """Return what a supervisor typed, read and scored beside the record that is in force; see `Office.informed`."""
    house = kept.house
    office = house.office.informed(house.ledger, left_out=kept.key, reading=reading)
    return fill_beside(form, texts, kept_record(kept), office.scorers, house.today)


def kept_record(kept: KeptMeeting) -> Record:
    """Return the record in force; refused where there is none."""
    if kept.state.record is None:
        raise refusal("web.nothing_kept", kept.key)
    return record_of(kept.state.record, kept.house.today, kept.framework.framework.shape)


def is_self_hidden(house: House, state: MeetingState, cell: str) -> bool:
    """Tell whether whoever assesses a meeting does not see yet what the cell gave itself.

    It is seen once the assessment is handed in, or something is decided.
    """
    is_open = state.upper is None and state.decision is None
    return is_open and is_set(house, cell, HIDE_SELF)


def is_hidden_from(house: House, actor: str, state: MeetingState, cell: str) -> bool:
    """Tell whether somebody sees a meeting only as its supervisor, from whom the cell's own points are hidden yet."""
    day, authority = house.today, house.authority
    seeing = [each for each in authority.held(actor, day) if authority.allows(each, Deed.SEE, cell, day)]
    only_assesses = bool(seeing) and all(each.role is Role.SUPERVISOR for each in seeing)
    return only_assesses and is_self_hidden(house, state, cell)


def layer_texts(kept: KeptMeeting, form: Form) -> dict[str, str]:
    """Return what the assessment in force says, by the ids of the questions of a form of its layer."""
    upper, record = kept.state.upper, kept.state.record
    if upper is None or record is None:
        return {}
    shape = kept.framework.framework.shape
    return texts_of(form, record_of(record, kept.house.today, shape, upper.body["given"]))
