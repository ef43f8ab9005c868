"""`skillcert demo`: the whole way, for three people who do not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.language import LANGUAGES
from skillcert.cli.output import write_new
from skillcert.cli.settings import installed_programme, today
from skillcert.cli.spoken import Command

if TYPE_CHECKING:
    from skillcert.model import EvidenceRecord
    from skillcert.programme import Issued, Programme
    from skillcert.signing import KeySigner

__all__ = ["demo"]


@click.command(cls=Command)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("skillcert-demo"),
    show_default=True,
)
def demo(out: Path) -> int:
    """Make records of three people and their certificates in four languages."""
    from skillcert.cli.people import PEOPLE, record_of

    programme = installed_programme()
    workshops = programme.registry.workshops()
    if not workshops:
        click.echo("No workshop is installed. Try: pip install skillcert-bicycle", err=True)
        return 3
    issuer = _Issuer.new()
    made = 0
    for workshop in workshops:
        for rubric in programme.registry.rubrics(workshop.key):
            languages = [language for language in LANGUAGES if language in rubric.languages]
            if not languages:
                click.echo(f"{rubric.id}: written in none of {', '.join(LANGUAGES)}, left out")
                continue
            click.echo(f"{rubric.text(languages[0]).title}: {rubric.id} {rubric.version}")
            for person in PEOPLE:
                record = record_of(person, rubric, workshop=workshop.key, until=today())
                made += _issue(programme, issuer, record, languages, out / rubric.id / person.key)
    click.echo(f"{made} certificates made in {out}")
    if made:
        page, issuers = issuer.write(out)
        click.echo(f"To check one, drop it on {page}, or: skillcert verify FILE --trust {issuers}")
    return 0


@attrs.frozen
class _Issuer:
    """An issuer who exists as long as the demo does: its key is nowhere kept."""

    signer: KeySigner

    @classmethod
    def new(cls) -> _Issuer:
        import secrets

        from skillcert.signing import KeySigner

        return cls(KeySigner.of_seed(secrets.token_bytes(32)))

    def issue(self, programme: Programme, record: EvidenceRecord, language: str) -> Issued:
        """Issue a certificate with a code that this issuer signed."""
        import hashlib
        import secrets

        from skillcert.credentials import seal_code
        from skillcert.documents import Printing, public_part

        draft = programme.draft(record, language=language, on=today())
        code = seal_code(
            draft.certificate,
            signer=self.signer,
            certificate_id=f"demo-{secrets.token_hex(8)}",
            digest=hashlib.sha256(public_part(draft.documents)).hexdigest(),
        )
        return programme.render(draft, printing=Printing(code=code.link()))

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write the page and the list of issuers with which the papers can be checked."""
        from skillcert.cli.people import ISSUER
        from skillcert.credentials import TrustBundle, TrustedIssuer, seal_bundle
        from skillcert.credentials.page import verify_page

        key, day = self.signer.public.hex, today()
        bundle = TrustBundle(
            sequence=1,
            issued_on=day,
            until=day + dt.timedelta(days=365),
            signers=(key,),
            issuers=(TrustedIssuer(key=key, issuer=ISSUER, start=day),),
        )
        issuers, page = folder / "issuers.json", folder / "check.html"
        data = seal_bundle(bundle, [self.signer])
        issuers.write_bytes(data)
        page.write_bytes(verify_page(data, camera=True))
        return page, issuers


def _issue(
    programme: Programme,
    issuer: _Issuer,
    record: EvidenceRecord,
    languages: Sequence[str],
    folder: Path,
) -> int:
    """Write the record and its certificates, say where each file lies, return how many."""
    from skillcert import codec

    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "record.json"
    source.write_text(codec.pretty(record), encoding="utf-8", newline="\n")
    click.echo(f"  {record.holder.name}: {len(record.sign_offs)} skills signed off in {source}")
    for language in languages:
        issued = issuer.issue(programme, record, language)
        path = write_new(folder / language, issued.pdf, ".pdf")
        click.echo(f"    {issued.document.language}  {path}")
    return len(languages)
