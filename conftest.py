"""The examples in the README and in the guides are tests.

- A block marked `python` is run. The blocks of a page run in order and share their names.
- A block marked `toml` or `json` must be read without a fault.
- Whatever cannot be run is a plain text block (`tests/docs` holds every page to that).

The examples name files from the root of the repository, so they run there.
"""

from __future__ import annotations

import json
import os
import tomllib
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent
_BEFORE = "where the tests were started"


def _read_toml(example: Example) -> None:
    tomllib.loads(example.parsed)


def _read_json(example: Example) -> None:
    json.loads(example.parsed)


def _enter(namespace: dict[str, Any]) -> None:
    namespace[_BEFORE] = Path.cwd()
    os.chdir(ROOT)


def _leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace[_BEFORE])


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
        CodeBlockParser("toml", _read_toml),
        CodeBlockParser("json", _read_json),
        SkipParser(),
    ],
    path=str(ROOT),
    patterns=["README.md", "docs/*.md"],
    setup=_enter,
    teardown=_leave,
).pytest()
