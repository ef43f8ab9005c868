"""How a chain was when it was shorter: the root of its tree at a size, computed anew."""

from __future__ import annotations

from sqlalchemy import Connection

from skillcert.ledger import reading
from skillcert.ledger.chain import START, row_hash
from skillcert.ledger.merkle import Growing
from skillcert.model import Token
from skillcert.signing import Envelope

__all__ = ["root_at"]


def root_at(connection: Connection, site: Token, size: int) -> bytes | None:
    """Return the root of the tree over the first *size* entries of a chain.

    It is computed from the bytes that were signed, not from the hashes beside them, so an entry
    that was edited since gives another root.

    Args:
        connection: A connection to the ledger.
        site: Whose chain.
        size: How many entries.

    Returns:
        The root, 32 bytes; None if the chain has fewer entries, or one is missing or unreadable.
    """
    tree, previous = Growing(), START
    while tree.size < size:
        most = min(reading.PAGE, size - tree.size)
        rows = reading.rows(connection, site, after=tree.size or None, most=most)
        for row in rows:
            sound = isinstance(row.body, bytes) and isinstance(row.signature, bytes)
            if row.seq != tree.size + 1 or not sound:
                return None
            previous = row_hash(previous, Envelope(row.body, row.signature))
            tree.add(previous)
        if not rows:
            return None
    return tree.root()
