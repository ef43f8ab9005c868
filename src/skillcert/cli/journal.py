"""What a batch has made so far, so that it can go on where it was stopped.

Rules of this module

- The journal lies with the papers: a line a paper, with the digest of what was asked for and the
  name of its file. It holds nothing of anybody.
- The name of a file follows from the digest and from a secret of the batch, so that a batch that is
  begun again gives the same paper the same name. A name without the journal says nothing.
- A paper is written beside its place and then put there, so that none is ever half a file. It is
  done when it is in its place or a line says so; whoever has moved it away does not get it again.
"""

from __future__ import annotations

import datetime as dt
import hmac
import json
import os
from pathlib import Path
from typing import Any

__all__ = ["JOURNAL", "Journal"]

JOURNAL = "issued.jsonl"
"""The name of the journal."""

_FORMAT = "skillcert-batch/1"


class Journal:
    """The journal of one folder.

    Args:
        folder: The folder of the papers; it is made if it is not there.
        day: The day of issue of a batch that begins.
        secret: Random hexadecimal digits for a batch that begins.

    Attributes:
        day: The day on which the batch was begun, which is the day of issue of all its papers.

    Raises:
        OSError: The folder cannot be written to.
    """

    def __init__(self, folder: Path, *, day: dt.date, secret: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._path = folder / JOURNAL
        self._done: dict[str, str] = {}
        head = self._read()
        if head is None:
            head = {"format": _FORMAT, "day": day.isoformat(), "secret": secret}
            self._begin(head)
        self.day = dt.date.fromisoformat(head["day"])
        self._secret = bytes.fromhex(head["secret"])

    def _read(self) -> dict[str, Any] | None:
        """Read what is there; None if no batch was begun here."""
        if not self._path.exists():
            return None
        # A line that was cut off when the power went is no line; its paper is found in its place.
        lines = list(filter(None, map(_line, self._path.read_bytes().split(b"\n"))))
        if not lines or lines[0].get("format") != _FORMAT:
            return None
        self._done = {line["request"]: line["file"] for line in lines[1:] if "request" in line}
        return lines[0]

    def _begin(self, head: dict[str, Any]) -> None:
        _put(self._path, json.dumps(head).encode() + b"\n")

    def path_of(self, digest: str) -> Path:
        """Return where the paper is that was asked for with *digest*."""
        if digest in self._done:
            return self._folder / self._done[digest]
        return self._folder / f"{self._mixed(digest).hex()[:16]}.pdf"

    def noise(self, digest: str, count: int) -> bytes:
        """Return up to 32 bytes that nobody can guess, the same for the same *digest*."""
        return self._mixed(f"noise {digest}")[:count]

    def _mixed(self, text: str) -> bytes:
        return hmac.digest(self._secret, text.encode("ascii"), "sha256")

    def is_done(self, digest: str) -> bool:
        """Say whether the paper was made."""
        return digest in self._done or self.path_of(digest).exists()

    def write(self, digest: str, pdf: bytes) -> Path:
        """Put a paper in its place, note it, and return its path.

        Raises:
            OSError: It cannot be written.
        """
        path = self.path_of(digest)
        _put(path, pdf)
        line = json.dumps({"request": digest, "file": path.name}) + "\n"
        with self._path.open("ab") as file:
            file.write(line.encode("ascii"))
        self._done[digest] = path.name
        return path


def _line(raw: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _put(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also when the power goes."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
