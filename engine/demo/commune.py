"""The made-up commune: its cells and how well each met over the months, and who acts there, by ids that name nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMITTEE = "vi-du"
COMMITTEE_TITLE = "Đảng bộ phường Ví Dụ (đặt ra để dùng thử)"
"""Stands on every page and sheet, so each of them says that the commune is made up."""
ORGANISATION = "an-phu"
FRAMEWORK = "an-phu/2025"
NOT_HELD, UNREPORTED = "-", "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCell:
    """A made-up cell. `course` tells how each month was, up to the current one.

    0 is rated best and 4 worst; NOT_HELD: nobody met; UNREPORTED: nobody told. `day`: about when it meets; `thematic`:
    in how many months from the current one back a thematic part was held, and every third month before. `current` and
    `last`: how far the current month has come, and the one before. `longest`: so many meetings running one member was
    excused, at the most. `until`: how many months back it was renamed, and its title and type before.
    """

    id: str
    title: str
    type: str
    place: str
    start: str
    day: int
    members: int
    course: str
    exempt: int = 0
    special_duty: int = 0
    probationary: int = 1
    thematic: int = 1
    longest: int = 2
    works_on_weekdays: bool = False
    current: str = ""
    last: str = "decided"
    until: tuple[int, str, str] | None = None

    @property
    def secretary(self) -> str:
        """Who acts as its secretary: an id."""
        return {"cq-dang-uy": "thuong-vu-1"}.get(self.id, f"{self.id}-1")


_KP = "urban_group"
CELLS = (
    DemoCell(
        id="hoa-mau", title="Chi bộ khu phố Hoa Mẫu", type=_KP, place="Nhà văn hóa khu phố Hoa Mẫu", start="19:30",
        day=3, members=24, exempt=2, course="11101011021011", thematic=2, current="draft", last="returned",
    ),
    DemoCell(
        id="truc-mau", title="Chi bộ khu phố Trúc Mẫu", type=_KP, place="Nhà văn hóa khu phố Trúc Mẫu", start="19:00",
        day=5, members=36, exempt=3, probationary=2, course="22212112111010", last="submitted",
    ),
    DemoCell(
        id="doi-mau", title="Chi bộ khu phố Đồi Mẫu", type=_KP, place="Nhà văn hóa khu phố Đồi Mẫu", start="19:30",
        day=6, members=18, exempt=1, course="00101011121222", thematic=0, last="assessed",
    ),
    DemoCell(
        id="suoi-mau", title="Chi bộ khu phố Suối Mẫu", type=_KP, place="Nhà sinh hoạt cộng đồng Suối Mẫu",
        start="14:00", day=8, members=15, exempt=2, course="32333-43232333",
        until=(5, "Chi bộ thôn Suối Mẫu", "village"),
    ),
    DemoCell(
        id="gieng-mau", title="Chi bộ thôn Giếng Mẫu", type="village", place="Nhà sinh hoạt cộng đồng thôn Giếng Mẫu",
        start="13:30", day=4, members=13, exempt=2, course="12112112112111", thematic=2, longest=5,
    ),
    DemoCell(
        id="thcs-mau-don", title="Chi bộ Trường THCS Mẫu Đơn", type="school", place="Phòng hội đồng nhà trường",
        start="15:30", day=4, members=31, probationary=2, course="001000010-0100", works_on_weekdays=True,
        current="submitted",
    ),
    DemoCell(
        id="mn-mau-hong", title="Chi bộ Trường Mầm non Mẫu Hồng", type="school", place="Trường Mầm non Mẫu Hồng",
        start="16:30", day=5, members=12, course="32221211101000", thematic=0, works_on_weekdays=True,
        current="assessed",
    ),
    DemoCell(
        id="tram-y-te", title="Chi bộ Trạm Y tế phường Ví Dụ", type="health_station", place="Trạm Y tế phường Ví Dụ",
        start="16:00", day=7, members=7, course="1101-111010111", thematic=2, works_on_weekdays=True,
    ),
    DemoCell(
        id="cq-dang-uy", title="Chi bộ Cơ quan Đảng ủy phường Ví Dụ", type="agency", place="Phòng họp Đảng ủy phường",
        start="14:00", day=3, members=14, course="00000100001000", works_on_weekdays=True, current="submitted",
    ),
    DemoCell(
        id="cq-uy-ban", title="Chi bộ Cơ quan Ủy ban nhân dân phường Ví Dụ", type="agency",
        place="Hội trường Ủy ban nhân dân phường", start="14:00", day=6, members=26, course="11011112100101",
        thematic=0, works_on_weekdays=True,
    ),
    DemoCell(
        id="quan-su", title="Chi bộ Quân sự phường Ví Dụ", type="armed_forces", place="Ban Chỉ huy Quân sự phường",
        start="08:00", day=3, members=8, special_duty=1, course="00100010000100", thematic=2, works_on_weekdays=True,
        current="submitted",
    ),
    DemoCell(
        id="htx-vi-du", title="Chi bộ Hợp tác xã Ví Dụ", type="enterprise", place="Văn phòng Hợp tác xã Ví Dụ",
        start="18:30", day=9, members=11, probationary=0, course="221222323222?2", longest=3,
    ),
)  # fmt: skip
BY_ID: Mapping[str, DemoCell] = {cell.id: cell for cell in CELLS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A mandate of somebody: the role, and where."""

    role: Role
    node: str = COMMITTEE

    def id(self, actor: str) -> str:
        """Return the mandate's id."""
        return f"{actor}.{self.node}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Somebody who acts in the commune: an id, a log-in, and what they are in words; never a name."""

    actor: str
    login: str
    title: str
    posts: tuple[Post, ...] = field(default=())


