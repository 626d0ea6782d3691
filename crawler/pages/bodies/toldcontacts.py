"""How to reach a body, where a line tells it under a label that no list has.

本机关受理机构：…, 联系电话（传真）：…, 夏季办公时间为8:30—12:00
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.pages.markup.outline import is_furniture, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Line, shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, key, simplify
from crawler.records.model import Field, Source

Fact = tuple[int, int, str, Field[str]]
"""Line, place in the line, slug and value."""

_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、．.]?\s?")
_NAME = re.compile(r"[\u3400-\u9fff（）()]{2,24}(?:办公室|公开办|[局委办科股处室])")
_CELLS = frozenset({"td", "th"})
_PHONES = re.compile(r"(?:办公|联系|科室|股室|咨询|座机)?电话(?:号码)?|联系方式")
_LINE = 1_000
_NUMBER = r"\d{3,4}[-—－ )）]{0,2}\d{7,8}|\d{7,8}|1\d{10}|1\d{2}\*{4}\d{4}"
_CLOCK = r"[^。；;:：]{0,16}\d{1,2}[:：.]\d{2}[^。；;]{0,60}"
_OFFICE = r"(?:办公厅|办公室|政府|局|委员会|委|办|科|股|处|室|中心|站|镇|乡)"
_OTHERS = (
    r"[^，。；,;\s]{0,24}?(?:医院|学校|小学|中学|幼儿园|公司|企业|工厂|商场|景区|公园|车站|寺|故居)"
)
"""Of whom it is said where they stand, but for the body itself."""
_BARE_HOURS = re.compile(
    r"^(?P<value>(?:(?:法定|国家)?工作日|周一至周?五|星期一至(?:星期)?五)[^。；;:：]{0,10}"
    r"\d{1,2}[:：.]\d{2}[^。；;]{0,60})$"
)
"""Hours in a line of their own, under no label."""
_TOLD = (
    ("body", re.compile(
        r"(?:受理|公开|工作|承办)(?:机构|单位|部门|科室)(?:的?名称)?[:：]\s*"
        r"(?P<value>[\u3400-\u9fff（）()]{2,30})"
    )),
    ("body", re.compile(
        r"(?:受理|公开|公开工作|公开受理)(?:机构|单位|部门|科室)(?:的?名称)?(?:是|为|设在)\s*"
        rf"(?P<value>(?:(?!负责|承担|提供|机构)[\u3400-\u9fff（）()]){{1,28}}?{_OFFICE})(?=[，。；,;（(、\s]|$)"
    )),
    ("address", re.compile(r"地[址点][^:：。；]{0,8}[:：]\s*(?P<value>[^。；;]{2,60})")),
    ("address", re.compile(
        r"(?:办公|通[信讯]|联系)地[址点](?:设?在|为|是|位于)\s*(?P<value>[^。；;，,:：]{2,60})"
    )),
    ("address", re.compile(
        rf"(?:^|[，。；,;\s])(?!{_OTHERS})[^，。；,;\s]{{0,24}}?"
        r"(?:位于|坐落[于在]|座落[于在]|地处|驻地[在为]|设在|(?:机关|政府|办事处|局)驻)\s*(?P<value>[^。；;，,、]{2,36}?"
        r"(?:[路街巷道弄][^。；;，,、]{0,10}?\d{1,5}\s?号|大厦|行政中心|政府大院|办公楼)[^。；;，,、]{0,20})"
    )),
    ("hours", re.compile(rf"时间[^:：。；\d]{{0,12}}[:：]?\s*(?P<value>{_CLOCK})")),
    ("hours", re.compile(rf"(?:对外|窗口)?(?:办公|服务|接待|受理)\s?[:：]\s*(?P<value>{_CLOCK})")),
    ("hours", re.compile(
        r"(?P<value>(?:工作日|周一至周?五|星期一至(?:星期)?五)[^。；;:：]{0,10}\d{1,2}[:：.]\d{2}"
        r"[^。；;，,]{0,40}?)(?:对外|对公众|上班|办公|接待)"
    )),
    ("hours", re.compile(
        r"^时\s?间\s?[:：]\s?(?P<value>(?:(?:法定|国家)?工作日|每?周[一1]|星期一|每周|[上下]午|\d{1,2}[:：.]\d{2})[^。；;]{0,60})"
    )),
    ("hours", _BARE_HOURS),
    ("phone", re.compile(
        rf"(?<!监督)(?<!投诉)(?<!举报)(?:电话|联系方式)(?:[（(][^）)]{{0,6}}[）)])?[^\d。；传监投举]{{0,14}}(?P<value>{_NUMBER})"
    )),
)  # fmt: skip


def _heads_name(text: str) -> bool:
    """Whether a line is a label of the body, numbered or not, and nothing else."""
    return labels_of("office").get(key(_NUMBERED.sub("", text))) == "body"


def own_lines(page: Page) -> Iterator[tuple[int, Line]]:
    """The lines of the page's own content with their numbers: no menus, header and footer."""
    view, layout = shown(page), outline(page)
    for number in range(layout.content_start, min(layout.content_end, layout.footer)):
        line = view.lines[number]
        if number != layout.title_line and not line.template and not is_furniture(line.text):
            yield number, line


def told_in_lines(page: Page, known: set[tuple[int, str]]) -> Iterator[Fact]:
    """What lines of the page's own content tell, but for what is `known` by line and slug."""
    named = False  # whether the line before heads the name of an office
    column = False  # whether a head of a column of numbers was met
    for number, line in own_lines(page):
        text = simplify(clean(line.text))[:_LINE]
        head = line.tag in _CELLS and (number, "phone") not in known
        column |= head and _PHONES.fullmatch(text) is not None
        if column and head and re.fullmatch(_NUMBER, text):
            said = mask_numbers(text)
            yield number, 0, "phone", Field(said, said, Source.TEXT, "", "表格", page.url)
            continue
        told: set[str] = set()
        if named and (number, "body") not in known and _NAME.fullmatch(text):
            told.add("body")
            yield number, 0, "body", Field(text, text, Source.TEXT, "", "标题之下", page.url)
        named = (number, "body") not in known and _heads_name(text)
        for slug, pattern in _TOLD:
            given = (number, slug) in known or slug in told
            given |= pattern is _BARE_HOURS and (number - 1, slug) in known
            match = pattern.search(text) if not given else None
            if match is not None:
                told.add(slug)
                said = mask_numbers(match.group("value")).strip(" ：:")
                raw = mask_numbers(match.group())
                yield (
                    number,
                    match.start(),
                    slug,
                    Field(said, raw, Source.TEXT, "", "正文", page.url),
                )
