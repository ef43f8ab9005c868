"""What is known of how a chain was, held against how it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from skillcert.errors import LedgerError
from skillcert.ledger.checkpoints import open_checkpoint
from skillcert.ledger.findings import FindingKind, Witness
from skillcert.ledger.merkle import Growing
from skillcert.ledger.roster import Roster
from skillcert.model import CheckpointRef, Sha256, Token

__all__ = ["Witnesses"]

_K = FindingKind
_MOST_ROOTS = 256


class Witnesses:
    """Checkpoints of a chain, met in the order of their sizes as the chain is looked at.

    Args:
        site: The site.
        tell: What is given each finding: its kind, its number and its values.

    Attributes:
        met: How many of them fit the chain.
    """

    def __init__(self, site: Token, tell: Callable[..., None]) -> None:
        self.met = 0
        self._site = site
        self._tell = tell
        self._coming: Iterator[Witness] = iter(())
        self._next: Witness | None = None
        self._matched = 0
        self._mismatch = False
        self._roots: deque[CheckpointRef] = deque(maxlen=_MOST_ROOTS)

    def expect(self, witnesses: Iterator[Witness]) -> None:
        """Say what is to come, in the order of sizes."""
        self._coming = witnesses
        self._next = next(self._coming, None)

    def meet(self, size: int, tree: Growing | None, roster: Roster) -> None:
        """Hold what is known of the first *size* entries against them.

        Args:
            size: How many entries were looked at.
            tree: The tree over them; None if some are missing.
            roster: Who may say what after them.
        """
        while self._next is not None and self._next.ref.size <= size:
            witness, self._next = self._next, next(self._coming, None)
            if tree is not None and witness.ref.size == size and self._signed(witness, roster):
                self._hold(witness.ref, tree, witness.source)

    def of_certificate(self, seq: int, ref: CheckpointRef, tree: Growing | None) -> bool:
        """Hold the state that a certificate carries against the entries before it.

        Args:
            seq: The number of the event that issued it.
            ref: The state.
            tree: The tree over the entries before; None if some are missing.

        Returns:
            Whether that could be told; if not, it is of a state before the last ones.
        """
        source = f"the certificate of event {seq}"
        if tree is None:
            return True
        if ref.size == tree.size:
            self._hold(ref, tree, source)
            return True
        if ref.size > tree.size:
            self._tell(_K.OTHER_PAST, seq, last=ref.size, source=source)
            return True
        for root in self._roots:
            if root.size == ref.size:
                self.judge(ref, root.root, source)
                return True
        return False

    def judge(self, ref: CheckpointRef, root: Sha256, source: str) -> None:
        """Hold a state that is told of against the root that the entries have."""
        if ref.root == root:
            self.met += 1
            self._matched = max(self._matched, ref.size)
            self._mismatch = False
        elif not self._mismatch:
            # The ones after it do not fit either, for the same reason: one finding is enough.
            first = self._matched + 1 if self._matched < ref.size else 1
            self._tell(_K.OTHER_PAST, first, last=ref.size, source=source)
            self._mismatch = True

    def end(self, size: int, roster: Roster) -> None:
        """Tell whether somebody knows of more entries than there are.

        Args:
            size: How many there are.
            roster: Who may say what after them.
        """
        longest: Witness | None = None
        while self._next is not None:
            witness, self._next = self._next, next(self._coming, None)
            if witness.ref.size > size and self._signed(witness, roster):
                longest = witness
        if longest is not None:
            self._tell(_K.TAIL_CUT, size + 1, last=longest.ref.size, source=longest.source)

    def _hold(self, ref: CheckpointRef, tree: Growing, source: str) -> None:
        root = Sha256(tree.root().hex())
        self._roots.append(CheckpointRef(size=tree.size, root=root))
        self.judge(ref, root, source)

    def _signed(self, witness: Witness, roster: Roster) -> bool:
        if witness.note is None:
            return True
        keys = [known.key for known in roster.keys if known.owner is None]
        try:
            found = open_checkpoint(witness.note, keys)
            if (found.site, found.ref) == (self._site, witness.ref):
                return True
            why = "it is of another site or state than it is said to be"
        except LedgerError as error:
            why = error.what
        self._tell(_K.UNSOUND_CHECKPOINT, None, source=witness.source, why=why)
        return False
