"""The checkpoints that a ledger keeps, and how a new one is made.

Rules of this module

- A new checkpoint goes on from the last one whose signature holds, so that it never signs another
  past than the one that was signed before.
- What it adds is looked at first: an entry whose hash does not fit is not signed.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import reading
from skillcert.ledger.chain import START, Head, row_hash
from skillcert.ledger.checkpoints import (
    LONGEST_NOTE,
    Checkpoint,
    make_checkpoint,
    open_checkpoint,
)
from skillcert.ledger.merkle import Growing
from skillcert.ledger.roster import Roster
from skillcert.ledger.tables import checkpoint as table
from skillcert.model import Token
from skillcert.refusals import RefusalReason, refuse
from skillcert.signing import Envelope, PublicKey, Signer

__all__ = ["keep_checkpoint", "kept_checkpoints", "kept_notes"]

_HASH = 32


def kept_checkpoints(connection: Connection, roster: Roster) -> tuple[Checkpoint, ...]:
    """Return the checkpoints of a site, the oldest first.

    Raises:
        LedgerError: One was altered.
    """
    wanted = select(table.c.note).where(table.c.site == roster.site).order_by(table.c.size)
    keys = _programme_keys(roster)
    return tuple(open_checkpoint(note, keys) for note in connection.execute(wanted).scalars())


def kept_notes(
    connection: Connection, site: Token, *, after: int, most: int = 256
) -> tuple[tuple[int, str], ...]:
    """Return pairs of size and note as they stand, by size, of those that are larger than *after*.

    No note is longer than it can be if it is sound, or by a character.
    """
    note = func.substr(table.c.note, 1, LONGEST_NOTE + 1).label("note")
    wanted = select(table.c.size, note).where(table.c.site == site, table.c.size > after)
    found = connection.execute(wanted.order_by(table.c.size).limit(most))
    return tuple((row.size, row.note) for row in found)


def keep_checkpoint(
    connection: Connection, roster: Roster, head: Head, signer: Signer
) -> Checkpoint:
    """Make the checkpoint of a chain as it is, and keep it; or return the one that was kept.

    Args:
        connection: The connection, in a transaction that writes.
        roster: Who may say what now.
        head: Where the chain ends.
        signer: The programme's key.

    Raises:
        RefusedError: It is another key.
        LedgerError: Entries, or the last checkpoint, were altered.
    """
    if signer.public.id != roster.programme:
        raise RefusedError([refuse(RefusalReason.PROGRAMME_ONLY, kind="checkpoint")])
    tree, kept = _last(connection, roster)
    if kept is not None and tree.size == head.size:
        return kept
    before = reading.hash_of(connection, roster.site, tree.size) if tree.size else START
    while tree.size < head.size:
        page = reading.rows(connection, roster.site, after=tree.size)
        if not page:
            raise _altered(roster, f"event {tree.size + 1} is missing")
        for row in page:
            made = row_hash(before or START, Envelope(row.body, row.signature))
            if (row.seq, row.hash) != (tree.size + 1, made):
                raise _altered(roster, f"event {tree.size + 1} was altered, or is missing")
            tree.add(made)
            before = made
    made_now = make_checkpoint(roster.site, tree.size, tree.root(), signer)
    new = {"site": roster.site, "size": tree.size, "note": made_now.note}
    connection.execute(insert(table).values(peaks=b"".join(tree.peaks), **new))
    return made_now


def _last(connection: Connection, roster: Roster) -> tuple[Growing, Checkpoint | None]:
    """Return the tree at the last checkpoint that one can go on from, and that checkpoint."""
    wanted = select(table.c.size, table.c.note, table.c.peaks).where(table.c.site == roster.site)
    newest = connection.execute(wanted.order_by(table.c.size.desc()).limit(1)).first()
    if newest is None:
        return Growing(), None
    kept = open_checkpoint(newest.note, _programme_keys(roster))
    if kept.size != newest.size or kept.site != roster.site:
        raise _altered(roster, f"the checkpoint of event {newest.size} was altered")
    peaks = newest.peaks or b""
    parts = [peaks[start : start + _HASH] for start in range(0, len(peaks), _HASH)]
    if len(parts) == kept.size.bit_count():
        tree = Growing(kept.size, parts)
        if tree.root() == kept.root:
            return tree, kept
    # Without them, as in a ledger of an older skillcert, the tree is grown again from its seed.
    tree = Growing()
    while tree.size < kept.size:
        rows = reading.rows(connection, roster.site, after=tree.size)
        for row in rows[: kept.size - tree.size]:
            tree.add(row.hash)
        if not rows:
            break
    if (tree.size, tree.root()) != (kept.size, kept.root):
        raise _altered(roster, f"the events up to event {kept.size} are not those of then")
    return tree, kept


def _programme_keys(roster: Roster) -> tuple[PublicKey, ...]:
    return tuple(known.key for known in roster.keys if known.owner is None)


def _altered(roster: Roster, what: str) -> LedgerError:
    return LedgerError(
        f"no checkpoint can be made: {what}",
        where=roster.site,
        hint="Run `skillcert ledger check`, and bring back a copy of the ledger",
    )
