"""The conversation at the desk: what is asked, what is signed, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from skillcert.cli.asking import Idle
from skillcert.cli.desk.day import Day
from skillcert.cli.desk.items import Item, Look, SkillChoice, Waiting
from skillcert.cli.desk.rows import skill_rows
from skillcert.cli.desk.summary import signed_lines, summary_lines
from skillcert.cli.finder import Row, found
from skillcert.cli.language import LANGUAGES
from skillcert.cli.plain import Plain
from skillcert.cli.terminal import Terminal
from skillcert.cli.words import command_words
from skillcert.model import EvidenceKind, PerformanceLevel, Reference

from .paper_books import PROGRAMME, TODAY, PaperBooks, skill_list, someone, task

GUIDED, SOME_HELP, INDEPENDENT, GUIDES_OTHERS = PerformanceLevel
ENTER, ESCAPE, TAB, UP, CTRL_C = "\r", "\x1b", "\t", "\x1b[A", "\x03"
LEAVE = f"{UP}{ENTER}"
WORDS = command_words("en")


@contextmanager
def terminal(pressed: str, *, idle: float | None = 5) -> Iterator[Terminal]:
    """Yield a terminal at which *pressed* is pressed, key after key."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(pressed)
        yield Terminal(words=WORDS.screen, moment=0, idle=idle, input=keys, output=DummyOutput())


def day_of(books: PaperBooks, pressed: str) -> Day:
    """Let a supervisor press keys and leave; return how the day went."""
    with terminal(pressed) as asker:
        day = Day(asker=asker, books=books, said=WORDS, today=TODAY)
        day.run()
    return day


def signed(books: PaperBooks) -> list[tuple[str, str, PerformanceLevel, str | None]]:
    """Return what was signed: person, skill, level, and the task that was noted."""
    return [
        (item.person.id, item.criterion.id, item.level, item.task)
        for batch in books.batches
        for item in batch
    ]


def cited(item: Item) -> list[str]:
    """Return the ids of what an item cites."""
    return [one.id for one in item.cited]


def test_one_skill_of_one_person() -> None:
    """A digit, two letters and a digit, a digit for the task, one for the level, and Enter."""
    books = PaperBooks()
    day = day_of(books, f"2pun123{ENTER}f")
    assert signed(books) == [("jonas", "mends_puncture", INDEPENDENT, "change_tube")]
    assert day.farewell() == WORDS.sign.bye_one


def test_a_task_stands_for_its_skill() -> None:
    """Whoever searches for the task that was done chooses the skill by it and is asked no more."""
    books = PaperBooks()
    day_of(books, f"2mend an{ENTER}2{ENTER}f")
    assert signed(books) == [("jonas", "mends_puncture", SOME_HELP, "mend_tube")]


def test_what_was_noted_today_is_cited_and_not_noted_twice() -> None:
    """Evidence of today that shows the skill is what is signed on; nothing new is noted."""
    books = PaperBooks(noted={"jonas": [task("change_tube")]})
    day_of(books, f"211{ENTER}f")
    assert signed(books) == [("jonas", "mends_puncture", GUIDED, None)]
    assert cited(books.batches[0][0]) == ["e1"]


def test_several_people_and_skills_in_one_go() -> None:
    """Each person is asked about for each skill; whoever did not do it is left out."""
    books = PaperBooks()
    day = day_of(books, f" 2{ENTER}pun{TAB}trues{TAB}{ENTER}11" + f"3021{ENTER}f")
    assert signed(books) == [
        ("amina", "mends_puncture", INDEPENDENT, "mend_tube"),
        ("amina", "trues_wheels", SOME_HELP, "true_wheel"),
        ("jonas", "trues_wheels", GUIDED, "true_wheel"),
    ]
    assert day.signed == 3


def test_what_the_workshop_adds_is_read_before_signing() -> None:
    """A remark of the workshop's plugin stands in the summary, and again when it was signed."""
    item = Item(
        person=someone("Jonas Bråten"),
        criterion=skill_list().rubric.criteria[0],
        level=GUIDED,
        task=skill_list().rubric.criteria[0].tasks[0],
    )
    looks = [Look(remarks=("the lift was serviced in May",))]
    for language in LANGUAGES:
        said, skills = command_words(language), skill_list(language)
        added = said.sign.remark.format(what="the lift was serviced in May")
        before = summary_lines([item], looks, skills, signer="Kari", today=TODAY, said=said)
        assert f"    {added}" in [*before]
        assert f"    {added}" in [*signed_lines([item], looks, skills, said=said)]


def test_much_that_was_signed_is_counted_for_each_person() -> None:
    """After a large batch the screen has room for taking it back."""
    books = PaperBooks()
    two = [item for item in skill_list().rubric.criteria[:2] for _ in range(2)]
    items = [
        Item(person=someone(name), criterion=criterion, level=GUIDED)
        for criterion, name in zip(two, ("Amina Yusuf", "Jonas Bråten") * 2, strict=True)
    ]
    told = list(signed_lines(items, books.look(items, skill_list()), skill_list(), said=WORDS))
    assert told == ["Signed: 4 skills.", "  Amina Yusuf: 2", "  Jonas Bråten: 2"]


