"""Tables beside the ledger: accounts, sessions, drafts and settings. What is official is in the ledger alone.

Names of persons stand here only, in `Account.name`, and can be erased: the ledger knows opaque ids of who acts.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

if TYPE_CHECKING:
    from chamdiem.web.sessions import SessionStore


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their logins, in any capitals."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account of a login."""
        return self.get(login=(username or "").strip().casefold())


class Account(AbstractBaseUser):
    """Who may enter. `actor` is the opaque id by which the ledger knows them; `name` may be erased.

    `is_open` ends with a lock by the administrator; `password` is unusable until a slip was used.
    """

    login = models.CharField(max_length=64, unique=True)
    actor = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120, blank=True)
    lang = models.CharField(max_length=2, default="vi")
    is_open = models.BooleanField(default=True)
    made = models.DateTimeField(auto_now_add=True)
    password_set = models.DateTimeField(null=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["actor"]
    objects: ClassVar[Accounts] = Accounts()

    @property
    def is_active(self) -> bool:  # type: ignore[override] # a column of ours
        """Whether it may enter."""
        return self.is_open


class Slip(models.Model):
    """An activation slip: it lets its holder set a password, once, for some days. Of its code only a digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="slips")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=64, blank=True)


class Session(AbstractBaseSession):
    """A session, and what people want to know of it before they end it."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=200, blank=True)
    begun = models.DateTimeField()
    seen = models.DateTimeField()

    @property
    def mark(self) -> str:
        """What stands for it on a page: its own key would let in whoever reads it."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Return what keeps such sessions."""
        # by its name, as Django itself finds it: it needs this model
        store: type[SessionStore] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class HeldFramework(models.Model):
    """A framework under which a draft was begun, held by its hash: a newer release may bring other content."""

    hash = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    text = models.TextField()


class ProposedFramework(models.Model):
    """A framework that somebody proposed, for an organisation and all under it.

    `cases`: a file of cases that came with it. It holds for meetings from the day `first` on, once (`confirmed`) a
    second person has confirmed its content; the others are `withdrawn`, or wait.
    """

    name = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    text = models.TextField()
    cases = models.TextField(blank=True)
    node = models.CharField(max_length=200)
    proposed = models.DateTimeField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    first = models.DateField(null=True)
    confirmed = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Account, models.PROTECT, related_name="+", null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(confirmed__isnull=False), name="one_content_of_a_framework"
            )
        ]


class TypedDraft(models.Model):
    """What was typed of one meeting until it is handed in: texts by the ids of their questions.

    There is one of a cell's period and kind. `version` goes up with every save. `framework_hash`: under which framework
    it was begun (see `HeldFramework`). `corrects`: the entry that it is to take the place of, and `reason` why.

    `submitting` is the version that is being handed in, from when (`closed`) on nobody can save; `identity` that of
    what the ledger then holds; `entry` the ledger's number of what it became.
    """

    cell = models.CharField(max_length=200)
    period = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, blank=True)
    framework = models.CharField(max_length=200)
    framework_hash = models.CharField(max_length=64)
    texts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    begun = models.DateTimeField(auto_now_add=True)
    saved = models.DateTimeField()
    saved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    submitting = models.PositiveIntegerField(null=True)
    closed = models.DateTimeField(null=True)
    identity = models.CharField(max_length=64, blank=True)
    entry = models.PositiveIntegerField(null=True)
    corrects = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    if TYPE_CHECKING:

        @property
        def revisions(self) -> models.QuerySet[Any]:
            """Its saves."""
            raise NotImplementedError

    class Meta:
        abstract = True


