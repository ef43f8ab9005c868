"""How long the command line takes to answer, as ratios to a bare Python in the same run.

Usage: python benchmarks/startup.py [ROUNDS]

The rounds take turns, so that whatever else the machine does falls on all alike. What is compared
is the whole process, started through the installed script, with the bytecode that an installer
leaves behind: a first round, which is not counted, sees to that.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

GOALS = {"skillcert --version": 4.0, "skillcert --help": 8.0}
BARE = "python -c pass"


def main(rounds: int) -> int:
    """Print medians and ratios; return 1 if a goal is missed."""
    script = shutil.which("skillcert", path=sysconfig.get_path("scripts"))
    if script is None:
        print("the script skillcert is not installed in this environment", file=sys.stderr)
        return 1
    commands = {
        BARE: [sys.executable, "-c", "pass"],
        "skillcert --version": [str(Path(script)), "--version"],
        "skillcert --help": [str(Path(script)), "--help"],
    }
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for i in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            if i:
                times[name].append(time.perf_counter() - start)
    bare = statistics.median(times[BARE])
    missed = 0
    for name, taken in times.items():
        median = statistics.median(taken)
        goal = GOALS.get(name)
        wanted = f"  goal: under {goal:.0f}" if goal else ""
        print(f"{name:<22}{median * 1000:8.1f} ms{median / bare:8.2f} times{wanted}")
        missed += goal is not None and median / bare >= goal
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 21))
