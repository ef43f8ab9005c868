"""Checking what somebody hands in: a PDF, a picture, the text of a code, a credential.

The rules

1. The code decides. Of a file without one nothing is confirmed.
2. What lies beside the code in a PDF must say what the code says: the record by its digest, the
   credential by the certificate's id and by a signature of the same issuer.
3. A credential alone is checked by its proof, by the list of issuers and by its status.
4. Where the code has no room for the words of the skills, they are those of the record beside it,
   which its digest proves, or of the rubric with its digest that is installed here.
5. What the paper was measured by and issued from is checked where it is known here, and said to be
   not checked where it is not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import attrs

from skillcert.credentials.content import PaperContent, mark_of, short_digest
from skillcert.credentials.data_integrity import proven
from skillcert.credentials.multibase import public_of_multikey
from skillcert.credentials.open_badge import badge_id
from skillcert.credentials.paper_code import PaperCode
from skillcert.credentials.reading import Found, FoundKind, read
from skillcert.credentials.report import Check, CheckName, Outcome, Report
from skillcert.credentials.trust import TrustBundle, TrustedIssuer
from skillcert.credentials.verification import (
    Verified,
    issuer_check,
    status_check,
    verify_code,
)
from skillcert.errors import CredentialError
from skillcert.model import KeyId, Rubric
from skillcert.rubrics import digest_of

__all__ = ["Known", "no_ledger", "verify_file"]

InstalledRubric = Callable[[str, str], "Rubric | None"]
"""Gives an installed rubric by its key and version; None where there is none."""

LedgerCheck = Callable[[PaperCode], Check]
"""Says whether a ledger that is at hand holds a paper whose signature was checked."""


def no_ledger() -> Check:
    """Return what is said where there is no ledger to ask."""
    why = "the ledger that it was issued from is not here"
    return Check(name=CheckName.CHECKPOINT, outcome=Outcome.NOT_CHECKED, why=why, fault="no_ledger")


@attrs.frozen(kw_only=True)
class Known:
    """What is known where the check is made, beside the list of issuers.

    Attributes:
        rubric: The rubrics that are installed.
        ledger: The ledger that the paper may have been issued from.
    """

    rubric: InstalledRubric = lambda _id, _version: None
    ledger: LedgerCheck = lambda _code: no_ledger()


def verify_file(
    data: bytes, trust: TrustBundle, *, on: dt.date, known: Known | None = None
) -> Verified:
    """Check a file, or the text of a code. Bad data never raises.

    Args:
        data: The bytes.
        trust: The list of issuers.
        on: Today, to say whether the list is old.
        known: What else is known here.

    Raises:
        CredentialError: A library that is needed to read such a file is not installed.
    """
    found = read(data)
    if found.kind is FoundKind.CREDENTIAL and found.credential is not None:
        return _credential(found.credential, trust, on)
    if not found.code:
        check = Check(name=CheckName.FORM, outcome=Outcome.FAIL, why=found.why, fault="no_code")
        return Verified(report=Report(checks=(check,)), stale=on > trust.until)
    verified = verify_code(found.code, trust, on=on)
    if verified.code is None:
        return verified
    known, content = known or Known(), verified.code.content
    rubric = known.rubric(content.rubric.id, content.rubric.version)
    more = _beside(found, verified, rubric, known)
    report = Report(checks=(*verified.report.checks, *more))
    words = _words(found, content, report, rubric)
    return attrs.evolve(verified, report=report, words=words)


def _words(
    found: Found, content: PaperContent, report: Report, rubric: Rubric | None
) -> dict[str, str]:
    """Return the words of the skills that stand as keys in the code, as far as they are proven."""
    keys = {key for group in content.levels for key in group.skills}
    if not keys:
        return {}
    words: dict[str, str] = {}
    if rubric and report.outcome(CheckName.RUBRIC) is Outcome.PASS:
        texts = [text for text in rubric.texts if text.language == content.language]
        words |= {key: said.does for text in texts for key, said in text.criteria if key in keys}
    if found.record and report.outcome(CheckName.EMBEDDED) is Outcome.PASS:
        words |= {key: text for key, text in _recorded(found.record, content) if key in keys}
    return words


def _recorded(record: bytes, content: PaperContent) -> Iterator[tuple[str, str]]:
    """Yield key and words of each skill in the record of a paper that the code belongs to."""
    # Its digest is that of the code, so it is what the issuer wrote, by this form or a later one.
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        for paper in json.loads(record)["documents"]:
            if paper["language"] == content.language:
                for level in paper["levels"]:
                    yield from ((line["criterion"], line["text"]) for line in level["lines"])


def _credential(credential: Mapping[str, Any], trust: TrustBundle, on: dt.date) -> Verified:
    report = Report(checks=tuple(_credential_checks(credential, trust)))
    signed = report.outcome(CheckName.SIGNATURE) is Outcome.PASS
    return Verified(
        report=report,
        issuer=trust.issuer(_key_of(credential)) if signed else None,
        credential=credential if signed else None,
        stale=on > trust.until,
    )


def _beside(
    found: Found, verified: Verified, rubric: Rubric | None, known: Known
) -> Iterator[Check]:
    if verified.code is None or verified.issuer is None:
        return
    content = verified.code.content
    yield _rubric(content, rubric)
    yield known.ledger(verified.code)
    yield _embedded(found, content, verified.issuer)


def _rubric(content: PaperContent, own: Rubric | None) -> Check:
    name, rubric = CheckName.RUBRIC, content.rubric
    if own is None:
        why = f"{rubric.id} {rubric.version} is not installed here"
        return Check(name=name, outcome=Outcome.NOT_CHECKED, why=why)
    if short_digest(digest_of(own)) != rubric.digest:
        why = f"{rubric.id} {rubric.version} has other words here"
        return Check(name=name, outcome=Outcome.NOT_CHECKED, why=why, fault="other_rubric")
    return Check(name=name, outcome=Outcome.PASS, why=f"measured by {rubric.id} {rubric.version}")


def _embedded(found: Found, content: PaperContent, issuer: TrustedIssuer) -> Check:
    name = CheckName.EMBEDDED
    if found.record is None and found.credential is None:
        return Check(name=name, outcome=Outcome.NOT_CHECKED, why="nothing lies beside the code")
    if found.record is not None:
        digest = hashlib.sha256(found.record).hexdigest()
        if short_digest(digest) != content.certificate:
            why = "the record in the file says something else than the code"
            return Check(name=name, outcome=Outcome.FAIL, why=why, fault="other_record")
    if found.credential is not None and (why := _foreign(found.credential, content, issuer)):
        return Check(name=name, outcome=Outcome.FAIL, why=why, fault="other_credential")
    return Check(name=name, outcome=Outcome.PASS, why="the file says what the code says")


def _foreign(credential: Mapping[str, Any], content: PaperContent, issuer: TrustedIssuer) -> str:
    """Return why a credential is not the code's; empty if it is."""
    if credential.get("id") != badge_id(content.id):
        return "the credential in the file is another certificate's"
    try:
        own = proven(credential, issuer.public)
    except CredentialError as error:
        return f"the credential in the file is not to be checked: {error.what}"
    return "" if own else "the credential in the file was changed, or signed by another"


