"""云溪县 (Hanweb jcms, no IPv6) and 青岚县 (TRS WCM, IPv6 that works on the home page only)."""

from __future__ import annotations

from datetime import date

from demo.content.documents import DocPlan, Issuer
from demo.content.interpretations import InterpPlan
from demo.content.letters import LetterPlan, letters
from demo.content.model import Block, Column, Unit
from demo.content.plain import (
    LeaderPlan,
    leaders,
    news,
    notices,
    policies,
    profile,
    report,
    reports,
    titled,
)
from demo.places import parts

YUNXI, QINGLAN = "云溪县人民政府", "青岚县人民政府"

_YUNXI_DOCS = (
    DocPlan(16, interp=3),
    DocPlan(34, interp=1, sign=12),
    DocPlan(57, interp=2, script="traditional"),
    DocPlan(83, sign=18, interp=3),
    DocPlan(111, interp=0),
    DocPlan(146, interp=2, fault="numerals"),
    DocPlan(182, interp=1),
    DocPlan(213, interp=3, form="both"),
    DocPlan(247, interp=2),
    DocPlan(74, interp=5),
    DocPlan(129, interp=11, links="interp"),
    DocPlan(98),
    DocPlan(1, sign=2),
    DocPlan(169, interp=1, links="none"),
    DocPlan(205, interp=3, links="doc"),
    DocPlan(226, interp=2, lack="工作目标、解读联系"),
    DocPlan(264, interp=2, lack="联系电话"),
    DocPlan(46, sign=24, interp=2),
    DocPlan(277, sign=40, interp=3),
    DocPlan(298, interp=2, fault="validity_none"),
    DocPlan(155, interp=1, fault="number_letter"),
    DocPlan(66, matter="personnel"),
    DocPlan(121, own="led"),
    DocPlan(193, own="forwarded"),
    DocPlan(470, term="years:3:1200"),
    DocPlan(610, term="repealed:30"),
    DocPlan(520, term="void"),
    DocPlan(430, fault="published_missing"),
    DocPlan(555, condition="soft404"),
    DocPlan(690, term="signed:2"),
    DocPlan(505),
    DocPlan(585, term="years:5:580"),
)
_YUNXI_EXTRA = (
    InterpPlan(21),
    InterpPlan(59, "repost"),
    InterpPlan(92, lack="主要任务"),
    InterpPlan(175, "expert"),
    InterpPlan(230),
    InterpPlan(410),
)
_YUNXI_LETTERS = (
    LetterPlan("w1", "silent"),
    LetterPlan("w2", "answered:2"),
    LetterPlan("w5", "silent", "求助"),
    LetterPlan("w7", "answered:3"),
    LetterPlan(15, "answered:2"),
    LetterPlan(20, "answered:6", "建议"),
    LetterPlan(26, "ack:2"),
    LetterPlan(33, "answered:3"),
    LetterPlan(42, "returned:3"),
    LetterPlan(51, "answered:1"),
    LetterPlan(64, "silent", "投诉"),
    LetterPlan(73, "answered:3"),
    LetterPlan(90, "answered:4"),
    LetterPlan(109, "answered:2", "建议"),
    LetterPlan(126, "ack_then:2"),
    LetterPlan(148, "answered:3"),
    LetterPlan(161, "answered:10", "举报"),
    LetterPlan(177, "answered:1"),
    LetterPlan(203, "answered:2"),
    LetterPlan(219, "answered:3", condition="challenge"),
    LetterPlan(238, "answered:7"),
    LetterPlan(262, "answered:3"),
    LetterPlan(294, "answered:2"),
    LetterPlan(327, "answered:1"),
    LetterPlan(400, "answered:20"),
    LetterPlan(455, "answered:2"),
)


