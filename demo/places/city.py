"""云州市: the city portal, Lonsun EX8; mostly in order, with the finest distinctions planted."""

from __future__ import annotations

from datetime import date

from demo.content.calls import CallPlan, calls
from demo.content.documents import DocPlan, Issuer
from demo.content.epoch import EPOCH
from demo.content.interpretations import InterpPlan
from demo.content.keyfields import monthly, plans, proposals
from demo.content.letters import LetterPlan, letters
from demo.content.model import Block, Column, Unit
from demo.content.offices import (
    CHANNELS,
    guide_with_reading_room,
    inner_offices,
    listed,
    profile_without,
)
from demo.content.plain import (
    LeaderPlan,
    Rhythm,
    leaders,
    news,
    notices,
    policies,
    request,
    titled,
)
from demo.content.reports import Form, pictured, reports
from demo.content.rosters import RosterPlan, rosters
from demo.places import parts, themes

NAME = "云州市人民政府"
OFFICE = "云州市人民政府办公室"

_DOCS = (
    # in scope, in order
    DocPlan(12, interp=2),
    DocPlan(26, sign=9, interp=0, script="pinyin", altered="noted:-4"),
    DocPlan(41, sign=20, interp=3, file="second"),
    DocPlan(58, interp=1, fault="square", file="docx", altered="file:-6"),
    DocPlan(77, sign=2, interp=3, fault="numerals"),
    DocPlan(96, sign=15, interp=-2, file="zip"),
    DocPlan(118, interp=2, form="both"),
    DocPlan(139, interp=3, altered="text:-4"),
    DocPlan(163, sign=0, interp=1, fault="order"),
    DocPlan(187, interp=2, term="until:900", file="dead"),
    DocPlan(214, interp=3, fault="round"),
    DocPlan(240, interp=2, term="permit"),
    DocPlan(365, interp=5, exact=True),
    # interpretations: late, absent, pending, one-sided
    DocPlan(63, interp=4, file="none"),
    DocPlan(104, interp=9, links="doc"),
    DocPlan(171, interp=6, links="interp"),
    DocPlan(88, file="script"),
    DocPlan(132, title="云州市{y}年度民生实事项目实施方案"),
    DocPlan(0, sign=3, interp=2, clock="00:05"),
    DocPlan(201, interp=2, links="plain", file="html"),
    DocPlan(226, interp=3, links="comment"),
    DocPlan(258, interp=2, links="none", via="number"),
    DocPlan(275, interp=1, links="doc", file="form"),
    DocPlan(290, interp=2, form="picture"),
    DocPlan(49, interp=2, lack="意义、解读联系", file="small"),
    DocPlan(149, interp=2, lack="电子邮箱"),
    DocPlan(233, interp=3, lack="研判起草过程、创新举措"),
    # latency and metadata
    DocPlan(67, sign=21, interp=2),
    DocPlan(158, sign=33, interp=1, file="docx"),
    DocPlan(246, sign=26, interp=3),
    DocPlan(110, interp=2, fault="number_none"),
    DocPlan(195, interp=3, fault="validity_missing"),
    DocPlan(302, sign=-6, interp=2),
    DocPlan(36, sign=31, matter="body", elsewhere_earlier=18),
    DocPlan(318, sign=None),
    # duties that do not arise
    DocPlan(54, matter="personnel"),
    DocPlan(125, matter="commend"),
    DocPlan(208, matter="repeal"),
    DocPlan(82, own="forwarded"),
    DocPlan(145, own="led"),
    DocPlan(178, matter="reply"),
    # validity
    DocPlan(640, interp=2, term="until:-45"),
    DocPlan(900, term="years:2:800"),
    DocPlan(700, sign=22, interp=1, term="repealed:60"),
    DocPlan(820, term="void"),
    DocPlan(560, interp=3, term="lapsed"),
    DocPlan(1900, term="until:-380", fault="continued"),
    DocPlan(1300, term="years:5:1290"),
    DocPlan(760, term="until:0"),
    # pages that cannot be seen
    DocPlan(480, condition="error"),
    DocPlan(29, condition="error"),
    DocPlan(510, interp=3, fault="buried"),
    DocPlan(600, interp=2, fault="signed_missing"),
    DocPlan(740, fault="number_missing"),
    DocPlan(450, interp=2, script="pinyin"),
    DocPlan(530, sign=24, interp=1),
    DocPlan(410, interp=2, fault="two"),
    # after the epoch
    DocPlan(-4, interp=2),
    DocPlan(-7, interp=5),
    DocPlan(-12, interp=1, fault="number_none"),
    DocPlan(-18, interp=3, links="doc"),
    DocPlan(-21, sign=25),
    DocPlan(-28, matter="personnel"),
    DocPlan(-33, interp=2, lack="意义"),
    DocPlan(-39),
)

