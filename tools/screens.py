"""Write the pictures of the screens in the guide for supervisors.

Usage: python tools/screens.py [FOLDER]

Each picture shows what the program said when it was run for it, in a terminal of its own: nothing
is typed by hand. Only the random name of a new file is a fixed one, so that the same program gives
the same pictures and `tests/docs` can compare them. FOLDER is `docs/pictures` if left out. It needs
a POSIX terminal; on Windows the pictures cannot be made, only looked at.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import attrs

from skillcert import Programme, codec
from skillcert.cli.keys import write_key
from skillcert.cli.people import PEOPLE, record_of
from skillcert.model import Assessor, Issuer, Name, Reference, Token
from skillcert.programme import Seen
from skillcert.signing import KeySigner

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for the window in which the tests talk to the desk
from tests.cli.window import opened  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
COLUMNS = 96
TALK_COLUMNS = 72
UNTIL = dt.date(2025, 6, 30)
NAMES = ("Amina Yusuf", "Jonas Bråten", "Nguyễn Thị Bích Hằng", "Łucja Żółć-Kowalska", "Ole Kvam")
TASKS = ("wash_bicycle", "change_tyre", "true_wheel", "mend_tube")
PASSPHRASE = "oil and grease"  # noqa: S105 - of a key that signs nothing real

_RUN = (
    "import secrets, sys; secrets.token_hex = lambda size: '7d41c0a95be2f386'[: 2 * size]; "
    "from skillcert.cli import main; sys.exit(main())"
)
# At the desk the day is that of the pictures, and the terminal is the program's own.
_RUN_AT_DESK = (
    "import datetime as dt, fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "import skillcert.cli.settings as settings, skillcert.cli.work as work; "
    "moment = dt.datetime(2025, 6, 30, 15, tzinfo=dt.UTC); "
    "settings.today = moment.date; work.now = lambda: moment; "
    "from skillcert.cli import main; sys.exit(main())"
)
_PROMPT = "> "
_CUT = "⋮"
_QUESTION_END = b"(y/n): "


@attrs.frozen(kw_only=True)
class Step:
    """One command in a picture.

    Attributes:
        command: The command line as a supervisor types it.
        answer: What is answered where the program asks.
        code: The exit code that the program must give.
        first: The text with which the shown part begins; from the start if empty.
        lines: How many lines of the output are shown at most.
    """

    command: str
    answer: str = ""
    code: int = 0
    first: str = ""
    lines: int = 99


@attrs.frozen(kw_only=True)
class Screen:
    """A picture.

    Attributes:
        name: The file's name without its suffix.
        title: What it shows, for those who do not see it.
        prepare: Puts the files into the folder in which the commands are run.
        steps: The commands.
    """

    name: str
    title: str
    prepare: Callable[[Path], object]
    steps: tuple[Step, ...]


def record() -> dict[str, object]:
    """Return the record of somebody who works alone in the bicycle workshop, as JSON data."""
    programme = Programme.installed(strict=True)
    (rubric,) = programme.registry.rubrics("bicycle")
    (person,) = (person for person in PEOPLE if person.key == "colleague")
    made = record_of(person, rubric, workshop="bicycle", until=UNTIL)
    data: dict[str, object] = json.loads(codec.pretty(made))
    return data


def good_record(folder: Path) -> None:
    """Write a record without fault."""
    _write_record(folder, record())


def record_with_words(folder: Path) -> None:
    """Write a record in which the holder's own words give the background away."""
    own = {"own_words": "NAV sent me here, and I stayed for the wheels."}
    _write_record(folder, {**record(), "choices": own})


