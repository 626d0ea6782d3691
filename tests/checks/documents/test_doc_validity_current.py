"""doc_validity_current, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, Document, Record, Source, Validity
from tests.builders import document, dossier, entry, field, judge, judge_one, miss, on

CHECK = "doc_validity_current"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
NUMBER = "云政规〔2021〕3号"


def old(**more: Any) -> Document:
    facts = {"number": NUMBER, "signed": "2021-10-08", "published": "2021-10-12"}
    return document(**(facts | more))


CASES: dict[str, tuple[Document, Outcome]] = {
    "without expiry": (old(), PASSED),
    "repealed yesterday, shown in force": (old(repealed_on="2026-11-19"), FAILED),
    "repealed from today": (old(repealed_on="2026-11-20"), PASSED),
    "in force until yesterday": (old(valid_until="2026-11-19"), FAILED),
    "in force until today": (old(valid_until="2026-11-20"), PASSED),
    "five years from its signing": (old(valid_years=5), FAILED),
    "five years from a later effective date": (
        old(valid_years=5, effective_on="2021-12-01"), PASSED),
    "five years to the day": (old(valid_years=5, effective_on="2021-11-20"), PASSED),
    "five years and a day": (old(valid_years=5, effective_on="2021-11-19"), FAILED),
    "years from a leap day": (
        old(valid_years=5, effective_on="2020-02-29"), FAILED),
    "years without a beginning": (old(valid_years=5, signed=None), CANT_TELL),
    "repealed and shown so": (old(validity=Validity.REPEALED, repealed_on="2025-01-01"), PASSED),
    "lapsed and shown so": (old(validity=Validity.LAPSED, valid_years=3), PASSED),
    "shown as amended": (old(validity=Validity.AMENDED, valid_years=3), PASSED),
    "nothing shown, expired": (old(validity=None, valid_years=3), INAPPLICABLE),
    "nothing shown, no expiry": (old(validity=None), PASSED),
    "in force in a comment only": (
        old(validity=field(Validity.VALID, Source.COMMENT), valid_years=3), INAPPLICABLE),
    "repealed in a comment only": (
        old(repealed_on=on("2025-01-01", Source.COMMENT)), PASSED),
    "another body's": (old(valid_years=3, issuer="云州市人民政府"), INAPPLICABLE),
    "a lifetime beyond all calendars": (old(valid_years=9000), PASSED),
}  # fmt: skip


@pytest.mark.parametrize(("one", "outcome"), CASES.values(), ids=CASES)
def test_case(one: Document, outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(one))
    assert finding.outcome is outcome, finding.statement
    assert finding.cause is (Cause.AMBIGUOUS if outcome is CANT_TELL else None)
    assert finding.basis is Basis.WORDS


def notice(title: str, text: str = "", published: str = "2026-09-01") -> Document:
    return document("doc/n.html", title, number="云政发〔2026〕30号", signed=published,
                    published=published, text=text)  # fmt: skip


NOTICES: dict[str, tuple[Record, Outcome]] = {
    "continued by number": (
        notice("云溪县人民政府关于延长部分规范性文件有效期的通知",
               "《农村公路办法》（云政规〔2021〕3号）有效期延长至2031年10月8日。"), PASSED),
    "continued, the number in other brackets": (
        notice("云溪县人民政府关于延长部分规范性文件有效期的通知",
               "（云政规[2021]3号）有效期延长五年。"), PASSED),
    "continued by title": (
        entry(Role.NOTICES, "tz/1.html",
              "关于延长《云溪县农村公路养护管理办法》有效期的通知", "2026-09-01"), PASSED),
    "kept by a clean-up": (
        notice("云溪县人民政府关于规范性文件清理结果的通知",
               "一、继续有效的文件：云政规〔2020〕1号、云政规〔2021〕3号。"
               "二、宣布失效的文件：云政规〔2019〕2号。"), PASSED),
    "ended by a clean-up": (
        notice("云溪县人民政府关于规范性文件清理结果的通知",
               "一、继续有效的文件：云政规〔2020〕1号。"
               "二、宣布失效的文件：云政规〔2019〕2号、云政规〔2021〕3号。"), FAILED),
    "another number is continued": (
        notice("云溪县人民政府关于延长部分规范性文件有效期的通知",
               "（云政规〔2021〕31号）有效期延长五年。"), FAILED),
    "continued by title and number": (
        notice("云溪县人民政府关于延长《云溪县农村公路养护管理办法》有效期的通知",
               "《云溪县农村公路养护管理办法》（云政规〔2021〕3号）"
               "有效期延长至2031年10月8日。"), PASSED),
    "its title with another number is continued": (
        notice("云溪县人民政府关于继续执行《云溪县农村公路养护管理办法》的公告",
               "《云溪县农村公路养护管理办法》（云政规〔2020〕7号）"
               "有效期延长至2031年10月8日。"), FAILED),
    "kept by a clean-up that gives the title alone": (
        notice("云溪县人民政府关于公布规范性文件清理结果的通知",
               "继续有效的文件：关于印发《云溪县农村公路养护管理办法》的通知。"
               "废止的文件：《云溪县渡口管理办法》。"), PASSED),
    "ended by a clean-up that gives the title alone": (
        notice("云溪县人民政府关于公布规范性文件清理结果的通知",
               "继续有效的文件：《云溪县渡口管理办法》。"
               "废止的文件：《云溪县农村公路养护管理办法》。"), FAILED),
    "continued in other words": (
        entry(Role.POLICY_DOCUMENTS, "zc/1.html",
              "云溪县人民政府关于顺延《云溪县农村公路养护管理办法》有效期限的通知", "2026-09-01"),
        PASSED),
    "prolonged after an appraisal": (
        notice("云溪县人民政府关于公布规范性文件后评估结果的通知",
               "《云溪县农村公路养护管理办法》（云政规〔2021〕3号）有效期延长两年。"), PASSED),
    "the basis of what is continued": (
        notice("云溪县人民政府关于延长《云溪县渡口管理办法》有效期的通知",
               "根据《云溪县农村公路养护管理办法》，将《云溪县渡口管理办法》有效期延长五年。"),
        FAILED),
    "repealed": (
        entry(Role.NOTICES, "tz/1.html",
              "云溪县人民政府关于废止《云溪县农村公路养护管理办法》的决定", "2026-09-01"), FAILED),
    "named by an ordinary document": (
        notice("云溪县人民政府关于农村公路的意见", "按照云政规〔2021〕3号执行。"), FAILED),
    "a notice of tomorrow": (
        notice("云溪县人民政府关于延长部分规范性文件有效期的通知",
               "（云政规〔2021〕3号）有效期延长五年。", "2026-11-21"), FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("record", "outcome"), NOTICES.values(), ids=NOTICES)
def test_notices(record: Record, outcome: Outcome) -> None:
    findings = judge(CHECK, dossier(old(valid_years=5), record))
    assert findings[0].outcome is outcome, findings[0].statement


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("关于公布继续有效文件目录的公告", CANT_TELL),
        ("关于延长《云溪县渡口管理办法》有效期的通知", FAILED),
        ("关于渡口停航的公告", FAILED),
    ],
)
def test_a_notice_that_could_not_be_read(title: str, outcome: Outcome) -> None:
    lost = replace(miss(Role.NOTICES, "tz/9.html", Cause.UNREACHABLE), title=title)
    finding = judge(CHECK, dossier(old(valid_years=5), misses=[lost]))[0]
    assert finding.outcome is outcome, finding.statement
    assert finding.cause is (Cause.UNREACHABLE if outcome is CANT_TELL else None)
