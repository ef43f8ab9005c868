"""A part of a word file: each text is an attribute.

These classes have a hundred texts and are needed by every command. Made by attrs they would take
longer to define than a sign-off takes to sign; so they are plain classes, whose annotations say
which texts there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Never

__all__ = ["Section"]


class Section:
    """Texts by their names. A file that lacks one, or has one too many, is refused.

    Args:
        texts: The texts.

    Raises:
        ValueError: Their names are not those of the class.
    """

    def __init__(self, texts: Mapping[str, Any]) -> None:
        wanted = type(self).__annotations__
        if wrong := wanted.keys() ^ texts.keys():
            raise ValueError(f"{type(self).__name__}: {', '.join(sorted(wrong))}")
        self.__dict__.update(texts)

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"{name} is not to be changed")