def yunxi(as_of: date, seed: int) -> Unit:
    """云溪县: stale news, a late yearly report, no gazette, a statement of none."""
    words = parts.words_for("云溪县", seed)
    office = "云溪县人民政府办公室"
    issuer = Issuer(office, "云溪政办", "云溪县水利局", "云溪水发")
    documents, interps, early = parts.pair(_YUNXI_DOCS, _YUNXI_EXTRA, issuer, words, as_of, "yx")
    rules = titled(words, as_of, "yxs", parts.RULES, 420, 50, YUNXI)
    duties = (
        LeaderPlan("县长", "领导县政府全面工作，分管财政、审计。"),
        LeaderPlan("常务副县长", "负责发展改革、政府信 息 公 开、统计、应急管理等工作。"),
        LeaderPlan("副县长", "负责农业农村、乡村振兴、水利等工作。"),
        LeaderPlan("副县长", "负责教育体育、卫生健康、医疗保障等工作。"),
    )
    statement = Block(
        "p",
        "经核查，近一年内本县无需要面向社会征集意见的重大行政决策事项，本栏目暂无应公开的内容，特此说明。",
    )
    columns = (
        Column("yxdt", "news", "云溪动态", items=news(words, as_of, "yx", 62, 15, 3), menu="top"),
        Column(
            "gsgg",
            "notices",
            "公告公示",
            items=notices(words, as_of, "yx", 40, 7, 8, office) + early,
            menu="top",
        ),
        *parts.platform(
            YUNXI,
            "云溪县",
            {"platform": "政府信息公开", "annual_reports": "政府信息公开年报"},
            rules=rules,
            reports=reports(words, as_of, "yx", YUNXI, "04-08"),
        ),
        Column("gfxwj", "normative_documents", "规范性文件", items=documents),
        Column(
            "zfwj",
            "policy_documents",
            "县政府文件",
            items=policies(words, as_of, "yx", 20, 33, 17, office),
        ),
        Column("zcjd", "interpretations", "政策解读", items=interps, menu="top"),
        Column(
            "xfld",
            "leaders",
            "县政府领导",
            "leaders",
            leaders(duties, words, as_of, "yx"),
            menu="hub:zwgk",
        ),
        parts.single("jggk", "agency_profile", "机构概况", profile(YUNXI, "云溪县"), "hub:zwgk"),
        parts.request_page(YUNXI),
        Column(
            "xzxx",
            "message_board",
            "县长信箱",
            "board",
            letters(_YUNXI_LETTERS, words, as_of, "yx", "YX", office),
            menu="hub:zmhd",
            picture=True,
        ),
        Column(
            "myzj",
            "consultations",
            "民意征集",
            "statement",
            menu="hub:zmhd",
            blocks=(statement,),
            statement_on=parts.day(as_of, 120),
        ),
        Column(
            "ysgk",
            "budgets",
            "财政信息",
            items=titled(
                words, as_of, "yxc", ("云溪县{y}年部门预算公开",) * 8, 70, 40, "云溪县财政局"
            ),
        ),
        Column(
            "zpzl",
            "",
            "招聘信息",
            items=titled(
                words,
                as_of,
                "yxz",
                ("云溪县{t}岗位招聘公告",) * 12,
                25,
                22,
                "云溪县人力资源和社会保障局",
            ),
            menu="top",
        ),
    )
    return Unit(
        "yunxi",
        YUNXI,
        "云溪县",
        "county",
        "hanweb",
        "www.yunxi.test",
        "/",
        columns,
        as_of,
        "yunzhou",
        words={
            "signed": "生成日期",
            "published": "发布日期",
            "number": "文　　号",
            "validity": "有 效 性",
            "issuer": "发布机构",
            "submit": "提交时间",
            "reply": "答复时间",
        },
        dates="%Y-%m-%d",
        code="5301010002",
        up=("云州市人民政府", "http://www.yunzhou.test:8801/"),
        friends=(("县人力资源和社会保障局", "http://www.yunxi.test:8801/bm/rsj/index.html"),),
    )


_QINGLAN_DOCS = (
    # nothing newer than half a year has an interpretation
    DocPlan(38),
    DocPlan(94, sign=11),
    DocPlan(61, matter="commend"),
    DocPlan(127, matter="body", sign=27),
    DocPlan(152, own="forwarded"),
    DocPlan(71, matter="personnel", sign=19),
    DocPlan(204, interp=1),
    DocPlan(219, interp=3),
    DocPlan(236, interp=2, sign=20),
    DocPlan(251, interp=3),
    DocPlan(270, interp=2, form="both"),
    DocPlan(286, interp=0),
    DocPlan(311, interp=1),
    DocPlan(228, interp=7),
    DocPlan(262, interp=4, links="doc"),
    DocPlan(295, interp=3, links="interp"),
    DocPlan(244, interp=2, links="plain", lack="意义、创新举措"),
    DocPlan(320, interp=3, lack="解读人"),
    DocPlan(212, interp=2, fault="number_malformed"),
    DocPlan(279, interp=1, fault="validity_empty", sign=22),
    DocPlan(304, interp=2, fault="number_dash"),
    DocPlan(333, interp=12),
    *(
        DocPlan(340, sign=days, exact=True, bulk=True)
        for days in (45, 62, 80, 96, 113, 128, 141, 155, 163, 170, 240)
    ),
    DocPlan(420, condition="challenge"),
    DocPlan(490, term="until:-100"),
    DocPlan(530, term="lapsed"),
    DocPlan(575, term="years:10:570"),
    DocPlan(640, fault="two"),
    DocPlan(665),
    DocPlan(720, term="until:-390", fault="continued"),
)
_QINGLAN_EXTRA = (
    InterpPlan(198),
    InterpPlan(216, "media"),
    InterpPlan(240, lack="工作目标"),
    InterpPlan(300),
    InterpPlan(330, "picture"),
    InterpPlan(452),
)
_QINGLAN_LETTERS = (
    LetterPlan("w1", "silent", ""),
    LetterPlan("w6", "silent", ""),
    LetterPlan(13, "answered:3", "咨询"),
    LetterPlan(22, "accepted:5", "求助"),
    LetterPlan(37, "answered:2"),
    LetterPlan(48, "accepted:2"),
    LetterPlan(62, "answered:3"),
    LetterPlan(76, "answered:5"),
    LetterPlan(95, "answered:1", "建议"),
    LetterPlan(117, "ack:1"),
    LetterPlan(134, "answered:3"),
    LetterPlan(158, "answered:9", "信访"),
    LetterPlan(181, "answered:2"),
    LetterPlan(212, "returned:1"),
    LetterPlan(245, "answered:3"),
    LetterPlan(280, "accepted:9", "咨询"),
    LetterPlan(318, "answered:2"),
    LetterPlan(395, "answered:14"),
)


