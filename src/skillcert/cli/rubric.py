"""`skillcert rubric`: check rubric files, show an installed rubric."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.settings import installed_programme
from skillcert.cli.spoken import Command, Group

if TYPE_CHECKING:
    from skillcert.cli.words import NeedsWords
    from skillcert.model import Criterion, Rubric, RubricText
    from skillcert.texts import Words

__all__ = ["rubric"]


@click.group(cls=Group)
def rubric() -> None:
    """Check rubric files, or show an installed rubric."""


@rubric.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--over",
    metavar="WORKSHOP",
)
def check(paths: tuple[Path, ...], over: str | None) -> int:
    """Print every problem of the rubrics in the folders or files PATHS."""
    from skillcert.cli.words import command_words
    from skillcert.rubrics import check_overlay, check_path

    if over:
        folder = installed_programme().registry.workshop(over).rubrics
        problems = [problem for path in paths for problem in check_overlay(folder, path)]
    else:
        problems = [problem for path in paths for problem in check_path(path)]
    for problem in problems:
        click.echo(problem)
    if not problems:
        click.echo(command_words(preferred_language()).listing.no_problems)
    return 1 if problems else 0


@rubric.command(cls=Command)
@click.argument("workshop")
@click.option("--language", type=click.Choice(LANGUAGES))
def show(workshop: str, language: str | None) -> int:
    """Show the rubrics of WORKSHOP: its skills, tasks and what each asks for."""
    from skillcert.texts import words

    registry = installed_programme().registry
    spoken = language or preferred_language()
    for found in registry.rubrics(registry.workshop(workshop).key):
        _show(found, found.text(spoken), words(spoken))
    return 0


def _show(rubric: Rubric, text: RubricText, words: Words) -> None:
    from skillcert.cli.words import command_words
    from skillcert.rubrics import digest_of

    needs = command_words(words.language).needs

    click.echo(f"{text.title} ({rubric.id} {rubric.version})")
    click.echo(digest_of(rubric))
    for group in rubric.groups:
        members = [c for c in rubric.criteria if c.group == group]
        click.echo(f"\n{text.group(group)}")
        for criterion in members:
            _show_criterion(criterion, text, words, needs)
    click.echo()
    for level in words.scale():
        click.echo(f"{level.label}: {level.meaning}")


def _show_criterion(
    criterion: Criterion, text: RubricText, words: Words, needs: NeedsWords
) -> None:
    said = text.criterion(criterion.id)
    detail = f" – {said.detail}" if said.detail else ""
    click.echo(f"  {said.does}{detail}  [{criterion.id}]")
    for task in criterion.tasks:
        click.echo(f"      {text.task(task)}  [{task}]")
    asked = "; ".join(_needs(criterion, words, needs))
    if asked:
        click.echo(f"      ({asked})")


def _needs(criterion: Criterion, words: Words, needs: NeedsWords) -> Iterator[str]:
    rule = criterion.evidence
    if rule.occasions > 1:
        said = needs.times_days if rule.days > 1 else needs.times
        yield said.format(count=rule.occasions, days=rule.days)
    for first in criterion.requires:
        yield needs.after.format(skill=first.criterion, level=words.level(first.level).label)
    if criterion.renew_after_months:
        yield needs.renewed.format(count=criterion.renew_after_months)
    if criterion.separate_training:
        yield needs.training
    if criterion.second_assessor:
        yield needs.second
    if criterion.opt_in:
        yield needs.opt_in
