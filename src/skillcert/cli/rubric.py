"""`skillcert rubric`: check rubric files, show an installed rubric."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.settings import LANGUAGES, installed_programme, preferred_language

if TYPE_CHECKING:
    from skillcert.model import Criterion, Rubric, RubricText
    from skillcert.texts import Words

__all__ = ["rubric"]


@click.group()
def rubric() -> None:
    """Check rubric files, or show an installed rubric."""


@rubric.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--over",
    metavar="WORKSHOP",
    help="Check PATHS as files that are laid over the rubrics of this workshop.",
)
def check(paths: tuple[Path, ...], over: str | None) -> int:
    """Print every problem of the rubrics in the folders or files PATHS."""
    from skillcert.rubrics import check_overlay, check_path

    if over:
        folder = installed_programme().registry.workshop(over).rubrics
        problems = [problem for path in paths for problem in check_overlay(folder, path)]
    else:
        problems = [problem for path in paths for problem in check_path(path)]
    for problem in problems:
        click.echo(problem)
    if not problems:
        click.echo("No problems found.")
    return 1 if problems else 0


@rubric.command()
@click.argument("workshop")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the words.")
def show(workshop: str, language: str | None) -> int:
    """Show the rubrics of WORKSHOP: its skills, tasks and what each asks for."""
    from skillcert.texts import words

    registry = installed_programme().registry
    spoken = language or preferred_language()
    for found in registry.rubrics(registry.workshop(workshop).key):
        _show(found, found.text(spoken), words(spoken))
    return 0


def _show(rubric: Rubric, text: RubricText, words: Words) -> None:
    from skillcert.rubrics import digest_of

    click.echo(f"{text.title} ({rubric.id} {rubric.version})")
    click.echo(digest_of(rubric))
    for group in rubric.groups:
        members = [c for c in rubric.criteria if c.group == group]
        click.echo(f"\n{text.group(group)}")
        for criterion in members:
            _show_criterion(criterion, text)
    click.echo()
    for level in words.scale():
        click.echo(f"{level.label}: {level.meaning}")


def _show_criterion(criterion: Criterion, text: RubricText) -> None:
    words = text.criterion(criterion.id)
    detail = f" – {words.detail}" if words.detail else ""
    click.echo(f"  {words.does}{detail}  [{criterion.id}]")
    for task in criterion.tasks:
        click.echo(f"      {text.task(task)}  [{task}]")
    needs = _needs(criterion)
    if needs:
        click.echo(f"      ({'; '.join(needs)})")


def _needs(criterion: Criterion) -> list[str]:
    rule = criterion.evidence
    needs = []
    if rule.occasions > 1:
        days = f" on {rule.days} different days" if rule.days > 1 else ""
        needs.append(f"seen {rule.occasions} times{days}")
    needs += [f"after {first.criterion} ({first.level.value})" for first in criterion.requires]
    if criterion.renew_after_months:
        needs.append(f"renewed every {criterion.renew_after_months} months")
    if criterion.separate_training:
        needs.append("with proof of separate safety training")
    if criterion.second_assessor:
        needs.append("confirmed by a second supervisor")
    if criterion.opt_in:
        needs.append("shown only if the holder asks for it")
    return needs
