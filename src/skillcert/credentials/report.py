"""What a verification found: one entry a check, and the verdict that follows from them."""

from __future__ import annotations

import enum

import attrs

__all__ = ["Check", "CheckName", "Outcome", "Report", "Verdict"]


class CheckName(enum.Enum):
    """What is checked, in the order in which it is asked."""

    FORM = "form"
    """It is a code, or a credential, of a known form and version."""
    SIGNATURE = "signature"
    """It is signed by the key that it names, and not changed since."""
    ISSUER = "issuer"
    """That key is an issuer's, and was on the day of issue."""
    STATUS = "status"
    """It was neither withdrawn nor replaced, by the list that is there."""
    RUBRIC = "rubric"
    """Its skills are those of the rubric that is named."""
    CHECKPOINT = "checkpoint"
    """The ledger that it was issued from knows it, and still holds what it held then."""
    EMBEDDED = "embedded"
    """What is embedded in the file says what the code says."""


class Outcome(enum.Enum):
    """How a check ended."""

    PASS = "pass"  # noqa: S105 - a word, no password
    FAIL = "fail"
    NOT_CHECKED = "not_checked"


class Verdict(enum.Enum):
    """What is said to whoever asked. Each has a sentence in every language."""

    GENUINE = "genuine"
    CHANGED = "changed"
    """The code is genuine, but the file beside it says something else."""
    REPLACED = "replaced"
    """A newer certificate took its place."""
    NOT_CONFIRMED = "not_confirmed"
    """Nothing can be confirmed: not signed, not known, deleted or withdrawn, which it does not
    tell apart."""


@attrs.frozen(kw_only=True)
class Check:
    """One check.

    Attributes:
        name: What was checked.
        outcome: How it ended.
        why: What was found, as a sentence without a full stop.
        fault: A key for the reason, where there is one that programs may look at.
    """

    name: CheckName
    outcome: Outcome
    why: str
    fault: str = ""


@attrs.frozen(kw_only=True)
class Report:
    """All checks. An empty report confirms nothing.

    Attributes:
        checks: The checks, in the order of `CheckName`.
    """

    checks: tuple[Check, ...] = ()

    def outcome(self, name: CheckName) -> Outcome:
        """Return how the check *name* ended; not checked if it is not there."""
        return next((c.outcome for c in self.checks if c.name is name), Outcome.NOT_CHECKED)

    @property
    def verdict(self) -> Verdict:
        """What follows from the checks.

        Form, signature and issuer must have passed, and the status must have been asked. A check
        that was not made does not speak for a paper, and does not speak against it in the others.
        """
        if any(self.outcome(name) is not Outcome.PASS for name in _NEEDED):
            return Verdict.NOT_CONFIRMED
        if self.outcome(CheckName.STATUS) is Outcome.NOT_CHECKED:
            return Verdict.NOT_CONFIRMED
        failed = [check for check in self.checks if check.outcome is Outcome.FAIL]
        beside = [check for check in failed if check.name is CheckName.EMBEDDED]
        replaced = [check for check in failed if check.fault == "replaced"]
        if len(failed) > len(beside) + len(replaced):
            return Verdict.NOT_CONFIRMED
        if replaced:
            return Verdict.REPLACED
        return Verdict.CHANGED if beside else Verdict.GENUINE

    @property
    def genuine(self) -> bool:
        """Whether the verdict is that it is genuine."""
        return self.verdict is Verdict.GENUINE


_NEEDED = (CheckName.FORM, CheckName.SIGNATURE, CheckName.ISSUER)
