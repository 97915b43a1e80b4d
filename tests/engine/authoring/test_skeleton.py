"""A framework that somebody begins is right as it stands, and passes for no regulation."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, get_args

import pytest

from chamdiem.engine.authoring.cases import run_cases
from chamdiem.engine.authoring.coverage import measure_coverage
from chamdiem.engine.authoring.formatting import format_text
from chamdiem.engine.authoring.skeleton import skeleton, skeleton_cases
from chamdiem.engine.lint.remarks import lint_files
from chamdiem.engine.reading.blank import blank_record
from chamdiem.engine.reading.catalog import Catalog, framework_from_text
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts import LANGS, Lang
from chamdiem.rules.language.measures import Operation
from chamdiem.rules.language.ways import Way
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

ID = "xa-mau/2026"
TEXT = skeleton(ID, "vi")
TODAY = dt.date(2026, 1, 31)


@pytest.mark.parametrize("lang", LANGS)
def test_it_lints_clean(lang: Lang, tmp_path: Path) -> None:
    """Nothing is remarked of it that has no reason beside it, and it is laid out as `fmt` would."""
    text = skeleton(ID, lang)
    file = tmp_path / "khung.yaml"
    file.write_text(text, encoding="utf-8")
    [linted] = lint_files([str(file)], Catalog(), tmp_path)
    assert [remark.defect.code for remark in linted.remarks if not remark.defect.silenced] == []
    assert format_text(text, "khung.yaml") == text


def test_it_scores_its_own_blank_record() -> None:
    """A record that is blank but for what it asks is read and scored: nothing is known yet, so all may still come."""
    loaded = framework_from_text(TEXT, "khung.yaml")
    record = parse_record(read_bytes(blank_record(loaded, "vi").encode(), "ho-so.yaml"), TODAY)
    scoring = Scorer(loaded).evaluate(record).own
    assert scoring.total.award is None
    assert [rating.id for rating in scoring.possible] == ["tot", "kha", "chua_dat"]


@pytest.mark.parametrize("lang", LANGS)
def test_its_cases_are_right_and_reach_everything(lang: Lang) -> None:
    """Its cases give what they expect, and no band, answer or rating is left that none of them reaches."""
    loaded = framework_from_text(TEXT, "khung.yaml")
    document = read_bytes(skeleton_cases(ID, lang).encode(), "cases.yaml")
    results = run_cases(Scorer(loaded), document)
    assert [result.differences for result in results] == [()] * 5
    assert not measure_coverage(loaded, results).missed


def test_placeholders_say_that_they_are() -> None:
    """Every text of it stands in brackets, every sheet bears that it is a draft, and no day is one of a document."""
    framework = framework_from_text(TEXT, "khung.yaml").framework
    notice = framework.provenance.notice or ""
    assert framework.provenance.status == "reconstructed"
    assert "KHUNG NHÁP" in notice
    live = "\n".join(line for line in TEXT.splitlines() if not line.lstrip().startswith("#"))
    for text in re.findall(r"(?:title|number|issuer|source|clause|reason): ([^,}\n]+|\(.*?\))", live):
        assert text.startswith("("), text
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", live)) == {"2000-01-01"}


SECTIONS = ["inputs", "history", "caps", "findings", "periods", "no_periods", "quotas", "notes"]


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_that_is_commented_out_can_be_taken_in(key: str) -> None:
    """Whoever takes the mark from an example of another section has a framework that is right."""
    text = re.sub(rf"^#   ({key}: )", r"\1", TEXT, flags=re.MULTILINE)
    assert getattr(framework_from_text(text, "khung.yaml").framework, key)


def test_points_below_zero_ask_for_their_floor() -> None:
    """Whoever takes in the example of what is taken off outside the scale is told of the one key that it needs."""
    text = re.sub(r"^#   (outside: )", r"\1", TEXT, flags=re.MULTILINE)
    with pytest.raises(FaultyInput) as caught:
        framework_from_text(text, "khung.yaml")
    assert [fault.code for fault in caught.value.faults] == ["framework.minimum_unsaid"]
    right = text.replace("points: {maximum: 100,", "points: {maximum: 100, minimum: 0,")
    assert framework_from_text(right, "khung.yaml").framework.outside


def test_it_shows_that_something_else_may_be_scored() -> None:
    """Whoever scores no meeting sees that the framework says so; the fields of a meeting are not there then."""
    [line] = re.findall(r"^#   (subject: .*)$", TEXT, flags=re.MULTILINE)
    assert line == "subject: {id: tap_the, title: tập thể, of: [quarter, year]}"


def test_it_shows_every_way_and_every_operation() -> None:
    """Each way of scoring and each operation of a measure stands in it, so whoever writes need look nowhere else."""
    assert all(f"#   {kind.key}: " in TEXT for union in (Way, Operation) for kind in get_args(union))
