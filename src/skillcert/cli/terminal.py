"""Asking on a screen that can be drawn on, with prompt_toolkit.

The rules

- What is drawn while asking goes away when it is answered; only what `say` says stays.
- Nothing is told by colour alone: the cursor is `>`, what is taken along is `[x]`.
- A question that wants a sure answer hears no key before it has stood on the screen for a moment,
  and shows its keys only then.
- What stands above a question and is longer than the screen is shown in pages. The keys are offered
  beneath the last one: nobody signs what was not on the screen.
- When nobody presses a key for a while, the question ends with `Idle`.
"""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable, Iterator, Sequence
from getpass import getpass
from typing import Any, Final, TypeVar

import attrs
from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.styles import Style
from prompt_toolkit.validation import ValidationError, Validator

from skillcert.cli.asking import Idle, Key
from skillcert.cli.drawing import Leaf, list_lines, wrap
from skillcert.cli.finder import Row
from skillcert.cli.picker import Picker
from skillcert.cli.words import ScreenWords

__all__ = ["Terminal"]

T = TypeVar("T")

_STYLE = Style.from_dict({"question": "bold", "at": "reverse"})
_WIDEST = 100
_ESCAPE_WAIT = 0.05
_MOMENT = 0.25
_ENTER: Final = "enter"
_AT, _CURSOR = "class:at", "[SetCursorPosition]"


