"""The gallery of broken files: one mistake each, and the exact sentences that people read, in both languages.

`CHAMDIEM_GOLDEN=write` writes `tests/broken/expected.yaml` anew; read every changed sentence before it is committed.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import durable_rules_engine as rete
import pytest
import yaml

from chamdiem.engine.files.atomic import folder_for, refuse_existing, write_pieces
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.authoring import begin_framework
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import CRITERIA, Catalog, framework_schema, parse_framework
from chamdiem.engine.reading.documents import MAX_BYTES, read_bytes, read_file
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.reading.shapes import shape_fault
from chamdiem.engine.scoring.inference import InferenceError, RuleEngine
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts import LANGS, TEXTS, faults, say
from chamdiem.engine.texts.records import RECORD_FAULTS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.compile.program import Key, Origin, Rule, Within, stratify
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.rules.records.faults import Fault

BROKEN = Path(__file__).resolve().parents[1] / "broken"
EXPECTED_FILE = BROKEN / "expected.yaml"
TODAY = dt.date(2026, 1, 31)
SCORERS = ScorerCache(Catalog(BROKEN / "criteria"))

Message = dict[str, str]
"""A fault as people meet it: its code, and its sentence in each language."""


def message(fault: Fault) -> Message:
    """Return a fault's code and sentences."""
    return {"code": fault.code} | {lang: say_fault(lang, fault) for lang in LANGS}


def complaints(kind: str, name: str, content: bytes) -> list[Message]:
    """Read a framework, or score a record by the gallery's own frameworks; return what is said against it."""
    try:
        document = read_bytes(content, name)
        if kind == "frameworks":
            parse_framework(document)
        else:
            SCORERS.evaluate(parse_record(document, TODAY, shape=SCORERS.choice.shape_of(document)))
    except FaultyInput as error:
        return [message(fault) for fault in error.faults]
    except InferenceError as error:
        return [{"code": error.code} | {lang: say(lang, error.code, **error.details) for lang in LANGS}]
    return []


# --- the files of the gallery ---

MADE: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t\n",
    "brackets": b"[" * 100_000,
    "braces": b"{a: " * 100_000,
    "braces_as_keys": b"{" * 100_000,
    "dashes": b"- " * 100_000,
    "deep.json": b'{"a":' * 100_000,
    "many_values": b"a: [" + b"1," * 60_000 + b"]",
    "three_megabytes": b"# x\n" * 800_000,
    "utf_16": "framework: mau/2025\n".encode("utf-16"),
    "utf_16_without_mark": "# Chi bộ\n".encode("utf-16-le"),
    "windows_1258": b"framework: mau/2025\ncell_name: \xd0a\xd2ng u\xd2y xa\xde\n",
    "tcvn3": b"framework: mau/2025\ncell_name: Chi b\xe9 x\xb7\n",
    "byte_after_vietnamese": "\ufeffcell_name: Đảng ủy ".encode() + b"\xff\n",
    "control_character": "cell_name: Chi bộ\nplace: Nhà văn hóa\x07\n".encode(),
    "line_separator": "cell_name: Chi bộ\u2028thôn 1\n".encode(),
    "two_byte_order_marks": "\ufeff\ufeffcell_name: Chi bộ\n".encode(),
    "long_key": b"framework: mau/2025\n? " + b"x" * 5_000 + b"\n: 1\n",
    "long_value": b"framework: mau/2025\npresent: " + b"1" * 10_000 + b"\n",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "pdf": b"%PDF-1.7\n",
    "word": b"PK\x03\x04\x14\0",
    "near_framework": b"framework: mau/2026\n",
    "long_text": b"framework: mau/2025\nplace: " + b"x" * 2_001 + b"\n",
    "many_limitations": b"framework: mau/2025\nlimitations: [" + b"x, " * 51 + b"]\n",
    "tag_of_escapes": b"framework: mau/2025\nplace: !%1b31m x\n",
}
"""What is too large, too deep or too strange to be kept in the gallery as a file."""

