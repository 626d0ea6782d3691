"""annual_report_well_formed, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import Applications, Cause, Dossier, ReadState, Record
from tests.builders import (
    BEIJING,
    calendar,
    dossier,
    entry,
    judge,
    judge_one,
    link,
    miss,
    report,
    section,
)
from tests.checks.yearly.texts import BODY, HEADINGS, TITLE, table_of, text_of, whole

CHECK = "annual_report_well_formed"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE


def headed(*changes: tuple[int, str]) -> str:
    lines = list(HEADINGS)
    for place, heading in changes:
        lines[place] = heading
    return text_of(*(one for one in lines if one))


def swapped() -> str:
    lines = list(HEADINGS)
    lines[1], lines[2] = lines[2], lines[1]
    return text_of(*lines)


CONTENTS = "\n".join(["目录", *HEADINGS]) + "\n"

CASES: dict[str, tuple[Record, Outcome, str | None]] = {
    "in order": (whole(), PASSED, None),
    "the wording of 2019": (whole(text=headed(
        (3, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"))), PASSED, None),
    "numbered otherwise": (whole(text=text_of(
        "第一部分 总体情况", "第二部分 主动公开政府信息情况",
        "第三部分 收到和处理政府信息公开申请情况", "第四部分 行政复议、行政诉讼情况",
        "第五部分 存在问题及改进情况",
        "第六部分 其他需要报告的事项")), PASSED, None),
    "headings without numbers": (
        whole(text=text_of(*(one.split("、", 1)[1] for one in HEADINGS))), PASSED, None),
    "digits for numbers": (whole(text=text_of(
        *(f"{n}. {one.split('、', 1)[1]}" for n, one in enumerate(HEADINGS, 1)))), PASSED, None),
    "a heading and its text in one line": (
        whole(text="\n".join(f"{one}。{BODY}" for one in HEADINGS)), PASSED, None),
    "blanks within": (
        whole(text=headed((0, "一 、 总 体 情 况"), (5, "六、其它需要报告事项"))), PASSED, None),
    "in words of its own": (whole(text=text_of(
        "一、2025年度政府信息公开工作总体情况", "二、本年度主动公开政府信息情况",
        "三、依申请公开情况",
        "四、行政复议和行政诉讼情况", "五、工作中存在的问题和改进措施", "六、其他有关情况")),
        PASSED, None),
    "parts of a part do not count for the order": (
        whole(text=headed((0, f"一、总体情况\n{BODY}\n（一）主动公开情况\n（二）依申请公开情况"))),
        PASSED, None),
    "a part of a part in place of the part": (
        whole(text=headed((2, ""), (0, f"一、总体情况\n（二）依申请公开情况\n{BODY}"))),
        PASSED, None),
    "a table of contents": (whole(text=CONTENTS + text_of()), PASSED, None),
    "a table of contents, the parts out of order": (
        whole(text=CONTENTS + swapped()), PASSED, None),
    "one section missing": (whole(text=headed((5, ""))), FAILED, "章节"),
    "spoken of, not a section": (
        whole(text=headed((5, "")) + "\n此外没有其他需要报告的事项，特此说明，请各界监督。" * 2),
        FAILED, "章节"),
    "two out of order": (whole(text=swapped()), FAILED, "章节"),
    "no section, no file": (whole(text=BODY * 8), FAILED, "章节"),
    "no section, a file": (
        whole(text=BODY * 8, attachments=(link("nb.pdf", "附件：年度报告"),)), CANT_TELL, None),
    "no section, a picture": (whole(text=BODY * 8, pictures=1), CANT_TELL, None),
    "no section, a frame": (whole(text=BODY * 8, framed=True), CANT_TELL, None),
    "the table in a frame": (whole(applications=None, framed=True), CANT_TELL, None),
    "a section missing beside a frame": (whole(text=headed((5, "")), framed=True), FAILED, "章节"),
    "its text goes on elsewhere": (whole(text=headed((5, "")), more=True), CANT_TELL, None),
    "no table": (whole(applications=None), FAILED, "表格"),
    "no table, no section": (whole(text=headed((4, "")), applications=None), FAILED, "章节、表格"),
    "the table as a picture": (whole(applications=None, pictures=2), CANT_TELL, None),
    "the table in a file": (
        whole(applications=None, attachments=(link("b.xls", "附表"),)), CANT_TELL, None),
    "a table that was not understood": (
        whole(applications=None, text=text_of() + "\n一、本年新收政府信息公开申请数量 5"),
        CANT_TELL, None),
    "its figures told in words": (
        whole(applications=None, text=text_of()
              + "\n全年收到申请31件，上年结转1件，其中本年新收30件，均已答复，结转下年度办理0件。"),
        FAILED, "表格"),
    "a table whose cells are lines": (
        whole(applications=None, text=text_of() + "\n四、结转下年度继续办理\n0件\n1件"),
        CANT_TELL, None),
    "a picture for a table, a section missing": (
        whole(applications=None, pictures=1, text=headed((0, ""))), FAILED, "章节"),
    "a column off by one": (
        whole(applications=table_of(new=(6, 2, 0, 0, 0, 0, 8))), FAILED, "勾稽"),
    "only the total off": (
        whole(applications=table_of(new=(5, 2, 0, 0, 0, 0, 8))), FAILED, "勾稽"),
    "nothing at all came in": (whole(applications=table_of(*[(0,) * 7] * 4)), PASSED, None),
    "empty cells are nothing": (
        whole(applications=table_of(old=(1, "", "/", "-", "", "", 1))), PASSED, None),
    "an empty cell that should be filled": (
        whole(applications=table_of(new=("", 2, 0, 0, 0, 0, 7))), FAILED, "勾稽"),
    "figures with commas and units": (whole(applications=table_of(
        ("1,204件", "1204"), (0, 0), (1200, "1200件"), (4, "４"))), PASSED, None),
    "a figure that is none": (
        whole(applications=table_of(new=("见附表", 2, 0, 0, 0, 0, 7))), CANT_TELL, None),
    "rows of unequal length": (
        whole(applications=table_of(done=(4, 2, 0, 0, 0, 6))), CANT_TELL, None),
    "a row missing": (whole(applications=table_of(done=())), CANT_TELL, None),
    "rows without figures": (whole(applications=Applications()), CANT_TELL, None),
    "section and sums": (
        whole(text=headed((4, "")), applications=table_of(rest=(3, 0, 0, 0, 0, 0, 2))),
        FAILED, "章节、勾稽"),
    "a picture alone": (whole(text="年度报告图解", pictures=3), CANT_TELL, None),
    "a report that was not read": (report("nb/1", TITLE, "2026-03-20"), CANT_TELL, None),
    "its row alone": (entry(Role.ANNUAL_REPORTS, "nb/1", TITLE, "2026-03-20"), CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("record", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(record: Record, outcome: Outcome, aspect: str | None) -> None:
    finding = judge_one(CHECK, dossier(record))
    assert finding.outcome is outcome, finding.statement
    assert finding.aspect == aspect
    assert finding.subject == record.url
    assert finding.statement.count("。") == 1


NONE: dict[str, tuple[list[Record], dict[str, Any], Outcome]] = {
    "no report": ([], {}, INAPPLICABLE),
    "another body's alone": (
        [whole(title="云溪县财政局2025年政府信息公开工作年度报告", body="云溪县财政局",
               text=BODY * 8)], {}, INAPPLICABLE),
    "the year before alone": (
        [whole(title=TITLE.replace("2025", "2024"), year=2024, text=BODY * 8)], {}, INAPPLICABLE),
    "a report without a year": (
        [entry(Role.ANNUAL_REPORTS, "nb/1", "政府信息公开工作年度报告", "2026-03-05")], {},
        CANT_TELL),
    "published after the moment": ([whole(dated="2026-12-01", text=BODY * 8)], {}, INAPPLICABLE),
    "an unreachable section": (
        [], {"state": ReadState.UNOBSERVABLE, "cause": Cause.CHALLENGED}, CANT_TELL),
    "a list read in part": ([], {"state": ReadState.PART, "cause": Cause.LIMIT}, CANT_TELL),
    "no such section": ([], {"state": ReadState.ABSENT}, INAPPLICABLE),
}  # fmt: skip


@pytest.mark.parametrize(("records", "state", "outcome"), NONE.values(), ids=NONE)
def test_without_a_report_of_its_own(
    records: list[Record], state: dict[str, Any], outcome: Outcome
) -> None:
    sections = [section(Role.ANNUAL_REPORTS, **state)] if state else None
    seen = dossier(*records, sections=sections) if sections else dossier(*records)
    finding = judge_one(CHECK, seen)
    assert finding.outcome is outcome, finding.statement
    assert finding.subject == "http://www.yunxi.test/"


def test_a_page_that_failed_says_why() -> None:
    row = entry(Role.ANNUAL_REPORTS, "nb/1", TITLE, "2026-03-20")
    failed = miss(Role.ANNUAL_REPORTS, "nb/1", Cause.CHALLENGED)
    finding = judge_one(CHECK, dossier(row, misses=[failed]))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.CHALLENGED)


def test_each_report_of_the_year_is_judged() -> None:
    second = whole("nb/2", TITLE + "（更正）", applications=table_of(rest=(0,) * 7))
    found = judge(CHECK, dossier(whole(), second))
    assert [finding.outcome for finding in found] == [PASSED, FAILED]


def test_what_a_failure_says() -> None:
    wrong = whole(text=headed((5, "")), applications=table_of(new=(6, 2, 0, 0, 0, 0, 7)))
    finding = judge_one(CHECK, dossier(wrong))
    assert finding.statement == (
        "2025年度报告缺少“其他需要报告的事项”部分；统计表“自然人”列新收6加结转1，"
        "不等于办理总计4加结转下年2。"
    )
    assert finding.basis is Basis.WORDS
    assert finding.evidence[0].url == wrong.url
    assert finding.evidence[0].quote.startswith("6 2 0 0 0 0 7")
    narrow = whole(applications=table_of((1, 1), (0, 0), (1, 0), (0, 0)))
    assert "“第2列”列新收1" in judge_one(CHECK, dossier(narrow)).statement


def of_notice(name: str, row_id: str, seen: Dossier) -> list[Finding]:
    row = load_rulebook(name).requirement(row_id)
    (measure,) = (one for one in row.measures() if one.check == CHECK)
    return list(checks()[CHECK].judge(seen, measure, calendar()))


def at(day: date, *records: Record) -> Dossier:
    moment = datetime(day.year, day.month, day.day, 2, tzinfo=BEIJING)
    return replace(dossier(*records), as_of=moment)


TOLD = "落实年度政务公开重点工作任务，深化放管服改革。"


@pytest.mark.parametrize(
    ("text", "outcome", "aspect"),
    [
        (text_of() + TOLD, PASSED, None),
        (text_of() + "深化放管服改革。", FAILED, "内容"),
        (headed((0, "")) + TOLD, PASSED, None),  # its form is another row's matter
    ],
)
def test_topics_that_a_notice_asks_for(text: str, outcome: Outcome, aspect: str | None) -> None:
    own = whole(title=TITLE.replace("2025", "2020"), year=2020, dated="2021-01-20", text=text)
    (finding,) = of_notice("sixian-2020", "sixian-2020-35b", at(date(2021, 6, 1), own))
    assert (finding.outcome, finding.aspect) == (outcome, aspect)


def test_a_notice_of_a_year_speaks_of_the_report_on_that_year() -> None:
    other = whole(text=BODY * 8)  # of 2025
    name, row = "yanzhou-2021", "yanzhou-2021-n5b"
    on_the_day = of_notice(name, row, at(date(2022, 3, 31), other))
    assert [one.outcome for one in on_the_day] == [PENDING]
    after = of_notice(name, row, at(date(2022, 4, 1), other))
    assert [one.outcome for one in after] == [INAPPLICABLE]


@pytest.mark.parametrize(("pictures", "outcome"), [(0, FAILED), (1, PASSED)])
def test_charts_are_advice_of_their_own(pictures: int, outcome: Outcome) -> None:
    own = whole(title=TITLE.replace("2025", "2020"), year=2020, dated="2021-01-20",
                applications=None, pictures=pictures)  # fmt: skip
    seen = at(date(2021, 6, 1), own)
    (finding,) = of_notice("wuhu-2020-method", "wuhu-2020-method-5.1d", seen)
    assert finding.outcome is outcome


def test_reports_from_before_the_form_are_not_judged() -> None:
    old = whole(title=TITLE.replace("2025", "2018"), year=2018, dated="2019-01-20", text=BODY * 8)
    seen = at(date(2019, 6, 1), old)
    assert judge_one(CHECK, seen).outcome is CANT_TELL
    first = whole(title=TITLE.replace("2025", "2019"), year=2019, dated="2020-01-20")
    assert judge_one(CHECK, at(date(2020, 6, 1), first)).outcome is PASSED


WHERE = {
    "a frame": ({"framed": True}, "在页面的内嵌框架中"),
    "a file": ({"attachments": (link("nb.pdf", "年度报告"),)}, "为附件"),
    "a picture": ({"pictures": 2}, "为图片"),
    "nothing": ({}, "页面未见附件和图片"),
}


@pytest.mark.parametrize(("shown", "words"), WHERE.values(), ids=WHERE)
def test_a_report_without_text_is_told_with_where_it_stands(
    shown: dict[str, Any], words: str
) -> None:
    found = judge_one(CHECK, dossier(whole(text="", applications=None, **shown)))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.UNREADABLE)
    assert f"年度报告{words}，没有可供判读的文字" in found.statement


def test_a_short_report_is_called_short_and_not_a_file() -> None:
    few = "本单位认真落实政府信息公开各项工作要求。"
    found = judge_one(CHECK, dossier(whole(text=few, applications=None)))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.AMBIGUOUS)
    assert f"年度报告页面上的文字只有{len(few)}字" in found.statement
    assert "附件" not in found.statement
