"""Checkpoints: signed notes that other tools can read, and that say nothing but what was signed.

Sources: C2SP, signed-note and tlog-checkpoint; the key and note of the reference implementation
(golang.org/x/mod/sumdb/note, note_test.go).
"""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import Checkpoint, Ledger
from skillcert.ledger.checkpoints import (
    _key_hash,
    make_checkpoint,
    open_checkpoint,
    read_note,
)
from skillcert.ledger.merkle import Growing, root_of
from skillcert.model import Token
from skillcert.signing import KeySigner, PublicKey

from .chains import Chain, signer

KEY = signer("programme")
ROOT = bytes(range(32))
MADE = make_checkpoint(Token("oslo"), 20_852_163, ROOT, KEY)

GO_NAME = "PeterNeumann"
GO_PUBLIC = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_SIGNATURE = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)


def test_the_published_key_and_signature() -> None:
    """The name of a key, and a signature over a note's text, are those of the reference."""
    public = PublicKey(base64.b64decode(GO_PUBLIC)[1:])
    private = KeySigner.of_seed(base64.b64decode(GO_PRIVATE)[1:])
    assert private.public == public
    assert _key_hash(GO_NAME, public).hex() == "c74f20a3"
    value = _key_hash(GO_NAME, public) + private.sign(GO_TEXT.encode())
    assert base64.b64encode(value).decode() == GO_SIGNATURE


def test_the_form_of_a_checkpoint() -> None:
    """Three lines, a blank one, and the signature behind a dash and the name of the key."""
    lines = MADE.note.split("\n")
    assert lines[:4] == ["skillcert/oslo", "20852163", base64.b64encode(ROOT).decode(), ""]
    assert lines[4].startswith("— skillcert/oslo ")
    assert lines[5:] == [""]
    signature = base64.b64decode(lines[4].rpartition(" ")[2])
    text = "\n".join([*lines[:3], ""])
    assert KEY.public.verifies(signature[4:], text.encode())


def test_what_was_made_can_be_opened() -> None:
    """A checkpoint is what it was made as, under the programme's key and under no other."""
    assert open_checkpoint(MADE.note, [signer("x").public, KEY.public]) == MADE
    assert read_note(MADE.note) == (MADE.site, MADE.ref)
    for keys in ([], [signer("x").public]):
        with pytest.raises(LedgerError, match="not signed by the programme's key"):
            open_checkpoint(MADE.note, keys)


def test_witnesses_may_sign_too() -> None:
    """Signatures of others are left unread, wherever they stand."""
    other = "— example.com/witness " + base64.b64encode(bytes(76)).decode()
    head, _, own = MADE.note.rstrip("\n").rpartition("\n")
    for lines in ([own, other], [other, own], [other, own, other]):
        opened = open_checkpoint("\n".join([head, *lines, ""]), [KEY.public])
        assert opened.ref == MADE.ref


def changed(note: str, old: str, new: str) -> str:
    """Return a note in which something stands in the place of something else."""
    assert old in note
    return note.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20852163", "20852164"),
        ("20852163", "020852163"),
        ("20852163", "-1"),
        ("20852163", "1e3"),
        ("20852163", "٢"),
        ("20852163", "99999999999999999"),
        ("skillcert/oslo\n", "skillcert/bergen\n"),
        ("skillcert/oslo\n", "example.com/oslo\n"),
        ("skillcert/oslo\n", "skillcert/Oslo\n"),
        ("skillcert/oslo\n", "skillcert/oslo\r\n"),
        ("AAECAwQ", "AAECAwR"),
        ("Hh8=\n", "Hh9=\n"),
        ("Hh8=\n", "Hh8\n"),
        ("Hh8=\n", "Hh8=\nextension\n"),
        ("Hh8=\n\n", "Hh8=\n"),
        ("Hh8=\n\n", "Hh8=\n\n\n"),
        ("— ", "- "),
        ("— ", "—  "),
        ("— skillcert/oslo", "— skillcert/bergen"),
    ],
)
def test_a_changed_note_is_refused(old: str, new: str) -> None:
    """A note in which anything was changed is no checkpoint any more."""
    with pytest.raises(LedgerError):
        open_checkpoint(changed(MADE.note, old, new), [KEY.public])


