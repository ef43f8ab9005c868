"""PostgreSQL: a server that goes away and comes back."""

from __future__ import annotations

import threading
import time

import pytest

from skillcert.errors import LedgerError
from skillcert.ledger import Ledger
from skillcert.signing import Envelope

from ..postgres import Server
from .chains import NOW, Chain


@pytest.fixture
def server(postgres: Server) -> Server:
    """A server that may be stopped."""
    if not postgres.own:
        pytest.skip("the server that is named is not the tests' own, and is not stopped")
    return postgres


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_in_the_middle_of_writing(server: Server, mode: str) -> None:
    """A server that restarts, or falls over, loses nothing that was acknowledged.

    The error says what is wrong and what to do; whoever sends the event again with the same id has
    it once.
    """
    url = server.database()
    chain = Chain()
    errors: list[LedgerError] = []
    done: list[str] = []
    stop = threading.Event()
    with Ledger.open(url, create=True) as ledger:
        chain.begun(ledger)

        def retried(envelope: Envelope) -> str:
            while True:
                try:
                    return chain.append(ledger, envelope)[0].event.id
                except LedgerError as error:
                    errors.append(error)
                    time.sleep(0.01)

        def send() -> None:
            while not stop.is_set() or len(done) < 20:
                chain.now = NOW
                envelope = chain.signed("person-1", id=f"event-{len(done)}")
                done.append(retried(envelope))

        writer = threading.Thread(target=send)
        writer.start()
        for _ in range(2):
            time.sleep(0.3)
            server.restart(mode)
        stop.set()
        writer.join()
        ids = [entry.event.id for entry in ledger.entries(chain.site, after=4)]
        assert ids == done
        assert errors
        assert {error.hint for error in errors} == {
            "Try again when it is back; what was written already is not written twice"
        }
        assert ledger.check().sound


def test_a_server_that_is_away(server: Server) -> None:
    """While there is no server every question gets the same clear word, then an answer again."""
    url = server.database()
    chain = Chain()
    with Ledger.open(url, create=True) as ledger:
        chain.begun(ledger)
        server.stop()
        for _ in range(2):
            with pytest.raises(LedgerError, match="the database does not answer"):
                ledger.head(chain.site)
            with pytest.raises(LedgerError, match="the database does not answer"):
                chain.append(ledger, chain.signed("person-1"))
        assert [finding.kind.value for finding in ledger.check().findings] == ["unreadable"]
        server.start()
        assert ledger.head(chain.site).size == 4
        chain.append(ledger, chain.signed("person-1"))
        assert ledger.check().sound


def test_two_ledgers_in_one_server(postgres: Server) -> None:
    """Ledgers share nothing but the server."""
    chain = Chain()
    with (
        Ledger.open(postgres.database(), create=True) as one,
        Ledger.open(postgres.database(), create=True) as other,
    ):
        chain.begun(one)
        assert other.sites() == ()


def test_a_ledger_beside_other_tables(postgres_url: str) -> None:
    """A ledger can be in a database that holds other things."""
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE entry (id integer)")
    chain = Chain()
    with Ledger.open(postgres_url, create=True) as ledger:
        chain.begun(ledger)
        assert ledger.check().sound
