r"""The lines of an exported ledger: JSON Lines, read as strictly as they are written.

    {"header":{"format":"skillcert-ledger/1","sites":["oslo"]}}
    {"entry":{"body":"eyJhdCI6...","seq":1,"signature":"q0Xy...","site":"oslo"}}
    {"checkpoint":{"note":"skillcert/oslo\n1\n...","site":"oslo","size":1}}
    {"end":{"checkpoints":1,"entries":1,"sha256":"5f3a..."}}

Rules of this module

- Each line is the canonical form (RFC 8785) of one record and ends in a line feed. So the same
  ledger gives the same bytes, and what was read is written again as it was.
- The first line says what the file is. The last one counts the others and has their digest, so that
  a file that was cut off or changed on its way is told from a whole one. It proves nothing more:
  what proves is the signatures and the checkpoints.
- Bytes are in base64, the standard alphabet with padding (RFC 4648, section 4).
- A line is read only so far as a line can be long, and one line at a time.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeAlias

import attrs

from skillcert import codec
from skillcert.errors import CodecError, LedgerError
from skillcert.model import Line, PrivateKind, Reference, Sha256, Token

__all__ = [
    "EXPORT_FORMAT",
    "LONGEST_LINE",
    "CheckpointLine",
    "EndLine",
    "EntryLine",
    "Header",
    "ItemLine",
    "PersonLine",
    "Said",
    "bytes_of",
    "read_lines",
    "text_of",
    "write_lines",
]

EXPORT_FORMAT = Line("skillcert-ledger/1")
"""The format of the files that this version writes and reads."""

LONGEST_LINE = 256 * 1024
"""The most bytes that a line has, with the line feed."""


@attrs.frozen(kw_only=True)
class Header:
    """What a file is.

    Attributes:
        format: The format, `skillcert-ledger/1`.
        sites: The sites whose chains follow, sorted.
        vault: Whether the keys and private items of people are in it.
    """

    format: Line = attrs.field(metadata={"only": EXPORT_FORMAT})
    sites: tuple[Token, ...] = ()
    vault: bool = False


@attrs.frozen(kw_only=True)
class EntryLine:
    """An entry of a chain.

    Attributes:
        site: The site.
        seq: Its sequence number, from 1.
        body: The signed bytes, in base64.
        signature: The signature, in base64.
    """

    site: Token
    seq: int
    body: str
    signature: str


@attrs.frozen(kw_only=True)
class CheckpointLine:
    """A checkpoint; it follows the last entry that it speaks of.

    Attributes:
        site: The site.
        size: How many entries it speaks of.
        note: The signed note.
    """

    site: Token
    size: int
    note: str


@attrs.frozen(kw_only=True)
class PersonLine:
    """What makes a person's items readable, in base64. It follows the site's last entry."""

    site: Token
    person: Reference
    key: str = attrs.field(repr=False)
    salt: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class ItemLine:
    """A private item, as it is kept: encrypted, in base64. It follows its person."""

    site: Token
    person: Reference
    kind: PrivateKind
    ref: Reference
    box: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class EndLine:
    """The last line.

    Attributes:
        entries: How many entries there are.
        checkpoints: How many checkpoints.
        people: How many people with a key.
        items: How many private items.
        sha256: The digest of all bytes before this line.
    """

    entries: int = 0
    checkpoints: int = 0
    people: int = 0
    items: int = 0
    sha256: Sha256


Said: TypeAlias = Header | EntryLine | CheckpointLine | PersonLine | ItemLine | EndLine
"""What one line says."""


@attrs.frozen(kw_only=True)
class _Line:
    """One line: exactly one of its attributes is there."""

    header: Header | None = None
    entry: EntryLine | None = None
    checkpoint: CheckpointLine | None = None
    person: PersonLine | None = None
    item: ItemLine | None = None
    end: EndLine | None = None


_NAMES: dict[type[Said], str] = {
    Header: "header",
    EntryLine: "entry",
    CheckpointLine: "checkpoint",
    PersonLine: "person",
    ItemLine: "item",
    EndLine: "end",
}
_COUNTED: dict[type[Said], str] = {
    EntryLine: "entries",
    CheckpointLine: "checkpoints",
    PersonLine: "people",
    ItemLine: "items",
}
# Nearly all lines are entries. What this matches is the canonical form of one, and is read in a
# fiftieth of the time that the codec needs, which says what is wrong with any other.
_ENTRY = re.compile(
    rb'\{"entry":\{"body":"([A-Za-z0-9+/]*+={0,2})","seq":([1-9][0-9]{0,14}),'
    rb'"signature":"([A-Za-z0-9+/]*+={0,2})","site":"([a-z][a-z0-9_]{0,63})"\}\}\n'
)
_CHANGED = "Export the ledger anew, and send the file in a way that changes nothing (as a ZIP)"


def text_of(data: bytes) -> str:
    """Return *data* in base64."""
    return base64.b64encode(data).decode("ascii")


def bytes_of(text: str) -> bytes:
    """Return what *text* is the base64 of.

    Raises:
        LedgerError: It is no base64, or not written in the one canonical way.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if text_of(data) != text:
        raise LedgerError("what should be base64 is not")
    return data


