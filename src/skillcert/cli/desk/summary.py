"""What is about to be signed, and what was signed, in plain words. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from skillcert.cli.desk.items import Item, Look, SkillList
from skillcert.cli.words import CommandWords
from skillcert.texts import day, words

__all__ = ["joined", "remark_lines", "signed_lines", "summary_lines", "wait_lines"]


_TOLD = 3
"""How many signatures are told one by one after they were made."""


def joined(texts: Sequence[str], said: CommandWords) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return said.screen.two.format(first=", ".join(texts[:-1]), last=texts[-1])


def summary_lines(
    items: Sequence[Item],
    looks: Sequence[Look],
    skills: SkillList,
    *,
    signer: str,
    today: dt.date,
    said: CommandWords,
) -> Iterator[str]:
    """Yield what is about to be signed: by whom, and for each person what, at which level.

    What cannot be signed stands apart, with the reason.
    """
    fine = [(i, look) for i, look in zip(items, looks, strict=True) if not look.refused]
    if fine:
        library = words(said.language)
        yield said.sign.summary.format(signer=signer, day=day(today, library))
    for person in dict.fromkeys(item.person for item, _ in fine):
        yield ""
        yield person.name
        for item, look in fine:
            if item.person == person:
                yield from _item_lines(item, look, skills, said)
    refused = [(i, look) for i, look in zip(items, looks, strict=True) if look.refused]
    if refused:
        yield from ("", said.sign.refused)
        for item, look in refused:
            yield f"  {_line(item, skills, said)}"
            yield from (f"    {_capital(reason)}." for reason in look.refused)
        yield said.sign.left_out if fine else said.sign.nothing_left


def signed_lines(
    items: Sequence[Item], looks: Sequence[Look], skills: SkillList, *, said: CommandWords
) -> Iterator[str]:
    """Yield what was signed, and what the certificates still wait for.

    Much at once was read a moment ago: it is counted for each person, so that the screen has room
    for what can be done next.
    """
    count = len(items)
    yield said.sign.done_one if count == 1 else said.sign.done_many.format(count=count)
    if count > _TOLD:
        each = Counter(item.person.name for item in items)
        for name, times in each.items():
            yield "  " + said.sign.done_person.format(name=name, count=times)
        return
    for item, look in zip(items, looks, strict=True):
        yield f"  {_line(item, skills, said)}"
        yield from remark_lines(look.remarks, said)
        yield from wait_lines(look.waits, said)


def _item_lines(item: Item, look: Look, skills: SkillList, said: CommandWords) -> Iterator[str]:
    level = words(said.language).level(item.level).label
    does = skills.text.criterion(item.criterion.id).does
    yield f"  {said.sign.summary_line.format(level=level, skill=does)}"
    if item.cited:
        yield f"    {said.sign.summary_known.format(what=_cited(item, skills, said))}"
    if item.task is not None:
        text = said.sign.summary_guided if item.guided else said.sign.summary_task
        yield f"    {text.format(task=skills.text.task(item.task))}"
    yield from remark_lines(look.remarks, said)
    yield from wait_lines(look.waits, said)


def _cited(item: Item, skills: SkillList, said: CommandWords) -> str:
    """Return what was noted before, each thing once, with how often."""
    count = Counter(one.task for one in item.cited)
    named = [
        (skills.text.task(task) if task else said.sign.course, times)
        for task, times in count.items()
    ]
    return "; ".join(
        name if times == 1 else said.sign.times.format(what=name, count=times)
        for name, times in named
    )


def remark_lines(remarks: Sequence[str], said: CommandWords) -> Iterator[str]:
    """Yield what the workshop has to say about a signature, each remark on a line of its own."""
    yield from (f"    {said.sign.remark.format(what=one)}" for one in remarks)


def wait_lines(waits: Sequence[str], said: CommandWords) -> Iterator[str]:
    """Yield what a certificate still waits for; several things each on a line of its own."""
    if len(waits) == 1:
        yield f"    {said.sign.waits} {waits[0]}"
    elif waits:
        yield f"    {said.sign.waits}"
        yield from (f"      {one}" for one in waits)


def _line(item: Item, skills: SkillList, said: CommandWords) -> str:
    return said.sign.done_line.format(
        name=item.person.name,
        skill=skills.text.criterion(item.criterion.id).does,
        level=words(said.language).level(item.level).label,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
