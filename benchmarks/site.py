"""What a supervisor waits for at a site that is large: the same steps on chains of several lengths.

Usage: python benchmarks/site.py [--events N ...] [--rounds N] [--folder DIR]

Times are CPU time of this process in milliseconds, medians; what the disk takes comes on top, and
is the same for a small site. The chains are those of `benchmarks/ledger.py`.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ledger import KARI, NOW, PROGRAMME, build

from skillcert import Desk, Person, Programme, Seen, SignOffRequest
from skillcert.model import PerformanceLevel, Token


def request(person: Person) -> SignOffRequest:
    """Return the request to sign off one skill, seen just now."""
    return SignOffRequest(
        person=person.id,
        workshop=Token("bicycle"),
        criterion=Token("mends_puncture"),
        level=PerformanceLevel.SOME_HELP,
        seen=(Seen(task=Token("mend_tube")),),
    )


def steps(desk: Desk) -> dict[str, Callable[[], object]]:
    """Return what is measured, at a desk with five people."""
    site = desk.site
    people = [desk.add_person(f"Person {number}") for number in range(5)]
    desk.sign([request(person) for person in people])
    office = site.manage(PROGRAMME)
    # What a checkpoint goes on from is there from the first certificate on.
    office.issue(people[0].id, "bicycle", language="nb")
    return {
        "the list of people": site.people,
        "what waits for a second assessor": desk.to_confirm,
        "where somebody stands": lambda: site.standing(people[0].id, "bicycle"),
        "one sign-off": lambda: desk.sign([request(people[0])]),
        "five people at once": lambda: desk.sign([request(person) for person in people]),
        "a certificate": lambda: office.issue(people[0].id, "bicycle", language="nb"),
    }


def measured(path: Path, rounds: int) -> dict[str, float]:
    """Return the milliseconds of each step on a copy of a ledger."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        with Programme.open(f"sqlite:///{copy}", clock=lambda: NOW) as site:
            found = {}
            for name, step in steps(site.unlock(KARI)).items():
                times = []
                for _ in range(rounds):
                    start = time.process_time()
                    step()
                    times.append(1_000 * (time.process_time() - start))
                found[name] = statistics.median(times)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--events", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path())
    given = parser.parse_args(arguments)
    columns = []
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for events in given.events:
            path = Path(folder) / f"{events}.db"
            build(path, events)
            columns.append(measured(path, given.rounds))
    print(f"{'entries':34}" + "".join(f"{events:>10,}" for events in given.events))
    for name in columns[0]:
        print(f"{name:34}" + "".join(f"{column[name]:>7,.0f} ms" for column in columns))


if __name__ == "__main__":
    main()
