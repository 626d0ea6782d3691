"""Pictures of archived pages, taken in a process of their own by a browser without a network.

Run with the browser's program and a folder: of every `*.html` in it a `*.png` is made beside it.
The browser is given those bytes and nothing else; it runs no script of theirs.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.fetching.offline import PLACE, only, run_beside, window

SECONDS = 10.0
"""Seconds for one picture."""
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
        run_beside(__name__, program, folder, SECONDS * len(pages))
        made = {page: folder / f"{page}.png" for page in pages}
        return {page: path.read_bytes() for page, path in made.items() if path.is_file()}


def main(program: str, folder: Path) -> None:
    """Take a picture of every page in the folder."""
    from playwright.sync_api import Error

    with window(program, folder, _WIDTH, _HEIGHT) as context:
        page = None  # one after the other in the same tab: a new one costs as much as a picture
        for path in sorted(folder.glob("*.html")):
            page = page or context.new_page()
            try:
                path.with_suffix(".part").write_bytes(_picture(page, path.read_bytes()))
                path.with_suffix(".part").rename(path.with_suffix(".png"))
            except Error:
                with contextlib.suppress(Error):
                    page.close()
                page = None


def _picture(page: Any, body: bytes) -> bytes:
    """The part of a page around its first mark."""
    page.set_default_timeout(SECONDS * 1000)
    page.unroute_all()
    page.route("**/*", only(body))
    page.goto(PLACE)
    mark = page.locator("mark").first
    if mark.count():
        mark.scroll_into_view_if_needed()
    return bytes(page.screenshot())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
