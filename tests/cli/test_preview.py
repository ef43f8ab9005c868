"""`skillcert preview`: a look at the papers without anybody's data."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from skillcert.cli.app import app

from ..documents.test_letterhead import SVG, TOML, png


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["preview", *arguments])


def text_in(folder: Path) -> str:
    """Return the text of the one file in *folder*."""
    (path,) = folder.glob("*.pdf")
    return " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(path).pages).split())


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
@pytest.mark.parametrize("document", ["certificate", "card", "portfolio", "progress"])
def test_every_document_can_be_looked_at(tmp_path: Path, document: str, language: str) -> None:
    """In every language, and every page says that it is none."""
    mark = {
        "en": "Preview",
        "nb": "Forhåndsvisning",
        "nn": "Førehandsvising",
        "da": "Forhåndsvisning",
    }
    arguments = ("bicycle", "--language", language, "--document", document, "--out", str(tmp_path))
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    (path,) = tmp_path.glob("*.pdf")
    for page in pypdf.PdfReader(path).pages:
        assert mark[language] in page.extract_text()


def test_it_shows_the_letterhead(tmp_path: Path) -> None:
    """The issuer and the signers are those of the letterhead."""
    (tmp_path / "head").mkdir()
    for name, data in (("letterhead.toml", TOML.encode()), ("logo.svg", SVG), ("kari.png", png())):
        (tmp_path / "head" / name).write_bytes(data)
    head = str(tmp_path / "head" / "letterhead.toml")
    result = run("cafe", "--language", "nb", "--letterhead", head, "--out", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "Kari Nordmann" in text_in(tmp_path)
    assert "Verkstedet Hjulet" in text_in(tmp_path)


def test_two_languages_side_by_side(tmp_path: Path) -> None:
    """As they are printed."""
    result = run(
        "cafe", "--language", "nb", "--language", "en", "--side-by-side", "--out", str(tmp_path)
    )
    assert result.exit_code == 0, result.output
    text = text_in(tmp_path)
    assert "Ferdighetsbevis" in text
    assert "Skills Certificate" in text


def test_a_rubric_can_be_named(tmp_path: Path) -> None:
    """Renovation has two of equal rank."""
    for rubric, field in (
        ("refurbishment", "refurbishment and maintenance"),
        ("waste_and_street_care", "waste collection and street care"),
    ):
        out = tmp_path / rubric
        result = run("renovation", "--language", "en", "--rubric", rubric, "--out", str(out))
        assert result.exit_code == 0, result.output
        assert field in text_in(out)


def test_a_letterhead_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    """Exit 1, one problem a line, no file."""
    (tmp_path / "letterhead.toml").write_text(TOML, encoding="utf-8")
    result = run("cafe", "--letterhead", str(tmp_path / "letterhead.toml"), "--out", str(tmp_path))
    assert result.exit_code == 1
    assert "there is no file 'logo.svg'" in result.output
    assert not list(tmp_path.glob("*.pdf"))


def test_an_unknown_workshop_is_said() -> None:
    """With the workshops that there are."""
    result = run("nothing")
    assert result.exit_code == 3
    assert "there is no workshop 'nothing'" in result.output
