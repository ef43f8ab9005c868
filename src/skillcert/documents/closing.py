"""The foot of the last page: date, signatures, stamp, the place of the code, issuer, disclaimer."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from skillcert.documents import style
from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, SERIF, SERIF_ITALIC
from skillcert.documents.head import filled, sign
from skillcert.documents.lines import Span
from skillcert.documents.scene import Item, RuleItem, ShapeItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.errors import LayoutError
from skillcert.model import Certificate, Issuer, Signer
from skillcert.plugins.spec import Pictogram
from skillcert.texts import Words, day

__all__ = ["closing"]

_STAMP = 31.0
_MIDDLE = 43.0
"""The width of the column with the date and the stamp."""
_SIGNATURE_WIDTH = 70.0
_SIGNATURE_ROOM = 7.6
"""The height that is left free above the line, for a signature by hand."""
_NO_BREAK = "\u00a0"
_CONTACT_SIZES = (8.6, 8.0, 7.4, 6.8, 6.2, 5.6)
_SMALLEST = 5.0
_CONTACT_MARGIN, _CONTACT_GAP = 3.0, 1.5


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


def _reached_at(issuer: Issuer) -> list[str]:
    return [text for text in (issuer.phone, issuer.email, issuer.web) if text]


def _contact_text(certificate: Certificate, words: Words, setter: Typesetter, size: float) -> Box:
    """Return what stands in the code's place until there is a code, at one type size."""
    width = style.CODE_SIDE - 2 * _CONTACT_MARGIN
    values = {"issuer": certificate.issuer.name}
    text = "".join(part for part, _ in filled(words.document(certificate.document).contact, values))
    how = Span(text=text, style=SERIF_ITALIC, colour=style.INK, size=size)
    parts = [(0.0, setter.paragraph([how], width, leading=1.3, align=Align.CENTRE))]
    for i, line in enumerate(_reached_at(certificate.issuer)):
        span = _unbroken(line, setter, width, size - 0.6)
        box = setter.paragraph([span], width, leading=1.3, align=Align.CENTRE)
        parts.append((1.3 if i == 0 else 0.3, box))
    return stack(parts)


def _unbroken(line: str, setter: Typesetter, width: float, largest: float) -> Span:
    """Return an address at the largest size at which it stands on one line, else at the smallest.

    A reader cannot tell whether a hyphen at the end of a line belongs to an address.
    """
    span = Span(text=line, style=SANS, colour=style.INK, size=largest, address=True)
    while span.size > _SMALLEST and setter.width(span) > width:
        span = attrs.evolve(span, size=max(span.size - 0.2, _SMALLEST))
    return span


def _contact(
    certificate: Certificate, words: Words, pictogram: Pictogram, setter: Typesetter
) -> Box:
    """Return the square of the code, which says until then whom to ask.

    Raises:
        LayoutError: The issuer's name and addresses do not fit into it.
    """
    side, mark = style.CODE_SIDE, 7.0
    room = side - 2 * _CONTACT_MARGIN
    for size in _CONTACT_SIZES[:-1]:
        text = _contact_text(certificate, words, setter, size)
        if text.height <= room - mark - _CONTACT_GAP:
            break
    else:
        text = _contact_text(certificate, words, setter, _CONTACT_SIZES[-1])
    if text.height > room - mark - _CONTACT_GAP:
        mark = 0.0  # the smallest size may have the place of the pictogram too
    if text.height > room:
        raise LayoutError(
            "the issuer's name, phone, e-mail and web address do not fit into the place "
            "where the certificate says how to check it",
            hint="Shorten them",
        )
    frame = ShapeItem(
        x=0,
        y=0,
        scale=1,
        paths=(f"M0 0H{side}V{side}H0ZM.2 .2V{side - 0.2}H{side - 0.2}V.2Z",),
        colour=style.RULE,
    )
    gap = _CONTACT_GAP if mark else 0.0
    top = (side - mark - gap - text.height) / 2
    items: list[Item] = [frame]
    if mark:
        items.extend(sign(pictogram, mark, setter.accent, (side - mark) / 2).at(0, top))
    items.extend(text.at(_CONTACT_MARGIN, top + mark + gap))
    return Box(height=side, items=tuple(items))


def _issuer(certificate: Certificate, words: Words, setter: Typesetter) -> Box:
    """Return who issued the paper and where they are, on one centred line if it fits.

    Otherwise the address has a line of its own, so that the name is not broken.
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
    certificate: Certificate, words: Words, pictogram: Pictogram, setter: Typesetter
) -> Box:
    """Return the foot of the last page.

    Args:
        certificate: What is certified; it has one or two signers.
        words: The words of its language.
        pictogram: The workshop's sign.
        setter: Sets the text.

    Raises:
        LayoutError: The issuer's contact does not fit into its place.
    """
    signatures = _signatures(certificate, words, setter)
    middle = _date_and_stamp(certificate, words, setter)
    contact = _contact(certificate, words, pictogram, setter)
    code_x = style.CONTENT_WIDTH - style.CODE_SIDE
    middle_x = (_SIGNATURE_WIDTH + code_x - _MIDDLE) / 2
    height = max(signatures.height, middle.height, style.CODE_SIDE)
    row = _row([(0, signatures), (middle_x, middle), (code_x, contact)], height)
    rule = RuleItem(
        x=0, y=0, x2=style.CONTENT_WIDTH, y2=0, weight=style.HAIRLINE, colour=setter.accent
    )
    return stack(
        [
            (0, row),
            (3.4, Box(height=0, items=(rule,))),
            (1.6, _issuer(certificate, words, setter)),
            (0.4, _disclaimer(certificate, words, setter)),
        ]
    )
