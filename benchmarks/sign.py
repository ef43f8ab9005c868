"""How long one sign-off takes from the command line: `skillcert sign` with all its options.

Usage: python benchmarks/sign.py [ROUNDS]

What is measured is the whole process, started through the installed script, on a ledger with one
workshop, 30 people and 600 entries: Python starts, the libraries are loaded, the key is opened, the
record is built, the rules are asked, evidence and sign-off are written and on the disk. The goal
leaves out the derivation of the key from the passphrase, which is slow on purpose: so the key file
of the measured runs asks for one round of it, and what the usual file costs more is printed beside.

The rounds take turns with a bare Python, so that whatever else the machine does falls on all alike.
A first round, which is not counted, leaves the bytecode that an installer leaves too.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat

from skillcert import Programme
from skillcert.model import Assessor, Issuer, Name, Reference, Token
from skillcert.programme import Desk, Seen
from skillcert.signing import KeySigner, key_file

GOAL = 0.6
PEOPLE, EACH = 30, 19
PASSPHRASE = "oil and grease"  # noqa: S105 - of a key that signs nothing real
PROGRAMME, KARI = (KeySigner.of_seed(bytes([i]) * 32) for i in (1, 2))
TASKS = ("mend_tube", "change_tube", "change_tyre", "true_wheel", "wash_bicycle", "oil_chain")


def now() -> dt.datetime:
    """Return the moment on this computer's clock."""
    return dt.datetime.now().astimezone()


def quick_key_file(signer: KeySigner) -> bytes:
    """Return a key file that asks for one round of key derivation."""
    encryption = (
        PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(PASSPHRASE.encode("utf-8"))
    )
    return signer.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption)


def filled(folder: Path) -> Reference:
    """Make a ledger with a workshop that has been used, and return one of its people."""
    url = f"sqlite:///{folder / 'workshop.db'}"
    issuer = Issuer(name=Name("Harbour Workshop"))
    site = Programme.found(url, site="harbour", issuer=issuer, signer=PROGRAMME, clock=now)
    kari = Assessor(id=Reference("kari"), name=Name("Kari Lunde"))
    site.manage(PROGRAMME).enrol(kari, KARI.public)
    desk = site.unlock(KARI)
    people = [desk.add_person(f"Person {i}").id for i in range(PEOPLE)]
    for person in people:
        for i in range(EACH):
            _note(desk, person, TASKS[i % len(TASKS)])
    site.close()
    keys = folder / "workshop.keys"
    keys.mkdir()
    (keys / "kari.key").write_bytes(quick_key_file(KARI))
    return people[0]


def _note(desk: Desk, person: Reference, task: str) -> None:
    desk.record_evidence(person, "bicycle", Seen(task=Token(task)))


def derivation() -> float:
    """Return how many seconds the usual key file takes to open, beyond the quick one."""
    from skillcert.signing import open_key_file

    times = []
    for data in (key_file(KARI, PASSPHRASE), quick_key_file(KARI)):
        taken = []
        for _ in range(5):
            start = time.perf_counter()
            open_key_file(data, PASSPHRASE)
            taken.append(time.perf_counter() - start)
        times.append(statistics.median(taken))
    return times[0] - times[1]


def main(rounds: int) -> int:
    """Print medians and ratios; return 1 if the goal is missed."""
    script = shutil.which("skillcert", path=sysconfig.get_path("scripts"))
    if script is None:
        print("the script skillcert is not installed in this environment", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        person = filled(folder)
        options = ["--person", person, "--workshop", "bicycle", "--criterion", "mends_puncture"]
        options += ["--level", "some_help", "--task", "mend_tube", "--key", "kari"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "skillcert sign": [script, "sign", "--ledger", "workshop.db", *options],
        }
        environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "",
            "SKILLCERT_PASSPHRASE": PASSPHRASE,
        }
        times: dict[str, list[float]] = {one: [] for one in commands}
        for i in range(rounds + 1):
            for one, command in commands.items():
                start = time.perf_counter()
                subprocess.run(
                    command, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder
                )
                if i:
                    times[one].append(time.perf_counter() - start)
    bare, signing = (statistics.median(taken) for taken in times.values())
    goal = f"goal: under {GOAL * 1000:.0f} ms"
    rows = (
        ("python -c pass", bare, ""),
        ("skillcert sign, without key derivation", signing, goal),
        ("key derivation", derivation(), ""),
    )
    for name, seconds, wanted in rows:
        print(f"{name:<40}{seconds * 1000:8.0f} ms{seconds / bare:8.1f} times  {wanted}".rstrip())
    return 1 if signing >= GOAL else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 11))
