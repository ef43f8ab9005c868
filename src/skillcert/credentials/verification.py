"""Checking a code against a list of issuers. Pure; bad data never raises.

The rules

1. The code has the form of its version, and is signed by a key in the list.
2. The key issued on the day of issue. After it was in the wrong hands only what its allow-list
   names counts.
3. The certificate was neither withdrawn nor replaced.
4. A text with a character that is not seen, or that turns the direction of what is around it, is no
   text that an issuer prints.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import attrs

from skillcert import codec
from skillcert.credentials.content import PaperContent, mark_of
from skillcert.credentials.paper_code import Lookup, PaperCode, code_bytes, open_code
from skillcert.credentials.report import Check, CheckName, Outcome, Report
from skillcert.credentials.trust import TrustBundle, TrustedIssuer
from skillcert.errors import PaperCodeError, PaperFault
from skillcert.model import KeyId, Sha256
from skillcert.signing import PublicKey

__all__ = ["Verified", "issuer_check", "refused", "status_check", "verify_code"]

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


@attrs.frozen(kw_only=True)
class Verified:
    """What came of checking a code.

    Attributes:
        report: The checks.
        code: The code, if its signature is good; what it says is the truth about the paper.
        issuer: Who issued it, with how to reach them today; None if nobody known did.
        credential: What an Open Badge says, if its signature is good.
        words: The words of the skills that the code has as keys, by key, where what lies beside
            the code or is installed here proves them.
        stale: Whether a newer list of issuers should be there by the day of asking.
    """

    report: Report
    code: PaperCode | None = None
    issuer: TrustedIssuer | None = None
    credential: Mapping[str, Any] | None = attrs.field(default=None, repr=False, eq=False)
    words: Mapping[str, str] = attrs.field(factory=dict, repr=False, eq=False)
    stale: bool = False


def verify_code(text: str | bytes, trust: TrustBundle, *, on: dt.date) -> Verified:
    """Check a code.

    Args:
        text: What a reader read, what somebody pasted, or the bytes of the code.
        trust: The list of issuers.
        on: Today, to say whether the list is old.
    """
    stale = on > trust.until
    try:
        data = text if isinstance(text, bytes) else code_bytes(text)
        code = open_code(data, _keys(trust))
    except PaperCodeError as error:
        return Verified(report=Report(checks=refused(error)), stale=stale)
    issuer = trust.issuer(code.key)
    if issuer is None:  # pragma: no cover - `open_code` has just found it
        return Verified(report=Report(), stale=stale)
    checks = (
        _form(code.content),
        Check(name=CheckName.SIGNATURE, outcome=Outcome.PASS, why="signed and not changed"),
        issuer_check(issuer, code.content.issued_on, mark_of(code.content.id)),
        status_check(mark_of(code.content.id), trust),
    )
    return Verified(report=Report(checks=checks), code=code, issuer=issuer, stale=stale)


def _keys(trust: TrustBundle) -> Lookup:
    def key_of(short: KeyId) -> PublicKey | None:
        found = trust.issuer(short)
        return found.public if found else None

    return key_of


def refused(error: PaperCodeError) -> tuple[Check, ...]:
    """Return the check that a refused code failed."""
    name = {
        PaperFault.WRONG_SIGNATURE: CheckName.SIGNATURE,
        PaperFault.UNKNOWN_ISSUER: CheckName.ISSUER,
    }.get(error.fault, CheckName.FORM)
    return (Check(name=name, outcome=Outcome.FAIL, why=error.detail, fault=error.fault.value),)


def _form(content: PaperContent) -> Check:
    text = "".join(_texts(codec.unstructure(content)))
    if any(_hides(character) for character in set(text)):
        why = "a text holds a character that is not seen or turns the direction"
        return Check(name=CheckName.FORM, outcome=Outcome.FAIL, why=why, fault="hidden_character")
    return Check(name=CheckName.FORM, outcome=Outcome.PASS, why="a code of version 1")


def _texts(node: Any) -> Iterator[str]:
    """Yield the texts of a content, which is never nested deep."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from chain.from_iterable(map(_texts, node.values()))
    elif isinstance(node, list):
        yield from chain.from_iterable(map(_texts, node))


def _hides(character: str) -> bool:
    """Say whether *character* is a control, a direction mark or the like.

    The joiners of Arabic and Indic scripts are part of how a name is written.
    """
    return unicodedata.category(character) in _HIDDEN and character not in _JOINERS


def issuer_check(issuer: TrustedIssuer, on: dt.date, mark: Sha256) -> Check:
    """Say whether *issuer*'s key counts for a certificate.

    Args:
        issuer: Whose key signed it.
        on: The day of issue that it bears.
        mark: What it is known by in lists.
    """
    name = CheckName.ISSUER
    if on < issuer.start or (issuer.end is not None and on > issuer.end):
        why = f"the key did not issue on {on}"
        return Check(name=name, outcome=Outcome.FAIL, why=why, fault="not_in_force")
    if issuer.allowed is not None and mark not in issuer.allowed:
        why = "the key was in the wrong hands, and this certificate is not among those that count"
        return Check(name=name, outcome=Outcome.FAIL, why=why, fault="not_allowed")
    return Check(name=name, outcome=Outcome.PASS, why=f"issued by {issuer.issuer.name}")


def status_check(mark: Sha256, trust: TrustBundle) -> Check:
    """Say whether a certificate was taken back, by the list *trust*."""
    name = CheckName.STATUS
    known = f"by the list number {trust.sequence} of {trust.issued_on}"
    if mark in trust.withdrawn:
        why = f"not confirmed, {known}"
        return Check(name=name, outcome=Outcome.FAIL, why=why, fault="not_confirmed")
    if mark in trust.replaced:
        why = f"replaced by a newer certificate, {known}"
        return Check(name=name, outcome=Outcome.FAIL, why=why, fault="replaced")
    return Check(name=name, outcome=Outcome.PASS, why=f"neither withdrawn nor replaced, {known}")
