"""A terminal window with the command line in it: keys go in, the screen can be read.

It is a pseudo-terminal with `pyte` behind it, which draws as a terminal would. Waiting is always
for something to stand on the screen, never for a time.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyte

__all__ = ["ENTER", "ESCAPE", "TAB", "Window", "opened"]

ENTER, ESCAPE, TAB, UP, DOWN, CTRL_C = "\r", "\x1b", "\t", "\x1b[A", "\x1b[B", "\x03"
PATIENCE = 90.0
# The terminal becomes the program's own, the one that Ctrl-C and passphrases come from.
RUN = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "import skillcert.cli; sys.exit(skillcert.cli.main())"
)


class _Screen(pyte.HistoryScreen):
    """A screen that answers when it is asked where the cursor is, as terminals do."""

    def __init__(self, columns: int, lines: int, answer: Callable[[bytes], None]) -> None:
        super().__init__(columns, lines, history=2000)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        """Answer what the program asked the terminal."""
        self._answer(data.encode())


class Window:
    """A running program and its screen."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int, size: tuple[int, int]):
        self._process = process
        self._terminal = terminal
        self._screen = _Screen(*size, answer=self._send)
        self._stream = pyte.ByteStream(self._screen)
        self.pressed = 0

    @property
    def text(self) -> str:
        """What stands on the screen, and above it what was scrolled away."""
        above = [
            "".join(line[i].data for i in range(self._screen.columns)).rstrip()
            for line in self._screen.history.top
        ]
        return "\n".join([*above, *(line.rstrip() for line in self._screen.display)]).rstrip()

    @property
    def shown(self) -> list[str]:
        """The lines that stand on the screen now, without the empty ones at the end."""
        lines = [line.rstrip() for line in self._screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def see(self, *words: str) -> str:
        """Wait until all *words* stand on the screen and return what does."""
        return self._wait(lambda: all(word in " ".join(self.text.split()) for word in words), words)

    def see_now(self, *words: str) -> str:
        """Wait until all *words* stand on what is not scrolled away."""

        def there() -> bool:
            now = " ".join(" ".join(self.shown).split())
            return all(word in now for word in words)

        return self._wait(there, words)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other; each is counted."""
        for key in keys:
            self.pressed += 1
            self._send(key.encode())

    def type(self, text: str) -> None:
        """Type a line and Enter; for names and passphrases, which are not counted one by one."""
        self._send(f"{text}\r".encode())

    def interrupt(self) -> None:
        """Send the signal of Ctrl-C to the program, whatever it is doing."""
        os.killpg(self._process.pid, signal.SIGINT)

    def end(self) -> int:
        """Wait until the program has ended and return its exit code."""
        with contextlib.suppress(EOFError):
            self._wait(lambda: False, ("the end of the program",))
        return self._process.wait(timeout=PATIENCE)

    def _wait(self, done: Callable[[], bool], wanted: tuple[str, ...]) -> str:
        until = time.monotonic() + PATIENCE
        while not done():
            left = until - time.monotonic()
            if left < 0 or not select.select([self._terminal], [], [], left)[0]:
                raise AssertionError(f"{wanted} did not come. There stands:\n{self.text}")
            try:
                data = os.read(self._terminal, 65536)
            except OSError:  # Linux says EIO when the program has closed its end
                data = b""
            if not data:
                if done():
                    break
                raise EOFError(f"the program ended. There stands:\n{self.text}")
            self._stream.feed(data)
        return self.text

    def _send(self, data: bytes) -> None:
        os.write(self._terminal, data)


@contextlib.contextmanager
def opened(
    *arguments: str | Path,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    size: tuple[int, int] = (80, 30),
    run: str = RUN,
) -> Iterator[Window]:
    """Run `skillcert` with *arguments* in a window of *size* columns and lines.

    Args:
        arguments: What is typed after the program's name.
        folder: The folder in which it is run.
        environment: Variables that it finds, beside a few.
        size: Columns and lines.
        run: The Python code that runs it.
    """
    import fcntl
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    settings = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "TERM": "xterm",
        "PYTHONUTF8": "1",
        **(environment or {}),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", run, *map(str, arguments)],
        cwd=folder,
        env=settings,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Window(process, ours, size)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)
