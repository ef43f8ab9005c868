"""The example of a web service: what a municipality's own software does with the library."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import sys
import threading
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import attrs
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from skillcert import Programme, Site, SkillcertError
from skillcert.model import Assessor, Issuer, Line, Name, Reference
from skillcert.signing import KeySigner, key_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "web_service"
PROGRAMME, KARI = (KeySigner.of_seed(bytes(range(i, i + 32))) for i in (3, 4))
PASSPHRASE = "a few words"
SKILL = {"criterion": "mends_puncture", "level": "independent", "task": "mend_tube"}


@pytest.fixture(scope="module")
def example() -> ModuleType:
    """The module of the example, as it is read from its file."""
    spec = importlib.util.spec_from_file_location("web_service_example", EXAMPLE / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def kari_file() -> bytes:
    """Kari's key file; making one takes a while, on purpose."""
    return key_file(KARI, PASSPHRASE)


@attrs.define
class Clock:
    """A clock that is moved by hand."""

    at: dt.datetime = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return what it shows."""
        return self.at


@attrs.frozen
class Running:
    """The service with what is behind it."""

    app: Flask
    site: Site
    clock: Clock


@pytest.fixture
def running(example: ModuleType, kari_file: bytes, tmp_path: Path) -> Iterator[Running]:
    """The service, on a new ledger in a file."""
    clock = Clock()
    site = Programme.found(
        f"sqlite:///{tmp_path / 'ledger.db'}",
        site="harbour",
        issuer=Issuer(name=Name("Harbour Workshops"), phone=Line("+47 51 00 00 00")),
        signer=PROGRAMME,
        clock=clock,
    )
    office = site.manage(PROGRAMME)
    office.enrol(Assessor(id=Reference("kari"), name=Name("Kari Lunde")), KARI.public)
    files = {"kari": kari_file}
    service = example.Service(site=site, office=office, key_files=files.get)
    yield Running(example.create_app(service), site, clock)
    site.close()


@attrs.frozen
class Client:
    """A supervisor's browser."""

    http: FlaskClient
    token: str = ""
    language: str = "nb"

    def post(self, path: str, body: Any = None, *, once: str | None = None) -> TestResponse:
        """Send something, under a new id if none is given."""
        headers = {"Idempotency-Key": once or str(uuid4()), **self._headers}
        return self.http.post(path, json=body if body is not None else {}, headers=headers)

    def get(self, path: str) -> TestResponse:
        """Ask for something."""
        return self.http.get(path, headers=self._headers)

    def delete(self, path: str) -> TestResponse:
        """Take something back."""
        return self.http.delete(path, headers=self._headers)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}


@pytest.fixture
def kari(running: Running) -> Client:
    """Kari, who has unlocked her key."""
    client = Client(running.app.test_client())
    answer = client.post("/unlock", {"supervisor": "kari", "passphrase": PASSPHRASE})
    assert answer.status_code == 201
    return attrs.evolve(client, token=answer.json["token"])  # type: ignore[index]


def added(client: Client, name: str = "Jonas Bråten") -> str:
    """Return the id of a new person."""
    answer = client.post("/people", {"name": name})
    assert answer.status_code == 201
    return str(answer.json["id"])  # type: ignore[index]


def practised(running: Running, client: Client) -> str:
    """Return a person who was signed off on three days."""
    person = added(client)
    for _ in range(3):
        running.clock.at += dt.timedelta(minutes=15)
        assert client.post(f"/people/{person}/bicycle/sign-offs", SKILL).status_code == 201
        running.clock.at += dt.timedelta(days=1)
        client = unlocked_again(running, client)
    return person


def unlocked_again(running: Running, client: Client) -> Client:
    """Return the client of the next day; the key was locked overnight."""
    found = Client(running.app.test_client())
    answer = found.post("/unlock", {"supervisor": "kari", "passphrase": PASSPHRASE})
    object.__setattr__(client, "token", answer.json["token"])  # type: ignore[index]
    return client


