"""The demo's story: a workshop that does not exist, from its first supervisor to its last paper.

Everything goes through the ledger as it would in a workshop: whoever sees something records it, a
supervisor signs, another one confirms what asks for two, the programme issues. Only the clock is
the demo's own, which runs through a year in a minute.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import secrets
from collections import Counter
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from skillcert.cli.keys import PROGRAMME_FILE, write_key
from skillcert.cli.people import ASSESSORS, ISSUER, PEOPLE, Person, record_of
from skillcert.model import Choices, EvidenceRecord, PerformanceLevel, Reference, SignOff, Token
from skillcert.programme import Desk, Photo, Programme, Seen, SignOffRequest, Site
from skillcert.signing import KeySigner

if TYPE_CHECKING:
    from skillcert.model import Evidence, Rubric

__all__ = ["PASSPHRASE", "Story", "Told", "begin", "play"]

PASSPHRASE = "demo three blue wheels"  # noqa: S105 - printed by the demo, of keys for nothing real
_SITE = "bryggegata"
_SKEW = dt.timedelta(minutes=1)
_CAPTION = "A wheel in the truing stand"


@attrs.define
class Clock:
    """The demo's clock: it shows what it was last set to.

    Attributes:
        at: What it shows.
    """

    at: dt.datetime

    def __call__(self) -> dt.datetime:
        """Return what it shows."""
        return self.at

    def set_to(self, day: dt.date, latest: dt.datetime) -> None:
        """Go on to the afternoon of *day*, never back, and never beyond now."""
        afternoon = dt.datetime.combine(day, dt.time(15), latest.tzinfo)
        self.at = min(max(self.at + _SKEW, afternoon), latest)


@attrs.frozen(kw_only=True)
class Told:
    """What happened to one person in one list of skills.

    Attributes:
        id: The person's id.
        person: The person.
        workshop: The workshop's key.
        rubric: The list of skills.
        signed: How many skills were signed off.
        confirmed: How many a second supervisor confirmed.
        corrected: The skill whose signature was corrected, if one was.
    """

    id: Reference
    person: Person
    workshop: Token
    rubric: Rubric
    signed: int
    confirmed: int = 0
    corrected: Token | None = None


@attrs.frozen(kw_only=True)
class _Batch:
    """What a supervisor signs of one person in one list on one day."""

    day: dt.date
    person: Person
    workshop: Token
    rubric: Rubric
    record: EvidenceRecord
    sign_offs: tuple[SignOff, ...]


@attrs.define(kw_only=True)
class Story:
    """A workshop in the making.

    Attributes:
        ledger: The ledger's file.
        site: The site.
        clock: Its clock.
        programme: The programme's key.
        desks: The keys of the two supervisors.
        now: The moment in which it ends.
    """

    ledger: Path
    site: Site
    clock: Clock
    programme: KeySigner
    desks: tuple[KeySigner, KeySigner]
    now: dt.datetime
    people: dict[str, Reference] = attrs.Factory(dict)

    @property
    def first(self) -> Desk:
        """The desk of the supervisor who signs."""
        return self.site.unlock(self.desks[0])

    @property
    def second(self) -> Desk:
        """The desk of the one who confirms."""
        return self.site.unlock(self.desks[1])


def begin(folder: Path, programme: Programme, *, now: dt.datetime) -> Story:
    """Make the ledger in *folder* with its keys, and enrol two supervisors.

    Args:
        folder: Where the ledger and its keys lie.
        programme: The workshops.
        now: The moment in which the story ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = _free(folder)
    keys = [KeySigner.of_seed(secrets.token_bytes(32)) for _ in range(3)]
    names = [PROGRAMME_FILE, *(f"{one.id}.key" for one in ASSESSORS)]
    for name, key in zip(names, keys, strict=True):
        write_key(path.with_suffix(".keys") / name, key, PASSPHRASE)
    clock = Clock(now - dt.timedelta(days=2 * 365))
    site = Programme.found(
        f"sqlite:///{path}",
        site=_SITE,
        issuer=ISSUER,
        signer=keys[0],
        clock=clock,
        programme=programme,
    )
    office = site.manage(keys[0])
    for assessor, key in zip(ASSESSORS, keys[1:], strict=True):
        office.enrol(assessor, key.public)
    return Story(
        ledger=path,
        site=site,
        clock=clock,
        programme=keys[0],
        desks=(keys[1], keys[2]),
        now=now,
    )


