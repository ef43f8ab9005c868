"""A workshop's sign."""

from __future__ import annotations

import math
import re

import attrs

from skillcert.errors import PluginError

__all__ = ["Pictogram"]

_PATH_DATA = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]+")


@attrs.frozen(kw_only=True)
class Pictogram:
    """A workshop's sign, drawn as filled shapes in one colour.

    Attributes:
        size: The side of the square that the shapes are drawn in, in their own units.
        paths: SVG path data (the `d` attribute, SVG 1.1 section 8.3), filled by the even-odd rule.

    Raises:
        PluginError: The size is not positive, there is no path, or a path is not path data.
    """

    size: float
    paths: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        # The annotations are a promise; a plugin need not be type-checked.
        size: object = self.size
        paths: object = self.paths
        if not isinstance(size, (int, float)) or not 0 < size < math.inf:
            raise PluginError(f"a pictogram's size must be above 0, not {size!r}")
        if not isinstance(paths, tuple) or not paths:
            raise PluginError("a pictogram needs a tuple of at least one path")
        for path in paths:
            if not isinstance(path, str) or not _PATH_DATA.fullmatch(path):
                raise PluginError(
                    "a pictogram's path is not SVG path data",
                    hint="Give the text of the d attribute alone",
                )
