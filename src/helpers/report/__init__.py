"""What notebooks show things with, and how an executed notebook becomes a page.

    from helpers.report import Evidence, Figure, Table, charts, say, words
"""

from __future__ import annotations

from helpers.report import charts, words
from helpers.report.evidence import Evidence
from helpers.report.figure import Figure
from helpers.report.tables import Table
from helpers.report.words import Sentence, say

__all__ = ["Evidence", "Figure", "Sentence", "Table", "charts", "say", "words"]
