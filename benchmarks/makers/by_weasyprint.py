"""The certificate with WeasyPrint: PDF/A-3a with tags, one font configuration for the batch."""

from __future__ import annotations

from html import escape

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from makers.paper import ACCENT, FACES, INK, QUIET, Paper, outline

__all__ = ["Maker"]

_FACES = (
    ("Serif", "normal", "normal", "NotoSerif-Regular.ttf"),
    ("Serif", "italic", "normal", "NotoSerif-Italic.ttf"),
    ("Sans", "normal", "normal", "NotoSans-Regular.ttf"),
    ("Sans", "normal", "bold", "NotoSans-SemiBold.ttf"),
)
_STYLE = f"""
@page {{ size: A4; margin: 18mm 24mm 16mm }}
body {{ font: 8.6pt/1.25 Sans; color: {INK}; margin: 0 }}
.frame {{ position: fixed; top: -9mm; left: -15mm; width: 192mm; height: 279mm;
  outline: .9mm solid {ACCENT}; outline-offset: -.9mm }}
header, footer {{ text-align: center }}
h1 {{ font: 24pt Serif; color: {ACCENT}; margin: 0 }}
h2 {{ font: bold 10.2pt Sans; color: {ACCENT}; margin: 3mm 0 0 }}
p {{ margin: .6mm 0 }}
ul {{ margin: 0; padding-left: 4.6mm }}
.name {{ font: 30pt Serif; margin: 2mm 0 }}
.said {{ font: italic 11pt Serif }}
.quiet {{ color: {QUIET} }}
.small {{ font-size: 7.8pt }}
.row {{ display: flex }}
.row > div {{ width: 70mm }}
.row > section {{ width: 43mm; text-align: center; margin: 0 4mm }}
.stamp {{ border: .2mm solid {QUIET}; border-radius: 15mm; height: 18mm; padding-top: 12mm;
  margin: 0 6mm }}
.two {{ column-count: 2 }}
h2 span {{ display: block; border-bottom: .2mm solid {ACCENT} }}
header img {{ height: 10mm }}
.line {{ border-bottom: .25mm solid; height: 8mm }}
.row img {{ width: 41mm }}
"""


def _faces() -> str:
    return "".join(
        f"@font-face {{ font-family: {family}; font-style: {style}; font-weight: {weight};"
        f" src: url({(FACES / file).as_uri()}) }}\n"
        for family, style, weight, file in _FACES
    )


def _html(paper: Paper) -> str:
    groups = "".join(
        f"<h2>{escape(group.heading)}<span></span></h2>"
        f"<p class='quiet small'>{escape(group.meaning)}</p>"
        f"<ul class={'two' if group.columns == 2 else 'one'}>"
        + "".join(
            f"<li>{escape(text)} <span class=quiet>{escape(detail)}</span></li>"
            for text, detail in group.points
        )
        + "</ul>"
        for group in paper.groups
    )
    signers = "".join(
        f"<p class='quiet small'>{escape(s.label)}</p><div class=line></div>"
        f"<p><b>{escape(s.name)}</b></p><p class=quiet>{escape(s.title)}</p>"
        for s in paper.signers
    )
    return f"""<html lang={paper.language}><title>{escape(paper.title)}</title><body>
<div class=frame></div>
<header><img alt="Sign" src="{_source(paper.sign)}"><h1>{escape(paper.title)}</h1>
<p class=quiet>{escape(paper.subtitle)}</p>
<p class=said>{escape(paper.before)}</p><p class=name>{escape(paper.name)}</p>
<p class=said>{escape(paper.after)}</p><p>{escape(paper.period)}</p></header>{groups}
<div class=row><div>{signers}</div><section><p>{escape(paper.place_and_date)}</p>
<div class="stamp small quiet">{escape(paper.stamp)}</div></section>
<img alt="Code" src="{_source(outline(paper.code))}"></div>
<footer><p class=small>{escape(paper.contact)}</p><p>{escape(paper.issuer)}</p>
<p class='quiet small'>{escape(paper.disclaimer)}</p></footer>
"""


def _source(svg: str) -> str:
    """Return a picture as an address."""
    return "data:image/svg+xml," + svg.replace("#", "%23").replace('"', "'")


class Maker:
    """WeasyPrint."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._style = CSS(string=_faces() + _STYLE, font_config=self._fonts)

    def make(self, paper: Paper) -> bytes:
        """Return the PDF."""
        attached = Attachment(string=paper.embedded, name="record.json", relationship="Data")
        made = HTML(string=_html(paper)).write_pdf(
            stylesheets=[self._style],
            font_config=self._fonts,
            attachments=[attached],
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
        )
        return bytes(made)
