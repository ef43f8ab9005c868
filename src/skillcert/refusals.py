"""Why something that somebody wants to record is refused.

A refusal is data: its reason, by which programs decide and word it in any language, and the values
that the words need. Its text form is the English sentence.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import TypeAlias

import attrs

__all__ = ["Refusal", "RefusalReason", "Value", "refuse"]

Value: TypeAlias = "str | int | dt.date | dt.datetime | tuple[str, ...]"
"""What a sentence can name: a text, a number, a day, a moment, several texts."""


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

    # What is recorded and signed off
    UNKNOWN_WORKSHOP = "unknown_workshop"
    UNKNOWN_RUBRIC = "unknown_rubric"
    OTHER_RUBRIC_VERSION = "other_rubric_version"
    """The rubric has changed since."""
    UNKNOWN_CRITERION = "unknown_criterion"
    UNKNOWN_TASK = "unknown_task"
    UNKNOWN_PERSON = "unknown_person"
    PERSON_ERASED = "person_erased"
    UNKNOWN_EVIDENCE = "unknown_evidence"
    UNKNOWN_SIGN_OFF = "unknown_sign_off"
    SIGN_OFF_TAKEN_BACK = "sign_off_taken_back"
    """The sign-off was withdrawn or corrected already."""
    LEVEL_NOT_CARRIED = "level_not_carried"
    """Nothing that was seen carries the level."""
    OWN_WORK = "own_work"
    """Nobody sees or signs off their own work."""
    SAME_ASSESSOR = "same_assessor"
    """The second assessor is the one who signed."""
    CONFIRMED_ALREADY = "confirmed_already"
    """The second assessor has checked this."""
    IDENTITY_NUMBER = "identity_number"
    """A text holds a national identity number."""

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
    _R.UNKNOWN_WORKSHOP: "there is no workshop {workshop}",
    _R.UNKNOWN_RUBRIC: "the workshop {workshop} has no rubric {rubric}",
    _R.OTHER_RUBRIC_VERSION: "{criterion} has changed since version {found} of the rubric",
    _R.UNKNOWN_CRITERION: "the rubric {rubric} has no skill {criterion}",
    _R.UNKNOWN_TASK: "the rubric {rubric} has no task {task}",
    _R.UNKNOWN_PERSON: "there is no person {person} here",
    _R.PERSON_ERASED: "everything on the person {person} was erased",
    _R.UNKNOWN_EVIDENCE: "there is no evidence {evidence} of this person",
    _R.UNKNOWN_SIGN_OFF: "there is no sign-off {sign_off}",
    _R.SIGN_OFF_TAKEN_BACK: "the sign-off {sign_off} was taken back or corrected already",
    _R.LEVEL_NOT_CARRIED: "{criterion}: nothing that was seen carries {level}; needed: {missing}",
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
}
