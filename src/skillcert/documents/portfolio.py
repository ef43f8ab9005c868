"""From a portfolio to its scene: any number of pages, with heads that run along.

Rules of this module

- What was shown and done stands by the groups of the trade: the skills, the tasks, the pictures.
- A row, a picture and a skill are never divided over two pages; heads of tables are repeated.
- It has no frame and no place to sign: what is signed is the certificate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from skillcert.documents import style
from skillcert.documents.body import heading, own_words_blocks, point
from skillcert.documents.contact import reached_at
from skillcert.documents.flow import Block, Room, Sheet, paginate
from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, FontLibrary
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.masthead import masthead
from skillcert.documents.pieces import DASH, told
from skillcert.documents.running import NUMBER_ROOM, further_head, page_number
from skillcert.documents.scene import Element, Item, Page, Role, RuleItem, Scene
from skillcert.documents.sections import content_blocks, section_blocks, table_blocks
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.model import (
    Line,
    Portfolio,
    PortfolioPart,
    PortfolioSkill,
    PortfolioTask,
    Table,
)
from skillcert.texts import Words, date_text, day, period, span, words

__all__ = ["portfolio_scene"]

_SCALE = style.SCALES[1]
_AFTER_HEAD = 6.0
_ABOVE_CLOSING = 6.0
_NUMBERS = 16.0
"""The width of a column of numbers, in millimetres."""
_WHEN = 56.0
"""The most that the column of months takes, in millimetres."""
_BETWEEN = 5.0


@attrs.frozen(kw_only=True)
class _Maker:
    """What the pieces of a portfolio are made with."""

    portfolio: Portfolio
    texts: Words
    setter: Typesetter

    def blocks(self) -> Iterator[Block]:
        """Yield the body, in the order of reading."""
        yield from own_words_blocks(
            self.portfolio, self.texts.certificate.own_words, self.setter, _SCALE
        )
        for part in self.portfolio.parts:
            yield from self._part(part)
        yield from self._tables()
        for section in self.portfolio.sections:
            yield from section_blocks(section, self.setter, _SCALE)

    def _part(self, part: PortfolioPart) -> Iterator[Block]:
        """Yield a group under its heading, which is repeated where a page begins within it."""
        head = heading(part.name, self.setter, _SCALE)
        yield Block(box=head, before=_SCALE.group_gap, keep=True)
        within = Element(role=Role.LIST)
        for i, skill in enumerate(part.skills):
            yield Block(
                box=self._skill(skill, within),
                before=_SCALE.line_gap + (0.6 if i == 0 else 0),
                repeat=head if i else None,
            )
        if part.tasks:
            yield from self._rows(self._table(part.tasks), head)
        for block in content_blocks(part.pictures, self.setter, _SCALE):
            yield attrs.evolve(block, repeat=head)

    def _rows(self, table: Table, head: Box) -> Iterator[Block]:
        """Yield a table whose columns stand where those of its like do."""
        shares = self._shares(len(table.header) - 2)
        for i, block in enumerate(table_blocks(table, self.setter, _SCALE, shares)):
            before = block.before + (1.4 if i == 0 else 0)
            yield attrs.evolve(block, before=before, repeat=block.repeat or head)

    @cached_property
    def _months(self) -> float:
        """The width that the longest months ask for, the same in every table of the portfolio."""
        portfolio = self.portfolio
        done = [one for part in portfolio.parts for one in part.tasks]
        done += [*portfolio.guided, *portfolio.courses]
        spans = [(one.first, one.last) for one in done]
        spans += [(one.first, one.last) for one in portfolio.products]
        precision = portfolio.date_precision
        texts = {span(first, last, precision, self.texts) for first, last in spans}
        like = Span(text="", style=SANS, colour=style.INK, size=_SCALE.body)
        wide = (self.setter.width(attrs.evolve(like, text=text)) for text in texts)
        return min(max(wide, default=0.0), _WHEN)

    def _shares(self, numbers: int) -> tuple[float, ...]:
        """Return the widths of a table's columns: what was done, when, and how often."""
        room = self.setter.measure - (numbers + 1) * _BETWEEN
        return (room - self._months - numbers * _NUMBERS, self._months, *[_NUMBERS] * numbers)

    def _own(self, title: str, table: Table) -> Iterator[Block]:
        """Yield a table under a heading of its own."""
        head = heading(title, self.setter, _SCALE)
        yield Block(box=head, before=_SCALE.group_gap, keep=True)
        yield from self._rows(table, head)

    def _skill(self, skill: PortfolioSkill, within: Element) -> Box:
        spans = [Span(text=skill.text, style=SANS, colour=style.INK, size=_SCALE.body)]
        if skill.detail:
            quiet = attrs.evolve(spans[0], text=f"{DASH}{skill.detail}", colour=style.QUIET)
            spans.append(quiet)
        level = self.texts.level(skill.level).label
        when = date_text(skill.confirmed_on, self.portfolio.date_precision, self.texts)
        values = {"level": level, "when": when}
        note = told(self.texts.portfolio.confirmed, values)
        return point(spans, self.setter.measure, self.setter, _SCALE, within=within, note=note)

    def _when(self, one: PortfolioTask) -> str:
        return span(one.first, one.last, self.portfolio.date_precision, self.texts)

    def _table(self, tasks: Sequence[PortfolioTask], what: str = "") -> Table:
        """Return what was done as a table; *what* is the head of its first column."""
        told = self.texts.portfolio
        return Table(
            header=(Line(what or told.task), told.when, told.times),
            rows=tuple((one.text, self._when(one), str(one.times)) for one in tasks),
        )

    def _tables(self) -> Iterator[Block]:
        """Yield what belongs to no group: products, what was shown to others, courses."""
        told, portfolio = self.texts.portfolio, self.portfolio
        if portfolio.products:
            rows = tuple(
                (
                    one.text,
                    span(one.first, one.last, portfolio.date_precision, self.texts),
                    str(one.made),
                    str(one.sold),
                )
                for one in portfolio.products
            )
            header = (told.product, told.when, told.made, told.sold)
            yield from self._own(told.products, Table(header=header, rows=rows))
        if portfolio.guided:
            yield from self._own(told.guided, self._table(portfolio.guided))
        if portfolio.courses:
            table = self._table(portfolio.courses, told.course)
            yield from self._own(told.courses, table)

    def closing(self) -> Box:
        """Return the foot of the last page: who can be asked, and what it is and is not."""
        issuer, words = self.portfolio.issuer, self.texts.portfolio
        ask = told(words.contact, {"issuer": issuer.name})
        rows = [
            Span(text=ask, style=SANS_SEMIBOLD, colour=style.INK, size=8.4),
            Span(
                text=" · ".join((*issuer.address, *reached_at(issuer))),
                style=SANS,
                colour=style.INK,
                size=8.4,
                address=True,
            ),
            Span(text=words.disclaimer, style=SANS, colour=style.QUIET, size=7.2),
        ]
        width = style.CONTENT_WIDTH
        rule = RuleItem(x=0, y=0, x2=width, y2=0, weight=style.HAIRLINE, colour=self.setter.accent)
        return stack(
            [
                (0, Box(height=0, items=(rule,))),
                *(
                    (2.0 if i == 0 else 0.4, self._centred(row))
                    for i, row in enumerate(rows)
                    if row.text
                ),
            ]
        )

    def _centred(self, row: Span) -> Box:
        return self.setter.paragraph([row], style.CONTENT_WIDTH, leading=1.35, align=Align.CENTRE)