_EXTRA = (
    InterpPlan(9, cites="basis"),
    InterpPlan(33, lack="创新举措"),
    InterpPlan(52),
    InterpPlan(101, "repost"),
    InterpPlan(140, "expert"),
    InterpPlan(166, "media"),
    InterpPlan(205, "picture"),
    InterpPlan(250, lack="背景依据、保障措施"),
    InterpPlan(284),
    InterpPlan(420, lack="意义"),
    InterpPlan(-6),
    InterpPlan(-24, lack="创新举措"),
    InterpPlan(127, title="《云州市{y1}年度民生实事项目实施方案》政策解读"),
)

_LETTERS = (
    LetterPlan("w0", "answered:2", clock="00:05"),
    LetterPlan("w1", "answered:0"),
    LetterPlan("w2", "answered:3", "求助"),
    LetterPlan("w3", "answered:6"),
    LetterPlan("w4", "silent"),
    LetterPlan("w6", "answered:3"),
    LetterPlan(14, "answered:4"),
    LetterPlan(19, "answered:0", "建议"),
    LetterPlan(23, "ack:1"),
    LetterPlan(27, "ack_then:3"),
    LetterPlan(31, "ack_then:7", "求助"),
    LetterPlan(36, "returned:2"),
    LetterPlan(40, "answered:12", "投诉"),
    LetterPlan(44, "silent", "举报"),
    LetterPlan(47, "answered:2", ""),
    LetterPlan(53, "answered:3"),
    LetterPlan(60, "answered:1", "建议"),
    LetterPlan(66, "answered:15"),
    LetterPlan(71, "answered:3"),
    LetterPlan(79, "answered:2"),
    LetterPlan(85, "silent", condition="error"),
    LetterPlan(92, "answered:3"),
    LetterPlan(105, "answered:5", "建议"),
    LetterPlan(113, "answered:1"),
    LetterPlan(122, "answered:2", "求助"),
    LetterPlan(137, "answered:3"),
    LetterPlan(151, "answered:2"),
    LetterPlan(170, "ack:2", "求助"),
    LetterPlan(188, "answered:3"),
    LetterPlan(199, "answered:1"),
    LetterPlan(216, "answered:8", "信访"),
    LetterPlan(231, "answered:3"),
    LetterPlan(252, "answered:2"),
    LetterPlan(271, "answered:3", "建议"),
    LetterPlan(289, "answered:6"),
    LetterPlan(310, "answered:1"),
    LetterPlan(333, "answered:3"),
    LetterPlan(365, "answered:9"),
    LetterPlan(366, "silent"),
    LetterPlan(392, "answered:30"),
    LetterPlan(431, "silent"),
    LetterPlan(470, "answered:2"),
    LetterPlan(500, "answered:3"),
    LetterPlan(540, "answered:1"),
    LetterPlan(575, "answered:6"),
    LetterPlan(620, "answered:2"),
    # after the epoch
    LetterPlan(-1, "answered:1"),
    LetterPlan(-3, "answered:3", "建议"),
    LetterPlan(-5, "ack:1"),
    LetterPlan(-8, "answered:2"),
    LetterPlan(-10, "answered:5", "求助"),
    LetterPlan(-13, "answered:1"),
    LetterPlan(-17, "answered:3"),
    LetterPlan(-20, "silent", "投诉"),
    LetterPlan(-24, "answered:2"),
    LetterPlan(-27, "silent"),
    LetterPlan(-31, "answered:3"),
    LetterPlan(-36, "answered:1"),
    LetterPlan(-40, "silent"),
)

