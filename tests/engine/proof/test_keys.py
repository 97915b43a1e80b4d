"""Keys: the published ones are read and written, and nothing else passes for one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.proof.keys import PrivateKey, read_private, read_public
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
"""The pair with which golang.org/x/mod/sumdb/note tests itself; it was never secret."""


def key_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    """Write a key's file."""
    file = folder / "so.key"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def refused(error: pytest.ExceptionInfo[FaultyInput]) -> str:
    """Return the code of the only fault."""
    (fault,) = error.value.faults
    assert say_fault("vi", fault).startswith(str(fault.place))
    return fault.code


def test_published_pair(tmp_path: Path) -> None:
    """The published private key is read, gives the published public key, and is written as it was."""
    private = read_private(key_file(tmp_path, PRIVATE + "\n"))
    assert private.text == PRIVATE
    assert private.public.text == PUBLIC
    assert read_public(key_file(tmp_path, PUBLIC + "\n")) == private.public


def test_name_and_number_of_another_implementation(tmp_path: Path) -> None:
    """A key whose material has a plus sign in it, and one named by an address, are read whole."""
    for text in (
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ):
        assert read_public(key_file(tmp_path, text)).text == text


def test_new_keys_differ_and_sign(tmp_path: Path) -> None:
    """Each new key is another one; what it signs its public key accepts, and nothing else."""
    first, second = PrivateKey.new("so-mau"), PrivateKey.new("so-mau")
    assert first.seed != second.seed
    signature = first.sign(b"noi dung")
    assert first.public.accepts(signature, b"noi dung")
    assert not first.public.accepts(signature, b"noi dung khac")
    assert not second.public.accepts(signature, b"noi dung")
    assert not first.public.accepts(signature[:-1], b"noi dung")
    assert read_private(key_file(tmp_path, first.text)) == first


def test_seed_is_never_shown() -> None:
    """A private key's representation, as it may come into a log, does not tell its secret."""
    key = PrivateKey.new("so-mau")
    assert key.seed.hex() not in repr(key)
    assert repr(key.seed) not in repr(key)


@pytest.mark.parametrize("name", ["", "có dấu cách", "a+b", "a\nb", "x" * 201])
def test_names_that_no_note_can_hold(name: str) -> None:
    """A name that would break a signature line is refused."""
    with pytest.raises(FaultyInput) as error:
        PrivateKey.new(name)
    assert error.value.faults[0].code == "key.name"


def test_open_private_key_is_refused(tmp_path: Path) -> None:
    """A private key that others may read is not used."""
    with pytest.raises(FaultyInput) as error:
        read_private(key_file(tmp_path, PRIVATE, 0o640))
    assert refused(error) == "key.open_to_others"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        PUBLIC[:-1],
        PUBLIC + "A",
        PUBLIC.replace("c74f20a3", "c74f20a4"),
        PUBLIC.replace("Neumann", "neumann"),
        PUBLIC.replace("+ARpc", "+BRpc"),
        "\xff",
    ],
)
def test_no_public_key(tmp_path: Path, text: str) -> None:
    """A text that was cut, grew, or whose name, number and material do not belong together is no public key."""
    with pytest.raises(FaultyInput) as error:
        read_public(key_file(tmp_path, text))
    assert refused(error) == "key.not_public"


def test_private_key_given_as_public(tmp_path: Path) -> None:
    """Someone about to hand out the private key is told so."""
    with pytest.raises(FaultyInput) as error:
        read_public(key_file(tmp_path, PRIVATE))
    assert refused(error) == "key.private_given"


@pytest.mark.parametrize("text", [PUBLIC, PRIVATE[:-1], PRIVATE.replace("c74f", "c74e"), PRIVATE.replace("+AY", "+BY")])
def test_no_private_key(tmp_path: Path, text: str) -> None:
    """Neither a public key nor a damaged private one signs."""
    with pytest.raises(FaultyInput) as error:
        read_private(key_file(tmp_path, text))
    assert refused(error) == "key.not_private"


def test_no_such_file(tmp_path: Path) -> None:
    """A key's file that is not there is one sentence."""
    for read in (read_public, read_private):
        with pytest.raises(FaultyInput) as error:
            read(tmp_path / os.urandom(4).hex())
        assert refused(error) == "file.missing"