def test_guiding_others_notes_what_the_screen_says() -> None:
    """The highest level notes that a colleague was shown how, unless that was noted before."""
    books = PaperBooks()
    day_of(books, f"2pun114{ENTER}f")
    assert books.batches[0][0].guided
    before = task("change_tube", kind=EvidenceKind.GUIDING)
    books = PaperBooks(noted={"jonas": [before]})
    day_of(books, f"214{ENTER}f")
    (item,) = books.batches[0]
    assert (item.guided, item.task, cited(item)) == (False, None, ["e1"])


def test_guiding_is_noted_beside_what_was_noted() -> None:
    """If the task of today was noted without guiding, the guiding is noted beside it."""
    books = PaperBooks(noted={"jonas": [task("change_tube")]})
    day_of(books, f"214{ENTER}f")
    (item,) = books.batches[0]
    assert (item.guided, item.task, cited(item)) == (True, "change_tube", ["e1"])


def test_every_step_can_be_gone_back_from() -> None:
    """Escape goes back a step, to the first one; nothing is signed on the way."""
    books = PaperBooks()
    day_of(books, f"2pun123{ESCAPE}{ESCAPE}{ESCAPE}{ESCAPE}{ESCAPE}1pun121{ENTER}f")
    assert signed(books) == [("amina", "mends_puncture", GUIDED, "change_tube")]


def test_nothing_is_signed_before_it_is_confirmed() -> None:
    """Ctrl-C at any point before the confirmation signs nothing."""
    keys = "2pun123"
    for end in range(len(keys) + 1):
        books = PaperBooks()
        with pytest.raises(KeyboardInterrupt):
            day_of(books, keys[:end] + CTRL_C)
        assert books.batches == []


def test_ctrl_c_takes_nothing_back() -> None:
    """What was confirmed stays signed, whatever is broken off after it."""
    books = PaperBooks()
    with pytest.raises(KeyboardInterrupt):
        day_of(books, f"2pun123{ENTER}{CTRL_C}")
    assert len(books.batches) == 1


def test_nobody_there_locks_and_signs_nothing() -> None:
    """When nobody presses a key, the desk is left; what was not confirmed is not signed."""
    books = PaperBooks()
    with terminal("2pun123", idle=0.1) as asker, pytest.raises(Idle):
        Day(asker=asker, books=books, said=WORDS, today=TODAY).run()
    assert books.batches == []


def test_what_was_just_signed_can_be_taken_back() -> None:
    """Taking back is the first thing offered; the supervisor goes on or leaves."""
    books = PaperBooks()
    day = day_of(books, f"2pun123{ENTER}u{ENTER}2pun121{ENTER}f")
    assert signed(books) == [("jonas", "mends_puncture", GUIDED, "change_tube")]
    assert day.signed == 1


def test_what_cannot_be_signed_is_left_out_and_said() -> None:
    """A skill that is refused is named with the reason; the others can be signed without it."""
    books = PaperBooks(looks={"mends_puncture": Look(refused=("nobody saw it",))})
    day_of(books, f"2pun{TAB}trues{TAB}{ENTER}1133{ENTER}f")
    assert signed(books) == [("jonas", "trues_wheels", INDEPENDENT, "true_wheel")]


def test_where_nothing_can_be_signed_there_is_nothing_to_confirm() -> None:
    """If all is refused, Enter signs nothing, and one goes back."""
    books = PaperBooks(looks={"mends_puncture": Look(refused=("nobody saw it",))})
    day_of(books, f"2pun123{ENTER}{ESCAPE}{ESCAPE}{ESCAPE}{ESCAPE}{ESCAPE}{LEAVE}")
    assert books.batches == []


def test_the_skills_just_signed_come_first_for_the_next() -> None:
    """What was signed for one person stands first for the next one."""
    books = PaperBooks()
    day_of(books, f"2trues113{ENTER}{ENTER}1112{ENTER}f")
    assert signed(books)[1] == ("amina", "trues_wheels", SOME_HELP, "true_wheel")


def test_somebody_new_is_put_on_the_list() -> None:
    """Somebody new is added at the desk and can be chosen at once."""
    books = PaperBooks()
    day_of(books, f"{UP}{UP}{ENTER}Tor Lie{ENTER}to{ENTER}pun121{ENTER}f")
    assert signed(books) == [("tor", "mends_puncture", GUIDED, "change_tube")]


