"""Sentences that several notices share are asked alike, and their words tell them from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from checks.disclosure.themes import concerns, tells_of
from checks.engine.requirement import Requirement, Rulebook
from checks.matching.words import plain
from checks.rulebooks import load_rulebook

BOOKS = {"S": "sixian-2020", "C": "wuhu-2020-county", "D": "wuhu-2020-department",
         "Y": "yanzhou-2021", "Z": "suzhou-2024", "W": "wuding-2018"}  # fmt: skip
"""Rulebooks by the letter that stands before an item's number here."""

book: Any = cache(load_rulebook)


def row(key: str) -> Requirement:
    """A row by letter and number (S-05a)."""
    letter, number = key.split("-")
    whole: Rulebook = book(BOOKS[letter])
    prefix = BOOKS[letter].replace("department", "dept")
    return whole.requirement(f"{prefix}-{number}")


def themes(key: str, name: str) -> Iterator[Mapping[str, Any]]:
    for measure in row(key).measures():
        for theme in measure.terms.get("themes", ()):
            if theme["name"] == name:
                yield theme


# Rows of one sentence that give its theme one name.
THEMES: list[tuple[tuple[str, ...], str]] = [
    (("S-04b", "Y-11a3"), "多种方式听取意见"),
    (("S-04c", "C-1.2b"), "列席政府会议"),
    (("C-1.2b", "D-1.2b"), "参与涉企政策制定"),
    (("S-05c", "D-1.2d"), "决策执行效果评估"),
    *((("S-09a", "C-2.1", "D-2.1"), name)
      for name in ("稳就业", "稳金融", "稳外贸", "稳外资", "稳投资", "稳预期")),
    *((("S-10a", "C-2.2", "D-2.2"), name)
      for name in (
          "保居民就业", "保市场主体", "保粮食能源安全", "保产业链供应链稳定", "保基层运转")),
    (("S-10a", "C-2.2"), "保基本民生"),
    (("S-10c", "C-2.2", "D-2.2"), "政策资金流向和使用"),
    (("C-3.2", "D-3.2"), "综合办事信息"),
    (("S-16a", "C-3.3a"), "减税降费等经济政策"),
    (("S-18b", "C-4.2b"), "公共卫生知识"),
    (("S-21", "C-5.1"), "重点领域风险防控"),
    *((("S-22", "C-5.2", "D-5.2"), name)
      for name in ("饮水安全", "巩固脱贫成果", "扶贫资金项目管理")),
    (("C-5.2", "D-5.2"), "脱贫攻坚九大工程"),
    (("C-5.2", "D-5.2"), "两不愁三保障"),
    *((("S-23", "C-5.3", "D-5.3"), name) for name in ("城镇污水治理", "河（湖）长制")),
    (("S-23", "C-5.3"), "黑臭水体治理"),
    (("C-5.3", "D-5.3"), "长江生态环境突出问题整治"),
    (("C-5.3", "D-5.3"), "土壤污染风险管控和治理修复"),
    *((("S-27b", "C-6.3b"), name) for name in (
        "政策解读制度", "回应关切制度", "依申请公开制度", "公众参与制度", "考核评议制度")),
    (("W-18", "W-23"), "精准脱贫"),
    (("W-18", "W-23"), "污染防治"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "name"), THEMES)
def test_a_theme_of_one_sentence_has_one_list_of_words(keys: tuple[str, ...], name: str) -> None:
    lists = {
        (tuple(one["words"]), tuple(one.get("not_words", ())))
        for key in keys
        for one in list(themes(key, name))[:1]
    }
    assert len(lists) == 1
    assert all(any(themes(key, name)) for key in keys)


