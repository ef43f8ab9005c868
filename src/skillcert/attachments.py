"""Files that belong to a record: whether they are the ones that it names. Pure.

An attachment is named by the digest of its bytes, so that a picture cannot be exchanged unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from skillcert.errors import Problem, RecordError
from skillcert.model import EvidenceRecord, Sha256

__all__ = ["by_digest", "checked_pictures", "missing_pictures"]


def by_digest(files: Iterable[bytes]) -> dict[str, bytes]:
    """Return *files* by the SHA-256 of their bytes, as 64 hexadecimal digits."""
    return {hashlib.sha256(data).hexdigest(): data for data in files}


def checked_pictures(pictures: Mapping[str, bytes]) -> tuple[tuple[Sha256, bytes], ...]:
    """Return the pairs of *pictures*, sorted.

    Raises:
        RecordError: The bytes under a digest are other bytes.
    """
    wrong = [
        Problem(path=f"pictures[{digest}]", what="the file is not the one that the record names")
        for digest, data in pictures.items()
        if hashlib.sha256(data).hexdigest() != digest
    ]
    if wrong:
        raise RecordError(wrong, what="a picture was exchanged")
    return tuple(sorted((Sha256(digest), data) for digest, data in pictures.items()))


def missing_pictures(record: EvidenceRecord, pictures: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return a problem for each attachment that should be shown and whose file is not there."""
    return tuple(
        Problem(
            path=f"evidence[{i}].attachments[{j}]",
            what="the picture is to be shown, but its file is not there",
            hint="The document is made without it",
        )
        for i, evidence in enumerate(record.evidence)
        for j, attachment in enumerate(evidence.attachments)
        if attachment.show and attachment.sha256 not in pictures
    )