class Draft(TypedDraft):
    """What a cell types of its meeting: `identity` is that of its record, `entry` the number of its submission."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cell", "period", "kind"], name="one_draft_of_a_meeting")
        ]


class Assessment(TypedDraft):
    """What a supervisor types of a meeting that was handed in: the answers of the upper layer, and nothing else.

    `evaluation`: the hash of the one that was looked at last: where another is in force, its facts are looked at first.
    """

    evaluation = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cell", "period", "kind"], name="one_assessment_of_a_meeting")
        ]


class TypedRevision(models.Model):
    """One save of a draft: what it changed, and what stood there before. Kept for 90 days.

    `version` is the one that it made. None: the draft has nothing of it; it was typed while somebody else wrote
    something else there, or after the draft was closed, and is kept beside it, until (`settled`) somebody chose.
    """

    version = models.PositiveIntegerField(null=True)
    saved = models.DateTimeField()
    saved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    changes = models.JSONField()
    before = models.JSONField()
    device = models.CharField(max_length=64, blank=True)
    settled = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Revision(TypedRevision):
    """One save of a cell's draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="revisions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["draft", "version"], name="one_revision_of_a_version")
        ]


class AssessmentRevision(TypedRevision):
    """One save of an assessment."""

    draft = models.ForeignKey(Assessment, models.CASCADE, related_name="revisions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["draft", "version"], name="one_assessment_revision_of_a_version")
        ]


class NodeSetting(models.Model):
    """A setting of an organisation, which holds for all under it that have none of their own."""

    node = models.CharField(max_length=200)
    name = models.CharField(max_length=40)
    value = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["node", "name"], name="one_setting_of_a_node")
        ]


class CellMembers(models.Model):
    """The codes of a cell's members who have to attend, in order: ĐV-01, ĐV-02. Codes only; they name nobody."""

    cell = models.CharField(max_length=200, primary_key=True)
    codes = models.JSONField(default=list)


class MeetingNow(models.Model):
    """One meeting as the ledger has it, in short: a projection, which is made anew whenever the ledger goes on.

    `key`: by which its entries are found; `cell` as it is spelled there. Points are hundredths; None: not known.
    Ratings are ids, blank: none; their places go from the best down. `rated` is the newest rating, stated or else
    concluded, as lists have it, `total` the newest total (of the upper layer where that has one), and `border` how far
    this is from the nearest border of a rating. `own_lost` and `upper_lost`: what criteria lost, by their ids;
    `differing`: on how many the two layers differ. `submission` and so on: the numbers of the entries in force.
    `sequence`: the last entry about it.
    """

    key = models.TextField(primary_key=True)
    cell = models.TextField()
    period = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=60)
    day = models.DateField(null=True)
    stage = models.CharField(max_length=20)
    framework = models.CharField(max_length=200, blank=True)
    framework_hash = models.CharField(max_length=64, blank=True)
    own = models.CharField(max_length=60, blank=True)
    own_place = models.PositiveSmallIntegerField(null=True)
    computed = models.CharField(max_length=60, blank=True)
    computed_place = models.PositiveSmallIntegerField(null=True)
    decided = models.CharField(max_length=60, blank=True)
    decided_place = models.PositiveSmallIntegerField(null=True)
    is_otherwise = models.BooleanField(default=False)
    rated = models.CharField(max_length=60, blank=True)
    rated_place = models.PositiveSmallIntegerField(null=True)
    own_least = models.IntegerField(null=True)
    own_most = models.IntegerField(null=True)
    own_total = models.IntegerField(null=True)
    upper_least = models.IntegerField(null=True)
    upper_most = models.IntegerField(null=True)
    upper_total = models.IntegerField(null=True)
    total = models.IntegerField(null=True)
    border = models.IntegerField(null=True)
    own_lost = models.JSONField(null=True)
    upper_lost = models.JSONField(null=True)
    differing = models.PositiveSmallIntegerField(null=True)
    missing = models.PositiveSmallIntegerField(null=True)
    findings = models.PositiveSmallIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    members = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    evaluation = models.PositiveBigIntegerField(null=True)
    submission = models.PositiveBigIntegerField(null=True)
    upper = models.PositiveBigIntegerField(null=True)
    decision = models.PositiveBigIntegerField(null=True)
    sequence = models.PositiveBigIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["period", "cell"], name="meetings_of_a_month")]


