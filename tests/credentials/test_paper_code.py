"""The code on a paper: made, read, attacked."""

from __future__ import annotations

import zlib

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert import codec
from skillcert.credentials import PaperContent, open_code, seal_code, short_digest
from skillcert.credentials.paper_code import (
    MOST_BYTES,
    code_bytes,
    dictionary,
    pack,
    unpack,
)
from skillcert.errors import LayoutError, PaperCodeError, PaperFault
from skillcert.model import KeyId
from skillcert.signing import KeySigner, PublicKey, Purpose, seal, signed_bytes
from tests.credentials.papers import ISSUER, OTHER, certificate, code


def known(short: KeyId) -> PublicKey | None:
    """Give the key of the tests' issuer."""
    return ISSUER.public if short == ISSUER.public.id else None


def fault_of(data: bytes) -> PaperFault | None:
    """Return why *data* is refused; None if it is not."""
    try:
        open_code(data, known)
    except PaperCodeError as error:
        return error.fault
    return None


def sealed(packed: bytes, *, head: bytes = b"SC\x01", signer: KeySigner = ISSUER) -> bytes:
    """Return a code around *packed*, rightly signed."""
    body = head + bytes.fromhex(signer.public.id) + packed
    envelope = seal(body, signer, Purpose.CERTIFICATE)
    return envelope.body + envelope.signature


def test_it_says_what_the_paper_shows() -> None:
    """What was sealed is read back: name, lines, days, signers, digests, id."""
    made = code(12)
    read = open_code(made.data, known).content
    assert read == made.content
    assert read.name == "Nguyễn Thị Bích Hằng"
    assert len(read.levels[0].lines) == 12
    assert read.period is not None
    assert (read.period.start, read.period.end) == ("2025-03", "2025-06")
    assert read.rubric.digest == short_digest("ab" * 32)


def test_it_says_no_more_than_the_paper() -> None:
    """A period that is printed in months is not told in days; keys of skills stay away."""
    text = codec.canonical(code(3).content).decode()
    assert "2025-03-03" not in text
    assert "skill_1" not in text


def test_a_link_is_read_however_it_was_pasted() -> None:
    """With or without the host, with white space around and line breaks inside, the same bytes."""
    made = code()
    link = made.link("papers.example/check")
    assert link.startswith("https://papers.example/check/v1#")
    broken = "\r\n ".join(link[i : i + 70] for i in range(0, len(link), 70))
    for text in (link, made.link(), f"  {link}\n", broken):
        assert code_bytes(text) == made.data


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", PaperFault.NOT_A_CODE),
        ("https://papers.example/", PaperFault.NOT_A_CODE),
        ("https://papers.example/v1#", PaperFault.NOT_A_CODE),
        ("javascript:v1#123", PaperFault.NOT_A_CODE),
        ("http://papers.example/v1#123", PaperFault.NOT_A_CODE),
        ("https://papers.example/v2#123", PaperFault.OTHER_VERSION),
        ("v1#١٢٣", PaperFault.NOT_A_CODE),
        ("v1#123abc", PaperFault.NOT_A_CODE),
    ],
)
def test_other_texts_are_refused(text: str, fault: PaperFault) -> None:
    """A text that is no code is refused with the word why."""
    with pytest.raises(PaperCodeError) as caught:
        code_bytes(text)
    assert caught.value.fault is fault


def test_words_give_way_to_keys_and_nothing_is_cut() -> None:
    """Above the size the skills are keys, all of them; within it they are words."""
    short, long = code(3), code(40)
    assert short.in_words
    assert len(short.data) <= MOST_BYTES
    assert not long.in_words
    assert len(long.content.levels[0].skills) == 40


def test_what_does_not_fit_at_all_is_an_error() -> None:
    """A paper whose keys are too many for any code is refused, not shortened."""
    with pytest.raises(LayoutError, match="has room for"):
        code(400)


