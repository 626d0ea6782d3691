"""English pages have the punctuation of English and call lists by the plural."""

from __future__ import annotations

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.engine.case import CaseState
from checks.engine.workflow import Action
from crawler.records import Evidence
from reports.console.environment import copy_words, environment
from reports.copies import copy_page
from tests.console.builders import BAD, NOW, Console
from tests.console.messages import CHINESE

_SIGNS = re.compile("[：、；，（）]")
SOURCE = (
    '{{ _("证据包") }}：<b>{{ name }}</b>（{{ _("退出") }}）'
    '{{ "" if name else "、" }}{{ "；".join(of) }}'
    "{% trans name=name %}批次 {{ name }}{% endtrans %}"
)


def test_signs_between_expressions_are_narrow_in_english_and_values_stay() -> None:
    given = {"name": "甲：乙（丙）", "of": ["1", "2"]}
    english = environment("en").from_string(SOURCE).render(given)
    assert english.startswith("Proof pack: <b>甲：乙（丙）</b> (Log out)1; 2")
    chinese = environment("zh").from_string(SOURCE).render(given)
    assert chinese.startswith("证据包：<b>甲：乙（丙）</b>（退出）1；2批次 甲")


def test_english_pages_of_the_console_have_no_wide_signs_of_our_own(console: Console) -> None:
    browser = console.browser("approver")
    browser.post("/language", {"to": "en", "next": "/"})
    for path in ("/", f"/findings/{BAD.case_id}", "/runs"):
        page = LexborHTMLParser(browser.get(path).text)
        assert page.css("html")[0].attributes["lang"] == "en"
        for one in page.css("script, style, .statement, blockquote, option"):
            one.decompose()
        # Headings and labels are ours alone; what stands beside them may be Chinese values.
        for one in page.css("dt, th, h2, h3, label, .toolbar, nav, button"):
            assert not _SIGNS.search(one.text()), (path, one.text())


def test_navigation_calls_lists_by_the_plural(console: Console) -> None:
    browser = console.browser("approver")
    for language, names in (("en", ("Rulebooks", "Runs")), ("zh", ("指标体系", "批次"))):
        browser.post("/language", {"to": language, "next": "/"})
        page = LexborHTMLParser(browser.get("/runs").text)
        nav = "".join(one.text() for one in page.css("header nav"))
        assert all(re.search(rf"(?m)^\s*{name}\s*$", nav) for name in names), nav


def test_an_act_and_the_state_after_it_are_told_apart_where_chinese_has_one_word() -> None:
    words: Any = environment("en").globals["words"]
    assert words("action", Action.WAIVE) == "Waive"
    assert words("state", CaseState.WAIVED) == "Waived"
    same: Any = environment("zh").globals["words"]
    assert same("action", Action.WAIVE) == same("state", CaseState.WAIVED)


def test_an_archived_copy_speaks_of_itself_in_the_language_of_the_page(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.copies._SHOWN_CHARACTERS", 200)
    html = b'<html><meta name="a" content="b"><title>t</title><p>c<img alt="d"></p></html>'
    proofs = [Evidence("http://a.test/", NOW, "ab" * 32, "not there")]
    for body in (html, html + b" " * 200, b"%PDF"):
        for masked in (True, False):
            given = {"sample": True, "masked": masked}
            page = copy_page(body, proofs, **given, words=copy_words("en"))
            assert not CHINESE.search(page.partition("</style>")[2])
            assert copy_page(body, proofs, **given) == copy_page(
                body, proofs, **given, words=copy_words("zh")
            )
    browser = console.browser("approver")
    browser.post("/language", {"to": "en", "next": "/"})
    page = browser.get(f"/findings/{BAD.case_id}/copies/0").text
    assert '<html lang="en">' in page
    assert "<th>Captured</th>" in page
