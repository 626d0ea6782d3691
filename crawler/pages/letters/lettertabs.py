"""What a page of letters keeps behind tabs: of the letter itself, or under the name of others."""

from __future__ import annotations

from typing import NamedTuple

from crawler.pages.letters.openstates import is_of_answer
from crawler.pages.markup.page import Page
from crawler.pages.markup.panels import with_panels
from crawler.pages.words.wording import pattern

_SAMPLE, _FOREIGN = pattern("sample_tab"), pattern("foreign_tab")


class Behind(NamedTuple):
    """The page with what its tabs hide; None where they hide nothing."""

    own: Page | None  # without what is of other letters, or of none
    all: Page | None  # with what stands under the name of other letters
    answers: bool  # such a name speaks of answers (最新回复)


def behind_tabs(page: Page) -> Behind:
    """A page with its tabs open; what the board shows everybody (示例, 须知) stays hidden."""
    others: list[str] = []

    def is_foreign(tab: str) -> bool:
        if _SAMPLE.search(tab):
            return True
        if _FOREIGN.search(tab):
            others.append(tab)
            return True
        return False

    own = with_panels(page, is_foreign)
    every = with_panels(page, lambda tab: _SAMPLE.search(tab) is not None) if others else None
    return Behind(own, every, any(map(is_of_answer, others)))
