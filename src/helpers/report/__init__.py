"""What notebooks show things with, and how an executed notebook becomes a page.

    from helpers.report import Evidence, Figure, Table, charts, say, words

Each is imported when it is first asked for: pages and lists of runs need neither matplotlib nor pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Articles": "articles", "Compared": "compared", "Evidence": "evidence", "Figure": "figure", "Sentence": "words",
    "Table": "tables", "say": "words",
}  # fmt: skip
_MODULES = ("charts", "words")

__all__ = ["Articles", "Compared", "Evidence", "Figure", "Sentence", "Table", "charts", "say", "words"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
