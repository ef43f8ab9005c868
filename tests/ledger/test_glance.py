"""What is read at a glance is what the codec reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert import codec
from skillcert.errors import CodecError, RefusedError
from skillcert.ledger.glance import LARGEST_BODY, Glance, glance, read_event
from skillcert.model import Event, EventKind
from skillcert.refusals import RefusalReason

from .chains import Chain
from .events import events

NAMES_PEOPLE = {EventKind.SITE_OPENED, EventKind.ISSUER_CHANGED, EventKind.ASSESSOR_ENROLLED}
"""The kinds that hold names, which are any text: for them there is only the codec."""

WRITTEN_OUT: list[dict[str, Any]] = [
    {"evidence": []},
    {"kind": "task"},
    {"document": "certificate"},
    {"made": 1},
    {"sold": 0},
    {"lines": []},
    {"task": None},
    {"on": "2025-02-30"},
    {"at": "2025-06-01T24:00:00Z"},
]
"""Values that canonical bytes leave out, and moments that they write otherwise."""


def by_codec(body: bytes) -> Event | None:
    """Return what the codec alone reads, if these are canonical bytes."""
    try:
        event = codec.load_json(Event, body)
        return event if codec.canonical(event) == body else None
    except CodecError:
        return None


@settings(max_examples=200, deadline=None)
@given(events)
def test_every_event_is_read_as_the_codec_reads_it(event: Event) -> None:
    """The record is the same, and so is what is read at a glance, where anything is."""
    body = codec.canonical(event)
    assert read_event(body) == event
    assert glance(body) in {Glance.of(event), None}


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind not in NAMES_PEOPLE])
def test_what_workshops_write_is_read_at_a_glance(kind: EventKind) -> None:
    """Every kind of event without names has a pattern."""
    chain = Chain()
    bodies = [envelope.body for envelope in chain.every_kind()]
    seen = [found for body in bodies if (found := glance(body)) and found.kind is kind]
    assert seen
    assert all(Glance.of(read_event(body)) == glance(body) for body in bodies if glance(body))


@st.composite
def nearly_events(draw: st.DrawFn) -> bytes:
    """Return the bytes of an event with a part taken out, put in, doubled or changed."""
    body = codec.canonical(draw(events))
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, min(len(body), start + 40)))
    middle = draw(
        st.one_of(
            st.just(b""),
            st.just(body[start:end] * 2),
            st.binary(max_size=3),
            st.sampled_from([b",", b'"', b"}", b" ", b"null", b'"x":1,', b"0", b"1", b"[]", b"{}"]),
        )
    )
    return body[:start] + middle + body[end:]


@settings(max_examples=400, deadline=None)
@given(nearly_events())
def test_no_glance_at_what_is_no_event(body: bytes) -> None:
    """What the codec refuses, or reads as other bytes, is never read at a glance."""
    if glance(body):
        event = by_codec(body)
        assert event is not None
        assert Glance.of(event) == glance(body)


@settings(max_examples=200, deadline=None)
@given(events, st.data())
def test_no_glance_at_what_is_written_otherwise(event: Event, data: st.DataObject) -> None:
    """Other orders of keys, and values that are left out of canonical bytes, are refused."""
    tree = json.loads(codec.canonical(event))
    where = [node for _, node in codec.walk(tree) if isinstance(node, dict)]
    node = data.draw(st.sampled_from(where))
    change = data.draw(st.sampled_from(WRITTEN_OUT))
    node.update(change)
    body = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    if glance(body):
        assert by_codec(body) is not None


def test_too_large_events_are_refused() -> None:
    """An event has an end: what is larger is refused before it is read."""
    with pytest.raises(RefusedError) as caught:
        read_event(b" " * (LARGEST_BODY + 1))
    assert caught.value.refusals[0].reason is RefusalReason.TOO_LARGE
    assert glance(b" " * (LARGEST_BODY + 1)) is None


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b"null", b'{"site_opened":{}}'])
def test_what_is_no_event_is_refused(body: bytes) -> None:
    """The refusal says what is wrong with it."""
    with pytest.raises(RefusedError) as caught:
        read_event(body)
    assert caught.value.refusals[0].reason is RefusalReason.NO_EVENT
