"""The page of a finding: its sources in words, and its proof on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.engine.requirement import Requirement, Rulebook
from scheduler.desk.books import StoredBooks
from tests.console.folk import Console
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
PAGE = "<html><body><p>前面的话</p><p>引文</p><p>后面的话</p></body></html>".encode()
NOTICE = Rulebook(
    "sixian-2020", "2020年重点工作任务分工", "1", date(2020, 1, 1), "泗县",
    (Requirement("sixian-2020-32b", "sixian-2020", "留言", "", None, clause="第32项"),),
    number="泗政办秘〔2020〕49号",
)  # fmt: skip
SHOT = b"\x89PNG\r\n\x1a\n"


def test_the_page_names_its_sources_and_prints_the_passage_and_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = finding(1, sources=("sixian-2020-32b", "国办秘函〔2019〕19号"))
    town = Town(tmp_path)
    town.night(RUN, replace(found, evidence=(*found.evidence, *found.evidence)))
    monkeypatch.setattr(StoredBooks, "archived", lambda self, run, sha256, url: PAGE)
    monkeypatch.setattr(StoredBooks, "shelf", lambda self, day: {"sixian-2020": NOTICE})
    monkeypatch.setattr(StoredBooks, "picture", lambda self, run, sha256: SHOT)
    page = LexborHTMLParser(Console(town).get(f"/findings/{found.case_id}?run={RUN}").text)
    links = {one.attributes["href"]: one.text() for one in page.css("dd a")}
    assert links[f"/rulebooks/sixian-2020?run={RUN}#sixian-2020-32b"] == (
        "《2020年重点工作任务分工》（泗政办秘〔2020〕49号）第32项"
    )
    facts = [one.text() for one in page.css("#rule ~ dl dd, section dl.pairs dd")]
    assert any(fact.endswith("；国办秘函〔2019〕19号") for fact in facts)
    for proof in page.css("article.proof"):
        # A picture that waits until it is scrolled to would be missing on paper.
        assert "loading" not in proof.css("img.shot")[0].attributes
        assert proof.css(".onpaper .passage")[0].html == (
            '<p class="passage">前面的话\n<mark>引文</mark>\n后面的话</p>'
        )
        assert "onscreen" in (proof.css("details")[0].attributes["class"] or "")
    # On paper nothing can be done about it.
    assert [one.attributes["class"] for one in page.css("section:has(#act)")] == ["onscreen"]
