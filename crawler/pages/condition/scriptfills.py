"""What the scripts of a page fill: the boxes that they name, and the calls of what lies elsewhere.

Each script is read once for the whole page, however many boxes stand on it.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.condition.waitingnames import counts_or_moves, is_aside, tells_of_content
from crawler.pages.markup.navigation import Links

_NO_SHOW = re.compile(
    r"(?!\s*\)\s*\.(?:style|hide|show|click|fade\w*|css|toggle\w*|addClass|removeClass)\b)"
)
"""Behind a box's name: what only changes how it looks fills nothing in."""
_FILLS = re.compile(
    r"\s*\)?\s*(?:\[\d+\]|\.(?:eq\(\d+\)|first\(\)|get\(\d+\)))?"
    r"\s*\.(?:html|append\w*|prepend\w*|load|replaceWith|innerHTML|insertAdjacentHTML|render)\b"
)
"""Behind a selector: what puts something in."""
_BINDS = re.compile(
    r"(?:el|elem|element|container|target|box|wrap(?:per)?|render(?:To)?)[\"']?\s*:\s*$"
)
"""Ahead of a selector: the place that a library is given to fill."""
_SELECTS = re.compile(r"querySelector(?:All)?\(\s*$")
_BY_CLASS = re.compile(r"ClassName\(\s*$")
_AHEAD = 40
_QUOTED = re.compile(r"""["'`](?P<text>[^"'`\n]{1,100})(?=["'`])""")
"""What stands from one quotation mark to the next, whichever of them opens."""
_ID = re.compile(r"[#.]?(?P<id>[^\s#.>,][^\s>,]*)$")
_INSIDE = re.compile(r"#(?P<id>[^\s.>,]+)[\s>][^\n]{0,40}$")
_CLASS = re.compile(r"\.(?P<name>[\w-]+)(?:\s+(?:ul|ol|dl|tbody|table|div))?$")
_DEFINED = re.compile(
    # From the first letter of a name only: else a long word is read from each of its letters.
    r"(?<![\w$])(?:function\s*\*?|class)\s+(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?<![\w$.])(?:window\.)?(?P<set>[A-Za-z_$][\w$]*)\s*=(?!=)"
)
_GIVEN = re.compile(
    r"(?<![\w$])function\b[^\n(){}]{0,60}\((?P<names>[\w$\s,]{1,200})\)"
    r"|\((?P<arrow>[\w$\s,]{1,200})\)\s*=>|(?<![\w$.])(?P<one>[A-Za-z_$][\w$]*)\s*=>"
)
_CALLED = re.compile(
    r"(?:^|[;{}\n]|=>|\bnew\b)\s*(?:window\.)?(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,3})\s*\("
)
_OWN_WORDS = re.compile(
    r"^(?:if|for|while|switch|catch|with|function|return|typeof|var|let|const|do|else|try|new|"
    r"\$|jQuery|alert|confirm|set(?:Timeout|Interval)|clear\w+|parse(?:Int|Float)|eval|require|define|"
    r"encodeURI\w*|decodeURI\w*|String|Number|Date|Array|Object|Math\.\w+|JSON\.\w+|console\.\w+|"
    r"document\.\w+|window\.\w+|location\.\w+|history\.\w+|navigator\.\w+|self\.\w+|this\.\w+|"
    r"(?:\$|jQuery)\.(?!(?:ajax|post|get|getJSON)$)\w+|_hmt\.\w+|_paq\.\w+|hm\.\w+|Swiper|SuperSlide|"
    r"super)$"
)
"""Names of the language and of what every page calls: nothing lies elsewhere under them."""
_MOST_CALLS = 1_000
"""Calls of one script that are looked at: a script with more is a library."""
_ASKED = 200
"""Characters of a request in which its address stands."""
_TREE = r"(?:(?<![A-Za-z])tree|Tree)\w*"
_DRAWS_IN = re.compile(
    rf"{_TREE}(?:\.\w+)?\s*\(\s*(?:\{{[^{{}}()]{{0,40}})?(?:(?:\$|jQuery)\(\s*)?$"
)
"""Ahead of a box's name: a call that is given the box, itself or as a member of an object."""
_DRAWN = re.compile(rf"\s*\)\s*\.\w{{0,20}}?{_TREE}\(")
_ARRAY = re.compile(r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]*)\s*=\s*\[\s*\{")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_ASKS_FOR_MORE = re.compile(
    r"\basync[\"']?\s*:\s*\{(?![^}]{0,200}\benable[\"']?\s*:\s*(?:false|!1))|\blazy[\"']?\s*:"
)
"""A tree that asks for what lies below a node when that is opened."""
_OF_A_TREE = 200
"""Characters of a call behind the box it is given, in which its nodes are named."""


class ScriptFills:
    """What the scripts of one page say of its boxes."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._places: dict[int, bool] = {}

    @cached_property
    def _named(self) -> tuple[frozenset[str], frozenset[str]]:
        source = self._links.scripts
        names: set[str] = set()
        classes: set[str] = set()
        for match in _QUOTED.finditer(source):
            text, behind = match["text"], match.end() + 1
            if (found := _ID.match(text)) and _NO_SHOW.match(source, behind):
                names.add(found["id"])
            if (found := _INSIDE.match(text)) and _FILLS.match(source, behind):
                names.add(found["id"])
            ahead = source[max(0, match.start() - _AHEAD) : match.start()]
            if found := _CLASS.search(text):
                if _FILLS.match(source, behind) or _BINDS.search(ahead) or _SELECTS.search(ahead):
                    classes.add(found["name"])
            elif _BY_CLASS.search(ahead):
                classes.update(text.split())
        return frozenset(names), frozenset(classes)

    def names(self, box: str) -> bool:
        """Whether a script speaks of the box of that id, other than to show or hide it."""
        return box in self._named[0]

    def draws_tree(self, box: str) -> bool:
        """Whether a script draws in the box of that id a tree of which the page has all nodes."""
        source = self._links.scripts
        if not box or _ASKS_FOR_MORE.search(source):
            return False
        for match in re.finditer(rf"[\"']#?{re.escape(box)}[\"']", source):
            behind = source[match.end() : match.end() + _OF_A_TREE]
            ahead = source[max(0, match.start() - _OF_A_TREE) : match.start()]
            draws = _DRAWS_IN.search(ahead) or _DRAWN.match(source, match.end())
            given = set(_NAME.findall(behind.partition(";")[0]))
            if draws and not given.isdisjoint(self._arrays):
                return True
        return False

    @cached_property
    def _arrays(self) -> frozenset[str]:
        return frozenset(m["name"] for m in _ARRAY.finditer(self._links.scripts))

    def fills_class(self, name: str) -> bool:
        """Whether a script puts something into the elements of a class."""
        return name in self._named[1]

    @cached_property
    def _defined(self) -> frozenset[str]:
        return frozenset(m["name"] or m["set"] for m in _DEFINED.finditer(self._links.scripts))

    @cached_property
    def _given(self) -> frozenset[str]:
        found = (m["names"] or m["arrow"] or m["one"] for m in _GIVEN.finditer(self._links.scripts))
        return frozenset(name.strip() for names in found for name in names.split(","))

    def calls_beside(self, node: LexborNode) -> bool:
        """Whether a script beside a box calls what lies in no script of the page itself.

        What turns pages, counts or moves pictures is called so as well, and fills no box.
        """
        parent = node.parent
        above = parent.parent if parent is not None and parent.tag != "body" else None
        return any(self._calls_in(place) for place in (parent, above) if place is not None)

    @cached_property
    def calls_at_large(self) -> bool:
        """Whether a script in the head, or at the end of the body, calls what lies elsewhere and
        is named like what fills a list: `$(function(){ loadList(33, 1); })`."""
        nodes = self._links.page.tree.css("head > script, body > script")
        return any(self._calls_content(node.text() or "") for node in nodes)

    def _calls_in(self, place: LexborNode) -> bool:
        known = self._places.get(place.mem_id)
        if known is None:
            texts = [node.text() or "" for node in place.iter() if node.tag == "script"]
            known = self._places[place.mem_id] = any(map(self._calls, texts))
        return known

    def _calls(self, text: str) -> bool:
        seen: set[str] = set()
        for match in islice(_CALLED.finditer(text), _MOST_CALLS):
            name = match["name"]
            asks = name.split(".")[0] in ("$", "jQuery")
            if name in seen or _OWN_WORDS.search(name) or is_aside(name) or counts_or_moves(name):
                continue
            if asks:
                if not counts_or_moves(text[match.end() : match.end() + _ASKED]):
                    return True
                continue
            seen.add(name)
            if name.split(".")[0] not in self._defined:
                return True
        return False

    def _calls_content(self, text: str) -> bool:
        names = {match["name"] for match in islice(_CALLED.finditer(text), _MOST_CALLS)}
        return any(
            name.split(".")[0] not in self._defined | self._given
            and not (_OWN_WORDS.search(name) or name.startswith(("$", "jQuery.")))
            and not (is_aside(name) or counts_or_moves(name))
            and name.count(".") < 2
            and tells_of_content(name)
            for name in names
        )
