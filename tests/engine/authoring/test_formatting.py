"""fmt: layout and nothing else. Content and comments are what they were, or the file is left and it is said why."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.authoring.formatting import comments_of, format_file, format_text
from chamdiem.engine.reading.catalog import CRITERIA, framework_from_text
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = sorted(CRITERIA.glob("*/*.yaml"))

MESSY = """# đầu tệp

title: Khung mẫu   # tên
# mã của khung
framework: mau/1
authority: {date: 2025-01-01, number: '1', issuer: Mẫu}
provenance:
    source: Mẫu
    # tình trạng
    status: official
in_force: {from: 2025-01-01}
applies_to:
    kinds:
    - regular


points: {rounding: half_up, maximum: 10, step: 1}
groups:
# nhóm một
- title: Nhóm
  # mã nhóm
  id: 1
  maximum: 5   # năm
  criteria:
  - judged: points
    id: 1.10    # mã
    maximum: 5
    # ghi chú trước căn cứ
    clause: Mục 1
    title: Tiêu chí
- id: 2
  title: Nhóm hai
  maximum: 5
  criteria:
  - note: >-  # gấp
      dài
      # không phải chú thích

    id: "2"
    maximum: 5
    clause: Mục 1
    title: Tiêu chí
    judged: yes_no
# xếp loại
ratings: [{title: Tốt, id: tot, at_least: 5}, {id: kem, title: Kém}]
# cuối tệp
"""

TIDY = """# đầu tệp

# mã của khung
framework: mau/1
title: Khung mẫu   # tên
authority: {number: '1', date: 2025-01-01, issuer: Mẫu}

provenance:
  # tình trạng
  status: official
  source: Mẫu
in_force: {from: 2025-01-01}

applies_to:
  kinds:
    - regular

points: {maximum: 10, step: 1, rounding: half_up}

groups:
  # nhóm một
  # mã nhóm
  - id: "1"
    title: Nhóm
    maximum: 5 # năm
    criteria:
      - id: "1.10" # mã
        title: Tiêu chí
        maximum: 5
        # ghi chú trước căn cứ
        clause: Mục 1
        judged: points

  - id: "2"
    title: Nhóm hai
    maximum: 5
    criteria:
      - id: "2"
        title: Tiêu chí
        maximum: 5
        clause: Mục 1
        judged: yes_no
        note: >-  # gấp
          dài
          # không phải chú thích

# xếp loại
ratings: [{id: tot, title: Tốt, at_least: 5}, {id: kem, title: Kém}]
# cuối tệp
"""


def refusal(text: str) -> str:
    """Return why a text is not laid out."""
    with pytest.raises(FaultyInput) as caught:
        format_text(text, "k.yaml")
    return say_fault("en", caught.value.faults[0])


@pytest.mark.parametrize("file", SHIPPED, ids=[file.stem for file in SHIPPED])
def test_shipped_files_are_laid_out(file: Path) -> None:
    """Every framework that ships is laid out as fmt lays it out."""
    before, after = format_file(file)
    assert after == before


def test_everything_out_of_place() -> None:
    """Keys are put in order with the comments above them, lines indented, ids quoted, sections and groups set apart."""
    assert format_text(MESSY, "k.yaml") == TIDY


def test_content_and_comments_stay() -> None:
    """What is laid out has the same content by its hash, and the same comments."""
    assert framework_from_text(TIDY, "k").hash == framework_from_text(MESSY, "k").hash
    assert sorted(comments_of(TIDY)) == sorted(comments_of(MESSY))


def test_comments_are_found_where_they_are() -> None:
    """A number sign within text is no comment; one behind the sign of folded text is."""
    text = "a: \"x # no\" # b\nf: {a: 1, b: 'q#'} # c\nn: >-  # d\n  text # no\n  # no either\n\n# e\nm:\n  # f\n  - 1  # g\n"
    assert comments_of(text) == ["# b", "# c", "# d", "# e", "# f", "# g"]


def test_text_is_composed() -> None:
    """Decomposed Unicode, which the reader of frameworks refuses, is composed."""
    decomposed = unicodedata.normalize("NFD", TIDY)
    assert decomposed != TIDY
    assert format_text(decomposed, "k.yaml") == TIDY


def test_lines_of_windows() -> None:
    """Line ends of Windows become those that git keeps."""
    assert format_text(TIDY.replace("\n", "\r\n"), "k.yaml") == TIDY


def test_a_faulty_framework_says_its_faults() -> None:
    """A file that is no sound framework is not laid out; its faults are told with their places."""
    assert refusal(MESSY.replace("judged: points", "judged: point")).startswith("k.yaml, line 25, column 13: ")


def test_what_would_be_lost_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would lose a comment or change content is refused, and says so."""
    monkeypatch.setattr("chamdiem.engine.authoring.formatting._spaced", lambda text: text.replace("# tên", ""))
    assert refusal(MESSY) == (
        "k.yaml: cannot be laid out without losing or moving comments; the file is left as it is."
    )
    monkeypatch.setattr("chamdiem.engine.authoring.formatting._spaced", lambda text: text.replace("Nhóm hai", "Nhóm 2"))
    assert refusal(MESSY) == "k.yaml: cannot be laid out without a change of content; the file is left as it is."


