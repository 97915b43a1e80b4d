"""What operations take and give, member by member. Points are decimal strings; what is not known is null."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from chamdiem.web.api.door import Field, Shape

PERIOD = r"^[12][0-9]{3}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$"
DAY = r"^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MONTH = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"
RECORD = "record"
"""What stands in addresses for the kind of what is no meeting."""
_POINTS = r"^-?[0-9]+(\.[0-9]{1,2})?$"

Points = Annotated[str, Field(pattern=_POINTS)]
NodeId = Annotated[str, Field(min_length=1, max_length=200)]
PeriodId = Annotated[str, Field(pattern=PERIOD)]
Kind = Literal["regular", "thematic", "combined", "record"]
Text = Annotated[str, Field(max_length=20_000)]
Reason = Annotated[str, Field(max_length=2000)]
Number = Annotated[int, Field(ge=1, le=2**53 - 1, strict=True)]


class ProblemFault(Shape):
    """One thing that is wrong, by the code that commands use; its line and column are those of what was sent."""

    code: str
    path: list[str]
    line: int | None
    column: int | None
    text: str
    details: dict[str, str]


class FrameworkSummary(Shape):
    """A framework: which it is, who issued it, since when it is in force."""

    id: str
    hash: str
    title: str
    number: str
    issuer: str
    issued: str
    provenance: str
    first: str
    last: str | None
    maximum: Points | None


class Frameworks(Shape):
    """All frameworks."""

    items: list[FrameworkSummary]


class Framework(FrameworkSummary):
    """A framework with its text, from which the hash of its content follows."""

    text: str


class ChoiceShape(Shape):
    """One of the answers of a question: what is written, and what people see."""

    value: str
    text: str


class QuestionShape(Shape):
    """A question of a framework's form; its id is what a draft keeps its answer by."""

    id: str
    label: str
    hint: str
    kind: str
    page: str | None
    choices: list[ChoiceShape]


class Questions(Shape):
    """All questions of a framework's form, in order."""

    framework: str
    hash: str
    items: list[QuestionShape]


class NodeShape(Shape):
    """An organisation, as it stands today."""

    id: str
    title: str
    kind: str
    parent: str | None
    aliases: list[str]


class Nodes(Shape):
    """A page of organisations; `next`: after which the next page begins, null on the last."""

    items: list[NodeShape]
    next: str | None


class LayerShape(Shape):
    """What was concluded of one layer: `least` and `most` are between which ends the total lies while it is open."""

    stated: str | None
    rating: str | None
    possible: list[str]
    total: Points | None
    least: Points | None
    most: Points | None
    maximum: Points | None
    points: dict[str, Points | None]
    findings: list[str]


class MeetingSummary(Shape):
    """How far a meeting is, and its ratings by the layers that the token may see."""

    cell: str
    period: str
    kind: str
    stage: str
    ratings: dict[str, str | None]
    entries: dict[str, int]


class Meetings(Shape):
    """A page of meetings; `next`: after which the next page begins, null on the last."""

    items: list[MeetingSummary]
    next: str | None


class Meeting(MeetingSummary):
    """A meeting as the ledger has it: the layers that the token may see, and the framework by which it was scored."""

    title: str
    framework: str | None
    corrections: list[int]
    layers: dict[str, LayerShape]


class ListRow(Shape):
    """One line of a month's list: a cell, how far it is, its totals and ratings by the layers that may be seen."""

    cell: str
    title: str
    stage: str
    totals: dict[str, Points | None]
    ratings: dict[str, str | None]


class MonthList(Shape):
    """A page of a month's list; cells of which nothing is known stand in it, too."""

    node: str
    period: str
    kind: str
    items: list[ListRow]
    next: str | None


class DraftChange(Shape):
    """What a draft is to say: all of it, by the ids of questions. What is not sent is blank."""

    texts: dict[str, Text]


class DraftShape(Shape):
    """A draft as it stands; `entry` is the number of its submission once it is handed in."""

    cell: str
    period: str
    kind: str
    framework: str
    hash: str
    version: int
    saved: str
    texts: dict[str, str]
    entry: int | None
    corrects: int | None
    reason: str
    closed: bool
    collided: int


class DraftReading(Shape):
    """What a draft comes to: the faults of each question, the questions that wait, and the evaluation."""

    version: int
    faults: dict[str, list[ProblemFault]]
    missing: list[str]
    evaluation: dict[str, Any]


class _OfMeeting(Shape):
    cell: NodeId
    period: PeriodId
    kind: Kind


class SubmissionAsked(_OfMeeting):
    """Which draft is handed in, at which version it was read; `incomplete`: why, although something is missing."""

    version: Number
    incomplete: Reason = ""


class ReopeningAsked(_OfMeeting):
    """Which meeting is corrected, and why; of what was given back the reason is known."""

    reason: Reason = ""


class WithdrawalAsked(_OfMeeting):
    """Of which meeting what was handed in is taken back, and why."""

    reason: Reason


class AssessmentAsked(Shape):
    """What the upper level says of an evaluation, by the number of its entry, as a layer of a record says it.

    With a `reason` it takes the place of the assessment in force, for whoever says by `If-Match` to have seen it.
    """

    entry: Number
    answers: dict[str, Any]
    deduction_notes: dict[str, Text] = Field(default_factory=dict)
    rating: Reason | None = None
    reason: Reason = ""


class ReturnAsked(Shape):
    """Which evaluation is given back, and why."""

    entry: Number
    reason: Reason


class PaperShape(Shape):
    """The paper of a decision: its number, and the day on which it was signed (2026-12-09)."""

    number: Annotated[str, Field(min_length=1, max_length=60)]
    day: Annotated[str, Field(pattern=DAY)]


class DecisionAsked(Shape):
    """Which rating is decided on an evaluation; another one than was computed needs a reason.

    With a `reason` it takes the place of the decision in force, for whoever says by `If-Match` to have seen it.
    """

    entry: Number
    rating: Reason
    reason: Reason = ""
    paper: PaperShape | None = None


class PeriodDecisionAsked(Shape):
    """Which rating is decided for a cell over several months; `framework`: null, the one that is set for the cell.

    Another rating than was computed needs a reason; what takes the place of a decision needs `If-Match`, too.
    """

    cell: NodeId
    span: PeriodId
    rating: Reason
    reason: Reason = ""
    paper: PaperShape | None = None
    framework: Reason | None = None


class Recorded(Shape):
    """An entry that the ledger has now."""

    number: int
    hash: str
    kind: str
    time: str


class PeriodShape(Shape):
    """What a cell has over several months, and what was decided of it, why it differs, by which paper."""

    result: dict[str, Any]
    decision: Recorded | None
    rating: str | None
    reason: str
    paper: PaperShape | None


class EntryShape(Shape):
    """An entry: `canonical` are the bytes (as text) of which `hash` is the SHA-256; `body` is what it says."""

    number: int
    kind: str
    hash: str
    previous: str
    time: str
    software: str
    canonical: str
    body: dict[str, Any]


class Entries(Shape):
    """A page of entries; `next`: after which number the next page begins, null at the end of the ledger."""

    items: list[EntryShape]
    next: int | None


class CheckpointShape(Shape):
    """What the ledger holds now: how many entries, the root over them (base64, RFC 9162), the hash of the last one."""

    size: int
    root: str
    head: str | None


class ProofShape(Shape):
    """That an entry is among the first `size`: its leaf, its place from 0, the hashes to the root (base64)."""

    number: int
    hash: str
    leaf: str
    index: int
    size: int
    path: list[str]
    root: str
