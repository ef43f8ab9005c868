"""Options that several commands share. What each is for stands in the help's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from skillcert.cli.language import LANGUAGES, speak

__all__ = [
    "DAY",
    "LEVELS",
    "endorser_option",
    "json_option",
    "key_option",
    "language_option",
    "ledger_options",
    "plain_option",
    "yes_option",
]

F = TypeVar("F", bound=Callable[..., Any])

DAY = click.DateTime(["%Y-%m-%d"])
"""A day, as 2025-06-30."""

LEVELS = ("guided", "some_help", "independent", "guides_others")
"""The keys of the levels; the model has them too, and takes longer to import."""


def ledger_options(function: F) -> F:
    """Add `--ledger` and `--site`."""
    site = click.option("--site", metavar="KEY")
    return click.option("--ledger", metavar="URL")(site(function))


def language_option(function: F) -> F:
    """Add `--language`, in which everything is said from then on, refusals too."""
    return click.option("--language", type=click.Choice(LANGUAGES), callback=_speak, is_eager=True)(
        function
    )


def _speak(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value:
        speak(value)
    return value


def json_option(function: F) -> F:
    """Add `--json`."""
    return click.option("--json", is_flag=True)(function)


def key_option(function: F) -> F:
    """Add `--key`."""
    return click.option("--key", metavar="FILE")(function)


def endorser_option(function: F) -> F:
    """Add `--endorser`, which may be given several times."""
    return click.option("--endorser", "endorsers", multiple=True, metavar="FILE")(function)


def plain_option(function: F) -> F:
    """Add `--plain`."""
    return click.option("--plain", is_flag=True)(function)


def yes_option(function: F) -> F:
    """Add `--yes`."""
    return click.option("--yes", "given", is_flag=True)(function)
