"""Which groups of leaders are the government's, where those of several bodies stand side by side.

Told by their headings alone: how many leaders a body has tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.pages.words.leader_words import posts
from crawler.pages.words.text import key

_PLACES = "省市区县州盟旗镇乡"
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
_RANKS = re.compile(r"副|常务|总|[一二三四]级|[、，,及和兼]")
_SEVERAL = re.compile(r"[、，,及和兼]")
_LEADS = re.compile(r"(?:长|书记|主任|主席|经理)$")
_MEMBER = re.compile(r"党组|纪检|纪委")
"""Posts beside those of who leads a body, of which each has the like."""
_PARTY_GROUP = re.compile("党组")
_BODIES = 2


def under_posts(headings: Sequence[str], best: int) -> tuple[int, ...]:
    """Which groups, whose boxes are alike, are read if group `best` is: all that stand
    under a post of the same family (局长, 副局长) or of a member. Where one stands under what is
    another body's, the government's.
    """
    if any(_BODY.search(key(one)) and not _OWN_BODY.search(key(one)) for one in headings):
        return government_of(headings, best)
    posted = tuple(at for at, heading in enumerate(headings) if is_post(heading))
    if best not in posted:
        return (best,)
    heads = {at: _heads_of_bodies(headings[at]) for at in posted}
    families = frozenset().union(*heads.values())
    own = heads[best] or (families if len(families) == 1 else frozenset())
    return tuple(at for at in posted if not heads[at] or heads[at] & own)


def _heads_of_bodies(heading: str) -> frozenset[str]:
    """The posts in a heading that lead a body, without ranks: 局长 of 副局长, none of 党组成员."""
    parts = (_RANKS.sub("", part) for part in _SEVERAL.split(key(heading)))
    return frozenset(part for part in parts if _LEADS.search(part) and not _MEMBER.search(part))


def is_post(heading: str) -> bool:
    """Whether a heading is the name of posts and nothing else."""
    word = key(heading)
    return posts().search(word) is not None and not _RANKS.sub("", posts().sub("", word))


def government_of(headings: Sequence[str], best: int) -> tuple[int, ...]:
    """Which groups, by their headings, are to be read, if group `best` were the one to be read.

    Only the leaders of the government answer to the duties of its portal. They may stand in
    several groups (县长, 副县长, 挂职); its party group counts only where no other does. It is
    `best` alone where the groups are not those of several bodies or none is the government's.
    """
    kin = [at for at, heading in enumerate(headings) if _BODY.search(key(heading))]
    if best not in kin or len({key(headings[at]) for at in kin}) < _BODIES:
        return (best,)
    own = [
        at for at in kin
        if _GOVERNMENT.search(key(headings[at])) and not _OTHERS.search(key(headings[at]))
    ]  # fmt: skip
    leading = [at for at in own if not _PARTY_GROUP.search(headings[at])]
    return tuple(leading or own) or (best,)
