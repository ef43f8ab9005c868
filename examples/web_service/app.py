"""A small web service on skillcert: supervisors sign off skills, the office issues certificates.

It shows how other software uses the library. What is particular to the web stands here: sessions,
JSON, status codes. Every rule, every signature and every paper is the library's.

Rules of this module

- A supervisor unlocks the own key with its passphrase and gets a token; the key stays in the memory
  of this process until the supervisor locks it or has not been there for a while.
- Whatever writes takes an `Idempotency-Key` (a random id that the client makes once a click), so a
  request that is sent twice is done once.
- What is refused comes back as `application/problem+json` (RFC 9457), in the client's language.
- Whoever has unlocked a key may see everybody here and ask the office for a paper; who may do what
  beyond that is a real service's to say.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
import threading
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from flask import Blueprint, Flask, Response, abort, jsonify, make_response, request
from werkzeug.exceptions import HTTPException

from skillcert import Desk, Looked, Office, Person, Seen, SignOffRequest, Site, SkillcertError
from skillcert.errors import (
    CodecError,
    DataError,
    KeyFileError,
    LedgerError,
    NotEligibleError,
    RefusedError,
)
from skillcert.explain import describe_missing, describe_refusal
from skillcert.model import EvidenceKind, PerformanceLevel, Reference, RubricText, Token
from skillcert.refusals import RefusalReason
from skillcert.signing import open_key_file
from skillcert.texts import LANGUAGES, words

IDLE = dt.timedelta(minutes=20)
_NOT_HERE = {
    RefusalReason.UNKNOWN_PERSON,
    RefusalReason.UNKNOWN_WORKSHOP,
    RefusalReason.UNKNOWN_SIGN_OFF,
    RefusalReason.UNKNOWN_CERTIFICATE,
    RefusalReason.PERSON_ERASED,
}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


class Desks:
    """The desks that are unlocked, by token; whenever somebody comes, idle ones are locked."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._turn = threading.Lock()
        self._desks: dict[str, tuple[Desk, dt.datetime]] = {}

    def add(self, desk: Desk) -> str:
        """Keep a desk and return its token."""
        token = secrets.token_urlsafe(32)
        with self._turn:
            self._lock_idle()
            self._desks[token] = (desk, self._clock())
        return token

    def get(self, token: str) -> Desk:
        """Return the desk of a token, or answer that it has to be unlocked."""
        with self._turn:
            self._lock_idle()
            desk, _ = self._desks.get(token, (None, None))
            if desk is None:
                abort(401, "unlock your key first")
            self._desks[token] = (desk, self._clock())
        return desk

    def _lock_idle(self) -> None:
        now = self._clock()
        for token in [key for key, (_, last) in self._desks.items() if now - last > IDLE]:
            self._desks.pop(token)[0].lock()

    def lock(self, token: str) -> None:
        """Forget a desk and its key."""
        with self._turn:
            desk, _ = self._desks.pop(token, (None, None))
        if desk is not None:
            desk.lock()


@attrs.frozen(kw_only=True)
class Service:
    """What the service works with.

    Attributes:
        site: The site, opened by whoever starts the service.
        office: The programme's key, unlocked when the service is started.
        key_files: Gives the bytes of a supervisor's key file by the supervisor's id, or None.
        host: Where the verify page lies, as `papers.example`.
        desks: Who has unlocked a key.
    """

    site: Site
    office: Office
    key_files: Callable[[str], bytes | None]
    host: str | None = None
    desks: Desks = attrs.field(
        default=attrs.Factory(lambda self: Desks(self.site.clock), takes_self=True)
    )


def create_app(service: Service) -> Flask:
    """Return the web service as a WSGI application."""
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's own provider
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.extensions["desks"] = service.desks
    app.register_blueprint(_people(service))
    app.register_blueprint(_desk(service))
    app.register_blueprint(_papers(service))
    app.register_error_handler(SkillcertError, lambda error: _problem(service, error))
    app.register_error_handler(
        HTTPException, lambda error: _answer(error.code or 500, error.description or error.name)
    )
    return app


def _people(service: Service) -> Blueprint:
    routes = Blueprint("people", __name__)
    site = service.site

    @routes.get("/people")
    def people() -> Response:
        """List the people, whoever was seen last first."""
        _my_desk(service)
        return jsonify([_person(person) for person in site.people()])

    @routes.post("/people")
    def add() -> Response:
        """Begin a record."""
        person = _my_desk(service).add_person(_words(_body(), "name"), id=_once())
        return make_response(_person(person), 201)

    @routes.get("/people/<person>/<workshop>")
    def standing(person: str, workshop: str) -> Response:
        """Say what somebody can do, what is waited for, and which tasks fit next."""
        _my_desk(service)
        text = _text(site, workshop)
        key = Reference(person)
        skills = [
            {
                "criterion": one.criterion.id,
                "skill": text.criterion(one.criterion.id).does,
                "level": one.level.value if one.level else None,
                "waits_for": describe_missing(one.missing, words(text.language), text),
            }
            for one in site.standing(key, workshop)
            if one.level or one.missing
        ]
        tasks = [text.task(one.task) for one in site.suggest(key, workshop, limit=3)]
        return jsonify(skills=skills, next_tasks=tasks)

    return routes


