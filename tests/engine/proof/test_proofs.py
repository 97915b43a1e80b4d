"""Proofs as files: given by a ledger, checked without it, and refused where they were touched."""

from __future__ import annotations

import base64
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.proof.audit import check_against, leaves_text, read_leaves, tree_of
from chamdiem.engine.proof.checkpoints import NoteError
from chamdiem.engine.proof.giving import prove_entry, prove_growth, seal_sheet, sealed, sign_state, sound_tree
from chamdiem.engine.proof.merkle import Tree, leaf_hash
from chamdiem.engine.proof.proofs import Inclusion, is_proof, read_proof
from chamdiem.engine.proof.verifying import SUFFIX, Verified, verify
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from laid_open import lay_open

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.checkpoints import Checkpoint
    from chamdiem.engine.proof.keys import PrivateKey

PAGE = "<p>Phiếu: 93/95, Tốt</p>\n".encode()


def signed(ledger: Ledger, key: PrivateKey) -> Checkpoint:
    """Return a checkpoint of a ledger."""
    return sign_state(tree_of(ledger), key)


def refused(error: pytest.ExceptionInfo[FaultyInput]) -> str:
    """Return the code of the only fault, which has its sentence in both languages."""
    (fault,) = error.value.faults
    assert say_fault("vi", fault)
    assert say_fault("en", fault)
    return fault.code


def put(file: Path, text: str | bytes) -> Path:
    """Write a file."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def checked(file: Path, key: PrivateKey, kept: Checkpoint | None = None, proof: Path | None = None) -> Verified:
    """Verify a file by a key's public half."""
    return verify(file, key.public, kept, proof)


# --- one entry ---


