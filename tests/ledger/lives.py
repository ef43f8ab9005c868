"""People at a site, with everything that may be held on somebody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from skillcert.ledger import Ledger, Writing
from skillcert.ledger.boxes import PersonSecret
from skillcert.ledger.erasure import erase_person
from skillcert.ledger.files import FileStore
from skillcert.ledger.pictures import KeptPicture
from skillcert.ledger.vault import Vault
from skillcert.model import (
    Choices,
    Consent,
    EvidencePrivate,
    EvidenceRecorded,
    EvidenceWithdrawn,
    FileNote,
    FirstConversation,
    Line,
    Name,
    PersonAdded,
    PersonCard,
    PersonChanged,
    PersonErased,
    Prose,
    Reason,
    Reference,
    SignOffWithdrawn,
    Token,
)

from .chains import Chain
from .private_items import stream

__all__ = ["KARI", "OLA", "OWN_PHOTO", "SHARED_PHOTO", "TEXTS", "Life", "spellings", "traces"]

KARI, OLA = Reference("p-3f9a"), Reference("p-77c1")

TEXTS = (
    "Kari Ødegård-Łuczak",
    "Kari Nygård",
    "Skiftet slange på bakhjulet",
    "Et bakhjul med ny slange",
    "Galt kriterium, sa Kari",
    "Eg likar å skru, helst åleine",
    "Eg likar å skru",
    "Har hatt egen sykkel i mange år",
    "Det var en annen som gjorde det",
)
"""Everything that anybody wrote about Kari, in the order in which it was written."""

OWN_PHOTO = KeptPicture(
    data=b"\x89PNG the wheel that Kari mended " * 40,
    media_type=Line("image/png"),
    width=1,
    height=1,
)
SHARED_PHOTO = KeptPicture(
    data=b"\x89PNG a bench that Kari and Ola made " * 40,
    media_type=Line("image/png"),
    width=1,
    height=1,
)


class Life:
    """A site at which Kari and Ola are, with what is held on them.

    Args:
        ledger: An empty ledger.
        files: Its files.
        site: The site.
    """

    def __init__(self, ledger: Ledger, files: FileStore, site: str = "oslo") -> None:
        self.ledger = ledger
        self.files = files
        self.chain = Chain(site)
        self.site = self.chain.site
        self.entropy = stream(site)
        self.secret = PersonSecret.new(self.entropy)
        self.other_secret = PersonSecret.new(self.entropy)

    def live(self) -> None:
        """Let everything happen that can happen to a person."""
        chain = self.chain
        names = PersonCard(name=Name(TEXTS[0])), PersonCard(name=Name(TEXTS[1]))
        with self.ledger.writing(chain.site, now=chain.now) as writing:
            writing.append(
                [
                    chain.opened(),
                    chain.enrolled("kari", chain.kari),
                    chain.enrolled("lars", chain.lars),
                ]
            )
            vault = Vault(writing.connection, chain.site, entropy=self.entropy)
            told = vault.add_person(KARI, names[0], self.secret)
            writing.append(
                [chain.sealed(chain.kari, person_added=PersonAdded(person=KARI, private=told))]
            )
            told = vault.add_person(OLA, PersonCard(name=Name("Ola")), self.other_secret)
            writing.append(
                [chain.sealed(chain.kari, person_added=PersonAdded(person=OLA, private=told))]
            )
        self._work(KARI, OWN_PHOTO, SHARED_PHOTO)
        self._work(OLA, SHARED_PHOTO)
        with self.ledger.writing(chain.site, now=chain.now) as writing:
            vault = Vault(writing.connection, chain.site, entropy=self.entropy)
            told = vault.put(KARI, KARI, names[1])
            changed = PersonChanged(person=KARI, private=told)
            writing.append([chain.sealed(chain.kari, person_changed=changed)])
        self._talk()

    def _work(self, person: Reference, *photos: KeptPicture) -> None:
        chain = self.chain
        ref = chain.id("evidence")
        with self.ledger.writing(chain.site, now=chain.now) as writing:
            vault = Vault(writing.connection, chain.site, entropy=self.entropy)
            facts = tuple(vault.attach(person, ref, photo, self.files) for photo in photos)
            private = EvidencePrivate(
                note=Prose(TEXTS[2] if person == KARI else "Høvlet"),
                captions=(FileNote(sha256=facts[0].sha256, caption=Line(TEXTS[3])),)
                if person == KARI
                else (),
            )
            told = vault.put(person, ref, private)
            vault.put(person, ref, Consent(show=tuple(fact.sha256 for fact in facts)))
            evidence = EvidenceRecorded(
                person=person,
                workshop=Token("bicycle"),
                rubric=Token("bicycle"),
                task=Token("mend_tube"),
                on=chain.now.date(),
                attachments=facts,
                private=told,
            )
            writing.append([chain.sealed(chain.kari, id=ref, evidence_recorded=evidence)])

    def _talk(self) -> None:
        chain = self.chain
        with self.ledger.writing(chain.site, now=chain.now) as writing:
            vault = Vault(writing.connection, chain.site, entropy=self.entropy)
            sign_off, withdrawal = chain.id("sign-off"), chain.id("withdrawal")
            writing.append([chain.signed(KARI, id=sign_off, criterion=Token("mends_puncture"))])
            told = vault.put(KARI, withdrawal, Reason(text=Prose(TEXTS[4])))
            taken_back = SignOffWithdrawn(
                person=KARI, sign_off=sign_off, on=chain.now.date(), private=told
            )
            writing.append([chain.sealed(chain.kari, id=withdrawal, sign_off_withdrawn=taken_back)])
            for words in TEXTS[5:7]:
                vault.put(KARI, Reference("bicycle:bicycle"), Choices(own_words=Prose(words)))
            talk = FirstConversation(
                workshop=Token("bicycle"),
                rubric=Token("bicycle"),
                on=chain.now.date(),
                seen_by=Reference("kari"),
                note=Prose(TEXTS[7]),
            )
            vault.put(KARI, Reference("conversation-1"), talk)
            self._mistake(writing, vault)

    def _mistake(self, writing: Writing, vault: Vault) -> None:
        chain = self.chain
        mistake, withdrawal = chain.id("evidence"), chain.id("withdrawal")
        told = vault.put(KARI, withdrawal, Reason(text=Prose(TEXTS[8])))
        evidence = EvidenceRecorded(
            person=KARI,
            workshop=Token("bicycle"),
            rubric=Token("bicycle"),
            task=Token("mend_tube"),
            on=chain.now.date(),
        )
        withdrawn = EvidenceWithdrawn(
            person=KARI, evidence=mistake, on=chain.now.date(), private=told
        )
        writing.append(
            [
                chain.sealed(chain.kari, id=mistake, evidence_recorded=evidence),
                chain.sealed(chain.kari, id=withdrawal, evidence_withdrawn=withdrawn),
            ]
        )

    def erase(self, person: Reference = KARI) -> None:
        """Erase somebody."""
        erased = PersonErased(person=person)
        envelope = self.chain.sealed(self.chain.kari, person_erased=erased)
        erase_person(self.ledger, envelope, files=self.files, now=self.chain.now)

    def holds(self, person: Reference) -> bool:
        """Say whether the vault holds anything on somebody."""
        with self.ledger.database.reading() as connection:
            return Vault(connection, self.site).holds(person)


def spellings(life: Life) -> dict[str, bytes]:
    """Return everything that must not be found of Kari, in every form in which it could be kept."""
    found = {}
    for text in TEXTS:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            found[f"{text} in {encoding}"] = text.encode(encoding, "replace")
        found[f"{text} escaped"] = text.encode("ascii", "backslashreplace")
    for name, value in (("key", life.secret.key), ("salt", life.secret.salt)):
        found[name] = value
        found[f"{name} in hexadecimal"] = value.hex().encode()
    found["photo"] = OWN_PHOTO.data[:60]
    return found


def traces(life: Life, *folders: Path, but: str = "") -> Iterator[str]:
    """Yield what is found of Kari in the files of folders.

    Args:
        life: The site.
        folders: The folders.
        but: A folder in them that is left out.
    """
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and but not in path.parts:
                data = path.read_bytes()
                found = (what for what, spelling in spellings(life).items() if spelling in data)
                yield from (f"{what} in {path.name}" for what in found)
