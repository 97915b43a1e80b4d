"""Signed notes and checkpoints: byte for byte as C2SP and Go write them, and refused where anything differs."""

from __future__ import annotations

import base64
import random
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.proof.checkpoints import (
    MAX_SIZE,
    NoteError,
    from_base64,
    make_checkpoint,
    open_checkpoint,
    open_note,
    read_checkpoint,
    sign,
)
from chamdiem.engine.proof.keys import PrivateKey
from chamdiem.engine.proof.merkle import EMPTY_ROOT, Tree
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

GO_KEY = PrivateKey("PeterNeumann", base64.b64decode("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="))
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
GO_NOTE = f"{GO_TEXT}\n{GO_LINE}"
"""The note with which golang.org/x/mod/sumdb/note tests itself."""

KEY = PrivateKey("so-mau.vn/2025", bytes(range(32)))
OTHER = PrivateKey("so-khac.vn", bytes(32))


def refusal(note: str, key: PrivateKey = KEY) -> str:
    """Return why a checkpoint is refused."""
    with pytest.raises(NoteError) as error:
        open_checkpoint(note, key.public)
    return error.value.code


# --- notes ---


def test_note_of_go() -> None:
    """Our signature of Go's text is Go's signature, and Go's note opens."""
    assert sign(GO_TEXT, GO_KEY) == GO_NOTE
    assert open_note(GO_NOTE, GO_KEY.public) == GO_TEXT


def test_other_signatures_count_for_nothing() -> None:
    """A note that others have signed too opens, wherever our line stands."""
    line = sign(GO_TEXT, OTHER).rpartition("\n\n")[2]
    assert open_note(GO_NOTE + line, GO_KEY.public) == GO_TEXT
    assert open_note(f"{GO_TEXT}\n{line}{GO_LINE}", GO_KEY.public) == GO_TEXT


def test_text_with_blank_lines() -> None:
    """The last blank line parts the text from the signatures."""
    text = "Một\n\nHai\n\n"
    assert open_note(sign(text, KEY), KEY.public) == text


@pytest.mark.parametrize(
    "note",
    [
        "",
        GO_TEXT,
        GO_NOTE[:-1],
        GO_NOTE.replace("— ", "- "),
        GO_NOTE.replace("\n\n", "\n"),
        GO_NOTE.replace("JnAM=", "JnAM"),
        GO_NOTE.replace("JnAM=", "JnAN="),
        GO_NOTE + "\n",
        GO_NOTE.replace("you ", "you\t", 1),
        GO_NOTE + "— x AAAA\n",
        GO_NOTE.replace("cryptography", "y" * MAX_SIZE),
        f"{GO_TEXT}\n—  x08go/ZJ\n",
    ],
)
def test_no_note(note: str) -> None:
    """What is not written as a note is none; of base64 only the one right spelling passes."""
    with pytest.raises(NoteError) as error:
        open_note(note, GO_KEY.public)
    assert error.value.code == "note.form"


def test_strict_base64() -> None:
    """Bytes have one spelling: no blanks, no other letters, no bits left over."""
    assert from_base64("AAE=") == b"\0\1"
    assert [from_base64(text) for text in ("AAF=", "AAE", "AA E=", "AA-_", "é")] == [None] * 5


# --- checkpoints ---


def test_checkpoint_of_the_specification() -> None:
    """A checkpoint is origin, size and root, a line each, signed by the key of that name."""
    checkpoint = make_checkpoint(20852163, base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="), KEY)
    text = "so-mau.vn/2025\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert checkpoint.note.startswith(f"{text}\n— so-mau.vn/2025 ")
    assert open_checkpoint(checkpoint.note, KEY.public) == checkpoint


def test_checkpoint_of_an_empty_ledger() -> None:
    """A ledger without entries has a checkpoint as well."""
    checkpoint = make_checkpoint(0, EMPTY_ROOT, KEY)
    assert open_checkpoint(checkpoint.note, KEY.public).size == 0


def test_unknown_lines_of_a_checkpoint_are_left_alone() -> None:
    """Lines after the root are for others; they are signed as well, and do not hinder us."""
    note = sign(f"{KEY.name}\n1\n{base64.b64encode(EMPTY_ROOT).decode()}\nthêm\n", KEY)
    assert open_checkpoint(note, KEY.public).size == 1


ROOT = base64.b64encode(EMPTY_ROOT).decode()


@pytest.mark.parametrize(
    "text",
    [
        f"so-khac.vn\n1\n{ROOT}\n",
        f"{KEY.name}\n01\n{ROOT}\n",
        f"{KEY.name}\n-1\n{ROOT}\n",
        f"{KEY.name}\n{10**18}\n{ROOT}\n",
        f"{KEY.name}\n1\n{ROOT[:-4]}\n",
        f"{KEY.name}\n1\n{ROOT[:-1]}\n",
        f"{KEY.name}\n1\n",
        f"{KEY.name}\n\n1\n{ROOT}\n",
    ],
)
def test_signed_yet_no_checkpoint(text: str) -> None:
    """A text that the key did sign, and that is not a checkpoint of its ledger, does not pass for one."""
    assert refusal(sign(text, KEY)) == "note.no_checkpoint"


def test_signed_by_another_key() -> None:
    """A checkpoint of another ledger, or of a key that only bears the same name, is not ours."""
    assert refusal(make_checkpoint(1, EMPTY_ROOT, OTHER).note) == "note.other_key"
    impostor = PrivateKey(KEY.name, bytes(32))
    assert refusal(make_checkpoint(1, EMPTY_ROOT, impostor).note) == "note.other_key"


def test_every_changed_bit_is_refused() -> None:
    """Whichever bit of a checkpoint is turned, it no longer opens as what it was."""
    checkpoint = make_checkpoint(36_000, Tree([bytes(32)]).root(1), KEY)
    content = checkpoint.note.encode()
    for place in range(len(content) * 8):
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(NoteError):
            open_checkpoint(changed.decode("utf-8", "replace"), KEY.public)


def test_random_texts_never_open() -> None:
    """Whatever stands in the file, the answer is a refusal."""
    chance = random.Random(1)  # noqa: S311 - drawn test data, the same every time
    letters = [*"— \n+=/1aé", KEY.name, "\n\n", ROOT]
    for _ in range(2_000):
        note = "".join(chance.choices(letters, k=chance.randrange(30)))
        with pytest.raises(NoteError):
            open_checkpoint(note, KEY.public)


def test_file_of_a_checkpoint(tmp_path: Path) -> None:
    """A checkpoint's file is read and checked; what is wrong with it is said with its name and the key's."""
    file = tmp_path / "chot.txt"
    checkpoint = make_checkpoint(3, EMPTY_ROOT, KEY)
    file.write_text(checkpoint.note, encoding="utf-8")
    assert read_checkpoint(file, KEY.public) == checkpoint
    file.write_text(checkpoint.note.replace("\n3\n", "\n4\n"), encoding="utf-8")
    with pytest.raises(FaultyInput) as error:
        read_checkpoint(file, KEY.public)
    (fault,) = error.value.faults
    assert fault.code == "note.signature"
    assert say_fault("vi", fault).startswith(f"{file}: chữ ký của khóa “so-mau.vn/2025” số {KEY.public.id.hex()} không")
