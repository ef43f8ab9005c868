"""A portfolio: the work that somebody has done, with pictures, for the holder to keep and show."""

from __future__ import annotations

import datetime as dt

import attrs

from skillcert.model.certificate import RubricRef
from skillcert.model.record import DatePrecision, Issuer, Period
from skillcert.model.rubric import PerformanceLevel
from skillcert.model.section import DocumentKind, Picture, Section
from skillcert.model.text import Language, Line, Name, Prose, Token

__all__ = ["Portfolio", "PortfolioPart", "PortfolioProduct", "PortfolioSkill", "PortfolioTask"]


@attrs.frozen(kw_only=True)
class PortfolioSkill:
    """A skill that was shown.

    Attributes:
        criterion: The criterion's key.
        text: The words.
        detail: What that means in the working day; may be empty.
        level: The level that is achieved.
        confirmed_on: The day on which it was signed off.
    """

    criterion: Token
    text: Line
    detail: str = ""
    level: PerformanceLevel
    confirmed_on: dt.date


@attrs.frozen(kw_only=True)
class PortfolioTask:
    """Something that was done, once or more often.

    Attributes:
        text: What it was.
        first: The first day.
        last: The last day.
        times: How often.
    """

    text: Line
    first: dt.date
    last: dt.date
    times: int


@attrs.frozen(kw_only=True)
class PortfolioProduct:
    """Something that was made.

    Attributes:
        text: What was done to make it, in the words of the task.
        first: The first day.
        last: The last day.
        made: How many were made.
        sold: How many of them were sold.
    """

    text: Line
    first: dt.date
    last: dt.date
    made: int
    sold: int


@attrs.frozen(kw_only=True)
class PortfolioPart:
    """A group of the trade: what was shown and done in it.

    Attributes:
        group: The group's key.
        name: Its name.
        skills: The skills, in the order of the trade.
        tasks: The tasks that were done, in the order of the trade.
        pictures: Pictures that the holder wants to show.
    """

    group: Token
    name: Line
    skills: tuple[PortfolioSkill, ...] = ()
    tasks: tuple[PortfolioTask, ...] = ()
    pictures: tuple[Picture, ...] = ()


@attrs.frozen(kw_only=True)
class Portfolio:
    """Everything that a portfolio says.

    Attributes:
        document: Which of the documents it is.
        language: The language of the paper.
        name: The holder's name.
        name_language: The language of the name, where it differs.
        workshop: The workshop's key.
        field: The field of work as it stands after "has worked in".
        issuer: Whose workshop it was.
        period: The time spoken of; None if the holder does not want it told.
        date_precision: How exactly days are told.
        own_words: The holder's own words; may be empty.
        own_words_language: The language of the own words, where it differs.
        parts: The groups of the trade in which something was shown or done.
        products: What was made.
        guided: The tasks that were shown to colleagues.
        courses: Courses and training elsewhere.
        sections: What the workshop adds.
        issued_on: The day of issue.
        rubric: The rubric behind it.
    """

    document: DocumentKind = DocumentKind.PORTFOLIO
    language: Language
    name: Name
    name_language: Language | None = None
    workshop: Token
    field: Line
    issuer: Issuer
    period: Period | None
    date_precision: DatePrecision
    own_words: Prose = Prose("")
    own_words_language: Language | None = None
    parts: tuple[PortfolioPart, ...]
    products: tuple[PortfolioProduct, ...] = ()
    guided: tuple[PortfolioTask, ...] = ()
    courses: tuple[PortfolioTask, ...] = ()
    sections: tuple[Section, ...] = ()
    issued_on: dt.date
    rubric: RubricRef