def test_every_bit() -> None:
    """A code in which one bit is another is refused, each of them: head, content and signature."""
    for place in range(len(_MADE)):
        for bit in range(8):
            made = bytearray(_MADE)
            made[place] ^= 1 << bit
            assert fault_of(bytes(made)) is not None, (place, bit)


@pytest.mark.parametrize("left", [0, 1, 2, 3, 10, 11, 74, 75, 76, 200])
def test_truncated(left: int) -> None:
    """A code that was cut off is refused."""
    assert fault_of(_MADE[:left]) is not None


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"PK" + b"\x00" * 200, PaperFault.NOT_A_CODE),
        (sealed(pack(b"{}"), head=b"SC\x02"), PaperFault.OTHER_VERSION),
        (sealed(pack(b"{}"), signer=OTHER), PaperFault.UNKNOWN_ISSUER),
        (sealed(pack(b"{}")), PaperFault.UNREADABLE),
        (sealed(b"\xff\xff\xff"), PaperFault.UNREADABLE),
        (sealed(b""), PaperFault.INCOMPLETE),
        (sealed(pack(b"x" * 5_000_000)), PaperFault.TOO_LONG),
        (sealed(pack(codec.canonical(code().content)) + b"more"), PaperFault.UNREADABLE),
        (sealed(pack(codec.canonical(code().content))[:-2]), PaperFault.UNREADABLE),
        (sealed(pack(b'{"id":"a","id":"b"}')), PaperFault.UNREADABLE),
        (sealed(pack(b'{"id":' + b"[" * 9_000)), PaperFault.UNREADABLE),
    ],
)
def test_attacks_with_a_good_signature(data: bytes, fault: PaperFault) -> None:
    """A trusted key brings in no bomb, no trailing bytes, double keys or deep nesting."""
    assert fault_of(data) is fault


def test_a_known_name_with_another_key() -> None:
    """Whoever writes a known key's short name over a signature of their own is refused."""
    body = _MADE[:11] + pack(codec.canonical(code().content))
    forged = seal(body, OTHER, Purpose.CERTIFICATE)
    assert fault_of(forged.body + forged.signature) is PaperFault.WRONG_SIGNATURE


def test_a_lookup_that_gives_another_key() -> None:
    """A list that answers with a key of another short name is not believed."""
    with pytest.raises(PaperCodeError) as caught:
        open_code(_MADE, lambda _: OTHER.public)
    assert caught.value.fault is PaperFault.UNKNOWN_ISSUER


def test_a_signature_for_something_else() -> None:
    """What the issuer signed as an event of the ledger is no certificate."""
    body = _MADE[:-64]
    signature = ISSUER.sign(signed_bytes(Purpose.EVENT, body))
    assert fault_of(body + signature) is PaperFault.WRONG_SIGNATURE


@given(st.binary(max_size=2_000))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes are, nothing else than a `PaperCodeError` comes out."""
    assert fault_of(data) is not None


@given(st.binary(max_size=2_000))
def test_packing(data: bytes) -> None:
    """What is packed is unpacked."""
    assert unpack(pack(data)) == data


def test_browsers_can_unpack_it() -> None:
    """Without support for dictionaries: the dictionary goes ahead as a stored block, then the code.

    RFC 1951, section 3.2.4. So a browser's own `deflate-raw` reads it.
    """
    words = dictionary()
    size = len(words).to_bytes(2, "little")
    stored = b"\x00" + size + bytes(255 - byte for byte in size) + words
    made = zlib.decompress(stored + _MADE[11:-64], -15)
    assert made[len(words) :] == codec.canonical(code().content)


def test_the_link_between_papers() -> None:
    """A certificate that takes another's place names it."""
    made = seal_code(
        certificate(), signer=ISSUER, certificate_id="c-2", digest="ef" * 32, replaces="c-1"
    )
    assert open_code(made.data, known).content.replaces == "c-1"
    assert attrs.evolve(made.content, replaces=None) != made.content
    assert isinstance(made.content, PaperContent)


_MADE = code().data
