"""Forged ledgers: every hash is right and what is said cannot be; each lie is named and no reader falls over it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.cli import run
from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.transfer import import_file
from chamdiem.engine.proof.giving import seal_sheet
from chamdiem.engine.proof.keys import PrivateKey
from chamdiem.engine.reading.catalog import content_hash
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from earlier_acts import EarlierAct, correct, decide, note_clock, override
from examined import by_parts
from forging import Entry, Forgery, bytes_of, forged, line, misshapen, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chamdiem.engine.scoring.evaluation import Evaluation

ACT = EarlierAct("Đảng ủy xã Thí Dụ", "Ghi nhầm số liệu")
STAMP = EntryStamp("0.1.0", "2026-11-26T08:30:00Z")
BEFORE = EntryStamp("0.1.0", "2026-11-25T08:30:00Z")
AFTER = EntryStamp("0.1.0", "2026-11-27T08:30:00Z")


@pytest.fixture(scope="module")
def entries(
    tmp_path_factory: pytest.TempPathFactory, evaluated: Callable[[str], Evaluation]
) -> list[tuple[Entry, str]]:
    """Return a ledger with entries of every kind, as JSON with their hashes.

    1 a framework, 2-3 and 4-5 two meetings by it (the second incomplete), 6-8 a meeting by one without points; on the
    first 9 a decision, 10 an override, 11 a seal, 12 the decision withdrawn, 13 the clock, 14 another decision; 15 the
    second meeting withdrawn, 16 taken back.
    """
    name = str(tmp_path_factory.mktemp("forged") / "goc.ledger")
    with create_ledger(name) as made:
        record_scores(made, [evaluated("01"), evaluated("06"), evaluated("11")], STAMP)
        decide(made, 3, "kha", ACT, STAMP)
        override(made, 3, ("self", "4.2", "8"), ACT, STAMP)
        seal_sheet(made, 3, b"phieu", STAMP)
        correct(made, 9, None, ACT, STAMP)
        note_clock(made, ACT, BEFORE)
        decide(made, 3, "tot", ACT, BEFORE)
        correct(made, 4, None, ACT, BEFORE)
        correct(made, 15, evaluated("06"), ACT, AFTER)
        return [(json.loads(entry.canonical), entry.hash) for entry in made.entries()]


def lie(name: str, number: int, *path: str | int, to: object) -> Forgery:
    """Return the lie of an entry that says something else in one place."""
    return Forgery(name, number, put(("body", *path), to))


def own(name: str, number: int, change: Callable[[Any], object]) -> Forgery:
    """Return the lie of an entry whose body was changed."""
    return Forgery(name, number, lambda entry: change(entry["body"]))


OWN = ("layers", "self")


def of_frameworks() -> Iterator[Forgery]:
    """Yield frameworks that are not what their text is."""
    yield lie("a framework's id is not that of its text", 1, "id", to="an-phu/2026")
    yield lie("a framework's text is another", 1, "text", to="framework: an-phu/2025\n")
    yield own("a framework's text is changed", 1, lambda body: body.update(text=body["text"].replace("90", "91")))
    yield lie("a framework's text is no YAML", 1, "text", to="a: [")
    yield lie("a framework's text is empty", 1, "text", to="")
    text = "framework: an-phu/2025\ntitle: x\n"
    faulty = {"text": text, "hash": content_hash(read_bytes(text.encode(), "").data)}
    yield own("a framework's text is none, with its hash", 1, lambda body: body.update(faulty))


def of_meetings() -> Iterator[Forgery]:
    """Yield entries of another meeting than they are about."""
    for part, value in (("cell", "VD-99"), ("period", "2025-10"), ("kind", "thematic"), ("date", "2025-11-06")):
        for kind, number in (
            ("a record", 2),
            ("an evaluation", 3),
            ("a decision", 9),
            ("an override", 10),
            ("a seal", 11),
            ("a correction", 12),
        ):
            yield lie(f"{kind} is of another {part}", number, "meeting", part, to=value)
    yield lie("a record has no date and its meeting has", 2, "data", "date", to="")
    yield lie("a record's date is none", 2, "data", "date", to="2025-02-30")
    for part in ("cell_id", "meeting_kind", "period"):
        yield lie(
            f"a record's own {part} is another", 2, "data", part, to="2025-01" if part == "period" else "thematic"
        )
    yield own("a record says no kind", 2, lambda body: body["data"].pop("meeting_kind"))


def of_references(hashes: dict[int, str]) -> Iterator[Forgery]:
    """Yield entries that name what they cannot be about."""
    for number, part in ((3, "record"), (3, "framework"), (9, "evaluation"), (9, "after"), (10, "evaluation"),
                         (10, "after"), (11, "evaluation"), (12, "supersedes"), (12, "after"), (16, "by")):  # fmt: skip
        yield lie(f"{part} of {number} is nothing", number, part, to="ab" * 32)
    for name, number, part, other in (
        ("an evaluation is of another meeting's record", 5, "record", 2),
        ("an evaluation is of an evaluation", 5, "record", 3),
        ("a decision is on another meeting", 9, "evaluation", 5),
        ("a decision is on a record", 9, "evaluation", 2),
        ("a decision follows another meeting's entry", 9, "after", 5),
        ("a decision does not follow the last", 9, "after", 2),
        ("an override does not follow the last", 10, "after", 3),
        ("a correction does not follow the last", 12, "after", 10),
        ("a decision passes over a correction", 14, "after", 11),
        ("a seal is of a record", 11, "evaluation", 2),
        ("a seal is of another meeting", 11, "evaluation", 5),
        ("a correction is of another meeting's entry", 12, "supersedes", 5),
        ("a correction is of a seal", 12, "supersedes", 11),
        ("a decision is replaced by an evaluation", 12, "by", 3),
        ("a correction's taker is a record", 16, "by", 4),
        ("a correction takes what was corrected", 16, "supersedes", 4),
        ("a correction's taker is an older one of another meeting", 16, "by", 8),
    ):
        yield lie(name, number, part, to=hashes[other])
    yield lie("a role of blanks", 9, "role", to="  ")
    yield lie("a reason that has no end", 10, "reason", to="x" * 2001)
    yield lie("a decision is for no rating of the framework", 9, "rating", to="xuat_sac")
    yield lie("an override is of no criterion", 10, "criterion", to="9.9")
    yield lie("an override is of a layer that was not scored", 10, "layer", to="decided")
    for value in ("99", "8.25", "-1"):
        yield lie(f"an override puts {value}", 10, "points", to=value)


def of_results() -> Iterator[Forgery]:
    """Yield evaluations that their framework cannot give, or that contradict themselves."""
    yield lie("an evaluation is outside of force", 3, "in_force", to=False)
    for name, number, path, value in (
        ("a total above the most", 3, ("total",), "94"),
        ("a least above the most", 3, ("least",), "99"),
        ("a floor above the ceiling", 5, ("least",), "99"),
        ("points above the maximum", 3, ("points", "4.2"), "99"),
        ("points below nothing", 3, ("points", "4.2"), "-1"),
        ("points that are missing with no reason", 3, ("points", "4.2"), None),
        ("a criterion that is not there", 3, ("points", "9.9"), "1"),
        ("a status of no criterion", 3, ("not_scored", "9.9"), "missing"),
        ("scored and missing", 3, ("not_scored", "1"), "missing"),
        ("a rating that is none", 3, ("rating",), "xuat_sac"),
        ("a rating that is not possible", 3, ("rating",), "kem"),
        ("a possible rating that is none", 5, ("possible_ratings",), ["xuat_sac"]),
        ("a finding that is none", 3, ("findings",), ["la"]),
        ("gates of no rating", 3, ("gates",), {"la": [True]}),
        ("one gate too many", 3, ("gates", "tot"), [True] * 9),
        ("a cap that is none", 3, ("caps",), {"la": True}),
        ("bounds of what has points", 3, ("bounds",), {"1": ["0", "5"]}),
        ("bounds upside down", 5, ("bounds", "3.2"), ["1", "0.5"]),
        ("no derivation", 3, ("derivation",), []),
        ("a derivation of words", 3, ("derivation",), ["vì thế"]),
        ("a derivation from later facts", 3, ("derivation",), ["award 1 = 1 <- x: 7"]),
    ):
        yield lie(name, number, *OWN, *path, to=value)
    yield own("a criterion that is left out", 3, lambda body: body["layers"]["self"]["points"].pop("1"))
    yield own("a derivation that was taken out", 3, lambda body: body["layers"]["self"].pop("derivation"))
    yield lie("a stated rating that is none", 3, "layers", "decided", "stated_rating", to="xuat_sac")
    yield own("no layer of its own", 3, lambda body: body["layers"].pop("self"))
    yield own("a layer that there is not", 3, lambda body: body["layers"].update(la=body["layers"]["self"]))


def of_times() -> Iterator[Forgery]:
    """Yield times that are none, or that run backwards."""
    yield lie("a clock that names another time", 13, "latest", to="2026-11-26T09:30:00Z")
    for value in ("2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z", "0001-01-01T00:00:00Z",
                  "9999-12-31T23:59:59Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00+07:00"):  # fmt: skip
        yield Forgery(f"made at {value}", 9, put(("time",), value))
    yield Forgery("made before the one before it", 15, put(("time",), "2026-11-24T00:00:00Z"))


def lies(entries: list[tuple[Entry, str]]) -> Iterator[Forgery]:
    """Yield what entries say that cannot be, though each is of the right shape."""
    hashes = {number: hash_ for number, (_, hash_) in enumerate(entries, 1)}
    yield from (*of_frameworks(), *of_meetings(), *of_references(hashes), *of_results(), *of_times())


def everything(entries: list[tuple[Entry, str]]) -> list[Forgery]:
    """Return all lies: those of meaning and of bytes, and a spread of those of shape."""
    shapes = list(misshapen(entries))
    return [*lies(entries), *(each for n in (1, 3, 12) for each in bytes_of(n)), *shapes[:: max(1, len(shapes) // 200)]]


def named(name: str) -> list[tuple[str, str]]:
    """Return what a check says of a ledger, as codes and numbers; it has words."""
    with open_ledger(name) as opened:
        found = [fault for fault in check_ledger(opened, Checker()) if fault]
        assert by_parts(opened)[0] == found
    for fault in found:
        assert say_fault("vi", fault).isprintable(), fault
    return [(fault.code, fault.details["number"]) for fault in found]


def on_import(ledger: Path, lines: Path) -> int | None:
    """Return the number of the entry that an import names, whether it refuses it or tells of its time."""
    checker = Checker()
    with create_ledger(str(ledger)) as other:
        try:
            list(import_file(other, lines, checker))
        except FaultyInput as error:
            place = error.faults[0].place
            return place.line if place else None
    return next((setback.first for setback in checker.setbacks), None)


def check(entries: list[tuple[Entry, str]], forgery: Forgery, folder: Path, key: Path) -> None:
    """Need one lie to be named by a check and on import, and by no reader to be more than a sentence."""
    rows = forged(entries, forgery)
    name = str(folder / "so.ledger")
    with create_ledger(name) as made, made.atomic():
        for row in rows:
            made.restore(row)
    told = named(name)
    assert [number for _, number in told] == [str(forgery.number)], (forgery.name, told)
    lines = folder / "so.jsonl"
    lines.write_bytes(b"".join(map(line, rows)))
    assert on_import(folder / "moi.ledger", lines) == forgery.number, forgery.name
    for words in readers(name, sorted({1, forgery.number, len(entries)}), folder, key):
        assert run(words) in {0, 1}, (forgery.name, words)
    assert not (folder / "chot.txt").exists(), forgery.name


def readers(name: str, numbers: list[int], folder: Path, key: Path) -> Iterator[list[str]]:
    """Yield the commands that read a ledger."""
    for words in (["log"], ["log", "--as-known", "2026-11-26"], ["fsck"], ["export", "-o", str(folder / "ra.jsonl")]):
        yield ["ledger", words[0], name, *words[1:]]
    for number in numbers:
        yield ["ledger", "show", name, str(number)]
        yield ["ledger", "show", name, str(number), "--format", "json"]
    yield ["ledger", "checkpoint", name, "--key", str(key), "-o", str(folder / "chot.txt")]
    yield ["replay", name, "--jobs", "1"]
    yield ["replay", name, "--jobs", "1", "--as-if", "an-phu/2025"]


def check_all(
    chosen: list[Forgery], entries: list[tuple[Entry, str]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Check some lies; nothing that steers a terminal comes out of any of them."""
    key = folder / "so.key"
    key.write_text(f"{PrivateKey('so-mau', bytes(32)).text}\n", encoding="ascii")
    key.chmod(0o600)
    for number, forgery in enumerate(chosen):
        own = folder / str(number)
        own.mkdir()
        check(entries, forgery, own, key)
        said = capsys.readouterr()
        assert all(letter.isprintable() or letter in "\n\t" for letter in said.out + said.err), forgery.name


