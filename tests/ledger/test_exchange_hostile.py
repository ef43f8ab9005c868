"""Files that are no export, were changed on their way, or are made to deceive."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.errors import LedgerError
from skillcert.ledger import Ledger
from skillcert.ledger.boxes import PersonSecret, Place, seal_item
from skillcert.ledger.exchange import export_ledger, import_ledger
from skillcert.ledger.exchange.lines import LONGEST_LINE
from skillcert.ledger.files import MemoryFiles
from skillcert.model import Name, PersonCard, PrivateKind, Token

from .chains import Chain
from .lives import KARI, OLA, Life

FORMAT = "skillcert-ledger/1"
LATER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def life() -> Life:
    """Return a site with everything in its ledger; nothing is changed in it."""
    lived = Life(Ledger.open("memory:"), MemoryFiles())
    lived.live()
    lived.ledger.checkpoint(lived.site, lived.chain.programme, now=lived.chain.now)
    return lived


@pytest.fixture(scope="module")
def data(life: Life) -> bytes:
    """Return an export with the vault."""
    return b"".join(export_ledger(life.ledger, with_vault=True))


def refused(data: bytes, *, into: Ledger | None = None) -> str:
    """Return why a file is refused, and make sure that nothing was kept."""
    ledger = into or Ledger.open("memory:")
    before = b"".join(export_ledger(ledger, with_vault=True))
    with pytest.raises(LedgerError) as error:
        import_ledger(ledger, BytesIO(data), files=MemoryFiles(), now=LATER, source="a.jsonl")
    assert b"".join(export_ledger(ledger, with_vault=True)) == before
    return str(error.value)


def parsed(data: bytes) -> Lines:
    """Return the lines as they say."""
    return [json.loads(line) for line in data.splitlines()]


def written(lines: Lines) -> bytes:
    """Return lines as a file whose last line counts them: only what they say is wrong."""
    head = b"".join(rfc8785.dumps(line) + b"\n" for line in lines[:-1])
    end = {"end": {**lines[-1]["end"], "sha256": hashlib.sha256(head).hexdigest()}}
    names = {"entry": "entries", "checkpoint": "checkpoints", "person": "people", "item": "items"}
    for name, counted in names.items():
        count = sum(name in line for line in lines)
        end["end"].pop(counted, None)
        if count:
            end["end"][counted] = count
    return head + rfc8785.dumps(end) + b"\n"


def where(lines: Lines, name: str) -> list[int]:
    """Return the places of the lines of a kind."""
    return [i for i, line in enumerate(lines) if name in line]


def changed(data: bytes, change: Callable[[Lines], object]) -> bytes:
    """Return the file after *change*, with a last line that fits."""
    lines = parsed(data)
    change(lines)
    return written(lines)


def test_the_helpers_change_nothing(data: bytes) -> None:
    """A file that is taken apart and put together is the file, so what is refused is the change."""
    assert written(parsed(data)) == data
    ledger = Ledger.open("memory:")
    import_ledger(ledger, BytesIO(data), files=MemoryFiles(), now=LATER)
    assert b"".join(export_ledger(ledger, with_vault=True)) == data


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (b"", "the file is empty"),
        (b"\n", "this is no exported ledger"),
        (b"{}\n", "does not say what the file is"),
        (b"[]\n", "this is no exported ledger"),
        (b"not JSON\n", "this is no exported ledger"),
        (b"%PDF-1.7\n", "this is no exported ledger"),
        (b"SQLite format 3\x00" + bytes(100), "cut off in the middle of a line"),
        (b'{"format":"skillcert-record/1"}\n', "this is no exported ledger"),
        (b'{"header":{"format":"skillcert-ledger/2"}}\n', r"skillcert-ledger/2.*newer"),
        (b'{"end":{"sha256":"' + b"0" * 64 + b'"}}\n', "does not say what the file is"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_what_is_no_export_is_told(wrong: bytes, why: str) -> None:
    """Another file, or one of a newer version, is refused with the first line and what to do."""
    assert re.search(why, refused(wrong))


def test_an_editors_traces_are_told(data: bytes) -> None:
    """A byte order mark and the line ends of Windows are named as what they are."""
    assert "line 1: the file begins with a byte order mark" in refused(b"\xef\xbb\xbf" + data)
    assert "line 1: the lines end as on Windows" in refused(data.replace(b"\n", b"\r\n"))
    one = data.replace(b"\n", b"\r\n", 3).replace(b"\r\n", b"\n", 2)
    assert "line 3: the lines end as on Windows" in refused(one)


def test_a_file_that_was_cut_off_is_refused_wherever(data: bytes) -> None:
    """At any line's end, and in the middle of lines, what is left is no file."""
    ends = [i + 1 for i, byte in enumerate(data[:-1]) if byte == 10]
    for end in ends:
        assert "cut off" in refused(data[:end])
    for cut in range(1, len(data) - 1, len(data) // 40):
        assert "cut off" in refused(data[:cut])


def test_something_after_the_end_is_refused(data: bytes) -> None:
    """Nothing follows the last line, not even an empty one."""
    assert "something follows the last line" in refused(data + b"\n")
    assert "something follows the last line" in refused(data + data)


def test_a_changed_byte_is_refused(data: bytes) -> None:
    """Whatever single character is changed, the file is refused."""
    for at in range(0, len(data), len(data) // 60):
        wrong = bytearray(data)
        wrong[at] ^= 1
        refused(bytes(wrong))


def test_a_key_that_stands_twice_is_refused(data: bytes) -> None:
    """JSON that says a thing twice says nothing."""
    twice = data.replace(b'"seq":2,', b'"seq":2,"seq":2,', 1)
    assert "line 3" in refused(twice)
    assert "more than once" in refused(twice)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda line: line["entry"].update(more=1), "line 3.*entry.more"),
        (lambda line: line.update(more={}), "line 3.*more"),
        (lambda line: line["entry"].update(seq="2"), "line 3.*seq"),
        (lambda line: line["entry"].update(seq=True), "line 3.*seq"),
        (lambda line: line["entry"].pop("signature"), "line 3.*signature"),
        (
            lambda line: line.update(header={"format": "skillcert-ledger/1"}),
            "line 3.*does not say one thing",
        ),
        (lambda line: line["entry"].update(body="no base64!"), "line 3.*base64"),
        (lambda line: line["entry"].update(body="QQ"), "line 3.*base64"),
        (lambda line: line["entry"].update(signature="QR=="), "line 3.*base64"),
        (lambda line: line["entry"].update(seq=0), "event 2 of oslo is missing"),
    ],
)
def test_a_line_of_another_form_is_refused(
    data: bytes, change: Callable[[dict[str, Any]], None], why: str
) -> None:
    """Unknown keys, other types and what is no base64 are refused with the line."""
    lines = parsed(data)
    change(lines[2])
    assert re.search(why, refused(written(lines)))


