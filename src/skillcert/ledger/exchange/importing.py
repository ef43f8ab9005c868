"""A ledger comes in, line by line, and is kept as a whole or not at all.

Rules of this module

- Everything happens in one transaction. What is taken in is verified as if it were appended, and
  at the end the chains are checked as `skillcert ledger check` checks them.
- Where a chain is here already, both have to say the same, byte for byte, as far as both go. So a
  chain can grow by an import, and a copy that went another way is refused by the number at which
  it did.
- Whoever the chain in the file says is erased is erased here, too; and no file brings anybody back.
- A private item is taken in only if its person's key opens it and the chain, where it says
  something of it, says that it is this one.
- Where both have an item that may change, the file's counts if its chain is the longer one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import BinaryIO

import attrs

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger.erasure import finish_erasures
from skillcert.ledger.exchange.chains import ChainIn
from skillcert.ledger.exchange.lines import (
    EXPORT_FORMAT,
    CheckpointLine,
    EndLine,
    EntryLine,
    Header,
    ItemLine,
    PersonLine,
    Said,
    read_lines,
)
from skillcert.ledger.exchange.people import PeopleIn
from skillcert.ledger.files import FileStore
from skillcert.ledger.findings import FindingKind
from skillcert.ledger.store import Ledger
from skillcert.ledger.writing import Writing
from skillcert.model import Token

__all__ = ["Imported", "ImportedSite", "import_ledger"]


_NO_FAULT_OF_THE_FILE = frozenset(
    {
        FindingKind.LINE_NOT_PROVEN,
        FindingKind.FILE_MISSING,
        FindingKind.FILE_ALTERED,
        FindingKind.FILE_UNREADABLE,
        FindingKind.PRIVATE_MISSING,
        FindingKind.PRIVATE_ALTERED,
        FindingKind.PRIVATE_STRAY,
        FindingKind.NOT_ERASED,
    }
)
"""What the check may find in a ledger whose chains hold: a key may have been declared compromised
since a certificate was issued, and the file may have come without the vault."""


@attrs.frozen(kw_only=True)
class ImportedSite:
    """What became of one chain.

    Attributes:
        site: The site.
        before: How many entries it had here before.
        after: How many it has now.
        checkpoints: How many checkpoints came in.
        people: How many people came in, with what is held on them.
    """

    site: Token
    before: int
    after: int
    checkpoints: int = 0
    people: int = 0


@attrs.frozen(kw_only=True)
class Imported:
    """What an import has brought.

    Attributes:
        sites: What became of each chain in the file.
    """

    sites: tuple[ImportedSite, ...]


def import_ledger(  # noqa: PLR0913 - each is a thing of its own
    ledger: Ledger,
    stream: BinaryIO,
    *,
    files: FileStore,
    now: dt.datetime,
    source: str = "the file",
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Take in an exported ledger.

    Args:
        ledger: The ledger that takes it in.
        stream: The file, opened in binary.
        files: The ledger's files: those of whoever comes in as erased are deleted. To bring the
            files of the others along, see `bring_files`.
        now: The time by this computer's clock, in UTC.
        source: The file's name, for the messages.
        progress: What is told how many lines were read.

    Returns:
        What became of each chain.

    Raises:
        LedgerError: The file is no export, or not whole; a chain in it does not verify, or went
            another way than the one here. Nothing was kept.
    """
    with ledger.writing_several(now=now) as writing_to:
        task = _Import(writing_to=writing_to, source=source)
        for number, said in read_lines(stream, source=source):
            task.take(number, said)
            if progress is not None and number % 1_000 == 0:
                progress(number)
        result = task.result()
        for one in result.sites:
            _check(ledger, one.site, source)
    finish_erasures(ledger, files)
    return result


def _check(ledger: Ledger, site: Token, source: str) -> None:
    """Refuse a chain in which the check of the ledger, in this same transaction, finds anything."""
    found = [one for one in ledger.check(site).findings if one.kind not in _NO_FAULT_OF_THE_FILE]
    if found:
        raise LedgerError(
            f"the chain of {site} does not hold: {found[0]}",
            where=source,
            hint="Nothing was imported. Ask where the file comes from, and for another one",
        )


@attrs.define
class _Import:
    """An import that is going on."""

    writing_to: Callable[[Token], Writing]
    source: str
    _header: Header = Header(format=EXPORT_FORMAT)
    _chains: list[ChainIn] = attrs.field(factory=list)
    _people: list[PeopleIn] = attrs.field(factory=list)

    def take(self, number: int, said: Said) -> None:
        """Take in what line *number* says.

        Raises:
            LedgerError: It cannot be kept.
        """
        try:
            match said:
                case Header():
                    self._header = said
                case EntryLine():
                    self._chain(said.site).entry(said)
                case CheckpointLine():
                    self._chain(said.site).checkpoint(said)
                case PersonLine():
                    self._held(said.site).person(said)
                case ItemLine():
                    self._held(said.site).item(said)
                case EndLine():
                    self._end()
        except (LedgerError, RefusedError) as error:
            # An entry is judged with those beside it, so its number says more than the line's.
            where = error.where if isinstance(error, LedgerError) and error.where else self.source
            raise LedgerError(
                error.what,
                where=f"{where}, line {number}" if where == self.source else where,
                hint=error.hint or "Nothing was imported",
            ) from error

    def result(self) -> Imported:
        """Return what became of each chain."""
        return Imported(
            sites=tuple(
                ImportedSite(
                    site=chain.site,
                    before=chain.before,
                    after=max(chain.before, chain.size),
                    checkpoints=chain.new_checkpoints,
                    people=people.new_people,
                )
                for chain, people in zip(self._chains, self._people, strict=True)
            )
        )

    def _chain(self, site: Token) -> ChainIn:
        """Return the chain that is coming in; a new one begins where the header says so."""
        if self._chains and self._chains[-1].site == site:
            return self._chains[-1]
        self._finish_site()
        expected = self._header.sites[len(self._chains) : len(self._chains) + 1]
        if expected != (site,):
            raise LedgerError(f"the site {site} is not in its place in the file")
        chain = ChainIn(self.writing_to(site))
        self._chains.append(chain)
        self._people.append(PeopleIn(chain))
        return chain

    def _held(self, site: Token) -> PeopleIn:
        if not self._header.vault:
            raise LedgerError("the first line does not say that private items follow")
        if not self._chains or self._chains[-1].site != site:
            raise LedgerError(f"the people of {site} do not follow its chain")
        self._chains[-1].close()
        return self._people[-1]

    def _finish_site(self) -> None:
        if self._chains:
            self._chains[-1].close()
            self._people[-1].close()

    def _end(self) -> None:
        self._finish_site()
        if len(self._chains) != len(self._header.sites):
            raise LedgerError("a site that the first line names is missing")
