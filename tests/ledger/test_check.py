"""The check: a sound ledger passes, and whatever was done to one is told by its number."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from skillcert.errors import LedgerError
from skillcert.ledger import (
    FindingKind,
    Ledger,
    RefusalReason,
    Report,
    Witness,
)
from skillcert.ledger.chain import START, row_hash
from skillcert.model import CheckpointRef, Token
from skillcert.signing import Envelope

from .chains import Chain, signer

SIGN_OFFS = 12
"""How many sign-offs the ledger of these tests has, after its first four events."""
LAST = SIGN_OFFS + 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger in a file, with twelve sign-offs and a checkpoint in the middle and at the end."""
    path = tmp_path / "ledger.db"
    chain = Chain()
    with Ledger.open(f"sqlite:///{path}", create=True) as ledger:
        chain.begun(ledger)
        for number in range(SIGN_OFFS):
            chain.append(ledger, chain.signed("person-1", id=f"sign-off-{number}"))
            if number == SIGN_OFFS // 2:
                ledger.checkpoint(chain.site, chain.programme, now=chain.now)
        ledger.checkpoint(chain.site, chain.programme, now=chain.now)
    return path


def check(path: Path, *witnesses: Witness) -> Report:
    """Return what the check of a file finds."""
    with Ledger.open(f"sqlite:///{path}") as ledger:
        return ledger.check(witnesses=witnesses)


def tampered(path: Path, *statements: str | tuple[str, Any]) -> Report:
    """Return what the check finds after somebody has written into the file."""
    with sqlite3.connect(path) as connection:
        for statement in statements:
            if isinstance(statement, str):
                connection.execute(statement)
            else:
                connection.execute(*statement)
    connection.close()
    return check(path)


def told(report: Report) -> list[tuple[FindingKind, int | None]]:
    """Return kind and number of what was found."""
    return [(finding.kind, finding.seq) for finding in report.findings]


