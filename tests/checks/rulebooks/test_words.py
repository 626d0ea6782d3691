"""Words of rows fit ordinary titles that do the duty, and none that only sounds like it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from checks.disclosure.themes import tells_of
from checks.engine.requirement import Requirement
from checks.matching.words import plain
from checks.rulebooks import load_rulebook

BOOKS = {"S": "sixian-2020", "C": "wuhu-2020-county", "D": "wuhu-2020-department",
         "Y": "yanzhou-2021", "Z": "suzhou-2024", "W": "wuding-2018"}  # fmt: skip
"""Rulebooks by the letter that stands before an item's number here."""

book: Any = cache(load_rulebook)


def measure_of(key: str, check: str) -> Requirement:
    """What a row by letter and number (S-05a) is measured by."""
    letter, number = key.split("-")
    whole = book(BOOKS[letter])
    row = whole.requirement(f"{BOOKS[letter].replace('department', 'dept')}-{number}")
    found: Requirement = next(one for one in row.measures() if one.check == check)
    return found


def themes_of(key: str, name: str) -> list[Any]:
    return [one for one in measure_of(key, "topic_coverage").terms["themes"] if one["name"] == name]


# Rows, theme, titles that tell of it, titles that do not.
THEMES: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("S-27b C-6.3b", "政策解读制度", ("政策解读和回应关切制度", "行政规范性文件解读办法"),
     ("做好政策解读助力企业复工复产",)),
    ("S-27b C-6.3b", "回应关切制度",
     ("政务舆情工作制度", "关于做好政务舆情回应的实施意见", "舆情监测制度"),
     ("召开政务舆情工作推进会", "2020年政务舆情回应情况", "政务舆情处置培训班")),
    ("S-27b C-6.3b", "依申请公开制度",
     ("政府信息公开申请办理工作制度", "依申请公开办理流程", "依申请公开答复制度"),
     ("2020年依申请公开办理情况", "依申请公开办理结果统计")),
    ("S-27b C-6.3b", "公众参与制度", ("公众参与工作机制", "公众参与行政决策工作制度"),
     ("公众参与工作开展情况",)),
    ("S-27b C-6.3b", "考核评议制度", ("政务公开监督考核制度", "政务公开绩效考核办法"),
     ("2020年综合考核办法",)),
    ("S-22 C-5.2 D-5.2", "两不愁三保障", ("农村危房改造补助公示", "贫困户住房安全鉴定"),
     ("城镇自建房住房安全隐患排查",)),
    ("Y-1b", "高质量发展", ("2021年1-8月份全区经济形势分析", "高质量发展成效"),
     ("关于做好2021年度全区经济社会发展综合考核工作的通知",)),
    ("Y-1b", "生态环境高质量发展", ("打好污染防治攻坚战",),
     ("建设项目固体废物污染防治设施竣工验收意见的公示",)),
    ("Y-2d", "补贴资金发放",
     ("2021年9月份临时救助发放情况", "城乡特困发放情况表", "2021年农业支持保护补贴兑付情况",
      "2021年9月临时救助花名册"),
     ("引进优秀青年人才生活补贴名单公示", "工程项目资金拨付情况公示", "公交车运营补贴资金公示")),
    ("Y-2d", "惠民惠农政策", ("耕地地力保护补贴政策",), ("人才公寓租房补贴申领公告",)),
    ("Y-3d", "互联网+执法",
     ("行政执法与监督平台上线运行", "行政执法信息公示制度", "推行“互联网+”行政检查"),
     ("开展行政执法监督检查", "聘任行政执法监督员")),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "name", "told", "other"), THEMES)
def test_a_theme_is_told_by_titles_of_it_alone(
    keys: str, name: str, told: tuple[str, ...], other: tuple[str, ...]
) -> None:
    found = [theme for key in keys.split() for theme in themes_of(key, name)]
    assert len(found) >= len(keys.split())
    for theme in found:
        assert [title for title in told if not tells_of(theme, plain(title))] == []
        assert [title for title in other if tells_of(theme, plain(title))] == []


