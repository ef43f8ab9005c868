"""Which language is spoken."""

from __future__ import annotations

import os
from contextvars import ContextVar

__all__ = ["LANGUAGES", "preferred_language", "speak"]

_CHOSEN: ContextVar[str] = ContextVar("language", default="")

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


def speak(language: str | None) -> None:
    """Speak *language* from here on; None for what the environment says."""
    _CHOSEN.set(language or "")


def preferred_language() -> str:
    """Return the language that was chosen, else `SKILLCERT_LANGUAGE`'s, the locale's, English."""
    wanted = _CHOSEN.get() or os.environ.get("SKILLCERT_LANGUAGE", "")
    if wanted in LANGUAGES:
        return wanted
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":  # elsewhere the variables are all there is
        import locale

        names.append(locale.getlocale()[0] or "")
    name = next((name for name in names if name), "")
    return _LOCALES.get(name.partition("_")[0].partition(".")[0].lower(), "en")
