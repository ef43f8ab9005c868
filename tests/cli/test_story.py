"""A supervisor's day, from `skillcert init` to a PDF, as one story told at a keyboard.

Everything is typed in a terminal, as the guide for supervisors says (`docs/supervisors.md`), on a
ledger in a file and on one in PostgreSQL.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import attrs
import pytest
from PIL import Image

from ..postgres import Server, running_server
from .window import ENTER, TAB, UP, Window, opened

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals"),
    # Each command derives keys and loads its libraries, on machines that do other things too.
    pytest.mark.timeout(600),
]

PROGRAMME, KARI, AHMED = "three blue wheels", "oil and grease", "copper and tin"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a ledger that is not there yet."""
    if request.param == "sqlite":
        yield "sqlite:///bryggegata.db"
        return
    server: Server = request.getfixturevalue("postgres")
    address = server.database()
    yield address
    server.drop(address)


@attrs.frozen
class Workshop:
    """The shared computer.

    Attributes:
        folder: The folder that everything happens in.
        url: The ledger.
    """

    folder: Path
    url: str

    @property
    def environment(self) -> Mapping[str, str]:
        """What is set up on it."""
        return {"SKILLCERT_LEDGER": self.url, "SKILLCERT_LANGUAGE": "en"}

    def run(self, *arguments: str) -> AbstractContextManager[Window]:
        """Type a command."""
        return opened(*arguments, folder=self.folder, environment=self.environment, size=(80, 40))


def begin(workshop: Workshop) -> None:
    """The manager makes the ledger and lets Kari choose her passphrase."""
    with workshop.run("init") as window:
        window.see("Name of the workshop")
        window.type("Bryggegata Verksted")
        for question, answer in (
            ("Street and number", "Bryggegata 12"),
            ("Postcode and town", "4006 Stavanger"),
            ("Town", "Stavanger"),
            ("Telephone number that an employer can call", "+47 51 00 00 00"),
            ("E-mail address", "post@bryggegata.example"),
            ("Web address", ""),
        ):
            window.see(f"{question}:")
            window.type(answer)
        twice(window, "programme’s key", PROGRAMME)
        window.see("Add the first supervisor now?", "yes")
        window.press("y")
        enrol(window, "Kari Lunde", "workshop manager", KARI, asked=False)
        assert window.end() == 0
    with workshop.run("supervisor", "add") as window:
        enrol(window, "Ahmed Sørensen", "supervisor", AHMED)
        assert window.end() == 0


def enrol(window: Window, name: str, title: str, passphrase: str, *, asked: bool = True) -> None:
    """A supervisor is enrolled and chooses a passphrase.

    The programme's is asked for where it was not chosen a moment ago.
    """
    window.see("Name, as it stands on certificates:")
    window.type(name)
    window.see("Title", title)
    window.press(*title[:4], ENTER)
    if asked:
        window.see("Passphrase of the programme’s key:")
        window.type(PROGRAMME)
    window.see("Please change places.")
    twice(window, f"for {name}", passphrase)
    window.see(f"{name} may sign from now on.")


def twice(window: Window, whose: str, passphrase: str) -> None:
    """A new passphrase is typed twice, and stands nowhere on the screen."""
    window.see("New passphrase", whose)
    window.type(passphrase)
    window.see("The same once more:")
    window.type(passphrase)


def unlock(window: Window, name: str, passphrase: str) -> None:
    """A supervisor says who it is and unlocks."""
    window.see("Who are you?", name)
    window.press(name[0].lower(), ENTER)
    window.see(f"Passphrase of {name}:")
    window.type(passphrase)


def three_people(workshop: Workshop) -> None:
    """Kari puts three people on the list, the first time at the prompt, then as scripts do."""
    for name in ("Jonas Bråten", "Amina Yusuf", "Nguyễn Thị Bích Hằng"):
        with workshop.run("person", "add", "--key", "kari_lunde") as window:
            window.see("Name, as the person wants it on paper:")
            window.type(name)
            window.see("Passphrase of Kari Lunde:")
            window.type(KARI)
            window.see(f"{name} is in:")
            assert window.end() == 0


def a_picture_of_the_work(workshop: Workshop) -> None:
    """Kari notes what Amina did yesterday, with a photograph that Amina wants on paper."""
    Image.new("RGB", (640, 480), "steelblue").save(workshop.folder / "wheel.jpg")
    with workshop.run("evidence") as window:
        unlock(window, "Kari Lunde", KARI)
        window.see("Who?", "Amina Yusuf")
        window.press("a", ENTER)
        window.see("Which workshop?", "Bicycle workshop")
        window.press("b", ENTER)
        window.see("What was it?", "A task was done")
        window.press("1")
        window.see("Which task was it?")
        window.press(*"true a", ENTER)
        window.see("Which day?")
        window.press("2")
        window.see("A note on what the hands did, or an empty line:")
        window.type("Trued it with a gauge she made herself.")
        window.see("A picture file, or an empty line:")
        window.type("wheel.jpg")
        window.see("What the picture shows, for those who cannot see it:")
        window.type("A wheel in the truing stand")
        window.see("A picture file, or an empty line:")
        window.type("")
        window.see("May it stand on paper? Ask Amina Yusuf.")
        window.press("y")
        window.see("True a wheel", "A wheel in the truing stand", "Note this?", "Enter note it")
        window.press(ENTER)
        window.see("Noted: True a wheel, Amina Yusuf")
        assert window.end() == 0


