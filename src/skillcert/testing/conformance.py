"""The conformance suite: what every plugin is held to, with all faults reported at once."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from typing import Any, TypeVar

import attrs
import pluggy

from skillcert.errors import PluginError, Problem, RubricError
from skillcert.model import (
    DocumentKind,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    PerformanceLevel,
    Prose,
    Reference,
    Rubric,
)
from skillcert.plugins import PluginState, SectionRequest, SignOffQuestion, Workshop
from skillcert.plugins.hooks import (
    attach,
    blaming,
    describe,
    hook_faults,
    remarks_of,
    sections_of,
    workshops_of,
)
from skillcert.plugins.loading import read_rubrics
from skillcert.plugins.remarks import remark_faults
from skillcert.plugins.sections import section_faults
from skillcert.testing.records import FIRST_ASSESSOR, make_question, make_record, make_request
from skillcert.texts import LANGUAGES

__all__ = ["check_plugin"]

T = TypeVar("T")

# Nobody writes this by chance; if a section has it, the section has what is private.
_PRIVATE = "a-private-note-5d1f"


def check_plugin(plugin: object | str, *, languages: Collection[str] = ("en",)) -> None:
    """Check that a plugin keeps to what `skillcert.plugins` asks for: the conformance suite.

    It looks at the hooks' names, marks and arguments, at the workshops, at every rubric file, at
    the sections for each document, in each language, of empty records and full ones, and at the
    remarks on each skill that is signed off, at each level, over days and on a single day. It calls
    each hook twice, which must give the same. Notes and first conversations of a record must not
    be found in a section.

    Args:
        plugin: The plugin, or its name as in an entry point: `package.module` or
            `package.module:attribute`.
        languages: The languages that each of its rubrics must be written in.

    Raises:
        AssertionError: The plugin has faults; the message holds all of them.
    """
    faults = list(dict.fromkeys(_plugin_faults(plugin, languages)))
    if faults:
        name = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", repr(plugin))
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise AssertionError("\n".join([f"{name}: {count}", *(f"  - {fault}" for fault in faults)]))


def _plugin_faults(plugin: object | str, languages: Collection[str]) -> Iterator[str]:
    try:
        if isinstance(plugin, str):
            with blaming(f"{plugin!r} cannot be imported"):
                plugin = pkgutil.resolve_name(plugin)
        faults = hook_faults(plugin)
    except PluginError as error:
        yield str(error)
        return
    yield from map(str, faults)
    try:
        hooks = attach(plugin, "checked")
        if not hooks.hook.skillcert_workshops.get_hookimpls():
            return
        workshops, again = workshops_of(hooks), workshops_of(hooks)
    except PluginError as error:
        # What pluggy refuses was already told, and in plainer words.
        if not faults:
            yield str(error)
        return
    if not workshops:
        yield "it brings no workshop"
    if _essence(workshops) != _essence(again):
        yield "its hook skillcert_workshops does not give the same when it is called twice"
    for workshop in workshops:
        yield from _workshop_faults(workshop, hooks, languages)


def _essence(workshops: Iterable[Workshop]) -> list[Any]:
    # Not the folders: two equal ones need not compare equal.
    return [(workshop.key, workshop.accent, workshop.pictogram) for workshop in workshops]


def _workshop_faults(
    workshop: Workshop, hooks: pluggy.PluginManager, languages: Collection[str]
) -> Iterator[str]:
    place = f"workshop {workshop.key!r}"
    try:
        # Built anew, because a workshop can be made past its own checks.
        attrs.evolve(workshop)
        rubrics = read_rubrics(workshop, PluginState(name=place))
    except RubricError as error:
        yield from (f"{place}: {problem}" for problem in error.problems)
        return
    except PluginError as error:
        yield f"{place}: {error}"
        return
    for rubric in rubrics:
        for language in languages:
            if language not in rubric.languages:
                yield f"{place}: the rubric {rubric.id!r} has no text in {language!r}"
        yield from _all_sections_faults(workshop, rubric, hooks)
        yield from _all_remarks_faults(workshop, rubric, hooks)


def _all_sections_faults(
    workshop: Workshop, rubric: Rubric, hooks: pluggy.PluginManager
) -> Iterator[str]:
    """Yield what is wrong with the sections, each fault once, with where it was seen first."""
    seen: dict[str, list[str]] = {}
    records = tuple(_records(workshop, rubric))
    for document in DocumentKind:
        for language in (spoken for spoken in rubric.languages if spoken in LANGUAGES):
            for title, record in records:
                place = f"{document.value} in {language}, rubric {rubric.id!r}, {title}"
                request = make_request(rubric, record, language=language, document=document)
                for fault in _sections_faults(hooks, request):
                    seen.setdefault(fault, []).append(place)
    for fault, places in seen.items():
        more = f" and in {len(places) - 1} more" if len(places) > 1 else ""
        yield f"sections of workshop {workshop.key!r}: {fault} ({places[0]}{more})"


def _all_remarks_faults(
    workshop: Workshop, rubric: Rubric, hooks: pluggy.PluginManager
) -> Iterator[str]:
    """Yield what is wrong with the remarks on sign-offs, each fault once."""
    seen: dict[str, list[str]] = {}
    for title, record in _records(workshop, rubric):
        for when, one in (("", record), (" on one day", _on_one_day(record))):
            for sign_off in one.sign_offs:
                question = make_question(rubric, one, sign_off.criterion)
                place = f"{sign_off.criterion}, rubric {rubric.id!r}, {title}{when}"
                for fault in _remarks_faults(hooks, question):
                    seen.setdefault(fault, []).append(place)
    for fault, places in seen.items():
        more = f" and in {len(places) - 1} more" if len(places) > 1 else ""
        yield f"remarks of workshop {workshop.key!r}: {fault} ({places[0]}{more})"


def _asked_twice(ask: Callable[[], Iterable[T]]) -> Generator[str, None, tuple[T, ...]]:
    """Yield what is wrong with how a hook answers, and return its answer; nothing if it raised."""
    try:
        answer, again = tuple(ask()), tuple(ask())
    except PluginError as error:
        # The record is made up, so what was raised may be quoted here.
        cause = error.__cause__
        yield f"{error.what}: {describe(cause)}" if cause else str(error)
        return ()
    if answer != again:
        yield "the hook does not give the same when it is called twice"
    return answer


def _remarks_faults(hooks: pluggy.PluginManager, question: SignOffQuestion) -> Iterator[str]:
    remarks = yield from _asked_twice(lambda: remarks_of(hooks, question))
    for i, remark in enumerate(remarks):
        languages = question.rubric.languages
        for path, what, hint in remark_faults(remark, f"remarks[{i}]", languages=languages):
            yield str(Problem(path=path, what=what, hint=hint))


def _on_one_day(record: EvidenceRecord) -> EvidenceRecord:
    """Return *record* as if all of it had been seen and signed on its last day."""
    last = max((one.on for one in record.sign_offs), default=None)
    if last is None:
        return record
    return attrs.evolve(
        record,
        evidence=tuple(attrs.evolve(one, on=last) for one in record.evidence),
        sign_offs=tuple(attrs.evolve(one, on=last) for one in record.sign_offs),
    )


def _records(workshop: Workshop, rubric: Rubric) -> Iterator[tuple[str, EvidenceRecord]]:
    every = [criterion.id for criterion in rubric.criteria]
    yield "empty record", make_record(rubric, workshop=workshop.key, criteria=())
    for level in PerformanceLevel:
        record = make_record(rubric, workshop=workshop.key, level=level, criteria=every)
        yield f"every skill at {level.value}", _with_private_notes(record)


def _with_private_notes(record: EvidenceRecord) -> EvidenceRecord:
    talk = Evidence(
        id=Reference("first-conversation"),
        kind=EvidenceKind.FIRST_CONVERSATION,
        on=min(one.on for one in record.evidence),
        seen_by=FIRST_ASSESSOR,
    )
    return attrs.evolve(
        record,
        evidence=tuple(
            attrs.evolve(one, note=Prose(f"{_PRIVATE} {one.id}"))
            for one in (talk, *record.evidence)
        ),
    )


def _sections_faults(hooks: pluggy.PluginManager, request: SectionRequest) -> Iterator[str]:
    sections = yield from _asked_twice(lambda: sections_of(hooks, request))
    for i, section in enumerate(sections):
        for path, what, hint in section_faults(section, f"sections[{i}]"):
            yield str(Problem(path=path, what=what, hint=hint))
    if any(_PRIVATE in text for text in _texts(sections)):
        yield "a private note of the record stands in a section"


def _texts(value: Any) -> Iterator[str]:
    """Yield every text inside of sections, whatever they are made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _texts(getattr(value, field.name))
