"""An archive with which somebody else answers for a workshop that has closed.

A ZIP file with the list of issuers, the page that checks papers, and the words of the skills; and
`manifest.json`, which holds the digest of each file, signed by the workshop's key.

Rules of this module

- Nothing stands in it that names a holder: keys, marks and words of skills.
- It is opened whole or not at all. A file that was changed, added or taken out, a manifest of
  somebody else, or a list that is none, and nothing of it is used.
- Sizes are bounded before anything is unpacked.
- The same content gives the same bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping

import attrs

from skillcert import codec
from skillcert.credentials.trust import TrustBundle, open_bundle
from skillcert.errors import CodecError, KeyFileError, TrustError
from skillcert.model import KeyHex, Line, Sha256
from skillcert.signing import Envelope, PublicKey, Purpose, Signer, seal

__all__ = ["ISSUERS", "Archive", "Manifest", "open_archive", "seal_archive"]

ISSUERS = "issuers.json"
"""The list of issuers in it."""

_MANIFEST = "manifest.json"
_FORMAT = Line("skillcert-archive/1")
_MOST_FILES = 1000
_MOST_BYTES = 64 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What `zipfile` raises on files that are none, or that it does not unpack."""


@attrs.frozen(kw_only=True)
class ArchivedFile:
    """A file and its SHA-256."""

    path: Line
    sha256: Sha256


@attrs.frozen(kw_only=True)
class Contents:
    """What is signed: the key that signs, and every file."""

    key: KeyHex
    files: tuple[ArchivedFile, ...]


@attrs.frozen(kw_only=True)
class Manifest:
    """The file `manifest.json`: the canonical bytes of `Contents` in base64, and a signature.

    Attributes:
        format: The format, `skillcert-archive/1`.
        body: What is signed.
        signature: The 64 bytes in base64.
    """

    format: Line = attrs.field(metadata={"only": _FORMAT})
    body: str
    signature: Line


@attrs.frozen(kw_only=True)
class Archive:
    """An archive that was opened.

    Attributes:
        bundle: The list of issuers in it.
        key: The key that signed it, which is one of the list's signers.
        files: Its files by their paths.
    """

    bundle: TrustBundle
    key: PublicKey
    files: Mapping[str, bytes] = attrs.field(repr=False, eq=False)


def seal_archive(files: Mapping[str, bytes], signer: Signer) -> bytes:
    """Return the archive of *files*, signed.

    Args:
        files: Its files by their paths, among them `issuers.json`.
        signer: The workshop's key, one of the signers of that list.

    Raises:
        TrustError: There is no such list in it, or another key signs it.
    """
    contents = Contents(
        key=signer.public.hex,
        files=tuple(
            ArchivedFile(path=Line(path), sha256=Sha256(hashlib.sha256(files[path]).hexdigest()))
            for path in sorted(files)
        ),
    )
    body = codec.canonical(contents)
    manifest = Manifest(
        format=_FORMAT,
        body=base64.b64encode(body).decode("ascii"),
        signature=Line(
            base64.b64encode(seal(body, signer, Purpose.ARCHIVE).signature).decode("ascii")
        ),
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {_MANIFEST: codec.pretty(manifest).encode("utf-8"), **files}
        for path in sorted(parts):
            archive.writestr(_entry(path), parts[path])
    data = made.getvalue()
    open_archive(data)
    return data


def open_archive(data: bytes, *, source: str = "") -> Archive:
    """Return the archive in the bytes of a file, after all of it was checked.

    Args:
        data: The file's bytes.
        source: The file's name, for the messages.

    Raises:
        TrustError: It is no archive, something in it was changed, added or taken out, it is not
            signed by a signer of its own list, or that list is not to be trusted.
    """
    files = _unpacked(data, source)
    contents = _manifest(files.pop(_MANIFEST, b""), source)
    listed = {str(one.path): str(one.sha256) for one in contents.files}
    found = {path: hashlib.sha256(part).hexdigest() for path, part in files.items()}
    wrong = sorted(
        path for path in listed.keys() | found.keys() if listed.get(path) != found.get(path)
    )
    if wrong or len(listed) != len(contents.files):
        raise TrustError(
            f"the archive is not as it was signed: {', '.join(wrong[:3]) or 'a name stands twice'}",
            where=source,
            hint="Get it once more from where you had it",
        )
    bundle = open_bundle(files.get(ISSUERS, b""), source=ISSUERS)
    key = PublicKey.of_hex(contents.key)
    if key not in map(PublicKey.of_hex, bundle.signers):
        raise TrustError("the archive and the list in it are of different keys", where=source)
    return Archive(bundle=bundle, key=key, files=files)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _unpacked(data: bytes, source: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            names = {entry.filename for entry in entries}
            if len(entries) > _MOST_FILES or size > _MOST_BYTES or len(names) != len(entries):
                raise TrustError("the archive is too large, or a name stands twice", where=source)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except _DAMAGED:
        raise TrustError("it is no archive, or it is damaged", where=source) from None


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a part; what says of itself that it is shorter than it is, is not read on."""
    with archive.open(entry) as part:
        found = part.read(entry.file_size + 1)
    if len(found) != entry.file_size:
        raise ValueError(entry.filename)
    return found


def _manifest(data: bytes, source: str) -> Contents:
    try:
        manifest = codec.load_json(Manifest, data, source=_MANIFEST)
        body = base64.b64decode(manifest.body, validate=True)
        signature = base64.b64decode(manifest.signature, validate=True)
        contents = codec.load_json(Contents, body, source=_MANIFEST)
        good = Envelope(body, signature).verified_by(
            PublicKey.of_hex(contents.key), Purpose.ARCHIVE
        )
    except (CodecError, KeyFileError, binascii.Error, ValueError) as error:
        raise TrustError("it is no archive", where=source, hint=str(error)) from None
    if not good:
        raise TrustError("the archive's manifest was changed after it was signed", where=source)
    return contents