@attrs.define(kw_only=True)
class Terminal:
    """A terminal with somebody at it: an `skillcert.cli.asking.Asker`.

    Attributes:
        words: The words of lists and questions.
        idle: After how many seconds without a key a question ends; None for never.
        moment: For how many seconds a question that wants a sure answer hears nothing.
        input: Where keys come from.
        output: Where it is drawn.
    """

    words: ScreenWords
    idle: float | None = None
    moment: float = _MOMENT
    input: Input = attrs.field(factory=lambda: create_input(always_prefer_tty=True))
    output: Output = attrs.field(factory=lambda: create_output(always_prefer_tty=True))

    def say(self, *lines: str) -> None:
        """Show lines that stay."""
        for line in lines:
            for piece in wrap(line, self._width):
                self.output.write(f"{piece}\r\n")
        self.output.flush()

    def lock(self) -> None:
        """Clear the screen, and forget what was typed ahead."""
        clear_typeahead(self.input)
        self.output.erase_screen()
        self.output.cursor_goto(0, 0)
        self.output.flush()

    def secret(self, question: str) -> str | None:
        """Let a passphrase be typed that is not shown; an empty one is None."""
        clear_typeahead(self.input)
        return getpass(f"{question}: ") or None

    def line(
        self, question: str, *, default: str = "", check: Callable[[str], str] | None = None
    ) -> str | None:
        """Let a line be typed; None is going back."""
        keys = KeyBindings()
        keys.add(Keys.Escape, eager=True)(lambda event: event.app.exit(result=None))
        session: PromptSession[str] = PromptSession(
            message=f"{question}: ",
            validator=_Check(check) if check else None,
            validate_while_typing=False,
            key_bindings=keys,
            style=_STYLE,
            input=self.input,
            output=self.output,
        )
        session.app.ttimeoutlen = _ESCAPE_WAIT
        typed: str | None = session.prompt(default=default, pre_run=self._clock(session.app).wind)
        return typed if typed is None else typed.strip()

    def pick(
        self, question: str, rows: Sequence[Row[T]], *, several: bool = False, above: str = ""
    ) -> tuple[T, ...] | None:
        """Let a row be chosen, or several; None is going back."""
        picker = Picker(rows=rows, several=several)

        def lines() -> Iterator[tuple[str, str]]:
            yield from self._head(above, question)
            yield from self._text("", f"{self.words.search}: {picker.typed}")
            if picker.typed and not picker.page:
                yield from self._text("", f"  {self.words.nothing_found}")
            for line in list_lines(picker, self._width):
                yield (_AT if line.at else "", line.text)
            yield from self._text("", f"\n{self._pick_foot(picker)}")

        answer: tuple[T, ...] | None = self._run(lines, _pick_keys(picker))
        return answer

    def press(
        self,
        question: str,
        keys: Sequence[Key],
        *,
        above: str = "",
        sure: bool = False,
        back: bool = True,
    ) -> str | None:
        """Let one key be pressed and return it; None is going back."""
        deaf = _Deaf(self.moment if sure else 0)
        leaf = Leaf()
        foot = [*self._text("", f"\n{self.words.press_foot}" if back else "")]

        def lines() -> Iterator[tuple[str, str]]:
            asked = [*self._head("", question)]
            offered = [*self._offered(keys), *foot]
            page = leaf.page(
                list(wrap(above, self._width)) if above else [],
                rows=self.output.get_size().rows - 1,
                below=len(asked) + len(offered),
            )
            yield from (("", line) for line in page)
            if leaf.more:
                yield from self._text("", f"\n{self.words.rest}")
            else:
                yield from [("", ""), *asked] if page else asked
                yield from offered if deaf.hears else ()

        answer: str | None = self._run(lines, _press_keys(keys, deaf, leaf, back=back), deaf)
        return answer

    def _run(
        self,
        lines: Callable[[], Iterator[tuple[str, str]]],
        keys: KeyBindings,
        deaf: _Deaf | None = None,
    ) -> Any:
        def content() -> StyleAndTextTuples:
            # The terminal's own cursor goes to the row, for that is what a screen reader reads.
            return [
                piece
                for style, text in lines()
                for piece in ((_CURSOR if style == _AT else "", ""), (style, f"{text}\n"))
            ]

        window = Window(FormattedTextControl(content, focusable=True), wrap_lines=False)
        app: Application[Any] = Application(
            layout=Layout(window),
            key_bindings=keys,
            style=_STYLE,
            input=self.input,
            output=self.output,
            erase_when_done=True,
        )
        app.ttimeoutlen = _ESCAPE_WAIT
        clock = self._clock(app)

        def begin() -> None:
            clock.wind()
            if deaf and not deaf.hears:
                clear_typeahead(self.input)
                deaf.begin(app)

        return app.run(pre_run=begin)

    def _head(self, above: str, question: str) -> Iterator[tuple[str, str]]:
        if above:
            yield from self._text("", f"{above}\n")
        yield from self._text("class:question", question)

    def _offered(self, keys: Sequence[Key]) -> Iterator[tuple[str, str]]:
        for key in keys:
            name = self.words.enter if key.key == _ENTER else key.key
            space = " " * (len(name) + 4)
            yield from self._text("", f"  {name}  {key.label}", indent=space[2:])
            if key.meaning:
                yield from self._text("", space + key.meaning)

    def _clock(self, app: Application[Any]) -> _Clock:
        clock = _Clock(app=app, seconds=self.idle)
        app.key_processor.before_key_press += lambda _: clock.wind()
        return clock

    def _pick_foot(self, picker: Picker[Any]) -> str:
        words = self.words
        more = picker.above + picker.below
        head = f"{words.more.format(count=more)}\n" if more else ""
        if picker.taken:
            return head + words.pick_taken.format(count=len(picker.taken))
        return head + (words.pick_several if picker.several else words.pick_one)

    def _text(self, style: str, text: str, *, indent: str = "") -> Iterator[tuple[str, str]]:
        if text:
            for line in wrap(text, self._width, indent=indent):
                yield (style, line)

    @property
    def _width(self) -> int:
        return min(self.output.get_size().columns - 1, _WIDEST)


@attrs.define(kw_only=True)
class _Clock:
    """Ends a question when nobody has pressed a key for a while."""

    app: Application[Any]
    seconds: float | None
    _handle: TimerHandle | None = None

    def wind(self) -> None:
        """Begin to count anew."""
        if self._handle:
            self._handle.cancel()
        if self.seconds is not None:
            self._handle = get_running_loop().call_later(self.seconds, self._ring)

    def _ring(self) -> None:
        if self.app.is_running and not self.app.is_done:
            self.app.exit(exception=Idle())


