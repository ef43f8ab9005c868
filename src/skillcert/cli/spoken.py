"""Commands that explain themselves in the language of whoever reads: the help, and wrong usage.

The words stand in `help/<language>.toml`, by the command and the option. They are read without the
codec, which would make `--help` wait; a test reads them with all its strictness.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from typing import Any

import click

from skillcert.cli.language import preferred_language

__all__ = ["Command", "Group", "explain_usage", "help_words"]


@cache
def help_words(language: str) -> dict[str, Any]:
    """Return the words of the help in *language*."""
    path = os.path.join(os.path.dirname(__file__), "help", f"{language}.toml")  # noqa: PTH118, PTH120 - pathlib costs `--help` 3 ms
    with open(path, "rb") as file:  # noqa: PTH123
        return tomllib.load(file)


def about(key: str, language: str | None = None) -> str:
    """Return what the command *key* does, in one sentence: `supervisor_add`."""
    return str(help_words(language or preferred_language())[key]["about"])


class Command(click.Command):
    """A command with its help in four languages."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is typed."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        _write_about(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each with what it is for."""
        _write_options(self, ctx, formatter)


class Group(click.Group):
    """A command with commands of its own, with its help in four languages."""

    command_class = Command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is typed."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        _write_about(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with what it does, without importing any."""
        words = help_words(preferred_language())
        head = _key(ctx)
        rows = [(name, words[_joined(head, name)]["about"]) for name in self.list_commands(ctx)]
        with formatter.section(words["frame"]["commands"]):
            formatter.write_dl(rows)


def explain_usage(error: click.UsageError) -> str:
    """Say in one line what is wrong with a command, and in another where to look."""
    frame = help_words(preferred_language())["frame"]
    said = _fault(error, frame)
    if error.ctx is None:
        return said
    return f"{said}\n{frame['try'].format(command=f'{error.ctx.command_path} --help')}"


def _fault(error: click.UsageError, frame: dict[str, str]) -> str:
    if isinstance(error, click.NoSuchOption):
        return _unknown(frame["no_option"], error.option_name, error.possibilities or [], frame)
    if isinstance(error, click.exceptions.NoSuchCommand):
        import difflib

        close = difflib.get_close_matches(error.command_name, _commands(error.ctx), n=1)
        return _unknown(frame["no_command"], error.command_name, close, frame)
    if isinstance(error, click.MissingParameter):
        return frame["missing"].format(name=_name(error))
    if isinstance(error, click.BadOptionUsage):
        return frame["no_value"].format(name=error.option_name)
    return error.format_message()


def _unknown(text: str, name: str, close: Any, frame: dict[str, str]) -> str:
    said = text.format(name=name)
    return f"{said} {frame['did_you_mean'].format(name=close[0])}" if close else said


def _commands(ctx: click.Context | None) -> list[str]:
    group = ctx.command if ctx else None
    return group.list_commands(ctx) if ctx and isinstance(group, click.Group) else []


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name


def _key(ctx: click.Context) -> str:
    """Return the key of a command's words: `supervisor_add`; `skillcert` for the whole."""
    names = []
    at: click.Context | None = ctx
    while at is not None and at.parent is not None:
        names.append((at.info_name or "").replace("-", "_"))
        at = at.parent
    return "_".join(reversed(names)) or "skillcert"


def _joined(head: str, name: str) -> str:
    own = name.replace("-", "_")
    return own if head == "skillcert" else f"{head}_{own}"


def _write_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    frame = help_words(preferred_language())["frame"]
    pieces = " ".join(command.collect_usage_pieces(ctx))
    pieces = pieces.replace("[OPTIONS]", f"[{frame['usage_options']}]")
    pieces = pieces.replace("COMMAND [ARGS]...", f"{frame['usage_command']} …")
    formatter.write_usage(ctx.command_path, pieces, prefix=f"{frame['usage']}: ")


def _write_about(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(help_words(preferred_language())[_key(ctx)]["about"])


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    words = help_words(preferred_language())
    own = words[_key(ctx)].get("options", {})
    rows = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and isinstance(param, click.Option):
            rows.append((record[0], _option(param, own, words)))
    with formatter.section(words["frame"]["options"]):
        formatter.write_dl(rows)


def _option(param: click.Option, own: dict[str, str], words: dict[str, Any]) -> str:
    frame = words["frame"]
    name = param.name or ""
    if name == "version" or "--help" in param.opts:
        return str(frame["version" if name == "version" else "help"])
    said = str(own.get(name) or words["options"][name])
    if param.show_default and param.default is not None:
        said = f"{said} {frame['default'].format(value=param.default)}"
    return said
