"""`skillcert plugins` and `skillcert workshops`: what is installed."""

from __future__ import annotations

import click

from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.output import columns
from skillcert.cli.settings import installed_programme
from skillcert.cli.spoken import Command
from skillcert.cli.words import command_words

__all__ = ["plugins", "workshops"]


_INSTALL = "pip install skillcert-bicycle"


@click.command(cls=Command)
def plugins() -> int:
    """List the installed plugins, with versions and state."""
    words = command_words(preferred_language()).listing
    states = installed_programme().registry.plugins
    if not states:
        click.echo(words.no_plugin.format(command=_INSTALL))
        return 0
    rows: list[tuple[str, ...]] = [(words.plugin, words.version, words.state, words.workshops)]
    rows += [
        (
            p.distribution or p.name,
            p.version,
            getattr(words, p.state.value),
            ", ".join(p.workshops),
        )
        for p in states
    ]
    columns(rows)
    failed = [plugin for plugin in states if plugin.problem]
    for plugin in failed:
        click.echo(f"\n{plugin.distribution or plugin.name}: {plugin.problem}. {plugin.hint}")
    return 1 if any(plugin.state.value == "failed" for plugin in states) else 0


@click.command(cls=Command)
@click.option("--language", type=click.Choice(LANGUAGES))
def workshops(language: str | None) -> int:
    """List the workshops and their rubrics, with versions."""
    wanted = language or preferred_language()
    words = command_words(wanted).listing
    registry = installed_programme().registry
    heads = ("workshop", "rubric", "version", "skills", "tasks", "languages", "title")
    rows = [tuple(str(getattr(words, head)) for head in heads)]
    for workshop in registry.workshops():
        for rubric in registry.rubrics(workshop.key):
            spoken = wanted if wanted in rubric.languages else rubric.languages[0]
            rows.append(
                (
                    workshop.key,
                    rubric.id,
                    rubric.version,
                    str(len(rubric.criteria)),
                    str(len(rubric.tasks)),
                    " ".join(rubric.languages),
                    rubric.text(spoken).title,
                )
            )
    if len(rows) == 1:
        click.echo(words.no_workshop.format(command=_INSTALL))
        return 0
    columns(rows)
    return 0
