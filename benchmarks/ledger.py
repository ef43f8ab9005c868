"""What the ledger costs beside what it cannot do without: writing to the disk, and verifying.

Usage: python benchmarks/ledger.py [--rounds N] [--appends N] [--events N] [--folder DIR]

- Appending, by one process and by four at once, against a bare loop of `sqlite3` that writes rows
  of the same size with the same durability: journal mode, synchronous, secure_delete, one row a
  transaction. The ledger verifies the signature of each event, asks whether it is allowed and
  whether it is there already, chains it and keeps three indexes; the bare loop inserts a row.
- Checking a chain against the bare time of as many Ed25519 verifications of the same events, which
  were read before; and the peak of memory with a tenth of the events and with all of them. The time
  is CPU time of the whole process. In the chain each person has a hundred evidences, 24 sign-offs
  and a certificate with 24 lines, each of which is followed to its sign-off and evidence.

Rounds take turns, so that whatever else the machine does falls on all alike; figures are medians.
Each measurement is a process of its own. The folder should be on the disk that a ledger is on.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from skillcert import codec
from skillcert.ledger import Ledger
from skillcert.ledger.chain import START, row_hash
from skillcert.ledger.database import journal_mode
from skillcert.ledger.glance import read_event
from skillcert.ledger.merkle import Growing
from skillcert.ledger.tables import entry
from skillcert.model import (
    EVENT_FORMAT,
    Assessor,
    AssessorEnrolled,
    CertificateIssued,
    CheckpointRef,
    Digest,
    Event,
    EvidenceRecorded,
    IssuedLine,
    Issuer,
    Language,
    Line,
    Name,
    PerformanceLevel,
    PersonAdded,
    Reference,
    RubricChoice,
    Sha256,
    SiteOpened,
    SkillSigned,
    Token,
)
from skillcert.signing import Envelope, KeySigner, Purpose, seal, signed_bytes

GOALS = {"append, 1 process": 0.5, "append, 4 processes": 0.5, "check": 1.3, "memory": 1.1}
SITE = Token("oslo")
NOW = dt.datetime(2025, 6, 2, 9, tzinfo=dt.UTC)
PROGRAMME, KARI = KeySigner.of_seed(b"p" * 32), KeySigner.of_seed(b"k" * 32)
DIGEST = Digest("sha256:" + "d" * 64)
RUBRIC = RubricChoice(id=Token("bicycle"), version=Line("1.0.0"), digest=DIGEST)
DAY = NOW.date()


def sealed(signer: KeySigner, number: str, **payload: Any) -> Envelope:
    """Return a signed event."""
    event = Event(
        format=EVENT_FORMAT,
        id=Reference(f"evt-{number:0>28}"),
        site=SITE,
        at=NOW,
        key=signer.public.id,
        **payload,
    )
    return seal(codec.canonical(event), signer, Purpose.EVENT)


def beginning() -> Iterator[Envelope]:
    """Yield the first events of a chain."""
    issuer = Issuer(name=Name("Verkstedet"))
    opened = SiteOpened(programme=PROGRAMME.public.hex, issuer=issuer)
    yield sealed(PROGRAMME, "opened", site_opened=opened)
    kari = Assessor(id=Reference("kari"), name=Name("Kari Nordmann"))
    enrolled = AssessorEnrolled(assessor=kari, key=KARI.public.hex)
    yield sealed(PROGRAMME, "enrolled", assessor_enrolled=enrolled)


def sign_off(number: str, person: str, *seen: str) -> Envelope:
    """Return a sign-off."""
    return sealed(
        KARI,
        number,
        skill_signed=SkillSigned(
            person=Reference(person),
            workshop=Token("bicycle"),
            rubric=RUBRIC,
            criterion=Token("change_tube"),
            meaning=DIGEST,
            level=PerformanceLevel.INDEPENDENT,
            on=DAY,
            evidence=tuple(Reference(f"evt-{one:0>28}") for one in seen),
        ),
    )


def evidence(number: str, person: str) -> Envelope:
    """Return an evidence."""
    return sealed(
        KARI,
        number,
        evidence_recorded=EvidenceRecorded(
            person=Reference(person),
            workshop=Token("bicycle"),
            rubric=Token("bicycle"),
            on=DAY,
            task=Token("mend_puncture"),
        ),
    )


def certificate(number: str, person: str, state: CheckpointRef, signed: list[str]) -> Envelope:
    """Return a certificate with a line for each sign-off."""
    return sealed(
        PROGRAMME,
        number,
        certificate_issued=CertificateIssued(
            person=Reference(person),
            workshop=Token("bicycle"),
            rubric=RUBRIC,
            language=Language("nb"),
            on=DAY,
            certificate=DIGEST,
            lines=tuple(
                IssuedLine(
                    criterion=Token("change_tube"),
                    level=PerformanceLevel.INDEPENDENT,
                    sign_off=Reference(f"evt-{one:0>28}"),
                )
                for one in signed
            ),
            checkpoint=state,
        ),
    )


def life(state: Growing) -> Iterator[Envelope]:
    """Yield the events of one person after another: evidences, sign-offs, a certificate."""
    yield from beginning()
    person = 0
    while True:
        person += 1
        who = f"person-{person:08}"
        added = PersonAdded(person=Reference(who), private=Sha256("a" * 64))
        yield sealed(KARI, f"{person}-added", person_added=added)
        for number in range(100):
            yield evidence(f"{person}-seen-{number}", who)
        signed = [f"{person}-signed-{number}" for number in range(24)]
        for number, one in enumerate(signed):
            yield sign_off(one, who, f"{person}-seen-{number}", f"{person}-seen-{number + 50}")
        ref = CheckpointRef(size=state.size, root=Sha256(state.root().hex()))
        yield certificate(f"{person}-paper", who, ref, signed)


def build(path: Path, events: int) -> None:
    """Make a ledger with many events, without asking the ledger about each."""
    tree, before = Growing(), START
    with Ledger.open(f"sqlite:///{path}", create=True) as ledger:
        written = life(tree)
        seq = 0
        while seq < events:
            rows = []
            for envelope in islice(written, min(5_000, events - seq)):
                seq += 1
                event = read_event(envelope.body)
                before = row_hash(before, envelope)
                tree.add(before)
                rows.append(
                    {
                        "site": SITE,
                        "seq": seq,
                        "id": event.id,
                        "hash": before,
                        "body": envelope.body,
                        "signature": envelope.signature,
                        "kind": event.kind.value if event.kind else "",
                        "person": event.person,
                    }
                )
            with ledger.database.writing(SITE) as connection:
                connection.execute(entry.insert(), rows)


def append_to_ledger(path: Path, name: str, count: int) -> tuple[float, float]:
    """Append events to a ledger and return when this began and when it was done."""
    events = [sign_off(f"{name}-{number}", "person-1", "a", "b") for number in range(count)]
    with Ledger.open(f"sqlite:///{path}") as ledger:
        ledger.roster(SITE)
        wait_for_the_others(path, name)
        start = time.time()
        for envelope in events:
            with ledger.writing(SITE, now=NOW) as writing:
                writing.append([envelope])
        return start, time.time()


def append_bare(path: Path, name: str, count: int) -> tuple[float, float]:
    """Insert rows of the same size with the same durability, and return the same."""
    events = [sign_off(f"{name}-{number}", "person-1", "a", "b") for number in range(count)]
    rows = [
        (f"evt-{name}-{number:028}", bytes(32), one.body, one.signature, "skill_signed", "person-1")
        for number, one in enumerate(events)
    ]
    connection = bare(path)
    wait_for_the_others(path, name)
    start = time.time()
    for row in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row VALUES (NULL, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("COMMIT")
    return start, time.time()


def bare(path: Path) -> sqlite3.Connection:
    """Return a connection that is as durable as a ledger's."""
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS row (seq INTEGER PRIMARY KEY, id TEXT, hash BLOB, body BLOB,"
        " signature BLOB, kind TEXT, person TEXT)"
    )
    return connection


