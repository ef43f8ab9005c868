"""Many documents on a cluster of Dask: real worker processes, one of them killed in the middle."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from skillcert import IssueRequest, Programme
from skillcert.model import EvidenceRecord, Name

EXAMPLE = Path(__file__).parents[2] / "examples" / "bicycle-newcomer.json"
DAY = dt.date(2025, 6, 30)
COUNT = 40

# A cluster takes seconds to start, and waits for a worker that is gone.
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("default"),  # its libraries' warnings are not ours
]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    """Return a client of a cluster of three worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=3,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(tmp_path),
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def _requests(record: EvidenceRecord) -> Iterator[IssueRequest]:
    """Yield requests for people of different names, and a bad one in the middle."""
    for i in range(COUNT):
        name = Name(f"Åse {'abcdefghij'[i // 10]}{'klmnopqrst'[i % 10]}rud")
        one = attrs.evolve(record, holder=attrs.evolve(record.holder, name=name))
        language = ("xx",) if i == COUNT // 2 else ("nb",)
        yield IssueRequest(record=one, language=language, on=DAY)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal that kills")
def test_a_killed_worker_loses_nothing_and_doubles_nothing(client: Any) -> None:
    """Every document is made exactly once, and is the one that would have been made here."""
    programme = Programme.installed()
    record = programme.read_record(EXAMPLE.read_bytes())
    workers = client.run(os.getpid)
    assert len(set(workers.values()) - {os.getpid()}) == 3
    outcomes = programme.issue_many(
        _requests(record), executor=client.get_executor(), at_once=12, in_order=False
    )
    found = [next(outcomes) for _ in range(8)]
    os.kill(next(iter(workers.values())), signal.SIGKILL)
    found.extend(outcomes)
    assert sorted(outcome.number for outcome in found) == list(range(COUNT))
    expected = {o.number: o for o in programme.issue_many(_requests(record))}
    for outcome in found:
        assert outcome.issued == expected[outcome.number].issued
        assert str(outcome.error) == str(expected[outcome.number].error)
    assert [outcome.number for outcome in found if outcome.error] == [COUNT // 2]
