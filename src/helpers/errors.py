"""The one family of errors. Each says what went wrong, where, and what to do about it."""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors that a user can mend. Its text is one line: `what: where. What to do.`"""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(str(self))

    def __str__(self) -> str:
        text = f"{self.what}: {self.where}" if self.where else self.what
        text = text.rstrip(".") + "."
        return f"{text} {self.do}".strip()

    def __reduce__(self):
        return _rebuild, (type(self), self.what, self.where, self.do)


def _rebuild(kind: type[DatelineError], what: str, where: str, do: str) -> DatelineError:
    return kind(what, where=where, do=do)


class ParameterError(DatelineError):
    """A parameter is unknown, of the wrong type, or does not fit the others."""


class CorpusError(DatelineError):
    """The corpus as a whole cannot be read. A single bad file never raises this; it is listed instead."""


class StoreError(DatelineError):
    """A table cannot be made, read or written."""


class EngineError(DatelineError):
    """Work cannot be handed out: a cluster or a worker is not there, or not the same as here."""


class RunError(DatelineError):
    """A run cannot start, or cannot be published."""
