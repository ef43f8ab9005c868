"""Everything that is held on a person, as a text that the person can read.

The same is handed over as JSON (`skillcert.codec.pretty`), for other programs.

Rules of this module

- Nothing is left out: each entry of the chain about the person is in the text, with what the vault
  holds of it.
- A key that no installed workshop has words for stands as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property

import attrs

from skillcert.errors import LanguageError, PluginError, RubricError
from skillcert.model import (
    Choices,
    Consent,
    EvidenceRecorded,
    HeldEvent,
    PersonHoldings,
    Product,
    Reference,
    RubricText,
    Token,
)
from skillcert.plugins import Registry
from skillcert.programme.holdings_words import HoldingsWords, holdings_words
from skillcert.texts import Words, day, words

__all__ = ["holdings_text"]


def holdings_text(
    holdings: PersonHoldings, *, language: str, registry: Registry, machine: str = ""
) -> str:
    """Return what is held on a person as plain text.

    Args:
        holdings: What is held.
        language: The language.
        registry: The workshops, for the words of skills and tasks.
        machine: The name of the file with the same for programs; empty if there is none.

    Raises:
        LanguageError: The text does not exist in *language*.
    """
    sheet = _Sheet(holdings, registry, words(language), holdings_words(language))
    parts = [_underlined(sheet.own.title, "="), *sheet.opening(machine)]
    for heading, lines in sheet.parts():
        found = list(lines)
        if found:
            parts.append("\n".join([_underlined(heading, "-"), "", *found]))
    return "\n\n".join(parts) + "\n"


def _underlined(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}"


def _item(text: str) -> str:
    return "- " + text.replace("\n", "\n  ")


def _under(text: str) -> str:
    return "  " + text.replace("\n", "\n  ")


@attrs.frozen
class _Sheet:
    """One person's holdings in one language."""

    held: PersonHoldings
    registry: Registry
    words: Words
    own: HoldingsWords

    @cached_property
    def _issuer(self) -> str:
        return self.held.issuer.name if self.held.issuer else self.held.site

    def opening(self, machine: str) -> Iterator[str]:
        """Yield the sentences under the title."""
        name = self.held.card.name if self.held.card else self.own.nobody
        yield self.own.opening.format(
            issuer=self._issuer, name=name, when=day(self.held.made.date(), self.words)
        )
        yield f"{self.own.private} {self.own.rights.format(issuer=self._issuer)}"
        if machine:
            yield self.own.machine.format(file=machine)

    def parts(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Yield the heading and the lines of each part."""
        headings = self.own.headings
        yield headings.person, self._person()
        yield headings.choices, self._choices()
        yield headings.conversations, self._conversations()
        yield headings.work, self._each(self._work)
        yield headings.skills, self._each(self._skill)
        yield headings.papers, self._each(self._paper)
        yield headings.entries, self._each(self._entry)

    def _each(self, lines_of: Callable[[HeldEvent], Iterator[str]]) -> Iterator[str]:
        for one in self.held.events:
            yield from lines_of(one)

    def _person(self) -> Iterator[str]:
        if self.held.card:
            yield _item(self.own.person.name.format(name=self.held.card.name))
        yield _item(self.own.person.id.format(id=self.held.person))

    def _choices(self) -> Iterator[str]:
        for one in self.held.choices:
            workshop, _, rubric = one.about.partition(":")
            text = self._rubric(workshop, rubric)
            yield _item(text.title if text else one.about)
            yield from map(_under, self._chosen(one.choices, text))

    def _chosen(self, choices: Choices, text: RubricText | None) -> Iterator[str]:
        own = self.own.choices
        if choices.show is None:
            yield own.all
        else:
            yield own.only.format(skills=", ".join(_skill(text, key) for key in choices.show))
        if choices.opt_in:
            skills = (_skill(text, key) for key in choices.opt_in)
            yield own.also.format(skills=", ".join(skills))
        if choices.own_words:
            yield own.own_words.format(text=choices.own_words)

    def _conversations(self) -> Iterator[str]:
        own = self.own.conversations
        for one in self.held.conversations:
            talk = one.conversation
            yield _item(own.line.format(when=self._day(talk.on), who=self._name(talk.seen_by)))
            text = self._rubric(talk.workshop, talk.rubric)
            if talk.interests:
                groups = ", ".join(_group(text, key) for key in talk.interests)
                yield _under(own.interests.format(groups=groups))
            if talk.note:
                yield _under(self.own.work.note.format(text=talk.note))

    def _work(self, one: HeldEvent) -> Iterator[str]:
        evidence = one.event.evidence_recorded
        if evidence is None:
            return
        text = self._rubric(evidence.workshop, evidence.rubric)
        made = evidence.product or Product()
        sentence: str = getattr(self.own.work, evidence.kind.value)
        yield _item(
            sentence.format(
                task=_task(text, evidence.task) if evidence.task else "",
                skill=_skill(text, evidence.criterion) if evidence.criterion else "",
                made=made.made,
                sold=made.sold,
                when=self._day(evidence.on),
                who=self._signer(one),
            )
        )
        if one.words and one.words.note:
            yield _under(self.own.work.note.format(text=one.words.note))
        yield from map(_under, self._pictures(one, evidence))
        for other in self.held.events:
            withdrawn = other.event.evidence_withdrawn
            if withdrawn and withdrawn.evidence == one.event.id:
                yield from map(_under, self._taken_back(other, withdrawn.on))

    def _pictures(self, one: HeldEvent, evidence: EvidenceRecorded) -> Iterator[str]:
        own = self.own.work
        captions = {note.sha256: note.caption for note in one.words.captions} if one.words else {}
        shown = (one.consent or Consent()).show
        files = {file.sha256: file for file in self.held.files}
        for fact in evidence.attachments:
            file = files[fact.sha256]
            caption = captions.get(fact.sha256)
            if caption is None:
                yield own.picture.format(file=file.name)
            else:
                yield own.caption.format(text=caption, file=file.name)
            yield own.missing if file.fault else own.shown if fact.sha256 in shown else own.hidden

    def _skill(self, one: HeldEvent) -> Iterator[str]:
        signed = one.event.skill_signed
        if signed is None:
            return
        text = self._rubric(signed.workshop, signed.rubric.id)
        yield _item(
            self.own.skills.line.format(
                skill=_skill(text, signed.criterion),
                level=self.words.level(signed.level).label,
                when=self._day(signed.on),
                who=self._signer(one),
            )
        )
        if signed.corrects:
            yield _under(self.own.skills.corrected)
        for other in self.held.events:
            yield from map(_under, self._about_skill(other, one.event.id))

    def _about_skill(self, other: HeldEvent, sign_off: Reference) -> Iterator[str]:
        own, who = self.own.skills, self._signer(other)
        checked, taken_back = other.event.sign_off_confirmed, other.event.sign_off_withdrawn
        if checked and checked.sign_off == sign_off:
            yield own.checked.format(when=self._day(checked.on), who=who)
        if taken_back and taken_back.sign_off == sign_off:
            yield from self._taken_back(other, taken_back.on)

    def _taken_back(self, other: HeldEvent, on: dt.date) -> Iterator[str]:
        who = self._signer(other)
        yield self.own.skills.taken_back.format(when=self._day(on), who=who)
        yield from self._reason(other)

    def _paper(self, one: HeldEvent) -> Iterator[str]:
        issued = one.event.certificate_issued
        if issued is None:
            return
        own, title = self.own.papers, self.words.document(issued.document).title
        yield _item(own.line.format(title=title, when=self._day(issued.on)))
        for other in self.held.events:
            withdrawn = other.event.certificate_withdrawn
            if withdrawn and withdrawn.certificate == one.event.id:
                yield _under(own.withdrawn.format(when=self._day(withdrawn.on)))
                yield from map(_under, self._reason(other))

    def _entry(self, one: HeldEvent) -> Iterator[str]:
        own, event = self.own.person, one.event
        sentences = (
            (event.person_added, own.added),
            (event.person_changed, own.changed),
            (event.person_erased, own.erased),
        )
        for there, sentence in sentences:
            if there is not None:
                when = self._day(event.at.date())
                yield _item(sentence.format(when=when, who=self._signer(one)))

    def _reason(self, one: HeldEvent) -> Iterator[str]:
        if one.reason:
            yield self.own.papers.reason.format(text=one.reason.text)

    def _signer(self, one: HeldEvent) -> str:
        return self._name(one.signed_by) if one.signed_by else self._issuer

    def _name(self, assessor: Reference) -> str:
        found = (one.name for one in self.held.assessors if one.id == assessor)
        return next(found, assessor)

    def _day(self, date: dt.date) -> str:
        return day(date, self.words)

    def _rubric(self, workshop: str, rubric: str) -> RubricText | None:
        try:
            return self.registry.rubric(workshop, rubric).text(self.words.language)
        except (PluginError, RubricError, LanguageError):
            return None


def _skill(text: RubricText | None, key: Token) -> str:
    try:
        return text.criterion(key).does if text else key
    except KeyError:
        return key


def _task(text: RubricText | None, key: Token) -> str:
    try:
        return text.task(key) if text else key
    except KeyError:
        return key


def _group(text: RubricText | None, key: Token) -> str:
    try:
        return text.group(key) if text else key
    except KeyError:
        return key
