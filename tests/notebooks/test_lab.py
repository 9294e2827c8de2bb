"""The notebooks in a real JupyterLab, driven by a browser: opened as in a fresh clone, all cells run, saved."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.paths import NOTEBOOKS, ROOT
from helpers.runner.jupyter import nbformat
from helpers.runner.truth import judge

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_STEPS = [path.stem for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
_STARTED = re.compile(r"http://(?:127\.0\.0\.1|localhost):(\d+)/lab")
_GROUND = "getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor"
_GROUNDS = {"Light": "rgb(255, 255, 255)", "Dark": "rgb(17, 17, 17)"}
#: How the lab's own look is read off the page, and whether what is shown can be seen.
_SEEN = """() => {
  const area = (element) => { const box = element.getBoundingClientRect(); return box.width * box.height; };
  const shown = [...document.querySelectorAll('.dl-figure svg')].filter((one) => area(one) > 20000);
  const text = shown.length ? shown[0].querySelector('text') : null;
  return {pictures: shown.length, ink: text && getComputedStyle(text).fill,
          ground: """ + _GROUND + """};
}"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """What a fresh clone has: nothing derived, no reports."""
    folder = tmp_path_factory.mktemp("lab") / "dateline"
    for part in ("notebooks", "params", "data/reference", "data/sample"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def address(clone) -> Iterator[str]:
    """A JupyterLab over the clone, as `make lab` starts it."""
    home = clone.parent
    environment = {
        **os.environ, "DATELINE_HOME": str(clone), "DATELINE_REPORTS": str(home / "reports"),
        "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"), "IPYTHONDIR": str(home / "ipython"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root",
        "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        f"--ServerApp.root_dir={clone}",
    ]
    server = subprocess.Popen(command, cwd=clone, env=environment, stderr=subprocess.PIPE, text=True)
    said, port = [], ""
    for line in server.stderr:
        said.append(line)
        found = _STARTED.search(line)
        if found:
            port = found[1]
            break
    threading.Thread(target=server.stderr.read, daemon=True).start()
    if not port:
        server.kill()
        pytest.fail("JupyterLab did not start:\n" + "".join(said[-20:]), pytrace=False)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()


@pytest.fixture(scope="module")
def ran(clone, address) -> dict[str, tuple[dict, dict]]:
    """Every notebook opened, run and saved; how its pictures look in the light and in the dark theme."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on PATH")

    def drive() -> dict[str, tuple[dict, dict]]:
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            found = {step: _run_all(browser, address, clone / "notebooks" / f"{step}.ipynb") for step in _STEPS}
            browser.close()
        return found

    with ThreadPoolExecutor(1) as apart:  # Playwright allows one loop a thread, and other tests may have theirs
        return apart.submit(drive).result()


def _run_all(browser, address: str, notebook: Path) -> tuple[dict, dict]:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    page.goto(f"{address}/lab/workspaces/{notebook.stem}/tree/notebooks/{notebook.name}")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    _wait_for_kernel(page, address, notebook.name)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    _wait_for(page, address, notebook)
    page.locator(".dl-figure svg").first.scroll_into_view_if_needed()
    seen = {}
    for theme in ("Light", "Dark"):  # the lab keeps the last one for the next notebook
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.locator(".lm-Menu-item", has_text=re.compile(r"^Theme")).hover()
        page.locator(".lm-Menu-item", has_text=re.compile(rf"^JupyterLab {theme}$")).click()
        page.wait_for_function("(theme) => " + _GROUND + " === theme", arg=_GROUNDS[theme])
        page.locator(".dl-figure svg:visible").first.scroll_into_view_if_needed()  # cells far off are not laid out
        page.wait_for_function(f"() => ({_SEEN})().pictures")
        seen[theme] = page.evaluate(_SEEN)
    page.close()
    return seen["Light"], seen["Dark"]


def _wait_for_kernel(page, address: str, name: str, seconds: float = 300) -> None:
    """Until the notebook's kernel has started and the page is connected to it: before, the lab asks which to start."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        kernel = _kernel(page, address, name)
        if kernel.get("connections") and kernel["execution_state"] == "idle":
            return
        page.wait_for_timeout(300)
    raise TimeoutError(f"no kernel for {name} in {seconds} s")


def _kernel(page, address: str, name: str) -> dict:
    """What the server says of a notebook's kernel; empty without one."""
    sessions = page.request.get(f"{address}/api/sessions").json()
    return next((session["kernel"] for session in sessions if session["name"] == name), {})


def _wait_for(page, address: str, notebook: Path, seconds: float = 900, still: float = 120) -> None:
    """Save until the last cell on disk has run, or one has failed. A loaded machine may take long while the kernel
    works; one that has been idle, or gone, for `still` seconds with cells left to run hangs."""
    begun = worked = time.monotonic()
    while (now := time.monotonic()) < begun + seconds and now < worked + still:
        if _kernel(page, address, notebook.name).get("execution_state") == "busy":
            worked = now
        page.wait_for_timeout(700)
        page.keyboard.press("Control+s")
        try:
            cells = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
        except ValueError:  # it is being written
            continue
        failed = any(output.output_type == "error" for cell in cells for output in cell.outputs)
        if failed or (cells[-1].execution_count and cells[-1].outputs):
            return
    what = f"its kernel was not busy for {still} s" if now >= worked + still else "its kernel is still busy"
    raise TimeoutError(f"{notebook.name} did not run to its end in {now - begun:.0f} s; {what}")


@pytest.mark.parametrize("step", _STEPS)
def test_run_all_reaches_the_end_without_an_error(ran, clone, step):
    saved = nbformat.read(clone / "notebooks" / f"{step}.ipynb", as_version=4)
    facts, failure = judge(saved, step)
    assert failure is None, failure
    assert facts["n_articles"] == 58
    said = [output.text for cell in saved.cells for output in cell.get("outputs", ()) if output.get("name") == "stderr"]
    assert not [text for text in said if "Warning" in text or "Error" in text], said


@pytest.mark.parametrize("step", _STEPS)
def test_pictures_are_seen_in_light_and_dark(ran, step):
    light, dark = ran[step]
    assert light["pictures"] >= 1 and dark["pictures"] >= 1
    assert light["ink"] != dark["ink"] and light["ground"] != dark["ground"]
    assert light["ink"] != light["ground"] and dark["ink"] != dark["ground"]