def test_what_does_not_settle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layout that laid out once more would be another is refused."""
    monkeypatch.setattr("chamdiem.engine.authoring.formatting._spaced", lambda text: text + "\n")
    assert refusal(TIDY).endswith("each time gives another result; the file is left as it is.")


def test_what_ruamel_cannot_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reader that keeps comments fails, it is said, without a traceback."""
    monkeypatch.setattr("chamdiem.engine.authoring.formatting._tidy", lambda *_: (_ for _ in ()).throw(_yaml_error()))
    assert refusal(TIDY).endswith("the reader which keeps comments cannot read; the file is left as it is.")


def _yaml_error() -> Exception:
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - of this one test

    return YAMLError("no")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused by the reader of documents, with the byte and its place."""
    file = tmp_path / "k.yaml"
    file.write_bytes(b"title: \xff")
    with pytest.raises(FaultyInput) as caught:
        format_file(file)
    assert [fault.code for fault in caught.value.faults] == ["file.not_utf8"]


def shuffled(text: str, seed: int) -> str:
    """Return a shipped framework with the lines of its flat parts in another order and comments sprinkled in."""
    chance = random.Random(seed)  # noqa: S311 - a test's own shuffle
    lines: list[str] = []
    block: list[str] = []

    def flush() -> None:
        chance.shuffle(block)
        lines.extend(block)
        block.clear()

    for line in text.split("\n"):
        is_plain = line.startswith("        ") and line.lstrip().split(":")[0] in {
            "title",
            "maximum",
            "clause",
            "judged",
        }
        if is_plain and "- " not in line.split(":")[0]:
            block.append(line)
            continue
        flush()
        if line.startswith("      - id:") and chance.random() < 0.3:
            lines.append(f"      # xem lại {chance.randint(1, 99)}")
        lines.append(line)
    flush()
    return "\n".join(lines)


@given(st.sampled_from(SHIPPED), st.integers(0, 10**6))
@settings(max_examples=6)
def test_shuffled_frameworks_come_back(file: Path, seed: int) -> None:
    """However the keys of its criteria were shuffled, a framework comes back in order, with all comments; and settles."""
    text = file.read_text(encoding="utf-8")
    mixed = shuffled(text, seed)
    once = format_text(mixed, "k.yaml")
    assert framework_from_text(once, "k").hash == framework_from_text(text, "k").hash
    assert sorted(comments_of(once)) == sorted(comments_of(mixed))
    bare = [line for line in once.split("\n") if "# xem lại" not in line]
    assert bare == text.split("\n")
