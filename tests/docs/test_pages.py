"""The guides agree with the library, lead somewhere, and can be read without seeing pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skillcert.texts import LANGUAGES, words

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)#\s]+)(?:#[^)]*)?\)")
READERS = ("supervisors", "developers", "plugins", "translators", "employers", "adr/README")


@each_page
def test_links_lead_to_files(page: Path) -> None:
    """Every link that is no web address names a file or a folder of the repository."""
    targets = [target for _, _, target in LINK.findall(page.read_text(encoding="utf-8"))]
    own = [target for target in targets if "://" not in target]
    assert [target for target in own if not (page.parent / target).exists()] == []


@each_page
def test_pictures_are_described(page: Path) -> None:
    """A picture has words for those who do not see it: a sentence, and not a file name."""
    alts = [alt for bang, alt, _ in LINK.findall(page.read_text(encoding="utf-8")) if bang]
    assert [alt for alt in alts if len(alt.split()) < 4] == []


@pytest.mark.parametrize("reader", READERS)
def test_the_first_page_leads_each_reader(reader: str) -> None:
    """Whoever comes to the first page finds the page for their own work in one line."""
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    guidance = index.partition("## Where to go")[2].partition("\n## ")[0]
    assert f"({reader}.md)" in guidance


@pytest.mark.parametrize("language", LANGUAGES)
def test_employers_read_the_words_of_the_certificate(language: str) -> None:
    """The page for employers explains the levels as the certificate in that language does."""
    name = "employers.md" if language == "en" else f"employers.{language}.md"
    rows = (DOCS / name).read_text(encoding="utf-8").splitlines()
    for level in words(language).scale():
        assert f"| {level.heading} | {level.meaning} |" in rows


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_translated_page_says_its_language(language: str) -> None:
    """A screen reader is told the language of a translated page."""
    first = (DOCS / f"employers.{language}.md").read_text(encoding="utf-8").partition("\n---\n")[0]
    assert f"\nlang: {language}\n" in f"{first}\n"


def test_supervisors_read_the_words_of_the_scale() -> None:
    """The page for supervisors explains the levels as the program does."""
    page = (DOCS / "supervisors.md").read_text(encoding="utf-8")
    for level in words("en").scale():
        assert f"| **{level.label}** |" in page


def test_nothing_is_asked_of_another_host() -> None:
    """The site's own style sheets fetch nothing."""
    for path in (DOCS / "_static").iterdir():
        assert not re.search(r"url\(|@import|://", path.read_text(encoding="utf-8"))
