"""A browser without a network, in a process of its own: it is given one page's bytes at a time.

It runs no script of the page and can ask for nothing; whoever starts it ends it, come what may.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawler.fetching.programs import bare_environment

PLACE = "http://archived.invalid/"
"""The address under which a page is shown."""
START_SECONDS = 30.0
_ROOT = Path(__file__).resolve().parents[2]


def run_beside(module: str, program: str, folder: Path, seconds: float) -> None:
    """Run a module of ours with the browser's program and a folder, no longer than that."""
    child = subprocess.Popen(
        (sys.executable, "-m", module, program, str(folder)),
        cwd=_ROOT, env=bare_environment(folder), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        child.wait(START_SECONDS + seconds)
    except subprocess.TimeoutExpired:
        pass  # what was made by then is there
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@contextmanager
def window(program: str, folder: Path, width: int, height: int) -> Iterator[Any]:
    """A browser's context of that size in pixels; to be opened in the process beside."""
    from playwright.sync_api import sync_playwright

    from crawler.fetching.browser import FLAGS

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program,
            args=FLAGS,
            chromium_sandbox=os.geteuid() != 0,
            env=dict(bare_environment(folder)),
            timeout=START_SECONDS * 1000,
        )
        yield browser.new_context(
            java_script_enabled=False,
            service_workers="block",
            accept_downloads=False,
            locale="zh-CN",
            viewport={"width": width, "height": height},
        )
        browser.close()


def only(body: bytes) -> Callable[[Any], None]:
    """Gives a page at PLACE and refuses all else."""

    def answer(route: Any) -> None:
        if route.request.url == PLACE and route.request.is_navigation_request():
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=body)
        else:
            route.abort()

    return answer
