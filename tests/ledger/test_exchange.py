"""A ledger goes out as JSON Lines and comes in again, the same to the byte."""

from __future__ import annotations

import datetime as dt
import json
from io import BytesIO
from pathlib import Path

import pytest

from skillcert.errors import LedgerError
from skillcert.ledger import Ledger
from skillcert.ledger.exchange import (
    Imported,
    ImportedSite,
    export_ledger,
    import_ledger,
    write_export,
)
from skillcert.ledger.files import MemoryFiles
from skillcert.ledger.findings import FindingKind
from skillcert.ledger.vault import Held, Vault
from skillcert.model import CheckpointRef, Name, PersonCard, Reference, Sha256, Token

from .chains import Chain
from .lives import KARI, OLA, TEXTS, Life, spellings

OSLO, BERGEN = Token("oslo"), Token("bergen")


def exported(ledger: Ledger, *sites: Token, with_vault: bool = False) -> bytes:
    """Return an export as one string of bytes."""
    return b"".join(export_ledger(ledger, sites=sites or None, with_vault=with_vault))


def imported(
    ledger: Ledger, data: bytes, *, files: MemoryFiles | None = None, now: dt.datetime | None = None
) -> Imported:
    """Import an export, long after it was made."""
    later = now or dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return import_ledger(ledger, BytesIO(data), files=files or MemoryFiles(), now=later)


def lived(site: str = "oslo", *, url: str = "memory:") -> Life:
    """Return a site with everything in its ledger, and two checkpoints."""
    life = Life(Ledger.open(url, create=True), MemoryFiles(), site)
    life.live()
    life.ledger.checkpoint(life.site, life.chain.programme, now=life.chain.now)
    life.chain.append(life.ledger, life.chain.evidence(OLA))
    life.ledger.checkpoint(life.site, life.chain.programme, now=life.chain.now)
    life.chain.append(life.ledger, life.chain.evidence(OLA))
    return life


def people(ledger: Ledger, site: Token = OSLO) -> tuple[tuple[Reference, tuple[Held, ...]], ...]:
    """Return everything that is held on the people of a site."""
    with ledger.database.reading() as connection:
        vault = Vault(connection, site)
        return tuple((person, vault.items(person)) for person, _ in vault.people())


def test_the_first_line_says_what_the_file_is() -> None:
    """Whoever finds the file can see its format, its sites and whether people are in it."""
    ledger = lived().ledger
    first = exported(ledger).splitlines()[0]
    assert first == b'{"header":{"format":"skillcert-ledger/1","sites":["oslo"]}}'
    first = exported(ledger, with_vault=True).splitlines()[0]
    assert first == b'{"header":{"format":"skillcert-ledger/1","sites":["oslo"],"vault":true}}'


@pytest.mark.parametrize("with_vault", [False, True], ids=["without vault", "with vault"])
def test_the_round_trip_is_the_same_to_the_byte(url: str, *, with_vault: bool) -> None:
    """Out of one ledger, into an empty one and out again gives the same bytes, on any database."""
    data = exported(lived().ledger, with_vault=with_vault)
    with Ledger.open(url, create=True) as other:
        imported(other, data)
        assert exported(other, with_vault=with_vault) == data
        assert other.check().sound


def test_every_kind_of_event_makes_the_round_trip() -> None:
    """Whatever a chain can hold goes out and comes in."""
    chain = Chain()
    one, other = Ledger.open("memory:"), Ledger.open("memory:")
    chain.append(one, *chain.every_kind())
    data = exported(one)
    imported(other, data)
    assert exported(other) == data
    assert [e.envelope for e in other.entries(OSLO)] == [e.envelope for e in one.entries(OSLO)]
    assert [e.hash for e in other.entries(OSLO)] == [e.hash for e in one.entries(OSLO)]


def test_an_empty_ledger_has_an_export() -> None:
    """Nothing is a ledger, too: it goes out as two lines and comes in."""
    data = exported(Ledger.open("memory:"))
    assert data.count(b"\n") == 2
    assert imported(Ledger.open("memory:"), data) == Imported(sites=())


