"""What is held on people beside the chain."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import Ledger
from skillcert.ledger.boxes import PersonSecret, kind_of
from skillcert.ledger.files import MemoryFiles
from skillcert.ledger.pictures import KeptPicture
from skillcert.ledger.vault import Held, Vault
from skillcert.model import (
    Choices,
    Consent,
    EvidencePrivate,
    FirstConversation,
    Line,
    Name,
    PersonCard,
    PrivateItem,
    PrivateKind,
    Prose,
    Reason,
    Reference,
    Token,
)
from skillcert.refusals import RefusalReason

from ..privacy.made_numbers import norwegian
from .private_items import FILE, ITEMS, secret, stream

SITE = Token("harbour")
KARI, OLA = Reference("p-kari"), Reference("p-ola")
CARD = PersonCard(name=Name("Kari Ødegård"))
NUMBER = next(made.digits for n in range(100, 200) if (made := norwegian(dt.date(1990, 1, 2), n)))


@contextmanager
def writing(ledger: Ledger, site: Token = SITE) -> Iterator[Vault]:
    """Lend a vault in a transaction."""
    with ledger.database.writing(site) as connection:
        yield Vault(connection, site, entropy=stream("nonces"))


@contextmanager
def reading(ledger: Ledger, site: Token = SITE) -> Iterator[Vault]:
    """Lend a vault to read from."""
    with ledger.database.reading() as connection:
        yield Vault(connection, site)


def test_a_person_is_added_and_found(ledger: Ledger) -> None:
    """Who was added is among the people, with the name as it was typed."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret("kari"))
        vault.add_person(OLA, PersonCard(name=Name("Ola")), secret("ola"))
    with reading(ledger) as vault:
        assert vault.people() == ((KARI, CARD), (OLA, PersonCard(name=Name("Ola"))))
        assert vault.card(KARI) == CARD
        assert vault.holds(KARI)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_every_kind_of_item_is_kept(ledger: Ledger, item: PrivateItem) -> None:
    """Each kind of item is read back as it was put, and its commitment known before and after."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret())
        before = vault.commitment(KARI, Reference("e1"), item)
        assert vault.put(KARI, Reference("e1"), item) == before
    with reading(ledger) as vault:
        assert vault.get(KARI, Reference("e1"), type(item)) == item
        assert vault.commitment(KARI, Reference("e1"), item) == before


def test_everything_on_a_person_is_listed(ledger: Ledger) -> None:
    """`items` leaves nothing out and takes in nothing of anybody else."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret("kari"))
        vault.add_person(OLA, PersonCard(name=Name("Ola")), secret("ola"))
        for item in ITEMS[1:]:
            vault.put(KARI, Reference("e1"), item)
        vault.put(OLA, Reference("e1"), Reason(text=Prose("Feil")))
    with reading(ledger) as vault:
        held = vault.items(KARI)
    expected = {Held(kind=kind_of(item), ref=Reference("e1"), item=item) for item in ITEMS[1:]}
    assert set(held) == expected | {Held(kind=PrivateKind.CARD, ref=KARI, item=CARD)}
    assert len(held) == len(ITEMS)


def test_nothing_is_written_unless_all_is(ledger: Ledger) -> None:
    """If what belongs to the same step fails, the vault keeps nothing of it."""

    def add_twice() -> None:
        with writing(ledger) as vault:
            vault.add_person(KARI, CARD, secret())
            vault.add_person(KARI, CARD, secret("another"))

    with pytest.raises(LedgerError):
        add_twice()
    with reading(ledger) as vault:
        assert vault.people() == ()


def test_sites_have_vaults_of_their_own(ledger: Ledger) -> None:
    """The same id at another site is another person."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret())
    quay = Token("quay")
    with writing(ledger, quay) as vault:
        vault.add_person(KARI, PersonCard(name=Name("Ola")), secret("ola"))
        vault.forget(KARI)
    with reading(ledger) as vault:
        assert vault.people() == ((KARI, CARD),)
    with reading(ledger, quay) as vault:
        assert vault.people() == ()


def test_a_name_may_change(ledger: Ledger) -> None:
    """The new name takes the old one's place, and has another commitment."""
    with writing(ledger) as vault:
        first = vault.add_person(KARI, CARD, secret())
        again = vault.put(KARI, KARI, PersonCard(name=Name("Kari Li")))
    assert first != again
    with reading(ledger) as vault:
        assert vault.people() == ((KARI, PersonCard(name=Name("Kari Li"))),)