def test_the_original_is_whole(entries: list[tuple[Entry, str]], tmp_path: Path) -> None:
    """What is forged is a whole ledger, with an entry of every kind."""
    rows = forged(entries, Forgery("nothing", 0))
    assert [row.hash for row in rows] == [hash_ for _, hash_ in entries]
    with create_ledger(str(tmp_path / "so.ledger")) as made:
        for row in rows:
            made.restore(row)
    assert named(str(tmp_path / "so.ledger")) == []
    assert len({entry["kind"] for entry, _ in entries}) == 8


def test_some_forged_ledgers(
    entries: list[tuple[Entry, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A few of the lies, one of each kind."""
    all_lies = everything(entries)
    check_all(all_lies[:: len(all_lies) // 5], entries, tmp_path, capsys)


def test_a_taker_came_with_its_correction(entries: list[tuple[Entry, str]], tmp_path: Path) -> None:
    """What takes the place of a record of another meeting was recorded with the correction, right before it."""
    name = "a correction's taker is an older one of another meeting"
    rows = forged(entries, next(each for each in lies(entries) if each.name == name))
    with create_ledger(str(tmp_path / "so.ledger")) as made, made.atomic():
        for row in rows:
            made.restore(row)
    assert named(str(tmp_path / "so.ledger")) == [("ledger.other_meeting", "16")]


PARTS = 20


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(PARTS))
def test_forged_ledgers(
    part: int, entries: list[tuple[Entry, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """More than two hundred lies: each is named, none makes a reader fall over, none is signed."""
    all_lies = everything(entries)
    assert len(all_lies) >= 200
    check_all(all_lies[part::PARTS], entries, tmp_path, capsys)
