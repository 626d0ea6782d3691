"""foi_channel_ready, as tables of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Dossier, FileText, Link, ReadState, Record, Section, StaticPage
from tests.builders import dossier, entry, link, on, portal, section, shot, static_page
from tests.checks.rows import judge_by

CHECK, ROLE = "foi_channel_ready", Role.INFORMATION_REQUEST
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
FIELDS = ["渠道", "申请表", "受理机构", "电话", "流程", "时限"]
CHANNELS = "可以当面提交申请，也可以邮寄。"
FORM = "申请人应当填写申请表。"
OFFICE = "受理机构：县政府办公室，联系电话：0871-55501000。"
COURSE = "收到申请后登记，需要补正的告知申请人，自收到之日起二十个工作日内答复。"
FILL = (
    "公民、法人或者其他组织可以依法申请获取政府信息，请先阅读本说明再提出申请，"
    "所需信息的名称应当写明。"
)


def page(*texts: str, role: Role = ROLE, **more: Any) -> StaticPage:
    made = static_page(role, FILL + "".join(texts))
    return replace(made, **more)


def found(seen: Dossier, **terms: Any) -> Finding:
    (finding,) = judge_by(CHECK, seen, **terms)
    return finding


SHOWN: dict[str, tuple[list[Record], str]] = {
    "all on the request page": ([page(CHANNELS, FORM, OFFICE, COURSE)], ""),
    "half of it in the guide": ([page(CHANNELS, FORM), page(OFFICE, COURSE, role=Role.GUIDE)], ""),
    "the form as a file": (
        [page(CHANNELS, OFFICE, COURSE, attachments=(link("sqb.doc", "申请表下载"),))], ""),
    "the form as a link": (
        [page(CHANNELS, OFFICE, COURSE, links=(link("sqb.html", "政府信息公开申请表"),))], ""),
    "the form as a row": (
        [page(CHANNELS, OFFICE, COURSE), entry(ROLE, "sqb.html", "公民申请表")], ""),
    "other words of clerks": (
        [page("填写申请表，到现场递交或寄送。", "申请接收机构：县政府办公室，联系号码：55501000。",
              "办理环节：答复，二十日内。")], ""),
    "no form": ([page(CHANNELS, OFFICE, COURSE)], "申请表"),
    "no office": ([page(CHANNELS, FORM, COURSE)], "受理机构、电话"),
    "no channel": ([page(FORM, OFFICE, COURSE)], "渠道"),
    "no course": ([page(CHANNELS, FORM, OFFICE)], "流程、时限"),
    "words alone": ([page()], "渠道、申请表、受理机构、电话、流程、时限"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "missing"), SHOWN.values(), ids=SHOWN)
def test_fields(records: list[Record], missing: str) -> None:
    guided = any(one.role is Role.GUIDE for one in records)
    states = [] if guided else [section(Role.GUIDE, ReadState.ABSENT)]
    finding = found(dossier(*records, sections=states), fields=FIELDS)
    assert finding.outcome is (FAILED if missing else PASSED), finding.statement
    assert (finding.aspect or "") == missing
    assert finding.basis is (Basis.ABSENCE if missing else Basis.WORDS)
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.evidence


NO_TERM = {
    "a term for publication": "本机关主动公开的信息自形成或者变更之日起20个工作日内公开。",
    "hours": "受理时间：工作日8:30—17:30。",
    "hours with a word before": "办公时间为法定工作日上午九时至十二时。",
    "how long a rule is valid": "本指南公开时限和有效期限见目录。",
}
A_TERM = {
    "from the receipt": "自收到申请之日起20个工作日内答复。",
    "in days": "收到申请后二十日内答复。",
    "under its label": "（四）答复期限：见条例第三十三条。",
    "of what is open on request": "依申请公开的时限按条例执行。",
    "beside that for publication": "信息形成之日起20个工作日内公开，收到申请起二十个工作日内答复。",
    "after hours": "办公时间：工作日8:30—17:30\n答复时限：二十个工作日。",
}


@pytest.mark.parametrize("said", NO_TERM.values(), ids=NO_TERM)
def test_a_term_of_another_thing_is_none_for_a_reply(said: str) -> None:
    seen = dossier(page(said), sections=[section(Role.GUIDE, ReadState.ABSENT)])
    assert found(seen, fields=["时限"]).outcome is FAILED


@pytest.mark.parametrize("said", A_TERM.values(), ids=A_TERM)
def test_a_term_for_a_reply(said: str) -> None:
    seen = dossier(page(said), sections=[section(Role.GUIDE, ReadState.ABSENT)])
    assert found(seen, fields=["时限"]).outcome is PASSED


SCAN = (Link("http://www.yunxi.test/a.pdf", "说明.pdf"),)
SEEN: dict[str, tuple[list[Record], list[Section], Outcome, Cause | None]] = {
    "no such section": (
        [], [section(ROLE, ReadState.ABSENT), section(Role.GUIDE, ReadState.ABSENT)], FAILED, None),
    "out of reach": (
        [page(role=Role.GUIDE)], [section(ROLE, ReadState.UNOBSERVABLE, Cause.BLOCKED)],
        CANT_TELL, Cause.BLOCKED),
    "the guide out of reach, something missing": (
        [page(CHANNELS)], [section(Role.GUIDE, ReadState.UNOBSERVABLE, Cause.SOFT_404)],
        CANT_TELL, Cause.SOFT_404),
    "the guide out of reach, nothing missing": (
        [page(CHANNELS, FORM, OFFICE, COURSE)], [section(Role.GUIDE, ReadState.UNOBSERVABLE)],
        PASSED, None),
    "a picture of the request page": (
        [replace(page(), text_chars=9, pictures=1), page(role=Role.GUIDE)], [],
        CANT_TELL, Cause.UNREADABLE),
    "the request page is a file": (
        [replace(page(), text_chars=9, attachments=SCAN), page(role=Role.GUIDE)], [],
        CANT_TELL, Cause.UNREADABLE),
    "the joint channel of the higher portal": (
        [], [section(ROLE, elsewhere=True), section(Role.GUIDE, ReadState.ABSENT)],
        INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "states", "outcome", "cause"), SEEN.values(), ids=SEEN)
def test_what_was_seen(
    records: list[Record], states: list[Section], outcome: Outcome, cause: Cause | None
) -> None:
    finding = found(dossier(*records, sections=states), fields=FIELDS)
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


ROW = entry(ROLE, "dfs.html", "政府信息公开答复书（格式）")
REMEDY = "如对本答复不服，可以依法申请行政复议或者提起行政诉讼。"


def template(text: str) -> StaticPage:
    return replace(page(text), title="政府信息公开答复书（格式）", url=ROW.url)


TEMPLATES: dict[str, tuple[list[Record], Outcome, str]] = {
    "it says both": ([page(), ROW, template(REMEDY + "编号：依申请〔2026〕 号")], PASSED, ""),
    "no remedy": ([page(), ROW, template("编号：依申请〔2026〕 号")], FAILED, "救济渠道"),
    "there, and not read": ([page(), ROW], CANT_TELL, ""),
    "none": ([page(REMEDY)], FAILED, "答复书"),
}


@pytest.mark.parametrize(("records", "outcome", "missing"), TEMPLATES.values(), ids=TEMPLATES)
def test_templates(records: list[Record], outcome: Outcome, missing: str) -> None:
    seen = dossier(*records, page(role=Role.GUIDE))
    finding = found(seen, templates=["答复书"], require=["救济渠道", "编号"])
    assert finding.outcome is outcome, finding.statement
    assert (finding.aspect or "") == missing


def test_a_template_may_go_by_one_of_several_names() -> None:
    asked = {"templates": ["答复书或告知书"], "require": ["救济渠道", "编号"]}
    form = replace(template(REMEDY + "编号：依申请〔2026〕 号"), title="政府信息公开告知书（样式）")
    seen = dossier(page(), page(role=Role.GUIDE), form)
    assert found(seen, **asked).outcome is PASSED
    neither = found(dossier(page(), page(role=Role.GUIDE)), **asked)
    assert (neither.outcome, neither.aspect) == (FAILED, "答复书或告知书")


NUMBER = "青政公开答〔20XX〕第X号，申请人XXX：你申请获取的信息，本机关予以公开。"
INSIDE: dict[str, tuple[str, Outcome, str]] = {
    "in one paragraph": (f"附：政府信息公开申请答复书格式。{NUMBER}{REMEDY}", PASSED, ""),
    "under a heading": (f"\n政府信息公开申请答复书（样式）\n{NUMBER}\n{REMEDY}", PASSED, ""),
    "under its own title below": (
        f"\n附：答复书格式\n青梧区政府信息公开申请答复书\n{NUMBER}\n{REMEDY}", PASSED, ""),
    "the remedy behind the next form": (
        f"\n政府信息公开申请答复书\n{NUMBER}\n政府信息公开申请表\n{REMEDY}", FAILED, "救济渠道"),
    "without a number": (
        f"\n政府信息公开申请答复书\nXXX：你的申请收悉，答复如下：……\n{REMEDY}", FAILED, "编号"),
    "told of the course": (
        f"受理机构出具政府信息公开申请答复书。编号由本机关编。{REMEDY}", FAILED, "答复书"),
    "to be had elsewhere": (f"\n答复书格式：\n向受理机构索取。{REMEDY}编号", FAILED, "答复书"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "outcome", "missing"), INSIDE.values(), ids=INSIDE)
def test_a_form_of_reply_in_the_text_of_the_page(text: str, outcome: Outcome, missing: str) -> None:
    seen = dossier(page(text), page(role=Role.GUIDE))
    finding = found(seen, templates=["答复书"], require=["救济渠道", "编号"])
    assert finding.outcome is outcome, finding.statement
    assert (finding.aspect or "") == missing


def test_a_form_of_reply_in_a_file_says_nothing_of_how_to_ask() -> None:
    file = link("dfs.docx", "政府信息公开申请答复书（格式）")
    form = replace(
        page(REMEDY, NUMBER, CHANNELS), url=file.url, title=file.text, snapshot=shot(file.url),
        files=(FileText(file.url, file.text, used=True),),
    )  # fmt: skip
    seen = dossier(page(OFFICE, attachments=(file,)), form, page(role=Role.GUIDE))
    whole = found(seen, templates=["答复书"], require=["救济渠道", "编号"])
    assert whole.outcome is PASSED, whole.statement
    assert file.url in {one.url for one in whole.evidence}
    assert found(seen, fields=["渠道"]).aspect == "渠道"
    assert found(seen, template_keywords=["行政复议"]).outcome is PASSED
    silent = dossier(page(attachments=(file,)), replace(form, text=REMEDY), page(role=Role.GUIDE))
    assert found(silent, templates=["答复书"], require=["救济渠道", "编号"]).aspect == "编号"


REVISED: dict[str, tuple[list[Record], str]] = {
    "published on the day": ([page(REMEDY, published_on=on("2024-01-01"))], ""),
    "published the day before": (
        [page(REMEDY, published_on=on("2023-12-31"))], "2024年1月1日以后的修订日期"),
    "changed since": (
        [page(REMEDY, published_on=on("2019-05-01"), updated_on=on("2024-06-01"))], ""),
    "dated after the moment": (
        [page(REMEDY, published_on=on("2026-11-21"))], "2024年1月1日以后的修订日期"),
    "it says so itself": ([page(REMEDY, "（2025年修订）")], ""),
    "it tells of an older revision": (
        [page(REMEDY, "（2019年修订）")], "2024年1月1日以后的修订日期"),
    "no remedy": ([page(published_on=on("2024-06-01"))], "行政复议"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "missing"), REVISED.values(), ids=REVISED)
def test_revision(records: list[Record], missing: str) -> None:
    finding = found(
        dossier(*records, page(role=Role.GUIDE)),
        template_keywords=["行政复议"], revised_after="2024-01-01",
    )  # fmt: skip
    assert finding.outcome is (FAILED if missing else PASSED), finding.statement
    assert (finding.aspect or "") == missing


SENT_ON = (
    "申请统一由县政府平台受理，请点击云溪县人民政府依申请公开。",
    "依申请公开受理一律由市人民政府门户网站办理。",
    "请统一登录县人民政府门户网站依申请公开系统提交。",
)
OWN_CHANNEL = (
    "申请由本机关办公室受理。",
    "申请统一由局办公室受理。",
    "本机关网站设有依申请公开系统。",
)


@pytest.mark.parametrize("kind", [PortalKind.DEPARTMENT, PortalKind.TOWNSHIP])
@pytest.mark.parametrize("words", SENT_ON)
def test_requests_sent_on_to_the_government_above(words: str, kind: PortalKind) -> None:
    seen = dossier(page(words), of=portal(kind=kind))
    finding = found(seen, fields=FIELDS)
    assert finding.outcome is INAPPLICABLE
    whole = dossier(page(words, CHANNELS, FORM, OFFICE, COURSE), of=portal(kind=kind))
    assert found(whole, fields=FIELDS).outcome is PASSED


@pytest.mark.parametrize("words", OWN_CHANNEL)
def test_words_of_a_channel_of_its_own_send_nobody_on(words: str) -> None:
    seen = dossier(page(words), page(role=Role.GUIDE), of=portal(kind=PortalKind.TOWNSHIP))
    assert found(seen, fields=FIELDS).outcome is FAILED


def test_a_government_has_nobody_to_send_requests_on_to() -> None:
    seen = dossier(page(SENT_ON[0]), page(role=Role.GUIDE))
    assert found(seen, fields=FIELDS).outcome is FAILED


CITY = portal("云州市人民政府", id="yunzhou", home="http://www.yunzhou.test/")
THERE = Link("http://www.yunzhou.test/ysqgk/", "云州市人民政府依申请公开")
ALL_ONE_WAY = "政府信息公开申请统一通过全市一体化平台提交，请点击："
LINKED: dict[str, tuple[str, tuple[Link, ...], Outcome]] = {
    "all requests go there": (ALL_ONE_WAY, (THERE,), INAPPLICABLE),
    "in other words": ("申请人一律登录市信息公开系统提出申请。", (THERE,), INAPPLICABLE),
    "no link to it": (ALL_ONE_WAY, (), FAILED),
    "a link to a page of its own": (ALL_ONE_WAY, (link("ysq/", "依申请公开"),), FAILED),
    "a link to its home page": (
        ALL_ONE_WAY, (Link("http://www.yunzhou.test/", "云州市人民政府"),), FAILED),
    "a stranger's": (ALL_ONE_WAY, (Link("http://else.test/", "依申请公开"),), FAILED),
    "one way among others": ("也可以登录市政府平台提交。", (THERE,), FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("text", "links", "outcome"), LINKED.values(), ids=LINKED)
def test_a_page_that_leads_all_requests_to_a_portal_above(
    text: str, links: tuple[Link, ...], outcome: Outcome
) -> None:
    absent = [section(Role.GUIDE, ReadState.ABSENT)]
    seen = dossier(page(text, links=links), higher=(dossier(of=CITY),), sections=absent)
    finding = found(seen, fields=FIELDS)
    assert finding.outcome is outcome, finding.statement
    assert finding.evidence
