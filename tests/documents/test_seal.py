"""The issuer's seal on a finished file."""

from __future__ import annotations

import datetime as dt
import os
import runpy
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader

from skillcert.documents import public_part, render
from skillcert.documents.seal import Seal, Token, open_key_file, open_token
from skillcert.errors import KeyFileError, SkillcertError

from ..outside import need, program
from .authority import PASSPHRASE, Issued, authority, issued, key_file
from .samples import LOOK, certificate

NOW = dt.datetime(2025, 6, 23, 12, 30, tzinfo=dt.UTC)
VERAPDF = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "verapdf.py"))
SOFTHSM = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


def _paper(count: int = 3) -> bytes:
    sample = certificate("nb", count)
    return render([sample], LOOK, embedded=public_part([sample]))


def _seal(made: Issued | None = None, timestamper: Any = None) -> Seal:
    made = made or issued()
    return open_key_file(key_file(made), PASSPHRASE, timestamper=timestamper)


def _asn1(certificate_of: Issued) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate_of.certificate.public_bytes(Encoding.DER))


def _status(pdf: bytes) -> Any:
    """Return what pyHanko says of the one seal on *pdf*, trusting the tests' authority."""
    reader = PdfFileReader(BytesIO(pdf))
    (signature,) = reader.embedded_signatures
    trust = ValidationContext(trust_roots=[_asn1(authority())], moment=NOW)
    return validate_pdf_signature(signature, trust, trust)


def _stamper() -> DummyTimeStamper:
    key_pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    made = issued(key=key_pair, stamps=True, name="Test Time")
    key = made.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(_asn1(authority()))
    return DummyTimeStamper(
        _asn1(made), asn1_keys.PrivateKeyInfo.load(key), certs_to_embed=store, fixed_dt=NOW
    )


@pytest.fixture(scope="module")
def sealed() -> bytes:
    """Return a sealed file."""
    return _seal().sign(_paper(), at=NOW)


def test_pyhanko_finds_the_seal_whole(sealed: bytes) -> None:
    """The seal is the issuer's, is trusted through its authority, and covers the whole file."""
    status = _status(sealed)
    assert status.bottom_line
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.signing_cert.subject.native["common_name"] == "Hjulet"


def test_the_seal_is_pades_baseline_b(sealed: bytes) -> None:
    """Its form, its digest and its time are those of the standard; nothing else is told."""
    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    told = signature.sig_object
    assert told["/SubFilter"] == "/ETSI.CAdES.detached"
    assert told["/M"] == "D:20250623123000Z"
    assert not {"/Name", "/Location", "/Reason", "/ContactInfo"} & set(told)
    signed = {str(entry["type"].native) for entry in signature.signer_info["signed_attrs"]}
    assert "signing_certificate_v2" in signed
    assert "signing_time" not in signed  # ETSI EN 319 142-1, 6.3


def test_a_changed_file_is_found(sealed: bytes) -> None:
    """Whoever changes a single bit of the file breaks the seal."""
    place = sealed.index(b"stream\n") + 20
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    assert not _status(changed).bottom_line


def test_poppler_says_that_it_is_valid(sealed: bytes, tmp_path: Path) -> None:
    """A program that knows nothing of us finds the seal valid and the whole document signed."""
    pdfsig = program("pdfsig", install="apt install poppler-utils")
    (tmp_path / "sealed.pdf").write_bytes(sealed)
    done = subprocess.run(
        [pdfsig, str(tmp_path / "sealed.pdf")], capture_output=True, text=True, check=False
    )
    assert "Signature Validation: Signature is Valid." in done.stdout
    assert "Total document signed" in done.stdout
    assert "Signature Type: ETSI.CAdES.detached" in done.stdout
    assert "Signer Certificate Common Name: Hjulet" in done.stdout