def test_without_the_vault_nobody_is_named() -> None:
    """By default an export holds no name, note, key or salt, in no form, base64 included."""
    life = lived()
    data = exported(life.ledger)
    lines = [json.loads(line) for line in data.splitlines()]
    assert {next(iter(line)) for line in lines} == {"header", "entry", "checkpoint", "end"}
    for what, spelling in spellings(life).items():
        assert spelling not in data, what


def test_with_the_vault_everything_is_there() -> None:
    """With the vault, names, notes and conversations come along, and are read there."""
    life, other = lived(), Ledger.open("memory:")
    done = imported(other, exported(life.ledger, with_vault=True))
    assert people(other) == people(life.ledger)
    assert [site.people for site in done.sites] == [2]


def test_what_an_import_has_done_is_told() -> None:
    """The result names each chain, how long it was and is, and what came in."""
    life, other = lived(), Ledger.open("memory:")
    data = exported(life.ledger)
    size = life.ledger.head(OSLO).size
    first = ImportedSite(site=OSLO, before=0, after=size, checkpoints=2)
    assert imported(other, data) == Imported(sites=(first,))
    again = ImportedSite(site=OSLO, before=size, after=size)
    assert imported(other, data) == Imported(sites=(again,))


def test_sites_are_merged_and_keep_their_chains(url: str) -> None:
    """The exports of several sites go into one ledger, and each chain is what it was."""
    oslo, bergen = lived("oslo"), lived("bergen")
    with Ledger.open(url, create=True) as programme:
        imported(programme, exported(oslo.ledger, with_vault=True))
        imported(programme, exported(bergen.ledger, with_vault=True))
        assert programme.sites() == (BERGEN, OSLO)
        assert exported(programme, OSLO, with_vault=True) == exported(oslo.ledger, with_vault=True)
        assert exported(programme, BERGEN) == exported(bergen.ledger)
        assert people(programme, OSLO) == people(oslo.ledger, OSLO)
        assert programme.check().sound
        both = exported(programme, with_vault=True)
    other = Ledger.open("memory:")
    imported(other, both)
    assert exported(other, with_vault=True) == both


def test_a_chain_that_has_grown_is_taken_on() -> None:
    """A later export of the same site adds what is new, and only that."""
    life, other = lived(), Ledger.open("memory:")
    imported(other, exported(life.ledger, with_vault=True))
    before = other.head(OSLO).size
    life.chain.append(life.ledger, life.chain.evidence(KARI), life.chain.evidence(OLA))
    with life.ledger.database.writing(OSLO) as connection:
        Vault(connection, OSLO).put(OLA, OLA, PersonCard(name=Name("Ola")))
    data = exported(life.ledger, with_vault=True)
    done = imported(other, data)
    assert [(site.before, site.after) for site in done.sites] == [(before, before + 2)]
    assert exported(other, with_vault=True) == data


def test_an_older_export_changes_nothing() -> None:
    """What was exported before is known already, and nothing newer is lost."""
    life = lived()
    older = exported(life.ledger, with_vault=True)
    life.chain.append(life.ledger, life.chain.evidence(KARI))
    with life.ledger.database.writing(OSLO) as connection:
        Vault(connection, OSLO).put(OLA, OLA, PersonCard(name=Name("Ola")))
    newer = exported(life.ledger, with_vault=True)
    imported(life.ledger, older)
    assert exported(life.ledger, with_vault=True) == newer


def test_a_fork_is_refused_by_its_number(url: str) -> None:
    """Of two copies that both were written to, the second is refused where they part."""
    with Ledger.open(url, create=True) as here:
        one = Chain()
        other = Ledger.open("memory:")
        beginning = one.beginning()
        one.append(here, *beginning, one.evidence("p-1"), one.evidence("p-1"))
        one.append(other, *beginning, one.evidence("p-1"), one.evidence("p-1"))
        before = exported(here)
        parts = len(beginning) + 1
        with pytest.raises(LedgerError, match=f"event {parts} of oslo is another one here"):
            imported(here, exported(other))
        assert exported(here) == before


