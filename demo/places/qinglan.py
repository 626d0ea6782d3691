"""青岚县: TRS WCM, IPv6 that works on the home page only."""

from __future__ import annotations

from datetime import date

from demo.content.documents import DocPlan, Issuer
from demo.content.epoch import EPOCH
from demo.content.interpretations import InterpPlan
from demo.content.keyfields import plans
from demo.content.letters import LetterPlan, letters
from demo.content.model import Column, Unit
from demo.content.offices import guide_in_sentences, profile_without
from demo.content.plain import (
    LeaderPlan,
    Rhythm,
    leaders,
    news,
    notices,
    policies,
    titled,
)
from demo.content.reports import Form, report, reports
from demo.content.rosters import RosterPlan, rosters
from demo.places import parts, themes

NAME = "青岚县人民政府"

_DOCS = (
    # nothing newer than half a year has an interpretation
    DocPlan(38, file="none"),
    DocPlan(94, sign=11),
    DocPlan(61, matter="commend"),
    DocPlan(127, matter="body", sign=27),
    DocPlan(152, own="forwarded"),
    DocPlan(71, matter="personnel", sign=19),
    DocPlan(204, interp=1),
    DocPlan(219, interp=3, file="away"),
    DocPlan(236, interp=2, sign=20),
    DocPlan(251, interp=3, file="pdf", altered="file:-3"),
    DocPlan(270, interp=2, form="both"),
    DocPlan(286, interp=0),
    DocPlan(311, interp=1, file="second"),
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
    DocPlan(490, interp=2, term="until:-100"),
    DocPlan(530, interp=2, term="lapsed"),
    DocPlan(575, sign=27, interp=1, term="years:10:570"),
    DocPlan(640, fault="two"),
    DocPlan(665, interp=3),
    DocPlan(720, term="until:-390", fault="continued"),
    # after the epoch
    DocPlan(-10),
    DocPlan(-25, matter="commend"),
)
_EXTRA = (
    InterpPlan(198),
    InterpPlan(216, "media"),
    InterpPlan(240, lack="工作目标"),
    InterpPlan(300),
    InterpPlan(330, "picture"),
    InterpPlan(452),
)
_LETTERS = (
    LetterPlan("w1", "answered:3", ""),
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
    # after the epoch
    LetterPlan(-4, "answered:2"),
    LetterPlan(-12, "answered:7", "咨询"),
    LetterPlan(-21, "answered:3"),
    LetterPlan(-34, "answered:1"),
)

_PLANS = (("{p}开展应急预案演练", 61, False), ("{p}防汛抗旱应急预案", 700, True))

_ISSUES = ("第9期", "第8期", "第6-7期", "增刊", "第4期", "第3期", "第2期", "第1期")
"""The newest first; the numbers go on through the years, and the fifth is not there."""

_ROSTERS = (
    RosterPlan(120, "penalty", "青岚县交通运输行政处罚决定名单公示"),
    RosterPlan(185, "penalty masked", "青岚县市场监管行政处罚决定名单公示"),
    RosterPlan(74, "firms", "青岚县农业项目补助对象公示"),
    RosterPlan(52, "subsidy", "青岚县种粮大户补贴对象名单公示", leaves="xlsx"),
    RosterPlan(58, "subsidy masked", "青岚县稻谷补贴对象名单公示", leaves="xlsx"),
)


def qinglan(seed: int) -> Unit:
    """青岚县: no rules page, no own yearly report, empty consultations, old interpretations."""
    words = parts.words_for("青岚县", seed)
    office = "青岚县人民政府办公室"
    issuer = Issuer(office, "青政办", "云州市生态环境局", "云环规", "{w}〔{y}〕{n}号")
    documents, interps, early = parts.pair(_DOCS, _EXTRA, issuer, words, "ql")
    yearly = reports(words, "ql", NAME, "")
    below = date(EPOCH.year, 1, 29)
    yearly += (
        report(
            words, "ql", "青岚县松岭乡人民政府", EPOCH.year - 1, below, False, Form("章节、勾稽")
        ),
    )
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
            items=news(words, "ql", Rhythm(50, 14, 4, again=0, older=14), pinned=1),
            menu="top",
        ),
        Column(
            "tzgg",
            "notices",
            "通知公告",
            items=notices(words, "ql", Rhythm(36, 22, 9), office)
            + early
            + rosters(_ROSTERS, words, "ql", office),
            menu="top",
        ),
        *parts.platform(
            NAME,
            "青岚县",
            leave_out=frozenset({"system_rules"}),
            reports=yearly,
            own_guide=guide_in_sentences(NAME, "青岚县"),
        ),
        Column("xzgfxwj", "normative_documents", "行政规范性文件库", items=documents),
        Column(
            "zfwj",
            "policy_documents",
            "政策文件",
            items=policies(words, "ql", Rhythm(14, 250, 20, again=None), office),
        ),
        Column("zcjd", "interpretations", "政策解读", items=interps, menu="box"),
        Column(
            "ldxx",
            "leaders",
            "领导信息",
            "leaders",
            leaders(duties, words, "ql"),
            menu="hub:zwgk",
        ),
        parts.single(
            "zfzn",
            "agency_profile",
            "政府职能",
            profile_without(NAME, "青岚县", frozenset({"办公时间"})),
            "hub:zwgk",
            lack=frozenset({"办公时间"}),
        ),
        parts.request_page(NAME),
        Column(
            "zfgb",
            "gazette",
            "政府公报",
            items=titled(
                words,
                "qlg",
                tuple(f"青岚县人民政府公报{{y}}年{n}" for n in _ISSUES),
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
            letters(_LETTERS, words, "ql", "QL", office),
            menu="hub:hdjl",
        ),
        Column("yjzj", "consultations", "征求意见", "empty", menu="hub:hdjl"),
        Column("yjya", "emergency_plans", "应急预案", items=plans(words, "ql", _PLANS, office)),
        Column(
            "czxx",
            "budgets",
            "财政资金",
            items=titled(
                words, "qlc", ("青岚县{y}年专项资金分配结果",) * 8, 80, 37, "青岚县财政局"
            ),
        ),
        *themes.qinglan(seed),
    )
    return Unit(
        "qinglan",
        NAME,
        "青岚县",
        "county",
        "trs",
        "www.qinglan.test",
        "/",
        columns,
        EPOCH,
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
        search="newest",
        up=("云州市人民政府", "http://www.yunzhou.test:8801/"),
        friends=(("松岭乡", "http://www.qinglan.test:8801/xzjd/slx/"),),
    )
