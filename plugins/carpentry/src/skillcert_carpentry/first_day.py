"""A rule of the trade: nobody is signed as independent at a machine on the first day.

The introduction to machine safety is shown at machines that stand still. Whoever has had it works
at a running machine beside somebody who answers for it, for that day at least. So a machine can be
signed as independent from the day after machine safety was signed for the first time. Under
guidance and with some help it can be signed on the same day: that is what the day is for.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from skillcert.model import Language, Line, PerformanceLevel, Translations
from skillcert.plugins import Remark, SignOffQuestion, read_words

__all__ = ["first_day"]

_SAFETY = "machine_safety"
_MACHINES = "machines"
_ALONE = PerformanceLevel.INDEPENDENT
_LANGUAGES = ("da", "en", "nb", "nn")


@attrs.frozen(kw_only=True)
class _Words:
    """The words of the rule in one language."""

    language: Language
    refusal: Line


def first_day(question: SignOffQuestion) -> Iterable[Remark]:
    """Refuse independence at a machine on the first day, or say nothing."""
    criterion = question.rubric.criterion(question.sign_off.criterion)
    if criterion is None or criterion.group != _MACHINES or criterion.id == _SAFETY:
        return ()
    if not question.sign_off.level.reaches(_ALONE) or question.signed_before(_SAFETY, _ALONE):
        return ()
    words = (read_words(_Words, __package__, f"first_day.{name}") for name in _LANGUAGES)
    text = Translations(tuple((one.language, one.refusal) for one in words))
    return (Remark(text=text, refuses=True),)