def rows_of(path: Path) -> list[tuple[int, bytes, bytes]]:
    """Return number, body and signature of every entry."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT seq, body, signature FROM skillcert_entry ORDER BY seq")
        rows = list(found)
    connection.close()
    return rows


def rechained(path: Path) -> None:
    """Number the entries anew and write every hash anew, as somebody would who knows the format."""
    rows = rows_of(path)
    before = START
    with sqlite3.connect(path) as connection:
        for number, (seq, body, signature) in enumerate(rows, start=1):
            before = row_hash(before, Envelope(body, signature))
            connection.execute(
                "UPDATE skillcert_entry SET seq = ?, hash = ? WHERE seq = ?", (number, before, seq)
            )
    connection.close()


def test_a_sound_ledger(ledger: Ledger) -> None:
    """Events of every kind pass, with the size, the last hash and the root of the chain."""
    chain = Chain()
    entries = chain.append(ledger, *chain.every_kind())
    *_, last = entries
    papers = sum(1 for entry in entries if entry.event.certificate_issued)
    # The last event gives the programme its new key.
    kept = ledger.checkpoint(chain.site, signer("oslo new"), now=chain.now)
    report = ledger.check()
    assert report.findings == ()
    assert report.sound
    (site,) = report.sites
    assert (site.site, site.size, site.hash) == (chain.site, last.seq, last.hash.hex())
    assert (site.root, site.checkpoints) == (kept.root.hex(), papers + 1)
    assert (site.certificates, site.proven) == (papers, papers)


def test_nothing_is_not_sound() -> None:
    """A ledger without a chain has nothing that could be sound."""
    assert not Ledger.open("memory:").check().sound


@pytest.mark.parametrize("seq", [1, 7, LAST])
@pytest.mark.parametrize("column", ["body", "signature", "hash"])
def test_an_edited_row_is_named(path: Path, column: str, seq: int) -> None:
    """A bit that was turned in an event, its signature or its hash is told by its number."""
    with sqlite3.connect(path) as connection:
        wanted = f"SELECT {column} FROM skillcert_entry WHERE seq = ?"  # noqa: S608
        (value,) = connection.execute(wanted, (seq,)).fetchone()
    connection.close()
    changed = value[:20] + bytes([value[20] ^ 1]) + value[21:]
    update = f"UPDATE skillcert_entry SET {column} = ? WHERE seq = ?"  # noqa: S608
    report = tampered(path, (update, (changed, seq)))
    assert (FindingKind.ALTERED, seq) in told(report)
    assert (FindingKind.ALTERED, seq + 1) not in told(report)


def test_an_edited_row_says_what_does_not_fit(path: Path) -> None:
    """Whoever changes what an event says breaks its place in the chain and its signature."""
    report = tampered(
        path,
        "UPDATE skillcert_entry SET body = CAST(replace(CAST(body AS TEXT), 'independent',"
        " 'guides_others') AS BLOB) WHERE seq = 9",
    )
    assert told(report) == [(FindingKind.WRONG_SIGNATURE, 9), (FindingKind.ALTERED, 9)]
    assert str(report.findings[1]) == "oslo: event 9: altered after it was written"


@pytest.mark.parametrize("seq", [5, 9, LAST - 1])
def test_a_deleted_row_is_named(path: Path, seq: int) -> None:
    """A row that is gone is told by its number, and the rest is looked at none the less."""
    report = tampered(path, f"DELETE FROM skillcert_entry WHERE seq = {seq}")  # noqa: S608
    assert told(report) == [(FindingKind.MISSING, seq)]
    assert report.findings[0].about["last"] == seq
    assert report.sites[0].root is None


def test_swapped_rows_are_named(path: Path) -> None:
    """Two rows that changed places are told with the place where each belongs."""
    report = tampered(
        path,
        "UPDATE skillcert_entry SET seq = 1000 WHERE seq = 6",
        "UPDATE skillcert_entry SET seq = 6 WHERE seq = 11",
        "UPDATE skillcert_entry SET seq = 11 WHERE seq = 1000",
    )
    misplaced = [one for one in report.findings if one.kind is FindingKind.MISPLACED]
    assert [(one.seq, one.about["belongs"]) for one in misplaced] == [(6, 11), (11, 6)]
    assert str(misplaced[0]) == "oslo: event 6: it was written as event 11, and moved here"


def test_a_tail_that_was_cut_shows_by_the_checkpoint(path: Path) -> None:
    """Entries that are gone from the end are told by the checkpoint that knows of them."""
    report = tampered(path, "DELETE FROM skillcert_entry WHERE seq > 13")
    assert told(report) == [(FindingKind.TAIL_CUT, 14)]
    assert report.findings[0].about["last"] == LAST


def test_a_tail_and_its_checkpoint_show_by_one_that_was_kept(path: Path) -> None:
    """If the checkpoint was deleted too, one that was kept outside tells, as does a certificate."""
    with Ledger.open(f"sqlite:///{path}") as ledger:
        *_, kept = ledger.checkpoints(Token("oslo"))
    cut = ["DELETE FROM skillcert_entry WHERE seq > 13", "DELETE FROM skillcert_checkpoint"]
    assert tampered(path, *cut).sound
    note = Witness(site=kept.site, ref=kept.ref, source="the note of June", note=kept.note)
    paper = Witness(site=kept.site, ref=kept.ref, source="certificate 17")
    for witness in (note, paper):
        report = check(path, witness)
        assert told(report) == [(FindingKind.TAIL_CUT, 14)]
        assert witness.source in str(report.findings[0])


def test_a_chain_made_anew_shows_by_the_checkpoint(path: Path) -> None:
    """Whoever takes an event out and chains the rest anew is found out by the checkpoints.

    Every signature and every link is right then. What is told is the stretch in which it was: after
    the last state that fits.
    """
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM skillcert_entry WHERE seq = 14")
    connection.close()
    rechained(path)
    report = check(path)
    middle = 4 + SIGN_OFFS // 2 + 1
    assert told(report) == [(FindingKind.TAIL_CUT, LAST)]
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM skillcert_entry WHERE seq = 7")
    connection.close()
    rechained(path)
    report = check(path)
    assert told(report)[0] == (FindingKind.OTHER_PAST, 1)
    assert report.findings[0].about["last"] == middle


def test_a_state_that_was_is_told_from_one_that_was_not(path: Path) -> None:
    """A checkpoint from outside that fits counts, and one of another past is told."""
    with Ledger.open(f"sqlite:///{path}") as ledger:
        middle, last = ledger.checkpoints(Token("oslo"))
    fits = Witness(site=middle.site, ref=middle.ref, source="a")
    assert check(path, fits).sites[0].checkpoints == 3
    other = CheckpointRef(size=middle.size, root=last.ref.root)
    report = check(path, Witness(site=middle.site, ref=other, source="b"))
    assert told(report) == [(FindingKind.OTHER_PAST, 1)]
    forged = last.note.replace(f"\n{last.size}\n", f"\n{last.size + 5}\n")
    ref = CheckpointRef(size=last.size + 5, root=last.ref.root)
    report = check(path, Witness(site=last.site, ref=ref, source="c", note=forged))
    assert told(report) == [(FindingKind.UNSOUND_CHECKPOINT, None)]


@pytest.mark.parametrize(
    "change",
    [
        "note = replace(note, 'oslo', 'bergen')",
        "note = replace(note, 'A', 'B')",
        "note = note || 'x'",
        "note = ''",
        "note = 7",
        "note = zeroblob(100000)",
        "size = size + 1",
        "site = 'bergen'",
    ],
)
def test_a_changed_checkpoint_is_told(path: Path, change: str) -> None:
    """A checkpoint that is not what the programme's key signed is no witness, and told."""
    report = tampered(path, f"UPDATE skillcert_checkpoint SET {change} WHERE size = {LAST}")  # noqa: S608
    assert FindingKind.UNSOUND_CHECKPOINT in {finding.kind for finding in report.findings}


