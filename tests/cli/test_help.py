"""The help of the commands, and what is said to a command that is wrong, in four languages."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result

from skillcert.cli.app import app
from skillcert.cli.commands import COMMANDS, find
from skillcert.cli.language import LANGUAGES
from skillcert.cli.spoken import help_words

each_language = pytest.mark.parametrize("language", LANGUAGES)


def run(*arguments: str, language: str = "en") -> Result:
    """Run a command line in this process, in *language*."""
    return CliRunner(env={"SKILLCERT_LANGUAGE": language}).invoke(
        app, arguments, prog_name="skillcert"
    )


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with its path, those of groups too."""
    found: list[tuple[tuple[str, ...], click.Command | None]] = [
        ((name,), find(name)) for name in COMMANDS
    ]
    for path, command in found:
        assert command is not None
        yield path, command
        if isinstance(command, click.Group):
            found += [((*path, name), inner) for name, inner in command.commands.items()]


PATHS = [path for path, _ in commands()]


@each_language
@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...], language: str) -> None:
    """The help of a command says what it does and what each option is for."""
    result = run(*path, "--help", language=language)
    assert result.exit_code == 0, result.output
    words = help_words(language)
    shown = " ".join(result.stdout.split())
    key = "_".join(path).replace("-", "_")
    assert words[key]["about"] in shown
    assert f"{words['frame']['usage']}: skillcert {' '.join(path)}" in result.stdout


@each_language
def test_the_list_of_commands_says_what_each_does(language: str) -> None:
    """`--help` lists every command with what it does, in the reader's language."""
    shown = " ".join(run("--help", language=language).stdout.split()).replace("- ", "-")
    for name in COMMANDS:
        assert help_words(language)[name.replace("-", "_")]["about"] in shown


def test_no_word_of_the_help_is_left_over() -> None:
    """Whatever stands in the help file belongs to a command or an option that there is."""
    words = help_words("en")
    used = {"language", "frame", "options", "skillcert", *("_".join(p) for p in PATHS)}
    assert {key.replace("-", "_") for key in used} <= set(words)
    general = set()
    for path, command in commands():
        own = words["_".join(path).replace("-", "_")].get("options", {})
        names = {param.name for param in command.params if isinstance(param, click.Option)}
        general |= names - set(own)
    assert general <= set(words["options"])


@pytest.mark.parametrize(
    ("language", "arguments", "said"),
    [
        ("en", ["isue"], "There is no command isue. Did you mean issue?"),
        ("nb", ["isue"], "Kommandoen isue finnes ikke. Mente du issue?"),
        ("da", ["workshops", "--langage", "da"], "Valget --langage findes ikke."),
        ("nn", ["rubric", "show"], "WORKSHOP manglar."),
        ("nb", ["workshops", "--language"], "--language trenger en verdi."),
    ],
)
def test_a_wrong_command_is_answered_in_the_readers_language(
    language: str, arguments: list[str], said: str
) -> None:
    """A wrong command ends with 2 and says what is wrong, then where to look."""
    result = run(*arguments, language=language)
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    assert len(result.stderr.splitlines()) <= 2