# Rows, titles that are the catalogue, titles that are none.
CATALOGUES: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("S-25a C-6.1a",
     ("大庄镇基层政务公开标准化规范化目录", "大庄镇基层政务公开事项标准化目录",
      "湾沚区基层政务公开领域标准目录"),
     ("大庄镇村务公开事项清单", "某中学校务公开目录")),
    ("Z-13c Z-22",
     ("宿州市农业农村局政务公开基本目录(2024年版)", "萧县政务公开标准化目录",
      "信息公开指南和目录"),
     ("萧县公共企事业单位信息公开目录", "萧县村务公开目录")),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "meant", "other"), CATALOGUES)
def test_a_catalogue_is_known_by_its_title(
    keys: str, meant: tuple[str, ...], other: tuple[str, ...]
) -> None:
    for key in keys.split():
        terms = measure_of(key, "catalogue_published").terms
        kinds = [re.compile(one) for one in terms["catalogue_patterns"]]

        def fits(title: str, terms: Any = terms, kinds: Any = kinds) -> bool:
            text = plain(title)
            named = any(plain(word) in text for word in terms["title_words"])
            spoken_of = any(word in text for word in terms["excluded_words"])
            return named and not spoken_of and any(kind.search(text) for kind in kinds)

        assert [title for title in meant if not fits(title)] == [], key
        assert [title for title in other if fits(title)] == [], key


# Rows, titles that report the event, titles that do not.
EVENTS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("W-28a S-17b C-4.1b",
     ("举行疫情防控政策解读新闻发布会", "召开《城市管理办法》新闻发布会",
      "举行“十四五”规划新闻发布会"),
     ("新闻发布会制度", "政府新闻发布会实施方案", "2018年政府新闻发布工作方案",
      "政府新闻发布培训班开班")),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "meant", "other"), EVENTS)
def test_an_event_is_known_by_its_title(
    keys: str, meant: tuple[str, ...], other: tuple[str, ...]
) -> None:
    for key in keys.split():
        terms = measure_of(key, "public_event_held").terms

        def fits(title: str, terms: Any = terms) -> bool:
            text = plain(title)
            named = any(plain(word) in text for word in terms["event_words"]) or any(
                re.search(one, text) for one in terms.get("event_patterns", ())
            )
            return named and not any(plain(word) in text for word in terms["excluded_words"])

        assert [title for title in meant if not fits(title)] == [], key
        assert [title for title in other if fits(title)] == [], key


@pytest.mark.parametrize(
    ("key", "above"),
    [("W-28a", "楚雄州召开脱贫攻坚新闻发布会"), ("S-17b", "宿州市召开疫情防控新闻发布会"),
     ("C-4.1b", "芜湖市政府召开疫情防控新闻发布会")],
)  # fmt: skip
def test_a_conference_of_the_government_above_is_none_of_the_county_s(key: str, above: str) -> None:
    assert above.startswith(measure_of(key, "public_event_held").terms["higher_words"])


FEATURES: list[tuple[str, str, tuple[str, ...]]] = [
    ("Z-03c", "办理进展", ("办件进展", "办事进展查询", "我的办件", "查办件")),
    ("Z-11", "政策订阅", ("政策精准推送", "政策匹配", "订阅政策")),
]


@pytest.mark.parametrize(("key", "name", "labels"), FEATURES)
def test_an_entrance_is_known_by_the_labels_that_portals_give_it(
    key: str, name: str, labels: tuple[str, ...]
) -> None:
    features = measure_of(key, "feature_present").terms["features"]
    (asked,) = (one for one in features if one["name"] == name)
    assert [one for one in labels if not any(word in one for word in asked["words"])] == []


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("泗县2020年第四季度重点工作任务分解表", True),
        ("2020年10月份重点工作任务清单", True),
        ("2020年10月份重点任务责任分工", True),
        ("泗县2020年12月份工作小结及1月份工作安排", False),
        ("2020年第三季度重点工作任务推进表", False),
        ("2020年10月重点工作任务清单进展", False),
        ("2020年重点工作任务完成情况(三季度)", False),
    ],
)
def test_a_list_of_tasks_to_come_is_no_progress(title: str, plan: bool) -> None:
    for key in ("S-05a", "C-1.2c", "D-1.2c"):
        patterns = measure_of(key, "progress_report_cadence").terms["plan_title_patterns"]
        assert any(re.search(one, plain(title)) for one in patterns) is plan
