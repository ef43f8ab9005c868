"""Write the JSON Schema of the evidence record: `python tools/write_schema.py`.

`docs/record.schema.json` is made from the record's classes; a test fails while it is not.
"""

from __future__ import annotations

import json
from pathlib import Path

from skillcert.model import EvidenceRecord
from skillcert.schema import json_schema

SCHEMA = Path(__file__).resolve().parent.parent / "docs" / "record.schema.json"


def schema_text() -> str:
    """Return the file's text."""
    return json.dumps(json_schema(EvidenceRecord), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")
    print(f"wrote {SCHEMA}")
