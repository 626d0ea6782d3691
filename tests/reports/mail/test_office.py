from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from reports.mail import Recipient, compose
from reports.mail.office import IN_FULL, LINES_PER_GROUP, LINES_PER_PART, RULE
from reports.model import JudgedFinding, RunReport
from tests.reports.builders import METADATA, PRIVACY, REPLY, finding, judged, portal, report

UNITS = tuple(portal(id=f"u{n:02d}", name=f"第{n}局") for n in range(30))
OFFICE = Recipient("zwgk@yunzhou.example", tuple(one.id for one in UNITS), office=True)
TO_DO = ("怎么做", "不可补正")


def texts(night: RunReport) -> tuple[str, str]:
    message = compose(night, OFFICE, "gongkai@yunzhou.example")
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


def flood() -> RunReport:
    """Thirty units with twenty new problems each, and one with a leak."""
    items: list[JudgedFinding] = [
        judged(finding(portal=one.id, row=row, number=number))
        for one in UNITS
        for row in (REPLY, METADATA)
        for number in range(10)
    ]
    leak = finding(portal="u29", row=PRIVACY, number=77, title="名单")
    items.append(judged(leak, CaseState.NOTIFIED))
    return report(*items, portals=UNITS, scores=())


def test_the_office_reads_the_counts_by_unit_first() -> None:
    night = report(
        judged(finding(portal="u00")),
        judged(finding(portal="u00", number=2), CaseState.SUSPECTED),
        judged(finding(portal="u01", number=3, outcome=Outcome.CANT_TELL), None),
        portals=UNITS[:2], scores=(),
    )  # fmt: skip
    plain, html = texts(night)
    assert "单位｜新增｜临期｜逾期｜未销号｜系统复测通过｜隐私待核实｜疑似｜存量｜无法判定" in plain
    assert "第0局｜1｜0｜0｜0｜0｜0｜1｜0｜0" in plain
    assert "第1局｜0｜0｜0｜0｜0｜0｜0｜0｜1" in plain
    assert "合计｜1｜0｜0｜0｜0｜0｜1｜0｜1" in plain
    for text in (plain, html):
        assert text.index("合计") < text.index("新增 1 项") < text.index("疑似（待核实） 1 项")
        assert "得分" not in text


def test_a_flood_is_told_within_bounds_by_the_rule_stated() -> None:
    for text in texts(flood()):
        assert RULE in text
        assert "reports/2026-11-20/report.html" in text
        assert text.count("期限计算") == IN_FULL
        assert "名单" in text  # the veto comes first though its unit comes last
        assert text.count("· ") <= LINES_PER_PART
    plain, _ = texts(flood())
    assert len(plain) < 12_000
    part = plain[plain.index("留言按期答复 10 项") :]
    assert part[: part.index("文件要素齐全")].count("· ") == LINES_PER_GROUP


def test_what_is_only_suspected_stands_apart_and_asks_nothing() -> None:
    sure, suspected = judged(finding(portal="u00")), CaseState.SUSPECTED
    doubt = [judged(finding(portal="u00", number=n), suspected) for n in range(2, 9)]
    for text in texts(report(sure, *doubt, portals=UNITS[:1], scores=())):
        apart = text[text.index("疑似（待核实）") :]
        assert "确认前不通知单位、不扣分" in apart
        assert "另有 4 项" in apart
        assert "“疑似与存量”一节" in apart
        assert not any(words in apart for words in TO_DO)
        assert all(words in text for words in TO_DO)
