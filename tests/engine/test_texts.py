"""The sentences: alike in both languages, in words that their readers know, filled in as each language writes."""

from __future__ import annotations

import inspect
import re
import unicodedata
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, get_args

import pytest

from chamdiem.engine.reading.catalog import framework_schema
from chamdiem.engine.texts import LANGS, TEXTS, areas, faults, say, writing
from chamdiem.engine.texts.areas import AREAS
from chamdiem.engine.texts.ledger import LEDGER_FAULTS
from chamdiem.engine.texts.records import RECORD_FAULTS
from chamdiem.engine.texts.sentences import place_text, say_fault
from chamdiem.rules.language.measures import Choose, Count, Operation
from chamdiem.rules.language.ways import Way
from chamdiem.rules.records.faults import Fault, Place
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.shape import Nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

FAULTS = {**RECORD_FAULTS, **faults.TEXTS, **LEDGER_FAULTS}
PARTS = re.compile(r"place(\.\w+)?|role\.\w+")
"""Codes of parts of sentences, not of sentences."""
SENTENCES = [code for code in FAULTS if not PARTS.fullmatch(code)]


def placeholders(text: str) -> list[str]:
    """Return the names that a text is filled in with, sorted."""
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


# A text is too small to be a test of its own: there are thousands, so each law names those that break it.


def test_same_details_in_both_languages() -> None:
    """Both languages of a text are filled in with the same details, each by its name; nouns stand where grammar says."""
    details = {code: tuple(map(own_placeholders, texts)) for code, texts in TEXTS.items()}
    assert {code: (vi, en) for code, (vi, en) in details.items() if vi != en or "" in vi} == {}


def own_placeholders(text: str) -> list[str]:
    """Return the details of a text that each language has, by name."""
    return [name for name in placeholders(text) if name.lower() not in Nouns._fields]


def test_each_text_is_found_by_its_area() -> None:
    """Every module of texts is named for each area of its codes and for no other, and no code stands in two of them."""
    files = {file.stem for file in Path(inspect.getfile(areas)).parent.glob("*.py")}
    modules = files - {"__init__", "areas", "command", "sentences"}
    held = {module: import_module(f"chamdiem.engine.texts.{module}").TEXTS for module in modules}
    found = {(code.partition(".")[0], module) for module, texts in held.items() for code in texts}
    assert {(area, module) for area, named in AREAS.items() for module in named} == found
    assert list(AREAS) == sorted(AREAS)
    assert len(TEXTS) == sum(map(len, held.values()))


NAMED_BY_KEY = [
    *(f"diff.scoring_{way.key}" for way in get_args(Way)),
    *(f"measure.{operation.key}" for operation in get_args(Operation) if operation not in {Choose, Count}),
]


@pytest.mark.parametrize("code", NAMED_BY_KEY)
def test_every_way_and_operation_has_its_word(code: str) -> None:
    """What a difference calls by the key of a way of scoring or of an operation, the texts know."""
    assert code in TEXTS


def test_texts_are_composed_unicode() -> None:
    """Every text is composed Unicode, without a stray blank at its end or two in a row."""
    texts = [(code, text) for code, both in TEXTS.items() for text in both]
    assert [code for code, text in texts if not unicodedata.is_normalized("NFC", text)] == []
    assert [code for code, text in texts if "  " in text.strip()] == []
    assert [code for code, text in texts if not code.startswith("click.") and text != text.strip()] == []


def test_a_fault_is_a_sentence() -> None:
    """The text of a fault goes on after its place, so it begins small, and it ends with a full stop."""
    texts = [text for code in (*SENTENCES, *writing.TEXTS) for text in TEXTS[code]]
    assert [text for text in texts if not text.endswith(".") or text.endswith("..")] == []
    assert [text for text in texts if not (text[0] in "“{" or text[0].islower() or text.startswith("YAML"))] == []


PACKAGE = Path(inspect.getfile(areas)).parents[2]
RAISED = re.compile(r'(?:refusal|Fault)\(\s*"([a-z_]+\.[a-z_]+)"')


