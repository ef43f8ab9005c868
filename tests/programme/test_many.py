"""Many documents at once: each request has exactly one outcome, wherever the documents are made."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import attrs
import pytest

from skillcert import IssueRequest, Outcome, Programme, SkillcertError
from skillcert.documents import Printing
from skillcert.errors import BatchError, CodecError, LanguageError, UndecidedError
from skillcert.model import DocumentKind, EvidenceRecord, Name

EXAMPLE = Path(__file__).parents[2] / "examples" / "bicycle-newcomer.json"
DAY = dt.date(2025, 6, 30)
NAMES = ("Åse Dahl", "Bo Lund", "Chi Nguyễn", "Dag Ås", "Eli Berg", "Fatma Öz", "Gro Vik", "Hà Lê")


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Return a programme with all workshops."""
    return Programme.installed()


@pytest.fixture(scope="module")
def record(programme: Programme) -> EvidenceRecord:
    """Return the record of an example."""
    return programme.read_record(EXAMPLE.read_bytes())


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Return two processes that are started anew, as on every system."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


def requests_of(record: EvidenceRecord) -> list[IssueRequest]:
    """Return a request for each name; the fourth cannot be met, since it names no language."""
    return [
        IssueRequest(
            record=attrs.evolve(record, holder=attrs.evolve(record.holder, name=Name(name))),
            language=("xx",) if i == 3 else ("nb",),
            on=DAY,
        )
        for i, name in enumerate(NAMES)
    ]


def _told(outcomes: list[Outcome]) -> list[tuple[int, bytes | str]]:
    return [(o.number, o.issued.pdf if o.issued else type(o.error).__name__) for o in outcomes]


@pytest.fixture(scope="module")
def expected(programme: Programme, record: EvidenceRecord) -> list[tuple[int, bytes | str]]:
    """Return what becomes of the requests, each made on its own."""
    found: list[tuple[int, bytes | str]] = []
    for number, request in enumerate(requests_of(record)):
        assert isinstance(request.record, EvidenceRecord)
        try:
            made = programme.issue(request.record, language=request.language, on=request.on)
            found.append((number, made.pdf))
        except SkillcertError as error:
            found.append((number, type(error).__name__))
    return found


def test_one_after_the_other(
    programme: Programme, record: EvidenceRecord, expected: list[tuple[int, bytes | str]]
) -> None:
    """Without an executor everything is made here, and one bad request stops no other."""
    outcomes = list(programme.issue_many(requests_of(record)))
    assert _told(outcomes) == expected
    assert isinstance(outcomes[3].error, LanguageError)
    assert [outcome.request for outcome in outcomes] == requests_of(record)


@pytest.mark.parametrize("in_order", [True, False])
def test_in_threads(
    programme: Programme,
    record: EvidenceRecord,
    expected: list[tuple[int, bytes | str]],
    *,
    in_order: bool,
) -> None:
    """Threads make the same documents, in order or as they are ready."""
    with ThreadPoolExecutor(3) as executor:
        found = programme.issue_many(
            requests_of(record), executor=executor, at_once=4, in_order=in_order
        )
        outcomes = _told(list(found))
    assert (outcomes if in_order else sorted(outcomes)) == expected


@pytest.mark.parametrize("in_order", [True, False])
def test_in_processes(
    programme: Programme,
    record: EvidenceRecord,
    processes: Executor,
    expected: list[tuple[int, bytes | str]],
    *,
    in_order: bool,
) -> None:
    """Processes make the same documents, byte for byte, and report the same errors."""
    found = programme.issue_many(
        requests_of(record), executor=processes, at_once=3, in_order=in_order
    )
    outcomes = list(found)
    assert sorted(_told(outcomes)) == expected
    (bad,) = (outcome.error for outcome in outcomes if outcome.error)
    assert isinstance(bad, LanguageError)
    assert "no certificate texts" in str(bad)


def test_files_are_read_where_the_documents_are_made(
    programme: Programme, processes: Executor
) -> None:
    """Bytes of record files go out, and what is wrong with one names the file."""
    good = EXAMPLE.read_bytes()
    requests = [
        IssueRequest(record=data, source=f"{i}.json", language=("nb",), on=DAY)
        for i, data in enumerate([good, good[:-20], good])
    ]
    first, broken, third = programme.issue_many(requests, executor=processes)
    assert first.issued is not None
    assert third.issued == first.issued
    assert isinstance(broken.error, CodecError)
    assert "1.json" in str(broken.error)


