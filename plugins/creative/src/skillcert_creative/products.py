"""The products that somebody made, as a section of the document.

What counts is evidence of a product: what was made, how many, how many were sold in the shop, and a
picture where the holder consented to it. The section claims no skill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from skillcert.model import (
    Block,
    DocumentKind,
    EvidenceKind,
    ItemList,
    Language,
    Line,
    Paragraph,
    Picture,
    Prose,
    Section,
    Token,
)
from skillcert.plugins import SectionRequest, read_words

__all__ = ["products"]

_DOCUMENTS = {DocumentKind.CERTIFICATE, DocumentKind.STATEMENT}


@attrs.frozen(kw_only=True)
class _Words:
    """The section's words in one language; `products` names what each task makes, in plural."""

    language: Language
    heading: Line
    sentence: Line
    made: Line
    sold: Line
    statement_heading: Line
    statement: Prose
    products: dict[Token, Line]


@attrs.frozen
class _Made:
    """How many of a product were made, and how many of them were sold."""

    count: int = 0
    sold: int = 0


def products(request: SectionRequest) -> Iterable[Section]:
    """Return the products made; on a statement also what the workshop says of the work."""
    if request.document not in _DOCUMENTS:
        return ()
    words = read_words(_Words, __package__, request.language)
    made = _counted(request, words)
    if not made:
        return ()
    points = tuple(_point(words, task, made[task]) for task in words.products if task in made)
    blocks: tuple[Block, ...] = (
        Paragraph(text=Prose(words.sentence)),
        ItemList(items=points),
        *_pictures(request),
    )
    found = Section(heading=words.heading, blocks=blocks)
    if request.document is DocumentKind.STATEMENT:
        return (_statement(request, words), found)
    return (found,)


def _statement(request: SectionRequest, words: _Words) -> Section:
    record = request.record
    text = words.statement.format(name=record.holder.name, issuer=record.issuer.name)
    return Section(heading=words.statement_heading, blocks=(Paragraph(text=Prose(text)),))


def _counted(request: SectionRequest, words: _Words) -> dict[Token, _Made]:
    made: dict[Token, _Made] = {}
    for evidence in request.record.evidence:
        if evidence.kind is EvidenceKind.PRODUCT and evidence.task in words.products:
            before = made.get(evidence.task, _Made())
            product = evidence.product
            made[evidence.task] = _Made(
                count=before.count + (product.made if product else 1),
                sold=before.sold + (product.sold if product else 0),
            )
    return made


def _point(words: _Words, task: Token, made: _Made) -> Line:
    parts = [words.made.format(count=made.count)]
    if made.sold:
        parts.append(words.sold.format(count=made.sold))
    return Line(f"{words.products[task]}: {', '.join(parts)}")


def _pictures(request: SectionRequest) -> Iterator[Picture]:
    for evidence in request.record.evidence:
        if evidence.kind is EvidenceKind.PRODUCT:
            for attachment in evidence.attachments:
                data = request.picture(attachment)
                if data is not None:
                    caption = attachment.caption
                    yield Picture(data=data, alt=caption, caption=caption)
