"""`skillcert trust archive` and `adopt`: a workshop closes, and another body answers for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.options import DAY, key_option, language_option, ledger_options
from skillcert.cli.output import write_to
from skillcert.cli.spoken import Command

if TYPE_CHECKING:
    from skillcert.cli.place import Place
    from skillcert.cli.work import Work
    from skillcert.credentials import TrustBundle

__all__ = ["adopt", "adopted_by", "archive", "end_of", "revoke_adopted"]

_YEARS = 10
_REVOKED = "revoked.txt"
_OUT = click.Path(dir_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def adopted_by(place: Place) -> list[TrustBundle]:
    """Return the lists of the closed workshops for which the ledger at *place* answers.

    Raises:
        TrustError: An archive there was changed.
    """
    from skillcert.credentials.archive import open_archive

    files = sorted(place.adopted.glob("*.zip"))
    bundles = [open_archive(file.read_bytes(), source=file.name).bundle for file in files]
    return [_without(bundle, _revoked(place)) for bundle in bundles]


def end_of(until: dt.datetime | None, work: Work, *, years: int) -> dt.date:
    """Return the day from which a newer list should be there: the one asked for, or in years."""
    return until.date() if until else work.site.today + dt.timedelta(days=365 * years)


def revoke_adopted(place: Place, certificate: str) -> bool:
    """Let a paper of a closed workshop count no longer; say whether it was one that counted.

    Only its marks are kept, as in any list: the number stands on the paper.

    Args:
        place: The ledger of the body that answers.
        certificate: The paper's number.

    Raises:
        TrustError: An archive there was changed.
    """
    from skillcert.credentials import mark_of
    from skillcert.credentials.open_badge import badge_id

    mark = mark_of(certificate)
    known = [one for bundle in adopted_by(place) for one in bundle.issuers]
    if mark in _revoked(place) or not any(mark in (one.allowed or ()) for one in known):
        return False
    with (place.adopted / _REVOKED).open("a", encoding="ascii", newline="\n") as file:
        file.write(f"{mark}\n{mark_of(badge_id(certificate))}\n")
    return True


def _revoked(place: Place) -> set[str]:
    file = place.adopted / _REVOKED
    return set(file.read_text(encoding="ascii").split()) if file.is_file() else set()


def _without(bundle: TrustBundle, revoked: set[str]) -> TrustBundle:
    """Return a list in which papers were taken back since, under a higher number."""
    from skillcert.model import Sha256

    own = {mark for one in bundle.issuers for mark in one.allowed or ()}
    gone = tuple(Sha256(mark) for mark in sorted(own & revoked))
    withdrawn = tuple(sorted({*bundle.withdrawn, *gone}))
    return attrs.evolve(bundle, withdrawn=withdrawn, sequence=bundle.sequence + len(gone))


@click.command(cls=Command)
@click.option("--until", type=DAY)
@click.option("--out", type=_OUT, default=Path("archive.zip"))
@ledger_options
@key_option
@language_option
def archive(
    until: dt.datetime | None,
    out: Path,
    ledger: str | None,
    site: str | None,
    key: str | None,
    language: str | None,
) -> int:
    """Write an archive with which another body answers for this workshop."""
    from skillcert.cli.work import Work
    from skillcert.programme.archiving import archive_of

    work = Work.of(ledger=ledger, site=site, language=language)
    office = work.office(key)
    if office is None:
        return 1
    data = archive_of(office, until=end_of(until, work, years=_YEARS))
    write_to(out, data)
    click.echo(work.said.check.written.format(path=out))
    return 0


@click.command(cls=Command)
@click.argument("file", type=_FILE)
@ledger_options
@language_option
def adopt(file: Path, ledger: str | None, site: str | None, language: str | None) -> int:
    """Answer for the closed workshop whose archive is FILE."""
    from skillcert.cli.work import Work
    from skillcert.credentials.archive import open_archive
    from skillcert.errors import TrustError

    work = Work.of(ledger=ledger, site=site, language=language)
    work.site.roster  # noqa: B018 - a ledger that cannot be read adopts nothing
    data = file.read_bytes()
    new = open_archive(data, source=file.name)
    kept = work.place.adopted / f"{new.key.id}.zip"
    if kept.exists():
        old = open_archive(kept.read_bytes(), source=kept.name)
        if new.bundle.sequence < old.bundle.sequence:
            why = f"the list in it is number {new.bundle.sequence}, and {old.bundle.sequence}"
            raise TrustError(f"{why} is already here", where=file.name)
    write_to(kept, data)
    names = sorted({one.issuer.name for one in new.bundle.issuers})
    click.echo(work.said.check.adopted.format(names=", ".join(names), path=kept))
    click.echo(work.said.check.new_list.format(command="skillcert trust export"))
    return 0