def test_a_name_that_is_there_is_asked_about() -> None:
    """A second person of the same name is added only if that is meant."""
    books = PaperBooks()
    day_of(books, f"{UP}{UP}{ENTER}ole kvam{ENTER}n{LEAVE}")
    assert len(books.crowd) == 4
    day_of(books, f"{UP}{UP}{ENTER}ole kvam{ENTER}y{LEAVE}")
    assert len(books.crowd) == 5


def eyes() -> list[Waiting]:
    """Return two signatures that wait for a second pair of eyes."""
    return [
        Waiting(
            id=Reference(key),
            person=name,
            skill="Does the final check",
            level="Independently",
            signer="Ahmed Sørensen",
            on=TODAY,
        )
        for key, name in (("s1", "Ole Kvam"), ("s2", "Amina Yusuf"))
    ]


def test_what_waits_for_a_second_pair_of_eyes_is_offered() -> None:
    """What another supervisor signed is offered to whoever unlocks, and confirmed with Enter."""
    books = PaperBooks(eyes=eyes())
    day_of(books, f"{UP}{UP}{UP}{ENTER}1{ENTER}{LEAVE}")
    assert books.confirmed == ["s1"]


def test_a_second_pair_of_eyes_may_go_back() -> None:
    """Whoever has not checked it goes back, and nothing is confirmed."""
    books = PaperBooks(eyes=eyes())
    day_of(books, f"{UP}{UP}{UP}{ENTER} 2{ENTER}{ESCAPE}{LEAVE}")
    assert books.confirmed == []


def test_a_workshop_is_asked_for_where_there_are_several() -> None:
    """With several lists of skills the person's own is taken; without one it is asked for."""
    lists = [skill_list(), skill_list(workshop="cafe", key="cafe")]
    books = PaperBooks(lists=lists, in_lists={"jonas": [("bicycle", "bicycle")]})  # type: ignore[list-item]
    day_of(books, f"2pun121{ENTER}{ENTER}12make w{ENTER}1{ENTER}f")
    assert [row[:2] for row in signed(books)] == [
        ("jonas", "mends_puncture"),
        ("amina", "bakes_cakes"),
    ]


def test_the_same_line_after_line() -> None:
    """For screen readers the same conversation is held in lines."""
    books = PaperBooks()
    seen: list[str] = []
    typed = iter(["2", "pun", "1", "2", "3", "yes", "f"])
    asker = Plain(words=WORDS.screen, read=lambda _: next(typed), write=seen.append)
    Day(asker=asker, books=books, said=WORDS, today=TODAY).run()
    assert signed(books) == [("jonas", "mends_puncture", INDEPENDENT, "change_tube")]
    assert any("seen today: Change an inner tube" in line for line in seen)


def test_the_summary_says_everything_that_is_written() -> None:
    """Before the confirmation stand signer, day, person, level, skill, task and what is missing."""
    books = PaperBooks(looks={"mends_puncture": Look(waits=("seen 1 of 3 times",))})
    seen: list[str] = []
    typed = iter(["2", "pun", "1", "2", "4", ""] + [""] * 4 + ["", "5"])
    asker = Plain(words=WORDS.screen, read=lambda _: next(typed), write=seen.append)
    with pytest.raises((StopIteration, RuntimeError)):
        Day(asker=asker, books=books, said=WORDS, today=TODAY).run()
    text = "\n".join(seen)
    for words in (
        "You sign as Kari Lunde, 12 June 2025:",
        "Jonas Bråten",
        "Independently, and can guide others: Mends punctures and changes inner tubes",
        "seen today, shown to a colleague: Change an inner tube",
        "seen 1 of 3 times",
    ):
        assert words in text
    assert books.batches == []


RUBRICS = [
    (workshop.key, rubric.id)
    for workshop in PROGRAMME.registry.workshops()
    for rubric in PROGRAMME.registry.rubrics(workshop.key)
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("workshop", "key"), RUBRICS)
def test_every_task_of_every_skill_is_three_keys_away(
    workshop: str, key: str, language: str
) -> None:
    """Whatever somebody did, two letters and a digit choose it, or a skill and its task do.

    With a digit for the person, one for the level and Enter, that makes six keys.
    """
    skills = skill_list(language, workshop, key)
    rows = skill_rows(skills.rubric, skills.text, likely=(), seen=(), words=command_words(language))
    pages: dict[str, list[object]] = {}

    def letters(row: Row[SkillChoice]) -> int:
        """Return how many letters bring a row onto the first page."""
        words = f"{row.text} {row.words}".replace(":", "").split()
        beginnings = [word[:n] for word in words for n in (1, 2)]
        for typed in beginnings:
            if typed not in pages:
                pages[typed] = [row.value for row in found(rows, typed)[:9]]
        return min((len(b) for b in beginnings if row.value in pages[b]), default=9)

    cost = {row.value: letters(row) + 1 for row in rows}
    far = [
        row.text
        for row in rows
        if row.value.task is not None
        and min(cost[row.value], cost[SkillChoice(criterion=row.value.criterion)] + 1) > 3
    ]
    assert far == []