def test_a_number_that_no_reader_keeps_is_refused(data: bytes) -> None:
    """A sequence number beyond 2**53 is no number."""
    assert "line 3" in refused(data.replace(b'"seq":2,', b'"seq":1152921504606846976,', 1))


def test_a_line_that_is_written_in_another_way_is_refused(data: bytes) -> None:
    """The same said with other spaces would not come out again as it went in."""
    spaced = data.replace(b'"seq":2', b'"seq": 2', 1)
    assert "not written as skillcert writes it" in refused(spaced)


def test_a_huge_line_fills_no_memory() -> None:
    """A line of two hundred megabytes is refused after a quarter of one was read."""

    class Endless(BytesIO):
        given = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size <= LONGEST_LINE + 1
            self.given += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(LedgerError, match="longer than 262,144 bytes"):
        import_ledger(Ledger.open("memory:"), stream, files=MemoryFiles(), now=LATER)
    assert stream.given <= LONGEST_LINE + 1


def test_nesting_exhausts_no_stack() -> None:
    """A line of a hundred thousand brackets is refused."""
    assert "no exported ledger" in refused(b'{"header":' + b"[" * 100_000 + b"\n")


def body_of(line: dict[str, Any]) -> dict[str, Any]:
    """Return the event in a line."""
    event: dict[str, Any] = json.loads(base64.b64decode(line["entry"]["body"]))
    return event


@pytest.mark.parametrize("seq", [1, 2, 7])
def test_a_forged_event_is_named(data: bytes, seq: int) -> None:
    """An event that says something else than was signed is refused by its number."""

    def forge(lines: Lines) -> None:
        event = body_of(lines[seq])
        event["at"] = event["at"].replace("09:00", "09:01")
        lines[seq]["entry"]["body"] = base64.b64encode(rfc8785.dumps(event)).decode()

    why = refused(changed(data, forge))
    assert f"event {seq} of oslo is refused" in why
    assert "did not sign this" in why


def test_a_missing_event_is_named(data: bytes) -> None:
    """Taken out, an event leaves a gap."""
    assert "event 4 of oslo is missing" in refused(changed(data, lambda lines: lines.pop(4)))


def test_a_missing_event_with_new_numbers_is_found_out(data: bytes) -> None:
    """Taken out, with the others moved up, an event is missed by the checkpoint."""

    def take_out(lines: Lines) -> None:
        lines.pop(8)
        for seq, at in enumerate(where(lines, "entry"), start=1):
            lines[at]["entry"]["seq"] = seq
        for at in where(lines, "checkpoint"):
            lines[at]["checkpoint"]["size"] -= 1

    assert "is of another chain" in refused(changed(data, take_out))


