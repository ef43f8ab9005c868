"""Merkle trees over the entries of a chain (RFC 6962, section 2.1).

Rules of this module

- The leaves of a ledger's tree are the hashes of its entries, 32 bytes each (`row_hash`), so a root
  speaks of every byte that was signed and of the order.
- A leaf is hashed with a zero byte before it and a node with a byte 1, so that neither passes for
  the other.
- A tree that only grows is kept as the roots of its full parts, of which there are at most 64: a
  chain of any length needs no more memory than that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

__all__ = [
    "Growing",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root_of",
    "verify_consistency",
    "verify_inclusion",
]


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of the leaf *data*."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above *left* and *right*."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree to which leaves are added at the end.

    Args:
        size: How many leaves it has so far.
        peaks: The roots of its full parts, the largest and oldest first; there is one for each
            binary digit 1 of *size*.

    Raises:
        ValueError: There is another number of them.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self._size = size
        self._peaks = list(peaks)
        if len(self._peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} full parts")

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The roots of its full parts, the largest and oldest first."""
        return tuple(self._peaks)

    def add(self, data: bytes) -> None:
        """Add the leaf *data*."""
        new = leaf_hash(data)
        full = self._size
        while full & 1:
            new = node_hash(self._peaks.pop(), new)
            full >>= 1
        self._peaks.append(new)
        self._size += 1

    def root(self) -> bytes:
        """Return the root; of the empty tree it is the hash of nothing."""
        if not self._peaks:
            return hashlib.sha256().digest()
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root of the tree over *leaves*."""
    tree = Growing()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return what shows that a leaf is in the tree over *leaves* (section 2.1.1).

    Args:
        leaves: All leaves.
        index: Which leaf, from 0.

    Raises:
        IndexError: There is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return ()
    half = _half(len(leaves))
    if index < half:
        return (*inclusion_proof(leaves[:half], index), root_of(leaves[half:]))
    return (*inclusion_proof(leaves[half:], index - half), root_of(leaves[:half]))


def consistency_proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """Return what shows that the tree over the first *old* leaves is the beginning of this one.

    Section 2.1.2.

    Args:
        leaves: All leaves.
        old: The size of the older tree, at least 1.

    Raises:
        IndexError: The older tree is empty or the larger one.
    """
    if not 1 <= old <= len(leaves):
        raise IndexError(f"a tree of {old} leaves is no beginning of one of {len(leaves)}")
    return _consistency(leaves, old, whole=True)


def _consistency(leaves: Sequence[bytes], old: int, *, whole: bool) -> tuple[bytes, ...]:
    """Return SUBPROOF of section 2.1.2; *whole* says that the older root itself is known."""
    if old == len(leaves):
        return () if whole else (root_of(leaves),)
    half = _half(len(leaves))
    if old <= half:
        return (*_consistency(leaves[:half], old, whole=whole), root_of(leaves[half:]))
    inner = _consistency(leaves[half:], old - half, whole=False)
    return (*inner, root_of(leaves[:half]))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether *proof* shows that *leaf* is leaf *index* of the tree of that size and root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf_hash(leaf)
    for part in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(part, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, part)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether *proof* shows that the tree of size *old* is the beginning of that of size *new*.

    Source: RFC 9162, section 2.1.4.2.
    """
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    # Where the older tree is one full part, its root is known and stands in no proof.
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(part, older), node_hash(part, newer)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, part)
        place, last = place >> 1, last >> 1
    return last == 0 and older == old_root and newer == new_root


def _half(size: int) -> int:
    """Return the largest power of two that is smaller than *size*."""
    return 1 << (size - 1).bit_length() - 1
