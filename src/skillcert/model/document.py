"""The documents together: what one says is one of these records."""

from __future__ import annotations

from typing import TypeAlias

from skillcert.model.card import Card
from skillcert.model.certificate import Certificate
from skillcert.model.portfolio import Portfolio
from skillcert.model.progress import ProgressSheet

__all__ = ["Document"]

Document: TypeAlias = Certificate | Card | Portfolio | ProgressSheet
