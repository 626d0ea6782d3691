"""Pages of ours printed as PDF, in a process of its own by a browser without a network.

Run with the browser's program and a folder: `page.html` in it is printed to `page.pdf` beside it,
on the paper that the page's own style names.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path

from crawler.fetching.offline import PLACE, only, run_beside, window

SECONDS = 90.0
"""Seconds for one document."""
_WIDTH, _HEIGHT = 794, 1123  # A4 at 96 dots an inch
_ONE = threading.Lock()


def print_page(html: str, program: str | None) -> bytes | None:
    """The page as PDF; None without a browser, or where it did not come to an end.

    Also None, at once, while another page is printed: a browser takes hundreds of megabytes.
    """
    if program is None or not _ONE.acquire(blocking=False):
        return None
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / "page.html").write_text(html, "utf-8", "replace")
            run_beside(__name__, program, folder, SECONDS)
            made = folder / "page.pdf"
            return made.read_bytes() if made.is_file() else None
    finally:
        _ONE.release()


def main(program: str, folder: Path) -> None:
    """Print the page in the folder."""
    with window(program, folder, _WIDTH, _HEIGHT) as context:
        page = context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        page.route("**/*", only((folder / "page.html").read_bytes()))
        page.goto(PLACE)
        part = folder / "page.part"
        part.write_bytes(page.pdf(print_background=True, prefer_css_page_size=True))
        part.rename(folder / "page.pdf")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
