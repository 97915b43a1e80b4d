"""The keys of checkpoints: Ed25519, written as golang.org/x/mod/sumdb/note writes them.

The only importer of `cryptography`. A private key is `PRIVATE+KEY+name+id+base64`, a public one `name+id+base64`. The
name is that of the ledger whose checkpoints it signs, the id is the first four bytes of a hash over name and key.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.engine.files.systems import is_open_to_others
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal

if TYPE_CHECKING:
    from pathlib import Path as File

ED25519 = b"\x01"
"""The type of signature, as C2SP signed-note numbers them."""
PRIVATE = "PRIVATE+KEY+"
MAX_SIZE = 4096
NAME = re.compile(r"[^\s+]{1,200}")
_TEXT = re.compile(rf"({NAME.pattern})\+[0-9a-f]{{8}}\+([A-Za-z0-9+/]{{44}})")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What checks signatures. It may be shown to anybody."""

    name: str
    material: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.material).digest()[:4]

    @property
    def text(self) -> str:
        """The key as it is kept and printed."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.material).decode()}"

    def accepts(self, signature: bytes, content: bytes) -> bool:
        """Tell whether a signature of some content was made by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.material).verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """What signs. Whoever has it speaks for the ledger, so it is kept apart from it and never shown."""

    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str) -> Self:
        """Make a key. The name, of 1 to 200 characters, has no blanks and plus signs in it."""
        if not NAME.fullmatch(name):
            raise FaultyInput([Fault("key.name", details={"text": name})])
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self.name, self._key.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The key as it is kept in its file."""
        return f"{PRIVATE}{self.name}+{self.public.id.hex()}+{base64.b64encode(ED25519 + self.seed).decode()}"

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, content: bytes) -> bytes:
        """Sign some content."""
        return self._key.sign(content)


def read_public(file: File) -> PublicKey:
    """Read a public key's file."""
    text = _content(file)
    if text.startswith(PRIVATE):
        raise refusal("key.private_given", file)
    key = PublicKey(*_parts(text, file, "key.not_public"))
    if key.text != text:  # its id is not that of its name and bytes, or it is a key of another type
        raise refusal("key.not_public", file)
    return key


def read_private(file: File) -> PrivateKey:
    """Read a private key's file; refused where others than its owner may read it."""
    text = _content(file)
    if not text.startswith(PRIVATE):
        raise refusal("key.not_private", file)
    # As ssh does: who can read the key can sign a history that never was, and nothing would show it later.
    if is_open_to_others(file):
        raise refusal("key.open_to_others", file)
    key = PrivateKey(*_parts(text.removeprefix(PRIVATE), file, "key.not_private"))
    if key.text != text:
        raise refusal("key.not_private", file)
    return key


def _content(file: File) -> str:
    return bounded_content_of(file, MAX_SIZE).decode("utf-8", "replace").strip()


def _parts(text: str, file: File, code: str) -> tuple[str, bytes]:
    """Return a key's name and bytes."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise refusal(code, file)
    return found[1], base64.b64decode(found[2])[len(ED25519) :]
