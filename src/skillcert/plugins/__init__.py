"""Plugins: what they give (`spec`), and how they are found, checked and sorted (`registry`).

Importing this package finds and loads no plugin; `Registry.discover` does.
"""

from skillcert.plugins.registry import Registry
from skillcert.plugins.spec import (
    PROJECT,
    Pictogram,
    Remark,
    SectionRequest,
    SignOffQuestion,
    Workshop,
    WorkshopSpec,
    hookimpl,
    hookspec,
)
from skillcert.plugins.state import LoadState, PluginState
from skillcert.plugins.wording import KeyedWords, list_section, read_words, section_by_level

__all__ = [
    "PROJECT",
    "KeyedWords",
    "LoadState",
    "Pictogram",
    "PluginState",
    "Registry",
    "Remark",
    "SectionRequest",
    "SignOffQuestion",
    "Workshop",
    "WorkshopSpec",
    "hookimpl",
    "hookspec",
    "list_section",
    "read_words",
    "section_by_level",
]
