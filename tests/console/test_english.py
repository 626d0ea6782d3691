"""English pages have the punctuation of English and call lists by the plural."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from reports.console.environment import environment
from tests.console.builders import BAD, Console

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
