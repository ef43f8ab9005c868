"""The certificate with skillcert, all the way from the evidence record to the bytes of the file.

The record is checked, what is achieved is decided, the words that could reveal something are looked
for, the page is laid out, the symbol of the code is made and the file written: what
`Programme.issue` does. `Issued` signs the code's bytes and adds a signed Open Badge too, as a
ledger does when it issues. `Drawn` is given what the paper says, as the other tools are, and does
what they do: it lays the page out, makes the symbol and writes the file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import attrs

from skillcert import Programme
from skillcert.documents import Printing
from skillcert.model import EvidenceRecord, Name

__all__ = ["HOST", "RECORD", "Batch", "Drawn", "Issued", "code_of", "issue_one"]

RECORD = Path(__file__).parents[2] / "examples" / "bicycle-colleague.json"
LANGUAGE, DAY = "nb", dt.date(2025, 6, 30)
HOST = "papers.example"
CODE_BYTES = 500


def code_of(number: int) -> str:
    """Return the text of a code of 500 bytes, which no cache has seen."""
    from skillcert.credentials.digits import to_digits

    noise = hashlib.shake_128(str(number).encode()).digest(CODE_BYTES)
    return f"https://{HOST}/v1#{to_digits(noise)}"


def issue_one(record: Path, code: str) -> bytes:
    """Return the certificate of the record in a file, with a code."""
    programme = Programme.installed()
    read = programme.read_record(record.read_bytes())
    return programme.issue(read, language=LANGUAGE, on=DAY, printing=Printing(code=code)).pdf


class Batch:
    """Certificates of one record, each with another name and another code."""

    def __init__(self) -> None:
        self.programme = Programme.installed()
        self._record = self.programme.read_record(RECORD.read_bytes())

    def record(self, name: str) -> EvidenceRecord:
        """Return the record of the holder called *name*."""
        holder = attrs.evolve(self._record.holder, name=Name(name))
        return attrs.evolve(self._record, holder=holder)

    def asked(self, name: str, code: str) -> tuple[Any, Any]:
        """Return what `make` is given for the holder called *name*."""
        return name, code

    def make(self, name: str, code: str) -> bytes:
        """Return the certificate of the holder called *name*."""
        record, printing = self.record(name), Printing(code=code)
        return self.programme.issue(record, language=LANGUAGE, on=DAY, printing=printing).pdf


class Drawn(Batch):
    """The same from what the paper says to the bytes of the file."""

    def asked(self, name: str, code: str) -> tuple[Any, Any]:
        """Return what the paper of the holder called *name* says, and how it is printed.

        The squares of the code are worked out here too: the other tools get them ready made.
        """
        from skillcert.documents.code import code_box

        code_box(code, "")
        draft = self.programme.draft(self.record(name), language=LANGUAGE, on=DAY)
        return draft, Printing(code=code)

    def make(self, draft: Any, printing: Any) -> bytes:
        """Return the file of a draft."""
        return self.programme.render(draft, printing=printing).pdf


class Issued(Batch):
    """The same with everything that a ledger puts on and into it."""

    def __init__(self) -> None:
        super().__init__()
        from skillcert.signing import KeySigner

        self._signer = KeySigner.of_seed(bytes(32))

    def make(self, name: str, code: str) -> bytes:
        """Return the certificate of the holder called *name*; *code* gives it its id."""
        from skillcert.credentials import seal_code
        from skillcert.credentials.open_badge import BadgeRequest, open_badge
        from skillcert.documents import public_part

        draft = self.programme.draft(self.record(name), language=LANGUAGE, on=DAY)
        certificate = draft.certificate
        rubric = self.programme.registry.rubric(certificate.workshop, certificate.rubric.id)
        identity = hashlib.sha256(code.encode()).hexdigest()[:32]
        digest = hashlib.sha256(public_part(draft.documents)).hexdigest()
        sealed = seal_code(certificate, signer=self._signer, certificate_id=identity, digest=digest)
        asked = BadgeRequest(certificate=certificate, rubric=rubric, certificate_id=identity)
        badge = open_badge(asked, self._signer, created=dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC))
        return self.programme.render(
            draft,
            printing=Printing(code=sealed.link(HOST)),
            badge=json.dumps(badge, ensure_ascii=False, separators=(",", ":")).encode("utf-8"),
        ).pdf


if __name__ == "__main__":
    Path(sys.argv[3]).write_bytes(
        issue_one(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="ascii"))
    )