def test_a_fork_in_a_longer_file_is_refused() -> None:
    """That the file goes further than the ledger here makes its other past no better."""
    one, here, other = Chain(), Ledger.open("memory:"), Ledger.open("memory:")
    beginning = one.beginning()
    one.append(here, *beginning, one.evidence("p-1"))
    one.append(other, *beginning, *(one.evidence("p-1") for _ in range(5)))
    with pytest.raises(LedgerError, match="another one here"):
        imported(here, exported(other))


def test_whoever_was_erased_there_is_erased_here(tmp_path: Path) -> None:
    """An import that says that somebody is erased deletes what is held on them here, too."""
    life = lived()
    files = MemoryFiles()
    for sha256 in life.files:
        files.put(life.files.get(sha256) or b"")
    with Ledger.open(f"sqlite:///{tmp_path / 'a.db'}", create=True) as other:
        imported(other, exported(life.ledger, with_vault=True), files=files)
        assert life.secret.key in (tmp_path / "a.db").read_bytes()
        life.erase()
        imported(other, exported(life.ledger), files=files)
        assert [person for person, _ in people(other)] == [OLA]
        for path in tmp_path.iterdir():
            data = path.read_bytes()
            for what, spelling in spellings(life).items():
                assert spelling not in data, what
        assert list(files) == list(life.files)


def test_nothing_of_an_erased_person_is_exported() -> None:
    """After an erasure no export, with the vault or without, holds anything of the person."""
    life = lived()
    life.erase()
    for with_vault in (False, True):
        data = exported(life.ledger, with_vault=with_vault)
        for what, spelling in spellings(life).items():
            assert spelling not in data, what
        for text in TEXTS:
            assert text.encode() not in data


def test_an_old_export_brings_nobody_back() -> None:
    """A file from before an erasure, imported after it, brings nothing back."""
    life = lived()
    before = exported(life.ledger, with_vault=True)
    life.erase()
    imported(life.ledger, before)
    assert not life.holds(KARI)
    assert life.holds(OLA)


def test_what_is_appended_meanwhile_is_left_out() -> None:
    """An export goes as far as the chain did when it began."""
    life = lived()
    size = life.ledger.head(OSLO).size
    lines = export_ledger(life.ledger)
    got = [next(lines), next(lines)]
    life.chain.append(life.ledger, life.chain.evidence(KARI))
    got += lines
    assert json.loads(got[-1])["end"]["entries"] == size
    imported(Ledger.open("memory:"), b"".join(got))


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """An export that cannot be finished leaves the file that was there."""
    life = lived()
    path = tmp_path / "utø a.jsonl"
    write_export(path, life.ledger)
    assert path.read_bytes() == exported(life.ledger)
    with pytest.raises(LedgerError, match="there is no site nowhere"):
        write_export(path, life.ledger, sites=[Token("nowhere")])
    assert path.read_bytes() == exported(life.ledger)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there gives one clear error."""
    with pytest.raises(LedgerError, match="cannot be exported"):
        write_export(tmp_path / "nowhere" / "a.jsonl", lived().ledger)


def test_lines_that_are_not_proven_are_no_obstacle() -> None:
    """A ledger whose check tells of a certificate's line that is not proven still moves house."""
    chain, one, other = Chain(), Ledger.open("memory:"), Ledger.open("memory:")
    chain.append(one, *chain.beginning(), chain.issued("person-1", [("change_tube", "no-such")]))
    assert [found.kind for found in one.check().findings] == [FindingKind.LINE_NOT_PROVEN]
    imported(other, exported(one))
    assert exported(other) == exported(one)


def test_a_certificate_of_another_past_is_refused() -> None:
    """A chain whose certificate carries a state that the chain never had does not come in."""
    chain, one, other = Chain(), Ledger.open("memory:"), Ledger.open("memory:")
    state = CheckpointRef(size=2, root=Sha256("0" * 64))
    chain.append(one, *chain.beginning(), chain.issued("person-1", [], state))
    with pytest.raises(LedgerError, match=r"the chain of oslo does not hold.*Nothing was imported"):
        imported(other, exported(one))
    assert other.sites() == ()
