"""The issuer's electronic seal on a finished file: a PAdES signature, with pyHanko.

ETSI EN 319 142-1 (PAdES baseline), level B-B; with a time stamp, B-T. It is optional and needs the
extra `sign`: what holds a certificate true is the signed record behind it (ADR 0001). A seal lets
anybody with a PDF viewer see that the file is the issuer's and unchanged.

Rules of this module

- The file stays PDF/A-3a and PDF/UA-1: the seal is not to be seen, lies outside of the page, and
  changes nothing in the metadata.
- A certificate that is not valid on the day of signing is refused before anything is signed.
- pyHanko, and asyncio which it needs, are imported when a seal is opened; its errors are ours when
  they leave this module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from skillcert.errors import KeyFileError, SkillcertError

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer
    from pyhanko.sign.timestamps import TimeStamper

__all__ = ["Seal", "Token", "open_key_file", "open_token"]

_FIELD = "Seal"


@attrs.frozen(kw_only=True)
class Token:
    """A key in a card, a USB token or a hardware module, reached through PKCS#11.

    Attributes:
        module: The library of its maker, as `opensc-pkcs11.so`.
        label: The label of the token.
        certificate: The label of the certificate, and of the key that belongs to it.
    """

    module: Path
    label: str
    certificate: str


class Seal:
    """A key with its certificate, opened, that any number of files can be sealed with.

    Args:
        signer: The key, as pyHanko has it.
        timestamper: Gives time stamps, as pyHanko has it; None for seals without one.
    """

    def __init__(self, signer: Signer, timestamper: TimeStamper | None = None) -> None:
        self._signer = signer
        self._timestamper = timestamper

    def sign(self, pdf: bytes, *, at: dt.datetime) -> bytes:
        """Return *pdf* with the seal on it. Not to be called within a running event loop.

        Args:
            pdf: A finished file without a seal.
            at: The time of signing, with a time zone.

        Raises:
            KeyFileError: The certificate is not valid at that time.
            SkillcertError: The file cannot be sealed, or no time stamp is to be had.
        """
        import asyncio

        self._check_validity(at)
        try:
            return asyncio.run(self._signed(pdf, at))
        except Exception as error:
            # Readers, tokens and time stamp services fail in many ways of their own.
            raise SkillcertError(
                f"the file cannot be sealed: {_reason(error)}",
                hint="Give an unsealed PDF, and see that token and time stamp service answer",
            ) from error

    def _check_validity(self, at: dt.datetime) -> None:
        certificate = self._signer.signing_cert
        if certificate is None:
            raise KeyFileError("the key has no certificate", hint="Ask for one from your authority")
        first, last = certificate.not_valid_before, certificate.not_valid_after
        if first <= at <= last:
            return
        what = "has expired" if at > last else "is not valid yet"
        raise KeyFileError(
            f"the certificate {what}: it is valid from {first:%Y-%m-%d} to {last:%Y-%m-%d}",
            hint="Seal with a certificate that is valid on the day of signing",
        )

    async def _signed(self, pdf: bytes, at: dt.datetime) -> bytes:
        """Return the sealed file. The steps are those of pyHanko, with the time as a parameter."""
        from pyhanko.sign.signers import PdfSigner
        from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

        signer = PdfSigner(_metadata(), self._signer, timestamper=self._timestamper, **_field())
        session = signer.init_signing_session(_writer(pdf))
        session.system_time = at
        size = await session.estimate_signature_container_size(None)
        document = session.prepare_tbs_document(validation_info=None, bytes_reserved=size)
        prepared, output = document.digest_tbs_document()
        done = await document.perform_signature(
            document_digest=prepared.document_digest,
            pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at),
        )
        await done.post_signature_processing(output)
        output.seek(0)
        return bytes(output.read())


def _metadata() -> Any:
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    return PdfSignatureMetadata(
        field_name=_FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )


def _field() -> dict[str, Any]:
    """Return the field of a seal that is not to be seen.

    Hidden it may not be in PDF/A, and on the page it would need a tag in PDF/UA, so it lies beside
    the page.
    """
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec

    beside = InvisSigSettings(box_out_of_bounds=True)
    return {"new_field_spec": SigFieldSpec(_FIELD, invis_sig_settings=beside)}


def _writer(pdf: bytes) -> Any:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):
        """Adds to the file and leaves the metadata as it is.

        pyHanko would write this computer's time with its zone, into one of the two places only.
        """

        def _update_meta(self) -> None:
            pass

    return Writer(BytesIO(pdf))


def _reason(error: Exception) -> str:
    """Return what went wrong; the errors of tokens are names alone."""
    return str(error).rstrip(".") or type(error).__name__


@contextmanager
def _needed(package: str) -> Iterator[None]:
    """Say how to install what is missing."""
    try:
        yield
    except ImportError as error:
        raise SkillcertError(
            f"signing a PDF needs {package}, which is not installed",
            hint='Install it with: pip install "skillcert[sign]"',
        ) from error


def open_key_file(
    data: bytes,
    passphrase: str | None,
    *,
    source: str = "",
    timestamper: TimeStamper | None = None,
) -> Seal:
    """Open a PKCS#12 file, as authorities hand out: one key, its certificate, and those above it.

    Args:
        data: The bytes of the file.
        passphrase: Its passphrase; None if it has none.
        source: The file's name, for the messages.
        timestamper: Gives time stamps; None for seals without one.

    Raises:
        KeyFileError: The passphrase is wrong, it is no such file, or holds no key.
        SkillcertError: The extra `sign` is not installed.
    """
    with _needed("pyHanko"):
        from cryptography.hazmat.primitives.serialization import pkcs12
        from pyhanko.sign.signers import SimpleSigner
    secret = None if passphrase is None else passphrase.encode("utf-8")
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, secret)
    except (ValueError, TypeError) as error:
        raise _not_opened(data, source) from error
    if key is None or certificate is None:
        raise KeyFileError(
            "the file holds no key with its certificate",
            where=source,
            hint="Export both together, as a .p12 or .pfx file",
        )
    return Seal(SimpleSigner.load_pkcs12_data(data, (), secret), timestamper)


def _not_opened(data: bytes, source: str) -> KeyFileError:
    """Return why a file could not be opened: cryptography tells both reasons in the same words."""
    from asn1crypto.pkcs12 import Pfx

    try:
        is_key_file = Pfx.load(data)["version"].native == "v3"
    except (ValueError, TypeError):
        is_key_file = False
    if is_key_file:
        return KeyFileError(
            "the passphrase is wrong", where=source, hint="Type the one that the file was made with"
        )
    return KeyFileError(
        "it is no PKCS#12 file", where=source, hint="Give the .p12 or .pfx file of your authority"
    )


@contextmanager
def open_token(
    token: Token, pin: str | None, *, timestamper: TimeStamper | None = None
) -> Iterator[Seal]:
    """Open a key in a card or module, for as long as the block lasts.

    Args:
        token: Which one.
        pin: Its PIN; None if the reader asks for it itself.
        timestamper: Gives time stamps; None for seals without one.

    Raises:
        KeyFileError: It is not there, the PIN is wrong, or it holds no such certificate.
        SkillcertError: The extra `sign` is not installed.
    """
    import asyncio

    with _needed("pyHanko with PKCS#11"):
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    try:
        session = open_pkcs11_session(
            str(token.module), token_criteria=TokenCriteria(label=token.label), user_pin=pin
        )
        signer = PKCS11Signer(session, cert_label=token.certificate, other_certs_to_pull=None)
        asyncio.run(signer.ensure_objects_loaded())  # type: ignore[no-untyped-call]
        # Every token signs a digest with a curve; not every one makes the digest.
        signer.use_raw_mechanism = signer.signing_cert.public_key.algorithm == "ec"
    except Exception as error:
        raise _no_token(token, error) from error
    with session:
        yield Seal(signer, timestamper)


def _no_token(token: Token, error: Exception) -> KeyFileError:
    return KeyFileError(
        f"the token {token.label!r} with the certificate {token.certificate!r} cannot be opened: "
        f"{_reason(error)}",
        where=str(token.module),
        hint="See that it is plugged in, and check labels and PIN",
    )
