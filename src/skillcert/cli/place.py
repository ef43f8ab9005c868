"""Where the ledger lies, and its keys and files beside it."""

from __future__ import annotations

import os
from pathlib import Path

import attrs

__all__ = ["KEYS", "LEDGER", "Place", "place_of"]

LEDGER, KEYS = "SKILLCERT_LEDGER", "SKILLCERT_KEYS"
_DEFAULT = "sqlite:///skillcert.db"
_SQLITE = "sqlite:///"
_MEMORY = "memory:"


@attrs.frozen(kw_only=True)
class Place:
    """A ledger's address, and the folders that belong to it.

    Attributes:
        url: The address, as `sqlite:///skillcert.db`.
        keys: The folder with the key files.
        files: The folder with pictures.
        adopted: The folder with archives of closed workshops, for which this one answers.
    """

    url: str
    keys: Path
    files: Path
    adopted: Path

    @property
    def is_missing(self) -> bool:
        """Whether it is a file that is not there."""
        path = self.url.removeprefix(_SQLITE).partition("?")[0]
        return self.url.startswith(_SQLITE) and not Path(path).is_file()

    @property
    def shown(self) -> str:
        """The address as it may be shown: a file's name, or the address without a password."""
        if self.url.startswith(_SQLITE):
            return self.url.removeprefix(_SQLITE)
        head, _, tail = self.url.rpartition("@")
        scheme, _, user = head.partition("://")
        return f"{scheme}://{user.partition(':')[0]}@{tail}" if head else tail


def place_of(ledger: str | None) -> Place:
    """Return where the ledger is: what was given, else what the environment says.

    `SKILLCERT_LEDGER` names the ledger, `SKILLCERT_KEYS` the folder with the keys. A name of a file
    stands for the SQLite ledger in it. For `X.db` the keys are in `X.keys` and pictures in
    `X.files`; for a database on a server both are in `skillcert.keys` and `skillcert.files`.
    """
    url = ledger or os.environ.get(LEDGER) or _DEFAULT
    if "://" not in url and url != _MEMORY:
        url = _SQLITE + url
    local = url.startswith(_SQLITE)
    base = Path((url if local else _DEFAULT).removeprefix(_SQLITE).partition("?")[0])
    keys = os.environ.get(KEYS)
    return Place(
        url=url,
        keys=Path(keys) if keys else base.with_suffix(".keys"),
        files=base.with_suffix(".files"),
        adopted=base.with_suffix(".adopted"),
    )
