"""A person gets everything that is held on them, to read and for other programs."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from skillcert import codec
from skillcert.errors import LanguageError, RefusedError
from skillcert.ledger import Ledger
from skillcert.ledger.files import FolderFiles, MemoryFiles
from skillcert.ledger.holdings import holdings_of
from skillcert.ledger.vault import Vault
from skillcert.model import PersonHoldings, Reference
from skillcert.plugins import Registry
from skillcert.programme import Programme
from skillcert.programme.handing_over import MACHINE_NAME, hand_over
from skillcert.programme.holdings import holdings_text
from skillcert.programme.site import Site
from skillcert.refusals import RefusalReason

from ..ledger.lives import KARI, OLA, OWN_PHOTO, SHARED_PHOTO, TEXTS, Life

NOW = dt.datetime(2025, 6, 30, 12, 0, tzinfo=dt.UTC)
GONE = ("Kari Ødegård-Łuczak", "Eg likar å skru, helst åleine")
"""What was said of Kari and has been replaced since."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return the installed workshops."""
    return Registry.discover()


def held_on(life: Life, person: Reference = KARI) -> PersonHoldings:
    """Return what is held on somebody."""
    return holdings_of(life.ledger, life.site, person, files=life.files, now=NOW)


@pytest.fixture
def life() -> Life:
    """Return a site where much is held on Kari."""
    lived = Life(Ledger.open("memory:"), MemoryFiles())
    lived.live()
    return lived


def test_the_machines_form_holds_everything(life: Life) -> None:
    """Each text, each entry of the chain and each picture is in it, and it is read back."""
    holdings = held_on(life)
    written = codec.pretty(holdings)
    assert json.loads(written)["format"] == "skillcert-holdings/1"
    assert codec.load_json(PersonHoldings, written.encode()) == holdings
    for text in set(TEXTS) - set(GONE):
        assert json.dumps(text, ensure_ascii=False)[1:-1] in written
    entries = life.ledger.entries_of(life.site, KARI)
    assert [one.event for one in holdings.events] == [entry.event for entry in entries]
    with life.ledger.database.reading() as connection:
        assert {file.sha256 for file in holdings.files} == set(
            Vault(connection, life.site).files(KARI)
        )


def test_key_and_salt_are_not_in_it(life: Life) -> None:
    """What makes the items readable says nothing of the person, and stays where it is."""
    written = codec.pretty(held_on(life))
    for secret in (life.secret.key, life.secret.salt):
        assert secret.hex() not in written


def test_nothing_of_anybody_else_is_in_it(life: Life, registry: Registry) -> None:
    """Neither form names or describes another holder."""
    holdings = held_on(life)
    for written in (
        codec.pretty(holdings),
        holdings_text(holdings, language="nb", registry=registry),
    ):
        assert "Ola" not in written
        assert OLA not in written
        assert "Høvlet" not in written


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_the_text_says_everything(life: Life, registry: Registry, language: str) -> None:
    """In each language the text has every word that is held, by whom it was seen, and no key."""
    text = holdings_text(held_on(life), language=language, registry=registry, machine="kari.json")
    for said in set(TEXTS) - set(GONE):
        assert said in text
    for key in ("mend_tube", "mends_puncture", "{", "}", "None", "oslo-ev"):
        assert key not in text
    assert text.count("Kari") >= 4  # the holder, and the supervisor of the same name
    assert "kari.json" in text
    assert "Verkstedet AS" in text
    assert OWN_PHOTO.fact.sha256[:16] in text
    assert KARI in text


def test_what_was_corrected_is_gone(life: Life, registry: Registry) -> None:
    """An old name, and choices that were changed, are not in it: they are not held any more."""
    holdings = held_on(life)
    for old in GONE:
        assert old not in codec.pretty(holdings)
        assert old not in holdings_text(holdings, language="nb", registry=registry)


def test_a_workshop_that_is_not_installed(life: Life) -> None:
    """Without a workshop's words its keys stand as they are: nothing is left out."""
    text = holdings_text(held_on(life), language="nb", registry=Registry.of())
    for key in ("mend_tube", "mends_puncture"):
        assert key in text


def test_a_picture_that_is_missing_is_told(tmp_path: Path, registry: Registry) -> None:
    """A picture that cannot be handed over is named, in both forms."""
    life = Life(Ledger.open("memory:"), FolderFiles(tmp_path))
    life.live()
    life.files.remove(OWN_PHOTO.fact.sha256)
    holdings = held_on(life)
    assert [file.fault for file in holdings.files if file.fault] == ["missing"]
    text = holdings_text(holdings, language="en", registry=registry)
    assert "This picture cannot be found any more" in text


def test_of_an_erased_person_nothing_is_left_but_ids(life: Life, registry: Registry) -> None:
    """After an erasure the same command shows what is left: ids, days, keys, and no word."""
    life.erase()
    holdings = held_on(life)
    assert holdings.card is None
    assert all(one.words is None and one.reason is None for one in holdings.events)
    text = holdings_text(holdings, language="en", registry=registry)
    for said in TEXTS:
        assert said not in text
        assert said not in codec.pretty(holdings)
    assert "somebody whose name is not held here" in text
    assert "Erased on 2 June 2025 by Kari" in text


def test_nobody_unknown(life: Life) -> None:
    """Whoever is not in the chain is refused."""
    with pytest.raises(RefusedError) as refused:
        held_on(life, Reference("p-nobody"))
    assert refused.value.refusals[0].reason is RefusalReason.UNKNOWN_PERSON


@pytest.mark.parametrize("language", ["sv", "", "../en", "nb-NO"])
def test_another_language(life: Life, registry: Registry, language: str) -> None:
    """A language that there is no sheet in is refused with those that there are."""
    with pytest.raises(LanguageError):
        holdings_text(held_on(life), language=language, registry=registry)


def test_all_of_it_is_handed_over(life: Life, programme: Programme) -> None:
    """Text, file for programs and pictures come together, and name each other."""
    site = Site(
        programme=programme,
        ledger=life.ledger,
        key=life.site,
        files=life.files,
        clock=lambda: NOW,
    )
    handed = hand_over(site, KARI, language="da")
    assert handed.holdings == held_on(life)
    assert codec.load_json(PersonHoldings, handed.machine) == handed.holdings
    assert MACHINE_NAME in handed.text
    assert [data for _, data in handed.pictures] == [OWN_PHOTO.data, SHARED_PHOTO.data]
    for name, _ in handed.pictures:
        assert name in handed.text
        assert name.encode() in handed.machine
    life.files.remove(OWN_PHOTO.fact.sha256)
    assert [data for _, data in hand_over(site, KARI, language="da").pictures] == [
        SHARED_PHOTO.data
    ]
