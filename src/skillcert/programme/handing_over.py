"""What a person gets who asks for everything that is held on them.

It is put together in memory. Whoever calls writes it where the person wants it: the text, the file
for programs, and the pictures under the names that both give.
"""

from __future__ import annotations

import attrs

from skillcert import codec
from skillcert.ledger.files import FileFault, look_up
from skillcert.ledger.holdings import holdings_of
from skillcert.model import PersonHoldings, Reference
from skillcert.programme.holdings import holdings_text
from skillcert.programme.site import Site

__all__ = ["MACHINE_NAME", "HandedOver", "hand_over"]

MACHINE_NAME = "data.json"
"""The name of the file for programs, unless another is given."""


@attrs.frozen(kw_only=True)
class HandedOver:
    """Everything that is held on a person, to be written to a folder of the person's own.

    Attributes:
        holdings: What is held.
        text: The same as a text, in the person's language.
        machine: The same as JSON, for programs.
        pictures: Pairs of a file's name, as text and JSON give it, and its bytes.
    """

    holdings: PersonHoldings
    text: str = attrs.field(repr=False)
    machine: bytes = attrs.field(repr=False)
    pictures: tuple[tuple[str, bytes], ...] = attrs.field(repr=False)


def hand_over(
    site: Site, person: Reference, *, language: str, machine: str = MACHINE_NAME
) -> HandedOver:
    """Return everything that is held on a person, for that person and nobody else.

    A picture that cannot be handed over is named in text and JSON.

    Args:
        site: The site.
        person: The person's id, of somebody who was erased too.
        language: The language of the text.
        machine: The name that the file for programs will have, for the text.

    Raises:
        RefusedError: Nobody here has this id.
        LanguageError: The text does not exist in *language*.
        LedgerError: The ledger cannot be read, or was altered.
    """
    holdings = holdings_of(site.ledger, site.key, person, files=site.files, now=site.now)
    registry = site.programme.registry
    found = [(file.name, look_up(site.files, file.sha256)) for file in holdings.files]
    return HandedOver(
        holdings=holdings,
        text=holdings_text(holdings, language=language, registry=registry, machine=machine),
        machine=codec.pretty(holdings).encode("utf-8"),
        pictures=tuple((name, data) for name, data in found if not isinstance(data, FileFault)),
    )
