"""Reading rubric folders: files in, `Rubric` out, or every problem in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import attrs

from skillcert import codec
from skillcert.errors import CodecError, Problem, RubricError
from skillcert.model import Criterion, Digest, EvidenceRule, Line, Rubric, RubricText, Task
from skillcert.rubrics.check import structure_faults, task_ids, with_criterion
from skillcert.rubrics.check_text import text_faults
from skillcert.rubrics.files import CriterionEntry, StructureFile, TextFile
from skillcert.rubrics.folder import SUFFIX, Folder

__all__ = ["check_overlay", "check_path", "digest_of", "load_folder"]

_SHARED = "shared"

T = TypeVar("T")


def load_folder(folder: Traversable, *, overlay: Traversable | None = None) -> tuple[Rubric, ...]:
    """Read all rubrics of a folder, sorted by id.

    Args:
        folder: The folder; a `pathlib.Path` or what `importlib.resources.files` returns.
        overlay: A folder with files that are laid over those (`skillcert.rubrics.folder`).

    Raises:
        RubricError: A file has a fault, or there is no rubric; it holds every problem found.
    """
    problems: list[Problem] = []
    rubrics = _load_all(Folder(folder, overlay), problems)
    if problems:
        raise RubricError(problems, what=f"the rubrics in {folder.name!r} are not usable")
    return rubrics


def check_path(path: Path) -> tuple[Problem, ...]:
    """Return every problem of the rubrics at *path*, none if all is well.

    Args:
        path: A folder of rubric files, or one file of a rubric: the whole rubric is checked then.
    """
    problems: list[Problem] = []
    if path.is_dir():
        _load_all(Folder(path), problems)
    elif not path.is_file():
        problems.append(Problem(file=str(path), what="there is no such file or folder"))
    elif path.suffix != SUFFIX:
        problems.append(
            Problem(
                file=path.name,
                what="this is no rubric file",
                hint=f"The name of a rubric file ends in {SUFFIX}",
            )
        )
    else:
        _load_one(Folder(path.parent), path.name.partition(".")[0], problems)
    return tuple(problems)


def check_overlay(folder: Traversable, overlay: Path) -> tuple[Problem, ...]:
    """Return every problem of a folder of rubrics with an overlay laid over it.

    Args:
        folder: The folder of the plugin's rubric files.
        overlay: The folder of the overlay's.
    """
    problems: list[Problem] = []
    if overlay.is_dir():
        _load_all(Folder(folder, overlay), problems)
    else:
        problems.append(Problem(file=str(overlay), what="there is no such folder"))
    return tuple(problems)


@cache
def digest_of(rubric: Rubric) -> Digest:
    """Return the digest that stands in sign-offs and certificates: `sha256:` and 64 digits.

    It covers the whole rubric, structure and words in every language, so that a sign-off names the
    very words that the assessor read.
    """
    return codec.digest(rubric)


@attrs.frozen(kw_only=True)
class _SharedCriteria:
    """The shared criteria and their words."""

    rubric: Rubric

    def pick(self, keys: Sequence[str]) -> tuple[Criterion, ...]:
        """Return the criteria *keys*, in that order, marked as shared."""
        found = (self.rubric.criterion(key) for key in keys)
        return tuple(attrs.evolve(c, shared=True, any_task=True) for c in found if c)


@cache
def _shared() -> _SharedCriteria:
    problems: list[Problem] = []
    rubric = _load_one(Folder(files(__package__) / _SHARED), _SHARED, problems)
    if rubric is None:  # pragma: no cover - the package's own files are tested
        raise RubricError(problems, what="the shared criteria are not usable")
    return _SharedCriteria(rubric=rubric)


def _load_all(folder: Folder, problems: list[Problem]) -> tuple[Rubric, ...]:
    """Read the rubrics of *folder*, those without fault, and add the faults to *problems*."""
    names = folder.names(problems)
    stems = sorted({name.partition(".")[0] for name in names})
    if not names and not problems:
        problems.append(Problem(file=folder.name, what="there is no rubric file in this folder"))
    rubrics = [_load(folder, stem, names, problems) for stem in stems]
    return tuple(rubric for rubric in rubrics if rubric is not None)


def _load_one(folder: Folder, stem: str, problems: list[Problem]) -> Rubric | None:
    return _load(folder, stem, folder.names([]), problems)


def _load(
    folder: Folder, stem: str, names: Sequence[str], problems: list[Problem]
) -> Rubric | None:
    """Read one rubric; add what is wrong to *problems* and return None if anything is."""
    before = len(problems)
    words = {
        name.removesuffix(SUFFIX).partition(".")[2]: name
        for name in names
        if name.startswith(f"{stem}.") and name != f"{stem}{SUFFIX}"
    }
    structure = _load_structure(folder, stem, names, problems)
    if structure is None:
        # What the words must be is not known, but whether they can be read is.
        for name in words.values():
            _read(TextFile, folder, name, problems)
        return None
    _check_languages(words, stem, structure, problems)
    texts = _load_texts(folder, words, structure, problems)
    return _build(structure, texts) if len(problems) == before else None


def _load_structure(
    folder: Folder, stem: str, names: Sequence[str], problems: list[Problem]
) -> StructureFile | None:
    name = f"{stem}{SUFFIX}"
    if name not in names:
        what = "the structure file is missing"
        hint = f"There are text files of a rubric {stem!r} but not the rubric itself"
        problems.append(Problem(file=name, what=what, hint=hint))
        return None
    found: list[Problem] = []
    structure = _read(StructureFile, folder, name, found)
    if structure is None:
        ids = _criterion_ids(folder, name) if found else []
    else:
        known = () if stem == _SHARED else tuple(c.id for c in _shared().rubric.criteria)
        _add(found, name, structure_faults(structure, stem=stem, shared=known))
        ids = [criterion.id for criterion in structure.criteria]
    problems.extend(with_criterion(problem, ids) for problem in found)
    return structure


def _criterion_ids(folder: Folder, name: str) -> list[str]:
    """Return the ids in a structure file that is no sound record, as far as they can be read."""
    try:
        criteria = folder.tree(name).get("criteria")
    except (CodecError, OSError):
        return []
    entries = criteria if isinstance(criteria, list) else []
    return [str(e.get("id", "")) if isinstance(e, dict) else "" for e in entries]


def _load_texts(
    folder: Folder,
    words: Mapping[str, str],
    structure: StructureFile,
    problems: list[Problem],
) -> list[TextFile]:
    texts = []
    for language in sorted(words.keys() & set(structure.languages)):
        text = _read(TextFile, folder, words[language], problems)
        if text is not None:
            faults = text_faults(
                text,
                language=language,
                groups=structure.groups,
                tasks=task_ids(structure.criteria),
                criteria=[criterion.id for criterion in structure.criteria],
            )
            _add(problems, words[language], faults)
            texts.append(text)
    return texts


def _check_languages(
    words: Mapping[str, str], stem: str, structure: StructureFile, problems: list[Problem]
) -> None:
    listed = f"{stem}{SUFFIX}"
    for i, language in enumerate(structure.languages):
        if language not in words:
            what = f"the text file {stem}.{language}{SUFFIX} is missing"
            hint = "Write it, or remove the language here"
        elif structure.shared and language not in _shared().rubric.languages:
            what = f"the shared criteria have no words in {language!r}"
            hint = f"They are written in: {', '.join(_shared().rubric.languages)}"
        else:
            continue
        problems.append(Problem(file=listed, path=f"languages[{i}]", what=what, hint=hint))
    listed_languages = set(structure.languages)
    problems.extend(
        Problem(
            file=name,
            what=f"the rubric does not list the language {language!r}",
            hint=f"Add it to languages in {listed} or remove the file",
        )
        for language, name in words.items()
        if language not in listed_languages
    )


def _read(cls: type[T], folder: Folder, name: str, problems: list[Problem]) -> T | None:
    try:
        return codec.structure(cls, folder.tree(name), source=name)
    except CodecError as error:
        problems.extend(error.problems)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problems.append(Problem(file=name, what=f"the file cannot be read: {reason}"))
    return None


def _add(problems: list[Problem], file: str, faults: Iterable[tuple[str, str, str]]) -> None:
    problems.extend(
        Problem(file=file, path=path, what=what, hint=hint) for path, what, hint in faults
    )


def _build(structure: StructureFile, texts: Sequence[TextFile]) -> Rubric:
    shared = _shared().pick(structure.shared) if structure.shared else ()
    criteria = (*(_criterion(entry) for entry in structure.criteria), *shared)
    tasks = dict.fromkeys(task for criterion in criteria for task in criterion.tasks)
    groups = dict.fromkeys((*structure.groups, *(criterion.group for criterion in shared)))
    return Rubric(
        id=structure.id,
        version=structure.version,
        groups=tuple(groups),
        tasks=tuple(Task(id=task) for task in tasks),
        criteria=criteria,
        occupations=structure.occupations,
        texts=tuple(_text(text, shared) for text in texts),
    )


def _criterion(entry: CriterionEntry) -> Criterion:
    return Criterion(
        id=entry.id,
        group=entry.group,
        tasks=entry.tasks,
        requires=entry.requires,
        evidence=EvidenceRule(occasions=entry.occasions, days=entry.days),
        renew_after_months=entry.renew_after_months,
        separate_training=entry.separate_training,
        opt_in=entry.opt_in,
        second_assessor=entry.second_assessor,
        alignments=entry.alignments,
    )


def _text(text: TextFile, shared: Sequence[Criterion]) -> RubricText:
    groups, tasks, criteria = dict(text.groups), dict(text.tasks), dict(text.criteria)
    if shared:
        words = _shared().rubric.text(text.language)
        for criterion in shared:
            groups.setdefault(criterion.group, Line(words.group(criterion.group)))
            criteria[criterion.id] = words.criterion(criterion.id)
            for task in criterion.tasks:
                tasks.setdefault(task, Line(words.task(task)))
    return RubricText(
        language=text.language,
        title=text.title,
        field=text.field,
        groups=tuple(sorted(groups.items())),
        tasks=tuple(sorted(tasks.items())),
        criteria=tuple(sorted(criteria.items())),
    )
