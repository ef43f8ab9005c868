"""A pocket card: who somebody is to an employer, in the size of a bank card."""

from __future__ import annotations

import datetime as dt

import attrs

from skillcert.model.certificate import LevelGroup, RubricRef
from skillcert.model.record import Issuer
from skillcert.model.section import DocumentKind
from skillcert.model.text import Language, Line, Name, Token

__all__ = ["Card"]


@attrs.frozen(kw_only=True)
class Card:
    """What a pocket card can say. It shows as many skills as fit, the most independent first.

    Attributes:
        document: Which of the documents it is.
        language: The language of the card.
        name: The holder's name.
        name_language: The language of the name, where it differs.
        workshop: The workshop's key.
        field: The field of work as it stands after "has worked in".
        issuer: Who issues.
        levels: The skills, the highest level first; no empty group.
        issued_on: The day of issue.
        rubric: The rubric behind it.
    """

    document: DocumentKind = DocumentKind.CARD
    language: Language
    name: Name
    name_language: Language | None = None
    workshop: Token
    field: Line
    issuer: Issuer
    levels: tuple[LevelGroup, ...]
    issued_on: dt.date
    rubric: RubricRef