def test_no_more_is_read_than_is_under_way(programme: Programme, record: EvidenceRecord) -> None:
    """A million requests do not lie in memory: the next is read when there is room for it."""
    read: list[int] = []

    def endless() -> Iterator[IssueRequest]:
        (request, *_) = requests_of(record)
        while True:
            read.append(len(read))
            yield request

    with ThreadPoolExecutor(2) as executor:
        outcomes = programme.issue_many(endless(), executor=executor, at_once=5)
        for taken in range(1, 8):
            next(outcomes)
            assert len(read) <= taken + 5
        outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(read) <= 13


class Held(Executor):
    """An executor that begins nothing, and knows what it was asked for."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Take a call and hold it."""
        self.futures.append(Future())
        if len(self.futures) == 1:
            self.futures[0].set_result(fn(*args, **kwargs))
        return self.futures[-1]


def test_who_stops_asking_stops_the_making(programme: Programme, record: EvidenceRecord) -> None:
    """What has not begun is called off when nobody takes the outcomes any more."""
    executor = Held()
    outcomes = programme.issue_many(requests_of(record), executor=executor, at_once=4)
    assert next(outcomes).issued is not None
    outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    assert [future.cancelled() for future in executor.futures[1:]] == [True] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal that kills")
def test_a_killed_process_loses_nothing(
    programme: Programme, record: EvidenceRecord, expected: list[tuple[int, bytes | str]]
) -> None:
    """Where the pool breaks in the middle, each document is still made exactly once."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        outcomes = programme.issue_many(requests_of(record), executor=executor, at_once=4)
        found = [next(outcomes)]
        os.kill(next(iter(executor._processes)), signal.SIGKILL)
        found.extend(outcomes)
    assert _told(found) == expected


def test_a_programme_made_by_hand_stays_here(
    programme: Programme, record: EvidenceRecord, processes: Executor
) -> None:
    """What nobody knows how to make again is used in threads only, and the error says so."""
    own = Programme(programme.registry)
    with pytest.raises(BatchError, match=r"cannot be made again.*ThreadPoolExecutor"):
        list(own.issue_many(requests_of(record), executor=processes))
    with ThreadPoolExecutor(1) as executor:
        outcomes = list(own.issue_many(requests_of(record), executor=executor))
    assert len(outcomes) == len(NAMES)


def test_what_somebody_should_look_at_can_be_held(
    programme: Programme, record: EvidenceRecord
) -> None:
    """A text that may reveal something stops its own document, if that is asked for."""
    holder = attrs.evolve(record.holder, name=Name("Ola Klient"))
    request = IssueRequest(
        record=attrs.evolve(record, holder=holder), language=("nb",), on=DAY, hold=True
    )
    held, printed = programme.issue_many([request, attrs.evolve(request, hold=False)])
    assert isinstance(held.error, UndecidedError)
    assert held.issued is None
    assert printed.issued is not None
    assert printed.issued.warnings == held.error.problems


def test_a_mistake_of_the_program_is_an_outcome(record: EvidenceRecord) -> None:
    """Whatever goes wrong with one document is told as its error."""

    class Broken:
        def draft(self, *_: object, **__: object) -> None:
            raise ZeroDivisionError("by accident")

    from skillcert.programme.many import issue_many

    broken: Any = Broken()
    (outcome,) = issue_many(
        broken, requests_of(record)[:1], executor=None, at_once=1, in_order=True
    )
    assert isinstance(outcome.error, BatchError)
    assert "ZeroDivisionError: by accident" in str(outcome.error)


def test_a_request_has_a_digest_of_all_that_decides(record: EvidenceRecord) -> None:
    """Two requests have the same digest only if the same document is asked for."""
    request = requests_of(record)[0]
    others = [
        requests_of(record)[1],
        attrs.evolve(request, language=("nb", "en")),
        attrs.evolve(request, on=DAY + dt.timedelta(days=1)),
        attrs.evolve(request, document=DocumentKind.CARD),
        attrs.evolve(request, pictures=(("0" * 64, b"x"),)),
        attrs.evolve(request, printing=Printing(code="x")),
        attrs.evolve(request, badge=b"{}"),
        attrs.evolve(request, record=EXAMPLE.read_bytes()),
    ]
    digests = [one.digest for one in (request, *others)]
    assert len(set(digests)) == len(digests)
    assert requests_of(record)[0].digest == request.digest
    assert attrs.evolve(request, hold=True, source="x.json").digest == request.digest
