"""`skillcert new-workshop`: the files of a plugin for a workshop that nobody has written yet."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import click

from skillcert.cli.language import LANGUAGES
from skillcert.cli.settings import installed_programme
from skillcert.cli.spoken import Command

__all__ = ["new_workshop"]


@click.command("new-workshop", cls=Command)
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
)
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
)
@click.option("--title", default="")
def new_workshop(name: str, out: Path, languages: tuple[str, ...], title: str) -> int:
    """Write a plugin for the workshop NAME, as `laundry`: a folder that can be installed."""
    from skillcert.errors import SkillcertError
    from skillcert.scaffold import distribution_of, workshop_files

    try:
        files = workshop_files(name, languages=languages or LANGUAGES, title=title)
    except SkillcertError as error:
        raise click.UsageError(str(error)) from error
    distribution = distribution_of(name)
    _refuse_installed(name, distribution)
    folder = out / distribution
    _write(folder, files)
    for path in files:
        click.echo(folder / path)
    # Double quotes are understood by every shell that this may be pasted into.
    click.echo(f'\nNow run: pip install -e "{_as_argument(folder)}[test]"')
    click.echo(f'Then:    pytest "{_as_argument(folder)}"')
    return 0


def _refuse_installed(name: str, distribution: str) -> None:
    """Refuse a workshop that is there already: two that bring the same are both left out."""
    from skillcert.errors import SkillcertError

    owners = [s.label for s in installed_programme().registry.plugins if name in s.workshops]
    # A plugin that is disabled or broken did not say what it brings.
    with suppress(metadata.PackageNotFoundError):
        owners.append(f"{distribution} {metadata.version(distribution)}")
    if owners:
        what = f"the workshop {name!r} is installed already, by {owners[0]}"
        raise SkillcertError(what, hint="Choose another name, or uninstall it first")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files* into a folder that must be new; what cannot be written whole is removed."""
    from skillcert.errors import SkillcertError

    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir()
    except FileExistsError as error:
        what = "it exists already, and nothing in it was touched"
        hint = "Choose another name or another --out, or take it away first"
        raise SkillcertError(what, where=str(folder), hint=hint) from error
    try:
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _as_argument(folder: Path) -> str:
    """Return *folder* so that pip takes it for a folder and not for the name of a distribution."""
    return str(folder) if len(folder.parts) > 1 else f"./{folder}"
