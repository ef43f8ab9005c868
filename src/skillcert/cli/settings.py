"""What the environment says: language, plugins, today."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillcert.programme import Programme

__all__ = ["LANGUAGES", "installed_programme", "preferred_language", "today"]

# Not taken from skillcert.texts: importing that would cost `--help` the codec.
LANGUAGES = ("en", "nb", "nn", "da")

# Windows names its locales in English words, POSIX systems by code.
_LOCALES = {
    "nb": "nb",
    "no": "nb",
    "norwegian": "nb",
    "norwegian bokmål": "nb",
    "nn": "nn",
    "norwegian nynorsk": "nn",
    "norwegian-nynorsk": "nn",
    "da": "da",
    "danish": "da",
}


def preferred_language() -> str:
    """Return the language of `SKILLCERT_LANGUAGE`, else of the locale, else English."""
    wanted = os.environ.get("SKILLCERT_LANGUAGE", "")
    if wanted in LANGUAGES:
        return wanted
    import locale

    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.getlocale()[0] or "")
    name = next((name for name in names if name), "")
    return _LOCALES.get(name.partition("_")[0].partition(".")[0].lower(), "en")


def installed_programme() -> Programme:
    """Return the programme with the installed plugins, as the environment asks.

    `SKILLCERT_DISABLE_PLUGINS` names plugins to leave out, separated by commas;
    `SKILLCERT_STRICT_PLUGINS=1` makes a plugin that cannot be used an error.
    """
    from skillcert.programme import Programme

    names = os.environ.get("SKILLCERT_DISABLE_PLUGINS", "").split(",")
    return Programme.installed(
        disabled=tuple(name.strip() for name in names if name.strip()),
        strict=os.environ.get("SKILLCERT_STRICT_PLUGINS") == "1",
    )


def today() -> dt.date:
    """Return the day on this computer's clock."""
    return dt.datetime.now().astimezone().date()
