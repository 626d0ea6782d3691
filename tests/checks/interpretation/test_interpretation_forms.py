"""interpretation_forms, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import Cause, Dossier, Interpretation, Link, ReadState
from tests.builders import calendar, dossier, entry, interpretation, miss, section, url_of

CHECK = "interpretation_forms"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
NAME = "《云溪县农村公路养护管理办法》"


def row(**terms: Any) -> Requirement:
    """A row without a period, with these terms."""
    book = load_rulebook("sixian-2020")
    (one,) = (m for m in book.requirement("sixian-2020-31a").measures() if m.check == CHECK)
    return replace(one, from_on=None, until_on=None, due_on=None, terms={**one.terms, **terms})


TWO = row()
TEXT_TOO = row(min_forms=1, text_required=True)


def find(seen: Dossier, by: Requirement = TWO) -> list[Finding]:
    return list(checks()[CHECK].judge(seen, by, calendar()))


def text(path: str = "jd/1.html", **more: Any) -> Interpretation:
    return interpretation(path, more.pop("title", f"{NAME}政策解读"), **more)


def picture(path: str = "jd/2.html", **more: Any) -> Interpretation:
    title = more.pop("title", f"一图读懂{NAME}")
    facts = {"text_chars": 0, "pictures": 1, "picture_urls": (f"http://w/{path}.png",)}
    return interpretation(path, title, blocks=(), **(facts | more))


ASKED = "危房改造补助怎么申请？"
ANSWERS: dict[str, tuple[Interpretation, Outcome]] = {
    "a question in its column": (text(title=ASKED, column="首页>政策问答"), INAPPLICABLE),
    "a question among interpretations": (text(title=ASKED, column="政策解读"), FAILED),
    "of a policy that it names": (text(title=f"{NAME}怎么看？", column="政策问答"), FAILED),
    "linked by its document": (
        text(title=ASKED, column="政策问答", linked_from=(url_of("1.html"),)), FAILED),
    "no question": (text(title="农村公路养护新规出台", column="政策问答"), FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("one", "outcome"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_in_a_column_of_questions_is_none(one: Interpretation, outcome: Outcome) -> None:
    (finding,) = find(dossier(one))
    assert finding.outcome is outcome, finding.statement


LOGO = ("http://w/logo.png",)

CASES: dict[str, tuple[list[Interpretation], Requirement, Outcome, str | None]] = {
    "text alone": ([text()], TWO, FAILED, "其他形式"),
    "text alone where one form is enough": ([text()], TEXT_TOO, PASSED, None),
    "a picture alone": ([picture()], TWO, FAILED, "其他形式"),
    "a picture alone where text is required": ([picture()], TEXT_TOO, FAILED, "文字"),
    "both wanting": ([picture()], row(text_required=True), FAILED, "文字、其他形式"),
    "text with a chart": ([text(pictures=1, picture_urls=("http://w/1.png",))], TWO, PASSED, None),
    "text with a video": ([text(videos=1)], TWO, PASSED, None),
    "text with sound": ([text(audios=1)], TWO, PASSED, None),
    "told by the title": ([text(title=f"【动漫】{NAME}解读")], TWO, PASSED, None),
    "a file that is named so": (
        [text(attachments=(Link(url_of("1.pdf"), f"附件：一图读懂{NAME}.pdf"),))],
        TWO, PASSED, None),
    "a file of something else": (
        [text(attachments=(Link(url_of("1.pdf"), "附件：办事流程图.pdf"),))],
        TWO, FAILED, "其他形式"),
    "a policy about videos": (
        [text(title="《云溪县视频监控管理办法》解读")], TWO, FAILED, "其他形式"),
    "a policy about comics": (
        [text(title="《动漫解读产业扶持办法》政策解读")], TWO, FAILED, "其他形式"),
    "a second library": ([text(title="云溪县第二图书馆章程政策解读")], TWO, FAILED, "其他形式"),
    "a page of nothing": ([text(text_chars=0, blocks=())], TWO, CANT_TELL, None),
    "a page of nothing, text required": (
        [text(text_chars=0, blocks=())], TEXT_TOO, CANT_TELL, None),
    "a player put in by script": ([text(scripted_media=True)], TWO, CANT_TELL, None),
    "a script, and two forms": ([text(scripted_media=True, videos=1)], TWO, PASSED, None),
    "an expert's": ([text(title=f"专家解读：{NAME}")], TWO, INAPPLICABLE, None),
    "taken over from above": ([text(origin="中国政府网")], TWO, INAPPLICABLE, None),
    "without a date": ([text(published=None)], TWO, CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "by", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(
    records: list[Interpretation], by: Requirement, outcome: Outcome, aspect: str | None
) -> None:
    (finding,) = find(dossier(*records), by)
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.subject == records[0].url
    assert finding.statement.count("。") == 1


@pytest.mark.parametrize("by", [TWO, TEXT_TOO])
def test_pieces_of_one_policy_are_taken_together(by: Requirement) -> None:
    found = find(dossier(text(), picture()), by)
    assert [f.outcome for f in found] == [PASSED, PASSED]
    assert "文字、图片" in found[0].statement


def test_another_policy_s_picture_does_not_help() -> None:
    other = picture(title="一图读懂《云溪县学前教育管理办法》")
    assert {f.outcome for f in find(dossier(text(), other))} == {FAILED}


def test_a_picture_of_the_template_is_none() -> None:
    def pieces(count: int) -> list[Interpretation]:
        names = ["农村公路养护", "学前教育资助", "医疗救助申请"][:count]
        return [text(f"jd/{n}.html", title=f"《云溪县{name}办法》解读", pictures=1,
                     picture_urls=LOGO)
                for n, name in enumerate(names)]  # fmt: skip

    assert {f.outcome for f in find(dossier(*pieces(2)))} == {PASSED}
    assert {f.outcome for f in find(dossier(*pieces(3)))} == {FAILED}


@pytest.mark.parametrize(
    ("published", "count"),
    [("2025-11-19", 0), ("2025-11-20", 1), ("2026-11-19", 1), ("2026-11-21", 0)],
)
def test_the_window(published: str, count: int) -> None:
    found = find(dossier(text(published=published)))
    assert len([f for f in found if f.outcome is FAILED]) == count
    if not count:
        assert [f.outcome for f in found] == [INAPPLICABLE]


def test_what_was_not_seen_is_never_failed() -> None:
    cut = section(Role.INTERPRETATIONS, ReadState.PART, Cause.LIMIT)
    (finding,) = find(dossier(text(), sections=[cut]))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.LIMIT)
    dead = section(Role.INTERPRETATIONS, ReadState.UNOBSERVABLE, Cause.CHALLENGED)
    (finding,) = find(dossier(sections=[dead]))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.CHALLENGED)


@pytest.mark.parametrize(
    ("title", "outcome"),
    [(f"视频解读：{NAME}", CANT_TELL), ("《云溪县学前教育管理办法》视频解读", FAILED)],
)
def test_an_unread_piece_of_the_same_policy_may_be_the_other_form(
    title: str, outcome: Outcome
) -> None:
    unread = entry(Role.INTERPRETATIONS, "jd/9.html", title, "2026-09-30")
    failed = miss(Role.INTERPRETATIONS, "jd/9.html", Cause.UNREACHABLE)
    found = {f.subject: f for f in find(dossier(text(), unread, misses=[failed]))}
    assert found[text().url].outcome is outcome
    assert found[unread.url].outcome is CANT_TELL


def test_rows_whose_page_no_visit_asks_for() -> None:
    old = entry(Role.INTERPRETATIONS, "jd/9.html", f"{NAME}解读", "2020-06-30")
    by = replace(TWO, from_on=date(2020, 1, 1), until_on=date(2020, 12, 31))
    (finding,) = find(dossier(old), by)
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.LIMIT)


@pytest.mark.parametrize(("due", "outcome"), [("2026-11-20", PENDING), ("2026-11-19", FAILED)])
def test_what_has_a_date_is_pending_until_it_is_over(due: str, outcome: Outcome) -> None:
    by = replace(TWO, from_on=date(2026, 1, 1), due_on=date.fromisoformat(due))
    (finding,) = find(dossier(text()), by)
    assert finding.outcome is outcome
    assert finding.due_on == by.due_on


def test_scope_by_words_of_the_title() -> None:
    guides = row(scope=("办事指南",))
    (finding,) = find(dossier(text()), guides)
    assert finding.outcome is INAPPLICABLE
    own = text(title="社会保障卡申领办事指南解读")
    (finding,) = find(dossier(text("jd/2.html"), own), guides)
    assert (finding.outcome, finding.subject) == (FAILED, own.url)


def test_what_a_failure_says() -> None:
    (finding,) = find(dossier(text()))
    assert finding.statement.startswith("该政策的解读只有文字，不足2种形式")
    assert "本页面" not in finding.statement
    assert finding.basis is Basis.ABSENCE
    assert finding.evidence[-1].url.startswith("urn:")


THEMES = ({"name": "创业就业", "words": ("创业", "就业"), "not_words": ("干事创业",)},)


@pytest.mark.parametrize(
    ("records", "outcome"),
    [
        ([], FAILED),
        ([text(title="《云溪县创业补贴办法》解读")], FAILED),
        ([text(title="《云溪县创业补贴办法》解读"),
          picture(title="一图读懂《云溪县创业补贴办法》")], PASSED),
        ([text(), picture()], FAILED),
        ([text(title="《云溪县激励干部干事创业办法》解读"),
          picture(title="一图读懂《云溪县激励干部干事创业办法》")], FAILED),
    ],
)  # fmt: skip
def test_series(records: list[Interpretation], outcome: Outcome) -> None:
    (finding,) = find(dossier(*records), row(series_min=2, themes=THEMES))
    assert finding.outcome is outcome
    assert finding.aspect == ("创业就业" if outcome is FAILED else None)
    assert finding.subject == "http://www.yunxi.test/"


def test_series_unseen_or_not_due() -> None:
    by = row(series_min=2, themes=THEMES)
    cut = section(Role.INTERPRETATIONS, ReadState.PART, Cause.LIMIT)
    (finding,) = find(dossier(sections=[cut]), by)
    assert finding.outcome is CANT_TELL
    (finding,) = find(dossier(), replace(by, due_on=date(2026, 12, 31)))
    assert finding.outcome is PENDING
