"""What a line of a certificate rests on: told back to the supervisor's signature, or refused."""

from __future__ import annotations

from typing import Any

import pytest

from skillcert.errors import RefusedError
from skillcert.ledger import CertificateProof, FindingKind, Ledger, RefusalReason
from skillcert.model import (
    CheckpointRef,
    EvidenceWithdrawn,
    KeyCompromised,
    PerformanceLevel,
    Reference,
    Token,
)
from skillcert.signing import Envelope

from .chains import Chain

P = "person-1"


@pytest.fixture
def ledger() -> Ledger:
    """A new ledger in memory."""
    return Ledger.open("memory:")


@pytest.fixture
def chain(ledger: Ledger) -> Chain:
    """A site with two supervisors and a person who has done something twice."""
    chain = Chain()
    chain.begun(ledger)
    chain.append(ledger, chain.evidence(P, id="seen-1"), chain.evidence(P, id="seen-2"))
    return chain


def issue(chain: Chain, ledger: Ledger, *lines: tuple[str, str], **values: Any) -> str:
    """Issue a certificate in the way of a programme, and return its id."""
    with ledger.writing(chain.site, now=chain.now) as writing:
        checkpoint = writing.checkpoint(chain.programme).ref
        paper = chain.issued(P, lines, checkpoint, **values)
        (entry,) = writing.append([paper])
    return entry.event.id


def proofs(ledger: Ledger) -> list[CertificateProof]:
    """Return the proofs that the check gives; each is what is asked for alone, too."""
    found: list[CertificateProof] = []
    ledger.check(proofs=found.append)
    assert found == [ledger.prove(one.certificate) for one in found]
    return found


def test_a_line_goes_back_to_who_signed(ledger: Ledger, chain: Chain) -> None:
    """A proof says who signed each line off, when, on what, and who checked it."""
    chain.append(
        ledger,
        chain.signed(P, id="tube", evidence=["seen-1", "seen-2"]),
        chain.confirmed(P, "tube", by=chain.lars),
    )
    paper = issue(chain, ledger, ("change_tube", "tube"))
    (proof,) = proofs(ledger)
    (line,) = proof.lines
    assert proof.certificate == paper
    assert proof.proven
    assert line.assessor is not None
    assert (line.assessor.name, line.on, line.evidence, line.seq) == (
        "Kari",
        chain.now.date(),
        2,
        7,
    )
    assert [one.assessor.name for one in line.confirmed] == ["Lars"]
    report = ledger.check()
    assert report.sound
    assert (report.sites[0].certificates, report.sites[0].proven) == (1, 1)


def not_proven(ledger: Ledger) -> RefusalReason | None:
    """Return why the line of the only certificate is not proven, as the check tells."""
    (proof,) = proofs(ledger)
    (line,) = proof.lines
    told = [one for one in ledger.check().findings if one.kind is FindingKind.LINE_NOT_PROVEN]
    assert bool(told) == (not line.proven)
    assert [one.refusal for one in told] == ([line.refusal] if line.refusal else [])
    return line.refusal.reason if line.refusal else None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("change_tube", "nothing"), RefusalReason.UNKNOWN_SIGN_OFF),
        (("change_tube", "seen-1"), RefusalReason.UNKNOWN_SIGN_OFF),
        (("true_wheel", "tube"), RefusalReason.UNKNOWN_SIGN_OFF),
        (("change_tube", "of-another"), RefusalReason.UNKNOWN_SIGN_OFF),
        (("change_tube", "elsewhere"), RefusalReason.UNKNOWN_SIGN_OFF),
        (("change_tube", "without"), RefusalReason.UNKNOWN_EVIDENCE),
        (("change_tube", "on-mistake"), RefusalReason.UNKNOWN_EVIDENCE),
        (("change_tube", "on-both"), None),
        (("change_tube", "withdrawn"), RefusalReason.SIGN_OFF_TAKEN_BACK),
        (("change_tube", "corrected"), RefusalReason.SIGN_OFF_TAKEN_BACK),
        (("change_tube", "some-help"), RefusalReason.LEVEL_NOT_CARRIED),
        (("change_tube", "tube"), None),
        (("change_tube", "guides"), None),
    ],
)
def test_a_line_that_rests_on_nothing_is_told(
    ledger: Ledger, chain: Chain, line: tuple[str, str], reason: RefusalReason | None
) -> None:
    """Nothing but a sign-off of the same skill and person, in force at the issue, proves a line."""
    chain.append(
        ledger,
        chain.person("person-2"),
        chain.signed(P, id="tube", evidence=["seen-1"]),
        chain.signed("person-2", id="of-another"),
        chain.signed(P, id="elsewhere", workshop=Token("cafe")),
        chain.signed(P, id="without", evidence=["seen-1", "never-seen"]),
        chain.evidence(P, id="mistake"),
        chain.signed(P, id="on-mistake", evidence=["mistake"]),
        chain.signed(P, id="on-both", evidence=["seen-1", "mistake"]),
        chain.sealed(
            chain.kari,
            evidence_withdrawn=EvidenceWithdrawn(
                person=Reference(P), evidence=Reference("mistake"), on=chain.now.date()
            ),
        ),
        chain.signed(P, id="withdrawn"),
        chain.withdrawn(P, "withdrawn"),
        chain.signed(P, id="corrected"),
        chain.signed(P, id="new", corrects=Reference("corrected")),
        chain.signed(P, id="some-help", level=PerformanceLevel.SOME_HELP),
        chain.signed(P, id="guides", level=PerformanceLevel.GUIDES_OTHERS),
    )
    issue(chain, ledger, line)
    assert not_proven(ledger) is reason


