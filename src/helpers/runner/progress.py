"""What a run says while it works: one line a step, and on a terminal a last line with what is running and what is left.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TextIO

from helpers.runner.step import Result
from helpers.runner.truth import one_line

_CLEAR = "\r\x1b[K"


class Progress:
    """Writes to `stream`; nothing at all if `quiet`."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream, self.quiet = stream, quiet
        self._live = stream.isatty() and not quiet
        self._since: dict[str, float] = {}
        self._left: dict[str, float] = {}

    def expect(self, seconds: Mapping[str, float]) -> None:
        """How long each step that is to run took the last time."""
        self._left = dict(seconds)

    def started(self, step: str) -> None:
        self._since[step] = time.monotonic()
        self.tick()

    def done(self, result: Result) -> None:
        self._since.pop(result.step, None)
        self._left.pop(result.step, None)
        if result.taken_from and not result.failure:
            said = f"kept   unchanged since run {result.taken_from}"
        elif result.failure:
            said = f"failed {one_line(str(result.failure))}"
        else:
            said = f"good   {result.facts.get('n_articles', 0)} articles"
        self.say(f"{result.step:<12} {result.seconds:6.1f} s  {said}")

    def say(self, text: str) -> None:
        """One line; the text must hold nothing that a terminal obeys (see `truth.one_line`)."""
        if not self.quiet:
            self._stream.write(f"{_CLEAR if self._live else ''}{text}\n")
            self._stream.flush()

    def tick(self) -> None:
        """Renew the line on a terminal that names what is running, and for how long."""
        if self._live:
            now = time.monotonic()
            names = ", ".join(f"{step} {now - since:.0f} s" for step, since in sorted(self._since.items()))
            left = sum(max(seconds - now + self._since.get(step, now), 0) for step, seconds in self._left.items())
            about = f"; about {left:.0f} s of work left" if left >= 1 else ""
            self._stream.write(_CLEAR + (f"running: {names}{about}" if names else ""))
            self._stream.flush()
