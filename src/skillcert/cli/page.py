"""`skillcert page`: the page with which anybody checks a certificate."""

from __future__ import annotations

from pathlib import Path

import click

from skillcert.cli.language import preferred_language
from skillcert.cli.output import write_to
from skillcert.cli.spoken import Command, Group

__all__ = ["page"]


@click.group(cls=Group)
def page() -> None:
    """Write the page that checks certificates."""


@page.command(cls=Command)
@click.option("--trust", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--camera", is_flag=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("check.html"))
def export(trust: Path | None, camera: bool, out: Path) -> int:
    """Write the page as one file, which works in any browser without a server."""
    from skillcert.cli.words import command_words
    from skillcert.credentials.page import verify_page

    data = verify_page(trust.read_bytes() if trust else None, camera=camera)
    write_to(out, data)
    click.echo(command_words(preferred_language()).check.written.format(path=out))
    return 0
