"""What the command line says, as records: one class a command, one field a text."""

from __future__ import annotations

from skillcert.cli.words.desk_records import (
    CorrectWords,
    DemoWords,
    EvidenceWords,
    InitWords,
    LedgerWords,
    PersonWords,
    ProgressWords,
    SignWords,
    SupervisorWords,
)
from skillcert.cli.words.section import Section

__all__ = [
    "CheckWords",
    "CommandWords",
    "CorrectWords",
    "DemoWords",
    "EvidenceWords",
    "InitWords",
    "IssueWords",
    "KeysWords",
    "LedgerWords",
    "ListingWords",
    "NeedsWords",
    "PersonWords",
    "ProgressWords",
    "ScreenWords",
    "SignWords",
    "SupervisorWords",
]


class ScreenWords(Section):
    """What every list and question says."""

    search: str
    nothing_found: str
    more: str
    pick_one: str
    pick_several: str
    pick_taken: str
    press_foot: str
    rest: str
    enter: str
    plain_pick: str
    plain_several: str
    plain_press: str
    plain_again: str
    yes: str
    no: str
    yes_key: str
    no_key: str
    back: str
    two: str
    today: str
    yesterday: str
    taken_back: str
    no_terminal: str
    no_such: str
    bad_date: str
    needed: str
    give_too: str
    no_ledger: str


class KeysWords(Section):
    """What is said about keys and passphrases."""

    passphrase: str
    passphrase_programme: str
    new_passphrase: str
    new_passphrase_programme: str
    again: str
    wrong: str
    try_again: str
    short: str
    short_variable: str
    different: str
    none_here: str
    no_programme: str
    not_on_list: str
    whose: str
    several: str


class IssueWords(Section):
    """`skillcert issue`."""

    look: str
    print_anyway: str
    not_printed: str
    add_anyway: str
    note: str
    no_record: str
    noted: str
    unendorsed: str
    working: str
    made_line: str
    made_all: str
    nothing_yet: str
    not_made: str
    no_folder: str


class ListingWords(Section):
    """`skillcert plugins`, `workshops` and `rubric`."""

    plugin: str
    version: str
    state: str
    workshops: str
    workshop: str
    rubric: str
    skills: str
    tasks: str
    languages: str
    title: str
    loaded: str
    disabled: str
    failed: str
    no_plugin: str
    no_workshop: str
    no_problems: str


class NeedsWords(Section):
    """What a skill asks for."""

    times: str
    times_days: str
    after: str
    renewed: str
    training: str
    second: str
    opt_in: str


class CheckWords(Section):
    """What `verify`, `trust` and `page` say; the last three are by the names of checks."""

    genuine: str
    changed: str
    replaced: str
    not_confirmed: str
    ask_issuer: str
    stale: str
    says: str
    keys: str
    contact: str
    no_list: str
    no_list_hint: str
    list: str
    issuers: str
    withdrawn: str
    written: str
    really_revoke: str
    revoked: str
    new_list: str
    number_is: str
    no_paper: str
    no_home: str
    upload: str
    adopted: str
    outcomes: dict[str, str]
    checks: dict[str, str]
    faults: dict[str, str]


class CommandWords(Section):
    """Everything that the command line says in one language.

    Attributes:
        language: The language. The others are the words of the command of that name; `screen` and
            `keys` are said by all.
    """

    language: str
    screen: ScreenWords
    keys: KeysWords
    init: InitWords
    supervisor: SupervisorWords
    person: PersonWords
    evidence: EvidenceWords
    sign: SignWords
    correct: CorrectWords
    progress: ProgressWords
    issue: IssueWords
    ledger: LedgerWords
    demo: DemoWords
    listing: ListingWords
    needs: NeedsWords
    check: CheckWords
