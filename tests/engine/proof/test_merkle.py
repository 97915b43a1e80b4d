"""The Merkle tree against RFC 6962: published vectors, the definition written out, proofs that must not pass."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest

from chamdiem.engine.proof.merkle import EMPTY_ROOT, Proof, Tree, leaf_hash, proves_consistency, proves_inclusion

CT_LEAVES = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")] + [
    bytes(range(0x60, 0x70))
]
"""The leaves and roots that certificate-transparency implementations test themselves with."""
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CT_INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CT_CONSISTENCY = {
    (1, 8): CT_INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def unhexed(hashes: list[str]) -> Proof:
    """Return hashes as bytes."""
    return tuple(map(bytes.fromhex, hashes))


def grown(leaves: list[bytes]) -> Tree:
    """Return the tree over leaves."""
    return Tree(map(leaf_hash, leaves))


# --- the published vectors ---


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    """The roots over the first leaves are the published ones, in a tree of that size and in a larger one."""
    assert grown(CT_LEAVES[:size]).root(size).hex() == CT_ROOTS[size]
    assert grown(CT_LEAVES).root(size).hex() == CT_ROOTS[size]


@pytest.mark.parametrize(("index", "size"), CT_INCLUSION)
def test_published_inclusion(index: int, size: int) -> None:
    """The published inclusion proofs are made and accepted."""
    proof = unhexed(CT_INCLUSION[index, size])
    assert grown(CT_LEAVES).inclusion(index, size) == proof
    assert proves_inclusion(CT_LEAVES[index], index, size, proof, bytes.fromhex(CT_ROOTS[size]))


@pytest.mark.parametrize(("old", "size"), CT_CONSISTENCY)
def test_published_consistency(old: int, size: int) -> None:
    """The published consistency proofs are made and accepted."""
    proof = unhexed(CT_CONSISTENCY[old, size])
    assert grown(CT_LEAVES).consistency(old, size) == proof
    assert proves_consistency(old, size, proof, bytes.fromhex(CT_ROOTS[old]), bytes.fromhex(CT_ROOTS[size]))


# --- the definition, written out as RFC 6962 states it ---


def mth(leaves: list[bytes]) -> bytes:
    """MTH(D[n]) of section 2.1."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = half(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def half(n: int) -> int:
    """Return the largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = half(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:  # noqa: FBT001 - as the paper has it
    """SUBPROOF(m, D[n], b) of section 2.1.2."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = half(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


def check_random_trees(count: int, seed: int) -> None:
    """Compare random trees with the definition: root, an inclusion and a consistency proof, each accepted."""
    chance = random.Random(seed)  # noqa: S311 - drawn test data, the same every time
    for _ in range(count):
        leaves = [chance.randbytes(chance.randrange(40)) for _ in range(chance.randint(1, chance.choice([4, 20, 130])))]
        tree, size = grown(leaves), chance.randint(1, len(leaves))
        index, old = chance.randrange(size), chance.randint(1, size)
        root, old_root = mth(leaves[:size]), mth(leaves[:old])
        assert (tree.root(size), tree.root(old)) == (root, old_root)
        inclusion, consistency = tree.inclusion(index, size), tree.consistency(old, size)
        assert inclusion == tuple(path(index, leaves[:size]))
        assert consistency == tuple(subproof(old, leaves[:size], whole=True))
        assert proves_inclusion(leaves[index], index, size, inclusion, root)
        assert proves_consistency(old, size, consistency, old_root, root)


def test_random_trees() -> None:
    """Random trees have the roots and proofs of the definition, and every proof is accepted."""
    check_random_trees(500, 6962)


@pytest.mark.nightly
def test_ten_thousand_random_trees() -> None:
    """Ten thousand of them."""
    check_random_trees(10_000, 9162)


def test_every_small_tree() -> None:
    """Up to 33 leaves: every root, every inclusion proof and every consistency proof is the definition's."""
    leaves = [bytes([n]) for n in range(33)]
    tree = grown(leaves)
    for size in range(1, 34):
        root = mth(leaves[:size])
        assert tree.root(size) == root
        for n in range(size):
            assert tree.inclusion(n, size) == tuple(path(n, leaves[:size]))
            assert proves_inclusion(leaves[n], n, size, tree.inclusion(n, size), root)
            proof = tree.consistency(n + 1, size)
            assert proof == tuple(subproof(n + 1, leaves[:size], whole=True))
            assert proves_consistency(n + 1, size, proof, tree.root(n + 1), root)


