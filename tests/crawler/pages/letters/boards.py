# ruff: noqa: E501  (pages read best unbroken)
"""Message boards of every form: letters in a list, made from a seed, and what they say.

Each board draws one form for every part of a letter. What is expected is what a human reads:
the number, the day, the days and texts of the answers, the kind.
"""

from __future__ import annotations

import random
from datetime import date

ASKED = [
    "我家住在城东安居苑，西门到公交站的路灯坏了十几盏，请问什么时候能修好？",
    "孩子今年六岁，户口在石桥村，请问报名上小学需要带什么材料？",
    "想在东湖花园门口开一家早餐店，营业执照怎么办理，要多少天？",
    "家里老人满八十岁了，高龄补贴在哪里申请，每月多少钱？",
    "我们村的自来水压力太小，三楼以上基本没水，请问是什么原因？",
]
ANSWERS = [
    "您好，该路段路灯系电缆受潮短路所致，市政养护队已更换电缆一百二十米，全部恢复照明。",
    "网友您好：请携带户口簿、出生证明和预防接种证，于八月二十日至二十五日到石桥小学现场登记。",
    "",
    "您好，八十至八十九周岁老人每人每月六十元，由本人或家属到村委会申请，次月起发放。",
    "经查，压力不足系加压泵老化，已于本周更换，目前三楼以上供水正常。",
]
RECEIPT = "您好，您的留言已收悉，已转相关部门办理，请耐心等待。"
TITLES = ["路灯不亮", "小学报名材料", "早餐店执照", "高龄补贴申领", "自来水压力不足"]
KINDS = ["咨询", "建议", "求助", "咨询", "咨询"]
DAYS = [24, 21, 17, 11, 3]
OFFICES = ["县住建局", "县教育局", "城关镇人民政府", "县市场监管局"]

FORMS: dict[str, list[str]] = {
    "box": ["div", "li", "section", "table", "article", "dl", "trs", "details", "flat"],
    "number": ["label", "no_colon", "bare", "none", "bracket", "spans"],
    "title": ["h", "b", "span", "label", "none"],
    "kind": ["label", "tag", "bracket", "none"],
    "asked": ["label", "spans", "on", "stamp", "who", "below", "time"],
    "head": ["line", "lines", "spans"],
    "text": ["label", "q", "box", "p", "heading"],
    "status": ["none", "label", "tag"],
    "reply": ["label", "da", "official", "office", "heading", "none", "strong"],
    "when": ["before", "after", "paren", "stamp", "sign", "small", "who"],
    "own": ["box", "flat"],
    "open": ["words", "empty", "wait", "em", "labelled"],
    "date": ["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y-%m-%d 10:25:00", "%Y.%m.%d"],
    "gap": ["　", " ", "&nbsp;&nbsp;", "|"],
}
LABELS = {
    "number": ["编号", "信件编号", "留言编号", "受理编号", "查询编号"],
    "asked": ["留言时间", "提交时间", "来信时间", "咨询时间", "写信日期", "提问时间"],
    "text": ["留言内容", "来信内容", "咨询内容", "内容", "问题描述"],
    "reply": ["回复", "回复内容", "答复内容", "处理结果", "官方回复"],
    "when": ["回复时间", "答复时间", "答复日期", "办理时间", "回复日期"],
    "who": ["回复单位", "答复单位", "办理单位", "答复部门"],
    "kind": ["类型", "类别", "信件类型", "留言类别"],
    "title": ["标题", "主题", "信件主题", "留言标题"],
}
Letter = tuple[str, date, list[date], list[str], str | None]
Chosen = dict[str, str]


def board(seed: int) -> tuple[Chosen, str, list[Letter]]:
    """The forms of a board, its letters as HTML, and what each of them says."""
    draw = random.Random(seed)
    form = {name: draw.choice(kinds) for name, kinds in FORMS.items()}
    words = {name: draw.choice(kinds) for name, kinds in LABELS.items()}
    cards, said = [], []
    for place, day in enumerate(DAYS):
        number = f"YX2026{9000 + day}"
        answered: list[tuple[str, int]] = [(ANSWERS[place], 2)] if place != 2 else []
        if place == 1:
            answered = [(RECEIPT, 1), (ANSWERS[1], 6)]
        replies = "".join(
            _reply(form, words, text, date(2026, 9, day + after), draw.choice(OFFICES))
            for text, after in answered
        )
        head = _head(form, words, place, number, date(2026, 9, day))
        text = _text(form, words, ASKED[place], date(2026, 9, day))
        cards.append(_card(form["box"], head, text, replies or _unanswered(form, words)))
        said.append((
            str(place + 1) if form["number"] == "none" else number, date(2026, 9, day),
            [date(2026, 9, day + after) for _, after in answered],
            [text for text, _ in answered], KINDS[place] if form["kind"] != "none" else None,
        ))  # fmt: skip
    inner = "".join(cards)
    inner = {"li": f"<ul>{inner}</ul>", "trs": f"<table>{inner}</table>"}.get(form["box"], inner)
    return form, inner, said


