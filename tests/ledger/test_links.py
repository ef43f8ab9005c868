"""Which entries are not those that were chained: told by number, and where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.ledger.chain import START, row_hash
from skillcert.ledger.links import Links, Misfit
from skillcert.signing import Envelope

Row = tuple[Envelope, bytes]


def chain(size: int) -> list[Row]:
    """Return the rows of a chain of *size* entries."""
    rows: list[Row] = []
    before = START
    for number in range(size):
        envelope = Envelope(b"entry %d" % number, bytes(64))
        before = row_hash(before, envelope)
        rows.append((envelope, before))
    return rows


def misfits(rows: list[Row], *, first: int = 1) -> tuple[Misfit, ...]:
    """Return what is found in rows that are numbered from *first* on."""
    links = Links()
    for seq, (envelope, digest) in enumerate(rows, start=first):
        links.add(seq, envelope, digest)
    return links.misfits()


def test_a_chain_fits() -> None:
    """Nothing is found in a chain as it was made, of any length."""
    assert misfits([]) == misfits(chain(1)) == misfits(chain(50)) == ()


@pytest.mark.parametrize("place", [0, 5, 9])
def test_a_changed_entry_is_named(place: int) -> None:
    """A changed body is told once, by its number, and the entries after it are not blamed."""
    rows = chain(10)
    rows[place] = (Envelope(b"other", bytes(64)), rows[place][1])
    assert misfits(rows) == (Misfit(seq=place + 1),)


@pytest.mark.parametrize("place", [0, 5, 9])
def test_a_changed_hash_is_named(place: int) -> None:
    """A changed hash is told as a change of its entry, and not of the next."""
    rows = chain(10)
    rows[place] = (rows[place][0], b"x" * 32)
    assert misfits(rows) == (Misfit(seq=place + 1),)


@settings(deadline=None)
@given(st.sets(st.integers(0, 29), min_size=2, max_size=2))
def test_swapped_entries_are_named(places: set[int]) -> None:
    """Two entries that changed places are told with the place where each belongs."""
    one, other = sorted(places)
    rows = chain(30)
    rows[one], rows[other] = rows[other], rows[one]
    assert misfits(rows) == (
        Misfit(seq=one + 1, belongs=other + 1),
        Misfit(seq=other + 1, belongs=one + 1),
    )


@settings(deadline=None)
@given(st.sets(st.integers(0, 29), min_size=2, max_size=2))
def test_swapped_contents_are_named(places: set[int]) -> None:
    """So are two whose contents changed places and whose hashes did not."""
    one, other = sorted(places)
    rows = chain(30)
    rows[one], rows[other] = (rows[other][0], rows[one][1]), (rows[one][0], rows[other][1])
    assert misfits(rows) == (
        Misfit(seq=one + 1, belongs=other + 1),
        Misfit(seq=other + 1, belongs=one + 1),
    )


@settings(deadline=None)
@given(st.integers(0, 28))
def test_what_was_taken_out_and_renumbered_shows(place: int) -> None:
    """If an entry is gone and the later ones moved up, the first that moved does not fit."""
    rows = chain(30)
    del rows[place]
    assert misfits(rows) == (Misfit(seq=place + 1),)


@settings(deadline=None)
@given(st.permutations(range(12)))
def test_any_order_is_sorted_out(order: list[int]) -> None:
    """However entries are mixed up, each that is told belongs where it is said to belong."""
    rows = chain(12)
    found = misfits([rows[place] for place in order])
    assert all(one.belongs == order[one.seq - 1] + 1 for one in found if one.belongs is not None)
    assert bool(found) == (order != sorted(order))


def test_after_a_gap_the_rest_is_looked_at() -> None:
    """A gap is told by the numbers; what follows is held to its own links."""
    rows = chain(10)
    links = Links()
    for seq, (envelope, digest) in enumerate(rows[:3], start=1):
        assert links.add(seq, envelope, digest)
    links.gap()
    for seq, (envelope, digest) in enumerate(rows[5:], start=6):
        assert links.add(seq, envelope, digest)
    assert links.misfits() == ()


def test_many_misfits_need_little() -> None:
    """However many entries do not fit, few are kept aside, and the first are told."""
    found = misfits([(Envelope(b"x", bytes(64)), bytes(32))] * 5_000)
    assert [one.seq for one in found] == list(range(1, len(found) + 1))
    assert len(found) < 500
