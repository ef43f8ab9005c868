"""Checkpoints: what the programme's key has signed of a chain's state.

A checkpoint says how many entries a chain has and the root of the Merkle tree over their hashes.
Whoever keeps one, on paper too, is a witness: the chain can grow, and can lose or change nothing
of what was there.

Rules of this module

- The format is that of C2SP, `tlog-checkpoint` in a `signed-note`, so that other tools can read and
  witness it. The origin, which is the name of the key too, is `skillcert/` and the site's key.
- Further signatures, of witnesses, may follow and are left unread.
- A note is read strictly and never written anew: what was signed is verified, then read.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable

import attrs

from skillcert.errors import LedgerError
from skillcert.model import CheckpointRef, KeyId, Sha256, Token
from skillcert.signing import PublicKey, Signer

__all__ = [
    "LONGEST_NOTE",
    "Checkpoint",
    "make_checkpoint",
    "open_checkpoint",
    "origin_of",
    "read_note",
]

LONGEST_NOTE = 8_192
"""The most characters that a signed note has."""

_MOST_SIGNATURES = 16
_ED25519 = b"\x01"
_TEXT = re.compile(
    r"skillcert/(?P<site>[a-z][a-z0-9_]{0,63})\n(?P<size>0|[1-9][0-9]{0,15})\n"
    r"(?P<root>[A-Za-z0-9+/]{43}=)\n"
)
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<value>[A-Za-z0-9+/]+={0,2})")


@attrs.frozen(kw_only=True)
class Checkpoint:
    """A state of a chain, signed.

    Attributes:
        site: The site.
        size: How many entries there were.
        root: The root of the tree over their hashes, 32 bytes.
        key: The key that signed it.
        note: The signed note.
    """

    site: Token
    size: int
    root: bytes = attrs.field(repr=False)
    key: KeyId
    note: str = attrs.field(repr=False)

    @property
    def ref(self) -> CheckpointRef:
        """The same as a certificate carries it."""
        return CheckpointRef(size=self.size, root=Sha256(self.root.hex()))


def origin_of(site: Token) -> str:
    """Return the name of a site's chain, which its key has too."""
    return f"skillcert/{site}"


def make_checkpoint(site: Token, size: int, root: bytes, signer: Signer) -> Checkpoint:
    """Return the checkpoint of a state of a chain, signed by *signer*.

    Args:
        site: The site.
        size: How many entries there are.
        root: The root of the tree over their hashes, 32 bytes.
        signer: The programme's key.
    """
    origin = origin_of(site)
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    value = _key_hash(origin, signer.public) + signer.sign(text.encode("ascii"))
    note = f"{text}\n— {origin} {base64.b64encode(value).decode()}\n"
    return Checkpoint(site=site, size=size, root=root, key=signer.public.id, note=note)


def read_note(note: str) -> tuple[Token, CheckpointRef]:
    """Return the site and the state in a signed note whose signature nobody has verified yet.

    Raises:
        LedgerError: It is no checkpoint of skillcert.
    """
    site, ref, _, _ = _read(note)
    return site, ref


def open_checkpoint(note: str, keys: Iterable[PublicKey]) -> Checkpoint:
    """Return the checkpoint in a signed note that one of *keys* has signed.

    Args:
        note: The note.
        keys: The keys that the programme has, or had.

    Raises:
        LedgerError: It is no checkpoint of skillcert, or none of the keys has signed it.
    """
    site, ref, text, signatures = _read(note)
    for key in keys:
        if any(_signs(key, text, origin_of(site), match) for match in signatures):
            root = bytes.fromhex(ref.root)
            return Checkpoint(site=site, size=ref.size, root=root, key=key.id, note=note)
    raise LedgerError(
        "the checkpoint is not signed by the programme's key",
        where=origin_of(site),
        hint="Look whether it is of this ledger",
    )


def _read(note: str) -> tuple[Token, CheckpointRef, str, list[re.Match[str]]]:
    """Return site, state and text of a note, and its signatures."""
    text, lines = _parts(note)
    found = _TEXT.fullmatch(text)
    if found is None:
        raise _no_checkpoint("its text is not origin, size and root")
    signatures = [match for line in lines if (match := _SIGNATURE.fullmatch(line))]
    if len(signatures) != len(lines) or not 1 <= len(lines) <= _MOST_SIGNATURES:
        raise _no_checkpoint("a signature is not written as one")
    ref = CheckpointRef(size=int(found["size"]), root=Sha256(_decoded(found["root"]).hex()))
    return Token(found["site"]), ref, text, signatures


def _signs(key: PublicKey, text: str, origin: str, match: re.Match[str]) -> bool:
    value = _decoded(match["value"])
    mine = match["name"] == origin and value[:4] == _key_hash(origin, key)
    return mine and key.verifies(value[4:], text.encode("ascii"))


def _parts(note: str) -> tuple[str, list[str]]:
    """Return the text of a note, and the lines with its signatures."""
    if len(note) > LONGEST_NOTE:
        raise _no_checkpoint("it is too long")
    text, blank, rest = note.rpartition("\n\n")
    if not blank or not rest.endswith("\n"):
        raise _no_checkpoint("a blank line and signatures have to follow the text")
    return f"{text}\n", rest[:-1].split("\n")


def _decoded(value: str) -> bytes:
    try:
        decoded = base64.b64decode(value, validate=True)
    except binascii.Error:
        raise _no_checkpoint("what should be base64 is not") from None
    if base64.b64encode(decoded).decode() != value:
        raise _no_checkpoint("its base64 is not written in the canonical way")
    return decoded


def _key_hash(name: str, key: PublicKey) -> bytes:
    return hashlib.sha256(name.encode("ascii") + b"\n" + _ED25519 + key.raw).digest()[:4]


def _no_checkpoint(why: str) -> LedgerError:
    return LedgerError(f"this is no checkpoint: {why}", hint="Give the whole text, as it was made")
