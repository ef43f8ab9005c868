"""Merkle trees: the published vectors of Certificate Transparency, and the two proofs.

Source of the vectors: google/certificate-transparency, merkletree tests, which every implementation
of RFC 6962 repeats.
"""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.ledger.merkle import (
    Growing,
    consistency_proof,
    inclusion_proof,
    root_of,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    bytes.fromhex(text)
    for text in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
INCLUSION = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}
CONSISTENCY: dict[tuple[int, int], tuple[str, ...]] = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}

some_leaves = st.integers(1, 40).map(lambda n: [bytes([i]) * 32 for i in range(n)])


def in_bytes(proof: tuple[str, ...]) -> tuple[bytes, ...]:
    """Return a proof that is written in hexadecimal digits."""
    return tuple(map(bytes.fromhex, proof))


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    """The roots of the first leaves are the published ones."""
    assert root_of(LEAVES[:size]) == ROOTS[size]


@pytest.mark.parametrize("place", INCLUSION)
def test_published_inclusion_proofs(place: tuple[int, int]) -> None:
    """The proofs that a leaf is there are the published ones."""
    index, size = place
    proof = in_bytes(INCLUSION[place])
    assert inclusion_proof(LEAVES[:size], index) == proof
    assert verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])


@pytest.mark.parametrize("sizes", CONSISTENCY)
def test_published_consistency_proofs(sizes: tuple[int, int]) -> None:
    """The proofs that a tree grew out of an older one are the published ones."""
    old, new = sizes
    proof = in_bytes(CONSISTENCY[sizes])
    assert consistency_proof(LEAVES[:new], old) == proof
    assert verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)


@settings(deadline=None)
@given(some_leaves, st.data())
def test_every_leaf_is_shown_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    """The proof of a leaf holds for it at its place, and for nothing else."""
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root, size = inclusion_proof(leaves, index), root_of(leaves), len(leaves)
    assert verify_inclusion(leaves[index], index, size, proof, root)
    assert not verify_inclusion(b"another", index, size, proof, root)
    assert not verify_inclusion(leaves[index], index, size, proof, b"another")
    assert not verify_inclusion(leaves[index], index, size, (*proof, root), root)
    assert not verify_inclusion(leaves[index], size, size, proof, root)
    for other in set(range(size)) - {index}:
        assert not verify_inclusion(leaves[index], other, size, proof, root)
    if proof:
        assert not verify_inclusion(leaves[index], index, size, proof[:-1], root)


@settings(deadline=None)
@given(some_leaves, st.data())
def test_every_beginning_is_shown_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    """The proof holds for the older tree that it is of, and for no other."""
    old, new = data.draw(st.integers(1, len(leaves))), len(leaves)
    proof = consistency_proof(leaves, old)
    before, now = root_of(leaves[:old]), root_of(leaves)
    other = hashlib.sha256(b"another").digest()
    assert verify_consistency(old, new, before, now, proof)
    assert not verify_consistency(old, new, other, now, proof)
    assert not verify_consistency(old, new, before, other, proof)
    assert not verify_consistency(old, new, before, now, (*proof, other))
    assert not verify_consistency(0, new, before, now, proof)
    assert not verify_consistency(new + 1, new, before, now, proof)
    if proof:
        assert not verify_consistency(old, new, before, now, proof[:-1])


@settings(deadline=None)
@given(some_leaves, st.integers(0, 40))
def test_a_tree_can_be_left_and_taken_up_again(leaves: list[bytes], pause: int) -> None:
    """Size and peaks are all that is needed to go on, and at most one peak a binary digit."""
    tree = Growing()
    for leaf in leaves[:pause]:
        tree.add(leaf)
    again = Growing(tree.size, tree.peaks)
    for leaf in leaves[pause:]:
        again.add(leaf)
    assert again.root() == root_of(leaves)
    assert len(again.peaks) <= len(leaves).bit_length()
    with pytest.raises(ValueError, match="full parts"):
        Growing(tree.size, (*tree.peaks, bytes(32)))
