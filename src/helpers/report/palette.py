"""The colours of pages and pictures, light and dark. Apart from `style`, so that a page needs no matplotlib."""

from __future__ import annotations

#: Name of the page's colour -> its light and its dark value. Checked for contrast by tests/report/test_style.py.
PALETTE: dict[str, tuple[str, str]] = {
    "ink": ("#1d1c1a", "#ece9e3"),
    "soft": ("#5c5a55", "#aeaba3"),
    "one": ("#0a5a8c", "#7cb9ea"),
    "two": ("#a8410f", "#f29a66"),
    "grey": ("#85827a", "#8f8c84"),
    "grid": ("#dedbd4", "#3b3d41"),
    "faint": ("#f1eee8", "#24272b"),
    "paper": ("#fdfcfa", "#17191c"),
}
