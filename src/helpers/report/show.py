"""What Figure, Table, Evidence and sentences have in common: HTML for Jupyter and the report, plain text elsewhere.

In JupyterLab each output carries a small style sheet, so that it looks right without the report around it; `render`
takes it out again, because the report has its own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parent / "template"
#: Files that belong to what is shown, for the run's folder: name -> bytes as `export.pack` packs them.
FILES_MIME = "application/vnd.dateline.files+json"


class Shown(ABC):
    """Something a notebook shows. Subclasses say how: `html()` (complete and escaped) and `plain()`."""

    @abstractmethod
    def html(self) -> str: ...

    @abstractmethod
    def plain(self) -> str: ...

    def files(self) -> dict[str, str]:
        """Files for the run's folder `data/`, packed, by name: what is too long for the page."""
        return {}

    def _repr_html_(self) -> str:
        return f"<style>{_lab_style()}</style>{self.html()}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/html": self._repr_html_(), "text/plain": self.plain()}
        files = self.files()
        return bundle | {FILES_MIME: files} if files else bundle

    def __repr__(self) -> str:
        return self.plain()


@lru_cache(maxsize=1)
def _lab_style() -> str:
    return (TEMPLATE / "lab.css").read_text(encoding="utf-8").strip()
