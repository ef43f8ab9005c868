"""Badges before two verifiers of other makers: `@digitalbazaar/vc` and `@digitalcredentials/vc`."""

from __future__ import annotations

import copy
import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from skillcert.credentials.did_web import did_document, did_web
from skillcert.credentials.jsonld import bundled_contexts
from skillcert.credentials.open_badge import open_badge
from skillcert.credentials.status_list import status_entry
from tests.credentials.badges import CREATED, EXAMPLES, ROOT, badge, request
from tests.credentials.papers import ISSUER, OTHER
from tests.outside import need, program

NODE_TOOLS = ROOT / ".node_tools"
SCRIPT = Path(__file__).parent / "verifiers" / "verify.mjs"
NAMES = ("digitalbazaar", "digitalcredentials")
LANGUAGES = ("en", "nb", "nn", "da")


def tampered() -> dict[str, dict[str, Any]]:
    """Return badges in which something was changed after they were signed, by what it is."""
    made = badge(EXAMPLES[0])
    changes: dict[str, dict[str, Any]] = {}
    for name, path, value in (
        ("the holder's name", ("credentialSubject", "identifier", 0, "identityHash"), "Ola"),
        ("a level", ("credentialSubject", "result", 0, "achievedLevel"), "urn:x:y"),
        ("the words of a skill", ("credentialSubject", "achievement", "name"), "Everything"),
        ("the day of issue", ("validFrom",), "2020-01-01T00:00:00Z"),
        ("the issuer's name", ("issuer", "name"), "Another"),
        ("the supervisor's word", ("endorsement", 0, "name"), "Another"),
        ("the day of the proof", ("proof", 0, "created"), "2020-01-01T00:00:00Z"),
    ):
        changed = copy.deepcopy(made)
        node: Any = changed
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value
        changes[name] = changed
    return changes


def asked(
    credentials: list[dict[str, Any]], dids: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return what each verifier says of each credential, with the documents of did:webs."""
    node = program("node", install="install Node.js")
    there = (NODE_TOOLS / "node_modules" / "@digitalbazaar" / "vc").is_dir()
    need("npm-verifiers", present=there, install="python tools/node_tools.py")
    said = {
        "contexts": dict(bundled_contexts().documents),
        "credentials": credentials,
        "dids": dids or {},
    }
    done = subprocess.run(
        [node, str(SCRIPT)],
        input=json.dumps(said),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "NODE_FOLDER": str(NODE_TOOLS)},
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@cache
def answers() -> list[dict[str, Any]]:
    """Return what is said of every workshop's badge in every language: asked once."""
    return asked([badge(example, language) for example in EXAMPLES for language in LANGUAGES])


@pytest.mark.parametrize("name", NAMES)
def test_every_workshop_in_every_language(name: str) -> None:
    """Each of them is verified, with the supervisor's endorsement in it."""
    found = answers()
    assert len(found) == len(EXAMPLES) * len(LANGUAGES)
    assert [said[name]["error"] for said in found if not said[name]["verified"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_endorsements_by_themselves(name: str) -> None:
    """A supervisor's word is a credential of its own, and is verified too."""
    (said,) = asked([badge(EXAMPLES[0])["endorsement"][0]])
    assert said[name]["verified"], said[name]["error"]


@pytest.mark.parametrize("name", NAMES)
def test_tampered(name: str) -> None:
    """Whatever was changed after signing, the badge is refused."""
    changed = tampered()
    found = asked(list(changed.values()))
    verified = [what for what, said in zip(changed, found, strict=True) if said[name]["verified"]]
    assert verified == []


@pytest.mark.parametrize("name", NAMES)
def test_an_issuer_named_by_its_site(name: str) -> None:
    """A badge of a did:web, with a status list, is verified by the did's document alone."""
    did = did_web("https://papers.example/bryggegata")
    made = attrs.evolve(
        request(EXAMPLES[0]),
        issuer_did=did,
        status=status_entry("https://papers.example/bryggegata/status/0.json", 7),
    )
    signed = open_badge(made, ISSUER, created=CREATED)
    other = {did: did_document(did, [OTHER.public])}
    (said,) = asked([signed], {did: did_document(did, [OTHER.public, ISSUER.public])})
    assert said[name]["verified"], said[name]["error"]
    (said,) = asked([signed], other)
    assert not said[name]["verified"]
