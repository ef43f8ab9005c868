"""`skillcert supervisor`: who may sign, and who no longer does."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.finder import Row
from skillcert.cli.keys import PASSPHRASE, new_passphrase, write_key
from skillcert.cli.options import (
    DAY,
    json_option,
    key_option,
    language_option,
    ledger_options,
    plain_option,
    yes_option,
)
from skillcert.cli.output import answer, columns, print_json, tell
from skillcert.cli.spoken import Group
from skillcert.cli.work import Work, gone_back, key_of, now, yes
from skillcert.errors import SkillcertError

if TYPE_CHECKING:
    from skillcert.ledger import Enrolled
    from skillcert.model import Assessor
    from skillcert.signing import KeySigner

__all__ = ["Wanted", "add_supervisor", "supervisor"]

_ROLES = ("supervisor", "guide", "workshop_manager")
_OWN_TITLE = "own"
_KEY = "{id}.key"


@click.group(cls=Group)
def supervisor() -> None:
    """Say who may sign, and who no longer does."""


@supervisor.command()
@ledger_options
@click.option("--name")
@click.option("--id", "identity")
@click.option("--role", type=click.Choice(_ROLES))
@click.option("--title")
@click.option("--until", type=DAY)
@key_option
@json_option
@language_option
@plain_option
def add(
    ledger: str | None,
    site: str | None,
    name: str | None,
    identity: str | None,
    role: str | None,
    title: str | None,
    until: dt.datetime | None,
    key: str | None,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Let somebody sign from now on."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    wanted = Wanted(
        name=name, id=identity, role=role, title=title, until=until.date() if until else None
    )
    return add_supervisor(work, wanted, key, json=json)


@attrs.frozen(kw_only=True)
class Wanted:
    """What is known of a new supervisor before anything was asked.

    Attributes:
        name: The name on certificates.
        id: The id; made of the name if there is none.
        role: The title, by its key.
        title: A title of its own.
        until: The last day on which the key signs.
    """

    name: str | None = None
    id: str | None = None
    role: str | None = None
    title: str | None = None
    until: dt.date | None = None


def add_supervisor(
    work: Work,
    wanted: Wanted | None = None,
    key: str | None = None,
    *,
    signer: KeySigner | None = None,
    json: bool = False,
) -> int:
    """Enrol somebody: ask what is not known, make a key, say so in the ledger.

    Args:
        work: The ledger.
        wanted: What is known.
        key: The file of the programme's key; None for the one beside the ledger.
        signer: The programme's key, where it is open already.
        json: Whether a program reads the answer.

    Returns:
        The exit code.
    """
    known = wanted or Wanted()
    assessor = _assessor(work, known)
    office = None
    if assessor:
        office = work.site.manage(signer) if signer else work.office(key)
    made = _new_key(work, assessor) if assessor and office else None
    if assessor is None or office is None or made is None:
        return gone_back(work)
    own, passphrase = made
    path = work.place.keys / _KEY.format(id=assessor.id)
    write_key(path, own, passphrase)
    try:
        office.enrol(assessor, own.public, until=known.until)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    said = work.said.supervisor.added.format(name=assessor.name, path=path)
    answer({"id": assessor.id, "name": assessor.name, "key": str(path)}, said, json=json)
    return 0


def _assessor(work: Work, wanted: Wanted) -> Assessor | None:
    from skillcert.model import Assessor, AssessorRole, Line, Name, Reference

    said = work.said
    name, role, title = wanted.name, wanted.role, wanted.title
    if name is None:
        asker = work.must_ask("--name")
        name = asker.line(
            said.supervisor.name, check=lambda typed: "" if typed else said.screen.needed
        )
        if not name:
            return None
        role = role or _ask_role(work)
        if role is None:
            return None
        if role == _OWN_TITLE:
            role, title = None, asker.line(said.supervisor.title)
    identity = wanted.id or key_of(name)
    known = work.site.roster.assessor(Reference(identity))
    if known is not None and known.retired is None:
        said_exists = said.supervisor.exists.format(id=identity, option="--id")
        raise SkillcertError(said_exists)
    return Assessor(
        id=Reference(identity),
        name=Name(name),
        role=AssessorRole(role or _ROLES[0]),
        title=Line(title) if title else None,
    )


def _ask_role(work: Work) -> str | None:
    from skillcert.model import AssessorRole
    from skillcert.texts import words

    library = words(work.language)
    rows = [Row(value=role.value, text=library.role(role)) for role in AssessorRole]
    rows.append(Row(value=_OWN_TITLE, text=work.said.supervisor.own_title))
    chosen = work.must_ask("--role").pick(work.said.supervisor.role, rows)
    return chosen[0] if chosen else None


def _new_key(work: Work, assessor: Assessor) -> tuple[KeySigner, str] | None:
    """Let the supervisor choose a passphrase, alone; return a new key and the passphrase."""
    from skillcert.signing import KeySigner

    if work.asker:
        work.asker.say(work.said.supervisor.over.format(name=assessor.name))
    passphrase = new_passphrase(assessor.name, work.asker, work.said, variable=PASSPHRASE)
    if passphrase is None:
        return None
    return KeySigner.of_seed(secrets.token_bytes(32)), passphrase


@supervisor.command("list")
@ledger_options
@json_option
@language_option
def list_(ledger: str | None, site: str | None, json: bool, language: str | None) -> int:
    """List who may sign, and until when."""
    work = Work.of(ledger=ledger, site=site, language=language)
    enrolled = work.site.roster.enrolled
    if json:
        print_json([_as_data(work, one) for one in enrolled])
    elif not enrolled:
        tell(work.said.supervisor.none)
    else:
        columns(_rows(work, enrolled))
    return 0


@supervisor.command()
@click.argument("identity", metavar="ID")
@ledger_options
@key_option
@yes_option
@json_option
@language_option
@plain_option
def retire(
    identity: str,
    ledger: str | None,
    site: str | None,
    key: str | None,
    given: bool,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Let the supervisor ID sign no more."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    assessor = _known(work, identity).assessor
    sure = _sure(work, work.said.supervisor.retire_sure.format(name=assessor.name), given=given)
    office = work.office(key) if sure else None
    if office is None:
        return gone_back(work)
    office.retire(assessor.id)
    said = work.said.supervisor.retired.format(name=assessor.name)
    answer({"retired": assessor.id}, said, json=json)
    return 0


@supervisor.command("replace-key")
@click.argument("identity", metavar="ID")
@ledger_options
@click.option("--until", type=DAY)
@key_option
@json_option
@language_option
@plain_option
def replace_key(
    identity: str,
    ledger: str | None,
    site: str | None,
    until: dt.datetime | None,
    key: str | None,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Give the supervisor ID a new key."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    assessor = _known(work, identity).assessor
    office = work.office(key)
    made = _new_key(work, assessor) if office else None
    if office is None or made is None:
        return gone_back(work)
    signer, passphrase = made
    path = work.place.keys / _KEY.format(id=assessor.id)
    # Under another name first: if the ledger refuses it, the old key is still there.
    waiting = path.with_suffix(".new.key")
    write_key(waiting, signer, passphrase, replace=True)
    try:
        office.replace_key(assessor.id, signer.public, until=until.date() if until else None)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    waiting.replace(path)
    said = work.said.supervisor.replaced.format(name=assessor.name)
    answer({"id": assessor.id, "name": assessor.name, "key": str(path)}, said, json=json)
    return 0


@supervisor.command()
@click.argument("identity", metavar="ID")
@ledger_options
@click.option("--after", type=click.IntRange(min=0))
@key_option
@yes_option
@json_option
@language_option
@plain_option
def compromised(
    identity: str,
    ledger: str | None,
    site: str | None,
    after: int | None,
    key: str | None,
    given: bool,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Say that the key of the supervisor ID was in the wrong hands."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    said = work.said.supervisor
    enrolled = _known(work, identity)
    name = enrolled.assessor.name
    last = work.site.ledger.head(work.site.key).size if after is None else after
    sure = _sure(work, said.compromised_sure.format(name=name, count=last), given=given)
    office = work.office(key) if sure else None
    if office is None:
        return gone_back(work)
    office.declare_compromised(enrolled.key, after=last)
    command = f"skillcert supervisor replace-key {identity}"
    told = said.compromised.format(name=name, count=last, command=command)
    answer({"compromised": enrolled.assessor.id, "after": last}, told, json=json)
    return 0


def _known(work: Work, identity: str) -> Enrolled:
    """Return the supervisor of an id.

    Raises:
        SkillcertError: There is none such.
    """
    from skillcert.model import Reference

    found = work.site.roster.assessor(Reference(identity))
    if found is None:
        known = ", ".join(one.assessor.id for one in work.site.roster.enrolled) or "–"
        raise SkillcertError(work.said.screen.no_such.format(value=identity, known=known))
    return found


def _sure(work: Work, question: str, *, given: bool) -> bool:
    return given or yes(work.must_ask("--yes"), question, work.said)


def _state(work: Work, one: Enrolled) -> str:
    """Return whether a supervisor signs, in the word of the data."""
    known = work.site.roster.known(one.key)
    if one.retired is not None:
        return "retired"
    if known is not None and known.trusted_to is not None:
        return "compromised"
    if known is not None and known.until is not None and known.until < now().date():
        return "expired"
    return "signs"


def _rows(work: Work, enrolled: tuple[Enrolled, ...]) -> list[tuple[str, ...]]:
    from skillcert.texts import words

    said, library = work.said.supervisor, words(work.language)
    rows: list[tuple[str, ...]] = [
        (said.head_id, said.head_name, said.head_title, said.head_state, said.head_until)
    ]
    for one in enrolled:
        known = work.site.roster.known(one.key)
        until = known.until.isoformat() if known and known.until else ""
        title = one.assessor.title or library.role(one.assessor.role)
        state = getattr(said, f"state_{_state(work, one)}")
        rows.append((one.assessor.id, one.assessor.name, title, state, until))
    return rows


def _as_data(work: Work, one: Enrolled) -> dict[str, object]:
    known = work.site.roster.known(one.key)
    return {
        "id": one.assessor.id,
        "name": one.assessor.name,
        "role": one.assessor.role.value,
        "title": one.assessor.title,
        "key": one.key,
        "state": _state(work, one),
        "until": known.until.isoformat() if known and known.until else None,
    }
