"""The command line: the only place with argv, environment, prompts, printing, now() and exit codes.

Exit codes: 0 done and valid; 1 the answer is no (invalid, not eligible, problems found); 2 wrong
usage; 3 refused or broken, with one clear line. A traceback is never shown.
"""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]

_OBJECTS = 500_000


def main() -> int:
    """Run the command that `sys.argv` names.

    Returns:
        The exit code.
    """
    if sys.argv[1:] == ["--version"]:
        # Answered before anything is loaded: scripts ask for it often.
        from skillcert._version import __version__

        print(f"skillcert {__version__}")
        return 0
    # Loading libraries makes half a million objects that stay: looking through them again and again
    # for what could be thrown away takes a sixth of a command's time.
    gc.set_threshold(_OBJECTS, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a letter shows a substitute; it does not stop the work.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
    try:
        from skillcert.cli.app import app
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        print(
            "skillcert: the command line is not installed. "
            'Install it with: pip install "skillcert[cli]"',
            file=sys.stderr,
        )
        return 3
    code: int = app(prog_name="skillcert", standalone_mode=False) or 0
    return code
