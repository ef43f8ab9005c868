"""Parts of addresses that give a background away."""

from __future__ import annotations

import pytest

from skillcert.privacy import HitKind, revealing_parts


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("post@rus.example.no", "rus"),
        ("post@rusfri-oslo.example.no", "rusfri"),
        ("post@oslorusbehandling.example.no", "rusbehandl"),
        ("https://osloklientsenter.example.no/verksted", "klient"),
        ("www.therapycentre.example.org", "therapy"),
        ("mentalhealth.example.org", "mentalhealth"),
        ("mental-health-works.example.org", None),
        ("post@lavterskel.example.no", "lavterskel"),
        ("post@sårbar.example.no", "sårbar"),
        ("post@saarbar.example.no", "saarbar"),
        ("post@sarbar.example.no", "sarbar"),
        ("fængsel.example.dk", "fængsel"),
        ("faengsel.example.dk", "faengsel"),
        ("uføre.example.no", "ufør"),
        ("kontakt@nav.example.no", "nav"),
        ("NAV-og-krank.example.no", "NAV"),
        ("behandling@example.no", "behandling"),
        ("shop.rehab", "rehab"),
    ],
)
def test_revealing_parts_are_found(address: str, expected: str | None) -> None:
    """Entries are found anywhere between dots and hyphens, short ones as a whole part."""
    hits = revealing_parts(address)
    assert [hit.text for hit in hits] == ([] if expected is None else [expected])
    for hit in hits:
        assert hit.kind is HitKind.REVEALING_ADDRESS
        assert address[hit.start : hit.end] == hit.text


@pytest.mark.parametrize(
    "address",
    [
        "post@gata.example.no",
        "brus.example.no",
        "russ.example.no",
        "rust.example.no",
        "overflatebehandling.example.no",
        "overflatebehandlingen.example.no",
        "surfacetreatment.example.com",
        "uavhengighet.example.no",
        "uforutsett.example.no",
        "solar.example.com",
        "navigasjon.example.no",
        "larsen.example.no",
        "drugstore.example.com",
        "bruker@example.no",
        "xn--",
        "",
    ],
)
def test_false_alarms_are_none(address: str) -> None:
    """Look-alikes and known false alarms are no hits."""
    assert revealing_parts(address) == ()


def test_internationalised_names_are_read() -> None:
    """A host name in its ASCII form is read in its own letters; the hit is the whole part."""
    part = "sårbar".encode("idna").decode("ascii")
    (hit,) = revealing_parts(f"post@{part}.example.no")
    assert (hit.text, hit.entry) == (part, "sårbar*")


def test_the_languages_can_be_chosen() -> None:
    """Only the lists of the languages that are asked for are used."""
    assert revealing_parts("klient.example.no", languages=["en"]) == ()
