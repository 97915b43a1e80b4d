"""The head of a framework: which document it is, how it is known, when and for whom it is in force, and its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from chamdiem.rules.language.model import Date, Kind, Model, NoteText, Points, Text, about, refusal

if TYPE_CHECKING:
    import datetime as dt

OrganisationPath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$")]


class CitedDocument(Model):
    """A cited document. Number and date together: two documents carry the number 12-HD/BTCTW."""

    number: Annotated[Text, about("Số, ký hiệu văn bản.")]
    date: Annotated[Date, about("Ngày ban hành (năm-tháng-ngày).")]
    issuer: Annotated[Text, about("Cơ quan ban hành.")]
    title: Annotated[Text | None, about("Trích yếu.")] = None


class Provenance(Model):
    """How the file's content is known."""

    status: Annotated[
        Literal["official", "secondary", "reconstructed"],
        about("official: đối chiếu bản chính; secondary: theo nguồn thứ cấp; reconstructed: dựng lại."),
    ]
    source: Annotated[Text, about("Nguồn của nội dung.")]
    note: NoteText = None
    notice: Annotated[Text | None, about("Dòng phải in trên mọi phiếu; bắt buộc khi khung được dựng lại.")] = None

    @model_validator(mode="after")
    def _reconstructed_says_so(self) -> Self:
        if self.status == "reconstructed" and not self.notice:
            raise refusal("framework.notice_needed")
        return self


class InForce(Model):
    """The days on which a meeting is scored by this version, both included."""

    from_: Annotated[Date, about("Ngày đầu tiên có hiệu lực.")]
    to: Annotated[Date | None, about("Ngày cuối cùng có hiệu lực; bỏ trống khi còn hiệu lực.")] = None
    note: NoteText = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise refusal("framework.in_force_reversed")
        return self

    def covers(self, day: dt.date) -> bool:
        """Tell whether the version is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class Unavailable(Model):
    """Meetings of these organisations that a document scores which nobody has written down as a framework yet.

    Without it, such a meeting would silently be scored by a framework made for everybody.
    """

    kinds: Annotated[tuple[Kind, ...], about("Loại sinh hoạt; bỏ trống: mọi loại.")] = ()
    from_: Annotated[Date, about("Kỳ họp từ ngày này.")]
    to: Annotated[Date | None, about("Đến hết ngày này; bỏ trống: không có ngày cuối.")] = None
    reason: Annotated[Text, about("Văn bản nào chấm các kỳ họp ấy và vì sao không có ở đây.")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise refusal("framework.in_force_reversed")
        return self

    def covers(self, day: dt.date, kind: str) -> bool:
        """Tell whether a meeting of that day and kind is one of them."""
        return self.from_ <= day and (self.to is None or day <= self.to) and (not self.kinds or kind in self.kinds)


class AppliesTo(Model):
    """Which organisations the framework scores, and of meetings which kinds. No organisation means all of them."""

    organisations: Annotated[tuple[OrganisationPath, ...], about("Mã đơn vị áp dụng; bỏ trống: mọi đơn vị.")] = ()
    kinds: Annotated[tuple[Kind, ...], about("Loại sinh hoạt được chấm; chỉ khi chấm kỳ sinh hoạt.", min_length=1)] = ()
    unavailable: Annotated[
        tuple[Unavailable, ...], about("Kỳ họp của các đơn vị này do văn bản khác chấm mà chương trình không có.")
    ] = ()

    def depth(self, organisation: str | None) -> int | None:
        """Return how deep in an organisation's path the framework's own lies; 0: made for all; None: not for it."""
        if not self.organisations:
            return 0
        own = (organisation or "").split("/")
        depths = [len(parts) for path in self.organisations if own[: len(parts := path.split("/"))] == parts]
        return max(depths, default=None)


class PointScheme(Model):
    """The scale. Nothing about rounding is published anywhere, so each framework says its own."""

    maximum: Annotated[Points, about("Tổng điểm tối đa.")]
    step: Annotated[Points, about("Bước điểm nhỏ nhất được chấm.", gt=0)]
    rounding: Annotated[Literal["half_up", "down", "up"], about("Cách làm tròn về bước điểm khi quy đổi.")]
    bonus_above_maximum: Annotated[
        Literal["allowed", "capped"] | None,
        about("Điểm thưởng ngoài thang có được vượt tổng tối đa không; bắt buộc khi có điểm thưởng như vậy."),
    ] = None