def test_from_the_first_day_to_the_certificate(running: Running, kari: Client) -> None:
    """A person is seen on three days, signed off, and gets a PDF whose lines are proven."""
    person = practised(running, kari)
    standing = kari.get(f"/people/{person}/bicycle").json
    assert standing is not None
    (skill,) = standing["skills"]
    assert (skill["skill"], skill["level"]) == ("Lapper og bytter slanger", "independent")
    assert standing["next_tasks"]
    paper = kari.post(f"/people/{person}/bicycle/certificates")
    assert paper.status_code == 201
    assert paper.mimetype == "application/pdf"
    assert paper.data.startswith(b"%PDF-")
    assert "Jonas" not in paper.headers["Content-Disposition"]
    (line,) = kari.get(paper.headers["Location"]).json or []
    assert line == {
        "criterion": "mends_puncture",
        "level": "independent",
        "signed_by": "Kari Lunde",
        "proven": True,
    }
    report = running.site.ledger.check()
    assert (report.findings, report.sites[0].proven) == ((), 1)


def test_what_is_waited_for_is_told_in_the_clients_language(kari: Client) -> None:
    """A sign-off answers what the certificate still waits for, in words."""
    person = added(kari)
    for language, said in (
        ("nb", "to ganger til, minst én av dem på en annen dag"),
        ("en", "one more occasion, on another day"),
    ):
        client = attrs.evolve(kari, language=language)
        answer = client.post(f"/people/{person}/bicycle/sign-offs", SKILL).json
        assert answer is not None
        assert (answer["on_the_certificate"], answer["waits_for"]) == (None, [said])


def test_what_is_refused_is_told_in_words(running: Running, kari: Client) -> None:
    """A refusal is a problem document, with sentences in the client's language."""
    person = added(kari)
    before = running.site.head
    answer = kari.post(f"/people/{person}/bicycle/sign-offs", {**SKILL, "task": None})
    assert answer.status_code == 409
    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "status": 409,
        "errors": [
            "Lapper og bytter slanger (Selvstendig): dette må sees først: en gang der det blir sett"
        ],
    }
    assert running.site.head == before


def test_a_request_that_is_sent_twice_is_done_once(running: Running, kari: Client) -> None:
    """Two threads send the same click at once: one person, one sign-off, one paper."""
    with ThreadPoolExecutor(2) as pool:
        twice = list(pool.map(lambda _: kari.post("/people", {"name": "Mia"}, once="p1"), range(2)))
        (person,) = {answer.json["id"] for answer in twice}  # type: ignore[index]
        path = f"/people/{person}/bicycle/sign-offs"
        signed = list(pool.map(lambda _: kari.post(path, SKILL, once="s1"), range(2)))
    assert [answer.status_code for answer in signed] == [201, 201]
    record = running.site.record(Reference(person), "bicycle").record
    assert (len(record.evidence), len(record.sign_offs)) == (1, 1)
    other = kari.post(path, {**SKILL, "level": "guided"}, once="s1")
    assert other.status_code == 409
    practised_person = practised(running, kari)
    path = f"/people/{practised_person}/bicycle/certificates"
    first, second = kari.post(path, once="c1"), kari.post(path, once="c1")
    assert first.headers["Location"] == second.headers["Location"]
    assert running.site.ledger.check().sites[0].certificates == 1


def test_a_sign_off_can_be_taken_back(kari: Client) -> None:
    """What was signed by mistake is taken back, once."""
    person = added(kari)
    answer = kari.post(f"/people/{person}/bicycle/sign-offs", {**SKILL, "level": "guided"})
    key = answer.json["id"]  # type: ignore[index]
    assert kari.delete(f"/sign-offs/{key}").status_code == 204
    assert kari.delete(f"/sign-offs/{key}").status_code == 409
    assert (kari.get(f"/people/{person}/bicycle").json or {})["skills"] == []


@pytest.mark.parametrize("path", ["/people", "/people/p/bicycle", "/certificates/c"])
def test_nothing_is_told_without_a_key(path: str, running: Running) -> None:
    """Whoever has not unlocked a key learns nothing and signs nothing."""
    stranger = Client(running.app.test_client(), token="x" * 9)
    assert stranger.get(path).status_code == 401
    assert stranger.post("/people", {"name": "X"}).status_code == 401


def test_a_wrong_passphrase_and_an_unknown_supervisor_look_the_same(running: Running) -> None:
    """Whoever tries learns nothing."""
    client = Client(running.app.test_client())
    answers = [
        client.post("/unlock", {"supervisor": who, "passphrase": "guess"})
        for who in ("kari", "nobody", "../programme")
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.data for answer in answers}) == 1