def play(story: Story, lists: list[tuple[Token, Rubric]]) -> list[Told]:
    """Let the three people work in each list of skills, and say what became of each.

    Args:
        story: The workshop.
        lists: Workshops and their rubrics.
    """
    until = story.now.date()
    records = {
        (person.key, rubric.id): (person, workshop, rubric, record)
        for workshop, rubric in lists
        for person in PEOPLE
        for record in (record_of(person, rubric, workshop=workshop, until=until),)
    }
    for person in PEOPLE:
        added = story.first.add_person(person.name, name_language=person.name_language)
        story.people[person.key] = added.id
    batches = [batch for entry in records.values() for batch in _batches(*entry)]
    confirmed: Counter[tuple[str, str]] = Counter()
    for batch in sorted(batches, key=lambda one: one.day):
        story.clock.set_to(batch.day, story.now)
        confirmed[batch.person.key, batch.rubric.id] += _sign(story, batch)
    story.clock.set_to(until, story.now)
    return [
        _last_day(story, person, workshop, record, rubric, confirmed[key])
        for key, (person, workshop, rubric, record) in records.items()
    ]


def _last_day(
    story: Story,
    person: Person,
    workshop: Token,
    record: EvidenceRecord,
    rubric: Rubric,
    confirmed: int,
) -> Told:
    """Let the holder choose, a slip be corrected and a picture be taken; return what happened."""
    holder = story.people[person.key]
    if person.own_words:
        choices = Choices(own_words=record.choices.own_words)
        story.first.choose(holder, workshop, rubric.id, choices)
    corrected = _correct(story, holder, workshop, record) if person.slips else None
    if person.photographed:
        task = next(one.task for one in record.evidence if one.task is not None)
        photo = Photo(data=_picture(), caption=_CAPTION, show=True)
        story.first.record_evidence(holder, workshop, Seen(task=task, photos=(photo,)), rubric.id)
    return Told(
        id=holder,
        person=person,
        workshop=workshop,
        rubric=rubric,
        signed=len(record.sign_offs),
        confirmed=confirmed,
        corrected=corrected,
    )


def _correct(story: Story, holder: Reference, workshop: Token, record: EvidenceRecord) -> Token:
    """Sign a level that is a slip of the finger, correct it, and return the skill."""
    right = record.sign_offs[0]
    held = story.site.record(holder, workshop, record.rubric.id).record
    cited = next(one.evidence for one in held.sign_offs if one.criterion == right.criterion)
    slip = SignOffRequest(
        person=holder,
        workshop=workshop,
        rubric=record.rubric.id,
        criterion=right.criterion,
        level=PerformanceLevel.INDEPENDENT,
        evidence=cited,
    )
    (signed,) = story.first.sign([slip]).signed
    story.first.correct(signed.sign_off, right.level)
    return right.criterion


def _picture() -> bytes:
    """Return a photograph that nobody took: a wheel in a stand, as a JPEG file."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (960, 720), "#d8dcd6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, 960, 720), fill="#8a7a66")
    draw.ellipse((250, 90, 710, 550), outline="#30343a", width=18)
    for i in range(12):
        end = (480 + 225 * math.cos(i * math.pi / 6), 320 + 225 * math.sin(i * math.pi / 6))
        draw.line(((480, 320), end), fill="#6d7681", width=3)
    draw.line(((480, 320), (480, 600)), fill="#8f2f2a", width=16)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    return data.getvalue()


def _free(folder: Path) -> Path:
    """Return the name of a ledger that is not in *folder* yet: a demo may be run again."""
    names = chain(["workshop.db"], (f"workshop-{i}.db" for i in count(2)))
    return next(path for name in names if not (path := folder / name).exists())


def _batches(
    person: Person, workshop: Token, rubric: Rubric, record: EvidenceRecord
) -> Iterator[_Batch]:
    for day in sorted({one.on for one in record.sign_offs}):
        yield _Batch(
            day=day,
            person=person,
            workshop=workshop,
            rubric=rubric,
            record=record,
            sign_offs=tuple(one for one in record.sign_offs if one.on == day),
        )


def _sign(story: Story, batch: _Batch) -> int:
    """Sign a batch, let the second supervisor confirm, and return how many were confirmed."""
    noted = {one.id: one for one in batch.record.evidence}
    requests = [
        SignOffRequest(
            person=story.people[batch.person.key],
            workshop=batch.workshop,
            rubric=batch.rubric.id,
            criterion=one.criterion,
            level=one.level,
            seen=tuple(_seen(noted[key]) for key in one.evidence),
            on=one.on,
        )
        for one in batch.sign_offs
    ]
    signed = story.first.sign(requests).signed
    twice = [
        done.sign_off
        for done, asked in zip(signed, batch.sign_offs, strict=True)
        if asked.second_assessor is not None
    ]
    if twice:
        story.second.confirm(twice)
    return len(twice)


def _seen(evidence: Evidence) -> Seen:
    return Seen(
        task=evidence.task,
        kind=evidence.kind,
        on=evidence.on,
        criterion=evidence.criterion,
        product=evidence.product,
    )
