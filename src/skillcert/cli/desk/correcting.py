"""Asking which signature is to be corrected, and to what, with one confirmation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from skillcert.cli.asking import Asker, Key
from skillcert.cli.desk.books import Books
from skillcert.cli.desk.choosing import choose_person
from skillcert.cli.desk.items import Correction, SkillList, Someone
from skillcert.cli.desk.rows import day_words
from skillcert.cli.finder import Row
from skillcert.cli.words import CommandWords
from skillcert.model import PerformanceLevel, SignOff
from skillcert.rules import sign_offs_in_force
from skillcert.texts import words as library_words

__all__ = ["ask_correction"]


def ask_correction(
    asker: Asker, books: Books, *, today: dt.date, said: CommandWords
) -> Correction | None:
    """Ask what is to be corrected; None for going back."""
    person = choose_person(asker, books, today=today, said=said)
    if person is None:
        return None
    rows = list(_rows(books, person, today, said))
    if not rows:
        asker.say(said.correct.none.format(name=person.name))
        return None
    chosen = asker.pick(said.correct.which, rows, above=person.name)
    if chosen is None:
        return None
    sign_off, skill = chosen[0]
    return _to_what(asker, person, sign_off, skill, said)


def _rows(
    books: Books, person: Someone, today: dt.date, said: CommandWords
) -> Iterator[Row[tuple[SignOff, str]]]:
    """Yield a row for each signature that holds, the newest first."""
    levels = library_words(said.language)
    known = set(books.lists_of(person))
    found: list[tuple[SignOff, str, str]] = []
    for skills in books.skill_lists():
        if (skills.workshop, skills.rubric.id) in known:
            found += _held(books, person, skills, today)
    for sign_off, skill, signer in sorted(found, key=lambda one: one[0].on, reverse=True):
        level = levels.level(sign_off.level).label
        when = day_words(sign_off.on, today=today, words=said)
        yield Row(
            value=(sign_off, skill),
            text=said.correct.line.format(skill=skill, level=level),
            note=said.correct.by.format(signer=signer, day=when),
            words=sign_off.criterion,
        )


def _held(
    books: Books, person: Someone, skills: SkillList, today: dt.date
) -> Iterator[tuple[SignOff, str, str]]:
    record = books.record(person, skills)
    names = {one.id: one.name for one in record.assessors}
    for criterion, signed in sign_offs_in_force(record, on=today).items():
        for one in signed:
            yield one, skills.text.criterion(criterion).does, names[one.assessor]


def _to_what(
    asker: Asker, person: Someone, sign_off: SignOff, skill: str, said: CommandWords
) -> Correction | None:
    library, words = library_words(said.language), said.correct
    keys = [
        Key(key=str(i), label=level.label, meaning=level.meaning)
        for i, level in enumerate(library.scale(), start=1)
    ]
    keys.append(Key(key=said.sign.undo_key, label=words.take_back, meaning=words.take_back_meaning))
    old = library.level(sign_off.level).label
    above = f"{person.name}\n{words.line.format(skill=skill, level=old)}"
    pressed = asker.press(words.how, keys, above=above)
    if pressed is None:
        return None
    if pressed == said.sign.undo_key:
        reason = asker.line(words.reason)
        if reason is None:
            return None
        asked = Correction(sign_off=sign_off.id, reason=reason)
        sentence = words.sure_back.format(name=person.name, skill=skill, level=old)
    else:
        level = list(PerformanceLevel)[int(pressed) - 1]
        if level is sign_off.level:
            asker.say(words.same)
            return None
        asked = Correction(sign_off=sign_off.id, level=level)
        new = library.level(level).label
        sentence = words.sure_level.format(name=person.name, skill=skill, old=old, level=new)
    sure = [Key(key="enter", label=said.sign.confirm_yes)]
    return asked if asker.press(said.sign.confirm, sure, above=sentence, sure=True) else None
