"""The commands, and where each lives: a command is imported when it is run.

What each does stands in `help/<language>.toml`, so that `skillcert --help` imports none of them.
"""

from __future__ import annotations

import importlib

import click

__all__ = ["COMMANDS", "find"]

COMMANDS = {
    "correct": "correct:correct",
    "demo": "demo:demo",
    "evidence": "evidence:evidence",
    "export": "papers:export",
    "init": "init:init",
    "issue": "issue:issue",
    "ledger": "ledger:ledger",
    "new-workshop": "new_workshop:new_workshop",
    "next": "progress:next_",
    "page": "page:page",
    "person": "person:person",
    "plugins": "listing:plugins",
    "preview": "preview:preview",
    "progress": "progress:progress",
    "replace": "papers:replace",
    "revoke": "papers:revoke",
    "rubric": "rubric:rubric",
    "sign": "sign:sign",
    "supervisor": "supervisor:supervisor",
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