def test_whatever_is_refused_is_a_sentence() -> None:
    """Every fault that the program raises by its name ends as a sentence does, or with what another program said."""
    files = [file for part in ("engine", "rules", "commands", "web") for file in (PACKAGE / part).rglob("*.py")]
    codes = {code for file in files for code in RAISED.findall(file.read_text("utf-8"))}
    assert len(codes) > 300
    ends = {code: text[-1] for code in sorted(codes & TEXTS.keys()) for text in TEXTS[code]}
    assert {code: end for code, end in ends.items() if end not in ".?}"} == {}


# --- Vietnamese in the Vietnamese sentences ---

ONSET = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x"
RIME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|em|en|eo|ep|et|i|ich|ia|im|in|inh|ip|it|iu|o|oa|oai|oan|oc|oi|om|on|"
    "ong|op|ot|u|ua|uc|ui|um|un|ung|uy|uyn|y"
)
SYLLABLE = re.compile(f"(?:{ONSET})?(?:{RIME})", re.IGNORECASE)
ENGLISH = {"an", "in", "is", "at", "it", "no", "on", "the", "that", "then", "not", "any", "him", "has"}
"""English words that could be Vietnamese syllables without their accents; the sentences have them as keys only."""
NAMES = {
    "YAML",
    "JSON",
    "Unicode",
    "UTF",
    "NFC",
    "NFD",
    "Windows",
    *("cases", "prn", "aux", "nul", "com1", "lpt1"),
    "TCVN3",
    "VNI",
    "KB",
    *("Word", "Excel", "PDF", "CSV", "xlsx"),
    "byte",
    "tab",
    "chamdiem",
    "postgresql",
    "wal",
    "trigger",
    "rule",
}
COMMANDS = {
    "new",
    "record",
    "schema",
    "ledger",
    "init",
    "correct",
    "fsck",
    "replay",
    "clock",
    "role",
    "reason",
    "as",
    "if",
}


def _keys() -> set[str]:
    """Return every word that stands in files as a key or a fixed value: people meet these as they are."""
    schema = framework_schema()
    models = [schema, *schema["$defs"].values()]
    keys = {key for model in models for key in model.get("properties", {})}
    return keys | {"yes", "no", "null", MEETING.subject} | set(_fixed_values(schema)) | set(MEETING.by_name)


def _fixed_values(node: object) -> Iterator[str]:
    """Yield the words that a file may have as a value."""
    if isinstance(node, dict):
        yield from (str(word) for word in (*node.get("enum", ()), node.get("const")))
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _fixed_values(each)


def strange_words(text: str, known: set[str]) -> list[str]:
    """Return the words of a Vietnamese text that are neither known nor could be Vietnamese."""
    text = re.sub(r"\{\w+\}|[\w-]+/[\w-]+", " ", text)
    plain = [word for word in re.findall(r"\w{2,}", text) if word.isascii() and not word[0].isdigit()]
    return [word for word in plain if word not in known and (word in ENGLISH or not SYLLABLE.fullmatch(word))]


def test_vietnamese_has_no_english() -> None:
    """A Vietnamese sentence has no English word but the keys of the files, names such as YAML, and our commands."""
    known = _keys() | NAMES | COMMANDS
    strange = {code: strange_words(vietnamese, known) for code, (vietnamese, _) in FAULTS.items()}
    assert {code: words for code, words in strange.items() if words} == {}


@pytest.mark.parametrize(
    "word", ["list", "node", "hash", "character", "expected", "found", "context", "stream", "field"]
)
def test_english_would_be_found(word: str) -> None:
    """The words of libyaml and of programs would be caught if they stood in a Vietnamese sentence."""
    assert not SYLLABLE.fullmatch(word)


# --- filling in ---


def test_place_before_the_sentence() -> None:
    """A fault is said with its file, line and column before it, in each language's words."""
    fault = Fault("scalar.no_such_date", details={"text": "x"}, place=Place("ho-so.yaml", 3, 7))
    assert say_fault("vi", fault) == "ho-so.yaml, dòng 3, cột 7: không có ngày “x” trong lịch."
    assert say_fault("en", fault) == "ho-so.yaml, line 3, column 7: there is no day “x” in the calendar."


