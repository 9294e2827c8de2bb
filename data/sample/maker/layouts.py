"""The outlets' pages around a story, as text dumps. Distinctive words of what is not story go to `page.banned`."""

from __future__ import annotations

import textwrap
import zlib

from maker.chrome import caption, clock, cut, pick, sponsored, teasers
from maker.html_page import html_page
from maker.registry import TEASERS
from maker.stories import Page, fold, source_of


def blocks_herald(p: Page) -> list[str]:
    date = f"{p.published:%b} {p.published.day}, {p.published.year}, {clock(p.published, 'AM')}"
    if p.updated:
        date += f" | Updated: {p.updated:%b} {p.updated.day}, {p.updated.year}, {clock(p.updated, 'am')}"
    blocks = ["CNA" if source_of(p) == "CNA" else "FLOOD 2031", p.title, date]
    if shot := caption(p):
        blocks += [cut(shot[0]), f"{shot[0]} (Photo by {shot[1]})", f"(Photo by {shot[1]})"]
    if p.head.get("byline"):
        blocks.append(p.head["byline"].upper())
    blocks += p.shown
    blocks.append("Pannonia Herald Live")
    for t in teasers(p, 6):
        blocks += [cut(t["caption"]), t["author"], t["title"], t["summary"], t["ago"]]
    blocks.append("Sponsored Articles")
    for s in sponsored(p, 4):
        blocks += [cut(s["caption"]), s["by"], s["title"], s["summary"]]
    return [*blocks, p.title]


def blocks_lake9(p: Page) -> list[str]:
    blocks = [
        "Skip to content",
        "Lakeshore Nine",
        "News | Weather | Sports | Traffic | Watch Live",
        "WORLD NEWS",
        p.title,
        f"by: {(p.head.get('byline') or 'Continental News Agency').removeprefix('By ')}",
        f"Posted: {p.published:%b}. {p.published.day}, {p.published.year} / {clock(p.published, 'AM')} CDT",
    ]
    if shot := caption(p):
        blocks += [cut(shot[0], 110), f"{shot[0]} ({shot[1]})"]
    middle = len(p.shown) // 2 + 1
    promo = "Sign up for the Lakeshore Nine morning newsletter and get the top stories in your inbox."
    blocks += [*p.shown[:middle], promo, *p.shown[middle:]]
    blocks += [
        "Copyright 2031 Continental News Agency. All rights reserved. This material may not be published, broadcast, "
        "rewritten or redistributed.",
        "Close",
        "Trending on Lakeshore Nine",
    ]
    for n, t in enumerate(teasers(p, 5), 1):
        blocks += [f"{n}. {t['title']}", t["ago"]]
    blocks.append("More World News")
    for t in pick(TEASERS, p, 8)[5:]:
        p.banned += t["ban"]
        blocks += [t["title"], t["summary"]]
    p.banned += ["Lakeshore", "newsletter"]
    return [*blocks, "Sponsored", *[s["title"] for s in sponsored(p, 3)], "Download the Lakeshore Nine weather app"]


def blocks_inn(p: Page) -> list[str]:
    blocks = [
        "Inn Valley Courier",
        "Home  News  Region  Sport  Culture  Classifieds  E-paper",
        "You are here: Home > News > High water",
        p.title,
        (p.head.get("byline") or "By our own reporters") + ", Inn Valley Courier",
    ]
    if "undated" not in p.options:
        blocks.append(
            f"Published: {p.published:%B} {p.published.day}, {p.published.year} at {clock(p.published, 'AM')}"
        )
        if p.updated:
            blocks.append(f"Last change: {p.updated:%B} {p.updated.day}, {p.updated.year} at {clock(p.updated, 'AM')}")
    if shot := caption(p):
        blocks += [f"{shot[0]} Photo: {shot[1]}"]
    blocks += p.shown
    blocks += ["Share this article  Print  Send by e-mail", "Comments (0)", "Please log in to comment.", "Also read"]
    for t in teasers(p, 4):
        blocks += [f"* {t['title']}", t["ago"]]
    p.banned += ["E-paper", "Classifieds"]
    return [
        *blocks,
        "Advertisement",
        *[s["title"] for s in sponsored(p, 2)],
        "Imprint | Privacy | Terms | Advertise with us",
        "(c) 2031 Inn Valley Courier Publishing House",
    ]


