"""Reading the written stories, and the pages each of them becomes (its own, its copies', its versions').

A story in stories/*.txt
    === slug               starts a story; then `key: value` lines, an empty line, paragraphs
    keys                   outlet, title, date (YYYY-MM-DD HH:MM, local time of the outlet), updated, byline, dateline,
                           place (default place of its figures), caption (text | photographer), kind (txt, html, jsonl),
                           options (wrap, cp1252, bom, undated)
    >> text                a line inside the story that is not story ("Read more: ...", a second caption)
    __ text                the contributor line after the story
    --- copy OUTLET | date | title | cut=N      another outlet ran it; title and cut are optional,
                                                cut = paragraphs kept
    --- version date | title                    a later version at the same address; then lines `old => new`
                                                and `+ new paragraph`
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from maker.registry import OUTLETS


@dataclass
class Story:
    """A story as written: header fields, paragraphs with marks, and its copies and versions."""

    slug: str
    head: dict[str, str]
    paragraphs: list[str]
    more: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass
class Page:
    """One saved page to write: what it shows, and the gold of its story."""

    story: str
    outlet: str
    title: str
    published: datetime
    updated: datetime | None
    head: dict[str, str]
    paragraphs: list[str]
    kind: str
    options: set[str]
    copy_of: int | None = None
    version: int = 0
    path: str = ""
    url: str = ""
    body: str = ""
    shown: list[str] = field(default_factory=list)
    gold: dict[str, list[dict]] = field(default_factory=dict)
    banned: list[str] = field(default_factory=list)
    seen: str = ""


def read_stories(folder: Path) -> list[Story]:
    """All stories of the folder, in the order of file names and of the files."""
    stories = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        stories += [_read_story(part) for part in re.split(r"^=== ", text, flags=re.M)[1:]]
    return stories


def _read_story(part: str) -> Story:
    first, *rest = re.split(r"^--- ", part, flags=re.M)
    header, _, body = first.partition("\n\n")
    slug, *lines = header.splitlines()
    head = dict(line.split(": ", 1) for line in lines if ": " in line)
    more = []
    for block in rest:
        line, *changes = block.strip().split("\n")
        more.append((line.strip(), [c for c in changes if c.strip()]))
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", body) if p.strip()]
    return Story(slug.strip(), head, paragraphs, more)


def pages_of(story: Story) -> list[Page]:
    """The page of a story, then those of its copies and versions, in the order written."""

    def stamp(text: str) -> datetime:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M")

    head = story.head
    updated = stamp(head["updated"]) if "updated" in head else None
    first = Page(
        story.slug,
        head["outlet"],
        head["title"],
        stamp(head["date"]),
        updated,
        head,
        story.paragraphs,
        head.get("kind", OUTLETS[head["outlet"]]["kind"]),
        set(head.get("options", "").split()),
    )
    pages = [first]
    for line, changes in story.more:
        what, *parts = [p.strip() for p in line.split("|")]
        if what.startswith("copy"):
            outlet = what.split()[1]
            cut = next((int(p[4:]) for p in parts[1:] if p.startswith("cut=")), None)
            title = next((p for p in parts[1:] if not p.startswith("cut=")), first.title)
            plain = [p for p in first.paragraphs if not p.startswith(">>")]
            pages.append(
                replace(
                    first,
                    outlet=outlet,
                    title=title,
                    published=stamp(parts[0]),
                    updated=None,
                    paragraphs=plain[:cut],
                    kind=OUTLETS[outlet]["kind"],
                    options=set(),
                    copy_of=0,
                    gold={},
                )
            )
            continue
        paragraphs = list(pages[-1].paragraphs if pages[-1].copy_of is None else first.paragraphs)
        for change in changes:
            if change.startswith("+ "):
                paragraphs.append(change[2:])
                continue
            old, new = change.split(" => ")
            if not any(old in p for p in paragraphs):
                raise SystemExit(f"{story.slug}: nothing to change: {old!r}")
            paragraphs = [p.replace(old, new) for p in paragraphs]
        title = parts[0] if parts else first.title
        number = max(p.version for p in pages) + 1
        pages.append(
            replace(
                first,
                title=title,
                updated=stamp(what.removeprefix("version")),
                paragraphs=paragraphs,
                version=number,
                options=set(),
                gold={},
            )
        )
    return pages


def fold(text: str) -> str:
    """Letters without their accents, as an outlet without the keyboard for them types names."""
    text = text.replace("đ", "dj").replace("Đ", "Dj").replace("ß", "ss")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def iso(when: datetime, outlet: str) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:00") + OUTLETS[outlet]["offset"]


def source_of(page: Page) -> str:
    """The agency of the dateline, else the outlet that wrote it."""
    agency = re.search(r"\(([A-Z]+)\)\s*$", page.head.get("dateline", ""))
    return agency.group(1) if agency else OUTLETS[page.head["outlet"]]["name"]
