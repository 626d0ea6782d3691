"""云溪县: Hanweb jcms, no IPv6."""

from __future__ import annotations

from demo.content.documents import DocPlan, Issuer
from demo.content.epoch import EPOCH, day
from demo.content.interpretations import InterpPlan
from demo.content.keyfields import plans, proposals, quarterly
from demo.content.letters import LetterPlan, letters
from demo.content.model import Block, Column, Unit
from demo.content.offices import guide_with_reading_room, listed
from demo.content.plain import (
    LeaderPlan,
    Rhythm,
    leaders,
    news,
    notices,
    policies,
    profile,
    titled,
)
from demo.content.reports import Form, reports
from demo.content.rosters import RosterPlan, rosters
from demo.places import parts, themes

NAME = "云溪县人民政府"

_DOCS = (
    DocPlan(16, interp=3),
    DocPlan(34, interp=1, sign=12),
    DocPlan(57, interp=2, script="traditional", altered="text:-5"),
    DocPlan(83, sign=18, interp=3),
    DocPlan(111, interp=0, file="dead"),
    DocPlan(146, interp=2, fault="numerals"),
    DocPlan(182, interp=1, file="error"),
    DocPlan(213, interp=3, form="both"),
    DocPlan(247, interp=2, file="wrong"),
    DocPlan(74, interp=5),
    DocPlan(129, interp=11, links="interp"),
    DocPlan(98, file="script"),
    DocPlan(1, sign=2),
    DocPlan(169, interp=1, links="none"),
    DocPlan(205, interp=3, links="doc", altered="noted:-5"),
    DocPlan(226, interp=2, lack="工作目标、解读联系"),
    DocPlan(264, interp=2, lack="联系电话"),
    DocPlan(46, sign=24, interp=2),
    DocPlan(277, sign=40, interp=3),
    DocPlan(298, interp=2, fault="validity_none"),
    DocPlan(155, interp=1, fault="number_letter"),
    DocPlan(66, matter="personnel"),
    DocPlan(121, own="led"),
    DocPlan(193, own="forwarded"),
    DocPlan(470, interp=2, term="years:3:1200"),
    DocPlan(610, interp=3, term="repealed:30"),
    DocPlan(520, interp=1, term="void"),
    DocPlan(430, fault="published_missing"),
    DocPlan(555, condition="soft404"),
    DocPlan(690, term="signed:2"),
    DocPlan(505, sign=23, interp=2),
    DocPlan(585, interp=3, term="years:5:580"),
    # after the epoch
    DocPlan(-6, interp=3),
    DocPlan(-14, interp=1, fault="validity_none"),
    DocPlan(-20, interp=6),
    DocPlan(-32, interp=2),
)
_EXTRA = (
    InterpPlan(21),
    InterpPlan(59, "repost"),
    InterpPlan(92, lack="主要任务"),
    InterpPlan(175, "expert"),
    InterpPlan(230),
    InterpPlan(410),
    InterpPlan(-17),
    InterpPlan(28, leaves="docx"),
    InterpPlan(47, lack="创新举措", leaves="docx as pdf"),
    InterpPlan(66, leaves="damaged"),
    InterpPlan(83, leaves="encrypted"),
    InterpPlan(104, lack="主要任务", leaves="ofd"),
    InterpPlan(121, leaves="zip"),
)
_LETTERS = (
    LetterPlan("w1", "answered:2"),
    LetterPlan("w2", "answered:1"),
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
    LetterPlan(520, "answered:3"),
    LetterPlan(600, "answered:9"),
    # after the epoch
    LetterPlan(-2, "answered:3"),
    LetterPlan(-6, "answered:1"),
    LetterPlan(-11, "answered:4"),
    LetterPlan(-16, "answered:2"),
    LetterPlan(-22, "ack_then:3"),
    LetterPlan(-29, "answered:2", "建议"),
    LetterPlan(-38, "silent"),
)

_PLANS = (
    ("{p}组织地震应急预案演练", 88, False),
    ("关于印发《{p}突发环境事件应急预案》的公告", 410, False),
    ("{p}举办应急预案培训", 230, False),
)
_REPLIES = (
    ("人大代表建议", 470, "对县十七届人大四次会议第{n}号建议的答复", ""),
    ("人大代表建议", 481, "对县十七届人大四次会议第{n}号建议的答复", ""),
    ("", 430, "{p}{y}年政协提案办理工作总结", ""),
)
_ROSTERS = (
    RosterPlan(67, "subsidy", "云溪县耕地地力保护补贴发放明细公示"),
    RosterPlan(240, "subsidy masked", "云溪县农机购置补贴发放明细公示"),
)