def wait_for_the_others(path: Path, name: str) -> None:
    """Say that this process is ready, and wait for the word to begin."""
    path.with_suffix(f".{name}.ready").touch()
    while not path.with_suffix(".go").exists():
        time.sleep(0.001)


def verify_bare(path: Path) -> float:
    """Verify the signatures of a chain, read before, and return the seconds that it took."""
    connection = sqlite3.connect(path)
    keys = {signer.public.id: signer.private.public_key() for signer in (PROGRAMME, KARI)}
    wanted = "SELECT body, signature FROM skillcert_entry ORDER BY seq"
    work = [
        (keys[read_event(body).key], signature, signed_bytes(Purpose.EVENT, body))
        for body, signature in connection.execute(wanted)
    ]
    start = time.process_time()
    for key, signature, message in work:
        key.verify(signature, message)
    return time.process_time() - start


def check(path: Path) -> dict[str, float]:
    """Check a ledger and return the seconds that it took and the peak of memory in MiB."""
    start = time.process_time()
    with Ledger.open(f"sqlite:///{path}") as ledger:
        report = ledger.check()
    taken = time.process_time() - start
    if not report.sound or report.sites[0].proven != report.sites[0].certificates:
        raise SystemExit("\n".join(map(str, report.findings)))
    return {"seconds": taken, "memory": peak_memory()}