TERMS: list[tuple[tuple[str, ...], str, str]] = [
    (("S-09a", "S-09b", "C-2.1", "D-2.1"), "", "scope"),
    (("S-10b", "C-2.2", "D-2.2"), "interpretation_present", "scope"),
    (("S-16a", "C-3.3a", "D-3.3a"), "interpretation_present", "scope"),
    (("S-17b", "C-4.1b"), "public_event_held", "event_words"),
    (("S-20a", "C-4.3b", "D-4.3b"), "pii_exposure", "scope_words"),
    (("S-25a", "C-6.1a"), "catalogue_published", "title_words"),
    (("S-26a", "C-6.2a"), "section_present", "columns"),
    (("S-30a", "C-7.2a", "D-7.2a", "Y-14a"), "foi_channel_ready", "fields"),
    (("S-32a", "C-7.3a", "D-7.3a"), "feature_present", "features"),
    (("S-13", "D-3.1b", "Y-8a"), "feature_present", "features"),
    (("S-35b", "C-7.6", "D-7.6", "Y-n5b"), "annual_report_well_formed", "require_topics"),
    (("S-40b", "C-8.3b", "Y-18a", "Z-24b"), "public_event_held", "event_patterns"),
    (("S-17b", "S-31a", "C-4.1b", "W-29", "W-62", "Y-15a2", "Z-17"), "new_media_listed",
     "must_list"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "check", "term"), TERMS)
def test_terms_of_one_sentence_are_the_same(keys: tuple[str, ...], check: str, term: str) -> None:
    found = [
        measure.terms[term]
        for key in keys
        for measure in row(key).measures()
        if term in measure.terms and check in ("", measure.check)
    ]
    assert len(found) >= len(keys)
    assert all(one == found[0] for one in found)


ALIKE: list[tuple[str, ...]] = [
    ("S-04b", "Y-11a3"), ("S-04c", "C-1.2b"), ("S-05a", "C-1.2c", "D-1.2c"),
    ("S-05c", "D-1.2d", "Z-07b"), ("S-10c", "C-2.2"), ("S-12", "C-3.1"), ("S-13", "D-3.1b"),
    ("S-16a", "C-3.3a", "D-3.3a"), ("S-17b", "S-17c", "C-4.1b"), ("S-18a", "C-4.2a"),
    ("S-18b", "C-4.2b"), ("S-20a", "C-4.3b", "D-4.3b"), ("S-21", "C-5.1"), ("S-22", "C-5.2"),
    ("S-27b", "C-6.3b"), ("S-32a", "C-7.3a", "D-7.3a"), ("S-33b", "C-7.4c", "Y-15c2"),
    ("S-33c", "C-7.4b"), ("S-34a", "C-7.5"), ("S-37a", "C-8.1a", "D-8.1a"), ("S-39b", "D-8.2"),
    ("S-40b", "C-8.3b", "Y-18a"), ("S-42a", "C-8.4b", "D-8.3b"), ("S-31a", "W-62", "Z-17"),
]  # fmt: skip


@pytest.mark.parametrize("keys", ALIKE, ids="/".join)
def test_rows_of_one_sentence_are_scored_and_assessed_alike(keys: tuple[str, ...]) -> None:
    assert len({(row(key).scoring, row(key).assessment) for key in keys}) == 1


def test_a_row_on_the_gazette_s_rhythm_asks_whether_there_is_a_gazette() -> None:
    for key in ("S-33b", "C-7.4c", "Y-15c2"):
        assert {"gazette_cadence", "section_present"} <= set(row(key).checks)


def test_a_county_has_plans_of_all_kinds_among_its_documents_too() -> None:
    kinds = [one for one in row("S-18a").terms["categories"] if concerns(one, "泗县人民政府")]
    county = row("C-4.2a").terms["categories"]
    assert [one["name"] for one in kinds] == [one["name"] for one in county]
    for one in (*kinds, *county):
        assert [at["role"] for at in one["columns"]] == [
            "emergency_plans", "normative_documents", "policy_documents",
        ]  # fmt: skip
    (town,) = (one for one in row("S-18a").terms["categories"] if concerns(one, "草庙镇人民政府"))
    assert "words" not in town


