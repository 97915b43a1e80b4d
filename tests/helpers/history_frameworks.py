"""A small framework that takes facts from history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import framework_from_text

if TYPE_CHECKING:
    from chamdiem.rules.language.framework import Framework

TEXT = """
framework: mau/2026
title: Khung mẫu
authority: {{number: 01-HD/TU, date: 2026-01-05, issuer: Tỉnh ủy Mẫu}}
provenance: {{status: official, source: Bản chính}}
in_force: {{from: 2026-01-05}}
applies_to: {{kinds: [regular, combined]}}
points: {{maximum: 10, step: 0.5, rounding: half_up}}
inputs:
  members_changed: {{title: Thay đổi đảng viên, type: yes_no}}
measures:
  members_due: {{title: Phải dự, difference: [members_total, members_exempt]}}
  absence: {{title: Tỷ lệ vắng, percent: [absent_excused, members_due]}}
history:
  {history}
groups:
  - {{id: "1", title: Nhóm, maximum: 10, criteria: [{{id: "1.1", title: Ý, maximum: 10, clause: Mục 1, judged: points}}]}}
ratings:
  - {{id: tot, title: Tốt, at_least: 9}}
  - {{id: kem, title: Kém}}
"""


def with_history(**facts: str) -> Framework:
    """Return a framework that has some facts from history, each by the rest of its line."""
    lines = (f"{name}: {{{told}}}" for name, told in facts.items())
    return framework_from_text(TEXT.format(history="\n  ".join(lines)), "mau").framework
