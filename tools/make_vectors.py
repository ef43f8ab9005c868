"""Write the test vectors of the paper code, which every implementation of it can be held to.

Usage: python tools/make_vectors.py

`tests/credentials/vectors.json` holds a list of issuers and codes, good and bad, each with the
answer: the verdict, the reason, and what the code says. The keys are made of fixed seeds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from skillcert import codec  # noqa: E402 - after the path
from skillcert.credentials import mark_of, seal_bundle, verify_code  # noqa: E402
from skillcert.credentials.digits import to_digits  # noqa: E402
from skillcert.credentials.paper_code import pack  # noqa: E402
from skillcert.signing import KeySigner, Purpose, seal  # noqa: E402
from tests.credentials.papers import (  # noqa: E402
    ISSUER,
    LIST_MAKER,
    OTHER,
    TODAY,
    bundle,
    code,
    trusted,
)

VECTORS = ROOT / "tests" / "credentials" / "vectors.json"
STOLEN = KeySigner.of_seed(bytes(range(3, 35)))
WITHDRAWN, REPLACED, ALLOWED = "c-withdrawn", "c-replaced", "c-allowed"


def main() -> int:
    """Write the file."""
    known = bundle(
        trusted(),
        trusted(STOLEN, allowed=(mark_of(ALLOWED),)),
        withdrawn=(mark_of(WITHDRAWN),),
        replaced=(mark_of(REPLACED),),
    )
    cases = [_case(name, text) for name, text in _texts()]
    for case in cases:
        found = verify_code(case["text"], known, on=TODAY)
        fault = next((c.fault for c in found.report.checks if c.fault), "")
        case |= {"verdict": found.report.verdict.value, "fault": fault}
        if found.report.genuine and found.code:
            case["content"] = codec.unstructure(found.code.content)
    said = {
        "about": "Codes of certificates with their answers; docs/paper-code.md explains them.",
        "bundle": seal_bundle(known, [LIST_MAKER]).decode(),
        "cases": cases,
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    VECTORS.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _case(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "text": text}


def _sealed(packed: bytes, *, head: bytes = b"SC\x01", signer: KeySigner = ISSUER) -> str:
    body = head + bytes.fromhex(signer.public.id) + packed
    envelope = seal(body, signer, Purpose.CERTIFICATE)
    return f"v1#{to_digits(envelope.body + envelope.signature)}"


def _texts() -> list[tuple[str, str]]:
    good = code(12)
    content = codec.canonical(good.content)
    flipped = bytearray(good.data)
    flipped[100] ^= 4
    known_name = seal(good.data[:11] + pack(content), OTHER, Purpose.CERTIFICATE)
    event = seal(good.data[:-64], ISSUER, Purpose.EVENT)
    return [
        ("as a link", good.link("papers.example")),
        ("without a host", good.link()),
        (
            "with white space",
            " "
            + good.link("papers.example")[:80]
            + "\r\n "
            + good.link("papers.example")[80:]
            + "\n",
        ),
        ("skills as keys", code(40).link("papers.example")),
        ("a name in another script", code(name="محمد الأمين").link()),
        ("markup in a name", code(name="<img src=x onerror=alert(1)>").link()),
        ("a certificate on the allow-list", code(signer=STOLEN, certificate_id=ALLOWED).link()),
        ("a certificate that is not on the allow-list", code(signer=STOLEN).link()),
        ("withdrawn", code(certificate_id=WITHDRAWN).link()),
        ("replaced", code(certificate_id=REPLACED).link()),
        ("an issuer that is not known", code(signer=OTHER).link()),
        (
            "a known name over another key",
            f"v1#{to_digits(known_name.body + known_name.signature)}",
        ),
        ("a signature for another purpose", f"v1#{to_digits(event.body + event.signature)}"),
        ("one bit is another", f"v1#{to_digits(bytes(flipped))}"),
        ("cut short by a digit", good.link()[:-1]),
        ("cut short by a group", good.link()[:-17]),
        ("a digit too many", good.link() + "0"),
        ("digits of another script", good.link()[:20] + "١٢٣" + good.link()[20:]),
        ("full-width digits", good.link()[:20] + "１" + good.link()[21:]),
        ("a group beyond seven bytes", "v1#" + "9" * 17 + good.link()[20:]),
        ("longer than any QR code", "v1#" + "0" * 7090),
        ("no digits", "https://papers.example/v1#"),
        ("nothing", ""),
        ("another address", "https://papers.example/"),
        ("another scheme", "http://papers.example/v1#123"),
        ("another version of the link", "https://papers.example/v2#123"),
        ("another version of the bytes", _sealed(pack(content), head=b"SC\x02")),
        ("another magic", _sealed(pack(content), head=b"XX\x01")),
        ("a deflate bomb of a known issuer", _sealed(pack(b" " * 3_000_000))),
        ("something after the packed bytes", _sealed(pack(content) + b"more")),
        ("packed bytes cut short", _sealed(pack(content)[:-2])),
        ("not packed", _sealed(b"\xff\xfe\xfd\xfc")),
        ("a key twice", _sealed(pack(content.replace(b'{"', b'{"name":"Ola","', 1)))),
        ("an unknown key", _sealed(pack(content.replace(b'{"', b'{"grade":"A","', 1)))),
        ("a key is missing", _sealed(pack(content.replace(b'"field":"sykkelreparasjon",', b"")))),
        ("no certificate", _sealed(pack(b"[]"))),
        ("no JSON", _sealed(pack(b"{'a': 1}"))),
        ("nested deep", _sealed(pack(b"[" * 5_000 + b"]" * 5_000))),
        ("half of a pair of characters", _sealed(pack(content.replace(b"Kari", b"\\ud800")))),
        ("no such day", _sealed(pack(content.replace(b"2025-06-12", b"2025-02-30")))),
        ("a direction that is turned", code(name="Kari\u202eednuL").link()),
        ("a letter that is not seen", code(name="Ka\u200bri").link()),
        ("a joiner of Persian", code(name="مه\u200cناز").link()),
    ]


if __name__ == "__main__":
    sys.exit(main())
