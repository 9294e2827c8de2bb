"""A run to give away: one HTML file with all pages as sections, and a zip with that file, the pages and their tables.

Both open anywhere. What only this machine needs (notebooks, run.json) stays behind; links to other runs are no links.
Refuses to hand on a path of this machine or what reads like a secret, and says in which file it stands.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from helpers.errors import RunError
from helpers.paths import ROOT, is_address
from helpers.report import page
from helpers.report.render import METHOD
from helpers.runner.publish import DATA, FRONT

#: The single file, also inside the zip.
WHOLE = "all.html"
#: The step that stands first.
_LEAD = "06_briefing"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ID = re.compile(r' (id|aria-labelledby)="([^"]+)"')
_WITHIN = re.compile(r'(\burl\(|href=")#([^")]+)')
_PAGE = re.compile(r' href="([0-9][\w-]*|method)\.html(?:#([^"]+))?"')
_BEHIND = re.compile(r' href="(?:\.\./|data/)[^"]*"')
_OTHER_RUN = re.compile(r' href="\.\./[^"]*"')
_CONTENTS = re.compile(r'<nav class="dl-contents".*?</nav>', re.S)
_HEADING = re.compile(r"(</?h)([1-5])\b")
_SECRET_NAME = re.compile(r"key|token|secret|passw|credential", re.I)
_SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "an access key": re.compile(
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bxox[abprs]-[\w-]{20}|\bsk-[\w-]{32}"),
    "a password in an address": re.compile(r"\w://[^/\s:@\"'<>]+:[^/\s:@\"'<>]+@"),
    "a signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\."),
}


def share(folder: Path, run: Mapping[str, Any], target: Path) -> tuple[Path, Path]:
    """Write `dateline-RUN.html` and `dateline-RUN.zip` of the run in `folder` into `target`; their paths."""
    name = f"dateline-{run['run_id']}"
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}
    files = {file: page.in_tags(text, lambda tag: _OTHER_RUN.sub("", tag)).encode() for file, text in pages.items()}
    files |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob(f"{DATA}/*/*.csv"))}
    files[WHOLE] = whole(pages, run).encode()
    check(files, run)
    try:
        target.mkdir(parents=True, exist_ok=True)
        html, packed = target / f"{name}.html", target / f"{name}.zip"
        html.write_bytes(files[WHOLE])
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for file, data in sorted(files.items()):
                archive.writestr(zipfile.ZipInfo(f"{name}/{file}", _EPOCH), data, zipfile.ZIP_DEFLATED)
    except OSError as error:
        raise RunError("cannot write", where=f"{target} ({error.strerror})", do="Give another with --to.") from error
    return html, packed


def whole(pages: Mapping[str, str], run: Mapping[str, Any]) -> str:
    """All pages of a run (name -> HTML) as the sections of one page, the briefing first."""
    steps = [Path(file).stem for file in pages if file[0].isdigit() or file == METHOD]
    steps.sort(key=lambda step: (step != _LEAD, step))
    failed = {entry["step"] for entry in run.get("steps", ()) if entry.get("status") == "failed"}
    nav = [{"anchor": _prefix(step), "name": page.name_of(step), "failed": step in failed} for step in steps]
    sections = [{**entry, "html": Markup(_section(pages[f"{step}.html"], step, steps))}
                for step, entry in zip(steps, nav)]
    return page.fill(
        "whole.html.j2", run_title=page.run_title(run), sections=sections, nav=nav,
        made_at=page.moment(run.get("finished_utc")), run_id=run.get("run_id", ""),
    )


def check(files: Mapping[str, bytes], run: Mapping[str, Any]) -> None:
    """RunError if a file tells a path of this machine or holds what reads like a secret."""
    corpus = str((run.get("parameters") or {}).get("corpus") or "")
    places = _places([Path.home(), ROOT, Path.cwd(), Path(sys.prefix), Path(tempfile.gettempdir()),
                      *([Path(os.path.normpath(ROOT / corpus))] if corpus and not is_address(corpus) else [])])
    secrets = [value for name, value in os.environ.items()
               if _SECRET_NAME.search(name) and len(value) >= 8 and not value.isalpha() and os.sep not in value]
    for file, data in files.items():
        text = data.decode("utf-8", "replace")
        found = places.search(text)
        kind = "a path of this machine" if found else next(
            (kind for kind, pattern in _SECRETS.items() if pattern.search(text)), "")
        if not kind and any(value in text for value in secrets):
            kind = "the value of a variable of the environment that is named like a secret"
        if kind:
            raise RunError(f"not shared: {kind} stands in a page", where=file,
                           do="Take it out of the articles, or share single pages by hand.")


def _places(paths: Iterable[Path]) -> re.Pattern[str]:
    """Finds one of the folders with something in it; the root of a disk is none."""
    names = {str(path).rstrip("/\\") for path in paths}
    names |= {Path(name).as_posix() for name in names}
    known = sorted((name for name in names if len(name) > 2), key=len, reverse=True)
    return re.compile(rf"(?<![\w/.])(?:file://)?(?:{'|'.join(map(re.escape, known))})[/\\]\w")


def _prefix(step: str) -> str:
    return "s" + step.partition("_")[0]


def _section(html: str, step: str, steps: Sequence[str]) -> str:
    """Header, main part and foot of a page, made part of a larger one: its ids prefixed, its headings a level lower,
    its links to other `steps` links to their sections, without its list of contents."""
    parts = (html.partition(f"<{tag}")[2].partition(f"</{tag}>")[0] for tag in ("header", "main", "footer"))
    text = "".join(f"<div{part}</div>" for part in parts)
    text = _CONTENTS.sub("", text).replace(' id="main" tabindex="-1"', ' class="dl-main"')
    text = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text)
    mine = _prefix(step)

    def moved(tag: str) -> str:
        tag = _ID.sub(lambda found: f' {found[1]}="{mine}-{found[2]}"', tag)
        tag = _WITHIN.sub(lambda found: f"{found[1]}#{mine}-{found[2]}", tag)
        tag = _PAGE.sub(lambda found: _to_section(found) if found[1] in steps else "", tag)
        return _BEHIND.sub("", tag).replace(f' href="{FRONT}"', ' href="#top"')

    return page.in_tags(text, moved)


def _to_section(found: re.Match[str]) -> str:
    step, place = found.groups()
    return f' href="#{_prefix(step)}{"-" + place if place else ""}"'
