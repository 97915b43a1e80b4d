"""Bodies of evaluations: what is written of one is what whoever reads it has, and tells how all of it was concluded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.bodies import evaluation_body, record_body, result_of_evaluation
from chamdiem.engine.ledger.derivations import derivation_lines
from chamdiem.engine.ledger.entries import START, EntryKind, EntryStamp, make_draft, make_entry, read_body
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.rules.compile.program import Rule
from samples import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.scoring.conclusions import Concluded
    from chamdiem.engine.scoring.evaluation import Evaluation

FOLDER = Path(__file__).parents[3] / "examples"
EXAMPLES = [*sorted(FOLDER.glob("0[1-8]-*")), FOLDER / "11-hd-12-khong-co-diem.yaml"]
NAMED = ("framework", "cell_id", "cell_name", "period", "date", "meeting_kind", "organisation")
SCORERS = Office().scorers
FORMULAS = {"linear": "sum", "fraction": "quotient", "pick": "choice"}


def shortened(file: Path, chance: Random) -> Iterator[Evaluation]:
    """Yield the evaluation of a record, and of what is left of it where some of its fields and answers are missing."""
    document = read_file(file)
    assert isinstance(document.data, dict)
    for share in (0.0, 0.05, 0.3, 0.3, 0.9):
        data = {key: told for key, told in document.data.items() if key in NAMED or chance.random() >= share}
        layers = data.get("assessments")
        if isinstance(layers, dict):
            own = {name: dict(layer) for name, layer in layers.items() if isinstance(layer, dict)}
            for layer in own.values():
                answers = layer.get("answers") or {}
                assert isinstance(answers, dict)
                layer["answers"] = {key: told for key, told in answers.items() if chance.random() >= share}
            data["assessments"] = {**own}
        yield SCORERS.evaluate(parse_record(replace(document, data=data), TODAY, kept=True))


def kept(evaluation: Evaluation) -> Entry:
    """Return the entry of the record of an evaluation."""
    draft = make_draft(EntryKind.RECORD, record_body(evaluation))
    return make_entry(1, START, draft, EntryStamp("0.1.0", "2026-01-31T08:30:00Z"))


def told(concluded: Concluded) -> list[str]:
    """Return the lines of a derivation, found from each conclusion by itself."""
    every = [*concluded.values()]
    given = sorted((each for each in every if each.by is None), key=lambda each: str(each.key))
    order = [*given, *(each for each in every if each.by is not None)]
    places = {each.key: str(place) for place, each in enumerate(order)}
    lines = []
    for each in order:
        line = f"{each.key} = {each.value}"
        if each.by is not None:
            name = each.by.name if isinstance(each.by, Rule) else FORMULAS.get(each.by.name, each.by.name)
            line += f" <- {name}: {' '.join(places[used] for used in each.uses)}"
        lines.append(line)
    return lines


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_what_is_compared_is_what_will_be_read(file: Path) -> None:
    """The result that is compared with a kept one is the one that would be read, had it been written as a body."""
    for evaluation in shortened(file, Random(file.stem)):  # noqa: S311 - drawn to be repeated
        record = kept(evaluation)
        body = evaluation_body(evaluation, record)
        assert result_of_evaluation(evaluation, record) == read_body(EntryKind.EVALUATION, body)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_lines_are_those_of_each_conclusion(file: Path) -> None:
    """The lines of a derivation, most of which are written once for many, are those of its own conclusions."""
    for evaluation in shortened(file, Random(f"{file.stem} again")):  # noqa: S311 - drawn to be repeated
        for layer in evaluation.layers.values():
            if layer.scoring is not None:
                assert derivation_lines(layer.scoring.conclusions) == told(layer.scoring.conclusions)
