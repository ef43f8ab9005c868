"""Why something that somebody wants to record is refused.

A refusal is data: its reason, by which programs decide and word it in any language, and the values
that the words need. Its text form is the English sentence.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import TypeAlias

import attrs

__all__ = ["Refusal", "RefusalReason", "Spoken", "Value", "refuse"]

Value: TypeAlias = "str | int | dt.date | dt.datetime | tuple[str, ...] | Spoken"
"""What a sentence can name: a text, a number, a day, a moment, several texts, one in languages."""


@attrs.frozen
class Spoken:
    """A text in several languages, from a plugin.

    Attributes:
        entries: Pairs of language and text; at least one.
    """

    entries: tuple[tuple[str, str], ...]

    def get(self, language: str) -> str:
        """Return the text in *language*, in English if there is none, else in the first one."""
        found = dict(self.entries)
        return found.get(language) or found.get("en") or self.entries[0][1]


class RefusalReason(enum.Enum):
    """Why. Each has a sentence of its own in every language."""

    # What an event is
    NO_EVENT = "no_event"
    """It says nothing, or more than one thing, or is not in its canonical form."""
    TOO_LARGE = "too_large"
    """It is larger than any event is."""
    OTHER_SITE = "other_site"
    """It is of another site's chain."""
    SITE_NOT_OPEN = "site_not_open"
    """The chain has not been opened yet."""
    SITE_OPEN_ALREADY = "site_open_already"
    """A chain is opened once."""
    ID_TAKEN = "id_taken"
    """Another event has the same id."""

    # Who signs
    UNKNOWN_KEY = "unknown_key"
    """Nobody at this site has this key."""
    FOREIGN_KEY = "foreign_key"
    """The key is known, but at another site."""
    WRONG_SIGNATURE = "wrong_signature"
    """The key that is named did not sign this."""
    KEY_EXPIRED = "key_expired"
    """The key was to be used until a day that has passed."""
    KEY_REPLACED = "key_replaced"
    """Another key has taken its place."""
    KEY_COMPROMISED = "key_compromised"
    """The key was in the wrong hands."""
    ASSESSOR_RETIRED = "assessor_retired"
    """Whoever signs does not do so any more."""
    PROGRAMME_ONLY = "programme_only"
    """Only the programme's key may say this."""
    ASSESSOR_ONLY = "assessor_only"
    """Only an assessor may say this."""

    # Whom and what an event about keys names
    UNKNOWN_ASSESSOR = "unknown_assessor"
    ASSESSOR_KNOWN = "assessor_known"
    """An assessor of this id is there already."""
    ALREADY_RETIRED = "already_retired"
    KEY_TAKEN = "key_taken"
    """The key is, or was, somebody's already."""
    UNSOUND_KEY = "unsound_key"
    """It is no public key, or one under which anybody could sign."""
    OWN_KEY = "own_key"
    """A key cannot declare itself compromised."""
    NOT_AN_EARLIER_EVENT = "not_an_earlier_event"
    """A sequence number that the chain has not reached."""

    # When
    CLOCK_SET_BACK = "clock_set_back"
    """The clock shows a time before the last event's."""
    CLOCK_AHEAD = "clock_ahead"
    """The event is of a time that has not come yet."""
    DATE_IN_FUTURE = "date_in_future"
    """A day that has not come yet."""
    DATE_TOO_EARLY = "date_too_early"
    """A day so long ago that the year is a slip."""

    # What is recorded and signed off
    UNKNOWN_WORKSHOP = "unknown_workshop"
    UNKNOWN_RUBRIC = "unknown_rubric"
    OTHER_RUBRIC_VERSION = "other_rubric_version"
    """The rubric has changed since."""
    UNKNOWN_CRITERION = "unknown_criterion"
    UNKNOWN_TASK = "unknown_task"
    UNKNOWN_GROUP = "unknown_group"
    TASK_MISSING = "task_missing"
    """Work was recorded without the task that it was."""
    CRITERION_MISSING = "criterion_missing"
    """A course was recorded without the skill that it was about."""
    NOT_OF_THIS_KIND = "not_of_this_kind"
    """Evidence of this kind does not say this."""
    PRODUCT_COUNT = "product_count"
    """So many were made and so many sold: that cannot be."""
    UNKNOWN_PERSON = "unknown_person"
    PERSON_ERASED = "person_erased"
    UNKNOWN_EVIDENCE = "unknown_evidence"
    EVIDENCE_TAKEN_BACK = "evidence_taken_back"
    EVIDENCE_IN_USE = "evidence_in_use"
    """A sign-off that holds rests on it."""
    EVIDENCE_LATER = "evidence_later"
    """The evidence is of a later day than the sign-off."""
    EVIDENCE_OF_ANOTHER_SKILL = "evidence_of_another_skill"
    UNKNOWN_SIGN_OFF = "unknown_sign_off"
    SIGN_OFF_TAKEN_BACK = "sign_off_taken_back"
    """The sign-off was withdrawn or corrected already."""
    LEVEL_NOT_CARRIED = "level_not_carried"
    """Nothing that was seen carries the level."""
    CORRECTS_ANOTHER_SKILL = "corrects_another_skill"
    """A correction is of the same skill as what it corrects."""
    EARLIER_THAN_CORRECTED = "earlier_than_corrected"
    """A correction, or a withdrawal, is of an earlier day than the sign-off."""
    WORKSHOP_RULE = "workshop_rule"
    """A rule of the trade, which the workshop's plugin brings, forbids it."""
    OWN_WORK = "own_work"
    """Nobody sees or signs off their own work."""
    SAME_ASSESSOR = "same_assessor"
    """The second assessor is the one who signed."""
    CONFIRMED_ALREADY = "confirmed_already"
    """The second assessor has checked this."""
    IDENTITY_NUMBER = "identity_number"
    """A text holds a national identity number."""

    # Papers
    UNKNOWN_CERTIFICATE = "unknown_certificate"
    CERTIFICATE_TAKEN_BACK = "certificate_taken_back"
    """The paper was withdrawn or replaced already."""
    RECORD_CHANGED = "record_changed"
    """What the paper would say has changed since somebody looked at it."""
    NOTHING_TO_ENDORSE = "nothing_to_endorse"
    """Whoever is to endorse a paper signed none of its lines."""
    NOBODY_TO_SIGN = "nobody_to_sign"
    """There is no supervisor whose name could stand under the paper."""

    # Pictures
    PICTURE_OTHER_KIND = "picture_other_kind"
    """A file of another kind than those that are taken."""
    PICTURE_TOO_LARGE = "picture_too_large"
    """A file of too many bytes."""
    PICTURE_TOO_MANY_PIXELS = "picture_too_many_pixels"
    PICTURE_DAMAGED = "picture_damaged"
    """A picture that cannot be read to its end."""