def test_events_that_changed_places_are_found_out(data: bytes) -> None:
    """Two events in each other's place give another chain."""

    def swap(lines: Lines) -> None:
        one, other = lines[8]["entry"], lines[9]["entry"]
        lines[8]["entry"], lines[9]["entry"] = (
            {**other, "seq": one["seq"]},
            {**one, "seq": other["seq"]},
        )

    assert "is of another chain" in refused(changed(data, swap))


def test_an_event_that_comes_twice_is_named(data: bytes) -> None:
    """An event that stands in the file once more is no second event."""

    def repeat(lines: Lines) -> None:
        last = where(lines, "entry")[-1]
        again = dict(lines[5]["entry"], seq=lines[last]["entry"]["seq"] + 1)
        lines.insert(last + 1, {"entry": again})

    why = refused(changed(data, repeat))
    assert "is refused" in why
    assert "it is event 5 of oslo once more" in why


def test_an_event_of_another_site_is_refused(data: bytes) -> None:
    """The chain of one site under the name of another is refused at its first event."""

    def rename(lines: Lines) -> None:
        lines[0]["header"]["sites"] = ["bergen"]
        for line in lines[1:-1]:
            next(iter(line.values()))["site"] = "bergen"

    assert "event 1 of bergen is refused" in refused(changed(data, rename))


def test_a_checkpoint_of_another_programme_is_refused(data: bytes) -> None:
    """A checkpoint that another key has signed is refused."""
    chain, other = Chain(), Ledger.open("memory:")
    chain.programme = chain.lars
    chain.append(other, chain.opened())
    note = other.checkpoint(chain.site, chain.programme, now=chain.now).note

    def replace(lines: Lines) -> None:
        for at in where(lines, "checkpoint"):
            lines[at]["checkpoint"]["note"] = note

    assert "not signed by the programme's key" in refused(changed(data, replace))


def test_a_checkpoint_has_its_place(data: bytes) -> None:
    """A checkpoint stands behind the last event that it speaks of, and nowhere else."""

    def move(lines: Lines) -> None:
        (at,) = where(lines, "checkpoint")
        lines.insert(3, lines.pop(at))

    assert "is of another chain" in refused(changed(data, move))


@pytest.mark.parametrize(
    ("sites", "why"),
    [
        (["bergen"], "not in its place"),
        (["oslo", "bergen"], "missing"),
        (["bergen", "oslo"], "not in its place"),
    ],
)
def test_the_header_names_the_sites(data: bytes, sites: list[str], why: str) -> None:
    """The sites that the first line names are the ones that follow, in their order."""
    assert why in refused(changed(data, lambda lines: lines[0]["header"].update(sites=sites)))


def test_people_only_where_the_header_says_so(data: bytes) -> None:
    """A file that does not say that it holds private items holds none."""
    assert "private items" in refused(changed(data, lambda lines: lines[0]["header"].pop("vault")))


def test_a_person_whom_the_chain_does_not_know_is_refused(data: bytes) -> None:
    """Nobody comes in beside the chain."""

    def rename(lines: Lines) -> None:
        for name in ("person", "item"):
            for at in where(lines, name):
                if lines[at][name]["person"] == OLA:
                    lines[at][name]["person"] = "p-99"

    assert "not in the chain" in refused(changed(data, rename))


def test_an_erased_person_does_not_come_in(life: Life, data: bytes) -> None:
    """A file whose chain says that somebody is erased, and that still has the key, is refused."""
    other = Ledger.open("memory:")
    import_ledger(other, BytesIO(data), files=MemoryFiles(), now=LATER)
    erased = Life(other, MemoryFiles())
    erased.chain.now, erased.chain._count = life.chain.now, iter(range(900, 999))  # type: ignore[assignment]
    erased.erase()
    own = parsed(b"".join(export_ledger(other, with_vault=True)))
    theirs = [line for line in parsed(data) if "person" in line or "item" in line]
    held = [line for line in theirs if next(iter(line.values()))["person"] == KARI]
    own[where(own, "person")[0] : where(own, "person")[0]] = held
    assert "is erased, and yet in the file" in refused(written(own))


def test_an_exchanged_item_is_refused(data: bytes) -> None:
    """An item in the place of another one is refused with its place."""

    def exchange(lines: Lines) -> None:
        items = [lines[at]["item"] for at in where(lines, "item")]
        one, other = [item for item in items if item["kind"] == "card"]
        one["box"], other["box"] = other["box"], one["box"]

    assert "person p-3f9a, card p-3f9a" in refused(changed(data, exchange))


