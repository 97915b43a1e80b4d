"""The diff: every change of what scores is found, said in both languages, and nothing is said where nothing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.authoring.diff_words import DiffWords
from chamdiem.engine.reading.catalog import Catalog, framework_from_text
from chamdiem.engine.texts import LANGS
from chamdiem.rules.analysis.diff import diff_frameworks, is_revision, renamed

if TYPE_CHECKING:
    from chamdiem.rules.language.framework import Framework

CATALOG = Catalog()

OLD = """
framework: mau/1
title: Khung
authority: {number: "1", date: 2025-01-01, issuer: Mẫu}
provenance: {status: secondary, source: Mẫu}
in_force: {from: 2025-01-01}
applies_to: {kinds: [regular]}
points: {maximum: 20, step: 1, rounding: half_up}
measures:
  rate: {title: Tỷ lệ dự, percent: [present, members_total]}
  norm: {title: Định mức, unit: phút, choose: [{when: {fact: members_total, at_least: 30}, value: 120}, {value: 90}]}
groups:
  - id: "1"
    title: Nhóm
    maximum: 20
    criteria:
      - id: "1"
        title: Dự họp
        maximum: 4
        clause: Mục 1
        bands:
          of: rate
          levels: [{at_least: 90, points: 4}, {at_least: 50, below: 90, points: 2}, {below: 50, points: 0}]
          unless: [{when: {fact: absent_unexcused, at_least: 1}, points: 1, reason: Vắng không lý do}]
        not_applicable: [{when: {fact: mode, is: online}, then: zero, reason: Họp trực tuyến}]
      - {id: "2", title: Dự thảo, maximum: 2, clause: Mục 2, holds: {fact: draft_conclusion, is: yes}}
      - {id: "3", title: Biên bản, maximum: 2, clause: Mục 3, judged: yes_no}
      - {id: "4", title: Nội dung, maximum: 4, clause: Mục 4, judged: points}
      - id: "5"
        title: Nề nếp
        maximum: 2
        clause: Mục 5
        levels: [{id: cao, title: Cao, points: 2}, {id: thap, title: Thấp, points: 0}]
      - id: "6"
        title: Sổ sách
        maximum: 2
        clause: Mục 6
        checklist: [{id: a, title: Sổ họp, points: 1}, {id: b, title: Đảng phí, points: 1}]
      - id: "7"
        title: Kỷ luật
        maximum: 4
        clause: Mục 7
        deductions: {each: [{id: muon, title: Họp muộn, points: 2}]}
ratings:
  - {id: tot, title: Tốt, at_least: 18, requires: [{when: {fact: rate, at_least: 80}, title: Dự họp 80%}]}
  - {id: kha, title: Khá, at_least: 10}
  - {id: kem, title: Kém}
