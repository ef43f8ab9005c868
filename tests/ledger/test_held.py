"""The check tells what is wrong with what is held on people beside the chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from skillcert.errors import LedgerError
from skillcert.ledger import Ledger
from skillcert.ledger.exchange import export_ledger, import_ledger
from skillcert.ledger.files import FolderFiles, MemoryFiles
from skillcert.ledger.findings import Finding, FindingKind
from skillcert.ledger.vault import Vault
from skillcert.model import Name, PersonCard, Sha256

from .lives import KARI, OLA, OWN_PHOTO, SHARED_PHOTO, Life

_K = FindingKind


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """Return a site in a file, where much is held on Kari and little on Ola."""
    with Ledger.open(f"sqlite:///{tmp_path / 'a.db'}", create=True) as ledger:
        lived = Life(ledger, FolderFiles(tmp_path / "a.files"))
        lived.live()
        yield lived


def altered(tmp_path: Path, statement: str, *values: object) -> None:
    """Change the database behind the ledger's back."""
    raw = sqlite3.connect(tmp_path / "a.db")
    with raw:
        raw.execute(statement, values)
    raw.close()


def found(life: Life) -> list[tuple[FindingKind, int | None, dict[str, object]]]:
    """Return what the check tells, with the number and the values, and read each sentence."""
    findings: tuple[Finding, ...] = life.ledger.check(files=life.files).findings
    assert all("{" not in str(one) for one in findings)
    return [(one.kind, one.seq, dict(one.values)) for one in findings]


def test_a_sound_ledger_has_no_finding(ledger: Ledger) -> None:
    """On any database, with all that can be held, and after an erasure, nothing is found."""
    life = Life(ledger, MemoryFiles())
    life.live()
    assert ledger.check(files=life.files).sound
    life.erase()
    assert ledger.check(files=life.files).sound


def test_a_ledger_without_its_vault_has_no_finding() -> None:
    """Whoever imported the chains alone holds nothing on people, and nothing is missed."""
    life = Life(Ledger.open("memory:"), MemoryFiles())
    life.live()
    other = Ledger.open("memory:")
    data = b"".join(export_ledger(life.ledger))
    import_ledger(other, BytesIO(data), files=MemoryFiles(), now=life.chain.now)
    assert other.check().sound


def test_a_missing_picture_is_named_with_its_event(life: Life) -> None:
    """Each event whose picture is gone is told with its number; unasked, pictures are not read."""
    life.files.remove(SHARED_PHOTO.fact.sha256)
    told = found(life)
    values = {"file": SHARED_PHOTO.fact.sha256}
    assert sorted(told, key=str) == [
        (_K.FILE_MISSING, 6, {"person": KARI, **values}),
        (_K.FILE_MISSING, 7, {"person": OLA, **values}),
    ]
    assert life.ledger.check().sound


def test_an_altered_picture_is_named(life: Life, tmp_path: Path) -> None:
    """A picture with other bytes, and one that cannot be read, are told apart."""
    own = tmp_path / "a.files" / OWN_PHOTO.fact.sha256
    own.write_bytes(b"another picture")
    values = {"person": KARI, "file": OWN_PHOTO.fact.sha256}
    assert found(life) == [(_K.FILE_ALTERED, 6, values)]
    own.unlink()
    own.mkdir()
    assert found(life) == [(_K.FILE_UNREADABLE, 6, values)]


def test_another_name_than_the_signed_one_is_named(life: Life) -> None:
    """A name that was changed without an event is told with the event that speaks of another."""
    with life.ledger.database.writing(life.site) as connection:
        Vault(connection, life.site).put(OLA, OLA, PersonCard(name=Name("Olga")))
    values = {"person": OLA, "what": "card", "ref": OLA}
    assert found(life) == [(_K.PRIVATE_ALTERED, 5, values)]


