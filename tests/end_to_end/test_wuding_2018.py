"""武定 2018 judged as of 2018-12-31 over portals of that year, and looked back at from 2019."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.end_to_end.bad_server import bad_server
from tests.end_to_end.bad_sites import pages_of
from tests.end_to_end.conftest import findings_of, gongkai
from tests.end_to_end.county_2018 import BUREAU, CLEAN, COUNTY, LATE_REPLY, pages_of_2018

pytestmark = pytest.mark.xdist_group("wuding")
PORTALS = {
    "luxi": (COUNTY, "county", "www.luxi.test"),
    "luxi-water": (BUREAU, "department", "sw.luxi.test"),
    "qingyuan": (CLEAN, "county", "www.qingyuan.test"),
}
LATENCY, LINKED = "wuding-2018-19b", "wuding-2018-19c"
REPLIES, TEXTS = "wuding-2018-09a", "wuding-2018-09b"
LEADERS, IPV6 = "wuding-2018-n1b", "wuding-2018-57"
FIVE = {LATENCY, LINKED, REPLIES, TEXTS, LEADERS, IPV6}
END = "2018-12-31"
Told = tuple[str, str | None, str | None, float | None, str]
"""Outcome, aspect, due date, what was measured, statement."""

_TOOK = "该文件2018年{}公开，最早的解读2018年{}发布，用时{}个工作日，{}3个工作日的期限。"
_PARTIAL = "（仅就公开可见部分判断{}：哪些建议提案受社会广泛关注，需要人工认定）。"
_BY_YEAR = "（仅就公开可见部分判断{}：专栏是否按年度分类，没有核对，要人工查看）。"
_WHOLE = "该件答复列明了发布机构、内容概述、发布日期、文号"
_FULL = "该件答复公开了全文（字数为本市设定）"
_OPEN = "有现任领导的分工写明政务公开或政府信息公开。"
_MUTUAL = "文件页面与解读页面相互链接。"
_BEFORE = "2018年6月11日早于通知印发之日（2018年7月6日），不适用本项要求。"
_NO_NEED = (
    "该文件属于人事任免、表彰、议事协调机构、批复、函件、一时一事或废止决定等无需解读的文件，"
    "不适用本项要求。"
)
_WITHHELD = "该件答复注明不予公开，不适用本项要求"
_NOT_OVER = "（时限为2018年12月31日，尚未届满）。"
_NO_MEMBERS = "2018年政协提案的答复应于2018年12月31日前公开，尚未到期，目前未见（标准为本市设定）"
_NOT_NAMED = "所见2名现任领导的分工均未写明政务公开或政府信息公开"
_NO_AAAA = "HOST没有AAAA记录，不支持IPv6访问"
_REACHED = "HOST首页可经IPv6访问，抽样10个内页中10个可经IPv6访问，不低于90%（本市设定）。"


def _took(published: str, explained: str, days: int, due: str) -> Told:
    outcome, words = ("passed", "未超过") if days <= 3 else ("failed", "超过")
    return (outcome, None, due, days, _TOOK.format(published, explained, days, words))


def _replies(number: int, outcome: str, aspect: str | None, said: str) -> dict[Any, Told]:
    """A reply under both rows; both are partial and say so. Each has its full text."""
    path = f"/jyta_info/{number}.shtml"
    clue = "，属待核实线索" if outcome == "failed" else ""
    text = ("passed", _FULL) if said != _WITHHELD else (outcome, said)
    return {
        (REPLIES, path): (outcome, aspect, None, None, said + _BY_YEAR.format(clue)),
        (TEXTS, path): (text[0], None, None, None, text[1] + _PARTIAL.format("")),
    }


TRUTH: dict[str, dict[tuple[str, str], Told]] = {
    "luxi": {
        (LATENCY, "/file_info/31.shtml"): _took("9月27日", "9月30日", 3, "2018-09-30"),
        (LATENCY, "/file_info/32.shtml"): _took("9月28日", "10月8日", 3, "2018-10-08"),
        (LATENCY, "/file_info/33.shtml"): _took("9月29日", "10月10日", 4, "2018-10-09"),
        (LATENCY, "/file_info/34.shtml"): _took("9月30日", "10月10日", 3, "2018-10-10"),
        (LATENCY, "/file_info/35.shtml"): _took("9月20日", "9月26日", 3, "2018-09-26"),
        (LATENCY, "/file_info/21.shtml"): ("inapplicable", None, None, 9, _BEFORE),
        (LATENCY, "/file_info/36.shtml"): ("inapplicable", None, None, None, _NO_NEED),
        (LINKED, "/file_info/31.shtml"): ("passed", None, None, None, _MUTUAL),
        (LINKED, "/file_info/32.shtml"): ("passed", None, None, None, _MUTUAL),
        (LINKED, "/file_info/33.shtml"): ("passed", None, None, None, _MUTUAL),
        (LINKED, "/file_info/34.shtml"): (
            "failed", "interpretation→document", None, None, "解读页面没有链接其文件。",
        ),
        (LINKED, "/file_info/35.shtml"): (
            "failed", "document→interpretation", None, None, "文件页面没有链接其解读。",
        ),
        (LINKED, "/file_info/21.shtml"): ("inapplicable", None, None, None, _BEFORE),
        (LINKED, "/file_info/36.shtml"): ("inapplicable", None, None, None, _NO_NEED),
        **_replies(11, "passed", None, _WHOLE),
        **_replies(12, "failed", "文号", "该件答复未列明文号"),
        **_replies(13, "inapplicable", None, _WITHHELD),
        (REPLIES, "/"): ("pending", "政协提案", None, None, _NO_MEMBERS + _BY_YEAR.format("")),
        (TEXTS, "/"): ("pending", "政协提案", None, None, _NO_MEMBERS + _PARTIAL.format("")),
        (LEADERS, "/"): ("passed", None, None, None, _OPEN),
        (IPV6, "/"): ("pending", "HOST", END, None, _NO_AAAA + _NOT_OVER),
    },
    "luxi-water": {
        # 13 days of October from the 15th, 22 of November, 21 of December with the 29th.
        (LATENCY, "/file_info/41.shtml"): (
            "failed", None, "2018-10-17", 56,
            "该文件2018年10月12日公开，至2018年10月17日期满，未见解读材料。",
        ),
        (LATENCY, "/file_info/42.shtml"): (
            "pending", None, "2019-01-02", 2,
            "该文件2018年12月27日公开，解读发布期限为2019年1月2日，尚未到期，目前未见解读。",
        ),
        (LATENCY, "/file_info/43.shtml"): (
            "passed", None, "2018-11-08", 0,
            "该文件2018年11月5日公开，最早的解读2018年11月5日发布，不晚于文件公开，"
            "符合3个工作日的期限。",
        ),
        (LINKED, "/file_info/43.shtml"): ("passed", None, None, None, _MUTUAL),
        (LEADERS, "/"): ("pending", None, END, None, _NOT_NAMED + _NOT_OVER),
        (IPV6, "/"): ("passed", "HOST", None, 1, _REACHED),
    },
    "qingyuan": {
        (LATENCY, "/file_info/51.shtml"): _took("9月29日", "10月9日", 3, "2018-10-09"),
        (LINKED, "/file_info/51.shtml"): ("passed", None, None, None, _MUTUAL),
        **_replies(61, "passed", None, _WHOLE),
        **_replies(62, "passed", None, _WHOLE),
        (LEADERS, "/"): ("passed", None, None, None, _OPEN),
        (IPV6, "/"): ("passed", "HOST", None, 1, _REACHED),
    },
}  # fmt: skip
"""Every finding of the five duties as of the last day of the year, by row and page."""


@dataclass(frozen=True)
class Year:
    """The findings of 2018-12-31, and those of looking back from 2019-01-03."""

    run: list[dict[str, Any]]
    own_time: list[dict[str, Any]]
    today: list[dict[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The night of the year's last day, and one after the county has answered late."""
    folder: Path = tmp_path_factory.mktemp("wuding")
    sites = {host: pages_of_2018(body) for body, _, host in PORTALS.values()}
    hosts = {host: pages_of(pages) for host, pages in sites.items()}
    with bad_server(hosts, {"www.luxi.test": ("127.0.0.1",)}) as net:
        text = (
            f'[monitor]\nnameserver = "{net.nameserver}"\ncontact = "zwgk@test.example"\n'
            'rulebooks = ["wuding-2018"]\n'
        )
        for name, (body, kind, host) in PORTALS.items():
            text += f'[[portals]]\nid = "{name}"\nname = "{body.name}"\nkind = "{kind}"\n'
            text += f'home = "http://{host}:{net.port}/"\n'
        (folder / "gongkai.toml").write_text(text, encoding="utf-8")
        done = gongkai("run", "--as-of", f"{END}T02:00", "--no-alerts", folder=folder)
        assert done.returncode == 0, done.stderr
        found = findings_of(folder)
        sites["www.luxi.test"].update(
            pages_of_2018(replace(COUNTY, replies=(*COUNTY.replies, LATE_REPLY)))
        )
        done = gongkai("run", "--as-of", "2019-01-03T02:00", "--no-alerts", folder=folder)
        assert done.returncode == 0, done.stderr
    own = _lookback(folder, "--run", "2019-01-03")
    return Year(found, own, _lookback(folder, "--today"))


