"""The newcomers' own check: links resolve, every subject is reachable, the days are right."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import chinese_calendar
import pytest

from crawler.records.addresses import normalise
from tests.newcomers import facts, texts
from tests.newcomers.county import Newcomers, answer, build


@pytest.fixture(scope="module")
def made() -> Newcomers:
    return build(facts.AS_OF)


def _walk(made: Newcomers, home: str) -> tuple[dict[str, int], dict[str, str], list[str]]:
    """Depth of every page of ours from a home, its text, and the links that fail."""
    depth, text, bad = {normalise(home): 0}, {}, []
    queue = [normalise(home)]
    while queue:
        here = queue.pop(0)
        parts = urlsplit(here)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        status, body, kind = answer(made, parts.netloc, target, "", False)
        if status != 200:
            bad.append(f"{status} {here}")
            continue
        if not kind.startswith("text"):
            continue
        text[here] = body.decode()
        links = re.findall(r"""(?:href|src)=\\?["']([^"'\\]+)""", text[here])
        pages = re.search(r"createPageHTML\((\d+)", text[here])
        if pages and not re.search(r"index_\d+\.html$", here):
            links += [f"index_{n}.html" for n in range(1, int(pages.group(1)))]
        if total := re.search(r"totalPage:(\d+).*?columnid:(\d+)", text[here]):
            links += [
                f"/module/web/jpage/dataproxy.jsp?page={n}&columnid={total.group(2)}"
                for n in range(2, int(total.group(1)) + 1)
            ]
        for link in links:
            there = normalise(urljoin(here, link.replace("&amp;", "&")))
            ours = urlsplit(there).hostname == urlsplit(here).hostname or "cuiwan" in there
            if there not in depth and ours:
                depth[there] = depth[here] + 1
                queue.append(there)
    return depth, text, bad


def test_links_and_subjects(made: Newcomers) -> None:
    for unit in made.units:
        depth, _, bad = _walk(made, unit.home)
        broken = [x.url for x in unit.docs if x.broken]
        broken += [x.url for x in unit.letters if x.broken == "unreachable"]
        if unit.id == "qingshi":
            assert bad == ["500 " + b for b in broken]
        elif unit.id == "tangmen":
            assert [b.split(" ")[1] for b in bad] == broken
        else:
            assert not bad
        for row in made.truth:
            if row["portal"] == unit.id:
                assert row["subject"] in depth, row
        for path in unit.pages:
            if path.startswith("/") and not re.search(r"page(Index)?=1$|dataproxy", path):
                where = normalise(urljoin(unit.home, path))
                assert where in depth or "bmys" in path or path in ("/index.php",), path


def test_pages_say_what_the_facts_say(made: Newcomers) -> None:
    for unit in made.units:
        _, text, _ = _walk(made, unit.home)
        for doc in unit.docs:
            if doc.broken:
                continue
            page = text[normalise(doc.url)]
            if "文号" not in doc.faults:
                assert doc.number in page, doc.key
            if "成文日期" not in doc.faults:
                forms = (
                    str(doc.signed),
                    str(doc.signed).replace("-", "."),
                    texts.cn(doc.signed),
                    texts.hanzi(doc.signed),
                )
                assert any(f in page for f in forms), doc.key
            if "发布日期" not in doc.faults:
                shown = (str(doc.on), str(doc.on).replace("-", "."), texts.cn(doc.on))
                assert any(f in page for f in shown), doc.key
            for one in doc.interps:
                assert (f"'{one.url}'" in page) == one.fwd, (doc.key, one.key)
                assert (f"'{doc.url}'" in text[normalise(one.url)]) == one.back, (doc.key, one.key)
        for letter in unit.letters:
            if not letter.broken and unit.id != "heyuan":
                page = text[normalise(letter.url)]
                assert str(letter.on) in page
                assert all(str(on) in page for on, _, _ in letter.replies)


def test_days() -> None:
    day = date(2025, 1, 1)
    while day <= date(2026, 12, 31):
        assert facts.working(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert facts.due(date(2026, 9, 24), 3) == date(2026, 9, 30)


def test_no_unit_is_confused(made: Newcomers) -> None:
    keys = Counter((r["portal"], r["check"], r["subject"], r["aspect"]) for r in made.truth)
    assert max(keys.values()) == 1
    for unit in made.units:
        assert len(facts.lookalikes(unit)) <= (unit.id == "heyuan")


def test_lacking_elements_leave_no_cue(made: Newcomers) -> None:
    cues = {
        "背景依据": ("背景", "依据", "必要性"),
        "意义": ("意义", "目的", "总体考虑"),
        "研判起草过程": ("起草", "过程", "经过"),
        "工作目标": ("目标",),
        "主要任务": ("主要", "重点", "核心内容", "举措"),
        "创新举措": ("创新", "亮点", "特点", "差异"),
        "保障措施": ("保障", "实施", "下一步"),
    }
    for unit in made.units:
        _, text, _ = _walk(made, unit.home)
        for one in unit.interps:
            page = text[normalise(one.url)]
            core = re.sub(r"<[^>]+>", "", page.split(one.title)[-1])
            for element in one.lack:
                found = [c for c in cues.get(element, ()) if c in core]
                assert not found, (unit.id, one.key, element, found)
