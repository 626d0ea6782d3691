"""Townships: 白沙镇 (hand-made pages, own host) and 松岭乡 (guest of 青岚县)."""

from __future__ import annotations

from demo.content.documents import DocPlan, Issuer
from demo.content.epoch import EPOCH
from demo.content.letters import LetterPlan, letters
from demo.content.model import Column, Unit
from demo.content.offices import listed, profile_without
from demo.content.plain import LeaderPlan, Rhythm, guide, leaders, news, notices, profile, titled
from demo.places import parts

BAISHA, SONGLING = "白沙镇人民政府", "松岭乡人民政府"

_BAISHA_DOCS = (
    DocPlan(143, file="script"),
    DocPlan(402, sign=6, altered="text:-4"),
    DocPlan(466, term="until:-10"),
    DocPlan(528, fault="number_dash"),
    DocPlan(611, term="void"),
    DocPlan(655, fault="numerals"),
)
_BAISHA_LETTERS = (
    LetterPlan("w1", "silent"),
    LetterPlan(11, "answered:2"),
    LetterPlan(30, "answered:5"),
    LetterPlan(58, "answered:3"),
    LetterPlan(97, "silent"),
    LetterPlan(140, "answered:1"),
    LetterPlan(185, "answered:2", "投诉"),
    LetterPlan(244, "answered:3"),
    LetterPlan(410, "answered:8"),
    # after the epoch
    LetterPlan(-3, "answered:1"),
    LetterPlan(-15, "silent"),
    LetterPlan(-26, "answered:3"),
)


def baisha(seed: int) -> Unit:
    """白沙镇: letters inside the list page, a wrong or missing charset, no answer over IPv6."""
    words = parts.words_for("白沙镇", seed)
    issuer = Issuer(BAISHA, "白政", "云州市林业局", "云林规")
    documents, _, _ = parts.pair(_BAISHA_DOCS, (), issuer, words, "bs")
    rules = titled(words, "bss", parts.RULES[:2], 680, 60, BAISHA)
    yearly = titled(
        words,
        "bsr",
        (f"白沙镇{EPOCH.year - 2}年政府信息公开工作年度报告",),
        500,
        1,
        BAISHA,
    )
    more = listed("白沙镇", "bssm", ("白沙镇人民政府政务公开工作制度",), 1000, 30, BAISHA)
    duties = (
        LeaderPlan("镇长", "主持镇政府全面工作。"),
        LeaderPlan("副镇长", "分管农业、水利、村务公开、民政工作。"),
        LeaderPlan("副镇长", "分管安全生产、党务公开、集镇建设工作。"),
        LeaderPlan("原副镇长", "曾分管政务公开、财政工作。", former=True),
    )
    columns = (
        Column("zwdt", "news", "镇务动态", items=news(words, "bs", Rhythm(22, 26, 10)), menu="top"),
        Column(
            "tzgg",
            "notices",
            "通知公告",
            items=notices(words, "bs", Rhythm(12, 60, 15), BAISHA),
            menu="top",
        ),
        *parts.platform(
            BAISHA,
            "白沙镇",
            rules=rules + more,
            reports=yearly,
            own_guide=guide("石桥镇人民政府", "白沙镇"),
            guide_lack=frozenset({"机构名称"}),
            misplaced=frozenset(item.key for item in more),
        ),
        Column("zjwj", "normative_documents", "规范性文件", items=documents),
        Column(
            "ldcy",
            "leaders",
            "领导成员",
            "leaders",
            leaders(duties, words, "bs"),
            menu="top",
        ),
        parts.single(
            "jgsz",
            "agency_profile",
            "机构职责",
            profile_without(BAISHA, "白沙镇", frozenset({"职能"})),
            "top",
            lack=frozenset({"职能"}),
        ),
        parts.request_page(BAISHA),
        Column(
            "wyly",
            "message_board",
            "我要留言",
            "board",
            letters(_BAISHA_LETTERS, words, "bs", "BS", BAISHA),
            menu="top",
        ),
    )
    return Unit(
        "baisha",
        BAISHA,
        "白沙镇",
        "township",
        "plain",
        "www.baisha.test:8802",
        "/",
        columns,
        EPOCH,
        "yunxi",
        words={
            "signed": "成文日期",
            "published": "发布日期",
            "number": "文 号",
            "validity": "有效性",
            "issuer": "发布机构",
        },
        dates="%Y.%m.%d",
        code="5301010044",
        up=("云溪县人民政府", "http://www.yunxi.test:8801/"),
    )


def songling(seed: int) -> Unit:
    """松岭乡, a guest of 青岚县: no guide, no request page, leaders behind robots.txt."""
    words = parts.words_for("松岭乡", seed)
    rules = titled(words, "sls", parts.RULES[:2], 680, 60, SONGLING)
    yearly = titled(
        words,
        "slr",
        (f"松岭乡{EPOCH.year - 2}年政府信息公开工作年度报告",),
        510,
        1,
        SONGLING,
    )
    duties = (
        LeaderPlan("乡长", "主持乡政府全面工作，分管政务公开。"),
        LeaderPlan("副乡长", "分管林业、水利、防汛工作。"),
    )
    columns = (
        Column("sldt", "news", "松岭动态", items=news(words, "sl", Rhythm(12, 19, 16)), menu="top"),
        *parts.platform(
            SONGLING, "松岭乡", leave_out=frozenset({"guide"}), rules=rules, reports=yearly
        ),
        Column(
            "ldfg",
            "leaders",
            "乡领导",
            "leaders",
            leaders(duties, words, "sl", "robots"),
            menu="top",
            condition="robots",
        ),
        parts.single("xzgk", "agency_profile", "机构概况", profile(SONGLING, "松岭乡"), "top"),
    )
    return Unit(
        "songling",
        SONGLING,
        "松岭乡",
        "township",
        "trs",
        "www.qinglan.test",
        "/xzjd/slx/",
        columns,
        EPOCH,
        "qinglan",
        dates="%Y-%m-%d",
        code="5301020003",
        up=("青岚县人民政府", "http://www.qinglan.test:8801/"),
    )
