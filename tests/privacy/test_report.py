"""All texts of a record or a document, checked at once."""

from __future__ import annotations

import datetime as dt
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from skillcert.errors import LanguageError
from skillcert.privacy import PrivacyReport, check_texts, mask

from .made_numbers import Made, norwegian, numbers, swedish

# Other work on the machine makes no test fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ROOT = Path(__file__).parents[2]
FNR = next(filter(None, (norwegian(dt.date(1990, 1, 2), n) for n in range(100, 200)))).digits


def warned(*texts: tuple[str, str]) -> list[tuple[str, str]]:
    """Return path and sentence of every warning."""
    return [(one.path, one.what) for one in check_texts(texts).warnings]


def test_a_clean_text_has_no_problem() -> None:
    """Everyday texts are neither refused nor warned of."""
    texts = [
        ("holder.name", "Łucja Żółć"),
        ("issuer.phone", "+47 22 33 44 55"),
        ("issuer.email", "post@gata.example.no"),
        ("issuer.web", "https://www.gata.example.no"),
        ("evidence[0].on", "2025-06-12"),
        ("evidence[0].note", "Skiftet slange på bakhjulet. Nav og krank er rene."),
    ]
    assert check_texts(texts) == PrivacyReport()


def test_an_identity_number_is_refused() -> None:
    """An identity number is named by path, kind and place, with what to do."""
    report = check_texts([("a", "x"), ("evidence[0].note", f"Født {FNR[:6]} {FNR[6:]}.")])
    (problem,) = report.refused
    assert problem.path == "evidence[0].note"
    assert "****** *****" in problem.what
    assert "fødselsnummer, characters 6 to 17" in problem.what
    assert "programme's own id" in problem.hint
    assert report.warnings == ()


@unhurried
@given(number=numbers())
def test_no_message_repeats_a_number(number: Made) -> None:
    """No part of what is told holds the digits of a number."""
    report = check_texts([("note", f"nr {number.digits[:6]}-{number.digits[6:]} klient")])
    told = repr(report) + "".join(map(str, (*report.refused, *report.warnings)))
    assert number.digits[6:] not in told
    assert number.digits[:6] not in told


def test_a_revealing_word_is_warned_of() -> None:
    """A revealing word is shown with its path, the list and the entry."""
    report = check_texts([("issuer.name", "Rehab Workshop")])
    (problem,) = report.warnings
    assert problem.path == "issuer.name"
    assert "'Rehab'" in problem.what
    assert "en: rehab*" in problem.what
    assert problem.hint
    assert report.refused == ()


def test_one_warning_a_word_and_place() -> None:
    """A word that stands in one text many times is one warning; in two texts it is two."""
    texts = [("a", "klient og Klient"), ("b", "klient"), ("a", "pasient")]
    assert [path for path, _ in warned(*texts)] == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("path", "text", "word"),
    [
        ("issuer.email", "post@oslorusbehandling.example.no", "rusbehandl"),
        ("issuer.web", "osloklientsenter.example.no", "klient"),
        ("own_words", "Se https://osloklientsenter.example.no/om.", "klient"),
        ("own_words", "Skriv til post@nav.example.no nå.", "nav"),
    ],
)
def test_addresses_are_searched_closely(path: str, text: str, word: str) -> None:
    """An address, alone or within a text, is searched between its dots and hyphens, too."""
    ((found, what),) = warned((path, text))
    assert found == path
    assert f"'{word}'" in what
    assert "address" in what


def test_words_outside_addresses_are_not_searched_that_closely() -> None:
    """A dot without a space after it makes no word a false alarm."""
    assert warned(
        ("note", "Han brukte nav.Og brus.No og uavhengig.Nei overflatebehandling.Ja")
    ) == [("note", warned(("note", "nav.Og"))[0][1])]


def test_a_field_for_telephone_numbers_may_hold_one() -> None:
    """Ten digits in a field for telephone numbers are no Swedish number; elsewhere they are."""
    digits = swedish(dt.date(2001, 1, 2), 455).digits
    assert check_texts([("issuer.phone", digits)]).refused == ()
    assert len(check_texts([("issuer.name", digits)]).refused) == 1
    assert len(check_texts([("issuer.phone", FNR)]).refused) == 1


def test_the_languages_can_be_chosen() -> None:
    """Only the lists that are asked for are used; one that does not exist is an error."""
    assert check_texts([("a", "klient")], languages=["en"]).warnings == ()
    with pytest.raises(LanguageError):
        check_texts([], languages=["sv"])


def own_files() -> Iterator[Path]:
    """Yield the texts that the library and the rubrics of this repository print."""
    yield from (ROOT / "src" / "skillcert" / "texts").glob("*.toml")
    yield from (ROOT / "src" / "skillcert" / "rubrics" / "shared").glob("*.toml")
    yield from (ROOT / "rubrics").rglob("*.toml")


def strings(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string of a tree with its path."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from strings(value, f"{path}.{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from strings(value, f"{path}[{i}]")


@pytest.mark.parametrize("path", sorted(own_files()), ids=lambda path: path.name)
def test_the_librarys_own_words_raise_no_alarm(path: Path) -> None:
    """Nothing that stands on every certificate of a workshop is warned of."""
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    assert check_texts(strings(tree)) == PrivacyReport()


def test_a_large_record_is_checked_quickly() -> None:
    """The texts of 20,000 evidences are checked in a few seconds."""
    texts = [
        (f"evidence[{i}].note", f"Skiftet slange nr. {i} på et bakhjul.") for i in range(20_000)
    ]
    start = time.process_time()
    assert check_texts(texts) == PrivacyReport()
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4_000,
        "1 " * 2_000,
        "a." * 2_000,
        "a-" * 2_000,
        "@" * 4_000,
        "1" * 4_000,
        "rus " * 1_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    """The longest text that a record can hold takes a moment, whatever it is made of."""
    start = time.process_time()
    check_texts([("note", text)])
    assert time.process_time() - start < 1


def test_masking_leaves_the_shape() -> None:
    """A masked text keeps its length and all but its digits, of any script."""
    assert mask("12-3 ٤x") == "**-* *x"


def test_what_was_found_once_is_found_again() -> None:
    """Harmless texts are remembered by a digest; a text that is not is found at every place."""
    texts = [("note", "Skiftet slange"), ("a.note", f"Født {FNR}"), ("b.note", "på Blå Kors")]
    first = check_texts(texts)
    assert first.refused
    assert first.warnings
    assert [check_texts(texts) for _ in range(3)] == [first] * 3


def test_what_was_harmless_in_one_kind_of_field_is_looked_at_anew_in_another() -> None:
    """Digits that are a telephone number in its field are an identity number in a note."""
    digits = "+47 0105821979"
    assert check_texts([("issuer.phone", digits)]) == PrivacyReport()
    assert check_texts([("evidence[0].note", digits)]).refused


def test_what_is_remembered_is_bounded() -> None:
    """A service that checks for months does not grow."""
    from skillcert.privacy import report

    check_texts((f"n[{i}]", f"Rad {i} er ren") for i in range(report._MOST_REMEMBERED + 50))
    assert len(report._HARMLESS) <= report._MOST_REMEMBERED
    assert check_texts([("note", "Rad 1 er ren")]) == PrivacyReport()
