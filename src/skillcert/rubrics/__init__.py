"""Rubric files: one structure file a rubric, one text file a language, in one folder.

Rules of this package

- A supervisor or a translator edits these files with a text editor. So every fault is reported, at
  once, with file and path, in words that need no Python.
- Limits are checked before parsing (`skillcert.codec`).
- The nine criteria that every workshop shares stand once, in the folder `shared` beside this file;
  a rubric refers to them by key.

`bicycle.toml` is the structure of the rubric `bicycle`, `bicycle.nb.toml` its words in bokmål.
`docs/rubrics.md` describes every key.
"""

from skillcert.rubrics.load import check_overlay, check_path, digest_of, load_folder
from skillcert.rubrics.meaning import meaning_of, meanings_of

__all__ = [
    "check_overlay",
    "check_path",
    "digest_of",
    "load_folder",
    "meaning_of",
    "meanings_of",
]
