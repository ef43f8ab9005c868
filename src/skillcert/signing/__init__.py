"""Ed25519 keys, signatures with a purpose, and the files that keep keys.

Rules of this package

- Bytes are signed, and bytes are verified before anything is read from them.
- A signature is for one purpose, which is signed too: a signed event is no certificate.
- Whoever signs is a `Signer`; a key in a file is one, and so may be a token or a service.
- A public key of small order is none: under it, anybody could sign anything.
- `cryptography` is imported when a key is made, used or read, not with this package.
"""

from skillcert.signing.envelope import Envelope, Purpose, seal, signed_bytes
from skillcert.signing.key_files import key_file, open_key_file, public_key_of_file
from skillcert.signing.keys import PublicKey, key_id
from skillcert.signing.signer import KeySigner, Signer

__all__ = [
    "Envelope",
    "KeySigner",
    "PublicKey",
    "Purpose",
    "Signer",
    "key_file",
    "key_id",
    "open_key_file",
    "public_key_of_file",
    "seal",
    "signed_bytes",
]
