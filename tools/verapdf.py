"""Hold PDF files to PDF/A-3a and PDF/UA-1 with veraPDF, the open validator of both standards.

Usage: python tools/verapdf.py FILE...

It prints one line a file, with what fails beneath it, and exits with 1 if any file fails. A file
must declare both standards itself: what it does not declare fails too. So does a table without a
head, which PDF/UA-1 forbids (7.5) and veraPDF leaves to a person. Without a FILE it only fetches
veraPDF, with Maven, into a folder of the user's cache, once. It needs `java`, and `mvn` to fetch.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ARTIFACT = "org.verapdf.apps", "greenfield-apps", "1.28.2"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
STANDARDS = {
    "PDF/A-3A validation profile": "PDF/A-3a",
    "PDF/UA-1 validation profile": "PDF/UA-1",
}
"""veraPDF's names of what a file must keep to, and everybody else's."""

_POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion>
<groupId>none</groupId><artifactId>none</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency>
<groupId>{0}</groupId><artifactId>{1}</artifactId><version>{2}</version>
</dependency></dependencies>
</project>
"""


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file.

    Attributes:
        file: The file.
        faults: What fails, each with standard and clause; empty if nothing does.
    """

    file: Path
    faults: tuple[str, ...]

    def __str__(self) -> str:
        """Return the line of the file, with its faults beneath."""
        word = "fails" if self.faults else "passes"
        return "\n    ".join([f"{word}  {self.file}", *self.faults])


def cache() -> Path:
    """Return the folder of this user's cache that veraPDF is kept in."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "skillcert" / f"verapdf-{ARTIFACT[2]}"


def ready() -> bool:
    """Say whether files can be validated without fetching anything."""
    return shutil.which("java") is not None and cache().is_dir()


def fetch() -> None:
    """Fetch veraPDF with Maven if it is not there.

    Raises:
        SystemExit: There is no Maven, or it cannot fetch.
    """
    if cache().is_dir():
        return
    maven = shutil.which("mvn")
    if maven is None:
        sys.exit("mvn is not there: install Maven, so that veraPDF can be fetched")
    cache().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache().parent) as folder:
        (Path(folder) / "pom.xml").write_text(_POM.format(*ARTIFACT), encoding="utf-8")
        made = Path(folder) / "jars"
        command = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={made}"]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        if done.returncode or not made.is_dir():
            sys.exit(f"Maven could not fetch {':'.join(ARTIFACT)}:\n{done.stdout}{done.stderr}")
        # Moved when whole, so that a fetch that was cut off leaves nothing half there.
        made.rename(cache())


def validate(files: Sequence[Path]) -> tuple[Verdict, ...]:
    """Return a verdict for each file, all from one run of veraPDF.

    Args:
        files: The files; at least one.

    Raises:
        SystemExit: A file is not there, or veraPDF gives no report.
    """
    if missing := [str(file) for file in files if not file.is_file()]:
        sys.exit(f"no such file: {', '.join(missing)}")
    paths = [str(file.resolve()) for file in files]
    options = ["--format", "json", "--maxfailuresdisplayed", "1", "--loglevel", "0", "--nonpdfext"]
    command = ["java", "-cp", str(cache() / "*"), MAIN, *options, *paths]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except ValueError:
        sys.exit(f"veraPDF gave no report:\n{done.stdout}{done.stderr}")
    found = {job["itemDetails"]["name"]: tuple(_faults(job)) for job in jobs}
    return tuple(
        Verdict(file, (*found.get(path, ("veraPDF says nothing of it",)), *_headless_tables(file)))
        for file, path in zip(files, paths, strict=True)
    )


def _faults(job: Any) -> Iterator[str]:
    """Yield what fails in one file."""
    if "taskException" in job:
        yield f"cannot be read: {job['taskException']['exceptionMessage']}"
        return
    results = {result["profileName"]: result for result in job["validationResult"]}
    for profile, standard in STANDARDS.items():
        if profile not in results:
            yield f"{standard}: the file does not declare it"
            continue
        result = results[profile]
        for rule in result["details"]["ruleSummaries"]:
            yield (
                f"{standard}, {rule['clause']} ({rule['failedChecks']} times): "
                f"{rule['checks'][0]['errorMessage'] or rule['description']}"
            )
        if result["compliant"] is not True and not result["details"]["ruleSummaries"]:
            yield f"{standard}: {result['statement']}"


def _headless_tables(file: Path) -> Iterator[str]:
    """Yield a fault if the file has a table without a head of a row or column."""
    data = file.read_bytes()
    # Reading a whole tree is slow, and a file that hides no objects shows its tables at once.
    if b"/Table" not in data and b"/ObjStm" not in data:
        return
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        root: Any = PdfReader(file).root_object.get("/StructTreeRoot", {})
        without = sum(not _types(table) & {"/TH"} for table in _tables(root))
    except (PyPdfError, OSError, KeyError, RecursionError):
        return  # veraPDF says what is wrong with such a file
    if without:
        yield f"PDF/UA-1, 7.5 ({without} times): A table has no head of a row or column"


def _kids(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, dict) and "/S" in inner:
            yield inner


def _tables(element: Any) -> Iterator[Any]:
    if element.get("/S") == "/Table":
        yield element
    for kid in _kids(element):
        yield from _tables(kid)


def _types(element: Any) -> set[str]:
    """Return the types of all that is in an element."""
    return {str(element["/S"])}.union(*map(_types, _kids(element)))


def main(arguments: Sequence[str]) -> int:
    """Validate the files that are named and say what was found."""
    fetch()
    if not arguments:
        print(f"veraPDF {ARTIFACT[2]} is there")
        return 0
    verdicts = validate([Path(argument) for argument in arguments])
    for verdict in verdicts:
        print(verdict)
    passed = sum(not verdict.faults for verdict in verdicts)
    print(f"{passed} of {len(verdicts)} files keep to {' and '.join(STANDARDS.values())}")
    return 0 if passed == len(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