@pytest.mark.parametrize("column", ["id", "kind", "person"])
def test_a_column_that_says_something_else_is_named(path: Path, column: str) -> None:
    """What stands beside an event hides it from whoever asks by it, and is compared."""
    report = tampered(path, f"UPDATE skillcert_entry SET {column} = 'x' WHERE seq = 8")  # noqa: S608
    assert told(report) == [(FindingKind.COLUMNS, 8)]
    assert report.findings[0].about["names"] == (column,)


def test_an_event_in_another_chain_is_told(path: Path) -> None:
    """A row that was moved to another site is missing in its own chain and not allowed there."""
    report = tampered(path, "UPDATE skillcert_entry SET site = 'bergen' WHERE seq = 8")
    found = {(finding.site, finding.kind) for finding in report.findings}
    assert ("oslo", FindingKind.MISSING) in found
    assert ("bergen", FindingKind.NOT_ALLOWED) in found


def test_an_event_that_was_copied_is_told(path: Path) -> None:
    """A signed event that somebody puts in once more is told, whatever stands beside it.

    A sign-off that was withdrawn could be brought back that way.
    """
    rows = rows_of(path)
    _, body, signature = rows[8]
    with sqlite3.connect(path) as connection:
        (before,) = connection.execute(
            "SELECT hash FROM skillcert_entry ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    connection.close()
    digest = row_hash(before, Envelope(body, signature))
    insert = (
        "INSERT INTO skillcert_entry VALUES ('oslo', ?, ?, ?, ?, ?, 'skill_signed', 'person-1')"
    )
    report = tampered(path, (insert, (LAST + 1, "copy", digest, body, signature)))
    assert (FindingKind.COLUMNS, LAST + 1) in told(report)


def test_repeated_ids_are_told(path: Path) -> None:
    """If the table was made anew without its rule of unique ids, the repeated one is told."""
    report = tampered(
        path,
        "ALTER TABLE skillcert_entry RENAME TO old",
        "CREATE TABLE skillcert_entry AS SELECT * FROM old",
        "INSERT INTO skillcert_entry SELECT site, seq + 12, id, hash, body, signature, kind, person"
        " FROM old WHERE seq = 5",
    )
    assert (FindingKind.REPEATED, 17) in told(report)


def test_what_acts_in_the_database_is_told(path: Path) -> None:
    """A trigger, which changes what is written, is told."""
    report = tampered(
        path,
        "CREATE TRIGGER t AFTER INSERT ON skillcert_entry BEGIN"
        " UPDATE skillcert_entry SET person = 'x' WHERE seq = new.seq; END",
    )
    assert told(report) == [(FindingKind.DATABASE, None)]
    assert "trigger t" in str(report.findings[0])


@pytest.mark.parametrize(
    "change",
    [
        "body = NULL",
        "body = 'text'",
        "body = 7",
        "body = zeroblob(50000000)",
        "signature = zeroblob(50000000)",
        "signature = x'00'",
        "hash = 1.5",
        "hash = 'x'",
        "kind = x'ff'",
        "id = zeroblob(50000000)",
        "person = zeroblob(50000000)",
        "seq = 'seven'",
        "seq = 0",
        "seq = -7",
        "seq = 9223372036854775807",
        "site = NULL",
        "site = ''",
        "site = x'ff00'",
    ],
)
def test_whatever_stands_in_a_row_there_is_a_report(path: Path, change: str) -> None:
    """Values of other types and sizes are told and never raised."""
    loose = [
        "CREATE TABLE loose AS SELECT * FROM skillcert_entry",
        "DROP TABLE skillcert_entry",
        "ALTER TABLE loose RENAME TO skillcert_entry",
        f"UPDATE skillcert_entry SET {change} WHERE seq = 7",  # noqa: S608
    ]
    report = tampered(path, *loose)
    assert not report.sound
    assert all(map(str, report.findings))


def test_an_event_by_nobody_is_told(path: Path) -> None:
    """An event of a key that nobody has enrolled is not allowed, though chained as it should be."""
    chain = Chain()
    chain.now += dt.timedelta(hours=1)
    stranger = chain.signed("person-1", by=signer("stranger"))
    with sqlite3.connect(path) as connection:
        (before,) = connection.execute(
            "SELECT hash FROM skillcert_entry ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    connection.close()
    row = (LAST + 1, "oslo-event-1", row_hash(before, stranger), stranger.body, stranger.signature)
    insert = (
        "INSERT INTO skillcert_entry VALUES ('oslo', ?, ? || 'x', ?, ?, ?, 'skill_signed',"
        " 'person-1')"
    )
    report = tampered(path, (insert, row))
    refused = [one.refusal for one in report.findings if one.kind is FindingKind.NOT_ALLOWED]
    assert [one.reason for one in refused if one] == [RefusalReason.UNKNOWN_KEY]


def sound(path: Path) -> bool:
    """Say whether a file can be opened, and nothing is found in it."""
    try:
        return check(path).sound
    except LedgerError as error:
        assert "damaged" in str(error)  # noqa: PT017 - some pages are needed to open it at all
        return False


def test_a_damaged_file_is_told(path: Path) -> None:
    """Pages that were overwritten give a report and no traceback."""
    data = bytearray(path.read_bytes())
    for start in range(8_192, len(data), 4_096):
        damaged = data.copy()
        damaged[start : start + 2_000] = b"\xa5" * 2_000
        path.write_bytes(damaged)
        assert not sound(path)


def test_many_faults_are_told_up_to_a_thousand(path: Path) -> None:
    """A report names the first thousand faults and counts the others."""
    report = tampered(
        path,
        "CREATE TABLE loose AS SELECT * FROM skillcert_entry",
        "DROP TABLE skillcert_entry",
        "ALTER TABLE loose RENAME TO skillcert_entry",
        "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 2 FROM n WHERE i < 3000)"
        " INSERT INTO skillcert_entry SELECT 'oslo', i, i, x'00', x'00', x'00', '', '' FROM n",
    )
    assert len(report.findings) == 1_000
    assert report.more > 1_000


def test_progress_is_told(path: Path) -> None:
    """Whoever waits is told how far it is."""
    heard: list[tuple[str, int, int]] = []
    with Ledger.open(f"sqlite:///{path}") as ledger:
        ledger.check(progress=lambda *said: heard.append(said))
    assert heard[-1] == ("oslo", LAST, LAST)
