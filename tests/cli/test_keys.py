"""Key files beside the ledger: written, found, opened with a passphrase."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest

from skillcert.cli.keys import (
    PASSPHRASE,
    key_files,
    matching,
    new_passphrase,
    open_key,
    read_key_file,
    write_key,
)
from skillcert.cli.place import place_of
from skillcert.cli.plain import Plain
from skillcert.cli.words import command_words
from skillcert.errors import KeyFileError, SkillcertError
from skillcert.signing import KeySigner

WORDS = command_words("en")
KARI, JONAS = (KeySigner.of_seed(bytes([i]) * 32) for i in (1, 2))
RIGHT = "open sesame"


def typist(*typed: str) -> tuple[Plain, list[str]]:
    """Return somebody who types passphrases, and the lines that they see."""
    left = list(typed)
    seen: list[str] = []
    asker = Plain(words=WORDS.screen, read_secret=lambda _: left.pop(0), write=seen.append)
    return asker, seen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the keys of two people and files that are no keys."""
    found = tmp_path_factory.mktemp("made") / "workshop.keys"
    write_key(found / "kari.key", KARI, RIGHT)
    write_key(found / "jonas.key", JONAS, "another one")
    (found / "broken.key").write_bytes((found / "kari.key").read_bytes()[:100])
    (found / "notes.txt").write_text("no key", encoding="utf-8")
    return found


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to do with what one likes."""
    return Path(shutil.copytree(made, tmp_path / "workshop.keys"))


def test_a_key_is_found_by_what_it_is(folder: Path) -> None:
    """A file is known by the public key in it, whatever its name; what is no key is passed over."""
    (folder / "kari.key").rename(folder / "old name.key")
    files = key_files(folder)
    assert {file.public for file in files} == {KARI.public, JONAS.public}
    found = matching(files, KARI.public)
    assert found is not None
    assert found.path.name == "old name.key"


def test_it_opens_with_its_passphrase(folder: Path) -> None:
    """The right passphrase opens a key; it is asked for, and not shown."""
    asker, seen = typist(RIGHT)
    opened = open_key(read_key_file(folder / "kari.key"), "Kari", asker, WORDS, variable=PASSPHRASE)
    assert opened is not None
    assert opened.public == KARI.public
    assert not any(RIGHT in line for line in seen)


def test_a_wrong_passphrase_may_be_typed_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a wrong passphrase there are two more tries; then it is refused, as is a damaged file.

    Both say the same: whoever tries learns nothing.
    """
    monkeypatch.delenv(PASSPHRASE, raising=False)
    file = read_key_file(folder / "kari.key")
    asker, seen = typist("wrong", RIGHT)
    assert open_key(file, "Kari", asker, WORDS, variable=PASSPHRASE) is not None
    assert seen == [f"{WORDS.keys.wrong} {WORDS.keys.try_again}"]
    asker, _ = typist("wrong", "wrong again", "wrong still")
    with pytest.raises(KeyFileError, match="passphrase is wrong, or the file is damaged") as wrong:
        open_key(file, "Kari", asker, WORDS, variable=PASSPHRASE)
    data = bytearray(file.path.read_bytes())
    data[-60] ^= 1
    file.path.write_bytes(bytes(data))
    with pytest.raises(KeyFileError) as damaged:
        open_key(file, "Kari", typist(*[RIGHT] * 3)[0], WORDS, variable=PASSPHRASE)
    assert str(damaged.value) == str(wrong.value)


def test_nothing_typed_opens_nothing(folder: Path) -> None:
    """An empty passphrase is going back, not a try."""
    file = read_key_file(folder / "kari.key")
    assert open_key(file, "Kari", typist("")[0], WORDS, variable=PASSPHRASE) is None


def test_scripts_give_the_passphrase_in_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the variable nothing is asked, and a wrong one is tried once."""
    file = read_key_file(folder / "kari.key")
    monkeypatch.setenv(PASSPHRASE, RIGHT)
    assert open_key(file, "Kari", typist()[0], WORDS, variable=PASSPHRASE) is not None
    monkeypatch.setenv(PASSPHRASE, "wrong")
    with pytest.raises(KeyFileError):
        open_key(file, "Kari", typist()[0], WORDS, variable=PASSPHRASE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file modes")
def test_only_the_owner_reads_a_key_file(folder: Path) -> None:
    """A key file is readable by its owner alone, and so is the folder of keys."""
    assert stat.S_IMODE((folder / "kari.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_key_file_is_not_written_over(folder: Path) -> None:
    """A key that is there stays there, unless it is meant to be replaced; nothing else is left."""
    before = sorted(folder.iterdir())
    with pytest.raises(SkillcertError, match="not touched"):
        write_key(folder / "kari.key", JONAS, RIGHT)
    assert read_key_file(folder / "kari.key").public == KARI.public
    write_key(folder / "kari.key", JONAS, RIGHT, replace=True)
    assert read_key_file(folder / "kari.key").public == JONAS.public
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        (["long enough", "long enough"], "long enough", []),
        (["short", "long enough", "long enough"], "long enough", [WORDS.keys.short]),
        (["long enough", "other words", "a new one", "a new one"], "a new one",
         [WORDS.keys.different]),
        ([""], None, []),
    ],
)  # fmt: skip
def test_a_new_passphrase_is_typed_twice(
    typed: Sequence[str], kept: str | None, said: list[str]
) -> None:
    """A new passphrase has a least length and is typed twice the same."""
    asker, seen = typist(*typed)
    assert new_passphrase("Kari", asker, WORDS, variable=PASSPHRASE) == kept
    assert seen == said


def test_a_new_passphrase_of_the_environment_is_no_shorter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a script gives has the same least length."""
    monkeypatch.setenv(PASSPHRASE, "short")
    with pytest.raises(KeyFileError, match=PASSPHRASE):
        new_passphrase("Kari", None, WORDS, variable=PASSPHRASE)


@attrs.frozen
class Where:
    """A ledger and what is beside it."""

    given: str
    url: str
    keys: str
    shown: str


@pytest.mark.parametrize(
    "where",
    [
        Where("sqlite:///a b/ø.db", "sqlite:///a b/ø.db", "a b/ø.keys", "a b/ø.db"),
        Where("book.db", "sqlite:///book.db", "book.keys", "book.db"),
        Where("C:\\work\\book.db", "sqlite:///C:\\work\\book.db", "C:\\work\\book.keys",
              "C:\\work\\book.db"),
        Where("postgresql://kari:secret@host/book", "postgresql://kari:secret@host/book",
              "skillcert.keys", "postgresql://kari@host/book"),
    ],
    ids=lambda where: where.given,
)  # fmt: skip
def test_keys_lie_beside_the_ledger(where: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of keys has the ledger's name; an address is shown without its password."""
    monkeypatch.delenv("SKILLCERT_KEYS", raising=False)
    found = place_of(where.given)
    assert (found.url, found.keys, found.shown) == (where.url, Path(where.keys), where.shown)
    monkeypatch.setenv("SKILLCERT_KEYS", "stick/keys")
    assert place_of(where.given).keys == Path("stick/keys")


def test_the_environment_names_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given counts, then the variable, then the file in the current folder."""
    monkeypatch.setenv("SKILLCERT_LEDGER", "other.db")
    assert place_of("book.db").url == "sqlite:///book.db"
    assert place_of(None).url == "sqlite:///other.db"
    monkeypatch.delenv("SKILLCERT_LEDGER")
    assert place_of(None).url == "sqlite:///skillcert.db"
