"""Articles that try everything: markup, formulas, mathematics, reordering and control characters in every field.

`write` puts them into a folder as people have pages: text dumps, one HTML page, a JSONL file whose records carry the
fields that a crawler would fill. They tell of the same flood as the sample, so that they reach charts and evidence.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

OWN = "document.title='owned'"
#: What is planted, by a name for it. Every one must reach a report, and none may do anything there.
MARKS = {
    "script": f"<script>{OWN}</script>",
    "image": f'<img src=x onerror="{OWN}">',
    "attribute": f'"><svg onload="{OWN}">',
    "table": "</td></tr></table></script></style>",
    "link": f"](javascript:{OWN})",
    "address": f"javascript:{OWN}",
    "mathematics": "$ \\foo $ a_$x_$",
    "formula": '=HYPERLINK("http://x.example","x")',
    "bidi": "\u202egnp.exe",
    "control": "\x1b]0;x\x07",
    "nul": "a\0b",
    "template": "{{ 7 * 7 }} {% raw %}",
}
#: Articles that `write` makes; the records after the last of them cannot be read.
N_PAGES = 2 * len(MARKS) + 3
_URLS = (
    f"javascript:{OWN}",
    f"data:text/html,<script>{OWN}</script>",
    f'https://x.example/" onmouseover="{OWN}',
    "https://x.example/\u202egnp.exe",
    "https://x.example/a page?b=<c>",
    "//x.example/",
)


def write(folder: Path) -> None:
    """Write the pages."""
    folder.mkdir(parents=True)
    marks = list(MARKS.values())
    for number, mark in enumerate(marks):
        (folder / f"{number:02}.txt").write_text(_dump(mark, 1 + number), encoding="utf-8", newline="")
    name = "\"><svg onload=alert(1)> $x_$ ](javascript_x) '; -- \u202e.txt"
    (folder / name).write_text(_dump(" ".join(marks), 20), encoding="utf-8", newline="")
    (folder / "page.html").write_text(_html(marks), encoding="utf-8", newline="")
    records = [_record(mark, _URLS[number % len(_URLS)], 1 + number) for number, mark in enumerate(marks)]
    lines = [json.dumps(record) for record in records]
    lines += [json.dumps({**records[0], "id": "lone", "title": "\ud800 \udfff", "text": "Passau \ud800 flooded.\n"})]
    lines += ["{", "[]", '"<script>"', '{"text": 1}', "\0"]
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def _body(mark: str, day: int) -> str:
    person, place = f"Anna {mark} Kollar", f"Passau {mark}"
    return (
        f"PASSAU, Germany {mark} (CNA) — At least {10 + day} people were killed near {place} on Monday, Mayor {person}"
        f" of Linz {mark} said. {mark} The Danube crested at {mark} 11.2 meters.\n\n"
        f"“We have never seen {mark} such water in Budapest,” said Karl Brenner, head of the {mark} water board of"
        f" Vienna. “{mark}”\n\n"
        f"{mark} Kollar told {mark} reporters that {200 + day} homes were flooded in {place} and Linz, according to the"
        f" {mark} Ministry.\n\nThe {mark} Relief Federation said €{day} million had been pledged for Budapest {mark}."
        f" Kollar said she would “go on {mark} until May” with {mark} Karl {mark} Brenner."
    )


def _dump(mark: str, day: int) -> str:
    return (
        f"Flood {mark} passes Passau and Linz\n\nBy Anna {mark} Kollar\n\nApril {day}, 2031 at 10:20 a.m.\n\n"
        f"{_body(mark, day)}\n\nMore stories {mark}\n\nCopyright 2031 {mark}\n"
    )


def _record(mark: str, url: str, day: int) -> dict[str, str]:
    return {
        "id": f"{mark}-{day}", "title": f"{mark} Danube passes Linz", "author": f"Anna {mark} Kollar",
        "source": f"{mark} Courier", "site": f"{mark} Courier", "url": url, "published": f"2031-04-{day:02}T09:00:00Z",
        "language": mark, "text": _body(mark, day).replace("homes", "houses"),
    }


def _html(marks: list[str]) -> str:
    all_of_it = html.escape(" ".join(marks).replace("\0", ""))
    paragraphs = "".join(f"<p>{html.escape(part.replace(chr(0), ''))}</p>" for part in _body(marks[0], 9).split("\n\n"))
    data = {"@type": "NewsArticle", "headline": marks[0], "datePublished": "2031-04-09", "author": {"name": marks[1]}}
    return (
        f"<!doctype html><html><head><title>Flood {all_of_it}</title>"
        f'<meta property="og:site_name" content="{all_of_it}"><link rel="canonical" href="javascript:{OWN}">'
        f'<script type="application/ld+json">{json.dumps(data).replace("</", "<")}</script></head>'
        f'<body onload="{OWN}"><h1>Flood {all_of_it}</h1><article><p>By Anna Kollar</p>{paragraphs}'
        f"<script>{OWN}</script><p>{all_of_it}</p></article></body></html>"
    )
