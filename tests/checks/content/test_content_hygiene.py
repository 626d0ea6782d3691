"""content_hygiene, as tables of cases."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import checks.rulebooks
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks as built
from checks.engine.requirement import Requirement
from crawler.portals import Role
from crawler.records import Cause, Entry, ReadState, Record, SoughtPage, TableHead
from tests.builders import (
    HOME,
    calendar,
    document,
    dossier,
    entry,
    link,
    miss,
    section,
    shot,
    url_of,
)

CHECK = "content_hygiene"
PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
ALL = ["empty", "duplicate", "expired", "off_topic", "filler", "batch_dump", "layout"]
TEXT = "各乡镇要按照年度工作安排抓好落实，现将有关情况公开如下。"


def row(
    path: str, title: str, on: str = "2026-06-01", role: Role = Role.NEWS, **more: Any
) -> Entry:
    return entry(role, path, title, on, **more)


def page(path: str, text: str = TEXT, role: Role = Role.NEWS, **more: Any) -> SoughtPage:
    more.setdefault("text_chars", len(text))
    return SoughtPage(url_of(path), "标题", role, shot(url_of(path)), text=text, **more)


def behind(path: str, title: str, text: str = TEXT, **more: Any) -> tuple[Record, ...]:
    return row(path, title), page(path, text, **more)


def judged(*records: Record, rules: list[str] = ALL, terms: Any = None, **more: Any) -> Finding:
    folder = Path(checks.rulebooks.__file__).parent / "terms"
    shared = tomllib.loads((folder / f"{CHECK}.toml").read_text("utf-8"))
    ends = {name: more.pop(name) for name in ("from_on", "until_on") if name in more}
    one = Requirement(
        "row", "book", "规范", "…", CHECK,
        terms={**shared, "rules": rules, **(terms or {})}, assumed=("max_hits",), **ends,
    )  # fmt: skip
    (finding,) = built()[CHECK].judge(dossier(*records, **more), one, calendar())
    assert finding.subject == HOME
    return finding


LONG = (
    "为做好基本公共卫生服务，定于6月15日至8月31日为全县65周岁以上老年人免费健康体检，"
    "请各单位做好组织和宣传工作，确保应检尽检。体检项目包括血压、血糖、血脂、心电图。"
)
RETOLD = ("关于开展老年人免费健康体检的通知", "老年人免费健康体检通知", "免费健康体检通知")


def retold(*titles: str, text: str = LONG, **more: Any) -> tuple[Record, ...]:
    """Pages of these titles with one text but for the count of its visitors."""
    return tuple(
        one
        for number, title in enumerate(titles)
        for one in behind(f"r{number}", title, f"点击：{number * 7}{text}", **more)
    )


THREE = (*behind("1", "全县春耕备耕动员会召开"), *behind("2", "全县春耕备耕动员会召开"),
         *behind("3", "全县春耕备耕动员会召开"))  # fmt: skip
MONTHS = [f"2026年{n}月份空气质量状况" for n in (1, 2, 3)]
CASES: dict[str, tuple[tuple[Record, ...], Outcome, str | None]] = {
    "in order": (behind("1", "春耕备耕动员会召开"), PASSED, None),
    "a blank page": (behind("1", "关于开展检查的通知", ""), FAILED, "空白信息"),
    "9 characters": (behind("1", "关于开展检查的通知", "一二三四五六七八九"), FAILED, "空白信息"),
    "10 characters": (behind("1", "关于开展检查的通知", "一二三四五六七八九十"), PASSED, None),
    "a picture": (behind("1", "关于开展检查的通知", "", beside=("picture",)), PASSED, None),
    "a table": (behind("1", "清单", "", tables=(TableHead(("甲",)),)), PASSED, None),
    "a script may fill it": (behind("1", "通知", "", beside=("script",)), PASSED, None),
    "not read": ((row("1", "关于开展检查的通知"),), PASSED, None),
    "three of one text": (THREE, FAILED, "重复发布"),
    "two of one text": (THREE[:4], PASSED, None),
    "counted visits": (retold(*[RETOLD[0]] * 3), FAILED, "重复发布"),
    "shortened titles": (retold(*RETOLD), FAILED, "重复发布"),
    "shortened titles, two": (retold(*RETOLD[:2]), PASSED, None),
    "one text, other titles": (retold("张某某处罚公示", "李某某处罚公示", "王某某处罚公示"), PASSED,
        None),
    "one text, other numbers": (retold("关于第1批公示的通知", "第2批公示通知", "第3批公示通知"),
        PASSED, None),
    "shortened titles over files": (retold(*RETOLD, attachments=(link("1.pdf"),)), PASSED, None),
    "shortened titles over pictures": (retold(*RETOLD, beside=("picture",)), PASSED, None),
    "shortened titles over a line": (retold(*RETOLD, text=TEXT), PASSED, None),
    "one title, other texts": ((*THREE[:2], *behind("2", "全县春耕备耕动员会召开", TEXT + "一"),
        *behind("3", "全县春耕备耕动员会召开", TEXT + "二")), PASSED, None),
    "one matter in two sections": ((*THREE[:4],
        row("9", "全县春耕备耕动员会召开", role=Role.NOTICES), page("9", role=Role.NOTICES)),
        PASSED, None),
    "one title on other days": ((*THREE[:4], row("3", "全县春耕备耕动员会召开", "2026-06-02"),
        page("3")), PASSED, None),
    "pinned and over": ((row("1", "城区停水通知", "2026-08-21", pinned=True),), FAILED, "过期置顶"),
    "pinned for 90 days": ((row("1", "城区停水通知", "2026-08-22", pinned=True),), PASSED, None),
    "pinned and lasting": ((row("1", "惠企政策清单", "2025-12-01", pinned=True),), PASSED, None),
    "old and not pinned": ((row("1", "城区停水通知", "2026-01-02"),), PASSED, None),
    "a test": ((row("1", "测试信息2"),), FAILED, "无效标题"),
    "latin": ((row("1", "Test-01"),), FAILED, "无效标题"),
    "a title about tests": ((row("1", "学生体质测试工作启动"),), PASSED, None),
    "months on one day": (tuple(row(str(n), t) for n, t in enumerate(MONTHS)), FAILED, "集中补发"),
    "months on other days": (tuple(row(str(n), t, f"2026-0{n + 2}-08")
        for n, t in enumerate(MONTHS)), PASSED, None),
    "two months": (tuple(row(str(n), t) for n, t in enumerate(MONTHS[:2])), PASSED, None),
    "soon after": (tuple(row(str(n), t, "2026-04-16") for n, t in enumerate(MONTHS)), PASSED, None),
    "a day too late": (tuple(row(str(n), t, "2026-04-17") for n, t in enumerate(MONTHS)), FAILED,
        "集中补发"),
    "left-overs": (behind("1", "会议召开", TEXT + "&nbsp;&nbsp;<br/>"), FAILED, "版式残留"),
    "a placeholder": (behind("1", "会议召开", TEXT + "{{item.content}}"), FAILED, "版式残留"),
    "signs that mean themselves": (behind("1", "会议", TEXT + "A<B且B>C，R&D投入"), PASSED, None),
    "off topic": ((row("1", "本周星座运势"),), CANT_TELL, None),
    "two faults": ((row("1", "测试"), *behind("2", "通知公告", "")), FAILED, "空白信息、无效标题"),
    "older than the window": ((row("1", "测试", "2025-11-19"), row("2", "会议")), PASSED, None),
    "on its first day": ((row("1", "测试", "2025-11-20"), row("2", "会议")), FAILED, "无效标题"),
    "not yet": ((row("1", "测试", "2026-11-21"), row("2", "会议")), PASSED, None),
    "another section": ((row("1", "测试", role=Role.LEADERS), row("2", "会议")), PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: tuple[Record, ...], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(*records)
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    if outcome is FAILED:
        assert "本" in finding.statement  # who set the number of hits
        assert (finding.basis is Basis.ABSENCE) == (aspect == "空白信息")


MAST = "青石镇人民政府\n信息公开栏目导航"
MENU = TableHead(("首页", "镇内动态", "公示公告"), 0)


def framed(*texts: str, **more: Any) -> tuple[Record, ...]:
    """Pages of a portal that stand in one frame; what else is said is of the last of them."""
    out: list[Record] = []
    for number, text in enumerate(texts):
        last = more if number == len(texts) - 1 else {}
        told = {"tables": (MENU,), "text_chars": len("".join(f"{MAST}{text}".split())), **last}
        out += behind(f"f{number}", f"第{number}号通告", f"{MAST}\n{text}", **told)
    return tuple(out)


OWN = [f"{TEXT}第{n}批" for n in range(7)]
FRAMED: dict[str, tuple[tuple[Record, ...], Outcome]] = {
    "nothing but the frame": (framed(*OWN, ""), FAILED),
    "a few signs in it": (framed(*OWN, "暂无内容"), FAILED),
    "a few signs and the body's name": (framed(*OWN, "暂无\n云溪县人民政府"), FAILED),
    "another body's name": (framed(*OWN, "暂无\n云溪县不动产登记中心"), PASSED),
    "a line of its own": (framed(*OWN, "自9月1日起停用旧章"), PASSED),
    "a picture in it": (framed(*OWN, "", beside=("picture",)), PASSED),
    "a file in it": (framed(*OWN, "", attachments=(link("1.pdf"),)), PASSED),
    "a table of its own": (
        framed(*OWN, "", tables=(MENU, TableHead(("户主", "补助"), 4))), PASSED),
    "no other pages to tell the frame by": (framed(*OWN[:3], ""), PASSED),
    "most pages not read": (framed(*OWN[:3], *[""] * 4), PASSED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome"), FRAMED.values(), ids=FRAMED)
def test_a_blank_page_in_the_frame_of_the_portal(
    records: tuple[Record, ...], outcome: Outcome
) -> None:
    finding = judged(*records, rules=["empty"])
    assert finding.outcome is outcome, finding.statement
    assert (finding.aspect or "") == ("空白信息" if outcome is FAILED else "")


def test_one_page_under_two_addresses_and_one_that_is_pinned_as_well() -> None:
    rows = [row(str(n), "春耕备耕动员会召开") for n in range(3)]
    alike = {url_of("1"): url_of("0"), url_of("2"): url_of("0")}
    assert judged(*rows, page("0"), aliases=alike).aspect == "重复发布"
    rows[0] = row("0", "春耕备耕动员会召开", pinned=True)
    assert judged(*rows, page("0"), aliases=alike).outcome is PASSED


def test_only_the_rules_that_the_clause_names() -> None:
    assert judged(row("1", "测试"), rules=["layout"]).outcome is PASSED
    assert (
        judged(row("1", "测试"), row("2", "test"), terms={"max_hits": {"filler": 2}}).outcome
        is PASSED
    )


def test_documents_are_texts_too() -> None:
    bad = document(text=TEXT + "&nbsp;", published="2026-05-01")
    listed = entry(Role.NORMATIVE_DOCUMENTS, "doc/1.html", bad.title, "2026-05-01")
    assert judged(bad, listed, rules=["layout"]).aspect == "版式残留"


def test_twins_that_were_not_read() -> None:
    rows = [row(str(n), "春耕备耕动员会召开") for n in range(3)]
    finding = judged(*rows, page("0"), misses=[miss(Role.NEWS, "1"), miss(Role.NEWS, "2")])
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.UNREADABLE)


def test_accounts_of_new_media_are_not_read() -> None:
    finding = judged(row("1", "测试"), terms={"scope": ["new_media"]})
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.UNREADABLE)


def test_no_entries() -> None:
    assert judged().outcome is Outcome.INAPPLICABLE
    lost = section(Role.NEWS, ReadState.UNOBSERVABLE, Cause.BLOCKED)
    assert judged(sections=[lost]).cause is Cause.BLOCKED


def test_a_year_that_is_over() -> None:
    year = {"from_on": date(2020, 1, 1), "until_on": date(2020, 12, 31)}
    assert judged(row("1", "测试", "2026-06-01"), **year).outcome is Outcome.INAPPLICABLE
    assert judged(row("1", "测试", "2020-06-01"), **year).outcome is FAILED


def test_hostile_titles() -> None:
    rows = [row(str(n), "月" * 3_000 + "1月" * 500) for n in range(3)]
    assert judged(*rows, row("x", ""), row("y", "0月13月")).outcome is PASSED


def test_a_page_read_as_that_of_another_section_is_blank_all_the_same() -> None:
    one = judged(
        row("n1", "关于公布名单的通知"), page("n1", "", role=Role.PLATFORM), rules=["empty"]
    )
    assert (one.outcome, one.aspect) == (FAILED, "空白信息")
