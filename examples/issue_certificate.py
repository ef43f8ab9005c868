"""Issue a certificate from another program: a record file in, the bytes of a PDF out."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from skillcert import Programme, SkillcertError


def certificate(record_file: Path, language: str, on: date) -> bytes:
    """Return the certificate of the record in *record_file*, as a PDF."""
    programme = Programme.installed()
    record = programme.read_record(record_file.read_bytes(), source=record_file.name)
    return programme.issue(record, language=language, on=on).pdf


if __name__ == "__main__":
    try:
        today = datetime.now(tz=UTC).date()
        sys.stdout.buffer.write(certificate(Path(sys.argv[1]), sys.argv[2], today))
    except SkillcertError as error:
        sys.exit(str(error))
