"""The check of a ledger: everything is looked at, and everything found is told.

Rules of this module

- Bad data is told and never raised: whatever somebody wrote into the database, there is a report.
- Rows are read a page at a time and forgotten. A chain of any length needs the same memory.
- Signatures are verified over the bytes that are there, before anything in them is believed.
- What was wrong changes no roster: a supervisor whose enrolment does not hold has signed nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs
from sqlalchemy import Row, select, union

from skillcert.errors import LedgerError, SkillcertError, shorten
from skillcert.ledger import reading
from skillcert.ledger.checkpoints import read_note
from skillcert.ledger.database import Database
from skillcert.ledger.files import FileSource
from skillcert.ledger.findings import (
    CertificateProof,
    Finding,
    FindingKind,
    Report,
    SiteReport,
    Witness,
)
from skillcert.ledger.glance import Glance, glance, read_event
from skillcert.ledger.health import database_findings
from skillcert.ledger.held import held_findings, people_of
from skillcert.ledger.merkle import Growing
from skillcert.ledger.proofs import prove
from skillcert.ledger.scan import Scan
from skillcert.ledger.stored import kept_notes
from skillcert.ledger.tables import checkpoint, entry
from skillcert.model import EventKind, Sha256, Token

__all__ = ["check_ledger"]

_K = FindingKind
_PAPER = EventKind.CERTIFICATE_ISSUED.value
_MOST = 1_000
"""How many findings are told: more help nobody, and a million of them fill memory."""


class _Findings:
    """Findings, the first thousand of them, and the numbers of entries that are not sound."""

    def __init__(self) -> None:
        self.told: list[Finding] = []
        self.more = 0

    def add(self, finding: Finding) -> None:
        if len(self.told) < _MOST:
            self.told.append(finding)
        else:
            self.more += 1


def check_ledger(  # noqa: PLR0913 - each is a thing of its own
    database: Database,
    site: Token | None = None,
    *,
    witnesses: Iterable[Witness] = (),
    progress: Callable[[Token, int, int], None] | None = None,
    proofs: Callable[[CertificateProof], None] | None = None,
    files: FileSource | None = None,
) -> Report:
    """Look at every entry, checkpoint and certificate of a ledger; see `Ledger.check`."""
    findings = _Findings()
    known = tuple(witnesses)
    sites: list[SiteReport] = []
    try:
        for finding in database_findings(database):
            findings.add(finding)
        there = tuple(_sites(database, findings))
    except LedgerError as error:
        findings.add(_unreadable(None, 1, error))
        there = ()
    wanted = [site] if site is not None else sorted({*there, *(one.site for one in known)})
    for one in wanted:
        task = _SiteCheck(database, one, findings, progress or _silent, proofs or _silent, files)
        sites.append(task.run([witness for witness in known if witness.site == one]))
    return Report(sites=tuple(sites), findings=tuple(findings.told), more=findings.more)


def _sites(database: Database, findings: _Findings) -> Iterator[Token]:
    """Yield the sites of which anything is there."""
    with database.reading() as connection:
        found = connection.execute(union(select(entry.c.site), select(checkpoint.c.site)))
        names = [name for (name,) in found]
    for name in names:
        if isinstance(name, str):
            yield Token(name)
        else:
            values = (("what", f"something belongs to the site {shorten(name)}"),)
            findings.add(Finding(kind=_K.DATABASE, values=values))


def _silent(*_: object) -> None:
    """Tell nobody."""


@attrs.define
class _Counts:
    certificates: int = 0
    proven: int = 0
    set_aside: int = 0


@attrs.frozen
class _SiteCheck:
    """The check of one chain."""

    database: Database
    site: Token
    findings: _Findings
    progress: Callable[[Token, int, int], None]
    proofs: Callable[[CertificateProof], None]
    files: FileSource | None

    def run(self, known: list[Witness]) -> SiteReport:
        scan = Scan(self.site, self.findings.add)
        try:
            self._scan(scan, known)
        except LedgerError as error:
            self.findings.add(_unreadable(self.site, scan.last + 1, error))
        scan.end()
        counts = _Counts()
        try:
            self._late(scan)
            counts.set_aside = self._set_aside(scan)
            self._people(scan, counts)
        except LedgerError as error:
            self.findings.add(_unreadable(self.site, 1, error))
        return scan.report(**attrs.asdict(counts))

    def _scan(self, scan: Scan, known: list[Witness]) -> None:
        with self.database.reading() as connection:
            size = reading.size(connection, self.site)
        given = sorted(known, key=lambda witness: witness.ref.size)
        expected = heapq.merge(given, self._kept(), key=lambda witness: witness.ref.size)
        scan.expect(expected)
        for row in self._rows(after=None):
            scan.row(*tuple(row))
            if scan.last % reading.PAGE == 0:
                self.progress(self.site, scan.last, max(size, scan.last))
        self.progress(self.site, scan.last, max(size, scan.last))

    def _kept(self) -> Iterator[Witness]:
        """Yield what the ledger's own checkpoints say, by size."""
        size = -1
        while True:
            with self.database.reading() as connection:
                notes = kept_notes(connection, self.site, after=size)
            for size, note in notes:
                yield from self._witness(size, note)
            if not notes:
                return
            size = notes[-1][0]

    def _witness(self, size: int, note: str) -> Iterator[Witness]:
        source = f"the checkpoint of event {size}"
        try:
            site, ref = read_note(str(note))
            if (site, ref.size) == (self.site, size):
                yield Witness(site=site, ref=ref, source=source, note=note)
                return
            why = "it is of another site or size"
        except LedgerError as error:
            why = error.what
        values = (("source", source), ("why", why))
        self.findings.add(Finding(kind=_K.UNSOUND_CHECKPOINT, site=self.site, values=values))

    def _late(self, scan: Scan) -> None:
        """Hold the states that certificates carry from far back against the chain."""
        if not scan.late or not scan.whole:
            return
        sizes = {ref.size for _, ref in scan.late}
        roots: dict[int, Sha256] = {}
        tree = Growing()
        for row in self._numbered(after=None):
            if tree.size in sizes:
                roots[tree.size] = Sha256(tree.root().hex())
            tree.add(row.hash)
        for seq, ref in scan.late:
            scan.judge(seq, ref, roots[ref.size])

    def _set_aside(self, scan: Scan) -> int:
        """Count what was signed with a compromised key after its last event that counts."""
        ends = [key.trusted_to for key in scan.roster.keys if key.trusted_to is not None]
        if not ends:
            return 0
        return sum(
            1
            for row in self._numbered(after=min(ends))
            if scan.sound(row.seq)
            and (seen := glance(row.body) or Glance.of(read_event(row.body)))
            and not scan.roster.counts(seen.key, row.seq)
        )

    def _numbered(self, *, after: int | None) -> Iterator[Row[Any]]:
        """Yield the rows that have a number, as sound ones do."""
        return (row for row in self._rows(after=after) if type(row.seq) is int and row.seq > 0)

    def _rows(self, *, after: int | None) -> Iterator[Row[Any]]:
        while True:
            with self.database.reading() as connection:
                rows = reading.rows(connection, self.site, after=after)
            yield from rows
            if len(rows) < reading.PAGE:
                return
            after = rows[-1].seq

    def _people(self, scan: Scan, counts: _Counts) -> None:
        """Look at what is about each person: certificates, and what is held beside the chain."""
        with self.database.reading() as connection:
            people = people_of(connection, self.site)
            holders = reading.people_with(connection, self.site, EventKind.CERTIFICATE_ISSUED)
        for start in range(0, len(people), reading.PAGE):
            with self.database.reading() as connection:
                for person in people[start : start + reading.PAGE]:
                    found = reading.rows_of(connection, self.site, person)
                    about: Iterable[Row[Any]] = found
                    if person in holders:  # otherwise no row has to be kept
                        about = rows = found.all()
                        self._papers(rows, scan, counts)
                    for one in held_findings(connection, self.site, person, about, self.files):
                        self.findings.add(one)

    def _papers(self, about: Sequence[Row[Any]], scan: Scan, counts: _Counts) -> None:
        """Prove the certificates of a person from all that is said about the person."""
        for row in about:
            if row.kind == _PAPER and scan.sound(row.seq):
                proof = prove(row, about, scan.roster, sound=scan.sound)
                counts.certificates += 1
                counts.proven += proof.proven
                self._tell(proof)

    def _tell(self, proof: CertificateProof) -> None:
        self.proofs(proof)
        for line in proof.lines:
            if line.refusal is not None:
                values = (("certificate", proof.certificate), ("criterion", line.criterion))
                self.findings.add(
                    Finding(
                        kind=_K.LINE_NOT_PROVEN,
                        site=self.site,
                        seq=proof.seq,
                        values=values,
                        refusal=line.refusal,
                    )
                )


def _unreadable(site: Token | None, seq: int, error: SkillcertError) -> Finding:
    return Finding(kind=_K.UNREADABLE, site=site, seq=seq, values=(("why", error.what),))
