"""What a list and a question look like, as lines of text for a terminal of a given width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from skillcert.cli.picker import Picker

__all__ = ["Drawn", "Leaf", "clip", "in_pages", "list_lines", "width_of", "wrap"]

_MARK, _NO_MARK = "[x] ", "[ ] "


@attrs.frozen
class Drawn:
    """One line of a list.

    Attributes:
        text: The line.
        at: Whether the cursor is on it.
    """

    text: str
    at: bool = False


def width_of(text: str) -> int:
    """Return how many columns *text* takes."""
    from prompt_toolkit.utils import get_cwidth

    return get_cwidth(text)


def clip(text: str, width: int) -> str:
    """Return *text* in at most *width* columns, with an ellipsis for what is cut off."""
    if width_of(text) <= width:
        return text
    kept = ""
    for letter in text:
        if width_of(kept) + width_of(letter) > width - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def wrap(text: str, width: int, *, indent: str = "") -> Iterator[str]:
    """Yield the lines of *text*; each of its own lines keeps its indentation and is wrapped.

    Args:
        text: One line or several.
        width: The columns there are.
        indent: What the lines after the first of each begin with, beyond its own indentation.
    """
    for whole in text.split("\n"):
        lead = whole[: len(whole) - len(whole.lstrip())]
        line = lead
        for word in whole.split():
            joined = f"{line} {word}" if line.strip() else line + word
            if width_of(joined) > width and line.strip():
                yield line
                joined = lead + indent + word
            line = joined
        yield line


def in_pages(lines: Sequence[str], *, room: int, last: int) -> list[Sequence[str]]:
    """Return *lines* in pages; one page if all of them fit.

    A page ends before an empty line where there is one in its lower half: what belongs together is
    not torn apart for a few lines.

    Args:
        lines: The lines.
        room: How many lines a page has room for.
        last: How many the last page has room for, which has more to show below.
    """
    room, last, pages, rest = max(1, room), max(1, last), [], lines
    while len(rest) > last:
        most = min(room, len(rest) - 1)
        gaps = [i for i in range(most // 2, most + 1) if not rest[i]]
        end = gaps[-1] if gaps else most
        pages.append(rest[:end])
        rest = rest[end:] if rest[end] else rest[end + 1 :]
    return [*pages, rest]


@attrs.define
class Leaf:
    """Which page is shown of what stands above a question."""

    at: int = 0
    _pages: Sequence[Sequence[str]] = ()

    @property
    def more(self) -> bool:
        """Whether there is a page after this one."""
        return self.at < len(self._pages) - 1

    def page(self, lines: Sequence[str], *, rows: int, below: int) -> Sequence[str]:
        """Return the lines of the page, on a screen with *rows*, of which *below* are taken."""
        self._pages = in_pages(lines, room=rows - 2, last=rows - 1 - below)
        self.turn(0)
        return self._pages[self.at]

    def turn(self, by: int) -> None:
        """Turn pages, as far as there are any."""
        self.at = max(0, min(self.at + by, len(self._pages) - 1))


def list_lines(picker: Picker[Any], width: int) -> Iterator[Drawn]:
    """Yield the lines of a list: digit, mark, text, and the note at the right."""
    for number, row in enumerate(picker.page, start=1):
        at = row is picker.row
        mark = _mark(picker, row) if picker.several and picker.taken else ""
        head = f"{'>' if at else ' '} {number} {mark}"
        yield from _row(head, row.text, row.note, width, at=at)
    for row in picker.pinned:
        at = row is picker.row
        yield from _row(f"{'>' if at else ' '}   ", row.text, row.note, width, at=at)


def _mark(picker: Picker[Any], row: object) -> str:
    return _MARK if row in picker.taken else _NO_MARK


def _row(head: str, text: str, note: str, width: int, *, at: bool) -> Iterable[Drawn]:
    """Return a row's lines: cut to one, but for the one with the cursor, which is shown whole."""
    space = width - len(head) - (width_of(note) + 2 if note else 0)
    if not at or width_of(text) <= space:
        cut = clip(text, space)
        pad = " " * (space - width_of(cut) + 2) if note else ""
        return [Drawn(f"{head}{cut}{pad}{note}", at=at)]
    lines = list(wrap(text, width - len(head)))
    rest = [Drawn(" " * len(head) + line, at=at) for line in lines[1:]]
    tail = [Drawn(" " * len(head) + note, at=at)] if note else []
    return [Drawn(head + lines[0], at=at), *rest, *tail]
