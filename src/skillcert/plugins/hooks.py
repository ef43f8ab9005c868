"""Calling into plugins: the one place where foreign code runs.

Rules of this module

- Whatever a plugin does, a `PluginError` comes out that says what it did. Only an interrupt from
  the keyboard and the end of memory pass through: those are nobody's fault.
- Each plugin has a pluggy manager of its own. So one that raises takes nothing from another, no
  wrapper sees another's results, and pluggy's last-in-first-out order decides nothing.
- What a hook returns is read to its end here, in bounds, and its types are checked.
- A message about a document's sections, or about a sign-off, never quotes the error: it could quote
  the record.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

import pluggy

from skillcert.errors import PluginError
from skillcert.model import Section
from skillcert.plugins.spec import (
    PROJECT,
    Remark,
    SectionRequest,
    SignOffQuestion,
    Workshop,
    WorkshopSpec,
)

__all__ = [
    "attach",
    "blaming",
    "describe",
    "hook_faults",
    "remarks_of",
    "sections_of",
    "workshops_of",
]

T = TypeVar("T")

_PREFIX = f"{PROJECT}_"
_WORKSHOPS = WorkshopSpec.skillcert_workshops.__name__
_SECTIONS = WorkshopSpec.skillcert_document_sections.__name__
_REMARKS = WorkshopSpec.skillcert_sign_off_remarks.__name__
_ARGUMENTS: dict[str, tuple[str, ...]] = {
    name: tuple(inspect.signature(hook).parameters)[1:]
    for name, hook in vars(WorkshopSpec).items()
    if name.startswith(_PREFIX)
}
_MOST_RESULTS = 1_000
_LONGEST_REASON = 200
_NEAR = 0.5
_AUTHOR = "Tell the plugin's author"


class _ReturnError(PluginError):
    """What a hook returned is refused; the message is ours and quotes nothing."""


@contextmanager
def blaming(
    doing: str, *, hint: str = _AUTHOR, tell: Callable[[BaseException], str] | None = None
) -> Iterator[None]:
    """Turn whatever is raised inside into a `PluginError`.

    Args:
        doing: What failed, as the beginning of a sentence: "its hook x failed".
        hint: What to do about it.
        tell: Says what was raised. If none is given, `describe` does, and a `PluginError` that the
            plugin ran into (a workshop's wrong colour) passes as it is.

    Raises:
        PluginError: Anything was raised, even an exit of the program.
    """
    try:
        yield
    except (KeyboardInterrupt, MemoryError, GeneratorExit, _ReturnError):
        raise
    # Not only Exception: SystemExit is none, and neither is a panic of a compiled extension.
    except BaseException as error:
        if tell is None and type(error) is PluginError:
            own = _one_line(error.what)
            raise PluginError(own, hint=_one_line(error.hint) or hint) from error.__cause__
        raise PluginError(f"{doing}: {(tell or describe)(error)}", hint=hint) from error


def describe(error: BaseException) -> str:
    """Return what was raised, on one line of at most 200 characters or so, without a full stop."""
    name = type(error).__name__
    if isinstance(error, SystemExit):
        name = "it tried to end the program, SystemExit"
    try:
        text = _one_line(str(error))
    except Exception:  # noqa: BLE001 - foreign code, once more
        text = ""
    return f"{name}: {text}" if text else name


def _one_line(value: object) -> str:
    text = " ".join(str(value).split()).rstrip(".")
    return text if len(text) <= _LONGEST_REASON else f"{text[: _LONGEST_REASON - 1]}…"


def _where(error: BaseException) -> str:
    """Return the kind of the error and the plugin's last line on the way to it, nothing more."""
    trail, frame = [], error.__traceback__
    while frame is not None:
        module = str(frame.tb_frame.f_globals.get("__name__", ""))
        trail.append((module, module.partition(".")[0], frame.tb_lineno))
        frame = frame.tb_next
    foreign = [step for step in trail if step[1] not in (PROJECT, "pluggy", "contextlib")]
    own = [step for step in foreign if step[1] == foreign[0][1]]
    place = f" in {own[-1][0]}, line {own[-1][2]}" if own else ""
    return f"{type(error).__name__}{place}"


def hook_faults(plugin: object) -> tuple[PluginError, ...]:
    """Return what is wrong with the hooks of *plugin*, found without calling one.

    Args:
        plugin: A module or an object.

    Returns:
        One error a fault: a hook that does not exist, one that is not marked, arguments that it
        will not be given. If there is none of these, it may still lack the hook that it must have.

    Raises:
        PluginError: It cannot even be looked at.
    """
    manager = _manager()
    faults: list[PluginError] = []
    found = set()
    with blaming("its hooks cannot be looked at"):
        for name in sorted(dir(plugin)):
            options = manager.parse_hookimpl_opts(plugin, name)
            if options is None:
                faults += _unmarked_faults(plugin, name)
                continue
            hook = options.get("specname") or name
            found.add(hook)
            if hook in _ARGUMENTS:
                faults += _signature_faults(plugin, name, hook)
            elif not options.get("optionalhook"):
                faults.append(_unknown(hook))
    if not faults and _WORKSHOPS not in found:
        what = f"it has no hook {_WORKSHOPS}"
        faults.append(PluginError(what, hint="Every plugin needs this one, marked with @hookimpl"))
    return tuple(faults)


def attach(plugin: object, name: str) -> pluggy.PluginManager:
    """Return a manager that holds *plugin* alone, under *name*.

    Raises:
        PluginError: pluggy refuses its hooks.
    """
    manager = _manager()
    with blaming("its hooks cannot be used"):
        manager.register(plugin, name)
    return manager


def workshops_of(hooks: pluggy.PluginManager) -> tuple[Workshop, ...]:
    """Ask a plugin for its workshops.

    Args:
        hooks: What `attach` returned.

    Returns:
        Its workshops, sorted by key.

    Raises:
        PluginError: The hook raised, or did not return workshops with different keys.
    """
    with blaming(f"its hook {_WORKSHOPS} failed"):
        results = hooks.hook.skillcert_workshops()
        if not results:
            what = f"its hook {_WORKSHOPS} returned None"
            raise _ReturnError(what, hint="Return a tuple of Workshop")
        workshops = sorted(_gather(results, _WORKSHOPS, Workshop), key=lambda found: found.key)
        keys = [workshop.key for workshop in workshops]
    if repeated := sorted({key for key in keys if keys.count(key) > 1}):
        names = ", ".join(map(repr, repeated))
        raise _ReturnError(f"it brings a workshop more than once: {names}", hint=_AUTHOR)
    return tuple(workshops)


def sections_of(hooks: pluggy.PluginManager, request: SectionRequest) -> tuple[Section, ...]:
    """Ask a plugin for its sections of a document.

    Args:
        hooks: What `attach` returned.
        request: What the document is.

    Returns:
        Its sections in its own order; what is inside of them is not checked yet.

    Raises:
        PluginError: The hook raised, or did not return sections.
    """
    with blaming(f"its hook {_SECTIONS} failed", tell=_where):
        results = hooks.hook.skillcert_document_sections(request=request)
        return tuple(_gather(results, _SECTIONS, Section))


def remarks_of(hooks: pluggy.PluginManager, question: SignOffQuestion) -> tuple[Remark, ...]:
    """Ask a plugin what it has to say about a sign-off.

    Args:
        hooks: What `attach` returned.
        question: What is to be signed.

    Returns:
        Its remarks in its own order; what is inside of them is not checked yet.

    Raises:
        PluginError: The hook raised, or did not return remarks.
    """
    with blaming(f"its hook {_REMARKS} failed", tell=_where):
        results = hooks.hook.skillcert_sign_off_remarks(question=question)
        return tuple(_gather(results, _REMARKS, Remark))


class _Manager(pluggy.PluginManager):
    """A manager that evaluates no property of a plugin to see whether it is a hook.

    pluggy does so of itself from 1.7 on.
    """

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> Any:
        if isinstance(inspect.getattr_static(plugin, name, None), (property, cached_property)):
            return None
        return super().parse_hookimpl_opts(plugin, name)


def _manager() -> pluggy.PluginManager:
    manager = _Manager(PROJECT)
    manager.add_hookspecs(WorkshopSpec)
    return manager


def _unknown(name: str) -> PluginError:
    close = difflib.get_close_matches(
        name.removeprefix(_PREFIX),
        [known.removeprefix(_PREFIX) for known in _ARGUMENTS],
        n=1,
        cutoff=_NEAR,
    )
    known = ", ".join(sorted(_ARGUMENTS))
    return PluginError(
        f"skillcert has no hook {name!r}",
        hint=f"Did you mean {_PREFIX}{close[0]}?" if close else f"Its hooks are: {known}",
    )


def _unmarked_faults(plugin: object, name: str) -> Iterator[PluginError]:
    if not name.startswith(_PREFIX):
        return
    value = inspect.getattr_static(plugin, name, None)
    # A module that imports skillcert_rubrics has a name of the kind too.
    if inspect.ismodule(value):
        return
    if name in _ARGUMENTS:
        what = f"{name!r} is not marked as a hook"
        if not callable(value):
            what = f"{name!r} is not a function"
        yield PluginError(what, hint="Define it as a function with @hookimpl above it")
    elif callable(value) and not inspect.isclass(value):
        yield _unknown(name)


def _signature_faults(plugin: object, name: str, hook: str) -> Iterator[PluginError]:
    function = getattr(plugin, name)
    given = _ARGUMENTS[hook]
    call = f"{hook}({', '.join(given)})"
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        yield PluginError(f"its hook {name} is async", hint="Define it with def alone")
    for argument in inspect.signature(function).parameters.values():
        if argument.kind in (argument.VAR_POSITIONAL, argument.VAR_KEYWORD):
            continue
        by_name_only = argument.kind is argument.KEYWORD_ONLY
        if argument.default is argument.empty and (argument.name not in given or by_name_only):
            yield PluginError(
                f"its hook {name} asks for the argument {argument.name!r}, "
                "which it will not be given",
                hint="Name an instance of the class, not the class"
                if inspect.isclass(plugin)
                else f"Define it as {call}",
            )


def _gather(results: Iterable[Any], hook: str, kind: type[T]) -> Iterator[T]:
    """Yield everything that the implementations of a hook returned, if all of it is of *kind*."""
    for result in results:
        yield from _items(result, hook, kind)


def _items(result: Any, hook: str, kind: type[T]) -> Iterator[T]:
    wanted = f"Return a tuple of {kind.__name__}"
    if inspect.iscoroutine(result):
        # Python would warn on the terminal that nobody waited for it.
        result.close()
    if isinstance(result, kind):
        raise _ReturnError(f"its hook {hook} returned a lone {kind.__name__}", hint=wanted)
    if isinstance(result, (str, bytes)) or not isinstance(result, Iterable):
        raise _ReturnError(
            f"its hook {hook} returned {_kind(result)}, not several {kind.__name__}", hint=wanted
        )
    for i, item in enumerate(islice(result, _MOST_RESULTS + 1)):
        if i == _MOST_RESULTS:
            raise _ReturnError(f"its hook {hook} returned more than {_MOST_RESULTS}", hint=_AUTHOR)
        if not isinstance(item, kind):
            raise _ReturnError(
                f"its hook {hook} returned {_kind(item)} as item {i}, not a {kind.__name__}",
                hint=wanted,
            )
        yield item


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
