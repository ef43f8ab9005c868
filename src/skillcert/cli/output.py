"""Where files go, under which names."""

from __future__ import annotations

from pathlib import Path

__all__ = ["write_new"]


def write_new(folder: Path, data: bytes, suffix: str) -> Path:
    """Write *data* to a new file with a random name and return its path.

    The name says nothing of the holder or the programme, because files are sent and shared. It is
    made of lower-case letters and digits, valid everywhere. An existing file is never touched, and
    a file that could not be written whole is removed.

    Args:
        folder: The folder; it is made if it does not exist.
        data: The bytes.
        suffix: The end of the name with its dot: `.pdf`.

    Raises:
        OSError: The file cannot be written.
    """
    import secrets  # brings a good part of the standard library, which `--help` need not wait for

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(8)}{suffix}"
    with path.open("xb") as file:
        try:
            file.write(data)
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
    return path
