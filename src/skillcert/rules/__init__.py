"""Pure decisions over a rubric and a record: no clock, no IO.

Rules of this package

- The day on which a question is asked is an argument.
- Not marked is not the lowest level. Nothing here knows failure: what is not there yet is something
  that is still waited for.
- A level counts as soon as the evidence carries it, and the highest one that is carried and still
  in force stands; a later, lower sign-off takes nothing away.
"""

from skillcert.rules.next_tasks import Suggestion, next_tasks
from skillcert.rules.record_check import record_problems
from skillcert.rules.standing import Missing, MissingKind, Standing, standing_of

__all__ = [
    "Missing",
    "MissingKind",
    "Standing",
    "Suggestion",
    "next_tasks",
    "record_problems",
    "standing_of",
]
