"""Tables of many meetings of An Phú, drawn by chance, right ones and such as people and programs make of them."""

from __future__ import annotations

import csv
import datetime as dt
from random import Random
from typing import TYPE_CHECKING, Any

from chamdiem.engine.reading.catalog import Catalog

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.scoring.evaluation import Points, Scoring

AN_PHU = Catalog().get("an-phu/2025")
TODAY = dt.date(2025, 12, 15)
Row = dict[str, str]
BAD = (
    "x", "-1", "1,5", "1.000", "999999999999", "có", "rồi", "5/11/2025", "2025-11-31", "05/13/2025", "1h30", "19h30",
    "25:00", "22 người", "3 điểm", "#N/A", '="007"', "Chi b? 1", "Chi bá»™ 2", "TRUE", "2025-12-30", "31/12/2099",
    "thường kỳ", "chuyên đề", "a\u200bb", "NaN", "  7 ", "7.0", "1E+05", "0", "100", "10/2025", "Tổng cộng",
    "Người lập biểu", "001", "cb-1", "CB 1", "VD_01", "tong 5", "nghe-an/08-2021", "Tốt", "x" * 600,
)  # fmt: skip
"""What stands in cells of tables that people send."""


def chance_of(seed: int) -> Random:
    """Return chance that is the same each time."""
    return Random(seed)  # noqa: S311 - no secret is made of it


def rows(chance: Random, count: int, *, share: float = 0.0, layers: tuple[str, ...] = ("self", "upper")) -> list[Row]:
    """Return right meetings; of what need not be there, so large a share is missing."""
    return [_row(chance, number, share, layers) for number in range(1, count + 1)]


def _row(chance: Random, number: int, share: float, layers: tuple[str, ...]) -> Row:
    members, excused = chance.randint(9, 40), chance.randint(0, 3)
    day = dt.date(2025, 11, chance.randint(1, 28))
    told: Row = {
        "cell_id": f"CB-{number}",
        "cell_name": f"Chi bộ khu phố {number}",
        "upper_org": f"Đảng bộ phường số {number % 3}",
        "organisation": "an-phu",
        "period": "2025-11",
        "meeting_kind": chance.choice(["regular", "combined"]),
        "date": day.isoformat(),
        "members_total": str(members),
        "members_official": str(members - 1),
        "members_probationary": "1",
        "members_exempt": "1",
        "members_special_duty": "0",
        "present": str(members - excused - 1),
        "absent_excused": str(excused),
        "absent_unexcused": "0",
    }
    return told | {name: text for name, text in _more(chance, day, layers).items() if chance.random() >= share}


def _more(chance: Random, day: dt.date, layers: tuple[str, ...]) -> Row:
    yes_no = ("committee_exists", "committee_minutes", "draft_conclusion", "agenda_steps_done", "thematic_this_quarter")
    before = ("committee_meeting_date", "notice_date", "documents_uploaded_on")
    told = {each: chance.choice(["có", "không"]) for each in (*yes_no, "minutes_approved")}
    told |= {each: (day - dt.timedelta(days=chance.randint(0, 6))).isoformat() for each in before}
    told |= {"documents_finalised_on": (day + dt.timedelta(days=chance.randint(0, 8))).isoformat()}
    told |= {"start_time": "18:15", "end_time": f"{chance.randint(19, 21)}:30", "speakers": str(chance.randint(2, 5))}
    counts = ("praised", "reminded", "criticised", "max_consecutive_excused", "targets_met")
    told |= {each: str(chance.randint(0, 3)) for each in counts}
    told |= {"criticism_minutes": str(chance.randint(0, 40)), "targets_set": "10"}
    for layer in layers:
        for question in AN_PHU.scope.questions.values():
            place = f"/{question.place}" if question.place else ""
            told[f"{layer}.answers.{question.criterion.id}{place}"] = _answer(chance, question.key.subject)
    return told


def _answer(chance: Random, name: str) -> str:
    question = next(each for each in AN_PHU.scope.questions.values() if each.key.subject == name)
    if question.quantity.words:
        return chance.choice(question.quantity.words)
    if question.quantity.role == "count":
        return str(chance.randint(0, 2))
    most, step = AN_PHU.framework.maximum_of(question.scored), AN_PHU.framework.step_of(question.scored)
    return str((most - step * chance.randint(0, 2)) / 100)


def spoilt(chance: Random, table: list[Row]) -> list[Row]:
    """Return rows as people send them: bad cells, meetings twice, totals, headings again, cells that tell nothing."""
    heads = list(dict.fromkeys(name for row in table for name in row))
    found = [dict(row) for row in table]
    for row in found:
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            row[chance.choice(heads)] = chance.choice(BAD)
    for _ in range(len(found) // 6):
        one, other = chance.choice(found), chance.choice(found)
        match chance.randrange(5):
            case 0:
                one.update(other)
            case 1:
                one["cell_id"] = other["cell_id"]
            case 2:
                one["cell_id"] = ""
            case 3:
                one.update(dict.fromkeys(heads[4:], ""))
            case _:
                one.update({name: str(number) for number, name in enumerate(heads, 1)})
    found[len(found) // 2] = {name: name for name in heads}
    return found


def write_csv(file: Path, table: list[Row]) -> Path:
    """Write rows as CSV; what a row lacks is blank."""
    heads = list(dict.fromkeys(name for row in table for name in row))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, restval="")
        writer.writeheader()
        writer.writerows(table)
    return file


def results_of(scoring: Scoring) -> dict[str, Any]:
    """Return the results of a scoring by the columns of a table."""

    def points(subject: str, of: Points) -> dict[str, Any]:
        return {f"award {subject}": of.award, f"least {subject}": of.least, f"most {subject}": of.most}

    told = {
        "rating": scoring.rating.id if scoring.rating else None,
        "unrated": scoring.unrated,
        "possible": ",".join(each.id for each in scoring.possible),
        "missing": len({key for score in scoring.to_score for key in score.missing}),
        **points("total", scoring.total),
    }
    for group in scoring.all_groups:
        told |= points(f"group {group.group.id}", group.points)
    for score in scoring.criteria:
        told |= points(score.criterion.id, score.points)
    return told
