"""A ledger goes out, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from skillcert.errors import LedgerError
from skillcert.ledger import reading
from skillcert.ledger.durable import written_whole
from skillcert.ledger.exchange.lines import (
    EXPORT_FORMAT,
    CheckpointLine,
    EntryLine,
    Header,
    ItemLine,
    PersonLine,
    Said,
    text_of,
    write_lines,
)
from skillcert.ledger.store import Ledger
from skillcert.ledger.stored import kept_notes
from skillcert.ledger.tables import person_key, private_item
from skillcert.model import PrivateKind, Reference, Token

__all__ = ["export_ledger", "write_export"]


def export_ledger(
    ledger: Ledger, *, sites: Iterable[Token] | None = None, with_vault: bool = False
) -> Iterator[bytes]:
    """Yield a ledger as JSON Lines, a page at a time.

    What is appended meanwhile is left out: each chain goes as far as it did at the beginning.

    Args:
        ledger: The ledger.
        sites: The sites; None for all.
        with_vault: Whether keys and private items of people go out, too. Whoever has the file then
            reads every name and note, and no erasure reaches it.

    Raises:
        LedgerError: There is no such site, or the database cannot be read, or was altered.
    """
    there = ledger.sites()
    wanted = tuple(sorted(set(there if sites is None else sites)))
    for site in wanted:
        if site not in there:
            raise LedgerError(
                f"there is no site {site} here", hint=f"There are: {', '.join(there) or 'none'}"
            )
    said = (one for site in wanted for one in _site(ledger, site, with_vault=with_vault))
    header = Header(format=EXPORT_FORMAT, sites=wanted, vault=with_vault)
    yield from write_lines(header, said)


def write_export(
    path: Path,
    ledger: Ledger,
    *,
    sites: Iterable[Token] | None = None,
    with_vault: bool = False,
) -> None:
    """Write a ledger to a file, which is there whole or not at all; see `export_ledger`.

    Raises:
        LedgerError: As `export_ledger` says, or the file cannot be written.
    """
    try:
        with written_whole(path) as file:
            file.writelines(export_ledger(ledger, sites=sites, with_vault=with_vault))
    except OSError as error:
        raise LedgerError(
            f"the ledger cannot be exported ({error.strerror or type(error).__name__})",
            where=str(path),
            hint="Make room on the disk, or name a file in a folder that you may write to",
        ) from error


def _site(ledger: Ledger, site: Token, *, with_vault: bool) -> Iterator[Said]:
    notes = _notes(ledger, site)
    size, note = next(notes, (0, ""))
    end = ledger.head(site).size
    for entry in ledger.entries(site):
        if entry.seq > end:
            break
        yield EntryLine(
            site=site,
            seq=entry.seq,
            body=text_of(entry.envelope.body),
            signature=text_of(entry.envelope.signature),
        )
        while note and size == entry.seq:
            yield CheckpointLine(site=site, size=size, note=note)
            size, note = next(notes, (0, ""))
    if with_vault:
        yield from _vault(ledger, site)


def _notes(ledger: Ledger, site: Token) -> Iterator[tuple[int, str]]:
    """Yield size and note of each checkpoint, by size."""
    after = 0
    while True:
        with ledger.database.reading() as connection:
            found = kept_notes(connection, site, after=after)
        yield from found
        if not found:
            return
        after = found[-1][0]


def _vault(ledger: Ledger, site: Token) -> Iterator[Said]:
    """Yield people and their items as they are kept, a page of people at a time."""
    # Sorted here and not there: a database sorts by the rules of its language, and the file is to
    # have the same bytes whichever database it comes from.
    with ledger.database.reading() as connection:
        wanted = select(person_key.c.person).where(person_key.c.site == site)
        people = sorted(connection.execute(wanted).scalars())
    for start in range(0, len(people), reading.PAGE):
        yield from _people(ledger, site, people[start : start + reading.PAGE])


def _people(ledger: Ledger, site: Token, people: Sequence[str]) -> Iterator[Said]:
    keys, items = person_key.c, private_item.c
    secrets = select(keys.person, keys.key, keys.salt)
    held = select(items.person, items.kind, items.ref, items.box)
    with ledger.database.reading() as connection:
        owned = connection.execute(secrets.where(keys.site == site, keys.person.in_(people)))
        rows = sorted(map(tuple, owned))
        kept = connection.execute(held.where(items.site == site, items.person.in_(people)))
        boxes: dict[str, list[tuple[str, str, bytes]]] = defaultdict(list)
        for whose, *box in kept:
            boxes[whose].append(tuple(box))
    for name, key, salt in rows:
        person = Reference(name)
        yield PersonLine(site=site, person=person, key=text_of(key), salt=text_of(salt))
        for kind, ref, data in sorted(boxes[name]):
            yield ItemLine(
                site=site,
                person=person,
                kind=PrivateKind(kind),
                ref=Reference(ref),
                box=text_of(data),
            )
