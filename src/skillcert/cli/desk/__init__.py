"""`skillcert sign` without options: a supervisor at the shared computer, with greasy hands.

Rules of this package

- It is a conversation with an `Asker`, and knows no terminal.
- Nothing is written before it was shown in plain words and confirmed with a key of its own.
- From unlocking, one skill of one person takes at most six keys.
- What is noted as seen today, the supervisor has said: the task, the level, and that a colleague
  was shown how. Nothing is noted that was not on the screen.
"""
