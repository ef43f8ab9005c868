"""Appending: all or nothing, in order, once."""

from __future__ import annotations

import pytest

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import Ledger, RefusalReason

from .chains import NOW, Chain


def test_what_was_appended_is_there(ledger: Ledger) -> None:
    """Entries are numbered from 1 without a gap and come back as they were signed."""
    chain = Chain()
    appended = chain.begun(ledger)
    assert [entry.seq for entry in appended] == [1, 2, 3, 4]
    assert tuple(ledger.entries(chain.site)) == appended
    assert ledger.head(chain.site).hash == appended[-1].hash
    assert ledger.entry(appended[2].event.id) == appended[2]
    assert ledger.sites() == (chain.site,)


def test_an_event_that_comes_twice_is_one(ledger: Ledger) -> None:
    """The same event again gives the same entry, and nothing is written."""
    chain = Chain()
    chain.begun(ledger)
    again = chain.signed("person-1")
    first = chain.append(ledger, again)
    assert chain.append(ledger, again, again) == (*first, *first)
    assert ledger.head(chain.site).size == 5


def test_all_or_nothing(ledger: Ledger) -> None:
    """If one event of several is refused, none is written, and the chain goes on."""
    chain = Chain()
    chain.begun(ledger)
    stranger = chain.signed("person-1", by=Chain("bergen").kari)
    with pytest.raises(RefusedError) as caught:
        chain.append(ledger, chain.signed("person-1"), stranger)
    assert caught.value.refusals[0].reason is RefusalReason.UNKNOWN_KEY
    assert ledger.head(chain.site).size == 4
    chain.append(ledger, chain.signed("person-1"))
    assert ledger.head(chain.site).size == 5


def test_nothing_of_a_block_that_raises_is_kept(ledger: Ledger) -> None:
    """A block sees what it has appended; if it raises, all that is undone."""
    chain = Chain()
    chain.begun(ledger)

    def block() -> None:
        with ledger.writing(chain.site, now=chain.now) as writing:
            writing.append([chain.enrolled("mia", chain.lars.of_seed(b"m" * 32))])
            assert ledger.head(chain.site).size == 5
            assert ledger.roster(chain.site) == writing.roster
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        block()
    assert ledger.head(chain.site).size == 4
    assert len(ledger.roster(chain.site).enrolled) == 2


def test_a_block_in_a_block_is_an_error_at_once(ledger: Ledger) -> None:
    """A thread that is writing cannot begin to write: it would wait for itself."""
    site = Chain().site
    with (
        ledger.writing(site, now=NOW),
        pytest.raises(LedgerError, match="this thread is writing already"),
        ledger.writing(site, now=NOW),
    ):
        pass  # pragma: no cover - never reached