class Projected(models.Model):
    """Up to which entry of which ledger the projections go: its number and its hash, and in which `form` they are."""

    form = models.PositiveSmallIntegerField()
    sequence = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)


class LedgerHour(models.Model):
    """Where an hour begins in the ledger: the first entry in it, with its time, so that nobody has to walk up to it.

    Times are in order behind each clock entry (`is_clock`) and behind the first entry of all, which stand here, too.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    time = models.CharField(max_length=20)
    is_clock = models.BooleanField(default=False)


class Job(models.Model):
    """A piece of work that takes longer than a page may: who asked for what, how far it is, and what came of it.

    `kind`: what it is (see `job_kinds`), `node` the organisation that it is about, `asked` plain arguments. `worker`:
    the run that holds it; whatever another run says of it does not count. `tries`: how often it was begun. `done` of
    `total` (None: nobody knows how many). `stopping`: somebody asked to stop it.

    `file`: how its result is called in the folder of jobs, `called` what it is called when it is fetched; both are
    blank where there is none, or none any more. `count`: how many meetings are in it. `told`: sentences, in the
    language of whoever asked. `upload`: what was sent for it, as `file`.
    """

    kind = models.CharField(max_length=40)
    node = models.CharField(max_length=200)
    asked = models.JSONField(default=dict)
    account = models.ForeignKey(Account, models.PROTECT, related_name="jobs")
    made = models.DateTimeField()
    state = models.CharField(max_length=12, default="waiting")
    begun = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    worker = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    stopping = models.BooleanField(default=False)
    upload = models.CharField(max_length=80, blank=True)
    file = models.CharField(max_length=80, blank=True)
    called = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "id"], name="jobs_by_state")]


class ExportLog(models.Model):
    """One file that somebody took out of the pages: who, when, of which organisation and period; no content of it.

    `actor`: the opaque id by which the ledger knows whoever it was. `kind`: what was taken, `form` the suffix of its
    file, `count` how many meetings are in it.
    """

    actor = models.CharField(max_length=64)
    taken = models.DateTimeField()
    kind = models.CharField(max_length=40)
    node = models.CharField(max_length=200)
    period = models.CharField(max_length=10, blank=True)
    form = models.CharField(max_length=8)
    count = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["taken"], name="exports_by_time")]


class PlannedMeeting(models.Model):
    """A meeting that a cell is going to hold: what the cell told last, and whether the committee office agreed.

    `time`, `place`: as people wrote them, blank where they did not. `withdrawn`: the cell took it back.
    """

    cell = models.CharField(max_length=200)
    period = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    day = models.DateField()
    time = models.CharField(max_length=5, blank=True)
    place = models.CharField(max_length=120, blank=True)
    told = models.DateTimeField()
    told_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    approved = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cell", "period", "kind"], name="one_plan_of_a_meeting")
        ]


class ApiToken(models.Model):
    """What lets a program act for an account, for a while: with some of its deeds, at one organisation and below it.

    Of the token itself only a digest is kept; `mark` are its first signs, by which people tell one from another.
    `deeds` are among those of the maker's mandate (see `roles.Deed`), and are asked for anew at each use. `minute` and
    `count`: how often it was used in the last minute in which it was.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    mark = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    node = models.CharField(max_length=200)
    deeds = models.JSONField()
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)
    minute = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)


class CalendarAddress(models.Model):
    """A secret address by which a calendar fetches the deadlines of an organisation; kept is a digest of it alone."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="calendars")
    node = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)


class ApiAnswer(models.Model):
    """What was answered to a request that may be sent again, by the key that its sender gave it; kept for a day.

    `request` is the digest of what was asked. Without a `status` it is being worked on, or was cut off.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=128)
    request = models.CharField(max_length=64)
    begun = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    content = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token", "key"], name="one_answer_of_a_key")
        ]
