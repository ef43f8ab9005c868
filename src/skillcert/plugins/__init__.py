"""Plugins: what they give (`spec`), and how they are found, checked and sorted (`registry`).

Importing this package finds and loads no plugin; `Registry.discover` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillcert._loading import when_used

if TYPE_CHECKING:
    from skillcert.plugins.pictogram import Pictogram
    from skillcert.plugins.registry import Registry
    from skillcert.plugins.spec import (
        PROJECT,
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

__getattr__, __dir__ = when_used(__name__, ("pictogram", "spec", "state", "registry", "wording"))
