"""Leaders whom a page names without their duties: by labels, in lines of posts, on cards.

Each form must say by itself that it names people in office: 姓名 beside 职务, words of office
before a colon, or like cards of a picture and a name under a heading that speaks of leaders.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from crawler.pages.celltables import Pair
from crawler.pages.labels import is_placeholder, people_words
from crawler.pages.leader_words import is_division, labelled_name, name_in, name_told, posts
from crawler.pages.leaderlines import Person
from crawler.pages.outline import outline
from crawler.pages.page import Page
from crawler.pages.pairs import pairs_of
from crawler.pages.roles import is_hub, roles_of
from crawler.pages.shown import Box, Line, Shown
from crawler.pages.text import key, simplify

_COLON = re.compile(r"[:：]")
_BETWEEN = re.compile(r"[、，,；;]")
_BRACKETED = re.compile(r"[(（][^()（）]{1,10}[)）]")
_OFFICE = re.compile(rf"[\u3400-\u9fff]{{0,20}}?(?:{'|'.join(people_words('posts'))})")
# Posts of bodies that are set up for one matter, and who keeps a site or answers a telephone.
_NO_LEADER = re.compile(
    r"主任委员|小组|指挥部|专班|督[导查]|工作组|科员|联系|值班|信箱|热线|电话|[^党组纪检]组长$|^副?组长$"
)
_OF_OTHERS = re.compile(r"联系人|联络员|信息员|经办|值班|咨询|投诉|举报|联系方式")
_LEADERS = re.compile(r"领导|班子|负责人")
_DEAD = re.compile(r"\s*(?:#|javascript:|void\(|$)", re.I)
_DOUBLE_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容", "令狐")
_LONGEST_POST = 60
_LONGEST_LINE = 120
_ABOVE = 3
_CARD_LINES = 3
_CARDS = frozenset({"li", "div", "dl", "td", "section", "figure", "article"})


def people_by_labels(page: Page, view: Shown) -> list[Person]:
    """Everybody whose 姓名 and 职务 stand beside these labels; not those whose name is a link."""
    footer = outline(page).footer
    found: list[Person] = []
    name, post, line, end = "", "", 0, 0
    for pair in pairs_of(page, "leader"):
        foreign = pair.start >= footer or view.lines[pair.start].template
        if foreign or pair.slug not in ("name", "post") or is_placeholder(pair.raw):
            continue
        said = simplify(pair.raw)
        if (name if pair.slug == "name" else post) != "":
            name = post = ""
        if pair.slug == "name":
            name, line, end = name_beside(view, pair), pair.start, max(pair.end, pair.start + 1)
        else:
            post = said[:_LONGEST_POST]
        if name and post and not _elsewhere(view, range(line, end), name):
            found.append(Person(name, post, "", line))
    return found


def name_beside(view: Shown, pair: Pair) -> str:
    """The name beside its label: all that stands there, its first word, or what an element of
    the line alone holds (a button follows it without a blank)."""
    said = "".join(simplify(pair.raw).split())
    held = (_COLON.split(simplify(piece.text))[-1] for piece in view.lines[pair.start].pieces)
    parts = (labelled_name(part) for part in held if said.startswith("".join(part.split())))
    return name_told(pair.raw) or next(filter(None, parts), "")


def _elsewhere(view: Shown, lines: range, name: str) -> bool:
    """Whether a name leads to a page of its own, or is that of somebody to be asked."""
    above = view.lines[max(0, lines.start - _ABOVE) : lines.stop]
    if any(len(line.text) <= _LONGEST_POST and _OF_OTHERS.search(line.text) for line in above):
        return True
    return any(leads_on(view.lines[number], view, name) for number in lines)


def people_by_posts(page: Page, view: Shown) -> list[Person]:
    """Everybody in the lines that are words of office, a colon and names: 副 主 任：张三、李四."""
    layout = outline(page)
    return [
        Person(name, post, "", number)
        for number in range(layout.title_line + 1, layout.footer)
        if not (line := view.lines[number]).template and not line.link_chars
        for name, post in _in_line(line)
    ]


def _in_line(line: Line) -> Iterator[tuple[str, str]]:
    text = simplify(line.text)
    parts = _COLON.split(text) if len(text) <= _LONGEST_LINE else []
    if len(parts) != 2 or not _is_office(post := "".join(parts[0].split())):
        return
    names = [name.strip(" 。.") for name in _BETWEEN.split(parts[1])]
    names = [one for name in names for one in ([name] if labelled_name(name) else name.split())]
    # One name at least begins with a known surname: the others may be of any people.
    told = [labelled_name(name) for name in names]
    if any(map(name_in, names)) and all(len(name) > 1 for name in told):
        yield from ((name, post) for name in told)


def _is_office(post: str) -> bool:
    """Whether words are posts and nothing else: 党委书记、主任, 副局长（挂职）."""
    bare = _BRACKETED.sub("", post)
    return not leads_nothing(bare) and all(map(_OFFICE.fullmatch, _BETWEEN.split(bare)))


def leads_nothing(post: str) -> bool:
    """Whether a post is none of a leader: who is on duty (值班主任), or heads a working group."""
    return _NO_LEADER.search(post) is not None


def people_on_cards(page: Page, view: Shown, label: str) -> list[Person]:
    """Everybody on two or more like cards of a picture and a name that lead nowhere.

    Where neither page nor column (`label`), nor a line above speaks of leaders, cards are tiles
    of a menu, and one that is none of a person makes all of them such.
    """
    footer = outline(page).footer
    pictures = [one.line for one in view.media if one.tag == "img" and not one.template]
    live = {one.line for one in view.anchors if _lives(one.href)}
    everywhere = (label, page.meta.get("columnname", ""), outline(page).title)
    groups: dict[tuple[int, str, str], list[Box]] = defaultdict(list)
    for box in view.boxes if pictures else ():
        if box.tag in _CARDS and not box.template and box.end <= footer:
            groups[box.parent, box.tag, box.names].append(box)
    for cards in groups.values():
        first, last = cards[0].start, cards[-1].end
        above = [line.text for line in view.lines[max(0, first - _ABOVE) : first]]
        held = bisect_right(pictures, last) - bisect_left(pictures, first)
        told = any(map(_LEADERS.search, (*everywhere, *above)))
        if len(cards) < 2 or held < len(cards) or not told:
            continue
        people = [one for card in cards if (one := _on_card(view, card, live)) is not None]
        if len(people) == len(cards):
            return people
    return []


def _on_card(view: Shown, card: Box, live: set[int]) -> Person | None:
    """Who is named on a card: a name and, at most, his post, without a link that leads on."""
    numbers = range(card.start, card.end)
    if not 1 <= len(numbers) <= _CARD_LINES or not live.isdisjoint(numbers):
        return None
    texts = [view.lines[number].text for number in numbers]
    names = [name for text in texts if (name := _surely_a_name(text))]
    rest = [simplify(text) for text in texts if not _surely_a_name(text)]
    if len(names) != 1 or not all(posts().search(text) and not is_division(text) for text in rest):
        return None
    return Person(names[0], "，".join(rest)[:_LONGEST_POST], "", card.start)


def _surely_a_name(text: str) -> str:
    """The name that a text is, where nothing says so: no word of a menu, no longer than names."""
    name = name_in(text)
    fits = len(name) <= 3 or name.startswith(_DOUBLE_SURNAMES)
    menu = is_hub(name) or roles_of(name) or key(name) in _TILES
    return name if name and fits and labelled_name(name) and not menu else ""


# What tiles with a picture are called and a surname begins.
# fmt: off
_TILES = frozenset({
    "安卓", "公众号", "支付宝", "党建", "通知", "文件", "公告", "公示", "文化", "时政", "简介",
    "常用", "通讯录", "云平台", "查询", "关于", "易班", "平安", "安全", "农业", "农村", "卫生",
    "方志", "民生", "房产", "车辆", "应急", "解读", "计生", "宗教", "荣誉", "经济", "项目",
    "党务", "权力",
})
# fmt: on


def leads_on(line: Line, view: Shown, name: str = "") -> bool:
    """Whether a link of a line, one that holds the name if one is given, leads to a page."""
    return any(
        piece.anchor is not None
        and name in "".join(simplify(piece.text).split())
        and _lives(view.anchors[piece.anchor].href)
        for piece in line.pieces
    )


def _lives(href: str | None) -> bool:
    """Whether an address leads to a page."""
    return href is not None and _DEAD.match(href) is None