def _credential_checks(credential: Mapping[str, Any], trust: TrustBundle) -> Iterator[Check]:
    try:
        issuer = trust.issuer(_key_of(credential))
        if issuer is None:
            why = "nobody in the list of issuers has this key"
            yield Check(
                name=CheckName.ISSUER, outcome=Outcome.FAIL, why=why, fault="unknown_issuer"
            )
            return
        good, day = proven(credential, issuer.public), _day_of(credential)
    except CredentialError as error:
        yield Check(name=CheckName.FORM, outcome=Outcome.FAIL, why=error.what, fault="unreadable")
        return
    yield Check(name=CheckName.FORM, outcome=Outcome.PASS, why="an Open Badge with one proof")
    if not good:
        why = "the signature does not belong to it"
        yield Check(
            name=CheckName.SIGNATURE, outcome=Outcome.FAIL, why=why, fault="wrong_signature"
        )
        return
    yield Check(name=CheckName.SIGNATURE, outcome=Outcome.PASS, why="signed and not changed")
    mark = mark_of(str(credential.get("id")))
    yield issuer_check(issuer, day, mark)
    yield status_check(mark, trust)


def _key_of(credential: Mapping[str, Any]) -> KeyId:
    """Return the short name of the key that the proof names.

    Raises:
        CredentialError: It names none.
    """
    proofs = credential.get("proof")
    proof = proofs[0] if isinstance(proofs, list) and len(proofs) == 1 else proofs
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if not isinstance(method, str):
        raise CredentialError("the proof names no key")
    return public_of_multikey(method.rpartition("#")[2]).id


def _day_of(credential: Mapping[str, Any]) -> dt.date:
    """Return the day of issue of a credential.

    Raises:
        CredentialError: It bears none.
    """
    try:
        return dt.datetime.fromisoformat(str(credential.get("validFrom"))).date()
    except ValueError:
        raise CredentialError("the credential does not say when it was issued") from None
