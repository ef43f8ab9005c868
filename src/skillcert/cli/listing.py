"""`skillcert plugins` and `skillcert workshops`: what is installed."""

from __future__ import annotations

from collections.abc import Sequence

import click

from skillcert.cli.settings import LANGUAGES, installed_programme, preferred_language

__all__ = ["plugins", "workshops"]


@click.command()
def plugins() -> int:
    """List the installed plugins, with versions and state."""
    registry = installed_programme().registry
    states = registry.plugins
    if not states:
        click.echo("No plugin is installed. Try: pip install skillcert-bicycle")
        return 0
    rows = [("PLUGIN", "VERSION", "STATE", "WORKSHOPS")]
    rows += [
        (p.distribution or p.name, p.version, p.state.value, ", ".join(p.workshops)) for p in states
    ]
    _columns(rows)
    failed = [plugin for plugin in states if plugin.problem]
    for plugin in failed:
        click.echo(f"\n{plugin.distribution or plugin.name}: {plugin.problem}. {plugin.hint}")
    return 1 if any(plugin.state.value == "failed" for plugin in states) else 0


@click.command()
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the titles.")
def workshops(language: str | None) -> int:
    """List the workshops and their rubrics, with versions."""
    registry = installed_programme().registry
    wanted = language or preferred_language()
    rows = [("WORKSHOP", "RUBRIC", "VERSION", "SKILLS", "TASKS", "LANGUAGES", "TITLE")]
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
        click.echo("No workshop is installed. Try: pip install skillcert-bicycle")
        return 0
    _columns(rows)
    return 0


def _columns(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())
