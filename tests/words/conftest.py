"""The rubrics of the repository, each read when a test asks for it."""

from __future__ import annotations

import pytest

from skillcert.model import Rubric

from .printed import rubric_of


@pytest.fixture
def rubric(request: pytest.FixtureRequest) -> Rubric:
    """Return the rubric whose key the test was given by `each_rubric`."""
    return rubric_of(request.param)