@attrs.frozen
class Refusal:
    """One reason, and what its sentence names.

    Attributes:
        reason: Why.
        values: Pairs of a name and a value, for the sentence.
    """

    reason: RefusalReason
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def about(self) -> dict[str, Value]:
        """The values by their names."""
        return dict(self.values)

    def __str__(self) -> str:
        """Return the sentence in English, without a full stop."""
        return _SENTENCES[self.reason].format(**{k: _written(v) for k, v in self.values})


def refuse(reason: RefusalReason, **values: Value) -> Refusal:
    """Return the refusal for *reason* that names *values*."""
    return Refusal(reason, tuple(values.items()))


def _written(value: Value) -> str:
    if isinstance(value, Spoken):
        return value.get("en")
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


_R = RefusalReason
_SENTENCES = {
    _R.NO_EVENT: "this is no event that can be recorded: {why}",
    _R.TOO_LARGE: "the event has {size} bytes, at most {most} are recorded",
    _R.OTHER_SITE: "the event is of the site {found}, and this is the chain of {site}",
    _R.SITE_NOT_OPEN: "the site {site} has not been opened yet",
    _R.SITE_OPEN_ALREADY: "the site {site} is open already",
    _R.ID_TAKEN: "another event has the id {id}",
    _R.UNKNOWN_KEY: "nobody at {site} has the key {key}",
    _R.FOREIGN_KEY: "the key {key} belongs to another site: {found}",
    _R.WRONG_SIGNATURE: "the key {key} did not sign this",
    _R.KEY_EXPIRED: "the key {key} could be used until {until}",
    _R.KEY_REPLACED: "another key has taken the place of the key {key}",
    _R.KEY_COMPROMISED: "the key {key} was declared to have been in the wrong hands",
    _R.ASSESSOR_RETIRED: "{assessor} does not sign at {site} any more",
    _R.PROGRAMME_ONLY: "only the programme's own key can do this ({kind})",
    _R.ASSESSOR_ONLY: "only a supervisor's key can do this ({kind})",
    _R.UNKNOWN_ASSESSOR: "there is no supervisor {assessor} at {site}",
    _R.ASSESSOR_KNOWN: "there is a supervisor {assessor} at {site} already",
    _R.ALREADY_RETIRED: "{assessor} has been taken off the list already",
    _R.KEY_TAKEN: "the key {key} is, or was, in use already: everybody needs a new one",
    _R.UNSOUND_KEY: "the public key cannot be used: {why}",
    _R.OWN_KEY: "the key {key} cannot declare itself compromised: replace it first",
    _R.NOT_AN_EARLIER_EVENT: "event {found} is not an earlier one than event {seq}",
    _R.CLOCK_SET_BACK: (
        "the clock says {at}, and the last entry was made at {last}: set the computer's clock"
    ),
    _R.CLOCK_AHEAD: "the event is of {at}, and the clock says {now}",
    _R.DATE_IN_FUTURE: "{day} has not come yet",
    _R.DATE_TOO_EARLY: "the year {year} is a slip: days before {first} are not recorded",
    _R.UNKNOWN_WORKSHOP: "there is no workshop {workshop}",
    _R.UNKNOWN_RUBRIC: "the workshop {workshop} has no rubric {rubric}",
    _R.OTHER_RUBRIC_VERSION: "{criterion} has changed since version {found} of the rubric",
    _R.UNKNOWN_CRITERION: "the rubric {rubric} has no skill {criterion}",
    _R.UNKNOWN_TASK: "the rubric {rubric} has no task {task}",
    _R.UNKNOWN_GROUP: "the rubric {rubric} has no group {group}",
    _R.TASK_MISSING: "evidence of the kind {kind} needs the task that was done",
    _R.CRITERION_MISSING: "a course needs the skill that it was about",
    _R.NOT_OF_THIS_KIND: "evidence of the kind {kind} has no {field}",
    _R.PRODUCT_COUNT: "of {made} made, {sold} cannot have been sold",
    _R.UNKNOWN_PERSON: "there is no person {person} here",
    _R.PERSON_ERASED: "everything on the person {person} was erased",
    _R.UNKNOWN_EVIDENCE: "there is no evidence {evidence} of this person",
    _R.EVIDENCE_TAKEN_BACK: "the evidence {evidence} was taken back already",
    _R.EVIDENCE_IN_USE: "the sign-off {sign_off} rests on it: take that back first",
    _R.EVIDENCE_LATER: "the evidence is of {seen}, after the day of the sign-off, {day}",
    _R.EVIDENCE_OF_ANOTHER_SKILL: "the evidence {evidence} does not show {criterion}",
    _R.UNKNOWN_SIGN_OFF: "there is no sign-off {sign_off}",
    _R.SIGN_OFF_TAKEN_BACK: "the sign-off {sign_off} was taken back or corrected already",
    _R.LEVEL_NOT_CARRIED: "{criterion}: nothing that was seen carries {level}; needed: {missing}",
    _R.CORRECTS_ANOTHER_SKILL: "the sign-off {sign_off} is of {found}, and not of {criterion}",
    _R.EARLIER_THAN_CORRECTED: "the sign-off is of {signed}, after {day}",
    _R.WORKSHOP_RULE: "{text}",
    _R.OWN_WORK: "nobody sees or signs off their own work ({assessor})",
    _R.SAME_ASSESSOR: "somebody else than {assessor} has to check this",
    _R.CONFIRMED_ALREADY: "the sign-off {sign_off} has been checked by {assessor} already",
    _R.PICTURE_OTHER_KIND: (
        "pictures are kept as JPEG, PNG or WebP, and this is {found}: set the telephone's camera "
        "to JPEG (on an iPhone: Most Compatible), or save the picture as JPEG"
    ),
    _R.PICTURE_TOO_LARGE: "the picture has {size} MB, at most {most} MB are kept: make it smaller",
    _R.PICTURE_TOO_MANY_PIXELS: (
        "the picture has more than {most} million pixels, and no such one is kept: make it smaller"
    ),
    _R.PICTURE_DAMAGED: "the picture cannot be read: the file is damaged, or was cut off",
    _R.IDENTITY_NUMBER: (
        "{where} holds a national identity number ({kind}: {number}): take it out, a person is "
        "named by the programme's own id"
    ),
    _R.UNKNOWN_CERTIFICATE: "there is no certificate {certificate}",
    _R.NOTHING_TO_ENDORSE: "{assessor} signed none of the skills on this paper",
    _R.CERTIFICATE_TAKEN_BACK: "the certificate {certificate} was withdrawn or replaced already",
    _R.RECORD_CHANGED: "the record has changed since the paper was looked at: look at it anew",
    _R.NOBODY_TO_SIGN: "there is no supervisor who could sign the paper",
}
