"""Many documents: a stream of requests in, a stream of what became of each out.

Rules of this module

- A request is data that can be sent to another process. What cannot be made is reported in its
  place and stops none of the others.
- No more requests are read than are under way, and no document is kept once it is handed over, so
  that memory does not grow with their number.
- Each request has exactly one outcome. Where a pool of processes breaks because one of them was
  killed, what it had not finished is made here; Dask gives what a lost worker had to another one.
- Any `concurrent.futures.Executor` will do. In threads the programme itself is used; elsewhere the
  same one is made again, once in each process.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from skillcert import codec
from skillcert.documents import Printing
from skillcert.errors import BatchError, SkillcertError, UndecidedError
from skillcert.model import DocumentKind, EvidenceRecord
from skillcert.programme.papers import Issued

if TYPE_CHECKING:
    from skillcert.programme.programme import Programme

__all__ = ["IssueRequest", "Outcome", "issue_many"]


@attrs.frozen(kw_only=True)
class IssueRequest:
    """One document that is asked for; the arguments of `Programme.issue` as data.

    Attributes:
        record: The record, or the bytes of its file, which are then read where it is made.
        source: The file's name, for the messages.
        language: The language of the paper, or several.
        on: The day of issue.
        document: Which document.
        pictures: Pairs of SHA-256 and bytes: the files of attachments.
        printing: How it is put on paper.
        badge: The same as an Open Badge, for the file to carry.
        hold: Whether a document that somebody should look at first is not made: its outcome is an
            `UndecidedError` with the warnings.
    """

    record: EvidenceRecord | bytes = attrs.field(repr=False)
    source: str = ""
    language: tuple[str, ...]
    on: dt.date
    document: DocumentKind = DocumentKind.CERTIFICATE
    pictures: tuple[tuple[str, bytes], ...] = attrs.field(default=(), repr=False)
    printing: Printing = Printing()
    badge: bytes | None = attrs.field(default=None, repr=False)
    hold: bool = False

    @property
    def digest(self) -> str:
        """The SHA-256 of all that decides about the document, as 64 hexadecimal digits.

        Whether it is held back decides about making it and not about what it says.
        """
        record = self.record
        data = record if isinstance(record, bytes) else codec.canonical(codec.unstructure(record))
        chosen = (self.language, self.on, self.document.value, attrs.asdict(self.printing))
        parts = [
            data,
            repr(chosen).encode("utf-8", "backslashreplace"),
            *(digest.encode() for digest, _ in self.pictures),
            self.badge or b"",
        ]
        whole = hashlib.sha256()
        for part in parts:
            whole.update(hashlib.sha256(part).digest())
        return whole.hexdigest()


@attrs.frozen(kw_only=True)
class Outcome:
    """What became of a request: either `issued` or `error` is there.

    Attributes:
        number: The place of the request in the stream, counted from 0.
        request: The request.
        issued: The document.
        error: Why there is none.
    """

    number: int
    request: IssueRequest
    issued: Issued | None = None
    error: SkillcertError | None = None


Made = Issued | SkillcertError
_Way = tuple[int, IssueRequest]


def issue_many(
    programme: Programme,
    requests: Iterable[IssueRequest],
    *,
    executor: Executor | None,
    at_once: int,
    in_order: bool,
) -> Iterator[Outcome]:
    """Yield the outcome of each request; `Programme.issue_many` says how."""
    if executor is None:
        for number, request in enumerate(requests):
            yield _outcome(number, request, make(programme, request))
        return
    begin = _beginner(programme, executor)
    under_way: dict[Future[Made], _Way] = {}
    try:
        for number, request in enumerate(requests):
            under_way[begin(request)] = number, request
            while len(under_way) >= at_once:
                yield from _ready(programme, under_way, in_order=in_order)
        while under_way:
            yield from _ready(programme, under_way, in_order=in_order)
    finally:
        for future in under_way:
            future.cancel()


def make(programme: Programme, request: IssueRequest) -> Made:
    """Make one document; what stands in its way is returned."""
    try:
        record = request.record
        if isinstance(record, bytes):
            record = programme.read_record(record, source=request.source)
        draft = programme.draft(
            record,
            language=request.language,
            on=request.on,
            document=request.document,
            pictures=dict(request.pictures),
        )
        if request.hold and draft.warnings:
            return UndecidedError(draft.warnings)
        return programme.render(draft, printing=request.printing, badge=request.badge)
    except SkillcertError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one document that cannot be made stops no other
        return _mistake(error)


def _mistake(error: BaseException) -> BatchError:
    return BatchError(
        f"something went wrong inside the program ({type(error).__name__}: {error})",
        hint="This is a mistake in skillcert and not in the record; please report it",
    )


@lru_cache(maxsize=4)
def _programme(recipe: bytes) -> Programme:
    """Return the programme that a recipe makes, once a process."""
    again: Callable[[], Programme] = pickle.loads(recipe)  # noqa: S301 - it comes from our own process
    return again()


def make_elsewhere(recipe: bytes, request: IssueRequest) -> Made:
    """Make one document in another process."""
    return make(_programme(recipe), request)


def _beginner(programme: Programme, executor: Executor) -> Callable[[IssueRequest], Future[Made]]:
    """Return what begins to make a document with *executor*."""
    if isinstance(executor, ThreadPoolExecutor):
        return lambda request: executor.submit(make, programme, request)
    recipe = _recipe(programme)

    def begin(request: IssueRequest) -> Future[Made]:
        try:
            return executor.submit(make_elsewhere, recipe, request)
        except BrokenExecutor as error:
            lost: Future[Made] = Future()
            lost.set_exception(error)
            return lost

    return begin


def _recipe(programme: Programme) -> bytes:
    """Return what makes *programme* again in another process.

    Raises:
        BatchError: It cannot be made there.
    """
    hint = "Use a ThreadPoolExecutor, or make it with Programme.installed()"
    if programme.again is None:
        raise BatchError("this programme cannot be made again in another process", hint=hint)
    try:
        return pickle.dumps(programme.again)
    except Exception as error:
        what = f"what this programme was made with cannot be sent to another process ({error})"
        raise BatchError(what, hint=hint) from error


def _ready(
    programme: Programme, under_way: dict[Future[Made], _Way], *, in_order: bool
) -> Iterator[Outcome]:
    """Wait for the next document, or in no order for any, and yield what is ready."""
    first = next(iter(under_way))
    done = {first} if in_order else wait(under_way, return_when=FIRST_COMPLETED).done
    for future in done:
        made = _made(future, programme, under_way[future][1])
        number, request = under_way.pop(future)
        yield _outcome(number, request, made)


def _made(future: Future[Made], programme: Programme, request: IssueRequest) -> Made:
    """Return what a future holds; what a broken pool has lost is made here."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        return make(programme, request)
    except Exception as error:  # noqa: BLE001 - of the executor's own: a worker that died too often
        return BatchError(
            f"the document was not made, since its worker was lost ({type(error).__name__})",
            hint="Ask for it again",
        )


def _outcome(number: int, request: IssueRequest, made: Made) -> Outcome:
    if isinstance(made, SkillcertError):
        return Outcome(number=number, request=request, error=made)
    return Outcome(number=number, request=request, issued=made)