FILES = sorted(
    f"{kind}/{file.name}" for kind in ("frameworks", "records") for file in (BROKEN / kind).iterdir() if file.is_file()
)
ALL = [*FILES, *(f"made/{name}" for name in MADE)]


def complaints_of(name: str) -> list[Message]:
    """Return what is said against a file of the gallery or a made one."""
    kind, _, file = name.partition("/")
    return complaints(kind, file, MADE[file] if kind == "made" else (BROKEN / name).read_bytes())


def expected_messages() -> dict[str, list[Message]]:
    """Return what each of them must give."""
    if os.environ.get("CHAMDIEM_GOLDEN") == "write":
        found = {name: complaints_of(name) for name in ALL}
        text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000)
        EXPECTED_FILE.write_text(f"# Mỗi tệp sai phải cho đúng những câu này.\n{text}", encoding="utf-8")
    # read by every process that collects this file, so by the reader that is ten times as quick
    loaded: dict[str, list[Message]] = yaml.load(EXPECTED_FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


EXPECTED = expected_messages()


@pytest.mark.parametrize("name", ALL)
def test_broken_file(name: str) -> None:
    """A broken file gives exactly its sentences, with line and column, in Vietnamese and in English."""
    assert complaints_of(name) == EXPECTED[name]


def test_gallery_is_complete() -> None:
    """Every broken file has its sentences written down, and none is written down without its file."""
    assert sorted(EXPECTED) == sorted(ALL)


def test_broken_file_says_what_is_wrong() -> None:
    """Every broken YAML file begins with a comment that names its mistake."""
    texts = {name: (BROKEN / name).read_text(encoding="utf-8") for name in FILES if name.endswith(".yaml")}
    assert [name for name, text in texts.items() if not text.startswith("# Sai ")] == []


def test_one_mistake_is_one_sentence() -> None:
    """A file with one mistake gives one fault; only files that say so, and mistakes repeated in place, give more."""
    several = {
        "frameworks/ten_at_once.yaml": 10,
        "frameworks/meaning_at_once.yaml": 13,
        "frameworks/compared.yaml": 4,
        "frameworks/compared_key.yaml": 2,
        "frameworks/count_member.yaml": 3,
        "frameworks/count_members.yaml": 2,
        "frameworks/operand_number.yaml": 2,
        "frameworks/wrong_role.yaml": 2,
        "frameworks/shape_and_meaning.yaml": 2,
        "records/alias.yaml": 3,
        "records/billion_laughs.yaml": 9,
        "records/cannot_choose.yaml": 2,
        "records/many_at_once.yaml": 13,
        "records/numbers.json": 6,
        "records/unknown_criteria.yaml": 2,
    }
    counts = {name: len(messages) for name, messages in EXPECTED.items()}
    assert {name: count for name, count in counts.items() if count != 1} == several


@pytest.mark.parametrize("name", ["2024-a", "2024-b", "2025", "chong-nhau"])
def test_frameworks_behind_the_gallery_are_sound(name: str) -> None:
    """The frameworks by which the gallery's records are read have no fault themselves."""
    assert complaints("frameworks", name, (BROKEN / f"criteria/mau/{name}.yaml").read_bytes()) == []


def test_faults_come_in_the_order_of_lines() -> None:
    """Faults of one file are listed from top to bottom, whichever check found them."""
    for messages in EXPECTED.values():
        places = [re.search(r", line (\d+), column (\d+): ", found["en"]) for found in messages]
        numbers = [tuple(map(int, place.groups())) for place in places if place]
        assert numbers == sorted(numbers)


def test_shape_does_not_hide_meaning() -> None:
    """A wrong shape here and a wrong meaning there are told in one reading; what only follows from the first is not."""
    content = (BROKEN / "frameworks/shape_and_meaning.yaml").read_bytes()
    assert [found["code"] for found in complaints("frameworks", "f", content)] == [
        "shape.unknown_key",
        "framework.repeated_id",
    ]
    mended = content.replace(b"jugded", b"judged")
    assert [found["code"] for found in complaints("frameworks", "f", mended)] == ["framework.repeated_id"]


def test_character_flood_is_cut() -> None:
    """A file that is no text at all names its first twenty invisible characters, and does so at once."""
    assert len(complaints("records", "f", b"a: " + b"\x01" * (MAX_BYTES - 100))) == 20


# --- faults that no content alone can cause ---


def _raise(error: Exception) -> Callable[..., NoReturn]:
    def fail(*_arguments: object, **_named: object) -> NoReturn:
        raise error

    return fail


def _missing(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    read_file(folder / "khong-co.yaml")


def _missing_below_a_file(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    (folder / "tep").write_text("x", encoding="utf-8")
    read_file(folder / "tep" / "ho-so.yaml")


def _directory(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    read_file(folder)


def _directory_to_write(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    write_pieces(folder, [b"x"])


def _unreadable(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    read_file(folder / "a\0b")


def _not_permitted(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "open", _raise(PermissionError(errno.EACCES, "Permission denied")))
    read_file(folder / "ho-so.yaml")


def _no_directory(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    write_pieces(folder / "khong-co" / "phieu.html", [b"x"])


def _not_folder(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    (folder / "ket-qua").touch()
    with folder_for(folder / "ket-qua"):
        pass


def _write_fails(number: int) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def fail(folder: Path, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(tempfile, "mkstemp", _raise(OSError(number, os.strerror(number))))
        write_pieces(folder / "phieu.html", [b"x"])

    return fail


def _exists(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    (folder / "ho-so.yaml").touch()
    refuse_existing(folder / "ho-so.yaml")


def _missing_near(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    (folder / "ho-so.yaml").touch()
    read_file(folder / "hoso.yaml")


def _id_mismatch(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    (folder / "mau").mkdir()
    content = (BROKEN / "criteria/mau/2025.yaml").read_bytes()
    (folder / "mau" / "2026.yaml").write_bytes(content)
    Catalog(folder).get("mau/2026")


def _shipped_id(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    file = folder / "cua-toi.yaml"
    text = (BROKEN / "criteria/mau/2025.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("title:", "title: Sửa ", 1), encoding="utf-8")
    Catalog(BROKEN / "criteria").find(str(file))


def _taken_id(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    begin_framework(Office(), "an-phu/2025", "vi", folder / "khung.yaml", Consent())


def _too_many(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("chamdiem.rules.checks.frameworks.MAX_CRITERIA", 3)
    Catalog(BROKEN / "criteria").get("mau/2025")


def _other_shape(_folder: Path, _patch: pytest.MonkeyPatch) -> None:
    item: Any = {"type": "new_in_pydantic", "loc": ("title",), "msg": "", "input": "x"}
    raise FaultyInput([shape_fault(item, framework_schema())])


_PRESENT = Key("field", "present")


def _engine() -> RuleEngine:
    rule = Rule(
        origin=Origin("criterion", "1.1"),
        name="1.1",
        when=(Within(_PRESENT, 1, None),),
        then=Key("scored", "1.1"),
        value=1,
    )
    return RuleEngine(stratify([rule], []))


def _build_fails(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rete, "create_ruleset", _raise(rete.error("no")))
    _engine()


def _run_fails(name: str, result: Any) -> Callable[[Path, pytest.MonkeyPatch], None]:  # noqa: ANN401 - the C module's own results
    def fail(_folder: Path, patch: pytest.MonkeyPatch) -> None:
        engine = _engine()
        patch.setattr(rete, name, result)
        engine.run({_PRESENT: 2})

    return fail


def _value_too_large(_folder: Path, _patch: pytest.MonkeyPatch) -> None:
    _engine().run({_PRESENT: 2**62})


CAUSES: dict[str, tuple[str, Callable[[Path, pytest.MonkeyPatch], None]]] = {
    "missing": ("file.missing", _missing),
    "missing_below_a_file": ("file.missing", _missing_below_a_file),
    "directory": ("file.directory", _directory),
    "directory_to_write": ("file.directory", _directory_to_write),
    "unreadable": ("file.unreadable", _unreadable),
    "not_permitted": ("file.not_permitted", _not_permitted),
    "no_directory": ("file.no_directory", _no_directory),
    "not_folder": ("file.not_folder", _not_folder),
    "no_permission": ("file.no_permission", _write_fails(errno.EACCES)),
    "disk_full": ("file.disk_full", _write_fails(errno.ENOSPC)),
    "unwritable": ("file.unwritable", _write_fails(errno.EIO)),
    "missing_near": ("file.missing_near", _missing_near),
    "exists": ("file.exists", _exists),
    "id_mismatch": ("catalog.id_mismatch", _id_mismatch),
    "shipped_id": ("catalog.shipped_id", _shipped_id),
    "taken_id": ("catalog.taken_id", _taken_id),
    "too_many": ("framework.too_many", _too_many),
    "other_shape": ("shape.other", _other_shape),
    "build": ("inference.build", _build_fails),
    "refused": ("inference.refused", _run_fails("assert_facts", lambda *_: (1, 0))),
    "failed": ("inference.failed", _run_fails("assert_facts", _raise(rete.error("no")))),
    "unfinished": ("inference.unfinished", _run_fails("start_action_for_state", lambda *_: None)),
    "too_large": ("inference.too_large", _value_too_large),
}


@pytest.mark.parametrize("name", CAUSES)
def test_cause(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong outside a file's content is a fault with its sentence too, never a traceback."""
    code, cause = CAUSES[name]
    with pytest.raises((FaultyInput, InferenceError)) as caught:
        cause(tmp_path, monkeypatch)
    error = caught.value
    if isinstance(error, InferenceError):
        assert error.code == code
        assert all("{" not in say(lang, error.code, **error.details) for lang in LANGS)
    else:
        assert isinstance(error, FaultyInput)
        assert [fault.code for fault in error.faults] == [code]
        assert all("{" not in say_fault(lang, fault) for lang in LANGS for fault in error.faults)


def test_unreadable_file_says_why(tmp_path: Path) -> None:
    """Of a file that cannot be read the system's own reason is passed on."""
    with pytest.raises(FaultyInput) as caught:
        read_file(tmp_path / ("x" * 5_000))
    assert say_fault("en", caught.value.faults[0]).endswith("the file cannot be read: File name too long.")


# --- every sentence ---

NO_SENTENCE_OF_ITS_OWN = re.compile(r"place(\.\w+)?|role\.\w+")
"""A part of other sentences."""


def test_every_sentence_is_reached() -> None:
    """No sentence is an orphan: each is reached by a file of the gallery or a named cause."""
    reached = {found["code"] for messages in EXPECTED.values() for found in messages}
    reached |= {code for code, _ in CAUSES.values()}
    assert {code for code in (*faults.TEXTS, *RECORD_FAULTS) if not NO_SENTENCE_OF_ITS_OWN.fullmatch(code)} == reached


def test_every_code_has_its_sentence() -> None:
    """No code is used in the source that has no sentence."""
    root = CRITERIA.parent
    sources = [
        *root.glob("*.py"),
        *(file for room in ("commands", "engine", "rules") for file in root.glob(f"{room}/**/*.py")),
    ]
    code = re.compile(r'"((?:file|text|yaml|json|scalar|shape|framework|catalog|record|inference)\.[a-z_0-9]+)"')
    used = {found for source in sources for found in code.findall(source.read_text(encoding="utf-8"))}
    assert len(used) > 80
    assert used <= TEXTS.keys()


def test_gallery_is_composed_unicode() -> None:
    """Every file of the gallery is composed Unicode, but for the one whose mistake it is not to be."""
    for file in (path for path in BROKEN.rglob("*") if path.is_file()):
        text = file.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text) == (file.name != "nfd.yaml")
