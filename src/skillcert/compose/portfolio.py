"""What a portfolio says: the work by the groups of the trade, with the pictures the holder shows.

Rules of this module

- A skill is in it if it is on the certificate. A task is in it if one of its skills may be shown:
  so the holder's choice holds for the evidence too.
- A task stands once, in the group of the first skill that it shows, with the time it was done in.
- A picture is in it only with the holder's consent, and once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from skillcert.compose.certificate import compose, is_chosen
from skillcert.model import (
    Criterion,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Line,
    Picture,
    Portfolio,
    PortfolioPart,
    PortfolioProduct,
    PortfolioSkill,
    PortfolioTask,
    Rubric,
    RubricText,
    Token,
)
from skillcert.rules import Standing
from skillcert.texts import Words

__all__ = ["compose_portfolio"]

_WORK = {EvidenceKind.TASK, EvidenceKind.PRODUCT, EvidenceKind.GUIDING}


def compose_portfolio(  # noqa: PLR0913 - what a paper is made of, the last two by name
    record: EvidenceRecord,
    rubric: Rubric,
    standings: Sequence[Standing],
    words: Words,
    *,
    on: dt.date,
    pictures: Mapping[str, bytes] | None = None,
) -> Portfolio:
    """Return what the portfolio says; its workshop's sections are added by the caller.

    Args:
        record: A record that was checked against *rubric*.
        rubric: The rubric.
        standings: Where the holder stands on the day.
        words: The library's words in the language of the paper.
        on: The day of issue.
        pictures: The files of attachments by their SHA-256.

    Raises:
        LanguageError: The rubric is not written in that language.
    """
    whole = compose(record, rubric, standings, words, on=on)
    work = _Work(record=record, rubric=rubric, text=rubric.text(words.language), on=on)
    return Portfolio(
        language=whole.language,
        name=whole.name,
        name_language=whole.name_language,
        workshop=whole.workshop,
        field=whole.field,
        issuer=whole.issuer,
        period=whole.period,
        date_precision=whole.date_precision,
        own_words=whole.own_words,
        own_words_language=whole.own_words_language,
        parts=tuple(work.parts(standings, pictures or {})),
        products=tuple(work.products()),
        guided=tuple(work.tasks(work.of(EvidenceKind.GUIDING))),
        courses=tuple(work.courses()),
        issued_on=on,
        rubric=whole.rubric,
    )


@attrs.frozen(kw_only=True)
class _Work:
    """What somebody has done up to a day, as far as it may be shown."""

    record: EvidenceRecord
    rubric: Rubric
    text: RubricText
    on: dt.date

    def of(self, *kinds: EvidenceKind) -> list[Evidence]:
        """Return the evidence of some kinds, the oldest first."""
        found = [
            one
            for one in self.record.evidence
            if one.kind in kinds and one.on <= self.on and self._may_be_shown(one)
        ]
        return sorted(found, key=lambda one: one.on)

    def _may_be_shown(self, evidence: Evidence) -> bool:
        if evidence.criterion is not None:
            criterion = self.rubric.criterion(evidence.criterion)
            return criterion is not None and is_chosen(criterion, self.record)
        return any(
            is_chosen(criterion, self.record)
            for criterion in self.rubric.criteria
            if evidence.task in criterion.tasks
        )

    def parts(
        self, standings: Sequence[Standing], pictures: Mapping[str, bytes]
    ) -> Iterator[PortfolioPart]:
        """Yield the groups in which something was shown or done."""
        done = self.of(EvidenceKind.TASK)
        shown = self.of(*_WORK)
        homes = self._homes()
        used: set[str] = set()
        for group in self.rubric.groups:
            part = PortfolioPart(
                group=group,
                name=Line(self.text.group(group)),
                skills=tuple(self._skills(s for s in standings if s.criterion.group == group)),
                tasks=tuple(self.tasks(e for e in done if homes.get(e.task or "") == group)),
                pictures=tuple(
                    self._pictures(
                        (e for e in shown if homes.get(e.task or "") == group), pictures, used
                    )
                ),
            )
            if part.skills or part.tasks or part.pictures:
                yield part

    def _homes(self) -> dict[str, Token]:
        """Return for each task the group of the first criterion that it shows."""
        homes: dict[str, Token] = {}
        for criterion in self.rubric.criteria:
            for task in criterion.tasks:
                homes.setdefault(task, criterion.group)
        return homes

    def _skills(self, standings: Iterable[Standing]) -> Iterator[PortfolioSkill]:
        for standing in standings:
            criterion: Criterion = standing.criterion
            if standing.level is None or standing.sign_off is None:
                continue
            if is_chosen(criterion, self.record):
                words = self.text.criterion(criterion.id)
                yield PortfolioSkill(
                    criterion=criterion.id,
                    text=words.does,
                    detail=words.detail,
                    level=standing.level,
                    confirmed_on=standing.sign_off.on,
                )

    def tasks(self, evidence: Iterable[Evidence]) -> Iterator[PortfolioTask]:
        """Yield each task that *evidence* is of, in the order of the trade."""
        days: dict[str, list[dt.date]] = {}
        for one in evidence:
            if one.task is not None:
                days.setdefault(one.task, []).append(one.on)
        for task in self.rubric.tasks:
            if task.id in days:
                seen = days[task.id]
                text = Line(self.text.task(task.id))
                yield PortfolioTask(text=text, first=min(seen), last=max(seen), times=len(seen))

    def products(self) -> Iterator[PortfolioProduct]:
        """Yield what was made, in the order of the trade."""
        made = self.of(EvidenceKind.PRODUCT)
        for task in self.tasks(made):
            own = [one for one in made if one.task and self.text.task(one.task) == task.text]
            yield PortfolioProduct(
                text=task.text,
                first=task.first,
                last=task.last,
                made=sum(one.product.made if one.product else 1 for one in own),
                sold=sum(one.product.sold if one.product else 0 for one in own),
            )

    def courses(self) -> Iterator[PortfolioTask]:
        """Yield the courses and training elsewhere, by the skill that they are about."""
        days: dict[str, list[dt.date]] = {}
        for one in self.of(EvidenceKind.OUTSIDE_COURSE):
            if one.criterion is not None:
                days.setdefault(one.criterion, []).append(one.on)
        for criterion in self.rubric.criteria:
            if seen := days.get(criterion.id):
                text = self.text.criterion(criterion.id).does
                yield PortfolioTask(text=text, first=min(seen), last=max(seen), times=len(seen))

    def _pictures(
        self, evidence: Iterable[Evidence], files: Mapping[str, bytes], used: set[str]
    ) -> Iterator[Picture]:
        """Yield the pictures that the holder shows and whose file is there, each once."""
        for one in evidence:
            for attachment in one.attachments:
                key = attachment.sha256
                if attachment.show and key in files and key not in used:
                    used.add(key)
                    caption = attachment.caption
                    yield Picture(data=files[key], alt=caption, caption=caption)