def _head(form: Chosen, words: Chosen, place: int, number: str, day: date) -> str:
    when, title, kind = day.strftime(form["date"]), TITLES[place], KINDS[place]
    numbers = {
        "label": f"{words['number']}：{number}",
        "no_colon": f"{words['number']} {number}",
        "bare": number,
        "none": "",
        "bracket": f"【{number}】",
        "spans": f"<span>{words['number']}：</span><span>{number}</span>",
    }
    titles = {
        "h": "",
        "b": f"<b>{title}</b>",
        "span": f"<span>{title}</span>",
        "label": f"{words['title']}：{title}",
        "none": "",
    }
    kinds = {
        "label": f"{words['kind']}：{kind}",
        "tag": f"<i class='tag'>{kind}</i>",
        "bracket": f"[{kind}]",
        "none": "",
    }
    askeds = {
        "label": f"{words['asked']}：{when}",
        "spans": f"<span>{words['asked']}：</span><span>{when}</span>",
        "on": f"网友 于 {when} 留言",
        "stamp": f"{when} 提交",
        "who": f"网友 {when}",
        "below": "",
        "time": f"<time>{words['asked']}：{when}</time>",
    }
    state = "办理中" if place == 2 else "已回复"
    states = {"none": "", "label": f"状态：{state}", "tag": f"<em>{state}</em>"}
    own = [
        numbers[form["number"]],
        kinds[form["kind"]],
        titles[form["title"]],
        askeds[form["asked"]],
        states[form["status"]],
    ]
    parts = [part for part in own if part]
    above = f"<h4>{title}</h4>" if form["title"] == "h" else ""
    if form["head"] == "line":
        return f"{above}<p>{form['gap'].join(parts)}</p>"
    if form["head"] == "lines":
        return above + "".join(f"<p>{part}</p>" for part in parts)
    return above + "<div>" + "".join(f"<span>{part}</span> " for part in parts) + "</div>"


def _text(form: Chosen, words: Chosen, asked: str, day: date) -> str:
    below = (
        f"<p>{words['asked']}：{day.strftime(form['date'])}</p>" if form["asked"] == "below" else ""
    )
    forms = {
        "label": f"<p>{words['text']}：{asked}</p>",
        "q": f"<p>问：{asked}</p>",
        "box": f"<div>{asked}</div>",
        "p": f"<p>{asked}</p>",
        "heading": f"<h5>{words['text']}</h5><p>{asked}</p>",
    }
    return forms[form["text"]] + below


def _reply(form: Chosen, words: Chosen, text: str, day: date, who: str) -> str:
    when = day.strftime(form["date"])
    label = {
        "label": f"{words['reply']}：",
        "da": "答：",
        "official": "官方回复：",
        "office": f"{who}回复：",
        "strong": f"<strong>{words['reply']}：</strong>",
    }.get(form["reply"], "")
    heading = f"<h5>{words['reply']}</h5>" if form["reply"] == "heading" else ""
    beside = f"<p>{words['who']}：{who}{form['gap']}{words['when']}：{when}</p>"
    forms = {
        "before": f"{heading}{beside}<p>{label}{text}</p>",
        "after": f"{heading}<p>{label}{text}</p>{beside}",
        "small": f"{heading}<p>{label}{text}</p><small>{words['when']}：{when}</small>",
        "paren": f"{heading}<p>{label}{text}（{who} {when}）</p>",
        "stamp": f"<p>{who} {when} 回复：{text}</p>",
        "sign": f"{heading}<p>{label}{text}</p><p align='right'>{who}</p><p align='right'>{when}</p>",
        "who": f"<p><b>{who}</b> {when} 回复</p><p>{text}</p>",
    }
    shown = forms[form["when"]]
    return f"<div class='re'>{shown}</div>" if form["own"] == "box" else shown


def _unanswered(form: Chosen, words: Chosen) -> str:
    forms = {
        "words": "<p>尚未回复</p>",
        "empty": "",
        "wait": "<div class='re'>等待回复中……</div>",
        "em": "<em>待回复</em>",
        "labelled": f"<p>{words['reply']}：</p>",
    }
    return forms[form["open"]]


def _card(box: str, head: str, text: str, reply: str) -> str:
    forms = {
        "table": f"<table><tr><td>{head}</td></tr><tr><td>{text}</td></tr><tr><td>{reply}</td></tr></table>",
        "trs": f"<tr><td>{head}{text}{reply}</td></tr>",
        "dl": f"<dl><dt>{head}</dt><dd>{text}</dd><dd>{reply}</dd></dl>",
        "details": f"<details><summary>{head}</summary>{text}{reply}</details>",
        "flat": f"{head}{text}{reply}<hr>",
    }
    return forms.get(box, f"<{box} class='ly'>{head}{text}{reply}</{box}>")
