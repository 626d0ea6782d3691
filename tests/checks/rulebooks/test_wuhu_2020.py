"""The Wuhu appraisal of 2020 in three books, against the notice."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from checks.disclosure.themes import tells_of
from checks.engine.requirement import Requirement, Rulebook, Scoring
from checks.matching.words import plain
from checks.rulebooks import load_rulebook
from checks.rulebooks.weights import parts
from crawler.portals import Portal, PortalKind

METHOD = load_rulebook("wuhu-2020-method")
COUNTY = load_rulebook("wuhu-2020-county")
DEPARTMENT = load_rulebook("wuhu-2020-department")
BOOKS = (METHOD, COUNTY, DEPARTMENT)
ROWS = {row.id: row for book in BOOKS for row in book.requirements}


def row(key: str) -> Requirement:
    return ROWS[f"wuhu-2020-{key}"]


def weights(book: Rulebook) -> list[tuple[float, list[float]]]:
    below = parts(book.requirements)
    return [
        (one.weight, [part.weight for part in below.get(one.id, ())])
        for one in book.requirements
        if one.part_of is None
    ]


@pytest.mark.parametrize(
    "book, automatic, partial, manual, process",
    [(METHOD, 3, 1, 0, 23), (COUNTY, 7, 38, 10, 11), (DEPARTMENT, 3, 32, 8, 9)],
    ids=lambda value: getattr(value, "id", None),
)
def test_the_rows_by_assessment(
    book: Rulebook, automatic: int, partial: int, manual: int, process: int
) -> None:
    assert Counter(one.assessment.value for one in book.requirements) == {
        name: count
        for name, count in {
            "automatic": automatic, "partial": partial, "manual": manual, "process": process,
        }.items()
        if count
    }  # fmt: skip


def test_every_clause_stands_once() -> None:
    assert len(ROWS) == sum(len(book.requirements) for book in BOOKS) == 145


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_the_head(book: Rulebook) -> None:
    assert (book.starts_on, book.ends_on) == (date(2020, 1, 1), date(2020, 12, 31))
    assert (book.issued_on, book.number, book.source) == (
        date(2020, 9, 29), "", "芜湖市政务公开办公室",
    )  # fmt: skip


def test_the_weights_of_annex_2() -> None:
    assert weights(COUNTY) == [
        (13, [5, 3, 5]),
        (10, [3, 3, 4]),
        (8, [4, 2, 2]),
        (7, [3, 2, 2]),
        (8, [2, 3, 3]),
        (20, [6, 6, 4, 4]),
        (22, [2, 5, 2, 5, 5, 2, 1]),
        (12, [2, 2, 2, 4, 2]),
    ]


def test_the_weights_of_annex_3() -> None:
    assert weights(DEPARTMENT) == [
        (16, [6, 5, 5]),
        (10, [3, 3, 4]),
        (10, [4, 3, 3]),
        (10, [4, 3, 3]),
        (15, [5, 5, 5]),
        (5, []),
        (22, [2, 5, 2, 5, 5, 2, 1]),
        (12, [2, 2, 6, 2]),
    ]


def test_further_clauses_share_the_weight_of_the_first() -> None:
    below = parts(COUNTY.requirements)
    shared = [one.id.removeprefix("wuhu-2020-county-") for one in below["wuhu-2020-county-7.1a"]]
    assert shared == ["7.1b", "7.1c", "7.1d"]
    assert row("dept-8.3c").part_of == "wuhu-2020-dept-8.3a"


def test_the_method_weighs_nothing() -> None:
    assert {one.weight for one in METHOD.requirements} == {0}


@pytest.mark.parametrize(
    "key, due_on, assumed, bodies, checks",
    [
        ("method-5.1a", date(2021, 2, 20), False, ("县（市）区本级政府",), "annual_report_on_time"),
        (
            "method-5.1b",
            date(2021, 1, 31),
            False,
            ("市直部门及其他单位",),
            "annual_report_on_time",
        ),
        ("method-3.4a", date(2020, 12, 5), False, ("第三方评估机构",), ""),
        (
            "county-1.1a",
            date(2020, 10, 31),
            False,
            ("各县（市）区政府", "本级政府部门", "乡镇单位"),
            "function_catalogue_ready agency_profile_complete",
        ),
        (
            "county-1.1b",
            date(2020, 11, 20),
            False,
            ("各县（市）区政府",),
            "function_catalogue_ready section_present",
        ),
        (
            "county-1.3a",
            date(2020, 12, 31),
            False,
            ("各县（市）区政府",),
            "doc_library_unified doc_validity_current",
        ),
        ("county-5.2", None, False, ("无为市", "南陵县"), "topic_coverage"),
        ("county-6.1a", date(2020, 12, 31), True, ("基层政府",), "catalogue_published"),
        (
            "county-7.1a",
            date(2020, 12, 31),
            False,
            ("各县（市）区政府",),
            "platform_structure_complete",
        ),
        ("county-7.1d", date(2020, 12, 31), True, ("市政务公开办", "各县（市）区政府"), ""),
        ("county-7.3b", None, False, ("各县（市）区政府",), "message_reply_latency"),
        ("county-7.4c", None, False, ("各县（市）区政府",), "gazette_cadence section_present"),
        (
            "dept-1.1",
            date(2020, 10, 31),
            False,
            ("市直各部门",),
            "function_catalogue_ready agency_profile_complete",
        ),
        ("dept-1.3a", date(2020, 12, 31), True, ("市司法局",), ""),
        (
            "dept-2.2",
            None,
            False,
            ("市人社局", "市经信局", "市发改委", "市财政局"),
            "topic_coverage interpretation_present",
        ),
        ("dept-1.2e", None, False, ("市审计局",), "topic_coverage"),
        (
            "dept-2.1",
            None,
            False,
            ("市人社局", "市发改委", "市商务局", "市地方金融监管局"),
            "interpretation_present topic_coverage",
        ),
        ("dept-3.3a", None, False, ("市各相关部门",), "interpretation_present"),
        ("dept-4.2b", None, False, ("市卫健委",), "section_freshness"),
        (
            "dept-4.2a",
            None,
            False,
            ("市卫健委", "市生态环境局", "市应急管理局"),
            "emergency_plan_published",
        ),
        (
            "dept-5.3",
            None,
            False,
            ("市生态环境局", "市住建局", "市土储中心", "市城管局", "市水务局"),
            "topic_coverage",
        ),
    ],
)
def test_clauses_as_the_notice_has_them(
    key: str, due_on: date | None, assumed: bool, bodies: tuple[str, ...], checks: str
) -> None:
    one = row(key)
    assert (one.due_on, one.due_assumed, one.bodies) == (due_on, assumed, bodies)
    assert one.checks == tuple(checks.split())


@pytest.mark.parametrize(
    "key, check, term, value",
    [
        ("method-5.1a", "annual_report_on_time", "due_month_day", {"county": "02-20"}),
        (
            "method-5.1b",
            "annual_report_on_time",
            "due_month_day",
            {"department": "01-31", "institution": "01-31"},
        ),
        ("county-1.2c", "progress_report_cadence", "period", "month"),
        ("county-7.3b", "message_reply_latency", "max_working_days", 3),
        ("dept-7.3b", "message_reply_latency", "max_working_days", 3),
        ("county-7.4c", "gazette_cadence", "max_gap_working_days", 20),
        ("county-7.4c", "gazette_cadence", "max_publication_working_days", 20),
    ],
)
def test_numbers_of_the_notice(key: str, check: str, term: str, value: Any) -> None:
    (one,) = (measure for measure in row(key).measures() if measure.check == check)
    assert one.terms[term] == value
    assert term not in one.assumed


def test_a_clause_on_counties_asks_no_more_than_the_notice() -> None:
    # 丰富, 拓宽, an entrance for questions at a counter: no measure of a clause that counts
    assert row("county-2.1").checks == ("interpretation_present", "topic_coverage")
    assert row("county-2.2").checks == ("topic_coverage", "interpretation_present")
    assert row("county-3.1").checks == row("county-4.2b").checks == ("topic_coverage",)
    assert row("county-7.5").scoring is Scoring.NONE
    # a district need not have waterworks, gas or heat of its own
    assert row("county-7.7").terms["sectors"] == ("教育", "卫生健康")
    # a topic page whose columns are the fields themselves shows the fields
    fields = row("county-6.2a").terms["columns"][1]["synonyms"]
    assert {"义务教育", "公共资源交易", "试点领域"} <= set(fields)
    # 丰富互动交流渠道: no number of channels, and none named but messages
    assert len(row("county-7.3a").terms["features"]) == 1
    # 综合办事信息公开 asks for information, not for a list
    assert "catalogue_published" not in row("county-3.2").checks


def test_interpretations_need_eight_elements() -> None:
    for key in ("county-2.3b", "dept-2.3b"):
        terms = row(key).terms
        assert [*(one["name"] for one in terms["elements"]), terms["contact"]["name"]] == [
            "背景依据", "意义", "研判起草过程", "工作目标", "主要任务", "创新举措", "保障措施",
            "解读联系",
        ]  # fmt: skip


def test_the_eight_elements_are_asked_of_what_the_clause_speaks_of() -> None:
    scope = row("dept-2.3b").terms["scope"]
    assert scope == row("county-2.3b").terms["scope"]
    assert "六稳" in scope
    assert "六保" in scope
    assert not any(word in "芜湖市古树名木保护办法解读" for word in scope)


def test_the_new_column_of_market_supervision() -> None:
    (column,) = row("dept-3.1a").terms["columns"]
    assert column["title"] == "放管服改革"
    assert "below" not in column  # a first-level column stands beside 网上政务服务, not within
    assert column["children"] == ("市场监管规则和标准", "执行落实情况")


@pytest.mark.parametrize(
    "key, kind, name, bound",
    [
        ("county-5.2", "county", "无为市人民政府", True),
        ("county-5.2", "county", "镜湖区人民政府", False),
        ("county-1.1a", "township", "镜湖区某镇人民政府", True),
        ("county-1.1a", "county", "镜湖区人民政府", False),
        ("county-1.1b", "county", "镜湖区人民政府", True),
        ("county-7.3b", "department", "镜湖区教育局", False),
        ("dept-1.2e", "department", "芜湖市审计局", True),
        ("dept-1.2e", "department", "芜湖市教育局", False),
        ("dept-2.1", "department", "芜湖市人力资源和社会保障局", True),
        ("dept-2.1", "department", "芜湖市地方金融监督管理局", True),
        ("dept-2.1", "department", "芜湖市财政局", False),
        ("dept-3.1a", "department", "芜湖市市场监督管理局", True),
        ("dept-5.2", "department", "芜湖市乡村振兴局", True),
        ("dept-7.4", "city", "芜湖市人民政府", False),
        ("dept-5.3", "institution", "芜湖市国有土地收购储备中心", True),
        ("dept-5.3", "department", "芜湖市自然资源和规划局", False),
        ("method-5.1b", "institution", "芜湖市住房公积金管理中心", True),
        ("method-5.1a", "department", "芜湖市教育局", False),
    ],
)
def test_whom_a_clause_binds(key: str, kind: str, name: str, bound: bool) -> None:
    portal = Portal("p", name, PortalKind(kind), "http://www.p.test/", (METHOD.id,))
    assert row(key).binds_body(portal) is bound


def test_every_bureau_has_its_themes_of_pollution() -> None:
    themes = row("dept-5.3").terms["themes"]
    of = {
        name: [one["name"] for one in themes if any(word in name for word in one["named"])]
        for name in ("生态环境局", "住房和城乡建设局", "土地收购储备中心", "城市管理局", "水务局")
    }
    assert [len(found) for found in of.values()] == [4, 2, 1, 1, 1]


def test_goals_and_advice_cost_nothing() -> None:
    advice = {one.id for one in ROWS.values() if one.scoring is Scoring.NONE}
    assert advice == {
        f"wuhu-2020-{key}"
        for key in (
            "method-5.1d",
            "county-1.3d",
            "county-4.1b",
            "county-7.4b",
            "county-7.5",
            "county-8.3b",
            "dept-1.2b",
            "dept-1.2d",
            "dept-1.3d",
            "dept-3.1b",
            "dept-7.4",
            "dept-8.2",
        )
    }


def test_a_department_need_not_have_more_than_its_clause_says() -> None:
    (channel,) = row("dept-7.3a").terms["features"]
    assert channel["name"] == "在线互动"
    topics = [
        words
        for one in (row("county-7.6"), row("dept-7.6"), row("method-5.1c"))
        for words in one.terms["require_topics"]
    ]
    assert all("放管服" not in words for words in topics)
    columns = [one.get("title", one.get("role")) for one in row("dept-4.1").terms["columns"]]
    assert "疫情防控" in columns  # 等相关栏目


def test_a_list_that_the_notice_does_not_give_is_left_to_the_office() -> None:
    # Which bureau answers for which risk is not public; of a county any of them will do.
    assert row("dept-5.1").terms["themes"] == ()
    assert "themes" in row("dept-5.1").assumed
    assert "themes" in row("county-5.1").assumed
    mapped = row("county-6.1b")
    assert mapped.terms["items"] == ()
    assert "items" in mapped.assumed


def test_the_rosters() -> None:
    assert [len(row(key).bodies) for key in ("annex1-a", "annex1-b", "annex4")] == [7, 47, 16]


@pytest.mark.parametrize("one", ROWS.values(), ids=lambda one: one.id)
def test_every_row_is_fit_to_be_shown(one: Requirement) -> None:
    assert 0 < len(one.title) <= 12
    assert one.level1
    assert one.clause
    assert one.bodies
    assert one.due_on or one.cadence
    assert one.basis_text.startswith("《芜湖市2020年政务公开工作考评方案")
    assert one.summary.endswith("。")
    assert not one.checks or one.remedy.endswith("。")
    assert one.curable or one.remedy_late.endswith("。")
    assert not one.unseen or one.unseen.endswith("。")


def test_the_contact_is_that_of_the_standing_rulebook() -> None:
    standing = load_rulebook("standing").requirement("interpretation-4").terms["contact"]
    assert dict(row("county-2.3b").terms["contact"]) == dict(standing)


THEMES: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("county-1.2b", "列席政府会议"): (
        ("区政府常务会议邀请公众代表列席的公告", "利益相关方、公众、专家等列席区政府有关会议制度"),
        ("区长列席市政府常务会议", "区人大常委会召开会议 副区长列席")),
    ("county-1.2b", "参与涉企政策制定"): (
        ("在制定涉企政策过程中听取企业家意见的通知", "区政府召开民营企业家座谈会"),
        ("区商会举行换届大会", "涉企政策汇编", "区领导调研企业，听取企业负责人介绍")),
    ("dept-2.1", "稳金融"): (
        ("企业上市融资奖励解读", "普惠金融政策问答"),
        ("市地方金融监管局垃圾分类方案解读", "地方金融监督管理局年报解读")),
    ("county-2.1", "稳外资"): (("外商投资法解读",), ("招商引资考核办法解读",)),
    ("county-2.2", "保居民就业"): (
        ("做好高校毕业生就业工作的通知", "春季网络招聘会"), ("事业单位公开招聘公告",)),
    ("county-2.2", "保基本民生"): (
        ("十一月城乡低保发放公示", "33项民生工程实施方案"),
        ("降低保证金的通知", "人力资源和社会保障局公告", "医疗保障局动态")),
    ("county-2.2", "保市场主体"): (("支持中小企业发展若干意见", "小微企业融资"), ("主体工程招标",)),
    ("dept-2.2", "保粮食能源安全"): (
        ("夏粮收购启动", "有序用电方案", "市级储备粮轮换"),
        ("市粮食和物资储备局领导分工", "新能源汽车推广")),
    ("dept-2.2", "保基层运转"): (
        ("兜牢“三保”底线", "政府坚持过紧日子"), ("落实两不愁三保障", "转移支付绩效目标表")),
    ("county-2.2", "政策资金流向和使用"): (
        ("直达资金分配情况", "惠企资金兑现公示"), ("减税降费政策汇编", "惠企政策清单")),
    ("county-3.1", "市场监管规则和标准"): (
        ("行政处罚自由裁量权基准", "双随机抽查计划"), ("扶贫资金监管办法", "预售资金监管办法")),
    ("county-4.2b", "公共卫生知识"): (
        ("正确佩戴口罩", "公众防护指南"),
        ("区疾病预防控制中心采购公告", "爱国卫生运动委员会名单", "口罩生产企业名单")),
    ("county-5.3", "河（湖）长制"): (
        ("区级河长名单公告", "区总河长令"), ("芜湖长江大桥通车", "淮河长江汛情")),
    ("dept-5.3", "河（湖）长制"): (("市级河长巡河",), ("芜湖长江三桥",)),
    ("dept-5.3", "长江生态环境突出问题整治"): (
        ("长江经济带警示片问题整改",), ("长江路餐饮油烟投诉", "长江大桥项目环评")),
    ("dept-1.2e", "整改落实情况"): (
        ("审计查出问题整改情况", "审计整改公告"), ("巡察整改情况通报", "主题教育整改落实")),
    ("county-6.3b", "考核评议制度"): (("政务公开工作考核办法",), ("年度考核优秀公示",)),
    ("county-6.3b", "回应关切制度"): (
        ("政务舆情回应工作的通知",), ("积极回应社会关切，解决停车难",)),
}  # fmt: skip


@pytest.mark.parametrize(("key", "theme"), THEMES)
def test_the_words_of_a_theme_are_those_of_its_clause(key: str, theme: str) -> None:
    given = (one for measure in row(key).measures() for one in measure.terms.get("themes", ()))
    asked = next(one for one in given if one["name"] == theme)
    told, other = THEMES[key, theme]
    assert all(tells_of(asked, plain(title)) for title in told)
    assert not [title for title in other if tells_of(asked, plain(title))]


def test_the_county_and_the_bureaus_are_asked_alike_where_a_sentence_is_the_same() -> None:
    def words(key: str, name: str) -> tuple[str, ...]:
        given = (one for m in row(key).measures() for one in m.terms.get("themes", ()))
        return next(tuple(one["words"]) for one in given if one["name"] == name)

    for clause, told in (
        ("2.1", ("稳就业", "稳金融", "稳外贸", "稳外资", "稳投资", "稳预期")),
        ("2.2", ("保市场主体", "保粮食能源安全", "保基层运转", "政策资金流向和使用")),
        ("5.2", ("脱贫攻坚九大工程", "两不愁三保障", "饮水安全", "巩固脱贫成果")),
        ("3.2", ("综合办事信息",)),
    ):
        for name in told:
            assert words(f"county-{clause}", name) == words(f"dept-{clause}", name)
    assert row("county-3.2").checks == row("dept-3.2").checks
    assert row("county-7.6").terms["require_topics"] == row("dept-7.6").terms["require_topics"]
