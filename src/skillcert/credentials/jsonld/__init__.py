"""From a JSON-LD document to the bytes that are signed: as much as credentials need.

Rules of this package

- Contexts are pinned by their SHA-256 and come with the package. Nothing is fetched.
- What would be left unsigned is an error: a key that no context defines, a type or an address that
  is not absolute. (A general processor drops or rewrites those in silence.)
- Where the nodes that have no id cannot be told apart by what is said of each, it is an error,
  and a general processor must be asked. Credentials that skillcert makes give an id to every node.

Sources: JSON-LD 1.1 Processing Algorithms and API; RDF Dataset Canonicalization (RDFC-1.0); RDF 1.1
N-Quads. Tests compare the outcome with another implementation.
"""

from skillcert.credentials.jsonld.contexts import Contexts, bundled_contexts
from skillcert.credentials.jsonld.quads import canonical_quads

__all__ = ["Contexts", "bundled_contexts", "canonical_quads"]
