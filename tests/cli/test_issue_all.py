"""`skillcert issue FOLDER --all`: from a folder of records to papers, however often it stops."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillcert.cli.app import app
from skillcert.cli.journal import JOURNAL

EXAMPLE = Path(__file__).parents[2] / "examples" / "bicycle-newcomer.json"
DAY = "2025-06-30"


def records(folder: Path, count: int, *, bad: int | None = None) -> Path:
    """Write records of different people; the bad one is cut off."""
    folder.mkdir()
    text = EXAMPLE.read_text(encoding="utf-8")
    data = json.loads(text)
    for i in range(count):
        data["holder"]["name"] = f"Åse {'abcdefghij'[i // 10]}{'klmnopqrst'[i % 10]}rud"
        text = json.dumps(data, ensure_ascii=False)
        path = folder / f"record-{i:03}.json"
        path.write_text(text[:-40] if i == bad else text, encoding="utf-8")
    return folder


def run(folder: Path, out: Path, *options: str) -> Result:
    """Make the papers of a folder."""
    arguments = ["issue", str(folder), "--all", "--out", str(out), "--language", "nb", *options]
    return CliRunner().invoke(app, arguments, env={"SKILLCERT_LANGUAGE": "en"})


def papers(out: Path) -> dict[str, bytes]:
    """Return the papers in a folder by their names."""
    return {path.name: path.read_bytes() for path in out.glob("*.pdf")}


def test_every_record_has_its_paper(tmp_path: Path) -> None:
    """Each record has one paper with a name that says nothing, and is named beside it."""
    result = run(records(tmp_path / "in", 4), tmp_path / "out", "--date", DAY)
    assert result.exit_code == 0, result.stderr
    made = papers(tmp_path / "out")
    assert len(made) == 4
    assert all(re.fullmatch(r"[0-9a-f]{16}\.pdf", name) for name in made)
    assert all(data.startswith(b"%PDF-") and data.endswith(b"%%EOF\n") for data in made.values())
    lines = dict(line.split(": ") for line in result.stdout.splitlines())
    assert sorted(lines) == [f"record-{i:03}.json" for i in range(4)]
    assert {Path(path).name for path in lines.values()} == set(made)
    assert "Papers made: 4." in result.stderr


def test_a_second_run_makes_nothing_twice(tmp_path: Path) -> None:
    """What is there stays as it is; what was added since is made."""
    folder = records(tmp_path / "in", 3)
    run(folder, tmp_path / "out", "--date", DAY)
    before = papers(tmp_path / "out")
    (folder / "more.json").write_bytes(EXAMPLE.read_bytes())
    again = run(folder, tmp_path / "out")
    assert again.exit_code == 0
    assert "Papers made: 1. There already: 3." in again.stderr
    after = papers(tmp_path / "out")
    assert len(after) == 4
    assert before.items() <= after.items()


def test_the_day_of_a_batch_is_the_day_on_which_it_was_begun(tmp_path: Path) -> None:
    """A batch that goes on after midnight makes the papers that it would have made before."""
    folder = records(tmp_path / "in", 2)
    run(folder, tmp_path / "out", "--date", DAY)
    expected = papers(tmp_path / "out")
    lost = min(expected)
    (tmp_path / "out" / lost).unlink()
    journal = tmp_path / "out" / JOURNAL
    kept = [line for line in journal.read_text().splitlines() if lost not in line]
    journal.write_text("\n".join(kept) + "\n")
    run(folder, tmp_path / "out")
    assert papers(tmp_path / "out") == expected


def test_papers_that_were_moved_away_are_not_made_again(tmp_path: Path) -> None:
    """Whoever prints and files the papers, and runs again, does not get them twice."""
    folder = records(tmp_path / "in", 2)
    run(folder, tmp_path / "out", "--date", DAY)
    for path in (tmp_path / "out").glob("*.pdf"):
        path.rename(tmp_path / path.name)
    again = run(folder, tmp_path / "out")
    assert "Papers made: 0. There already: 2." in again.stderr
    assert papers(tmp_path / "out") == {}


def test_a_bad_record_is_named_and_stops_no_other(tmp_path: Path) -> None:
    """The exit code is 1, the file and what is wrong stand at the end, the others are made."""
    result = run(records(tmp_path / "in", 4, bad=1), tmp_path / "out", "--date", DAY)
    assert result.exit_code == 1
    assert len(papers(tmp_path / "out")) == 3
    told = result.stderr.partition("No paper could be made of these records:")[2]
    (line,) = told.strip().splitlines()
    assert line.startswith("record-001.json: line 1, column ")
    assert "record-000.json" not in told
    assert "Traceback" not in result.stderr


def test_what_somebody_should_look_at_first_is_held_back(tmp_path: Path) -> None:
    """A text that may reveal something is not printed with the others, but with --anyway."""
    folder = records(tmp_path / "in", 2)
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["holder"]["name"] = "Ola Klient"
    (folder / "look.json").write_text(json.dumps(data), encoding="utf-8")
    result = run(folder, tmp_path / "out", "--date", DAY)
    assert result.exit_code == 1
    assert "Klient" in result.stderr
    assert len(papers(tmp_path / "out")) == 2
    assert run(folder, tmp_path / "out", "--anyway").exit_code == 0
    assert len(papers(tmp_path / "out")) == 3


def test_several_processes_make_the_same_papers(tmp_path: Path) -> None:
    """Papers and their names are the same, however many make them."""
    folder = records(tmp_path / "in", 5)
    first = run(folder, tmp_path / "out", "--date", DAY)
    assert first.exit_code == 0
    expected = papers(tmp_path / "out")
    for path in (tmp_path / "out").glob("*.pdf"):
        path.unlink()
    head = (tmp_path / "out" / JOURNAL).read_text().splitlines()[0]
    (tmp_path / "out" / JOURNAL).write_text(head + "\n")
    assert run(folder, tmp_path / "out", "--jobs", "2").exit_code == 0
    assert papers(tmp_path / "out") == expected


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal that kills")
@pytest.mark.timeout(180)
def test_a_killed_run_goes_on_without_doubles_and_halves(tmp_path: Path) -> None:
    """However often it is killed: in the end each record has one paper, whole, under one name."""
    folder = records(tmp_path / "in", 40)
    out = tmp_path / "out"
    command = [sys.executable, "-c", "from skillcert.cli import main; raise SystemExit(main())"]
    command += ["issue", str(folder), "--all", "--out", str(out), "--language", "nb"]
    for wanted in (3, 12, 25):
        running = subprocess.Popen(
            [*command, "--date", DAY], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 50
        while len(papers(out)) < wanted and running.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert all(data.endswith(b"%%EOF\n") for data in papers(out).values())
    with (out / JOURNAL).open("ab") as journal:
        journal.write(b'{"request": "half a li')  # as where the power goes
    result = run(folder, out)
    assert result.exit_code == 0, result.stderr
    made = papers(out)
    assert len(made) == 40
    assert len(set(made.values())) == 40
    assert "Papers made: 0. There already: 40." in run(folder, out).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal that kills")
@pytest.mark.timeout(180)
def test_processes_end_with_the_run_that_began_them(tmp_path: Path) -> None:
    """When the run is killed, none of its processes is left waiting for work for ever."""
    folder, out = records(tmp_path / "in", 40), tmp_path / "out"
    command = [sys.executable, "-c", "from skillcert.cli import main; raise SystemExit(main())"]
    command += ["issue", str(folder), "--all", "--out", str(out), "--jobs", "2", "--date", DAY]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not papers(out) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    assert 0 < len(papers(out)) < 40
    os.kill(running.pid, signal.SIGKILL)
    running.communicate(timeout=60)  # ends when nobody holds the other end of the pipe


def test_a_folder_needs_the_option_and_the_option_a_folder(tmp_path: Path) -> None:
    """Neither is taken for the other by mistake."""
    folder = records(tmp_path / "in", 1)
    for arguments in ([str(folder)], [str(EXAMPLE), "--all"], ["--all"]):
        result = CliRunner().invoke(app, ["issue", *arguments], env={"SKILLCERT_LANGUAGE": "en"})
        assert result.exit_code == 2
        assert "--all give the folder" in result.stderr


def test_the_journal_holds_nothing_of_anybody(tmp_path: Path) -> None:
    """Digests, names of files, a day and a secret, and no word of a record."""
    run(records(tmp_path / "in", 2), tmp_path / "out", "--date", DAY)
    text = (tmp_path / "out" / JOURNAL).read_text(encoding="ascii")
    head, *lines = map(json.loads, text.splitlines())
    assert sorted(head) == ["day", "format", "secret"]
    assert [sorted(line) for line in lines] == [["file", "request"]] * 2
    assert "record-" not in text
