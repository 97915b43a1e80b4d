"""The remarks: every real defect of published frameworks is found, the shipped frameworks are clean, places are right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chamdiem.engine.lint.remarks import Linted, LintRemark, lint_files, load_words
from chamdiem.engine.lint.words import spoken
from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.engine.reading.catalog import CRITERIA, Catalog
from chamdiem.engine.texts import LANGS, TEXTS
from chamdiem.rules.language.lint_codes import BETWEEN, CODES, LEVELS
from chamdiem.rules.records.faults import FaultyInput

ROOT = Path(__file__).resolve().parents[3]
FAULTY = ROOT / "tests" / "lint"
BEFORE = str(FAULTY / "differs-from.yaml")


def lint(name: str, against: str | None = None) -> Linted:
    """Look at one file of the gallery, or at a framework by its id."""
    return lint_files([str(FAULTY / name) if (FAULTY / name).exists() else name], Catalog(), Path(), against)[0]


def codes(linted: Linted) -> list[str]:
    """Return the codes of what is not silenced."""
    return [remark.defect.code for remark in linted.remarks if not remark.defect.silenced]


@pytest.mark.parametrize("code", CODES)
def test_one_framework_for_every_code(code: str) -> None:
    """For every code there is a framework that shows this and nothing else."""
    assert set(codes(lint(f"{code}.yaml", BEFORE if code in BETWEEN else None))) == {code}


REAL_DEFECTS = {
    1: ("band-gap", "band-gap.yaml"),
    2: ("band-overlap", "band-overlap.yaml"),
    3: ("band-gap", "band-gap-half.yaml"),
    4: ("two-boundaries", "two-boundaries.yaml"),
    5: ("band-overlap", "band-overlap-compound.yaml"),
    6: ("bonus-inside", "bonus-inside.yaml"),
    7: ("needs-history", "needs-history.yaml"),
    8: ("fact-rewarded-twice", "fact-rewarded-twice.yaml"),
    9: ("maximum-shrinks", "maximum-shrinks.yaml"),
    10: ("unsaid-condition", "unsaid-condition.yaml"),
    11: ("vague-words", "vague-words.yaml"),
    12: ("boundary-differs", "boundary-differs.yaml"),
    13: ("denominator-differs", "denominator-differs.yaml"),
    14: ("rating-gap", "rating-gap.yaml"),
    15: ("percent-above-100", "percent-above-100.yaml"),
    16: ("year-rule", "year-rule.yaml"),
    17: ("state-header", "state-header.html"),
    18: ("sum", "sum.yaml"),
}
"""The eighteen kinds of defect that published frameworks have, as they are counted where they were gathered."""


@pytest.mark.parametrize("number", REAL_DEFECTS)
def test_every_real_defect_is_found(number: int) -> None:
    """Each kind of defect that was met in a published framework is found in a framework that has it."""
    code, name = REAL_DEFECTS[number]
    assert code in codes(lint(name, BEFORE if code in BETWEEN else None))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("band-floor.yaml", "band-floor"),
        ("measure-undefined.yaml", "measure-undefined"),
        ("two-denominators.yaml", "two-denominators"),
        ("rating-unreachable.yaml", "rating-unreachable"),
        ("state-header.yaml", "state-header"),
    ],
)
def test_the_other_halves_of_real_defects(name: str, code: str) -> None:
    """Where a kind of defect has two sides, the other one is found as well."""
    assert codes(lint(name)) == [code]


@pytest.mark.parametrize("framework_id", Catalog().ids)
def test_shipped_frameworks_are_clean(framework_id: str) -> None:
    """A framework that ships has no remark but those for which it gives a reason, and no idle reason."""
    assert codes(lint(framework_id)) == []


def test_words_are_read() -> None:
    """The lists of words come from their file, each not empty."""
    words = load_words()
    assert "max_consecutive_excused" in words.history
    assert words.ambiguous == ("12-HD/BTCTW",)
    assert all((words.vague, words.unsaid, words.year, words.topics, words.state_header))


# --- places ---


def the(linted: Linted, code: str) -> LintRemark:
    """Return the only remark of a code."""
    [remark] = [remark for remark in linted.remarks if remark.defect.code == code]
    return remark


@pytest.mark.parametrize(
    ("name", "code", "at", "line"),
    [
        ("band-gap.yaml", "band-gap", "1", "          levels:"),
        ("bonus-inside.yaml", "bonus-inside", "1", "        bonus: inside"),
        ("gate-idle.yaml", "gate-idle", "tot", "      - {when: {criterion:"),
        ("silence-idle.yaml", "silence-idle", "band-gap", "  - {code: band-gap"),
        ("sum.yaml", "sum", "file", "    maximum: 10"),
        ("measure-undefined.yaml", "measure-undefined", "targets_rate", "    percent: [targets_met, targets_set]"),
        ("state-header.html", "state-header", "header", "<p><b>CỘNG HÒA"),
    ],
)
def test_a_remark_stands_at_its_line(name: str, code: str, at: str, line: str) -> None:
    """A remark shows the line of the file that is meant, and names what it is about as silences would."""
    remark = next(remark for remark in lint(name).remarks if remark.defect.code == code)
    assert remark.line.startswith(line)
    assert remark.defect.at == at
    assert (FAULTY / name).read_text("utf-8").splitlines()[remark.place.line - 1] == remark.line


def test_the_gap_of_fifty_percent() -> None:
    """Exactly 50 % of the speakers lie between two bands, and an ordinary meeting shows it."""
    linted = lint("band-gap.yaml")
    vi, en = (spoken(the(linted, "band-gap"), linted, lang) for lang in LANGS)
    assert vi.sentence == "tiêu chí 1: không mức nào dành cho Tỷ lệ đảng viên phát biểu trên số có mặt đúng 50%."
    assert vi.examples == ("ví dụ: Có mặt: 20, Số đảng viên phát biểu: 10 → tiêu chí 1 không có mức điểm",)
    assert en.examples == ("example: Present: 20, Speakers: 10 → criterion 1 gets no band",)


def test_totals_that_no_rating_has() -> None:
    """Whole-number levels leave 69.5 and 89.5 without a rating, each shown by its own total."""
    assert [remark.defect.details["points"] for remark in lint("rating-gap.yaml").remarks] == [8950, 6950]


def test_the_lower_maximum_is_counted() -> None:
    """Without the thematic part 95 points can be reached, and the remark stands at the case of not applying."""
    remark = the(lint("maximum-shrinks.yaml"), "maximum-shrinks")
    assert remark.defect.details["points"] == 9500
    assert remark.line.strip() == "not_applicable:"


# --- silences and files ---


def test_a_silence_carries_its_reason(tmp_path: Path) -> None:
    """A reason in the framework takes its remark out, and no other one's."""
    file = tmp_path / "khung.yaml"
    text = (FAULTY / "band-gap.yaml").read_text("utf-8")
    file.write_text(f'{text}silences:\n  - {{code: band-gap, at: "1", reason: Như văn bản}}\n', "utf-8")
    linted = lint_files([str(file)], Catalog(), Path())[0]
    assert codes(linted) == []
    assert the(linted, "band-gap").defect.silenced == "Như văn bản"
    file.write_text(f'{text}silences:\n  - {{code: band-gap, at: "2", reason: Như văn bản}}\n', "utf-8")
    assert codes(lint_files([str(file)], Catalog(), Path())[0]) == ["band-gap", "silence-idle"]