def _lookback(folder: Path, *more: str) -> list[dict[str, Any]]:
    given = ("lookback", "--rulebook", "wuding-2018", "--format", "jsonl", *more)
    done = gongkai(*given, folder=folder)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [row for row in rows if "check" in row]


def _told(rows: Iterable[dict[str, Any]], portal: str) -> dict[tuple[str, str], Told]:
    """The findings of the five duties, by row and path."""
    found: dict[tuple[str, str], Told] = {}
    for row in rows:
        if row["portal"] != portal or row["requirement"] not in FIVE:
            continue
        address = urlsplit(row["subject"])
        aspect, said = (
            text and text.replace(address.netloc, "HOST")
            for text in (row["aspect"], row["statement"])
        )
        key = (row["requirement"], address.path)
        assert key not in found
        found[key] = (row["outcome"], aspect, row["due_on"], row["measured"], said)
    return found


@pytest.mark.parametrize("portal", PORTALS)
def test_the_last_night_of_the_year(year: Year, portal: str) -> None:
    assert _told(year.run, portal) == TRUTH[portal]


@pytest.mark.parametrize("portal", PORTALS)
def test_the_next_year_looks_back_on_the_same(year: Year, portal: str) -> None:
    """As of its own time the late reply was not there yet."""
    assert _told(year.own_time, portal) == TRUTH[portal]


