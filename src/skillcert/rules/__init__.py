"""Pure decisions over a rubric and a record: no clock, no IO.

Rules of this package

- The day on which a question is asked is an argument. What is dated later is not looked at.
- Not marked is not the lowest level. Nothing here knows failure: what is not there yet is something
  that is still waited for.
- What is added to a record lowers nothing, except a correction or a withdrawal, which says so; and
  what is taken back raises nothing.
- The order in which a record lists things decides nothing.
- Why it is so: `docs/adr/0007-what-counts-as-achieved.md`.
"""

from skillcert.rules.dropped import Dropped, DroppedWhy
from skillcert.rules.evidence_check import evidence_of, evidence_refusals, fitting_citations
from skillcert.rules.in_force import sign_offs_in_force
from skillcert.rules.left_out import describe, left_out
from skillcert.rules.missing import Missing, MissingKind
from skillcert.rules.next_tasks import Suggestion, next_tasks
from skillcert.rules.record_check import record_problems
from skillcert.rules.sign_off import Outlook, outlook_of
from skillcert.rules.standing import Standing, standing_of

__all__ = [
    "Dropped",
    "DroppedWhy",
    "Missing",
    "MissingKind",
    "Outlook",
    "Standing",
    "Suggestion",
    "describe",
    "evidence_of",
    "evidence_refusals",
    "fitting_citations",
    "left_out",
    "next_tasks",
    "outlook_of",
    "record_problems",
    "sign_offs_in_force",
    "standing_of",
]
