"""Which language is spoken."""

from __future__ import annotations

import os

__all__ = ["LANGUAGES", "preferred_language"]

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
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":  # elsewhere the variables are all there is
        import locale

        names.append(locale.getlocale()[0] or "")
    name = next((name for name in names if name), "")
    return _LOCALES.get(name.partition("_")[0].partition(".")[0].lower(), "en")
