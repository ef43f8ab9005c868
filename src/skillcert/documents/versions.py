"""A certificate in one language or in two side by side: the columns that it is set in.

Rules of this module

- Rows of the two columns stand at the same height, so that a line can be compared with the other.
- Whoever hears the page hears one column after the other, each in its language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import attrs

from skillcert.documents import style
from skillcert.documents.flow import Block
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.lines import Span
from skillcert.documents.regroup import Regrouper
from skillcert.documents.scene import Element, Item, Role, RuleItem, flat
from skillcert.documents.typeset import Box, Typesetter
from skillcert.errors import LayoutError
from skillcert.model import Certificate, Language
from skillcert.texts import Words, words

__all__ = ["GUTTER", "Version", "across", "column_by_column", "joined", "rows", "versions_of"]

GUTTER = 8.0
"""The space between two columns, in millimetres."""


class Version:
    """A certificate in one of its languages, and the column that it is set in.

    Args:
        certificate: The certificate.
        setter: Sets the text of the column.
        x: The left edge of the column.
        further: Whether it is not the first column.
    """

    def __init__(
        self, certificate: Certificate, setter: Typesetter, *, x: float = 0.0, further: bool = False
    ) -> None:
        self.certificate = certificate
        self.words: Words = words(certificate.language)
        self.setter = setter
        self.x = x
        self.whole = Element(role=Role.GROUP, language=certificate.language) if further else None
        self._regrouper = Regrouper(self.whole) if self.whole is not None else None

    @property
    def language(self) -> Language | None:
        """The language of its texts where they stand among those of the first; None for that."""
        return None if self.whole is None else self.certificate.language

    def placed(self, box: Box) -> Box:
        """Return *box* in its column, as part of what is read there."""
        items = box.items if self._regrouper is None else self._regrouper.items(box.items)
        return Box(height=box.height, items=Box(height=box.height, items=items).at(self.x, 0))


def versions_of(
    certificates: Sequence[Certificate], library: FontLibrary, accent: str
) -> tuple[Version, ...]:
    """Return a certificate's languages, each with its column.

    Args:
        certificates: The certificate in one language, or in two that stand side by side.
        library: The faces.
        accent: The accent colour.

    Raises:
        LayoutError: There are more than two, or they are not of the same document.
        LanguageError: There are no certificate texts in a language.
    """
    if len(certificates) == 1:
        return (Version(certificates[0], Typesetter(library, accent)),)
    if len(certificates) != 2 or len({one.document for one in certificates}) != 1:
        raise LayoutError(
            f"side by side stand two languages of one document, not {len(certificates)}",
            hint="Name two languages, or let them stand one after the other",
        )
    measure = (style.CONTENT_WIDTH - GUTTER) / 2
    return tuple(
        Version(
            certificate,
            Typesetter(library, accent, measure),
            x=i * (measure + GUTTER),
            further=i > 0,
        )
        for i, certificate in enumerate(certificates)
    )


def across(versions: Sequence[Version], boxes: Iterable[Box]) -> Box:
    """Return one box a version side by side, their tops in line."""
    if len(versions) == 1:
        return next(iter(boxes))
    placed = [version.placed(box) for version, box in zip(versions, boxes, strict=True)]
    return Box(
        height=max(box.height for box in placed),
        items=tuple(item for box in placed for item in box.items),
    )


def rows(versions: Sequence[Version], blocks: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """Yield the blocks of all versions row by row.

    Args:
        versions: The versions.
        blocks: For each version its blocks.
    """
    if len(versions) == 1:
        yield from blocks[0]
        return
    nothing = Block(box=Box(height=0))
    for row in zip_longest(*blocks, fillvalue=nothing):
        repeats = [block.repeat for block in row]
        yield Block(
            box=across(versions, (block.box for block in row)),
            before=max(block.before for block in row),
            stretch=max(block.stretch for block in row),
            keep=any(block.keep for block in row),
            repeat=across(versions, (box or Box(height=0) for box in repeats))
            if any(repeats)
            else None,
        )


def joined(versions: Sequence[Version], texts: Sequence[str], like: Span) -> list[Span]:
    """Return the same word in each language on one line, said once where it is the same in all.

    Args:
        versions: The versions.
        texts: The word in each of their languages.
        like: The style.
    """
    kept = [i for i, text in enumerate(texts) if text not in texts[:i]]
    return [
        attrs.evolve(like, text=f"{' · ' if i else ''}{texts[i]}", language=versions[i].language)
        for i in kept
    ]


def column_by_column(
    versions: Sequence[Version], items: Iterable[Item], *, several: bool
) -> tuple[Item, ...]:
    """Return what stands on a page in the order of reading: the first column, then the next.

    Args:
        versions: The versions.
        items: The items row by row.
        several: Whether there are several pages, so that each has groups of its own.
    """
    placed = flat(items)
    found: list[Item] = [item for item in placed if _whole(item) is None]
    for version in versions:
        if version.whole is None:
            continue
        own = tuple(item for item in placed if _whole(item) is version.whole)
        if several:
            group = Element(role=Role.GROUP, language=version.whole.language)
            own = Regrouper(group, instead_of=version.whole).items(own)
        found.extend(own)
    return tuple(found)


def _whole(item: Item) -> Element | None:
    """Return the group of a further column that *item* lies within."""
    here = None if isinstance(item, RuleItem) else item.element
    while here is not None and here.within is not None:
        here = here.within
    return here if here is not None and here.role is Role.GROUP and here.language else None
