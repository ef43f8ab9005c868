"""The certificate as an Open Badge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from skillcert import codec
from skillcert.credentials.data_integrity import proven
from skillcert.credentials.jsonld import canonical_quads
from skillcert.credentials.multibase import key_of_did
from skillcert.credentials.open_badge import open_badge
from tests.credentials.badges import CREATED, EXAMPLES, REFERENCE, badge, request
from tests.credentials.papers import ISSUER, OTHER

SCHEMA = REFERENCE / "schema" / "ob_v3p0_achievementcredential_schema.json"
LANGUAGES = ("en", "nb", "nn", "da")


@pytest.mark.skipif(
    not SCHEMA.is_file(),
    reason="../shared/data/open-badges is not there: the official schema is no part of this",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_official_schema(language: str) -> None:
    """Every workshop's badge is valid against the official schema, in every language."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for example in EXAMPLES:
        faults = [fault.message for fault in validator.iter_errors(badge(example, language))]
        assert not faults, example.name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_it_says_what_the_paper_says(example: Path) -> None:
    """Each line of the paper is a result, at its level, under the words that are printed."""
    made, certificate = badge(example), request(example).certificate
    achievement = made["credentialSubject"]["achievement"]
    names = {found["id"]: found["name"] for found in achievement["resultDescription"]}
    levels = {
        found["id"]: level["id"].rpartition("/")[2]
        for found in achievement["resultDescription"]
        for level in found["rubricCriterionLevel"]
    }
    said = [
        (names[found["resultDescription"]], levels[found["resultDescription"]])
        for found in made["credentialSubject"]["result"]
    ]
    printed = [
        (line.text, group.level.value) for group in certificate.levels for line in group.lines
    ]
    assert said == printed
    assert made["credentialSubject"]["identifier"][0]["identityHash"] == certificate.name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_it_says_no_more_than_the_paper(example: Path) -> None:
    """No other level of the scale, no skill that is not shown, no day, no note, no inner id."""
    made = request(example)
    text = json.dumps(badge(example), ensure_ascii=False)
    shown = {line.criterion for group in made.certificate.levels for line in group.lines}
    hidden = {criterion.id for criterion in made.rubric.criteria} - shown
    assert not [key for key in hidden if f"#{key}" in text]
    assert "activityStartDate" not in text
    for level in ("guided", "some_help", "independent", "guides_others"):
        at_level = any(group.level.value == level for group in made.certificate.levels)
        assert (f'/{level}"' in text) == at_level


def test_a_supervisors_word() -> None:
    """The endorsement is signed by the supervisor and names certificate and skill."""
    made = badge(EXAMPLES[0])
    (given,) = made["endorsement"]
    key = key_of_did(given["issuer"]["id"])
    assert key == OTHER.public
    assert proven(given, key)
    assert made["id"] in given["credentialSubject"]["endorsementComment"]
    assert given["credentialSubject"]["id"] == made["credentialSubject"]["achievement"]["id"]


def test_an_endorsement_cannot_be_moved() -> None:
    """Exchanged for another, the issuer's signature no longer holds."""
    made = badge(EXAMPLES[0])
    made["endorsement"] = badge(EXAMPLES[1])["endorsement"]
    assert not proven(made, ISSUER.public)


def test_the_same_certificate_gives_the_same_badge() -> None:
    """Nothing in it is random, and another certificate has other ids."""
    made = [open_badge(request(EXAMPLES[0]), ISSUER, created=CREATED) for _ in range(2)]
    assert codec.canonical(made[0]) == codec.canonical(made[1])
    another = attrs.evolve(request(EXAMPLES[1]), certificate_id="c-2")
    other = open_badge(another, ISSUER, created=CREATED)
    ids = [_ids(one) for one in (made[0], other)]
    assert not ids[0] & ids[1]


def test_every_node_has_an_id() -> None:
    """All but the holder's name, which the schema allows none, so that sorting is enough."""
    made = badge(EXAMPLES[0])
    made.pop("proof")
    for endorsement in made["endorsement"]:
        endorsement.pop("proof")
    labels = {part for part in canonical_quads(made).split() if part.startswith("_:")}
    assert labels == {"_:c14n0"}


def _ids(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["id"]} if str(node.get("id", "")).startswith("urn:") else set()
        return own.union(*map(_ids, node.values()))
    return set().union(*map(_ids, node)) if isinstance(node, list) else set()
