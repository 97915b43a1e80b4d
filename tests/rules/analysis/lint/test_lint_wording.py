"""What the words of a framework show."""

from __future__ import annotations

import pytest

from chamdiem.rules.analysis.lint.wording import Words, state_header, wording_defects
from samples import criterion, framework

WORDS = Words(vague=("nhiều",), unsaid=("nếu có",), ambiguous=("12-HD/BTCTW",), state_header=("độc lập ?- ?tự do",))


def test_a_vague_part_of_a_checklist() -> None:
    """A part of a checklist that the scorer answers may be as vague as a criterion; one with a condition is measured."""
    parts = [
        {"id": "a", "title": "Nhiều ý kiến", "points": "5"},
        {"id": "b", "title": "Nhiều người", "points": "5", "holds": {"fact": "speakers", "at_least": "5"}},
    ]
    found = list(wording_defects(framework(criterion(checklist=parts)).framework, (), WORDS))
    assert [(defect.code, defect.path[-2:], defect.details["words"]) for defect in found] == [
        ("vague-words", (0, "title"), "Nhiều")
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Theo 12-HD/BTCTW (06/7/2018)", []),
        ("Theo 12-HD/BTCTW ngày 18/01/2022", []),
        ("Theo 12-HD/BTCTW, ngày 2018-07-06", []),
        ("Theo 12-HD/BTCTW", ["citation-ambiguous"]),
        ("Theo 12-HD/BTCTW (06/7/2018), và lại 12-HD/BTCTW", ["citation-ambiguous"]),
        ("Theo 99-QĐ/ĐU", ["citation-undated"]),
        ("Theo 99-QĐ/ĐU, sửa 99-QĐ/ĐU", ["citation-undated"]),
        ("Theo 99-QĐ/ĐU (05/01/2026), sửa 99-QĐ/ĐU", []),
        ("Không quá 30-40 phút", []),
    ],
)
def test_citations(text: str, codes: list[str]) -> None:
    """A number is dated when a date follows it once in the file; a number that several documents bear, every time."""
    found = wording_defects(framework(criterion(judged="yes_no")).framework, ((("notes", 0), text),), WORDS)
    assert [defect.code for defect in found] == codes


def test_a_citation_in_a_silence_is_not_remarked_on() -> None:
    """A silence names the document that is not dated, so its own text is left alone."""
    texts = ((("silences", 0, "reason"), "Nguồn không ghi ngày của 99-QĐ/ĐU"),)
    assert list(wording_defects(framework(criterion(judged="yes_no")).framework, texts, WORDS)) == []


def test_the_header_over_two_lines() -> None:
    """The State's header is found however its words are laid out."""
    assert [defect.code for defect in state_header([((), "ĐỘC LẬP -\n TỰ DO")], WORDS.state_header)] == ["state-header"]
    assert list(state_header([((), "ĐẢNG CỘNG SẢN VIỆT NAM")], WORDS.state_header)) == []
