"""What a check found, in words: of each certificate who signed what and when, and each fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from skillcert.explain import describe_refusal
from skillcert.model import RubricText
from skillcert.texts import day as day_text
from skillcert.texts import words as library_words

if TYPE_CHECKING:
    from skillcert.cli.work import Work
    from skillcert.ledger import CertificateProof, Finding, Ledger, LineProof

__all__ = ["finding_line", "proof_data", "proof_lines"]


def proof_lines(proof: CertificateProof, book: Ledger, work: Work) -> Iterator[str]:
    """Yield a certificate, and for each of its lines who signed it, who checked it, and when."""
    said = work.said.ledger
    text = _text(proof, book, work)
    yield said.certificate.format(id=proof.certificate, day=_day(proof.on, work))
    for line in proof.lines:
        yield from _line(line, text, work)
    if proof.proven:
        yield f"  {said.all_proven}"


def proof_data(proof: CertificateProof) -> dict[str, object]:
    """Return the same for programs."""
    return {
        "certificate": proof.certificate,
        "site": proof.site,
        "seq": proof.seq,
        "person": proof.person,
        "on": proof.on.isoformat(),
        "proven": proof.proven,
        "lines": [
            {
                "criterion": line.criterion,
                "level": line.level.value,
                "sign_off": line.sign_off,
                "seq": line.seq,
                "assessor": line.assessor.id if line.assessor else None,
                "name": line.assessor.name if line.assessor else None,
                "on": line.on.isoformat() if line.on else None,
                "evidence": line.evidence,
                "confirmed": [
                    {"assessor": one.assessor.id, "name": one.assessor.name, "on": str(one.on)}
                    for one in line.confirmed
                ],
                "taken_back": line.taken_back,
                "proven": line.proven,
                "why": str(line.refusal) if line.refusal else None,
            }
            for line in proof.lines
        ],
    }


def finding_line(finding: Finding, work: Work) -> str:
    """Say in the reader's language what was found, with site and number."""
    library = library_words(work.language)
    why = describe_refusal(finding.refusal, library) if finding.refusal else ""
    values = {name: _written(value) for name, value in finding.about.items()}
    sentence = work.said.ledger.findings[finding.kind.value].format(**{"why": why, **values})
    return f"{finding.site}: {sentence}" if finding.site else sentence


def _line(line: LineProof, text: RubricText | None, work: Work) -> Iterator[str]:
    said = work.said.ledger
    level = library_words(work.language).level(line.level).label
    known = {str(key): str(words.does) for key, words in text.criteria} if text else {}
    yield f"  {said.line.format(skill=known.get(line.criterion, line.criterion), level=level)}"
    if line.refusal is not None:
        why = describe_refusal(line.refusal, library_words(work.language), text)
        yield f"    {said.unproven.format(what=why)}"
        return
    signer = line.assessor.name if line.assessor else "–"
    signed = _day(line.on, work) if line.on else "–"
    yield f"    {said.proof.format(signer=signer, day=signed, count=line.seq)}"
    for one in line.confirmed:
        yield f"    {said.proof_second.format(signer=one.assessor.name, day=_day(one.on, work))}"
    if line.taken_back is not None:
        yield f"    {said.taken_back.format(count=line.taken_back)}"


def _text(proof: CertificateProof, book: Ledger, work: Work) -> RubricText | None:
    """Return the words of the rubric behind a certificate, if its workshop is installed."""
    from skillcert.cli.rubric_text import text_of
    from skillcert.errors import SkillcertError

    try:
        entry = book.entry(proof.certificate)
        issued = entry.event.certificate_issued if entry else None
        if issued is None:
            return None
        rubric = work.programmes.registry.rubric(issued.workshop, issued.rubric.id)
        return text_of(rubric, work.language)
    except SkillcertError:
        return None


def _day(on: dt.date, work: Work) -> str:
    return day_text(on, library_words(work.language))


def _written(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
