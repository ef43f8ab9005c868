"""Where files go, under which names, and how lists and data are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

__all__ = ["columns", "print_json", "write_new"]


def columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells as columns, the first row as their heads."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def print_json(data: Any) -> None:
    """Print *data* as JSON, for programs; the letters stand as they are."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


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
