"""What the pages of whoever watches count is what the lists of commands count, on months made by chance."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.forms.form import make_form
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.lists.follow_ups import NEAR, discrepancy_list, near_list
from chamdiem.engine.lists.meetings import count_ratings, month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.lists.reporting import reporting_of
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts import say_vi
from chamdiem.engine.words import formats
from commune import COMMITTEE, STAFF, found
from whole_records import TODAY, whole_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.engine.forms.form import Form
    from chamdiem.engine.lists.meetings import Month
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.web.board import Board
    from chamdiem.web.proposals import Proposals
    from chamdiem.web.trends import Trend

pytestmark = pytest.mark.usefixtures("installation")
PERIOD = "2026-11"
CELLS = tuple(f"CB-{number}" for number in range(1, 8))
KINDS = ("thường kỳ", "thường kỳ kết hợp chuyên đề", "chuyên đề")
PAPER = PaperSettings()


@pytest.fixture(scope="module")
def scorers() -> ScorerCache:
    """Score by the shipped frameworks, each made ready once."""
    return ScorerCache(Catalog())


@pytest.fixture(scope="module")
def forms() -> list[Form]:
    """Return the forms of all shipped frameworks of meetings."""
    return [make_form(each, "vi") for each in Catalog().all() if each.framework.shape.kind]


def evaluations(forms: list[Form], scorers: ScorerCache, chance: Random) -> Iterator[Evaluation]:
    """Yield the meetings of a month: some cells have none, some two; some were assessed, some decided, some lack parts."""
    of_month = chance.sample(forms, k=min(2, len(forms)))
    for cell in CELLS:
        for kind in chance.choice(((), KINDS[:1], KINDS[:1], KINDS[1:2], KINDS[2:], (KINDS[0], KINDS[2]))):
            yield evaluation(chance.choice(of_month), scorers, chance, cell, kind)


def evaluation(form: Form, scorers: ScorerCache, chance: Random, cell: str, kind: str) -> Evaluation:
    """Return a meeting of a cell, scored."""
    data: dict[str, Any] = dict(whole_record(form, chance).document.data)  # type: ignore[arg-type] # a mapping
    layers = dict(data["assessments"])
    if chance.random() < 0.6:
        other = whole_record(form, chance).document.data
        layers["upper"] = {"answers": other["assessments"]["self"]["answers"]}  # type: ignore[index,call-overload] # as above
    if chance.random() < 0.3:
        layers["decided"] = {"rating": chance.choice(form.framework.framework.ratings).id}
    if chance.random() < 0.4:
        data = {name: each for name, each in data.items() if name in NEEDED or chance.random() > 0.1}
    told = {**data, "assessments": layers, "cell_id": cell, "cell_name": f"Chi bộ {cell}", "period": PERIOD}
    told = {name: each for name, each in told.items() if name not in {"date", "organisation"}} | {"meeting_kind": kind}
    content = json.dumps(told, default=list).encode()
    record = parse_record(read_bytes(content, f"{cell}.json"), TODAY, shape=form.framework.framework.shape)
    return scorers.evaluate(record, form.framework)


NEEDED = frozenset({"framework", "assessments", "present", "members_total", "absent_excused", "absent_unexcused"})


def check_month(forms: list[Form], scorers: ScorerCache, chance: Random, folder: Path) -> bool:
    """Record a month and compare; False: by chance nobody met."""
    from chamdiem.engine.office.clock import Clock  # noqa: PLC0415 - the web needs an installation
    from chamdiem.web.board import board_of  # noqa: PLC0415 - as above
    from chamdiem.web.projections import projected  # noqa: PLC0415 - as above
    from chamdiem.web.proposals import proposals  # noqa: PLC0415 - as above
    from chamdiem.web.trends import Trend  # noqa: PLC0415 - as above
    from chamdiem.web.watched import Watched  # noqa: PLC0415 - as above
    from kept_months import HouseOf  # noqa: PLC0415 - as above

    scored = list(evaluations(forms, scorers, chance))
    if not scored:
        return False
    with create_ledger(str(folder / "so.ledger")) as ledger:
        house = HouseOf(ledger, TODAY)
        stamp = Clock(house.office.clock.now).stamp()
        found(ledger, stamp, *CELLS)
        record_scores(ledger, scored, stamp, "van-phong")
        projected(house)
        above = house.tree.nodes[COMMITTEE]
        board = board_of(house, "vi", STAFF, above, PERIOD)
        trend = Trend(Watched(house, STAFF, above, ("2026-10", PERIOD)), "vi")
        month = month_of(scored, PERIOD)
        compare_board(board, month)
        compare_trend(trend, month, scored)
        compare_proposals(proposals(house, "vi", STAFF, COMMITTEE, PERIOD), month)
    return True


def compare_board(board: Board, month: Month) -> None:
    """Compare what is near a border, and where layers differ."""
    from chamdiem.web.board import Choice  # noqa: PLC0415 - as above

    near = near_list(month, NEAR, PAPER)
    told = board.chosen(Choice.NEAR, "")
    assert {f"Chi bộ {each.cell.id}" for each in told} == {_cell(row[1]) for row in near.rows}
    differing = discrepancy_list(month, PAPER)
    rows = [each for each in board.chosen(Choice.DIFFERING, "") if each.now is not None]
    assert sum(each.now.differing or 0 for each in rows if each.now) == len(differing.rows)
    assert {f"Chi bộ {each.cell.id}" for each in rows} == {_cell(row[1]) for row in differing.rows}


def compare_proposals(found: Proposals, month: Month) -> None:
    """Compare the points and the rating of each meeting, and of which cells nothing is known."""
    from chamdiem.web.assessment_shown import span_of  # noqa: PLC0415 - as above

    told = {
        (each.cell.id, each.row.kind): (each.upper[0] or each.own[0], each.title(each.row.rated))
        for each in found.found
    }
    listed = {}
    for each in month.meetings:
        total = each.scored[1].total
        has_points = each.evaluation.framework.framework.points is not None
        points = span_of("vi", total.least, total.most) if has_points else ""
        listed[each.cell_id, each.evaluation.record.kind] = points, each.rating or ""
    assert told == listed
    register = [RegisteredCell(id=cell, name=f"Chi bộ {cell}", upper_org=None, members=None) for cell in CELLS]
    assert {each.id for each in found.silent} == {each.id for each in reporting_of(month, register).missing}


def _cell(told: object) -> str:
    """Return the cell of a line, which names what is above it where there are several."""
    return str(told).partition(",")[0]


def compare_trend(trend: Trend, month: Month, scored: list[Evaluation]) -> None:
    """Compare ratings, those that did not report, attendance, and what was lost."""
    latest = trend.months[0]
    rated, unrated = count_ratings(scored)
    counts = dict(zip((each.title for each in trend.ratings), latest.counts, strict=True))
    assert {title: count for title, count in counts.items() if count} == rated
    assert latest.unrated == unrated
    register = [RegisteredCell(id=cell, name=f"Chi bộ {cell}", upper_org=None, members=None) for cell in CELLS]
    assert latest.silent == len(reporting_of(month, register).missing)
    both = [each.record.values for each in scored if {"present", "members_total"} <= each.record.values.keys()]
    there = sum(int(str(each["present"])) for each in both)
    assert (latest.present or 0, latest.members or 0) == (there, sum(int(str(each["members_total"])) for each in both))
    told: dict[str, list[tuple[str, str]]] = {}
    for each in trend.lost:
        loaded = next(one.framework for one in scored if one.framework.framework.title == each.framework)
        code = "list.overview_lost" if loaded.framework.points else "list.overview_unmet"
        number = loaded.wordings["vi"].say(code, points=formats.points(each.points, "vi"), count=each.meetings)
        label = say_vi("list.criterion", id=each.criterion.id, title=each.criterion.title)
        told.setdefault(loaded.id, []).append((label, number))
    sections = overview_of(month, None, PAPER).sections
    listed = dict(zip(sorted(month.by_framework), sections, strict=True))
    assert told == {name: [(bar.label, bar.number) for bar in s.lost] for name, s in listed.items() if s.lost}
    heat = {row.cell.id: row.months[-1][0] for row in trend.heat(trend.cells, trend.watched.months)}
    assert Counter(letters == "—" for letters in heat.values())[True] == latest.silent


@pytest.mark.parametrize("months", [20, pytest.param(200, marks=pytest.mark.nightly)])
def test_pages_count_what_lists_count(months: int, forms: list[Form], scorers: ScorerCache, tmp_path: Path) -> None:
    """Ratings, borders, differences, who did not report, attendance, points lost, proposals: of every month the same."""
    compared = 0
    for number in range(months):
        folder = tmp_path / str(number)
        folder.mkdir()
        compared += check_month(forms, scorers, Random(number), folder)  # noqa: S311 - no secret
    assert compared > months // 2
