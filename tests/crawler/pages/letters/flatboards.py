# ruff: noqa: E501  (pages read best unbroken)
"""Message boards without cards: letters in one block, in pairs of boxes or in rows of one table.

Like `boards`: each draws one form for every part of a letter, and what is expected is what a
human reads.
"""

from __future__ import annotations

import random
from datetime import date

from tests.crawler.pages.letters.boards import (
    ANSWERS,
    ASKED,
    DAYS,
    KINDS,
    OFFICES,
    TITLES,
    Chosen,
    Letter,
)

LAYOUTS = (
    "rule", "blank", "markers", "pairs", "accordion", "rows2", "rows3", "number_last", "titles",
)  # fmt: skip
FORMS: dict[str, list[str]] = {
    "date": ["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y-%m-%d 10:25", "%Y.%m.%d", "[%Y-%m-%d]"],
    "block": ["p", "br", "div", "span"],
    "blank": ["<p>&nbsp;</p>", "<br><br>", "<p></p><p></p>", "<p>----------------</p>", "<p>　</p>"],
    "title": ["b", "label", "plain", "none"],
    "kind": ["none", "none", "bracket", "label"],
    "asked": ["label", "marker", "who", "plain"],
    "asked_on": ["line", "above", "end", "who", "head"],
    "reply": ["label", "marker", "office", "bracket", "strong", "plain"],
    "reply_on": ["line", "above", "end", "sign", "paren", "head"],
    "open": ["nothing", "words", "label"],
    "marks": ["问|答", "Q|A", "【问】|【答】", "提问|回答", "[问]|[答]", "网友提问|部门回复", "问题|答复"],
    "counted": ["", "", "{}、", "{}. "],
    "pair": ["dt", "h3", "div", "button", "li"],
    "hidden": ["", " style='display:none'"],
    "card": ["div", "li", "tr", "p"],
    "number": ["编号：{}", "受理编号：{}", "<small>信件编号 {}</small>", "<span>查询码：{}</span>", "（编号：{}）"],
    "columns": ["none", "head", "label"],
}  # fmt: skip
LABELS = {
    "title": ["标题", "主题", "来信标题", "留言主题"],
    "kind": ["类型", "信件类型", "类别"],
    "asked": ["留言", "留言内容", "来信内容", "网民留言", "群众诉求", "问题"],
    "asked_on": ["留言时间", "来信日期", "提交时间", "提问日期", "写信时间"],
    "reply": ["回复", "答复内容", "办理结果", "部门答复", "官方回复", "回复内容"],
    "reply_on": ["回复时间", "答复日期", "答复时间", "回复日期"],
    "reply_by": ["答复单位", "回复部门", "承办单位"],
}
OPENS = {"nothing": "", "words": "暂未回复", "label": ""}


def flat_board(seed: int, layout: str = "") -> tuple[Chosen, str, list[Letter]]:
    """The forms of a board, its letters as HTML, and what each of them says."""
    draw = random.Random(seed)
    form = {name: draw.choice(kinds) for name, kinds in FORMS.items()}
    form["layout"] = layout or LAYOUTS[seed % len(LAYOUTS)]
    words = {name: draw.choice(kinds) for name, kinds in LABELS.items()}
    _agree(form)
    told: list[str] = []
    said: list[Letter] = []
    for place, day in enumerate(DAYS):
        asked_on, answered_on = date(2026, 9, day), date(2026, 9, day + 2)
        one = _Parts(form, words, place, asked_on, answered_on, draw.choice(OFFICES))
        told.append(one.html())
        answered = place != 2
        said.append((
            one.number if form["layout"] == "number_last" else str(place + 1), asked_on,
            [answered_on] if answered else [], [ANSWERS[place]] if answered else [],
            KINDS[place] if form["kind"] != "none" else None,
        ))  # fmt: skip
    return form, _whole(form, words, told), said


