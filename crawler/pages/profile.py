"""What a page of a body's profile (机构概况) says of the body: duties, offices, leader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.pages.contacts import heading_of, own_lines
from crawler.pages.labelled import text_field
from crawler.pages.labels import is_placeholder, labels_of
from crawler.pages.leader import read_leaders
from crawler.pages.leader_words import posts
from crawler.pages.masking import mask_numbers
from crawler.pages.page import Page
from crawler.pages.pairs import pairs_of
from crawler.pages.task import Task
from crawler.pages.text import clean, key, simplify
from crawler.records.model import Field, Snapshot, Source

_MOST = 2_000
_TITLES = {"duties": re.compile("职[责能]"), "offices": re.compile("内设|机构设置|[科股处]室")}
# A heading with a word or two around the label: 县政府主要职责, 局机关内设机构.
_HEADS = {
    "duties": re.compile(r".{0,12}(?:主要职[责能]|职能职责|工作职责|机构职[责能]|部门职[责能])"),
    "offices": re.compile(r".{0,8}(?:内设(?:机构|科室|股室|处室)|机构设置|科室设置).{0,6}"),
}
_SAID = {
    "duties": re.compile(
        r"(?:主要)?(?:职责|职能|任务)(?:任务)?(?:是|为|有|包括|如下)[:：]?(?P<rest>.*)"
        r"|(?P<own>(?:负责|承担|贯彻(?:落实|执行)?)[^。]{12,}.*)"
    ),
    "offices": re.compile(
        r"(?P<own>(?:内设|下设)[^。；]{0,60}?(?:[股科处室办]|机构|中心|部门).*)"
        r"|(?P<named>设(?:有|立|置)?[^。；]{0,60}?(?:办公室|[\u3400-\u9fff][股科](?=[、，,和及等]|\d)|内设).*)"
        r"|(?P<parts>(?:工作部门|组成部门|直属机构|内设机构|内设科室)(?:\d|[一二三四五六七八九十]|有|包括|如下|[:：]).*)"
    ),
}  # fmt: skip
_LEADER = re.compile(
    r"^(?P<post>[\u3400-\u9fff、（）()]{2,20})\s*[:：]\s*(?P<name>[\u3400-\u9fff·*×某]{2,6})$"
)


def part_of(page: Page, slug: str, titles: Sequence[str]) -> Field[str] | None:
    """The duties or the offices that a page tells of: under their heading, as a page of that
    title, or in a sentence. None if it says nothing of them.

    `titles` are the page's own title and the label that led to it.
    """
    lines = [simplify(clean(line.text)) for _, line in own_lines(page)]
    headed = _under_heading(lines, slug)
    if headed is not None and headed[1].strip():
        return _field(page, headed[1], headed[0], "标题之下")
    for pair in pairs_of(page, "office"):
        if pair.slug == slug and not is_placeholder(pair.raw):
            return text_field(pair, page.url, Source.LABEL, "正文")
    titled = next((title for title in titles if _TITLES[slug].search(title)), "")
    reached = {n for pair in pairs_of(page, "office") for n in range(pair.start, pair.end)}
    whole = "".join(simplify(clean(x.text)) for n, x in own_lines(page) if n not in reached)
    if titled and whole:
        return _field(page, whole, titled, "全文")
    for line in lines:
        match = _SAID[slug].search("".join(line.split())[:_MOST])
        if match is not None:
            said = next(text for text in match.groups() if text is not None)
            rest = lines[lines.index(line) + 1 :] if not said else ()
            return _field(page, said or "".join(rest), "", "正文", Source.TEXT)
    return _field(page, "", headed[0], "标题之下") if headed is not None else None


def leader_of(page: Page, task: Task, snapshot: Snapshot) -> Field[str] | None:
    """Who heads the body, as the page names him: under a label, after his post, in a list."""
    empty = None
    for pair in pairs_of(page, "office"):
        if pair.slug == "leader":
            field = text_field(pair, page.url, Source.LABEL, "正文")
            if field.value:
                return field
            empty = empty or field
    for _, line in own_lines(page):
        match = _LEADER.match(simplify(clean(line.text)))
        if match is not None and posts().search(match.group("post")):
            return _field(page, match.group("name"), match.group("post"), "正文")
    for leader in read_leaders(page, task, snapshot):
        if leader.name and leader.post and leader.present:
            return _field(page, leader.name, leader.post, "正文", Source.TEXT)
    return empty


def _under_heading(lines: Sequence[str], slug: str) -> tuple[str, str] | None:
    """The heading of that part and the text below it, up to the heading of another."""
    labels = labels_of("office")
    found: tuple[str, str] | None = None
    for number, line in enumerate(lines):
        words = _bare(line)
        if len(words) > 24 or not (labels.get(key(words)) == slug or _HEADS[slug].fullmatch(words)):
            continue
        below: list[str] = []
        for other in lines[number + 1 :]:
            named = _bare(other)
            if labels.get(key(named)) is not None or any(
                p.fullmatch(named) for p in _HEADS.values()
            ):
                break
            below.append(other)
            if sum(map(len, below)) > _MOST:
                break
        text = "".join(below)
        if found is None or len(text) > len(found[1]):
            found = words, text
    return found


def _bare(line: str) -> str:
    """A line without its number and its final colon."""
    head = heading_of(line)
    words = head[1] if head is not None and len(line) <= 30 else line
    return words.strip("：: 【】[]■●◆")


def _field(
    page: Page, text: str, label: str, place: str, source: Source = Source.LABEL
) -> Field[str]:
    said = mask_numbers(" ".join(text.split()))[:_MOST]
    value = None if is_placeholder(said) else said
    return Field(value, said[:200], source, label, place, page.url)
