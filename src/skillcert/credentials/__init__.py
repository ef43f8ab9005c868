"""What an outsider can check, with nothing but the paper and a list of issuers.

Rules of this package

- Bytes are verified before they are read. Nothing is serialised again in order to verify it.
- Bad data never raises where something is verified: it is a check that fails, with the reason.
- What is asked of it in bytes, digits and nesting is bounded before it is done.
- No network. Who is checked is nobody's business but the employer's.
- It knows no ledger, no document and no plugin: `skillcert.programme` brings them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillcert._loading import when_used
from skillcert.credentials.content import PaperContent, content_of, mark_of, short_digest
from skillcert.credentials.paper_code import PaperCode, code_bytes, open_code, seal_code
from skillcert.credentials.report import Check, CheckName, Outcome, Report, Verdict
from skillcert.credentials.trust import (
    SignedBundle,
    TrustBundle,
    TrustedIssuer,
    open_bundle,
    seal_bundle,
)
from skillcert.credentials.verification import Verified, verify_code

if TYPE_CHECKING:
    from skillcert.credentials.file_verification import Known, verify_file

__all__ = [
    "Check",
    "CheckName",
    "Known",
    "Outcome",
    "PaperCode",
    "PaperContent",
    "Report",
    "SignedBundle",
    "TrustBundle",
    "TrustedIssuer",
    "Verdict",
    "Verified",
    "code_bytes",
    "content_of",
    "mark_of",
    "open_bundle",
    "open_code",
    "seal_bundle",
    "seal_code",
    "short_digest",
    "verify_code",
    "verify_file",
]

__getattr__, __dir__ = when_used(__name__, ("file_verification",))
