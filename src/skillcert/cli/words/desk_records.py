"""What the commands that work on a ledger say: one class a command, one field a text."""

from __future__ import annotations

from skillcert.cli.words.section import Section

__all__ = [
    "CorrectWords",
    "DemoWords",
    "EvidenceWords",
    "InitWords",
    "LedgerWords",
    "PersonWords",
    "ProgressWords",
    "SignWords",
    "SupervisorWords",
]


class InitWords(Section):
    """`skillcert init`."""

    name: str
    name_hint: str
    place: str
    street: str
    post: str
    phone: str
    email: str
    web: str
    skip: str
    exists: str
    done: str
    keys: str
    add_first: str
    next: str


class SupervisorWords(Section):
    """`skillcert supervisor`."""

    name: str
    role: str
    own_title: str
    title: str
    over: str
    added: str
    exists: str
    retired: str
    retire_sure: str
    replaced: str
    compromised: str
    compromised_sure: str
    none: str
    head_id: str
    head_name: str
    head_title: str
    head_state: str
    head_until: str
    state_signs: str
    state_retired: str
    state_expired: str
    state_compromised: str
    which: str


class PersonWords(Section):
    """`skillcert person`."""

    name: str
    name_language: str
    added: str
    same_name: str
    none: str
    head_id: str
    head_name: str
    head_seen: str
    which: str
    exported: str
    erase_sure: str
    erase_other: str
    erased: str
    erase_copies: str


class EvidenceWords(Section):
    """`skillcert evidence`."""

    workshop: str
    kind: str
    kind_task: str
    kind_product: str
    kind_guiding: str
    kind_conversation: str
    kind_course: str
    task: str
    criterion: str
    on: str
    on_earlier: str
    day: str
    note: str
    made: str
    sold: str
    number: str
    photo: str
    no_file: str
    caption: str
    show: str
    interests: str
    recorded: str
    recorded_id: str
    talked: str
    caption_each: str
    sure: str
    sure_yes: str


class SignWords(Section):
    """`skillcert sign`."""

    unlocked: str
    person: str
    nobody: str
    new_person: str
    second: str
    leave: str
    workshop: str
    skill: str
    task: str
    seen_note: str
    task_row: str
    not_today: str
    guides_too: str
    summary: str
    summary_line: str
    summary_task: str
    summary_guided: str
    summary_known: str
    times: str
    course: str
    remark: str
    waits: str
    counts: str
    refused: str
    left_out: str
    nothing_left: str
    confirm: str
    confirm_yes: str
    done_one: str
    done_many: str
    done_line: str
    done_person: str
    after: str
    after_more: str
    after_undo: str
    after_leave: str
    undo_key: str
    leave_key: str
    undone: str
    bye_none: str
    bye_one: str
    bye_many: str
    idle: str
    idle_unlock: str
    second_title: str
    second_line: str
    second_by: str
    second_question: str
    second_yes: str
    second_done: str
    id_line: str
    waits_line: str
    confirmed_id: str
    idle_title: str


class CorrectWords(Section):
    """`skillcert correct`."""

    which: str
    line: str
    by: str
    none: str
    how: str
    take_back: str
    take_back_meaning: str
    reason: str
    sure_level: str
    sure_back: str
    done_level: str
    done_back: str
    same: str
    one_of: str


class ProgressWords(Section):
    """`skillcert progress` and `skillcert next`."""

    title: str
    nothing: str
    waits: str
    waits_line: str
    next_title: str
    next_none: str
    next_show: str
    next_for: str
    sheet: str
    no_record: str


class LedgerWords(Section):
    """`skillcert ledger`."""

    good: str
    bad_one: str
    bad_many: str
    site: str
    certificate: str
    line: str
    proof: str
    proof_second: str
    unproven: str
    all_proven: str
    no_certificate: str
    exported: str
    imported: str
    checkpoint: str
    checking: str
    taken_back: str
    pictures_out: str
    pictures_in: str
    picture_left: str
    findings: dict[str, str]


class DemoWords(Section):
    """`skillcert demo`."""

    made: str
    no_workshop: str
    begins: str
    enrolled: str
    signed: str
    second: str
    corrected: str
    check_one: str
    again: str
