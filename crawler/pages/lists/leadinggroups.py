"""Which groups of leaders are the government's, where those of several bodies stand side by side.

Told by their headings alone: how many leaders a body has tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.pages.words.leader_words import posts
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import pattern

_PLACES = "省市区县州盟旗镇乡"
_TOWNS = ("镇", "乡")
_BODY = re.compile(
    rf"[{_PLACES}]委|党委|党工委|人大|政府|政协|法院|检察院|纪委|监委|管委会|街道|办事处|"
    rf"[{_PLACES}]长(?!期)|行政领导|党组"
)
_GOVERNMENT = re.compile(rf"政府|管委会|办事处|[{_PLACES}]长(?!期)|行政领导")
# Offices of a government, other governments, who led it once, and what is no leader at all.
_OTHERS = re.compile(
    r"信箱|文件|公报|会议|动态|活动|讲话|报告|工作(?!分工)|网站|机构|公开(?:目录|指南|年报|制度)|办公[室厅]|[办厅局][领负]|部门|乡镇|镇乡|街道(?!办|党)|秘书|历任|历届|往届|前任|原任|离任|^原"
)
_OWN_BODY = re.compile(rf"{_GOVERNMENT.pattern}|党组")
_HEAD_OF_PLACE = re.compile(rf"[{_PLACES}](?=长(?!期))")
_RANKS = re.compile(r"副|常务|总|挂职|[一二三四]级|[、，,及和兼()（）\s]")
_SEVERAL = re.compile(r"[、，,及和兼\s]")
_LEADS = re.compile(r"(?:长|书记|主任|主席|经理)$")
_MEMBER = re.compile(r"党组|纪检|纪委")
"""Posts beside those of who leads a body, of which each has the like."""
_OF_GOVERNMENT = frozenset({"秘书长", "办公室主任"})
"""Posts that lead no body, whose holders stand among the leaders of a government."""
_HEADS_OF_PLACES = frozenset(f"{place}长" for place in _PLACES)
_HEADS_OF_BODIES = _HEADS_OF_PLACES | {"局长", "厅长", "主任"}
"""Posts that lead a body which has a portal, and not a part of it (所长, 校长)."""
_LED = re.compile(rf"(?P<place>[{_PLACES}]?)(?:人民)?政府$|(?P<kind>[{_PLACES}局厅院])$")
_OF_PLACE = re.compile(r"[省市区县州盟旗](?:(?:人民)?政府|长(?!期))")
_OF_TOWN = re.compile(r"[镇乡](?:(?:人民)?政府|长(?!期))|街道|办事处")
_OF_BODY = re.compile(
    rf"(?P<body>[\u3400-\u9fff]{{0,10}}?(?:政府|管委会|管理委员会|办事处)|[{_PLACES}]?[局厅办院]|委)"
    rf"|[{_PLACES}]"
)
"""The body whose leaders a heading names, before what they are: 县政府, 区, 局."""
_PARTY_GROUP = re.compile("党组(?!成员)")
_BODIES = 2


@dataclass(frozen=True)
class _Headed:
    """Whom a heading speaks of: leaders of a body, as far as it is told, by the posts that lead it
    (`heads`: 局长 of 副局长, none of 党组成员); `posted` if by posts alone. Where by none of these,
    `led` has what may lead such a body: 局长 a 局."""

    body: str = ""
    heads: frozenset[str] = frozenset()
    posted: bool = True
    led: frozenset[str] = frozenset()

    def may_be_of(self, other: _Headed) -> bool:
        """Whether the two may speak of one body: 县政府 and 云溪县政府, not 城关镇政府."""
        return self.body.endswith(other.body) or other.body.endswith(self.body)


def under_posts(headings: Sequence[str], best: int) -> tuple[int, ...]:
    """Which groups, whose boxes are alike, are read if group `best` is: all that stand under
    leaders of one body, by posts of the same family (局长, 副局长), those of a member, or what they
    are (其他领导, 县级干部). Where one stands under what is another body's, the government's.
    """
    if any(_BODY.search(key(one)) and not _OWN_BODY.search(key(one)) for one in headings):
        return government_of(headings, best)
    found = {
        at: one for at, heading in enumerate(headings) if (one := _headed(heading)) is not None
    }
    if best not in found:
        return (best,)
    own = _led_by(found[best], [*found.values()])
    kin = [at for at, one in found.items() if _is_led_by(one, own)]
    kin = [at for at in kin if found[at].may_be_of(found[best])]
    bodies = {found[at].body: found[at] for at in kin}.values()
    if not all(one.may_be_of(other) for one in bodies for other in bodies):
        return (best,)
    return tuple(kin)


def _led_by(best: _Headed, found: Sequence[_Headed]) -> frozenset[str]:
    """The posts that lead the body of the best group: where it tells none, the one all others do,
    not that of a part of a body if it is called by no post."""
    families = frozenset().union(*(one.heads for one in found))
    single = len(families) == 1 and (best.posted or families <= _HEADS_OF_BODIES)
    return best.heads or best.led or (families if single else frozenset())


def _is_led_by(one: _Headed, own: frozenset[str]) -> bool:
    """Whether a group may be of the body that these posts lead."""
    told = one.heads or one.led
    return bool(told & own) if told else one.posted or own <= _HEADS_OF_BODIES


def heads_leaders(heading: str) -> bool:
    """Whether a heading speaks of leaders of a body, by their posts or otherwise, and of nobody
    else."""
    return _headed(heading) is not None


def is_post(heading: str) -> bool:
    """Whether a heading is the name of posts and nothing else, but for the body before them."""
    return (headed := _headed(heading)) is not None and headed.posted


def yields_to(heading: str, post: str) -> bool:
    """Whether a heading speaks of no leaders, or of those of a body that is not that of a post:
    of 城关镇政府 beside 县长."""
    one, other = _headed(heading), _headed(post)
    if one is None or other is None:
        return other is not None
    return not (one.posted or one.may_be_of(other) or other.body[-3:-2] in _TOWNS)


@lru_cache(maxsize=1024)
def _headed(heading: str) -> _Headed | None:
    """Whom a heading speaks of; None if of no leaders. Who holds a post may hold others of other
    bodies (副县长、公安局局长)."""
    parts = [word for part in _SEVERAL.split(simplify(clean(heading))) if (word := key(part))]
    told = [one for part in parts if (one := _part(part)) is not None]
    others = sum(posts().search(part) is not None for part in parts if _part(part) is None)
    if not told or len(told) + others < len(parts):
        return None
    body = next((one for one in told if one.body), told[0])
    own = [one for one in told if one.may_be_of(body)]
    heads = frozenset().union(*(one.heads for one in own))
    led = frozenset().union(*(one.led for one in own))
    return _Headed(body.body, heads, all(one.posted for one in told), led)


def _part(word: str) -> _Headed | None:
    """Whom one word of a heading speaks of: a post or what leaders are called, with their body."""
    before = _OF_BODY.match(word)
    rest = word[before.end() :] if before is not None else ""
    for said, of in ((word, ""), (rest, _called(before))):
        if pattern("leaders").fullmatch(said) or (of and _GOVERNMENT.search(of) and not rest):
            led = _heads_of(before[0]) if before is not None and said == rest else frozenset()
            return _Headed(of, posted=False, led=led)
        if said in _OF_GOVERNMENT:
            return _Headed(of, led=_HEADS_OF_PLACES)
        if posts().search(said) and not _RANKS.sub("", posts().sub("", said)):
            bare = _RANKS.sub("", said)
            leads = _LEADS.search(bare) is not None and not _MEMBER.search(bare)
            place = _HEAD_OF_PLACE.search(bare)
            of = of or (f"{place[0]}政府" if place is not None else "")
            return _Headed(of, frozenset({bare} if leads else ()))
    return None


def _called(body: re.Match[str] | None) -> str:
    """What a body is called in short, as far as it is told."""
    name = (body["body"] or "") if body is not None else ""
    return name.replace("人民", "").replace("管理委员会", "管委会")


def _heads_of(body: str) -> frozenset[str]:
    """The posts that may lead a body of this name."""
    if (led := _LED.search(body)) is None:
        return frozenset({"主任"})  # 委, 办, 管委会, 办事处
    kind = led["place"] or led["kind"]
    return frozenset({f"{kind}长"}) if kind else _HEADS_OF_PLACES


def government_of(headings: Sequence[str], best: int) -> tuple[int, ...]:
    """Which groups, by their headings, are to be read, if group `best` were the one to be read.

    Only the leaders of the government answer to the duties of its portal. They may stand in
    several groups (县长, 副县长, 挂职, 党组成员); its party group as such counts only where no
    other does. It is `best` alone where the groups are not those of several bodies or none is the
    government's.
    """
    kin = [at for at, heading in enumerate(headings) if _BODY.search(key(heading))]
    if best not in kin or len({key(headings[at]) for at in kin}) < _BODIES:
        return (best,)
    own = [
        at for at in kin
        if _GOVERNMENT.search(key(headings[at])) and not _OTHERS.search(key(headings[at]))
    ]  # fmt: skip
    # Towns have governments of their own: only one answers for the portal, and no town's where
    # that of a county stands beside it.
    if any(_OF_PLACE.search(key(headings[at])) for at in own):
        own = [at for at in own if not _OF_TOWN.search(key(headings[at]))] or own
    bodies = {at: _called(_OF_BODY.match(key(headings[at]))) for at in own}
    first = bodies[best if best in own else own[0]] if own else ""
    own = [at for at in own if bodies[at].endswith(first) or first.endswith(bodies[at])]
    leading = [at for at in own if not _PARTY_GROUP.search(headings[at])]
    return tuple(leading or own) or (best,)
