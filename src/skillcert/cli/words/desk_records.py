"""What the commands that work on a ledger say: one class a command, one field a text."""

from __future__ import annotations

import attrs

from skillcert.model import Line

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


@attrs.frozen(kw_only=True)
class InitWords:
    """`skillcert init`."""

    name: Line
    name_hint: Line
    place: Line
    street: Line
    post: Line
    phone: Line
    email: Line
    web: Line
    skip: Line
    exists: Line
    done: Line
    keys: Line
    add_first: Line
    next: Line


@attrs.frozen(kw_only=True)
class SupervisorWords:
    """`skillcert supervisor`."""

    name: Line
    role: Line
    own_title: Line
    title: Line
    over: Line
    added: Line
    exists: Line
    retired: Line
    retire_sure: Line
    replaced: Line
    compromised: Line
    compromised_sure: Line
    none: Line
    head_id: Line
    head_name: Line
    head_title: Line
    head_state: Line
    head_until: Line
    state_signs: Line
    state_retired: Line
    state_expired: Line
    state_compromised: Line
    which: Line


@attrs.frozen(kw_only=True)
class PersonWords:
    """`skillcert person`."""

    name: Line
    name_language: Line
    added: Line
    same_name: Line
    none: Line
    head_id: Line
    head_name: Line
    head_seen: Line
    which: Line
    exported: Line
    erase_sure: Line
    erase_other: Line
    erased: Line
    erase_copies: Line


@attrs.frozen(kw_only=True)
class EvidenceWords:
    """`skillcert evidence`."""

    workshop: Line
    kind: Line
    kind_task: Line
    kind_product: Line
    kind_guiding: Line
    kind_conversation: Line
    kind_course: Line
    task: Line
    criterion: Line
    on: Line
    on_earlier: Line
    day: Line
    note: Line
    made: Line
    sold: Line
    number: Line
    photo: Line
    no_file: Line
    caption: Line
    show: Line
    interests: Line
    recorded: Line
    recorded_id: Line
    talked: Line
    caption_each: Line
    sure: Line
    sure_yes: Line


@attrs.frozen(kw_only=True)
class SignWords:
    """`skillcert sign`."""

    unlocked: Line
    person: Line
    nobody: Line
    new_person: Line
    second: Line
    leave: Line
    workshop: Line
    skill: Line
    task: Line
    seen_note: Line
    task_row: Line
    not_today: Line
    guides_too: Line
    summary: Line
    summary_line: Line
    summary_task: Line
    summary_guided: Line
    summary_known: Line
    times: Line
    course: Line
    waits: Line
    counts: Line
    refused: Line
    left_out: Line
    nothing_left: Line
    confirm: Line
    confirm_yes: Line
    confirm_no: Line
    done_one: Line
    done_many: Line
    done_line: Line
    after: Line
    after_more: Line
    after_undo: Line
    after_leave: Line
    undo_key: Line
    leave_key: Line
    undone: Line
    bye_none: Line
    bye_one: Line
    bye_many: Line
    idle: Line
    idle_unlock: Line
    second_title: Line
    second_line: Line
    second_by: Line
    second_question: Line
    second_yes: Line
    second_skip: Line
    second_done: Line
    second_none: Line
    id_line: Line
    waits_line: Line
    confirmed_id: Line
    idle_title: Line


@attrs.frozen(kw_only=True)
class CorrectWords:
    """`skillcert correct`."""

    which: Line
    line: Line
    by: Line
    none: Line
    how: Line
    take_back: Line
    take_back_meaning: Line
    reason: Line
    sure_level: Line
    sure_back: Line
    done_level: Line
    done_back: Line
    same: Line
    one_of: Line


@attrs.frozen(kw_only=True)
class ProgressWords:
    """`skillcert progress` and `skillcert next`."""

    title: Line
    nothing: Line
    waits: Line
    waits_line: Line
    next_title: Line
    next_none: Line
    next_show: Line
    next_for: Line
    sheet: Line
    no_record: Line


@attrs.frozen(kw_only=True)
class LedgerWords:
    """`skillcert ledger`."""

    good: Line
    bad_one: Line
    bad_many: Line
    site: Line
    certificate: Line
    line: Line
    proof: Line
    proof_second: Line
    unproven: Line
    all_proven: Line
    no_certificate: Line
    exported: Line
    imported: Line
    pictures_out: Line
    pictures_in: Line
    picture_left: Line
    checkpoint: Line
    checking: Line
    taken_back: Line
    findings: dict[str, Line]


@attrs.frozen(kw_only=True)
class DemoWords:
    """`skillcert demo`."""

    begins: Line
    enrolled: Line
    noted: Line
    signed: Line
    second: Line
    corrected: Line
    made: Line
    no_workshop: Line
    exists: Line
