"""Whatever file is handed in: an answer, and never an error."""

from __future__ import annotations

import copy
import io
import json
from functools import cache
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillcert.credentials import Verdict, mark_of
from skillcert.credentials.file_verification import verify_file
from skillcert.credentials.open_badge import badge_id
from skillcert.model import DocumentKind
from tests.credentials.badges import EXAMPLES, badge
from tests.credentials.papers import OTHER, TODAY, bundle, code, trusted
from tests.credentials.test_printed_code import COLLEAGUE, issued, pages_alone

BEGINNINGS = (b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF", b"GIF89a")
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@context", "id", "type", "proof", "issuer", "validFrom", "format", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def verdict(data: bytes) -> Verdict:
    """Return what is answered, by the tests' list of issuers."""
    return verify_file(data, bundle(), on=TODAY).report.verdict


@QUICK
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_any_bytes(beginning: bytes, data: bytes) -> None:
    """Bytes of any kind, also when they begin like a file of a known kind, confirm nothing."""
    assert verdict(beginning + data) is Verdict.NOT_CONFIRMED


@QUICK
@given(TREES)
def test_any_json(tree: object) -> None:
    """So does JSON of any shape, a credential's keys among it."""
    data = json.dumps({"@context": [], "proof": tree, "credentialSubject": tree}).encode()
    assert verdict(data) is Verdict.NOT_CONFIRMED
    assert verdict(json.dumps(tree).encode()) is Verdict.NOT_CONFIRMED


@cache
def made() -> dict[str, Any]:
    """Return a genuine badge."""
    return badge(EXAMPLES[0])


def nodes(tree: Any) -> list[Any]:
    """Return every object and list in a tree."""
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return [tree, *(one for part in inner for one in nodes(part))] if inner else []


@QUICK
@given(st.data())
def test_any_change_of_a_badge(data: st.DataObject) -> None:
    """A genuine badge in which any value is another, of any kind, is not confirmed."""
    changed = copy.deepcopy(made())
    node = data.draw(st.sampled_from(nodes(changed)))
    key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
    new = data.draw(TREES)
    if new == node[key] or (not new and not node[key]):
        return
    node[key] = new
    assert verdict(json.dumps(changed).encode()) is not Verdict.GENUINE


@pytest.mark.parametrize("contexts", [[], {}, [{}], None])
def test_a_part_that_only_inherits_its_contexts(contexts: object) -> None:
    """An endorsement that says nothing of its own contexts is none where it stands alone."""
    changed = copy.deepcopy(made())
    part = next(one for one in nodes(changed)[1:] if isinstance(one, dict) and "@context" in one)
    part["@context"] = contexts
    assert verdict(json.dumps(changed).encode()) is not Verdict.GENUINE


@QUICK
@given(st.data())
def test_any_byte_of_a_pdf(data: st.DataObject) -> None:
    """A paper's file with some bytes changed gives an answer, and never another content."""
    own, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    changed = bytearray(pdf)
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(pdf) - 1))] = data.draw(st.integers(0, 255))
    found = verify_file(bytes(changed), bundle(), on=TODAY)
    assert found.code in (None, own)


def test_a_badge_that_was_exchanged() -> None:
    """A badge of another certificate, or of another issuer, beside a genuine code is found out."""
    _, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    carried = pypdf.PdfReader(io.BytesIO(pdf)).attachments
    files = [(name, carried[name][0]) for name in ("code.txt", "record.json")]
    for change in ({"id": badge_id("c-another")}, {"name": "Everything"}):
        swapped = json.dumps({**made(), **change}).encode()
        found = verify_file(pages_alone(pdf, *files, ("badge.json", swapped)), bundle(), on=TODAY)
        assert found.report.verdict is Verdict.CHANGED
        assert "other_credential" in {check.fault for check in found.report.checks}


@pytest.mark.parametrize("fate", ["withdrawn", "unknown", "late", "not allowed"])
def test_a_badge_by_the_list_of_issuers(fate: str) -> None:
    """A badge has the fate of its certificate: the list says so, whatever the proof is worth."""
    mark = mark_of(badge_id("c-7f3a9be1"))
    import datetime as dt

    lists = {
        "withdrawn": bundle(withdrawn=(mark,)),
        "unknown": bundle(trusted(OTHER)),
        "late": bundle(trusted(end=dt.date(2024, 12, 31))),
        "not allowed": bundle(trusted(allowed=())),
    }
    data = json.dumps(made()).encode()
    assert verdict(data) is Verdict.GENUINE
    assert verify_file(data, lists[fate], on=TODAY).report.verdict is Verdict.NOT_CONFIRMED


def test_a_file_that_is_too_large() -> None:
    """What is larger than any paper is not even looked at."""
    assert verdict(code().link().encode() + bytes(33 << 20)) is Verdict.NOT_CONFIRMED
