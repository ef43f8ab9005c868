"""One step of somebody who has unlocked a key: a transaction that is kept as a whole or not at all.

Rules of this module

- The clock is read once a step: all its events bear the same moment and speak of the same day.
- A key that may not sign any more is refused before anything is read or written.
- Photographs are put beside the ledger last. If the step is undone, what was put is taken away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import attrs

from skillcert.errors import RefusedError, SkillcertError
from skillcert.ledger.chain import Entry
from skillcert.ledger.erasure import drop_unused_files
from skillcert.ledger.pictures import KeptPicture
from skillcert.ledger.vault import Vault
from skillcert.ledger.writing import Writing
from skillcert.model import Reference
from skillcert.programme.history import History
from skillcert.programme.sealing import Sealer
from skillcert.programme.site import Site
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.signing import Signer

__all__ = ["Step", "step"]

_R = RefusalReason


@attrs.frozen(kw_only=True, eq=False)
class Step:
    """An open transaction in the name of one key.

    Attributes:
        site: The site.
        writing: The transaction.
        vault: The site's vault in it.
        sealer: Makes the events.
        today: The day by the site's clock.
        pictures: Photographs that are put beside the ledger at the end.
        here: People who were looked for in this step, and are here.
    """

    site: Site
    writing: Writing
    vault: Vault
    sealer: Sealer
    today: dt.date
    pictures: list[KeptPicture] = attrs.Factory(list)
    here: set[Reference] = attrs.Factory(set)

    def say(self, event_id: Reference | None = None, **payload: Any) -> Entry:
        """Append a signed event with *payload*, under *event_id* or a new id.

        Raises:
            RefusedError: It may not be said.
        """
        (entry,) = self.writing.append([self.sealer.event(event_id, **payload)])
        return entry

    def known(self, event_id: Reference | None) -> Entry | None:
        """Return the entry of an event that is here already: the request comes a second time.

        Raises:
            RefusedError: Something else has the id: another site, somebody else's word.
        """
        entry = self.site.ledger.entry(event_id) if event_id else None
        if entry is not None and not self._own(entry):
            raise RefusedError([refuse(_R.ID_TAKEN, id=entry.event.id)])
        return entry

    def _own(self, entry: Entry) -> bool:
        roster, key = self.writing.roster, self.sealer.signer.public.id
        mine = roster.known(key)
        theirs = roster.known(entry.event.key)
        same = mine is not None and theirs is not None and mine.owner == theirs.owner
        return entry.site == self.site.key and same

    def history(self, person: Reference) -> History:
        """Return what the chain says about a person who is here.

        Raises:
            RefusedError: Nobody has this id, or the person was erased.
        """
        return self.site.history(person, self.writing.roster)

    def require(self, person: Reference) -> None:
        """Make sure that a person is here, once a step: a batch says much about one person.

        Raises:
            RefusedError: Nobody has this id, or the person was erased.
        """
        if person not in self.here:
            self.history(person)
            self.here.add(person)


@contextmanager
def step(site: Site, signer: Signer) -> Iterator[Step]:
    """Open a step, and keep what it wrote if the block ends.

    Args:
        site: The site.
        signer: Whose step it is.

    Raises:
        RefusedError: The key may sign nothing here.
        LedgerError: The ledger cannot be written.
    """
    now, today = site.moment()
    pictures: list[KeptPicture] = []
    try:
        with site.ledger.writing(site.key, now=now) as writing:
            _require(writing.roster.key_refusal(signer.public.id, now))
            yield Step(
                site=site,
                writing=writing,
                vault=Vault(writing.connection, site.key, entropy=site.entropy),
                sealer=Sealer(site=site.key, signer=signer, now=now, entropy=site.entropy),
                today=today,
                pictures=pictures,
            )
            for picture in pictures:
                site.files.put(picture.data)
    except BaseException:
        if pictures:
            with suppress(SkillcertError):
                digests = [picture.fact.sha256 for picture in pictures]
                drop_unused_files(site.ledger, digests, site.files)
        raise


def _require(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise RefusedError([refusal])
