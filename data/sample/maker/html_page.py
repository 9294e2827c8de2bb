"""An article page as a browser saves it."""

from __future__ import annotations

import html
import json
import re

from maker.chrome import caption, cut, sponsored, teasers
from maker.registry import OUTLETS
from maker.stories import Page, iso


def html_page(p: Page) -> str:
    """An article page as a browser saves it; dates in JSON-LD, in meta or in a time element, by outlet."""
    e, outlet = html.escape, OUTLETS[p.outlet]
    published, updated = iso(p.published, p.outlet), iso(p.updated, p.outlet) if p.updated else None
    name = (p.head.get("byline") or f"By {outlet['name']}").removeprefix("By ")
    head = [f"<title>{e(p.title)} | {e(outlet['name'])}</title>", f'<link rel="canonical" href="{e(p.url)}">']
    if outlet["html_dates"] == "json-ld":
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": p.title,
            "datePublished": published,
            "dateModified": updated or published,
            "author": {"@type": "Person", "name": name},
            "publisher": {"@type": "Organization", "name": outlet["name"]},
        }
        head.append('<script type="application/ld+json">' + json.dumps(data, ensure_ascii=False) + "</script>")
        day = f"{p.published:%A} {p.published.day} {p.published:%B} {p.published.year}"
        shown_date = f"<time>{day} {p.published:%H.%M} BST</time>"
    else:
        head.append(f'<meta property="article:published_time" content="{published}">')
        if updated:
            head.append(f'<meta property="article:modified_time" content="{updated}">')
        head.append(f'<meta property="og:title" content="{e(p.title)}">')
        head.append(f'<meta name="author" content="{e(name)}">')
        shown_date = f'<time datetime="{published}">{p.published.day} {p.published:%B %Y}</time>'
    nav = "".join(
        f'<li><a href="/{w.lower()}">{w}</a></li>' for w in ("Home", "World", "Politics", "Business", "Weather")
    )
    story = []
    for line in p.shown:
        if line == "___":
            story.append("<hr>")
        elif re.match(r"Read more|More:|Watch:", line):
            story.append(f'<aside class="inline-related"><a href="/more">{e(line)}</a></aside>')
        else:
            story.append(f"<p>{e(line, quote=False)}</p>")
    shot = caption(p)
    figure = (
        (
            f'<figure><img src="photo.jpg" alt="{e(cut(shot[0], 80))}"><figcaption>{e(shot[0])} '
            f'<span class="credit">Photograph: {e(shot[1])}</span></figcaption></figure>'
        )
        if shot
        else ""
    )
    side = "".join(
        f'<li><a href="/t"><h4>{e(t["title"])}</h4></a><p>{e(t["summary"])}</p><span>{t["ago"]}</span></li>'
        for t in teasers(p, 5)
    )
    paid = "".join(
        f'<div class="paid"><a rel="sponsored" href="/s">{e(s["title"])}</a> <small>{e(s["by"])}</small></div>'
        for s in sponsored(p, 3)
    )
    rows = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        *head,
        "<style>body{font-family:serif}</style><script>window.tracker=[];tracker.push('view');</script></head>",
        f'<body><header><a class="logo" href="/">{e(outlet["name"])}</a><nav><ul>{nav}</ul></nav></header>',
        '<div class="cookie">We use cookies to make this site work. <button>Accept</button></div>',
        f'<main><article><p class="kicker">World</p><h1>{e(p.title)}</h1><p class="byline">{e(name)}</p>{shown_date}',
        figure,
        '<div class="article-body">',
        *story,
        "</div>",
        '<div class="newsletter"><p>Get our weekday briefing by e-mail.</p><button>Sign up</button></div></article>',
        f'<aside class="most-viewed"><h3>Most viewed</h3><ul>{side}</ul></aside>{paid}</main>',
        f"<footer><p>© 2031 {e(outlet['name'])} Ltd.",
        '<a href="/terms">Terms</a> <a href="/privacy">Privacy</a></p></footer></body></html>',
    ]
    p.banned += ["We use cookies", "weekday briefing"]
    return "\n".join(r for r in rows if r) + "\n"
