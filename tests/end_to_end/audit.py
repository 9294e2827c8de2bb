"""Each page of a run in headless Chromium: accessible in light and dark, a phone wide, whole on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from .look import DESK, PHONE, open_page

#: A4 and Letter less the margins that report.css sets (18 mm above and below, 16 mm at the sides), in CSS pixels.
PAPERS = {"A4": (178, 261), "Letter": (184, 243)}
_PIXELS_A_MM = 96 / 25.4

# Rows and sentences beyond the first of each table and proof are alike: without them axe takes a tenth of the time.
_OPEN_SOME = """() => {
  document.querySelectorAll('details').forEach((details) => { details.open = true });
  document.querySelectorAll('tbody tr:nth-child(n+4), .dl-proof:nth-of-type(n+3), .dl-proof li:nth-child(n+2),'
    + '.dl-narrow, .dl-code:not(.dl-setup), main svg g g:nth-child(n+40)').forEach((one) => one.remove());
}"""
_AXE = """(rules) => axe.run(document, {resultTypes: ['violations'],
  ...(rules ? {runOnly: {type: 'rule', values: rules}} : {})})"""
_CUT = """(width) => [...document.querySelectorAll('main *, header *, footer *')].filter((e) =>
  e.getBoundingClientRect().width && e.getBoundingClientRect().right > width + 1
  && !e.closest('svg, .dl-unseen, .dl-told')).map((e) => e.outerHTML.slice(0, 120)).slice(0, 3)"""


@dataclass(frozen=True)
class Audit:
    """One page. `requests`: all but the page itself; `faults`: what axe calls serious or critical, by colour scheme;
    `phone`: width of the page on a phone; `paper`: what is cut on each kind of paper."""

    requests: tuple[str, ...]
    messages: tuple[str, ...]
    faults: dict[str, list[str]]
    phone: int
    paper: dict[str, list[str]]


def audit(executable: str, pages: Mapping[str, Path]) -> dict[str, Audit]:
    """Every page, looked at once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        found = {name: _visit(browser, path) for name, path in pages.items()}
        browser.close()
    return found


@lru_cache(maxsize=1)
def axe() -> str:
    """The script of axe-core."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def _visit(browser: Any, path: Path) -> Audit:
    page, requests, messages = open_page(browser, path)
    page.set_viewport_size({"width": PHONE, "height": 844})
    phone = page.evaluate("document.documentElement.scrollWidth")
    paper = _print(page)
    page.set_viewport_size({"width": DESK, "height": 900})
    page.evaluate(_OPEN_SOME)
    page.evaluate(axe())
    faults = {}
    for scheme, rules in (("light", None), ("dark", ["color-contrast", "link-in-text-block"])):
        page.emulate_media(color_scheme=scheme)
        violations = page.evaluate(_AXE, rules)["violations"]
        faults[scheme] = [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in violations
                          if found["impact"] in ("serious", "critical")]
    page.close()
    foreign = tuple(url for url in requests[1:] if not url.startswith("data:"))
    return Audit(foreign, tuple(messages), faults, phone, paper)


def _print(page: Any) -> dict[str, list[str]]:
    page.emulate_media(media="print", color_scheme="dark")
    cut = {}
    for name, (wide, tall) in PAPERS.items():
        width = round(wide * _PIXELS_A_MM)
        page.set_viewport_size({"width": width, "height": round(tall * _PIXELS_A_MM)})
        cut[name] = page.evaluate(_CUT, width)
    page.emulate_media(media="screen")
    return cut
