"""`skillcert issue FOLDER --all`: the papers of all records in a folder, as a stream.

A run that was stopped goes on where it was, and a record that cannot be used stops no other: it is
named at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from skillcert.cli.journal import Journal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from skillcert.cli.words import CommandWords
    from skillcert.cli.words.records import IssueWords
    from skillcert.documents import Printing
    from skillcert.errors import SkillcertError
    from skillcert.model import DocumentKind
    from skillcert.programme import IssueRequest, Outcome, Programme

__all__ = ["FolderAsked", "bar", "issue_all", "told_of", "why"]

_RECORDS_A_WORKER = 30
"""Fewer records are made sooner here than another process is started."""


@attrs.frozen(kw_only=True)
class FolderAsked:
    """What is asked for.

    Attributes:
        folder: Where the record files lie.
        languages: The languages of the papers.
        document: Which document.
        printing: How it is put on paper.
        pictures: The files of attachments by their digest.
        anyway: Whether papers are made that somebody should look at first.
        jobs: How many processes make them; None for as many as are worth it.
        sealed: Seals a PDF, or leaves it as it is.
    """

    folder: Path
    languages: tuple[str, ...]
    document: DocumentKind
    printing: Printing
    pictures: dict[str, bytes] = attrs.field(factory=dict, repr=False)
    anyway: bool = False
    jobs: int | None = None
    sealed: Callable[[bytes], bytes] = bytes


class _Run:
    """One run over a folder."""

    def __init__(self, asked: FolderAsked, journal: Journal) -> None:
        self._asked = asked
        self.journal = journal
        self.files = sorted(path for path in asked.folder.glob("*.json") if path.is_file())
        self.made = 0
        self.known = 0
        self.failed: list[tuple[str, str]] = []
        self.told: Callable[[int], None] = lambda _: None

    def requests(self) -> Iterator[IssueRequest]:
        """Yield a request for each record whose paper is not there yet."""
        for path in self.files:
            request = self._request(path)
            if request is None:
                continue
            if self.journal.is_done(request.digest):
                self.known += 1
                self._tell()
            else:
                yield request

    def _request(self, path: Path) -> IssueRequest | None:
        from skillcert.programme import IssueRequest

        try:
            data = path.read_bytes()
        except OSError as error:
            self._fail(path.name, (error.strerror or str(error)).lower())
            return None
        named = [
            (digest, file)
            for digest, file in self._asked.pictures.items()
            if digest.encode("ascii") in data
        ]
        return IssueRequest(
            record=data,
            source=path.name,
            language=self._asked.languages,
            on=self.journal.day,
            document=self._asked.document,
            pictures=tuple(named),
            printing=self._asked.printing,
            hold=not self._asked.anyway,
        )

    def take(self, outcome: Outcome) -> Path | None:
        """Write the paper of an outcome and return its path; note why there is none."""
        path = None
        if outcome.issued is None:
            self._fail(outcome.request.source, why(outcome.error))
        else:
            pdf = self._asked.sealed(outcome.issued.pdf)
            path = self.journal.write(outcome.request.digest, pdf)
            self.made += 1
            self._tell()
        return path

    def _fail(self, record: str, why: str) -> None:
        self.failed.append((record, why))
        self._tell()

    def _tell(self) -> None:
        self.told(self.made + self.known + len(self.failed))


def issue_all(
    programme: Programme, asked: FolderAsked, journal: Journal, words: CommandWords
) -> int:
    """Make the papers of all records in a folder.

    Args:
        programme: The workshops.
        asked: What is asked for.
        journal: The journal of the folder that the papers go to.
        words: The words of whoever reads.

    Returns:
        0 if every record has its paper, 1 if one has not.
    """
    said = words.issue
    run = _Run(asked, journal)
    with ExitStack() as stack:
        run.told, say = stack.enter_context(bar(said.working, len(run.files)))
        executor = _executor(stack, asked.jobs, len(run.files))
        for outcome in programme.issue_many(run.requests(), executor=executor):
            if path := run.take(outcome):
                say(said.made_line.format(record=outcome.request.source, path=path))
    click.echo(said.made_all.format(made=run.made, known=run.known), err=True)
    return told_of(run.failed, said)


def told_of(failed: Sequence[tuple[str, str]], said: IssueWords) -> int:
    """Say of which records no paper was made, and why, and return the exit code."""
    if failed:
        click.echo(said.not_made, err=True)
    for record, lines in failed:
        for line in lines.splitlines():
            # What is wrong with a file names the file itself.
            click.echo(f"  {line if line.startswith(record) else f'{record}: {line}'}", err=True)
    return 1 if failed else 0


def why(error: SkillcertError | None) -> str:
    """Say what stands in the way: a line for each fault in the data, where there are any."""
    problems = getattr(error, "problems", ())
    return "\n".join(map(str, problems)) or str(error)


def _executor(stack: ExitStack, jobs: int | None, count: int) -> Executor | None:
    """Return the processes that make the papers; None where they are made here."""
    import os

    if jobs is None:
        jobs = min(os.cpu_count() or 1, count // _RECORDS_A_WORKER)
    if jobs < 2:
        return None
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Started anew on every system: a process that is split off in the midst of threads may hang.
    executor = ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_end_with_parent
    )
    stack.callback(executor.shutdown, cancel_futures=True)
    return executor


def _end_with_parent() -> None:
    """Let this process end when the one that began it is killed; else it would wait for ever."""
    import os
    from multiprocessing import parent_process
    from threading import Thread

    if (parent := parent_process()) is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


@contextmanager
def bar(label: str, total: int) -> Iterator[tuple[Callable[[int], None], Callable[[str], None]]]:
    """Show how far the run has come, on a terminal; nothing elsewhere.

    Yields:
        What moves the bar, and what says a line: above the bar, where both are on one terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _: None, click.echo
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)

    def above(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    # Lines that go to a file are the file's: they are not taken for the terminal.
    with Progress(console=console, transient=True, redirect_stdout=False) as progress:
        task: Any = progress.add_task(label, total=total)
        yield (
            lambda done: progress.update(task, completed=done),
            above if sys.stdout.isatty() else click.echo,
        )