def yunxi(seed: int) -> Unit:
    """云溪县: stale news, a late yearly report, no gazette, a statement of none."""
    words = parts.words_for("云溪县", seed)
    office = "云溪县人民政府办公室"
    issuer = Issuer(office, "云溪政办", "云溪县水利局", "云溪水发")
    documents, interps, early = parts.pair(_DOCS, _EXTRA, issuer, words, "yx")
    rules = titled(words, "yxs", parts.RULES, 720, 50, NAME)
    wrong = ("云溪县{y}年政务公开工作要点", "政府信息公开保密审查制度")
    more = listed("云溪县", "yxsm", wrong, 1000, 30, NAME)
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
        Column(
            "yxdt",
            "news",
            "云溪动态",
            items=news(words, "yx", Rhythm(62, 15, 3, again=12, older=14)),
            menu="top",
        ),
        Column(
            "gsgg",
            "notices",
            "公告公示",
            items=notices(words, "yx", Rhythm(40, 7, 8), office)
            + early
            + rosters(_ROSTERS, words, "yx", office),
            menu="top",
        ),
        *parts.platform(
            NAME,
            "云溪县",
            {"platform": "政府信息公开", "annual_reports": "政府信息公开年报"},
            rules=rules + more,
            reports=reports(words, "yx", NAME, "04-08", form=Form("勾稽", leaves="docx")),
            own_guide=guide_with_reading_room(NAME, "云溪县", hours=""),
            guide_lack=frozenset({"办公时间"}),
            misplaced=frozenset(item.key for item in more),
        ),
        Column("gfxwj", "normative_documents", "规范性文件", items=documents),
        Column(
            "zfwj",
            "policy_documents",
            "县政府文件",
            items=policies(words, "yx", Rhythm(20, 33, 17), office),
        ),
        Column("zcjd", "interpretations", "政策解读", items=interps, menu="top"),
        Column(
            "xfld",
            "leaders",
            "县政府领导",
            "leaders",
            leaders(duties, words, "yx"),
            menu="hub:zwgk",
        ),
        parts.single("jggk", "agency_profile", "机构概况", profile(NAME, "云溪县"), "hub:zwgk"),
        parts.power_list("云溪县", "yx", (430, 800), office),
        Column(
            "qsydw",
            "public_institutions",
            "公共企事业单位信息公开",
            items=listed("云溪县", "yxqs", ("云溪县自来水厂水质公告",), 390, 20, NAME),
        ),
        parts.request_page(NAME),
        Column(
            "xzxx",
            "message_board",
            "县长信箱",
            "board",
            letters(_LETTERS, words, "yx", "YX", office),
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
            statement_on=day(120),
        ),
        Column(
            "ysgk",
            "budgets",
            "财政信息",
            items=titled(words, "yxc", ("云溪县{y}年部门预算公开",) * 8, 70, 40, "云溪县财政局"),
        ),
        Column("zdgz", "key_tasks", "重点工作", items=quarterly(words, "yx")),
        Column("yjya", "emergency_plans", "应急预案", items=plans(words, "yx", _PLANS, office)),
        Column("jyta", "proposals", "建议提案", items=proposals(words, "yx", _REPLIES, office)),
        Column(
            "zpzl",
            "",
            "招聘信息",
            items=titled(
                words,
                "yxz",
                ("云溪县{t}岗位招聘公告",) * 12,
                25,
                22,
                "云溪县人力资源和社会保障局",
            ),
            menu="top",
        ),
        *themes.yunxi(seed),
    )
    return Unit(
        "yunxi",
        NAME,
        "云溪县",
        "county",
        "hanweb",
        "www.yunxi.test",
        "/",
        columns,
        EPOCH,
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
        hotlines="12345政务服务便民热线　农机服务热线：0871-55508899",
        search="script",
        up=("云州市人民政府", "http://www.yunzhou.test:8801/"),
        friends=(("县人力资源和社会保障局", "http://www.yunxi.test:8801/bm/rsj/index.html"),),
    )
