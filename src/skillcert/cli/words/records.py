"""What the command line says, as records: one class a command, one field a text."""

from __future__ import annotations

import attrs

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
from skillcert.model import Language, Line

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


@attrs.frozen(kw_only=True)
class ScreenWords:
    """What every list and question says."""

    search: Line
    nothing_found: Line
    more: Line
    pick_one: Line
    pick_several: Line
    pick_taken: Line
    press_foot: Line
    enter: Line
    plain_pick: Line
    plain_several: Line
    plain_press: Line
    plain_again: Line
    yes: Line
    no: Line
    yes_key: Line
    no_key: Line
    back: Line
    two: Line
    today: Line
    yesterday: Line
    taken_back: Line
    no_terminal: Line
    no_such: Line
    several_fit: Line
    bad_date: Line
    needed: Line
    ready_file: Line
    give_too: Line
    no_ledger: Line


@attrs.frozen(kw_only=True)
class KeysWords:
    """What is said about keys and passphrases."""

    passphrase: Line
    passphrase_programme: Line
    new_passphrase: Line
    new_passphrase_programme: Line
    again: Line
    wrong: Line
    try_again: Line
    short: Line
    short_variable: Line
    different: Line
    none_here: Line
    no_programme: Line
    not_on_list: Line
    whose: Line
    several: Line


@attrs.frozen(kw_only=True)
class IssueWords:
    """`skillcert issue`."""

    look: Line
    print_anyway: Line
    not_printed: Line
    add_anyway: Line
    note: Line
    no_record: Line
    noted: Line


@attrs.frozen(kw_only=True)
class ListingWords:
    """`skillcert plugins`, `workshops` and `rubric`."""

    plugin: Line
    version: Line
    state: Line
    workshops: Line
    workshop: Line
    rubric: Line
    skills: Line
    tasks: Line
    languages: Line
    title: Line
    loaded: Line
    disabled: Line
    failed: Line
    no_plugin: Line
    no_workshop: Line
    no_problems: Line


@attrs.frozen(kw_only=True)
class NeedsWords:
    """What a skill asks for."""

    times: Line
    times_days: Line
    after: Line
    renewed: Line
    training: Line
    second: Line
    opt_in: Line


@attrs.frozen(kw_only=True)
class CheckWords:
    """What `verify`, `trust` and `page` say; the last three are by the names of checks."""

    genuine: Line
    changed: Line
    replaced: Line
    not_confirmed: Line
    ask_issuer: Line
    stale: Line
    says: Line
    keys: Line
    contact: Line
    no_list: Line
    no_list_hint: Line
    list: Line
    issuers: Line
    withdrawn: Line
    written: Line
    really_revoke: Line
    revoked: Line
    new_list: Line
    number_is: Line
    no_paper: Line
    outcomes: dict[str, Line]
    checks: dict[str, Line]
    faults: dict[str, Line]


@attrs.frozen(kw_only=True)
class CommandWords:
    """Everything that the command line says in one language.

    Attributes:
        language: The language. The others are the words of the command of that name; `screen` and
            `keys` are said by all.
    """

    language: Language
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
