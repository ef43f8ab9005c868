"""The commands, and where each lives: a command is imported when it is run.

What each does stands in `help/<language>.toml`, so that `skillcert --help` imports none of them.
"""

from __future__ import annotations

import importlib

import click

__all__ = ["COMMANDS", "find"]

COMMANDS = {
    "demo": "demo:demo",
    "export": "papers:export",
    "issue": "issue:issue",
    "new-workshop": "new_workshop:new_workshop",
    "page": "page:page",
    "plugins": "listing:plugins",
    "preview": "preview:preview",
    "replace": "papers:replace",
    "revoke": "papers:revoke",
    "rubric": "rubric:rubric",
    "trust": "trust:trust",
    "verify": "verify:verify",
    "workshops": "listing:workshops",
}
"""Each command's place under `skillcert.cli`."""


def find(name: str) -> click.Command | None:
    """Return the command *name*, imported now, or None if there is none such."""
    if name not in COMMANDS:
        return None
    module, _, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(importlib.import_module(f"skillcert.cli.{module}"), attribute)
    return command
