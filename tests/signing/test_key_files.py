"""Key files: OpenSSH reads them, and a bad one gives one error, soon and in little memory."""

from __future__ import annotations

import base64
import re
import struct
import subprocess
import tracemalloc
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.errors import KeyFileError
from skillcert.signing import KeySigner, key_file, open_key_file, public_key_of_file

from ..outside import program

PASSPHRASE = "blåbær og sykkel 🚲"
SIGNER = KeySigner.of_seed(bytes(range(32)))
SAME = "the key file cannot be opened: the passphrase is wrong or the file is damaged"


@cache
def quick() -> bytes:
    """Return a key file that needs little work, for the tests that open many."""
    encryption = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(PASSPHRASE.encode())
    return SIGNER.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption)


def blob(data: bytes) -> bytes:
    """Return what stands between the first and the last line of a key file."""
    return base64.b64decode(b"".join(data.split(b"\n")[1:-2]))


def framed(content: bytes) -> bytes:
    """Return a key file with other content."""
    text = base64.encodebytes(content).decode()
    return (
        f"-----BEGIN OPENSSH PRIVATE KEY-----\n{text}-----END OPENSSH PRIVATE KEY-----\n".encode()
    )


def refused(data: bytes, passphrase: str = PASSPHRASE) -> None:
    """Hold a file, or a passphrase, to the one error that there is."""
    with pytest.raises(KeyFileError) as caught:
        open_key_file(data, passphrase, source="kari.key")
    assert (caught.value.what, caught.value.where) == (SAME, "kari.key")


def test_a_key_comes_back() -> None:
    """A key file gives back the key under its passphrase, and tells the public one without."""
    data = key_file(SIGNER, PASSPHRASE)
    assert open_key_file(data, PASSPHRASE).public == SIGNER.public
    assert open_key_file(data, PASSPHRASE).sign(b"x") == SIGNER.sign(b"x")
    assert public_key_of_file(data) == SIGNER.public
    refused(data, "another")
    assert key_file(SIGNER, PASSPHRASE) != data


def test_a_key_has_a_passphrase() -> None:
    """No key is written without one, and one without is not opened."""
    with pytest.raises(KeyFileError, match="a key needs a passphrase"):
        key_file(SIGNER, "")
    plain = SIGNER.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    refused(plain)
    refused(plain, "")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_passphrase_is_the_same_on_every_computer(form: Literal["NFC", "NFD"]) -> None:
    """Whether a keyboard gives å as one character or as two, the file opens."""
    typed = unicodedata.normalize(form, PASSPHRASE)
    assert open_key_file(quick(), typed).public == SIGNER.public
    assert open_key_file(key_file(SIGNER, typed), PASSPHRASE).public == SIGNER.public


def test_openssh_reads_our_files(tmp_path: Path) -> None:
    """`ssh-keygen -y` opens the file with the passphrase and shows the public key."""
    keygen = program("ssh-keygen", install="apt install openssh-client")
    path = tmp_path / "kari.key"
    path.write_bytes(key_file(SIGNER, "a plain one"))
    path.chmod(0o600)
    done = subprocess.run(
        [keygen, "-y", "-P", "a plain one", "-f", path], capture_output=True, check=True, text=True
    )
    kind, text = done.stdout.split()[:2]
    assert kind == "ssh-ed25519"
    assert base64.b64decode(text)[-32:] == SIGNER.public.raw
    wrong = subprocess.run([keygen, "-y", "-P", "x", "-f", path], capture_output=True, check=False)
    assert wrong.returncode != 0


def test_files_of_openssh_are_read(tmp_path: Path) -> None:
    """A key that `ssh-keygen` made is one of ours, with its comment and usual rounds."""
    keygen = program("ssh-keygen", install="apt install openssh-client")
    path = tmp_path / "id"
    made = ("-q", "-t", "ed25519", "-N", "a plain one", "-C", "kari@workshop", "-f", str(path))
    subprocess.run([keygen, *made], check=True)
    data = path.read_bytes()
    signer = open_key_file(data, "a plain one")
    public = base64.b64decode((tmp_path / "id.pub").read_text(encoding="utf-8").split()[1])
    assert public[-32:] == signer.public.raw == public_key_of_file(data).raw


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_file_gives_the_same_error(data: st.DataObject) -> None:
    """Whatever byte is changed, the file is refused as a wrong passphrase is, or is as good."""
    content = bytearray(blob(quick()))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        opened = open_key_file(framed(bytes(content)), PASSPHRASE, source="kari.key")
    except KeyFileError as error:
        assert error.what == SAME  # noqa: PT017 - a byte of the comment may be changed unnoticed
    else:
        assert opened.public == SIGNER.public


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 400))
def test_a_file_that_was_cut_gives_the_same_error(size: int) -> None:
    """A part of a file is none."""
    refused(quick()[:size])
    refused(framed(blob(quick())[: size // 2]))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 500,
        b"not a key",
        framed(b""),
        framed(b"openssh-key-v1\x00"),
        framed(b"openssh-key-v1\x00" + b"\xff" * 200),
        b"-----BEGIN OPENSSH PRIVATE KEY-----\n%%%\n-----END OPENSSH PRIVATE KEY-----\n",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\n" + b" " * 16_000,
        b"-----BEGIN OPENSSH PRIVATE KEY-----" + b"A \n" * 5_000 + b"-----END",
        b"A" * 20_000_000,
        Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ),
        generate_private_key(SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()
        ),
    ],
    ids=range(12),
)
def test_what_is_no_key_file_gives_the_same_error(data: bytes) -> None:
    """Other files and kinds of key, empty and endless ones are refused alike, in little memory."""
    tracemalloc.start()
    try:
        refused(data)
        with pytest.raises(KeyFileError, match=re.escape(SAME)):
            public_key_of_file(data)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.timeout(30)
@pytest.mark.parametrize("rounds", [513, 100_000, 2**31, 2**32 - 1])
def test_forged_rounds_are_refused_at_once(rounds: int) -> None:
    """A file that asks for more work than a key needs is refused before the work is begun."""
    content = blob(quick())
    salt = content.index(struct.pack(">I", 16)) + 4
    place = salt + 16
    assert content[place : place + 4] == struct.pack(">I", 1)
    refused(framed(content[:place] + struct.pack(">I", rounds) + content[place + 4 :]))


@pytest.mark.timeout(30)
@pytest.mark.parametrize("size", [2**16, 2**31, 2**32 - 1])
@pytest.mark.parametrize("field", range(4))
def test_forged_lengths_take_no_memory(field: int, size: int) -> None:
    """A field that says that it is longer than the file is refused, and takes no memory."""
    content = blob(quick())
    place = len(b"openssh-key-v1\x00")
    for _ in range(field):
        (length,) = struct.unpack(">I", content[place : place + 4])
        place += 4 + length
    tracemalloc.start()
    try:
        refused(framed(content[:place] + struct.pack(">I", size) + content[place + 4 :]))
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_the_key_in_the_clear_is_the_one_that_signs() -> None:
    """A file whose public key was exchanged is refused: whoever holds it is who it says."""
    other = KeySigner.of_seed(b"x" * 32).public.raw
    content = blob(quick())
    assert content.count(SIGNER.public.raw) == 1
    refused(framed(content.replace(SIGNER.public.raw, other)))