def test_choices_and_consents_may_change(ledger: Ledger) -> None:
    """The holder's last word counts."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret())
        for item in (Choices(own_words=Prose("Før")), Consent(show=(FILE,)), Choices(), Consent()):
            vault.put(KARI, Reference("e1"), item)
        assert vault.get(KARI, Reference("e1"), Choices) == Choices()
        assert vault.get(KARI, Reference("e1"), Consent) == Consent()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (EvidencePrivate(note=Prose("Før")), EvidencePrivate(note=Prose("Etter"))),
        (Reason(text=Prose("Før")), Reason(text=Prose("Etter"))),
    ],
)
def test_what_an_event_commits_to_stays(
    ledger: Ledger, first: PrivateItem, second: PrivateItem
) -> None:
    """A note or reason cannot be rewritten; the same words again change nothing."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret())
        told = vault.put(KARI, Reference("e1"), first)
        assert vault.put(KARI, Reference("e1"), first) == told
        with pytest.raises(LedgerError, match="other words"):
            vault.put(KARI, Reference("e1"), second)
        assert vault.get(KARI, Reference("e1"), type(first)) == first


def test_the_same_step_again_changes_nothing(ledger: Ledger) -> None:
    """A step that is repeated, because nobody heard whether it worked, is one step."""
    told = set()
    for _ in range(2):
        with writing(ledger) as vault:
            told.add(vault.add_person(KARI, CARD, secret()))
    with writing(ledger) as vault:
        assert vault.people() == ((KARI, CARD),)
        assert {vault.commitment(KARI, KARI, CARD)} == told


def test_a_person_has_one_secret(ledger: Ledger) -> None:
    """A person who is there cannot be added with another secret."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret())
        with pytest.raises(LedgerError, match="already"):
            vault.add_person(KARI, CARD, secret("another"))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_nothing_is_kept_on_somebody_unknown(ledger: Ledger, item: PrivateItem) -> None:
    """Whoever was not added, or was erased, has no vault to put anything in."""
    with writing(ledger) as vault:
        vault.add_person(OLA, CARD, secret())
        vault.forget(OLA)
        for person in (KARI, OLA):
            with pytest.raises(RefusedError) as refused:
                vault.put(person, Reference("e1"), item)
            assert refused.value.refusals[0].reason is RefusalReason.UNKNOWN_PERSON


def test_whoever_is_forgotten_is_gone(ledger: Ledger) -> None:
    """After `forget` nothing of the person is read, and the others are untouched."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret("kari"))
        vault.put(KARI, Reference("e1"), Reason(text=Prose("Galt")))
        vault.add_person(OLA, PersonCard(name=Name("Ola")), secret("ola"))
        vault.forget(KARI)
    with reading(ledger) as vault:
        assert vault.people() == ((OLA, PersonCard(name=Name("Ola"))),)
        assert not vault.holds(KARI)
        assert vault.items(KARI) == ()
        assert vault.card(KARI) is None
        assert vault.get(KARI, Reference("e1"), Reason) is None


NUMBERED: tuple[PrivateItem, ...] = (
    PersonCard(name=Name(f"Kari {NUMBER}")),
    Choices(own_words=Prose(NUMBER)),
    EvidencePrivate(note=Prose(f"Nummer {NUMBER[:6]} {NUMBER[6:]}")),
    Reason(text=Prose(NUMBER)),
    FirstConversation(
        workshop=Token("bicycle"),
        rubric=Token("bicycle"),
        on=dt.date(2025, 6, 12),
        seen_by=Reference("kari"),
        note=Prose(NUMBER),
    ),
)


@pytest.mark.parametrize("item", NUMBERED, ids=lambda item: type(item).__name__)
def test_an_identity_number_is_not_kept(ledger: Ledger, item: PrivateItem) -> None:
    """Whatever holds an identity number is refused, with the field, and nothing is written."""
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret())
        with pytest.raises(RefusedError) as refused:
            vault.put(KARI, Reference("e1"), item)
        refusal = refused.value.refusals[0]
        assert refusal.reason is RefusalReason.IDENTITY_NUMBER
        assert str(refusal.about["where"]).startswith(f"{kind_of(item).value}.")
        assert vault.items(KARI) == (Held(kind=PrivateKind.CARD, ref=KARI, item=CARD),)