def a_round_at_the_desk(workshop: Workshop) -> int:
    """Kari signs: first one skill of one person, then several of several, and takes one back.

    Returns:
        How many keys the first signature took, from unlocking.
    """
    with workshop.run("sign") as window:
        unlock(window, "Kari Lunde", KARI)
        window.see("Who did you see working today?", "Amina Yusuf", "Finish and lock")
        before = window.pressed
        window.press("1")  # Amina was seen last
        window.see("What did Amina Yusuf do today?")
        window.press("m", "1")
        window.see_now("Which task was it?", "Change an inner tube")
        window.press("2")
        window.see_now("How did Amina Yusuf do this today?", "Change an inner tube")
        window.press("2")
        window.see_now("You sign as Kari Lunde", "With some help: Mends punctures", "Enter sign")
        window.press(ENTER)
        window.see_now("Signed: 1 skill.")
        keys = window.pressed - before
        window.see_now("take back what was just signed")
        window.press(ENTER)
        several(window)
        window.see_now("Who did you see working today?")
        window.press(UP, ENTER)
        window.see("Locked. 3 skills were signed, and they are kept.")
        assert window.end() == 0
    return keys


def several(window: Window) -> None:
    """Two people did the same two things; one level was a slip and is taken back at once."""
    window.see_now("Who did you see working today?", "Jonas Bråten")
    window.press("a", TAB, "j", TAB, ENTER)
    window.see_now("What did Amina Yusuf and Jonas Bråten do today?")
    window.press(*"true a", ENTER)
    for name, level in (("Amina Yusuf", "4"), ("Jonas Bråten", "1")):
        window.see_now(f"How did {name} do this today?", f"0 {name} did not do this today")
        window.press(level)
    window.see_now("shown to a colleague: True a wheel", "noted before: True a wheel")
    window.see_now("For the certificate still to come:", "Enter sign")
    window.press(ENTER)
    window.see_now("Signed: 2 skills.", "u take back")
    window.press("u")
    window.see_now("Taken back.", "Enter sign more")
    window.press(ENTER)
    window.see_now("Who did you see working today?", "Jonas Bråten")
    window.press("a", TAB, "j", TAB, ENTER)
    window.see_now("What did Amina Yusuf and Jonas Bråten do today?")
    window.press("1")  # what was signed last comes first
    window.see_now("Which task was it?", "True a wheel")
    window.press("1")
    for name, level in (("Amina Yusuf", "2"), ("Jonas Bråten", "2")):
        window.see_now(f"How did {name} do this today?")
        window.press(level)
    window.see_now("With some help: Trues wheels", "Enter sign")
    window.press(ENTER)
    window.see_now("Signed: 2 skills.", "Enter sign more")
    window.press(ENTER)


def a_correction(workshop: Workshop) -> None:
    """Jonas did it together with a colleague, after all: the level is corrected."""
    with workshop.run("correct") as window:
        unlock(window, "Kari Lunde", KARI)
        window.see("Who?", "Jonas Bråten")
        window.press("j", ENTER)
        window.see("Which signature is to be corrected?", "Trues wheels")
        window.press("1")
        window.see("What is right?", "With guidance")
        window.press("1")
        window.see("With some help becomes With guidance.", "Enter sign")
        window.press(ENTER)
        window.see("Corrected: With guidance.")
        assert window.end() == 0


def the_paper(workshop: Workshop) -> Path:
    """The manager issues Amina's certificate; return the file."""
    options = ("--person", "amina", "--workshop", "bicycle", "--language", "da")
    with workshop.run("issue", *options, "--out", "papers") as window:
        window.see("Passphrase of the programme’s key:")
        window.type(PROGRAMME)
        window.see("In the ledger as certificate")
        assert window.end() == 0
    (path,) = (workshop.folder / "papers").iterdir()
    return path


def test_a_supervisors_day(url: str, tmp_path: Path) -> None:
    """From an empty folder to a certificate, each line of which goes back to a signature."""
    workshop = Workshop(tmp_path, url)
    begin(workshop)
    three_people(workshop)
    a_picture_of_the_work(workshop)
    assert a_round_at_the_desk(workshop) <= 6
    a_correction(workshop)
    paper = the_paper(workshop)
    assert paper.read_bytes().startswith(b"%PDF-")

    with workshop.run("ledger", "check") as window:
        assert window.end() == 0
        shown = " ".join(window.text.split())
    for said in (
        "Mends punctures and changes inner tubes: With some help signed by Kari Lunde",
        "Trues wheels and replaces spokes: With some help signed by Kari Lunde",
        "Every line goes back to a signature.",
        "Everything holds: every signature, every link and every file.",
    ):
        assert said in shown
