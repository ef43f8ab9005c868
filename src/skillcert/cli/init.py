"""`skillcert init`: a ledger for a workshop, and the key of its programme."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from skillcert.cli.asking import Asker, Key
from skillcert.cli.finder import fold
from skillcert.cli.keys import PROGRAMME_FILE, PROGRAMME_PASSPHRASE, new_passphrase, write_key
from skillcert.cli.options import language_option, plain_option
from skillcert.cli.spoken import Command
from skillcert.cli.work import Work, now

if TYPE_CHECKING:
    from skillcert.cli.words import CommandWords
    from skillcert.model import Issuer

__all__ = ["init", "key_of", "yes"]

_LONGEST_KEY = 40


@click.command(cls=Command)
@click.option("--ledger", metavar="URL")
@click.option("--site", metavar="KEY")
@click.option("--name")
@click.option("--address", multiple=True)
@click.option("--phone")
@click.option("--email")
@click.option("--web")
@click.option("--place")
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
    language: str | None,
    plain: bool,
) -> int:
    """Begin the records of a workshop."""
    work = Work.of(ledger=ledger, language=language, plain=plain)
    said = work.said
    path = work.place.keys / PROGRAMME_FILE
    if path.exists():
        click.echo(said.init.exists.format(ledger=work.place.shown), err=True)
        return 3
    given = {"phone": phone, "email": email, "web": web, "place": place}
    issuer = _issuer(work, name, address, given)
    passphrase = issuer and new_passphrase("", work.asker, said, variable=PROGRAMME_PASSPHRASE)
    if issuer is None or passphrase is None:
        click.echo(said.screen.taken_back, err=True)
        return 1
    _found(work, site or key_of(issuer.name), issuer, passphrase)
    click.echo(said.init.done.format(ledger=work.place.shown))
    click.echo(said.init.keys.format(folder=work.place.keys))
    if work.asker and not name and yes(work.asker, said.init.add_first, said):
        return _first_supervisor(work)
    click.echo(said.init.next.format(command="skillcert supervisor add"))
    return 0


def key_of(name: str) -> str:
    """Return a key made of a name: "Bryggegata Verksted" is `bryggegata_verksted`."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    return "_".join(words)[:_LONGEST_KEY].strip("_") or "workshop"


def yes(asker: Asker, question: str, said: CommandWords) -> bool:
    """Ask a question whose answer is yes or no, with a key of its own for each."""
    screen = said.screen
    keys = [Key(key=screen.yes_key, label=screen.yes), Key(key=screen.no_key, label=screen.no)]
    return asker.press(question, keys) == screen.yes_key


def _issuer(
    work: Work, name: str | None, address: Sequence[str], given: dict[str, str | None]
) -> Issuer | None:
    """Return who issues: from the options, or asked for; None for going back."""
    from skillcert.model import Issuer, Line, Name

    if name is None:
        asked = _ask_issuer(work.must_ask("--name"), work.said)
        if asked is None:
            return None
        name, address, given = asked
    lines = {key: Line(value) for key, value in given.items() if value}
    return Issuer(name=Name(name), address=tuple(map(Line, address)), **lines)


def _ask_issuer(
    asker: Asker, said: CommandWords
) -> tuple[str, Sequence[str], dict[str, str | None]] | None:
    words = said.init
    asker.say(words.name_hint)
    name = asker.line(words.name, check=lambda typed: "" if typed else said.screen.needed)
    if not name:
        return None
    asker.say(words.skip)
    typed: dict[str, str | None] = {}
    for field in ("street", "post", "place", "phone", "email", "web"):
        typed[field] = asker.line(getattr(words, field))
        if typed[field] is None:
            return None
    address = [line for line in (typed.pop("street"), typed.pop("post")) if line]
    return name, address, typed


def _found(work: Work, key: str, issuer: Issuer, passphrase: str) -> None:
    """Make the key, then the ledger: a ledger without its key could never be used."""
    from skillcert.cli.settings import installed_programme
    from skillcert.signing import KeySigner

    signer = KeySigner.of_seed(secrets.token_bytes(32))
    path = work.place.keys / PROGRAMME_FILE
    write_key(path, signer, passphrase)
    try:
        installed_programme().found(
            work.place.url, site=key, issuer=issuer, signer=signer, clock=now, files=work.place.files
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _first_supervisor(work: Work) -> int:
    from skillcert.cli.supervisor import add_supervisor

    return add_supervisor(work, ask=True)
