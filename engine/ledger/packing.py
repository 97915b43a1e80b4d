"""How the bytes of an entry lie in a store: whole, or packed by zlib against an earlier entry that is much like it.

Two results by one framework differ in a few numbers, so that one is a thirtieth of its length behind the other. What is
hashed, signed and exported are the whole bytes; that they are packed shows nowhere above a store.

The entry that others are packed against, their base, is packed by itself or not at all: what is read needs one other
row at most. A base serves for a while only, so that a page which a disk loses takes few entries with it.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHORTEST = 256
"""Fewer bytes are not packed: what is saved is less than what a base costs."""
LONGEST = 64 * 1024 * 1024
"""No entry has more bytes (see `transfer.MAX_LINE`): what unpacks to more was made to fill the memory."""
SERVES = 8192
"""So many numbers behind a base may the entries be that are packed against it."""
RECENT = 256
"""Among so many of the last entries a new writer finds the bases that are in use."""
_GOOD = 4
"""A base that makes an entry so many times shorter is taken at once."""
_KEPT = 4
"""So many bases of a kind of entry are tried: one for each framework that is in use at a time."""
_WINDOW = 32 * 1024
"""So far does zlib look back."""
_LEVEL = 3
"""The last at which zlib takes the first match that it finds. Level 6 takes three times as long for a sixth less."""


class PackedContent(NamedTuple):
    """The bytes of an entry as a row has them: `whole`, or else `packed` against the entry numbered `base`, if any."""

    whole: bytes
    base: int | None = None
    packed: bytes | None = None


class Unpackable(ValueError):  # noqa: N818 - says what the bytes are not
    """Bytes that no entry was packed to; `too_long`: or that unpack to more than any entry has."""

    def __init__(self, *, too_long: bool = False) -> None:
        super().__init__()
        self.too_long = too_long


class _Base:
    def __init__(self, sequence: int, content: bytes) -> None:
        self.sequence = sequence
        self._dictionary = content[-_WINDOW:]

    @cached_property
    def _begun(self) -> zlib._Compress:
        return zlib.compressobj(_LEVEL, zdict=self._dictionary)

    def pack(self, content: bytes) -> bytes:
        packer = self._begun.copy()  # which has learnt the dictionary by now
        return packer.compress(content) + packer.flush()


class Packing:
    """Packs and unpacks the rows of one store.

    `content_of` returns the bytes of a base, or raises `Unpackable` or `FaultyInput`; `recent` the bases that are in
    use, the latest first.
    """

    def __init__(self, content_of: Callable[[int], bytes], recent: Callable[[], Iterable[int]]) -> None:
        self._content_of, self._recent = content_of, recent
        self._bases: dict[bytes, list[_Base]] | None = None
        self._dictionaries: dict[int, bytes] = {}

    def begin(self) -> None:
        """Forget what is known: another writer, or a step that failed, may have left other entries there."""
        self._bases = None
        self._dictionaries.clear()

    def pack(self, sequence: int, content: bytes) -> PackedContent:
        """Return the bytes of a new entry as a row is to have them."""
        if not SHORTEST <= len(content) <= LONGEST:
            return PackedContent(content)
        bases = self._of_kind(_kind(content))
        best: tuple[bytes, _Base] | None = None
        for base in [each for each in bases if 0 < sequence - each.sequence <= SERVES]:
            packed = base.pack(content)
            if best is None or len(packed) < len(best[0]):
                best = packed, base
            if len(packed) * _GOOD <= len(content):
                break
        else:
            alone = zlib.compress(content, _LEVEL)
            if best is None or len(alone) < len(best[0]) * 5 // 4:
                bases.insert(0, _Base(sequence, content))
                del bases[_KEPT:]
                return PackedContent(b"", None, alone)
        bases.remove(best[1])
        bases.insert(0, best[1])
        return PackedContent(b"", best[1].sequence, best[0])

    def _of_kind(self, kind: bytes) -> list[_Base]:
        if self._bases is None:
            self._bases = {}
            for sequence in self._recent():
                with suppress(Unpackable, FaultyInput):  # what is damaged is for others to tell
                    content = self._content_of(sequence)
                    known = self._bases.setdefault(_kind(content), [])
                    if len(known) < _KEPT:
                        known.append(_Base(sequence, content))
        return self._bases.setdefault(kind, [])

    def unpack(self, base: int | None, packed: bytes) -> bytes:
        """Return the bytes of an entry that was packed.

        Raises:
            Unpackable: nothing that `pack` made; its base is none, or another one than it was packed against.
        """
        if base is None:
            return unpacked(packed)
        known = base in self._dictionaries
        try:
            return unpacked(packed, self._dictionary(base))
        except Unpackable as error:
            if not known or error.too_long:
                raise
        del self._dictionaries[base]  # a backup may have been put back meanwhile
        return unpacked(packed, self._dictionary(base))

    def _dictionary(self, base: int) -> bytes:
        if base not in self._dictionaries:
            content = self._content_of(base)
            if len(self._dictionaries) >= RECENT:
                self._dictionaries.clear()
            self._dictionaries[base] = content[-_WINDOW:]
        return self._dictionaries[base]


def unpacked(packed: bytes, dictionary: bytes | None = None) -> bytes:
    """Return what was packed by zlib, against a dictionary where one is given.

    Raises:
        Unpackable: it was not, or would be more than `LONGEST` bytes: no more than these are ever made of it.
    """
    unpacker = zlib.decompressobj() if dictionary is None else zlib.decompressobj(zdict=dictionary)
    try:
        content = unpacker.decompress(packed, LONGEST)
    except zlib.error as error:
        raise Unpackable from error
    if not unpacker.eof or unpacker.unused_data:
        raise Unpackable(too_long=len(content) >= LONGEST)
    return content


def _kind(content: bytes) -> bytes:
    """Return the kind of an entry by its canonical bytes; of others, anything: it only leads to a base."""
    return content[content.rfind(b'"kind":"') + 8 :].partition(b'"')[0]
