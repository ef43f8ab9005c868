"""Packages whose names are loaded when they are first used (PEP 562).

A certificate needs a fifth of what there is here, and defining the records of all the rest takes
longer than drawing it. Such a package names what it offers as any other does, in `__all__` and in
imports that type checkers read; the modules of the names that it does not load at once are searched
in their order, so what is needed most, and loads least, stands first.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["when_used"]


def when_used(
    package: str, modules: Sequence[str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the `__getattr__` and the `__dir__` of a package.

    Args:
        package: The package's own name; its `__all__` says which names it offers.
        modules: Its modules that are not loaded at once.
    """

    def load(name: str) -> Any:
        offered = vars(sys.modules[package])
        if name in offered["__all__"]:
            for module in modules:
                home = importlib.import_module(f"{package}.{module}")
                if name in home.__all__:
                    offered[name] = getattr(home, name)
                    return offered[name]
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    def names() -> list[str]:
        offered = vars(sys.modules[package])
        return sorted({*offered, *offered["__all__"]})

    return load, names
