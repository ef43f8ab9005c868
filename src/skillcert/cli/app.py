"""The command group, and how an error becomes one clear line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from skillcert._version import __version__
from skillcert.cli.commands import COMMANDS, find
from skillcert.cli.language import preferred_language, speak
from skillcert.cli.spoken import Group, explain_usage, help_words

__all__ = ["DONE", "NO", "REFUSED", "USAGE", "app"]

DONE, NO, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130


class _App(Group):
    """A command group that turns every exception into a line and a code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, which is imported now."""
        return find(cmd_name)

    def main(  # type: ignore[override]  # it always returns, where click's own may exit
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> int:
        """Run the command line; with `standalone_mode` exit with the code, without return it."""
        code = self._code(args, prog_name, **extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def _code(self, args: Sequence[str] | None, prog_name: str | None, **extra: Any) -> int:
        speak(None)
        try:
            result = super().main(args, prog_name, standalone_mode=False, **extra)
            if sys.stdout is not None:  # a program without a console has none
                sys.stdout.flush()
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            return USAGE
        except click.UsageError as error:
            click.echo(explain_usage(error), err=True)
            return USAGE
        except click.ClickException as error:
            error.show()
            return REFUSED
        except (click.Abort, KeyboardInterrupt):
            click.echo(f"\n{help_words(preferred_language())['frame']['stopped']}", err=True)
            return INTERRUPTED
        except BrokenPipeError:
            # Whoever read the output has gone; there is nobody left to tell.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - pathlib costs `--help` 3 ms
            return DONE
        except Exception as error:
            return _explain(error)
        return result if isinstance(result, int) else DONE


def _explain(error: Exception) -> int:
    from skillcert.cli.output import tell
    from skillcert.errors import DataError, NotEligibleError, RefusedError, SkillcertError

    if os.environ.get("SKILLCERT_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    if isinstance(error, RefusedError):
        from skillcert.explain import describe_refusal
        from skillcert.texts import words

        for refusal in error.refusals:
            said = describe_refusal(refusal, words(preferred_language()))
            tell(f"skillcert: {said}.", err=True)
        return REFUSED
    if isinstance(error, SkillcertError):
        tell(f"skillcert: {error}", err=True)
        return NO if isinstance(error, DataError | NotEligibleError) else REFUSED
    if isinstance(error, OSError):
        reason = (error.strerror or str(error)).lower()
        place = f"{error.filename}: " if error.filename else ""
        tell(f"skillcert: {place}{reason}", err=True)
        return REFUSED
    said = help_words(preferred_language())["frame"]["mistake"]
    tell(f"skillcert: {said.format(what=f'{type(error).__name__}: {error}')}", err=True)
    return REFUSED


@click.group(cls=_App, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="skillcert", message="%(prog)s %(version)s")
def app() -> None:
    """Skills learned in a workshop, signed off and on paper."""