def blocks_ledger(p: Page) -> list[str]:
    month = f"{p.published.day} {p.published:%B} {p.published.year} {clock(p.published, '24')} CEST"
    blocks = [
        "VIENNA MORNING LEDGER",
        "Politics",
        "City",
        "Economy",
        "Europe",
        "Opinion",
        "Subscribe",
        "Log in",
        "Europe / Floods",
        p.title,
        month,
    ]
    if p.updated:
        blocks.append(f"Last updated {p.updated.day} {p.updated:%B} {p.updated.year} {clock(p.updated, '24')} CEST")
    blocks.append((p.head.get("byline") or "By Ledger staff").removeprefix("By "))
    if shot := caption(p):
        blocks += [f"Image: {cut(shot[0], 70)}", f"{shot[0]} © {shot[1]}"]
    blocks += p.shown
    name = (p.head.get("byline") or "").removeprefix("By ")
    if name and source_of(p) != "CNA":
        blocks.append(
            f"{name} reports on the region for the Ledger. Before that: ten years on the night desk. "
            f"Follow the author for alerts."
        )
    blocks += [
        "Stay informed: the Ledger at Seven, our briefing with coffee, free of charge. Unsubscribe at any time.",
        f"{zlib.crc32(p.story.encode()) % 90 + 7} comments",
        "Most read",
    ]
    for n, t in enumerate(teasers(p, 5), 1):
        blocks += [str(n), t["title"], t["summary"]]
    p.banned += ["Unsubscribe", "Log in"]
    return [
        *blocks,
        "Sponsored content",
        *[f"{s['by']}: {s['title']}" for s in sponsored(p, 3)],
        "About us   Contact   Imprint   Cookie settings",
        "© Vienna Morning Ledger 2031. All rights reserved.",
    ]


def blocks_lantern(p: Page) -> list[str]:
    blocks = [
        "≡ Menu",
        "Bratislava Lantern",
        "LIVE",
        p.title,
        f"Posted {p.published:%a} {p.published.day} {p.published:%b} {p.published.year}, {clock(p.published, 'a.m.')}",
    ]
    if p.updated:
        blocks.append(
            f"Updated {p.updated:%a} {p.updated.day} {p.updated:%b} {p.updated.year}, {clock(p.updated, 'a.m.')}"
        )
    blocks += [p.head.get("byline") or "Lantern newsroom", "Listen to this article · 4 min", "Share"]
    if shot := caption(p):
        blocks += [shot[0], f"PHOTO {shot[1]}"]
    blocks += [
        *p.shown,
        "Tags: floods, rivers, civil protection",
        "Support independent reporting. Become a Lantern member from €4 a month.",
        "You may also like",
    ]
    for t in teasers(p, 5):
        blocks += [t["title"], f"{t['author']} · {t['ago']}"]
    p.banned += ["Lantern member", "Tags:"]
    return [
        *blocks,
        "Partner content",
        *[s["title"] for s in sponsored(p, 2)],
        p.title,
        "Back to top",
        "© 2031 Lantern Media. Reproduction only with permission.",
    ]


def blocks_drava(p: Page) -> list[str]:
    line = f"{p.published:%d/%m/%Y %H:%M}"
    if p.updated:
        line += f" - updated {p.updated:%d/%m/%Y %H:%M}"
    blocks = [
        "Drava Daily",
        "naslovnica · news · slavonia · world · sport · weather 14°C",
        "NEWS",
        p.title,
        line,
        (p.head.get("byline") or "By Drava Daily"),
    ]
    if shot := caption(p):
        blocks += [cut(shot[0], 80), f"{shot[0]} / Photo: {shot[1]}"]
    middle = max(2, len(p.shown) - 2)
    extra = pick(TEASERS, p, 7)[6]
    p.banned += extra["ban"]
    blocks += [*p.shown[:middle], f"READ ALSO: {extra['title']}", *p.shown[middle:]]
    blocks += ["Did you notice a mistake? Write to the desk.", "LATEST"]
    for n, t in enumerate(teasers(p, 6)):
        blocks += [f"{21 - n}:{(zlib.crc32(t['title'].encode()) % 60):02d}  {t['title']}"]
    return [*blocks, "PROMO", *[f"{s['title']} ({s['by']})" for s in sponsored(p, 2)], "Drava Daily 2031"]


