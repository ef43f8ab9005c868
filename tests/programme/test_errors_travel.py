"""Errors go from one process to another as they are."""

from __future__ import annotations

import pickle

import pytest

from skillcert import errors
from skillcert.errors import (
    DataError,
    PaperCodeError,
    PaperFault,
    PluginError,
    Problem,
    RefusedError,
    SkillcertError,
)

PROBLEMS = (Problem(path="a", what="it is wrong", hint="Change it"), Problem(what="so is this"))
KINDS = [
    kind
    for name in errors.__all__
    if isinstance(kind := getattr(errors, name), type) and issubclass(kind, SkillcertError)
]


def _one(kind: type[SkillcertError]) -> SkillcertError:
    """Return an error of a class."""
    if kind is PaperCodeError:
        return PaperCodeError(PaperFault.INCOMPLETE, "seven digits")
    if kind is RefusedError:
        return RefusedError([])
    if issubclass(kind, DataError):
        return kind(PROBLEMS, what="the file")
    if kind is PluginError:
        return PluginError("it is old", distribution="d", version="1", hint="Update it")
    return kind("it is wrong", where="here", hint="Change it")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_an_error_arrives_as_it_was_sent(kind: type[SkillcertError]) -> None:
    """Class, message and every value are the same on the other side."""
    sent = _one(kind)
    arrived = pickle.loads(pickle.dumps(sent))  # noqa: S301 - it was made here
    assert type(arrived) is kind
    assert str(arrived) == str(sent)
    assert vars(arrived) == vars(sent)
    assert arrived.args == sent.args
