"""Pictures of archived pages, taken in a process of their own by a browser without a network.

Run with the browser's program and a folder: of every `*.html` in it a `*.png` is made beside it.
The browser is given those bytes and nothing else; it runs no script of theirs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from crawler.fetching.programs import bare_environment

SECONDS = 10.0
"""Seconds for one picture."""
_START_SECONDS = 30.0
_ROOT = Path(__file__).resolve().parents[2]
_PLACE = "http://archived.invalid/"
_WIDTH, _HEIGHT = 1200, 800


def take_pictures(pages: Mapping[str, str], program: str | None) -> Mapping[str, bytes]:
    """Pictures (PNG) of HTML pages by their names; a page of which none could be made has none.

    Shown is the part around the first `<mark>`. Without a browser there are none at all.
    """
    if program is None or not pages:
        return {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for page, html in pages.items():
            (folder / f"{page}.html").write_text(html, "utf-8", "replace")
        child = subprocess.Popen(
            (sys.executable, "-m", __name__, program, name),
            cwd=_ROOT, env=bare_environment(folder), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            child.wait(_START_SECONDS + SECONDS * len(pages))
        except subprocess.TimeoutExpired:
            pass  # what was made by then is there
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        made = {page: folder / f"{page}.png" for page in pages}
        return {page: path.read_bytes() for page, path in made.items() if path.is_file()}


def main(program: str, folder: Path) -> None:
    """Take a picture of every page in the folder."""
    from playwright.sync_api import Error, sync_playwright

    from crawler.fetching.browser import FLAGS

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program,
            args=FLAGS,
            chromium_sandbox=os.geteuid() != 0,
            env=dict(bare_environment(folder)),
            timeout=_START_SECONDS * 1000,
        )
        context = browser.new_context(
            java_script_enabled=False,
            service_workers="block",
            accept_downloads=False,
            locale="zh-CN",
            viewport={"width": _WIDTH, "height": _HEIGHT},
        )
        for path in sorted(folder.glob("*.html")):
            page = context.new_page()
            page.set_default_timeout(SECONDS * 1000)
            page.route("**/*", _only(path.read_bytes()))
            with contextlib.suppress(Error):
                page.goto(_PLACE)
                mark = page.locator("mark").first
                if mark.count():
                    mark.scroll_into_view_if_needed()
                part = path.with_suffix(".part")
                part.write_bytes(page.screenshot())
                part.rename(path.with_suffix(".png"))
            page.close()
        browser.close()


def _only(body: bytes) -> Callable[[Any], None]:
    """Gives a page and refuses all else."""

    def answer(route: Any) -> None:
        if route.request.url == _PLACE and route.request.is_navigation_request():
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=body)
        else:
            route.abort()

    return answer


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
