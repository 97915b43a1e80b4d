"""Begin a framework: a commented skeleton that is right as it stands, and its cases; all that it says is a placeholder.

What stands in brackets, every number and every day is there to be replaced; until then each sheet says that it is a
draft. What else a framework can say stands in comments, made from the schema, so that nothing is missing there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from chamdiem.engine.reading.catalog import framework_schema
from chamdiem.engine.reading.examples import example_keys, part_of
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.language.measures import Operation
from chamdiem.rules.language.ways import Way

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = """\
framework: {id}
title: (tên khung tiêu chí)
authority: {{number: (ký hiệu văn bản), date: 2000-01-01, issuer: (cơ quan ban hành)}}

provenance:
  # {status}
  status: reconstructed
  source: (bản chính, bản sao hay nguồn nào)
  notice: KHUNG NHÁP, chưa đối chiếu với văn bản nào; không dùng để chấm
in_force: {{from: 2000-01-01}}
applies_to: {{organisations: [{organisation}], kinds: [regular, thematic, combined]}}
points: {{maximum: 100, step: 0.5, rounding: half_up}}
"""
_MEASURES = """\
measures:
  attendance_rate:
    title: (tên số đo)
    percent: [present, members_total]
"""
_GROUPS = """\
groups:
  - id: "1"
    title: (tên nhóm 1)
    maximum: 40
    criteria:
      # {bands}
      - id: "1.1"
        title: (tên tiêu chí 1.1)
        maximum: 40
        clause: (điều, khoản)
        bands:
          of: attendance_rate
          direction: higher_better
          levels:
            - {{at_least: 50, points: 40}}
            - {{below: 50, points: 0}}

  - id: "2"
    title: (tên nhóm 2)
    maximum: 60
    criteria:
      # {judged}
      - id: "2.1"
        title: (tên tiêu chí 2.1)
        maximum: 40
        clause: (điều, khoản)
        judged: points
      - id: "2.2"
        title: (tên tiêu chí 2.2)
        maximum: 20
        clause: (điều, khoản)
        judged: yes_no
"""
_RATINGS = """\
ratings:
  - {id: tot, title: (tên mức cao nhất), at_least: 80}
  - {id: kha, title: (tên mức giữa), at_least: 50}
  - {id: chua_dat, title: (tên mức thấp nhất)}
"""
_SILENCES = """\
silences:
  - {code: measure-undefined, reason: (văn bản không nói khi chi bộ không có đảng viên nào thì tính thế nào)}
"""
_CASES = """\
framework: {id}

# {common}
facts: {{members_total: 20, present: 20}}
answers: {{"2.1": 40, "2.2": có}}

cases:
  - case: (Mọi việc đều đạt thì đủ điểm và được mức cao nhất.)
    expect: {{points: {{"1.1": 40, "2.1": 40, "2.2": 20}}, total: 100, rating: tot}}
  - case: (Đúng 50% có mặt vẫn thuộc mức trên.)
    facts: {{present: 10}}
    expect: {{measures: {{attendance_rate: 50}}, points: {{"1.1": 40}}}}
  - case: (Dưới 50% có mặt thì 0 điểm, được mức giữa.)
    facts: {{present: 9}}
    expect: {{points: {{"1.1": 0}}, total: 60, rating: kha}}
  - case: (Thêm một việc không đạt thì được mức thấp nhất.)
    facts: {{present: 9}}
    answers: {{"2.2": không}}
    expect: {{points: {{"2.2": 0}}, total: 40, rating: chua_dat}}
  - case: (Chưa ghi số có mặt thì chưa có tổng.)
    facts: {{present: }}
    expect: {{points: {{"1.1": }}, total: , least: 60, most: 100, rating: , possible: [tot, kha]}}
"""
_SHOWN = ("subject", "inputs", "history", "outside", "caps", "findings", "periods", "no_periods", "quotas", "notes")
"""Keys of a framework that the skeleton does not use; of all others the text itself has an example."""


def skeleton(framework_id: str, lang: Lang) -> str:
    """Return a framework of an id to go on with: it reads, lints clean, and every line that is a placeholder says so.

    Comments are in a language; the framework itself is Vietnamese, as what is printed from it.
    """
    note = _Notes(lang)
    whole = (
        note.lines("title", "how", "next"),
        _HEAD.format(id=framework_id, organisation=framework_id.partition("/")[0], status=note.text("status")),
        note.lines("measures") + _MEASURES + note.others("Measure", _keys(Operation), 4),
        note.lines("groups")
        + _GROUPS.format(bands=note.text("bands"), judged=note.text("judged"))
        + note.others("Criterion", (*_keys(Way), "not_applicable"), 8),
        note.lines("ratings") + _RATINGS,
        note.lines("more") + note.examples("Framework", _SHOWN, 0),
        note.lines("silences") + _SILENCES,
    )
    return "\n".join(whole)


def skeleton_cases(framework_id: str, lang: Lang) -> str:
    """Return the file of cases that goes with `skeleton`: all are right, and nothing is left that none reaches."""
    note = _Notes(lang)
    return "\n".join((note.lines("cases"), _CASES.format(id=framework_id, common=note.text("common"))))


def _keys(union: object) -> tuple[str, ...]:
    """Return the keys by which the kinds of a union are written."""
    return tuple(dict.fromkeys(kind.key for kind in get_args(union)))


class _Notes:
    """The comments of a skeleton in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def text(self, name: str) -> str:
        """Return a comment without its mark."""
        return say(self.lang, f"skeleton.{name}")

    def lines(self, *names: str) -> str:
        """Return comments, each on a line."""
        return "".join(f"# {line}\n" for name in names for line in self.text(name).split("\n"))

    def others(self, part: str, keys: Iterable[str], indent: int) -> str:
        """Return what else a part may be made of, commented out at the place where it would stand."""
        return f"{' ' * indent}# {self.text('others')}\n{self.examples(part, keys, indent)}"

    def examples(self, part: str, keys: Iterable[str], indent: int) -> str:
        """Return keys of a part, commented out, each below what it is for."""
        schema = framework_schema()
        properties = part_of(schema, part)["properties"]
        lines = []
        for key in keys:
            # the descriptions of the schema are Vietnamese
            lines += [f"# {properties[key]['description']}"] if self.lang == "vi" else []
            lines.append(f"#   {example_keys(part, [key], schema)}")
        return "".join(f"{' ' * indent}{line}\n" for line in lines)