def qinglan(as_of: date, seed: int) -> Unit:
    """青岚县: no rules page, no own yearly report, empty consultations, old interpretations."""
    words = parts.words_for("青岚县", seed)
    office = "青岚县人民政府办公室"
    issuer = Issuer(office, "青政办", "云州市生态环境局", "云环规", "{w}〔{y}〕{n}号")
    documents, interps, early = parts.pair(
        _QINGLAN_DOCS, _QINGLAN_EXTRA, issuer, words, as_of, "ql"
    )
    yearly = reports(words, as_of, "ql", QINGLAN, "")
    below = date(as_of.year, 1, 29)
    if below <= as_of:
        yearly += (report(words, "ql", "青岚县松岭乡人民政府", as_of.year - 1, below, own=False),)
    duties = (
        LeaderPlan("县委副书记、县长", "主持县政府全面工作。负责机构编制、审计工作。"),
        LeaderPlan(
            "县委常委、常务副县长",
            "协助县长负责县政府常务工作，分管财政、税务、政务公开、政务服务。",
        ),
        LeaderPlan("副县长", "分管文化旅游、交通运输、村务公开指导工作。"),
        LeaderPlan("副县长", "空缺。"),
    )
    columns = (
        Column(
            "jrql",
            "news",
            "今日青岚",
            items=news(words, as_of, "ql", 50, 14, 4, pinned=1),
            menu="top",
        ),
        Column(
            "tzgg",
            "notices",
            "通知公告",
            items=notices(words, as_of, "ql", 36, 22, 9, office) + early,
            menu="top",
        ),
        *parts.platform(QINGLAN, "青岚县", leave_out=frozenset({"system_rules"}), reports=yearly),
        Column("xzgfxwj", "normative_documents", "行政规范性文件库", items=documents),
        Column(
            "zfwj",
            "policy_documents",
            "政策文件",
            items=policies(words, as_of, "ql", 14, 250, 20, office),
        ),
        Column("zcjd", "interpretations", "政策解读", items=interps, menu="box"),
        Column(
            "ldxx",
            "leaders",
            "领导信息",
            "leaders",
            leaders(duties, words, as_of, "ql"),
            menu="hub:zwgk",
        ),
        parts.single("zfzn", "agency_profile", "政府职能", profile(QINGLAN, "青岚县"), "hub:zwgk"),
        parts.request_page(QINGLAN),
        Column(
            "zfgb",
            "gazette",
            "政府公报",
            items=titled(
                words,
                as_of,
                "qlg",
                tuple(f"青岚县人民政府公报{{y}}年第{8 - n}期" for n in range(8)),
                41,
                61,
                office,
            ),
        ),
        Column(
            "szxx",
            "message_board",
            "来信选登",
            "board",
            letters(_QINGLAN_LETTERS, words, as_of, "ql", "QL", office),
            menu="hub:hdjl",
        ),
        Column("yjzj", "consultations", "征求意见", "empty", menu="hub:hdjl"),
        Column(
            "czxx",
            "budgets",
            "财政资金",
            items=titled(
                words, as_of, "qlc", ("青岚县{y}年专项资金分配结果",) * 8, 80, 37, "青岚县财政局"
            ),
        ),
    )
    return Unit(
        "qinglan",
        QINGLAN,
        "青岚县",
        "county",
        "trs",
        "www.qinglan.test",
        "/",
        columns,
        as_of,
        "yunzhou",
        words={
            "signed": "成文日期",
            "published": "发布日期",
            "number": "发文字号",
            "validity": "有效性",
            "issuer": "发 布 机 构",
            "submit": "写信时间",
            "accept": "受理时间",
            "reply": "回复时间",
        },
        dates="%Y年%m月%d日",
        code="5301020003",
        up=("云州市人民政府", "http://www.yunzhou.test:8801/"),
        friends=(("松岭乡", "http://www.qinglan.test:8801/xzjd/slx/"),),
    )