def test_place_of_a_whole_file() -> None:
    """A place without a line is the file alone, and a fault without a place is its sentence alone."""
    assert place_text("vi", Place("ho-so.yaml")) == "ho-so.yaml"
    assert say_fault("vi", Fault("file.missing", place=Place("x"))) == "x: không tìm thấy tệp này."
    assert say_fault("en", Fault("file.missing")) == "there is no such file."


def test_unknown_code_is_our_mistake() -> None:
    """A code without a text is a mistake in the program and raises."""
    with pytest.raises(KeyError):
        say("vi", "khong.co")


def test_kinds_of_fact_in_words() -> None:
    """What kind of fact a name is, is said in words that people know, not as the program calls it."""
    fault = Fault("framework.wrong_role", details={"name": "date", "role": "date", "roles": "count, percent"})
    assert say_fault("vi", fault) == "“date” là ngày, không dùng được ở đây; ở đây cần: số đếm, tỷ lệ phần trăm."
    assert say_fault("en", fault) == "“date” is a date and cannot stand here; needed: a number, a percentage."


@pytest.mark.parametrize("role", ["count", "percent", "points", "yes_no", "words", "date", "time"])
def test_every_kind_of_fact_has_its_words(role: str) -> None:
    """Every kind that a fact can be of has its words in both languages."""
    assert all(f"role.{role}" in FAULTS and say(lang, f"role.{role}") for lang in LANGS)


def test_fields_by_their_labels() -> None:
    """Fields that contradict each other are named as the form names them, with the key beside it."""
    details = {"part": "speakers", "whole": "present", "value": "25", "limit": "18"}
    said = say_fault("vi", Fault("record.more_than", details=details))
    assert said == "“Số đảng viên phát biểu (speakers)” là 25, lớn hơn “Có mặt (present)” là 18."


def test_meeting_kinds_by_their_labels() -> None:
    """A meeting kind is said in the language's own word; one that is not ours stays as it is."""
    details = {"date": "05/11/2020", "organisation": "mau", "kind": "thematic", "names": "—"}
    assert "loại sinh hoạt chuyên đề" in say_fault("vi", Fault("catalog.none_in_force", details=details))
    assert "kind thematic" in say_fault("en", Fault("catalog.none_in_force", details=details))
    assert "kind họp" in say_fault("en", Fault("catalog.none_in_force", details=details | {"kind": "họp"}))


def test_points_with_the_decimal_sign_of_the_language() -> None:
    """Points have a decimal comma in Vietnamese and a point in English; what was typed stays as it was typed."""
    fault = Fault("record.points_above", details={"text": "7.5", "points": "2.5"})
    assert say_fault("vi", fault) == "7.5 điểm lớn hơn điểm tối đa 2,5."
    assert say_fault("en", fault) == "7.5 points are more than the maximum 2.5."


def test_details_are_not_filled_in_again() -> None:
    """Braces in what was typed stay as they are: they name no detail."""
    assert say_fault("en", Fault("scalar.count", details={"text": "{name}"})).startswith("“{name}” is not")


@pytest.mark.parametrize("code", sorted(code for code in TEXTS if code.startswith(("odd.", "record."))))
def test_sentences_about_fields_name_them_as_they_are_labelled(code: str) -> None:
    """What a sentence about a record quotes as a field is what the field is called everywhere else."""
    kept = {"framework", "groups"}
    for place, lang in enumerate(LANGS):
        labels = {field.label(lang).partition(" (")[0] for field in MEETING.by_name.values()}
        quoted = {name for name in re.findall(r"“([^”{]+)”", TEXTS[code][place]) if name[0].isupper()}
        assert quoted - kept <= labels


def test_commands_are_those_that_the_reader_has() -> None:
    """A sentence on the screen that tells people what to type leaves the program's name to whoever calls it."""
    names = re.compile(r"(?<![\w{./])chamdiem [a-z]")
    assert [code for code, texts in TEXTS.items() if any(map(names.search, texts))] == []
