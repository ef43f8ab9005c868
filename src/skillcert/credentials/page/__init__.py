"""The verify page: one HTML file that checks a certificate in any browser and asks no server.

Rules of this package

- The page makes no request. Its policy forbids any, and it needs none: the list of issuers is in
  it, or is a file that somebody chooses.
- What it shows is set as text, never as markup (Trusted Types are required and none exist).
- Its JavaScript is written in the modules of this folder, and bundled by `tools/build_page.py` into
  `built`, with what it takes from elsewhere and those licences. No step of an installation needs
  Node.js.
"""

from skillcert.credentials.page.html import PageWords, page_words, verify_page

__all__ = ["PageWords", "page_words", "verify_page"]
