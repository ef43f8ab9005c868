"""Where files go, under which names, and how lists and data are printed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

__all__ = ["answer", "columns", "print_json", "tell", "write_new", "write_to"]


def columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells as columns, the first row as their heads."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def tell(line: str, *, err: bool = False) -> None:
    """Print a sentence: on a terminal broken between words, elsewhere as one line.

    Args:
        line: The sentence; what it is indented by, its further lines are too.
        err: Whether it goes where errors go.
    """
    stream = sys.stderr if err else sys.stdout
    if not line or stream is None or not stream.isatty():
        click.echo(line, err=err)
        return
    import shutil
    import textwrap

    width = max(20, shutil.get_terminal_size().columns)
    lead = line[: len(line) - len(line.lstrip())]
    for one in textwrap.wrap(
        line.strip(),
        width - 1,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        click.echo(one, err=err)


def answer(data: Any, *lines: str, json: bool) -> None:
    """Say what came of a command: *data* for programs, *lines* for people.

    Args:
        data: What JSON can hold.
        lines: The same in words.
        json: Whether a program reads it.
    """
    if json:
        print_json(data)
    for line in () if json else lines:
        tell(line)


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


def write_to(path: Path, data: bytes) -> None:
    """Write *data* to the file *path*, in place of what is there.

    Args:
        path: The file; its folder is made if it does not exist.
        data: The bytes.

    Raises:
        OSError: The file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
