"""The certificate with fpdf2 as a first script would make it: no tags, no PDF/A, nothing shared."""

from __future__ import annotations

import sys
from pathlib import Path

from fpdf import FPDF, Align, XPos, YPos

from makers.paper import ACCENT, FACES, INK, QUIET, Paper, runs

__all__ = ["Maker"]

_FACES = {
    "serif": "NotoSerif-Regular.ttf",
    "italic": "NotoSerif-Italic.ttf",
    "sans": "NotoSans-Regular.ttf",
    "semi": "NotoSans-SemiBold.ttf",
}


def _lines(  # noqa: PLR0913 - as a first script has it
    pdf: FPDF, text: str, face: str, size: float, colour: str = INK, *, centre: bool = False
) -> None:
    pdf.set_font(face, size=size)
    pdf.set_text_color(colour)
    pdf.multi_cell(
        0,
        size * 1.3 * 25.4 / 72,
        text,
        align=Align.C if centre else Align.L,
        new_x=XPos.LMARGIN,
        new_y=YPos.NEXT,
    )


class Maker:
    """fpdf2, by `multi_cell`."""

    def make(self, paper: Paper) -> bytes:
        """Return the PDF."""
        pdf = FPDF(format="A4")
        pdf.set_margins(24, 18)
        pdf.set_auto_page_break(False)
        pdf.set_lang(paper.language)
        pdf.set_title(paper.title)
        for name, file in _FACES.items():
            pdf.add_font(name, fname=FACES / file)
        pdf.add_page()
        pdf.set_draw_color(ACCENT)
        for inset, weight in ((9.45, 0.9), (11, 0.2)):
            pdf.set_line_width(weight)
            pdf.rect(inset, inset, 210 - 2 * inset, 297 - 2 * inset)
        _lines(pdf, paper.title, "serif", 24, ACCENT, centre=True)
        _lines(pdf, paper.subtitle, "sans", 9.6, QUIET, centre=True)
        _lines(pdf, paper.before, "italic", 11, centre=True)
        _lines(pdf, paper.name, "serif", 30, centre=True)
        _lines(pdf, paper.after, "italic", 11, centre=True)
        _lines(pdf, paper.period, "sans", 9.6, centre=True)
        for group in paper.groups:
            _lines(pdf, group.heading, "semi", 10.2, ACCENT)
            _lines(pdf, group.meaning, "sans", 7.8, QUIET)
            for text, detail in group.points:
                _lines(pdf, f"• {text} {detail}", "sans", 9)
        self._foot(pdf, paper)
        return bytes(pdf.output())

    def _foot(self, pdf: FPDF, paper: Paper) -> None:
        pdf.set_y(222)
        for signer in paper.signers:
            _lines(pdf, signer.label, "sans", 7.6, QUIET)
            pdf.line(24, pdf.get_y() + 8, 94, pdf.get_y() + 8)
            pdf.set_y(pdf.get_y() + 8)
            _lines(pdf, signer.name, "semi", 9.2)
            _lines(pdf, signer.title, "sans", 8.2, QUIET)
        pdf.set_y(270)
        _lines(
            pdf, f"{paper.contact} {paper.place_and_date} {paper.issuer}", "sans", 8.4, centre=True
        )
        _lines(pdf, paper.disclaimer, "sans", 7.2, QUIET, centre=True)
        module = 41 / len(paper.code)
        pdf.set_fill_color(0)
        for x, y, length in runs(paper.code):
            pdf.rect(145 + x * module, 222 + y * module, length * module, module, style="F")


if __name__ == "__main__":
    given = Paper.load(Path(sys.argv[1]).read_text("utf-8"))
    Path(sys.argv[2]).write_bytes(Maker().make(given))
