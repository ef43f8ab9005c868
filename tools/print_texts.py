"""Print a rubric's words as a certificate prints them, for people to read.

Usage: python tools/print_texts.py LANGUAGE [RUBRIC]

Under each level's heading stand all skills in the form that fits there, then the tasks. Corrections
go into the rubric's text file, `rubrics/skillcert_rubrics/<workshop>/<rubric>.<language>.toml`.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from skillcert.compose import compose
from skillcert.model import CertificateLine, Choices, PerformanceLevel, Rubric
from skillcert.rubrics import load_folder
from skillcert.rules import Standing
from skillcert.testing import make_record
from skillcert.texts import Words, words

RUBRICS = Path(__file__).resolve().parents[1] / "rubrics" / "skillcert_rubrics"
DAY = dt.date(2025, 6, 30)


def rubrics() -> dict[str, Rubric]:
    """Return every rubric by its key."""
    folders = sorted({path.parent for path in RUBRICS.glob("*/*.toml")})
    return {rubric.id: rubric for folder in folders for rubric in load_folder(folder)}


def printed(
    rubric: Rubric, level: PerformanceLevel, language: Words
) -> tuple[CertificateLine, ...]:
    """Return the lines of a certificate that shows every skill of *rubric* at *level*."""
    record = attrs.evolve(
        make_record(rubric, workshop="any", criteria=()),
        choices=Choices(show=tuple(criterion.id for criterion in rubric.criteria)),
    )
    standings = [Standing(criterion=criterion, level=level) for criterion in rubric.criteria]
    return compose(record, rubric, standings, language, on=DAY).levels[0].lines


def page(rubric: Rubric, language: Words) -> Iterator[str]:
    """Yield the lines of one rubric's page.

    Levels under which the same lines stand have their headings one after the other.
    """
    text = rubric.text(language.language)
    yield f"{text.title} ({rubric.id} {rubric.version})"
    yield language.certificate.opening.replace("{field}", text.field)
    by_lines: dict[tuple[CertificateLine, ...], list[PerformanceLevel]] = {}
    for level in reversed(PerformanceLevel):
        by_lines.setdefault(printed(rubric, level, language), []).append(level)
    for lines, levels in by_lines.items():
        yield ""
        yield from (language.level(level).heading for level in levels)
        for line in lines:
            yield f"  {line.text} – {line.detail}" if line.detail else f"  {line.text}"
            if line.safety_note:
                yield f"    {language.certificate.safety_note}"
    yield ""
    yield from (f"  {text.task(task.id)}" for task in rubric.tasks)


def main(arguments: list[str]) -> int:
    """Print the pages that are asked for, or say what can be asked for."""
    known = rubrics()
    languages = sorted({language for rubric in known.values() for language in rubric.languages})
    language, *chosen = arguments or [""]
    if language not in languages or not set(chosen) <= set(known) or len(chosen) > 1:
        print(f"Usage: {Path(__file__).name} LANGUAGE [RUBRIC]", file=sys.stderr)
        print(f"Languages: {', '.join(languages)}", file=sys.stderr)
        print(f"Rubrics: {', '.join(known)}", file=sys.stderr)
        return 2
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    for key in chosen or known:
        print("\n".join(page(known[key], words(language))), end="\n\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
