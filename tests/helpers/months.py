"""A month of meetings, made from few words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.scoring.scorer import Scorer

TODAY = dt.date(2026, 11, 30)
FRAMEWORK = """
framework: mau/2025
title: Khung mẫu
authority: {number: 01-HD/TU, date: 2025-01-05, issuer: Tỉnh ủy Mẫu}
provenance: {status: official, source: Bản chính}
in_force: {from: 2025-01-05}
applies_to: {kinds: [regular, thematic, combined]}
points: {maximum: 20, step: 0.5, rounding: half_up}
measures:
  rate: {title: Tỷ lệ dự họp, percent: [present, members_total]}
groups:
  - id: "1"
    title: Dự họp
    maximum: 10
    criteria:
      - id: "1.1"
        title: Tỷ lệ dự họp
        maximum: 10
        clause: Mục 1
        bands: {of: rate, levels: [{at_least: 90, points: 10}, {below: 90, points: 7.5}]}
  - id: "2"
    title: Tiến hành
    maximum: 10
    criteria:
      - {id: "2.1", title: Nội dung, maximum: 6, clause: Mục 2, judged: points}
      - {id: "2.2", title: Điều hành, maximum: 4, clause: Mục 2, judged: points}
ratings:
  - {id: tot, title: Tốt, at_least: 18}
  - {id: kha, title: Khá, at_least: 14}
  - {id: trung_binh, title: Trung bình, above: 10}
  - {id: kem, title: Kém}
"""
Make = Callable[..., Evaluation]


def evaluation_maker() -> Make:
    """Return a maker of evaluations: a cell's name, then answers by layer and other lines of the record."""
    scorer = Scorer(framework_from_text(FRAMEWORK, "khung.yaml"))

    def made(name: str, *lines: str, file: str = "", **layers: str) -> Evaluation:
        given = [*lines]
        known = {line.partition(":")[0] for line in given}
        usual = {
            "cell_name": json.dumps(name),
            "period": "2025-11",
            "upper_org": "Đảng bộ xã Mẫu",
            "date": "2025-11-05",
            "meeting_kind": "regular",
            "members_total": "20",
            "present": "20",
        }
        given += [f"{key}: {value}" for key, value in usual.items() if key not in known]
        text = "\n".join((*given, "assessments:", *(f"  {layer}: {{{answers}}}" for layer, answers in layers.items())))
        return scorer.evaluate(parse_record(read_bytes(text.encode(), file or f"{name}.yaml"), TODAY))

    return made
