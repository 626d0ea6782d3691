"""The browser of this machine, for the tests that are about it: skipped only without one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crawler.fetching.programs import browser_program


@contextmanager
def with_browser() -> Iterator[str]:
    """The browser, seen by what is started meanwhile, too; skips the test where there is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GONGKAI_BROWSER", raising=False)
        program = browser_program()
        if program is None:
            pytest.skip("no browser is installed")
        yield program
