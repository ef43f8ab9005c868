"""The certificate with reportlab, which writes neither tags nor PDF/A nor embedded files.

It does less than the others, so that its figures flatter it.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from makers.paper import ACCENT, FACES, INK, QUIET, Paper, runs

__all__ = ["Maker"]

_FACES = {
    "Serif": "NotoSerif-Regular.ttf",
    "Italic": "NotoSerif-Italic.ttf",
    "Sans": "NotoSans-Regular.ttf",
    "Semi": "NotoSans-SemiBold.ttf",
}
_LEFT, _WIDTH = 24 * mm, 162 * mm


def _style(font: str, size: float, colour: str = INK, *, centre: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        name=f"{font}{size}{colour}{centre}",
        fontName=font,
        fontSize=size,
        leading=size * 1.3,
        textColor=HexColor(colour),
        alignment=1 if centre else 0,
    )


class Maker:
    """reportlab: its canvas, and its paragraphs for text that wraps."""

    def __init__(self) -> None:
        for name, file in _FACES.items():
            pdfmetrics.registerFont(TTFont(name, FACES / file))
        self._styles = {
            "title": _style("Serif", 24, ACCENT, centre=True),
            "quiet": _style("Sans", 9.6, QUIET, centre=True),
            "said": _style("Italic", 11, centre=True),
            "name": _style("Serif", 30, centre=True),
            "period": _style("Sans", 9.6, centre=True),
            "heading": _style("Semi", 10.2, ACCENT),
            "small": _style("Sans", 7.8, QUIET),
            "point": _style("Sans", 9),
            "signer": _style("Semi", 9.2),
            "foot": _style("Sans", 7.2, QUIET, centre=True),
        }

    def make(self, paper: Paper) -> bytes:
        """Return the PDF."""
        target = BytesIO()
        canvas = Canvas(target, pagesize=A4, pageCompression=1, lang=paper.language)
        canvas.setTitle(paper.title)
        canvas.setStrokeColor(HexColor(ACCENT))
        for inset, weight in ((9.45, 0.9), (11, 0.2)):
            canvas.setLineWidth(weight * mm)
            canvas.rect(inset * mm, inset * mm, A4[0] - 2 * inset * mm, A4[1] - 2 * inset * mm)
        self._sign(canvas, A4[1] - 18 * mm)
        y = self._head(canvas, paper, A4[1] - 30 * mm)
        self._groups(canvas, paper, y)
        self._foot(canvas, paper)
        canvas.showPage()
        canvas.save()
        return target.getvalue()

    def _put(  # noqa: PLR0913, PLR0917 - one paragraph and where it stands
        self, canvas: Any, text: str, style: str, y: float, x: float = _LEFT, width: float = _WIDTH
    ) -> float:
        """Draw a paragraph under *y* and return where it ends."""
        paragraph = Paragraph(text, self._styles[style])
        _, height = paragraph.wrap(width, 1000)
        paragraph.drawOn(canvas, x, y - height)
        return y - float(height)

    def _head(self, canvas: Any, paper: Paper, y: float) -> float:
        for text, style, gap in (
            (paper.title, "title", 2),
            (paper.subtitle, "quiet", 2),
            (paper.before, "said", 2),
            (paper.name, "name", 4),
            (paper.after, "said", 1),
            (paper.period, "period", 2),
        ):
            y = self._put(canvas, escape(text), style, y) - gap * mm
        return y

    def _sign(self, canvas: Any, y: float) -> None:
        """Draw a stand-in for the pictogram: reportlab reads no SVG by itself."""
        for x in (-4, 4):
            canvas.circle(A4[0] / 2 + x * mm, y - 6 * mm, 3 * mm)
        canvas.line(A4[0] / 2 - 4 * mm, y - 6 * mm, A4[0] / 2 + 4 * mm, y - 6 * mm)

    def _groups(self, canvas: Any, paper: Paper, y: float) -> None:
        for group in paper.groups:
            y = self._put(canvas, escape(group.heading), "heading", y - 2 * mm)
            start = pdfmetrics.stringWidth(group.heading, "Semi", 10.2) + 3 * mm
            canvas.line(_LEFT + start, y + 5, _LEFT + _WIDTH, y + 5)
            y = self._put(canvas, escape(group.meaning), "small", y) - 1 * mm
            for i, (text, detail) in enumerate(group.points):
                # A list in two columns begins with a sentence over their whole width.
                columns = group.columns if i else 1
                width = _WIDTH / columns
                x = _LEFT + width * ((i + 1) % columns)
                canvas.rect(x, y - 8, 3, 3, stroke=0, fill=1)
                said = f'{escape(text)} <font color="{QUIET}">{escape(detail)}</font>'
                end = self._put(canvas, said, "point", y, x + 13, width - 13) - 0.5 * mm
                if x + width > _LEFT + _WIDTH - 1:
                    y = end

    def _foot(self, canvas: Any, paper: Paper) -> None:
        y = 75 * mm
        for signer in paper.signers:
            y = self._put(canvas, escape(signer.label), "small", y) - 8 * mm
            canvas.line(_LEFT, y, _LEFT + 70 * mm, y)
            y = self._put(canvas, escape(signer.name), "signer", y)
            y = self._put(canvas, escape(signer.title), "small", y) - 2 * mm
        self._put(canvas, escape(paper.place_and_date), "period", 75 * mm, 96 * mm, 43 * mm)
        canvas.circle(117 * mm, 50 * mm, 15 * mm)
        self._put(canvas, escape(paper.stamp), "foot", 51 * mm, 96 * mm, 43 * mm)
        self._code(canvas, paper, _LEFT + _WIDTH - 41 * mm, 30 * mm, 41 * mm)
        y = self._put(canvas, escape(paper.contact), "foot", 29 * mm)
        y = self._put(canvas, escape(paper.issuer), "foot", y)
        self._put(canvas, escape(paper.disclaimer), "foot", y)

    def _code(self, canvas: Any, paper: Paper, x: float, y: float, side: float) -> None:
        module = side / len(paper.code)
        path = canvas.beginPath()
        for column, row, length in runs(paper.code):
            path.rect(x + column * module, y + side - (row + 1) * module, length * module, module)
        canvas.drawPath(path, stroke=0, fill=1)
