"""A rubric: the skills of a workshop, what each asks for, and their words in every language."""

from __future__ import annotations

import enum
from functools import cached_property

import attrs

from skillcert.errors import LanguageError
from skillcert.model.text import Language, Line, Prose, Token, Translations

__all__ = [
    "Alignment",
    "Criterion",
    "CriterionText",
    "EvidenceRule",
    "Occupation",
    "PerformanceLevel",
    "Prerequisite",
    "Rubric",
    "RubricText",
    "Task",
]


class PerformanceLevel(enum.Enum):
    """How a person does a task, from the first time on. Records store the key, never a number.

    "Not marked" is no level: it is the absence of a sign-off.
    """

    GUIDED = "guided"
    SOME_HELP = "some_help"
    INDEPENDENT = "independent"
    GUIDES_OTHERS = "guides_others"

    @property
    def step(self) -> int:
        """The place in the scale, for comparing only; it is never stored or shown."""
        return _SCALE.index(self)

    def reaches(self, other: PerformanceLevel) -> bool:
        """Say whether this level is *other* or beyond it."""
        return self.step >= other.step

    @property
    def next(self) -> PerformanceLevel | None:
        """The next level of the scale, or None after the last."""
        return _SCALE[self.step + 1] if self.step + 1 < len(_SCALE) else None


_SCALE = tuple(PerformanceLevel)


@attrs.frozen(kw_only=True)
class Alignment:
    """A skill or occupation of an outside framework that this one corresponds to.

    Attributes:
        uri: The framework's own URI for it.
        label: Its official English label.
        labels: Its official labels in other languages, only where the framework has them.
    """

    uri: Line
    label: Line
    labels: Translations = Translations()


@attrs.frozen(kw_only=True)
class Occupation:
    """An occupation that the skills of a rubric belong to.

    Attributes:
        uri: The ESCO occupation's URI.
        isco: The four-digit ISCO-08 unit group.
        title: The official titles.
    """

    uri: Line
    isco: Line
    title: Translations


@attrs.frozen(kw_only=True)
class Task:
    """A piece of work that is done in the workshop and can be seen being done."""

    id: Token


@attrs.frozen(kw_only=True)
class Prerequisite:
    """Another criterion that comes first, for safety or because the work builds on it.

    Attributes:
        criterion: The id of the criterion that comes first.
        level: The level that it must have reached.
    """

    criterion: Token
    level: PerformanceLevel = PerformanceLevel.INDEPENDENT


@attrs.frozen(kw_only=True)
class EvidenceRule:
    """How much must have been seen before someone counts as independent.

    Attributes:
        occasions: How often the work must have been seen.
        days: On how many different days.
    """

    occasions: int = 1
    days: int = 1


@attrs.frozen(kw_only=True)
class Criterion:
    """One skill that can be signed off.

    Attributes:
        id: Its key in the rubric.
        group: The key of the group that it stands in.
        tasks: The tasks in which it shows; at least one.
        any_task: Whether it also shows in every other task of the rubric (the shared criteria).
        shared: Whether it is one of the criteria that every workshop shares.
        requires: Criteria that come first.
        evidence: What must have been seen for `independent` and beyond.
        renew_after_months: Months after which it must be signed anew; None if it does not expire.
        separate_training: Whether the law asks for separate, documented training. The certificate
            then prints the safety note, and `independent` needs evidence of that training.
        opt_in: Whether it is shown only if the holder asks for it.
        second_assessor: Whether a second assessor must confirm it.
        alignments: Skills of outside frameworks that it corresponds to.
    """

    id: Token
    group: Token
    tasks: tuple[Token, ...]
    any_task: bool = False
    shared: bool = False
    requires: tuple[Prerequisite, ...] = ()
    evidence: EvidenceRule = EvidenceRule()
    renew_after_months: int | None = None
    separate_training: bool = False
    opt_in: bool = False
    second_assessor: bool = False
    alignments: tuple[Alignment, ...] = ()


@attrs.frozen(kw_only=True)
class CriterionText:
    """A criterion's words in one language.

    Attributes:
        does: What the person does, as a clause that begins with a verb: "Mends a puncture".
        part: The same as it stands after "has taken part in": "mending punctures".
        detail: What that means in the working day, printed after a dash; may be empty.
    """

    does: Line
    part: Line
    detail: Prose = Prose("")


@attrs.frozen(kw_only=True)
class RubricText:
    """All words of a rubric in one language.

    Attributes:
        language: The language.
        title: The rubric's name, for lists and screens.
        field: The field of work as it stands after "has worked in".
        groups: Pairs of group key and its name.
        criteria: Pairs of criterion key and its words.
        tasks: Pairs of task key and its name.
    """

    language: Language
    title: Line
    field: Line
    groups: tuple[tuple[Token, Line], ...]
    criteria: tuple[tuple[Token, CriterionText], ...]
    tasks: tuple[tuple[Token, Line], ...]

    @cached_property
    def _criteria(self) -> dict[str, CriterionText]:
        return dict(self.criteria)

    @cached_property
    def _tasks(self) -> dict[str, Line]:
        return dict(self.tasks)

    @cached_property
    def _groups(self) -> dict[str, Line]:
        return dict(self.groups)

    def criterion(self, key: str) -> CriterionText:
        """Return the words of the criterion *key*; KeyError if the rubric has none such."""
        return self._criteria[key]

    def task(self, key: str) -> str:
        """Return the name of the task *key*; KeyError if the rubric has none such."""
        return self._tasks[key]

    def group(self, key: str) -> str:
        """Return the name of the group *key*; KeyError if the rubric has none such."""
        return self._groups[key]


# A rubric is asked for its digest at every step, and hashing its thousand texts takes a while.
@attrs.frozen(kw_only=True, cache_hash=True)
class Rubric:
    """One version of a workshop's rubric, complete with the shared criteria that it refers to.

    Attributes:
        id: Its key.
        version: Its version, as `1.0.0`. A version that was issued against is never edited.
        groups: The keys of its groups, in the order of the trade.
        tasks: Its tasks.
        criteria: Its criteria: the trade's own, then the shared ones.
        occupations: Occupations that its skills belong to.
        texts: Its words, one entry a language, sorted by language.
    """

    id: Token
    version: Line
    groups: tuple[Token, ...]
    tasks: tuple[Task, ...]
    criteria: tuple[Criterion, ...]
    occupations: tuple[Occupation, ...] = ()
    texts: tuple[RubricText, ...]

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def task_ids(self) -> frozenset[str]:
        """The keys of all tasks."""
        return frozenset(task.id for task in self.tasks)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the rubric is written in, sorted."""
        return tuple(text.language for text in self.texts)

    def criterion(self, key: str) -> Criterion | None:
        """Return the criterion *key*, or None if the rubric has none such."""
        return self._criteria.get(key)

    def text(self, language: str) -> RubricText:
        """Return the words in *language*.

        Raises:
            LanguageError: The rubric is not written in *language*.
        """
        for text in self.texts:
            if text.language == language:
                return text
        raise LanguageError(
            f"the rubric {self.id!r} has no text in {language!r}",
            hint=f"It is written in: {', '.join(self.languages)}",
        )