def test_another_name_than_the_signed_one_is_refused(life: Life, data: bytes) -> None:
    """Whoever has the keys and writes another name into the file is found out by the chain."""
    place = Place(site=Token("oslo"), person=KARI, kind=PrivateKind.CARD, ref=KARI)
    box = seal_item(PersonCard(name=Name("Ola")), life.secret, place, nonce=bytes(12))

    def rename(lines: Lines) -> None:
        for at in where(lines, "item"):
            item = lines[at]["item"]
            if (item["kind"], item["person"]) == ("card", KARI):
                item["box"] = base64.b64encode(box).decode()

    assert "not the one that the chain speaks of" in refused(changed(data, rename))


def test_a_person_without_a_name_is_refused(data: bytes) -> None:
    """Whoever comes in comes in with a name."""

    def nameless(lines: Lines) -> None:
        lines.pop(next(at for at in where(lines, "item") if lines[at]["item"]["kind"] == "card"))

    assert "the name of the person" in refused(changed(data, nameless))


def test_people_are_in_their_order(data: bytes) -> None:
    """A person who comes twice, or out of order, is refused."""

    def twice(lines: Lines) -> None:
        people = [line for line in lines if "person" in line or "item" in line]
        lines[-1:-1] = people

    assert "not in their order" in refused(changed(data, twice))


def test_another_key_for_a_person_is_refused(life: Life, data: bytes) -> None:
    """Whoever is here already keeps the key that is here."""
    ledger = Ledger.open("memory:")
    import_ledger(ledger, BytesIO(data), files=MemoryFiles(), now=LATER)
    other = Life(Ledger.open("memory:"), MemoryFiles())
    other.secret = PersonSecret.new(lambda size: b"s" * size)

    def rekey(lines: Lines) -> None:
        line = lines[where(lines, "person")[0]]["person"]
        line["key"] = base64.b64encode(other.secret.key).decode()

    assert "has another key here" in refused(changed(data, rekey), into=ledger)


def test_an_entry_after_the_people_is_refused(data: bytes) -> None:
    """Once a site's people have begun, its chain is at its end."""

    def late(lines: Lines) -> None:
        last = where(lines, "entry")[-1]
        entry = lines.pop(last)
        lines.pop(where(lines, "checkpoint")[0])
        lines.insert(len(lines) - 1, entry)

    assert "missing, or not in its place" in refused(changed(data, late))


def test_an_event_of_the_future_is_refused(data: bytes) -> None:
    """A chain whose events have not happened yet does not come in."""
    ledger = Ledger.open("memory:")
    past = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    with pytest.raises(LedgerError, match=r"event 1 of oslo is refused.*the clock says"):
        import_ledger(ledger, BytesIO(data), files=MemoryFiles(), now=past)
    assert ledger.sites() == ()


@settings(deadline=None, max_examples=25)
@given(choice=st.randoms(use_true_random=False))
def test_whatever_is_changed_gives_an_error_of_ours(choice: Any) -> None:
    """Lines shuffled, doubled, dropped and with bytes changed: refused, and nothing is kept."""
    lived = Life(Ledger.open("memory:"), MemoryFiles())
    lived.live()
    lines = b"".join(export_ledger(lived.ledger, with_vault=True)).splitlines(keepends=True)
    for _ in range(choice.randint(1, 3)):
        at, to = choice.randrange(len(lines)), choice.randrange(len(lines))
        match choice.randrange(4):
            case 0:
                lines[at], lines[to] = lines[to], lines[at]
            case 1:
                lines.insert(at, lines[to])
            case 2:
                del lines[at]
            case _:
                line = bytearray(lines[at])
                line[choice.randrange(len(line))] = choice.randrange(256)
                lines[at] = bytes(line)
    wrong = b"".join(lines)
    if wrong != b"".join(export_ledger(lived.ledger, with_vault=True)):
        refused(wrong)


def test_memory_stays_flat() -> None:
    """Five times as many events need no more memory, neither out nor in."""

    class Piped(BytesIO):
        """A file that is made while it is read."""

        def __init__(self, lines: Iterator[bytes]) -> None:
            super().__init__()
            self._lines = lines

        def readline(self, size: int | None = -1, /) -> bytes:
            return next(self._lines, b"")

    def most(events: int) -> int:
        chain, one, other = Chain(), Ledger.open("memory:"), Ledger.open("memory:")
        chain.append(one, *chain.beginning())
        for _ in range(events // 100):
            chain.append(one, *(chain.evidence("person-1") for _ in range(100)))
        stream = Piped(export_ledger(one))
        tracemalloc.start()
        import_ledger(other, stream, files=MemoryFiles(), now=LATER)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(100)  # what is loaded once is loaded now
    few, many = most(300), most(1_500)
    assert many < few * 1.5, (few, many)
