"""Open pages in headless Chromium and write down what is there, so that many tests can ask about one visit."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PHONE, DESK = 390, 1280

_FACTS = """() => {
  document.querySelectorAll('details').forEach((details) => { details.open = true });
  const all = [...document.querySelectorAll('*')];
  const shown = (element) => element.outerHTML.slice(0, 160);
  const named = (element) => (element.getAttribute('aria-label') || '').trim();
  const addresses = ['href', 'src', 'xlink:href', 'action', 'formaction', 'data', 'poster', 'srcdoc'];
  const at = (element, name) => (element.getAttribute(name) || '').trim();
  return {
    handlers: all.filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).map(shown),
    bad_addresses: all.filter((e) => addresses.some((name) =>
      /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data:text\\/html|file)\\s*:?/i.test(at(e, name)) ||
      name === 'srcdoc' && e.hasAttribute(name))).map(shown),
    foreign_elements: all.filter((e) => e.matches('iframe, object, embed, form, base, audio, video, foreignObject,'
      + 'meta[http-equiv=refresh i], link:not([href^="data:"])')).map(shown),
    n_scripts: document.scripts.length,
    h1: [...document.querySelectorAll('h1')].map((e) => e.textContent.trim()),
    lang: document.documentElement.lang,
    silent_figures: all.filter((e) => e.matches('figure')
      && !(e.querySelector('[role=img], [role=group]') && named(e.querySelector('[role=img], [role=group]')))
      && ![...e.querySelectorAll('img')].some((i) => at(i, 'alt'))).map(shown),
    nameless_pictures: all.filter((e) => (e.matches('img:not([alt])'))
      || (e.matches('svg, img') && !at(e, 'alt') && !named(e)
          && !(e.closest('[role=img], [role=group], [aria-hidden=true]')))).map(shown),
    nameless_tables: all.filter((e) => e.matches('table')
      && !(e.caption && e.caption.textContent.trim())
      && !(e.closest('[role=region]') && named(e.closest('[role=region]')))).map(shown),
    uncaptioned_tables: all.filter((e) => e.matches('.dl-table table')
      && !(e.caption && e.caption.textContent.trim())).map(shown),
    doubled_ids: all.map((e) => e.id).filter((id, n, ids) => id && ids.indexOf(id) !== n),
    title: document.title,
    text: document.body.innerText,
  };
}"""
_WIDE = """(width) => ({
  page: document.documentElement.scrollWidth,
  elements: [...document.querySelectorAll('main *, header *, nav *, footer *')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > width + 1 && !e.closest('.dl-scroll, pre, svg');
  }).slice(0, 5).map((e) => e.outerHTML.slice(0, 160)),
})"""


@dataclass(frozen=True)
class Seen:
    """One page. `requests`: all but the page itself; `facts`: see _FACTS; `wide`: its width on a phone, and what
    stands out there."""

    requests: tuple[str, ...]
    messages: tuple[str, ...]
    facts: dict[str, Any]
    wide: dict[str, Any]


def chromium() -> str | None:
    """The system's own browser."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def look(executable: str, pages: Mapping[str, Path]) -> dict[str, Seen]:
    """Every page, opened at the width of a desk and of a phone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        found = {name: _visit(browser, path) for name, path in pages.items()}
        browser.close()
    return found


def open_page(browser: Any, path: Path) -> tuple[Any, list[str], list[str]]:
    """A page opened at the width of a desk, the addresses it asks for (itself first), and what it reports or says."""
    requests: list[str] = []
    messages: list[str] = []
    page = browser.new_page(viewport={"width": DESK, "height": 900})
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("dialog", lambda dialog: (messages.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.goto(path.resolve().as_uri())
    return page, requests, messages


def _visit(browser: Any, path: Path) -> Seen:
    page, requests, messages = open_page(browser, path)
    facts = page.evaluate(_FACTS)
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.wait_for_timeout(50)
    wide = page.evaluate(_WIDE, PHONE)
    facts["title"] = page.title()
    page.close()
    foreign = tuple(url for url in requests[1:] if not url.startswith("data:image/"))
    return Seen(foreign, tuple(messages), facts, wide)