AFTER: dict[str, dict[tuple[str, str], Told]] = {
    "luxi": {
        **_replies(21, "passed", None, _WHOLE),
        (IPV6, "/"): ("failed", "HOST", END, None, f"{_NO_AAAA}。"),
    },
    "luxi-water": {
        (LATENCY, "/file_info/41.shtml"): (
            "failed", None, "2018-10-17", 58,
            "该文件2018年10月12日公开，至2018年10月17日期满，未见解读材料。",
        ),
        (LATENCY, "/file_info/42.shtml"): (
            "failed", None, "2019-01-02", 4,
            "该文件2018年12月27日公开，至2019年1月2日期满，未见解读材料。",
        ),
        (LEADERS, "/"): ("failed", None, END, None, f"{_NOT_NAMED}。"),
    },
    "qingyuan": {},
}  # fmt: skip
"""What is otherwise once the year's terms are over; the late reply takes the place of its kind."""


@pytest.mark.parametrize("portal", PORTALS)
def test_after_the_year_its_terms_are_over(year: Year, portal: str) -> None:
    wanted = {**TRUTH[portal], **AFTER[portal]}
    if portal == "luxi":
        del wanted[REPLIES, "/"], wanted[TEXTS, "/"]
    assert _told(year.today, portal) == wanted


HOLIDAY = [{"date": f"2018-10-0{day}", "off": "国庆节"} for day in range(1, 8)]


def test_make_up_days_count_and_the_holiday_does_not(year: Year) -> None:
    late = next(r for r in year.run if r["requirement"] == LATENCY and "/33.shtml" in r["subject"])
    assert late["settled_on"] == "2018-10-10"
    assert late["day_count"] == [
        {"date": "2018-09-29", "day": 0},
        {"date": "2018-09-30", "day": 1},
        *HOLIDAY,
        {"date": "2018-10-08", "day": 2},
        {"date": "2018-10-09", "day": 3},
        {"date": "2018-10-10", "day": 4},
    ]
    over = next(r for r in year.run if r["requirement"] == LATENCY and "/42.shtml" in r["subject"])
    assert over["day_count"] == [
        {"date": "2018-12-27", "day": 0},
        {"date": "2018-12-28", "day": 1},
        {"date": "2018-12-29", "day": 2},
        *({"date": day, "off": "元旦"} for day in ("2018-12-30", "2018-12-31", "2019-01-01")),
        {"date": "2019-01-02", "day": 3},
    ]


def test_words_open_at_once_and_absence_waits(year: Year) -> None:
    states = {
        (row["requirement"], urlsplit(row["subject"]).path): row["case"]["state"]
        for row in year.run
        if row["requirement"] in FIVE and row["outcome"] == "failed"
    }
    assert states == {
        (LATENCY, "/file_info/33.shtml"): "open",
        (LATENCY, "/file_info/41.shtml"): "suspected",
        (LINKED, "/file_info/34.shtml"): "suspected",
        (LINKED, "/file_info/35.shtml"): "suspected",
        (REPLIES, "/jyta_info/12.shtml"): "suspected",
    }
