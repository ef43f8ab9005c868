"""Contexts: which key stands for which address, and of which type its values are."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from skillcert.errors import CredentialError

__all__ = ["ActiveContext", "Contexts", "Term", "bundled_contexts", "is_absolute"]

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

_BUNDLED = {
    CREDENTIALS_V2: (
        "credentials-v2.json",
        "169b22d2762d79a6eeff9f86fefeeadd9dc200fac75f9df864e4109db0a99c0f",
    ),
    OPEN_BADGES: (
        "open-badges-3.0.3.json",
        "ca836d808e9a9fb27124d2b83df15e31a4b63c910cab870bf48dc35cc70185f2",
    ),
    EXTENSIONS: (
        "open-badges-extensions.json",
        "7c24eea3ee3398f7449f53270721e5e384e48d3c8c29516cf1e2f0e383024084",
    ),
}
_KEYWORDS = frozenset({"@id", "@type"})
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_MOST_NESTED = 8


def is_absolute(address: str) -> bool:
    """Say whether *address* is an absolute IRI that can stand in N-Quads."""
    return _ABSOLUTE.fullmatch(address) is not None


@attrs.frozen(eq=False)
class Term:
    """What a key stands for.

    Attributes:
        iri: Its address, or `@id` or `@type`.
        type: What its values are: `@id`, `@vocab`, a data type, or nothing for plain text.
        graph: Whether each value is a graph of its own.
        scoped: The context that holds within it; `ABSENT` if there is none.
    """

    iri: str
    type: str = ""
    graph: bool = False
    scoped: Any = None
    has_scoped: bool = False


@attrs.frozen(eq=False)
class ActiveContext:
    """The keys that are known at a place. Contexts that were derived from it are kept.

    Attributes:
        terms: What each key stands for.
        vocabulary: What stands before keys that are not listed; empty if those are errors.
    """

    terms: Mapping[str, Term]
    vocabulary: str = ""
    _derived: dict[tuple[str, str], ActiveContext] = attrs.field(factory=dict, init=False)

    def within(self, term: str, contexts: Contexts) -> ActiveContext:
        """Return the context that holds within the type or key *term*."""
        definition = self.terms.get(term)
        if definition is None or not definition.has_scoped:
            return self
        key = ("", term)
        if key not in self._derived:
            self._derived[key] = contexts.extend(self, definition.scoped)
        return self._derived[key]

    def named(self, address: str, contexts: Contexts) -> ActiveContext:
        """Return this context with the one at *address* on top."""
        key = ("@", address)
        if key not in self._derived:
            self._derived[key] = contexts.extend(self, contexts.document(address), depth=1)
        return self._derived[key]

    def iri_of(self, name: str) -> str:
        """Return the absolute address that the type or `@vocab` value *name* stands for.

        Raises:
            CredentialError: No context defines it and it is not absolute.
        """
        term = self.terms.get(name)
        iri = term.iri if term else name
        if not term and not is_absolute(name) and self.vocabulary:
            iri = self.vocabulary + name
        if not is_absolute(iri):
            raise CredentialError(
                f"{name!r} is defined by no context, so it would not be signed",
                hint="Use a term of the contexts, or an absolute address",
            )
        return iri


@attrs.frozen(eq=False)
class Contexts:
    """The documents that a context may name.

    Attributes:
        documents: By address, what stands under `@context` there.
        empty: The context in which nothing is known yet.
    """

    documents: Mapping[str, Any]
    empty: ActiveContext = attrs.field(factory=lambda: ActiveContext({}), init=False)

    def document(self, address: str) -> Any:
        """Return the context at *address*.

        Raises:
            CredentialError: It is not among the ones that are pinned.
        """
        if address not in self.documents:
            raise CredentialError(
                f"the context {address!r} is not one of those that are pinned",
                hint="Nothing is fetched; only known contexts are read",
            )
        return self.documents[address]

    def active(self, local: Any, base: ActiveContext) -> ActiveContext:
        """Return the context that the value of `@context` brings about on top of *base*."""
        for one in local if isinstance(local, list) else [local]:
            base = base.named(one, self) if isinstance(one, str) else self.extend(base, one)
        return base

    def extend(self, base: ActiveContext, local: Any, *, depth: int = 0) -> ActiveContext:
        """Return *base* with the context *local*, inline or in a list, on top."""
        if depth > _MOST_NESTED:
            raise CredentialError("contexts name each other too deep")
        if local is None:
            return self.empty
        if isinstance(local, list):
            for one in local:
                base = self.extend(base, one, depth=depth + 1)
            return base
        if isinstance(local, str):
            return base.named(local, self)
        if not isinstance(local, dict):
            raise CredentialError("a context is neither an address nor a table of terms")
        terms = dict(base.terms)
        vocabulary = local.get("@vocab", base.vocabulary)
        for key, value in local.items():
            if not key.startswith("@"):
                terms[key] = _term(key, value, local, base)
        return ActiveContext(terms, vocabulary)


def _term(key: str, value: Any, local: Mapping[str, Any], base: ActiveContext) -> Term:
    definition = {"@id": value} if isinstance(value, str) else value
    if not isinstance(definition, dict) or not isinstance(definition.get("@id"), str):
        raise CredentialError(f"the context defines {key!r} in a way that is not read here")
    containers = definition.get("@container", [])
    containers = [containers] if isinstance(containers, str) else containers
    if set(containers) - {"@set", "@graph", "@list"}:
        raise CredentialError(f"the container of {key!r} is not read here")
    return Term(
        iri=_iri(definition["@id"], local, base),
        # A list would need nodes without an id, so its values are refused where one is used.
        type="@list" if "@list" in containers else definition.get("@type", ""),
        graph="@graph" in containers,
        scoped=definition.get("@context"),
        has_scoped="@context" in definition,
    )


def _iri(name: str, local: Mapping[str, Any], base: ActiveContext) -> str:
    """Return the address of a term, which may be given as another term's name."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        other = local.get(name)
        name = (other.get("@id") if isinstance(other, dict) else other) or name
    return base.terms[name].iri if name in base.terms else name


@cache
def bundled_contexts() -> Contexts:
    """Return the contexts that come with the package.

    Raises:
        CredentialError: A file is not the one whose digest is pinned.
    """
    documents = {}
    for address, (name, digest) in _BUNDLED.items():
        data = (files(__package__) / "contexts" / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise CredentialError(
                f"the context file {name} was edited", hint="Install skillcert anew"
            )
        documents[address] = json.loads(data)["@context"]
    return Contexts(documents)