def _under(portfolio: Portfolio, texts: Words) -> str:
    """Return what stands under the title: what it is, of which time, and the day of issue."""
    when = day(portfolio.issued_on, texts)
    if portfolio.period is None:
        return f"{texts.portfolio.subtitle} · {when}"
    told = period(portfolio.period, portfolio.date_precision, texts)
    return f"{texts.portfolio.subtitle} · {told}"


def _body(sheet: Sheet, top: float) -> Iterator[Item]:
    y = top
    for block in sheet.blocks:
        y += block.before
        yield from block.box.at(style.LEFT, y)
        y += block.box.height


def portfolio_scene(portfolio: Portfolio, look: Look, library: FontLibrary) -> Scene:
    """Lay a portfolio out.

    Args:
        portfolio: What it says; its texts have passed the preflight.
        look: What it is drawn with.
        library: The faces.

    Raises:
        LayoutError: A picture cannot be read, or a text is longer than a page.
        LanguageError: There are no texts in the portfolio's language.
    """
    texts = words(portfolio.language)
    setter = Typesetter(library, look.accent)
    maker = _Maker(portfolio=portfolio, texts=texts, setter=setter)
    head = masthead(portfolio, _under(portfolio, texts), texts, look, setter)
    further = further_head(portfolio, texts.portfolio.title, look.pictogram, setter)
    closing = maker.closing()
    bottom = style.CONTENT_BOTTOM - NUMBER_ROOM
    height = bottom - style.CONTENT_TOP
    room = Room(
        first=height - head.height - _AFTER_HEAD,
        further=height - further.height,
        closing=closing.height + _ABOVE_CLOSING,
    )
    sheets = paginate(tuple(maker.blocks()), room)
    pages = []
    for i, sheet in enumerate(sheets):
        top, gap = (further, 0.0) if i else (head, _AFTER_HEAD)
        items: list[Item] = [*top.at(style.LEFT, style.CONTENT_TOP)]
        items.extend(_body(sheet, style.CONTENT_TOP + top.height + gap))
        if i == len(sheets) - 1:
            items.extend(closing.at(style.LEFT, bottom - closing.height))
        if len(sheets) > 1:
            items.extend(page_number(i + 1, len(sheets), [texts], setter))
        pages.append(Page(items=tuple(items)))
    return Scene(
        title=texts.portfolio.title,
        language=portfolio.language,
        date=portfolio.issued_on,
        width=style.PAGE_WIDTH,
        height=style.PAGE_HEIGHT,
        pages=tuple(pages),
    )
