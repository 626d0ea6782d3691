"""Words of rows fit ordinary titles that do the duty, and none that only sounds like it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from checks.disclosure.themes import tells_of
from checks.engine.requirement import Requirement
from checks.matching.words import finder, plain
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
    return [
        one
        for one in measure_of(key, "topic_coverage").terms["themes"]
        if name in ("", one["name"])
    ]


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
    ("Y-2a", "产业政策", ("促进商贸流通业发展的若干政策", "支持商贸企业应对疫情的若干政策"),
     ("区商务局开展商贸企业安全生产检查", "区工信局开展工业企业安全生产大检查",
      "区工信局督导规上企业疫苗接种工作")),
    ("Y-1b", "生态环境高质量发展", ("打好污染防治攻坚战",),
     ("建设项目固体废物污染防治设施竣工验收意见的公示",)),
    ("Y-2d", "补贴资金发放",
     ("2021年9月份临时救助发放情况", "城乡特困发放情况表", "2021年农业支持保护补贴兑付情况",
      "2021年9月临时救助花名册"),
     ("引进优秀青年人才生活补贴名单公示", "工程项目资金拨付情况公示", "公交车运营补贴资金公示")),
    ("Y-2d", "惠民惠农政策", ("耕地地力保护补贴政策",), ("人才公寓租房补贴申领公告",)),
    ("Y-1c", "新旧动能转换", ("十强产业发展情况", "“四新”经济发展成效"), ()),
    ("Y-2a", "产业政策", ("支持产业发展若干政策", "商贸流通业奖励兑现"),
     ("某商贸有限公司行政处罚决定书", "电商诈骗提醒", "外商投资企业年报")),
    ("Y-2b", "消费升级", ("汽车下乡补贴", "以旧换新活动"), ()),
    ("Y-2b", "质量强区", ("区长质量奖", "服务质量提升行动"),
     ("教学质量提升", "空气质量提升", "医疗质量管理")),
    ("Y-2b", "品牌战略", ("商标品牌战略", "品牌创建"), ("党建品牌创建", "侵犯注册商标专用权案")),
    ("Y-3b", "宏观政策落实", ("常态化财政资金直达机制", "激发市场主体活力"), ("市场主体年报公示",)),
    ("Y-3b", "减权放权", ("承接省级权力事项", "行政许可事项清单"), ("承接产业转移项目",)),
    ("Y-3b", "服务创新", ("帮办代办服务", "延时服务"), ("现代办公设备采购", "课后延时服务")),
    ("Y-3c", "市场规则标准", ("标准化示范试点", "企业登记注册规范"),
     ("党支部标准化建设", "政务公开标准化规范化", "医疗机构执业登记注册")),
    ("Y-3c", "高标准市场体系", ("知识产权保护", "优化市场环境"),
     ("市场监督管理局（知识产权局）", "农贸市场环境整治")),
    ("Y-3c", "监管执法", ("铁拳行动典型案例", "特种设备专项检查"),
     ("违纪违法典型案例", "作风专项整治")),
    ("Y-4b", "学前教育", ("幼儿入园须知", "普惠性幼儿园名单"),
     ("3岁以下婴幼儿照护服务", "企业入园签约")),
    ("Y-4b", "义务教育入学", ("小学、初中招生入学政策", "义务教育学校招生工作通知"),
     ("普通高中招生计划", "老年大学招生", "义务教育教师招聘")),
    ("Y-4c", "社会救助", ("农村低保保障标准", "特困供养"), ("降低保证金的通知", "特困行业纾困")),
    ("Y-2d", "惠民惠农政策", ("农村低保保障标准",), ("降低保证金的通知", "特困行业纾困")),
    ("Z-19b", "惠农惠民资金发放", ("残疾人两项补贴", "务工交通补贴公示", "低保金发放"),
     ("降低保证金的通知", "人才生活补贴", "公交补贴资金")),
    ("Y-4c", "养老", ("老年人能力评估", "养老机构名单"), ("老年人防诈骗提醒", "老年人健康体检")),
    ("Y-4c", "医疗", ("居民医保参保",), ("城乡居民养老保险参保",)),
    ("Y-4e", "安全生产", ("全区安全检查", "企业安全隐患排查"), ("食品安全检查", "网络安全监管")),
    ("Y-5a2", "健康行动", ("青少年近视防控行动", "地方病防治行动"), ("大气污染防治行动计划",)),
    ("Y-9a2", "为民十件实事", ("2021年为民办实事完成情况",), ("党史学习教育我为群众办实事",)),
    ("W-11", "监管检查执法信息", ("食品安全大检查",), ("工作作风大检查", "党风廉政检查情况公示")),
    ("W-33", "互联网+政务服务落实情况", ("政务服务工作推进",), ("政务服务工作人员招聘",)),
    ("Z-02a", "教育", ("小学入学登记", "高中招生", "高考报名"),
     ("深入学习贯彻全会精神", "提高中小微企业融资", "年度最高考核等次", "落实年初中央一号文件")),
    ("Z-02a", "社会保障", ("药品集采落地",), ("意见征集采纳情况", "养老金融宣传")),
    ("Z-02a", "社会救助", ("农村低保标准",), ("降低保证金的通知",)),
    ("Z-02a", "就业", ("就业创业政策",), ("局长就业务工作开展调研",)),
    ("Y-4a", "困难人员就业", ("外出务工人员就业",),
     ("人社局政务工作会", "就业务培训")),
    ("W-25", "就学就医就业", ("回应学区划分", "外来务工子女入学"),
     ("深入学习贯彻党代会精神", "税务工作会议", "就业务工作座谈")),
    ("Y-4b", "义务教育入学", ("小学学区划片",), ("深入学习贯彻", "教学区改造")),
    ("W-18", "保障和改善民生", ("改善民生政策解读", "小学入学政策解读"),
     ("深入学习解读", "保障人民生命安全")),
    ("W-18 W-23", "污染防治", ("大气污染防治解读",), ("重大气象灾害应急预案解读",)),
    ("S-21 C-5.1", "重点领域风险防控", ("金融风险防控",), ("廉政风险排查",)),
    ("S-09a C-2.1 D-2.1", "稳就业", ("就业政策解读",),
     ("就业务工作座谈", "激励干部干事创业")),
    ("S-10a C-2.2 D-2.2", "保居民就业", ("就业援助",), ("就业务工作座谈",)),
    ("S-16a C-3.3a", "减税降费等经济政策", ("支持中小企业措施",),
     ("中小企业局简介", "移民后期扶持政策")),
    ("D-4.1 S-17a", "", ("新冠肺炎疫情期间惠企政策",), ("非洲猪瘟疫情防控", "重大动物疫情应急")),
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
     ("大庄镇村务公开事项清单", "某中学校务公开目录", "社区居务公开事项目录")),
    ("Y-16a", ("义务教育领域基层政务公开标准目录",), ("村务公开事项清单", "社区居务公开事项目录")),
    ("S-24", ("义务教育领域基层政务公开标准目录",), ("村务公开事项清单",)),
    ("W-83a W-84", ("武定县主动公开目录", "高桥镇主动公开信息目录", "政府信息主动公开基本目录"),
     ("党务公开基本目录", "村务公开基本目录", "政府信息公开目录", "依申请公开目录")),
    ("W-83b", ("系统主动公开事项目录",), ("村务公开基本目录",)),
    ("W-47b", ("投资项目在线审批事项清单",), ("政府投资项目清单",)),
    ("W-48a", ("办事所需证照材料清单",), ("电子证照目录清单",)),
    ("W-74", ("“五公开”事项目录",), ("村务公开事项清单", "校务公开事项清单")),
    ("S-08", ("泗县财政局制度汇编",), ("内部控制制度汇编", "党建制度汇编")),
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
    ("Z-09 W-80b Y-12a2",
     ("举办政府开放日活动 现场解读惠企政策", "“政府开放日”走进市民热线", "政务公开日主题活动",
      "警营开放日", "市教体局政府开放日活动走进学校"),
     ("对外开放日益扩大", "政务公开日常工作", "政府开放日活动方案")),
    ("Z-09 W-80b", (), ("幼儿园家长开放日",)),
    ("Y-12b", ("在线访谈直播", "“云上”开放日"), ("网络直播营销监管", "VR产业园开工")),
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
    ("Z-18b", "政策咨询", ("惠企政策咨询服务", "政策服务")),
    ("Z-18b", "智能问答", ("智能机器人", "智能助手")),
    ("W-36", "网上预约", ("预约服务",)),
    ("W-36", "证照寄送", ("证照邮寄", "邮政速递")),
    ("W-36", "在线支付", ("统一支付平台", "非税缴费")),
    ("W-58", "数据开放", ("公共数据资源开放",)),
    ("C-7.1b", "所属部门专栏", ("政府工作部门", "部门目录")),
    ("C-7.1b", "政策法规", ("行政规范性文件", "政策文件库")),
    ("C-7.1b", "下级政府专栏", ("各镇", "镇(街)")),
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


@pytest.mark.parametrize(
    ("key", "title", "meant"),
    [
        ("Y-n5a", "兖州区统计局2021年政务公开重点工作推进计划", True),
        ("Y-n5a", "2021年政务公开培训计划", False),
        ("Z-27", "宿州市教体局2024年政务公开工作推进方案", True),
        ("Z-27", "2024年政务公开培训方案", False),
        ("W-37", "武定县网上办事大厅运行管理规定", True),
        ("W-37", "网上商品交易平台管理办法", False),
        ("W-74", "武定县政府信息依申请公开制度", True),
        ("W-74", "武定县政府信息公开办法", True),
        ("W-74", "村务公开制度", False),
    ],
)
def test_a_paper_is_known_by_its_title(key: str, title: str, meant: bool) -> None:
    patterns = measure_of(key, "artifact_by_deadline").terms["title_patterns"]
    assert any(re.search(one, plain(title)) for one in patterns) is meant


@pytest.mark.parametrize("key", ["Y-7a1", "W-18"])
def test_a_document_calls_for_an_interpretation_by_whole_words(key: str) -> None:
    scope = measure_of(key, "interpretation_present").terms["scope"]
    for title in ("33项民生工程实施办法", "养老服务管理办法"):
        assert any(word in title for word in scope), title
    for title in ("深入学习宣传的实施意见", "保障人民生命安全的通告", "降低保证金的通知"):
        assert not any(word in title for word in scope), title


@pytest.mark.parametrize("key", ["S-09a", "C-2.1", "D-2.1"])
def test_zeal_of_officials_founds_no_business(key: str) -> None:
    scope = measure_of(key, "interpretation_present").terms["scope"]
    assert any(word in "支持返乡创业若干措施" for word in scope)
    assert not any(word in "关于激励干部担当作为干事创业的意见" for word in scope)


@pytest.mark.parametrize(
    ("title", "call"),
    [
        ("关于报送应急预案修订情况的通知", True),
        ("关于编制安全生产应急预案的通知", True),
        ("云溪县应急局关于做好编修防汛应急预案工作的通知", True),
        ("关于印发云溪县防汛应急预案的通知", False),
        ("关于修订印发防汛应急预案的通知", False),
        ("关于修订《云溪县防汛应急预案》的通知", False),
    ],
)
def test_a_call_for_plans_is_no_plan(title: str, call: bool) -> None:
    for key in ("S-18a", "C-4.2a", "D-4.2a"):
        patterns = measure_of(key, "emergency_plan_published").terms["excluded_title_patterns"]
        assert any(re.search(one, plain(title)) for one in patterns) is call


@pytest.mark.parametrize("key", ["S-25a", "C-6.1a", "S-24", "Y-16a", "W-83a", "W-84", "Z-22"])
def test_a_call_for_catalogues_is_no_catalogue(key: str) -> None:
    words = finder(measure_of(key, "catalogue_published").terms["excluded_words"])
    for title in ("关于编制基层政务公开事项目录的通知", "关于报送主动公开目录的通知"):
        assert words.search(title), title
    assert not words.search("关于公布主动公开基本目录的通知")