@attrs.define
class _Deaf:
    """Whether keys are heard yet."""

    seconds: float
    hears: bool = attrs.field(init=False)
    _handle: TimerHandle | None = None

    def __attrs_post_init__(self) -> None:
        self.hears = not self.seconds

    def begin(self, app: Application[Any]) -> None:
        """Hear from a moment on."""
        self.hears = not self.seconds
        if self._handle:
            self._handle.cancel()

        def hear() -> None:
            self.hears = True
            app.invalidate()

        if not self.hears:
            self._handle = get_running_loop().call_later(self.seconds, hear)


@attrs.frozen
class _Check(Validator):
    """A check of a line, as prompt_toolkit asks for it."""

    _fault: Callable[[str], str]

    def validate(self, document: Document) -> None:
        """Raise what is wrong with the line."""
        if fault := self._fault(document.text.strip()):
            raise ValidationError(message=fault, cursor_position=len(document.text))


def _interrupts(keys: KeyBindings) -> None:
    keys.add(Keys.ControlC, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    keys.add("<sigint>")(lambda event: event.app.exit(exception=KeyboardInterrupt()))


def _pick_keys(picker: Picker[Any]) -> KeyBindings:
    keys = KeyBindings()
    _interrupts(keys)
    moves: dict[Keys, Callable[[], object]] = {
        Keys.Up: lambda: picker.move(-1),
        Keys.Down: lambda: picker.move(1),
        Keys.PageUp: lambda: picker.turn(-1),
        Keys.PageDown: lambda: picker.turn(1),
        Keys.Tab: picker.take,
        Keys.Backspace: picker.erase,
    }

    def move(event: KeyPressEvent) -> None:
        moves[Keys(event.key_sequence[0].key)]()

    def ends(event: KeyPressEvent, answer: object) -> None:
        if answer is not None:
            event.app.exit(result=answer)

    def escape(event: KeyPressEvent) -> None:
        if picker.back():
            event.app.exit(result=None)

    for key in moves:
        keys.add(key)(move)
    keys.add(Keys.Enter)(lambda event: ends(event, picker.enter()))
    keys.add(Keys.Escape, eager=True)(escape)
    keys.add(Keys.Any)(lambda event: ends(event, _letter(picker, event.data)))
    return keys


def _letter(picker: Picker[T], text: str) -> tuple[T, ...] | None:
    """Let a letter search, a digit choose, and a space take along; return what is chosen."""
    if text.isdecimal() and text.isascii():
        return picker.digit(int(text))
    if text == " " and not picker.typed:
        picker.take()
    elif text.isprintable():
        picker.type(text)
    return None


def _press_keys(offered: Sequence[Key], deaf: _Deaf, leaf: Leaf, *, back: bool) -> KeyBindings:
    keys = KeyBindings()
    _interrupts(keys)
    known = {key.key for key in offered}

    def answer(event: KeyPressEvent, result: str | None) -> None:
        if deaf.hears:
            event.app.exit(result=result)

    def turn(event: KeyPressEvent, by: int) -> None:
        leaf.turn(by)
        deaf.begin(event.app)

    if back:
        keys.add(Keys.Escape, eager=True)(lambda event: answer(event, None))
    for key, by in ((Keys.PageUp, -1), (Keys.Up, -1), (Keys.PageDown, 1), (Keys.Down, 1)):
        keys.add(key)(lambda event, by=by: turn(event, by))

    @keys.add(Keys.Any)
    @keys.add(Keys.Enter)
    def _any(event: KeyPressEvent) -> None:
        key = _ENTER if event.key_sequence[0].key == Keys.Enter else event.data.lower()
        if leaf.more and key in {_ENTER, " "}:
            turn(event, 1)
        elif not leaf.more and key in known:
            answer(event, key)

    return keys
