"""Opening a site of a ledger, and making one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from skillcert.errors import LedgerError
from skillcert.ledger.boxes import Entropy
from skillcert.ledger.erasure import finish_erasures
from skillcert.ledger.files import FileStore, FolderFiles, MemoryFiles, NoFiles
from skillcert.ledger.store import Ledger
from skillcert.model import Issuer, SiteOpened, Token, WebHome
from skillcert.programme.programme import Programme
from skillcert.programme.sealing import Sealer
from skillcert.programme.site import Clock, Site
from skillcert.signing import Signer

__all__ = ["found_site", "open_site"]


def _store(ledger: Ledger, files: FileStore | Path | None) -> FileStore:
    """Return where photographs are kept: what was given, else beside the ledger."""
    database = ledger.database
    if isinstance(files, Path):
        return FolderFiles(files)
    if files is not None:
        return files
    if database.path is not None:
        return FolderFiles(database.path.with_suffix(".files"))
    return MemoryFiles() if database.in_memory else NoFiles()


def open_site(  # noqa: PLR0913 - what a site is made of, all by name
    programme: Programme,
    url: str,
    *,
    site: str | None,
    clock: Clock,
    files: FileStore | Path | None,
    entropy: Entropy,
) -> Site:
    """Open a site of the ledger at *url*; see `Programme.open`."""
    ledger = Ledger.open(url)
    try:
        key = _chosen(ledger, site)
    except BaseException:
        ledger.close()
        raise
    store = _store(ledger, files)
    # Something may have stopped an erasure. What cannot be done now is told by the check.
    with suppress(LedgerError):
        finish_erasures(ledger, store)
    return Site(
        programme=programme,
        ledger=ledger,
        key=key,
        files=store,
        clock=clock,
        entropy=entropy,
    )


def _chosen(ledger: Ledger, site: str | None) -> Token:
    known = ledger.sites()
    if site is None and len(known) == 1:
        return known[0]
    if site in known:
        return Token(site or "")
    names = ", ".join(known) or "none"
    what = f"the ledger has no site {site!r}" if site else "the ledger has not just one site"
    raise LedgerError(what, hint=f"Its sites are: {names}")


def found_site(  # noqa: PLR0913 - as above
    programme: Programme,
    url: str,
    *,
    site: str,
    issuer: Issuer,
    signer: Signer,
    clock: Clock,
    files: FileStore | Path | None,
    entropy: Entropy,
    home: WebHome | None = None,
) -> Site:
    """Make a ledger, or a further site in one, and open it; see `Programme.found`."""
    if home is not None:
        from skillcert.credentials.did_web import require_address

        require_address(home.address)
    ledger = Ledger.open(url, create=True)
    try:
        made = Site(
            programme=programme,
            ledger=ledger,
            key=Token(site),
            files=_store(ledger, files),
            clock=clock,
            entropy=entropy,
        )
        now, _ = made.moment()
        sealer = Sealer(site=made.key, signer=signer, now=now, entropy=entropy)
        said = SiteOpened(programme=signer.public.hex, issuer=issuer, home=home)
        with ledger.writing(made.key, now=now) as writing:
            writing.append([sealer.event(site_opened=said)])
    except BaseException:
        ledger.close()
        raise
    return made
