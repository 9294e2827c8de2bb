"""Text as the token rules want it: one kind of apostrophe, no soft hyphens, canonical Unicode. Never for offsets."""

from __future__ import annotations

import unicodedata

_MAP = {
    ord("\u2019"): "'", ord("\u02bc"): "'", ord("\u2018"): "'", ord("\u201c"): '"', ord("\u201d"): '"',
    ord("\u00ad"): None, ord("\u200b"): None, ord("\ufeff"): None, ord("\u00a0"): " ", ord("\u202f"): " ",
}  # fmt: skip


def for_tokens(text: str) -> str:
    """Straight quotes, no soft hyphens or zero-width spaces, NFC. The length may change: offsets do not carry over."""
    return unicodedata.normalize("NFC", text).translate(_MAP)
