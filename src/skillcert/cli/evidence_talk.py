"""`skillcert evidence` without options: who, what, when, pictures, and one confirmation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs

from skillcert.cli.asking import Asker, Key
from skillcert.cli.desk.books import Books
from skillcert.cli.desk.choosing import choose_list, choose_person
from skillcert.cli.desk.items import SkillList, Someone
from skillcert.cli.desk.rows import task_rows
from skillcert.cli.evidence import KINDS, Noted
from skillcert.cli.finder import Row
from skillcert.cli.words import CommandWords
from skillcert.texts import day as day_text
from skillcert.texts import words as library_words

__all__ = ["ask_evidence", "kind_words"]

_WITH_TASK = frozenset({"task", "product", "guiding"})


def kind_words(kind: str, said: CommandWords) -> str:
    """Return what an evidence of *kind* is called."""
    key = {"first_conversation": "conversation", "outside_course": "course"}.get(kind, kind)
    text: str = getattr(said.evidence, f"kind_{key}")
    return text


def ask_evidence(asker: Asker, books: Books, *, today: dt.date, said: CommandWords) -> Noted | None:
    """Ask what is to be noted; None for going back at any point."""
    person = choose_person(asker, books, today=today, said=said)
    if person is None:
        return None
    found = choose_list(
        asker,
        books.skill_lists(),
        set(books.lists_of(person)),
        question=said.evidence.workshop,
        above=person.name,
    )
    if found is None:
        return None
    return _Talk(asker=asker, person=person, skills=found[0], today=today, said=said).run()


@attrs.frozen(kw_only=True)
class _Talk:
    """The conversation about one thing that was seen."""

    asker: Asker
    person: Someone
    skills: SkillList
    today: dt.date
    said: CommandWords

    def run(self) -> Noted | None:
        keys = [
            Key(key=str(i), label=kind_words(kind, self.said)) for i, kind in enumerate(KINDS, 1)
        ]
        pressed = self.asker.press(self.said.evidence.kind, keys, above=self.person.name)
        if pressed is None:
            return None
        noted: Noted | None = Noted(
            person=self.person.id,
            workshop=self.skills.workshop,
            rubric=self.skills.rubric.id,
            kind=KINDS[int(pressed) - 1],
        )
        for step in (self._what, self._when, self._note, self._photos, self._sure):
            if noted is None:
                return None
            noted = step(noted)
        return noted

    def _what(self, noted: Noted) -> Noted | None:
        """Ask for the task, the numbers of a product, the skill of a course, the wishes."""
        words, text, rubric = self.said.evidence, self.skills.text, self.skills.rubric
        if noted.kind in _WITH_TASK:
            rows = task_rows(rubric, text, [task.id for task in rubric.tasks], every=False)
            task = self.asker.pick(words.task, rows)
            noted = attrs.evolve(noted, task=task[0] if task else None)
            if task is None or noted.kind != "product":
                return noted if task else None
            made = self._number(words.made)
            sold = self._number(words.sold) if made is not None else None
            return None if sold is None else attrs.evolve(noted, made=made, sold=sold)
        if noted.kind == "outside_course":
            skills = [Row(value=c.id, text=text.criterion(c.id).does) for c in rubric.criteria]
            skill = self.asker.pick(words.criterion, skills)
            return attrs.evolve(noted, criterion=skill[0]) if skill else None
        groups = [Row(value=group, text=text.group(group)) for group in rubric.groups]
        question = words.interests.format(name=self.person.name)
        wished = self.asker.pick(question, groups, several=True)
        return attrs.evolve(noted, interests=tuple(wished)) if wished else None

    def _number(self, question: str) -> int | None:
        wrong = self.said.evidence.number
        typed = self.asker.line(
            question, default="1", check=lambda t: "" if t.isdecimal() and t.isascii() else wrong
        )
        return int(typed) if typed else None

    def _when(self, noted: Noted) -> Noted | None:
        words, screen = self.said.evidence, self.said.screen
        days = [self.today, self.today - dt.timedelta(days=1)]
        keys = [
            Key(key="1", label=screen.today),
            Key(key="2", label=screen.yesterday),
            Key(key="3", label=words.on_earlier),
        ]
        pressed = self.asker.press(words.on, keys)
        if pressed is None:
            return None
        if pressed != "3":
            return attrs.evolve(noted, on=days[int(pressed) - 1])
        typed = self.asker.line(words.day, check=self._day_fault)
        return attrs.evolve(noted, on=dt.date.fromisoformat(typed)) if typed else None

    def _day_fault(self, typed: str) -> str:
        try:
            dt.date.fromisoformat(typed)
        except ValueError:
            return self.said.screen.bad_date.format(value=typed)
        return ""

    def _note(self, noted: Noted) -> Noted | None:
        typed = self.asker.line(self.said.evidence.note)
        return None if typed is None else attrs.evolve(noted, note=typed)

    def _photos(self, noted: Noted) -> Noted | None:
        """Ask for pictures, one after the other, until an empty line."""
        if noted.kind == "first_conversation":
            return noted
        words = self.said.evidence
        while True:
            typed = self.asker.line(words.photo, check=self._file_fault)
            if typed is None:
                return None
            if not typed:
                break
            caption = self.asker.line(words.caption, check=self._needed)
            if caption is None:
                return None
            noted = attrs.evolve(
                noted,
                photos=(*noted.photos, Path(typed.strip("'\""))),
                captions=(*noted.captions, caption),
            )
        if not noted.photos:
            return noted
        screen = self.said.screen
        keys = [Key(key=screen.yes_key, label=screen.yes), Key(key=screen.no_key, label=screen.no)]
        shown = self.asker.press(words.show.format(name=self.person.name), keys)
        return None if shown is None else attrs.evolve(noted, show=shown == screen.yes_key)

    def _needed(self, typed: str) -> str:
        return "" if typed else self.said.screen.needed

    def _file_fault(self, typed: str) -> str:
        # A file that is dragged onto a terminal comes in quotation marks.
        if not typed or Path(typed.strip("'\"")).is_file():
            return ""
        return self.said.evidence.no_file.format(path=typed)

    def _sure(self, noted: Noted) -> Noted | None:
        keys = [Key(key="enter", label=self.said.evidence.sure_yes)]
        lines = "\n".join(self._lines(noted))
        pressed = self.asker.press(self.said.evidence.sure, keys, above=lines, sure=True)
        return noted if pressed else None

    def _lines(self, noted: Noted) -> Iterator[str]:
        text = self.skills.text
        library = library_words(self.said.language)
        yield f"{self.person.name}, {day_text(noted.on or self.today, library)}"
        yield f"  {kind_words(noted.kind, self.said)}"
        if noted.task:
            yield f"  {text.task(noted.task)}"
        if noted.criterion:
            yield f"  {text.criterion(noted.criterion).does}"
        for group in noted.interests:
            yield f"  {text.group(group)}"
        if noted.note:
            yield f"  {noted.note}"
        yield from (f"  {caption}" for caption in noted.captions)
