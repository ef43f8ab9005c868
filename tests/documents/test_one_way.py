"""There is one way to draw: what is kept from other documents makes a difference in time alone.

Every example is drawn as every document, in the midst of a batch of all the others and after all
that was kept is forgotten; and once alone, in a Python that has drawn nothing yet. Files of the
same bytes show the same pixels.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import subprocess
import sys

import attrs
import pytest

from skillcert import Programme
from skillcert.model import DocumentKind, EvidenceRecord, Name

from . import alone
from .alone import EXAMPLES, Case, draw

LANGUAGES = ("en", "nb", "nn", "da")
KINDS = tuple(DocumentKind)
CASES: tuple[Case, ...] = (
    *(
        (path.stem, (LANGUAGES[(i + j) % 4],), kind.value, kind is DocumentKind.CERTIFICATE)
        for i, path in enumerate(EXAMPLES)
        for j, kind in enumerate(KINDS)
    ),
    *((path.stem, ("nb", "en"), "certificate", True) for path in EXAMPLES[::6]),
)
# Hundreds of documents, a part of them with nothing kept.
pytestmark = pytest.mark.timeout(600)

ALONE = (
    *((path.stem, KINDS[i % len(KINDS)].value) for i, path in enumerate(EXAMPLES)),
    *((path.stem, "certificate") for path in EXAMPLES[::6]),
)


def _forget() -> int:
    """Empty every cache of the package that draws; return how many there were."""
    wrapper = type(functools.lru_cache(len))
    caches = [
        found
        for found in gc.get_objects()
        if isinstance(found, wrapper) and str(found.__module__).startswith("skillcert.documents")
    ]
    for found in caches:
        found.cache_clear()
    return len(caches)


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Return a programme with all workshops."""
    return Programme.installed()


@pytest.fixture(scope="module")
def records(programme: Programme) -> dict[str, EvidenceRecord]:
    """Return the records of all examples."""
    return {path.stem: programme.read_record(path.read_bytes()) for path in EXAMPLES}


@pytest.fixture(scope="module")
def batch(programme: Programme, records: dict[str, EvidenceRecord]) -> dict[Case, str]:
    """Return the digests of all cases, each drawn after all of them were drawn for others."""
    for case in CASES:
        holder = attrs.evolve(records[case[0]].holder, name=Name("Þóra Østergård"))
        draw(programme, attrs.evolve(records[case[0]], holder=holder), case)
    return {case: draw(programme, records[case[0]], case) for case in CASES}


def test_a_batch_gives_the_same_bytes_as_a_document_after_which_nothing_was_kept(
    batch: dict[Case, str], programme: Programme, records: dict[str, EvidenceRecord]
) -> None:
    """In the midst of a batch a file is the same, byte for byte, as when nothing was kept."""
    different = []
    for case in CASES:
        assert _forget() > 10
        if draw(programme, records[case[0]], case) != batch[case]:
            different.append(case)
    assert different == []


@pytest.mark.parametrize(("stem", "kind"), sorted(set(ALONE)))
def test_a_batch_gives_the_same_bytes_as_a_new_process(
    stem: str, kind: str, batch: dict[Case, str]
) -> None:
    """In the midst of a batch a file is the same, byte for byte, as alone in a new Python."""
    case = next(case for case in reversed(CASES) if (case[0], case[2]) == (stem, kind))
    done = subprocess.run(
        [sys.executable, str(alone.__file__), json.dumps(case)],
        check=True,
        capture_output=True,
        text=True,
        # Another order of hashes makes no difference either.
        env={**os.environ, "PYTHONHASHSEED": str(len(stem))},
    )
    assert done.stdout.strip() == batch[case]


def test_every_example_is_drawn_as_every_document() -> None:
    """Nothing is left out of what is compared."""
    assert len(EXAMPLES) == 18
    assert {(stem, kind) for stem, _, kind, _ in CASES} == {
        (path.stem, kind.value) for path in EXAMPLES for kind in KINDS
    }
    assert {stem for stem, _ in ALONE} == {path.stem for path in EXAMPLES}
    assert {kind for _, kind in ALONE} == {kind.value for kind in KINDS}
