"""The kinds of pictures a report uses: a DataFrame in, a Figure out. An empty frame gives a sentence instead.

All take, by keyword, `id`, `title`, `subtitle`, `alt`, `source`, `n`, and optionally `data` (default: the frame) and
`empty` (what to say when there is nothing to show). Each is drawn twice, for a page and for a phone.
"""

from __future__ import annotations

from helpers.report.charts.bars import bars, heatmap
from helpers.report.charts.events import lanes
from helpers.report.charts.network import network
from helpers.report.charts.reported import claims
from helpers.report.charts.series import columns, small_multiples
from helpers.report.style import new_figure

__all__ = ["bars", "claims", "columns", "heatmap", "lanes", "network", "new_figure", "small_multiples"]
