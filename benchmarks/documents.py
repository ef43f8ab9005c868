"""The same certificate with skillcert and its rivals: time, memory and size, in one run.

Usage: python benchmarks/documents.py [--rounds N] [--batch N] [--rivals NAME ...] [--many N]
                                      [--json FILE]

Install the rivals with `uv sync --group bench`; what is missing is named and left out. Rounds take
turns, so that whatever else the machine does falls on all alike; figures are medians. Time is CPU
time, of all threads and of the whole process: what it costs, not how long somebody waits.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from makers.content import paper
from makers.paper import Paper

HERE = Path(__file__).parent
OWN, ISSUED = "skillcert, from the record", "skillcert, as a ledger issues"
DRAWN = "skillcert, from ready text"
"""What the rivals do too: they are given what the paper says."""
RIVALS = ("typst", "reportlab", "weasyprint")
ENVIRONMENT = {
    # Compiled modules are used, as in an installed program; without this each start compiles anew.
    **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(HERE),
}
WARM_UP = 10
FEW = 1_000
GOALS = {
    "batch, typst": 0.25,
    "batch, reportlab": 0.25,
    "first": 0.5,
    "memory": 20.0,
    "size": 60.0,
    "growth": 1.1,
}


def makes(tool: str) -> tuple[Callable[[int], Any], Callable[[Any], bytes]]:
    """Return what gives one tool the paper of the holder with a number, and what makes it."""
    if tool in {OWN, DRAWN, ISSUED}:
        from makers import by_skillcert

        kinds = {
            OWN: by_skillcert.Batch,
            DRAWN: by_skillcert.Drawn,
            ISSUED: by_skillcert.Issued,
        }
        batch = kinds[tool]()
        given = paper()
        return (
            lambda number: batch.asked(given.named(number), by_skillcert.code_of(number)),
            lambda asked: batch.make(*asked),
        )
    maker: Any = importlib.import_module(f"makers.by_{tool}").Maker()
    given = paper()
    return given.numbered, lambda asked: bytes(maker.make(asked))


def work_batch(tool: str, count: int) -> dict[str, float]:
    """Make *count* certificates in this process and return what one of them costs."""
    give, make = makes(tool)
    for number in range(WARM_UP):
        make(give(number))
    spent, size = 0.0, 0
    for number in range(WARM_UP, WARM_UP + count):
        asked = give(number)  # outside the time that is measured
        start = time.process_time()
        made = make(asked)
        spent += time.process_time() - start
        size = len(made)
    return {"cpu": spent / count, "size": size}


def work_many(tool: str, count: int) -> dict[str, float]:
    """Make *count* certificates and return the peak of memory, and what the last ones cost."""
    give, make = makes(tool)
    tenth = count // 10
    for number in range(count - tenth):
        make(give(number))
    start = time.process_time()
    for number in range(count - tenth, count):
        make(give(number))
    return {"cpu": (time.process_time() - start) / tenth, "peak": _peak()}


def _peak() -> float:
    """Return the greatest resident memory of this process in MB; 0 where nobody counts it."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _worker(*arguments: str) -> dict[str, float]:
    """Run one piece of work in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE / "documents.py"), "--work", *arguments],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _whole(command: Sequence[str]) -> tuple[float, float]:
    """Run a command and return its CPU and wall time in seconds."""
    before, start = _children(), time.perf_counter()
    subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return _children() - before, time.perf_counter() - start


def _children() -> float:
    try:
        import resource
    except ImportError:  # Windows does not say what processes that have ended took
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def installed(names: Sequence[str]) -> Iterator[str]:
    """Yield the tools that are there; name those that are not."""
    for name in names:
        try:
            importlib.import_module(f"makers.by_{name}")
        except ImportError as error:
            print(f"{name} is left out: {error}. Install it with: uv sync --group bench")
        else:
            yield name


def batches(tools: Sequence[str], rounds: int, count: int) -> dict[str, dict[str, float]]:
    """Return the medians of CPU and size of one certificate in a batch."""
    found: dict[str, list[dict[str, float]]] = {tool: [] for tool in tools}
    for _ in range(rounds):
        for tool in tools:
            found[tool].append(_worker("batch", tool, str(count)))
    return {
        tool: {key: statistics.median(round_[key] for round_ in taken) for key in ("cpu", "size")}
        for tool, taken in found.items()
    }


def firsts(given: Paper, rounds: int) -> dict[str, tuple[float, float]]:
    """Return CPU and wall time of whole processes that make one certificate."""
    from makers.by_skillcert import RECORD, code_of

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "paper.json", str(Path(folder) / "made.pdf")
        source.write_text(given.dump(), encoding="utf-8", newline="\n")
        code = Path(folder) / "code.txt"
        code.write_text(code_of(0), encoding="ascii", newline="\n")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            OWN: [sys.executable, "-m", "makers.by_skillcert", str(RECORD), str(code), target],
            "fpdf2": [sys.executable, "-m", "makers.by_fpdf2", str(source), target],
        }
        for command in commands.values():
            _whole(command)  # compiles the modules
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                taken[name].append(_whole(command))
    return {
        name: (statistics.median(c for c, _ in all_), statistics.median(w for _, w in all_))
        for name, all_ in taken.items()
    }


def _verdict(value: float, goal: str) -> str:
    return f"goal: at most {GOALS[goal]:g}, {'met' if value <= GOALS[goal] else 'MISSED'}"


def _machine() -> str:
    """Return the facts of the machine, without its name."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        model = next((x.partition(":")[2].strip() for x in lines if "model name" in x), model)
    return (
        f"{os.cpu_count()} cores of {model}, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def report(options: argparse.Namespace) -> dict[str, Any]:
    """Measure and print everything; return the figures."""
    figures: dict[str, Any] = {"machine": _machine()}
    print(figures["machine"])
    tools = [DRAWN, OWN, ISSUED, *installed(options.rivals)]
    print(f"\nOne certificate in a batch (median of {options.rounds} rounds of {options.batch})")
    figures["batch"] = batch = batches(tools, options.rounds, options.batch)
    drawn, own = batch[DRAWN]["cpu"], batch[OWN]["cpu"]
    for tool, found in batch.items():
        ratio, whole = drawn / found["cpu"], own / found["cpu"]
        goal = f"batch, {tool}"
        verdict = f"  {_verdict(ratio, goal)}" if goal in GOALS else ""
        print(
            f"  {tool:<30}{found['cpu'] * 1000:8.2f} ms{found['size'] / 1000:8.1f} KB"
            f"   skillcert takes {ratio:.3f} of it, from the record {whole:.3f}{verdict}"
        )
    kilobytes = batch[ISSUED]["size"] / 1000
    print(f"  Size in KB: {kilobytes:.1f}; {_verdict(kilobytes, 'size')}")
    try:
        importlib.import_module("makers.by_fpdf2")
    except ImportError as error:
        print(f"fpdf2 is left out: {error}. Install it with: uv sync --group bench")
    else:
        print("\nThe first certificate of a fresh process, the whole process")
        figures["first"] = first = firsts(paper(), options.rounds * 2 + 1)
        for name, (cpu, wall) in first.items():
            print(f"  {name:<16}{cpu * 1000:8.0f} ms CPU{wall * 1000:8.0f} ms wall")
        ratio = first[OWN][0] / first["fpdf2"][0]
        print(f"  Ratio of CPU: {ratio:.2f}; {_verdict(ratio, 'first')}")
    if options.many:
        print(f"\nMemory and growth: {FEW:,} and {options.many:,} certificates in one process")
        few = _worker("many", OWN, str(FEW))
        many = _worker("many", OWN, str(options.many))
        figures["many"] = {"few": few, "many": many}
        more, growth = many["peak"] - few["peak"], many["cpu"] / few["cpu"]
        print(f"  Peaks: {few['peak']:.0f} and {many['peak']:.0f} MB")
        print(f"  Difference in MB: {more:.1f}; {_verdict(more, 'memory')}")
        print(
            f"  CPU of each of the last tenth: {few['cpu'] * 1000:.2f} and "
            f"{many['cpu'] * 1000:.2f} ms; ratio {growth:.2f}; {_verdict(growth, 'growth')}"
        )
    return figures


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark, or a piece of it in a worker."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--batch", type=int, default=40, help="certificates a round")
    parser.add_argument("--rivals", nargs="*", default=RIVALS, choices=RIVALS, help="all of them")
    parser.add_argument("--many", type=int, default=20_000, help="0 leaves the memory out")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.work:
        kind, tool, count = options.work
        work = {"batch": work_batch, "many": work_many}[kind]
        print(json.dumps(work(tool, int(count))))
        return 0
    figures = report(options)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
