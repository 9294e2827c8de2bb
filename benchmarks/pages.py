"""How large the pages of a run are, and how long a browser takes to open each.

    python benchmarks/pages.py [reports/latest]

Milliseconds from the request to the first picture, the median of nine openings, in headless Chromium.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"


def main(folder: Path) -> None:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for file in sorted(folder.resolve().glob("*.html")):
            took = []
            for _ in range(9):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(file.as_uri())
                took.append(page.evaluate(_DRAWN))
                page.close()
            print(f"{file.name:<20} {file.stat().st_size / 1000:6.0f} KB {statistics.median(took):6.0f} ms")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("reports/latest"))
