"""A document as its canonical N-Quads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from skillcert.credentials.jsonld.contexts import (
    ActiveContext,
    Contexts,
    Term,
    bundled_contexts,
    is_absolute,
)
from skillcert.errors import CredentialError

__all__ = ["canonical_quads"]

Quad: TypeAlias = tuple[str, str, str, str]
"""Subject, predicate, object and graph as N-Quads write them; the graph empty for the default."""

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_MOST_DEPTH = 64
_BLANK = re.compile(r"_:b[0-9]+")
_ESCAPED = {"\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_TO_ESCAPE = re.compile(r'[\n\r"\\]')
# RDFC-1.0 and URDNA2015 before it write these in two ways, so a verifier could see other bytes.
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")


def canonical_quads(document: Mapping[str, Any], contexts: Contexts | None = None) -> str:
    """Return the canonical N-Quads of *document* (RDFC-1.0, section 4).

    Args:
        document: A JSON-LD document with its `@context`.
        contexts: The contexts that it may name; the bundled ones if left out.

    Raises:
        CredentialError: Something in it would not be signed, or its nodes without an id cannot be
            told apart here.
    """
    known = contexts or bundled_contexts()
    writer = _Writer(known)
    writer.node(document, known.empty, graph="", depth=0)
    return _labelled(writer.quads)


@attrs.define
class _Writer:
    """Goes through a document and notes the quads."""

    contexts: Contexts
    quads: list[Quad] = attrs.field(factory=list)
    blanks: int = 0

    def blank(self) -> str:
        """Return a new label for a node without an id."""
        self.blanks += 1
        return f"_:b{self.blanks}"

    def node(
        self, node: Mapping[str, Any], context: ActiveContext, *, graph: str, depth: int
    ) -> str:
        """Note what *node* says, and return how it is written."""
        if depth > _MOST_DEPTH:
            raise CredentialError("the credential is nested too deep")
        if "@context" in node:
            # A part with contexts of its own must be readable by itself: what it would only inherit
            # is not signed where it stands alone.
            context = self.contexts.active(node["@context"], self.contexts.empty)
        # What a type brings along holds for this node; what lies in it starts from `context` again.
        own = self._typed(node, context)
        subject = self._subject(node, own)
        for key, value in node.items():
            term = own.terms.get(key)
            if key == "@context" or (term and term.iri == "@id"):
                continue
            if term and term.iri == "@type":
                for name in _list(value):
                    iri = own.iri_of(_text(name, key))
                    self._add(subject, _TYPE, f"<{iri}>", graph)
                continue
            if term is None:
                term = Term(own.iri_of(key))
            inner = self.contexts.extend(context, term.scoped) if term.has_scoped else context
            here = own.within(key, self.contexts)
            for one in _list(value):
                self._value(subject, term, one, inner, here, graph=graph, depth=depth)
        return subject

    def _typed(self, node: Mapping[str, Any], context: ActiveContext) -> ActiveContext:
        types = {
            _text(name, key)
            for key, value in node.items()
            if key in context.terms and context.terms[key].iri == "@type"
            for name in _list(value)
        }
        own = context
        for name in sorted(types):
            # Types are looked up in the context that they stand in, not in each other's.
            definition = context.terms.get(name)
            if definition and definition.has_scoped:
                if own is context:
                    own = context.within(name, self.contexts)
                else:
                    own = self.contexts.extend(own, definition.scoped)
        return own

    def _subject(self, node: Mapping[str, Any], own: ActiveContext) -> str:
        ids = [
            value for key, value in node.items() if key in own.terms and own.terms[key].iri == "@id"
        ]
        if not ids:
            return self.blank()
        if len(ids) > 1 or not isinstance(ids[0], str) or not is_absolute(ids[0]):
            raise CredentialError(f"the id {ids[0]!r} is not one absolute address")
        return f"<{ids[0]}>"

    def _value(  # noqa: PLR0913 - where it stands, what it is, and what is known there
        self,
        subject: str,
        term: Term,
        value: Any,
        inner: ActiveContext,
        here: ActiveContext,
        *,
        graph: str,
        depth: int,
    ) -> None:
        if value is None:
            return
        predicate = f"<{term.iri}>"
        if isinstance(value, dict):
            label = self.blank() if term.graph else ""
            written = self.node(value, inner, graph=label or graph, depth=depth + 1)
            self._add(subject, predicate, label or written, graph)
        else:
            self._add(subject, predicate, _scalar(value, term, here), graph)

    def _add(self, subject: str, predicate: str, value: str, graph: str) -> None:
        self.quads.append((subject, predicate, value, graph))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise CredentialError(f"{key!r} must be text, not {type(value).__name__}")
    return value


def _scalar(value: Any, term: Term, here: ActiveContext) -> str:
    """Return a value that is no node as N-Quads write it."""
    if term.type in {"@list", "@json"} or term.graph or isinstance(value, float | list):
        raise CredentialError(f"a value of <{term.iri}> is of a kind that is not read here")
    if isinstance(value, bool):
        return _literal("true" if value else "false", term.type or _XSD + "boolean")
    if isinstance(value, int):
        return _literal(str(value), term.type or _XSD + "integer")
    if term.type == "@vocab":
        return f"<{here.iri_of(value)}>"
    if term.type == "@id":
        if not is_absolute(value):
            raise CredentialError(f"{value!r} is not an absolute address")
        return f"<{value}>"
    return _literal(value, term.type)


def _literal(text: str, kind: str) -> str:
    if _CONTROL.search(text):
        raise CredentialError("a text holds a control character, which verifiers write in two ways")
    written = _TO_ESCAPE.sub(lambda found: _ESCAPED[found.group()], text)
    return f'"{written}"^^<{kind}>' if kind and kind != _XSD + "string" else f'"{written}"'


def _labelled(quads: list[Quad]) -> str:
    """Return the quads with canonical labels, each once and in order."""
    labels = _labels(quads)
    lines = {" ".join(labels.get(part, part) for part in quad if part) + " .\n" for quad in quads}
    # By code point, as RDFC-1.0 asks; Python compares so.
    return "".join(sorted(lines))


def _labels(quads: list[Quad]) -> dict[str, str]:
    """Label the nodes without an id in the order of the hash of what is said of each.

    RDFC-1.0, section 4.4.3, steps 3 and 4: enough where no two hashes are the same.
    """
    about: dict[str, list[Quad]] = {}
    for quad in quads:
        for part in {quad[0], quad[2], quad[3]}:
            if _BLANK.fullmatch(part):
                about.setdefault(part, []).append(quad)
    hashes = sorted((_first_degree(node, said), node) for node, said in about.items())
    if len({found for found, _ in hashes}) != len(hashes):
        raise CredentialError("parts of the credential without an id cannot be told apart")
    return {node: f"_:c14n{i}" for i, (_, node) in enumerate(hashes)}


def _first_degree(node: str, said: list[Quad]) -> str:
    """RDFC-1.0, section 4.6."""
    lines = sorted(_lines(node, said))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def _lines(node: str, said: list[Quad]) -> Iterator[str]:
    for quad in dict.fromkeys(said):
        parts = (
            ("_:a" if part == node else "_:z") if _BLANK.fullmatch(part) else part
            for part in quad
            if part
        )
        yield " ".join(parts) + " .\n"