# --- forgeries ---


def forged(chance: random.Random, proof: Proof) -> Proof:
    """Return another proof: a bit turned, a hash left out, put in, doubled or moved."""
    hashes = list(proof)
    place = chance.randrange(len(hashes) + 1)
    match chance.randrange(5) if hashes else 1:
        case 0:
            place %= len(hashes)
            bits = bytearray(hashes[place])
            bits[chance.randrange(32)] ^= 1 << chance.randrange(8)
            hashes[place] = bytes(bits)
        case 1:
            hashes.insert(place, chance.randbytes(32))
        case 2:
            del hashes[place % len(hashes)]
        case 3:
            hashes.insert(place, hashes[place % len(hashes)])
        case _:
            chance.shuffle(hashes)
    return tuple(hashes)


def check_forgeries(count: int, seed: int) -> None:
    """Forge proofs of random trees in their hashes and in what they are said to prove; none may pass."""
    chance = random.Random(seed)  # noqa: S311 - drawn test data, the same every time
    refused = 0
    while refused < count:
        leaves = [chance.randbytes(8) for _ in range(chance.randint(2, 70))]
        tree, size = grown(leaves), len(leaves)
        index, old, root = chance.randrange(size), chance.randint(1, size - 1), grown(leaves).root(size)
        inclusion, consistency = tree.inclusion(index, size), tree.consistency(old, size)
        other = (index + chance.randint(1, size - 1)) % size
        assert not proves_inclusion(chance.randbytes(8), index, size, inclusion, root)
        assert not proves_inclusion(leaves[index], other, size, inclusion, root)
        assert not proves_inclusion(leaves[index], index, size, inclusion, tree.root(size - 1))
        assert not proves_consistency(old, size, consistency, chance.randbytes(32), root)
        assert not proves_consistency(old, size, consistency, tree.root(old), chance.randbytes(32))
        refused += 5
        fake = forged(chance, inclusion)
        if fake != inclusion:
            assert not proves_inclusion(leaves[index], index, size, fake, root)
            refused += 1
        fake = forged(chance, consistency)
        if fake != consistency:
            assert not proves_consistency(old, size, fake, tree.root(old), root)
            refused += 1


def test_forged_proofs() -> None:
    """A proof with anything turned, cut, added or moved, or said of another leaf, place or root, is refused."""
    check_forgeries(1_000, 1)


@pytest.mark.nightly
def test_ten_thousand_forged_proofs() -> None:
    """Ten thousand of them."""
    check_forgeries(10_000, 2)


# --- edges ---


def test_empty_tree() -> None:
    """A tree without leaves has the hash of nothing as its root."""
    assert Tree().root(0) == EMPTY_ROOT
    assert len(Tree()) == 0


@pytest.mark.parametrize(("index", "size"), [(-1, 2), (2, 2), (0, 4), (0, 0)])
def test_no_inclusion_outside(index: int, size: int) -> None:
    """What does not lie in the tree has no proof, and none is accepted for it."""
    with pytest.raises(IndexError):
        grown([b"a", b"b", b"c"]).inclusion(index, size)
    assert index in range(size) or not proves_inclusion(b"a", index, size, (), EMPTY_ROOT)


@pytest.mark.parametrize(("old", "size"), [(0, 2), (3, 2), (2, 4), (-1, 1)])
def test_no_consistency_outside(old: int, size: int) -> None:
    """There is no consistency with a tree without leaves, with a larger one, or beyond the end."""
    with pytest.raises(IndexError):
        grown([b"a", b"b", b"c"]).consistency(old, size)
    assert not proves_consistency(old, size, (b"x" * 32,), EMPTY_ROOT, EMPTY_ROOT)


def test_same_size_needs_no_proof() -> None:
    """Two roots over equally many leaves are consistent when they are the same, by a proof without hashes."""
    root = grown([b"a"]).root(1)
    assert proves_consistency(1, 1, (), root, root)
    assert not proves_consistency(1, 1, (root,), root, root)
    assert not proves_consistency(1, 1, (), root, EMPTY_ROOT)
    assert not proves_consistency(1, 2, (), root, EMPTY_ROOT)
