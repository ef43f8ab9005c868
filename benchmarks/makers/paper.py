"""What the certificate says, as plain data that every tool gets alike.

The rivals get the modules of the code and the JSON to embed ready made; skillcert makes both itself
from the record, within the time that is measured.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Protocol

import attrs

__all__ = [
    "ACCENT",
    "FACES",
    "INK",
    "QUIET",
    "Group",
    "Maker",
    "Paper",
    "Signer",
    "outline",
    "runs",
]

FACES = Path(__file__).parents[2] / "src" / "skillcert" / "documents" / "faces"
ACCENT, INK, QUIET = "#1f4e5f", "#1b1b1d", "#54565b"


@attrs.frozen(kw_only=True)
class Group:
    """A heading, what it means, and the points under it: each a text and what explains it."""

    heading: str
    meaning: str
    points: tuple[tuple[str, str], ...]
    columns: int = 1


@attrs.frozen(kw_only=True)
class Signer:
    """Who signs."""

    label: str
    name: str
    title: str


@attrs.frozen(kw_only=True)
class Paper:
    """One certificate.

    Attributes:
        language: Its language.
        title: Its title.
        subtitle: What stands under the title.
        before: What stands above the name.
        name: The holder's name.
        after: What stands under the name.
        period: The time spoken of.
        groups: The skills, and what the workshop adds.
        sign: The workshop's pictogram, as SVG.
        stamp: What stands where the stamp goes.
        contact: Whom to ask.
        place_and_date: Where and when.
        signers: Who signs.
        issuer: Who issues.
        disclaimer: What it is not.
        code: The rows of the code, a character a module: `1` is dark.
        embedded: The JSON to embed.
    """

    language: str
    title: str
    subtitle: str
    before: str
    name: str
    after: str
    period: str
    groups: tuple[Group, ...]
    sign: str
    stamp: str
    contact: str
    place_and_date: str
    signers: tuple[Signer, ...]
    issuer: str
    disclaimer: str
    code: tuple[str, ...]
    embedded: str

    @classmethod
    def load(cls, text: str) -> Paper:
        """Return the paper that `dump` wrote."""
        data = json.loads(text)
        data["groups"] = tuple(
            Group(
                heading=g["heading"],
                meaning=g["meaning"],
                points=tuple((point[0], point[1]) for point in g["points"]),
                columns=g["columns"],
            )
            for g in data["groups"]
        )
        data["signers"] = tuple(Signer(**signer) for signer in data["signers"])
        data["code"] = tuple(data["code"])
        return cls(**data)

    def dump(self) -> str:
        """Return it as JSON."""
        return json.dumps(attrs.asdict(self), ensure_ascii=False)

    def named(self, number: int) -> str:
        """Return the name of another holder."""
        return f"{self.name} {_letters(number)}"

    def numbered(self, number: int) -> Paper:
        """Return the paper of another holder: another name, other bytes in code and JSON."""
        name = self.named(number)
        return attrs.evolve(
            self,
            name=name,
            embedded=self.embedded.replace(self.name, name),
            code=_other(self.code, number),
        )


class Maker(Protocol):
    """A tool that makes the certificate."""

    def make(self, paper: Paper) -> bytes:
        """Return the PDF."""


def _letters(number: int) -> str:
    """Return *number* as letters, since a name has no figures."""
    digits = hashlib.sha256(str(number).encode()).digest()[:9]
    return "".join(chr(ord("a") + digit % 26) for digit in digits).capitalize()


def _other(code: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Return a code of the same size with other modules, which no cache has seen."""
    size = len(code)
    noise = hashlib.shake_128(str(number).encode()).digest(size * size)
    return tuple(
        "".join("1" if noise[y * size + x] & 1 else "0" for x in range(size)) for y in range(size)
    )


def runs(code: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """Return the dark runs of a code: column, row and length."""
    found = []
    for y, row in enumerate(code):
        x = 0
        while (x := row.find("1", x)) >= 0:
            end = row.find("0", x)
            end = len(row) if end < 0 else end
            found.append((x, y, end - x))
            x = end
    return found


def outline(code: tuple[str, ...]) -> str:
    """Return a code as SVG, a unit a module."""
    path = "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs(code))
    size = len(code)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size}" height="{size}"><path d="{path}"/></svg>'
    )