def _desk(service: Service) -> Blueprint:
    routes = Blueprint("desk", __name__)
    site = service.site

    @routes.post("/unlock")
    def unlock() -> Response:
        """Unlock a supervisor's key with its passphrase."""
        body = _body()
        data = service.key_files(_words(body, "supervisor"))
        if data is None:
            abort(403, "the passphrase is wrong, or there is no such supervisor")
        signer = open_key_file(data, _words(body, "passphrase"))
        desk = site.unlock(signer).speaking(_language())
        return make_response(
            {"token": service.desks.add(desk), "supervisor": desk.assessor.name}, 201
        )

    @routes.post("/lock")
    def lock() -> Response:
        """Lock it again."""
        service.desks.lock(_token())
        return make_response("", 204)

    @routes.post("/people/<person>/<workshop>/sign-offs")
    def sign(person: str, workshop: str) -> Response:
        """Sign off a skill, for work that was noted before or that was seen just now."""
        desk, wanted = _my_desk(service), _request(person, workshop)
        (signed,) = desk.sign([wanted]).signed
        said = {"id": signed.sign_off, **_waits(site, signed.looked)}
        return make_response(said, 201)

    @routes.delete("/sign-offs/<sign_off>")
    def take_back(sign_off: str) -> Response:
        """Take a sign-off back."""
        _my_desk(service).withdraw(Reference(sign_off))
        return make_response("", 204)

    return routes


def _papers(service: Service) -> Blueprint:
    routes = Blueprint("papers", __name__)

    @routes.post("/people/<person>/<workshop>/certificates")
    def issue(person: str, workshop: str) -> Response:
        """Issue a certificate, as a PDF."""
        _my_desk(service)
        paper = service.office.issue(
            Reference(person), workshop, language=_language(), host=service.host, id=_once()
        )
        answer = make_response(paper.issued.pdf, 201)
        answer.mimetype = "application/pdf"
        # A file's name must give nobody away, so it is the paper's random id.
        answer.headers["Content-Disposition"] = f'inline; filename="{paper.certificate_id}.pdf"'
        answer.headers["Location"] = f"/certificates/{paper.certificate_id}"
        return answer

    @routes.get("/certificates/<certificate>")
    def proof(certificate: str) -> Response:
        """Say on whose word each line of a certificate rests."""
        _my_desk(service)
        lines = service.site.ledger.prove(Reference(certificate)).lines
        return jsonify(
            [
                {
                    "criterion": line.criterion,
                    "level": line.level.value,
                    "signed_by": line.assessor.name if line.assessor else None,
                    "proven": line.refusal is None,
                }
                for line in lines
            ]
        )

    return routes


def _body() -> Mapping[str, Any]:
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        abort(400, "send a JSON object")
    return found


def _words(body: Mapping[str, Any], name: str) -> str:
    """Return a text of the body; one that is left out is empty. A number is no name of anybody."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        abort(400, f"{name} has to be a text")
    return value


def _list(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        abort(400, f"{name} has to be a list of texts")
    return tuple(value)


def _once() -> Reference:
    """Return the id that the client made for this request, so that a retry is no second one."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        abort(400, "send an Idempotency-Key of letters, digits and -, made at random once a click")
    return Reference(key)


def _token() -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


def _my_desk(service: Service) -> Desk:
    return service.desks.get(_token())


def _language() -> str:
    return request.accept_languages.best_match(LANGUAGES) or "en"


def _text(site: Site, workshop: str) -> RubricText:
    return site.rubric(workshop).text(_language())


def _request(person: str, workshop: str) -> SignOffRequest:
    body, once = _body(), _once()
    try:
        level = PerformanceLevel(body.get("level"))
    except ValueError:
        abort(400, f"the level is one of: {', '.join(one.value for one in PerformanceLevel)}")
    guides = level is PerformanceLevel.GUIDES_OTHERS
    task = _words(body, "task")
    seen = Seen(
        task=Token(task),
        kind=EvidenceKind.GUIDING if guides else EvidenceKind.TASK,
        note=_words(body, "note"),
        id=Reference(f"{once}.seen"),
    )
    return SignOffRequest(
        person=Reference(person),
        workshop=Token(workshop),
        criterion=Token(_words(body, "criterion")),
        level=level,
        evidence=tuple(map(Reference, _list(body, "evidence"))),
        seen=(seen,) if task else (),
        id=once,
    )


def _person(person: Person) -> dict[str, Any]:
    last = person.last_seen.isoformat() if person.last_seen else None
    return {"id": person.id, "name": person.name, "last_seen": last}


def _waits(site: Site, looked: Looked) -> dict[str, Any]:
    text = _text(site, looked.request.workshop)
    return {
        "on_the_certificate": looked.level.value if looked.level else None,
        "waits_for": describe_missing(looked.waits, words(text.language), text),
        "remarks": [one.text.get(text.language, "") for one in looked.remarks],
    }


def _problem(service: Service, error: SkillcertError) -> Response:
    """Say what the library refuses, in the client's language where there are words for it."""
    language = words(_language())
    if isinstance(error, RefusedError):
        workshop = (request.view_args or {}).get("workshop")
        known = {one.key for one in service.site.programme.registry.workshops()}
        text = _text(service.site, workshop) if workshop in known else None
        away = all(one.reason in _NOT_HERE for one in error.refusals)
        said = (describe_refusal(one, language, text) for one in error.refusals)
        return _answer(404 if away else 409, *said)
    if isinstance(error, KeyFileError):
        return _answer(403, "the passphrase is wrong, or there is no such supervisor")
    if isinstance(error, CodecError):
        return _answer(400, *map(str, error.problems))
    if isinstance(error, DataError):
        return _answer(409, *map(str, error.problems))
    if isinstance(error, LedgerError):  # a full disk, a database that is away
        return _answer(503, str(error))
    if isinstance(error, NotEligibleError):
        return _answer(409, str(error))
    # Several rubrics and none named, a key that was locked meanwhile; the rest is our own fault.
    return _answer(400 if type(error) is SkillcertError else 500, str(error))


def _answer(status: int, *errors: str) -> Response:
    answer = make_response({"status": status, "errors": errors}, status)
    answer.mimetype = "application/problem+json"
    return answer
