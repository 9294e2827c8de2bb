"""The frame of every page: head with Content-Security-Policy, our style and script by hash, header, main, footer.

Templates are filled with autoescape on, and invisible characters of every value are made visible first.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers.report import escape, words
from helpers.report.palette import PALETTE
from helpers.report.show import TEMPLATE

_PATHS = re.compile(r"(?<![\w:/.])(?:~|[A-Za-z]:)?(?:[/\\][\w.@+-]+){2,}")
_TAG = re.compile(r"<[a-z][^<>]*>")
_RUN_ID = re.compile(r"(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)\d\d-\w+")


@lru_cache(maxsize=1)
def style() -> str:
    """The style sheet of all pages, with the palette's variables for light and dark."""
    light, dark = (
        "".join(f"--dl-{name}:{pair[number]};" for name, pair in PALETTE.items()) for number in (0, 1)
    )
    css = (TEMPLATE / "report.css").read_text(encoding="utf-8")
    head = f":root{{color-scheme:light dark;{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f"{head}@media print{{:root{{color-scheme:light;{light}}}}}\n{css}"


@lru_cache(maxsize=1)
def script() -> str:
    """The one script: sorts and filters tables, opens what a link points to. Pages are complete without it."""
    return (TEMPLATE / "report.js").read_text(encoding="utf-8")


def policy() -> str:
    """The Content-Security-Policy: nothing is loaded, nothing runs but what has our hash."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style())}; script-src {_hash(script())};"
        " base-uri 'none'; form-action 'none'"
    )


def fill(template: str, **values: Any) -> str:
    """A whole page from a template of `template/`."""
    frame = {"policy": policy(), "style": Markup(style()), "script": Markup(script())}
    return _environment().get_template(template).render(**frame, **values)


def write(path: Path, html: str) -> None:
    """Write a page, whole or not at all."""
    waiting = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    waiting.write_text(html, encoding="utf-8", errors="replace", newline="\n")
    waiting.replace(path)


def without_paths(text: Any) -> str:
    """The text on one line, with the folders of this machine taken out of paths."""
    return " ".join(_PATHS.sub(lambda match: "…/" + re.split(r"[/\\]", match.group())[-1], str(text)).split())


def in_tags(html: str, change: Callable[[str], str]) -> str:
    """The HTML with each of its tags changed, and nothing of what stands between them: a text may read like a tag's
    inside."""
    return _TAG.sub(lambda found: change(found.group()), html)


def name_of(step: str) -> str:
    """`03_places` -> "Places"."""
    return step.lstrip("0123456789_").replace("_", " ").capitalize() or step


def moment(value: Any) -> str:
    """A time in UTC as "10 June 2031, 18:30 UTC"; an empty text if there is none."""
    try:
        time = dt.datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    time = time.astimezone(dt.UTC) if time.tzinfo else time
    return f"{words.day(time.date())}, {time:%H:%M} UTC"


def moment_of_run(run_id: Any) -> str:
    """When a run began, by its id."""
    match = _RUN_ID.fullmatch(str(run_id))
    return moment("{}-{}-{}T{}:{}+00:00".format(*match.groups())) if match else ""


def period_of(facts: dict[str, Any]) -> str:
    """The period of a page's facts in words."""
    period = facts.get("period")
    return words.period(*period) if period else "no dated article"


def run_title(run: Mapping[str, Any]) -> str:
    """The title of a run: as asked, or by its corpus."""
    name = (run.get("corpus") or {}).get("name") if isinstance(run.get("corpus"), Mapping) else ""
    return str(run.get("title") or (f"Reports on {name}" if name else "Dateline"))


def key_points(facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """The key points of a step, each with the id it links to; empty where that is none."""
    points = []
    for point in facts.get("key_points") or ():
        anchor = str(point.get("anchor") or "").removeprefix("#")
        points.append({"text": point.get("text", ""), "anchor": anchor if escape.is_id(anchor) else ""})
    return points


def size_of(n_bytes: int) -> str:
    """A file's size: "412 KB", "1.2 MB"."""
    return f"{n_bytes / 1e6:.1f} MB" if n_bytes >= 999_500 else f"{max(1, round(n_bytes / 1000))} KB"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _plain(value: Any) -> Any:
    return value if isinstance(value, Markup) else "" if value is None else escape.visible(value)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE), autoescape=True, undefined=StrictUndefined, finalize=_plain,
        trim_blocks=True, lstrip_blocks=True,
    )
    environment.filters |= {"name_of": name_of, "moment": moment, "size_of": size_of, "moment_of_run": moment_of_run}
    environment.globals |= {"count": words.count}
    return environment