def test_what_only_shows_between_files_can_be_silenced(tmp_path: Path) -> None:
    """A reason for a difference between files is not idle when the file is looked at alone."""
    file = tmp_path / "khung.yaml"
    text = (FAULTY / "boundary-differs.yaml").read_text("utf-8")
    file.write_text(f"{text}silences:\n  - {{code: boundary-differs, reason: Văn bản mới}}\n", "utf-8")
    assert codes(lint_files([str(file)], Catalog(), Path())[0]) == []
    assert codes(lint_files([str(file)], Catalog(), Path(), BEFORE)[0]) == []
    assert (
        the(lint_files([str(file)], Catalog(), Path(), BEFORE)[0], "boundary-differs").defect.silenced == "Văn bản mới"
    )


def test_a_difference_is_said_with_both_boundaries() -> None:
    """The boundary of each of two documents is named."""
    linted = lint("boundary-differs.yaml", BEFORE)
    assert "> 85" in spoken(the(linted, "boundary-differs"), linted, "vi").sentence
    assert "≥ 90" in spoken(the(linted, "boundary-differs"), linted, "en").sentence


def test_a_template_is_not_compared() -> None:
    """A template has no framework, so nothing is compared with it."""
    assert codes(lint("state-header.html", BEFORE)) == ["state-header"]


def test_the_shipped_templates_bear_no_state_header() -> None:
    """No template of ours bears the State's header."""
    names = [str(file) for file in TEMPLATES.rglob("*.j2")]
    assert names
    assert all(not linted.remarks for linted in lint_files(names, Catalog(), Path()))


def test_a_framework_elsewhere_has_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shipped framework is named from where the user stands, or by its whole path."""
    monkeypatch.chdir(tmp_path)
    assert Path(lint("nghe-an/08-2021").file).is_absolute()
    monkeypatch.chdir(CRITERIA.parent)
    assert lint("nghe-an/08-2021").file == "criteria/nghe-an/08-2021.yaml"


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A file that is not there, an unknown id and a template that is no text are refused, not remarked on."""
    shutil.copyfile(ROOT / "docs" / "images" / "phieu.png", tmp_path / "anh.html")
    for name in (str(tmp_path / "khong-co.yaml"), "khong/co", str(tmp_path / "anh.html"), str(tmp_path / "x.j2")):
        with pytest.raises(FaultyInput):
            lint_files([name], Catalog(), Path())


# --- words and pages ---


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_words_and_its_page(code: str) -> None:
    """Every code says how to mend it, has a page with a heading, and a level."""
    assert f"lint.{code}.fix" in TEXTS
    assert code in LEVELS
    page = (ROOT / "docs" / "lint" / f"{code}.md").read_text("utf-8")
    assert page.startswith(f"# `{code}`: ")
    assert "## Sửa thế nào" in page


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(file.name for file in FAULTY.iterdir()))
def test_every_remark_can_be_said(name: str, lang: str) -> None:
    """Every remark of the gallery is a sentence in both languages, its blanks filled in."""
    linted = lint(name, BEFORE)
    for remark in linted.remarks:
        words = spoken(remark, linted, "vi" if lang == "vi" else "en")
        for text in (words.sentence, words.fix, *words.examples):
            assert text
            assert "None" not in text
        assert words.sentence.endswith(".")