def _agree(form: Chosen) -> None:
    """Take back what nobody could read: parts that nothing tells apart in this layout."""
    layout = form["layout"]
    if layout == "markers":
        form["title"], form["kind"] = "none", "none"
        form["asked"] = form["reply"] = "marker"
        form["asked_on"] = "end" if form["asked_on"] in ("above", "who") else form["asked_on"]
        form["asked_on"] = "paren" if form["asked_on"] == "head" else form["asked_on"]
        form["reply_on"] = "paren" if form["reply_on"] in ("head", "above") else form["reply_on"]
    if layout in ("titles", "accordion", "rows2") and form["marks"] == "Q|A":
        form["marks"] = "问|答"  # nobody marks an answer A without a Q
    if layout == "titles" and form["title"] == "none":
        form["title"] = "plain"
    if form["asked"] == "marker" or form["reply"] == "marker":
        form["asked"] = form["reply"] = "marker"
    if form["reply"] == "plain" and form["reply_on"] not in ("end", "sign"):
        form["reply_on"] = "end"
    if form["reply_on"] == "paren" and form["reply"] not in ("label", "marker", "office"):
        form["reply"] = "label" if form["asked"] != "marker" else "marker"
    if layout in ("rule", "blank") and form["block"] == "span":
        form["block"] = "p"
    if form["asked_on"] == "end" and form["asked"] == "plain":
        form["asked"] = "label"
    if form["kind"] == "bracket" and form["title"] in ("none", "label"):
        form["title"] = "b"
    if layout in ("titles", "accordion", "rows2") and form["asked_on"] in ("end", "paren"):
        form["asked_on"] = "line"
    if layout == "titles" and form["asked_on"] == "who":
        form["asked_on"] = "line"