_CALLS = (
    CallPlan(12),
    CallPlan(52),
    CallPlan(72, term="length", draft="articles"),
    CallPlan(96, outcome=(21, "counts")),
    CallPlan(128, term="before", draft="articles", outcome=(18, "linked")),
    CallPlan(141),
    CallPlan(172, outcome=(16, "words")),
    CallPlan(199, term="none"),
    CallPlan(211, outcome=(72, "counts")),
    CallPlan(231, lack="反馈渠道", outcome=(25, "counts")),
    CallPlan(252, outcome=(40, "none")),
    CallPlan(291, lack="草案"),
    CallPlan(311, term="backwards"),
    CallPlan(333, term="before", title="{p}{t}建设项目环境影响报告书征求意见稿公示", lack="草案"),
    CallPlan(372, outcome=(30, "counts")),
    # after the epoch
    CallPlan(-5, days=15),
    CallPlan(-10),
)
_PLANS = (
    ("{p}突发公共事件总体应急预案", 640, True),
    ("{p}开展防汛应急预案演练", 150, False),
    ("{p}自然灾害救助应急预案", 520, True),
)
_REPLIES = (
    ("人大代表建议", 460, "对市十八届人大四次会议第{n}号建议的答复", ""),
    ("政协提案", 466, "关于政协{p}五届四次会议第{n}号提案的答复", ""),
    ("人大代表建议", 471, "对市十八届人大四次会议第{n}号建议的答复", "文号"),
    ("政协提案", 475, "关于市政协五届四次会议第{n}号提案的复函", "发布机构"),
    ("人大代表建议", 478, "关于市人大代表《关于加强{t}的建议》的答复", "发布机构、文号"),
    ("", 440, "{p}{y}年人大代表建议和政协提案办理情况的报告", ""),
    ("", 500, "{p}召开{y}年建议提案交办会", ""),
    ("政协提案", 95, "关于市政协五届五次会议第{n}号提案的答复", "文号"),
)

_LEADERS = (
    LeaderPlan("市长", "主持市政府全面工作，负责审计方面工作。"),
    LeaderPlan(
        "常务副市长", "负责市政府常务工作，分管发展改革、财政、政务公开、应急管理等方面工作。"
    ),
    LeaderPlan("副市长", "负责农业农村、水利、林业方面工作，联系供销合作社。"),
    LeaderPlan("副市长", "负责教育、科技、文化旅游、卫生健康方面工作。"),
    LeaderPlan("副市长、市公安局局长", "负责公安、司法、信访稳定方面工作。"),
    LeaderPlan("秘书长", "协助市长处理日常事务，主持市政府办公室工作。"),
)

_ROSTERS = (
    RosterPlan(93, "aid", "云州市城乡居民最低生活保障对象名单公示"),
    RosterPlan(155, "river chiefs", "云州市市级河长制责任人名单公示"),
    RosterPlan(31, "duty", "云州市国庆期间防汛值班人员名单"),
)