def test_every_entry_is_proved(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """Of every entry there is a proof that verifies with the public key and the checkpoint alone."""
    kept = signed(filled, key)
    for entry in filled.entries():
        file = put(tmp_path / "muc.tlog-proof", prove_entry(filled, entry, kept).text)
        found = checked(file, key, kept)
        assert (found.entry, found.checkpoint) == (entry, kept)
        assert checked(file, key).entry == entry


def test_proof_is_the_published_format(filled: Ledger, key: PrivateKey) -> None:
    """An inclusion proof is a C2SP tlog-proof: head, extra data, index, hashes, a blank line, the checkpoint."""
    kept = signed(filled, key)
    proof = prove_entry(filled, filled.get(3), kept)
    lines = proof.text.partition("\n\n")[0].split("\n")
    assert lines[:3] == [
        "c2sp.org/tlog-proof@v1",
        f"extra {base64.b64encode(filled.get(3).canonical).decode()}",
        "index 2",
    ]
    assert [base64.b64decode(line) for line in lines[3:]] == list(proof.path)
    assert proof.text.endswith(f"\n\n{kept.note}")
    assert read_proof(proof.text, key.public) == proof


def test_later_entry_is_not_in_an_older_checkpoint(filled: Ledger, key: PrivateKey, stamp: EntryStamp) -> None:
    """An entry that came after a checkpoint cannot be proved by it."""
    kept = signed(filled, key)
    entry = seal_sheet(filled, 3, PAGE, stamp)
    with pytest.raises(FaultyInput) as error:
        prove_entry(filled, entry, kept)
    assert refused(error) == "proof.later"


def test_proof_by_another_checkpoint(filled: Ledger, key: PrivateKey, stamp: EntryStamp, tmp_path: Path) -> None:
    """A proof that leads to another checkpoint than the one that the reader keeps is not taken for a proof by this."""
    older = signed(filled, key)
    seal_sheet(filled, 3, PAGE, stamp)
    file = put(tmp_path / "muc", prove_entry(filled, filled.get(3), signed(filled, key)).text)
    with pytest.raises(FaultyInput) as error:
        checked(file, key, older)
    assert refused(error) == "proof.other_checkpoint"


def test_two_histories_under_one_key(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """When the key has signed two different ledgers of one size, whoever kept a checkpoint finds out."""
    forged = sign_state(tree_of(filled), key)
    kept = signed(filled, key)
    other = type(kept)(kept.origin, kept.size, bytes(32), kept.note)
    with pytest.raises(FaultyInput) as error:
        checked(put(tmp_path / "muc", prove_entry(filled, filled.get(3), forged).text), key, other)
    assert refused(error) == "proof.forked"


def test_every_changed_line_of_a_proof_is_refused(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """Wherever a proof's file is changed, it no longer verifies as the entry that it was."""
    kept = signed(filled, key)
    entry = filled.get(5)
    text = prove_entry(filled, entry, kept).text
    chance = random.Random(5)  # noqa: S311 - drawn test data, the same every time
    places = chance.sample(range(len(text)), 300)
    for place in places:
        letter = chance.choice([letter for letter in "AZaz09+/=\n" if letter != text[place]])
        file = put(tmp_path / "muc.tlog-proof", f"{text[:place]}{letter}{text[place + 1 :]}")
        with pytest.raises(FaultyInput):
            checked(file, key, kept)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("index 2", "index 02"),
        ("index 2", "index -2"),
        ("extra ", "extra =="),
        ("\nindex", "\n\nindex"),
        ("tlog-proof@v1", "tlog-proof@v2"),
    ],
)
def test_no_proof(filled: Ledger, key: PrivateKey, old: str, new: str) -> None:
    """What is not written as a proof is none."""
    text = prove_entry(filled, filled.get(3), signed(filled, key)).text.replace(old, new, 1)
    with pytest.raises(NoteError) as error:
        read_proof(text, key.public)
    assert error.value.code == "proof.form"


def test_short_hash_is_no_proof(filled: Ledger, key: PrivateKey) -> None:
    """A hash of another length, and a proof that stops before its checkpoint, are refused."""
    proof = prove_entry(filled, filled.get(3), signed(filled, key))
    step = base64.b64encode(proof.path[0]).decode()
    for text in (proof.text.replace(step, base64.b64encode(b"x" * 31).decode()), proof.text.partition("\n\n")[0]):
        with pytest.raises(NoteError):
            read_proof(text, key.public)


def test_entry_of_another_place(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """A true leaf that says of itself that it stands elsewhere, or is no entry at all, proves nothing."""
    tree = sign_state(tree_of(filled), key)
    entry = filled.get(2)
    for leaf in (entry.canonical, b"{}"):
        proof = Inclusion(entry=leaf, index=0, path=(), checkpoint=tree)
        assert not proof.holds
        with pytest.raises(FaultyInput) as error:
            checked(put(tmp_path / "muc", proof.text), key)
        assert refused(error) == "proof.broken"


def test_leaf_that_is_no_entry(key: PrivateKey, tmp_path: Path, filled: Ledger) -> None:
    """Even a leaf that does lie under the root must be an entry, and the one of its own number."""
    for leaf in (b"{}", filled.get(2).canonical):
        forged = sign_state(Tree([leaf_hash(leaf)]), key)
        proof = Inclusion(entry=leaf, index=0, path=(), checkpoint=forged)
        assert proof.holds
        with pytest.raises(FaultyInput) as error:
            checked(put(tmp_path / "muc", proof.text), key)
        assert refused(error) == "proof.no_entry"


# --- growth ---


def test_growth_is_proved(filled: Ledger, key: PrivateKey, stamp: EntryStamp, tmp_path: Path) -> None:
    """From every older size to now there is a proof, and it verifies with the two checkpoints alone."""
    tree = tree_of(filled)
    newer = signed(filled, key)
    for size in range(1, len(tree) + 1):
        older = sign_state(type(tree)(tree.leaves[:size]), key)
        file = put(tmp_path / "lon", prove_growth(filled, older, newer).text)
        assert checked(file, key, older).older == older
    seal_sheet(filled, 3, PAGE, stamp)
    with pytest.raises(FaultyInput) as error:
        prove_growth(filled, signed(filled, key), newer)
    assert refused(error) == "proof.not_older"


def test_growth_needs_the_older_checkpoint(filled: Ledger, key: PrivateKey, stamp: EntryStamp, tmp_path: Path) -> None:
    """Without the older checkpoint, or with another one, a proof of growth says nothing."""
    older = signed(filled, key)
    seal_sheet(filled, 3, PAGE, stamp)
    newer = signed(filled, key)
    file = put(tmp_path / "lon", prove_growth(filled, older, newer).text)
    with pytest.raises(FaultyInput) as error:
        checked(file, key)
    assert refused(error) == "proof.needs_older"
    with pytest.raises(FaultyInput) as error:
        checked(file, key, newer)
    assert refused(error) == "proof.not_grown"


# --- sheets ---


def test_sheet_is_verified(filled: Ledger, key: PrivateKey, stamp: EntryStamp, tmp_path: Path) -> None:
    """A sealed sheet verifies with the public key, the checkpoint and its own files, and not with one byte changed."""
    seal = seal_sheet(filled, 3, PAGE, stamp)
    kept = signed(filled, key)
    sheet = put(tmp_path / "phieu.html", PAGE)
    assert sealed(filled, PAGE, "phieu.html") == seal
    put(tmp_path / f"phieu.html{SUFFIX}", prove_entry(filled, seal, kept).text)
    found = checked(sheet, key, kept)
    assert (found.entry, found.sheet) == (seal, str(sheet))
    assert seal.body["evaluation"] == filled.get(3).hash
    for place in range(len(PAGE)):
        put(sheet, PAGE[:place] + bytes([PAGE[place] ^ 1]) + PAGE[place + 1 :])
        with pytest.raises(FaultyInput) as error:
            checked(sheet, key, kept)
        assert refused(error) == "proof.other_sheet"


def test_sealing_twice_is_one_seal(filled: Ledger, stamp: EntryStamp) -> None:
    """The same file sealed for the same evaluation again is the same entry."""
    assert seal_sheet(filled, 3, PAGE, stamp) == seal_sheet(filled, 3, PAGE, stamp)


def test_only_evaluations_have_sheets(filled: Ledger, stamp: EntryStamp) -> None:
    """A sheet is sealed to an evaluation and to nothing else."""
    with pytest.raises(FaultyInput) as error:
        seal_sheet(filled, 2, PAGE, stamp)
    assert refused(error) == "ledger.not_evaluation"


def test_sheet_that_was_never_sealed(filled: Ledger) -> None:
    """A file that the ledger does not know has no seal."""
    with pytest.raises(FaultyInput) as error:
        sealed(filled, b"khac", "phieu.html")
    assert refused(error) == "proof.not_sealed"


def test_sheet_with_the_proof_of_an_evaluation(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """The proof of an evaluation is not one of a sheet: it would say nothing of the file."""
    sheet = put(tmp_path / "phieu.html", PAGE)
    proof = put(tmp_path / "khac", prove_entry(filled, filled.get(3), signed(filled, key)).text)
    with pytest.raises(FaultyInput) as error:
        checked(sheet, key, proof=proof)
    assert refused(error) == "proof.no_seal"


def test_sheet_without_its_proof(key: PrivateKey, tmp_path: Path) -> None:
    """A sheet whose proof is not there, or is something else, is refused by the name of the proof."""
    sheet = put(tmp_path / "phieu.html", PAGE)
    with pytest.raises(FaultyInput) as error:
        checked(sheet, key)
    assert refused(error) == "file.missing"
    assert str(error.value.faults[0].place) == f"{sheet}{SUFFIX}"
    with pytest.raises(FaultyInput) as error:
        checked(sheet, key, proof=put(tmp_path / "khac", "x"))
    assert refused(error) == "proof.form"


# --- checkpoints ---


def test_checkpoint_is_verified(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """A checkpoint verifies by itself; scanned from paper it may have lost its last line end, or have others."""
    kept = signed(filled, key)
    for text in (kept.note, kept.note.rstrip("\n"), kept.note.replace("\n", "\r\n"), f"\ufeff{kept.note}"):
        assert checked(put(tmp_path / "chot", text), key, kept).checkpoint == kept
    with pytest.raises(FaultyInput) as error:
        checked(put(tmp_path / "chot", kept.note.replace("\n17\n", "\n16\n")), key)
    assert refused(error) == "note.signature"


def test_proofs_are_told_from_other_files(filled: Ledger, key: PrivateKey) -> None:
    """A checkpoint and a page are no proofs."""
    kept = signed(filled, key)
    assert is_proof(prove_entry(filled, filled.get(1), kept).text)
    assert not is_proof(kept.note)
    assert not is_proof(PAGE.decode())


def test_nothing_broken_is_signed(filled: Ledger, tmp_path: Path, key: PrivateKey) -> None:
    """Before a checkpoint is signed, every entry is checked; one that was tampered with is named."""
    assert sign_state(sound_tree(filled), key) == signed(filled, key)
    lay_open(filled.name)
    with closing(sqlite3.connect(tmp_path / "so.ledger")) as connection, connection:
        connection.execute("DROP TRIGGER entries_stay_as_they_are")
        connection.execute("UPDATE entries SET content = replace(content, '\"93\"', '\"95\"') WHERE sequence = 3")
    with pytest.raises(FaultyInput) as error:
        sound_tree(filled)
    assert refused(error) == "ledger.hash"
    assert error.value.faults[0].details == {"number": "3"}


# --- leaves ---


def test_leaves_belong_to_their_checkpoint(filled: Ledger, key: PrivateKey, tmp_path: Path) -> None:
    """A list of leaves is taken when its root is the signed one, whatever was added to it later, and else refused."""
    kept, text = signed(filled, key), leaves_text(tree_of(filled))
    file = put(tmp_path / "so.leaves", text)
    leaves = read_leaves(file, kept)
    assert len(leaves) == 17
    assert read_leaves(put(file, text + "ab" * 32 + "\n"), kept) == leaves
    assert check_against(tree_of(filled), "so", kept, leaves) == []
    for other in (text[65:], text.replace(text[:64], "ab" * 32), text[:-65]):
        with pytest.raises(FaultyInput) as error:
            read_leaves(put(file, other), kept)
        assert refused(error) == "audit.other_leaves"
    for other in ("xin chào", "zz\n" * 17):
        with pytest.raises(FaultyInput) as error:
            read_leaves(put(file, other), kept)
        assert refused(error) == "audit.no_leaves"
