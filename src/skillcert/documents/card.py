"""From a pocket card to its scene: 85.6 by 54 mm (ISO/IEC 7810, ID-1), alone or ten on a sheet.

Rules of this module

- The front says who, what and from whom; the back has the place of the code.
- As many skills as fit are shown, the most independent first, and nothing says that there are more.
- On a sheet the backs lie behind the fronts when it is printed on both sides and turned over its
  long edge.
- Nothing that matters comes near an edge, since nobody cuts to the hair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from skillcert.documents import style
from skillcert.documents.code import MODULE, QUIET_ZONE, code_box, place_of
from skillcert.documents.contact import contact, reached_at, unbroken
from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, SERIF, SERIF_ITALIC, FontLibrary
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.pieces import filled, sign, together, told
from skillcert.documents.printing import Printing
from skillcert.documents.scene import Element, Item, Page, Role, RuleItem, Scene, ShapeItem
from skillcert.documents.typeset import Box, Typesetter, stack
from skillcert.errors import LayoutError
from skillcert.model import Card, LevelGroup
from skillcert.texts import Words, day, words

__all__ = ["CARD_HEIGHT", "CARD_WIDTH", "card_scene"]

CARD_WIDTH, CARD_HEIGHT = 85.6, 54.0
COLUMNS, ROWS = 2, 5

_MARGIN = 4.6
_BAR = 1.1
_LEFT = _MARGIN + _BAR + 3.0
_WIDTH = CARD_WIDTH - _LEFT - _MARGIN
_FOOT = CARD_HEIGHT - _MARGIN
_SIGN = 7.6
_NAMES = (15.0, 13.5, 12.0, 10.8, 9.6, 8.6)
_SENTENCES = (7.6, 7.0, 6.4)
_SKILLS = (7.2, 6.8, 6.4)
_SMALL = 6.2
_MARK_LENGTH, _MARK_GAP = 4.0, 2.0


@attrs.frozen(kw_only=True)
class _Maker:
    """What both sides of a card are made with."""

    card: Card
    texts: Words
    look: Look
    setter: Typesetter

    def line(  # noqa: PLR0913 -- as for `Typesetter.paragraph`
        self,
        text: str,
        face: str,
        size: float,
        colour: str = style.INK,
        *,
        width: float = _WIDTH,
        role: Role = Role.PARAGRAPH,
    ) -> Box:
        """Set one paragraph in one style."""
        span = Span(text=text, style=face, colour=colour, size=size)
        return self.setter.paragraph([span], width, leading=1.26, role=role)

    def front(self) -> Box:
        """Return the front: the foot at the foot, and the skills between it and the head."""
        head, foot = self._head(), self._foot()
        room = _FOOT - _MARGIN - head.height - foot.height - 2.4
        skills = self._skills(room)
        bar = ShapeItem(
            x=_MARGIN,
            y=_MARGIN,
            scale=1,
            paths=(f"M0 0H{_BAR}V{CARD_HEIGHT - 2 * _MARGIN}H0Z",),
            colour=self.setter.accent,
        )
        items = (
            bar,
            *head.at(_LEFT, _MARGIN),
            *skills.at(_LEFT, _MARGIN + head.height + 1.4),
            *foot.at(_LEFT, _FOOT - foot.height),
        )
        return Box(height=CARD_HEIGHT, items=items)

    def _head(self) -> Box:
        """Return title, sign, name and field of work."""
        texts = self.texts.card
        values = {"field": together(self.card.field), "issuer": self.card.issuer.name}
        shows = told(self.texts.certificate.pictogram, {"field": self.card.field})
        title = self.line(texts.title, SERIF, 11.0, self.setter.accent, role=Role.TITLE)
        mark = sign(self.look.pictogram, _SIGN, self.setter.accent, _WIDTH - _SIGN, shows)
        top = Box(height=title.height, items=(*title.items, *mark.at(0, -0.4)))
        after = texts.opening.partition("{name}")[2].strip()
        return stack([(0, top), (1.3, self._name()), (0.2, self._sentence(after, values))])

    def _name(self) -> Box:
        """Set the name on one line as large as it fits, else over several."""
        room = _WIDTH - _SIGN - 2
        language = self.card.name_language
        spans = [
            Span(
                text=self.card.name,
                style=SERIF,
                colour=style.INK,
                size=size,
                language=language,
            )
            for size in _NAMES
        ]
        chosen = next((s for s in spans if self.setter.width(s) <= room), spans[-2])
        width = room if self.setter.width(chosen) <= room else _WIDTH
        return self.setter.paragraph([chosen], width, leading=1.2, language=language)

    def _sentence(self, template: str, values: dict[str, str]) -> Box:
        """Set what the person has done on one line if a size fits, else on as many as it takes."""
        parts = list(filled(template, values))

        def at(size: float) -> list[Span]:
            return [
                Span(text=t, style=SERIF if slot else SERIF_ITALIC, colour=style.INK, size=size)
                for t, slot in parts
            ]

        sizes = (s for s in _SENTENCES if sum(map(self.setter.width, at(s))) <= _WIDTH)
        return self.setter.paragraph(at(next(sizes, _SENTENCES[-1])), _WIDTH, leading=1.3)

    def _foot(self) -> Box:
        """Return the issuer with the first address, and the date; on two lines if need be."""
        issuer = self.card.issuer
        date = Span(
            text=day(self.card.issued_on, self.texts), style=SANS, colour=style.QUIET, size=_SMALL
        )
        name = Span(text=issuer.name, style=SANS_SEMIBOLD, colour=style.INK, size=_SMALL)
        reached = [
            Span(text=f" · {text}", style=SANS, colour=style.INK, size=_SMALL)
            for text in reached_at(issuer)[:1]
        ]
        rule = RuleItem(x=0, y=0, x2=_WIDTH, y2=0, weight=style.HAIRLINE, colour=self.setter.accent)
        above = Box(height=0, items=(rule,))
        wide = self.setter.width(date)
        if sum(map(self.setter.width, (name, *reached))) + wide + 3 <= _WIDTH:
            left = self.setter.paragraph([name, *reached], _WIDTH - wide, leading=1.26)
            right = self.setter.paragraph([date], wide + 0.5, leading=1.26, x=_WIDTH - wide)
            row = Box(height=left.height, items=(*left.items, *right.items))
            return stack([(0, above), (1.1, row)])
        rows = [[name], [attrs.evolve(s, text=s.text.removeprefix(" · ")) for s in reached], [date]]
        return stack(
            [
                (0, above),
                *(
                    (1.0 if i == 0 else 0.1, self.setter.paragraph(row, _WIDTH, leading=1.26))
                    for i, row in enumerate(rows)
                ),
            ]
        )

    def _skills(self, room: float) -> Box:
        """Return the skills that fit into *room*, at the size that shows the most of them."""
        made = [self._skills_at(size, room) for size in _SKILLS]
        most = max(count for count, _ in made)
        if not most:
            raise LayoutError(
                "a pocket card has no room for a skill beside such long names",
                hint="Shorten the issuer's name, or print the certificate alone",
            )
        return next(box for count, box in made if count == most)

    def _skills_at(self, size: float, room: float) -> tuple[int, Box]:
        """Return how many skills fit at one type size, and those."""
        first, *others = self.card.levels
        boxes: list[tuple[float, Box]] = [(0.0, self._heading(first))]
        height, count = boxes[0][1].height, 0
        for group in (first, *others):
            within = Element(role=Role.LIST)
            for i, one in enumerate(group.lines):
                new = [(0.3 if count == 0 else 0.1, self._point(one.text, size, within))]
                if i == 0 and group is not first:
                    new.insert(0, (0.5, self._level(group)))
                height += sum(gap + box.height for gap, box in new)
                if height > room:
                    return count, stack(boxes)
                boxes += new
                count += 1
        return count, stack(boxes)

    def _heading(self, group: LevelGroup) -> Box:
        """Return the heading with the first level behind it, if there is room for both."""
        text = self.texts.card.skills
        span = Span(text=text, style=SANS_SEMIBOLD, colour=self.setter.accent, size=_SMALL)
        heading = self.setter.paragraph([span], _WIDTH, leading=1.26, role=Role.HEADING)
        level = self._level(group)
        x = self.setter.width(span) + 2.0
        name = Span(
            text=self.texts.level(group.level).heading,
            style=SERIF_ITALIC,
            colour=style.QUIET,
            size=_SMALL,
        )
        if x + self.setter.width(name) > _WIDTH:
            return stack([(0, heading), (0.3, level)])
        beside = self.setter.paragraph([name], _WIDTH - x + 0.1, leading=1.26, x=x)
        return Box(height=heading.height, items=(*heading.items, *beside.items))

    def _level(self, group: LevelGroup) -> Box:
        text = self.texts.level(group.level).heading
        return self.line(text, SERIF_ITALIC, _SMALL, style.QUIET)

    def _point(self, text: str, size: float, within: Element) -> Box:
        item = Element(role=Role.LIST_ITEM, within=within)
        label = Element(role=Role.LABEL, within=item, alt="•")
        mark = ShapeItem(
            x=0.2,
            y=size * 0.2215 - 0.45,
            scale=0.9,
            paths=("M0 0H1V1H0Z",),
            colour=self.setter.accent,
            element=label,
        )
        span = Span(text=text, style=SANS, colour=style.INK, size=size)
        box = self.setter.paragraph([span], _WIDTH - 2.4, leading=1.26, element=item, x=2.4)
        return Box(height=box.height, items=(mark, *box.items))

    def back(self, code: str | None) -> Box:
        """Return the back: the place of the code, and who issued the card."""
        side, place = self._place(code)
        # The quiet zone of a code is white, so its squares and not the zone keep to the margin.
        left = _MARGIN if code is None else _MARGIN - QUIET_ZONE * MODULE
        x = left + side + (3.4 if code is None else 2.0)
        beside = self._beside(code, CARD_WIDTH - _MARGIN - x)
        items = (
            *place.at(left, (CARD_HEIGHT - side) / 2),
            *beside.at(x, (CARD_HEIGHT - beside.height) / 2),
        )
        return Box(height=CARD_HEIGHT, items=items)

    def _place(self, code: str | None) -> tuple[float, Box]:
        if code is not None:
            return code_box(code, self.texts.certificate.code)
        issuer = self.card.issuer
        sentence = told(self.texts.card.contact, {"issuer": issuer.name})
        how = Span(text=sentence, style=SERIF_ITALIC, colour=style.INK, size=0)
        return style.CODE_SIDE, contact(
            [how], issuer, self.look.pictogram, self.setter, style.CODE_SIDE
        )

    def _beside(self, code: str | None, width: float) -> Box:
        """Return what stands beside the place of the code, at the largest size that fits."""
        for size in (7.0, 6.6, 6.2, 5.8, 5.4, 5.0):
            box = stack(self._told(code, width, size))
            if box.height <= CARD_HEIGHT - 2 * _MARGIN:
                return box
        raise LayoutError(
            "the issuer's name and addresses do not fit on the back of a pocket card",
            hint="Shorten them",
        )

    def _told(self, code: str | None, width: float, size: float) -> Iterator[tuple[float, Box]]:
        issuer, card = self.card.issuer, self.texts.card
        if code is not None:
            yield 0.0, self.line(self._check(code), SERIF_ITALIC, size, width=width)
        if self.look.logo is not None:
            from skillcert.documents.artwork import logo_box

            yield 1.6, logo_box(self.look.logo, min(width, 30.0), 8.0)[1]
        yield 1.6, self.line(issuer.name, SANS_SEMIBOLD, size, width=width)
        for part in issuer.address:
            yield 0.0, self.line(part, SANS, size - 0.2, style.QUIET, width=width)
        for text in reached_at(issuer) if code is not None else ():
            span = unbroken(text, self.setter, width, size - 0.2)
            yield 0.1, self.setter.paragraph([span], width, leading=1.26)
        yield 1.6, self.line(card.disclaimer, SANS, max(size - 0.8, 5.0), style.QUIET, width=width)

    def _check(self, code: str) -> str:
        url = place_of(code)
        if not url:
            return self.texts.card.check_offline
        return told(self.texts.card.check, {"url": url})


def _marks() -> Iterator[Item]:
    """Yield the crop marks of a sheet, outside the cards."""
    left = (style.PAGE_WIDTH - COLUMNS * CARD_WIDTH) / 2
    top = (style.PAGE_HEIGHT - ROWS * CARD_HEIGHT) / 2
    right, bottom = style.PAGE_WIDTH - left, style.PAGE_HEIGHT - top

    def mark(x: float, y: float, x2: float, y2: float) -> RuleItem:
        return RuleItem(x=x, y=y, x2=x2, y2=y2, weight=0.15, colour=style.INK)

    far, near = _MARK_GAP + _MARK_LENGTH, _MARK_GAP
    for i in range(COLUMNS + 1):
        x = left + i * CARD_WIDTH
        yield mark(x, top - far, x, top - near)
        yield mark(x, bottom + near, x, bottom + far)
    for i in range(ROWS + 1):
        y = top + i * CARD_HEIGHT
        yield mark(left - far, y, left - near, y)
        yield mark(right + near, y, right + far, y)


def _sheet(box: Box) -> Page:
    """Return a sheet with ten of one side of a card, of which one is read out."""
    left = (style.PAGE_WIDTH - COLUMNS * CARD_WIDTH) / 2
    top = (style.PAGE_HEIGHT - ROWS * CARD_HEIGHT) / 2
    again = box.as_artifact()
    items: list[Item] = list(_marks())
    for i in range(COLUMNS * ROWS):
        one = again if i else box
        items.extend(one.at(left + i % COLUMNS * CARD_WIDTH, top + i // COLUMNS * CARD_HEIGHT))
    return Page(items=tuple(items))


def _pages(sides: Sequence[Box], *, single: bool) -> Iterator[Page]:
    for side in sides:
        yield Page(items=side.items) if single else _sheet(side)


def card_scene(card: Card, look: Look, library: FontLibrary, printing: Printing) -> Scene:
    """Lay a pocket card out: its front, then its back.

    Args:
        card: What it can say; its texts have passed the preflight.
        look: What it is drawn with.
        library: The faces.
        printing: Whether it bears a code, and whether it stands alone or ten times on a sheet.

    Raises:
        LayoutError: Not even one skill fits on it, or there is none, or the code is too large.
        LanguageError: There are no texts in the card's language.
    """
    if not card.levels:
        raise LayoutError("the card has no skill to show", hint="Choose at least one skill")
    texts = words(card.language)
    maker = _Maker(card=card, texts=texts, look=look, setter=Typesetter(library, look.accent))
    sides = (maker.front(), maker.back(printing.code))
    single = printing.single_card
    return Scene(
        title=texts.card.title,
        language=card.language,
        date=card.issued_on,
        width=CARD_WIDTH if single else style.PAGE_WIDTH,
        height=CARD_HEIGHT if single else style.PAGE_HEIGHT,
        pages=tuple(_pages(sides, single=single)),
    )
