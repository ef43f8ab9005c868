"""`skillcert issue FOLDER --all`: the papers of all records in a folder, as a stream.

A run that was stopped goes on where it was, and a record that cannot be used stops no other: it is
named at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from skillcert.cli.journal import Journal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from skillcert.cli.words import CommandWords
    from skillcert.documents import Printing
    from skillcert.model import DocumentKind
    from skillcert.programme import IssueRequest, Outcome, Programme

__all__ = ["FolderAsked", "issue_all"]

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
            self._fail(outcome.request.source, str(outcome.error))
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
        run.told = stack.enter_context(_bar(said.working, len(run.files)))
        executor = _executor(stack, asked.jobs, len(run.files))
        for outcome in programme.issue_many(run.requests(), executor=executor):
            if path := run.take(outcome):
                click.echo(said.made_line.format(record=outcome.request.source, path=path))
    click.echo(said.made_all.format(made=run.made, known=run.known), err=True)
    if run.failed:
        click.echo(said.not_made, err=True)
    for record, why in run.failed:
        # What is wrong with a file names the file itself.
        line = why if why.startswith(record) else f"{record}: {why}"
        click.echo("  " + line.replace("\n", "\n  "), err=True)
    return 1 if run.failed else 0


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
    executor = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    stack.callback(executor.shutdown, cancel_futures=True)
    return executor


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far the run has come, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    # What is printed meanwhile stands above the bar.
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task: Any = progress.add_task(label, total=total)
        yield lambda done: progress.update(task, completed=done)