def write_lines(header: Header, said: Iterable[Said]) -> Iterator[bytes]:
    """Yield the lines of a file, from the header to the end.

    Args:
        header: What the file is.
        said: What its lines say, without header and end.
    """
    count: Counter[str] = Counter()
    digest = hashlib.sha256()
    line = _written(header)
    digest.update(line)
    yield line
    for one in said:
        line = _written(one)
        digest.update(line)
        count[_COUNTED[type(one)]] += 1
        yield line
    yield _written(EndLine(**count, sha256=Sha256(digest.hexdigest())))


def read_lines(stream: BinaryIO, *, source: str) -> Iterator[tuple[int, Said]]:
    """Yield the number of each line and what it says, from the header to the end.

    What is yielded before the end is not yet known to be whole: whoever acts on it must be able to
    take it back.

    Args:
        stream: The file.
        source: Its name, for the messages.

    Raises:
        LedgerError: A line is not one of such a file, or the file is not whole.
    """
    count: Counter[str] = Counter()
    digest = hashlib.sha256()
    number, end = 0, None
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        where = f"{source}, line {number}"
        if end is not None:
            raise LedgerError("something follows the last line", where=where, hint=_CHANGED)
        said = _read(line, where, first=number == 1)
        if isinstance(said, EndLine):
            end = said
            if end != EndLine(**count, sha256=Sha256(digest.hexdigest())):
                raise LedgerError(
                    "the file is not as it was written: its last line counts other lines",
                    where=where,
                    hint=_CHANGED,
                )
        elif not isinstance(said, Header):
            count[_COUNTED[type(said)]] += 1
        digest.update(line)
        yield number, said
    if end is None:
        what = "the file is cut off: its last line is missing" if number else "the file is empty"
        raise LedgerError(what, where=source, hint=_CHANGED)


def _written(said: Said) -> bytes:
    return codec.canonical({_NAMES[type(said)]: codec.unstructure(said)}) + b"\n"


def _read(line: bytes, where: str, *, first: bool) -> Said:
    if len(line) > LONGEST_LINE:
        raise LedgerError(f"the line is longer than {LONGEST_LINE:,} bytes", where=where)
    if first and line.startswith(b"\xef\xbb\xbf"):
        what = "the file begins with a byte order mark: an editor has changed it"
        raise LedgerError(what, where=where, hint=_CHANGED)
    if line.endswith(b"\r\n"):
        what = "the lines end as on Windows: an editor or a transfer has changed the file"
        raise LedgerError(what, where=where, hint=_CHANGED)
    if not line.endswith(b"\n"):
        raise LedgerError("the file is cut off in the middle of a line", where=where, hint=_CHANGED)
    if (entry := _ENTRY.fullmatch(line)) and not first:
        body, seq, signature, site = (group.decode("ascii") for group in entry.groups())
        return EntryLine(site=Token(site), seq=int(seq), body=body, signature=signature)
    try:
        parsed = codec.load_json(_Line, line, source=where)
    except CodecError as error:
        if first:
            raise _no_export(error, where) from None
        what = f"the line is none of an exported ledger: {_reason(error)}"
        raise LedgerError(what, where=where, hint=_CHANGED) from None
    there = [one for one in attrs.astuple(parsed, recurse=False) if one is not None]
    if len(there) != 1 or isinstance(there[0], Header) != first:
        expected = "what the file is" if first else "one thing that is in a ledger"
        raise LedgerError(f"the line does not say {expected}", where=where, hint=_CHANGED)
    said: Said = there[0]
    if _written(said) != line:
        what = "the line says something known, and is not written as skillcert writes it"
        raise LedgerError(what, where=where, hint=_CHANGED)
    return said


def _no_export(error: CodecError, where: str) -> LedgerError:
    """Say what is wrong with a first line: often it is another file, or another version's."""
    newer = next((one for one in error.problems if one.path == "header.format"), None)
    if newer is not None:
        return LedgerError(newer.what, where=where, hint=newer.hint)
    return LedgerError(
        "this is no exported ledger",
        where=where,
        hint="Give the file that `skillcert ledger export` made",
    )


def _reason(error: CodecError) -> str:
    problem = error.problems[0]
    return f"{problem.path}: {problem.what}" if problem.path else problem.what
