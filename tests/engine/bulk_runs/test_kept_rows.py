"""Rows explained from the folder of their results: as scoring their records one by one explains them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem import cli
from chamdiem.engine.bulk_runs.finished import finished_run
from chamdiem.engine.bulk_runs.kept_rows import kept_row
from chamdiem.engine.explanation.explanation import Explanation, explain
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from many_rows import TODAY, chance_of, rows, spoilt, write_csv
from subjects import BY_LAYER, PERSON, VISITOR

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from chamdiem.engine.office.office import Office
    from many_rows import Row

OFFICE = office_on(TODAY)


def words(explanation: Explanation) -> tuple[object, ...]:
    """Return all that an explanation says."""
    criteria = ((each.id, each.reason, each.facts, each.others, each.better) for each in explanation.criteria)
    return explanation.summary, explanation.warnings, explanation.earlier, tuple(criteria)


def compare(office: Office, run: FinishedRun, table: Path, framework: str | None = None) -> int:
    """Assert that every row is explained as its record is; return how many were scored."""
    found = [each for each in evaluate_all(office, [table], framework) if isinstance(each, Evaluation)]
    for own in found:
        kept = kept_row(run, str(own.record.document.place(()).line - 1))
        again = office.scorers.evaluate(kept.record, kept.framework)
        assert {name: layer.stated for name, layer in own.layers.items()} == {
            name: layer.stated for name, layer in again.layers.items()
        }
        for layer in (name for name, each in own.layers.items() if each.scoring):
            assert words(explain(again, "vi", layer)) == words(explain(own, "vi", layer))
    return len(found)


def stated(chance: Random, table: list[Row]) -> list[Row]:
    """Return rows in which layers state ratings, as it comes."""
    layers = ("self", "cell_vote", "upper", "decided")
    return [row | {f"{each}.rating": chance.choice(["Tốt", "Khá", ""]) for each in layers} for row in table]


def test_a_row_is_explained_as_its_record(tmp_path: Path) -> None:
    """Whole and incomplete rows, in every layer, with the ratings that layers state."""
    chance = chance_of(31)
    table = stated(chance, [*rows(chance, 1), *rows(chance, 2, share=0.05)[1:]])
    file = write_csv(tmp_path / "bang.csv", table)
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", file, with_rules=True)
    assert compare(OFFICE, run, file) == 2


@pytest.mark.nightly
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_rows_that_people_send_are_explained_as_their_records(form: str, tmp_path: Path) -> None:
    """Rows with bad cells, of several frameworks, with much that is missing: those that were scored, all the same."""
    chance = chance_of(32)
    table = spoilt(chance, stated(chance, rows(chance, 20, share=0.15)))
    file = write_csv(tmp_path / "bang.csv", table)
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", file, form=form, with_rules=True)
    assert compare(OFFICE, run, file) > 5


def test_results_of_several_frameworks_come_as_csv_too(tmp_path: Path) -> None:
    """The files of each have columns of their own, and every row is counted and explained."""
    file = tmp_path / "bang.csv"
    days = {"trung-uong/hd-42-2025": "2025-11-05", "phu-tho/khoi-co-quan": "2025-11-06"}
    lines = [f"CB-{number},{id_},{day},thường kỳ,20" for number, (id_, day) in enumerate(days.items())]
    file.write_text("\n".join(["cell_id,framework,date,meeting_kind,members_total", *lines]))
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", file, form="csv", with_rules=True, completions=False)
    assert set(run.frameworks) == set(days)
    assert kept_row(run, "CB-1").record.values["date"] == dt.date(2025, 11, 6)


def test_what_is_one_persons_own_is_not_there_and_explains_all_the_same(tmp_path: Path) -> None:
    """Results hold what was made of such facts and not these; a row is explained by that."""
    file = tmp_path / "bang.csv"
    file.write_text(
        "unit_id,date,born,spoke\nN-1,2026-10-05,02/03/1990,2\nN-2,2026-10-05,02/03/2015,\nN-3,2026-10-06,,1\n"
    )
    office = office_on(dt.date(2026, 10, 31))
    framework = PERSON.file
    run = bulk_scored(office, tmp_path / "ket-qua", file, framework=framework, with_rules=True)
    assert compare(office, run, file, framework) == 3
    assert "born" not in kept_row(run, "N-1").record.values


def test_what_is_missing_of_one_persons_own_is_told_of_a_row(tmp_path: Path) -> None:
    """Behind a measure that has a least and a most meanwhile, it is named as it is of a record."""
    framework, file = tmp_path / "khung.yaml", tmp_path / "bang.csv"
    framework.write_text(VISITOR.document.text)
    days = [f"N-{number},2026-10-05,{told}" for number, told in enumerate((",", "7,", ",3", "7,3"))]
    file.write_text("\n".join(["unit_id,date,sick,late", *days]))
    office = office_on(dt.date(2026, 10, 31))
    run = bulk_scored(office, tmp_path / "ket-qua", file, framework=str(framework), with_rules=True)
    assert compare(office, run, file, str(framework)) == 4


def test_a_layer_that_is_asked_for_more_is_explained_by_that(tmp_path: Path) -> None:
    """A criterion of the upper level alone stands in the explanation of that layer only."""
    file = tmp_path / "bang.csv"
    head = "unit_id,period,tasks_given,tasks_late,limit,score_upper,upper.answers.4"
    file.write_text(f"{head}\nT-1,2026-Q3,20,1,2,70.5,12\nT-2,2026-Q3,20,,2,70.5,\n")
    office = office_on(dt.date(2026, 10, 31))
    run = bulk_scored(office, tmp_path / "ket-qua", file, framework=BY_LAYER.file, with_rules=True)
    assert compare(office, run, file, BY_LAYER.file) == 2


# --- which row ---


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> FinishedRun:
    """Return a run over three right rows, two of them of one cell, and one that is not right."""
    file = tmp_path_factory.mktemp("bang") / "bang.csv"
    head = "cell_id,organisation,date,meeting_kind,members_total,present"
    told = ["CB-1,an-phu,2025-11-05,regular,20,18", "CB-1,an-phu,2025-12-05,regular,20,18"]
    told += ["CB-3,an-phu,2025-11-05,regular,20,x", "2,an-phu,2025-11-05,regular,20,18"]
    file.write_text("\n".join([head, *told]))
    return bulk_scored(OFFICE, file.parent / "ket-qua", file, with_rules=True, completions=False)


def test_a_row_is_named_by_its_number_or_its_cell(run: FinishedRun) -> None:
    """The id of a cell counts in any spelling, as everywhere."""
    assert kept_row(run, "row:2").record.of_period == "2025-12"
    assert kept_row(run, "4") == kept_row(run, "row:4")
    assert kept_row(run, "4").record.text("cell_id") == "2"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("CB-1", "“CB-1” ứng với 2 dòng đã chấm: 1, 2; hãy nêu số thứ tự của một dòng, như row:17."),
        ("cb-01", "“cb-01” ứng với 2 dòng đã chấm: 1, 2; hãy nêu số thứ tự của một dòng, như row:17."),
        ("2", "“2” ứng với 2 dòng đã chấm: 2, 4; hãy nêu số thứ tự của một dòng, như row:17."),
        ("9", "không có dòng “9” nào đã chấm."),
        ("CB-9", "không có dòng “CB-9” nào đã chấm."),
        ("' OR 1=1 --", "không có dòng “' OR 1=1 --” nào đã chấm."),
        ("row:0", "không có dòng “row:0” nào đã chấm."),
    ],
)
def test_a_key_of_none_or_several_is_told_of(key: str, said: str, run: FinishedRun) -> None:
    """One sentence says so; of several, which they are."""
    with pytest.raises(FaultyInput) as error:
        kept_row(run, key)
    assert [say_fault("vi", each, placed=False) for each in error.value.faults] == [said]


def test_a_row_that_was_refused_says_why(run: FinishedRun) -> None:
    """The reasons are those that stand beside the results."""
    with pytest.raises(FaultyInput) as error:
        kept_row(run, "3")
    (fault,) = error.value.faults
    assert (fault.code, fault.details["row"]) == ("bulk.row_refused", "3")
    assert "“x”" in fault.details["reasons"]


def test_a_folder_that_cannot_explain_says_what_to_do(run: FinishedRun, tmp_path: Path) -> None:
    """One without facts, one of a run that is not done, one of something else, and one of another framework."""

    def said(folder: Path) -> str:
        with pytest.raises(FaultyInput) as error:
            kept_row(finished_run(folder, Catalog()), "1")
        (fault,) = error.value.faults
        return fault.code

    plan = json.loads((run.folder / "plan.json").read_bytes())
    assert said(tmp_path) == "bulk.no_run"
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    assert said(tmp_path) == "bulk.unfinished"
    (tmp_path / "summary.json").write_text("{}")
    (tmp_path / "plan.json").write_text(json.dumps(plan | {"with_rules": False}))
    assert said(tmp_path) == "bulk.no_rules"
    (tmp_path / "plan.json").write_text(json.dumps(plan | {"frameworks": [["an-phu/2025", "0" * 64]]}))
    (tmp_path / "results" / "an-phu__2025").mkdir(parents=True)
    assert said(tmp_path) == "bulk.changed_framework"


def test_a_row_is_explained_by_the_command(run: FinishedRun, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the folder and the row; what has no say in it is refused."""
    assert cli.run(["explain", str(run.folder), "1", "--row", "CB-1"]) == 1
    assert "2 dòng" in capsys.readouterr().err
    assert cli.run(["explain", str(run.folder), "1", "--row", "1"]) == 0
    assert "Căn cứ" in capsys.readouterr().out
    assert cli.run(["explain", str(run.folder), "--row", "1", "--ledger", "so.ledger"]) == 2
    assert "--ledger" in capsys.readouterr().err
