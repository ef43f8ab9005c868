"""One chain that comes in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, delete, insert, select

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import reading
from skillcert.ledger.chain import START, Entry, row_hash
from skillcert.ledger.checkpoints import open_checkpoint
from skillcert.ledger.exchange.lines import CheckpointLine, EntryLine, bytes_of
from skillcert.ledger.merkle import Growing
from skillcert.ledger.tables import checkpoint, file_use
from skillcert.ledger.vault import Vault
from skillcert.ledger.writing import Writing
from skillcert.model import Reference
from skillcert.signing import Envelope

__all__ = ["ChainIn"]

_BATCH = 256


class ChainIn:
    """A chain that comes in, entry by entry.

    Args:
        writing: The block that writes to the chain of the same site here.
    """

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.site = writing.roster.site
        self.before = writing.state.head.size
        """How many entries were here before."""
        self.size = 0
        """How many have come in."""
        self.new_checkpoints = 0
        self.vault = Vault(writing.connection, self.site)
        self._waiting: list[Envelope] = []
        self._there = self._rows()
        self._tree = Growing()
        self._hash = START
        self._closed = False

    def entry(self, line: EntryLine) -> None:
        """Take in an entry.

        Raises:
            LedgerError: It is not the next one, another one is here, or it is refused.
        """
        if self._closed or line.seq != self.size + 1:
            raise LedgerError(
                f"event {self.size + 1} of {self.site} is missing, or not in its place: "
                f"event {line.seq} is here"
            )
        envelope = Envelope(bytes_of(line.body), bytes_of(line.signature))
        self.size += 1
        self._hash = row_hash(self._hash, envelope)
        self._tree.add(self._hash)
        if self.size <= self.before:
            self._compare(envelope)
            return
        self._waiting.append(envelope)
        if len(self._waiting) >= _BATCH:
            self._append()

    def checkpoint(self, line: CheckpointLine) -> None:
        """Take in a checkpoint of the chain so far.

        Raises:
            LedgerError: It is of another state, or the programme has not signed it.
        """
        self._append()
        keys = [known.key for known in self.writing.roster.keys if known.owner is None]
        found = open_checkpoint(line.note, keys)
        told = (found.site, found.size, found.root)
        if self._closed or told != (self.site, line.size, self._tree.root()):
            raise LedgerError(
                f"the checkpoint of event {line.size} of {self.site} is of another chain"
            )
        if line.size != self.size:
            raise LedgerError(f"the checkpoint of event {line.size} does not follow that event")
        column = checkpoint.c
        here = select(column.size).where(column.site == self.site, column.size == self.size)
        if self.writing.connection.execute(here).first() is None:
            row = {"site": self.site, "size": self.size, "note": line.note}
            peaks = b"".join(self._tree.peaks)
            self.writing.connection.execute(insert(checkpoint).values(peaks=peaks, **row))
            self.new_checkpoints += 1

    def close(self) -> None:
        """Take in what waits; nothing more of the chain comes.

        Raises:
            LedgerError: What waits is refused.
        """
        self._append()
        self._closed = True

    @property
    def longer(self) -> bool:
        """Whether the chain in the file is the longer one."""
        return self.size > self.before

    def _compare(self, envelope: Envelope) -> None:
        """Refuse an entry that is another one here."""
        row = next(self._there, None)
        if row is None or (row.body, row.signature) != (envelope.body, envelope.signature):
            raise LedgerError(
                f"event {self.size} of {self.site} is another one here than in the file: "
                "somebody wrote to both copies",
                hint="Nothing was imported. Decide which copy is to go on, and keep the other one",
            )

    def _rows(self) -> Iterator[Row[Any]]:
        after = 0
        while page := reading.rows(self.writing.connection, self.site, after=after):
            yield from page
            after = page[-1].seq

    def _append(self) -> None:
        """Append what waits, and find out which one is refused if one is."""
        if not self._waiting:
            return
        first = self.size - len(self._waiting) + 1
        waiting, self._waiting = self._waiting, []
        try:
            self._appended(waiting, first)
        except (RefusedError, LedgerError) as whole:
            for seq, envelope in enumerate(waiting, start=first):
                try:
                    self._appended([envelope], seq)
                except (RefusedError, LedgerError) as error:
                    raise LedgerError(
                        f"event {seq} of {self.site} is refused: {error}",
                        hint="Nothing was imported. Ask where the file comes from",
                    ) from error
            raise LedgerError(str(whole)) from whole  # pragma: no cover - one of them was refused

    def _appended(self, envelopes: list[Envelope], first: int) -> None:
        for seq, entry in enumerate(self.writing.append(envelopes, typed=False), start=first):
            if entry.seq != seq or entry.site != self.site:
                raise LedgerError(f"it is event {entry.seq} of {entry.site} once more")
            self._follow(entry)

    def _follow(self, entry: Entry) -> None:
        """Do beside the chain what an entry asks for: note files, forget whoever is erased."""
        evidence, erased = entry.event.evidence_recorded, entry.event.person_erased
        if evidence is not None:
            for fact in evidence.attachments:
                self.vault.use_file(evidence.person, entry.event.id, fact.sha256)
        if erased is not None:
            self._forget(erased.person)

    def _forget(self, person: Reference) -> None:
        """Forget a person; only for somebody who was here before there is more to do later."""
        connection = self.writing.connection
        about = reading.entries_where(connection, self.site, person=person)
        if about and about[0].seq <= self.before:
            self.vault.forget(person)
        else:
            own = file_use.c.site == self.site, file_use.c.person == person
            connection.execute(delete(file_use).where(*own))