caps: [{id: dinh_chi, when: {fact: members_suspended, at_least: 1}, barred: tot, reason: Bị đình chỉ}]
findings: [{id: la, when: {fact: minutes_approved, is: no}, message: Biên bản chưa thông qua.}]
"""

CHANGES = [
    ("title: Khung\n", "title: Khung mới\n", "Đổi khung, tên: Khung → Khung mới"),
    ('number: "1"', 'number: "2"', "Đổi văn bản ban hành, số: 1 → 2"),
    ("date: 2025-01-01,", "date: 2026-01-01,", "Đổi văn bản ban hành, ngày: 01/01/2025 → 01/01/2026"),
    ("status: secondary", "status: official", "Đổi nguồn gốc, tình trạng: theo nguồn thứ cấp → đối chiếu bản chính"),
    ("in_force: {from: 2025-01-01}", "in_force: {from: 2025-01-01, to: 2025-12-31}", "Đổi hiệu lực, đến ngày: (không có) → 31/12/2025"),
    ("kinds: [regular]", "kinds: [regular, combined]", "Đổi phạm vi áp dụng, loại sinh hoạt: thường kỳ → thường kỳ, thường kỳ kết hợp chuyên đề"),
    ("kinds: [regular]", "organisations: [mau], kinds: [regular]", "Đổi phạm vi áp dụng, đơn vị: (không có) → mau"),
    ("rounding: half_up", "rounding: down", "Đổi thang điểm, làm tròn: làm tròn nửa lên → làm tròn xuống"),
    ("percent: [present, members_total]", "percent: [present, members_official]", "Đổi số đo “Tỷ lệ dự” (rate), cách tính: tỷ lệ Có mặt trên Tổng số đảng viên → tỷ lệ Có mặt trên Đảng viên chính thức"),
    ("value: 120", "value: 100", "Đổi số đo “Định mức” (norm), cách tính: 120 khi Tổng số đảng viên từ 30 đảng viên trở lên; còn lại 90 → 100 khi Tổng số đảng viên từ 30 đảng viên trở lên; còn lại 90"),
    ("title: Nhóm\n", "title: Nhóm một\n", "Đổi nhóm 1 (Nhóm một), tên: Nhóm → Nhóm một"),
    ("title: Biên bản,", "title: Biên bản họp,", "Đổi tiêu chí 3 (Biên bản họp), tên: Biên bản → Biên bản họp"),
    ("clause: Mục 3", "clause: Mục 3a", "Đổi tiêu chí 3 (Biên bản), căn cứ: Mục 3 → Mục 3a"),
    ('{id: "3", title: Biên bản', '{id: "3a", formerly: "3", title: Biên bản', "Đổi tiêu chí 3a (Biên bản), mã: 3 → 3a"),
    ("judged: yes_no", "judged: points", "Đổi tiêu chí 3 (Biên bản), người chấm: trả lời có/không → cho điểm"),
    ("judged: yes_no", "holds: {fact: minutes_approved, is: yes}", "Đổi tiêu chí 3 (Biên bản), cách chấm: người chấm trả lời → theo điều kiện"),
    ("holds: {fact: draft_conclusion, is: yes}", "holds: {fact: draft_conclusion, is: no}", "Đổi tiêu chí 2 (Dự thảo), điều kiện: Có dự thảo kết luận hoặc nghị quyết: có → Có dự thảo kết luận hoặc nghị quyết: không"),
    ("{at_least: 90, points: 4}, {at_least: 50, below: 90,", "{above: 90, points: 4}, {at_least: 50, at_most: 90,", "Đổi mức 4 điểm của tiêu chí 1 (Dự họp), khoảng: từ 90% trở lên → trên 90%|Đổi mức 2 điểm của tiêu chí 1 (Dự họp), khoảng: từ 50% đến dưới 90% → từ 50% đến 90%"),
    ("{below: 50, points: 0}", "{below: 50, at_least: 20, points: 0}, {below: 20, points: 1}", "Thêm mức 1 điểm của tiêu chí 1 (Dự họp): dưới 20%|Đổi mức 0 điểm của tiêu chí 1 (Dự họp), khoảng: dưới 50% → từ 20% đến dưới 50%"),
    ("of: rate\n", "of: present\n", "Đổi bảng mức của tiêu chí 1 (Dự họp), theo: Tỷ lệ dự → Có mặt"),
    ("points: 1, reason: Vắng", "points: 0, reason: Vắng", "Đổi ngoại lệ “Vắng không lý do” của tiêu chí 1 (Dự họp), điểm: 1 điểm → 0 điểm"),
    ("reason: Vắng không lý do}]", "reason: Vắng không lý do}, {when: {fact: mode, is: online}, points: 2, reason: Trực tuyến}]", "Thêm ngoại lệ “Trực tuyến” của tiêu chí 1 (Dự họp): 2 điểm"),
    ("then: zero", "then: full_marks", "Đổi trường hợp không áp dụng “Họp trực tuyến” của tiêu chí 1 (Dự họp), thì: tính 0 điểm → tính điểm tối đa"),
    ("        not_applicable: [{when: {fact: mode, is: online}, then: zero, reason: Họp trực tuyến}]\n", "", "Bỏ trường hợp không áp dụng “Họp trực tuyến” của tiêu chí 1 (Dự họp): Hình thức họp: trực tuyến"),
    ("title: Thấp, points: 0", "title: Thấp, points: 1", "Đổi mức “thap” của tiêu chí 5, điểm: 0 điểm → 1 điểm"),
    ("title: Sổ họp", "title: Sổ nghị quyết", "Đổi ý a của tiêu chí 6, tên: Sổ họp → Sổ nghị quyết"),
    ("title: Đảng phí, points: 1", "title: Đảng phí, points: 1, holds: {fact: dues_paid, at_least: 1}", "Đổi ý b của tiêu chí 6, điều kiện: (không có) → Số đảng viên đã đóng đảng phí từ 1 đảng viên trở lên"),
    ("title: Họp muộn, points: 2", "title: Họp muộn, points: 1", "Đổi lỗi “muon” của tiêu chí 7, điểm: 2 điểm → 1 điểm"),
    ("points: 2}]}", "points: 2}], at_most: 2}", "Đổi phần trừ điểm của tiêu chí 7 (Kỷ luật), nhiều nhất: (không có) → 2 điểm"),
    ("at_least: 18", "at_least: 17", "Đổi xếp loại Tốt, khoảng: từ 18 trở lên → từ 17 trở lên"),
    ("{fact: rate, at_least: 80}", "{fact: rate, above: 80}", "Đổi điều kiện “Dự họp 80%” của xếp loại Tốt, khi: Tỷ lệ dự từ 80% trở lên → Tỷ lệ dự trên 80%"),
    (", requires: [{when: {fact: rate, at_least: 80}, title: Dự họp 80%}]", "", "Bỏ điều kiện “Dự họp 80%” của xếp loại Tốt: Tỷ lệ dự từ 80% trở lên"),
    ("  - {id: kem, title: Kém}", "  - {id: tb, title: Trung bình, at_least: 5}\n  - {id: kem, title: Kém}", "Thêm xếp loại Trung bình: từ 5 trở lên"),
    ("  - {id: kha, title: Khá, at_least: 10}\n  - {id: kem, title: Kém}", "  - {id: kem, title: Kém}\n  - {id: kha, title: Khá, at_least: 10}", "Đổi khung, thứ tự xếp loại: tot, kha, kem → tot, kem, kha"),
    ("barred: tot", "at_most: kem", "Đổi trường hợp khống chế dinh_chi, không xếp loại: tot → (không có)|Đổi trường hợp khống chế dinh_chi, nhiều nhất: (không có) → kem"),
    ("minutes_approved, is: no", "minutes_approved, is: yes", "Đổi cảnh báo la, khi: Thông qua biên bản: không → Thông qua biên bản: có"),
    ("message: Biên bản chưa thông qua.", "message: Chưa thông qua.", "Đổi cảnh báo la, câu cảnh báo: Biên bản chưa thông qua. → Chưa thông qua."),
    ("title: Dự thảo, maximum: 2", "title: Dự thảo, maximum: 2, bonus: inside", "Đổi tiêu chí 2 (Dự thảo), điểm thưởng: (không có) → trong điểm tối đa"),
]  # fmt: skip


def framework(text: str) -> Framework:
    """Read a framework."""
    return framework_from_text(text, "f").framework


def sentences(old: str, new: str, lang: str = "vi") -> list[str]:
    """Return the changes between two frameworks in words."""
    versions = framework(old), framework(new)
    words = DiffWords(*versions, lang)  # type: ignore[arg-type]  # one of LANGS
    return [words.sentence(change) for change in diff_frameworks(*versions)]


@pytest.mark.parametrize(("before", "after", "said"), CHANGES, ids=[said for _, _, said in CHANGES])
def test_one_change_is_one_sentence(before: str, after: str, said: str) -> None:
    """One change of the regulation is told as just that, with the old and the new value as people read them."""
    assert OLD.count(before) == 1
    assert sorted(sentences(OLD, OLD.replace(before, after))) == sorted(said.split("|"))


@pytest.mark.parametrize(("before", "after"), [change[:2] for change in CHANGES])
def test_changes_are_said_both_ways_and_in_both_languages(before: str, after: str) -> None:
    """Taken back, a change is as many changes; every one of them has its words in every language."""
    new = OLD.replace(before, after)
    for lang in LANGS:
        there, back = sentences(OLD, new, lang), sentences(new, OLD, lang)
        assert len(there) >= 1
        assert all("{" not in sentence and sentence for sentence in (*there, *back))


def test_nothing_changed() -> None:
    """A version differs in nothing from itself, nor from one with other notes, sources and comments."""
    assert sentences(OLD, OLD) == []
    assert sentences(OLD, OLD.replace("source: Mẫu", "source: Nguồn khác, note: Ghi chú") + "# chú thích\n") == []


def test_a_criterion_that_moved_to_another_group() -> None:
    """A criterion in another group is the same criterion, moved."""
    new = OLD.replace("    maximum: 20\n    criteria:", "    maximum: 16\n    criteria:").replace(
        "ratings:\n",
        '  - id: "2"\n    title: Nhóm hai\n    maximum: 4\n    criteria:\n      - {id: "4", title: Nội dung, maximum: 4, clause: Mục 4, judged: points}\nratings:\n',
        1,
    )
    head, _, tail = new.partition('      - {id: "4", title: Nội dung, maximum: 4, clause: Mục 4, judged: points}\n')
    assert sentences(OLD, head + tail) == [
        "Đổi nhóm 1 (Nhóm), điểm tối đa: 20 điểm → 16 điểm",
        "Thêm nhóm 2 (Nhóm hai): 4 điểm",
        "Đổi tiêu chí 4 (Nội dung), nhóm: 1 → 2",
    ]


def test_ids_that_were_exchanged_are_followed() -> None:
    """Two criteria that exchanged their ids are followed by what they were called, and no other change is told."""
    new = OLD.replace('{id: "3", title', '{id: "tam", formerly: "3", title')
    new = new.replace('{id: "2", title', '{id: "3", formerly: "2", title').replace('{id: "tam"', '{id: "2"')
    old = framework(OLD)
    assert renamed(old, framework(new)) == {"1": "1", "2": "3", "3": "2", "4": "4", "5": "5", "6": "6", "7": "7"}
    assert sentences(OLD, new) == ["Đổi tiêu chí 3 (Dự thảo), mã: 2 → 3", "Đổi tiêu chí 2 (Biên bản), mã: 3 → 2"]


def test_a_new_criterion_under_an_old_id() -> None:
    """An id that went to another criterion: the old one was removed where nothing says what became of it."""
    new = OLD.replace('{id: "3", title: Biên bản', '{id: "3", formerly: "99", title: Biên bản')
    assert sentences(OLD, new) == []  # 99 was never there
    new = OLD.replace('{id: "3", title: Biên bản', '{id: "8", title: Biên bản')
    assert sentences(OLD, new) == ["Thêm tiêu chí 8 (Biên bản): 2 điểm", "Bỏ tiêu chí 3 (Biên bản): 2 điểm"]


def test_points_that_came_or_went() -> None:
    """A scale that came or went is told as such."""
    hd_12, hd_42 = (CATALOG.get(f"trung-uong/{name}").framework for name in ("hd-12-2018", "hd-42-2025"))
    words = DiffWords(hd_12, hd_42, "vi")
    assert "Thêm thang điểm" in [words.sentence(change) for change in diff_frameworks(hd_12, hd_42)]


@pytest.mark.parametrize("lang", LANGS)
def test_any_two_shipped_frameworks_can_be_compared(lang: str) -> None:
    """Of any two frameworks every difference has its words, and its JSON says the same."""
    loaded = CATALOG.all()
    for old in loaded:
        for new in loaded:
            words = DiffWords(old.framework, new.framework, lang)  # type: ignore[arg-type]  # one of LANGS
            changes = diff_frameworks(old.framework, new.framework)
            assert (changes == ()) == (old is new)
            for change in changes:
                told = words.json(change)
                assert told["text"] == words.sentence(change)
                assert {"before", "after", "key"} <= told.keys() or change.action != "changed"


def test_a_version_of_a_framework_is_told_from_another_framework() -> None:
    """Two regulations that both begin with a criterion 1 are none; one that lost a third of its criteria still is."""
    catalog = Catalog()
    hd_42, dien_bien = (catalog.get(name).framework for name in ("trung-uong/hd-42-2025", "dien-bien/4275-2018"))
    assert not is_revision(catalog.get("an-phu/2025").framework, hd_42)
    assert not is_revision(dien_bien, hd_42)
    assert is_revision(hd_42, hd_42)
    an_phu = catalog.get("an-phu/2025").framework
    fewer = an_phu.model_copy(update={"groups": an_phu.groups[:5]})
    assert is_revision(an_phu, fewer)
    assert is_revision(fewer, an_phu)


def test_what_is_taken_from_earlier_records_is_compared() -> None:
    """A fact that history decides in one version only, or of other months, is a change with both definitions."""
    told = (
        "history:\n  max_consecutive_excused: {over: year_to_date, longest_run: {fact: absent_excused, at_least: 1}}\n"
    )
    new = framework_from_text(OLD.replace("groups:", f"{told}groups:", 1), "mau").framework
    other = framework_from_text(OLD.replace("groups:", f"{told}groups:".replace("year_to_date", "quarter"), 1), "mau")
    old = framework_from_text(OLD, "mau").framework
    assert [(each.part, each.action) for each in diff_frameworks(old, new)] == [("history", "added")]
    (change,) = diff_frameworks(new, other.framework)
    assert (change.owner, change.key) == ("max_consecutive_excused", "months")
    assert "từ đầu năm" in DiffWords(new, other.framework, "vi").sentence(change)
    assert "this quarter so far" in DiffWords(new, other.framework, "en").sentence(change)
