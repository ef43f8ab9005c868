"""`skillcert init`: a ledger for a workshop, and the key of its programme."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from skillcert.cli.keys import PROGRAMME_FILE, PROGRAMME_PASSPHRASE, new_passphrase, write_key
from skillcert.cli.options import json_option, language_option, ledger_options, plain_option
from skillcert.cli.output import answer, tell
from skillcert.cli.spoken import Command
from skillcert.cli.work import Work, gone_back, key_of, now, yes

if TYPE_CHECKING:
    from skillcert.cli.asking import Asker
    from skillcert.cli.words import CommandWords
    from skillcert.model import Issuer, WebHome
    from skillcert.signing import KeySigner

__all__ = ["home_of", "init"]


@click.command(cls=Command)
@ledger_options
@click.option("--name")
@click.option("--address", multiple=True)
@click.option("--phone")
@click.option("--email")
@click.option("--web")
@click.option("--place")
@click.option("--home", metavar="URL")
@click.option("--did-web", is_flag=True)
@json_option
@language_option
@plain_option
def init(
    ledger: str | None,
    site: str | None,
    name: str | None,
    address: Sequence[str],
    phone: str | None,
    email: str | None,
    web: str | None,
    place: str | None,
    home: str | None,
    did_web: bool,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Begin the records of a workshop."""
    work = Work.of(ledger=ledger, language=language, plain=plain)
    said = work.said
    if (work.place.keys / PROGRAMME_FILE).exists():
        tell(said.init.exists.format(ledger=work.place.shown), err=True)
        return 3
    if name is None:
        issuer = _ask_issuer(work.must_ask("--name"), said)
    else:
        given = {"phone": phone, "email": email, "web": web, "place": place}
        issuer = _issuer(name, address, given)
    if issuer is None:
        return gone_back(work)
    passphrase = new_passphrase("", work.asker, said, variable=PROGRAMME_PASSPHRASE)
    if passphrase is None:
        return gone_back(work)
    site_key = site or key_of(issuer.name)
    signer = _found(work, site_key, issuer, passphrase, home_of(home, did_web=did_web))
    where = {"ledger": work.place.shown, "site": site_key, "keys": str(work.place.keys)}
    done = said.init.done.format(ledger=work.place.shown)
    answer(where, done, said.init.keys.format(folder=work.place.keys), json=json)
    if json:
        return 0
    if work.asker and name is None and yes(work.asker, said.init.add_first, said):
        from skillcert.cli.supervisor import add_supervisor

        # Whoever has just chosen the passphrase is not asked for it again.
        return add_supervisor(work, signer=signer)
    tell(said.init.next.format(command="skillcert supervisor add"))
    return 0


def _issuer(name: str, address: Sequence[str], given: Mapping[str, str | None]) -> Issuer:
    from skillcert.model import Issuer, Line, Name

    lines = {key: Line(value) for key, value in given.items() if value}
    return Issuer(name=Name(name), address=tuple(map(Line, address)), **lines)


def _ask_issuer(asker: Asker, said: CommandWords) -> Issuer | None:
    """Ask who issues; None for going back."""
    words = said.init
    asker.say(words.name_hint)
    name = asker.line(words.name, check=lambda typed: "" if typed else said.screen.needed)
    if not name:
        return None
    asker.say(words.skip)
    typed: dict[str, str] = {}
    for field in ("street", "post", "place", "phone", "email", "web"):
        line = asker.line(getattr(words, field))
        if line is None:
            return None
        typed[field] = line
    address = [line for line in (typed.pop("street"), typed.pop("post")) if line]
    return _issuer(name, address, typed)


def home_of(address: str | None, *, did_web: bool) -> WebHome | None:
    """Return the issuer's place on the web, if one was given.

    Raises:
        click.UsageError: A did:web was asked for without a place.
        CredentialError: It is no address that others could ask.
    """
    from skillcert.credentials.did_web import require_address
    from skillcert.model import Line, WebHome

    if address is None:
        if did_web:
            raise click.UsageError("--did-web: --home?")
        return None
    address = address.rstrip("/")
    require_address(address)
    return WebHome(address=Line(address), did_web=did_web)


def _found(
    work: Work, key: str, issuer: Issuer, passphrase: str, home: WebHome | None = None
) -> KeySigner:
    """Make the key, then the ledger: a ledger without its key could never be used."""
    from skillcert.programme import Programme
    from skillcert.signing import KeySigner

    signer = KeySigner.of_seed(secrets.token_bytes(32))
    path = work.place.keys / PROGRAMME_FILE
    write_key(path, signer, passphrase)
    try:
        Programme.found(
            work.place.url,
            site=key,
            issuer=issuer,
            signer=signer,
            clock=now,
            files=work.place.files,
            programme=work.programmes,
            home=home,
        ).close()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return signer