def test_a_sealed_file_keeps_to_its_standards(sealed: bytes, tmp_path: Path) -> None:
    """It is still PDF/A-3a and PDF/UA-1, of one page and of several, with a time stamp and not."""
    need("verapdf", present=VERAPDF["ready"](), install="python tools/verapdf.py")
    files = {
        "sealed": sealed,
        "several pages": _seal().sign(_paper(40), at=NOW),
        "stamped": _seal(timestamper=_stamper()).sign(_paper(), at=NOW),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    verdicts = VERAPDF["validate"]([tmp_path / f"{name}.pdf" for name in files])
    assert [verdict.faults for verdict in verdicts] == [()] * len(files)


def test_the_seal_changes_nothing_that_is_seen_or_told(sealed: bytes) -> None:
    """The first bytes are those of the file; its pages and its metadata are the same."""
    plain = _paper()
    assert sealed.startswith(plain)
    before, after = (PdfReader(BytesIO(data)) for data in (plain, sealed))
    assert after.metadata == before.metadata
    assert after.attachments == before.attachments
    assert after.pages[0].extract_text() == before.pages[0].extract_text()
    (widget,) = [reference.get_object() for reference in after.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert max(map(float, widget["/Rect"])) < 0


def test_a_time_stamp_is_there_if_one_is_asked_for() -> None:
    """With a time stamp service the seal is of level B-T, and the stamp is valid."""
    status = _status(_seal(timestamper=_stamper()).sign(_paper(), at=NOW))
    assert status.bottom_line
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.timestamp == NOW


def test_an_rsa_key_seals_too() -> None:
    """Most authorities hand out RSA keys."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert _status(_seal(issued(key=key)).sign(_paper(), at=NOW)).bottom_line


def test_one_seal_for_many_files() -> None:
    """A key is opened once and seals any number of files."""
    seal = _seal()
    for count in (1, 2):
        assert _status(seal.sign(_paper(count), at=NOW)).bottom_line


@pytest.mark.parametrize("passphrase", ["wrong", "", None])
def test_a_wrong_passphrase_is_told(passphrase: str | None) -> None:
    """The error names the file and says what is wrong."""
    with pytest.raises(KeyFileError, match=r"hjulet\.p12: the passphrase is wrong"):
        open_key_file(key_file(issued()), passphrase, source="hjulet.p12")


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PRIVATE KEY-----", b"0\x82\x01\x00junk"])
def test_what_is_no_key_file_is_told(data: bytes) -> None:
    """Another file is not taken for one with a wrong passphrase."""
    with pytest.raises(KeyFileError, match=r"it is no PKCS#12 file"):
        open_key_file(data, PASSPHRASE)


def test_a_file_without_a_key_is_told() -> None:
    """A file with certificates alone cannot seal."""
    data = pkcs12.serialize_key_and_certificates(
        None, None, None, [authority().certificate], NoEncryption()
    )
    with pytest.raises(KeyFileError, match="holds no key"):
        open_key_file(data, None)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (dt.datetime(2036, 1, 1, tzinfo=dt.UTC), "has expired"),
        (dt.datetime(2024, 1, 1, tzinfo=dt.UTC), "is not valid yet"),
    ],
)
def test_a_certificate_that_is_not_valid_is_told(at: dt.datetime, words: str) -> None:
    """Nothing is sealed with an expired certificate, or with one of tomorrow."""
    with pytest.raises(KeyFileError, match=f"{words}: it is valid from 2025-01-01 to 2035-01-01"):
        _seal().sign(_paper(), at=at)


def test_what_is_no_pdf_is_told() -> None:
    """The error is one of ours."""
    with pytest.raises(SkillcertError, match="cannot be sealed"):
        _seal().sign(b"Dear all", at=NOW)


def test_a_time_stamp_service_that_fails_is_told() -> None:
    """Without the stamp that was asked for there is no seal."""

    class Broken(DummyTimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            raise SigningError("no answer")

    made = _stamper()
    broken = Broken(made.tsa_cert, made.tsa_key)
    with pytest.raises(SkillcertError, match="no answer"):
        _seal(timestamper=broken).sign(_paper(), at=NOW)


def test_without_the_extra_the_error_says_how_to_get_it() -> None:
    """Where pyHanko is not installed, the message names the extra."""
    script = (
        "import sys; sys.modules['pyhanko.sign.signers'] = None\n"
        "from skillcert.documents.seal import open_key_file\n"
        "open_key_file(b'', None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert 'pip install "skillcert[sign]"' in done.stderr


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Token:
    """Return a token in software, with a key and its certificate."""
    pkcs11 = pytest.importorskip("pkcs11")
    tool = program("softhsm2-util", install="apt install softhsm2")
    module = next((path for path in SOFTHSM if Path(path).exists()), "")
    need("softhsm2-util", present=bool(module), install="apt install softhsm2")
    (tmp_path / "tokens").mkdir()
    configuration = tmp_path / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))
    made = issued()
    key = tmp_path / "key.pem"
    key.write_bytes(made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    named = ["--label", "office", "--pin", "1234"]
    initialise = [tool, "--init-token", "--free", *named, "--so-pin", "12345678"]
    subprocess.run(initialise, check=True, capture_output=True, env=os.environ)
    put = [tool, "--import", str(key), "--token", "office", "--pin", "1234", "--id", "01"]
    subprocess.run([*put, "--label", "seal"], check=True, capture_output=True, env=os.environ)
    from pkcs11.util.x509 import decode_x509_certificate

    found = pkcs11.lib(module).get_token(token_label="office")  # noqa: S106 -- its name
    with found.open(user_pin="1234", rw=True) as open_:
        entries = decode_x509_certificate(made.certificate.public_bytes(Encoding.DER))
        label = {pkcs11.Attribute.LABEL: "seal", pkcs11.Attribute.ID: b"\x01"}
        open_.create_object({**entries, **label, pkcs11.Attribute.TOKEN: True})
    return Token(module=Path(module), label="office", certificate="seal")


def test_a_key_in_a_token_seals(token: Token) -> None:
    """The key does not leave the token; the seal is as any other. Faults are told.

    One test, since a process can load the library of a token once.
    """
    with open_token(token, "1234") as seal:
        assert _status(seal.sign(_paper(), at=NOW)).bottom_line
    with pytest.raises(KeyFileError, match="'office'"), open_token(token, "9999"):
        pass
    other = Token(module=token.module, label="home", certificate="seal")
    with pytest.raises(KeyFileError, match="'home'"), open_token(other, "1234"):
        pass
    absent = Token(module=token.module, label="office", certificate="stamp")
    with pytest.raises(KeyFileError, match="'stamp'"), open_token(absent, "1234"):
        pass
