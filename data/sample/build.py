"""Assemble the sample corpus: written stories in, saved-looking pages and exact gold out. Standard library only.

    python data/sample/build.py [FOLDER]      writes FOLDER/pages and FOLDER/gold (default: beside this file)

Everything is fictional: the flood, the outlets, the officials. The same stories always give the same bytes.
How a story is written: maker/stories.py and maker/marks.py. How the outlets' pages look: maker/layouts.py and
maker/html_page.py. Places, outlets and the unrelated matter of pages: maker/registry.py.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from maker.layouts import page_bytes  # noqa: E402
from maker.marks import render  # noqa: E402
from maker.registry import OUTLETS  # noqa: E402
from maker.stories import Page, fold, iso, pages_of, read_stories, source_of  # noqa: E402


def slugify(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text.replace("’", "")).lower()).strip("-")


def place_file(page: Page) -> None:
    """Give the page its address and its file name, in the habit of whoever saved that outlet's pages."""
    outlet = OUTLETS[page.outlet]
    slug = slugify(page.title)[:60].rstrip("-")
    page.url = f"https://{outlet['host']}/{page.published:%Y/%m/%d}/{page.story}"
    folder = slugify(outlet["name"])
    suffix = f" ({page.version})" if page.version else ""
    if page.kind == "jsonl":
        number = f"{page.published:%y%m%d}-{page.story}" + (f"-v{page.version + 1}" if page.version else "")
        page.path = f"pages/wire.jsonl#{number}"
        return
    safe = re.sub(r'[\\/:*?"<>|]', "", fold(page.title.replace("’", "'"))).strip()
    names = {
        "slug": f"{slug}{suffix.replace(' ', '-').strip('()')}",
        "day": f"{page.published:%Y-%m-%d}-{slug}",
        "title": f"{safe} - {outlet['name']}{suffix}",
    }
    if "undated" in page.options:
        names["day"] = slug
    name = (
        names[outlet["files"]]
        if not page.version or outlet["files"] == "title"
        else f"{names['day']}-v{page.version + 1}"
    )
    page.path = f"pages/{folder}/{name}.{page.kind}"


def wire_line(page: Page) -> str:
    row = {
        "id": page.path.split("#")[1],
        "url": page.url,
        "title": page.title,
        "published_at": iso(page.published, page.outlet),
    }
    if page.updated:
        row["updated_at"] = iso(page.updated, page.outlet)
    row |= {"source": "CNA", "author": (page.head.get("byline") or "").removeprefix("By ") or None, "body": page.body}
    return json.dumps(row, ensure_ascii=False)


def dateline_of(page: Page) -> str | None:
    place = re.sub(r"\s*\([A-Z]+\)\s*$", "", page.head.get("dateline", ""))
    text = re.sub(r"\{([^{}|:]+)[^{}]*\}", r"\1", place)
    return (fold(text) if OUTLETS[page.outlet].get("straight") else text) or None


def article_row(page: Page, pages: list[Page]) -> dict:
    undated = "undated" in page.options
    banned = []
    for word in page.banned:
        if word not in banned and word.lower() not in page.body.lower() and word.lower() in page.seen:
            banned.append(word)
    byline = (page.head.get("byline") or "").removeprefix("By ") or None
    if byline and OUTLETS[page.outlet].get("straight"):
        byline = fold(byline)
    return {
        "page_path": page.path,
        "title": page.title,
        "body": page.body,
        "byline": byline,
        "dateline": dateline_of(page),
        "source": source_of(page),
        "site": OUTLETS[page.outlet]["name"],
        "url": page.url,
        "published": None if undated else iso(page.published, page.outlet),
        "updated": iso(page.updated, page.outlet) if page.updated and not undated else None,
        "story": page.story,
        "version": page.version,
        "must_not_contain": banned,
        "copy_of": next(q.path for q in pages if q.story == page.story and q.copy_of is None)
        if page.copy_of is not None
        else None,
    }


def build(target: Path) -> list[Page]:
    """Write target/pages and target/gold anew; returns the pages made."""
    pages: list[Page] = []
    for story in read_stories(HERE / "stories"):
        pages += pages_of(story)
    for folder in ("pages", "gold"):
        shutil.rmtree(target / folder, ignore_errors=True)
        (target / folder).mkdir(parents=True)
    for page in pages:
        render(page)
        place_file(page)
    paths = [p.path for p in pages]
    if len(set(paths)) != len(paths):
        raise SystemExit(f"two pages of one name: {sorted(p for p in paths if paths.count(p) > 1)[0]}")
    pages.sort(key=lambda p: p.path)
    for page in pages:
        if page.kind != "jsonl":
            path = target / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            raw = page_bytes(page)
            path.write_bytes(raw)
            seen = raw.decode("cp1252" if "cp1252" in page.options else "utf-8-sig")
            page.seen = " ".join(html.unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", seen)).split()).lower()
    wire = sorted((p for p in pages if p.kind == "jsonl"), key=lambda p: (p.updated or p.published, p.path))
    (target / "pages/wire.jsonl").write_bytes("".join(wire_line(p) + "\n" for p in wire).encode("utf-8"))
    (target / "pages/untitled.txt").write_bytes(b"")
    written = sorted(pages, key=lambda p: (p.published, p.copy_of is not None, p.version, p.path))
    gold = {"articles": [article_row(p, written) for p in pages]}
    for name in ("places", "figures", "people", "quotes"):
        gold[name] = [
            {"page_path": p.path, **row} for p in pages for row in sorted(p.gold[name], key=lambda r: r["start"])
        ]
    for name, rows in gold.items():
        lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
        (target / "gold" / f"{name}.jsonl").write_bytes(lines.encode("utf-8"))
    return pages


if __name__ == "__main__":
    made = build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    sys.stdout.write(f"{len(made)} articles\n")
