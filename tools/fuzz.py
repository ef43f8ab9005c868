"""Look for bytes that make a parser raise what it never should, guided by coverage.

Usage: python tools/fuzz.py {code,record,credential,bundle} [SECONDS]

Each target reads what a stranger hands in. It may refuse it with an error of skillcert; anything
else is a fault, and so is an input that takes longer than a few seconds. Needs the group `fuzz`
(`uv run --group fuzz`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["skillcert"]):
    from skillcert import codec
    from skillcert.credentials import code_bytes, open_bundle, open_code, verify_code
    from skillcert.credentials.file_verification import verify_file
    from skillcert.credentials.paper_code import pack
    from skillcert.credentials.trust import TrustBundle
    from skillcert.errors import SkillcertError
    from skillcert.model import EvidenceRecord
    from skillcert.signing import Purpose, seal
    from tests.credentials.papers import ISSUER, TODAY, bundle, code

SECONDS = 60
SLOWEST = 5
TRUST: TrustBundle = bundle()
HEAD = b"SC\x01" + bytes.fromhex(ISSUER.public.id)


def fuzz_code(data: bytes) -> None:
    """Read the text of a code; its bytes; and whatever a trusted issuer could have signed."""
    verify_code(data.decode("utf-8", errors="replace"), TRUST, on=TODAY)
    verify_code(data, TRUST, on=TODAY)
    for packed in (data, pack(data)):
        made = seal(HEAD + packed, ISSUER, Purpose.CERTIFICATE)
        try:
            open_code(made.body + made.signature, lambda _: ISSUER.public)
            code_bytes(data.decode("latin-1"))
        except SkillcertError:
            continue


def fuzz_record(data: bytes) -> None:
    """Read an evidence record file."""
    try:
        codec.load_json(EvidenceRecord, data)
    except SkillcertError:
        return


def fuzz_credential(data: bytes) -> None:
    """Check a file of which nothing is known."""
    verify_file(data, TRUST, on=TODAY)


def fuzz_bundle(data: bytes) -> None:
    """Read a list of issuers."""
    try:
        open_bundle(data)
    except SkillcertError:
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    "code": fuzz_code,
    "record": fuzz_record,
    "credential": fuzz_credential,
    "bundle": fuzz_bundle,
}


def seeds(folder: Path) -> None:
    """Write a few good inputs to begin from."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "code").write_text(code().link("papers.example"), encoding="ascii")
    (folder / "bytes").write_bytes(code().data)
    (folder / "content").write_bytes(codec.canonical(code().content))
    for example in (ROOT / "examples").glob("*-newcomer.json"):
        (folder / example.name).write_bytes(example.read_bytes())


def main(arguments: list[str]) -> None:
    """Run a target for so many seconds; the process ends with 0 if nothing was found."""
    import tempfile

    target = TARGETS[arguments[0]]
    seconds = int(arguments[1]) if len(arguments) > 1 else SECONDS
    folder = Path(tempfile.mkdtemp(prefix="skillcert-fuzz-"))
    seeds(folder / "corpus")
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        "-rss_limit_mb=2048",
        "-max_len=8192",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder / "corpus")], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