def city(seed: int) -> Unit:
    """The city portal."""
    words = parts.words_for("云州市", seed)
    issuer = Issuer(OFFICE, "云政办", "安江省发展和改革委员会", "安发改规")
    documents, interps, early = parts.pair(_DOCS, _EXTRA, issuer, words, "yz")
    asked, answered = calls(_CALLS, words, "yz", OFFICE)
    rules = titled(words, "yzs", parts.RULES, 700, 40, NAME)
    more = listed("云州市", "yzsm", ("云州市政府信息公开办法", "信息公开审查办法"), 1000, 30, NAME)
    columns = (
        Column(
            "yzyw",
            "news",
            "云州要闻",
            items=news(words, "yz", Rhythm(110, 1, 2, older=14), pinned=2),
            menu="hub:xwzx",
        ),
        Column(
            "bmdt",
            "",
            "部门动态",
            items=news(words, "yzb", Rhythm(20, 3, 5, again=2)),
            menu="hub:xwzx",
        ),
        Column(
            "tzgg",
            "notices",
            "通知公告",
            items=notices(words, "yz", Rhythm(40, 4, 6, again=2), OFFICE)
            + early
            + rosters(_ROSTERS, words, "yz", OFFICE),
            menu="top",
        ),
        *parts.platform(
            NAME,
            "云州市",
            rules=rules + more,
            reports=(
                *reports(words, "yz", NAME, "03-20", form=Form(worded=True)),
                pictured("yz", NAME, date(EPOCH.year, 3, 24)),
            ),
            own_guide=guide_with_reading_room(NAME, "云州市"),
            unclear=frozenset({more[1].key}),
        ),
        Column("xzgfxwj", "normative_documents", "行政规范性文件", items=documents),
        Column(
            "qtzcwj",
            "policy_documents",
            "其他政策文件",
            items=policies(words, "yz", Rhythm(30, 11, 14, again=3), OFFICE),
        ),
        Column("zcjd", "interpretations", "政策解读", items=interps),
        Column(
            "ldzc",
            "leaders",
            "领导之窗",
            "leaders",
            leaders(_LEADERS, words, "yz"),
            menu="top",
        ),
        parts.single(
            "jgzn",
            "agency_profile",
            "机构职能",
            profile_without(NAME, "云州市", frozenset({"机构设置"})),
            lack=frozenset({"机构设置"}),
        ),
        parts.single("nsjg", "inner_offices", "内设机构", inner_offices()),
        Column(
            "xsdw",
            "subordinate_bodies",
            "下属单位",
            items=listed(
                "云州市",
                "yzxs",
                ("云州市政务信息中心职责", "云州市机关服务中心职责"),
                400,
                30,
                NAME,
            ),
        ),
        parts.single("pcjg", "dispatched_bodies", "派出机构", (Block("p", "本级无派出机构。"),)),
        Column(
            "qsydw",
            "public_institutions",
            "公共企事业单位",
            items=listed(
                "云州市",
                "yzqs",
                (
                    "云州市第一中学信息公开目录",
                    "云州市自来水公司服务指南",
                    "云州市公交集团线路调整公告",
                ),
                380,
                20,
                NAME,
            ),
        ),
        parts.power_list("云州市", "yz", (200, 560), NAME),
        parts.single("ysqgk", "information_request", "依申请公开", (*request(NAME), CHANNELS)),
        Column(
            "zfgb",
            "gazette",
            "政府公报",
            items=titled(
                words,
                "yzg",
                tuple(
                    f"云州市人民政府公报（月刊）{{y}}年第{{m}}期（总第{91 - n}期）"
                    for n in range(13)
                ),
                -14,
                30,
                OFFICE,
            ),
        ),
        Column(
            "czyjs",
            "budgets",
            "财政预决算",
            items=titled(
                words,
                "yzc",
                ("云州市{y}年预算执行情况的报告",) * 4 + ("云州市{y}年度部门决算公开",) * 6,
                60,
                45,
                "云州市财政局",
            ),
        ),
        Column(
            "szxx",
            "message_board",
            "市长信箱",
            "board",
            letters(_LETTERS, words, "yz", "YZ", OFFICE),
            menu="hub:hdjl",
        ),
        Column("yjzj", "consultations", "意见征集", items=asked, menu="hub:hdjl"),
        Column("jgfk", "consultation_feedback", "结果反馈", items=answered, menu="hub:hdjl"),
        Column("zdgz", "key_tasks", "重点工作", items=monthly(words, "yz")),
        Column("yjya", "emergency_plans", "应急预案", items=plans(words, "yz", _PLANS, OFFICE)),
        Column("jyta", "proposals", "建议提案办理", items=proposals(words, "yz", _REPLIES, OFFICE)),
        Column(
            "bszn",
            "service_guides",
            "办事指南",
            items=titled(words, "yzw", ("{t}事项办理指南",) * 16, 40, 25, "云州市政务服务中心"),
            menu="top",
        ),
        Column(
            "sqswj",
            "",
            "云州市水务局依申请公开",
            "single",
            blocks=request("云州市水务局"),
            menu="none",
            path="/ysqgk/swj.html",
        ),
        parts.single(
            "zjyz",
            "",
            "走进云州",
            (
                Block(
                    "p", "云州市地处安江中游，辖两县三区，山水相依，四季分明，素有“云上水乡”之称。"
                ),
                Block("p", "全市常住人口二百一十万，户籍人口城镇化率百分之五十四。"),
            ),
            menu="top",
        ),
        *themes.city(seed),
    )
    return Unit(
        "yunzhou",
        NAME,
        "云州市",
        "city",
        "lonsun",
        "www.yunzhou.test",
        "/",
        columns,
        EPOCH,
        code="5301000001",
        hotlines="12345政务服务便民热线　火警119　急救120",
        search="whole",
        friends=(
            ("云溪县人民政府", "http://www.yunxi.test:8801/"),
            ("青岚县人民政府", "http://www.qinglan.test:8801/"),
            ("云州市教育局", "http://jyj.yunzhou.test:8801/"),
            ("云州市水务局", "http://swj.yunzhou.test:8801/"),
        ),
    )
