"""Start the web service on this computer: `python examples/web_service/serve.py FOLDER`.

The first start makes a ledger in the folder, the programme's key and one supervisor's, and asks for
a passphrase for each. Every later start opens them.
"""

from __future__ import annotations

import datetime as dt
import getpass
import secrets
import sys
from pathlib import Path

from app import Service, create_app

from skillcert import Programme, Site, SkillcertError
from skillcert.model import Assessor, Issuer, Line, Name, Reference
from skillcert.signing import KeySigner, key_file, open_key_file


def now() -> dt.datetime:
    """Return the moment by this computer's clock, with its zone."""
    return dt.datetime.now().astimezone()


def key_path(folder: Path, name: str) -> Path:
    """Return where the key of somebody lies."""
    return folder / "keys" / f"{name}.key"


def open_site(folder: Path, passphrase: str) -> tuple[Site, KeySigner]:
    """Open the ledger in *folder* with the programme's key, or make one."""
    url, path = f"sqlite:///{folder / 'ledger.db'}", key_path(folder, "programme")
    if not path.exists():
        make_keys(folder, passphrase)
    programme = open_key_file(path.read_bytes(), passphrase)
    if (folder / "ledger.db").exists():
        return Programme.open(url, clock=now), programme
    kari = open_key_file(
        key_path(folder, "kari").read_bytes(), getpass.getpass("The passphrase of kari: ")
    )
    issuer = Issuer(name=Name("Harbour Workshops"), phone=Line("+47 51 00 00 00"))
    site = Programme.found(url, site="harbour", issuer=issuer, signer=programme, clock=now)
    with site.manage(programme) as office:
        office.enrol(Assessor(id=Reference("kari"), name=Name("Kari Lunde")), kari.public)
    return site, programme


def make_keys(folder: Path, passphrase: str) -> None:
    """Make the programme's key and one for the supervisor kari, each under a passphrase."""
    theirs = getpass.getpass("Choose a passphrase for the first supervisor, kari: ")
    made = {
        name: key_file(KeySigner.of_seed(secrets.token_bytes(32)), phrase)
        for name, phrase in (("kari", theirs), ("programme", passphrase))
    }
    (folder / "keys").mkdir(parents=True, exist_ok=True)
    for name, data in made.items():  # the programme's last: whoever was stopped begins anew
        key_path(folder, name).write_bytes(data)


def main(folder: Path) -> None:
    """Serve the ledger in *folder* on port 8000, for this computer alone."""
    site, programme = open_site(folder, getpass.getpass("The programme's passphrase: "))

    def found(supervisor: str) -> bytes | None:
        path = key_path(folder, supervisor)
        # Only a supervisor's own key is opened here, and an id is no path.
        known = site.roster.assessor(Reference(supervisor)) is not None
        return path.read_bytes() if known and path.is_file() else None

    service = Service(site=site, office=site.manage(programme), key_files=found)
    create_app(service).run(port=8000, threaded=True)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except IndexError:
        sys.exit("Usage: python examples/web_service/serve.py FOLDER")
    except SkillcertError as error:
        sys.exit(str(error))