def rubric_with_faults(folder: Path) -> None:
    """Copy the bicycle workshop's rubric, with two faults in its bokmål text."""
    target = folder / "bicycle"
    with as_file(files("skillcert_rubrics") / "bicycle") as source:
        shutil.copytree(source, target)
    path = target / "bicycle.nb.toml"
    text = path.read_text(encoding="utf-8")
    for right, wrong in (
        ('mend_tube = "', 'mend_tub = "'),
        ('hva som er gjort"', 'hva som er gjort."'),
    ):
        assert right in text, right  # noqa: S101 - the picture would show no fault
        text = text.replace(right, wrong, 1)
    path.write_text(text, encoding="utf-8", newline="\n")


@attrs.frozen(kw_only=True)
class Talk:
    """A picture of one moment at the desk: `skillcert sign`, some keys, and what then stands there.

    Attributes:
        name: The file's name without its suffix.
        title: What it shows, for those who do not see it.
        pressed: What is pressed, each after the text with which the screen asks for it.
        shown: The text that has to stand on the screen before it is pictured.
    """

    name: str
    title: str
    pressed: tuple[tuple[str, str], ...] = ()
    shown: str


TALKS = (
    Talk(
        name="screen-who",
        title="The list of people at the desk: a number for each, those seen today first",
        shown="Finish and lock",
    ),
    Talk(
        name="screen-level",
        title="The question how somebody did something today, with one key for each level",
        pressed=(
            ("Finish and lock", "2"),
            ("What did Jonas", "t"),
            ("Search: t", "2"),
            ("Which task was it?", "1"),
        ),
        shown="show a colleague how",
    ),
    Talk(
        name="screen-sure",
        title="What is about to be signed in plain words, and Enter, which signs it",
        pressed=(
            ("Finish and lock", "2"),
            ("What did Jonas", "t"),
            ("Search: t", "2"),
            ("Which task was it?", "1"),
            ("show a colleague how", "3"),
        ),
        shown="Enter sign",
    ),
)

SCREENS: tuple[Screen | Talk, ...] = (
    *TALKS,
    Screen(
        name="screen-words",
        title="The program shows a word to look at and asks whether to print; the answer is no",
        prepare=record_with_words,
        steps=(Step(command="skillcert issue jonas.json", answer="n", code=1),),
    ),
    Screen(
        name="screen-check",
        title="The program names each fault in a rubric file with its place",
        prepare=rubric_with_faults,
        steps=(Step(command="skillcert rubric check bicycle", code=1),),
    ),
)


def output(step: Step, folder: Path) -> str:
    """Run a command in a terminal of its own and return what stood on it."""
    import pty  # not on Windows

    ours, theirs = pty.openpty()
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "COLUMNS": str(COLUMNS),
        "TERM": "dumb",
        "PYTHONUTF8": "1",
        "SKILLCERT_LANGUAGE": "en",
    }
    command = [sys.executable, "-c", _RUN, *step.command.split()[1:]]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        said = b""
        if step.answer:
            while not said.endswith(_QUESTION_END):
                said += os.read(ours, 65536)
            os.write(ours, f"{step.answer}\n".encode())
        said += b"".join(_until_end(ours))
    os.close(ours)
    text = said.decode("utf-8").replace("\r\n", "\n")
    if process.returncode != step.code:
        raise SystemExit(f"{step.command}: exit {process.returncode}, not {step.code}\n{text}")
    return text


def _until_end(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the other end is closed
            return
        if not data:
            return
        yield data


def shown(step: Step, folder: Path) -> Iterator[str]:
    """Yield the lines of a command in a picture, the prompt with the command first."""
    lines = output(step, folder).rstrip("\n").split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith(step.first)), 0)
    yield _PROMPT + step.command
    if start:
        yield _CUT
    for line in lines[start : start + step.lines]:
        yield from (line[i : i + COLUMNS] for i in range(0, max(1, len(line)), COLUMNS))
    if start + step.lines < len(lines):
        yield _CUT