def _at(role: Role, *nodes: str) -> tuple[Post, ...]:
    return tuple(Post(role=role, node=node) for node in nodes)


OFFICE, ADMINISTRATOR, AUDITOR = "van-phong-1", "quan-tri-1", "kiem-tra-1"
DECIDERS = ("thuong-vu-1", "thuong-vu-2")
"""The first decides on all cells but the one in which they are secretary: that is the second's."""
_HEAD = "cấp ủy viên phụ trách"
STAFF = (
    Staff(
        actor=ADMINISTRATOR, login="quan-tri", title="Quản trị", posts=(Post(role=Role.ADMINISTRATOR),),
    ),
    Staff(
        actor="hoa-mau-1", login="bi-thu-hoa-mau", title="Bí thư Chi bộ khu phố Hoa Mẫu",
        posts=_at(Role.SECRETARY, "hoa-mau"),
    ),
    Staff(
        actor="hoa-mau-2", login="pho-bi-thu-hoa-mau", title="Phó bí thư Chi bộ khu phố Hoa Mẫu",
        posts=_at(Role.DEPUTY, "hoa-mau"),
    ),
    Staff(
        actor="truc-mau-1", login="bi-thu-truc-mau", title="Bí thư Chi bộ khu phố Trúc Mẫu",
        posts=_at(Role.SECRETARY, "truc-mau"),
    ),
    Staff(
        actor="truc-mau-2", login="pho-bi-thu-truc-mau",
        title="Phó bí thư Chi bộ khu phố Trúc Mẫu, nộp thay khi bí thư vắng", posts=_at(Role.SECRETARY, "truc-mau"),
    ),
    Staff(
        actor="truc-mau-3", login="thu-ky-truc-mau", title="Người ghi biên bản Chi bộ khu phố Trúc Mẫu",
        posts=_at(Role.CLERK, "truc-mau"),
    ),
    Staff(
        actor="tram-y-te-1", login="bi-thu-tram-y-te", title="Bí thư Chi bộ Trạm Y tế phường Ví Dụ",
        posts=_at(Role.SECRETARY, "tram-y-te"),
    ),
    Staff(
        actor="phu-trach-1", login="phu-trach-1", title=f"Đảng ủy viên, {_HEAD} bốn chi bộ khu phố",
        posts=_at(Role.SUPERVISOR, "hoa-mau", "truc-mau", "doi-mau", "suoi-mau"),
    ),
    Staff(
        actor="phu-trach-2", login="phu-trach-2", title=f"Đảng ủy viên, {_HEAD} khối trường học, y tế",
        posts=_at(Role.SUPERVISOR, "gieng-mau", "thcs-mau-don", "mn-mau-hong", "tram-y-te"),
    ),
    Staff(
        actor="phu-trach-3", login="phu-trach-3", title=f"Đảng ủy viên, {_HEAD} khối cơ quan, hợp tác xã",
        posts=_at(Role.SUPERVISOR, "cq-dang-uy", "cq-uy-ban", "quan-su", "htx-vi-du"),
    ),
    Staff(actor=OFFICE, login="van-phong", title="Văn phòng Đảng ủy phường", posts=(Post(role=Role.OFFICE),)),
    Staff(
        actor=DECIDERS[0], login="thuong-vu-1",
        title="Ủy viên Ban Thường vụ Đảng ủy, bí thư Chi bộ Cơ quan Đảng ủy phường",
        posts=(Post(role=Role.STANDING_COMMITTEE), *_at(Role.SECRETARY, "cq-dang-uy")),
    ),
    Staff(
        actor=DECIDERS[1], login="thuong-vu-2", title="Ủy viên Ban Thường vụ Đảng ủy",
        posts=(Post(role=Role.STANDING_COMMITTEE),),
    ),
    Staff(actor=AUDITOR, login="kiem-tra", title="Ủy ban Kiểm tra Đảng ủy", posts=(Post(role=Role.AUDITOR),)),
)  # fmt: skip
"""Those who have a log-in; the secretaries of the other cells have only their mandates."""


def supervisor(cell: str) -> str:
    """Return who assesses a cell."""
    return next(each.actor for each in STAFF for post in each.posts if post == Post(role=Role.SUPERVISOR, node=cell))


def decider(cell: str) -> str:
    """Return who decides on a cell: nobody decides on their own."""
    return DECIDERS[1] if BY_ID[cell].secretary == DECIDERS[0] else DECIDERS[0]