def peak_memory() -> float:
    """Return the most memory that this process has had, in MiB."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def in_a_process(*arguments: object) -> subprocess.Popen[str]:
    """Start this program with a piece of work of its own."""
    command = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> Any:
    """Return what a process says when it is done."""
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(process.returncode)
    return json.loads(said)


def rate(folder: Path, way: str, processes: int, count: int) -> float:
    """Return how many appends in a second several processes do together."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        path = Path(name) / "ledger.db"
        if way == "ledger":
            with (
                Ledger.open(f"sqlite:///{path}", create=True) as ledger,
                ledger.writing(SITE, now=NOW) as writing,
            ):
                writing.append(tuple(beginning()))
        else:
            bare(path).close()
        each = count // processes
        started = [in_a_process("append", way, path, f"p{n}", each) for n in range(processes)]
        while len(list(path.parent.glob("*.ready"))) < processes:
            time.sleep(0.01)
        path.with_suffix(".go").touch()
        times: list[tuple[float, float]] = [told(process) for process in started]
        # From the first one's beginning to the last one's end: who waits counts.
        return each * processes / (max(end for _, end in times) - min(start for start, _ in times))


def measure_appends(folder: Path, rounds: int, count: int) -> Iterator[tuple[str, float]]:
    """Yield the ratios of the ledger's appends to the bare ones."""
    for processes in (1, 4):
        found: dict[str, list[float]] = {"bare": [], "ledger": []}
        for _ in range(rounds):
            for way, rates in found.items():
                rates.append(rate(folder, way, processes, count))
        medians = {way: statistics.median(rates) for way, rates in found.items()}
        noun = "process" if processes == 1 else "processes"
        print(
            f"append, {processes} {noun}: bare sqlite3 {medians['bare']:,.0f} a second, "
            f"ledger {medians['ledger']:,.0f} a second"
        )
        yield f"append, {processes} {noun}", medians["ledger"] / medians["bare"]


def measure_check(folder: Path, rounds: int, events: int) -> Iterator[tuple[str, float]]:
    """Yield the ratios of the check to bare verification, and of its memory as the chain grows."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        few, all_of_them = (Path(name) / f"{size}.db" for size in (events // 10, events))
        build(few, events // 10)
        build(all_of_them, events)
        bare_times, checks = [], []
        for _ in range(rounds):
            bare_times.append(told(in_a_process("verify", all_of_them)))
            checks.append(told(in_a_process("check", all_of_them)))
        small = told(in_a_process("check", few))
    seconds = statistics.median(one["seconds"] for one in checks)
    memory = statistics.median(one["memory"] for one in checks)
    bare_time = statistics.median(bare_times)
    print(
        f"check of {events:,} events: {seconds:.1f} s, as many verifications {bare_time:.1f} s; "
        f"memory {memory:.0f} MiB, with {events // 10:,} events {small['memory']:.0f} MiB"
    )
    yield "check", seconds / bare_time
    if small["memory"]:
        yield "memory", memory / small["memory"]


def main() -> int:
    """Measure everything and print the ratios; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--appends", type=int, default=400)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path())
    given = parser.parse_args()
    print(f"SQLite {sqlite3.sqlite_version}, {journal_mode(sqlite3.sqlite_version_info)}")
    missed = 0
    for name, ratio in (
        *measure_appends(given.folder, given.rounds, given.appends),
        *measure_check(given.folder, max(1, given.rounds // 2), given.events),
    ):
        goal = GOALS[name]
        met = ratio >= goal if name.startswith("append") else ratio <= goal
        word = "at least" if name.startswith("append") else "at most"
        print(f"{name}: {ratio:.2f} (goal: {word} {goal})" + ("" if met else "  MISSED"))
        missed += not met
    return 1 if missed else 0


def work(what: str, *arguments: str) -> Any:
    """Do one piece of work in this process."""
    if what == "append":
        way, path, name, count = arguments
        append = append_bare if way == "bare" else append_to_ledger
        return append(Path(path), name, int(count))
    return {"verify": verify_bare, "check": check}[what](Path(arguments[0]))


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in {"append", "verify", "check"}:
        print(json.dumps(work(*sys.argv[1:])))
        sys.exit(0)
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "")
    sys.exit(main())
