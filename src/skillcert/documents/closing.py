"""The foot of the last page: date, signatures, stamp, the place of the code, issuer, disclaimer."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from skillcert.documents import style
from skillcert.documents.code import MODULE, QUIET_ZONE, code_box, place_of
from skillcert.documents.contact import contact, reached_at
from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, SERIF, SERIF_ITALIC
from skillcert.documents.head import filled
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.scene import RuleItem, ShapeItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.model import Certificate, Signer
from skillcert.texts import Words, day

__all__ = ["closing"]

_STAMP = 31.0
_MIDDLE = 43.0
"""The width of the column with the date and the stamp."""
_SIGNATURE_WIDTH = 70.0
_SIGNATURE_ROOM = 7.6
"""The height that is left free above the line, for a signature by hand."""
_NO_BREAK = "\u00a0"


def _date(certificate: Certificate, words: Words) -> str:
    """Return the line with place and date, the date alone where no place is given.

    The date is kept together, with the word that leads it in ("den 12. juni 2025"): where the line
    is too narrow, it breaks after the place.
    """
    date = day(certificate.issued_on, words).replace(" ", _NO_BREAK)
    if certificate.issuer.place is None:
        return date
    template = words.certificate.place_and_date.replace(" {date}", f"{_NO_BREAK}{{date}}")
    values = {"place": certificate.issuer.place, "date": date}
    line = "".join(text for text, _ in filled(template, values))
    return line.replace(f",{_NO_BREAK}", ", ")


def _signature(signer: Signer, label: str, setter: Typesetter, room: float) -> Box:
    """Return a line to sign on, with who signs beneath it."""
    above = Span(text=label, style=SANS, colour=style.QUIET, size=7.6)
    name = Span(text=signer.name, style=SANS_SEMIBOLD, colour=style.INK, size=9.2)
    title = Span(text=signer.title, style=SANS, colour=style.QUIET, size=8.2)
    line = RuleItem(x=0, y=0, x2=_SIGNATURE_WIDTH, y2=0, weight=0.25, colour=style.INK)
    return stack(
        [
            (0, setter.paragraph([above], _SIGNATURE_WIDTH, leading=1.2)),
            (room, Box(height=0, items=(line,))),
            (0.6, setter.paragraph([name], _SIGNATURE_WIDTH, leading=1.25)),
            (0, setter.paragraph([title], _SIGNATURE_WIDTH, leading=1.2)),
        ]
    )


def _signatures(certificate: Certificate, words: Words, setter: Typesetter) -> Box:
    """Return the one or two signatures, under one another."""
    texts = words.certificate
    labels = [texts.checked_by if s.checked else texts.confirmed_by for s in certificate.signers]
    two = len(certificate.signers) > 1
    room, gap = (_SIGNATURE_ROOM, 3.1) if two else (_SIGNATURE_ROOM + 6.6, 0.0)
    return stack(
        (gap if i else 0.0, _signature(signer, label, setter, room))
        for i, (signer, label) in enumerate(zip(certificate.signers, labels, strict=False))
    )


def _ring(side: float) -> ShapeItem:
    """Return the thin ring that a stamp goes into."""
    r, inner = side / 2, side / 2 - 0.2
    path = (
        f"M0 {r}A{r} {r} 0 1 0 {side} {r}A{r} {r} 0 1 0 0 {r}Z"
        f"M0.2 {r}A{inner} {inner} 0 1 0 {side - 0.2} {r}A{inner} {inner} 0 1 0 0.2 {r}Z"
    )
    return ShapeItem(x=(_MIDDLE - side) / 2, y=0, scale=1, paths=(path,), colour=style.RULE)


def _date_and_stamp(certificate: Certificate, words: Words, setter: Typesetter) -> Box:
    """Return place and date, and beneath them the place for a stamp."""
    date = Span(text=_date(certificate, words), style=SERIF, colour=style.INK, size=9.8)
    stamp = Span(text=words.certificate.stamp, style=SANS, colour=style.QUIET, size=7.6)

    def centred(span: Span) -> Box:
        return setter.paragraph([span], _MIDDLE, leading=1.25, align=Align.CENTRE)

    above, label = centred(date), centred(stamp)
    ring = Box(height=_STAMP, items=(_ring(_STAMP), *label.at(0, (_STAMP - label.height) / 2)))
    space = max(style.CODE_SIDE - above.height - ring.height, 3.0)
    return stack([(0, above), (space, ring)])


def _sentence(template: str, value: dict[str, str]) -> str:
    return "".join(text for text, _ in filled(template, value))


def _place(
    certificate: Certificate, words: Words, look: Look, setter: Typesetter, code: str | None
) -> tuple[float, Box]:
    """Return the width of the place of the code, and the code; without one it says whom to ask."""
    if code is not None:
        return code_box(code, words.certificate.code)
    issuer = certificate.issuer
    sentence = _sentence(words.document(certificate.document).contact, {"issuer": issuer.name})
    return style.CODE_SIDE, contact(sentence, issuer, look.pictogram, setter)


def _check(certificate: Certificate, words: Words, setter: Typesetter, code: str) -> Box:
    """Return the line under a code: how the paper is checked."""
    texts = words.checked(certificate.document)
    url = place_of(code)
    line = _sentence(texts.check, {"url": url}) if url else texts.check_offline
    span = Span(text=line, style=SERIF_ITALIC, colour=style.INK, size=8.4, address=True)
    return setter.paragraph([span], style.CONTENT_WIDTH, leading=1.3, align=Align.RIGHT)


def _issuer(certificate: Certificate, words: Words, setter: Typesetter, code: str | None) -> Box:
    """Return who issued the paper and where they are, on one centred line if it fits.

    Otherwise the address has a line of its own, so that the name is not broken. Where a code has
    the place that says whom to ask, phone, e-mail and web address stand here.
    """
    issuer = certificate.issuer
    spans = [
        Span(text=f"{words.certificate.issued_by} ", style=SANS, colour=style.QUIET, size=8.4),
        Span(text=issuer.name, style=SANS_SEMIBOLD, colour=style.INK, size=8.4),
    ]
    rows = [spans]
    if issuer.address:
        text = " · ".join(issuer.address)
        address = Span(text=f" · {text}", style=SANS, colour=style.QUIET, size=8.4)
        if sum(map(setter.width, (*spans, address))) <= style.CONTENT_WIDTH:
            spans.append(address)
        else:
            rows.append([attrs.evolve(address, text=text)])
    if code is not None and (reached := reached_at(issuer)):
        text = " · ".join(reached)
        rows.append([Span(text=text, style=SANS, colour=style.INK, size=8.4, address=True)])
    return stack(
        (0, setter.paragraph(row, style.CONTENT_WIDTH, leading=1.35, align=Align.CENTRE))
        for row in rows
    )


def _disclaimer(certificate: Certificate, words: Words, setter: Typesetter) -> Box:
    text = words.document(certificate.document).disclaimer
    span = Span(text=text, style=SANS, colour=style.QUIET, size=7.2)
    return setter.paragraph([span], style.CONTENT_WIDTH, leading=1.35, align=Align.CENTRE)


def _row(boxes: Sequence[tuple[float, Box]], height: float) -> Box:
    """Put boxes beside one another, their lower edges in line."""
    items = [item for x, box in boxes for item in box.at(x, height - box.height)]
    return Box(height=height, items=tuple(items))


def closing(
    certificate: Certificate, words: Words, look: Look, setter: Typesetter, code: str | None
) -> Box:
    """Return the foot of the last page.

    Args:
        certificate: What is certified; it has one or two signers.
        words: The words of its language.
        look: What it is drawn with.
        setter: Sets the text.
        code: What the code says; None for a paper without one.

    Raises:
        LayoutError: The issuer's contact does not fit into its place, or the code is too large.
    """
    signatures = _signatures(certificate, words, setter)
    middle = _date_and_stamp(certificate, words, setter)
    side, place = _place(certificate, words, look, setter, code)
    code_x = style.CONTENT_WIDTH - side
    middle_x = (_SIGNATURE_WIDTH + code_x - _MIDDLE) / 2
    height = max(signatures.height, middle.height, place.height)
    # The quiet zone of a code goes into the margin, so that its squares are in line with the text.
    hang = 0.0 if code is None else QUIET_ZONE * MODULE
    row = _row([(0, signatures), (middle_x, middle), (code_x + hang, place)], height)
    rule = RuleItem(
        x=0, y=0, x2=style.CONTENT_WIDTH, y2=0, weight=style.HAIRLINE, colour=setter.accent
    )
    parts = [(0.0, row)]
    if code is not None:
        parts.append((0.0, _check(certificate, words, setter, code)))
    return stack(
        [
            *parts,
            (3.4 if code is None else 1.6, Box(height=0, items=(rule,))),
            (1.6, _issuer(certificate, words, setter, code)),
            (0.4, _disclaimer(certificate, words, setter)),
        ]
    )
