"""Which entries are not those that were chained here, told from the entries themselves.

An entry's hash covers the hash before it. Where one does not fit, either the entry was changed, or
what stands before it was; and what does not fit here may fit elsewhere. So what does not fit is
kept aside, and sorted out once all of it is known.

Rules of this module

- Entries come in the order of their numbers. After a gap the next hash is taken on trust: that
  something is missing is told by the numbers.
- At most a hundred entries are kept aside. If more do not fit, the rest are told as altered.
"""

from __future__ import annotations

import attrs

from skillcert.ledger.chain import START, row_hash
from skillcert.signing import Envelope

__all__ = ["Links", "Misfit"]

_MOST_ASIDE = 100


@attrs.frozen(kw_only=True)
class Misfit:
    """An entry that is not the one that was chained at its place.

    Attributes:
        seq: Its number.
        belongs: The number at which it was chained; None if it was altered.
    """

    seq: int
    belongs: int | None = None


@attrs.frozen
class _Aside:
    seq: int
    before: bytes
    envelope: Envelope
    hash: bytes


@attrs.frozen
class _End:
    seq: int
    hash: bytes


class Links:
    """The links of one chain, looked at in order."""

    def __init__(self) -> None:
        self._before: bytes | None = START
        self._aside: list[_Aside] = []
        self._more: list[int] = []
        self._last = 0

    def gap(self) -> None:
        """Note that something is missing before the next entry."""
        self._before = None

    def add(self, seq: int, envelope: Envelope, digest: bytes) -> bool:
        """Look at the next entry.

        Args:
            seq: Its number.
            envelope: What was signed.
            digest: The hash that it carries.

        Returns:
            Whether it fits.
        """
        before, self._before, self._last = self._before, digest, seq
        fits = before is None or row_hash(before, envelope) == digest
        if before is not None and not fits:
            if len(self._aside) < _MOST_ASIDE:
                self._aside.append(_Aside(seq, before, envelope, digest))
            else:
                self._more.append(seq)
                del self._more[_MOST_ASIDE:]
        return fits

    def misfits(self) -> tuple[Misfit, ...]:
        """Return what was found, by number, once every entry was looked at."""
        places = self._places()
        found = [
            Misfit(seq=one.seq, belongs=places.get(one.seq))
            for one in self._aside
            if places.get(one.seq) != one.seq
        ]
        return (*found, *(Misfit(seq=seq) for seq in self._more))

    def _places(self) -> dict[int, int]:
        """Return where entries belong that were chained somewhere, by the number they have now."""
        aside = {one.seq: one for one in self._aside}
        ends = self._ends()
        left = dict.fromkeys(self._aside)
        anchors = {one.before: one.seq for one in self._aside[:1]}
        places: dict[int, int] = {}
        while left:
            while anchors:
                before, place = anchors.popitem()
                there = aside.get(place)
                for one in tuple(left):
                    made = row_hash(before, one.envelope)
                    if made == one.hash:  # it was chained there, and has moved with its hash
                        end, moved = ends[one], place - one.seq
                    elif there and there is not one and made == there.hash:  # its hash stayed there
                        end, moved = ends[there], 0
                    else:
                        continue
                    del left[one]
                    places[one.seq] = place
                    anchors[made] = place + 1
                    anchors[end.hash] = end.seq + moved + 1
            for altered in tuple(left)[:1]:
                del left[altered]
                # If only the hash beside it was changed, this is what it was.
                anchors[row_hash(altered.before, altered.envelope)] = altered.seq + 1
                anchors.setdefault(ends[altered].hash, ends[altered].seq + 1)
        return places

    def _ends(self) -> dict[_Aside, _End]:
        """Return the last entry of the run that each entry begins which does not fit.

        What follows an entry and fits it was chained to it, and has moved with it.
        """
        ends = [_End(one.seq - 1, one.before) for one in self._aside[1:]]
        return dict(
            zip(self._aside, [*ends, _End(self._last, self._before or START)], strict=False)
        )