def drawn(title: str, lines: list[str], *, columns: int = COLUMNS) -> str:
    """Return a picture of *lines* on a terminal, as SVG."""
    advance, height, edge = 7.8, 18, 12
    width = round(columns * advance) + 2 * edge
    total = len(lines) * height + 2 * edge
    rows = []
    for i, line in enumerate(lines):
        if not line:
            continue
        role = {_PROMPT: "c", _CUT: "m"}.get(line[: len(_PROMPT)], "o")
        place = f'class="{role}" x="{edge}" y="{edge + 13 + i * height}"'
        # The length is given, so that the columns stand whatever font there is.
        size = f'textLength="{len(line) * advance:.1f}" lengthAdjust="spacingAndGlyphs"'
        rows.append(f"<text {place} {size}>{escape(line)}</text>\n")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" '
        f'width="{width}" height="{total}" role="img" aria-label={quoteattr(title)}>\n'
        f"<title>{escape(title)}</title>\n"
        "<style>text{font:13px ui-monospace,'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace;"
        "white-space:pre;fill:#222}.c{font-weight:bold;fill:#1f4e5f}.m{fill:#666}</style>\n"
        f'<rect x=".5" y=".5" width="{width - 1}" height="{total - 1}" rx="6" '
        'fill="#fbfbf9" stroke="#9aa5a8"/>\n'
        f"{''.join(rows)}</svg>\n"
    )


def workshop(folder: Path) -> None:
    """Make a ledger with one supervisor and a few people, as it is on the day of the pictures."""
    last = dt.datetime.combine(UNTIL, dt.time(9), dt.UTC)
    days = [last - dt.timedelta(days=before) for before in (3, 1, 0)]
    programme, kari = (KeySigner.of_seed(bytes([i]) * 32) for i in (1, 2))
    moment = [days[0]]
    site = Programme.found(
        f"sqlite:///{folder / 'skillcert.db'}",
        site="bryggegata",
        issuer=Issuer(name=Name("Bryggegata Verksted")),
        signer=programme,
        clock=lambda: moment[0],
    )
    assessor = Assessor(id=Reference("kari"), name=Name("Kari Lunde"))
    site.manage(programme).enrol(assessor, kari.public)
    desk = site.unlock(kari)
    people = [desk.add_person(name).id for name in NAMES]
    for person, day, task in zip(people, (days[2], days[2], days[1], days[0]), TASKS, strict=False):
        moment[0] = max(moment[0], day)
        desk.record_evidence(person, "bicycle", Seen(task=Token(task), on=day.date()))
    site.close()
    write_key(folder / "skillcert.keys" / "kari.key", kari, PASSPHRASE)


def talk_lines(talk: Talk, folder: Path) -> list[str]:
    """Return what stands on the screen of the desk after some keys."""
    environment = {"SKILLCERT_LANGUAGE": "en", "SKILLCERT_PASSPHRASE": PASSPHRASE}
    with opened(
        "sign", folder=folder, environment=environment, size=(TALK_COLUMNS, 32), run=_RUN_AT_DESK
    ) as window:
        for asked, key in talk.pressed:
            window.see_now(asked)
            window.press(key)
        window.see_now(talk.shown)
        return [f"{_PROMPT}skillcert sign", *window.shown]


def picture(screen: Screen | Talk) -> str:
    """Run the commands of a picture in an empty folder and return the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if isinstance(screen, Talk):
            workshop(folder)
            return drawn(screen.title, talk_lines(screen, folder), columns=TALK_COLUMNS)
        screen.prepare(folder)
        return drawn(screen.title, [line for step in screen.steps for line in shown(step, folder)])


def _write_record(folder: Path, data: dict[str, object]) -> None:
    path = folder / "jonas.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", newline="\n")


def main(folder: Path) -> int:
    """Write the pictures and say which."""
    folder.mkdir(parents=True, exist_ok=True)
    for screen in SCREENS:
        path = folder / f"{screen.name}.svg"
        path.write_text(picture(screen), encoding="utf-8", newline="\n")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES))
