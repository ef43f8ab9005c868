"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

__all__ = ["PART", "make_folder", "written_whole"]

PART = ".part"
"""How the name of a file ends that is not finished."""


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, and bring its name to the disk.

    Raises:
        OSError: It cannot be made.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Lend a file to write to, which takes the place of *path* once it is on the disk.

    If the block raises, or the power goes, what stood at *path* before stands there still.

    Args:
        path: The file. Its folder is there.

    Raises:
        OSError: It cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}{PART}")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring a new name to the disk. Windows has no such call; its journal keeps names in order."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
