"""A certificate authority for tests: made anew each time, trusted by nobody."""

from __future__ import annotations

import datetime as dt
from functools import cache

import attrs
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2035, 1, 1, tzinfo=dt.UTC)
PASSPHRASE = "blåbærsyltetøy"


@attrs.frozen(kw_only=True)
class Issued:
    """A key with its certificate."""

    key: Key
    certificate: x509.Certificate


def _certificate(
    name: str,
    key: Key,
    *,
    by: Issued | None = None,
    start: dt.datetime = START,
    end: dt.datetime = END,
    stamps: bool = False,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    above = by.certificate.subject if by else subject
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=above)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(_usage(authority=by is None), critical=True)
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(by.key if by else key, hashes.SHA256())


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


@cache
def authority() -> Issued:
    """Return the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Issued(key=key, certificate=_certificate("Test Authority", key))


def issued(
    *, end: dt.datetime = END, key: Key | None = None, stamps: bool = False, name: str = "Hjulet"
) -> Issued:
    """Return a key with a certificate of the authority."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    made = _certificate(name, key, by=authority(), end=end, stamps=stamps)
    return Issued(key=key, certificate=made)


def key_file(made: Issued, passphrase: str = PASSPHRASE) -> bytes:
    """Return a PKCS#12 file with a key, its certificate and the authority's."""
    return pkcs12.serialize_key_and_certificates(
        b"seal",
        made.key,
        made.certificate,
        [authority().certificate],
        BestAvailableEncryption(passphrase.encode()),
    )
