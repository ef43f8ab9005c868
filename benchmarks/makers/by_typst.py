"""The certificate with typst: PDF/A-3a and PDF/UA-1, one compiler for the whole batch."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import typst

from makers.paper import FACES, Paper, outline

__all__ = ["Maker"]

_TEMPLATE = Path(__file__).with_name("paper.typ")


class Maker:
    """typst, by its Python package."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            font_paths=[str(FACES)],
            ignore_system_fonts=True,
        )

    def make(self, paper: Paper) -> bytes:
        """Return the PDF."""
        data = attrs.asdict(paper) | {"code": outline(paper.code)}
        made = self._compiler.compile(
            format="pdf",
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["a-3a", "ua-1"],
        )
        if not isinstance(made, bytes):
            raise TypeError(type(made).__name__)
        return made
