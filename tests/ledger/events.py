"""Hypothesis strategies for events of every kind, made from the classes of the model."""

from __future__ import annotations

from types import NoneType
from typing import Any, get_args, get_type_hints

from hypothesis import strategies as st

from skillcert.model import EVENT_FORMAT, Event, EventKind

from ..codec.strategies import of

__all__ = ["events", "events_of"]

_TYPES = get_type_hints(Event)


def _payload(kind: EventKind) -> Any:
    (payload,) = (one for one in get_args(_TYPES[kind.value]) if one is not NoneType)
    return payload


def events_of(kind: EventKind) -> st.SearchStrategy[Event]:
    """Return a strategy for events of one kind."""
    named = {name: of(_TYPES[name]) for name in ("id", "site", "at", "key")}
    return st.builds(
        Event, format=st.just(EVENT_FORMAT), **named, **{kind.value: of(_payload(kind))}
    )


events = st.sampled_from(EventKind).flatmap(events_of)
"""Events of any kind."""
