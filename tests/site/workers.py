"""What another process does to a ledger: `python workers.py URL SEED PERSON COUNT MOMENT`.

It signs the same skill so many times and prints the ids of the sign-offs.
"""

from __future__ import annotations

import datetime as dt
import sys

from skillcert import Programme, Seen, SignOffRequest
from skillcert.ledger.files import MemoryFiles
from skillcert.model import PerformanceLevel, Reference, Token
from skillcert.signing import KeySigner


def sign_many(url: str, seed: str, person: str, count: str, at: str) -> None:
    """Open the ledger, sign, and print the ids."""
    moment = dt.datetime.fromisoformat(at)
    site = Programme.open(url, clock=lambda: moment, files=MemoryFiles())
    request = SignOffRequest(
        person=Reference(person),
        workshop=Token("bicycle"),
        criterion=Token("mends_puncture"),
        level=PerformanceLevel.SOME_HELP,
        seen=(Seen(task=Token("mend_tube")),),
    )
    with site, site.unlock(KeySigner.of_seed(bytes.fromhex(seed))) as desk:
        for _ in range(int(count)):
            print(desk.sign([request]).signed[0].sign_off, flush=True)  # noqa: T201


if __name__ == "__main__":
    sign_many(*sys.argv[1:])
