"""What somebody hands in to be checked: a PDF, a picture, a credential, the text of a code.

Rules of this module

- What a file is, its bytes say and not its name.
- A PDF's code is the one that it carries; where it carries none, the one that is printed on it.
- Sizes are bounded before a library sees the file, and what a library stumbles over is a file in
  which nothing was found.
"""

from __future__ import annotations

import enum
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from skillcert import codec
from skillcert.errors import CodecError, CredentialError
from skillcert.model import RECORD_FORMAT

__all__ = ["Found", "FoundKind", "read"]

_LARGEST = 32 * 1024 * 1024
_MOST_PAGES = 8
_MOST_PIXELS = 60_000_000
_DPI = 200
_CODE = re.compile(r"\s*(?:https://[^\s#]{1,200}/)?v[0-9]{1,3}#[0-9\s]+")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_CARRIED = {"record.json": "record", "code.txt": "code", "badge.json": "badge"}


class FoundKind(enum.Enum):
    """What was handed in."""

    PDF = "pdf"
    PICTURE = "picture"
    CREDENTIAL = "credential"
    RECORD = "record"
    CODE = "code"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Found:
    """What a file holds that can be checked.

    Attributes:
        kind: What it is.
        code: The text of the code; empty if there is none.
        record: The bytes of everything that the paper says, which a PDF carries.
        credential: A credential, as a tree.
        why: Why nothing was found, as a sentence without a full stop.
    """

    kind: FoundKind
    code: str = ""
    record: bytes | None = attrs.field(default=None, repr=False)
    credential: Mapping[str, Any] | None = attrs.field(default=None, repr=False, eq=False)
    why: str = ""


def read(data: bytes) -> Found:
    """Return what *data* holds.

    Raises:
        CredentialError: A library that is needed to read such a file is not installed.
    """
    if len(data) > _LARGEST:
        return Found(kind=FoundKind.UNKNOWN, why=f"the file is larger than {_LARGEST >> 20} MB")
    if data[:1024].find(b"%PDF-") >= 0:
        return _pdf(data)
    if data.startswith(_PICTURES):
        return _picture(data)
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        return _json(data)
    return _code(data)


def _code(data: bytes) -> Found:
    text = data.decode("ascii", errors="replace")
    if _CODE.fullmatch(text):
        return Found(kind=FoundKind.CODE, code=text)
    return Found(kind=FoundKind.UNKNOWN, code=text[:10_000], why="it is no file of a known kind")


def _json(data: bytes) -> Found:
    try:
        tree = codec.parse_json(data)
    except CodecError as error:
        return Found(kind=FoundKind.UNKNOWN, why=str(error.problems[0]))
    if isinstance(tree, dict) and "@context" in tree:
        return Found(kind=FoundKind.CREDENTIAL, credential=tree)
    if isinstance(tree, dict) and tree.get("format") == RECORD_FORMAT:
        why = "an evidence record is not signed: a certificate that was issued of it is"
        return Found(kind=FoundKind.RECORD, why=why)
    return Found(kind=FoundKind.UNKNOWN, why="it is no credential and no record")


def _pdf(data: bytes) -> Found:
    carried = _carried(data)
    code = carried.get("code", b"").decode("ascii", errors="replace")
    badge = carried.get("badge")
    return Found(
        kind=FoundKind.PDF,
        code=code or next(_printed(data), ""),
        record=carried.get("record"),
        credential=_json(badge).credential if badge else None,
        why="" if code else "the file carries no code",
    )


def _carried(data: bytes) -> dict[str, bytes]:
    """Return the files that a PDF carries and that are known by name."""
    pypdf = _library("pypdf")
    try:
        attachments = pypdf.PdfReader(io.BytesIO(data)).attachments
        return {
            key: attachments[name][0]
            for name, key in _CARRIED.items()
            if attachments.get(name) and len(attachments[name][0]) <= _LARGEST
        }
    except Exception:  # noqa: BLE001 - a damaged file can make the library raise anything
        return {}


def _printed(data: bytes) -> Iterator[str]:
    """Yield the codes that are printed on the first pages."""
    pdfium = _library("pypdfium2")
    try:
        pages = pdfium.PdfDocument(data)
        for i in range(min(len(pages), _MOST_PAGES)):
            page = pages[i]
            if page.get_width() * page.get_height() * (_DPI / 72) ** 2 <= _MOST_PIXELS:
                yield from _scanned(page.render(scale=_DPI / 72, grayscale=True).to_pil())
    except Exception:  # noqa: BLE001 - as above
        return


def _picture(data: bytes) -> Found:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return Found(kind=FoundKind.PICTURE, why="the picture has too many dots")
            upright = ImageOps.exif_transpose(picture).convert("L")
    except Exception:  # noqa: BLE001 - as above
        return Found(kind=FoundKind.PICTURE, why="the picture is damaged")
    code = next(_scanned(upright), "")
    return Found(kind=FoundKind.PICTURE, code=code, why="" if code else "no code is to be found")


def _scanned(picture: Any) -> Iterator[str]:
    """Yield the QR codes in a picture."""
    zxing = _library("zxingcpp")
    for found in zxing.read_barcodes(picture, formats=zxing.BarcodeFormat.QRCode):
        if _CODE.fullmatch(found.text):
            yield found.text


def _library(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise CredentialError(
            "files cannot be read here, since a library is missing",
            where=name,
            hint='Install it with: pip install "skillcert[verify]", or paste the text of the code',
        ) from None