class _Parts:
    """The parts of one letter in the forms drawn."""

    def __init__(
        self,
        form: Chosen,
        words: Chosen,
        place: int,
        asked_on: date,
        answered_on: date,
        office: str,
    ) -> None:
        self.form, self.words, self.place, self.office = form, words, place, office
        self.number = f"YX2026{9000 + asked_on.day}"
        self.asked_on = asked_on.strftime(form["date"])
        self.answered_on = answered_on.strftime(form["date"])
        self.answered = place != 2
        self.question, self.answer = form["marks"].split("|")

    def html(self) -> str:
        layout = self.form["layout"]
        if layout in ("rule", "blank"):
            return self._block([*self.head(), *self.ask(), *self.reply()])
        if layout == "markers":
            return self._block([*self.ask(), *self.reply()])
        if layout == "titles":
            return self._card([*self.head(), *self.reply()])
        if layout == "number_last":
            return self._card(
                [*self.head(), *self.ask(), *self.reply(), self.form["number"].format(self.number)]
            )
        if layout == "pairs":
            ask, reply = [*self.head(), *self.ask()], self.reply()
            return f"<dt>{_inside(ask)}</dt><dd>{_inside(reply)}</dd>"
        if layout == "accordion":
            return self._pair(self.head(), [*self.asking(), *self.reply()])
        if layout == "rows2":
            return self._rows([self.head() or self.asking(), self.reply()])
        return self._rows([self.head(), self.ask(), self.reply()])

    # --- what was written ---

    def head(self) -> list[str]:
        form, title, kind = self.form, TITLES[self.place], KINDS[self.place]
        shown = {
            "b": f"<b>{title}</b>", "label": f"{self.words['title']}：{title}", "plain": title, "none": "",
        }[form["title"]]  # fmt: skip
        if form["kind"] == "bracket":
            shown = f"[{kind}]{shown}"
        if form["layout"] in ("accordion", "rows2", "titles") and not shown:
            shown = f"<b>{ASKED[self.place]}</b>"
        lines = [shown] if shown else []
        if form["kind"] == "label":
            lines.append(f"{self.words['kind']}：{kind}")
        heads = form["layout"] in ("accordion", "rows2", "titles")
        if form["asked_on"] == "head" or (heads and form["asked_on"] != "above"):
            both = f"{self.words['asked_on']}：{self.asked_on}"
            if form["reply_on"] == "head" and self.answered:
                both += f"　{self.words['reply_on']}：{self.answered_on}"
            lines.append(both)
        elif form["asked_on"] == "above" and heads:
            lines.insert(0, f"{self.words['asked_on']}：{self.asked_on}")
        return lines

    def asking(self) -> list[str]:
        """What was written alone, as its day stands in the head."""
        asked = ASKED[self.place]
        if self.form["layout"] in ("accordion", "rows2") and self.form["title"] == "none":
            return []
        label = {
            "label": f"{self.words['asked']}：", "marker": f"{self.question}：", "who": "网友留言：", "plain": "",
        }[self.form["asked"]]  # fmt: skip
        return [f"{_mark(label)}{asked}"]

    def ask(self) -> list[str]:
        form, day = self.form, f"{self.words['asked_on']}：{self.asked_on}"
        text = ASKED[self.place]
        label = {
            "label": f"{self.words['asked']}：", "marker": f"{self.question}：", "who": "网友留言：", "plain": "",
        }[form["asked"]]  # fmt: skip
        label = _mark(label)
        if form["layout"] == "markers" and form["counted"]:
            label = form["counted"].format(self.place + 1) + label
        line = f"{label}{text}"
        where = form["asked_on"]
        if where == "end":
            return [f"{line}（{self.asked_on.strip('[]')}）"]
        if where == "paren":
            return [f"{label.rstrip('：')}（{self.asked_on.strip('[]')}）：{text}"]
        if where == "who":
            return [f"网友 {self.asked_on}", line]
        if where == "above":
            return [day, line]
        return [line, day] if where == "line" else [line]

    # --- what was answered ---

    def reply(self) -> list[str]:
        form, words = self.form, self.words
        label = {
            "label": f"{words['reply']}：", "marker": f"{self.answer}：", "office": f"{self.office}回复：",
            "bracket": f"【{words['reply']}】", "strong": f"<strong>{words['reply']}：</strong>", "plain": "",
        }[form["reply"]]  # fmt: skip
        label = "" if self._in_turns() else _mark(label)
        if not self.answered:
            if form["open"] == "label" and label:
                return [label]
            return [OPENS[form["open"]]] if OPENS[form["open"]] else []
        text, day = ANSWERS[self.place], f"{words['reply_on']}：{self.answered_on}"
        line = f"{label}{text}"
        where = form["reply_on"]
        told_in_head = form["asked_on"] == "head" or form["layout"] in (
            "accordion",
            "rows2",
            "titles",
        )
        if where == "head" and told_in_head and form["asked_on"] != "above":
            return [line]
        if where == "end":
            return [f"{line}（{self.office} {self.answered_on.strip('[]')}）"]
        if where == "sign":
            return [line, self.office, self.answered_on]
        if where == "paren":
            return [f"{label.rstrip('：') or '答复'}（{self.answered_on.strip('[]')}）：{text}"]
        beside = f"{words['reply_by']}：{self.office}　{day}"
        return [beside, line] if where == "above" else [line, beside]

    # --- how they stand ---

    def _block(self, lines: list[str]) -> str:
        if self.form["block"] == "br":
            return "<br>".join(lines) + "<br>"
        if self.form["block"] == "div":
            return "".join(f"<div>{line}</div>" for line in lines)
        return "".join(f"<p>{line}</p>" for line in lines)

    def _card(self, lines: list[str]) -> str:
        inner = _inside(lines)
        box = self.form["card"]
        if box == "tr":
            return f"<tr><td>{inner}</td></tr>"
        return f"<div>{'<br>'.join(lines)}</div>" if box == "p" else f"<{box}>{inner}</{box}>"

    def _pair(self, head: list[str], body: list[str]) -> str:
        top, inner = "　".join(head), _inside(body)
        hidden = self.form["hidden"]
        return {
            "dt": f"<dt>{top}</dt><dd>{inner}</dd>",
            "h3": f"<h3>{top}</h3><div>{inner}</div>",
            "div": f"<div class='tit' onclick='show({self.place})'>{top}</div><div class='con'{hidden}>{inner}</div>",
            "button": f"<button type=button class=accordion>{top}</button><div class=panel{hidden}>{inner}</div>",
            "li": f"<li class=q>{top}</li><li class=a>{inner}</li>",
        }[self.form["pair"]]

    def _in_turns(self) -> bool:
        """Whether 问 and 答 stand in cells of their own."""
        form = self.form
        return form["layout"] == "rows2" and form["columns"] == "label" and form["title"] == "none"

    def _rows(self, rows: list[list[str]]) -> str:
        columns = self.form["columns"]
        if self._in_turns():
            return f"<tr><td>问</td><td>{_inside(rows[0])}</td></tr><tr><td>答</td><td>{_inside(rows[1] or [''])}</td></tr>"
        out = ""
        for lines in rows:
            if columns == "head" and lines is rows[0] and len(lines) > 1:
                out += "<tr>" + "".join(f"<td>{line}</td>" for line in lines) + "</tr>"
            elif lines:
                out += f"<tr><td colspan=3>{'<br>'.join(lines)}</td></tr>"
        return out


def _mark(label: str) -> str:
    """【问】 has no colon behind it."""
    return label.removesuffix("：") if label[:1] in "【[" else label


def _inside(lines: list[str]) -> str:
    return lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)


def _whole(form: Chosen, words: Chosen, told: list[str]) -> str:
    layout = form["layout"]
    if layout == "rule":
        return f"<div>{'<hr>'.join(told)}</div>"
    if layout == "blank":
        return f"<div>{form['blank'].join(told)}</div>"
    inner = "".join(told)
    if layout == "pairs" or (layout == "accordion" and form["pair"] == "dt"):
        return f"<dl>{inner}</dl>"
    if layout in ("rows2", "rows3") or (
        layout in ("number_last", "titles") and form["card"] == "tr"
    ):
        return f"<table>{inner}</table>"
    lists = (layout == "accordion" and form["pair"] == "li") or (
        layout in ("number_last", "titles") and form["card"] == "li"
    )
    return f"<ul>{inner}</ul>" if lists else f"<div>{inner}</div>"