def test_what_is_signed_after_the_issue_proves_nothing(ledger: Ledger, chain: Chain) -> None:
    """A sign-off has to be there before the certificate that rests on it."""
    issue(chain, ledger, ("change_tube", "tube"))
    chain.append(ledger, chain.signed(P, id="tube"))
    assert not_proven(ledger) is RefusalReason.UNKNOWN_SIGN_OFF


def test_what_is_taken_back_after_the_issue_is_told(ledger: Ledger, chain: Chain) -> None:
    """A later withdrawal takes nothing from what the paper rested on, and stands in the proof."""
    chain.append(ledger, chain.signed(P, id="tube"))
    issue(chain, ledger, ("change_tube", "tube"))
    (withdrawal,) = chain.append(ledger, chain.withdrawn(P, "tube"))
    (proof,) = proofs(ledger)
    assert proof.proven
    assert proof.lines[0].taken_back == withdrawal.seq


def compromised(chain: Chain, after: int) -> Envelope:
    """Return the event that declares Kari's key to have been in the wrong hands."""
    word = KeyCompromised(key=chain.kari.public.id, after=after)
    return chain.sealed(chain.programme, key_compromised=word)


def test_what_a_compromised_key_signed_proves_nothing(ledger: Ledger, chain: Chain) -> None:
    """What a key signed after its last trusted event counts for nothing, and before it for all."""
    (signed,) = chain.append(ledger, chain.signed(P, id="tube"))
    issue(chain, ledger, ("change_tube", "tube"))
    chain.append(ledger, compromised(chain, signed.seq))
    assert not_proven(ledger) is None
    chain.append(ledger, compromised(chain, signed.seq - 1))
    assert not_proven(ledger) is RefusalReason.WRONG_SIGNATURE
    assert ledger.check().sites[0].set_aside == 1


def test_nobody_checks_their_own_sign_off(ledger: Ledger, chain: Chain) -> None:
    """A confirmation by whoever signed is none."""
    chain.append(ledger, chain.signed(P, id="tube"), chain.confirmed(P, "tube", by=chain.kari))
    issue(chain, ledger, ("change_tube", "tube"))
    (proof,) = proofs(ledger)
    assert proof.lines[0].confirmed == ()


def test_there_is_no_proof_of_what_is_no_certificate(ledger: Ledger, chain: Chain) -> None:
    """Asking for one that is not there is refused."""
    for wanted in ("nothing", "seen-1"):
        with pytest.raises(RefusedError) as caught:
            ledger.prove(Reference(wanted))
        assert caught.value.refusals[0].reason is RefusalReason.UNKNOWN_CERTIFICATE


def test_a_certificate_is_a_witness(ledger: Ledger, chain: Chain) -> None:
    """The state that a certificate carries is held against the chain, also one from far back."""
    old = ledger.checkpoint(chain.site, chain.programme, now=chain.now).ref
    with ledger.database.writing(chain.site) as connection:
        connection.exec_driver_sql("DELETE FROM skillcert_checkpoint")
    chain.append(ledger, chain.signed(P, id="tube"))
    for _ in range(3):
        issue(chain, ledger, ("change_tube", "tube"))
    chain.append(ledger, chain.issued(P, [("change_tube", "tube")], old))
    report = ledger.check()
    assert report.sound
    assert report.sites[0].checkpoints == 2 * 3 + 1
    wrong = CheckpointRef(size=old.size - 1, root=old.root)
    chain.append(ledger, chain.issued(P, [("change_tube", "tube")], wrong))
    (finding,) = ledger.check().findings
    assert (finding.kind, finding.about["last"]) == (FindingKind.OTHER_PAST, wrong.size)


def test_no_certificate_knows_what_comes_after_it(ledger: Ledger, chain: Chain) -> None:
    """A certificate that carries a state of more entries than were there is told."""
    old = ledger.checkpoint(chain.site, chain.programme, now=chain.now).ref
    chain.append(ledger, chain.issued(P, [], CheckpointRef(size=10_000, root=old.root)))
    (finding,) = ledger.check().findings
    assert finding.kind is FindingKind.OTHER_PAST