# Row, theme, titles that tell of it, titles that do not.
TITLES: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("S-04b", "多种方式听取意见",
     ("县城供水价格调整听证会公告", "召开出租车运价征求意见座谈会", "学区划分问卷调查"),
     ("县委召开老干部座谈会", "民营企业家新春座谈会", "纪念座谈会召开")),
    ("S-04c", "列席政府会议",
     ("群众代表列席县政府常务会议", "政协委员列席政府会议", "邀请人大代表列席县政府常务会议"),
     ("人大代表列席常委会会议", "党代表列席县委全会", "区长列席市政府常务会")),
    ("S-05c", "决策执行效果评估",
     ("重大行政决策后评估报告", "公交优惠政策实施效果评估", "十三五规划实施情况中期评估"),
     ("社会稳定风险评估报告", "环境影响评估报告公示", "第三方评估机构招标", "资产评估报告")),
    ("D-1.2e", "审计发现问题",
     ("2019年度本级预算执行审计结果公告", "审计工作报告"),
     ("市审计局学习审计报告写作规范", "审计局机关党建工作报告")),
    ("S-09a", "稳金融",
     ("金融支持小微企业解读", "创业担保贷款政策问答", "金融监管政策解读"),
     ("地方金融监管局部门预算说明", "金融监督管理局职能解读", "防范金融诈骗小知识")),
    ("S-09a", "稳外资", ("外商投资法实施条例解读",), ("招商引资考核办法解读",)),
    ("C-2.1", "稳预期", ("上半年经济运行情况解读", "助企纾困若干措施"), ("企业发展服务中心招聘",)),
    ("S-10a", "保基本民生",
     ("城乡低保金发放公示", "特困人员供养标准", "33项民生工程实施方案"),
     ("土地出让最低保留价", "最低保证金调整", "特困行业扶持政策", "降低保证金的通知")),
    ("C-2.2", "保市场主体",
     ("激发市场主体活力若干措施", "减免中小企业房租", "个体工商户扶持政策"),
     ("市场主体登记管理条例", "吊销市场主体名单", "市场主体年报公示", "个体工商户注销公告")),
    ("S-10a", "保粮食能源安全",
     ("抓好秋季粮食收购", "粮食应急保障预案", "天然气保供工作会议"),
     ("县粮食局主题党日", "粮食和物资储备局职责", "节约粮食倡议书", "加油站油气回收改造")),
    ("D-2.2", "保产业链供应链稳定",
     ("重点产业链链长制方案", "供应链金融"), ("某某供应链管理有限公司中标公告",)),
    ("D-2.2", "保基层运转",
     ("切实做好“三保”工作", "兜牢三保底线", "三保障与三保支出"),
     ("两不愁三保障", "第三保育院招生", "义务教育三保障")),
    ("S-10c", "政策资金流向和使用",
     ("中央直达资金使用情况", "稳岗返还公示", "惠企奖励兑现"),
     ("资金管理办法培训", "道路建设资金管理办法解读")),
    ("C-3.1", "市场监管规则和标准",
     ("部门随机抽查事项清单", "行政处罚裁量基准", "包容审慎监管办法"),
     ("双随机抽查结果公示", "双随机工作推进会", "扶贫资金监管办法")),
    ("S-14c", "一件事、一类事",
     ("新生儿出生“一件事”", "企业开办集成服务"),
     ("办好群众每一件事", "政务云系统集成服务采购", "上任后的第一件事")),
    ("C-3.3a", "减税降费等经济政策",
     ("社保费阶段性减免", "促进产业发展若干政策意见 扶持产业"), ("若干政策问题学习会",)),
    ("S-16a", "减税降费等经济政策",
     ("小规模纳税人减免增值税公告", "支持中小企业共渡难关若干措施"),
     ("支持企业开展志愿服务", "落实中小学生减负措施", "老年人优惠政策")),
    ("S-17a", "疫情信息",
     ("1例境外输入病例的通报", "密切接触者排查情况", "调整低风险地区管控措施"),
     ("抗疫先进个人名单", "爱心企业捐赠防疫物资", "疫情期间公积金网上办理指南")),
    ("S-21", "重点领域风险防控",
     ("防范非法集资宣传", "政府债务风险管控"), ("廉政风险防控", "安全生产许可证公示")),
    ("S-27b", "政策解读制度",
     ("政策文件解读实施办法", "解读方案、解读材料报送制度"),
     ("【政策解读】公租房管理办法", "《救助实施办法》政策解读", "政策解读:完善养老保险制度")),
    ("S-27b", "公众参与制度",
     ("重大行政决策公众参与办法", "公众代表列席会议制度"),
     ("环境影响评价公众参与公示", "行政处罚听证制度")),
    ("C-5.3", "长江生态环境突出问题整治",
     ("沿江非法码头清理整治", "入河排污口排查"), ("长江干流水位警戒", "长江中路施工")),
    ("S-04b", "多种方式听取意见",
     ("座谈会听取企业意见",), ("听取环保督察反馈意见", "常委会听取审议意见落实情况")),
    ("Y-2a", "产业政策", ("支持制造业企业技改",), ("支持企业工会建设", "支持企业开展消防演练")),
    ("S-18b", "公共卫生知识",
     ("秋冬季传染病预防要点", "正确佩戴口罩", "疾病预防小知识"),
     ("县疾病预防控制中心招聘公告", "爱国卫生运动委员会名单", "个人防护用品采购",
      "结核病防治所预算")),
    ("C-5.2", "巩固脱贫成果",
     ("巩固拓展脱贫攻坚成果", "防止返贫监测", "落实四个不摘"), ("脱贫攻坚动员会", "脱贫成效考核")),
    ("C-5.2", "饮水安全",
     ("农村饮用水工程", "农村自来水入户"), ("城区自来水厂招标", "饮水机采购")),
    ("C-5.2", "扶贫资金项目管理",
     ("统筹整合使用财政涉农资金方案", "扶贫项目库公示"), ("统筹整合科技资源", "扶贫办党建项目")),
    ("C-5.3", "河（湖）长制",
     ("芜湖市河长办会议", "县级河长公示", "总河(湖)长令", "民间湖长巡查"),
     ("芜湖长江三桥", "黄河长江流域", "新汴河长廊", "大运河长期保护")),
    ("D-5.3", "长江生态环境突出问题整治",
     ("长江水生生物保护", "长江水污染整治"),
     ("长江水位超警戒", "长江水情通报", "长江路改造", "长江水利委员会来访")),
    ("W-23", "污染防治",
     ("环境保护税政策解读", "环保督察整改"), ("县环境保护局局长解读预算", "县环保局职责解读")),
    ("W-23", "精准脱贫",
     ("扶贫政策解读", "生态扶贫"), ("县扶贫办部门决算说明", "扶贫开发办公室简介")),
    ("W-25", "安全生产",
     ("回应安全生产关切", "安全生产整治"), ("县安全生产监督管理局", "安全生产委员会名单")),
    ("Y-9b", "疫情防控",
     ("回应疫情传言", "接种点排队问题的答复"),
     ("松材线虫病疫情防控普查", "高致病性禽流感疫情应急演练", "毒品检测呈阳性")),
    ("Y-9b", "教育医疗",
     ("课后作业过多问题回应", "乡镇卫生院就诊难答复"),
     ("高空作业安全投诉", "兽用医疗器械备案", "社区矫正对象教育帮扶", "征兵体检安排")),
    ("Y-9b", "市场监管",
     ("对“天价停车费”的回应", "菜价上涨问题的回复"), ("爱心超市开业", "高价彩礼整治")),
    ("W-25", "就学就医就业", ("学区划分答复",), ("动物就诊收费投诉答复",)),
    ("Y-4b", "义务教育入学", ("小学入学通知",), ("县委党校秋季主体班学员入学通知",)),
    ("W-25", "防灾减灾救灾", ("关于地震传言的说明",), ("县地震局预算回应",)),
    ("Z-02a", "教育",
     ("2024年义务教育招生", "高考成绩查询", "教育惠民政策"),
     ("教育体育局公开招聘", "主题教育总结", "党纪学习教育", "进一步提高考核", "集中考察")),
    ("Z-02a", "社会保障",
     ("居民医保缴费", "社会保障卡换领", "医疗保障待遇清单"),
     ("人力资源和社会保障局招聘", "医疗保障局领导分工", "市医保局动态")),
    ("Z-02a", "卫生健康",
     ("卫生健康事业发展", "疾病预防知识"), ("市卫生健康委员会预算", "疾病预防控制局揭牌")),
    ("Y-12a1", "列席决策会议",
     ("市民代表列席区政府常务会议",), ("列席人员：各镇街主要负责人", "列席重大会议的纪律")),
]  # fmt: skip


@pytest.mark.parametrize(("key", "name", "told", "other"), TITLES)
def test_words_tell_a_theme_from_what_merely_sounds_like_it(
    key: str, name: str, told: tuple[str, ...], other: tuple[str, ...]
) -> None:
    theme = next(themes(key, name))
    assert [title for title in told if not tells_of(theme, plain(title))] == []
    assert [title for title in other if tells_of(theme, plain(title))] == []