@pytest.mark.parametrize(
    "box",
    [b"\x00", bytes(80), "text", 17, b"\x01"],
    ids=["a zero", "zeros", "text", "number", "short"],
)
def test_an_item_that_is_none_is_named(life: Life, tmp_path: Path, box: object) -> None:
    """Whatever stands in its place, an item that does not open is told and nothing is raised."""
    altered(tmp_path, "UPDATE skillcert_private_item SET box = ? WHERE kind = 'conversation'", box)
    values = {"person": KARI, "what": "conversation", "ref": "conversation-1"}
    assert found(life) == [(_K.PRIVATE_ALTERED, None, values)]


def test_an_item_of_an_unknown_kind_is_named(life: Life, tmp_path: Path) -> None:
    """A kind that is none is told."""
    altered(
        tmp_path, "UPDATE skillcert_private_item SET kind = 'diary' WHERE kind = 'conversation'"
    )
    values = {"person": KARI, "what": "diary", "ref": "conversation-1"}
    assert found(life) == [(_K.PRIVATE_ALTERED, None, values)]


def test_a_missing_name_or_note_is_named(life: Life, tmp_path: Path) -> None:
    """What an event speaks of and is not held is told with the event's number."""
    altered(
        tmp_path,
        "DELETE FROM skillcert_private_item"
        " WHERE person = 'p-77c1' AND kind IN ('card', 'evidence', 'consent')",
    )
    assert found(life) == [
        (_K.PRIVATE_MISSING, 5, {"person": OLA, "what": "card"}),
        (_K.PRIVATE_MISSING, 7, {"person": OLA, "what": "evidence"}),
    ]


def test_a_missing_key_is_named(life: Life, tmp_path: Path) -> None:
    """Items whose key is gone, of somebody who is not erased, are told."""
    altered(tmp_path, "DELETE FROM skillcert_person_key WHERE person = 'p-77c1'")
    assert found(life) == [(_K.PRIVATE_MISSING, 5, {"person": OLA, "what": "key"})]


@pytest.mark.parametrize(
    "key", [b"\x00", "text", bytes(32), 17], ids=["short", "text", "zeros", "number"]
)
def test_a_key_that_is_none_is_named(life: Life, tmp_path: Path, key: object) -> None:
    """With another key, or none, no item opens."""
    altered(tmp_path, "UPDATE skillcert_person_key SET key = ? WHERE person = 'p-77c1'", key)
    assert {kind for kind, _, _ in found(life)} == {_K.PRIVATE_ALTERED}
    assert len(found(life)) == 3


def test_somebody_whom_the_chain_does_not_know_is_named(life: Life, tmp_path: Path) -> None:
    """What is held on somebody who was never added is told."""
    altered(tmp_path, "UPDATE skillcert_private_item SET person = 'p-99' WHERE kind = 'choices'")
    assert found(life) == [(_K.PRIVATE_STRAY, None, {"person": "p-99"})]


class Stubborn(FolderFiles):
    """Files that cannot be deleted just now."""

    def remove(self, sha256: Sha256) -> None:
        """Refuse."""
        raise LedgerError("a picture cannot be deleted", where=sha256)


def test_an_erasure_that_is_not_finished_is_named(life: Life, tmp_path: Path) -> None:
    """Somebody who is erased and of whom files may be left is told, until it is finished."""
    files, life.files = life.files, Stubborn(tmp_path / "a.files")
    with pytest.raises(LedgerError):
        life.erase()
    seq = life.ledger.head(life.site).size
    assert found(life) == [(_K.NOT_ERASED, seq, {"person": KARI})]
    life.files = files
    life.erase()
    assert found(life) == []


def test_what_is_held_on_an_erased_person_is_named(life: Life, tmp_path: Path) -> None:
    """A copied row that brings somebody's key back is told."""
    life.erase()
    altered(
        tmp_path,
        "INSERT INTO skillcert_person_key VALUES ('oslo', 'p-3f9a', zeroblob(32), zeroblob(32))",
    )
    seq = life.ledger.head(life.site).size
    assert found(life) == [(_K.NOT_ERASED, seq, {"person": KARI})]