def blocks_sava(p: Page) -> list[str]:
    stamp = p.published.replace(hour=p.published.hour - 2)
    blocks = [
        "SAVA TRIBUNE",
        "Serbia | Region | World | Business | Culture",
        p.title,
        stamp.strftime("%Y-%m-%dT%H:%M:00Z"),
    ]
    if p.updated:
        blocks.append("modified " + p.updated.replace(hour=p.updated.hour - 2).strftime("%Y-%m-%dT%H:%M:00Z"))
    blocks.append(fold(p.head.get("byline") or "Tribune desk"))
    if shot := caption(p):
        blocks.append(fold(f"{shot[0]} [Photo: {shot[1]}]").replace("’", "'"))
    blocks += [*p.shown, "Send to a friend", "Other news"]
    for t in teasers(p, 4):
        blocks += [t["title"].replace("’", "'"), t["summary"].replace("’", "'"), t["ago"]]
    return [*blocks, "Sponsored links", *[s["title"] for s in sponsored(p, 3)], "Copyright Sava Tribune d.o.o. 2031"]


def blocks_lower(p: Page) -> list[str]:
    blocks = [
        "LOWER DANUBE POST · Independent news from both banks",
        "Sign in",
        "Home / Region / Flood",
        p.title.upper(),
        p.title,
        f"{p.published:%A}, {p.published:%B} {p.published.day}, {p.published.year}, {clock(p.published, '24')} EEST",
    ]
    if p.updated:
        blocks.append(
            f"(updated {p.updated:%A}, {p.updated:%B} {p.updated.day}, {p.updated.year}, {clock(p.updated, '24')} EEST)"
        )
    blocks.append((p.head.get("byline") or "By the Post desk") + " | Photos: " + (caption(p) or ("", "archive"))[1])
    if shot := caption(p):
        blocks.append(shot[0])
    blocks += [*p.shown, "Follow the Post on your favorite network", "RELATED AND RECENT"]
    for t in teasers(p, 5):
        blocks += [t["title"], t["summary"], f"{t['ago']} | {zlib.crc32(t['title'].encode()) % 40} comments"]
    p.banned += ["favorite network"]
    return [
        *blocks,
        "From our partners",
        *[s["title"] for s in sponsored(p, 3)],
        "Lower Danube Post 2031, Ruse. ISSN pending.",
    ]


def blocks_delta(p: Page) -> list[str]:
    blocks = ["DELTA MIRROR", "[ Search ]", p.title, f"{p.published:%d.%m.%Y %H:%M}"]
    if p.updated:
        blocks.append(f"Update: {p.updated:%d.%m.%Y %H:%M}")
    blocks.append(p.head.get("byline") or "By Delta Mirror")
    blocks += [*p.shown]
    if shot := caption(p):
        blocks += [f"Picture 1 of 6: {shot[0]} (credit: {shot[1]})"]
    blocks += ["Rate this article: 1 2 3 4 5", "EDITOR'S PICK"]
    for t in teasers(p, 3):
        blocks += [t["title"], t["summary"], "Read on >"]
    return [
        *blocks,
        "ADVERTISING",
        *[s["summary"] for s in sponsored(p, 2)],
        "Delta Mirror, Tulcea. Editor's office open 9-17.",
    ]


def wrapped(blocks: list[str]) -> str:
    """The page as a text browser dumps it: hard-wrapped at 80 columns, lists indented."""
    out = []
    for block in blocks:
        bullet = block.startswith("* ")
        out.append(
            textwrap.fill(
                block,
                80,
                initial_indent="  " if bullet else "",
                subsequent_indent="    " if bullet else "",
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n\n".join(out) + "\n"


LAYOUTS = {
    "herald": blocks_herald,
    "lake9": blocks_lake9,
    "inn": blocks_inn,
    "ledger": blocks_ledger,
    "lantern": blocks_lantern,
    "drava": blocks_drava,
    "sava": blocks_sava,
    "lower": blocks_lower,
    "delta": blocks_delta,
}


def page_bytes(page: Page) -> bytes:
    if page.kind == "html":
        return html_page(page).encode("utf-8")
    blocks = LAYOUTS[page.outlet](page)
    text = wrapped(blocks) if "wrap" in page.options else "\n\n".join(blocks) + "\n"
    if "cp1252" in page.options:
        return text.encode("cp1252")
    return text.encode("utf-8-sig" if "bom" in page.options else "utf-8")
