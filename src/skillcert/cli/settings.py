"""What the environment says: plugins, today."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillcert.programme import Programme

__all__ = ["installed_programme", "now", "today"]


def installed_programme() -> Programme:
    """Return the programme with the installed plugins, as the environment asks.

    `SKILLCERT_DISABLE_PLUGINS` names plugins to leave out, separated by commas;
    `SKILLCERT_STRICT_PLUGINS=1` makes a plugin that cannot be used an error; `SKILLCERT_RUBRICS`
    is a folder of the programme's own rubric files, which are laid over the plugins'.

    Raises:
        SkillcertError: The folder is not there, or a folder in it is no workshop's.
    """
    from skillcert.programme import Programme

    names = os.environ.get("SKILLCERT_DISABLE_PLUGINS", "").split(",")
    overlays = _overlays()
    programme = Programme.installed(
        disabled=tuple(name.strip() for name in names if name.strip()),
        strict=os.environ.get("SKILLCERT_STRICT_PLUGINS") == "1",
        overlays=overlays,
    )
    if overlays is not None:
        _check_overlays(overlays, [w.key for w in programme.registry.workshops()])
    return programme


def _overlays() -> Path | None:
    from skillcert.errors import SkillcertError

    name = os.environ.get("SKILLCERT_RUBRICS", "")
    if name and not Path(name).is_dir():
        what = f"SKILLCERT_RUBRICS names {name!r}, and there is no such folder"
        raise SkillcertError(what, hint="Correct the variable or make the folder")
    return Path(name) if name else None


def _check_overlays(overlays: Path, workshops: Sequence[str]) -> None:
    """Refuse a folder that is laid over nothing: its author expects it to count."""
    from skillcert.errors import SkillcertError

    for folder in sorted(overlays.iterdir()):
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in workshops:
            raise SkillcertError(
                f"there is no workshop {folder.name!r} that the rubric files could be laid over",
                where=str(folder),
                hint=f"The workshops are: {', '.join(workshops) or 'none'}",
            )


def today() -> dt.date:
    """Return the day on this computer's clock."""
    return dt.datetime.now().astimezone().date()


def now() -> dt.datetime:
    """Return the moment on this computer's clock, in UTC."""
    return dt.datetime.now(dt.UTC)
