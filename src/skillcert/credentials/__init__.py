"""What an outsider can check, with nothing but the paper and a list of issuers.

Rules of this package

- Bytes are verified before they are read. Nothing is serialised again in order to verify it.
- Bad data never raises where something is verified: it is a check that fails, with the reason.
- What is asked of it in bytes, digits and nesting is bounded before it is done.
- No network. Who is checked is nobody's business but the employer's.
- It knows no ledger, no document and no plugin: `skillcert.programme` brings them together.
"""

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
from skillcert.credentials.verification import verify_code

__all__ = [
    "Check",
    "CheckName",
    "Outcome",
    "PaperCode",
    "PaperContent",
    "Report",
    "SignedBundle",
    "TrustBundle",
    "TrustedIssuer",
    "Verdict",
    "code_bytes",
    "content_of",
    "mark_of",
    "open_bundle",
    "open_code",
    "seal_bundle",
    "seal_code",
    "short_digest",
    "verify_code",
]
