# ruff: noqa: E501  (pages read best unbroken)
"""Own pages of letters in every form, made from a seed, and what a human reads on them.

The course of the letter is drawn first (asked, passed on, answered or not, asked again), then a
form for every part that shows it. A day that no part of the page shows is expected to be unread.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

ASKED = [
    "我家住在城东安居苑，西门到公交站的路灯坏了十几盏，请问什么时候能修好？",
    "您好，孩子今年六岁，户口在石桥村，请问报名上小学需要带什么材料？",
    "家里老人满八十岁了，去年8月就交了材料，高龄补贴在哪里申请，每月多少钱？",
    "我于2026年8月1日提交过申请，至今没有消息。请问自来水压力什么时候能解决？",
]
ANSWERS = [
    "您好，该路段路灯系电缆受潮短路所致，市政养护队已更换电缆一百二十米，全部恢复照明。",
    "网友您好：请携带户口簿、出生证明和预防接种证，于8月20日至25日到石桥小学现场登记。",
    "八十至八十九周岁老人每人每月六十元，由本人或家属到村委会申请，次月起发放。感谢您对民政工作的关注！",
    "经查，压力不足系加压泵老化，已列入改造计划，将于2026年12月20日前更换完毕。",
]
RECEIPT = "您好，您的来信已收悉，已转相关部门办理，请耐心等待。"
AGAIN = "谢谢答复，请问周末也可以去办理吗？"
ANSWERED_AGAIN = "您好，周末不对外办公，可在工作日上午九点至十一点半前往办理。"
TITLES = ["路灯不亮", "关于小学报名材料的咨询", "高龄补贴申领", "自来水压力不足"]
OFFICES = ["县住建局", "县教育体育局", "城关镇人民政府", "市城管局"]
ACCEPTED = ["同意受理", "已受理", "来信已受理，按程序办理。", ""]
PASSED = ["请县住建局办理", "转相关单位阅处", "请贵单位于3个工作日内答复来信人。", ""]
CHINESE = "〇一二三四五六七八九"

FORMS: dict[str, list[str]] = {
    "course": ["none", "one", "one", "one", "interim", "two", "again"],
    "way": ["labelled", "table", "table", "table", "line", "signed", "signed", "signed"],
    "head": ["line", "table", "dl", "spans", "rows"],
    "dated": ["label", "label", "label", "sign", "sign_lines", "sign_paren", "no"],
    "number": ["label", "none"],
    "also": ["none", "accepted", "published", "both", "clicks"],
    "asked": ["label", "heading", "p", "box", "q", "paragraphs", "br"],
    "day": ["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y-%m-%d 10:25:00", "%Y.%m.%d", "chinese"],
    # the table of steps
    "columns": ["swot", "swto", "tswo", "wsto", "sto", "tso", "nswto", "sot"],
    "caption": ["none", "h", "row", "p"],
    "submit_step": ["yes", "no"],
    "pass_step": ["yes", "no"],
    "close_step": ["no", "no", "words", "empty"],
    "opinion": ["in", "in", "below"],
    "order": ["rising", "rising", "rising", "falling"],
    "cells": ["td", "th", "div"],
    "where": ["below", "below", "above"],
    # an answer that only its signature tells
    "sign": ["paren", "lines", "line", "end", "right", "who_day"],
    "answer_box": ["div", "p", "paragraphs", "flat", "td", "hr", "br"],
    # an answer under labels
    "reply": ["label", "heading", "da", "office", "strong"],
    "when": ["label", "label", "sign", "paren", "above"],
    "state": ["none", "label"],
}
LABELS = {
    "number": ["编号", "信件编号", "留言编号", "受理编号"],
    "submitted": ["留言时间", "提交时间", "来信时间", "咨询时间", "写信日期"],
    "asked": ["留言内容", "来信内容", "咨询内容", "内容", "问题描述"],
    "reply": ["回复", "回复内容", "答复内容", "处理结果", "官方回复"],
    "replied": ["回复时间", "答复时间", "答复日期", "回复日期"],
    "who": ["回复单位", "答复单位", "答复部门"],
    "s": ["环节", "办理环节", "流程", "步骤", "办理步骤", "流程名称", "节点", "操作", "办理状态"],
    "w": ["办理单位", "处理单位", "单位", "经办单位", "部门", "操作单位", "办理部门"],
    "t": ["时间", "办理时间", "处理时间", "日期", "办理日期", "操作时间"],
    "o": ["意见", "办理意见", "处理意见", "办理情况", "内容", "说明", "处理结果", "备注"],
    "n": ["序号"],
    "submit": ["提交", "来信", "写信", "来信提交", "网民提交", "用户提交"],
    "accept": ["受理", "信件受理", "已受理", "接收", "登记受理"],
    "pass": ["转办", "交办", "分办", "转办承办单位", "派单", "部门签收"],
    "answer": [
        "答复",
        "回复",
        "办理答复",
        "部门回复",
        "单位答复",
        "办结",
        "答复办结",
        "办结回复",
        "办结",
    ],
    "close": ["办结", "归档", "结案", "信件办结"],
    "caption": ["办理过程", "办理流程", "处理过程", "办理进度", "流转记录"],
}
Chosen = dict[str, str]


@dataclass
class Course:
    """What happened to a letter: the days, and the answers with what the page shows of them."""

    place: int
    asked_on: date
    accepted_on: date
    passed_on: date
    answers: list[tuple[str, date, str]] = field(default_factory=list)  # text, day, office
    asked_again_on: date | None = None


@dataclass
class Said:
    """What a human reads on a page: None for a day that it does not tell."""

    submitted: date | None
    answers: list[tuple[date | None, str]]


def own_page(seed: int) -> tuple[Chosen, str, Said]:
    """The forms of an own page, its inner HTML, and what it says."""
    draw = random.Random(seed)
    form = {name: draw.choice(kinds) for name, kinds in FORMS.items()}
    words = {name: draw.choice(kinds) for name, kinds in LABELS.items()}
    course = _course(form, draw)
    said = Said(course.asked_on, [(day, text) for text, day, _ in course.answers])
    steps = _steps(form, words, course) if form["way"] in ("table", "line") else ""
    stepped = bool(steps) and form["submit_step"] == "yes"
    if form["dated"] == "no" and not stepped:
        said.submitted = None
    answers = {"labelled": _labelled, "signed": _signed}.get(form["way"], _beside_steps)
    head, asked = _head(form, words, course), _asked(form, words, course)
    reply = answers(form, words, course)
    if form["answer_box"] == "flat" and form["way"] == "signed" and asked.startswith("<div>"):
        asked = asked.removeprefix("<div>").removesuffix("</div>")
    again = _again(form, words, course) if form["course"] == "again" else ""
    parts = (
        [head, asked, steps, reply, again]
        if form["where"] == "above"
        else [head, asked, reply, again, steps]
    )
    inner = "".join(parts)
    if form["caption"] == "none" and form["answer_box"] == "td" and not steps:
        inner = f"<table><tr><td>{head}</td></tr><tr><td>{asked}</td></tr><tr><td>{reply}{again}</td></tr></table>"
    return (
        {**form, **{f"w:{k}": v for k, v in words.items()}},
        f"<div class=con>{inner}</div>",
        said,
    )


def _course(form: Chosen, draw: random.Random) -> Course:
    place = draw.randrange(len(ASKED))
    asked, accepted, passed, first, second, again = (
        date(2026, 9, n) for n in sorted(draw.sample(range(2, 28), 6))
    )
    course = Course(place, asked, accepted, passed)
    who, other = draw.sample(OFFICES, 2)
    final = (ANSWERS[place], first, who)
    course.answers = {
        "none": [], "one": [final], "again": [final],
        "interim": [(RECEIPT, first, other), (ANSWERS[place], second, who)],
        "two": [final, (ANSWERED_AGAIN, second, other)],
    }[form["course"]]  # fmt: skip
    if form["course"] == "again":
        course.asked_again_on = second
        course.answers.append((ANSWERED_AGAIN, again, who))
    return course


def shown(form: Chosen, day: date) -> str:
    """A day as the page writes it."""
    if form["day"] != "chinese":
        return day.strftime(form["day"])
    tens = {0: "", 1: "十", 2: "二十", 3: "三十"}

    def numeral(number: int) -> str:
        return tens[number // 10] + (CHINESE[number % 10] if number % 10 else "")

    year = "".join(CHINESE[int(digit)] for digit in str(day.year))
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"


def _head(form: Chosen, words: Chosen, course: Course) -> str:
    title = TITLES[course.place]
    fields = [("标题", title)]
    if form["number"] == "label":
        fields.append((words["number"], f"YX2026{course.place}017"))
    if form["dated"] == "label":
        fields.append((words["submitted"], shown(form, course.asked_on)))
    if form["also"] in ("accepted", "both"):
        fields.append(("受理时间", shown(form, course.accepted_on)))
    if form["also"] in ("published", "both"):
        fields.append(("发布时间", shown(form, date(2026, 9, 29))))
    if form["also"] == "clicks":
        fields.append(("浏览次数", "128"))
    if form["state"] == "label":
        fields.append(("状态", "已答复" if course.answers else "办理中"))
    if form["head"] == "table":
        return (
            "<table>"
            + "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in fields)
            + "</table>"
        )
    if form["head"] == "dl":
        return "<dl>" + "".join(f"<dt>{k}：</dt><dd>{v}</dd>" for k, v in fields) + "</dl>"
    if form["head"] == "spans":
        return "<div>" + " ".join(f"<span>{k}：{v}</span>" for k, v in fields) + "</div>"
    if form["head"] == "rows":
        return "".join(f"<p>{k}：{v}</p>" for k, v in fields)
    return f"<h2>{title}</h2><p>" + "　".join(f"{k}：{v}" for k, v in fields[1:]) + "</p>"


def _asked(form: Chosen, words: Chosen, course: Course) -> str:
    text, day = ASKED[course.place], shown(form, course.asked_on)
    end = {
        "sign": f"</p><p>此致敬礼！</p><p>村民 {day}",
        "sign_lines": f"</p><p align=right>石桥村村民</p><p align=right>{day}",
        "sign_paren": f"（一名群众，{day}）",
    }.get(form["dated"], "")
    first, _, rest = text.partition("，")
    return {
        "label": f"<div><p>{words['asked']}：{text}{end}</p></div>",
        "heading": f"<h3>{words['asked']}</h3><div><p>{text}{end}</p></div>",
        "p": f"<p>{text}{end}</p>",
        "box": f"<div><p>{text}{end}</p></div>",
        "q": f"<p>问：{text}{end}</p>",
        "paragraphs": f"<div><p>{first}，</p><p>{rest}{end}</p></div>",
        "br": f"<div>{first}，<br>{rest}<br>" + end.replace("</p><p>", "<br>").replace("</p><p align=right>", "<br>") + "</div>",
    }[form["asked"]]  # fmt: skip


def _signed(form: Chosen, words: Chosen, course: Course) -> str:
    """Answers without a label or a box that names them: their signature tells."""
    return "".join(
        _one_signed(form, *answer)
        for answer in course.answers[: 1 if course.asked_again_on else None]
    )


def _one_signed(form: Chosen, text: str, on: date, who: str) -> str:
    day = shown(form, on)
    below = {
        "paren": f"<p>（{who} {day}）</p>",
        "lines": f"<p>{who}</p><p>{day}</p>",
        "line": f"<p>{who} {day}</p>",
        "end": "",
        "right": f"<p align=right>{who}</p><p style='text-align:right'>{day}</p>",
        "who_day": f"<p align=right>{who}　{day}</p>",
    }[form["sign"]]
    end = f"（{who} {day}）" if form["sign"] == "end" else ""
    first, _, rest = text.partition("，")
    return {
        "div": f"<div><p>{text}{end}</p>{below}</div>",
        "td": f"<div>{text}{end}{below}</div>",
        "p": f"<p>{text}{end}</p>{below}",
        "flat": f"<p>{text}{end}</p>{below}",
        "paragraphs": f"<div><p>{first}，</p><p>{rest}{end}</p>{below}</div>",
        "hr": f"<hr><p>{text}{end}</p>{below}",
        "br": f"<div>{first}，<br>{rest}{end}<br>" + below.replace("<p align=right>", "").replace("<p style='text-align:right'>", "").replace("<p>", "").replace("</p>", "<br>") + "</div>",
    }[form["answer_box"]]  # fmt: skip


def _labelled(form: Chosen, words: Chosen, course: Course) -> str:
    return "".join(
        _one_labelled(form, words, *answer)
        for answer in course.answers[: 1 if course.asked_again_on else None]
    )


def _one_labelled(form: Chosen, words: Chosen, text: str, on: date, who: str) -> str:
    day = shown(form, on)
    label = {
        "label": f"{words['reply']}：",
        "da": "答：",
        "office": f"{who}回复：",
        "strong": f"<strong>{words['reply']}：</strong>",
    }.get(form["reply"], "")
    heading = f"<h3>{words['reply']}</h3>" if form["reply"] == "heading" else ""
    beside = f"<p>{words['who']}：{who}　{words['replied']}：{day}</p>"
    inner = {
        "label": f"<p>{label}{text}</p>{beside}",
        "above": f"{beside}<p>{label}{text}</p>",
        "sign": f"<p>{label}{text}</p><p align=right>{who}</p><p align=right>{day}</p>",
        "paren": f"<p>{label}{text}（{who} {day}）</p>",
    }[form["when"]]
    return f"<div>{heading}{inner}</div>"


def _beside_steps(form: Chosen, words: Chosen, course: Course) -> str:
    """The texts of answers whose days only the steps tell."""
    if form["opinion"] == "in" or not course.answers or form["course"] != "one":
        return ""
    text = course.answers[0][0]
    label = words["reply"] if words["reply"] != "回复" else "回复内容"
    return (
        f"<h3>{label}</h3><div>{text}</div>"
        if form["reply"] == "heading"
        else f"<p>{label}：{text}</p>"
    )


def _again(form: Chosen, words: Chosen, course: Course) -> str:
    """A question asked again, and its answer; no part of it where steps tell the course."""
    asked, answer = course.asked_again_on, course.answers[-1]
    assert asked is not None
    question = f"<p>追问：{AGAIN}</p><p>追问时间：{shown(form, asked)}</p>"
    if form["way"] in ("table", "line"):
        return ""
    if form["way"] == "signed":
        return f"<div>{question}</div>" + _one_signed(form, *answer)
    return f"<div>{question}</div>" + _one_labelled(form, words, *answer)


def _steps(form: Chosen, words: Chosen, course: Course) -> str:
    """The course as a table of steps or as a line of them."""
    rows = [(words["submit"], "", course.asked_on, "")] if form["submit_step"] == "yes" else []
    rows.append((words["accept"], "县政府办", course.accepted_on, ACCEPTED[course.place]))
    if form["pass_step"] == "yes":
        rows.append((words["pass"], "县政府办", course.passed_on, PASSED[course.place]))
    below = form["opinion"] == "below" and form["course"] == "one"
    last = course.accepted_on
    for number, (text, day, who) in enumerate(course.answers):
        if number == 1 and course.asked_again_on:
            rows.append(("追问", "", course.asked_again_on, AGAIN))
        step = words["answer"]
        if number + 1 < len(course.answers) or below:
            step = "回复" if "办结" in step or "结案" in step else step
        rows.append((step, who, day, "" if below else text))
        last = day
    if course.answers and form["close_step"] != "no" and "办结" not in words["answer"]:
        rows.append(
            (
                words["close"],
                "县政府办",
                last.replace(month=10),
                "已办结" if form["close_step"] == "words" else "",
            )
        )
    if form["order"] == "falling":
        rows.reverse()
    return _table(form, words, rows) if form["way"] == "table" else _line(form, rows)


def _table(form: Chosen, words: Chosen, rows: list[tuple[str, str, date, str]]) -> str:
    columns = form["columns"]
    grid = [[words[column] for column in columns]]
    for number, (step, who, day, opinion) in enumerate(rows, 1):
        cell = {"s": step, "w": who, "t": shown(form, day), "o": opinion, "n": str(number)}
        grid.append([cell[column] for column in columns])
    caption = {"h": f"<h3>{words['caption']}</h3>", "p": f"<p>{words['caption']}</p>"}.get(
        form["caption"], ""
    )
    if form["cells"] == "div":
        lines = "".join(
            "<div class=tr>" + "".join(f"<div>{one}</div>" for one in row) + "</div>"
            for row in grid
        )
        return f"{caption}<div class=lc>{lines}</div>"
    over = (
        f"<tr><td colspan={len(columns)}>{words['caption']}</td></tr>"
        if form["caption"] == "row"
        else ""
    )
    head = "".join(f"<{form['cells']}>{one}</{form['cells']}>" for one in grid[0])
    body = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in grid[1:])
    return f"{caption}<table>{over}<tr>{head}</tr>{body}</table>"


def _line(form: Chosen, rows: list[tuple[str, str, date, str]]) -> str:
    """Steps one below another in boxes: the step and its day, then who and the opinion."""
    shape = {"td": "<li><b>{s}</b><span>{t}</span><p>{w}{o}</p></li>", "th": "<li><p>{t}　{w}</p><p>{s}：{o}</p></li>", "div": "<li><div>{t}</div><div>{s}</div><div>{o}</div></li>"}[form["cells"]]  # fmt: skip
    items = "".join(
        shape.format(s=s, t=shown(form, t), w=f"{w}：" if w and o else w, o=o)
        for s, w, t, o in rows
    )
    return f"<ul>{items}</ul>"
