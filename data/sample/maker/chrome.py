"""What surrounds a story on a page: clock styles, captions, and the choice of teasers and sponsored links."""

from __future__ import annotations

import hashlib
from datetime import datetime

from maker.registry import SPONSORED, TEASERS
from maker.stories import Page


def clock(when: datetime, style: str) -> str:
    """`5:59 AM`, `5:59 am`, `5:59 p.m.` or `05:59`."""
    if style == "24":
        return when.strftime("%H:%M")
    mark = {"AM": ("AM", "PM"), "am": ("am", "pm"), "a.m.": ("a.m.", "p.m.")}[style][when.hour >= 12]
    return f"{when.hour % 12 or 12}:{when:%M} {mark}"


def pick(pool: list, page: Page, n: int, salt: int = 0) -> list:
    """`n` items of a pool, chosen by the story's name so that pages differ and always stay the same."""

    def rank(i: int) -> bytes:
        return hashlib.sha256(f"{page.story}/{page.outlet}/{salt}/{i}".encode()).digest()

    order = sorted(range(len(pool)), key=rank)
    return [pool[i] for i in order[:n]]


def teasers(page: Page, n: int) -> list[dict]:
    chosen = pick(TEASERS, page, n)
    page.banned += [w for t in chosen for w in t["ban"]]
    return chosen


def sponsored(page: Page, n: int) -> list[dict]:
    chosen = pick(SPONSORED, page, n, salt=1)
    page.banned += [w for t in chosen for w in t["ban"]] + ["Sponsored"]
    return chosen


def cut(text: str, n: int = 96) -> str:
    """An alternative text as sites cut it, in the middle of a word."""
    return text if len(text) <= n else text[:n].rstrip() + "..."


def caption(page: Page) -> tuple[str, str] | None:
    if "caption" not in page.head:
        return None
    text, photographer = [p.strip().replace("'", "’") for p in page.head["caption"].split("|")]
    return text, photographer
