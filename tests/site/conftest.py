"""A workshop with two supervisors, on every kind of ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from skillcert import Programme
from skillcert.ledger.files import MemoryFiles
from skillcert.model import Assessor, AssessorRole, Issuer, Line, Name, Reference
from skillcert.programme import Desk, Office, Site
from skillcert.signing import KeySigner
from tests.postgres import Server, running_server

PROGRAMME, KARI, AHMED, STRANGER = (
    KeySigner.of_seed(bytes(range(i, i + 32))) for i in range(40, 44)
)


@attrs.define
class Hands:
    """A clock that is moved by hand.

    Attributes:
        at: What it shows.
    """

    at: dt.datetime = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return what it shows."""
        return self.at

    def days(self, count: int) -> None:
        """Move it."""
        self.at += dt.timedelta(days=count)


@attrs.frozen
class Place:
    """A site with what the tests need beside it.

    Attributes:
        site: The site.
        clock: Its clock.
        url: Where its ledger lies.
    """

    site: Site
    clock: Hands
    url: str

    @property
    def office(self) -> Office:
        """The programme's desk."""
        return self.site.manage(PROGRAMME)

    @property
    def kari(self) -> Desk:
        """The desk of Kari Lunde."""
        return self.site.unlock(KARI).speaking("nb")

    @property
    def ahmed(self) -> Desk:
        """The desk of Ahmed Sørensen."""
        return self.site.unlock(AHMED).speaking("nb")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A site, on every kind of ledger in turn."""
    url = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'ledger.db'}"
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        url = server.database()
    clock = Hands()
    site = Programme.found(
        url,
        site="harbour",
        issuer=Issuer(
            name=Name("Bryggegata Verksted"), phone=Line("+47 51 00 00 00"), place=Line("Stavanger")
        ),
        signer=PROGRAMME,
        clock=clock,
        files=MemoryFiles(),
    )
    made = Place(site, clock, url)
    manager = AssessorRole.WORKSHOP_MANAGER
    office = made.office
    office.enrol(Assessor(id=Reference("kari"), name=Name("Kari Lunde"), role=manager), KARI.public)
    office.enrol(Assessor(id=Reference("ahmed"), name=Name("Ahmed Sørensen")), AHMED.public)
    yield made
    site.close()
