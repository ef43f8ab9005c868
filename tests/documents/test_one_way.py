"""There is one way to draw: what is kept from other documents makes a difference in time alone."""

from __future__ import annotations

import datetime as dt
import functools
import gc
from pathlib import Path

import pytest

from skillcert import Programme
from skillcert.programme import Draft

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
DAY = dt.date(2025, 6, 30)


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
def drafts(programme: Programme) -> dict[str, Draft]:
    """Return the drafts of all examples, in two languages each, and draw them all."""
    found = {}
    for path in EXAMPLES:
        record = programme.read_record(path.read_bytes())
        for language in ("nb", "da"):
            name = f"{path.stem}-{language}"
            found[name] = programme.draft(record, language=language, on=DAY)
            programme.render(found[name])
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_batch_gives_the_same_bytes_as_one_document_alone(
    path: Path, programme: Programme, drafts: dict[str, Draft]
) -> None:
    """In the midst of a batch a file is the same, byte for byte, as when nothing was kept."""
    for language in ("nb", "da"):
        draft = drafts[f"{path.stem}-{language}"]
        quick = programme.render(draft).pdf
        assert _forget() > 10
        assert programme.render(draft).pdf == quick
