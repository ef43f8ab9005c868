"""Records in, papers out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib.resources.abc import Traversable
from os import urandom
from typing import TYPE_CHECKING

import attrs

from skillcert import codec
from skillcert.attachments import checked_pictures, missing_pictures
from skillcert.documents import Printing
from skillcert.errors import PrivacyError, RecordError, SkillcertError
from skillcert.ledger.needed import needing_sqlalchemy
from skillcert.model import (
    DocumentKind,
    EvidenceRecord,
    Rubric,
)
from skillcert.plugins import Registry
from skillcert.privacy import check_texts
from skillcert.programme.asked import check_day, languages_of, texts_in
from skillcert.programme.papers import Draft, Issued
from skillcert.rubrics import digest_of
from skillcert.rules import (
    Standing,
    Suggestion,
    next_tasks,
    record_problems,
    standing_of,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from skillcert.credentials import TrustBundle, Verified
    from skillcert.ledger.boxes import Entropy
    from skillcert.ledger.files import FileStore
    from skillcert.model import Issuer, WebHome
    from skillcert.programme.many import IssueRequest, Outcome
    from skillcert.programme.site import Clock, Site
    from skillcert.signing import Signer

__all__ = ["Programme"]


@attrs.frozen
class Programme:
    """A programme with its workshops.

    Attributes:
        registry: The workshops that are installed.
        again: Makes the same programme in another process; None if nobody knows how.
    """

    registry: Registry
    again: Callable[[], Programme] | None = attrs.field(default=None, eq=False, repr=False)

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
        disabled = tuple(disabled)
        return cls(
            Registry.discover(disabled=disabled, strict=strict, overlays=overlays),
            again=partial(cls.installed, disabled=disabled, strict=strict, overlays=overlays),
        )

    @classmethod
    def open(  # noqa: PLR0913 - what a site is made of, each by name
        cls,
        url: str,
        *,
        clock: Clock,
        site: str | None = None,
        files: FileStore | Path | None = None,
        programme: Programme | None = None,
        entropy: Entropy = urandom,
    ) -> Site:
        """Open a site of a ledger: people, supervisors, sign-offs, papers.

        Args:
            url: `sqlite:///file.db`, `postgresql://user@host/name`, or `memory:`.
            clock: Gives the time, with its zone.
            site: The site's key; None where the ledger has one site.
            files: Where photographs are kept: a store, or a folder. Left out, it is `X.files`
                beside `X.db`, and for a database on a server there is no place for any.
            programme: The workshops; the installed ones if left out.
            entropy: Gives random bytes.

        Raises:
            LedgerError: There is no such ledger or site, or it cannot be used.
        """
        with needing_sqlalchemy():
            from skillcert.programme.opening import open_site

        own = programme or cls.installed()
        return open_site(own, url, site=site, clock=clock, files=files, entropy=entropy)

    @classmethod
    def found(  # noqa: PLR0913 - as above
        cls,
        url: str,
        *,
        site: str,
        issuer: Issuer,
        signer: Signer,
        clock: Clock,
        files: FileStore | Path | None = None,
        programme: Programme | None = None,
        entropy: Entropy = urandom,
        home: WebHome | None = None,
    ) -> Site:
        """Make a ledger with a site, or a further site in a ledger, and open it.

        Args:
            url: Where the ledger lies or will lie, see `open`.
            site: The site's key: lower-case letters, digits and underscores.
            issuer: Who issues, under the neutral public name.
            signer: The programme's key.
            clock: Gives the time, with its zone.
            files: Where photographs are kept: a store, or a folder. Left out, it is `X.files`
                beside `X.db`, and for a database on a server there is no place for any.
            programme: The workshops; the installed ones if left out.
            entropy: Gives random bytes.
            home: Where on the web the issuer's files are; None for an issuer without a site.

        Raises:
            CredentialError: The home is no address that others could ask.
            LedgerError: The ledger cannot be made or written.
            RefusedError: The site is there already, or an identity number stands in a text.
        """
        with needing_sqlalchemy():
            from skillcert.programme.opening import found_site

        return found_site(
            programme or cls.installed(),
            url,
            site=site,
            issuer=issuer,
            signer=signer,
            clock=clock,
            files=files,
            entropy=entropy,
            home=home,
        )

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
        # Whoever only signs composes nothing, and does not wait for what it takes.
        from skillcert.compose import Source, notes
        from skillcert.programme.composing import draft_in

        # Software may build a record past the codec; here it gets the same scrutiny as a file.
        record = codec.structure(EvidenceRecord, codec.unstructure(record))
        rubric = self._check(record, "")
        check_day(record, on)
        files = checked_pictures(pictures or {})
        source = Source.of(record, rubric, on=on, pictures=files)
        made = [draft_in(one, source, document, self.registry) for one in languages_of(language)]
        # What a language only says again in its own words is asked once.
        warnings = dict.fromkeys(warning for draft in made for warning in draft.warnings)
        return Draft(
            documents=tuple(draft.document for draft in made),
            warnings=(*warnings, *missing_pictures(record, dict(files))),
            notes=notes(source, document),
        )

    def render(
        self, draft: Draft, *, printing: Printing | None = None, badge: bytes | None = None
    ) -> Issued:
        """Make the PDF of a draft, which carries what it says as JSON too.

        Args:
            draft: What it says.
            printing: How it is put on paper: with which code, on which sheet.
            badge: The same as an Open Badge, for the file to carry.

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
            pdf=render(
                draft.documents,
                look,
                printing,
                embedded=public_part(draft.documents),
                badge=badge,
            ),
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

    def issue_many(
        self,
        requests: Iterable[IssueRequest],
        *,
        executor: Executor | None = None,
        at_once: int = 32,
        in_order: bool = True,
    ) -> Iterator[Outcome]:
        """Make many documents, and yield what became of each request as soon as it is known.

        A request that cannot be met has an error in its outcome and stops none of the others. Only
        as many requests are read as are under way. Whoever stops asking for outcomes stops the
        making: what has not begun is called off.

        Args:
            requests: What is asked for; a generator will do.
            executor: Where they are made: threads, processes, Dask's `Client.get_executor()`. Here,
                one after the other, if it is left out. It is not shut down.
            at_once: How many are under way at once, with an executor.
            in_order: Whether the outcomes come in the order of the requests. Otherwise what is
                ready first comes first; `Outcome.number` says which it is.

        Raises:
            BatchError: This programme cannot be made again in another process, which an executor
                without threads asks for. It can if it was made by `installed` with an overlay, if
                any, that is a folder.
        """
        from skillcert.programme.many import issue_many

        return issue_many(self, requests, executor=executor, at_once=at_once, in_order=in_order)

    def verify(self, data: bytes, trust: TrustBundle, *, on: dt.date) -> Verified:
        """Say whether a paper is genuine, and what was signed. Bad data never raises.

        `Site.verify` asks the ledger too.

        Args:
            data: A PDF, a picture of a code, its text, or an Open Badge.
            trust: The list of issuers, see `skillcert.credentials.open_bundle`.
            on: Today, to say whether the list is old.

        Raises:
            CredentialError: A library that is needed to read such a file is not installed.
        """
        from skillcert.credentials import Known, verify_file

        return verify_file(data, trust, on=on, known=Known(rubric=self.installed_rubric))

    def installed_rubric(self, rubric: str, version: str) -> Rubric | None:
        """Return a rubric, if this version of it is installed."""
        for workshop in self.registry.workshops():
            # A rubric with faults tells nothing about the paper.
            with suppress(SkillcertError):
                for one in self.registry.rubrics(workshop.key):
                    if (one.id, one.version) == (rubric, version):
                        return one
        return None

    def _rubric(self, record: EvidenceRecord) -> Rubric:
        return self.registry.rubric(record.workshop, record.rubric.id)

    def _check(self, record: EvidenceRecord, source: str) -> Rubric:
        rubric = self._rubric(record)
        problems = record_problems(record, rubric, digest_of(rubric), source=source)
        if problems:
            raise RecordError(problems)
        report = check_texts(texts_in(record))
        if report.refused:
            raise PrivacyError(attrs.evolve(p, file=source) for p in report.refused)
        return rubric