@settings(deadline=None)
@given(st.data())
def test_no_bit_of_a_note_can_be_changed(data: st.DataObject) -> None:
    """Whatever character is taken out, doubled or exchanged, the note is refused."""
    place = data.draw(st.integers(0, len(MADE.note) - 1))
    character = data.draw(st.characters(exclude_categories=["Cs"]))
    other = data.draw(st.sampled_from(["", MADE.note[place] * 2, character]))
    note = MADE.note[:place] + other + MADE.note[place + 1 :]
    if note != MADE.note:
        with pytest.raises(LedgerError):
            open_checkpoint(note, [KEY.public])


@pytest.mark.parametrize("note", ["", "\n", "\n\n", "x", "x\n\n— a b\n", "a" * 9_000, "\n" * 9_000])
def test_what_is_no_note_is_refused(note: str) -> None:
    """Anything else gives an error that says what it should be."""
    with pytest.raises(LedgerError, match="this is no checkpoint") as caught:
        read_note(note)
    assert caught.value.hint


def test_a_ledger_keeps_its_checkpoints(ledger: Ledger) -> None:
    """One for each state that was signed, with the root over all entries; again it is the same."""
    chain = Chain()
    hashes = [entry.hash for entry in chain.begun(ledger)]
    kept: list[Checkpoint] = []
    for count in (1, 3, 300, 2):
        kept.append(ledger.checkpoint(chain.site, chain.programme, now=chain.now))
        again = ledger.checkpoint(chain.site, chain.programme, now=chain.now)
        assert again == kept[-1]
        assert (again.size, again.root) == (len(hashes), root_of(hashes))
        events = [chain.signed("person-1") for _ in range(count)]
        hashes += [entry.hash for entry in chain.append(ledger, *events)]
        chain.now = chain.now.replace(minute=0)
    assert ledger.checkpoints(chain.site) == tuple(kept)
    assert ledger.check().sites[0].checkpoints == len(kept)


def test_only_the_programme_signs_checkpoints(ledger: Ledger) -> None:
    """A supervisor's key, and a key of nobody, sign no checkpoint."""
    chain = Chain()
    chain.begun(ledger)
    for other in (chain.kari, signer("stranger")):
        with pytest.raises(RefusedError, match="only the programme's own key"):
            ledger.checkpoint(chain.site, other, now=chain.now)
    assert ledger.checkpoints(chain.site) == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE skillcert_entry SET body = x'7b7d' WHERE seq = 7",
        "UPDATE skillcert_entry SET hash = zeroblob(32) WHERE seq = 7",
        "DELETE FROM skillcert_entry WHERE seq = 7",
        "UPDATE skillcert_checkpoint SET note = replace(note, 'A', 'B')",
        "UPDATE skillcert_checkpoint SET size = 5",
    ],
)
def test_no_checkpoint_of_what_was_altered(change: str) -> None:
    """The programme's key does not sign a past that was changed since the last checkpoint."""
    ledger = Ledger.open("memory:")
    chain = Chain()
    chain.begun(ledger)
    ledger.checkpoint(chain.site, chain.programme, now=chain.now)
    chain.append(ledger, *(chain.signed("person-1") for _ in range(6)))
    with ledger.database.writing("x") as connection:
        connection.exec_driver_sql(change)
    with pytest.raises(LedgerError):
        ledger.checkpoint(chain.site, chain.programme, now=chain.now)


@pytest.mark.parametrize("peaks", ["NULL", "x''", "x'00'", "zeroblob(32)", "zeroblob(1000000)"])
def test_what_a_checkpoint_goes_on_from_is_not_believed(peaks: str) -> None:
    """Peaks that do not give the signed root are left, and the tree is grown from the start."""
    ledger = Ledger.open("memory:")
    chain = Chain()
    hashes = [entry.hash for entry in chain.begun(ledger)]
    ledger.checkpoint(chain.site, chain.programme, now=chain.now)
    with ledger.database.writing("x") as connection:
        connection.exec_driver_sql(f"UPDATE skillcert_checkpoint SET peaks = {peaks}")  # noqa: S608
    hashes += [entry.hash for entry in chain.append(ledger, chain.signed("person-1"))]
    assert ledger.checkpoint(chain.site, chain.programme, now=chain.now).root == root_of(hashes)
    assert Growing().root() != root_of(hashes)
