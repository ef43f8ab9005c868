"""Which sign-offs hold on a day, and until when.

The rules

- A sign-off holds from its day on, a withdrawal and a correction from theirs.
- A correction takes the place of the sign-off that it cites, and does so for good. If the
  correction is withdrawn or corrected itself, the first one does not come back: somebody found it
  wrong, and taking a word back is not giving one. Whoever stands by it signs anew, which may cite
  the same evidence. So a withdrawal never raises anything.
- What must be signed anew after some months holds to the end of the day with the same date in the
  last of them, or of that month's last day if it has no such date. So are periods counted in
  Regulation (EEC, Euratom) No 1182/71, article 3(2)(c): what is signed on 29 February 2024 for
  twelve months holds up to and including 28 February 2025.
"""

from __future__ import annotations

import calendar
import datetime as dt

from skillcert.model import EvidenceRecord, SignOff

__all__ = ["NEVER", "end_of", "is_past", "sign_offs_in_force"]

NEVER = dt.date.max
"""The end of what does not end, so that ends can be compared."""

_LAST_MONTH = dt.date.max.year * 12 + 11


def end_of(start: dt.date, months: int | None) -> dt.date:
    """Return the first day that is past a period of *months* from *start*; NEVER without months."""
    if months is None:
        return NEVER
    index = start.year * 12 + start.month - 1 + months
    if index >= _LAST_MONTH:
        return NEVER
    year, month = divmod(index, 12)
    last_of_month = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(start.day, last_of_month)) + dt.timedelta(days=1)


def is_past(end: dt.date, on: dt.date) -> bool:
    """Say whether a period that ends at *end* is over on the day *on*."""
    return end != NEVER and end <= on


def sign_offs_in_force(record: EvidenceRecord, *, on: dt.date) -> dict[str, tuple[SignOff, ...]]:
    """Return the sign-offs that were neither withdrawn nor corrected by the day *on*.

    Args:
        record: The record.
        on: The day. Sign-offs of a later day are left out.

    Returns:
        By criterion, the oldest first; those of one day by their ids. Expired ones are among them.
    """
    gone = {withdrawal.sign_off for withdrawal in record.withdrawals if withdrawal.on <= on}
    gone |= {s.corrects for s in record.sign_offs if s.corrects is not None and s.on <= on}
    found: dict[str, list[SignOff]] = {}
    for sign_off in sorted(record.sign_offs, key=lambda s: (s.on, s.id)):
        if sign_off.on <= on and sign_off.id not in gone:
            found.setdefault(sign_off.criterion, []).append(sign_off)
    return {criterion: tuple(sign_offs) for criterion, sign_offs in found.items()}
