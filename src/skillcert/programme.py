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
from collections.abc import Collection, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from skillcert import codec
from skillcert.attachments import checked_pictures, missing_pictures
from skillcert.compose import compose
from skillcert.errors import (
    NotEligibleError,
    PrivacyError,
    Problem,
    RecordError,
    SkillcertError,
)
from skillcert.model import Certificate, DocumentKind, EvidenceKind, EvidenceRecord, Rubric
from skillcert.plugins import Registry, SectionRequest
from skillcert.privacy import check_texts
from skillcert.rubrics import digest_of
from skillcert.rules import (
    Standing,
    Suggestion,
    left_out,
    next_tasks,
    record_problems,
    standing_of,
)
from skillcert.texts import words

__all__ = ["Draft", "Issued", "Programme"]


@attrs.frozen(kw_only=True)
class Draft:
    """What a certificate is about to say, for a person to look at before it is printed.

    Attributes:
        certificate: The text of the certificate.
        warnings: What somebody should decide about first: words that could give the holder's
            background away, a section that a plugin could not make, a picture that is not there.
        notes: What is worth knowing: skills that were signed and are not shown, or not at the
            level that was signed, with what they wait for; an issuer who cannot be reached.
    """

    certificate: Certificate
    warnings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


@attrs.frozen(kw_only=True)
class Issued:
    """A certificate that was made.

    Attributes:
        pdf: The bytes of the PDF file. The same draft gives the same bytes, in any process.
        certificate: What it says.
        warnings: What somebody should have decided about, see `Draft`.
        notes: What is worth knowing, see `Draft`.
    """

    pdf: bytes = attrs.field(repr=False)
    certificate: Certificate
    warnings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


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
        language: str,
        on: dt.date,
        document: DocumentKind = DocumentKind.CERTIFICATE,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Draft:
        """Say what a certificate would say, without making it.

        Args:
            record: The record; one that software built itself is checked like one that was read.
            language: The language of the paper.
            on: The day of issue.
            document: The certificate, or the statement of work and products, which shows no skill.
            pictures: The files of attachments by their SHA-256, as 64 hexadecimal digits. Only
                those that the holder consents to are printed.

        Raises:
            CodecError: A value of the record has not the form that it should have.
            RecordError: The record contradicts itself or its rubric, or a picture is not the one
                that the record names.
            PrivacyError: A national identity number stands in it.
            NotEligibleError: There is nothing to certify yet.
            LanguageError: The rubric or the library does not speak *language*.
            PluginError: The record's workshop is not installed.
            RubricError: The workshop's rubric has faults.
        """
        # Software may build a record past the codec; here it gets the same scrutiny as a file.
        record = codec.structure(EvidenceRecord, codec.unstructure(record))
        rubric = self._check(record, "")
        _check_day(record, on)
        standings = standing_of(rubric, record, on=on)
        certificate = compose(record, rubric, standings, words(language), on=on, document=document)
        if document is DocumentKind.CERTIFICATE and not certificate.levels:
            raise _nothing_yet(record, standings, on)
        if document is DocumentKind.STATEMENT and not _worked(record, on):
            raise NotEligibleError(
                "the record holds no work that a statement could confirm",
                hint="Add evidence of a task that was done or a product that was made",
            )
        files = pictures or {}
        request = SectionRequest(
            document=document,
            language=certificate.language,
            workshop=record.workshop,
            rubric=rubric,
            record=record,
            levels=certificate.levels,
            pictures=checked_pictures(files),
        )
        sections, notes = self.registry.document_sections(request)
        certificate = attrs.evolve(certificate, sections=sections)
        report = check_texts(_texts(certificate))
        if report.refused:
            raise PrivacyError(report.refused)
        missing = missing_pictures(record, files)
        return Draft(
            certificate=certificate,
            warnings=(*report.warnings, *notes, *missing),
            notes=_notes(record, standings, certificate),
        )

    def render(self, draft: Draft) -> Issued:
        """Make the PDF of a draft.

        Raises:
            TextError: A text cannot be printed: a control character, a direction override.
            CoverageError: No installed font has a glyph for a character.
            LayoutError: The page cannot be laid out without losing something.
        """
        # fpdf and the fonts are loaded here, when a document is made, and not before.
        from skillcert.documents import render_certificate

        workshop = self.registry.workshop(draft.certificate.workshop)
        pdf = render_certificate(
            draft.certificate, accent=workshop.accent, pictogram=workshop.pictogram
        )
        return Issued(
            pdf=pdf,
            certificate=draft.certificate,
            warnings=draft.warnings,
            notes=draft.notes,
        )

    def issue(
        self,
        record: EvidenceRecord,
        *,
        language: str,
        on: dt.date,
        document: DocumentKind = DocumentKind.CERTIFICATE,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Issued:
        """Make the certificate of a record; `draft` and `render` in one step.

        Args:
            record: The record.
            language: The language of the paper.
            on: The day of issue.
            document: The certificate or the statement.
            pictures: The files of attachments, see `draft`.

        Raises:
            SkillcertError: As `draft` and `render` say.
        """
        draft = self.draft(record, language=language, on=on, document=document, pictures=pictures)
        return self.render(draft)

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


def _worked(record: EvidenceRecord, on: dt.date) -> bool:
    work = {EvidenceKind.TASK, EvidenceKind.PRODUCT, EvidenceKind.GUIDING}
    return any(evidence.kind in work and evidence.on <= on for evidence in record.evidence)


def _notes(
    record: EvidenceRecord, standings: tuple[Standing, ...], certificate: Certificate
) -> tuple[Problem, ...]:
    notes: tuple[Problem, ...] = ()
    if certificate.document is DocumentKind.CERTIFICATE:
        notes = left_out(record, standings, on=certificate.issued_on)
    issuer = record.issuer
    if not (issuer.phone or issuer.email or issuer.web):
        what = "the issuer has no phone, e-mail or web address, so nobody can check the paper"
        notes += (Problem(path="issuer", what=what),)
    return notes


def _nothing_yet(
    record: EvidenceRecord, standings: tuple[Standing, ...], on: dt.date
) -> NotEligibleError:
    reasons = [str(note) for note in left_out(record, standings, on=on)]
    hint = "; ".join(reasons) or "Sign off the first skill, or choose another one to be shown"
    return NotEligibleError("there is no skill to be shown on a certificate yet", hint=hint)
