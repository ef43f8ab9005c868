"""Archives of closed workshops: opened whole, or not at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert.credentials import seal_bundle
from skillcert.credentials.archive import ISSUERS, open_archive, seal_archive
from skillcert.errors import TrustError
from tests.credentials.papers import LIST_MAKER, OTHER, bundle

LIST = seal_bundle(bundle(), [LIST_MAKER])
FILES = {ISSUERS: LIST, "check.html": b"<!doctype html>", "rubrics/bicycle.json": b"{}"}
SEALED = seal_archive(FILES, LIST_MAKER)


def parts(data: bytes = SEALED) -> dict[str, bytes]:
    """Return the files in a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files, as anybody can make one."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_round_trip() -> None:
    """What was sealed is opened: the list, the files, and who signed. The same gives the same."""
    found = open_archive(SEALED)
    assert found.bundle == bundle()
    assert found.key == LIST_MAKER.public
    assert found.files == FILES
    assert seal_archive(dict(reversed(FILES.items())), LIST_MAKER) == SEALED


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_was_changed(path: str) -> None:
    """One file that says something else, and nothing of the archive is used. It is named."""
    with pytest.raises(TrustError, match=path):
        open_archive(packed({**parts(), path: b"something else"}))


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_was_taken_out(path: str) -> None:
    """So it is when one is missing."""
    left = {name: data for name, data in parts().items() if name != path}
    with pytest.raises(TrustError, match=path):
        open_archive(packed(left))


def test_a_file_that_was_added() -> None:
    """So it is when there is one more."""
    with pytest.raises(TrustError, match="not as it was signed: evil"):
        open_archive(packed({**parts(), "evil.html": b"x"}))


def test_another_list_with_a_manifest_of_its_own() -> None:
    """Whoever exchanges the list has to sign the manifest too, and is none of its signers."""
    with pytest.raises(TrustError, match="different keys"):
        seal_archive(FILES, OTHER)
    foreign = attrs.evolve(bundle(), signers=(OTHER.public.hex,))
    other = seal_archive({**FILES, ISSUERS: seal_bundle(foreign, [OTHER])}, OTHER)
    mixed = {**parts(), "manifest.json": parts(other)["manifest.json"]}
    with pytest.raises(TrustError, match="not as it was signed"):
        open_archive(packed(mixed))


def test_a_manifest_that_was_changed() -> None:
    """A manifest with another signature is refused."""
    import json

    manifest = json.loads(parts()["manifest.json"])
    manifest["signature"] = "A" * 86 + "=="
    with pytest.raises(TrustError, match="manifest was changed"):
        open_archive(packed({**parts(), "manifest.json": json.dumps(manifest).encode()}))


def test_a_bomb() -> None:
    """An archive that unpacks to more than any archive is refused before it fills the memory."""
    with pytest.raises(TrustError, match="too large"):
        open_archive(packed({**parts(), "bomb": bytes(65 * 1024 * 1024)}))


def test_a_name_that_stands_twice() -> None:
    """Of two files of one name nobody could say which is meant."""
    made = io.BytesIO(SEALED)
    with (
        zipfile.ZipFile(made, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr(ISSUERS, b"{}")
    with pytest.raises(TrustError, match="twice"):
        open_archive(made.getvalue())


@given(st.integers(min_value=0, max_value=len(SEALED) - 1), st.integers(1, 255))
def test_a_byte_that_is_another(place: int, change: int) -> None:
    """Whichever byte is another: refused, or a byte that says nothing. Nothing else is raised."""
    data = bytearray(SEALED)
    data[place] ^= change
    try:
        found = open_archive(bytes(data))
    except TrustError:
        return
    assert found.files == FILES
    assert found.bundle == bundle()


@given(st.binary(max_size=300), st.booleans())
def test_no_archive(data: bytes, begins: bool) -> None:
    """What is no archive is refused, and nothing else is raised."""
    with pytest.raises(TrustError):
        open_archive((b"PK\x03\x04" if begins else b"") + data)
