"""`skillcert ledger`: check it, export it, import it, sign its state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skillcert.cli.options import (
    json_option,
    key_option,
    language_option,
    ledger_options,
    plain_option,
)
from skillcert.cli.output import answer, print_json, tell
from skillcert.cli.proofs import finding_line, proof_data, proof_lines
from skillcert.cli.spoken import Group
from skillcert.cli.work import Work, gone_back

if TYPE_CHECKING:
    from skillcert.ledger import CertificateProof, Copied, Ledger, Report, Witness
    from skillcert.model import Token

__all__ = ["ledger"]


@click.group(cls=Group)
def ledger() -> None:
    """Check, export or import the ledger, or sign its state."""


@ledger.command()
@ledger_options
@click.option("--certificate")
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@language_option
def check(
    ledger: str | None,
    site: str | None,
    certificate: str | None,
    against: Path | None,
    json: bool,
    language: str | None,
) -> int:
    """Check every entry, and prove each line of each certificate by a signature."""
    from skillcert.model import Reference, Token

    work = Work.of(ledger=ledger, site=site, language=language)
    with work.opened() as book:
        if certificate is not None:
            proof = book.prove(Reference(certificate))
            if json:
                print_json(proof_data(proof))
            else:
                _print(proof_lines(proof, book, work))
            return 0 if proof.proven else 1
        proofs: list[CertificateProof] = []
        with _bar(work.said.ledger.checking, hidden=json) as told:
            report = book.check(
                Token(site) if site else None,
                witnesses=_witnesses(against),
                progress=told,
                proofs=proofs.append,
                files=work.files,
            )
        if json:
            print_json(_data(report, proofs))
        else:
            _tell(report, proofs, book, work)
    return 0 if report.sound else 1


@ledger.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@ledger_options
@click.option("--with-names", is_flag=True)
@click.option("--pictures", type=click.Path(path_type=Path))
@json_option
@language_option
def export(
    file: Path,
    ledger: str | None,
    site: str | None,
    with_names: bool,
    pictures: Path | None,
    json: bool,
    language: str | None,
) -> int:
    """Write the whole ledger into FILE, as JSON Lines."""
    from skillcert.ledger.exchange import write_export
    from skillcert.model import Token

    work = Work.of(ledger=ledger, site=site, language=language)
    with work.opened() as book:
        sites = (Token(site),) if site else book.sites()
        write_export(file, book, sites=sites, with_vault=with_names)
        count = sum(book.head(one).size for one in sites)
        copied = _copy_pictures(book, work, pictures, sites) if pictures else None
    said, data = work.said.ledger, {"entries": count, "path": str(file)}
    lines = [said.exported.format(count=count, path=file)]
    if copied is not None:
        data["pictures"] = copied.copied
        lines.append(said.pictures_out.format(count=copied.copied, path=pictures))
    answer(data, *lines, json=json)
    return _left(copied, work)


@ledger.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ledger", metavar="URL")
@click.option("--pictures", type=click.Path(exists=True, path_type=Path))
@json_option
@language_option
def import_(
    file: Path, ledger: str | None, pictures: Path | None, json: bool, language: str | None
) -> int:
    """Add the entries of FILE, which another ledger exported."""
    from skillcert.cli.work import now
    from skillcert.ledger.exchange import import_ledger

    work = Work.of(ledger=ledger, language=language)
    with work.opened(create=True) as book, file.open("rb") as stream:
        brought = import_ledger(book, stream, files=work.files, now=now(), source=file.name)
        copied = _take_pictures(book, work, pictures) if pictures else None
    if json:
        print_json(
            [{"site": one.site, "before": one.before, "after": one.after} for one in brought.sites]
        )
        return _left(copied, work)
    for one in brought.sites:
        tell(
            work.said.ledger.imported.format(
                site=one.site, count=one.after - one.before, known=one.before
            )
        )
    if copied is not None:
        tell(work.said.ledger.pictures_in.format(count=copied.copied))
    return _left(copied, work)


@ledger.command()
@ledger_options
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path))
@key_option
@json_option
@language_option
@plain_option
def checkpoint(
    ledger: str | None,
    site: str | None,
    out: Path | None,
    key: str | None,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Sign the state of the ledger, so that nothing can be cut off unseen."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    office = work.office(key)
    if office is None:
        return gone_back(work)
    made = office.checkpoint()
    if out is not None:
        out.write_text(made.note, encoding="utf-8", newline="\n")
    if out is None and not json:
        click.echo(made.note, nl=False)
    else:
        said = work.said.ledger.checkpoint.format(count=made.size, path=out)
        answer({"entries": made.size, "note": made.note}, said, json=json)
    return 0


def _copy_pictures(book: Ledger, work: Work, place: Path, sites: Sequence[Token]) -> Copied:
    """Copy the pictures of some sites to a folder, or into a ZIP if the place is named as one."""
    from skillcert.ledger import FolderFiles, copy_files, write_zip

    if place.suffix.casefold() == ".zip":
        return write_zip(place, book, work.files, sites=sites)
    return copy_files(book, work.files, FolderFiles(place), sites=sites)


def _take_pictures(book: Ledger, work: Work, place: Path) -> Copied:
    """Take in the pictures that the ledger names and has not, from a folder or a ZIP."""
    from skillcert.ledger import FolderFiles, ZipFiles, bring_files

    source = FolderFiles(place) if place.is_dir() else ZipFiles(place)
    return bring_files(book, source, work.files)


def _left(copied: Copied | None, work: Work) -> int:
    """Tell which pictures were left out, and return the exit code for that."""
    faults = copied.faults if copied else ()
    for file, _ in faults:
        tell(work.said.ledger.picture_left.format(file=file), err=True)
    return 1 if faults else 0


def _witnesses(against: Path | None) -> tuple[Witness, ...]:
    """Return what a file with signed states says of how the chain was."""
    if against is None:
        return ()
    from skillcert.ledger import Witness
    from skillcert.ledger.checkpoints import read_note

    note = against.read_text(encoding="utf-8")
    site, ref = read_note(note)
    return (Witness(site=site, ref=ref, source=against.name, note=note),)


@contextmanager
def _bar(label: str, *, hidden: bool) -> Iterator[Callable[[Any, int, int], None] | None]:
    """Show how far a check has come, on a terminal; nothing elsewhere."""
    import sys

    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks: dict[Any, Any] = {}

        def told(site: Any, done: int, size: int) -> None:
            if site not in tasks:
                tasks[site] = progress.add_task(f"{label} {site}", total=size)
            progress.update(tasks[site], completed=done, total=size)

        yield told


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        tell(line)


def _tell(report: Report, proofs: Sequence[CertificateProof], book: Ledger, work: Work) -> None:
    said = work.said.ledger
    for proof in proofs:
        _print(proof_lines(proof, book, work))
    for one in report.sites:
        tell(said.site.format(site=one.site, count=one.size, certificates=one.certificates))
    if not proofs:
        tell(said.no_certificate)
    if report.sound:
        tell(said.good)
        return
    count = len(report.findings) + report.more
    tell(said.bad_one if count == 1 else said.bad_many.format(count=count))
    for finding in report.findings:
        tell(f"  {finding_line(finding, work)}")


def _data(report: Report, proofs: Sequence[CertificateProof]) -> dict[str, object]:
    return {
        "sound": report.sound,
        "sites": [
            {
                "site": one.site,
                "size": one.size,
                "hash": one.hash,
                "root": one.root,
                "checkpoints": one.checkpoints,
                "certificates": one.certificates,
                "proven": one.proven,
                "set_aside": one.set_aside,
            }
            for one in report.sites
        ],
        "findings": [
            {"kind": one.kind.value, "site": one.site, "seq": one.seq, "text": str(one)}
            for one in report.findings
        ],
        "more": report.more,
        "certificates": [proof_data(one) for one in proofs],
    }
