"""Putting the page together."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from skillcert import codec
from skillcert.credentials.paper_code import dictionary
from skillcert.credentials.trust import open_bundle
from skillcert.model import DocumentKind, Language, Line, PerformanceLevel
from skillcert.texts import LANGUAGES, words

__all__ = ["PageWords", "page_words", "verify_page"]

_NAMES = {"en": "English", "nb": "Norsk bokmål", "nn": "Norsk nynorsk", "da": "Dansk"}
_POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; "
    "img-src blob: data:; media-src blob:; connect-src 'none'; form-action 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@attrs.frozen(kw_only=True)
class PageWords:
    """What the page says in one language. Slots in braces are filled by the page."""

    language: Language
    title: Line
    spoken: Line
    how: Line
    intro: Line
    paste: Line
    check: Line
    camera: Line
    file: Line
    checking: Line
    says: Line
    compare: Line
    keys: Line
    contact: Line
    details: Line
    number: Line
    rubric: Line
    checkpoint: Line
    replaces: Line
    privacy: Line
    private: Line
    list: Line
    no_list: Line
    bad_list: Line
    no_code: Line
    no_camera: Line
    noscript: Line
    genuine: Line
    changed: Line
    replaced: Line
    not_confirmed: Line
    ask_issuer: Line
    stale: Line
    faults: dict[str, Line]


@cache
def page_words(language: str) -> PageWords:
    """Return the words of the page in *language*, one of `skillcert.texts.LANGUAGES`."""
    source = files(__package__) / "words" / f"{language}.toml"
    return codec.load_toml(PageWords, source.read_bytes(), source=f"{language}.toml")


def verify_page(bundle: bytes | None = None, *, camera: bool = False) -> bytes:
    """Return the page as one HTML file.

    Args:
        bundle: The file of a list of issuers to build in; without one, whoever opens the page
            chooses the file of a list first.
        camera: Whether codes are read from pictures and by camera in every browser, which makes
            the page twice as large; without it the browser must be able to.

    Raises:
        TrustError: The list is none, or is not signed as it must be.
    """
    if bundle is not None:
        open_bundle(bundle)
    script = _file(f"built/{'full' if camera else 'light'}.js").strip()
    style = _file("style.css").strip()
    values = {
        "policy": _POLICY.format(script=_digest(script), style=_digest(style)),
        "title": html.escape(page_words("en").title),
        "style": style,
        "languages": "".join(
            f'<option value="{language}" lang="{language}">{_NAMES[language]}</option>'
            for language in LANGUAGES
        ),
        "noscript": html.escape(page_words("en").noscript),
        "data": _json(bundle),
        "script": script,
    }
    page = _file("template.html")
    for name, value in values.items():
        page = page.replace(f"{{{name}}}", value)
    return page.encode("utf-8")


def _json(bundle: bytes | None) -> str:
    """Return what the page's program reads, in a form that ends no script element."""
    said: dict[str, Any] = {
        "words": {language: codec.unstructure(page_words(language)) for language in LANGUAGES},
        "papers": {language: _paper(language) for language in LANGUAGES},
        "dictionary": dictionary().decode("utf-8"),
        "bundle": bundle.decode("utf-8") if bundle is not None else None,
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _paper(language: str) -> dict[str, Any]:
    """Return the words of a paper that the code leaves out, because they are always the same."""
    said = words(language)
    return {
        "titles": {
            kind.value: said.document(kind).title
            for kind in (DocumentKind.CERTIFICATE, DocumentKind.STATEMENT)
        },
        "levels": {level.value: said.level(level).heading for level in PerformanceLevel},
        "period": said.certificate.period,
        "period_open": said.certificate.period_open,
        "confirmed_by": said.certificate.confirmed_by,
    }


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _file(name: str) -> str:
    return files(__package__).joinpath(*name.split("/")).read_text(encoding="utf-8")
