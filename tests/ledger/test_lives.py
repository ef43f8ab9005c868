"""People come, work, change their names and their minds, and go: a state machine of all of it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
)

from skillcert.ledger import Ledger
from skillcert.ledger.boxes import PersonSecret
from skillcert.ledger.erasure import erase_person, unfinished_erasures
from skillcert.ledger.exchange import bring_files, export_ledger, import_ledger
from skillcert.ledger.files import MemoryFiles
from skillcert.ledger.pictures import KeptPicture
from skillcert.ledger.vault import Vault
from skillcert.model import (
    Choices,
    Consent,
    EvidencePrivate,
    EvidenceRecorded,
    Line,
    Name,
    PersonAdded,
    PersonCard,
    PersonChanged,
    PersonErased,
    PrivateItem,
    Prose,
    Reference,
    Sha256,
    Token,
)

from .chains import Chain
from .private_items import stream

LATER = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
BICYCLE = Reference("bicycle:bicycle")
names = st.sampled_from(["Kari", "Ola", "Łucja", "Đorđe", "محمد"])
notes = st.sampled_from(["", "Skiftet slange", "Ny kjede\nog ny krans", "«Bra»"])
photos = st.integers(0, 3)


def photo(number: int) -> KeptPicture:
    """Return one of a few pictures."""
    return KeptPicture(data=b"picture %d" % number, media_type=Line("image/png"), width=1, height=1)


class Lives(RuleBasedStateMachine):
    """A ledger with its files, a copy of it elsewhere, and what both should hold.

    `here` and `there` are what a reader of this class would write down: each person's items.
    """

    people = Bundle("people")

    @initialize()
    def open(self) -> None:
        """Two empty ledgers."""
        self.chain = Chain()
        self.entropy = stream("lives")
        self.ledger, self.copy = Ledger.open("memory:"), Ledger.open("memory:")
        self.files, self.copied = MemoryFiles(), MemoryFiles()
        self.here: dict[Reference, dict[tuple[type, Reference], PrivateItem]] = {}
        self.there: dict[Reference, dict[tuple[type, Reference], PrivateItem]] = {}
        self.shown: dict[Reference, set[Sha256]] = {}
        self.chain.append(
            self.ledger, self.chain.opened(), self.chain.enrolled("kari", self.chain.kari)
        )

    def teardown(self) -> None:
        """Close both."""
        if hasattr(self, "ledger"):
            self.ledger.close()
            self.copy.close()

    @rule(target=people, name=names)
    def come(self, name: str) -> Reference:
        """Somebody is added."""
        person, card = self.chain.id("person"), PersonCard(name=Name(name))
        with self.ledger.writing(self.chain.site, now=self.chain.now) as writing:
            vault = Vault(writing.connection, self.chain.site, entropy=self.entropy)
            told = vault.add_person(person, card, PersonSecret.new(self.entropy))
            said = PersonAdded(person=person, private=told)
            writing.append([self.chain.sealed(self.chain.kari, person_added=said)])
        self.here[person] = {(PersonCard, person): card}
        self.shown[person] = set()
        return person

    @rule(person=people, name=names)
    def rename(self, person: Reference, name: str) -> None:
        """Somebody has another name."""
        card = PersonCard(name=Name(name))
        with self.ledger.writing(self.chain.site, now=self.chain.now) as writing:
            vault = Vault(writing.connection, self.chain.site, entropy=self.entropy)
            said = PersonChanged(person=person, private=vault.put(person, person, card))
            writing.append([self.chain.sealed(self.chain.kari, person_changed=said)])
        self.here[person][PersonCard, person] = card

    @rule(person=people, note=notes, numbers=st.lists(photos, max_size=2))
    def work(self, person: Reference, note: str, numbers: list[int]) -> None:
        """Somebody does something, with a note and pictures."""
        chain, ref = self.chain, self.chain.id("evidence")
        words = EvidencePrivate(note=Prose(note))
        with self.ledger.writing(chain.site, now=chain.now) as writing:
            vault = Vault(writing.connection, chain.site, entropy=self.entropy)
            facts = tuple(vault.attach(person, ref, photo(n), self.files) for n in numbers)
            seen = EvidenceRecorded(
                person=person,
                workshop=Token("bicycle"),
                rubric=Token("bicycle"),
                task=Token("mend_tube"),
                on=chain.now.date(),
                attachments=facts,
                private=vault.put(person, ref, words),
            )
            writing.append([chain.sealed(chain.kari, id=ref, evidence_recorded=seen)])
            agreed = Consent(show=tuple(sorted({fact.sha256 for fact in facts})))
            vault.put(person, ref, agreed)
        self.here[person][EvidencePrivate, ref] = words
        self.here[person][Consent, ref] = agreed
        self.shown[person] |= {fact.sha256 for fact in facts}

    @rule(person=people, words=notes)
    def choose(self, person: Reference, words: str) -> None:
        """Somebody decides about the paper, and the chain hears nothing of it."""
        choices = Choices(own_words=Prose(words))
        with self.ledger.database.writing(self.chain.site) as connection:
            vault = Vault(connection, self.chain.site, entropy=self.entropy)
            vault.put(person, BICYCLE, choices)
        self.here[person][Choices, BICYCLE] = choices

    @rule(person=consumes(people))
    def go(self, person: Reference) -> None:
        """Somebody is erased."""
        said = PersonErased(person=person)
        envelope = self.chain.sealed(self.chain.kari, person_erased=said)
        erase_person(self.ledger, envelope, files=self.files, now=self.chain.now)
        del self.here[person], self.shown[person]

    @rule(with_vault=st.booleans())
    def send(self, *, with_vault: bool) -> None:
        """The ledger is exported and imported into the copy, with the pictures."""
        longer = self.ledger.head(self.chain.site).size > self.copy.head(self.chain.site).size
        data = b"".join(export_ledger(self.ledger, with_vault=with_vault))
        import_ledger(self.copy, BytesIO(data), files=self.copied, now=LATER)
        bring_files(self.copy, self.files, self.copied)
        for person in set(self.there) - set(self.here):
            del self.there[person]
        if with_vault:
            for person, items in self.here.items():
                known = self.there.get(person, {})
                self.there[person] = known | items if longer else items | known
        assert b"".join(export_ledger(self.copy)) == b"".join(export_ledger(self.ledger))

    @invariant()
    def holds_what_it_should(self) -> None:
        """Both hold what was said last, of those who are there, and nothing of anybody else."""
        for ledger, expected in ((self.ledger, self.here), (self.copy, self.there)):
            with ledger.database.reading() as connection:
                vault = Vault(connection, self.chain.site)
                found = {
                    person: {(type(one.item), one.ref): one.item for one in vault.items(person)}
                    for person, _ in vault.people()
                }
            assert found == expected
            assert unfinished_erasures(ledger) == ()

    @invariant()
    def keeps_the_pictures_that_are_needed(self) -> None:
        """A picture is there as long as somebody is who needs it."""
        assert set(self.files) == set().union(*self.shown.values())

    @invariant()
    def is_sound(self) -> None:
        """The check, of the pictures too, finds nothing."""
        assert self.ledger.check(files=self.files).findings == ()


Lives.TestCase.settings = settings(deadline=None, max_examples=10, stateful_step_count=20)
TestLives = Lives.TestCase
