"""The commands, and where each lives: a command is imported when it is run.

The short help stands here, so that `skillcert --help` imports none of them; a test compares it with
what each command says of itself.
"""

from __future__ import annotations

import importlib

import click

__all__ = ["COMMANDS", "find"]

COMMANDS = {
    "demo": ("demo:demo", "Make records of three people and their certificates in four languages."),
    "issue": ("issue:issue", "Make the certificate of the evidence record in the file RECORD."),
    "new-workshop": (
        "new_workshop:new_workshop",
        "Write a plugin for the workshop NAME, as `laundry`: a folder that can be installed.",
    ),
    "plugins": ("listing:plugins", "List the installed plugins, with versions and state."),
    "rubric": ("rubric:rubric", "Check rubric files, or show an installed rubric."),
    "workshops": ("listing:workshops", "List the workshops and their rubrics, with versions."),
}
"""Each command's place under `skillcert.cli` and its short help."""


def find(name: str) -> click.Command | None:
    """Return the command *name*, imported now, or None if there is none such."""
    if name not in COMMANDS:
        return None
    module, _, attribute = COMMANDS[name][0].partition(":")
    command: click.Command = getattr(importlib.import_module(f"skillcert.cli.{module}"), attribute)
    return command
