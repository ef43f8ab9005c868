"""The foot of the last page: date, signatures, stamp, the place of the code, issuer, disclaimer.

Rules of this module

- Whatever is said, is said in each of the paper's languages, and once where they say the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from skillcert.documents import style
from skillcert.documents.code import MODULE, QUIET_ZONE, code_box, place_of
from skillcert.documents.contact import contact, reached_at
from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, SERIF, SERIF_ITALIC
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.pieces import told
from skillcert.documents.scene import Item, RuleItem, ShapeItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.documents.versions import Version, joined
from skillcert.model import Certificate
from skillcert.texts import DocumentWords, day

__all__ = ["closing"]

_STAMP = 31.0
_MIDDLE = 43.0
"""The width of the column with the date and the stamp."""
_SIGNATURE_WIDTH = 70.0
_SIGNATURE_ROOM = 7.6
"""The height that is left free above the line, for a signature by hand."""
_RAISED = 0.8
"""By how much the date is raised, so that it stands on the line of a smaller type beside it."""
_NO_BREAK = "\u00a0"


def _ring(side: float) -> ShapeItem:
    """Return the thin ring that a stamp goes into."""
    r, inner = side / 2, side / 2 - 0.2
    path = (
        f"M0 {r}A{r} {r} 0 1 0 {side} {r}A{r} {r} 0 1 0 0 {r}Z"
        f"M0.2 {r}A{inner} {inner} 0 1 0 {side - 0.2} {r}A{inner} {inner} 0 1 0 0.2 {r}Z"
    )
    return ShapeItem(x=(_MIDDLE - side) / 2, y=0, scale=1, paths=(path,), colour=style.RULE)


def _date(version: Version) -> str:
    """Return the line with place and date, the date alone where no place is given.

    The date is kept together, with the word that leads it in ("den 12. juni 2025"): where the line
    is too narrow, it breaks after the place.
    """
    certificate, words = version.certificate, version.words
    date = day(certificate.issued_on, words).replace(" ", _NO_BREAK)
    if certificate.issuer.place is None:
        return date
    template = words.certificate.place_and_date.replace(" {date}", f"{_NO_BREAK}{{date}}")
    line = told(template, {"place": certificate.issuer.place, "date": date})
    return line.replace(f",{_NO_BREAK}", ", ")


@attrs.frozen(kw_only=True)
class _Foot:
    """What the pieces of the foot are made with.

    Attributes:
        versions: The certificate, in one language or in two.
        look: What it is drawn with.
        setter: Sets the text, as wide as the page.
        code: What the code says; None for a paper without one.
    """

    versions: Sequence[Version]
    look: Look
    setter: Typesetter
    code: str | None

    @property
    def certificate(self) -> Certificate:
        """The certificate in its first language."""
        return self.versions[0].certificate

    def said(self, texts: Sequence[str], like: Span) -> list[Span]:
        """Return the same word in each language, on one line."""
        return joined(self.versions, texts, like)

    def lines(
        self,
        texts: Sequence[str],
        like: Span,
        width: float,
        *,
        leading: float,
        align: Align = Align.CENTRE,
    ) -> Box:
        """Return the same sentence in each language, each on lines of its own."""
        spans = [
            [attrs.evolve(span, text=span.text.removeprefix(" · "))]
            for span in self.said(texts, like)
        ]
        return stack(
            (0, self.setter.paragraph(one, width, leading=leading, align=align)) for one in spans
        )

    def signatures(self) -> Box:
        """Return the one or two signatures, under one another."""
        two = len(self.certificate.signers) > 1
        room, gap = (_SIGNATURE_ROOM, 3.1) if two else (_SIGNATURE_ROOM + 6.6, 0.0)
        return stack(
            (gap if i else 0.0, self._signature(i, room))
            for i in range(len(self.certificate.signers))
        )

    def _signature(self, number: int, room: float) -> Box:
        """Return a line to sign on, with who signs beneath it."""
        signers = [version.certificate.signers[number] for version in self.versions]
        labels = [_label(version, number) for version in self.versions]
        above = Span(text="", style=SANS, colour=style.QUIET, size=7.6)
        name = Span(text=signers[0].name, style=SANS_SEMIBOLD, colour=style.INK, size=9.2)
        title = attrs.evolve(above, size=8.2)
        line = RuleItem(x=0, y=0, x2=_SIGNATURE_WIDTH, y2=0, weight=0.25, colour=style.INK)
        titles = self.said([signer.title for signer in signers], title)
        return stack(
            [
                (0, self._signature_line(self.said(labels, above), 1.2)),
                (room, Box(height=0, items=(*self._scanned(number, room), line))),
                (0.6, self._signature_line([name], 1.25)),
                (0, self._signature_line(titles, 1.2)),
            ]
        )

    def _scanned(self, number: int, room: float) -> tuple[Item, ...]:
        """Return the scanned signature of a signer, standing a little over the line to sign on."""
        name = self.certificate.signers[number].name
        letterhead = self.look.letterhead
        signature = None if letterhead is None else letterhead.signature(name)
        if signature is None:
            return ()
        from skillcert.documents.artwork import signature_box

        words = self.versions[0].words
        alt = told(words.certificate.signature, {"name": name})
        below = 1.2
        box = signature_box(signature, alt, _SIGNATURE_WIDTH - 8, room + below - 0.4)
        return box.at(2.0, below - box.height)

    def _signature_line(self, spans: Sequence[Span], leading: float) -> Box:
        return self.setter.paragraph(spans, _SIGNATURE_WIDTH, leading=leading)

    def date_and_stamp(self) -> Box:
        """Return place and date, and beneath them the place for a stamp."""
        date = Span(text="", style=SERIF, colour=style.INK, size=9.8)
        stamp = Span(text="", style=SANS, colour=style.QUIET, size=7.6)
        above = self.lines([_date(one) for one in self.versions], date, _MIDDLE, leading=1.25)
        label = self.setter.paragraph(
            self.said([one.words.certificate.stamp for one in self.versions], stamp),
            _MIDDLE,
            leading=1.25,
            align=Align.CENTRE,
        )
        items = (_ring(_STAMP), *label.at(0, (_STAMP - label.height) / 2))
        ring = Box(height=_STAMP, items=items)
        space = max(style.CODE_SIDE - above.height - ring.height, 1.3)
        # The date stands on one line with the small word above the first signature.
        return stack([(-_RAISED, above), (space + _RAISED, ring)])

    def place(self) -> tuple[float, Box]:
        """Return the width of the place of the code, and the code; without one, whom to ask."""
        if self.code is not None:
            return code_box(self.code, self.versions[0].words.certificate.code)
        issuer = self.certificate.issuer
        sentences = [told(_texts(one).contact, {"issuer": issuer.name}) for one in self.versions]
        like = Span(text="", style=SERIF_ITALIC, colour=style.INK, size=0)
        spans = [
            attrs.evolve(span, text=span.text.removeprefix(" · "))
            for span in self.said(sentences, like)
        ]
        return style.CODE_SIDE, contact(spans, issuer, self.look.pictogram, self.setter)

    def check(self, code: str) -> Box:
        """Return the line under a code: how the paper is checked."""
        url = place_of(code)
        texts = [
            told(checked.check, {"url": url}) if url else checked.check_offline
            for checked in (one.words.checked(one.certificate.document) for one in self.versions)
        ]
        like = Span(text="", style=SERIF_ITALIC, colour=style.INK, size=8.4, address=True)
        return self.lines(texts, like, style.CONTENT_WIDTH, leading=1.3, align=Align.RIGHT)

    def issuer(self) -> Box:
        """Return who issued the paper and where they are, on one centred line if it fits.

        Otherwise the address has a line of its own, so that the name is not broken. Where a code
        has the place that says whom to ask, phone, e-mail and web address stand here.
        """
        issuer = self.certificate.issuer
        quiet = Span(text=" ", style=SANS, colour=style.QUIET, size=8.4)
        by = self.said([one.words.certificate.issued_by for one in self.versions], quiet)
        name = attrs.evolve(quiet, text=issuer.name, style=SANS_SEMIBOLD, colour=style.INK)
        rows = [[*by[:-1], attrs.evolve(by[-1], text=f"{by[-1].text} "), name]]
        if issuer.address:
            text = " · ".join(issuer.address)
            address = attrs.evolve(quiet, text=f" · {text}")
            if sum(map(self.setter.width, (*rows[0], address))) <= style.CONTENT_WIDTH:
                rows[0].append(address)
            else:
                rows.append([attrs.evolve(address, text=text)])
        if self.code is not None and (reached := reached_at(issuer)):
            text = " · ".join(reached)
            rows.append([attrs.evolve(quiet, text=text, colour=style.INK, address=True)])
        return stack(
            (0, self.setter.paragraph(row, style.CONTENT_WIDTH, leading=1.35, align=Align.CENTRE))
            for row in rows
        )

    def disclaimer(self) -> Box:
        """Return what the paper is and what it is not."""
        like = Span(text="", style=SANS, colour=style.QUIET, size=7.2)
        texts = [_texts(one).disclaimer for one in self.versions]
        return self.lines(texts, like, style.CONTENT_WIDTH, leading=1.35)


def _texts(version: Version) -> DocumentWords:
    return version.words.document(version.certificate.document)


def _label(version: Version, number: int) -> str:
    texts = version.words.certificate
    checked = version.certificate.signers[number].checked
    return texts.checked_by if checked else texts.confirmed_by


def _row(boxes: Sequence[tuple[float, Box]], height: float) -> Box:
    """Put boxes beside one another, their lower edges in line."""
    items = [item for x, box in boxes for item in box.at(x, height - box.height)]
    return Box(height=height, items=tuple(items))


def closing(
    versions: Sequence[Version], look: Look, setter: Typesetter, code: str | None = None
) -> Box:
    """Return the foot of the last page.

    Args:
        versions: What is certified, in one language or in two; it has one or two signers.
        look: What it is drawn with.
        setter: Sets the text, as wide as the page.
        code: What the code says; None for a paper without one.

    Raises:
        LayoutError: The issuer's contact does not fit into its place, or the code is too large.
    """
    foot = _Foot(versions=versions, look=look, setter=setter, code=code)
    signatures, middle = foot.signatures(), foot.date_and_stamp()
    side, place = foot.place()
    code_x = style.CONTENT_WIDTH - side
    middle_x = (_SIGNATURE_WIDTH + code_x - _MIDDLE) / 2
    # The quiet zone of a code goes into the margin, so that its squares are in line with the text,
    # and the ring for the stamp and the signatures end where they do.
    hang = 0.0 if code is None else QUIET_ZONE * MODULE
    middle = Box(height=middle.height + hang, items=middle.items)
    signatures = Box(height=signatures.height + hang, items=signatures.items)
    height = max(signatures.height, middle.height, place.height)
    parts = [(0.0, _row([(0, signatures), (middle_x, middle), (code_x + hang, place)], height))]
    if code is not None:
        parts.append((0.0, foot.check(code)))
    rule = RuleItem(
        x=0, y=0, x2=style.CONTENT_WIDTH, y2=0, weight=style.HAIRLINE, colour=setter.accent
    )
    return stack(
        [
            *parts,
            (3.4 if code is None else 1.6, Box(height=0, items=(rule,))),
            (1.6, foot.issuer()),
            (0.4, foot.disclaimer()),
        ]
    )
