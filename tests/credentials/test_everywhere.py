"""A certificate of the demo, printed and scanned, by every way in which somebody can check it."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pypdf
import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner

from skillcert import codec
from skillcert.cli.app import app
from skillcert.credentials import open_bundle, verify_code
from tests.credentials.browser import chromium, watched
from tests.credentials.test_printed_code import exchanged

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DPI = 200
PAPERS = ("bicycle/colleague/nb", "cafe/newcomer/en", "carpentry/mentor/da")
"""Of few skills, of twelve, and of so many that the code has their keys."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the demo once and return its folder."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    done = CliRunner().invoke(app, ["demo", "--out", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser for the tests of this module."""
    with chromium() as found:
        yield found


@attrs.frozen
class Ways:
    """A paper in every form in which it is handed in.

    Attributes:
        pdf: The file.
        scan: Its page with the code, as printed at 200 dpi.
        code: The text that is read from that picture.
    """

    pdf: Path
    scan: Path
    code: str


def printed(demo: Path, paper: str, folder: Path) -> Ways:
    """Print a paper of the demo, scan it, and read its code."""
    (pdf,) = (demo / paper).iterdir()
    document = pypdfium2.PdfDocument(pdf)
    picture = document[len(document) - 1].render(scale=DPI / 72, grayscale=True).to_pil()
    scan = folder / "scan.png"
    picture.save(scan)
    (found,) = zxingcpp.read_barcodes(picture)
    return Ways(pdf=pdf, scan=scan, code=found.text)


def recorded(pdf: Path, keys: Sequence[str]) -> dict[str, str]:
    """Return the words of some skills in the record that a file carries."""
    (record,) = pypdf.PdfReader(pdf).attachments["record.json"]
    levels = json.loads(record)["documents"][0]["levels"]
    lines = {line["criterion"]: line["text"] for level in levels for line in level["lines"]}
    return {key: lines[key] for key in keys}


def at_the_command_line(demo: Path, *handed_in: object) -> list[dict[str, Any]]:
    """Return what `skillcert verify` answers to each."""
    said = []
    for one in handed_in:
        command = ["verify", str(one), "--trust", str(demo / "issuers.json"), "--json"]
        said.append(json.loads(CliRunner().invoke(app, command).stdout))
    return said


def in_the_page(browser: Browser, demo: Path, way: str, handed_in: object) -> tuple[str, str]:
    """Return the verdict of the demo's own page and everything that it shows of the paper."""
    with watched(browser, locale="nb-NO") as seen:
        seen.open(demo / "check.html", str(handed_in) if way == "fragment" else "")
        if way == "file":
            seen.page.set_input_files("#file", str(handed_in))
        elif way == "paste":
            seen.page.fill("#text", str(handed_in))
            seen.page.click("button[type=submit]")
        verdict = seen.verdict()
        assert seen.complaints == []
        shown = seen.page.locator("#certificate")
        return verdict, shown.inner_text() if shown.is_visible() else ""


@pytest.mark.parametrize("paper", PAPERS)
def test_one_verdict_and_one_content(
    browser: Browser, demo: Path, tmp_path: Path, paper: str
) -> None:
    """Picture, page and command line say the same of a paper, and show the same."""
    ways = printed(demo, paper, tmp_path)
    trust = open_bundle((demo / "issuers.json").read_bytes())
    read = verify_code(ways.code, trust, on=dt.datetime.now(tz=dt.UTC).date())
    assert read.report.genuine
    assert read.code is not None
    content = read.code.content
    answers = at_the_command_line(demo, ways.pdf, ways.scan, ways.code)
    assert [one["verdict"] for one in answers] == ["genuine"] * 3
    assert [one["content"] for one in answers] == [codec.unstructure(content)] * 3
    keys = [key for group in content.levels for key in group.skills]
    words = [one["words"] for one in answers]
    # The rubric that is installed and the record in the file have the words for each key.
    assert words[0] == words[1] == words[2] == recorded(ways.pdf, keys)
    fragment = ways.code.partition("#")[2]
    shown = {
        in_the_page(browser, demo, way, one)
        for way, one in (("fragment", fragment), ("file", ways.scan), ("paste", ways.code))
    }
    ((verdict, text),) = shown
    verdict_of_file, text_of_file = in_the_page(browser, demo, "file", ways.pdf)
    assert verdict == verdict_of_file == "genuine"
    signers = [f"{one.name}, {one.title}" for one in content.signers]
    lines = [line for group in content.levels for line in group.lines]
    assert lines or keys
    for said in (content.name, content.field, content.issuer, *lines, *signers):
        assert said in text
        assert said in text_of_file
    for key in keys:
        assert key in text
        assert words[0][key] in text_of_file


def test_one_verdict_on_what_was_changed(browser: Browser, demo: Path, tmp_path: Path) -> None:
    """A code with another digit, and a file with another record: refused everywhere alike."""
    ways = printed(demo, PAPERS[0], tmp_path)
    other = ways.code[:-30] + str((int(ways.code[-30]) + 1) % 10) + ways.code[-29:]
    swapped = tmp_path / "swapped.pdf"
    (foreign,) = (demo / PAPERS[1]).iterdir()
    swapped.write_bytes(exchanged(ways.pdf.read_bytes(), foreign.read_bytes()))
    verdicts = [one["verdict"] for one in at_the_command_line(demo, other, swapped)]
    fragment = other.partition("#")[2]
    assert in_the_page(browser, demo, "fragment", fragment) == ("not_confirmed", "")
    verdict, text = in_the_page(browser, demo, "file", swapped)
    assert verdicts == ["not_confirmed", verdict] == ["not_confirmed", "changed"]
    assert "Jonas Bråten" in text


def test_the_words_on_a_page_do_not_matter(browser: Browser, demo: Path, tmp_path: Path) -> None:
    """A file whose visible text was edited, with the code left alone, shows what was signed."""
    (pdf,) = (demo / PAPERS[0]).iterdir()
    carried = pypdf.PdfReader(pdf).attachments
    # Pages that say something else altogether, and the true code beside them.
    (foreign,) = (demo / PAPERS[1]).iterdir()
    writer = pypdf.PdfWriter()
    writer.add_page(pypdf.PdfReader(foreign).pages[0])
    for name in ("code.txt", "record.json"):
        writer.add_attachment(name, carried[name][0])
    data = io.BytesIO()
    writer.write(data)
    edited = tmp_path / "edited.pdf"
    edited.write_bytes(data.getvalue())
    (answer,) = at_the_command_line(demo, edited)
    assert answer["content"]["name"] == "Jonas Bråten"
    _, text = in_the_page(browser, demo, "file", edited)
    assert "Jonas Bråten" in text
