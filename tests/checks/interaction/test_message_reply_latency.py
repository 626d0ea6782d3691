"""message_reply_latency, as a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.interaction.replies import is_substantive
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Dossier, Message, ReadState, Reply, Sighting, shown_as
from tests.builders import day, dossier, judge, judge_one, message, moment, on, portal, section

CHECK = "message_reply_latency"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE

HOLDING = "您好！您的来信已收悉，已转交县交通运输局办理，请耐心等待。"
ANSWER = "您的来信已收悉。现答复如下：该路段已列入养护计划，预计十二月底前完工。"

CASES: dict[str, tuple[Message, Outcome]] = {
    "answered on the last day": (
        message(submitted="2026-11-02", replied="2026-11-05"), PASSED),
    "answered the day after": (
        message(submitted="2026-11-02", replied="2026-11-06"), FAILED),
    "answered on the Saturday after the last day, no working day more": (
        message(submitted="2026-11-03", replied="2026-11-07"), PASSED),
    "answered on the Monday after it": (
        message(submitted="2026-11-03", replied="2026-11-09"), FAILED),
    "answered on the day itself": (
        message(submitted="2026-11-02", replied="2026-11-02"), PASSED),
    "the term spans National Day, last day": (
        message(submitted="2026-09-29", replied="2026-10-09"), PASSED),
    "the term spans National Day, the day after": (
        message(submitted="2026-09-29", replied="2026-10-10"), FAILED),
    "a make-up Saturday counts": (
        message(submitted="2026-10-08", replied="2026-10-13"), FAILED),
    "the day before, with the make-up Saturday": (
        message(submitted="2026-10-08", replied="2026-10-12"), PASSED),
    "submitted late on Friday, answered on Wednesday": (
        message(submitted="2026-11-06T23:59", replied="2026-11-11T08:00"), PASSED),
    "unanswered and due today": (message(submitted="2026-11-17"), PENDING),
    "unanswered and due yesterday": (message(submitted="2026-11-16"), FAILED),
    "only acknowledged and passed on": (
        message(submitted="2026-11-02", replied="2026-11-03", reply=HOLDING), FAILED),
    "only acknowledged, undated, and called answered by the board": (
        message(submitted="2026-11-02", status="已答复", replies=[Reply(HOLDING)]), FAILED),
    "only acknowledged, and closed": (
        message(submitted="2026-11-02", closed="2026-11-04", status="已办结",
                replies=[Reply(HOLDING, on("2026-11-03"))]), FAILED),
    "acknowledged and then answered in the same reply": (
        message(submitted="2026-11-02", replied="2026-11-03", reply=ANSWER), PASSED),
    "acknowledged first, answered late": (
        message(submitted="2026-11-02", replies=[
            Reply(HOLDING, on("2026-11-03")), Reply(ANSWER, on("2026-11-16"))]), FAILED),
    "acknowledged first, answered in time": (
        message(submitted="2026-11-02", replies=[
            Reply(HOLDING, on("2026-11-03")), Reply(ANSWER, on("2026-11-05"))]), PASSED),
    "returned with reasons": (
        message(submitted="2026-11-02", replied="2026-11-04",
                reply="您反映的事项不属于我局职责范围，请向县住建局反映。"), PASSED),
    "a complaint": (message(kind="投诉"), INAPPLICABLE),
    "a petition with a suffix": (message(kind="信访件"), INAPPLICABLE),
    "a board that mixes inquiries and complaints": (
        message(kind="咨询投诉", replied="2026-11-10"), FAILED),
    "another kind": (message(kind="建议", submitted="2026-11-02", replied="2026-11-10"), FAILED),
    "only an acceptance date, late": (
        message(submitted=None, accepted="2026-11-02", replied="2026-11-06"), FAILED),
    "only an acceptance date, in time by it": (
        message(submitted=None, accepted="2026-11-02", replied="2026-11-05"), CANT_TELL),
    "only an acceptance date, unanswered past it": (
        message(submitted=None, accepted="2026-11-02"), FAILED),
    "only an acceptance date, unanswered and perhaps due": (
        message(submitted=None, accepted="2026-11-18"), CANT_TELL),
    "only a closing date, in time": (
        message(submitted="2026-11-02", closed="2026-11-05", status="已办结"), PASSED),
    "only a closing date, late": (
        message(submitted="2026-11-02", closed="2026-11-06", status="已办结"), CANT_TELL),
    "a reply without a date, published late": (
        message(submitted="2026-11-02", replies=[Reply(ANSWER)], published="2026-11-12"),
        CANT_TELL),
    "a reply without a date, published in time": (
        message(submitted="2026-11-02", replies=[Reply(ANSWER)], published="2026-11-04"), PASSED),
    "a reply without any date": (
        message(submitted="2026-11-02", replies=[Reply(ANSWER)]), CANT_TELL),
    "a reply without any date, seen in time": (
        message(submitted="2026-11-17", replies=[Reply(ANSWER)]), PASSED),
    "a reply without any date, seen a day too late": (
        message(submitted="2026-11-16", replies=[Reply(ANSWER)]), CANT_TELL),
    "a reply without any date to a letter accepted late": (
        message(submitted="2026-11-02", accepted="2026-11-06", replies=[Reply(ANSWER)]), FAILED),
    "a reply without any date to a letter accepted in time": (
        message(submitted="2026-11-02", accepted="2026-11-05", replies=[Reply(ANSWER)]),
        CANT_TELL),
    "a dated reply to a letter accepted after it": (
        message(submitted="2026-11-02", accepted="2026-11-06", replied="2026-11-05"), PASSED),
    "an interim reply without any date, accepted late": (
        message(submitted="2026-11-02", accepted="2026-11-06", replies=[Reply(HOLDING)]), FAILED),
    "called answered, accepted late, no reply shown": (
        message(submitted="2026-11-02", accepted="2026-11-06", status="已答复"), CANT_TELL),
    "called answered, no reply shown": (
        message(submitted="2026-11-02", status="已答复"), CANT_TELL),
    "published, not answered": (
        message(submitted="2026-11-02", published="2026-11-03", status="办理中"), FAILED),
    "a day of a reply without its text, closed": (
        message(submitted="2026-11-02", status="已办结", replies=[Reply("", on("2026-11-03"))]),
        PASSED),
    "a day of a reply without its text, still being dealt with": (
        message(submitted="2026-11-02", status="受理中", replies=[Reply("", on("2026-11-03"))]),
        CANT_TELL),
    "a day of a reply without its text, handed on": (
        message(submitted="2026-11-02", status="已转办", replies=[Reply("", on("2026-11-03"))]),
        CANT_TELL),
    "answered in words though still called open": (
        message(submitted="2026-11-02", status="办理中", replies=[Reply(ANSWER, on("2026-11-03"))]),
        PASSED),
    "no date of submission": (message(submitted=None, replied="2026-11-10"), CANT_TELL),
    "answered before it was submitted": (
        message(submitted="2026-11-09", replied="2026-11-02"), CANT_TELL),
    "a reply of tomorrow does not exist": (
        message(submitted="2026-11-17", replied="2026-11-21"), PENDING),
    "a reply later today does not exist": (
        message(submitted="2026-11-16", replied="2026-11-20T09:00"), FAILED),
    "its page could not be read": (
        message(submitted="2026-11-02", read=False, cause=Cause.CHALLENGED), CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("one", "outcome"), CASES.values(), ids=CASES)
def test_case(one: Message, outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(one))
    assert finding.outcome is outcome, finding.statement
    assert finding.subject == one.url
    assert finding.evidence


def test_a_late_reply_shows_its_sum() -> None:
    finding = judge_one(CHECK, dossier(message(submitted="2026-09-28", replied="2026-11-10")))
    assert finding.statement == (
        "该留言2026年9月28日提交，2026年11月10日答复，用时27个工作日，超过3个工作日的期限。"
    )
    assert (finding.due_on, finding.settled_on) == (day("2026-10-08"), day("2026-11-10"))
    assert (finding.measured, finding.unit) == (27, "working days")
    assert finding.day_count[0].date == day("2026-09-28")
    assert len(finding.day_count) <= 41
    assert finding.basis is Basis.WORDS


def test_silence_is_an_absence_and_names_the_manifest() -> None:
    finding = judge_one(CHECK, dossier(message(submitted="2026-11-02")))
    assert finding.basis is Basis.ABSENCE
    assert [e.sha256[0] for e in finding.evidence] == ["a", "c"]
    assert finding.settled_on is None
    assert finding.due_on == day("2026-11-05")


def test_the_window_has_365_days() -> None:
    seen = dossier(
        message("in.html", submitted="2025-11-20", replied="2025-11-21"),
        message("out.html", submitted="2025-11-19", replied="2025-12-30"),
        message("tomorrow.html", submitted="2026-11-21"),
    )
    assert [f.subject.rpartition("/")[2] for f in judge(CHECK, seen)] == ["in.html"]


def test_local_holidays_of_a_portal_count() -> None:
    own = portal(extra_holidays=frozenset({day("2026-11-04")}))
    late = message(submitted="2026-11-02", replied="2026-11-06")
    assert judge_one(CHECK, dossier(late, of=own)).outcome is PASSED


YEAR_END: dict[str, tuple[Message, Outcome]] = {
    "answered in the year without data": (
        message(submitted="2026-12-30", replied="2027-01-08"), CANT_TELL),
    "unanswered over the turn of the year": (message(submitted="2026-12-30"), CANT_TELL),
    "unanswered, due before the year began": (message(submitted="2026-12-21"), FAILED),
    "answered before the year began": (
        message(submitted="2026-12-30", replied="2026-12-31"), PASSED),
    "due before the year began, answered in it": (
        message(submitted="2026-12-21", replied="2027-01-08"), CANT_TELL),
    "wholly before": (message(submitted="2026-12-21", replied="2026-12-22"), PASSED),
}  # fmt: skip


@pytest.mark.parametrize(("one", "outcome"), YEAR_END.values(), ids=YEAR_END)
def test_a_year_without_data(one: Message, outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(one, as_of="2027-01-10T02:00"))
    assert finding.outcome is outcome
    assert finding.cause is (Cause.CALENDAR if outcome is CANT_TELL else None)


def seen_at(*facts: tuple[str, str]) -> list[Sighting]:
    return [Sighting(message().url, fact, moment(at)) for at, fact in facts]


BACKDATING: dict[str, tuple[list[Sighting], str, Outcome, str | None]] = {
    "a read before the claimed day proves nothing": (
        seen_at(("2026-11-03T02:00", "unanswered")), "2026-11-04", PASSED, None),
    "a read on the claimed day proves nothing": (
        seen_at(("2026-11-04T23:00", "unanswered")), "2026-11-04", PASSED, None),
    "not there long after its day": (
        seen_at(("2026-11-10T02:00", "unanswered"), ("2026-11-11T02:00", "answered")),
        "2026-11-04", FAILED, "倒签"),
    "appeared within the term all the same": (
        seen_at(("2026-11-04T02:00", "unanswered"), ("2026-11-05T02:00", "answered")),
        "2026-11-03", PASSED, "倒签"),
    "the interval lies across the due date": (
        seen_at(("2026-11-05T02:00", "unanswered"), ("2026-11-09T02:00", "answered")),
        "2026-11-03", CANT_TELL, "倒签"),
    "seen before a read that missed it": (
        seen_at(("2026-11-05T02:00", "answered"), ("2026-11-10T02:00", "unanswered")),
        "2026-11-04", PASSED, None),
    "first seen tonight": (
        seen_at(("2026-11-19T02:00", "unanswered")), "2026-11-04", FAILED, "倒签"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("sightings", "claimed", "outcome", "aspect"), BACKDATING.values(), ids=BACKDATING
)
def test_backdating(
    sightings: list[Sighting], claimed: str, outcome: Outcome, aspect: str | None
) -> None:
    one = message(submitted="2026-11-02", replied=claimed)
    finding = judge_one(CHECK, dossier(one, sightings=sightings))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.identity == ""


LONG = ANSWER + "具体施工安排由县交通运输局另行公布，公布前请从县道绕行。" * 8


def interim(at: str, *replies: str) -> Sighting:
    return Sighting(
        message().url, "answered", moment(at), tuple(shown_as(Reply(text)) for text in replies)
    )


LATER: dict[str, tuple[list[Sighting], list[Reply], Outcome, str | None]] = {
    "an interim reply, then a substantive one dated before that night": (
        [interim("2026-11-12T02:00", HOLDING)],
        [Reply(HOLDING, on("2026-11-03")), Reply(ANSWER, on("2026-11-04"))], FAILED, "倒签"),
    "an interim reply that a backdated one replaced": (
        [interim("2026-11-12T02:00", HOLDING)], [Reply(LONG, on("2026-11-04"))], FAILED, "倒签"),
    "nothing, then an interim reply, then a substantive one": (
        [*seen_at(("2026-11-05T02:00", "unanswered")), interim("2026-11-12T02:00", HOLDING)],
        [Reply(ANSWER, on("2026-11-04"))], FAILED, "倒签"),
    "an interim reply, the substantive one dated after that night": (
        [interim("2026-11-04T02:00", HOLDING)],
        [Reply(HOLDING, on("2026-11-03")), Reply(ANSWER, on("2026-11-05"))], PASSED, None),
    "the same long reply as then": (
        [interim("2026-11-12T02:00", LONG)], [Reply(LONG, on("2026-11-04"))], PASSED, None),
    "a substantive reply whose words were changed": (
        [interim("2026-11-12T02:00", ANSWER)], [Reply(LONG, on("2026-11-04"))], PASSED, None),
    "a late reply, and beside it a new one dated before it": (
        [interim("2026-11-12T02:00", ANSWER)],
        [Reply(ANSWER, on("2026-11-11")), Reply(LONG, on("2026-11-04"))], FAILED, "倒签"),
    "an earlier read of which is not known what it showed": (
        seen_at(("2026-11-12T02:00", "answered")), [Reply(ANSWER, on("2026-11-04"))],
        PASSED, None),
    "without a day, but seen in time": (
        [interim("2026-11-05T02:00", LONG)], [Reply(LONG)], PASSED, None),
    "without a day, seen a day too late": (
        [interim("2026-11-06T02:00", LONG)], [Reply(LONG)], CANT_TELL, None),
    "without a day, of which only an interim one was seen in time": (
        [interim("2026-11-05T02:00", HOLDING)], [Reply(LONG)], CANT_TELL, None),
    "still only an interim reply": (
        [interim("2026-11-12T02:00", HOLDING)], [Reply(HOLDING, on("2026-11-03"))],
        FAILED, None),
}  # fmt: skip


@pytest.mark.parametrize(("sightings", "replies", "outcome", "aspect"), LATER.values(), ids=LATER)
def test_a_substantive_reply_is_told_from_those_before_it(
    sightings: list[Sighting], replies: list[Reply], outcome: Outcome, aspect: str | None
) -> None:
    one = message(submitted="2026-11-02", replies=replies)
    finding = judge_one(CHECK, dossier(one, sightings=sightings))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement


def test_a_board_that_only_says_so_is_not_held_to_when_it_was_read() -> None:
    one = message(submitted="2026-11-02", status="已办结")
    nights = seen_at(("2026-11-17T02:00", "unanswered"), ("2026-11-19T02:00", "unanswered"))
    assert judge_one(CHECK, dossier(one, sightings=nights)).outcome is CANT_TELL


def test_sightings_of_another_letter_are_not_taken() -> None:
    one = message("letters/2.html", submitted="2026-11-02", replied="2026-11-04")
    sightings = seen_at(("2026-11-10T02:00", "unanswered"))
    assert judge_one(CHECK, dossier(one, sightings=sightings)).outcome is PASSED


EMPTY: dict[str, tuple[dict[str, Any], Outcome, Cause | None]] = {
    "an empty board": ({"state": ReadState.EMPTY}, INAPPLICABLE, None),
    "no board": ({"state": ReadState.ABSENT}, INAPPLICABLE, None),
    "a board out of reach": (
        {"state": ReadState.UNOBSERVABLE, "cause": Cause.BLOCKED}, CANT_TELL, Cause.BLOCKED),
    "a board read in part": (
        {"state": ReadState.PART, "cause": Cause.LIMIT}, CANT_TELL, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("state", "outcome", "cause"), EMPTY.values(), ids=EMPTY)
def test_no_letters(state: dict[str, Any], outcome: Outcome, cause: Cause | None) -> None:
    seen = dossier(sections=[section(Role.MESSAGE_BOARD, **state)])
    finding = judge_one(CHECK, seen)
    assert (finding.outcome, finding.cause) == (outcome, cause)
    assert finding.subject == "http://www.yunxi.test/"


def test_a_letter_listed_twice_is_judged_once() -> None:
    one = message(submitted="2026-11-02")
    assert len(judge(CHECK, dossier(one, one, of=portal(kind=PortalKind.TOWNSHIP)))) == 1


SUBSTANCE = [
    "您好！您反映的道路破损问题已转交县交通运输局，经核实该路段将于10月底前修复。",
    "可以办理。",
    "无需办理。",
    "没有收费项目。",
    "市民可持身份证到县政务服务中心社保窗口办理。",
    "尊敬的网友：您好！根据《农村公路条例》规定，村道由乡镇负责养护。感谢您的关注！",
    "您的来信已收悉。因您提供的信息不全，无法核实具体位置。",
    "您所反映的问题不属于我局职责范围，建议您向县自然资源和规划局反映。",
    "经查，该工程正在施工，预计2026年12月底完工。",
    "请您携带户口本到户籍所在地派出所办理。",
    "不予受理。您提出的诉求已经司法机关终审判决。",
    "您好，县城公交3路早班车6:30发车，末班车18:30。",
    "已于11月3日修复完毕。",
    "已安排施工队完成修补，请您监督。",
    "学区划分以县教育局8月公布的方案为准。",
    "此件退回。理由：该问题不在我县行政区域内。",
    "退件理由：重复来信。",
    "您反映的事项属涉法涉诉，建议通过司法途径解决。",
    "信件内容不完整，请重新填写。",
    "本件不符合受理条件：信访事项已终结。",
    "同一问题已于2026年8月3日答复，不再重复答复。",
]
NO_SUBSTANCE = [
    "（尚未回复）",
    "暂无回复",
    "暂未答复。",
    "未回复",
    "待处理",
    "办理中",
    "无",
    "您的来信已收悉。",
    "您好，来信收悉，感谢您对我县工作的关心和支持！",
    "您好，您的留言已转相关部门处理。",
    "尊敬的网友：您好！您反映的问题我们正在核实，请耐心等待。",
    "您反映的情况已转交县住建局调查处理，处理结果将及时向您反馈。",
    "我局高度重视，正在调查核实中，结果将尽快答复您。",
    "您好！您提出的建议已收到，我们将认真研究，感谢您的支持。",
    "网友您好，您的诉求已受理，已派单至城关镇办理，请留意后续回复。",
    "来信收悉，我们会尽快安排工作人员核实情况后给您答复。",
    "您好，关于您反映的噪音扰民问题，已责成县城管局办理。",
    "已转办。",
    "您的留言已收悉，我们已转交承办单位研究，感谢您的支持！ 云溪县住建局 2026-09-22",
    "来信收悉。云溪县人民政府办公室 2026年9月22日 15:10",
    "正在办理中，请您稍候。",
    "感谢您的留言！",
    "已退回承办单位重新办理，请耐心等待。",
    "您的诉求已退回12345平台重新派单。",
]


@pytest.mark.parametrize("text", SUBSTANCE)
def test_is_a_reply(text: str) -> None:
    assert is_substantive(text)


@pytest.mark.parametrize("text", NO_SUBSTANCE)
def test_is_no_reply(text: str) -> None:
    assert not is_substantive(text)


THANKS = "感谢您的留言。"
PRAISE: dict[str, tuple[str, str | None, str | None, Outcome]] = {
    "a letter of praise": ("表扬县医院急诊科", None, THANKS, INAPPLICABLE),
    "by its kind": ("县医院急诊科的医生", "表扬", THANKS, INAPPLICABLE),
    "one that gives thanks": ("感谢无私奉献、不留名的好司机", None, None, INAPPLICABLE),
    "thumbs up": ("为城管队员点赞", None, None, INAPPLICABLE),
    "praise without an answer": ("表扬县医院急诊科", None, "办理中", INAPPLICABLE),
    "a complaint answered with thanks": ("县医院急诊科排队太久", None, THANKS, FAILED),
    "a complaint in a letter of thanks": ("感谢回复，但路灯还是不亮", None, THANKS, FAILED),
    "a question about praise": ("关于表扬奖励金发放", "咨询", THANKS, FAILED),
    "a plea that thanks": ("感谢帮忙解决拖欠工资", "求助", THANKS, FAILED),
    "thanks and a need": ("谢谢,路灯坏了", None, None, FAILED),
    "thanks beforehand": ("小区停水三天,谢谢", None, None, FAILED),
    "praise and blame": ("表扬一线人员，批评管理", None, THANKS, FAILED),
    "a gift refused": ("给社区民警送锦旗被拒收，请核实", None, None, FAILED),
}


@pytest.mark.parametrize(("title", "kind", "reply", "outcome"), PRAISE.values(), ids=PRAISE)
def test_praise_is_owed_no_answer(
    title: str, kind: str | None, reply: str | None, outcome: Outcome
) -> None:
    letter = message(
        title=title, kind=kind, replied="2026-09-30" if reply else None, reply=reply or ""
    )
    assert judge_one(CHECK, dossier(letter)).outcome is outcome


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("已撤回", INAPPLICABLE), ("撤回", INAPPLICABLE), ("来信人已撤回", INAPPLICABLE),
        ("无效信件", INAPPLICABLE), ("无效", INAPPLICABLE), ("重复信件", INAPPLICABLE),
        ("未撤回", FAILED), ("撤回转办", FAILED), ("有效信件", FAILED), ("办理中", FAILED),
        ("不予延期", FAILED),
    ],
)  # fmt: skip
def test_a_letter_withdrawn_or_invalid_is_owed_no_answer(status: str, outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(message(status=status)))
    assert finding.outcome is outcome
    assert (f"“{status}”" in finding.statement) is (outcome is INAPPLICABLE)
    assert status in finding.evidence[0].quote


@pytest.mark.parametrize(
    "answer",
    ["社保卡业务办理时间延长至20时。", "年检办理时间延长到每天18时。",
     "您咨询的退休人员资格认证办理时间延长至12月底。"],
)  # fmt: skip
def test_an_answer_about_longer_hours_is_an_answer(answer: str) -> None:
    letter = message(submitted="2026-11-02", replied="2026-11-04", reply=answer)
    assert judge_one(CHECK, dossier(letter)).outcome is PASSED


LONGER = "您的来信因情况复杂，延期至2026年11月30日答复。"
EXTENDED = {
    "by the state of the letter": (message(status="延期办理"), CANT_TELL, "“延期办理”"),
    "by a reply that only tells of it": (
        message(submitted="2026-10-19", replied="2026-10-20", reply=LONGER),
        CANT_TELL, "“延期至2026年11月30日答复”"),
    "until a day that is over": (
        message(replied="2026-09-30", reply="因涉及多个部门，答复期限延长至10月20日。"),
        FAILED, "也已超过延期可及的2026年10月20日"),
    "longer than rules know": (
        message(submitted="2026-08-21", status="延期"), FAILED, "也已超过延期可及的2026年11月19日"),
    "as long as rules know": (message(submitted="2026-08-22", status="延期"), CANT_TELL, "“延期”"),
    "with time left": (message(submitted="2026-11-18", status="延期办理"), PENDING, "尚未到期"),
    "answered late, within it": (
        message(submitted="2026-10-19", replies=[
            Reply(LONGER, on("2026-10-20")), Reply(ANSWER, on("2026-11-16"))]),
        CANT_TELL, "2026年11月16日答复"),
    "answered late, after it": (
        message(submitted="2026-09-28", replies=[
            Reply("现延期至10月20日。", on("2026-09-30")), Reply(ANSWER, on("2026-11-16"))]),
        FAILED, "“现延期至10月20日”"),
    "answered in time all the same": (
        message(submitted="2026-11-02", replied="2026-11-04", status="延期办理"), PASSED, ""),
    "an answer on the matter of extending": (
        message(submitted="2026-11-02", replied="2026-11-04",
                reply="驾驶证可以延期办理，请到县车管所窗口申请。"), PASSED, ""),
}  # fmt: skip


@pytest.mark.parametrize(("letter", "outcome", "said"), EXTENDED.values(), ids=EXTENDED)
def test_an_extension_that_is_told(letter: Message, outcome: Outcome, said: str) -> None:
    finding = judge_one(CHECK, dossier(letter))
    assert finding.outcome is outcome, finding.statement
    assert said in finding.statement
    assert finding.statement.count("。") == 1


def test_same_dossier_same_findings() -> None:
    seen: Dossier = dossier(*(message(f"{n}.html", replied="2026-10-09") for n in range(5)))
    assert judge(CHECK, seen) == judge(CHECK, seen)


@pytest.mark.parametrize("name", ["来信选登", "回复选登", "热点信件摘登"])
def test_letters_of_a_board_of_selected_ones_are_judged_one_by_one(name: str) -> None:
    board = section(Role.MESSAGE_BOARD, name=name)
    late = message(submitted="2026-11-02", replied="2026-11-06")
    kept = message("letters/2.html", submitted="2026-11-02", replied="2026-11-03")
    found = judge(CHECK, dossier(late, kept, sections=[board]))
    assert [f.outcome for f in found] == [FAILED, PASSED]
    assert not any("率" in f.statement for f in found)  # no rate is computed from such a board