def test_a_key_that_nobody_uses_is_locked(running: Running, kari: Client) -> None:
    """After twenty minutes without a request, and on request, the key is locked."""
    running.clock.at += dt.timedelta(minutes=21)
    assert kari.get("/people").status_code == 401
    unlocked_again(running, kari)
    assert kari.post("/lock").status_code == 204
    assert kari.get("/people").status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({**SKILL, "level": "good"}, 400),
        ({**SKILL, "criterion": "flies"}, 409),
        ({**SKILL, "task": "flying"}, 409),
        ({**SKILL, "task": 5}, 400),
        ({**SKILL, "note": ["x"]}, 400),
        ({**SKILL, "evidence": 5}, 400),
        ({**SKILL, "evidence": [None]}, 400),
        ([], 400),
    ],
)
def test_what_is_no_request(body: Any, status: int, kari: Client) -> None:
    """A body that cannot be meant is answered with what is wrong, and nothing is signed."""
    person = added(kari)
    answer = kari.post(f"/people/{person}/bicycle/sign-offs", body)
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["errors"]


def test_whatever_else_is_wrong_has_its_answer(kari: Client) -> None:
    """Unknown people and workshops, blank names, nothing to certify yet, no id for a click."""
    person = added(kari)
    assert kari.post("/people/nobody/bicycle/sign-offs", SKILL).status_code == 404
    assert kari.post(f"/people/{person}/alchemy/sign-offs", SKILL).status_code == 404
    assert kari.get(f"/people/{person}/renovation").status_code == 400  # it has two rubrics
    assert kari.post("/people", {"name": " "}).status_code == 400
    assert kari.post(f"/people/{person}/bicycle/certificates").status_code == 409
    missing = kari.http.post(
        "/people", json={"name": "X"}, headers={"Authorization": f"Bearer {kari.token}"}
    )
    assert missing.status_code == 400


@pytest.mark.parametrize("name", [None, 5, ["Jonas"], {"first": "Jonas"}])
def test_what_is_no_name_is_nobodys(name: Any, running: Running, kari: Client) -> None:
    """A name that is no text is refused, and nobody is called "None"."""
    assert kari.post("/people", {"name": name}).status_code == 400
    assert running.site.people() == ()


def test_keys_that_were_left_are_locked_when_somebody_comes(running: Running, kari: Client) -> None:
    """A key whose token nobody sends again does not stay in memory until the service ends."""
    desks = running.app.extensions["desks"]
    desk = desks.get(kari.token)
    running.clock.at += dt.timedelta(minutes=21)
    unlocked_again(running, Client(running.app.test_client()))
    with pytest.raises(SkillcertError, match="locked"):
        _ = desk.signer


@pytest.mark.parametrize("once", ["", "a b", "x" * 65, "../x"])
def test_a_click_has_an_id_of_its_form(once: str, kari: Client) -> None:
    """An id that could be no event's is refused before anything is asked of the ledger."""
    headers = {"Authorization": f"Bearer {kari.token}", "Idempotency-Key": once}
    assert kari.http.post("/people", json={"name": "Mia"}, headers=headers).status_code == 400


def test_a_ledger_that_is_away(running: Running, kari: Client) -> None:
    """Where the ledger cannot be asked the answer is JSON too, and says to try later."""
    running.site.close()
    answer = kari.get("/people")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")


def test_over_real_http(running: Running) -> None:
    """The service answers on a socket, with threads, as it would in a workshop."""
    server = make_server("127.0.0.1", 0, running.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        base = f"http://127.0.0.1:{server.server_port}"

        def send(path: str, body: Any, token: str = "", once: str = "") -> Any:
            ask = urllib.request.Request(  # noqa: S310 - the server is this test's own
                f"{base}{path}",
                data=json.dumps(body).encode(),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {token}",
                    "Idempotency-Key": once or str(uuid4()),
                },
            )
            with urllib.request.urlopen(ask) as answer:  # noqa: S310
                return json.loads(answer.read())

        token = send("/unlock", {"supervisor": "kari", "passphrase": PASSPHRASE})["token"]
        names = [f"Person {n}" for n in range(4)]
        with ThreadPoolExecutor(4) as pool:
            people = list(pool.map(lambda name: send("/people", {"name": name}, token), names))
            list(
                pool.map(
                    lambda p: send(f"/people/{p['id']}/bicycle/sign-offs", SKILL, token), people
                )
            )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert [one.name for one in running.site.people()] == names
    assert running.site.ledger.check().findings == ()
