"""One round at the desk: who, what, how, and then one confirmation.

Each step may be gone back from. A step that has nothing to ask is passed in the direction in which
one was going.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from skillcert.cli.asking import Asker, Key
from skillcert.cli.desk.books import Books, Signed
from skillcert.cli.desk.choosing import choose_list
from skillcert.cli.desk.items import Item, Look, SkillChoice, SkillList, Someone
from skillcert.cli.desk.rows import people_rows, skill_rows, task_rows
from skillcert.cli.desk.seen import before_today, guiding_seen, possible_tasks, seen_today
from skillcert.cli.desk.summary import joined, summary_lines
from skillcert.cli.finder import Row
from skillcert.cli.words import CommandWords
from skillcert.model import Criterion, Evidence, EvidenceRecord, PerformanceLevel, Token
from skillcert.rules import sign_offs_in_force
from skillcert.texts import words as library_words

__all__ = ["Done", "Menu", "Round"]

_SKIP = "0"


class Menu(enum.Enum):
    """What can be chosen in place of people."""

    SECOND = "second"
    NEW = "new"
    LEAVE = "leave"


@attrs.frozen(kw_only=True)
class Done:
    """What a round has signed.

    Attributes:
        batch: What can be taken back.
        items: What was signed.
        looks: What the certificates still wait for.
        skills: The list of skills.
    """

    batch: Signed
    items: tuple[Item, ...]
    looks: tuple[Look, ...]
    skills: SkillList


@attrs.frozen
class _Pair:
    """One skill of one person, before its level is known."""

    person: Someone
    choice: SkillChoice


@attrs.define(kw_only=True)
class Round:
    """A round, and what was said in it so far.

    Attributes:
        asker: Whom to ask.
        books: The ledger.
        said: The words.
        today: The day.
        above: What stands over the first question.
        likely: Keys of the skills that were signed just now, the newest first.
        skills: The list of skills that was used last.
    """

    asker: Asker
    books: Books
    said: CommandWords
    today: dt.date
    above: str = ""
    likely: Sequence[str] = ()
    skills: SkillList | None = None
    _people: tuple[Someone, ...] = ()
    _chosen: tuple[SkillChoice, ...] = ()
    _tasks: dict[str, Token] = attrs.Factory(dict)
    _items: tuple[Item, ...] = ()
    _records: dict[str, EvidenceRecord] = attrs.Factory(dict)
    _done: Done | None = None
    _menu: Menu | None = None

    def run(self) -> Done | Menu:
        """Ask, and return what was signed, or what was chosen in place of people."""
        steps = (self._who, self._list, self._what, self._which_tasks, self._how, self._sure)
        at, forward = 0, True
        while self._done is None and self._menu is None:
            moved = steps[at]()
            forward = forward if moved is None else moved
            at += 1 if forward else -1
            if at < 0:  # there is nothing before the first question
                at, forward = 0, True
        return self._menu or self._answered(self._done)

    @staticmethod
    def _answered(done: Done | None) -> Done:
        if done is None:  # pragma: no cover - the loop ends with one of the two
            raise AssertionError
        return done

    @property
    def _list_in_use(self) -> SkillList:
        if self.skills is None:  # pragma: no cover - the second step finds it
            raise AssertionError
        return self.skills

    def _who(self) -> bool:
        people = people_rows(self.books.people(), today=self.today, words=self.said)
        rows: list[Row[Any]] = [*people, *self._menu_rows()]
        chosen = self.asker.pick(self.said.sign.person, rows, several=True, above=self.above)
        if chosen is None:
            return False
        if isinstance(chosen[0], Menu):
            self._menu = chosen[0]
        self._people = tuple(one for one in chosen if isinstance(one, Someone))
        return True

    def _menu_rows(self) -> Iterator[Row[Any]]:
        said = self.said.sign
        if count := len(self.books.waiting()):
            yield Row(value=Menu.SECOND, text=said.second.format(count=count), always=True)
        yield Row(value=Menu.NEW, text=said.new_person, always=True)
        yield Row(value=Menu.LEAVE, text=said.leave, always=True)

    def _list(self) -> bool | None:
        """Find the list of skills: the one in which the people have records, or ask."""
        found = choose_list(
            self.asker,
            self.books.skill_lists(),
            {key for person in self._people for key in self.books.lists_of(person)},
            last=self.skills,
            question=self.said.sign.workshop,
            above=self._names(),
        )
        if found is None:
            return False
        skills, asked = found
        self._use(skills)
        return asked or None

    def _use(self, skills: SkillList) -> None:
        self.skills = skills
        self._records = {one.id: self.books.record(one, skills) for one in self._people}

    def _what(self) -> bool:
        skills = self._list_in_use
        seen = {
            one.id
            for one in skills.rubric.criteria
            if not one.any_task and any(self._unsigned(person, one) for person in self._people)
        }
        likely = [
            *(one.id for one in skills.rubric.criteria if one.id in seen),
            *self.likely,
            *(key for person in self._people for key in self.books.next_skills(person, skills)),
        ]
        rows = skill_rows(
            skills.rubric,
            skills.text,
            likely=likely,
            seen=seen,
            words=self.said,
        )
        question = self.said.sign.skill.format(name=self._names())
        chosen = self.asker.pick(question, rows, several=True)
        if chosen is None:
            return False
        self._chosen = tuple({one.criterion.id: one for one in chosen}.values())
        return True

    def _which_tasks(self) -> bool | None:
        """Ask in which task each skill was seen, where there are several."""
        self._tasks = {one.criterion.id: one.task for one in self._chosen if one.task is not None}
        asked = None
        for one in self._chosen:
            if one.criterion.id in self._tasks:
                continue
            noted = [self._noted(person, one.criterion) for person in self._people]
            own = [[e for e in each if e.task in one.criterion.tasks] for each in noted]
            if all(own):  # what was noted today is cited; nothing is to be asked
                continue
            likely = possible_tasks(one.criterion, noted)
            if len(likely) == 1:
                self._tasks[one.criterion.id] = likely[0]
                continue
            answer = self._ask_task(one, likely)
            if answer is None:
                return False
            asked = True
            self._tasks[one.criterion.id] = answer
        return asked

    def _ask_task(self, one: SkillChoice, likely: Sequence[Token]) -> Token | None:
        skills = self._list_in_use
        rows = task_rows(skills.rubric, skills.text, likely, every=one.criterion.any_task)
        does = skills.text.criterion(one.criterion.id).does
        answer = self.asker.pick(self.said.sign.task, rows, above=f"{self._names()}\n{does}")
        return None if answer is None else answer[0]

    def _how(self) -> bool:
        pairs = [_Pair(person, choice) for choice in self._chosen for person in self._people]
        answers: dict[int, str] = {}
        at = 0
        while at < len(pairs):
            answer = self._ask_level(pairs[at], several=len(pairs) > 1)
            if answer is None and at == 0:
                return False
            if answer is not None:
                answers[at] = answer
            at += 1 if answer is not None else -1
        levels = {pair: answers[i] for i, pair in enumerate(pairs) if answers[i] != _SKIP}
        self._items = tuple(
            self._item(pair, list(PerformanceLevel)[int(key) - 1]) for pair, key in levels.items()
        )
        return True

    def _ask_level(self, pair: _Pair, *, several: bool) -> str | None:
        library = library_words(self.said.language)
        guided = bool(self._guided(pair))
        keys = [
            Key(
                key=str(number),
                label=words.label,
                meaning=words.meaning
                if number < len(PerformanceLevel) or guided
                else f"{words.meaning} {self.said.sign.guides_too.format(name=pair.person.name)}",
            )
            for number, words in enumerate(library.scale(), start=1)
        ]
        if several:
            label = self.said.sign.not_today.format(name=pair.person.name)
            keys.append(Key(key=_SKIP, label=label))
        question = library.questions.level.format(name=pair.person.name)
        return self.asker.press(question, keys, above=self._skill_and_task(pair))

    def _skill_and_task(self, pair: _Pair) -> str:
        text = self._list_in_use.text
        cited, task = self._evidence(pair)
        shown = task or next((one.task for one in cited if one.task is not None), None)
        does = text.criterion(pair.choice.criterion.id).does
        return f"{does}\n  {text.task(shown)}" if shown else does

    def _item(self, pair: _Pair, level: PerformanceLevel) -> Item:
        cited, task = self._evidence(pair)
        record, rubric = self._records[pair.person.id], self._list_in_use.rubric
        criterion = pair.choice.criterion
        before = before_today(record, rubric, criterion, today=self.today)
        highest = level is PerformanceLevel.GUIDES_OTHERS
        guiding = self._guided(pair) if highest else ()
        if highest and not guiding and task is None:
            # What was noted shows no guiding, and that was seen too: it is noted beside it.
            task = next(one.task for one in cited if one.task is not None)
        return Item(
            person=pair.person,
            criterion=criterion,
            level=level,
            task=task,
            guided=highest and not guiding,
            cited=tuple({one.id: one for one in (*before, *guiding, *cited)}.values()),
        )

    def _evidence(self, pair: _Pair) -> tuple[tuple[Evidence, ...], Token | None]:
        """Return what was noted today and is cited, and the task that is noted if nothing was."""
        noted = self._noted(pair.person, pair.choice.criterion)
        task = self._tasks.get(pair.choice.criterion.id)
        if task is None:
            return tuple(e for e in noted if e.task in pair.choice.criterion.tasks), None
        same = tuple(one for one in noted if one.task == task)
        return same, None if same else task

    def _sure(self) -> bool:
        skills = self._list_in_use
        looks = self.books.look(self._items, skills)
        fine = [(i, look) for i, look in zip(self._items, looks, strict=True) if not look.refused]
        lines = summary_lines(
            self._items, looks, skills, signer=self.books.signer, today=self.today, said=self.said
        )
        text = "\n".join(lines) or self.said.sign.nothing_left
        keys = [Key(key="enter", label=self.said.sign.confirm_yes)] if fine else []
        if self.asker.press(self.said.sign.confirm, keys, above=text, sure=True) is None:
            return False
        items = tuple(item for item, _ in fine)
        batch = self.books.sign(items, skills)
        self._done = Done(
            batch=batch, items=items, looks=tuple(look for _, look in fine), skills=skills
        )
        return True

    def _noted(self, person: Someone, criterion: Criterion) -> tuple[Evidence, ...]:
        record = self._records[person.id]
        return seen_today(record, self._list_in_use.rubric, criterion, today=self.today)

    def _unsigned(self, person: Someone, criterion: Criterion) -> bool:
        """Say whether something was noted today that no signature of this skill rests on."""
        record = self._records[person.id]
        signed = sign_offs_in_force(record, on=self.today).get(criterion.id, ())
        cited = {key for one in signed for key in one.evidence}
        return any(one.id not in cited for one in self._noted(person, criterion))

    def _guided(self, pair: _Pair) -> tuple[Evidence, ...]:
        record, rubric = self._records[pair.person.id], self._list_in_use.rubric
        return guiding_seen(record, rubric, pair.choice.criterion, today=self.today)

    def _names(self) -> str:
        return joined([one.name for one in self._people], self.said)