def test_nobody_is_added_under_an_identity_number(ledger: Ledger) -> None:
    """Neither the id nor the name of a new person may be or hold one, and nothing is left."""
    with writing(ledger) as vault:
        with pytest.raises(RefusedError, match="person"):
            vault.add_person(Reference(NUMBER), CARD, secret())
        with pytest.raises(RefusedError, match="name"):
            vault.add_person(KARI, PersonCard(name=Name(NUMBER)), secret())
        assert not vault.holds(KARI)
        assert not vault.holds(Reference(NUMBER))


def test_the_database_shows_no_word(tmp_path: Path) -> None:
    """No name, note or caption can be read in the database's files."""
    with Ledger.open(f"sqlite:///{tmp_path / 'a.db'}", create=True) as ledger:
        with writing(ledger) as vault:
            vault.add_person(KARI, CARD, secret())
            for item in ITEMS[1:]:
                vault.put(KARI, Reference("e1"), item)
        for file in tmp_path.iterdir():
            data = file.read_bytes()
            for word in ("Ødegård", "skru", "Skiftet", "bakhjul", "Galt", "sykkel"):
                assert word.encode() not in data


@pytest.mark.parametrize(
    ("altered", "found"),
    [
        ("UPDATE skillcert_private_item SET box = zeroblob(60) WHERE kind = 'card'", "form"),
        ("UPDATE skillcert_private_item SET box = x'01..'".replace("..", "00" * 60), "altered"),
        (
            (
                "UPDATE skillcert_private_item SET box = (SELECT box FROM skillcert_private_item"
                " WHERE person = 'p-ola') WHERE person = 'p-kari'"
            ),
            "altered",
        ),
        ("UPDATE skillcert_person_key SET key = zeroblob(32)", "altered"),
    ],
    ids=["zeros", "other bytes", "somebody else's", "another key"],
)
def test_an_altered_item_is_told(tmp_path: Path, altered: str, found: str) -> None:
    """A row that was changed or exchanged in the database is named, with the person's id."""
    path = tmp_path / "a.db"
    with Ledger.open(f"sqlite:///{path}", create=True) as ledger:
        with writing(ledger) as vault:
            vault.add_person(KARI, CARD, secret("kari"))
            vault.add_person(OLA, PersonCard(name=Name("Ola")), secret("ola"))
        with sqlite3.connect(path) as raw:
            raw.execute(altered)
        raw.close()
        with (
            pytest.raises(LedgerError, match=rf"person p-kari.*{found}|{found}.*person p-kari"),
            reading(ledger) as vault,
        ):
            vault.card(KARI)


def test_a_picture_is_kept_and_noted(ledger: Ledger) -> None:
    """A picture is in the store, and known as the person's, as often as it is attached."""
    files = MemoryFiles()
    picture = KeptPicture(data=b"pixels", media_type=Line("image/png"), width=1, height=1)
    with writing(ledger) as vault:
        vault.add_person(KARI, CARD, secret())
        told = {vault.attach(KARI, Reference(ref), picture, files) for ref in ("e1", "e1", "e2")}
        assert told == {picture.fact}
        assert vault.files(KARI) == (picture.fact.sha256,)
        assert vault.files(OLA) == ()
    assert files.get(picture.fact.sha256) == b"pixels"


def test_no_picture_of_somebody_unknown(ledger: Ledger) -> None:
    """A picture of whoever is not there is refused before it is stored."""
    files = MemoryFiles()
    picture = KeptPicture(data=b"pixels", media_type=Line("image/png"), width=1, height=1)
    with writing(ledger) as vault, pytest.raises(RefusedError):
        vault.attach(KARI, Reference("e1"), picture, files)
    assert list(files) == []


def test_a_secret_is_random() -> None:
    """Two people have nothing in common."""
    one, other = PersonSecret.new(stream("x")), PersonSecret.new(stream("y"))
    assert len({one.key, one.salt, other.key, other.salt}) == 4
