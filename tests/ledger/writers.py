"""What the tests of faults run as processes of their own: writers that can be killed.

    python -m tests.ledger.writers rounds URL SEED ROUNDS
    python -m tests.ledger.writers write URL NAME LOG BATCHES
    python -m tests.ledger.writers spill URL

The first starts a writer, kills it at any moment and looks at what is left, again and again; it is
one process, so that a new writer needs no time to load. What a writer has acknowledged it writes
into a file, of which a killed process leaves whole lines.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from skillcert.ledger import Ledger, Report
from skillcert.model import Token

from .chains import NOW, Chain

__all__ = ["SITE", "acknowledged", "begin", "sizes_of", "write"]

SITE = Token("oslo")
BATCH = 3
"""How many events the writers of the rounds append together."""


def sizes_of(batches: int) -> list[int]:
    """Return how many events each batch of a writer has that is left to write: 12.5 on average."""
    return [1, 24] * (batches // 2)


def begin(url: str) -> None:
    """Make the ledger that the writers write to."""
    with Ledger.open(url, create=True) as ledger:
        Chain().begun(ledger)


def write(url: str, name: str, sizes: Iterable[int], log: Path) -> None:
    """Append batches of events, and log the first id of each batch once it is acknowledged.

    Args:
        url: The ledger.
        name: What the ids begin with.
        sizes: How many events each batch has.
        log: Where the ids of what was acknowledged go.
    """
    chain = Chain()
    chain.beginning()
    with Ledger.open(url) as ledger, log.open("ab", buffering=0) as file:
        for batch, size in enumerate(sizes):
            ids = [f"{name}-{batch}-{number}" for number in range(size)]
            events = [chain.signed("person-1", id=event_id) for event_id in ids]
            chain.now = NOW  # or the fastest writer would be hours ahead of the others
            chain.append(ledger, *events)
            file.write(f"{ids[0]}\n".encode())


def acknowledged(log: Path) -> list[str]:
    """Return the ids that were logged; half a line was not acknowledged."""
    return [line for line in log.read_text(encoding="utf-8").split("\n")[:-1] if line]


def rounds(url: str, seed: int, count: int) -> None:
    """Start and kill writers, and end with an error if anything that was acknowledged is gone."""
    chance = random.Random(seed)  # noqa: S311 - the same seed, the same rounds
    # A forked writer has everything loaded; where there is no fork, it takes a while.
    processes: Any = multiprocessing
    if "fork" in multiprocessing.get_all_start_methods():
        processes = multiprocessing.get_context("fork")
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            log = Path(folder) / f"{number}.log"
            log.touch()
            sizes = itertools.repeat(BATCH)
            writer = processes.Process(target=write, args=(url, f"round-{number}", sizes, log))
            writer.start()
            _wait_for(log, lines=chance.randint(0, 2))
            time.sleep(chance.uniform(0, 0.02))
            writer.kill()
            writer.join()
            killed += len(acknowledged(log)) > 0
            _look(url, f"round-{number}", acknowledged(log))
        report = _checked(url)
    print(f"{count} rounds, {killed} killed while writing, {report.sites[0].size} events")  # noqa: T201


def _wait_for(log: Path, *, lines: int) -> None:
    for _ in range(30_000):
        if log.read_bytes().count(b"\n") >= lines:
            return
        time.sleep(0.001)
    raise SystemExit("a writer does not come to write")


def _look(url: str, name: str, ids: list[str]) -> None:
    """Look for what one writer has written: all that it acknowledged, and whole batches alone."""
    with Ledger.open(url) as ledger:
        batches: Counter[str] = Counter()
        size = ledger.head(SITE).size
        for entry in ledger.entries(SITE, after=max(0, size - BATCH * (len(ids) + 1))):
            if entry.event.id.startswith(f"{name}-"):
                batches[entry.event.id.rpartition("-")[0]] += 1
        missing = {event_id.rpartition("-")[0] for event_id in ids} - set(batches)
        parts = {batch for batch, there in batches.items() if there != BATCH}
        if missing or parts or len(batches) > len(ids) + 1:
            raise SystemExit(f"missing {missing}, in part {parts}, {len(batches)} of {len(ids)}")


def _checked(url: str) -> Report:
    with Ledger.open(url) as ledger:
        report = ledger.check()
    if not report.sound:
        raise SystemExit("\n".join(map(str, report.findings)))
    return report


def spill(url: str) -> None:
    """Die in the middle of a transaction so large that parts of it lie in the file already."""
    chain = Chain()
    chain.beginning()
    with Ledger.open(url) as ledger, ledger.writing(SITE, now=chain.now) as writing:
        writing.connection.exec_driver_sql("PRAGMA cache_size = 5")
        chain.now = chain.now.replace(hour=9)
        writing.append([chain.signed("person-1", id=f"spilt-{number}") for number in range(200)])
        os._exit(9)


if __name__ == "__main__":
    if sys.argv[1] == "rounds":
        rounds(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3], sizes_of(int(sys.argv[5])), Path(sys.argv[4]))
    else:
        spill(sys.argv[2])
