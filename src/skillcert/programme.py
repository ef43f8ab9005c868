"""The use cases: the front door for software that imports skillcert.

A `Programme` brings together what does not know each other: the registry of workshops, the rules,
the checks and the documents. It reads no clock, environment or file; what it needs is passed in.

    >>> from datetime import date
    >>> from pathlib import Path
    >>> from skillcert import Programme
    >>> programme = Programme.installed()
    >>> data = Path("examples/bicycle-colleague.json").read_bytes()
    >>> issued = programme.issue(programme.read_record(data), language="nb", on=date(2025, 6, 30))
    >>> issued.pdf[:5]
    b'%PDF-'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from skillcert import codec
from skillcert.attachments import checked_pictures, missing_pictures
from skillcert.compose import Source, check_eligible, compose_document, notes
from skillcert.documents import Printing
from skillcert.errors import PrivacyError, Problem, RecordError, SkillcertError
from skillcert.model import (
    Certificate,
    Document,
    DocumentKind,
    EvidenceRecord,
    Language,
    Rubric,
    Sha256,
)
from skillcert.plugins import Registry, SectionRequest
from skillcert.privacy import check_texts
from skillcert.rubrics import digest_of
from skillcert.rules import (
    Standing,
    Suggestion,
    next_tasks,
    record_problems,
    standing_of,
)
from skillcert.texts import words

__all__ = ["Draft", "Issued", "Programme"]


@attrs.frozen(kw_only=True)
class _Made:
    """What drafts and issued documents have in common."""

    documents: tuple[Document, ...]
    warnings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def document(self) -> Document:
        """What it says in its first language."""
        return self.documents[0]

    @property
    def certificate(self) -> Certificate:
        """The certificate or statement in its first language.

        Raises:
            SkillcertError: It is another document.
        """
        if not isinstance(self.document, Certificate):
            raise SkillcertError(
                f"a {self.document.document.value} is no certificate", hint="Ask for its document"
            )
        return self.document


@attrs.frozen(kw_only=True)
class Draft(_Made):
    """What a document is about to say, for a person to look at before it is printed.

    Attributes:
        documents: What it says, once in each of its languages.
        warnings: What somebody should decide about first: words that could give the holder's
            background away, a section that a plugin could not make, a picture that is not there.
        notes: What is worth knowing: skills that were signed and are not shown, or not at the
            level that was signed, with what they wait for; an issuer who cannot be reached.
    """


@attrs.frozen(kw_only=True)
class Issued(_Made):
    """A document that was made.

    Attributes:
        pdf: The bytes of the PDF file. The same draft gives the same bytes, in any process.
        documents: What it says, once in each of its languages.
        warnings: What somebody should have decided about, see `Draft`.
        notes: What is worth knowing, see `Draft`.
    """

    pdf: bytes = attrs.field(repr=False)


@attrs.frozen
class Programme:
    """A programme with its workshops.

    Attributes:
        registry: The workshops that are installed.
    """

    registry: Registry

    @classmethod
    def installed(
        cls,
        *,
        disabled: Collection[str] = (),
        strict: bool = False,
        overlays: Traversable | None = None,
    ) -> Programme:
        """Return a programme with the workshops of all installed plugins.

        Args:
            disabled: Names of plugins to leave out.
            strict: Whether a plugin that cannot be used is an error; otherwise it is left out and
                named in `registry.plugins`.
            overlays: A folder with rubric files of the programme's own, in one folder a workshop,
                that are laid over the plugins' files (`docs/rubrics.md`).

        Raises:
            PluginError: A plugin cannot be used and *strict* is set.
        """
        return cls(Registry.discover(disabled=disabled, strict=strict, overlays=overlays))

    def read_record(self, data: bytes, *, source: str = "") -> EvidenceRecord:
        """Read the bytes of an evidence record file and check it against its rubric.

        Args:
            data: The file's bytes; `docs/record.md` describes the format.
            source: The file's name, for the messages.

        Raises:
            CodecError: The bytes are no evidence record.
            RecordError: The record contradicts itself or its rubric.
            PrivacyError: A national identity number stands in it.
            PluginError: Its workshop is not installed.
            RubricError: The workshop's rubric has faults.
        """
        record = codec.load_json(EvidenceRecord, data, source=source)
        self._check(record, source)
        return record

    def standing(self, record: EvidenceRecord, *, on: dt.date) -> tuple[Standing, ...]:
        """Say what is achieved and what each skill still waits for, on the day *on*.

        Raises:
            PluginError: The record's workshop is not installed.
            RubricError: The workshop's rubric has faults.
        """
        return standing_of(self._rubric(record), record, on=on)

    def suggest(
        self, record: EvidenceRecord, *, on: dt.date, limit: int = 5
    ) -> tuple[Suggestion, ...]:
        """Suggest at most *limit* tasks that fit the holder next, on the day *on*.

        Raises:
            PluginError: The record's workshop is not installed.
            RubricError: The workshop's rubric has faults.
        """
        return next_tasks(self._rubric(record), record, on=on, limit=limit)

    def draft(
        self,
        record: EvidenceRecord,
        *,
        language: str | Sequence[str],
        on: dt.date,
        document: DocumentKind = DocumentKind.CERTIFICATE,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Draft:
        """Say what a document would say, without making it.

        Args:
            record: The record; one that software built itself is checked like one that was read.
            language: The language of the paper; several for a paper in several languages.
            on: The day of issue.
            document: Which document, see `DocumentKind`.
            pictures: The files of attachments by their SHA-256, as 64 hexadecimal digits. Only
                those that the holder consents to are printed.

        Raises:
            CodecError: A value of the record has not the form that it should have.
            RecordError: The record contradicts itself or its rubric, or a picture is not the one
                that the record names.
            PrivacyError: A national identity number stands in it.
            NotEligibleError: There is nothing to certify yet.
            LanguageError: The rubric or the library does not speak one of the languages.
            PluginError: The record's workshop is not installed.
            RubricError: The workshop's rubric has faults.
        """
        # Software may build a record past the codec; here it gets the same scrutiny as a file.
        record = codec.structure(EvidenceRecord, codec.unstructure(record))
        rubric = self._check(record, "")
        _check_day(record, on)
        source = Source.of(record, rubric, on=on)
        files = checked_pictures(pictures or {})
        made = [self._drafted(source, document, one, files) for one in _languages(language)]
        # What a language only says again in its own words is asked once.
        warnings = dict.fromkeys(warning for draft in made for warning in draft.warnings)
        return Draft(
            documents=tuple(draft.document for draft in made),
            warnings=(*warnings, *missing_pictures(record, dict(files))),
            notes=notes(source, document),
        )

    def _drafted(
        self,
        source: Source,
        kind: DocumentKind,
        language: Language,
        pictures: tuple[tuple[Sha256, bytes], ...],
    ) -> Draft:
        """Draft the document in one language."""
        document = compose_document(source, kind, words(language))
        check_eligible(source, document)
        faults: tuple[Problem, ...] = ()
        if isinstance(document, Certificate):
            request = SectionRequest(
                document=kind,
                language=document.language,
                workshop=source.record.workshop,
                rubric=source.rubric,
                record=source.record,
                levels=document.levels,
                pictures=pictures,
            )
            sections, faults = self.registry.document_sections(request)
            document = attrs.evolve(document, sections=sections)
        report = check_texts(_texts(document))
        if report.refused:
            raise PrivacyError(report.refused)
        return Draft(documents=(document,), warnings=(*report.warnings, *faults))

    def render(self, draft: Draft, *, printing: Printing | None = None) -> Issued:
        """Make the PDF of a draft, which carries what it says as JSON too.

        Args:
            draft: What it says.
            printing: How it is put on paper: with which code, on which sheet.

        Raises:
            TextError: A text cannot be printed: a control character, a direction override.
            CoverageError: No installed font has a glyph for a character.
            LayoutError: The page cannot be laid out without losing something.
        """
        # The layout and the fonts are loaded here, when a document is made, and not before.
        from skillcert.documents import Look, public_part, render

        workshop = self.registry.workshop(draft.document.workshop)
        look = Look(accent=workshop.accent, pictogram=workshop.pictogram)
        return Issued(
            pdf=render(draft.documents, look, printing, embedded=public_part(draft.documents)),
            documents=draft.documents,
            warnings=draft.warnings,
            notes=draft.notes,
        )

    def issue(  # noqa: PLR0913 - what a document is made of, each by name
        self,
        record: EvidenceRecord,
        *,
        language: str | Sequence[str],
        on: dt.date,
        document: DocumentKind = DocumentKind.CERTIFICATE,
        pictures: Mapping[str, bytes] | None = None,
        printing: Printing | None = None,
    ) -> Issued:
        """Make a document of a record; `draft` and `render` in one step.

        Args:
            record: The record.
            language: The language of the paper, or several, see `draft`.
            on: The day of issue.
            document: Which document.
            pictures: The files of attachments, see `draft`.
            printing: How it is put on paper, see `render`.

        Raises:
            SkillcertError: As `draft` and `render` say.
        """
        draft = self.draft(record, language=language, on=on, document=document, pictures=pictures)
        return self.render(draft, printing=printing)

    def _rubric(self, record: EvidenceRecord) -> Rubric:
        return self.registry.rubric(record.workshop, record.rubric.id)

    def _check(self, record: EvidenceRecord, source: str) -> Rubric:
        rubric = self._rubric(record)
        problems = record_problems(record, rubric, digest_of(rubric), source=source)
        if problems:
            raise RecordError(problems)
        report = check_texts(_texts(record))
        if report.refused:
            raise PrivacyError(attrs.evolve(p, file=source) for p in report.refused)
        return rubric


def _texts(record: Any) -> Iterator[tuple[str, str]]:
    """Yield every string of a record with its path."""
    for path, node in codec.walk(codec.unstructure(record)):
        if isinstance(node, str):
            yield path, node


def _check_day(record: EvidenceRecord, on: dt.date) -> None:
    """Refuse a day of issue that is none, and a period that lies after it."""
    if type(on) is not dt.date:
        raise SkillcertError(
            f"the day of issue must be a datetime.date, not {type(on).__name__}",
            hint="Give on=moment.date() for a datetime",
        )
    span = record.period
    ends = [("period.start", span.start), ("period.end", span.end)] if span else []
    late = [
        Problem(
            path=path,
            what=f"the period goes to {day}, after the day of issue, {on}",
            hint="Leave the end out while it goes on",
        )
        for path, day in ends
        if day is not None and day > on
    ]
    if late:
        raise RecordError(late)


def _languages(language: str | Sequence[str]) -> tuple[Language, ...]:
    """Return the languages of a paper, none twice."""
    named = (language,) if isinstance(language, str) else tuple(language)
    if not named:
        raise SkillcertError("no language is named", hint="Name the language of the paper")
    return tuple(Language(one) for one in dict.fromkeys(named))
